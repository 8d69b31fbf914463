"""Gathers from the records the value of each document of a meeting, read at one moment."""

from dataclasses import replace
from datetime import date, datetime
from typing import Literal

from meetings.actions.finish import minutes_in, record_in
from meetings.actions.hold import roll_of
from meetings.actions.law import called_on
from meetings.actions.mask import choices_of
from meetings.community.bodies import Body
from meetings.community.people import Person
from meetings.dataclass import dataclass
from meetings.errors import MeetingError, NotFound
from meetings.papers.masking import public_edition
from meetings.papers.minutes import ItemMinutes, Minutes, Record
from meetings.papers.name_masking import Cover, WordList
from meetings.papers.other_papers import (
    Extract,
    Forms,
    Notice,
    Posting,
    Reading,
    SignIn,
    forms_of,
    notice_of,
    public_notice,
    sign_in_of,
)
from meetings.ports import Book, Records
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import PLANNED, RUNNING, MeetingState

NOTICE, SIGN_IN, FORMS = "notice", "sign_in", "forms"
MINUTES, PUBLIC, RECORD = "minutes", "public_minutes", "record"
EXTRACT, POSTING, READING = "extract", "posting", "reading"

BEFORE = (NOTICE, SIGN_IN, FORMS)
AFTER = (MINUTES, PUBLIC, RECORD, POSTING, READING)
PAPERS = (MINUTES, PUBLIC, RECORD, NOTICE, SIGN_IN, FORMS, EXTRACT, POSTING, READING)

CONTACT = "记录人{name}"


class NothingHeld(MeetingError):
    """The meeting's state does not allow this paper yet, or at all; `why` is that state."""

    why: Literal["called_off", "to_come", "running"]


Paper = Minutes | Record | Notice | SignIn | Forms | Extract | Posting | Reading


@dataclass(frozen=True, slots=True)
class Wanted:
    """A wanted document, and what it needs besides the meeting."""

    paper: str
    item: int = 0
    """The number of the item, for an extract."""
    to: str = ""
    """Whom an extract is for, or an objection to a posting goes to."""
    day: date | None = None
    """By when an extract wants an answer; the first day of a posting."""
    days: int = 0
    """How long a posting hangs; 0 takes what the rule says."""
    public: bool = False
    version: int = 0
    """An older final version; 0 takes the minutes as they are now."""


def paper(
    records: Records, meeting: str, wanted: Wanted, now: datetime, words: WordList | None = None
) -> Paper:
    """The document's value as of now.

    Raises NothingHeld, and NotFound for an item or version that is not there.

    `words` tells a name from a word in a public edition.
    """
    with records.reading() as book:
        held = book.get(Meeting, meeting)
    _must_have_been(held.state, wanted.paper)
    called = called_on(records, held) if wanted.paper == NOTICE else None
    with records.reading() as book:
        sent_on = called or (now.date() if held.state in PLANNED else None)
        return _paper(book, held, wanted, now, words, sent_on)


def possible(records: Records, meeting: str, paper: str = "") -> bool:
    """True if the meeting can have this paper (without a name, any); else raises NothingHeld."""
    with records.reading() as book:
        _must_have_been(book.get(Meeting, meeting).state, paper or NOTICE)
    return True


def _must_have_been(state: MeetingState, paper: str) -> None:
    """Raise NothingHeld for a paper of results before there are any."""
    after_meeting = paper in AFTER or paper == EXTRACT
    if state is MeetingState.CANCELLED and (after_meeting or paper == NOTICE):
        raise NothingHeld(why="called_off")
    if state in PLANNED and after_meeting:
        raise NothingHeld(why="to_come")
    if state in RUNNING and paper == POSTING:
        raise NothingHeld(why="running")


def _paper(
    book: Book,
    meeting: Meeting,
    wanted: Wanted,
    now: datetime,
    words: WordList | None,
    called_on: date | None,
) -> Paper:
    body = book.get(Body, meeting.body)
    kind = wanted.paper
    if kind == NOTICE:
        notice = notice_of(meeting, body.name, called_on, _contact(book, meeting))
        cover = Cover(
            [one.name for one in book.find(Person) if not one.consent],
            [one.room for one in book.find(Person)],
            [one.phone for one in book.find(Person)],
            words=words,
            choices=choices_of(book, meeting.body, meeting.id),
        )
        return replace(public_notice(notice, cover), red_head=body.red_head, phone=body.phone)
    if kind == SIGN_IN:
        return sign_in_of(_with_roll(book, meeting), body.name, now)
    if kind == FORMS:
        return forms_of(_with_roll(book, meeting), body.name, now)
    minutes = minutes_in(book, meeting, now, wanted.version)
    if kind == RECORD:
        return record_in(book, meeting, minutes)
    if kind in (PUBLIC, POSTING, READING) or wanted.public:
        choices = choices_of(book, meeting.body, meeting.id)
        minutes = public_edition(minutes, book.find(Person), words, choices)
    if kind == READING:
        return Reading(minutes)
    if kind == POSTING:
        days = wanted.days or body.rule.posting_days
        return Posting(
            minutes, wanted.day or now.date(), days, wanted.to, place=body.place, phone=body.phone
        )
    if kind == EXTRACT:
        item = _item(minutes, wanted.item)
        days_set = [d.deadline for d in item.decisions if d.deadline is not None]
        day = wanted.day or max(days_set, default=None)
        return Extract(minutes, item.number, wanted.to or _owners(item), day, body.phone)
    return minutes


def all_of(minutes: Minutes, state: MeetingState) -> tuple[Wanted, ...]:
    """Every document that the state of the meeting allows."""
    before = tuple(map(Wanted, BEFORE))
    if state is MeetingState.CANCELLED:
        raise NothingHeld(why="called_off")
    if state in PLANNED:
        return before
    after = (paper for paper in AFTER if paper != POSTING or state not in RUNNING)
    extracts = tuple(
        Wanted(EXTRACT, item.number) for item in minutes.items if item.decisions or item.referred_to
    )
    return (*before, *map(Wanted, after), *extracts)


def body_of(records: Records, meeting: str) -> str:
    """The id of the meeting's body."""
    with records.reading() as book:
        return book.get(Meeting, meeting).body


def everything(records: Records, meeting: str, now: datetime) -> tuple[Wanted, ...]:
    """Every document of one meeting; raises NothingHeld of one that was called off."""
    with records.reading() as book:
        held = book.get(Meeting, meeting)
        return all_of(minutes_in(book, held, now), held.state)


def _with_roll(book: Book, meeting: Meeting) -> Meeting:
    """The meeting with its roll; before it opens, the roll by the seats of today."""
    return meeting if meeting.roll else replace(meeting, roll=roll_of(book, meeting.body))


def _contact(book: Book, meeting: Meeting) -> str:
    """The secretary, by name only where that person agreed to be named."""
    existing = book.find(Person, body=meeting.body, name=meeting.secretary)
    if existing and all(person.consent for person in existing):
        return CONTACT.format(name=meeting.secretary)
    return ""


def _item(minutes: Minutes, number: int) -> ItemMinutes:
    for item in minutes.items:
        if item.number == number:
            return item
    raise NotFound(kind="ItemMinutes", id=str(number))


def _owners(item: ItemMinutes) -> str:
    """Recipients of an extract: units that carry it out, else its owners, units first."""
    asked = [
        (bool(decision.person) and not decision.units, name)
        for decision in item.decisions
        for name in decision.units or (decision.owner,)
        if name
    ]
    asked.sort(key=lambda one: one[0])
    return "、".join(dict.fromkeys(name for _, name in asked)) or item.referred_to
