"""The error for a file of tables that cannot be read."""

from typing import Literal

from meetings.errors import MeetingError


class CannotRead(MeetingError):
    """The file of tables cannot be read: `name`, `why`, and facts that belong to that reason."""

    name: str
    why: Literal[
        "ending", "empty", "too_large", "encoding", "not_a_zip", "encrypted", "open_quote",
        "not_a_workbook", "too_many_entries", "too_large_inside", "ratio", "far_cell",
        "merged_too_much", "broken", "slow",
    ]  # fmt: skip
    ending: str = ""
    limit: int = 0
    seconds: int = 0
    problem: str = ""
    place: str = ""
    rows: int = 0
    columns: int = 0
    count: int = 0
    line: int = 0
