"""`jiejiao export`: the group of export commands, and `export all` into one zip."""

from pathlib import Path

import click

from tui.cli.export_pages import PAGE_COMMANDS
from tui.cli.export_papers import PAPER_COMMANDS
from tui.cli.export_tables import TABLE_COMMANDS
from tui.cli.options import FORCE, TARGET, tell_written
from tui.cli.printing import progress, say
from tui.language import _


@click.group(short_help="导出文书和表格 · write documents and tables")
def export() -> None:
    """导出文书。

    Write documents and tables.
    """


@click.command("all", short_help="全部导出，一个 zip · everything in one zip")
@TARGET
@FORCE
@click.pass_obj
def export_all(path: Path, target: Path, force: bool) -> None:
    """导出全部：文书、工作簿、台账、名册、照片和流水，一个 zip 文件；ctrl+c 中止，不留半个文件。

    Write everything (documents, workbooks, ledger, roster, photographs, journal) to one zip;
    ctrl+c stops and leaves no partial file.
    """
    from storage.records import FileRecords
    from tui.desk.core import local_now
    from tui.desk.everything import count_of, write_all

    with FileRecords.open(path, read_only=True) as records:
        jobs, lost = count_of(records), list[str]()
        with progress(jobs, _("Writing")) as bar:
            write_all(
                records, target, local_now(), lambda name: bar.update(1), overwrite=force, lost=lost
            )
    tell_written(target)
    if lost:
        said = _("{n} photographs are missing or were changed; jiejiao check lists them.")
        say(said.format(n=len(lost)), err=True)


for command in (*PAGE_COMMANDS, *PAPER_COMMANDS, *TABLE_COMMANDS, export_all):
    export.add_command(command)
