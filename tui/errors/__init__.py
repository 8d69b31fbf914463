"""Turns an error into a sentence in the language shown; the functions register here by class."""

import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeGuard, TypeVar

from meetings.clean import clean
from meetings.errors import MeetingError
from tui.language import _

E = TypeVar("E", bound=BaseException)

_SENTENCES: dict[type[BaseException], Callable[[Any], str]] = {}
_WRITERS = ("tui.errors.files", "tui.errors.meeting", "tui.errors.rules", "tui.errors.trust",
            "tui.errors.ledger", "tui.errors.papers",
            "tui.errors.figures", "tui.errors.exchange", "tui.cli.sentences")  # fmt: skip
"""The modules that register the sentences of one subject each, the most asked for first."""


def _writer(kind: type[E]) -> Callable[[E], str] | None:
    """The function for a class or else its nearest base; modules are run until it is found."""
    found: type[BaseException] | None = None
    for name in _WRITERS:
        import_module(name)
        found = next((one for one in kind.__mro__ if one in _SENTENCES), None)
        # What Python or the engine raises has no sentence of its own, only its base has.
        if found is kind or (found is not None and not issubclass(kind, MeetingError)):
            break
    return None if found is None else _SENTENCES[found]


def sentence_for(kind: type[E]) -> Callable[[Callable[[E], str]], Callable[[E], str]]:
    """A decorator that registers a function to write the sentence for this class of errors."""

    def register(write: Callable[[E], str]) -> Callable[[E], str]:
        _SENTENCES[kind] = write
        return write

    return register


def has_sentence(kind: type[BaseException]) -> bool:
    """Whether this very class has a sentence, not only one of its bases."""
    _writer(kind)
    return kind in _SENTENCES


def is_refusal(error: BaseException) -> bool:
    """Whether the error is a refusal to show to the person; any other error is a bug."""
    if isinstance(error, MeetingError | OSError) or _is_of_a_name(error):
        return True
    return _writer(type(error)) is not None


def _is_of_a_name(error: BaseException) -> TypeGuard[UnicodeEncodeError]:
    """Whether the error is about a file name with characters that this system does not allow.

    Texts in files are always UTF-8, so only names use the system's own encoding.
    """
    if not isinstance(error, UnicodeEncodeError):
        return False
    system = sys.getfilesystemencoding()
    return error.encoding == system and system != "utf-8"


def sentence(error: BaseException) -> str:
    """The sentence for an error, by its class or else by the nearest base class that has one.

    It may hold text from outside, so control characters are made visible.
    """
    return clean(_sentence(error)).text


def _sentence(error: BaseException) -> str:
    if (write := _writer(type(error))) is not None:
        return write(error)
    if _is_of_a_name(error):
        return _(
            "File names are in {encoding} here, which cannot write “{name}”. Set "
            "LANG to C.UTF-8 and start again, or use a name of plain letters and "
            "digits."
        ).format(encoding=error.encoding, name=os.path.basename(error.object))
    if isinstance(error, MeetingError):
        return _("This is not possible now ({name}: {facts}). Nothing was changed.").format(
            name=type(error).__name__, facts=str(error) or "-"
        )
    return _("Something went wrong ({name}: {facts}). Typed text is kept.").format(
        name=type(error).__name__, facts=str(error) or "-"
    )
