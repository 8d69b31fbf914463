"""`jiejiao export changes`: what acting has changed, for the notice board."""

from pathlib import Path

import click

from meetings.actions.post import changes
from tui.cli.bodies import highest_body
from tui.cli.options import BODY, FORCE, TARGET, tell_written


@click.command(
    name="changes", short_help="行动促成了改变（Word） · what acting has changed, in Word"
)
@TARGET
@BODY
@FORCE
@click.pass_obj
def changes_page(path: Path, target: Path, body: str, force: bool) -> None:
    """导出“行动促成了改变”一页（Word），姓名隐去，可张贴。

    Write the page on what acting has changed, names masked, to be posted.
    """
    from exports.documents.change_page import change_page
    from exports.files import write
    from exports.word_list import WORDS
    from storage.records import FileRecords
    from tui.desk import local_now

    with FileRecords.open(path, read_only=True) as records:
        page = changes(records, highest_body(records, body).id, local_now().date(), WORDS)
    write(target, change_page(page), overwrite=force)
    tell_written(target)
