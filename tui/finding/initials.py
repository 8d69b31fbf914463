"""First letters of titles and names, by which a search finds them: `xftd` → 消防通道停车."""

import re

from tui.finding.people_search import syllables

LONGEST = 10
"""Letters after which nobody types on."""
_CHINESE = re.compile(r"[\u3400-\u9fff]+")


def initials(text: str) -> set[str]:
    """The first letters from each character on, at least two of them; a surname also as a name."""
    from pypinyin import Style, lazy_pinyin  # a tenth of a second: only when the index grows

    found: set[str] = set()
    for run in _CHINESE.findall(text):
        as_words = "".join(lazy_pinyin(run, style=Style.FIRST_LETTER))
        as_name = "".join(reading[0][:1] for reading in syllables(run))
        for letters in {as_words, as_name}:
            found.update(letters[at : at + LONGEST] for at in range(len(letters) - 1))
    return found
