"""The dialog to pick one of several options: by digit, by arrows, or by typing a part of it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from meetings.clean import trim, visible_words
from meetings.dataclass import dataclass
from tui.base import LEAVE
from tui.commands.registry import SIGNS, forms_of
from tui.dialogs.kit.typed_list import TypedList
from tui.finding.people_search import Person, fitting, rank
from tui.language import N_, _
from tui.text import cells, cut, half_width, headline, plain
from tui.widgets.columns import Column, Row
from tui.widgets.field import DraftInput
from tui.widgets.numbered import DIGITS

_SIGN = {form: sign for sign in SIGNS for form in forms_of(sign)}
"""Each form in which an input method sends a sign, with the sign."""

_READ = re.compile(r"\d?\d:\d\d|\d+[名人票]|\d+ (members|owners|present|votes)\b")
"""Times of day and numbers of people in a row, which are not searched for."""


WIDTH, WIDEST_HINT = 76, 24
"""Cells of the dialog, and the most cells of hints beside long words."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option to pick: its key, words, and a hint beside them; user text is allowed."""

    key: str
    words: str
    hint: str = ""
    digit: str = ""
    """The digit or sign that picks it; "" to get the next free one."""


def numbered(options: Iterable[Option]) -> list[Option]:
    """The options with a digit or sign each; those without one get the free ones in order."""
    given = tuple(options)
    taken = {option.digit for option in given}
    free = (sign for sign in SIGNS if sign not in taken)
    return [option if option.digit else replace(option, digit=next(free, "")) for option in given]


def offered(*rows: tuple[bool, Option]) -> list[Option]:
    """The options of a menu whose condition is true; digits stay the same whatever is offered."""
    signed = numbered(option for _fits, option in rows)
    return [option for (fits, _option), option in zip(rows, signed, strict=True) if fits]


class Choose(TypedList[str | None]):
    """A dialog that answers with the key of the picked option, None when left by Esc."""

    SCOPE = "form"
    BINDINGS = [LEAVE]
    TOLD_KEYS = (N_("A digit or sign takes the row that shows it."), *TypedList.TOLD_KEYS)
    DEFAULT_CSS = """
    Choose {
        .dialog { height: auto; }
        Rows { height: auto; max-height: 14; min-height: 1; }
        .choose--keys { height: 1; color: $foreground-muted; }
    }
    """

    def __init__(
        self, title: str, options: Sequence[Option], *, chosen: str | None = None, leave: str = ""
    ) -> None:
        """`leave` says what Esc means, where it is more than closing."""
        super().__init__()
        self.leave_words = leave
        self.choice_title, self.options, self.first = title, tuple(numbered(options)), chosen

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            signs = frozenset(form for o in self.options for form in forms_of(o.digit or "0"))
            narrow = _("type to narrow")
            yield DraftInput(acts=True, act_signs=signs, longest=60, placeholder=narrow)
            empty = N_("No match; try fewer letters.")
            yield self.listing(*self._columns(), empty=empty, titles=False)
            keys = self.keys_words()
            if self.leave_words:
                keys = _("digit, or arrows and Enter") + f" · {self.leave_words}"
            yield Static(plain(keys), classes="choose--keys")

    def keys_words(self) -> str:
        """The line of keys below the list."""
        return _("digit, or arrows and Enter · Esc to close")

    def _columns(self) -> list[Column]:
        """The columns for words and hints; hints never take room that words need."""
        words = max((cells(option.words) for option in self.options), default=0)
        hints = max((cells(option.hint) for option in self.options), default=0)
        inner = min(WIDTH, self.app.size.width) - 4
        room = max(min(inner // 3, WIDEST_HINT), inner - words - 9)
        return [Column("", 2), Column(""), *([Column("", min(hints, room))] if hints else [])]

    def on_mount(self) -> None:
        self.query_one(".dialog").border_title = plain(cut(headline(self.choice_title), 68))
        self.paint()
        if self.first is not None:
            self.rows.go(self.first)
        self.line.focus()

    def fit(self, text: str, option: Option) -> tuple[int, int] | None:
        """How well an option fits the typed text, smaller is better; None for not at all."""
        return rank(text, Person(option.key, option.words, option.hint))

    def begins(self, digit: str) -> bool:
        """Whether the digit may be the start of searched text, as the 4 of `45栋`.

        It then waits for more, and Enter picks the row with this digit. In a short list only the
        words are searched, in a long one the hints, too.
        """
        many = len(self.options) >= len(DIGITS) and digit in DIGITS
        return many and any(
            any(
                word.startswith(digit) and not _READ.match(word)
                for word in visible_words(half_width(option.words))
            )
            or (many and self._hint_begins(digit, option) and self.fit(digit, option))
            for option in self.options
        )

    @staticmethod
    def _hint_begins(digit: str, option: Option) -> bool:
        hint = half_width(option.hint)
        return hint.startswith(digit) and not _READ.match(hint)

    def paint(self) -> None:
        text = self.line.value
        self._shown = fitting(text, self.options, lambda option: self.fit(text, option))
        typed = half_width(trim(text))
        bears = self._by_digit(typed)
        if bears is not None:
            self._shown = [bears, *(option for option in self._shown if option is not bears)]
        self.rows.fill(
            (
                Row(option.key, (self._sign(option), option.words, (option.hint, "dim")))
                for option in self._shown
            ),
            keep=False,
        )

    def _by_digit(self, sign: str) -> Option | None:
        return next((option for option in self.options if sign and option.digit == sign), None)

    def _sign(self, option: Option) -> str:
        """The digit or sign shown before a row; "" where the digit would be text now."""
        return "" if self.line.value or self.begins(option.digit) else option.digit

    def taken(self, key: str | None) -> None:
        if key is not None:
            self.dismiss(key)

    def pressed(self, sign: str) -> bool:
        sign = _SIGN.get(sign, "")
        if not sign or self.line.value:
            return False
        bears = self._by_digit(sign)
        if bears is None or self.begins(sign):
            self.line.put(sign)
        else:
            self.taken(bears.key)
        return True
