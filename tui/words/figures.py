"""The figures in words, tables and bars of plain characters."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from textual.content import Content

from meetings.figures import Figures, Period
from meetings.terms import term
from tui.language import _, language
from tui.text import cells, mixed, pad, plain

BAR = 24
"""Cells of the longest bar."""


def this_year(today: date) -> Period:
    """From the first of January to today."""
    return Period(date(today.year, 1, 1), today)


def last_year(today: date) -> Period:
    """The whole year before."""
    return Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))


def quarter(today: date) -> Period:
    """From the first day of the quarter to today."""
    return Period(date(today.year, (today.month - 1) // 3 * 3 + 1, 1), today)


def figures_lines(known: Figures) -> list[Content]:
    """Everything but the drawing, each figure with what it is counted of."""
    lines = [
        _head(_("Meetings")),
        _row(_("held"), _tiers(known.meetings.items())),
        _row(_("attendance"), known.attendance.text),
        _row(_("heads"), str(known.heads)),
        _row(_("speakers"), _("{n} persons").format(n=known.speakers)),
        _row(_("for the first time"), known.first_time.text),
        _row(_("most by one person"), known.loudest.text),
        plain(""),
        _head(_("Follow-up")),
        _row(_("completion"), known.completed.text),
        _row(_("completed in time"), known.on_time.text),
        _row(_("reported back"), known.reported.text),
        _row(_("visited"), known.visited.text),
        _row(_("satisfied"), known.satisfied.text),
        _row(_("closed"), known.closed.text),
        plain(""),
        _head(_("Issues")),
        _row(_("collected"), _tiers(known.tiers.items())),
        _row(_("settled"), known.settled.text),
        _row(_("usual days to settle"), _usual(known)),
        plain(""),
    ]
    for title, counted in (
        (_("By topic"), known.topics),
        (_("By source"), known.sources),
        (_("By state"), known.states),
        (_("How items ended"), known.outcomes),
    ):
        lines += [_head(title), *_bars(counted.items()), plain("")]
    return lines


def _usual(known: Figures) -> str:
    if known.usual_days is None:
        return "—"
    return _("{days} (of {n} settled)").format(
        days=f"{known.usual_days:g}", n=len(known.days_to_settle)
    )


def _head(title: str) -> Content:
    return mixed("[b]$title[/b]", title=title)


def _row(name: str, value: str) -> Content:
    return plain(f"  {pad(name, 20)} {value}")


def _tiers(counted: Iterable[tuple[str, int]]) -> str:
    known = dict(counted)
    parts = [f"{_word(key)} {n}" for key, n in known.items()]
    return f"{sum(known.values())}  ({'  '.join(parts)})"


def _word(key: str) -> str:
    return term(key, language()) if isinstance(key, StrEnum) else str(key)


def _bars(counted: Iterable[tuple[str, int]]) -> list[Content]:
    shown = {key: n for key, n in counted if n}
    if not shown:
        return [plain("  " + _("nothing in this period"))]
    width = max(cells(_word(key)) for key in shown)
    most, total = max(shown.values()), sum(shown.values())
    return [
        plain(
            f"  {pad(_word(key), min(24, width))} {n:>4}/{total}  " + "#" * max(1, n * BAR // most)
        )
        for key, n in shown.items()
    ]
