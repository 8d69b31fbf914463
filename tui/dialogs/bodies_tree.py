"""The dialog with the tree of all bodies, also those kept on other computers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from textual.binding import Binding
from textual.widgets import Static

from meetings.clean import trim
from meetings.figures.exchanged import ReceivedReports, key_of
from meetings.figures.periods import Length, before, whole
from meetings.terms import term
from meetings.views import BranchLine
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.reading import Reading, Side
from tui.finding.people_search import get_ready
from tui.language import _, language
from tui.text import plain
from tui.words.bodies import short_name
from tui.words.elsewhere import month_words, page_lines


class BodiesTree(Choose):
    """Choose a body in the tree; letters search, 未报 finds those that have not reported."""

    def __init__(self, lines: Sequence[BranchLine], today: date, chosen: str) -> None:
        month = key_of(before(whole(Length.MONTH, today)))
        others = [one for one in lines if not one.kept]
        told = sum(1 for one in others if one.last >= month)
        title = _("{told}/{of} bodies have reported {month} · type initials to find one").format(
            told=told + len(lines) - len(others), of=len(lines), month=month_words(month)
        )
        options = [Option(one.id, _indented(one), _hint(one, month), "-") for one in lines]
        super().__init__(title, options, chosen=chosen)
        self.options = tuple(replace(one, digit="") for one in options)
        self._flat = {one.id: one for one in lines}
        get_ready()

    def keys_words(self) -> str:
        return _("letters, or arrows and Enter · “silent” finds who has not reported · Esc")

    def fit(self, text: str, option: Option) -> tuple[int, int] | None:
        found = super().fit(text, replace(option, words=trim(option.words)))
        if found is None and text and text in self._flat[option.key].above:
            return (8, len(option.words))
        return found


def _indented(one: BranchLine) -> str:
    return "  " * one.depth + short_name(one.name)


def _hint(one: BranchLine, month: str) -> str:
    if one.kept:
        return f"{term(one.tier, language())} · {_('here')}"
    heard = f" · {one.heard[5:10]}" if one.heard else ""
    if one.last >= month:
        return _("reported") + heard
    if not one.last:
        return _("never reported") + heard
    return _("no report since {month}").format(month=one.last) + heard


class BodyPage(Reading):
    """Shows what a body on another computer reported; 1 shows its lists, which are read-only."""

    BINDINGS = [Binding("1", "look", show=False)]

    def __init__(self, line: BranchLine, told: ReceivedReports) -> None:
        super().__init__(line.name, [Side("", tuple(page_lines(line, told)))])
        self.look = False

    def _show_keys(self) -> None:
        keys = "1 " + _("its lists, read only") + " · " + _("↑ ↓ PgUp PgDn · Esc to close")
        self.query_one(".reading--keys", Static).update(plain(keys))

    def action_look(self) -> None:
        """Close, and let the caller show the body's lists."""
        self.look = True
        self.dismiss(None)
