"""Sentences on the records file: where it lies, repairs made beside it, a wrong clock.

Also which bodies have matters past their retention period.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Protocol

from meetings.clock_watch import WrongClock
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
"""The sentence for each kind of place."""


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


ORDER = {
    "begun_anew": N_(
        "{file} was gone; only its log or key was left. A new file was "
        "started; the remains are kept: {kept}"
    ),
    "log_aside": N_(
        "Next to {file} was a log that does not belong to it, as happens when "
        "a copy is put there by hand. It was not read, and is kept: {kept}"
    ),
    "log_damaged": N_(
        "The log next to {file} is damaged or incomplete, as after an "
        "unfinished copy. What could be read of it is in use; the original is "
        "kept: {kept}. Check that the latest entries are there."
    ),
    "key_aside": N_(
        "Setting or removing the passphrase was interrupted: {file} has none "
        "now. The old key no longer opens it, and is kept: {kept}"
    ),
    "copies_closed": N_("{count} older copies of {file} still open with their old passphrase."),
    "encrypted": N_(
        "{count} files beside {file} were not yet encrypted, as when setting "
        "the passphrase is interrupted. They are now."
    ),
    "not_encrypted": N_("{file} could not be encrypted; anyone who has it can read it."),
    "same_passphrase": N_(
        "{count} older copies still had an earlier passphrase; they now open with the current one."
    ),
    "drafts_aside": N_(
        "Unfinished text could not all be read; {count} pieces could and are "
        "back. The file is kept: {kept}"
    ),
    "several_names": N_(
        "{file} has another name on this disk (a hard link). Always open it by "
        "the same name, or copy it to a separate file."
    ),
}
"""The sentence for each kind of repair."""


class Done(Protocol):
    """One repair; `kind` is a key of ORDER."""

    @property
    def kind(self) -> str: ...
    @property
    def file(self) -> Path: ...
    @property
    def facts(self) -> Mapping[str, object]: ...


def order_sentence(done: Done) -> str:
    """The sentence on one repair."""
    return _(ORDER[str(done.kind)]).format(file=done.file, **done.facts)


_SAID = {
    "behind_entry": N_(
        "This computer's clock shows {now}, but the newest entry was made at "
        "{other}: the clock is wrong now, or was then. Set it before going on. "
        "Entries stay in the order they were written, with the times the clock "
        "showed."
    ),
    "behind": N_(
        "This computer's clock was set back from {other} to {now} while the "
        "program was running. Until you quit, the program counts on from "
        "{other}; set the clock right before starting it again."
    ),
    "ahead": N_(
        "This computer's clock jumped ahead from {other} to {now} while the "
        "program was running. Check that the date is right before going on."
    ),
}


def wrong_clock_words(found: WrongClock) -> str:
    """One sentence that says what the clock shows, what follows, and what to do."""
    now, other = (f"{at.astimezone():%Y-%m-%d %H:%M}" for at in (found.now, found.other))
    return _(_SAID[found.why]).format(now=now, other=other)
