"""`jiejiao export keys|changes|road|chase|lists|photos|lookback`: Word files of no one meeting."""

from collections.abc import Callable
from pathlib import Path

import click

from meetings.actions.chase import chase_list, lists_of_persons
from meetings.actions.post import changes
from meetings.actions.trace import road_of_issue
from tui.cli.meant import highest_body, issue_id, one_body, task_id
from tui.cli.options import BODY, FORCE, PUBLIC, TARGET, written
from tui.cli.periods import scope_meant

_ONE_BODY = click.option("--body", required=True, help="机构名称或编号 · name or id of the body")
_TASK = click.option(
    "--task", type=click.IntRange(1), help="只要这一件（编号） · only the task with this number"
)


@click.command(short_help="键位卡（Word） · the key card, in Word")
@TARGET
@FORCE
def keys(target: Path, force: bool) -> None:
    """导出键位卡（Word，横向一页），自设的按键也在上面。

    Write all keys on one page, including your own.
    """
    from tui.commands.registry import use_own_keys
    from tui.desk.core import local_now
    from tui.desk.paper_files import key_card_document
    from tui.own_folder import settings_path
    from tui.settings.settings_file import read_settings

    use_own_keys(read_settings(settings_path()).settings.keys)
    written(target, key_card_document(local_now().date()), force)


@click.command(
    name="changes", short_help="行动促成了改变（Word） · results of actions taken, in Word"
)
@TARGET
@BODY
@FORCE
@click.pass_obj
def changes_page(path: Path, target: Path, body: str, force: bool) -> None:
    """导出“行动促成了改变”一页（Word），姓名隐去，可张贴。

    Write the page on results of actions taken, names masked, for posting.
    """
    from exports.documents.change_page import change_page
    from exports.word_list import WORDS
    from storage.records import FileRecords
    from tui.desk.core import local_now

    with FileRecords.open(path, read_only=True) as records:
        page = changes(records, highest_body(records, body).id, local_now().date(), WORDS)
    written(target, change_page(page), force)


@click.command(short_help="议题全程（Word） · the full history of a matter, in Word")
@click.argument("issue")
@TARGET
@BODY
@FORCE
@click.pass_obj
def road(path: Path, issue: str, target: Path, body: str, force: bool) -> None:
    """导出一件事跨层级的全程（Word）。ISSUE 是议题号（可加 --body）或编号。

    Write the full history of ISSUE: its number in the body, or its id.
    """
    from exports.documents.road import road_document
    from storage.records import FileRecords
    from tui.desk.core import local_now

    now = local_now()
    with FileRecords.open(path, read_only=True) as records:
        value = road_of_issue(records, issue_id(records, issue, body), now.date())
    written(target, road_document(value, now), force)


@click.command(short_help="督办单（Word） · tasks to chase, in Word")
@TARGET
@click.option(
    "--body", default="", help="机构名称或编号，含下级 · name or id of the body, with those below"
)
@FORCE
@click.pass_obj
def chase(path: Path, target: Path, body: str, force: bool) -> None:
    """导出督办单（Word）：逾期、临期和无人负责的事项，含下级机构。

    Write the tasks to chase (overdue, due soon or without an owner) of a body and those below
    it.
    """
    from exports.documents.chase_list import chase_document
    from storage.records import FileRecords
    from tui.desk.core import local_now

    with FileRecords.open(path, read_only=True) as records:
        sheet = chase_list(records, highest_body(records, body).id, local_now().date())
    written(target, chase_document(sheet), force)


@click.command(short_help="各人任务单 · a list for each person")
@TARGET
@BODY
@click.option("--below", is_flag=True, help="含下级机构 · with the bodies below it")
@click.option("--person", default="", help="只要这个人或单位的 · only this person or unit")
@FORCE
@click.pass_obj
def lists(path: Path, target: Path, body: str, below: bool, person: str, force: bool) -> None:
    """导出各人任务单：未办结的事项，每人一页（Word），文件名以 .txt 结尾就是文字，供粘贴。

    Write each person's open tasks: a page each in Word, or text if the file name ends in .txt.
    """
    from exports.documents.personal_list import personal_document
    from meetings.papers.personal_list import list_text
    from storage.records import FileRecords
    from tui.desk.core import local_now

    with FileRecords.open(path, read_only=True) as records:
        scope = scope_meant(records, body, below)
        found = lists_of_persons(records, scope, local_now().date(), person)
    if target.suffix.lower() == ".txt":
        data = "\n\n".join(map(list_text, found)).encode()
    else:
        data = personal_document(found)
    written(target, data, force)


@click.command(short_help="办理前后对比照片（Word） · before and after photographs, in Word")
@TARGET
@_ONE_BODY
@_TASK
@PUBLIC
@FORCE
@click.pass_obj
def photos(
    path: Path, target: Path, body: str, task: int | None, public: bool, force: bool
) -> None:
    """导出办理前后的照片（Word），两张并排，附说明和日期。

    Write before and after photographs, two side by side, with captions and dates.
    """
    from meetings.actions.task_papers import photographs

    _write_done(photographs, path, target, body, task, public=public, force=force)


@click.command(short_help="复盘（Word） · lessons learnt, in Word")
@TARGET
@_ONE_BODY
@_TASK
@PUBLIC
@FORCE
@click.pass_obj
def lookback(
    path: Path, target: Path, body: str, task: int | None, public: bool, force: bool
) -> None:
    """导出复盘（Word）：一件事项的，或全部写了复盘的。

    Write the lessons learnt from one task, or from all tasks that have them.
    """
    from meetings.actions.task_papers import learnt

    _write_done(learnt, path, target, body, task, public=public, force=force)


def _write_done(
    read: Callable[..., object],
    path: Path,
    target: Path,
    body: str,
    task: int | None,
    *,
    public: bool,
    force: bool,
) -> None:
    from exports.word_list import WORDS
    from storage.records import FileRecords
    from tui.desk.core import local_now
    from tui.desk.paper_files import TaskPaper, task_paper

    with FileRecords.open(path, read_only=True) as records:
        of = one_body(records, body).id
        id = None if task is None else task_id(records, of, task)
        paper = read(records, of, id, local_now().date(), public=public, words=WORDS)
    assert isinstance(paper, TaskPaper)
    written(target, task_paper(path, paper)[1], force)


PAGE_COMMANDS = (keys, changes_page, road, chase, lists, photos, lookback)
