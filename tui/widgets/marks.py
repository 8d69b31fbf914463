"""The field to mark several options: a digit marks or unmarks one, Enter goes on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from tui.text import half_width, plain
from tui.widgets.numbered import DIGITS, Numbered

SIGNS = DIGITS + "-=."
"""The keys of the options in order; further ones are reached by the arrows and Space."""


class Marks(Numbered):
    """Shows the options with a box each, so that marks do not depend on colour."""

    BINDINGS = [
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("space", "flip", show=False),
        Binding("enter", "submit", show=False),
    ]
    COMPONENT_CLASSES = {"marks--on", "marks--off", "marks--cursor"}
    DEFAULT_CSS = """
    Marks {
        height: auto; width: 1fr; background: $boost;
        .marks--on { text-style: bold reverse; }
        .marks--off { color: $foreground; }
        .marks--cursor { text-style: underline; }
    }
    """

    cursor: reactive[int] = reactive(0)
    marked: reactive[frozenset[str]] = reactive(frozenset())

    @dataclass
    class Changed(Message):
        """Posted when the marks changed."""

        marks: "Marks"

    @dataclass
    class Submitted(Message):
        """Posted on Enter."""

        marks: "Marks"

    def __init__(
        self, options: Sequence[tuple[str, str]], values: Iterable[str] = (), id: str | None = None
    ) -> None:
        super().__init__(options, id)
        self.set_reactive(Marks.marked, self._valid(values))

    def _valid(self, values: Iterable[str]) -> frozenset[str]:
        return frozenset(values) & {value for value, _words in self.options}

    @property
    def values(self) -> tuple[str, ...]:
        """The marked values in the order of the options."""
        return tuple(value for value, _words in self.options if value in self.marked)

    @values.setter
    def values(self, values: Iterable[str]) -> None:
        self.marked = self._valid(values)

    def on_key(self, event: events.Key) -> None:
        sign = half_width(event.character or "").replace("。", ".")
        place = SIGNS.find(sign) if len(sign) == 1 else -1
        if 0 <= place < len(self.options):
            event.stop()
            event.prevent_default()
            self.cursor = place
            self._toggle(place)

    def action_step(self, by: int) -> None:
        self.cursor = (self.cursor + by) % max(1, len(self.options))

    def action_flip(self) -> None:
        self._toggle(self.cursor)

    def action_submit(self) -> None:
        self.post_message(self.Submitted(self))

    def _toggle(self, place: int) -> None:
        self.marked = self.marked ^ {self.options[place][0]}
        self.post_message(self.Changed(self))

    def entries(self) -> list[str]:
        return [
            f"{SIGNS[place : place + 1]}[{'x' if value in self.marked else ' '}]{words} "
            for place, (value, words) in enumerate(self.options)
        ]

    def toned(self, place: int, text: str) -> Content:
        name = "marks--on" if self.options[place][0] in self.marked else "marks--off"
        content = plain(text).stylize(self.get_visual_style(name), 0, len(text) - 1)
        if place == self.cursor and self.has_focus:
            content = content.stylize(self.get_visual_style("marks--cursor"), 0, len(text) - 1)
        return content

    def on_click(self, event: events.Click) -> None:
        place = self.place_at(event)
        if place is not None:
            self.cursor = place
            self._toggle(place)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()
