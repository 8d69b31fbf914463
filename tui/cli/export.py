"""`jiejiao export`: documents without the screen."""

import re

import click

from meetings.errors import MeetingError
from meetings.ports import Records
from meetings.sitting.meeting import PLANNED, Meeting
from tui.cli.bodies import bodies_meant


class NoMeeting(MeetingError):
    """There is no meeting to export: `body`."""

    body: str


class WhichMeeting(MeetingError):
    """No meeting, or meetings of several bodies, bear this id or number: `wanted`."""

    wanted: str


_NUMBER = re.compile(r"\D*(\d{4})\D+(\d{1,4})\D*")
"""The number of a meeting as people read it: 〔2026〕第3次, 2026-3."""


@click.group(short_help="导出文书和表格 · write documents and tables")
def export() -> None:
    """导出文书。

    Write documents.
    """


def meeting_id(records: Records, wanted: str, body: str = "", planned: bool = False) -> str:
    """The meeting meant by `latest`, by its number 〔2026〕第3次 or 2026-3, or by its id.

    `latest` is the newest that was opened, of one body or of all; with `planned` one that is still
    to come counts too. Raises NoMeeting, WhichBody, WhichMeeting.
    """
    known = _meetings(records, body)
    if wanted == "latest":
        held = [m for m in known if m.opened_at is not None or (planned and m.state in PLANNED)]
        if not held:
            raise NoMeeting(body=body)
        return max(held, key=lambda m: (m.opened_at or m.starts_at, m.id)).id
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
