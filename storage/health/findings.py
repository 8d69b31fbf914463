"""The faults that a check of a records file can find."""

from collections.abc import Mapping
from enum import StrEnum

from meetings.dataclass import dataclass

MOST = 100
"""Findings of one kind beyond these are not listed."""


class Trouble(StrEnum):
    """The kinds of faults, each with the facts it has."""

    PAGES = "pages"
    """The database itself is damaged: `problem`."""
    STEPS = "steps"
    """The list of steps that made the tables is not that of the schema: `missing`, `foreign`."""
    REFERENCE = "reference"
    """A row refers to one that is not there: `refers_to`."""
    OTHER_BODY = "other_body"
    """A row is part of one of another body: `refers_to`."""
    UNREADABLE = "unreadable"
    """A value is one that this program never writes: `columns`."""
    GAP = "gap"
    """An entry is missing before this one: `expected` sequence number."""
    LINK = "link"
    """An entry does not continue the one before it: the chain was changed."""
    ENTRY_CHANGED = "entry_changed"
    """An entry does not match its hash."""
    PAYLOAD_CHANGED = "payload_changed"
    """The payload of an entry does not match its digest."""
    ERASED = "erased"
    """A payload was erased, and no later anonymising has its rows: `rows`."""
    HEAD = "head"
    """The end of the journal that a final version names is not there: `version`, `number`, and
    `expected` against `there`."""
    TAIL_CUT = "tail_cut"
    """The chain ends before, or otherwise than, a head that is known: `expected`."""
    NOT_FOUND_BY = "not_found_by"
    """An entry cannot be found under a row it changed: `row`."""
    MISLISTED = "mislisted"
    """An entry is found under a row that it does not concern: `row`."""
    UNREPLAYABLE = "unreplayable"
    """A change in the journal does not fit the entries before it: `row`."""
    ROW_LOST = "row_lost"
    """The journal has a row that the table has not."""
    ROW_FOREIGN = "row_foreign"
    """The table has a row that the journal has not."""
    ROW_CHANGED = "row_changed"
    """The row is not as the journal says: `columns`."""
    LETTER_CHANGED = "letter_changed"
    """A letter does not match its hash or is not signed by its sender."""
    LETTER_MISSING = "letter_missing"
    """One of this body's own letters is missing before this one."""
    MISCOUNTED = "miscounted"
    """The stored number of rows in a state is wrong."""
    NUMBERS = "numbers"
    """Numbers that must have no gap are missing or doubled: `numbers`."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, and its place: `entry <body> <seq>` or `<table> <id>`."""

    kind: Trouble
    place: str
    facts: Mapping[str, object]
