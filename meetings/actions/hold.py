"""会中: open, sign in, suspend, end; what is said and moved stands in hold_debate."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from meetings.actions.change import apply, change
from meetings.actions.hold_debate import (
    divide,
    edit_speech,
    give_floor,
    lower_hand,
    name_speech,
    postpone,
    propose,
    raise_hand,
    second,
    speak,
    take_floor,
    take_up,
    withdraw,
)
from meetings.actions.issue_states import tell_issues
from meetings.chairing import attendance, floor, life, settling
from meetings.community.bodies import Body
from meetings.community.people import Person, Role, Seat
from meetings.ports import Book, By, Records
from meetings.sitting.meeting import PLANNED, Meeting
from meetings.sitting.presence import Mark, RollEntry, Standing

__all__ = [
    "begin_item", "correct_mark", "divide", "edit_speech", "end_meeting", "give_floor",
    "hold_as_talk", "lower_hand", "mark", "name_speech", "open_meeting", "postpone", "propose",
    "raise_hand", "reopen_meeting", "resume", "roll_of", "second", "sign", "speak", "suspend",
    "take_floor", "take_up", "walk_in", "withdraw",
]  # fmt: skip


def roll_of(book: Book, body: str) -> tuple[RollEntry, ...]:
    """The roll as the seats stand now."""
    return tuple(
        _entry(book.get(Person, seat.person), seat)
        for seat in book.find(Seat, body=body)
        if seat.until is None
    )


def _entry(person: Person, seat: Seat) -> RollEntry:
    if Role.ADVISER in seat.roles and not seat.votes:
        standing = Standing.ADVISER
    elif Role.OBSERVER in seat.roles and not seat.votes:
        standing = Standing.OBSERVER
    else:
        standing = Standing.MEMBER
    return RollEntry(person.id, person.name, person.building, seat.roles, standing, seat.votes)


def open_meeting(records: Records, by: By, body: str, meeting: str) -> Meeting:
    """Open: the roll (应到) and the rule are fixed, and the first item is taken up."""

    def act(known: Meeting, book: Book) -> Meeting:
        opened = life.open_(known, book.get(Body, body).rule, roll_of(book, body), by.at)
        order = opened.in_order
        return floor.begin_item(opened, order[0].id, by.at) if order else opened

    return change(records, by, "meeting.open", body, meeting, act)


def mark(
    records: Records,
    by: By,
    body: str,
    meeting: str,
    person: str,
    kind: Mark,
    item: str | None = None,
    holder: str | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> Meeting:
    """Sign in, leave, excuse, represent, stand back; raises NotAllowedNow, ProxyRefused.

    `at` is when it happened where that was earlier than now.
    """

    def act(known: Meeting, book: Book) -> Meeting:
        if known.state in PLANNED and not known.roll:
            known = replace(known, roll=roll_of(book, body))
        later = by.at if at is not None else None
        return attendance.mark(
            known, book.new_id(), person, kind, at or by.at, reason, item, holder, later
        )

    return change(records, by, f"presence.{kind.value}", body, meeting, act)


def call_roll(records: Records, by: By, body: str, meeting: str) -> Meeting:
    """Lay out the roll before the meeting opens, so that early comers can sign in."""

    def act(known: Meeting, book: Book) -> Meeting:
        known.require("presence.roll", *PLANNED)
        return replace(known, roll=roll_of(book, body))

    return change(records, by, "presence.roll", body, meeting, act)


def correct_mark(
    records: Records,
    by: By,
    body: str,
    meeting: str,
    mark: str,
    reason: str,
    at: datetime | None = None,
    kind: Mark | None = None,
) -> Meeting:
    """Correct the time or kind of a line of the timeline; closed votes keep their room."""
    return apply(
        records, by, "presence.correct", body, meeting,
        attendance.correct_mark, mark, reason, by.at, at, kind,
    )  # fmt: skip


def walk_in(records: Records, by: By, body: str, meeting: str, name: str, building: str) -> Meeting:
    """Somebody nobody knew comes in: registered with name and building, and present."""

    def act(known: Meeting, book: Book) -> Meeting:
        same = [p for p in book.find(Person, body=body, name=name) if p.building == building]
        person = same[0] if same else Person(book.new_id(), body, name, building)
        if not same:
            book.put(person)
        if known.state in PLANNED and not known.roll:
            known = replace(known, roll=roll_of(book, body))
        entry = RollEntry(person.id, name, building, (Role.RESIDENT,))
        return attendance.walk_in(known, book.new_id(), entry, by.at)

    return change(records, by, "presence.walk_in", body, meeting, act)


def begin_item(records: Records, by: By, body: str, meeting: str, item: str) -> Meeting:
    """Take up an item of the agenda."""
    return apply(records, by, "item.begin", body, meeting, floor.begin_item, item, by.at)


def suspend(records: Records, by: By, body: str, meeting: str, reason: str = "") -> Meeting:
    """休会."""
    return apply(records, by, "meeting.suspend", body, meeting, life.suspend, by.at, reason)


def resume(records: Records, by: By, body: str, meeting: str) -> Meeting:
    """复会."""
    return apply(records, by, "meeting.resume", body, meeting, life.resume, by.at)


def hold_as_talk(records: Records, by: By, body: str, meeting: str, talk: bool) -> Meeting:
    """Without a quorum, hold a talk without decisions; or go back to a proper meeting."""
    act = settling.hold_as_talk if talk else settling.hold_as_meeting
    command = "meeting.talk" if talk else "meeting.proper"
    return apply(records, by, command, body, meeting, act)


def sign(records: Records, by: By, body: str, meeting: str, names: Sequence[str]) -> Meeting:
    """Note who signed the record on paper."""
    return apply(records, by, "record.sign", body, meeting, settling.sign, names)


def end_meeting(records: Records, by: By, body: str, meeting: str) -> Meeting:
    """End: what was not reached comes back by itself, and each issue learns how it went."""

    def act(known: Meeting, book: Book) -> Meeting:
        ended = life.end(known, by.at)
        tell_issues(book, ended)
        return ended

    return change(records, by, "meeting.end", body, meeting, act)


def reopen_meeting(records: Records, by: By, body: str, meeting: str) -> Meeting:
    """An ended meeting goes on, as when it was ended by mistake."""

    return apply(records, by, "meeting.go_back", body, meeting, life.go_back, by.at)
