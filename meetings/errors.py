"""Errors of the field; they carry facts, and the screen writes the sentence."""


class MeetingError(Exception):
    """A rule of the field says no; the attributes say why."""

    def __init__(self, **facts: object) -> None:
        super().__init__(", ".join(f"{name}={value!r}" for name, value in facts.items()))
        self.facts = facts


class NotFound(MeetingError):
    """No such record: `kind` (name of the entity), `id`."""


class NotAllowedNow(MeetingError):
    """The act does not fit the state: `act`, `state`."""


class Missing(MeetingError):
    """A needed fact was not given: `what`."""


class ReasonNeeded(MeetingError):
    """The act is allowed only with a reason: `act`."""


class NothingToUndo(MeetingError):
    """The body has no command that could be undone."""


class UndoRefused(MeetingError):
    """The last command stands: `command`, `why` (`final`, `changed_since`)."""
