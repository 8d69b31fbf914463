"""For whom an act would be taken that stands on rows of several bodies."""

from collections.abc import Iterable, Iterator

from meetings.community.bodies import Body
from meetings.matters.followup_states import StepKind
from meetings.matters.followups import FollowUp
from meetings.matters.whose import for_another, owners_of
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
