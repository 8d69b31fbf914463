"""The sentence for each error, in the language now shown: what happened, what to do."""

from collections.abc import Callable
from functools import cache
from importlib import import_module

from meetings import errors as facts
from meetings.clean import clean
from tui.language import _

Sentence = Callable[[dict[str, object]], str]

_SENTENCES: dict[str, Sentence] = {}
_WRITERS = ("tui.errors.meeting", "tui.errors.rules", "tui.errors.files", "tui.errors.trust",
            "tui.errors.ledger", "tui.errors.papers", "tui.errors.display")  # fmt: skip
"""The modules that register the sentences of one subject each."""


@cache
def _gather() -> None:
    for name in _WRITERS:
        import_module(name)


def sentence_for(*class_names: str) -> Callable[[Sentence], Sentence]:
    """Register how the error classes with these names are told; the argument is their facts."""

    def register(write: Sentence) -> Sentence:
        for name in class_names:
            _SENTENCES[name] = write
        return write

    return register


def has_sentence(error: type[Exception]) -> bool:
    """Whether this very class has a sentence of its own."""
    _gather()
    return error.__name__ in _SENTENCES


def is_told(error: BaseException) -> bool:
    """Whether the error is a refusal to be told to the person; anything else is a bug."""
    if isinstance(error, facts.MeetingError | OSError):
        return True
    _gather()
    return any(kind.__name__ in _SENTENCES for kind in type(error).__mro__)


def sentence(error: BaseException) -> str:
    """The sentence for an error; the nearest class in its ancestry that has one decides.

    Names and words in it come from outside: nothing in it acts on a terminal.
    """
    return clean(_sentence(error)).text


def _sentence(error: BaseException) -> str:
    _gather()
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
    if isinstance(error, OSError):
        # Of two names the second is the one that was asked for; the first is our own, half made.
        known["filename"] = error.filename if error.filename2 is None else error.filename2
        known["errno"] = error.errno
        known["winerror"] = getattr(error, "winerror", None)
    known.pop("facts", None)
    if isinstance(carried, dict):
        known.update(carried)
    return known


def _listed(known: dict[str, object]) -> str:
    return ", ".join(f"{name}={value}" for name, value in known.items()) or "-"
