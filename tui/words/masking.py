"""The places that a public paper masks or leaves, in words."""

from meetings.papers.name_masking import Seen, Trace
from tui.language import N_, _, picked_out

TRACES = {
    Trace.NAME: N_("name"),
    Trace.NICKNAME: N_("nickname"),
    Trace.STRANGER: N_("not in the roster"),
    Trace.ROOM: N_("room"),
    Trace.ADDRESS: N_("address"),
    Trace.PHONE: N_("phone"),
    Trace.IDENTITY: N_("identity number"),
    Trace.CARD: N_("bank card"),
    Trace.PLATE: N_("car plate"),
    Trace.ACCOUNT: N_("account"),
    Trace.MAIL: N_("e-mail"),
}
CONTEXT = 14
"""Characters of the line that are shown before and after the place."""


def undecided(seen: Seen) -> bool:
    """Whether the place is doubtful and nobody has decided about it yet."""
    return seen.find.doubtful and not seen.chosen


def state_words(seen: Seen) -> str:
    """Whether the place is masked, in a word; with ? where somebody should look at it."""
    return (_("mask") if seen.hidden else _("not masked")) + ("?" if undecided(seen) else "")


def in_context(seen: Seen) -> str:
    """The words of the place, marked, with some text before and after."""
    find, text = seen.find, seen.text.replace("\n", " ")
    before, after = text[max(0, find.start - CONTEXT) : find.start], text[find.end :][:CONTEXT]
    return f"{before}{picked_out(find.words)}{after}"


def outcome_words(seen: Seen) -> str:
    """What the paper says at this place after masking."""
    if not seen.hidden:
        return _("{words} stays").format(words=seen.find.words)
    mask = seen.find.mask or _("taken out")
    return _("{words} → {mask}").format(words=seen.find.words, mask=mask)


def masking_line(seen: Seen) -> str:
    """One place in one line."""
    return f"{state_words(seen)}  {_(TRACES[seen.find.trace])}  {in_context(seen)}"
