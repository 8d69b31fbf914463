"""Whose task an act is on: a body acts on its own; another's is asked about by that body's name."""

from collections.abc import Container, Iterable, Iterator

from meetings.community.bodies import Body
from meetings.matters.followup_states import StepKind
from meetings.matters.followups import FollowUp
from meetings.ports import Book, Records


def for_whom(
    records: Records, acting: str, tasks: Iterable[FollowUp], kind: StepKind | None = None
) -> tuple[str, ...]:
    """The names of the other bodies for which `acting` would act; empty where it need not ask."""
    with records.reading() as book:
        return tuple(
            book.get(Body, owner).name
            for owner in owners_of(tasks)
            if for_another(acting, owner, kind, frozenset(_above(book, owner)))
        )


def _above(book: Book, body: str) -> Iterator[str]:
    seen = {body}
    parent = book.get(Body, body).parent
    while parent is not None and parent not in seen:
        yield parent
        seen.add(parent)
        parent = book.get(Body, parent).parent


def for_another(
    acting: str, owner: str, kind: StepKind | None, above_owner: Container[str]
) -> bool:
    """The act is another body's to take; chasing is also for whoever stands above the owner."""
    chases = kind is StepKind.CHASE and acting in above_owner
    return acting != owner and not chases


def owners_of(tasks: Iterable[FollowUp]) -> tuple[str, ...]:
    """The bodies of the tasks, each once, in the order of the tasks."""
    return tuple(dict.fromkeys(task.body for task in tasks))
