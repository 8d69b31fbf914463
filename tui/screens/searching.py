"""Lists that are narrowed while one types: a Chinese character begins, Esc ends."""

from textual import events, on, work

from tui.widgets.find import FindLine, begins_search
from tui.working import WorkingScreen

SLOW = 0.3
"""Seconds after which a search in the texts says that it is still looking."""


class Filtered(WorkingScreen):
    """A list of which a filter keeps something back; say in `escaped` what Esc shows again."""

    def escaped(self) -> None:
        """What Esc does on the list."""

    def on_key(self, event: events.Key) -> None:
        """Esc outside a text field."""
        if event.key == "escape" and not self.typing():
            event.stop()
            event.prevent_default()
            self.escaped()


class Searching(WorkingScreen):
    """A screen with one FindLine; say in `narrowed` what another text shows."""

    @property
    def find_line(self) -> FindLine:
        """The line that narrows the list."""
        return self.query_one(FindLine)

    async def narrowed(self) -> None:
        """Show what fits the text now looked for."""

    def escaped(self) -> None:
        """What Esc does on the list while nothing is looked for."""

    @on(FindLine.Changed)
    def _text_changed(self, event: FindLine.Changed) -> None:
        event.stop()
        self._narrow()

    @work(exclusive=True, group="narrowing")
    async def _narrow(self) -> None:
        """Beside the screen's own work, so that the typed text is drawn before texts are read."""
        telling = self.set_timer(SLOW, lambda: self.find_line.tell(looking=True))
        try:
            await self.narrowed()
        finally:
            telling.stop()
        self.find_line.tell(looking=False)

    def on_key(self, event: events.Key) -> None:
        """Begin a search with the character typed, or end it."""
        begins = begins_search(event.character or "")
        if self.typing() or not (begins or event.key == "escape"):
            return
        event.stop()
        event.prevent_default()
        if begins:
            self.find_line.start(event.character or "")
        elif self.find_line.has_class("-on"):
            self.find_line.stop()
        else:
            self.escaped()
