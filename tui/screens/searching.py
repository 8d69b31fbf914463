"""Bases of screens with a filtered list, and with a search line of their own."""

from textual import events, on, work

from tui.widgets.find import FindLine
from tui.working import WorkingScreen

SLOW = 0.3
"""Seconds after which a search says that it is still running."""


class Filtered(WorkingScreen):
    """A screen with a filtered list; `escaped` says what Esc shows again."""

    def escaped(self) -> None:
        """What Esc does on the list."""

    def on_key(self, event: events.Key) -> None:
        """Call `escaped` for Esc outside a text field."""
        if event.key == "escape" and not self.typing():
            event.stop()
            event.prevent_default()
            self.escaped()


class Searching(WorkingScreen):
    """A screen with a FindLine; `narrowed` shows what fits its text."""

    @property
    def find_line(self) -> FindLine:
        """The line for the searched text."""
        return self.query_one(FindLine)

    async def narrowed(self) -> None:
        """Show what fits the searched text."""

    def escaped(self) -> None:
        """What Esc does on the list while no search is under way."""

    @on(FindLine.Changed)
    def _text_changed(self, event: FindLine.Changed) -> None:
        event.stop()
        self._narrow()

    @work(exclusive=True, group="narrowing")
    async def _narrow(self) -> None:
        """Search in a worker, so that the typed text is drawn first."""
        telling = self.set_timer(SLOW, lambda: self.find_line.tell(looking=True))
        try:
            await self.narrowed()
        finally:
            telling.stop()
        self.find_line.tell(looking=False)

    def find_text(self, text: str) -> None:
        self.find_line.start(text)

    def on_key(self, event: events.Key) -> None:
        """End the search by Esc."""
        if self.typing() or event.key != "escape":
            return
        event.stop()
        event.prevent_default()
        if self.find_line.has_class("-on"):
            self.find_line.stop()
        else:
            self.escaped()
