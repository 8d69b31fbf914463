"""The sentences on where the records file lies, and on retention periods that have ended."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from meetings.community.bodies import Body
from tui.language import N_, _

PLACES = {
    "network": N_(
        "The records are in a network or virtual folder, where locks may not "
        "work; better move them to this computer's own disk, and only back up "
        "there."
    ),
    "synced": N_(
        "The records are in a folder synced by another program, which may "
        "restore an older file; better move them elsewhere, and only back up "
        "there."
    ),
    "removable": N_(
        "The records are on a USB drive or an external disk; better work on this "
        "computer's own disk, and back up to the drive."
    ),
}
"""One sentence for each kind of place."""


class Due(Protocol):
    """What of a body should be made anonymous; `before` is None without a retention period."""

    @property
    def body(self) -> Body: ...
    @property
    def before(self) -> date | None: ...
    @property
    def matters(self) -> int: ...
    @property
    def persons(self) -> int: ...


def reminders(found: Iterable[Due]) -> list[str]:
    """A sentence for each body with records past its retention period."""
    return [
        _(
            "{body}: {matters} matters closed before {day} and {persons} people are past "
            "the retention period of {years} years; jiejiao anonymise --preview shows "
            "them."
        ).format(
            body=one.body.name, matters=one.matters, persons=one.persons, day=one.before,
            years=one.body.keep_years,
        )
        for one in found
        if one.matters or one.persons
    ]  # fmt: skip


def periods(found: Iterable[Due]) -> list[str]:
    """The retention period of each body in a line."""
    return [
        _(
            "{body}: no retention period; {key:app.people}, then {key:people.edit_body}, sets one."
        ).format(body=one.body.name)
        if one.before is None
        else _("{body}: names are kept for {years} years.").format(
            body=one.body.name, years=one.body.keep_years
        )
        for one in found
    ]
