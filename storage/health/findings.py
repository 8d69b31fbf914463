"""What can be wrong with a records file, and where."""

from collections.abc import Mapping
from enum import StrEnum

from meetings.dataclass import dataclass

MOST = 100
"""Findings of one kind beyond these are not listed."""


class Trouble(StrEnum):
    """What can be wrong."""

    PAGES = "pages"
    """The database itself is damaged: `problem`."""
    STEPS = "steps"
    """The list of steps that made the tables is not that of the schema: `missing`, `foreign`."""
    REFERENCE = "reference"
    """A row refers to one that is not there: `refers_to`."""
    OTHER_BODY = "other_body"
    """A row is part of one of another body: `refers_to`."""
    UNREADABLE = "unreadable"
    """A value is none that this program writes: `columns`."""
    GAP = "gap"
    """An entry is missing before this one: `expected` sequence number."""
    LINK = "link"
    """An entry does not follow the one before it: the chain was cut or put together anew."""
    ENTRY_CHANGED = "entry_changed"
    """An entry is not what its hash says."""
    PAYLOAD_CHANGED = "payload_changed"
    """The rows an entry tells of are not what its digest says."""
    ERASED = "erased"
    """What an entry told was erased, and no later anonymising tells its rows: `rows`."""
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
    """The journal tells of a change that does not fit what came before: `row`."""
    ROW_LOST = "row_lost"
    """The journal has a row that the table has not."""
    ROW_FOREIGN = "row_foreign"
    """The table has a row that the journal has not."""
    ROW_CHANGED = "row_changed"
    """The row is not as the journal says: `columns`."""
    LETTER_CHANGED = "letter_changed"
    """A letter is not what its hash says, or not signed by its sender."""
    LETTER_MISSING = "letter_missing"
    """One of this body's own letters is missing before this one."""
    MISCOUNTED = "miscounted"
    """The number kept for the rows in a state is not how many there are."""
    NUMBERS = "numbers"
    """What is numbered without a gap lacks some, or has some twice: `numbers`."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and where: `entry <body> <seq>` or `<table> <id>`."""

    kind: Trouble
    place: str
    facts: Mapping[str, object]
