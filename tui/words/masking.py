"""What a public paper masks or leaves, in words."""

from meetings.papers.name_masking import Seen, Trace
from tui.language import N_, _

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
AROUND = 14
"""Characters of the line that are shown on each side."""


def asks(seen: Seen) -> bool:
    """Doubtful, and nobody decided yet."""
    return seen.find.doubtful and not seen.chosen


def state_words(seen: Seen) -> str:
    """mask, or leave; with ? where it is to be looked at."""
    return (_("mask") if seen.hidden else _("not masked")) + ("?" if asks(seen) else "")


def around(seen: Seen) -> str:
    """The words in 【】 with what stands on each side."""
    find, text = seen.find, seen.text.replace("\n", " ")
    before, after = text[max(0, find.start - AROUND) : find.start], text[find.end :][:AROUND]
    return f"{before}【{find.words}】{after}"


def outcome_words(seen: Seen) -> str:
    """What stands there afterwards."""
    if not seen.hidden:
        return _("{words} stays").format(words=seen.find.words)
    mask = seen.find.mask or _("taken out")
    return _("{words} → {mask}").format(words=seen.find.words, mask=mask)


def masking_line(seen: Seen) -> str:
    """One place on one line."""
    return f"{state_words(seen)}  {_(TRACES[seen.find.trace])}  {around(seen)}"
