"""`jiejiao export lists`: a list of open tasks for each person, to print or as text."""

from pathlib import Path

import click

from meetings.actions.chase import lists_of_persons
from tui.cli.options import BODY, FORCE, TARGET, tell_written
from tui.cli.periods import scope_meant


@click.command(short_help="各人任务单 · a list for each person")
@TARGET
@BODY
@click.option("--below", is_flag=True, help="含下级机构 · with the bodies below it")
@click.option("--person", default="", help="只要这个人或单位的 · of this person or unit alone")
@FORCE
@click.pass_obj
def lists(path: Path, target: Path, body: str, below: bool, person: str, force: bool) -> None:
    """导出各人任务单：未办结的事项，每人一页（Word），文件名以 .txt 结尾就是文字，供粘贴。

    Write what each person still has to do: a page each in Word, or text for a .txt file.
    """
    from exports.documents.personal_list import personal_document
    from exports.files import write
    from meetings.papers.personal_list import list_text
    from storage.records import FileRecords
    from tui.desk import local_now

    with FileRecords.open(path, read_only=True) as records:
        scope = scope_meant(records, body, below)
        found = lists_of_persons(records, scope, local_now().date(), person)
    if target.suffix.lower() == ".txt":
        data = "\n\n".join(map(list_text, found)).encode()
    else:
        data = personal_document(found)
    write(target, data, overwrite=force)
    tell_written(target)
