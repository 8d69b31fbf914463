"""The page on a body kept on another computer: the reports that it sent, in lines of text."""

from collections.abc import Mapping
from typing import Any

from textual.content import Content

from meetings.figures.compare import By, side
from meetings.figures.exchanged import ReceivedReports, period_of
from meetings.matters.followup_states import FollowUpState
from meetings.sitting.agenda import ItemOutcome
from meetings.terms import term
from meetings.views import BranchLine, PromiseLine
from tui.language import _, language
from tui.text import mixed, plain
from tui.words.days import day_text
from tui.words.figures import compared_lines, figures_lines, period_words

SHOWN = 20
"""The most notices, minutes and promises of each kind on the page."""


def month_words(key: str) -> str:
    """A month (`2026-11`) as `2026年11月`, in English `2026-11`."""
    return period_words(period_of(key)) if key else ""


def page_lines(line: BranchLine, told: ReceivedReports) -> list[Content]:
    """Its figures, promises, notices and final minutes; what it never reported is unknown."""
    heard = _("last heard from {day}").format(day=line.heard[:10]) if line.heard else ""
    above = _("below {body}").format(body=line.above) if line.above else ""
    lines = [
        plain(" · ".join(filter(None, (term(line.tier, language()), above, heard)))),
        plain(""),
    ]
    if told.months:
        newest = told.months[0]
        lines += [_head(_("Figures of {month}").format(month=period_words(newest.period)))]
        lines += figures_lines(newest)
        rows = [side(period_words(one.period), one, By.PERIOD) for one in told.months]
        lines += compared_lines(By.PERIOD, rows, side("", newest), 96)
    else:
        lines += [plain(_("It has reported no figures yet: its state is unknown.")), plain("")]
    for title, rows_of in (
        (_("Promised to us"), [_promise(one) for one in told.promises]),
        (_("Notices"), [text for one in told.notices[:SHOWN] for text in _notice(one)]),
        (_("Final minutes"), [_final(one) for one in told.finals[:SHOWN]]),
    ):
        if rows_of:
            lines += [_head(title), *(plain("  " + text) for text in rows_of), plain("")]
    return lines


def _head(title: str) -> Content:
    return mixed("[b]$title[/b]", title=title)


def _promise(one: PromiseLine) -> str:
    due = _("by {day}").format(day=day_text(one.deadline)) if one.deadline else ""
    done = _("done {day}").format(day=day_text(one.done_on)) if one.done_on else ""
    return " · ".join(filter(None, (one.matter, _state(one.state), done or due)))


def _state(said: str) -> str:
    return term(FollowUpState(said), language()) if said in {*FollowUpState} else said


def _notice(one: Mapping[str, Any]) -> list[str]:
    down = one.get("taken_down_on")
    days = f"{one['since']} — {one['until']}"
    state = _("taken down {day}").format(day=down) if down else ""
    lines = [" · ".join(filter(None, (str(one["title"]), days, str(one["place"]), state)))]
    for each in one["decisions"]:
        known = each.get("outcome", "")
        outcome = term(ItemOutcome(known), language()) if known in {*ItemOutcome} else ""
        lines.append("  " + " · ".join(filter(None, (str(each.get("text", "")), outcome))))
    return lines


def _final(one: Mapping[str, Any]) -> str:
    version = _("version {n}").format(n=one["version"])
    number = f"{one['year']}-{one['serial']}"
    return f"{one['held_on']} · {number} · {version} · {str(one['hash'])[:16]}"
