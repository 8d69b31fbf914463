"""The base of a form's field widgets: label, editor, and a line of information below."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from meetings.clean import is_blank
from tui.dialogs.kit.fields import Field
from tui.language import _
from tui.text import plain
from tui.widgets.field import DraftInput

LABEL_WIDTH = 15


class FieldError(Exception):
    """The field's answer is missing or invalid; the argument is the sentence."""


class Part(Widget):
    """A field of a form: label, editor, and a line for what was understood or what is wrong."""

    DEFAULT_CSS = f"""
    Part {{
        height: auto; width: 1fr; margin-bottom: 0;
        & > Horizontal {{ height: auto; }}
        .part--label {{ width: {LABEL_WIDTH}; padding-right: 1; color: $foreground; }}
        .part--info {{ height: auto; padding-left: {LABEL_WIDTH}; color: $foreground-muted; }}
        .part--info.-error {{ color: $text-error; text-style: bold; }}
    }}
    """

    class Done(Message):
        """Posted when the person is done with this field."""

        def __init__(self, part: "Part", *, saves: bool = True) -> None:
            super().__init__()
            self.part, self.saves = part, saves

    class Edited(Message):
        """Posted when the answer of this field changed."""

        def __init__(self, part: "Part") -> None:
            super().__init__()
            self.part = part

    def __init__(self, field: Field, draft: str = "") -> None:
        super().__init__()
        self.field, self.draft_key = field, draft
        self._error = ""

    def compose(self) -> ComposeResult:
        label = self.field.label
        star = " *" if getattr(self.field, "required", False) else ""
        with Horizontal():
            yield Static(plain(label + star), classes="part--label")
            yield self.editor()
        yield Static(classes="part--info", markup=False)

    def on_mount(self) -> None:
        self.show()

    def editor(self) -> Widget:
        """The widget in which the answer is typed or chosen."""
        raise NotImplementedError

    def answer(self) -> object:
        """The answer, settling what is still open (such as a name); raises FieldError."""
        raise NotImplementedError

    def answer_now(self) -> object:
        """The answer as it is now, without settling anything; raises FieldError."""
        return self.answer()

    def raw(self) -> str:
        """The text as typed, which is saved as the draft."""
        return self.query_one(DraftInput).value

    def restore(self, text: str) -> None:
        """Put a saved draft into the field."""
        self.query_one(DraftInput).restore(text)
        self.show()

    def understood(self) -> Content | str:
        """What the line below shows while nothing is wrong."""
        return self.field.hint

    def complain(self, error: str) -> None:
        """Show what is wrong in the line below; "" removes it."""
        self._error = error
        self.show()

    def show(self) -> None:
        """Write the line below the field."""
        info = self.query_one(".part--info", Static)
        said = self._error or self.understood()
        info.set_class(bool(self._error), "-error")
        info.update(plain(said) if isinstance(said, str) else said)
        info.display = bool(str(said))

    def take_focus(self) -> None:
        """Put the focus into this field."""
        for child in self.query("DraftInput, DraftArea, Choice, Marks"):
            child.focus()
            return

    def edited(self) -> None:
        """Called when the person changed the answer."""
        self._error = ""
        self.show()
        self.post_message(self.Edited(self))

    @on(Input.Changed)
    def _input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.edited()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Done(self))

    def _needed(self, text: str) -> str:
        if getattr(self.field, "required", False) and is_blank(text):
            raise FieldError(_("Please fill this in."))
        return text
