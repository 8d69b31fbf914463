"""The life of a meeting: its states and which may follow which."""

import re
from datetime import datetime
from enum import StrEnum

from meetings.clean import trim
from meetings.community.bodies import Tier
from meetings.dataclass import dataclass


class MeetingState(StrEnum):
    """The life of a meeting; suspended goes back to open, final may be reopened."""

    DRAFT = "draft"
    CALLED = "called"
    OPEN = "open"
    SUSPENDED = "suspended"
    ENDED = "ended"
    INQUORATE = "inquorate"
    FINAL = "final"
    APPROVED = "approved"
    CANCELLED = "cancelled"


S = MeetingState
MOVES: dict[MeetingState, frozenset[MeetingState]] = {
    S.DRAFT: frozenset({S.CALLED, S.OPEN, S.CANCELLED}),
    S.CALLED: frozenset({S.DRAFT, S.OPEN, S.CANCELLED}),
    S.OPEN: frozenset({S.SUSPENDED, S.ENDED, S.INQUORATE}),
    S.SUSPENDED: frozenset({S.OPEN}),
    S.ENDED: frozenset({S.OPEN, S.FINAL}),
    S.INQUORATE: frozenset({S.OPEN, S.FINAL}),
    S.FINAL: frozenset({S.ENDED, S.INQUORATE, S.APPROVED}),
    S.APPROVED: frozenset(),
    S.CANCELLED: frozenset({S.DRAFT}),
}
RUNNING = frozenset({S.OPEN, S.SUSPENDED})
PLANNED = frozenset({S.DRAFT, S.CALLED})
OVER = frozenset({S.ENDED, S.INQUORATE, S.FINAL, S.APPROVED})
SEALED = frozenset({S.FINAL, S.APPROVED})
WRITING = frozenset({S.OPEN, S.SUSPENDED, S.ENDED, S.INQUORATE})
"""The record of what happened is still being written."""


class MeetingKind(StrEnum):
    """What kind of meeting it is; the minutes are named after it."""

    REGULAR = "regular"
    JOINT = "joint"
    ADVANCE = "advance"
    SPECIAL = "special"
    ON_SITE = "on_site"


PLAIN_KINDS = {Tier.SUBDISTRICT: MeetingKind.ADVANCE}
"""What a body of a tier holds as a rule, where it is not 例会: the subdistrict's is its 推进会."""
NAMED_KINDS = ("座谈会", "书记面对面", "线上议事")
"""Kinds by name alone, which a form offers beside those above and a body's own."""


def plain_kind(tier: Tier) -> MeetingKind:
    """What a body of this tier holds where nothing else is said."""
    return PLAIN_KINDS.get(tier, MeetingKind.REGULAR)


@dataclass(frozen=True, slots=True)
class Invited:
    """A unit that is invited (参会单位) and who represents it; it can be given tasks."""

    unit: str
    name: str = ""
    """As typed; several people with 、 between them."""

    @property
    def names(self) -> tuple[str, ...]:
        """Its representatives, one by one; () where nobody is named."""
        return tuple(filter(None, map(trim, re.split("[、，,]", self.name))))

    @property
    def label(self) -> str:
        """城管执法队（李队长）."""
        return f"{self.unit}（{self.name}）" if self.name else self.unit


@dataclass(frozen=True, slots=True)
class Pause:
    """A suspension (休会) and its end; `until` is None while it lasts."""

    since: datetime
    until: datetime | None = None
    reason: str = ""
