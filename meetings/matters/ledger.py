"""Views of the ledger: which bodies, which tasks and in which order, saved under a name."""

from dataclasses import replace
from enum import StrEnum

from meetings.community.bodies import Tier
from meetings.dataclass import dataclass
from meetings.matters.followup_states import DONE, OVER, FollowUpState

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
    CHASED_UP = "chased_up"


class Order(StrEnum):
    """How tasks are ordered and grouped."""

    LATENESS = "lateness"
    OWNER = "owner"
    BODY = "body"
    TIER = "tier"
    TOPIC = "topic"
    NUMBER = "number"


STATES: dict[Kind, frozenset[FollowUpState]] = {
    Kind.NOT_CLOSED: frozenset(S) - OVER,
    Kind.TO_DO: frozenset(S) - DONE,
    Kind.LATE: frozenset(S) - DONE,
    Kind.TO_ANSWER: DONE - OVER,
    Kind.CLOSED: OVER,
    Kind.ALL: frozenset(S),
    Kind.CHASED_UP: frozenset(S) - DONE,
}


@dataclass(frozen=True, slots=True)
class View:
    """One view of the ledger as a person chose it."""

    reach: Reach = Reach.BELOW
    kind: Kind = Kind.NOT_CLOSED
    order: Order = Order.LATENESS
    text: str = ""
    grouped: bool = False
    """Whether each group has a heading line."""
    tier: Tier | None = None
    topic: str = ""
    owner: str = ""

    def next_reach(self) -> "View":
        """The next choice of bodies."""
        reaches = list(Reach)
        return replace(self, reach=reaches[(reaches.index(self.reach) + 1) % len(reaches)])

    def next_order(self) -> "View":
        """The next order."""
        orders = list(Order)
        return replace(self, order=orders[(orders.index(self.order) + 1) % len(orders)])


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view under a name, kept with the body that it is for."""

    id: str
    body: str
    name: str
    view: View
