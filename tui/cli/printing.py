"""The only way from the command line to the terminal: what is printed is text and no more."""

import click

from meetings.clean import clean


def say(text: str, *, err: bool = False) -> None:
    """Print what may hold a person's words, a name of a file, or a row of a damaged record."""
    click.echo(printable(text), err=err)


def printable(text: str) -> str:
    """The text without what a terminal would act on; for questions, which click prints itself."""
    return clean(text).text
