"""The text field of several lines; a module of its own, since Textual's area is slow to import."""

from typing import Any

from textual import events
from textual.widgets import TextArea

from meetings.limits import LONGEST
from tui.text import printed
from tui.widgets.field import TextCut, Typed, keep_draft


class DraftArea(TextArea, Typed):
    """A field of several lines, saved as a draft with every change; Tab leaves it."""

    DEFAULT_CSS = """
    DraftArea { height: 6; border: none; padding: 0; background: $boost; }
    """

    def __init__(
        self,
        value: str = "",
        *,
        draft: str = "",
        longest: int = LONGEST,
        id: str | None = None,
        classes: str | None = None,
        **options: Any,
    ) -> None:
        super().__init__(
            printed(value)[:longest], id=id, classes=classes, soft_wrap=True, tab_behavior="focus",
            compact=True, show_line_numbers=False, **options,
        )  # fmt: skip
        self.draft_key, self.longest = draft, longest
        self._told = self.text

    def restore(self, text: str) -> None:
        """Put a saved draft into the field without saving it again."""
        self._told = printed(text)[: self.longest]
        self.load_text(self._told)
        self.move_cursor(self.document.end)

    def load_text(self, text: str) -> None:
        super().load_text(printed(text))

    async def _on_key(self, event: events.Key) -> None:
        if event.is_printable and len(self.text) >= self.longest and not self.selected_text:
            event.stop()
            event.prevent_default()
            self.post_message(TextCut(1, self.longest + 1))
            return
        await super()._on_key(event)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.put(event.text)

    def action_paste(self) -> None:
        self.put(self.app.clipboard)

    def put(self, text: str) -> None:
        """Insert text at the cursor; posts TextCut for what does not fit."""
        room = max(0, self.longest - len(self.text) + len(self.selected_text))
        given = len(text)
        kept = printed(text[: room * 2])[:room]
        if result := self._replace_via_keyboard(kept, *self.selection):
            self.move_cursor(result.end_location)
        if given > room:
            self.post_message(TextCut(given - len(kept), given))

    def on_text_area_changed(self) -> None:
        if self.draft_key and self.text != self._told:
            self._told = self.text
            keep_draft(self, self.draft_key, self.text)
