"""The only way from the command line to the terminal: what is printed is text and no more."""

import sys
from typing import Any

import click

from meetings.clean import clean


def say(text: str, *, err: bool = False) -> None:
    """Print what may hold a person's words, a name of a file, or a row of a damaged record."""
    click.echo(printable(text), err=err)


def say_refusal(said: str) -> None:
    """Print why something is refused, on one line, whatever the words that come back in it."""
    say(" ".join(said.split("\n")), err=True)


def printable(text: str) -> str:
    """The text without what a terminal would act on; for questions, which click prints itself."""
    return clean(text).text


def progress(length: int, label: str) -> Any:
    """A bar on a terminal, to be used in a `with`; elsewhere nothing is seen of it."""
    hidden = not sys.stderr.isatty()
    return click.progressbar(length=length, label=label, file=sys.stderr, hidden=hidden)
