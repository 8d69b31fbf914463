"""`jiejiao export report|year|ledger|workbook|people|resources|points`: tables in Excel."""

from pathlib import Path
from typing import Any

import click

from tui.cli.meant import meeting_id, one_body, some_bodies
from tui.cli.options import BODY, FORCE, PUBLIC, TARGET, written
from tui.cli.periods import of_a_period, period_meant, scope_meant


@click.command(short_help="督办台账（Excel） · the ledger in Excel")
@TARGET
@BODY
@click.option("--below", is_flag=True, help="含下级机构 · with the bodies below it")
@FORCE
@click.pass_obj
def ledger(path: Path, target: Path, body: str, below: bool, force: bool) -> None:
    """导出督办台账（Excel），不写 --body 就是全部机构；第一张表供上报打印，“督办”表供导入。

    Write the ledger of a body, or of all: one sheet to hand in, and one with every column to
    import again.
    """
    from exports.tables.ledger import ledger_workbook
    from meetings.importing.tasks.out import existing_ledger
    from storage.records import FileRecords
    from tui.desk.core import local_now

    with FileRecords.open(path, read_only=True) as records:
        scope = scope_meant(records, body, below)
        known = existing_ledger(records, scope.ids)
    written(target, ledger_workbook(known, local_now(), scope.name), force)


@click.command(short_help="会议工作簿（Excel） · a meeting's workbook in Excel")
@click.argument("meeting")
@TARGET
@BODY
@FORCE
@click.pass_obj
def workbook(path: Path, meeting: str, target: Path, body: str, force: bool) -> None:
    """导出会议工作簿（Excel）。MEETING 是 latest（最近一次），或编号，如 2026-3。

    Write the workbook of a meeting. MEETING is `latest` or a number such as 2026-3.
    """
    from exports.tables.workbook_write import meeting_workbook
    from meetings.importing.workbook.plan import held_meeting
    from storage.records import FileRecords
    from tui.desk.core import local_now

    with FileRecords.open(path, read_only=True) as records:
        held = held_meeting(records, meeting_id(records, meeting, body))
    written(target, meeting_workbook(held, local_now()), force)


@click.command(short_help="名册（Excel） · the roster, in Excel")
@TARGET
@BODY
@FORCE
@click.pass_obj
def people(path: Path, target: Path, body: str, force: bool) -> None:
    """导出名册（Excel），含电话；不写 --body 就是全部机构。

    Write the roster with phone numbers.
    """
    from exports.tables.workbook_write import people_workbook
    from meetings.importing.people.plan import existing_people, people_rows
    from storage.records import FileRecords
    from tui.desk.core import local_now

    with FileRecords.open(path, read_only=True) as records:
        known = existing_people(records, some_bodies(records, body))
    rows = [row for one in known.bodies for row in people_rows(known, one)]
    written(target, people_workbook(rows, local_now()), force)


@click.command(short_help="月报、季报、年度总结 · the report of a period")
@TARGET
@of_a_period
@click.option(
    "--sealed",
    default="",
    help="封存的报告，如 2027-1 · the sealed report with this number, such as 2027-1",
)
@FORCE
@click.pass_obj
def report(
    path: Path, /, target: Path, body: str, below: bool, sealed: str, force: bool, **when: Any
) -> None:
    """导出一个时期的报告：.docx 是文字报告，.xlsx 是统计报表，口径与屏幕 F7 相同。

    Write the report of a period (default: this year): Word for .docx, Excel for .xlsx.
    """
    _write_report(path, target, body, below, sealed, force, when)


@click.command(short_help="年度统计（Excel） · the figures of a year in Excel")
@TARGET
@of_a_period
@FORCE
@click.pass_obj
def year(path: Path, /, target: Path, body: str, below: bool, force: bool, **when: Any) -> None:
    """导出年度统计（Excel），每个比率都写明分子和分母；export report 还有 Word 和封存的报告。

    Write the figures of a period in Excel (default: this year), each rate with its base.
    """
    _write_report(path, target, body, below, "", force, when, word=False)


def _write_report(
    path: Path, target: Path, body: str, below: bool, sealed: str, force: bool,
    when: dict[str, Any], word: bool | None = None,
) -> None:  # fmt: skip
    from storage.records import FileRecords
    from tui.desk.core import local_now
    from tui.desk.counting import report_bytes, reported, sealed_report

    now = local_now()
    if word is None:
        word = target.suffix.lower() not in (".xlsx", ".xlsm")
    with FileRecords.open(path, read_only=True) as records:
        scope = scope_meant(records, body, below)
        if sealed:
            made, seal = sealed_report(records, scope.body, sealed)
        else:
            period = period_meant(**when, today=now.date())
            made, seal = reported(records, scope, period, now.date()), ""
    written(target, report_bytes(path, made, now, seal, word=word), force)


@click.command(short_help="资源库（Excel） · resources in Excel")
@TARGET
@BODY
@FORCE
@click.pass_obj
def resources(path: Path, target: Path, body: str, force: bool) -> None:
    """导出资源库（Excel）：一个机构和它下面的；不写 --body 就是全部机构。

    Write the resources of a body and those below it, or of all.
    """
    from exports.tables.resources import resources_workbook
    from meetings.actions import resource
    from meetings.actions.found import below, bodies
    from storage.records import FileRecords
    from tui.desk.core import local_now

    with FileRecords.open(path, read_only=True) as records:
        meant = some_bodies(records, body)
        reach = below(records, meant[0]) if meant else None
        known = resource.resources(records, reach)
        names = {one.id: one.name for one in bodies(records)}
    written(target, resources_workbook(known, names, local_now()), force)


@click.command(short_help="值守和积分（Excel 或 Word） · duty hours and points, in Excel or Word")
@TARGET
@click.option("--body", required=True, help="机构名称或编号 · name or id of the body")
@click.option("--person", default="", help="这个人的积分单（Word） · this person's sheet (Word)")
@PUBLIC
@FORCE
@click.pass_obj
def points(path: Path, target: Path, body: str, person: str, public: bool, force: bool) -> None:
    """导出一个机构的值守班次、工时和积分（Excel）；写成 .docx、有 --person 或 --public 就是 Word。

    Write a body's duty shifts, hours and points in Excel; a .docx file, --person or --public
    makes it Word.
    """
    from exports.word_list import WORDS
    from meetings.actions import task_papers
    from storage.records import FileRecords
    from tui.desk.core import local_now
    from tui.desk.paper_files import task_paper
    from tui.desk.table_files import POINTS, table_file

    now = local_now()
    with FileRecords.open(path, read_only=True) as records:
        body_id = one_body(records, body).id
        if not (person or public or target.suffix.lower() == ".docx"):
            _name, data = table_file(records, POINTS, body_id, now)
        else:
            paper = task_papers.points(
                records, body_id, now.date(), person=person, public=public, words=WORDS
            )
            data = task_paper(path, paper)[1]
    written(target, data, force)


@click.command(short_help="活动、需求和所给（Excel） · activities, needs and gifts in Excel")
@TARGET
@click.option("--body", required=True, help="机构名称或编号 · name or id of the body")
@FORCE
@click.pass_obj
def activities(path: Path, target: Path, body: str, force: bool) -> None:
    """导出一个机构和它下面的活动、课程、招募，以及需求和所给（Excel）。

    Write the activities of a body and those below it, with what was needed and what was given.
    """
    from storage.records import FileRecords
    from tui.desk.core import local_now
    from tui.desk.table_files import ACTIVITIES, table_file

    with FileRecords.open(path, read_only=True) as records:
        _name, data = table_file(records, ACTIVITIES, one_body(records, body).id, local_now())
    written(target, data, force)


TABLE_COMMANDS = (report, year, ledger, workbook, people, resources, points, activities)
