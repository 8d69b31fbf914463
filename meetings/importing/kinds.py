"""The kinds of tables that come in row by row, each with its columns and how it is taken."""

from collections.abc import Callable
from typing import Generic, TypeVar

from meetings.dataclass import dataclass
from meetings.importing.activities import existing_activities, import_activities, plan_activities
from meetings.importing.columns import (
    ACTIVITY_TABLE,
    ISSUE_TABLE,
    LEDGER,
    PEOPLE_TABLE,
    RESOURCE_TABLE,
    UNIT_TABLE,
    Columns,
)
from meetings.importing.issues import existing_issues, import_issues, plan_issues
from meetings.importing.people.plan import existing_people, import_people, plan_people
from meetings.importing.plan import Choices, Plan
from meetings.importing.resources import existing_resources, import_resources, plan_resources
from meetings.importing.table import Source
from meetings.importing.tasks.out import existing_ledger
from meetings.importing.tasks.plan import import_ledger, plan_ledger
from meetings.importing.units import existing_units, import_units, plan_units
from meetings.ports import By, Records

K = TypeVar("K")
P = TypeVar("P", bound=Plan)


@dataclass(frozen=True, slots=True)
class Kind(Generic[K, P]):
    """One kind of table."""

    of: Columns
    existing: Callable[[Records], K]
    """What the records have already."""
    plan: Callable[[Source, K, str | None, Choices], P]
    write: Callable[[Records, By, P], int]
    """Carry the plan out; how many rows were written."""


PEOPLE = Kind(PEOPLE_TABLE, existing_people, plan_people, import_people)
TASKS = Kind(LEDGER, existing_ledger, plan_ledger, import_ledger)
ISSUES = Kind(ISSUE_TABLE, existing_issues, plan_issues, import_issues)
ACTIVITIES = Kind(ACTIVITY_TABLE, existing_activities, plan_activities, import_activities)
UNITS = Kind(UNIT_TABLE, existing_units, plan_units, import_units)
RESOURCES = Kind(RESOURCE_TABLE, existing_resources, plan_resources, import_resources)
