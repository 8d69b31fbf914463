"""Finds issues that say much the same, by their shared pairs of neighbouring characters."""

from collections.abc import Iterable

from meetings.clean import visible_words
from meetings.dataclass import dataclass
from tui.text import half_width

LEAST = 55
"""From this likeness in percent on, an issue is shown as a possible duplicate."""

SAME_PLACE = 12
"""What the same place adds to the likeness, in percent."""

_EMPTY_WORDS = ("问题", "情况", "严重", "希望", "建议", "关于", "经常", "没有人", "我们")


@dataclass(frozen=True, slots=True)
class PoolIssue:
    """An issue to compare with; `key` identifies it in the result."""

    key: str
    title: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Like:
    """An issue that is like the text, and how much in percent."""

    key: str
    percent: int


def _plain(text: str) -> str:
    text = "".join(sign for sign in half_width(text).casefold() if sign.isalnum())
    for word in _EMPTY_WORDS:
        if len(text) - len(word) > 1:
            text = text.replace(word, "")
    return text


def pairs(text: str) -> str:
    """The pairs of neighbouring characters, parted by spaces; a single character stands alone."""
    plain = _plain(text)
    if len(plain) < 2:
        return plain
    return " ".join(dict.fromkeys(plain[at : at + 2] for at in range(len(plain) - 1)))


class IssuePool:
    """Issues read once, to be compared with a text as it is typed."""

    def __init__(self, known: Iterable[PoolIssue]) -> None:
        self._known = list(known)
        self._pairs = [pairs(issue.title) for issue in self._known]
        self._places = [_plain(issue.place) for issue in self._known]

    def like(
        self, title: str, place: str = "", *, least: int = LEAST, limit: int = 3
    ) -> list[Like]:
        """The issues most like the text first; none for a text of a single character."""
        wanted, here = pairs(title), _plain(place)
        if len(_plain(title)) < 2 or not self._known:
            return []
        from rapidfuzz import fuzz, process

        found = []
        fitting = process.extract(
            wanted, self._pairs, scorer=fuzz.token_set_ratio, score_cutoff=least - SAME_PLACE,
            limit=None,
        )  # fmt: skip
        for _text, score, at in fitting:
            same = bool(here) and self._places[at] == here
            percent = min(100, round(score) + (SAME_PLACE if same else 0))
            if percent >= least and _share_a_pair(wanted, self._pairs[at]):
                found.append(Like(self._known[at].key, percent))
        return sorted(found, key=lambda like: -like.percent)[:limit]


def _share_a_pair(one: str, other: str) -> bool:
    return not set(visible_words(one)).isdisjoint(visible_words(other))
