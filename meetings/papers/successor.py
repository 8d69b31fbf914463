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
    """What was promised and is not closed."""
    referrals: tuple[OpenLine, ...] = ()
    """Passed up and not answered, and asked from below and not answered here."""
    needs: tuple[OpenLine, ...] = ()
    """What is needed, or was given and nobody was thanked yet."""
    people: tuple[tuple[str, str], ...] = ()
    """Who holds which offices; telephones are in the list of people."""
    notices: int = 0
    """How many hang on the board or wait for an answer."""
    texts: tuple[tuple[str, str], ...] = ()
    """Covenant and rules, each with who adopted it and what waits for a meeting."""
    meetings: tuple[OpenLine, ...] = ()
    """Planned, in progress, or over without final minutes; `until` is the day it is on."""
    places: tuple[tuple[str, str], ...] = ()
    """What lies where, as far as the program knows it."""
