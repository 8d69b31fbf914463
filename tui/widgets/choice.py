"""The field to choose one of several options, by a digit or the arrows.

Of more than ten options ten have digits at a time, and `=` goes on to the next ten.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from tui.language import _, language
from tui.text import half_width, plain
from tui.widgets.numbered import DIGITS, Numbered

MORE = "="
"""The sign that gives the digits to the next ten options."""


class Choice(Numbered):
    """Shows `1支持 2反对 3中立`; the chosen one is marked by brackets as well as by colour."""

    BINDINGS = [
        Binding("left,up", "step(-1)", show=False),
        Binding("right,down", "step(1)", show=False),
        Binding("enter", "submit", show=False),
    ]
    COMPONENT_CLASSES = {"choice--chosen", "choice--other"}
    DEFAULT_CSS = """
    Choice {
        height: auto; width: 1fr; background: $boost;
        .choice--chosen { text-style: bold reverse; }
        .choice--other { color: $foreground; }
        &:focus { text-style: underline; }
    }
    """

    chosen: reactive[int] = reactive(-1, layout=True)
    """The index of the chosen option; -1 for none."""
    page: reactive[int] = reactive(0, layout=True)
    """Which ten options have the digits."""

    @dataclass
    class Changed(Message):
        """Posted when another option is chosen."""

        choice: "Choice"
        value: str

    @dataclass
    class Submitted(Message):
        """Posted when the choice is made, by Enter or a digit."""

        choice: "Choice"
        value: str
        by_digit: bool = False

    def __init__(
        self, options: Sequence[tuple[str, str]], value: str = "", id: str | None = None
    ) -> None:
        super().__init__(options, id)
        self.set_reactive(Choice.chosen, self._place(value))
        self.set_reactive(Choice.page, max(0, self.chosen) // len(DIGITS))

    def _place(self, value: str) -> int:
        for place, (option, _words) in enumerate(self.options):
            if option == value:
                return place
        return -1

    @property
    def value(self) -> str:
        """The chosen value; "" when none is chosen."""
        return self.options[self.chosen][0] if 0 <= self.chosen < len(self.options) else ""

    @value.setter
    def value(self, value: str) -> None:
        self.chosen = self._place(value)

    def on_key(self, event: events.Key) -> None:
        sign = half_width(event.character or "")
        if sign == MORE and self._pages > 1:
            event.stop()
            event.prevent_default()
            self._turn()
        elif len(sign) == 1 and sign in self._signs:
            event.stop()
            event.prevent_default()
            self._choose(self._signs.index(sign) + self.page * len(DIGITS))
            self.post_message(self.Submitted(self, self.value, by_digit=True))

    @property
    def _pages(self) -> int:
        return -(-len(self.options) // len(DIGITS))

    @property
    def _signs(self) -> str:
        """The digits that choose now."""
        return DIGITS[: len(self.options) - self.page * len(DIGITS)]

    def _turn(self) -> None:
        self.page = (self.page + 1) % self._pages

    def watch_chosen(self) -> None:
        """The digits follow what is chosen."""
        if self.chosen >= 0:
            self.page = self.chosen // len(DIGITS)

    def action_step(self, by: int) -> None:
        if self.options:
            start = self.chosen if self.chosen >= 0 else (-1 if by > 0 else 0)
            self._choose((start + by) % len(self.options))

    def action_submit(self) -> None:
        self.post_message(self.Submitted(self, self.value))

    def _choose(self, place: int) -> None:
        if place != self.chosen:
            self.chosen = place
            self.post_message(self.Changed(self, self.value))

    def entries(self) -> list[str]:
        found = []
        before = self.page * len(DIGITS)
        for place, (_value, words) in enumerate(self.options):
            digit = self._signs[place - before : place - before + 1] if place >= before else ""
            digit += " " if digit and (words[:1].isascii() or language() != "zh") else ""
            found.append(f"[{digit}{words}]" if place == self.chosen else f" {digit}{words} ")
        if self._pages > 1:
            found.append(f" {MORE} " + _("digits for another ten") + " ")
        return found

    def toned(self, place: int, text: str) -> Content:
        name = "choice--chosen" if place == self.chosen else "choice--other"
        return plain(text).stylize(self.get_visual_style(name))

    def on_click(self, event: events.Click) -> None:
        place = self.place_at(event)
        if place == len(self.options):
            self._turn()
        elif place is not None:
            self._choose(place)
