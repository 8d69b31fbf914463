"""Prints text safely on the terminal: no control characters, any encoding, closed streams."""

import codecs
import errno
import json
import os
import sys
import traceback
from contextlib import suppress
from io import TextIOWrapper
from typing import Any, Final, TextIO

import click

from meetings.clean import clean

_STANDARD_ERROR = 2
READER_GONE: Final = 141
"""The exit status of a program whose reader ended (128 + SIGPIPE), which is no error."""


def say(text: str, *, err: bool = False) -> None:
    """Print text that may hold anything, such as people's words or a row of a damaged file.

    Raises OSError where standard output fails; where standard error fails, it does nothing.
    """
    try:
        click.echo(printable(text), err=err)
    except OSError:
        if not err:
            raise
        _let_go(sys.stderr)


def say_shown(text: str) -> None:
    """Print text as the screens show it, with brackets that suit the language; no paths."""
    from tui.text import shown  # loads the screens' library, which most commands do without

    say(shown(text))


def say_json(value: Any) -> None:
    """Print one object as JSON; dates, paths and fractions as text."""
    say(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def stand_in_for_closed_streams() -> None:
    """Replace standard streams that are closed (`>&-`) by the null device.

    Otherwise a file opened later would get the number of a stream, and output be written into it.
    """
    if os.name != "nt":
        while (handle := os.open(os.devnull, os.O_RDWR)) <= _STANDARD_ERROR:
            os.set_inheritable(handle, True)
        os.close(handle)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(nowhere, mode, encoding="utf-8"))


def output_failed(error: OSError) -> bool:
    """Whether the error comes from printing (also click's help); then nothing more is printed."""
    calls = [frame.f_code for frame, _line in traceback.walk_tb(error.__traceback__)]
    if click.echo.__code__ not in calls:
        return False
    _let_go(sys.stdout)
    return True


def reader_is_gone(error: OSError) -> bool:
    """Whether the reading program has ended, as `head` does; Windows does not report it."""
    return error.errno == errno.EPIPE or (os.name == "nt" and error.errno == errno.EINVAL)


def _let_go(stream: TextIO) -> None:
    """Send pending output to the null device, or the end of the program would fail again."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def say_refusal(said: str) -> None:
    """Print a refusal on one line of standard error, whatever text it repeats."""
    say(" ".join(said.split("\n")), err=True)


def as_words(said: str) -> str:
    """Typed text as UTF-8, where the system only knows ASCII and passed on bytes (LC_ALL=C)."""
    try:
        return said.encode("ascii", "surrogateescape").decode("utf-8")
    except UnicodeError:
        return said


def read_and_print_anything() -> None:
    """Let output streams print a mark for characters they lack, and read input as UTF-8.

    Input is read as UTF-8 where the system's encoding is only ASCII.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    if isinstance(sys.stdin, TextIOWrapper):
        ascii_alone = codecs.lookup(sys.stdin.encoding).name == "ascii"
        encoding = "utf-8" if ascii_alone else sys.stdin.encoding
        sys.stdin.reconfigure(encoding=encoding, errors="replace")


def printable(text: str) -> str:
    """The text without control characters, for questions that click prints."""
    return clean(text).text


def progress(length: int, label: str) -> Any:
    """A context manager that shows a progress bar on a terminal, and nothing elsewhere."""
    hidden = not sys.stderr.isatty()
    return click.progressbar(length=length, label=label, file=sys.stderr, hidden=hidden)
