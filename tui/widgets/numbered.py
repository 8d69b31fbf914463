"""The base of Choice and Marks: options in a row, each behind its digit or sign."""

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.widget import Widget

from tui.text import cells

DIGITS = "1234567890"


class Numbered(Widget, can_focus=True):
    """Shows options in a row, folded between options where the row is too long."""

    def __init__(self, options: Sequence[tuple[str, str]], id: str | None = None) -> None:
        """`options` are (value, words)."""
        super().__init__(id=id)
        self.options = tuple(options)

    def entries(self) -> list[str]:
        """The text of each option with its digit or sign."""
        raise NotImplementedError

    def toned(self, place: int, text: str) -> Content:
        """The text of an option, styled."""
        raise NotImplementedError

    def place_at(self, event: events.Click) -> int | None:
        """The index of the option under the mouse; None for none."""
        lines, entries = self._lines(self.size.width), self.entries()
        column = 0
        for place in lines[event.y] if event.y < len(lines) else ():
            column += cells(entries[place])
            if event.x < column:
                return place
        return None

    def _lines(self, width: int) -> list[list[int]]:
        lines: list[list[int]] = [[]]
        used = 0
        for place, entry in enumerate(self.entries()):
            if lines[-1] and used + cells(entry) > width:
                lines.append([])
                used = 0
            lines[-1].append(place)
            used += cells(entry)
        return lines

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        entries = self.entries()
        return Content("\n").join(
            Content("").join(self.toned(place, entries[place]) for place in line)
            for line in self._lines(self.size.width)
        )
