"""Errors of the field: frozen dataclasses that carry facts; the screen writes the sentence."""

from dataclasses import MISSING, Field, FrozenInstanceError, dataclass
from typing import Literal, dataclass_transform


@dataclass_transform(kw_only_default=True, frozen_default=True, eq_default=False)
class MeetingError(Exception):
    """A rule of the field says no; the fields say why.

    Each subclass is a frozen dataclass whose facts are given by name. Only what Python itself
    writes on an exception on its way (traceback, cause, notes) may be set on it.
    """

    def __init_subclass__(cls) -> None:
        # One __init__ serves them all: to have one written for each would cost start time.
        dataclass(init=False, kw_only=True, eq=False, repr=False)(cls)

    def __init__(self, **facts: object) -> None:
        known: dict[str, Field[object]] = getattr(self, "__dataclass_fields__", {})
        if strange := set(facts) - set(known):
            raise TypeError(f"{type(self).__name__} has no {', '.join(sorted(strange))}")
        for name, field in known.items():
            if name not in facts and field.default is MISSING:
                raise TypeError(f"{type(self).__name__} needs {name}")
            object.__setattr__(self, name, facts.get(name, field.default))

    def __setattr__(self, name: str, value: object) -> None:
        if name in self._names():
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super().__setattr__(name, value)

    def __delattr__(self, name: str) -> None:
        if name in self._names():
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super().__delattr__(name)

    @classmethod
    def _names(cls) -> tuple[str, ...]:
        return tuple(getattr(cls, "__dataclass_fields__", ()))

    @property
    def facts(self) -> dict[str, object]:
        """The facts by name, to compare, to list, and to put into a sentence."""
        return {name: getattr(self, name) for name in self._names()}

    def __str__(self) -> str:
        return ", ".join(f"{name}={value!r}" for name, value in self.facts.items())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self})"


class NotFound(MeetingError):
    """No such record: `kind` (name of the entity), `id`."""

    kind: str
    id: str


class NotAllowedNow(MeetingError):
    """The act does not fit the state: `act`, `state`."""

    act: str
    state: str


class Missing(MeetingError):
    """A needed fact was not given: `what`."""

    what: str


class ReasonNeeded(MeetingError):
    """The act is allowed only with a reason: `act`."""

    act: str


class NothingToUndo(MeetingError):
    """The body has no command that could be undone; `act` is the undo or the redo."""

    act: str = ""


class UndoRefused(MeetingError):
    """The last command stands: `command`, and why it does."""

    command: str
    why: Literal["final", "changed_since", "erased", "taken_up", "sent"]
