"""The form dialog: shows fields, checks and saves answers, and keeps typed text as drafts."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.css.query import NoMatches
from textual.widgets import Static
from textual.widgets._toast import Toast

from meetings.dates import reads_as_day
from tui.base import BaseDialog
from tui.commands import bindings
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.fields import (
    DateField,
    Field,
    Line,
    LongField,
    NoteLine,
    PersonField,
    TextField,
)
from tui.dialogs.kit.kinds import part_for
from tui.dialogs.kit.part import FieldError, Part
from tui.errors import is_refusal, sentence
from tui.finding.people_search import only_digits, split_names
from tui.language import N_, _
from tui.sending import sending
from tui.text import cut, headline, plain
from tui.widgets.columns import whole_lines
from tui.widgets.numbered import Numbered

Answers = dict[str, Any]
"""The answers by the fields' names; the field classes say of which type."""

Check = Callable[[Answers], Mapping[str, str]]
"""Returns sentences on mistakes by field name, "" for the whole form; empty without mistakes."""

Save = Callable[[Answers], Awaitable[object]]
"""Writes the record; a refusal is shown and keeps the form open."""

Live = Callable[[Answers], str]
"""Returns a sentence on the answers so far (without those that are not valid yet)."""


def _doubt(field: Field, answer: Any) -> str:
    """The question on a past date, a day where a name belongs, or a number as a reason; or ""."""
    if isinstance(field, DateField) and field.before_it_was_fixed(answer):
        asked = _("{label}: {date} is before the meeting of {held}. Write it anyway?")
        return asked.format(label=field.label, date=answer, held=field.held)
    if field.name == "reason" and isinstance(answer, str) and only_digits(answer):
        asked = _("{label}: “{text}” is only a number, not a reason. Write it so?")
        return asked.format(label=field.label, text=answer)
    names: Iterable[str] = ()
    if isinstance(field, PersonField):
        names = (answer.name,) if answer is not None and not answer.id else ()
    elif isinstance(field, TextField) and field.names:
        names = split_names(answer)
    for name in names:
        if reads_as_day(name):
            asked = _("{label}: “{name}” reads as a day or a period, not as a name. Write it so?")
            return asked.format(label=field.label, name=name)
    return ""


class Frame(Vertical):
    """The frame of a form, which fits the fields again when a message takes room."""

    def on_resize(self) -> None:
        if isinstance(self.screen, FormDialog):
            self.screen.make_room()


class FormDialog(BaseDialog[Answers | None]):
    """A form. Enter goes to the next field and saves on the last; Esc closes and keeps the text.

    A digit chooses and goes on; after the last of several fields it waits for Enter, so that the
    answers can be read before they are saved.

    `draft` is the key prefix of its drafts, which are dropped after `save` succeeded. Without
    `save` the dialog returns the answers, and the caller drops the drafts by
    `screen.forget_drafts(prefix)` once the record is committed.
    """

    AUTO_FOCUS = ""  # not the first field but the one that begins, before any key comes
    SCOPE = "form"
    BINDINGS = bindings("form")
    TOLD_KEYS = (
        N_("Shift+Tab goes back. Text of several lines: Enter on an empty line goes on."),
        N_("Options: a digit, or ← → and Enter. People: name, pinyin or initials, ↑ ↓ choose."),
        N_("Days in words or in figures: below stands what was understood."),
        N_("Counts: once no digit can follow, the next field has the cursor; Backspace goes back."),
    )
    DEFAULT_CSS = """
    FormDialog {
        .form--body { height: auto; max-height: 18; scrollbar-size-vertical: 1; }
        .form--note { height: auto; color: $foreground-muted; }
        .form--live { height: auto; color: $text-success; }
        .form--trouble { height: auto; color: $text-error; text-style: bold; }
        .form--keys { height: 1; color: $foreground-muted; }
    }
    """

    def __init__(
        self,
        title: str,
        lines: Sequence[Line],
        *,
        draft: str = "",
        check: Check | None = None,
        save: Save | None = None,
        live: Live | None = None,
        save_label: str = "",
        begin: str = "",
    ) -> None:
        """`begin` names the field that has the focus first, by default the first field."""
        super().__init__()
        self.form_title, self.lines, self.draft_prefix = title, tuple(lines), draft
        self.check, self.save, self.live, self.save_label = check, save, live, save_label
        self._begin = begin
        self._parts: list[Part] = []
        self._saving = False
        self._refused: list[str] | None = None

    def _raw(self) -> list[str]:
        """The raw texts of all fields."""
        return [part.raw() for part in self._parts]

    def compose(self) -> ComposeResult:
        with Frame(classes="dialog"):
            with VerticalScroll(classes="form--body", can_focus=False):
                for line in self.lines:
                    if isinstance(line, NoteLine):
                        yield Static(plain(line.text), classes="form--note")
                    else:
                        part = part_for(line, self.draft_prefix)
                        self._parts.append(part)
                        yield part
            yield Static(classes="form--live", markup=False)
            yield Static(classes="form--trouble", markup=False)
            yield Static(classes="form--keys", markup=False)

    async def on_mount(self) -> None:
        self.query_one(".dialog").border_title = plain(cut(headline(self.form_title), 68))
        self._tell_keys()
        self._show(".form--trouble", "")
        self._fit()
        if self._parts:
            named = [part for part in self._parts if part.field.name == self._begin]
            (named or self._parts)[0].take_focus()
        await self._restore()
        self._show_live()

    def on_resize(self) -> None:
        self.make_room()

    def make_room(self) -> None:
        """Fit the fields to the room; while the form opens or closes there are none."""
        with suppress(NoMatches):
            self._fit()

    def _fit(self) -> None:
        told = sum(toast.outer_size.height for toast in self.query(Toast))
        room = max(3, self.app.size.height - 2 - 4 - told)
        self.query_one(".form--body").styles.max_height = room

    async def _restore(self) -> None:
        if not self.draft_prefix:
            return
        before = self._raw()
        kept = await self.drafts(self.draft_prefix)
        restored = False
        for part, offered in zip(self._parts, before, strict=True):
            text = kept.get(part.draft_key, "")
            if text and part.raw() == offered != text:  # what was typed meanwhile stays
                part.restore(text)
                restored = True
        if restored:  # on the frame, since the line of keys has no room left
            self.query_one(".dialog").border_subtitle = plain(_("your earlier text is back"))

    @on(events.DescendantFocus)
    def _tell_keys(self) -> None:
        """Show what Enter does in the field with the focus."""
        self._show(".form--keys", self.keys_words())

    def keys_words(self) -> str:
        """The line of keys for the field with the focus."""
        if any(isinstance(part.field, LongField) and part.has_focus_within for part in self._parts):
            return _("Enter on an empty line: next · {key:form.save} saves · Esc to close")
        return _("Enter: next, last one saves · Tab moves · {key:form.save} saves · Esc to close")

    def on_key(self, event: events.Key) -> None:
        if event.is_printable:
            self._tell_lost()

    def on_paste(self, event: events.Paste) -> None:
        self._tell_lost()

    def _tell_lost(self) -> None:
        """Say that options take no text, so that nothing typed or pasted there is lost unseen."""
        if isinstance(self.focused, Numbered):
            self._show(
                ".form--trouble",
                _("No text goes here: digits choose. Shift+Tab goes back to the field before."),
            )

    def _show(self, where: str, text: str) -> None:
        line = self.query_one(where, Static)
        width = self.query_one(".dialog").content_size.width
        line.update(plain(whole_lines(text, width) if width else text))
        line.display = bool(text)

    @property
    def fields(self) -> list[Field]:
        """The fields that have an answer."""
        return [part.field for part in self._parts]

    def part(self, name: str) -> Part:
        """The widget of the field with this name."""
        return next(part for part in self._parts if part.field.name == name)

    def answers_so_far(self) -> Answers:
        """The answers of all fields that are valid now."""
        found: Answers = {}
        for part in self._parts:
            try:
                found[part.field.name] = part.answer_now()
            except FieldError:
                continue
        return found

    @on(Part.Edited)
    def _edited(self, event: Part.Edited) -> None:
        event.stop()
        if self._raw() != self._refused:
            self._show(".form--trouble", "")
        self._show_live()

    def _show_live(self) -> None:
        if self.live is None:
            self._show(".form--live", "")
            return
        try:
            said = self.live(self.answers_so_far())
        except Exception as error:
            if not is_refusal(error):
                raise
            said = sentence(error)
            if self._raw() == self._refused:  # it is shown below as a refusal
                said = ""
        self._show(".form--live", said)

    @on(Part.Done)
    def _done(self, event: Part.Done) -> None:
        event.stop()
        try:
            event.part.answer()
        except FieldError as wrong:
            event.part.complain(str(wrong))
            return
        place = self._parts.index(event.part)
        if place + 1 < len(self._parts):
            self._parts[place + 1].take_focus()
        elif event.saves or place == 0:
            self.action_form_save()

    def action_form_save(self) -> None:
        """Save now, if every field is valid."""
        if not self._saving:
            self._saving = True
            self._save()

    def _gather(self) -> Answers | None:
        answers: Answers = {}
        wrong: list[Part] = []
        for part in self._parts:
            try:
                answers[part.field.name] = part.answer()
                part.complain("")
            except FieldError as error:
                part.complain(str(error))
                wrong.append(part)
        if not wrong and self.check is not None:
            wrong = self._complain(self.check(answers))
            if not wrong and self.query_one(".form--trouble").display:
                return None
        if wrong:
            wrong[0].take_focus()
            return None
        return answers

    def _complain(self, errors: Mapping[str, str]) -> list[Part]:
        self._show(".form--trouble", errors.get("", ""))
        wrong = [part for part in self._parts if errors.get(part.field.name)]
        for part in wrong:
            part.complain(errors[part.field.name])
        return wrong

    async def _meant(self, answers: Answers) -> bool:
        """Ask whether what is doubtful is meant; Enter goes back to its field."""
        for part in self._parts:
            asked = _doubt(part.field, answers[part.field.name])
            if asked and not await self.ask(Confirm(asked, destructive=True)):
                part.take_focus()
                return False
        return True

    @work
    async def _save(self) -> None:
        try:
            self._show(".form--trouble", "")
            answers = self._gather()
            if answers is None or not await self._meant(answers):
                return
            if self.save is not None:
                try:
                    with sending(self.draft_prefix):
                        await self.save(answers)
                except Exception as error:
                    if not is_refusal(error):
                        raise
                    # completing a name while saving is no edit that would remove the refusal
                    self._refused = self._raw()
                    self._show(".form--trouble", sentence(error))
                    self._show_live()
                    return
                if self.draft_prefix:
                    await self.forget_drafts(self.draft_prefix)
            self.dismiss(answers)
        finally:
            self._saving = False
