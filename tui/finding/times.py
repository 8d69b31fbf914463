"""Understands times of day as people write them: 19:30, 1930, 7点半, 晚上7点半."""

import re
from datetime import date, datetime, time

from meetings.clean import squeeze
from tui.text import half_width

_CLOCK = re.compile(r"(\d{1,2})[:.时点](\d{1,2})?分?")
_COMPACT = re.compile(r"(\d{1,2})(\d{2})")
_HALF = re.compile(r"(\d{1,2})[时点]半")
_AFTERNOON = ("下午", "傍晚", "晚上", "晚", "pm")
_MORNING = ("上午", "早上", "中午", "早", "am")


def understand_time(text: str) -> time | None:
    """The time of day that the words mean; None when they are not understood."""
    words = squeeze(half_width(text)).lower()
    late = False
    for prefix in (*_AFTERNOON, *_MORNING):
        if words.startswith(prefix) or (prefix.isascii() and words.endswith(prefix)):
            words, late = words.replace(prefix, "", 1), prefix in _AFTERNOON
            break
    hour = minute = -1
    if match := _HALF.fullmatch(words):
        hour, minute = int(match[1]), 30
    elif match := _CLOCK.fullmatch(words):
        hour, minute = int(match[1]), int(match[2] or 0)
    elif match := _COMPACT.fullmatch(words):
        hour, minute = int(match[1]), int(match[2])
    elif words.isdecimal() and len(words) <= 2:
        hour, minute = int(words), 0
    if late and 1 <= hour < 12:
        hour += 12
    return time(hour, minute) if 0 <= hour < 24 and 0 <= minute < 60 else None


def at(day: date, clock: time, like: datetime) -> datetime:
    """The moment of a time on a day, in the computer's zone as it is on that day."""
    moment = datetime.combine(day, clock)
    if like.tzinfo is None:
        return moment
    try:
        return moment.astimezone()
    except (OSError, OverflowError):  # some systems know no zone for days long ago
        return moment.replace(tzinfo=like.tzinfo)
