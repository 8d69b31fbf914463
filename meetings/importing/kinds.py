"""The kinds of tables that come in row by row, each with its columns and how it is taken."""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from meetings.dataclass import dataclass
from meetings.importing.activities import (
    import_activities,
    known_activities,
    plan_activities,
)
from meetings.importing.columns import (
    ACTIVITY_TABLE,
    ISSUE_TABLE,
    LEDGER,
    PEOPLE_TABLE,
    RESOURCE_TABLE,
    UNIT_TABLE,
    Columns,
)
from meetings.importing.issues import import_issues, known_issues, plan_issues
from meetings.importing.people import import_people, known_people, plan_people
from meetings.importing.resources import import_resources, known_resources, plan_resources
from meetings.importing.table import Choices, PlannedRow, Question, Reason, Source
from meetings.importing.tasks import import_ledger, known_ledger, plan_ledger
from meetings.importing.units import import_units, known_units, plan_units
from meetings.ports import By, Records


class Plan(Protocol):
    """What would be done with the rows of a table."""

    @property
    def rows(self) -> tuple[PlannedRow, ...]: ...

    @property
    def notes(self) -> tuple[Reason, ...]: ...

    @property
    def questions(self) -> tuple[Question, ...]: ...

    @property
    def empty(self) -> bool: ...


K = TypeVar("K")
P = TypeVar("P", bound=Plan)


@dataclass(frozen=True, slots=True)
class Kind(Generic[K, P]):
    """One kind of table."""

    of: Columns
    known: Callable[[Records], K]
    """What the records have already."""
    plan: Callable[[Source, K, str | None, Choices], P]
    write: Callable[[Records, By, P], int]
    """Carry the plan out; how many rows were written."""


PEOPLE = Kind(PEOPLE_TABLE, known_people, plan_people, import_people)
TASKS = Kind(LEDGER, known_ledger, plan_ledger, import_ledger)
ISSUES = Kind(ISSUE_TABLE, known_issues, plan_issues, import_issues)
ACTIVITIES = Kind(ACTIVITY_TABLE, known_activities, plan_activities, import_activities)
UNITS = Kind(UNIT_TABLE, known_units, plan_units, import_units)
RESOURCES = Kind(RESOURCE_TABLE, known_resources, plan_resources, import_resources)
