"""The form's widget for several choices."""

from typing import cast

from textual import on
from textual.widget import Widget

from tui.dialogs.kit.fields import MultiField
from tui.dialogs.kit.part import FieldError, Part
from tui.language import _
from tui.widgets.field import keep_draft
from tui.widgets.marks import Marks

NONE = "-"
"""The draft of a field without any mark."""


class MultiPart(Part):
    """The widget of a MultiField: digits mark and unmark, Enter goes on."""

    def editor(self) -> Widget:
        field = cast(MultiField, self.field)
        return Marks(field.options, field.value)

    def raw(self) -> str:
        return ",".join(self.query_one(Marks).values) or NONE

    def restore(self, text: str) -> None:
        self.query_one(Marks).values = text.split(",")
        self.show()

    def answer(self) -> tuple[str, ...]:
        values = self.query_one(Marks).values
        if cast(MultiField, self.field).required and not values:
            raise FieldError(_("Mark at least one."))
        return values

    @on(Marks.Changed)
    def _marked(self, event: Marks.Changed) -> None:
        event.stop()
        if self.draft_key:
            keep_draft(self, self.draft_key, self.raw())
        self.edited()

    @on(Marks.Submitted)
    def _through(self, event: Marks.Submitted) -> None:
        event.stop()
        self.post_message(self.Done(self))
