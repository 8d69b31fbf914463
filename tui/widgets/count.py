"""A whole number whose field is left by itself once no further digit can be meant."""

from textual import events

from tui.widgets.field import DraftInput

MOST_DIGITS = 20


class CountInput(DraftInput):
    """A count; with a `room` the cursor goes on where a further digit is out of the question.

    A further digit may well tell of more hands than signed in, which must be refused in words and
    not be taken as the next count: only what is over twice the room is out of the question, and
    what would follow a nought.
    Enter or Tab that follows out of habit is taken once; Backspace in the new field goes back.
    """

    def __init__(self, value: str = "", *, draft: str = "", room: int = 0) -> None:
        super().__init__(value, draft=draft, longest=MOST_DIGITS, numeric=True, replaced=True)
        self.room = room
        self._from: CountInput | None = None
        self._found = ""
        """What stood here when the cursor came by itself: an earlier count that is typed anew."""

    def put(self, text: str) -> None:
        super().put(text)
        at_end = self.cursor_position == len(self.value)
        figure = int(self.value) if at_end and self.value.isdecimal() else 0
        if self.room and (figure * 10 > 2 * self.room or (at_end and self.value == "0")):
            self._go_on()

    def _go_on(self) -> None:
        """Now, not by a message: the next digit may have been typed already."""
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
