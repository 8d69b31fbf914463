"""Text whose lines part no number from its unit (9票) and no key from what it is called."""

from textual.widgets import Static

from tui.text import plain
from tui.widgets.columns import whole_lines


class Whole(Static):
    """A text as wide as its container, broken anew whenever that changes."""

    DEFAULT_CSS = "Whole { width: 1fr; }"

    def __init__(self, text: str = "", *, classes: str = "") -> None:
        super().__init__(plain(text), classes=classes, markup=False)
        self._text, self._broken_at = text, 0

    def tell(self, text: str) -> None:
        """Show another text."""
        self._text, self._broken_at = text, 0
        self.on_resize()

    def on_resize(self) -> None:
        width = self.content_size.width
        if width and width != self._broken_at:
            self._broken_at = width
            self.update(plain(whole_lines(self._text, width)))
