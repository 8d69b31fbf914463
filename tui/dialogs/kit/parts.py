"""The form's widgets for text, numbers, choices, yes or no, and dates."""

from datetime import date
from typing import cast

from textual import events, on
from textual.message import Message
from textual.widget import Widget

from meetings.clean import is_blank, trim
from meetings.dates import nearest, understand
from meetings.day_range import DateNotUnderstood
from tui.dialogs.kit.fields import (
    ChoiceField,
    DateField,
    LongField,
    NumberField,
    TextField,
    YesNoField,
)
from tui.dialogs.kit.part import FieldError, Part
from tui.errors import sentence
from tui.language import _
from tui.text import half_width
from tui.widgets.area import DraftArea
from tui.widgets.choice import Choice
from tui.widgets.count import CountInput
from tui.widgets.field import DraftInput, keep_draft

SHORT = 20
"""Typing replaces an initial value up to this length, such as a time of day."""


class TextPart(Part):
    """The widget of a TextField."""

    def editor(self) -> Widget:
        field = cast(TextField, self.field)
        return DraftInput(
            field.value, draft=self.draft_key, longest=field.most,
            replaced=field.offered or field.most <= SHORT,
        )  # fmt: skip

    def answer(self) -> str:
        return self._needed(trim(self.raw()))


class FormArea(DraftArea):
    """A text area in a form: Enter on an empty line goes to the next field."""

    class Left(Message):
        """Posted when the person is done with the text."""

    async def _on_key(self, event: events.Key) -> None:
        row, _column = self.cursor_location
        last = row == self.document.line_count - 1
        if event.key == "enter" and last and is_blank(self.document[row]):
            event.stop()
            event.prevent_default()
            self.post_message(self.Left())
            return
        await super()._on_key(event)


class LongPart(Part):
    """The widget of a LongField; Enter on an empty line goes on."""

    def editor(self) -> Widget:
        field = cast(LongField, self.field)
        area = FormArea(field.value, draft=self.draft_key, longest=field.most)
        area.styles.height = field.lines
        return area

    def raw(self) -> str:
        return self.query_one(DraftArea).text

    def restore(self, text: str) -> None:
        self.query_one(DraftArea).restore(text)

    def answer(self) -> str:
        return self._needed(trim(self.raw()))

    def understood(self) -> str:
        return self.field.hint or _("Enter on an empty line continues")

    @on(FormArea.Left)
    def _left(self, event: FormArea.Left) -> None:
        event.stop()
        self.post_message(self.Done(self))

    @on(DraftArea.Changed)
    def _area_changed(self, event: DraftArea.Changed) -> None:
        event.stop()
        self.edited()


class NumberPart(Part):
    """The widget of a NumberField, a whole number within its bounds."""

    def editor(self) -> Widget:
        field = cast(NumberField, self.field)
        value = "" if field.value is None else str(field.value)
        return CountInput(value, draft=self.draft_key, room=field.room)

    def answer(self) -> int | None:
        field = cast(NumberField, self.field)
        text = self._needed(trim(half_width(self.raw())))
        if not text:
            return None
        if not text.removeprefix("-").isdecimal():
            raise FieldError(_("Enter a whole number: {text}").format(text=text))
        # Python refuses to read numbers of thousands of digits
        value = int(text[:20])
        if value < field.least:
            raise FieldError(_("At least {least}.").format(least=field.least))
        if value > field.most:
            raise FieldError(_("At most {most}.").format(most=field.most))
        return value


class ChoicePart(Part):
    """The widget of a ChoiceField."""

    def editor(self) -> Widget:
        field = cast(ChoiceField, self.field)
        return Choice(field.options, field.value)

    def raw(self) -> str:
        return self.query_one(Choice).value

    def restore(self, text: str) -> None:
        self.query_one(Choice).value = text

    def answer(self) -> object:
        return self._needed(self.raw())

    @on(Choice.Changed)
    def _choice_changed(self, event: Choice.Changed) -> None:
        event.stop()
        if self.draft_key:
            keep_draft(self, self.draft_key, event.value)
        self.edited()

    @on(Choice.Submitted)
    def _choice_made(self, event: Choice.Submitted) -> None:
        event.stop()
        self.post_message(self.Done(self, saves=not event.by_digit))


class YesNoPart(ChoicePart):
    """The widget of a YesNoField."""

    def editor(self) -> Widget:
        field = cast(YesNoField, self.field)
        return Choice((("yes", _("yes")), ("no", _("no"))), "yes" if field.value else "no")

    def answer(self) -> bool:
        return self.raw() == "yes"


class DatePart(Part):
    """The widget of a DateField; shows at once the date that was understood."""

    def editor(self) -> Widget:
        field = cast(DateField, self.field)
        value = field.value.isoformat() if field.value else ""
        return DraftInput(value, draft=self.draft_key, longest=40, replaced=True)

    def _read(self) -> date | None:
        text, field = trim(self.raw()), cast(DateField, self.field)
        if not text:
            return None
        if field.near:
            return nearest(text, field.today)
        return understand(text, field.today, past=field.past)

    def _examples(self) -> str:
        past = cast(DateField, self.field).past
        return (
            _("12-1, last Friday, 3 days ago")
            if past
            else _("12-1, 3 days, next Friday, end of the month")
        )

    def understood(self) -> str:
        try:
            found = self._read()
        except DateNotUnderstood as error:
            if error.why == "range":
                return sentence(error)
            return _("not understood yet; for example {days}").format(days=self._examples())
        if found is None:
            return self.field.hint or _("for example {days}").format(days=self._examples())
        return f"→ {found.isoformat()} {weekday(found)}"

    def answer(self) -> date | None:
        self._needed(self.raw())
        try:
            return self._read()
        except DateNotUnderstood as error:
            raise FieldError(sentence(error)) from None


def weekday(day: date) -> str:
    """The name of the weekday."""
    return (
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"),
        _("Sunday"),
    )[day.weekday()]  # fmt: skip
