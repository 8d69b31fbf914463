"""Keys for finding a person by typing pinyin or initials: 张伟 is found by zhangwei and zw."""

from functools import cache, lru_cache

from meetings.clean import is_blank, trim, visible_words
from meetings.community.surnames import surname_reading


@lru_cache(maxsize=1 << 14)
def name_keys(name: str) -> tuple[str, str]:
    """Pinyin without tones and the initials, both in lower case and without spaces."""
    if name.isascii():
        words = visible_words(name.lower())
        return "".join(words), "".join(word[0] for word in words)
    parts = _readings(name)
    surname = surname_reading(name)
    parts[: len(surname)] = surname
    return "".join(parts), "".join(part[0] for part in parts)


def _readings(name: str) -> list[str]:
    # Loaded only when a Chinese name is written: the dictionary costs start time.
    from pypinyin import lazy_pinyin
    from pypinyin.constants import PHRASES_DICT

    if all("\u4e00" <= char <= "\u9fff" for char in name):
        # The dictionary looks for phrases, which costs most; few names hold one (朝阳).
        size = len(name)
        parts = (name[a:b] for a in range(size - 1) for b in range(a + 2, size + 1))
        if not any(part in PHRASES_DICT for part in parts):
            return [_reading(char) for char in name]
    return [trim(part).lower() for part in lazy_pinyin(name) if not is_blank(part)]


@cache
def _reading(char: str) -> str:
    from pypinyin import lazy_pinyin

    return lazy_pinyin(char)[0]
