"""An issue in one line, as it is noted at the corner: 消防通道停车 @45栋 #停车 +3 张桂兰."""

import re
import unicodedata
from collections.abc import Collection, Sequence

from meetings.clean import trim, visible_words
from meetings.dataclass import dataclass
from meetings.matters.issues import TOPICS

MOST_SUPPORTERS = 9999
"""A larger number behind a + is taken as words."""

_MARKED = re.compile(r"(?<![0-9A-Za-z])([@＠#＃])((?:(?<=[0-9A-Za-z])[#＃]|[^\s@＠#＃])+)")
_SUPPORTERS = re.compile(r"(?<!\S)[+＋](\d{1,4})(?:人|位|名|户)?(?!\S)")


@dataclass(frozen=True, slots=True)
class EntryLine:
    """What a line says; a part that it does not say is empty."""

    title: str
    place: str = ""
    topic: str = ""
    name: str = ""
    supporters: int = 0


def parse(
    line: str, names: Collection[str] = frozenset(), topics: Sequence[str] = TOPICS
) -> EntryLine:
    """Read `title @place #topic +supporters name`; the marks may stand anywhere.

    A `#` or `@` after a digit or a Latin letter belongs to the words (3#楼). The first place,
    topic and number count. A name counts at the end, when it is one of `names` and not the whole.
    """
    found: dict[str, str] = {}

    def take(mark: re.Match[str]) -> str:
        kind = unicodedata.normalize("NFKC", mark[1])
        if kind in found:
            return mark[0]
        found[kind] = mark[2]
        return " "

    def count(mark: re.Match[str]) -> str:
        if "+" in found:
            return mark[0]
        found["+"] = str(int(mark[1]))
        return " "

    words = visible_words(_SUPPORTERS.sub(count, _MARKED.sub(take, line)))
    name = ""
    if len(words) > 1 and words[-1] in names:
        name = words.pop()
    return EntryLine(
        title=" ".join(words),
        place=found.get("@", ""),
        topic=topic_for(found.get("#", ""), topics),
        name=name,
        supporters=int(found.get("+", "0")),
    )


def topic_for(words: str, topics: Sequence[str] = TOPICS) -> str:
    """The topic equal to the words, containing them or sharing a part; else the words."""
    wanted = trim(words)
    if not wanted or wanted in topics:
        return wanted
    for topic in topics:
        if wanted in topic:
            return topic
    for topic in topics:
        if any(part in wanted for part in re.split("[与和、]", topic) if len(part) > 1):
            return topic
    return wanted
