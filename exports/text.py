"""User text, dates and numbers as a Chinese document writes them."""

import unicodedata
from datetime import date, datetime, time

from meetings.clean import clean, trim, visible_words

NO_BREAK = "\u2011"
"""A hyphen at which no line ends."""
_DIGITS = "零一二三四五六七八九"


def tidy(text: str) -> str:
    """Text that Word can hold: controls and lone surrogates are U+FFFD, line ends plain.

    Values are cleaned before they are stored; this stands for records made by other means.
    """
    return clean(text).text


def one_line(text: str) -> str:
    """Tidy text with line ends and runs of spaces made one space."""
    return " ".join(visible_words(tidy(text)))


def flat(text: str) -> str:
    """Tidy text on one line, its spaces as they are."""
    return tidy(text).replace("\n", " ").replace("\t", " ")


def paragraphs(text: str) -> list[str]:
    """Tidy text as paragraphs without the spaces around them; empty ones left out."""
    parts = (trim(part.replace("\t", " ")) for part in tidy(text).split("\n"))
    return [part for part in parts if part]


def sentence(text: str) -> str:
    """One line that ends with a full stop unless it already ends a sentence."""
    text = one_line(text)
    end = text.rstrip('”’」』）)"')
    return text if not text or end.endswith(tuple("。！？；…!?")) else f"{text}。"


def sentence_end(text: str) -> str:
    """The text, with a full stop added where its last line ends without one."""
    whole = tidy(text).rstrip(" \n")
    end = whole.rstrip('”’」』）)"')
    return whole if not whole or end.endswith(tuple("。！？；…!?.")) else f"{whole}。"


def clause(text: str) -> str:
    """One line without the full stop at its end, to be continued."""
    return one_line(text).rstrip("。.；;，, ")


def beside(name: str, text: str) -> str:
    """张伟（14:50）; into the brackets that a name has already: 张伟（45栋，14:50）."""
    return f"{name[:-1]}，{text}）" if name.endswith("）") else f"{name}（{text}）"


def called_at(phone: str) -> str:
    """（电话8765 4321）; "" without a telephone."""
    number = one_line(phone).replace(" ", "\u00a0").replace("-", NO_BREAK)
    return f"（电话{number}）" if number else ""


def day_text(day: date) -> str:
    """2026年9月1日, without padding (GB/T 9704-2012)."""
    return f"{day.year}年{day.month}月{day.day}日"


def clock_text(at: datetime | time) -> str:
    """14:05, the hour without padding."""
    return f"{at.hour}:{at.minute:02}"


def moment_text(at: datetime) -> str:
    """2026年9月1日14:05."""
    return f"{day_text(at)}{clock_text(at)}"


def numeral(number: int) -> str:
    """1 → 一, 12 → 十二, 105 → 一百零五; beyond 1 to 999 in digits."""
    if not 1 <= number <= 999:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def heading_number(level: int, number: int) -> str:
    """一、 （一） 1. （1） for levels 1 to 4 (GB/T 9704-2012, 7.3.3)."""
    return (f"{numeral(number)}、", f"（{numeral(number)}）", f"{number}.", f"（{number}）")[
        level - 1
    ]


def cells(text: str) -> float:
    """Width in Chinese characters: narrow characters count half."""
    wide = sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)
    return wide - sum(0.5 for char in text if unicodedata.combining(char))
