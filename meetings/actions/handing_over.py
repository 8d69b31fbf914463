"""Move what is open in a body into another body as which it continues.

A row that moves gets a new id in the other body's journal. Rows that stay (items of meetings that
were held, tasks that are done) point to the new id from then on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from enum import StrEnum
from typing import Any

from meetings.clean import trim
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
from meetings.matters.duty import DutyTurn
from meetings.matters.followup_states import OVER
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue, SameMatter
from meetings.matters.notices import Notice, NoticeObjection
from meetings.matters.referrals import FINISHED, Referral, ReferralState, Reply, state_of
from meetings.ports import Book, By
from meetings.sitting.agenda import AgendaItem
from meetings.sitting.meeting import Meeting
from meetings.sitting.recurring import MeetingTemplate, RecurringItem
from meetings.sitting.sources import source_of


class Part(StrEnum):
    """The kinds of rows that may be moved, each as the person chooses."""

    MATTERS = "matters"
    """Open issues, with what was passed up and is not answered, or waits for an answer here."""
    TASKS = "tasks"
    """Open tasks with their road, turns of duty and photographs."""
    RECURRING = "recurring"
    """Items that come again, and templates."""
    RESOURCES = "resources"


ALL_PARTS = frozenset(Part)
_POINT_TO: Mapping[type[Any], tuple[str, ...]] = {
    AgendaItem: ("issue",), FollowUp: ("issue",), Issue: ("referral",),
    Referral: ("follows",), Reply: ("referral",), SameMatter: ("other",),
}  # fmt: skip
"""Fields, by class, that may hold the id of another body's row."""


@dataclass(frozen=True, slots=True)
class Open:
    """Everything that is open in a body."""

    issues: tuple[Issue, ...] = ()
    referrals: tuple[Referral, ...] = ()
    """Passed up, and not yet answered and put on an agenda."""
    replies: tuple[Reply, ...] = ()
    """Replies of this body that are signed for and not answered."""
    asked: tuple[Referral, ...] = ()
    """Referrals of other bodies to this one without an answer."""
    tasks: tuple[FollowUp, ...] = ()
    recurring: tuple[RecurringItem, ...] = ()
    templates: tuple[MeetingTemplate, ...] = ()
    resources: tuple[Resource, ...] = ()
    notices: int = 0
    """On the board, or with an objection that waits; they stay with their meeting."""


def open_in(book: Book, body: str, by: By) -> Open:
    """All that is open in a body on the day of `by`."""
    replies = {reply.referral: reply for reply in book.find(Reply)}
    waiting = [one for one in book.find(Reply, body=body) if one.state not in FINISHED]
    sent = [
        one for one in book.find(Referral, body=body)
        if state_of(one, replies.get(one.id)) not in {ReferralState.LANDED, ReferralState.WITHDRAWN}
    ]  # fmt: skip
    asked = [
        one for one in book.find(Referral, to_body=body)
        if (one.id not in replies and one.withdrawn_at is None)
        or (one.id in replies and replies[one.id].state not in FINISHED)
    ]  # fmt: skip
    today = by.at.date()
    objections = {one.notice for one in book.find(NoticeObjection, body=body) if one.waiting}
    up = [
        one for one in book.find(Notice, body=body)
        if one.id in objections or (one.taken_down_on is None and one.until >= today)
    ]  # fmt: skip
    return Open(
        tuple(one for one in book.find(Issue, body=body) if one.open),
        tuple(sent),
        tuple(waiting),
        tuple(asked),
        tuple(one for one in book.find(FollowUp, body=body) if one.state not in OVER),
        tuple(one for one in book.find(RecurringItem, body=body) if not one.stopped),
        tuple(book.find(MeetingTemplate, body=body)),
        tuple(one for one in book.find(Resource, body=body) if not one.stopped),
        len(up),
    )


@dataclass(frozen=True, slots=True)
class Handing:
    """The rows to be moved from one body to another, with their old and new ids."""

    goes: Body
    stays: Body
    issues: tuple[Issue, ...] = ()
    referrals: tuple[Referral, ...] = ()
    replies: tuple[Reply, ...] = ()
    asked: tuple[Referral, ...] = ()
    tasks: tuple[FollowUp, ...] = ()
    turns: tuple[DutyTurn, ...] = ()
    recurring: tuple[RecurringItem, ...] = ()
    templates: tuple[MeetingTemplate, ...] = ()
    resources: tuple[Resource, ...] = ()
    links: tuple[SameMatter, ...] = ()
    same: Mapping[str, Person] = field(default_factory=dict)
    """Rows of the other body that are the same person, by the id of the person who moves."""
    ids: Mapping[str, str] = field(default_factory=dict)

    def who(self, id: str | None) -> str | None:
        """The id of a person after the move; the other body's where both have a row."""
        return self.same[id].id if id is not None and id in self.same else id

    def to(self, id: str | None) -> str | None:
        """The id of a row after the move."""
        return self.ids.get(id, id) if id is not None else None

    @property
    def moved(self) -> tuple[Any, ...]:
        """The rows that are moved."""
        return (*self.issues, *self.referrals, *self.replies, *self.tasks, *self.turns, *self.links)


@dataclass(frozen=True, slots=True)
class OnBoth:
    """People whom both bodies have in rows of their own."""

    same: tuple[tuple[Person, Person], ...] = ()
    """Of one name and building, and the only one so called: the row that goes and the one that
    stays."""
    unsure: tuple[Person, ...] = ()
    """Of a name that the other body has too, where the buildings do not tell."""


def on_both(book: Book, goes: str, stays: str) -> OnBoth:
    """People who have a row, registered or seated, in both bodies."""
    theirs, ours = _people_of(book, goes), _people_of(book, stays)
    same: list[tuple[Person, Person]] = []
    unsure: list[Person] = []
    for person in (one for id, one in theirs.items() if id not in ours):
        named = [one for id, one in ours.items() if one.name == person.name and id not in theirs]
        where = bare_building(person.building)
        there = [one for one in named if where and bare_building(one.building) == where]
        double = sum(
            1 for one in theirs.values()
            if one.name == person.name and bare_building(one.building) == where
        )  # fmt: skip
        if len(there) == double == 1:
            same.append((person, there[0]))
        elif there or any(not where or not one.building for one in named):
            unsure.append(person)
    return OnBoth(tuple(same), tuple(unsure))


def _people_of(book: Book, body: str) -> dict[str, Person]:
    found = {one.id: one for one in book.find(Person, body=body)}
    for seat in book.find(Seat, body=body):
        if seat.until is None and seat.person not in found:
            found[seat.person] = book.get(Person, seat.person)
    return found


def handing(
    book: Book, goes: Body, stays: Body, parts: Iterable[Part], by: By, *, same: bool = True
) -> Handing:
    """What goes over where these parts are chosen.

    With `same` whoever has one name and building in both bodies is one person in the one that
    stays.
    """
    there, chosen = open_in(book, goes.id, by), frozenset(parts)
    issues: dict[str, Issue] = {}
    referrals: tuple[Referral, ...] = ()
    replies: tuple[Reply, ...] = ()
    asked: tuple[Referral, ...] = ()
    if Part.MATTERS in chosen:
        referrals, replies, asked = there.referrals, there.replies, there.asked
        wanted = {one.id for one in there.issues}
        wanted |= {one.issue for one in referrals if one.issue is not None}
        wanted |= {one.issue for one in replies if one.issue is not None}
        issues = _with_merged(book.find(Issue, body=goes.id), wanted)
    tasks = there.tasks if Part.TASKS in chosen else ()
    task_ids = {one.id for one in tasks}
    turns = tuple(one for one in book.find(DutyTurn, body=goes.id) if one.follow_up in task_ids)
    links = tuple(one for one in book.find(SameMatter, body=goes.id) if one.issue in issues)
    recurring: list[RecurringItem] = []
    templates: list[MeetingTemplate] = []
    if Part.RECURRING in chosen:
        titles = {one.title for one in book.find(RecurringItem, body=stays.id)}
        recurring += (one for one in there.recurring if one.title not in titles)
        kinds = {one.kind for one in book.find(MeetingTemplate, body=stays.id)}
        templates += (one for one in there.templates if one.kind not in kinds)
    handed = Handing(
        goes, stays, tuple(issues.values()), referrals, replies, asked, tasks, turns,
        tuple(recurring), tuple(templates),
        there.resources if Part.RESOURCES in chosen else (), links,
        {one.id: other for one, other in on_both(book, goes.id, stays.id).same if same},
    )  # fmt: skip
    return replace(handed, ids={row.id: book.new_id() for row in handed.moved})


def _with_merged(issues: Iterable[Issue], wanted: set[str]) -> dict[str, Issue]:
    """The wanted issues by id, and those that were merged into one of them."""
    by_id, more = {one.id: one for one in issues}, set(wanted)
    while more:
        more = {i.id for i in by_id.values() if i.merged_into in more and i.id not in wanted}
        wanted |= more
    return {id: by_id[id] for id in sorted(wanted) if id in by_id}


def take_over(book: Book, handed: Handing) -> None:
    """Write the moved rows as rows of the receiving body."""
    into = handed.stays.id
    point(book, into, handed)
    _seats_and_parts(book, handed)
    number = book.highest(Issue, "number", body=into)
    for place, issue in enumerate(handed.issues, start=1):
        same = issue.again_of if issue.again_of in handed.ids else None
        book.put(
            replace(
                issue, id=handed.ids[issue.id], body=into, number=number + place,
                raised_by=handed.who(issue.raised_by),
                merged_into=handed.to(issue.merged_into), again_of=handed.to(same),
                referral=handed.to(issue.referral),
            )
        )  # fmt: skip
        if issue.again_of is not None and same is None:
            book.put(SameMatter(book.new_id(), into, handed.ids[issue.id], issue.again_of))
    for link in handed.links:
        there = replace(link, id=handed.ids[link.id], body=into, issue=handed.ids[link.issue])
        book.put(replace(there, other=handed.ids.get(link.other, link.other)))
    for sent in handed.referrals:
        moved = replace(sent, id=handed.ids[sent.id], body=into, meeting=None, item=None)
        book.put(replace(moved, issue=handed.to(sent.issue), follows=handed.to(sent.follows)))
    for reply in handed.replies:
        moved_reply = replace(reply, id=handed.ids[reply.id], body=into)
        book.put(replace(moved_reply, referral=handed.to(reply.referral) or "",
                         issue=handed.to(reply.issue)))  # fmt: skip
    _take_tasks(book, handed)
    for listed in handed.resources:
        own = replace(listed, id=book.new_id(), body=into)
        book.put(replace(own, person=handed.who(listed.person)))
    standing: tuple[Any, ...] = (*handed.recurring, *handed.templates)
    for one in standing:
        book.put(replace(one, id=book.new_id(), body=into))


def _take_tasks(book: Book, handed: Handing) -> None:
    into, goes = handed.stays.id, handed.goes
    wanted = {task.meeting for task in handed.tasks if task.meeting is not None}
    meetings = {id: book.get(Meeting, id) for id in sorted(wanted)}
    number = book.highest(FollowUp, "number", body=into)
    for place, task in enumerate(handed.tasks, start=1):
        id = handed.ids[task.id]
        from_meeting, from_item = source_of(task, meetings)
        if task.meeting in meetings:
            from_meeting = f"{goes.name} {from_meeting}"
        steps = (
            replace(step, id=book.new_id(), body=into, follow_up=id, meeting=None)
            for step in task.steps
        )
        book.put(
            replace(
                task, id=id, body=into, number=number + place, meeting=None, item=None,
                decision=None, issue=handed.to(task.issue), steps=tuple(steps),
                owner_person=handed.who(task.owner_person),
                from_meeting=trim(from_meeting)[:200], from_item=from_item[:200],
            )
        )  # fmt: skip
    for turn in handed.turns:
        follow_up = handed.ids[turn.follow_up]
        there = replace(turn, id=handed.ids[turn.id], body=into, follow_up=follow_up)
        book.put(replace(there, person=handed.who(turn.person)))


def _seats_and_parts(book: Book, handed: Handing) -> None:
    body, into = handed.goes.id, handed.stays.id
    for id, person in handed.same.items():
        if person.body == into:
            book.put(joined_person(person, book.get(Person, id)))
    held = {seat.person: seat for seat in book.find(Seat, body=into) if seat.until is None}
    for seat in book.find(Seat, body=body):
        if seat.until is not None:
            continue
        who = handed.who(seat.person) or seat.person
        if who not in held:
            held[who] = replace(seat, id=book.new_id(), body=into, person=who)
            book.put(held[who])
        elif who != seat.person:
            held[who] = joined_seat(held[who], seat)
            book.put(held[who])
    places = {unit.place for unit in book.find(Unit, body=into)}
    for unit in book.find(Unit, body=body):
        if unit.place not in places:
            there = replace(unit, id=book.new_id(), body=into)
            book.put(replace(there, person=handed.who(unit.person)))
            places.add(unit.place)


def concerned(book: Book, handed: Handing) -> list[str]:
    """Ids of other bodies whose rows point to moved rows, or that are below the closing body."""
    found = {one.id for one in book.find(Body, parent=handed.goes.id)}
    found |= {one.body for one in handed.asked}
    found |= {row.body for row, _new in _pointing(book, handed)}
    return sorted(found - {handed.goes.id, handed.stays.id})


def follow(book: Book, body: str, handed: Handing) -> None:
    """Change a third body's rows: its parent, its referrals and its links to the moved rows."""
    stored = book.get(Body, body)
    if stored.parent == handed.goes.id:
        book.put(replace(stored, parent=handed.stays.id))
    point(book, body, handed)
    for one in handed.asked:
        if one.body == body:
            book.put(replace(book.get(Referral, one.id), to_body=handed.stays.id))


def point(book: Book, body: str, handed: Handing) -> None:
    """Change the ids in a body's remaining rows to those of the moved rows."""
    for row, new in _pointing(book, handed):
        if row.body == body and row.id not in handed.ids:
            book.put(new)


def _pointing(book: Book, handed: Handing) -> Iterable[tuple[Any, Any]]:
    for kind, fields in _POINT_TO.items():
        for name in fields:
            for old, new in handed.ids.items():
                for row in book.find(kind, **{name: old}):
                    yield row, replace(row, **{name: new})


def hand_over(book: Book, handed: Handing) -> None:
    """Remove the moved rows from the body that ends, and close it."""
    body = handed.goes.id
    point(book, body, handed)
    _let_go(book, body, handed)
    for row in reversed(handed.moved):
        book.remove(book.get(type(row), row.id))
    for one in handed.recurring:
        book.put(replace(one, stopped=True))
    for resource in handed.resources:
        book.put(replace(resource, stopped=True))
    book.put(replace(book.get(Body, body), closed=True))


def _let_go(book: Book, body: str, handed: Handing) -> None:
    """Clear fields of remaining rows that may only hold ids of their own body."""
    for issue in book.find(Issue, body=body):
        if issue.id not in handed.ids and issue.again_of in handed.ids:
            new = handed.ids[str(issue.again_of)]
            book.put(replace(issue, again_of=None))
            book.put(SameMatter(book.new_id(), body, issue.id, new))
    for sent in book.find(Referral, body=body):
        if sent.id not in handed.ids and sent.issue in handed.ids:
            book.put(replace(sent, issue=None))
    for reply in book.find(Reply, body=body):
        if reply.issue in handed.ids:
            reply = replace(reply, issue=None)
        tasks = tuple(replace(one, follow_up=handed.to(one.follow_up)) for one in reply.tasks)
        if reply.id not in handed.ids:
            book.put(replace(reply, tasks=tasks))
