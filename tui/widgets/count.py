"""A number field that passes the focus on once no further digit can be meant."""

from textual import events

from tui.widgets.field import DraftInput

MOST_DIGITS = 20


class CountInput(DraftInput):
    """A field for a count; with `room` (votes present) the focus goes on when no digit can follow.

    A count somewhat above `room` may be typed, to be refused in words: only a digit that would
    make it more than twice `room`, or one after 0, cannot follow.
    One Enter or Tab pressed after that by habit is ignored; Backspace in the new field goes back.
    """

    def __init__(self, value: str = "", *, draft: str = "", room: int = 0) -> None:
        super().__init__(value, draft=draft, longest=MOST_DIGITS, numeric=True, replaced=True)
        self.room = room
        self._from: CountInput | None = None
        self._found = ""
        """The value here when the focus came by itself, to be typed over."""

    def restore(self, text: str) -> None:
        """Put a kept count into the field; typing counts anew and replaces it."""
        super().restore(text)
        self.select_on_focus = True
        if self.has_focus:
            self.select_all()

    def put(self, text: str) -> None:
        super().put(text)
        at_end = self.cursor_position == len(self.value)
        figure = int(self.value) if at_end and self.value.isdecimal() else 0
        if self.room and (figure * 10 > 2 * self.room or (at_end and self.value == "0")):
            self._go_on()

    def _go_on(self) -> None:
        """Move the focus at once, not by a message, since the next digit may be typed already."""
        self.screen.focus_next(CountInput)
        following = self.screen.focused
        if isinstance(following, CountInput) and following is not self:
            following._from, following._found = self, following.value

    async def _on_key(self, event: events.Key) -> None:
        before = self._from
        untouched = self.value == self._found
        goes_back = event.key == "backspace" and not self.value
        if before is None or not (goes_back or (untouched and event.key in {"enter", "tab"})):
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        self._from = None
        if event.key == "backspace":
            before.value = before.value[:-1]
            before.focus()
