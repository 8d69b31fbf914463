"""The one way in which an action changes a meeting."""

from collections.abc import Callable

from meetings.ports import Book, By, Records
from meetings.sitting.meeting import Meeting


def change(
    records: Records,
    by: By,
    command: str,
    body: str,
    meeting: str,
    act: Callable[[Meeting, Book], Meeting],
) -> Meeting:
    """Load, act, save: one command; returns the meeting as it now stands."""
    with records.transaction(command, by, body) as book:
        book.put(act(book.get(Meeting, meeting), book))
        return book.get(Meeting, meeting)
