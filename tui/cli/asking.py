"""Questions on the terminal: a yes before something is changed, words from paper, passphrases."""

import os
import sys
from datetime import datetime
from typing import Any, Literal

import click

from meetings.clean import trim
from meetings.day_range import DateNotUnderstood, in_range
from meetings.errors import MeetingError
from tui.cli.printing import as_words, printable, say
from tui.language import _

PASSPHRASE = "JIEJIAO_PASSPHRASE"
"""For scripts and tests; other programs of the same person can read it, so people type instead."""


class NotAgreed(MeetingError):
    """Nobody confirmed, on a terminal or by `--yes`; nothing was changed."""

    why: Literal["no_terminal", "said_no", "no_passphrase", "no_code"]


class Day(click.DateTime):
    """The type of an option for a day such as 2026-11-30, within the range of days of records."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The day at midnight; raises DateNotUnderstood outside of the range."""
        day: datetime = super().convert(value, param, ctx)
        if not in_range(day):
            raise DateNotUnderstood(text=str(value), why="range")
        return day


def agree(question: str, yes: bool) -> None:
    """Ask the question unless `yes`; raises NotAgreed where it is not confirmed."""
    say(question)
    if yes:
        return
    if not sys.stdin.isatty():
        raise NotAgreed(why="no_terminal")
    answer = click.prompt(_("Continue? Type y and Enter"), default="n", show_default=False)
    if trim(str(answer)).lower() not in ("y", "ｙ", "yes", "是"):
        raise NotAgreed(why="said_no")


def ask_word(question: str) -> str:
    """Ask for a word printed on paper; raises NotAgreed without a terminal."""
    if not sys.stdin.isatty():
        raise NotAgreed(why="no_code")
    return str(click.prompt(printable(question), prompt_suffix=" "))


def ask_secret(question: str) -> str:
    """A passphrase typed unseen, or from the environment; raises NotAgreed without either."""
    known = os.environ.get(PASSPHRASE)
    if known is not None:
        return as_words(known)
    if not sys.stdin.isatty():
        raise NotAgreed(why="no_passphrase")
    return ask_unseen(question)


def ask_unseen(question: str) -> str:
    """Ask for text on the terminal without showing it."""
    try:
        return str(click.prompt(printable(question), hide_input=True, prompt_suffix=" "))
    except UnicodeDecodeError as typed:  # the encoding of a C locale is ASCII
        return typed.object.decode("utf-8", "replace").rstrip("\r\n")
