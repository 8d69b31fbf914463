"""Finds what ctrl+z would undo, in one body or in all, and says it in words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from meetings.actions import found
from meetings.community.bodies import Body
from meetings.dataclass import dataclass
from meetings.ports import PERMANENT, Book, Change, Entry, Records
from tui.language import _, semicolons
from tui.text import cut
from tui.words import days, history


@dataclass(frozen=True, slots=True)
class LastCommand:
    """The last command of a body that can be undone, and what it did in words."""

    body: Body
    entry: Entry
    words: str

    @property
    def order(self) -> tuple[datetime, str]:
        """A sort key: the time, then the command's id, which rises within a second too."""
        return self.entry.at, self.entry.id

    @property
    def place(self) -> str:
        """The body and the time, in words."""
        return f"{self.body.name} {days.moment_text(self.entry.at)}"


def last_commands(records: Records) -> list[LastCommand]:
    """The last command that can be undone in each body, the newest first."""
    with records.reading():
        last = [
            LastCommand(body, entry, words_of(records, entry))
            for body in found.bodies(records)
            if (entry := records.undoable(body.id) or _final(records, body.id)) is not None
        ]
    return sorted(last, key=lambda last: last.order, reverse=True)


def last_taken_back(records: Records, gone: Mapping[str, Body]) -> list[LastCommand]:
    """What redo would bring back in each body, the latest undo first.

    `gone` are bodies, by id, whose creation itself may have been undone.
    """
    with records.reading():
        bodies = {**gone, **{body.id: body for body in found.bodies(records)}}
        taken = [
            (
                records.history(body.id, limit=1)[0],
                LastCommand(body, entry, words_of(records, entry)),
            )
            for body in bodies.values()
            if (entry := records.redoable(body.id)) is not None
        ]
    taken.sort(key=lambda one: (one[0].at, one[0].id), reverse=True)
    return [last for _undo, last in taken]


def _final(records: Records, body: str) -> Entry | None:
    """The newest entry where it cannot be undone, so that undoing it is refused in words."""
    newest = records.history(body, limit=1)
    return newest[0] if newest and newest[0].command in PERMANENT else None


def names_in(records: Records, entry: Entry) -> Mapping[str, str]:
    """By id, the names of what the entry changed or is about, and of the rows of its meeting."""
    from meetings.sitting.meeting import Meeting

    found: dict[str, str] = {}
    with records.reading() as book:
        for change in entry.changes:
            row = change.after if change.after is not None else change.before or {}
            id = change.id if change.table == "meeting" else _meeting_of(book, change, row)
            if id and id not in found and book.find(Meeting, id=id):
                meeting = book.get(Meeting, id)
                found |= {**history.names_by_id(meeting), id: meeting.title}
            for column, (kind, name) in _referred().items():
                of = change.id if change.table == column else str(row.get(column) or "")
                for one in book.find(kind, id=of) if of else ():
                    found.setdefault(of, str(getattr(one, name)))
    return found


def _meeting_of(book: Book, change: Change, row: Mapping[str, object]) -> str:
    """The id of the meeting that a row belongs to, which an entry on a change does not hold."""
    from meetings.sitting.agenda import AgendaItem
    from meetings.sitting.motions import Motion
    from meetings.sitting.presence import PresenceMark
    from meetings.sitting.votes import Vote

    kinds: dict[str, type[Any]] = {
        "agenda_item": AgendaItem, "motion": Motion, "vote": Vote, "presence_mark": PresenceMark,
    }  # fmt: skip
    if row.get("meeting") or change.table not in kinds:
        return str(row.get("meeting") or "")
    return next((str(one.meeting) for one in book.find(kinds[change.table], id=change.id)), "")


def _referred() -> Mapping[str, tuple[type[Any], str]]:
    """By column of history.REFERS, the record it names and the field with its name."""
    from meetings.community.people import Person
    from meetings.community.resources import Resource
    from meetings.matters.activities import Activity
    from meetings.matters.followups import FollowUp
    from meetings.matters.issues import Issue
    from meetings.matters.referrals import Referral
    from meetings.sitting.bylaws import Bylaw

    return {
        "person": (Person, "name"), "issue": (Issue, "title"), "referral": (Referral, "title"),
        "follow_up": (FollowUp, "text"), "activity": (Activity, "title"),
        "bylaw": (Bylaw, "title"), "resource": (Resource, "name"),
    }  # fmt: skip


def _task_in(records: Records, entry: Entry) -> str:
    """The task's text, for an entry about a step, which does not hold it."""
    from meetings.matters.followups import FollowUp

    for change in entry.changes:
        row = change.after if change.after is not None else change.before or {}
        if id := str(row.get("follow_up") or ""):
            with records.reading() as book:
                return next((task.text for task in book.find(FollowUp, id=id)), "")
    return ""


def entry_words(entry: Entry, known: Mapping[str, str], task: str = "") -> str:
    """The entry as `记发言：张桂兰 支持 救护车上次进不来`."""
    what = history.command_name(entry.command)
    said = history.gist(entry, known, besides=what)
    if task and task not in said:
        said = semicolons(filter(None, (task, said)))
    return _("{what}: {said}").format(what=what, said=cut(said, 80)) if said else what


def words_of(records: Records, entry: Entry) -> str:
    """The entry in words, with the names of the meeting that it is about."""
    return entry_words(entry, names_in(records, entry), _task_in(records, entry))
