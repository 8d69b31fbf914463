"""The form's field for a person."""

from typing import cast

from textual import events, on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from tui.dialogs.fields import Field, PersonField, Picked
from tui.dialogs.parts import FieldError, Part
from tui.language import _
from tui.people_search import Person
from tui.widgets.field import DraftInput

SHOWN_PEOPLE = 5


class PersonPart(Part):
    """A person by name, pinyin or initials; arrows choose among the candidates."""

    def __init__(self, field: Field, draft: str = "") -> None:
        super().__init__(field, draft)
        self._picked: Person | None = None
        self._row = 0

    @property
    def _field(self) -> PersonField:
        return cast(PersonField, self.field)

    def editor(self) -> Widget:
        self._picked = self._field.people.get(self._field.value)
        name = self._picked.name if self._picked else ""
        return DraftInput(name, draft=self.draft_key, longest=60)

    def _candidates(self) -> list[Person]:
        text = self.raw().strip()
        return self._field.people.find(text, SHOWN_PEOPLE) if text else []

    def understood(self) -> Content | str:
        if self._picked is not None:
            return f"→ {self._field.people.label(self._picked)}"
        found = self._candidates()
        if not found:
            if not self.raw().strip():
                return self.field.hint or _("name, pinyin or initials")
            new = _("nobody of this name yet; taken as a new name")
            return new if self._field.allow_new else _("nobody found")
        lines = [
            f"{'>' if place == self._row else ' '} {self._field.people.label(person)}"
            for place, person in enumerate(found)
        ]
        return "\n".join(lines)

    def edited(self) -> None:
        if self._picked is not None and self.raw() != self._picked.name:
            self._picked = None
        self._row = 0
        super().edited()

    def on_key(self, event: events.Key) -> None:
        if event.key in ("up", "down") and self._picked is None:
            found = self._candidates()
            if found:
                event.stop()
                self._row = (self._row + (1 if event.key == "down" else -1)) % len(found)
                self.show()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        event.prevent_default()
        self._pick()
        self.post_message(self.Done(self))

    def _pick(self) -> None:
        found = self._candidates()
        if self._picked is None and found and not self._is_new_name(found):
            self._picked = found[min(self._row, len(found) - 1)]
            field = self.query_one(DraftInput)
            field.value = self._picked.name
            field.cursor_position = len(field.value)
            self.show()

    def _is_new_name(self, found: list[Person]) -> bool:
        """A whole Chinese name nobody has is new, even when it is part of other names' hints."""
        text = self.raw().strip()
        return (
            self._field.allow_new
            and self._row == 0
            and not text.isascii()
            and not any(text in person.name for person in found)
        )

    def restore(self, text: str) -> None:
        super().restore(text)
        self._picked = self._field.people.exact(text) if text else None
        self.show()

    def answer(self) -> Picked | None:
        self._pick()
        return self.answer_now()

    def answer_now(self) -> Picked | None:
        text = self._needed(self.raw().strip())
        if self._picked is not None:
            return Picked(self._picked.id, self._picked.name)
        if not text:
            return None
        if self._field.allow_new:
            return Picked("", text)
        raise FieldError(_("Nobody of this name: {name}.").format(name=text))
