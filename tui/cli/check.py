"""`jiejiao check`: whether the records are whole, and where they are not."""

import sys
from pathlib import Path

import click

from tui.language import N_, _

WORDS = {
    "pages": N_("The file itself is damaged: {problem}"),
    "reference": N_("Refers to a row of {refers_to} that is not there."),
    "gap": N_("An entry is missing before it (number {expected} was expected)."),
    "link": N_("Does not follow the entry before it: the journal was cut or put together anew."),
    "entry_changed": N_("The entry was changed after it was written."),
    "payload_changed": N_("What the entry tells was changed after it was written."),
    "tail_cut": N_("The journal ends before a known entry ({expected})."),
    "not_found_by": N_("The entry is not listed under row {row}."),
    "unreplayable": N_("The journal tells of a change that does not fit (row {row})."),
    "row_lost": N_("The row is in the journal and not in the table."),
    "row_foreign": N_("The row is in the table and not in the journal."),
    "row_changed": N_("The row is not as the journal says (columns {columns})."),
}
"""One sentence for each kind of finding."""


@click.command(short_help="检查记录文件 · check the records")
@click.pass_obj
def check(path: Path) -> None:
    """检查记录文件和日志链是否完整；不完整时说明位置，退出码 1。

    Check the file and the chain of its journal; exit 1 with the place when broken.
    """
    from storage.check import check_file

    if not path.exists():
        raise FileNotFoundError(str(path))
    findings = check_file(path)
    for finding in findings:
        facts = {
            name: "、".join(map(str, value)) if isinstance(value, tuple) else value
            for name, value in finding.facts.items()
        }
        click.echo(f"{finding.place}: {_(WORDS[finding.kind.value]).format(**facts)}")
    if findings:
        click.echo(
            _(
                "{n} things are wrong with {file}. Keep the file as it is, make a copy, "
                "and go back to the newest copy that is whole."
            ).format(n=len(findings), file=path),
            err=True,
        )
        sys.exit(1)
    click.echo(_("{file} is whole: pages, references, journal and tables agree.").format(file=path))
