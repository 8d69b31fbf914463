"""Merge a person registered twice or a body founded twice, and end bodies.

Meetings that were held are not changed: they have names, and their papers are printed.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Literal

from meetings.actions.change import on_body, runs_as
from meetings.actions.handing_over import (
    ALL_PARTS,
    OnBoth,
    Open,
    Part,
    concerned,
    follow,
    hand_over,
    handing,
    on_both,
    open_in,
    take_over,
)
from meetings.community.bodies import Body
from meetings.community.people import (
    Person,
    Seat,
    bare_building,
    joined_person,
    joined_seat,
)
from meetings.community.resources import Resource
from meetings.community.units import Unit
from meetings.dataclass import dataclass
from meetings.errors import MeetingError
from meetings.matters.duty import DutyTurn
from meetings.matters.followup_states import FollowUpState
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue
from meetings.ports import Book, By, Records
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import PLANNED, RUNNING


class CannotJoin(MeetingError):
    """Two rows cannot become one: `why`, `name`.

    `why` is same (it is one row), tier (bodies of two tiers), elsewhere (other bodies hold on to
    the row that would go), meeting (a meeting that is planned or under way has it on its roll).
    """

    why: Literal["same", "tier", "elsewhere", "meeting"]
    name: str


class CannotClose(MeetingError):
    """A body has something under way: `name`, `meetings` that are planned or running."""

    name: str
    meetings: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much a body has open when it ends."""

    issues: int
    tasks: int
    meetings: int


_OF_PERSON: tuple[tuple[type[Any], str], ...] = (
    (Seat, "person"), (Unit, "person"), (Resource, "person"), (DutyTurn, "person"),
    (Issue, "raised_by"), (FollowUp, "owner_person"),
)  # fmt: skip
"""Classes and fields that hold the id of a person."""


def held_elsewhere(book: Book, person: Person) -> bool:
    """Whether rows of another body point to the person."""
    return any(
        one.body != person.body
        for kind, field in _OF_PERSON
        for one in book.find(kind, **{field: person.id})
    )


@runs_as("person.merge")
def merge_people(records: Records, by: By, person: str, into: str) -> Person:
    """Replace one row of a person by another row of the same person; raises CannotJoin.

    Empty fields of the row that stays are filled in; the seats become one, with a vote if either
    had it. Consent to be named must be in both rows, as it is unknown which was meant.
    """
    with records.reading() as book:
        body = book.get(Person, person).body
    with records.transaction("person.merge", by, body) as book:
        goes, stays = book.get(Person, person), book.get(Person, into)
        _check_people(book, goes, stays)
        merged = joined_person(stays, goes)
        for kind, field in _OF_PERSON:
            for one in book.find(kind, **{field: goes.id}):
                if kind is not Seat:
                    book.put(replace(one, **{field: stays.id}))
        _one_seat(book, goes, stays)
        book.remove(goes)
        if stays.body == body and merged != stays:
            book.put(merged)
            return merged
    return stays


def _check_people(book: Book, goes: Person, stays: Person) -> None:
    if goes.id == stays.id:
        raise CannotJoin(why="same", name=goes.name)
    if held_elsewhere(book, goes):
        raise CannotJoin(why="elsewhere", name=goes.name)
    for meeting in book.find(Meeting, body=goes.body):
        ahead = meeting.state in {*PLANNED, *RUNNING}
        if ahead and any(entry.person == goes.id for entry in meeting.roll):
            raise CannotJoin(why="meeting", name=goes.name)


def _one_seat(book: Book, goes: Person, stays: Person) -> None:
    """Move a person's past seats to the row that stays, and join two seats held now into one."""
    for seat in book.find(Seat, person=goes.id):
        held = [
            one for one in book.find(Seat, body=seat.body, person=stays.id) if one.until is None
        ]
        if seat.until is not None or not held:
            book.put(replace(seat, person=stays.id))
            continue
        (first, *_rest) = held
        book.put(joined_seat(first, seat))
        book.remove(seat)


def same_people(records: Records, person: str) -> list[Person]:
    """Who may be the same: of one name, in this body where no building says otherwise, in another
    where the building is the same."""
    with records.reading() as book:
        one = book.get(Person, person)
        named = [other for other in book.find(Person, name=one.name) if other.id != one.id]
    return [
        other for other in named
        if bare_building(other.building) == bare_building(one.building)
        or (other.body == one.body and not (other.building and one.building))
    ]  # fmt: skip


def waiting(records: Records, body: str) -> Waiting:
    """Counts of what is open in a body."""
    with records.reading() as book:
        return Waiting(
            sum(1 for one in book.find(Issue, body=body) if one.open),
            sum(
                1 for one in book.find(FollowUp, body=body) if one.state is not FollowUpState.CLOSED
            ),
            len(_ahead(book, body)),
        )


def _ahead(book: Book, body: str) -> list[Meeting]:
    return [one for one in book.find(Meeting, body=body) if one.state in {*PLANNED, *RUNNING}]


@on_body("body.close")
def close_body(book: Book, by: By, body: str) -> Body:
    """End a body; everything of it is kept. Raises CannotClose while a meeting is ahead."""
    stored = book.get(Body, body)
    if ahead := _ahead(book, body):
        raise CannotClose(name=stored.name, meetings=len(ahead))
    closed = replace(stored, closed=True)
    book.put(closed)
    return closed


@on_body("body.open_again")
def open_body_again(book: Book, by: By, body: str) -> Body:
    """Reopen a body that was closed."""
    opened = replace(book.get(Body, body), closed=False)
    book.put(opened)
    return opened


def left_open(records: Records, by: By, body: str) -> Open:
    """All that is open in a body."""
    with records.reading() as book:
        return open_in(book, body, by)


def people_of_both(records: Records, body: str, into: str) -> OnBoth:
    """People who have a row in both bodies, to be shown before the bodies are merged."""
    with records.reading() as book:
        return on_both(book, body, into)


@runs_as("body.take_over", "body.follow", "body.hand_over")
def merge_bodies(
    records: Records, by: By, body: str, into: str, parts: Iterable[Part] = ALL_PARTS,
    same: bool = True,
) -> Body:  # fmt: skip
    """Merge a body into another of its tier: its seats and groups move there, and it is closed.

    The chosen `parts` of what is open move as well; with `same` people of equal name and building
    in both become one. Meetings stay where they were held. It is one act in which each body
    writes its own rows. Raises CannotJoin, CannotClose.
    """
    with records.together():
        with records.reading() as book:
            goes, stays = book.get(Body, body), book.get(Body, into)
            if goes.id == stays.id:
                raise CannotJoin(why="same", name=goes.name)
            if goes.tier is not stays.tier:
                raise CannotJoin(why="tier", name=goes.name)
            if ahead := _ahead(book, body):
                raise CannotClose(name=goes.name, meetings=len(ahead))
            handed = handing(book, goes, stays, parts, by, same=same)
            others = concerned(book, handed)
        with records.transaction("body.take_over", by, into) as book:
            take_over(book, handed)
        for place, other in enumerate(others, start=1):
            with records.transaction("body.follow", by.part(place), other) as book:
                follow(book, other, handed)
        with records.transaction("body.hand_over", by.part(len(others) + 1), body) as book:
            hand_over(book, handed)
    return stays


def same_bodies(name: str, tier: object, existing: Iterable[Body]) -> list[Body]:
    """Bodies of the tier that may be the one of this name: its words, or part of them."""
    wanted = _bare(name)
    return [
        one for one in existing
        if one.tier is tier and wanted
        and (wanted in _bare(one.name) or _bare(one.name) in wanted) and _bare(one.name)
    ]  # fmt: skip


def _bare(name: str) -> str:
    bare = "".join(sign for sign in name if sign.isalnum())
    for word in ("街角", "社区", "街道", "议事会", "议事", "推进会", "居民", "委员会"):
        bare = bare.replace(word, "")
    return bare
