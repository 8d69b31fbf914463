"""Dates, times of day and durations in words, in the language now shown."""

from datetime import date, datetime

from tui.language import _, language


def day_text(day: date, *, year: bool = False, today: date | None = None) -> str:
    """A date as `11月24日` or `24 Nov`; with the year if `year`, or if `today` is in another."""
    year = year or (today is not None and day.year != today.year)
    if language() == "zh":
        short = f"{day.month}月{day.day}日"
        return f"{day.year}年{short}" if year else short
    short = f"{day.day} {_MONTHS[day.month - 1]}"
    return f"{short} {day.year}" if year else short


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def weekday(day: date) -> str:
    """The short name of the weekday."""
    return (
        _("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")
    )[day.weekday()]  # fmt: skip


def clock(moment: datetime) -> str:
    """The time of day as `19:42`."""
    return f"{moment:%H:%M}"


def moment_text(moment: datetime) -> str:
    """A moment as `11月24日 周二 19:42`, or `Tue 24 Nov 19:42`."""
    if language() == "en":
        return f"{weekday(moment.date())} {day_text(moment.date())} {clock(moment)}"
    return f"{day_text(moment.date())} {weekday(moment.date())} {clock(moment)}"


def days_apart(day: date, today: date) -> str:
    """How far a day is from today: `今天`, `明天`, `3天后`, `昨天`, `已过5天`."""
    apart = (day - today).days
    if apart == 0:
        return _("today")
    if apart == 1:
        return _("tomorrow")
    if apart > 1:
        return _("in {n} days").format(n=apart)
    return _("{n} days ago").format(n=-apart) if apart < -1 else _("yesterday")


def span_text(minutes: int) -> str:
    """A duration in whole minutes as `1小时20分` or `48分`; below zero counts as zero."""
    hours, rest = divmod(max(0, minutes), 60)
    if not hours:
        return _("{n} min").format(n=rest)
    return _("{h} h {n} min").format(h=hours, n=rest) if rest else _("{h} h").format(h=hours)
