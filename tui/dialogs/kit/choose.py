"""Pick one of a list: by digit, by arrows, or by typing a part of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from meetings.clean import trim, visible_words
from tui.base import LEAVE
from tui.dialogs.kit.typed_list import TypedList
from tui.finding.people_search import Person, fitting, rank
from tui.language import N_, _
from tui.text import cells, cut, half_width, plain
from tui.widgets.field import DraftInput
from tui.widgets.numbered import DIGITS
from tui.widgets.rows import Column, Row

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


class Choose(TypedList[str | None]):
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
            empty = N_("Nothing fits; type less.")
            yield self.listing(*self._columns(), empty=empty, titles=False)
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
        self.paint()
        if self.first:
            self.rows.go(self.first)
        self.line.focus()

    def fit(self, text: str, option: Option) -> tuple[int, int] | None:
        """How well an option fits the typed text, smaller is better; None leaves it out."""
        return rank(text, Person(option.key, option.words, option.hint))

    def begins(self, digit: str) -> bool:
        """Whether the digit may be the beginning of what is looked for: `45` of 45栋.

        Then it waits for more, with the row that bears the digit in front for Enter. In a short
        list only the words count, in a long one the hints too.
        """
        many = len(self.options) >= len(DIGITS)
        return many and any(
            any(
                word.startswith(digit) and not _TIME.match(word)
                for word in visible_words(half_width(option.words))
            )
            or (many and half_width(option.hint).startswith(digit) and self.fit(digit, option))
            for option in self.options
        )

    def paint(self) -> None:
        text = self.line.value
        self._shown = fitting(text, self.options, lambda option: self.fit(text, option))
        typed = half_width(trim(text))
        if len(typed) == 1 and typed in DIGITS[: len(self.options)]:
            numbered = self.options[DIGITS.index(typed)]
            rest = [option for option in self._shown if option is not numbered]
            self._shown = [numbered, *rest]
        self.rows.fill(
            (
                Row(option.key, (DIGITS[place : place + 1], option.words, (option.hint, "dim")))
                for place, option in enumerate(self._shown)
            ),
            keep=False,
        )

    def taken(self, key: str | None) -> None:
        if key is not None:
            self.dismiss(key)

    def pressed(self, sign: str) -> bool:
        if sign not in DIGITS or self.line.value:
            return False
        place = DIGITS.index(sign)
        if self.begins(sign) or place >= len(self._shown):
            self.line.put(sign)
        else:
            self.taken(self._shown[place].key)
        return True
