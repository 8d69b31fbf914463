"""`jiejiao export`: documents without the screen."""

import click

from meetings.actions.found import bodies
from meetings.errors import MeetingError
from meetings.ports import Records
from meetings.sitting.meeting import PLANNED, Meeting


class NoMeeting(MeetingError):
    """There is no meeting to export: `body`."""


class WhichBody(MeetingError):
    """No body bears this name or id, or several do: `wanted`, `known`."""


@click.group(short_help="导出文书 · documents")
def export() -> None:
    """导出文书。Write documents."""


def latest(records: Records, body: str = "", planned: bool = False) -> str:
    """The newest meeting that was opened, of one body or of all; raises NoMeeting, WhichBody.

    With `planned` a meeting that is still to come counts too.
    """
    wanted = [b for b in bodies(records) if body in ("", b.id, b.name)]
    if body and len(wanted) != 1:
        raise WhichBody(wanted=body, known=tuple(b.name for b in bodies(records)))
    ids = {b.id for b in wanted}
    with records.reading() as book:
        known = [m for m in book.find(Meeting) if m.body in ids]
    held = [m for m in known if m.opened_at is not None or (planned and m.state in PLANNED)]
    if not held:
        raise NoMeeting(body=body)
    return max(held, key=lambda m: (m.opened_at or m.starts_at, m.id)).id
