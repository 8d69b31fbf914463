"""Fractions as people write them: 三分之二, 2/3, 百分之九十, 90%, 九成, 一半."""

import re
import unicodedata

from meetings.clean import squeeze
from meetings.errors import MeetingError


class UnreadableFraction(MeetingError):
    """Not a fraction: `text`."""

    text: str


_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
_DIGITS |= {"两": 2, "〇": 0}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_WHOLE = {"全部": (1, 1), "全体": (1, 1), "一半": (1, 2), "半数": (1, 2), "半": (1, 2)}
_SLASH = re.compile(r"(\d{1,6})\s*/\s*(\d{1,6})")
_PERCENT = re.compile(r"(\d{1,3})(?:\.(\d{1,2}))?\s*%")
_OF = re.compile(r"(?P<bottom>[^分]+)分之(?P<top>.+)")
_TENTHS = re.compile(r"(?P<top>[^成]{1,2})成")


def parse_fraction(text: str) -> tuple[int, int]:
    """Numerator and denominator as written; raises UnreadableFraction."""
    plain = squeeze(unicodedata.normalize("NFKC", text))
    if plain in _WHOLE:
        return _WHOLE[plain]
    if slash := _SLASH.fullmatch(plain):
        return int(slash[1]), int(slash[2])
    if percent := _PERCENT.fullmatch(plain):
        decimals = percent[2] or ""
        return int(percent[1] + decimals), 100 * 10 ** len(decimals)
    if parts := _OF.fullmatch(plain):
        bottom = "一" + parts["bottom"] if parts["bottom"][0] in "百千" else parts["bottom"]
        return _number(parts["top"], text), _number(bottom, text)
    if tenths := _TENTHS.fullmatch(plain):
        return _number(tenths["top"], text), 10
    raise UnreadableFraction(text=text)


def _number(digits: str, text: str) -> int:
    """A whole number below ten thousand in digits or Chinese numerals."""
    if digits.isdecimal() and digits.isascii() and len(digits) <= 6:
        return int(digits)
    total, digit = 0, None
    for character in digits:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _PLACES:
            total += (1 if digit is None else digit) * _PLACES[character]
            digit = None
        else:
            raise UnreadableFraction(text=text)
    if not digits:
        raise UnreadableFraction(text=text)
    return total + (digit or 0)
