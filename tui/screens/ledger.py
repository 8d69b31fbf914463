"""The ledger as it is shown: which bodies, which tasks, in which order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from meetings.actions.found import bodies
from meetings.followups import DONE, SOON, FollowUpState, Lateness
from meetings.ports import Records
from meetings.views import FollowUpFilter, FollowUpLine
from tui.desk import Desk

MOST = 500
"""Rows that are sorted and shown at once; more are found by filtering."""

S = FollowUpState


class Reach(StrEnum):
    """Whose tasks are shown."""

    OWN = "own"
    BELOW = "below"
    ALL = "all"


class Kind(StrEnum):
    """Which tasks are shown."""

    NOT_CLOSED = "not_closed"
    TO_DO = "to_do"
    LATE = "late"
    TO_ANSWER = "to_answer"
    CLOSED = "closed"
    ALL = "all"


class Order(StrEnum):
    """What stands together."""

    LATENESS = "lateness"
    OWNER = "owner"
    BODY = "body"


STATES: dict[Kind, frozenset[FollowUpState]] = {
    Kind.NOT_CLOSED: frozenset(S) - {S.CLOSED},
    Kind.TO_DO: frozenset(S) - DONE,
    Kind.LATE: frozenset(S) - DONE,
    Kind.TO_ANSWER: DONE - {S.CLOSED},
    Kind.CLOSED: frozenset({S.CLOSED}),
    Kind.ALL: frozenset(S),
}

_RANK = {
    Lateness.OVERDUE: 0, Lateness.SOON: 1, Lateness.ON_TIME: 2, Lateness.NO_DEADLINE: 3,
    Lateness.DONE: 4,
}  # fmt: skip
LATEST = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class View:
    """What the person chose to see."""

    reach: Reach = Reach.BELOW
    kind: Kind = Kind.NOT_CLOSED
    order: Order = Order.LATENESS
    text: str = ""

    def next_reach(self) -> "View":
        """The next choice of bodies."""
        known = list(Reach)
        return replace(self, reach=known[(known.index(self.reach) + 1) % len(known)])

    def next_order(self) -> "View":
        """The next order."""
        known = list(Order)
        return replace(self, order=known[(known.index(self.order) + 1) % len(known)])


def lateness_of(line: FollowUpLine, today: date) -> Lateness:
    """How the task of a line stands against its deadline."""
    if line.state in DONE:
        return Lateness.DONE
    if line.deadline is None:
        return Lateness.NO_DEADLINE
    if line.deadline < today:
        return Lateness.OVERDUE
    return Lateness.SOON if line.deadline - today <= SOON else Lateness.ON_TIME


def below(records: Records, body: str) -> frozenset[str]:
    """The body and everything under it."""
    known = bodies(records)
    found = {body}
    grown = True
    while grown:
        more = {b.id for b in known if b.parent in found} - found
        found |= more
        grown = bool(more)
    return frozenset(found)


async def read_ledger(
    desk: Desk, view: View, body: str, today: date
) -> tuple[list[FollowUpLine], bool]:
    """The lines in the order of the view, and whether there are more than are shown."""
    wanted = FollowUpFilter(
        body=body if view.reach is Reach.OWN else None,
        states=STATES[view.kind],
        text=view.text,
        due_before=today + SOON + timedelta(days=1) if view.kind is Kind.LATE else None,
    )
    keep = await desk.read(below, body) if view.reach is Reach.BELOW else None
    if keep == frozenset({body}):
        wanted, keep = replace(wanted, body=body), None
    lines: list[FollowUpLine] = []
    after: str | None = None
    while len(lines) < MOST:
        page = await desk.follow_ups(wanted, after, MOST)
        lines += [line for line in page.lines if keep is None or line.body in keep]
        after = page.after
        if after is None:
            break
    return in_order(lines, view.order, today)[:MOST], after is not None or len(lines) > MOST


def in_order(lines: Iterable[FollowUpLine], order: Order, today: date) -> list[FollowUpLine]:
    """Lines by lateness, within the owner or body where these come first; nobody's stand first."""

    def late(line: FollowUpLine) -> tuple[int, date, str]:
        return _RANK[lateness_of(line, today)], line.deadline or LATEST, line.id

    keys: dict[Order, Callable[[FollowUpLine], tuple[object, ...]]] = {
        Order.LATENESS: late,
        Order.OWNER: lambda line: (line.owner, *late(line)),
        Order.BODY: lambda line: (line.tier.value != "subdistrict", line.tier.value != "community",
                                  line.body_name, line.body, *late(line)),
    }  # fmt: skip
    return sorted(lines, key=keys[order])
