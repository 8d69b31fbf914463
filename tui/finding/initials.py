"""The pinyin initials of titles and names, by which a search finds them: `xftd` → 消防通道停车."""

import re

from tui.finding.people_search import syllables

LONGEST = 10
"""The most letters of initials that are indexed."""
_CHINESE = re.compile(r"[\u3400-\u9fff]+")


def initials(text: str) -> set[str]:
    """The initials from each character on (two or more); a surname also by its own reading."""
    from pypinyin import (
        Style,
        lazy_pinyin,
    )  # loading takes a tenth of a second, and is needed only when the index grows

    found: set[str] = set()
    for run in _CHINESE.findall(text):
        as_words = "".join(lazy_pinyin(run, style=Style.FIRST_LETTER))
        as_name = "".join(reading[0][:1] for reading in syllables(run))
        for letters in {as_words, as_name}:
            found.update(letters[at : at + LONGEST] for at in range(len(letters) - 1))
    return found
