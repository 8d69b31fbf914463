"""The sentences for what a check of the records found, and for a journal end typed from paper."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from meetings.papers.seal import JournalEnd
from tui.errors.problems import problem_words
from tui.language import N_, _, listed

WORDS = {
    "pages": N_("The file itself is damaged: {problem}."),
    "steps": N_(
        "The list of upgrade steps is not as this program writes it (missing: "
        "{missing}; not ours: {foreign})."
    ),
    "reference": N_("Refers to a missing row of {refers_to}."),
    "other_body": N_("It is part of something that belongs to another body ({refers_to})."),
    "unreadable": N_("It holds a value that this program never writes (columns {columns})."),
    "gap": N_("The entry before it is missing (no. {expected} was expected)."),
    "link": N_("Does not follow the entry before it: the journal was cut or reassembled."),
    "entry_changed": N_("The entry was changed after it was written."),
    "payload_changed": N_("The content of the entry was changed after it was written."),
    "erased": N_(
        "The content of the entry was erased, but no later anonymising restates those rows."
    ),
    "head": N_(
        "Final version {version} gives entry {number} as {expected}, but the "
        "journal has {there}: it was rolled back or rewritten."
    ),
    "tail_cut": N_("The journal ends before a known entry ({expected})."),
    "not_found_by": N_("The entry is not listed under row {row}."),
    "mislisted": N_("The entry is listed under row {row}, which it does not concern."),
    "unreplayable": N_("The journal has a change that does not fit (row {row})."),
    "row_lost": N_("The row is in the journal but not in the table."),
    "row_foreign": N_("The row is in the table but not in the journal."),
    "row_changed": N_("The row differs from the journal (columns {columns})."),
    "letter_changed": N_(
        "The letter was changed after it was signed, or was not signed by its sender."
    ),
    "letter_missing": N_("An earlier letter of this body is missing."),
    "miscounted": N_("The count stored for this state does not match its rows."),
    "numbers": N_("Missing or duplicate numbers this year: {numbers}."),
}
"""The sentence for each kind of finding."""


class Finding(Protocol):
    """One thing that a check found wrong: its kind, its place and its facts."""

    @property
    def kind(self) -> StrEnum: ...

    @property
    def place(self) -> str: ...

    @property
    def facts(self) -> Mapping[str, object]: ...


def in_words(facts: Mapping[str, object]) -> dict[str, object]:
    """The facts, with SQLite's words about a damaged file replaced by our own."""
    return {
        name: problem_words(value) if name == "problem" else value for name, value in facts.items()
    }


def finding_words(finding: Finding) -> str:
    """A finding and its place in one line."""
    facts = {
        name: listed(map(str, value)) if isinstance(value, tuple) else value
        for name, value in in_words(finding.facts).items()
    }
    return f"{finding.place}: {_(WORDS[finding.kind.value]).format(**facts)}"


class Place(Protocol):
    """The journal entry that a journal end names."""

    @property
    def body(self) -> str: ...

    @property
    def seq(self) -> int: ...

    @property
    def at(self) -> str: ...


class Checked(Protocol):
    """The result of a check; `compared` is True where a journal end from paper was looked for."""

    @property
    def findings(self) -> Sequence[Finding]: ...

    @property
    def place(self) -> Place | None: ...

    @property
    def compared(self) -> bool: ...


def checked_words(checked: Checked, end: JournalEnd | None, file: Path) -> tuple[str, list[str]]:
    """A sentence that says whether all is well, and lines for the journal end and each finding."""
    notes = [finding_words(one) for one in checked.findings]
    if end is not None:
        unread = _("The file is damaged, so the line on paper was not compared.")
        notes.insert(0, end_words(end, checked.place) if checked.compared else unread)
    if checked.findings:
        said = _(
            "{file} has {n} problems. Nothing was changed; jiejiao check --repair "
            "says what can be done."
        )
        return said.format(n=len(checked.findings), file=file), notes
    if checked.compared and checked.place is None:
        return _("The line on paper does not match these records."), notes
    whole = _("{file} is intact: pages, references, journal and tables agree.")
    return whole.format(file=file), notes


def end_words(end: JournalEnd, place: Place | None) -> str:
    """One sentence: where the entry is, or that the journal does not contain it."""
    digits = "-".join(end.digits[at : at + 4] for at in range(0, 16, 4))
    if place is not None:
        return _(
            "{digits} is entry {number} of {body}, made at {at}; the journal contains it."
        ).format(
            digits=digits, number=place.seq, body=place.body, at=place.at[:16].replace("T", " ")
        )
    if end.count is None:
        said = _(
            "No journal here passes through {digits}. Check it again; if the paper "
            "does say so, the records were rolled back or rewritten after printing."
        )
        return said.format(digits=digits)
    said = _(
        "No journal here has {digits} as entry {number}. Check it again; if "
        "the paper does say so, the records were rolled back or rewritten "
        "after printing."
    )
    return said.format(digits=digits, number=end.count)
