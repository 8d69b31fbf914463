"""The sentence for each error, in the language now shown: what happened, what to do."""

from collections.abc import Callable

from meetings import errors as facts
from tui.language import _

Sentence = Callable[[dict[str, object]], str]

_SENTENCES: dict[str, Sentence] = {}


def sentence_for(*class_names: str) -> Callable[[Sentence], Sentence]:
    """Register how the error classes with these names are told; the argument is their facts."""

    def register(write: Sentence) -> Sentence:
        for name in class_names:
            _SENTENCES[name] = write
        return write

    return register


def has_sentence(error: type[Exception]) -> bool:
    """Whether this very class has a sentence of its own."""
    return error.__name__ in _SENTENCES


def is_told(error: BaseException) -> bool:
    """Whether the error is a refusal to be told to the person; anything else is a bug."""
    if isinstance(error, facts.MeetingError | OSError):
        return True
    return any(kind.__name__ in _SENTENCES for kind in type(error).__mro__)


def sentence(error: BaseException) -> str:
    """The sentence for an error; the nearest class in its ancestry that has one decides."""
    known = error_facts(error)
    for kind in type(error).__mro__:
        if kind.__name__ in _SENTENCES:
            try:
                return _SENTENCES[kind.__name__](known)
            except (KeyError, IndexError, AttributeError, TypeError, ValueError):
                break
    if isinstance(error, facts.MeetingError):
        return _("This is not possible now ({name}: {facts}). Nothing was changed.").format(
            name=type(error).__name__, facts=_listed(known)
        )
    return _("Something went wrong ({name}: {facts}). Typed text is kept.").format(
        name=type(error).__name__, facts=str(error) or "-"
    )


def error_facts(error: BaseException) -> dict[str, object]:
    """The facts an error carries: its `facts` and its public attributes."""
    carried = getattr(error, "facts", None)
    known: dict[str, object] = {
        name: value for name, value in vars(error).items() if not name.startswith("_")
    }
    known.pop("facts", None)
    if isinstance(carried, dict):
        known.update(carried)
    return known


def _listed(known: dict[str, object]) -> str:
    return ", ".join(f"{name}={value}" for name, value in known.items()) or "-"


@sentence_for("NotFound")
def _not_found(known: dict[str, object]) -> str:
    return _("This is no longer there ({kind}). Go back and open the list again.").format(**known)


@sentence_for("NotAllowedNow")
def _not_allowed(known: dict[str, object]) -> str:
    return _("Not possible in the present state ({state}). Nothing was changed.").format(**known)


@sentence_for("Missing")
def _missing(known: dict[str, object]) -> str:
    return _("Something is still missing: {what}.").format(**known)


@sentence_for("ReasonNeeded")
def _reason(known: dict[str, object]) -> str:
    return _("This needs a reason; it goes into the record.")


@sentence_for("NothingToUndo")
def _nothing(known: dict[str, object]) -> str:
    return _("There is nothing to take back.")


@sentence_for("UndoRefused")
def _undo(known: dict[str, object]) -> str:
    if known.get("why") == "final":
        return _("What is final cannot be taken back; reopen it or add an erratum.")
    return _("It has been changed since, so it cannot be taken back. Change it by hand.")
