"""The text field of one line, saved as a draft with every change, and the messages of fields."""

from dataclasses import dataclass, replace

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from meetings.clean import is_blank
from meetings.limits import LONGEST
from tui.language import _
from tui.program import program_of
from tui.text import half_width, one_line


@dataclass
class DraftChanged(Message):
    """Posted when a field's text changed and was given to the desk under its draft key."""

    key: str
    text: str


def keep_draft(field: Widget, key: str, text: str) -> None:
    """Save the text as a draft before it is drawn, so that what was seen on the screen is saved."""
    program = program_of(field.app)
    if program is not None and program.desk is not None:
        program.desk.draft(key, text)
    field.post_message(DraftChanged(key, text))


@dataclass
class TextCut(Message):
    """Posted when text was too long for the field: `lost` of `given` characters were cut."""

    lost: int
    given: int

    def sentence(self) -> str:
        """The sentence: what happened, what was kept, what to do."""
        return _(
            "The text has {given} characters; the field takes {most}. The last "
            "{lost} were left out; put them in another entry."
        ).format(given=self.given, most=self.given - self.lost, lost=self.lost)


@dataclass
class LinesPasted(Message):
    """Posted when several lines were pasted into a one-line field that hands them on."""

    text: str


FREED = frozenset({"ctrl+e", "ctrl+k"})
"""Keys of Textual's line that commands use instead; End and ctrl+u do the same."""


def _line_keys() -> list[BindingType]:
    """Textual's keys of a text line, without those that commands use."""
    found: list[BindingType] = []
    for one in Input.BINDINGS:
        assert isinstance(one, Binding)
        kept = [key for key in one.key.split(",") if key not in FREED]
        found += [replace(one, key=",".join(kept))] if kept else []
    return found


class Typed(Widget):
    """Base of fields that take characters as text."""

    def put(self, text: str) -> None:
        """Insert text at the cursor; posts TextCut for what does not fit."""


class DraftInput(Input, Typed, inherit_bindings=False):
    """A field of one line. With `draft` it is saved under this key; with `acts` a digit typed into
    the empty line is a command of the screen; with `replaced` typing replaces the first value.
    """

    BINDINGS = _line_keys()

    draft_key = ""
    """The draft key of the text; "" for a field without drafts."""

    acts = False
    act_signs: frozenset[str] = frozenset()
    """Characters besides digits that are commands on the empty line."""

    hands_on = False
    """Whether several pasted lines go to the dialog instead of being put on one line."""

    DEFAULT_CSS = "DraftInput { height: 1; border: none; padding: 0; background: $boost; }"

    def __init__(
        self,
        value: str = "",
        *,
        draft: str = "",
        placeholder: str = "",
        longest: int = LONGEST,
        numeric: bool = False,
        acts: bool = False,
        act_signs: frozenset[str] = frozenset(),
        replaced: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(
            one_line(value)[:longest], placeholder, id=id, classes=classes,
            select_on_focus=replaced, compact=True,
        )  # fmt: skip
        self.draft_key, self.longest, self.numeric, self.acts = draft, longest, numeric, acts
        self.act_signs = act_signs
        self._told = self.value

    def validate_value(self, value: str) -> str:
        """Make any text put into the field one line without control characters."""
        return one_line(value)

    def restore(self, text: str) -> None:
        """Put a saved draft into the field without saving it again."""
        self._told = one_line(text)[: self.longest]
        self.select_on_focus = False
        self.value = self._told
        self.cursor_position = len(self.value)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        if self._is_act(character) or key.startswith("alt+"):
            return False
        return super().check_consume_key(key, character)

    def _is_act(self, character: str | None) -> bool:
        if not self.acts or self.value or character is None:
            return False
        return character.isdigit() or character in self.act_signs

    async def _on_key(self, event: events.Key) -> None:
        if self._is_act(event.character) or event.key.startswith("alt+"):
            event.prevent_default()
            return
        if event.is_printable and event.character is not None:
            event.stop()
            event.prevent_default()
            self._restart_blink()
            self.put(event.character)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self._pasted(event.text)

    def action_paste(self) -> None:
        self._pasted(self.app.clipboard)

    def _pasted(self, text: str) -> None:
        if self.hands_on and sum(1 for line in text.splitlines() if not is_blank(line)) > 1:
            self.post_message(LinesPasted(text))
        else:
            self.put(text)

    def put(self, text: str) -> None:
        """Insert text at the cursor as one line; posts TextCut for what does not fit."""
        room = self.longest - len(self.value) + len(self.selected_text)
        given = len(text)
        text = " ".join(one_line(text[: max(room, 0) * 2]).split("\n"))
        if self.numeric:
            text = half_width(text)
        kept = text[: max(room, 0)]
        self.replace(kept, *self.selection)
        if (lost := given - len(kept)) > 0 and given > room:
            self.post_message(TextCut(lost, given))

    def watch_value(self, before: str, value: str) -> None:
        if self.is_attached and value != self._told:
            self.select_on_focus = False
        if self.acts and self.is_attached and bool(before) != bool(value):
            self.screen.refresh_bindings()
        if self.draft_key and self.is_attached and value != self._told:
            self._told = value
            keep_draft(self, self.draft_key, value)
