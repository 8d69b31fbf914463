"""The preview of an import: each row with its state and the reasons for it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Facts = Mapping[str, str | int]


class RowState(StrEnum):
    """What an import would do with a row."""

    ERROR = "error"
    """Not imported; the others are."""
    WARNING = "warning"
    """Imported, or known, and something should be looked at."""
    NEW = "new"
    KNOWN = "known"
    """Here already; nothing is changed."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row is in its state; the screen has the sentence for `why`."""

    why: str
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of the file: `number` as the spreadsheet shows it, 0 for what has no row."""

    sheet: str
    number: int
    state: RowState
    label: str
    reasons: tuple[Reason, ...] = ()


def state_of(reasons: Iterable[Reason], otherwise: RowState = RowState.NEW) -> RowState:
    """The state of a row that is taken: with something to look at, or not."""
    return RowState.WARNING if any(True for _ in reasons) else otherwise


def counts(rows: Iterable[PlannedRow]) -> dict[RowState, int]:
    """How many rows are in each state."""
    found = Counter(row.state for row in rows)
    return {state: found[state] for state in RowState}
