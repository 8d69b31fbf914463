"""`jiejiao export chase`: what has to be chased, on one page."""

from pathlib import Path

import click

from meetings.actions.chase import chase_list
from tui.cli.bodies import highest_body
from tui.cli.options import FORCE, TARGET, tell_written


@click.command(short_help="督办单（Word） · what has to be chased, in Word")
@TARGET
@click.option(
    "--body", default="", help="机构名称或编号，含下级 · name or id of the body, with those below"
)
@FORCE
@click.pass_obj
def chase(path: Path, target: Path, body: str, force: bool) -> None:
    """导出督办单（Word）：逾期、临期和无人负责的事项，含下级机构。

    Write what is late, due soon, or nobody's, of a body and of all below it.
    """
    from exports.documents.chase_list import chase_document
    from exports.files import write
    from storage.records import FileRecords
    from tui.desk import local_now

    with FileRecords.open(path, read_only=True) as records:
        sheet = chase_list(records, highest_body(records, body).id, local_now().date())
    write(target, chase_document(sheet), overwrite=force)
    tell_written(target)
