"""Lists that are narrowed while one types: a Chinese character begins, Esc ends."""

from textual import events, on

from tui.widgets.find import FindLine, begins_search
from tui.working import WorkingScreen


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


class Searching(Filtered):
    """A screen with one FindLine; say in `narrowed` what another text shows."""

    @property
    def find_line(self) -> FindLine:
        """The line that narrows the list."""
        return self.query_one(FindLine)

    async def narrowed(self) -> None:
        """Show what fits the text now looked for."""

    @on(FindLine.Changed)
    async def _narrowed(self, event: FindLine.Changed) -> None:
        event.stop()
        await self.narrowed()

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
