"""The figures in words, tables and bars of plain characters."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from textual.content import Content

from meetings.figures import Figures, Period, Rate
from meetings.terms import term
from tui.language import _, bracketed, language
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
        _row(_("attendance"), _share(known.attendance)),
        _row(_("heads"), str(known.heads)),
        _row(_("speakers"), str(known.speakers)),
        _row(_("for the first time"), _share(known.first_time)),
        _row(_("most by one person"), _share(known.loudest)),
        plain(""),
        _head(_("Follow-up")),
        _row(_("completion"), _share(known.completed)),
        _row(_("completed in time"), _share(known.on_time)),
        *_unknown(known),
        _row(_("reported back"), _share(known.reported)),
        _row(_("visited"), _share(known.visited)),
        _row(_("satisfied"), _share(known.satisfied)),
        _row(_("closed"), _share(known.closed)),
        plain(""),
        _head(_("Issues")),
        _row(_("collected"), _tiers(known.tiers.items())),
        _row(_("settled"), _share(known.settled)),
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


def _unknown(known: Figures) -> list[Content]:
    """How many tasks the rates leave out, since nobody wrote down their days."""
    rows = []
    if known.undated:
        said = _("{n} tasks without a day, in no rate").format(n=known.undated)
        rows.append(_row(_("begun: unknown"), said))
    if known.done_undated:
        said = _("{n} completed ones without a day").format(n=known.done_undated)
        rows.append(_row(_("in time: unknown"), said))
    return rows


def _usual(known: Figures) -> str:
    if known.usual_days is None:
        return "—"
    return _("{days} (of {n} settled)").format(
        days=f"{known.usual_days:g}", n=len(known.days_to_settle)
    )


def _share(share: Rate) -> str:
    """`84%（27/32）`, in English `84% (27/32)`."""
    figure, _bracket, counted = share.text.partition("（")
    return figure + bracketed(counted.removesuffix("）"))


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
