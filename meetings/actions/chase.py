"""督办: the tasks to be chased of a body and of those below it; and the list of each person."""

from collections.abc import Iterable
from datetime import date

from meetings.clean import trim
from meetings.community.bodies import Body
from meetings.figures.scope import Scope, short_names
from meetings.matters.followup_states import DONE, FollowUpState
from meetings.matters.followups import FollowUp
from meetings.papers.chase_list import ChaseList, chase_line, to_chase
from meetings.papers.personal_list import NothingToDo, PersonalList, personal_lists
from meetings.ports import Book, Records
from meetings.terms import term


def chase_list(
    records: Records, body: str, today: date, only: Iterable[str] | None = None
) -> ChaseList:
    """Tasks late, due soon or without owner, of the body and all below; `only` these ids."""
    with records.reading() as book:
        owner = book.get(Body, body)
        names = {one.id: one.name for one in _below(book, owner)}
        wanted = frozenset(only) if only is not None else None
        tasks = [
            task
            for id in names
            for state in FollowUpState
            if state not in DONE
            for task in book.find(FollowUp, body=id, state=state)
        ]
    if wanted is None:
        chosen = to_chase(tasks, today)
    else:
        chosen = sorted(
            (task for task in tasks if task.id in wanted),
            key=lambda t: (t.deadline is None, t.deadline or today, t.number),
        )
    lines = tuple(
        chase_line(task, names[task.body], today, term(task.chased) if task.chased else "")
        for task in chosen
    )
    return ChaseList(owner.name, today, lines)


def _below(book: Book, body: Body) -> list[Body]:
    """The body and everything under it."""
    bodies, found, grown = book.find(Body), [body], True
    while grown:
        here = {one.id for one in found}
        more = [one for one in bodies if one.parent in here and one.id not in here]
        found += more
        grown = bool(more)
    return found


def tasks_to_chase(records: Records, body: str, today: date) -> list[FollowUp]:
    """The tasks of the chase list, as FollowUps."""
    with records.reading() as book:
        tasks = [
            task
            for one in _below(book, book.get(Body, body))
            for task in book.find(FollowUp, body=one.id)
        ]
    return to_chase(tasks, today)


def by_body(records: Records, body: str, ids: Iterable[str]) -> dict[str, list[str]]:
    """The given ids of tasks, grouped by the id of the body they belong to."""
    found: dict[str, list[str]] = {}
    with records.reading() as book:
        chased = {one.id for one in _below(book, book.get(Body, body))}
        for id in ids:
            owner = book.get(FollowUp, id).body
            if owner in chased:
                found.setdefault(owner, []).append(id)
    return found


def lists_of_persons(
    records: Records, of: Scope, today: date, only: str = ""
) -> tuple[PersonalList, ...]:
    """A list of open tasks for each person and unit, or for `only` one; raises NothingToDo."""
    with records.reading() as book:
        tasks = [
            task
            for id, _name in of.bodies
            for state in FollowUpState
            if state not in DONE
            for task in book.find(FollowUp, body=id, state=state)
        ]
    short = short_names(name for _id, name in of.bodies) if len(of.bodies) > 1 else {}
    names = {id: f"{short[name]}-" if short else "" for id, name in of.bodies}
    found = personal_lists(tasks, names, of.name, today)
    if only:
        found = tuple(one for one in found if one.name == trim(only))
    if not found:
        raise NothingToDo(name=only)
    return found
