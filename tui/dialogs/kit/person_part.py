"""The form's widget for a person."""

from typing import cast

from textual import events, on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from meetings.clean import is_blank, trim
from meetings.community.people import is_name
from tui.base import AppScreen
from tui.dialogs.kit.fields import Field, PersonField, Picked
from tui.dialogs.kit.part import FieldError, Part
from tui.finding import heard
from tui.finding.people_search import Person, sounds_like
from tui.language import _
from tui.widgets.field import DraftInput

SHOWN_PEOPLE = 5


class PersonPart(Part):
    """The widget of a PersonField: name, pinyin or initials; arrows choose among candidates."""

    def __init__(self, field: Field, draft: str = "") -> None:
        super().__init__(field, draft)
        self._picked: Person | None = None
        self._row = 0
        self._chosen = False
        """Whether the row was chosen by the arrows, or people of one name were pointed out."""

    @on(events.Mount)
    def _take_up(self) -> None:
        # in a worker, so that typing is not held up
        if isinstance(self.screen, AppScreen):
            self.run_worker(heard.take_up(self.screen, self._field.people.corrected))

    @property
    def _field(self) -> PersonField:
        return cast(PersonField, self.field)

    def editor(self) -> Widget:
        known = self._field.value
        self._picked = self._field.people.get(known)
        if self._picked is None and self._field.allow_new and known:
            self._picked = Person("", known)
        name = self._picked.name if self._picked else ""
        return DraftInput(name, draft=self.draft_key, longest=60, replaced=True)

    def _candidates(self) -> list[Person]:
        """The people who may be meant; with `allow_new` the typed name itself is last."""
        text = trim(self.raw())
        if not text:
            return []
        found = self._field.people.find(text, SHOWN_PEOPLE)
        return [*found, Person("", text)] if self._new_is_taken(text) else found

    def _new_is_taken(self, text: str) -> bool:
        """Whether the text is accepted as a new name; only digits or Latin letters are not."""
        return self._field.allow_new and is_name(text)

    def _first_row(self) -> int:
        """The row marked before a choice: the new name where no known name fits the characters."""
        text, found = trim(self.raw()), self._candidates()
        known = [person for person in found if person.id]
        fits = text.isascii() or any(
            text in person.name
            or sounds_like(text, person.name)
            or person is self._field.people.meant(text)
            for person in known
        )
        return 0 if fits else len(known)

    def _label(self, person: Person) -> str:
        if person.id:
            return self._field.people.label(person)
        return _("{name} (a new name)").format(name=person.name)

    def understood(self) -> Content | str:
        if self._picked is not None:
            return f"→ {self._label(self._picked)}"
        found = self._candidates()
        if not found:
            if is_blank(self.raw()):
                return self.field.hint or _("name, pinyin or initials")
            return _("nobody found")
        return "\n".join(
            f"{'>' if place == self._row else ' '} {self._label(person)}"
            for place, person in enumerate(found)
        )

    def complain(self, error: str) -> None:
        candidates = self.understood() if error and self._picked is None else ""
        super().complain("\n".join(filter(None, (error, str(candidates)))))

    def edited(self) -> None:
        if self._picked is not None and self.raw() != self._picked.name:
            self._picked = None
        self._row, self._chosen = self._first_row(), False
        super().edited()

    def on_key(self, event: events.Key) -> None:
        if event.key in ("up", "down") and self._picked is None:
            found = self._candidates()
            if found:
                event.stop()
                self._row = (self._row + (1 if event.key == "down" else -1)) % len(found)
                self._chosen = True
                self.complain("")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        event.prevent_default()
        self.post_message(self.Done(self))

    def _pick(self) -> None:
        found = self._candidates()
        if self._picked is not None or not found:
            return
        meant = found[min(self._row, len(found) - 1)]
        alike = [person for person in found if person.id and person.name == meant.name]
        if len(alike) > 1 and not self._chosen:
            self._chosen = True
            raise FieldError(
                _("{n} people are called {name}: choose with the arrows, then Enter.")
                .format(n=len(alike), name=meant.name)
            )  # fmt: skip
        self._picked = meant
        if meant.id and isinstance(self.screen, AppScreen):
            heard.remember(self.screen, self._field.people, meant.id, trim(self.raw()))
        field = self.query_one(DraftInput)
        field.value = meant.name
        field.cursor_position = len(field.value)
        self.show()

    def restore(self, text: str) -> None:
        super().restore(text)
        self._picked = self._field.people.exact(text) if text else None
        self.show()

    def answer(self) -> Picked | None:
        self._pick()
        return self.answer_now()

    def answer_now(self) -> Picked | None:
        text = self._needed(trim(self.raw()))
        if self._picked is not None:
            return Picked(self._picked.id, self._picked.name)
        if not text:
            return None
        raise FieldError(_("Nobody is called {name}.").format(name=text))
