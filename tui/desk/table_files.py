"""Makes the Excel file of each kind of table: its name and its bytes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from meetings.actions import ledger
from meetings.actions.found import below, bodies
from meetings.actions.resource import resources
from meetings.community.bodies import Body
from meetings.figures.periods import Length, whole
from meetings.matters.followups import FollowUp
from meetings.matters.ledger import Reach
from meetings.papers.task_papers import NothingOnPaper

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from meetings.actions.reward import Rewards
    from meetings.figures.periods import Period
    from meetings.matters.duty import DutyTurn
    from meetings.sharing.moves import Unsent
    from storage.records import FileRecords

PEOPLE, LEDGER, YEAR, WORKBOOK = "people", "ledger", "year", "workbook"
RESOURCES, POINTS, ACTIVITIES = "resources", "points", "activities"


def table_file(
    records: FileRecords, kind: str, id: str, now: datetime, actor: str = ""
) -> tuple[str, bytes]:
    """The file of one table: people, ledger, year, … of a body, or a meeting's workbook."""
    from exports.documents.names import file_name
    from exports.tables.ledger import ledger_name, ledger_workbook
    from exports.tables.report import report_name, report_workbook
    from exports.tables.workbook_write import meeting_workbook, people_workbook, workbook_name
    from meetings.actions.scope import scope
    from meetings.importing.people.plan import existing_people, people_rows
    from meetings.importing.tasks.out import existing_ledger
    from meetings.importing.workbook.plan import held_meeting
    from tui.desk.counting import reported

    if kind == WORKBOOK:
        held = held_meeting(records, id)
        return workbook_name(held), meeting_workbook(held, now)
    with records.reading() as book:
        body = book.get(Body, id)
    if kind == LEDGER:
        of = scope(records, id, Reach.BELOW)
        known = existing_ledger(records, of.ids)
        return ledger_name(of.name, now), ledger_workbook(known, now, of.name, actor)
    if kind == YEAR:
        period = whole(Length.YEAR, now.date())
        made = reported(records, scope(records, id, Reach.BELOW), period, now.date())
        return report_name(made), report_workbook(made, now)
    if kind == RESOURCES:
        return _resources(records, body, now)
    if kind == POINTS:
        return _points(records, body, now)
    if kind == ACTIVITIES:
        return _activities(records, body, now)
    rows = people_rows(existing_people(records, [id]), body)
    return file_name(now.date(), body.name, "名册", ext="xlsx"), people_workbook(rows, now)


def _resources(records: FileRecords, body: Body, now: datetime) -> tuple[str, bytes]:
    """The resources of the body and those below it, as the screen lists them."""
    from exports.tables.resources import resources_name, resources_workbook

    known = resources(records, below(records, body.id))
    names = {one.id: one.name for one in bodies(records)}
    return resources_name(body.name, now.date()), resources_workbook(known, names, now)


def rewards_file(
    known: Rewards, turns: Sequence[DutyTurn], period: Period, body: str, now: datetime
) -> tuple[str, bytes]:
    """The points of a period: the file's name and its bytes."""
    from exports.tables.points import rewards_name, rewards_workbook

    return rewards_name(body, period, now.date()), rewards_workbook(known, turns, period, now)


def _activities(records: FileRecords, body: Body, now: datetime) -> tuple[str, bytes]:
    """The activities of the body and those below it, with what was needed and given."""
    from exports.tables.activities import activities_name, activities_workbook
    from meetings.actions.activity import activities
    from meetings.actions.need import needs

    reach = below(records, body.id)
    names = {one.id: one.name for one in bodies(records)}
    data = activities_workbook(activities(records, reach), needs(records, reach), names, now)
    return activities_name(body.name, now.date()), data


def _points(records: FileRecords, body: Body, now: datetime) -> tuple[str, bytes]:
    from exports.tables.points import points_name, points_workbook

    with records.reading() as book:
        tasks = {task.id: task.text for task in book.find(FollowUp, body=body.id)}
    turns = ledger.turns_of(records, body.id)
    if not turns:
        raise NothingOnPaper(what="duty")
    data = points_workbook(turns, ledger.rule_of(records, body.id), tasks, now)
    return points_name(body.name, now.date()), data


def write_supplement(records: FileRecords, found: Unsent, folder: Path, made: datetime) -> Path:
    """Write what only this file has of a stopped body as a workbook; raises OSError, FileExists."""
    from exports.files import write_free
    from exports.tables.supplement import supplement_name, supplement_workbook
    from meetings.community.people import Person
    from tui.words.history import command_name, gist

    with records.reading() as book:
        people = {one.id: one.name for one in book.find(Person)}
    told = [
        (entry, command_name(entry.command), gist(entry, people, command_name(entry.command)))
        for entry in found.entries
    ]
    data = supplement_workbook(found.issues, told, people, made)
    folder.mkdir(parents=True, exist_ok=True)
    return write_free(folder / supplement_name(found.name, made), data)
