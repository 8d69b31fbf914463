"""Finds the body, meeting, issue or task that the line names, by name, number or id."""

import re

from meetings.actions.found import bodies
from meetings.community.bodies import Body
from meetings.errors import MeetingError
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue
from meetings.ports import Records
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import PLANNED

_NUMBER = re.compile(r"\D*(\d{4})\D+(\d{1,4})\D*")
"""The number of a meeting as people read it: 〔2026〕第3次, 2026-3."""
LONGEST_NUMBER = 9
"""The most digits of an issue's number."""


class WhichBody(MeetingError):
    """No body has the name or id `wanted`, or several have; `known` are the names of all."""

    wanted: str
    known: tuple[str, ...]


class NoMeeting(MeetingError):
    """There is no meeting to export, of the `body` if one is named."""

    body: str


class WhichMeeting(MeetingError):
    """No meeting has the id or number `wanted`, or meetings of several bodies have."""

    wanted: str


class WhichIssue(MeetingError):
    """No issue has the number or id `wanted`, or issues of several bodies have."""

    wanted: str


class WhichTask(MeetingError):
    """The body has no task of this `number`."""

    number: int


def one_body(records: Records, wanted: str) -> Body:
    """The body with this name or id; raises WhichBody."""
    known = bodies(records)
    found = [body for body in known if wanted in (body.id, body.name)]
    if len(found) != 1:
        raise WhichBody(wanted=wanted, known=tuple(body.name for body in known))
    return found[0]


def bodies_meant(records: Records, wanted: str) -> list[Body]:
    """The body with this name or id, or all for none; raises WhichBody."""
    return [one_body(records, wanted)] if wanted else list(bodies(records))


def some_bodies(records: Records, wanted: str) -> list[str] | None:
    """The ids of the bodies meant; None for all. Raises WhichBody."""
    return [one_body(records, wanted).id] if wanted else None


def highest_body(records: Records, wanted: str) -> Body:
    """The body with this name; for none, the only body without a parent."""
    if wanted:
        return one_body(records, wanted)
    known = bodies(records)
    found = [body for body in known if body.parent is None]
    if len(found) != 1:
        raise WhichBody(wanted=wanted, known=tuple(body.name for body in known))
    return found[0]


def meeting_id(records: Records, wanted: str, body: str = "", planned: bool = False) -> str:
    """The id of the meeting meant: `latest`, a number 〔2026〕第3次 or 2026-3, or an id.

    `latest` is the newest that was opened, of one body or of all; with `planned` also one still
    to come. Raises NoMeeting, WhichBody, WhichMeeting.
    """
    known = _meetings(records, body)
    if wanted == "latest":
        held = [m for m in known if m.opened_at is not None or (planned and m.state in PLANNED)]
        if not held:
            raise NoMeeting(body=body)
        return max(held, key=lambda m: (m.began_at, m.id)).id
    number = _NUMBER.fullmatch(wanted)
    meant = [
        m for m in known
        if m.id == wanted or (number and (m.year, m.serial) == tuple(map(int, number.groups())))
    ]  # fmt: skip
    if len(meant) != 1:
        raise WhichMeeting(wanted=wanted)
    return meant[0].id


def _meetings(records: Records, body: str) -> list[Meeting]:
    ids = {one.id for one in bodies_meant(records, body)}
    with records.reading() as book:
        return [m for m in book.find(Meeting) if m.body in ids]


def issue_id(records: Records, wanted: str, body: str = "") -> str:
    """The id of the issue that is meant; raises WhichIssue, WhichBody."""
    ids = {one.id for one in bodies_meant(records, body)}
    with records.reading() as book:
        is_number = wanted.isascii() and wanted.isdigit() and len(wanted) <= LONGEST_NUMBER
        same = {"number": int(wanted)} if is_number else {"id": wanted}
        found = [one for one in book.find(Issue, **same) if one.body in ids]
    if len(found) != 1:
        raise WhichIssue(wanted=wanted)
    return found[0].id


def task_id(records: Records, body: str, number: int) -> str:
    """The id of a body's task; raises WhichTask."""
    with records.reading() as book:
        found = book.find(FollowUp, body=body, number=number)
    if not found:
        raise WhichTask(number=number)
    return found[0].id
