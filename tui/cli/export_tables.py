"""`jiejiao export ledger|people|workbook|year`: tables in Excel."""

from datetime import date
from pathlib import Path

import click

from tui.cli.bodies import some_bodies
from tui.cli.options import BODY, FORCE, TARGET
from tui.cli.printing import say
from tui.language import _


def written(target: Path, data: bytes, force: bool) -> None:
    """Put the file in place and say where it is."""
    from exports.files import write

    write(target, data, overwrite=force)
    say(_("Written: {file}").format(file=target))


@click.command(short_help="督办台账 · the ledger in Excel")
@TARGET
@BODY
@FORCE
@click.pass_obj
def ledger(path: Path, target: Path, body: str, force: bool) -> None:
    """导出督办台账（Excel），不写 --body 就是全部机构。

    Write the ledger of a body, or of all.
    """
    from exports.tables.ledger import ledger_workbook
    from meetings.importing.tasks import known_ledger
    from storage.records import FileRecords
    from tui.desk import local_now

    with FileRecords.open(path, read_only=True) as records:
        known = known_ledger(records, some_bodies(records, body))
    written(target, ledger_workbook(known, local_now()), force)


@click.command(short_help="会议工作簿 · a meeting's workbook in Excel")
@click.argument("meeting")
@TARGET
@BODY
@FORCE
@click.pass_obj
def workbook(path: Path, meeting: str, target: Path, body: str, force: bool) -> None:
    """导出会议工作簿（Excel）。MEETING 是 latest（最近一次），或编号，如 2026-3。

    Write the workbook of MEETING, `latest` or its number, as 2026-3.
    """
    from exports.tables.workbook_write import meeting_workbook
    from meetings.importing.workbook.plan import held_meeting
    from storage.records import FileRecords
    from tui.cli.export import meeting_id
    from tui.desk import local_now

    with FileRecords.open(path, read_only=True) as records:
        held = held_meeting(records, meeting_id(records, meeting, body))
    written(target, meeting_workbook(held, local_now()), force)


@click.command(short_help="名册 · the list of people in Excel")
@TARGET
@BODY
@FORCE
@click.pass_obj
def people(path: Path, target: Path, body: str, force: bool) -> None:
    """导出名册（Excel），含电话；不写 --body 就是全部机构。

    Write the list of people with their phones.
    """
    from exports.tables.workbook_write import people_workbook
    from meetings.importing.people import known_people, people_rows
    from storage.records import FileRecords
    from tui.desk import local_now

    with FileRecords.open(path, read_only=True) as records:
        known = known_people(records, some_bodies(records, body))
    rows = [row for one in known.bodies for row in people_rows(known, one)]
    written(target, people_workbook(rows, local_now()), force)


@click.command(short_help="年度统计 · the figures of a year")
@TARGET
@BODY
@FORCE
@click.option("--year", type=click.IntRange(2000, 2100), help="哪一年 · which year (this one)")
@click.pass_obj
def year(path: Path, target: Path, body: str, force: bool, year: int | None) -> None:
    """导出年度统计（Excel），每个比率都写明分子和分母。

    Write the figures of a year, each rate with its base.
    """
    from exports.tables.year import ALL_BODIES, year_workbook
    from meetings.figures import Period, figures
    from storage import queries
    from storage.records import FileRecords
    from tui.desk import local_now

    now = local_now()
    wanted = year or now.year
    period = Period(date(wanted, 1, 1), date(wanted, 12, 31))
    with FileRecords.open(path, read_only=True) as records:
        bodies = some_bodies(records, body)
        facts = queries.facts(records, period, frozenset(bodies) if bodies else None)
    written(target, year_workbook(figures(facts, period), body or ALL_BODIES, now), force)


TABLE_COMMANDS = (year, ledger, workbook, people)
