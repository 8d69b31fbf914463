"""交接单: what somebody who takes over has to know, to do and to get, on a page."""

from datetime import date

from meetings.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class OpenLine:
    """One matter that goes on: its number, what it is, who has it, and until when."""

    number: str
    what: str
    who: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class SuccessorPage:
    """The page of a body on a day."""

    body: str
    made: date
    issues: tuple[OpenLine, ...] = ()
    tasks: tuple[OpenLine, ...] = ()
    """The tasks that are not closed."""
    referrals: tuple[OpenLine, ...] = ()
    """Matters passed up and not answered, and matters from below not answered here."""
    needs: tuple[OpenLine, ...] = ()
    """Open needs, and gifts for which nobody was thanked yet."""
    people: tuple[tuple[str, str], ...] = ()
    """Who holds which offices; telephones are in the list of people."""
    notices: int = 0
    """How many hang on the board or wait for an answer."""
    texts: tuple[tuple[str, str], ...] = ()
    """Covenant and rules, each with who adopted it and what waits for a meeting."""
    meetings: tuple[OpenLine, ...] = ()
    """Planned, in progress, or over without final minutes; `until` is the day it is on."""
    places: tuple[tuple[str, str], ...] = ()
    """Where records, backups and papers are, as far as the program knows."""
