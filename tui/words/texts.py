"""An amended text with its difference marked, and what a passed motion may do to the text."""

from difflib import SequenceMatcher

from meetings.sitting.bylaws import TextFate
from tui.language import _, picked_out, tagged


def fates() -> tuple[tuple[str, str], ...]:
    """The effects as (key, words) for a choice, the safe one first."""
    return (
        (TextFate.WAITS, _("No: the text stays proposed")),
        (TextFate.ADOPTED, _("Yes: the text is adopted")),
        (TextFate.REJECTED, _("No: the text is not adopted")),
    )


def marked(old: str, new: str) -> tuple[str, str]:
    """Both texts with their differences in brackets: old `在〔东〕侧`, new `在【西】侧`."""
    before: list[str] = []
    after: list[str] = []
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            before.append(old[a1:a2])
            after.append(new[b1:b2])
            continue
        if a2 > a1:
            before.append(tagged(old[a1:a2]).rstrip())
        if b2 > b1:
            after.append(picked_out(new[b1:b2]))
    return "".join(before), "".join(after)
