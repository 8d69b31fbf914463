"""The one way in which a use case changes a meeting: `@on_meeting`, and `change` beneath it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from meetings.actions.issue_states import tell_issues
from meetings.ports import Book, By, Records
from meetings.sitting.meeting import Meeting

P = ParamSpec("P")


def change(
    records: Records,
    by: By,
    command: str,
    body: str,
    meeting: str,
    act: Callable[[Meeting, Book], Meeting],
) -> Meeting:
    """Load, act, save: one command; returns the meeting as it now stands.

    The issue of an item whose outcome changed follows in the same command.
    """
    with records.transaction(command, by, body) as book:
        known = book.get(Meeting, meeting)
        acted = act(known, book)
        book.put(acted)
        outcomes = {item.id: item.outcome for item in known.items}
        moved = [i.id for i in acted.items if i.outcome is not outcomes.get(i.id, i.outcome)]
        if moved:
            tell_issues(book, acted, *moved)
        return book.get(Meeting, meeting)


def own_time(meeting: Meeting, at: datetime) -> datetime:
    """The moment in the meeting's own offset, whatever the machine's zone is today."""
    zone = meeting.starts_at.tzinfo
    return at if zone is None or at.tzinfo is None else at.astimezone(zone)


def on_meeting(
    command: str,
) -> Callable[
    [Callable[Concatenate[Meeting, Book, By, P], Meeting]],
    Callable[Concatenate[Records, By, str, str, P], Meeting],
]:
    """Make a use case of a function on a loaded meeting: it is called with (records, by, the id
    of the body, the id of the meeting, …), runs as this one command, and gives the meeting saved.
    """

    def use_case(
        act: Callable[Concatenate[Meeting, Book, By, P], Meeting],
    ) -> Callable[Concatenate[Records, By, str, str, P], Meeting]:
        def run(
            records: Records, by: By, body: str, meeting: str, /, *args: P.args, **named: P.kwargs
        ) -> Meeting:
            def change_it(known: Meeting, book: Book) -> Meeting:
                return act(known, book, replace(by, at=own_time(known, by.at)), *args, **named)

            return change(records, by, command, body, meeting, change_it)

        update_wrapper(run, act)
        return run

    return use_case
