"""Prints help in one language, taken from help texts that are written in both."""

import re
from collections.abc import Iterable
from typing import Final

import click

from tui.language import N_, _, language

_SAID: Final = {
    "Options": N_("Options:"),
    "Commands": N_("Commands:"),
    "Show this message and exit.": N_("Show this message and exit."),
}
"""Our words for the headings and texts that click itself writes."""
_MARKS: Final = {
    "required": N_("required"),
    "default": N_("default"),
    "OPTIONS": N_("OPTIONS"),
    "COMMAND": N_("COMMAND"),
    "ARGS": N_("ARGS"),
}
"""Our words for click's words in usage lines and brackets."""
_IN_USAGE: Final = re.compile(r"(?<=\[)OPTIONS(?=\])|\bCOMMAND\b|(?<=\[)ARGS(?=\])")
_IN_BRACKETS: Final = re.compile(r"(?<=\[)required(?=\])|(?<=; )required(?=\])|\bdefault(?=: )")


_BETWEEN: Final = re.compile(r"\s*· ")
"""Parts the Chinese and the English of a line of help."""
_AFTER: Final = re.compile(r"\s+\[[^\[\]]*\]$")
"""What click appends to such a line: a default, or that the option is required."""
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")


def in_one_language(text: str) -> str:
    """The part of a help text in the language shown, split by paragraphs or as `中文 · English`."""
    paragraphs = text.split("\n\n")
    if len(paragraphs) > 1:
        chinese = [one for one in paragraphs if _CHINESE.search(one)]
        english = [one for one in paragraphs if not _CHINESE.search(one)]
        return "\n\n".join((english or chinese) if language() == "en" else (chinese or english))
    after = _AFTER.search(text)
    halves = _BETWEEN.split(text[: after.start()] if after else text, maxsplit=1)
    return halves[-1 if language() == "en" else 0] + (after[0] if after else "")


class Help(click.HelpFormatter):
    """Click's help formatter, in one language, with click's own words translated."""

    def write_text(self, text: str) -> None:
        """Write what a command is for."""
        super().write_text(in_one_language(text))

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that shows how a command is called."""
        args = _IN_USAGE.sub(lambda found: _(_MARKS[found[0]]), args)
        super().write_usage(prog, args, _("Usage: ") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """Write a heading over options or commands."""
        said = _(_SAID[heading]) if heading in _SAID else f"{heading}:"
        self.write(f"{'':>{self.current_indent}}{said}\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write options or commands, each with its help."""
        super().write_dl([_row(*row) for row in rows], col_max, col_spacing)


def _row(name: str, told: str) -> tuple[str, str]:
    told = _(_SAID[told]) if told in _SAID else in_one_language(told)
    return name.replace("INTEGER RANGE", "INTEGER"), _IN_BRACKETS.sub(
        lambda found: _(_MARKS[found[0]]), told
    )
