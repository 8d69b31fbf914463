"""Reads several names from one line, each typed in full or by its initials."""

from meetings.chairing.attendance import require_name
from meetings.clean import is_blank, trim
from tui.finding.people_search import PersonFinder
from tui.language import _, listed

_BETWEEN = str.maketrans(dict.fromkeys("，,；;", "、"))


def split_names(text: str) -> tuple[str, ...]:
    """The names in a text, parted at 、, commas and semicolons."""
    return tuple(trim(name) for name in text.translate(_BETWEEN).split("、") if not is_blank(name))


def named(text: str, people: PersonFinder) -> tuple[str, ...]:
    """The names meant; letters become the one person they spell. Raises NotAName for others."""
    meant = _all_meant(text, people)
    for name in meant:
        require_name(name)
    return meant


def _all_meant(text: str, people: PersonFinder) -> tuple[str, ...]:
    return tuple(_meant(name, people) for name in split_names(text))


def _meant(name: str, people: PersonFinder) -> str:
    letters = name.isascii() and any(sign.isalpha() for sign in name)
    found = people.exact(name) if letters else None
    return found.name if found is not None else name


def named_live(text: str, people: PersonFinder) -> str:
    """What letters were understood as, shown while typing: `协办 → 李国强`; "" for nothing."""
    meant = _all_meant(text, people)
    if meant == split_names(text):
        return ""
    return _("Helped by → {names}").format(names=listed(meant))
