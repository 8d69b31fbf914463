"""Shares in words, as they are read aloud: 不少于三分之二, more than half."""

from typing import Literal

from meetings.procedure.shares import Share

Lang = Literal["zh", "en"]

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_EN_NUMBERS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_EN_PARTS = {
    3: "third", 4: "quarter", 5: "fifth", 6: "sixth",
    7: "seventh", 8: "eighth", 9: "ninth", 10: "tenth",
}  # fmt: skip


def chinese_number(number: int) -> str:
    """A whole number from 0 to 9999 in Chinese numerals; larger ones stay in digits."""
    if number > 9999:
        return str(number)
    if number == 0:
        return _DIGITS[0]
    numerals = ""
    digits = str(number)
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit != "0":
            numerals += _DIGITS[int(digit)] + _PLACES[place]
        elif not numerals.endswith(_DIGITS[0]):
            numerals += _DIGITS[0]
    numerals = numerals.rstrip(_DIGITS[0])
    return numerals.removeprefix("一") if numerals.startswith("一十") else numerals


def fraction_words(share: Share, lang: Lang) -> str:
    """The fraction alone: 三分之二, 百分之九十, two thirds, 90 percent."""
    top, bottom = share.numerator, share.denominator
    if lang == "zh":
        if top == bottom:
            return "全部"
        parts = chinese_number(bottom)
        return f"{parts[1:] if bottom in (100, 1000) else parts}分之{chinese_number(top)}"
    if top == bottom:
        return "all"
    if top * 2 == bottom and bottom < 100:
        return "half"
    if bottom in _EN_PARTS:
        return f"{_EN_NUMBERS[top]} {_EN_PARTS[bottom]}{'s' if top > 1 else ''}"
    return f"{top} percent" if bottom == 100 else f"{top}/{bottom}"


def measure_words(share: Share, lang: Lang) -> str:
    """超过 or 不少于; more than or at least."""
    if lang == "zh":
        return "超过" if share.strict else "不少于"
    return "more than" if share.strict else "at least"
