"""Turns an error into a sentence in the language shown; the functions register here by class."""

import os
import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any, TypeGuard, TypeVar

from meetings.clean import clean
from meetings.errors import MeetingError
from tui.language import _

E = TypeVar("E", bound=BaseException)

_SENTENCES: dict[type[BaseException], Callable[[Any], str]] = {}
_WRITERS = ("tui.errors.meeting", "tui.errors.rules", "tui.errors.files", "tui.errors.trust",
            "tui.errors.ledger", "tui.errors.papers",
            "tui.errors.figures", "tui.errors.exchange", "tui.cli.sentences")  # fmt: skip
"""The modules that register the sentences of one subject each."""


@cache
def _gather() -> None:
    for name in _WRITERS:
        import_module(name)


def sentence_for(kind: type[E]) -> Callable[[Callable[[E], str]], Callable[[E], str]]:
    """A decorator that registers a function to write the sentence for this class of errors."""

    def register(write: Callable[[E], str]) -> Callable[[E], str]:
        _SENTENCES[kind] = write
        return write

    return register


def has_sentence(kind: type[BaseException]) -> bool:
    """Whether this very class has a sentence, not only one of its bases."""
    _gather()
    return kind in _SENTENCES


def is_refusal(error: BaseException) -> bool:
    """Whether the error is a refusal to show to the person; any other error is a bug."""
    if isinstance(error, MeetingError | OSError) or _is_of_a_name(error):
        return True
    _gather()
    return any(kind in _SENTENCES for kind in type(error).__mro__)


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
    _gather()
    for kind in type(error).__mro__:
        if kind in _SENTENCES:
            return _SENTENCES[kind](error)
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
