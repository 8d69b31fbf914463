"""How every use case changes the records: decorators that name, wrap and register it.

A use case is a function on what its transaction holds; its decorator says as which command of the
journal it runs and in whose body. It is called with (records, by, …), writes all or nothing with
one entry, and can be asked for by name in USE_CASES.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import update_wrapper
from inspect import signature
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from meetings.actions.issue_states import tell_issues
from meetings.ports import Book, By, Records
from meetings.sitting.meeting import Meeting

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")
K = TypeVar("K")
F = TypeVar("F", bound=Callable[..., object])

USE_CASES: dict[str, list[Callable[..., object]]] = {}
"""Use cases by the name of their command, of the modules imported so far.

`{kind}` in a name stands for the argument of that name, as in `follow.{kind}`.
"""


class OfBody(Protocol):
    """A record with the id of its body."""

    @property
    def body(self) -> str: ...


class OfMeeting(OfBody, Protocol):
    """A record of a meeting."""

    @property
    def meeting(self) -> str: ...


V = TypeVar("V", bound=OfBody)
M = TypeVar("M", bound=OfMeeting)


def runs_as(*commands: str) -> Callable[[F], F]:
    """Register a use case that opens its transactions itself, since it chooses body or command."""

    def register(run: F) -> F:
        for command in commands:
            USE_CASES.setdefault(command, []).append(run)
        return run

    return register


def on_body(
    command: str,
) -> Callable[
    [Callable[Concatenate[Book, By, str, P], R]],
    Callable[Concatenate[Records, By, str, P], R],
]:
    """Make a use case on a body: it is called with (records, by, the id of the body, …)."""
    return _use_case(command, lambda _records, body: body)


def on_value(
    command: str,
) -> Callable[
    [Callable[Concatenate[Book, By, V, P], R]],
    Callable[Concatenate[Records, By, V, P], R],
]:
    """Make a use case on a record as it shall be: called with (records, by, the record, …)."""

    def owner(_records: Records, value: V) -> str:
        return value.body

    return _use_case(command, owner)


def on_row(
    command: str, kind: type[K], body_of: Callable[[K], str]
) -> Callable[
    [Callable[Concatenate[Book, By, str, P], R]],
    Callable[Concatenate[Records, By, str, P], R],
]:
    """Make a use case on one record, whose body is known from it: it is called with (records, by,
    the id of the record, …); raises NotFound.
    """

    def owner(records: Records, id: str) -> str:
        with records.reading() as book:
            return body_of(book.get(kind, id))

    return _use_case(command, owner)


def _use_case(
    command: str, owner: Callable[[Records, T], str]
) -> Callable[
    [Callable[Concatenate[Book, By, T, P], R]],
    Callable[Concatenate[Records, By, T, P], R],
]:
    def use_case(
        act: Callable[Concatenate[Book, By, T, P], R],
    ) -> Callable[Concatenate[Records, By, T, P], R]:
        name = _named(command, act)

        def run(records: Records, by: By, of: T, /, *args: P.args, **given: P.kwargs) -> R:
            entry = name(None, by, of, *args, **given)
            with records.transaction(entry, by, owner(records, of)) as book:
                return act(book, by, of, *args, **given)

        return runs_as(command)(update_wrapper(run, act))

    return use_case


def _named(command: str, act: Callable[..., object]) -> Callable[..., str]:
    """The name of a command for the arguments of its function."""
    if "{" not in command:
        return lambda *_args, **_given: command
    takes = signature(act)

    def name(*args: Any, **given: Any) -> str:
        return command.format(**takes.bind(*args, **given).arguments)

    return name


def change(
    records: Records,
    by: By,
    command: str,
    body: str,
    meeting: str,
    act: Callable[[Meeting, Book], Meeting],
) -> Meeting:
    """Load a meeting, let `act` change it and save it as one command; returns it as saved.

    The issue of an item whose outcome changed follows in the same command.
    """
    with records.transaction(command, by, body) as book:
        stored = book.get(Meeting, meeting)
        acted = act(stored, book)
        book.put(acted)
        outcomes = {item.id: item.outcome for item in stored.items}
        moved = [i.id for i in acted.items if i.outcome is not outcomes.get(i.id, i.outcome)]
        if moved:
            tell_issues(book, by, acted, *moved)
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
        name = _named(command, act)

        def run(
            records: Records, by: By, body: str, meeting: str, /, *args: P.args, **given: P.kwargs
        ) -> Meeting:
            def change_it(meeting: Meeting, book: Book) -> Meeting:
                return act(meeting, book, replace(by, at=own_time(meeting, by.at)), *args, **given)

            entry = name(None, None, by, *args, **given)
            return change(records, by, entry, body, meeting, change_it)

        return runs_as(command)(update_wrapper(run, act))

    return use_case


def on_meeting_of(
    command: str,
) -> Callable[
    [Callable[Concatenate[Meeting, Book, By, M, P], Meeting]],
    Callable[Concatenate[Records, By, M, P], Meeting],
]:
    """As `on_meeting`, for a record that has its meeting's id: called with (records, by, it, …)."""

    def use_case(
        act: Callable[Concatenate[Meeting, Book, By, M, P], Meeting],
    ) -> Callable[Concatenate[Records, By, M, P], Meeting]:
        def run(records: Records, by: By, of: M, /, *args: P.args, **given: P.kwargs) -> Meeting:
            def change_it(meeting: Meeting, book: Book) -> Meeting:
                return act(
                    meeting, book, replace(by, at=own_time(meeting, by.at)), of, *args, **given
                )

            return change(records, by, command, of.body, of.meeting, change_it)

        return runs_as(command)(update_wrapper(run, act))

    return use_case
