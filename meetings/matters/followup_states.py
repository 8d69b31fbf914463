"""The states and steps of a follow-up, and which step may follow on which state."""

from enum import StrEnum


class FollowUpState(StrEnum):
    """办结 (the work is done) is not 销号 (the resident agrees)."""

    WAITING = "waiting"
    ASSIGNED = "assigned"
    DECLINED = "declined"
    IN_HAND = "in_hand"
    COMPLETED = "completed"
    REPORTED_BACK = "reported_back"
    REVISITED = "revisited"
    CLOSED = "closed"
    ENDED = "ended"
    """It came to an end in another way than by the resident's yes; the last step says how."""


class StepKind(StrEnum):
    """What one step in the course of a task says."""

    ASSIGN = "assign"
    PROGRESS = "progress"
    DECLINE = "decline"
    EXTEND = "extend"
    CHASE = "chase"
    COMPLETE = "complete"
    REPORT_BACK = "report_back"
    REVISIT = "revisit"
    CLOSE = "close"
    REOPEN = "reopen"
    HAND_ON = "hand_on"
    """改派: from one to another, once it was handed over."""
    END = "end"
    """了结: without the resident's yes, in one of the ways of Ending."""
    SHARE_OUT = "share_out"
    """分工: one task is given to several hands, each with a part."""
    PART_DONE = "part_done"
    PART_EXTEND = "part_extend"
    PART_HAND_ON = "part_hand_on"
    PART_REOPEN = "part_reopen"


class Satisfaction(StrEnum):
    """The resident's answer at the visit."""

    SATISFIED = "satisfied"
    FAIRLY = "fairly_satisfied"
    UNSATISFIED = "unsatisfied"
    UNREACHABLE = "unreachable"


class Ending(StrEnum):
    """A way to end a task without the resident's agreement; each needs a reason."""

    UNREACHABLE = "unreachable"
    """Whoever raised it was looked for on VISITS days and not found."""
    GONE = "gone"
    """Whoever raised it moved away or died."""
    ASSEMBLY = "assembly"
    """The assembly found that it is settled."""
    IMPOSSIBLE = "impossible"
    """It cannot be done."""
    VOID = "void"
    """It was entered by mistake, or a second time."""


VISITS = 3
"""Days on which whoever raised it was looked for, before it ends as unreachable."""


class Urgency(StrEnum):
    """How pressing the matter is; it has nothing to do with the deadline's passing."""

    NORMAL = "normal"
    URGENT = "urgent"


class ChaseLevel(StrEnum):
    """Who reminds, in rising order: the ledger's keeper, the chair, the tier above."""

    REMIND = "remind"
    CHAIR = "chair"
    UPPER = "upper"


class Lateness(StrEnum):
    """Derived from the deadline, never stored; its word always goes with its colour."""

    ON_TIME = "on_time"
    SOON = "soon"
    OVERDUE = "overdue"
    NO_DEADLINE = "no_deadline"
    DONE = "done"


S = FollowUpState
STEPS: dict[StepKind, tuple[frozenset[FollowUpState], FollowUpState | None]] = {
    StepKind.ASSIGN: (frozenset({S.WAITING, S.DECLINED}), S.ASSIGNED),
    StepKind.DECLINE: (frozenset({S.ASSIGNED, S.IN_HAND}), S.DECLINED),
    StepKind.PROGRESS: (frozenset({S.ASSIGNED, S.IN_HAND}), S.IN_HAND),
    StepKind.EXTEND: (frozenset({S.ASSIGNED, S.IN_HAND}), None),
    StepKind.CHASE: (frozenset({S.WAITING, S.ASSIGNED, S.IN_HAND}), None),
    StepKind.COMPLETE: (frozenset({S.ASSIGNED, S.IN_HAND}), S.COMPLETED),
    StepKind.REPORT_BACK: (frozenset({S.COMPLETED}), S.REPORTED_BACK),
    StepKind.REVISIT: (frozenset({S.REPORTED_BACK, S.REVISITED}), S.REVISITED),
    StepKind.CLOSE: (frozenset({S.REVISITED}), S.CLOSED),
    StepKind.REOPEN: (
        frozenset({S.COMPLETED, S.REPORTED_BACK, S.REVISITED, S.CLOSED, S.ENDED}),
        S.IN_HAND,
    ),
    StepKind.HAND_ON: (frozenset({S.ASSIGNED, S.IN_HAND}), None),
    StepKind.END: (frozenset(S) - {S.CLOSED, S.ENDED}, S.ENDED),
    StepKind.SHARE_OUT: (frozenset({S.WAITING, S.DECLINED, S.ASSIGNED, S.IN_HAND}), None),
    StepKind.PART_DONE: (frozenset({S.ASSIGNED, S.IN_HAND}), S.IN_HAND),
    StepKind.PART_EXTEND: (frozenset({S.ASSIGNED, S.IN_HAND}), None),
    StepKind.PART_HAND_ON: (frozenset({S.ASSIGNED, S.IN_HAND}), None),
    StepKind.PART_REOPEN: (frozenset({S.ASSIGNED, S.IN_HAND}), None),
}
"""From which states a step may be taken, and where it leads (None: it stays)."""

ENDS_FROM: dict[Ending, frozenset[FollowUpState]] = {
    Ending.UNREACHABLE: frozenset({S.COMPLETED, S.REPORTED_BACK, S.REVISITED}),
    Ending.GONE: frozenset(S) - {S.CLOSED, S.ENDED},
    Ending.ASSEMBLY: frozenset({S.COMPLETED, S.REPORTED_BACK, S.REVISITED}),
    Ending.IMPOSSIBLE: frozenset({S.WAITING, S.ASSIGNED, S.DECLINED, S.IN_HAND}),
    Ending.VOID: frozenset(S) - {S.CLOSED, S.ENDED},
}
"""The states from which a task can end in each way."""

TURNS = frozenset(
    {
        StepKind.DECLINE, StepKind.COMPLETE, StepKind.REPORT_BACK, StepKind.REVISIT,
        StepKind.CLOSE, StepKind.REOPEN, StepKind.END,
    }
)  # fmt: skip
"""Steps that change which steps may follow; handing over is treated separately."""
YES = frozenset({Satisfaction.SATISFIED, Satisfaction.FAIRLY})
OF_PARTS = frozenset(
    {StepKind.PART_DONE, StepKind.PART_EXTEND, StepKind.PART_HAND_ON, StepKind.PART_REOPEN}
)
"""Steps that are taken on one part of a task."""

NEED_REASON = frozenset(
    {
        StepKind.DECLINE, StepKind.EXTEND, StepKind.REOPEN, StepKind.END,
        StepKind.PART_EXTEND, StepKind.PART_REOPEN,
    }
)  # fmt: skip
OVER = frozenset({S.CLOSED, S.ENDED})
"""States in which nothing remains to be done."""
DONE = frozenset({S.COMPLETED, S.REPORTED_BACK, S.REVISITED}) | OVER
