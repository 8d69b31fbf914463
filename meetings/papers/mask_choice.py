"""What a person decided about words that are masked in public papers; kept in the records."""

from datetime import datetime

from meetings.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class MaskChoice:
    """What a person decided about some words; remembered, and stronger than the program."""

    id: str
    body: str
    meeting: str | None
    """None holds for every paper of the body."""
    quoted: str
    """The words that are masked, or left."""
    quoted_before: str
    """The characters just before them; with `quoted_after` "" it holds wherever they stand."""
    quoted_after: str
    hide: bool
    at: datetime
