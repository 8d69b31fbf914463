"""A person's decisions to mask words in public papers or to leave them, stored as records."""

from datetime import datetime

from meetings.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class MaskChoice:
    """A person's decision on certain words, which overrides the program's."""

    id: str
    body: str
    meeting: str | None
    """The meeting it is for; None for every paper of the body."""
    quoted: str
    """The words that are masked, or left."""
    quoted_before: str
    """The characters just before them; if this and `quoted_after` are "", it applies anywhere."""
    quoted_after: str
    hide: bool
    at: datetime
