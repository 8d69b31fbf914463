"""The help of a command in the reader's language, also what click itself writes in it."""

import re
from collections.abc import Iterable
from typing import Final

import click

from tui.language import N_, _

_SAID: Final = {
    "Options": N_("Options:"),
    "Commands": N_("Commands:"),
    "Show this message and exit.": N_("Show this message and exit."),
}
"""What click writes, by its own words."""
_MARKS: Final = {
    "required": N_("required"),
    "default": N_("default"),
    "OPTIONS": N_("OPTIONS"),
    "COMMAND": N_("COMMAND"),
    "ARGS": N_("ARGS"),
}
"""Words of click within usage and in brackets; a command's own stay, its help names them."""
_IN_USAGE: Final = re.compile(r"(?<=\[)OPTIONS(?=\])|\bCOMMAND\b|(?<=\[)ARGS(?=\])")
_IN_BRACKETS: Final = re.compile(r"(?<=\[)required(?=\])|(?<=; )required(?=\])|\bdefault(?=: )")


class Help(click.HelpFormatter):
    """Help as click lays it out, with its headings and marks translated."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that shows how a command is called."""
        args = _IN_USAGE.sub(lambda found: _(_MARKS[found[0]]), args)
        super().write_usage(prog, args, _("Usage: ") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """A heading over options or commands."""
        said = _(_SAID[heading]) if heading in _SAID else f"{heading}:"
        self.write(f"{'':>{self.current_indent}}{said}\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Options or commands, each with what it is."""
        super().write_dl([_row(*row) for row in rows], col_max, col_spacing)


def _row(name: str, told: str) -> tuple[str, str]:
    told = _(_SAID[told]) if told in _SAID else told
    return name.replace("INTEGER RANGE", "INTEGER"), _IN_BRACKETS.sub(
        lambda found: _(_MARKS[found[0]]), told
    )
