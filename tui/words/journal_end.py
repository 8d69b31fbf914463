"""The sentence on a journal end that was typed from paper: whether the journal contains it."""

from typing import Protocol

from meetings.papers.seal import JournalEnd
from tui.language import _


class Place(Protocol):
    """The journal entry that a journal end names."""

    @property
    def body(self) -> str: ...

    @property
    def seq(self) -> int: ...

    @property
    def at(self) -> str: ...


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
