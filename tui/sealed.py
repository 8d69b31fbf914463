"""The minutes as they are handed out: final ones with their time and their hash."""

from dataclasses import replace
from datetime import datetime

from meetings.account import minutes_of
from meetings.actions.finish import sources_of
from meetings.chronicle import record_of
from meetings.masking import public_edition
from meetings.meeting import Meeting
from meetings.minutes import Minutes, Record
from meetings.people import Person
from meetings.ports import Book, Records
from meetings.seal import short


def minutes_now(records: Records, meeting: str, now: datetime, public: bool = False) -> Minutes:
    """The minutes as the meeting stands; in the public edition names are masked."""
    with records.reading() as book:
        minutes, _ = _read(book, meeting, now)
        if not public:
            return minutes
        return public_edition(minutes, book.find(Person))


def record_now(records: Records, meeting: str, now: datetime) -> Record:
    """The full record as the meeting stands."""
    with records.reading() as book:
        minutes, held = _read(book, meeting, now)
        return record_of(held, minutes)


def _read(book: Book, meeting: str, now: datetime) -> tuple[Minutes, Meeting]:
    held = book.get(Meeting, meeting)
    minutes = minutes_of(held, sources_of(book, held), held.final_at or now)
    return (minutes if minutes.draft else replace(minutes, seal=short(held.final_hash))), held
