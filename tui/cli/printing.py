"""The only way between the command line and the terminal: what is printed is text and no more."""

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
"""What shells say of a program whose reader went away (128 + SIGPIPE); nothing is wrong with it."""


def say(text: str, *, err: bool = False) -> None:
    """Print what may hold a person's words, a name of a file, or a row of a damaged record.

    Raises OSError where standard output takes it not; of standard error there is nobody to tell.
    """
    try:
        click.echo(printable(text), err=err)
    except OSError:
        if not err:
            raise
        _let_go(sys.stderr)


def say_json(value: Any) -> None:
    """Print one object for a program; days, paths and numbers in words as they are told."""
    say(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def stand_in_for_closed_streams() -> None:
    """Let what was started without a standard stream (`>&-`) read nothing and write nowhere.

    A file that is opened later must not come to lie where others think they write to a terminal.
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
    """Whether it was raised in printing, help of click's too; nothing more is printed then."""
    calls = [frame.f_code for frame, _line in traceback.walk_tb(error.__traceback__)]
    if click.echo.__code__ not in calls:
        return False
    _let_go(sys.stdout)
    return True


def reader_is_gone(error: OSError) -> bool:
    """Whether a program that should read has ended, as `head` does; Windows has no word for it."""
    return error.errno == errno.EPIPE or (os.name == "nt" and error.errno == errno.EINVAL)


def _let_go(stream: TextIO) -> None:
    """What is still to be written goes nowhere, or the end of the program would complain again."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def say_refusal(said: str) -> None:
    """Print why something is refused, on one line, whatever the words that come back in it."""
    say(" ".join(said.split("\n")), err=True)


def as_words(said: str) -> str:
    """What was typed, where the system knows ASCII alone and handed over bytes (LC_ALL=C)."""
    try:
        return said.encode("ascii", "surrogateescape").decode("utf-8")
    except UnicodeError:
        return said


def read_and_print_anything() -> None:
    """A stream that is not UTF-8 gets a mark for each character that it has not.

    What comes in is taken as UTF-8 where the system says no more than that it is ASCII.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    if isinstance(sys.stdin, TextIOWrapper):
        ascii_alone = codecs.lookup(sys.stdin.encoding).name == "ascii"
        encoding = "utf-8" if ascii_alone else sys.stdin.encoding
        sys.stdin.reconfigure(encoding=encoding, errors="replace")


def printable(text: str) -> str:
    """The text without what a terminal would act on; for questions, which click prints itself."""
    return clean(text).text


def progress(length: int, label: str) -> Any:
    """A bar on a terminal, to be used in a `with`; elsewhere nothing is seen of it."""
    hidden = not sys.stderr.isatty()
    return click.progressbar(length=length, label=label, file=sys.stderr, hidden=hidden)
