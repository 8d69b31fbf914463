"""Pick one of a list: by digit, by arrows, or by typing a part of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui.base import LEAVE, BaseDialog
from tui.finding.people_search import Person, rank
from tui.language import N_, _
from tui.text import cells, cut, half_width, plain
from tui.widgets.choice import DIGITS
from tui.widgets.field import DraftInput
from tui.widgets.rows import Column, Row, Rows

_TIME = re.compile(r"\d?\d:\d\d")
"""A time of day in a row is read, not looked for."""


WIDTH, WIDEST_HINT = 76, 24
"""Cells of the dialog, and of hints beside long words."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something to pick: its key, its words, and a hint beside them; user text is allowed."""

    key: str
    words: str
    hint: str = ""


class Choose(BaseDialog[str | None]):
    """The key of the picked option, or None when left by Esc."""

    SCOPE = "form"
    BINDINGS = [LEAVE]
    DEFAULT_CSS = """
    Choose {
        .dialog { height: auto; }
        Rows { height: auto; max-height: 14; min-height: 1; }
        .choose--keys { height: 1; color: $foreground-muted; }
    }
    """

    def __init__(
        self, title: str, options: Sequence[Option], *, chosen: str = "", leave: str = ""
    ) -> None:
        """`leave` says what Esc comes to, where that is more than leaving."""
        super().__init__()
        self.leave_words = leave
        self.choice_title, self.options, self.first = title, tuple(options), chosen

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield DraftInput(acts=True, longest=60, placeholder=_("type to narrow down"))
            rows = Rows(*self._columns(), empty=N_("Nothing fits; type less."), titles=False)
            rows.can_focus = False
            yield rows
            keys = _("digit, or arrows and Enter · Esc leave")
            if self.leave_words:
                keys = _("digit, or arrows and Enter") + f" · {self.leave_words}"
            yield Static(plain(keys), classes="choose--keys")

    def _columns(self) -> list[Column]:
        """Hints get what they need, but never room that the words need."""
        words = max((cells(option.words) for option in self.options), default=0)
        hints = max((cells(option.hint) for option in self.options), default=0)
        inner = min(WIDTH, self.app.size.width) - 4
        room = max(min(inner // 3, WIDEST_HINT), inner - words - 9)
        return [Column("", 2), Column(""), *([Column("", min(hints, room))] if hints else [])]

    def on_mount(self) -> None:
        self.query_one(".dialog").border_title = plain(cut(self.choice_title, 68))
        self._narrow("")
        if self.first:
            self.query_one(Rows).go(self.first)
        self.query_one(DraftInput).focus()

    def fit(self, text: str, option: Option) -> tuple[int, int] | None:
        """How well an option fits the typed text, smaller is better; None leaves it out."""
        return rank(text, Person(option.key, option.words, option.hint))

    def begins(self, digit: str) -> bool:
        """Whether the digit may be the beginning of what is looked for: `45` of 45栋.

        Then it waits for more, with the row that bears the digit in front for Enter. In a short
        list only the words count, in a long one the hints too.
        """
        many = len(self.options) >= len(DIGITS)
        return any(
            any(
                word.startswith(digit) and not _TIME.match(word)
                for word in half_width(option.words).split()
            )
            or (many and half_width(option.hint).startswith(digit) and self.fit(digit, option))
            for option in self.options
        )

    def _narrow(self, text: str) -> None:
        fitting = []
        for place, option in enumerate(self.options):
            fit = self.fit(text, option)
            if fit is not None:
                fitting.append((fit if text.strip() else (0, 0), place, option))
        fitting.sort(key=lambda entry: entry[:2])
        self._shown = [option for _fit, _place, option in fitting]
        typed = half_width(text.strip())
        if len(typed) == 1 and typed in DIGITS[: len(self.options)]:
            numbered = self.options[DIGITS.index(typed)]
            rest = [option for option in self._shown if option is not numbered]
            self._shown = [numbered, *rest]
        self.query_one(Rows).fill(
            (
                Row(option.key, (DIGITS[place : place + 1], option.words, (option.hint, "dim")))
                for place, option in enumerate(self._shown)
            ),
            keep=False,
        )

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._narrow(event.value)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self._pick(self.query_one(Rows).key)

    @on(Rows.Chosen)
    def _clicked(self, event: Rows.Chosen) -> None:
        event.stop()
        self._pick(event.key)

    def _pick(self, key: str | None) -> None:
        if key is not None:
            self.dismiss(key)

    def on_key(self, event: events.Key) -> None:
        rows = self.query_one(Rows)
        moves = {
            "up": rows.action_list_up,
            "down": rows.action_list_down,
            "pageup": rows.action_list_page_up,
            "pagedown": rows.action_list_page_down,
        }
        if event.key in moves:
            event.stop()
            moves[event.key]()
        digit = half_width(event.character or "")
        if len(digit) == 1 and digit in DIGITS and not self.query_one(DraftInput).value:
            place = DIGITS.index(digit)
            if self.begins(digit):
                event.stop()
                self.query_one(DraftInput).put(digit)
            elif place < len(self._shown):
                event.stop()
                self._pick(self._shown[place].key)
