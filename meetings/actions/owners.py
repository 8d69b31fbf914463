"""业主共同决定: register exclusive parts, ask the owners, count heads and areas."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from meetings.actions.change import on_body, on_meeting, on_value
from meetings.actions.prepare import next_serial
from meetings.chairing import floor, life, owners_vote
from meetings.chairing.moving import propose
from meetings.chairing.owners_vote import OwnerAnswer, OwnersCount
from meetings.clean import is_blank, trim
from meetings.community.units import Unit, check_unit
from meetings.errors import Missing, NotAllowedNow
from meetings.ports import Book, By, Records
from meetings.procedure.owners_matters import OwnersMatter, owners_rule
from meetings.sitting.agenda import AgendaItem
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingKind
from meetings.sitting.motions import Motion
from meetings.sitting.votes import Choice, Method, Vote, VoteState


@on_body("unit.add")
def add_units(book: Book, by: By, body: str, units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Register exclusive parts, all or none; raises Missing, UnitIncomplete, UnitTwice."""
    if not units:
        raise Missing(what="units")
    existing = book.find(Unit, body=body)
    added = []
    for unit in units:
        saved = replace(unit, id=book.new_id(), body=body)
        check_unit(saved, existing)
        book.put(saved)
        existing.append(saved)
        added.append(saved)
    return tuple(added)


@on_value("unit.edit")
def edit_unit(book: Book, by: By, unit: Unit) -> Unit:
    """Correct a unit or its owner; votes that are open or counted keep their roll."""
    book.get(Unit, unit.id)
    check_unit(unit, book.find(Unit, body=unit.body))
    book.put(unit)
    return unit


@on_body("unit.remove")
def remove_unit(book: Book, by: By, body: str, unit: str) -> None:
    """Take a unit off the registry; votes keep their roll."""
    book.remove(book.get(Unit, unit))


def units_of(records: Records, body: str) -> list[Unit]:
    """The exclusive parts registered for a body, in the order in which they were added."""
    with records.reading() as book:
        return book.find(Unit, body=body)


def answers_of(records: Records, vote: str) -> list[OwnerAnswer]:
    """The roll of an owners' vote with the answers so far."""
    with records.reading() as book:
        return book.find(OwnerAnswer, vote=vote)


@on_meeting("owners.open")
def open_owners_vote(
    meeting: Meeting,
    book: Book,
    by: By,
    motion: str,
    method: Method,
    matter: OwnersMatter,
    follow_majority_source: str | None = None,
) -> Meeting:
    """Put a motion of the meeting to the owners and freeze their roll."""
    return _open(meeting, book, by.at, motion, method, matter, follow_majority_source)


def _open(
    meeting: Meeting,
    book: Book,
    at: datetime,
    motion: str,
    method: Method,
    matter: OwnersMatter,
    source: str | None,
) -> Meeting:
    units, id = book.find(Unit, body=meeting.body), book.new_id()
    opened = owners_vote.open_owners_vote(meeting, id, motion, method, at, matter, units, source)
    poll = owners_vote.poll_of(opened.vote(id))
    for line in owners_vote.roll(
        meeting.body, id, units, (book.new_id() for _ in range(poll.heads))
    ):
        book.put(line)
    return opened


@on_body("owners.written")
def ask_in_writing(
    book: Book,
    by: By,
    body: str,
    title: str,
    text: str,
    matter: OwnersMatter,
    follow_majority_source: str | None = None,
    mover: str = "",
) -> Meeting:
    """A written vote of the owners on its own (书面征求意见): a meeting of one item, and its vote.

    Raises Missing (title, text), NoUnits, SourceNeeded.
    """
    if is_blank(title) or is_blank(text):
        raise Missing(what="title" if is_blank(title) else "text")
    year = by.at.year
    serial = next_serial(book, body, year)
    meeting = Meeting(
        book.new_id(), body, year, serial, trim(title), by.at, kind=MeetingKind.SPECIAL
    )
    item = AgendaItem(
        book.new_id(), body, meeting.id, 0, trim(title), owners_matter=True,
        proposal=trim(text),
    )  # fmt: skip
    meeting = floor.add_item(meeting, item)
    rule = owners_rule(matter, follow_majority_source)
    meeting = life.open_(meeting, rule, (), by.at)
    meeting = floor.begin_item(meeting, item.id, by.at)
    motion = Motion(book.new_id(), body, meeting.id, item.id, trim(text), mover, by.at)
    meeting = propose(meeting, motion)
    book.put(_open(meeting, book, by.at, motion.id, Method.WRITTEN, matter, follow_majority_source))
    return book.get(Meeting, meeting.id)


@on_body("owners.answer")
def answer(book: Book, by: By, body: str, answer: str, choice: Choice | None) -> OwnerAnswer:
    """Keep one owner's answer at once; None takes it out again.

    Raises AnsweredAlready, and NotAllowedNow once the vote is counted.
    """
    stored = book.get(OwnerAnswer, answer)
    vote = book.get(Vote, stored.vote)
    if vote.state is not VoteState.OPEN:
        raise NotAllowedNow(act="answer", state=vote.state)
    given = owners_vote.answered(stored, choice, by.at)
    book.put(given)
    return given


@on_meeting("owners.close")
def close_by_name(meeting: Meeting, book: Book, by: By, vote: str) -> Meeting:
    """Count the answers of the roll; raises Missing where there are none."""
    poll = owners_vote.poll_of(meeting.vote(vote))
    counted = owners_vote.count(book.find(OwnerAnswer, vote=vote), poll.area)
    return owners_vote.close_owners_vote(meeting, vote, by.at, counted, by_name=True)


@on_meeting("owners.close")
def close_by_totals(
    meeting: Meeting, book: Book, by: By, vote: str, counted: OwnersCount
) -> Meeting:
    """Take heads and areas as counted on paper; raises what the verdict refuses."""
    return owners_vote.close_owners_vote(meeting, vote, by.at, counted, by_name=False)
