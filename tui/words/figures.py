"""The figures of F7 in words, tables and bars of plain characters."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from textual.content import Content

from meetings.figures.compare import By, Side
from meetings.figures.counting import Figures, MeanRate, Rate
from meetings.figures.exchanged import key_of
from meetings.figures.indicators import GROUPS, indicators
from meetings.figures.periods import EVER, Length, Period
from meetings.figures.report import Report
from meetings.figures.sealed import changed
from meetings.terms import term, topic_word
from tui.language import _, bracketed, language, listed
from tui.text import cells, mixed, pad, plain
from tui.words.days import day_text

BAR = 24
"""The width of the longest bar in cells."""
NAME = 30
"""The width of the names of figures in cells."""


def period_words(period: Period) -> str:
    """A period as `2026年第一季度`, in English `2026 quarter 1`."""
    if language() == "zh":
        return period.words
    start, length = period.start, period.length
    if length is Length.MONTH:
        return f"{start:%Y-%m}"
    if length is Length.QUARTER:
        return _("{year} quarter {n}").format(year=start.year, n=(start.month - 1) // 3 + 1)
    if length is Length.YEAR:
        return f"{start.year}"
    until = day_text(period.end, year=True)
    if start <= EVER:
        return _("up to {day}").format(day=until)
    return _("{start} to {end}").format(start=day_text(start, year=True), end=until)


def head_words(known: Figures) -> str:
    """The line at the top: tasks open, how many are late, and the share done in time."""
    flow = known.tasks
    said = _("open {open}, overdue {late}").format(open=flow.all_open, late=flow.all_late)
    if known.base is not None:
        said = f"{known.base.told}/{known.base.of} · {said}"
    if known.on_time.of:
        said += _(", on time {share}").format(share=share_words(known.on_time))
    return said


def base_words(known: Figures) -> str:
    """How many of how many bodies are counted; "" where all of their records are in this file."""
    base = known.base
    if base is None:
        return ""
    if not key_of(known.period):
        return _("{told}/{of} bodies; others report whole months, quarters and years").format(
            told=base.told, of=base.of
        )
    return _("{told}/{of} bodies have reported").format(told=base.told, of=base.of)


def silent_lines(known: Figures) -> list[Content]:
    """The names of the bodies that have not reported, whose figures are unknown and not zero."""
    base = known.base
    if base is None or not base.silent or not key_of(known.period):
        return []
    head = _("Not reported and not counted: {n} bodies").format(n=len(base.silent))
    named = [
        f"{name}{bracketed(_('last {month}').format(month=last) if last else _('never'))}"
        for name, last in base.silent[:NAMED]
    ]
    more = len(base.silent) - NAMED
    said = listed(named) + (_(", and {n} more").format(n=more) if more > 0 else "")
    return [_head(head), plain("  " + said), plain("")]


NAMED = 30
"""How many silent bodies are named above the figures; the tree of bodies has all."""


def figures_lines(known: Figures) -> list[Content]:
    """All figures in lines, each with its base."""
    lines: list[Content] = silent_lines(known)
    shown = len(lines)
    group = ""
    for one in indicators(known):
        if one.group != group:
            lines += [plain("")] if len(lines) > shown else []
            group = one.group
            lines.append(_head(GROUPS[group][language() != "zh"]))
        value = _value(one.value) if isinstance(one.value, Rate | MeanRate) else one.text
        name = "  " * one.depth + one.name(language())
        lines.append(plain(f"  {pad(name, NAME)} {value}"))
    if known.inquorate or known.unsigned:
        lines.append(
            plain("  " + _("Of meetings not held, neither who came nor who spoke counts."), "dim")
        )
    lines.append(plain(""))
    for title, counted in (
        (_("Issues by topic"), {topic_word(t, language()): n for t, n in known.topics.items()}),
        (_("Issues by source"), known.sources),
        (_("Issues as they stood at the end"), known.states),
        (_("Item outcomes"), known.outcomes),
    ):
        lines += [_head(title), *_bars(counted.items()), plain("")]
    return lines


def share_words(share: Rate) -> str:
    """A share as `84%（27/32，另有日期不详3件未计入）`, in English `84% (27/32, 3 … left out)`."""
    if language() == "zh":
        return share.text
    shown = "—" if share.percent is None else f"{share.percent}%"
    counted = f"{share.part}/{share.of}"
    if share.out:
        counted += _(", {n} with unknown date left out").format(n=share.out)
    return shown + bracketed(counted)


def mean_words(mean: MeanRate) -> str:
    """A mean share as `38%（3项平均，基数63）`, in English `38% (mean of 3, base 63)`."""
    if language() == "zh":
        return mean.text
    base = _("base {n}").format(n=mean.of)
    if mean.unknown:
        base += _(", by unknown people: {n}").format(n=mean.unknown)
    if mean.percent is None:
        return _("unknown") + bracketed(base)
    counted = _("mean of {n}").format(n=len(mean.shares))
    return f"{mean.percent}%" + bracketed(f"{counted}, {base}")


def by_words(by: By) -> str:
    """By what the figures are compared, as `按机构`."""
    return {
        By.BODY: _("By body"),
        By.TOPIC: _("By topic"),
        By.PLACE: _("By building"),
        By.PERIOD: _("By period"),
    }[by]


def compared_lines(by: By, sides: Sequence[Side], total: Side, width: int) -> list[Content]:
    """The comparing table: a row for each side and, unless periods are compared, one for all."""
    heads = [
        _("Meetings"), _("Issues"), _("At start"), _("New + reopened"), _("Done"), _("Ended"),
        _("End"),
        _("Late"), _("Completion"), _("On time"), _("Residents/base"),
    ]  # fmt: skip
    rows = [_side_cells(one) for one in sides]
    if by is By.TOPIC:
        rows = [[topic_word(row[0], language()), *row[1:]] for row in rows]
    if by is not By.PERIOD:
        rows.append([_("Whole"), *_side_cells(total)[1:]])
    apart = _APART if by in (By.TOPIC, By.PLACE) else frozenset()
    left_out = apart if width >= WIDE else apart | (_LEFT_OUT - {_ISSUES} if apart else _LEFT_OUT)
    if by is By.BODY and width < WIDE:
        left_out |= {_CARRIED}  # the names of bodies need the room
    shown = [n for n in range(len(heads)) if n not in left_out]
    wide = [cells(head) for head in heads]
    for row in rows:
        wide = [max(*pair) for pair in zip(wide, map(cells, row[1:]), strict=True)]
    room = [wide[n] for n in shown]
    name = max(8, min(28, width - 2 - sum(room) - len(room)))
    name = min(name, max((cells(row[0]) for row in rows), default=8))
    lines = [_head(by_words(by)), _columns(["", *(heads[n] for n in shown)], [name, *room])]
    lines += [_columns([row[0], *(row[1:][n] for n in shown)], [name, *room]) for row in rows]
    if not sides:
        lines.append(plain("  " + _("nothing in this period")))
    return [*lines, plain("")]


WIDE = 92
"""From this many cells on, every column of a comparison is shown."""
_ISSUES = 1
_LEFT_OUT = frozenset({_ISSUES, 2, 5})
"""The columns left out where room lacks."""
_CARRIED = 10
_APART = frozenset({0, _CARRIED})
"""Columns that cannot be compared by topic or building, where issues are shown instead."""


def _side_cells(one: Side) -> list[str]:
    counts = (
        one.meetings, one.issues, one.begin, one.new, one.done, one.ended, one.end, one.late,
    )  # fmt: skip
    shares = _short(one.completed), _short(one.on_time), _carried(one.carried)
    return [one.name, *map(str, counts), *shares]


def _carried(mean: MeanRate | None) -> str:
    """The share of votes by residents and its base, `73%/65`; unknown where too little is known."""
    percent, of = (mean.percent, mean.of) if mean is not None else (None, 0)
    return f"{_('unknown') if percent is None else f'{percent}%'}/{of}"


def _short(share: Rate) -> str:
    return "—" if share.percent is None else f"{share.percent}% {share.part}/{share.of}"


def _columns(row: Sequence[str], room: Sequence[int]) -> Content:
    name, *rest = row
    shown = [pad(name, room[0])]
    shown += [
        " " * max(0, wide - cells(cell)) + cell for cell, wide in zip(rest, room[1:], strict=True)
    ]
    return plain("  " + " ".join(shown))


def changed_lines(before: Report, now: Report) -> list[Content]:
    """Which figures of a sealed report would differ if they were counted today, and how."""
    lines = []
    for was, is_now in changed(before.figures, now.figures):
        none = next((one.none for one in (was, is_now) if one is not None), "0")
        texts = [_value(one.value) if one is not None else none for one in (was, is_now)]
        shown = was or is_now
        name = shown.name(language()) if shown is not None else ""
        lines.append(plain(f"  {pad(name, NAME)} {texts[0]} → {texts[1]}"))
    return lines


def _value(value: int | float | Rate | MeanRate | None) -> str:
    if isinstance(value, Rate):
        return share_words(value)
    if isinstance(value, MeanRate):
        return mean_words(value)
    return "—" if value is None else f"{value:g}"


def _head(title: str) -> Content:
    return mixed("[b]$title[/b]", title=title)


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
