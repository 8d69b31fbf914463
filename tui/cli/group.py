"""The click group of all commands: imports them late, and prints refusals in one sentence."""

import os
import re
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import click
from click.exceptions import NoSuchCommand

from tui.cli.help import Help
from tui.cli.options import HostName
from tui.cli.printing import (
    READER_GONE,
    as_words,
    output_failed,
    read_and_print_anything,
    reader_is_gone,
    say_refusal,
    stand_in_for_closed_streams,
)
from tui.errors import is_refusal, sentence
from tui.language import N_, Language, _, set_language

click.Context.formatter_class = Help
_IN_BRACKETS = re.compile(r"\((.*)\)", re.DOTALL)
"""Finds the unexpected words of a line in click's message."""


class Sentences(click.Group):
    """A group whose commands are imported when called; refusals go to standard error, status 2."""

    def __init__(self, *args: Any, lazy: Mapping[str, str] | None = None, **options: Any) -> None:
        """`lazy` is the place of each command by name, as `module:attribute`."""
        super().__init__(*args, **options)
        self.lazy = dict(lazy or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, imported or not."""
        return [*self.lazy, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command."""
        if cmd_name not in self.lazy:
            return super().get_command(ctx, cmd_name)
        module, _colon, name = self.lazy[cmd_name].partition(":")
        found: click.Command = getattr(import_module(module), name)
        return found

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Parse the line; help and version are printed here."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except OSError as error:
            _end_without_reader(error)
            raise

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an unexpected error ends in `crash.end`."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            if isinstance(error, OSError):
                _end_without_reader(error)
            foreseen = click.ClickException | click.Abort | click.exceptions.Exit
            if isinstance(error, foreseen) or is_refusal(error):
                raise
            from tui.cli import crash

            crash.end(error, ctx.obj)

    def main(self, args: Sequence[str] | None = None, **extra: Any) -> Any:  # type: ignore[override]
        """Run the command line; returns only with `standalone_mode=False`."""
        if not extra.pop("standalone_mode", True):
            return super().main(args, standalone_mode=False, **extra)
        args = [as_words(said) for said in (sys.argv[1:] if args is None else args)]
        stand_in_for_closed_streams()
        read_and_print_anything()
        set_language(_wanted_language(args))
        if "_JIEJIAO_COMPLETE" in os.environ:
            import_module("tui.cli.completion")
        try:
            code = super().main(args, standalone_mode=False, **extra)
        except click.Abort:
            sys.exit(130)
        except click.ClickException as wrong:
            _refuse(_of_click(wrong))
        except Exception as error:
            if not is_refusal(error):
                raise
            if isinstance(error, OSError) and output_failed(error):
                error.filename = _("standard output")
            _refuse(sentence(error))
        sys.exit(code if isinstance(code, int) else 0)


def _end_without_reader(error: OSError) -> None:
    """End silently where the reader of the output has ended, as with `| head`."""
    if reader_is_gone(error) and output_failed(error):
        sys.exit(READER_GONE)


def _refuse(said: str) -> None:
    # the sentence repeats words of the line, which may hold control characters
    say_refusal(said)
    sys.exit(2)


def _wanted_language(args: list[str]) -> Language:
    """The language named on the line, so that errors about the line are in it, too."""
    for place, word in enumerate(args):
        if word == "--lang=en" or (word == "--lang" and args[place + 1 : place + 2] == ["en"]):
            return "en"
    return "zh"


def _of_click(wrong: click.ClickException) -> str:
    """The sentence for an error that click found in the line."""
    if isinstance(wrong, click.NoSuchOption):
        return _("There is no option {name}; -h lists them.").format(name=wrong.option_name)
    if isinstance(wrong, NoSuchCommand):
        return _("There is no command {name}; -h lists them.").format(name=wrong.command_name)
    if isinstance(wrong, click.MissingParameter):
        shown = wrong.param.make_metavar(wrong.ctx) if wrong.param and wrong.ctx else ""
        names = [*(wrong.param.opts if wrong.param else []), shown]
        return _("Missing option: {name}; -h shows how.").format(
            name=" ".join(name for name in names if name)
        )
    if isinstance(wrong, click.BadParameter):
        return _("The value of {name} is not valid: {wanted}").format(
            name=wrong.param.opts[0] if wrong.param else "",
            wanted=_wanted(wrong.param.type if wrong.param else None),
        )
    if isinstance(wrong, click.exceptions.NoArgsIsHelpError):
        return wrong.format_message()
    if isinstance(wrong, click.BadOptionUsage):
        return _not_with_its_value(wrong)
    named = _IN_BRACKETS.search(wrong.message)
    return _("{word} on the command line is not understood; -h shows the usage.").format(
        word=named[1] if named else "-"
    )


def _wanted(kind: click.ParamType[Any] | None) -> str:
    """What a parameter of this type accepts, in words."""
    if isinstance(kind, click.IntRange):
        if kind.max is None:
            return _("a whole number, {least} or more.").format(least=kind.min)
        return _("a whole number from {least} to {most}.").format(least=kind.min, most=kind.max)
    if isinstance(kind, click.Choice):
        return _("one of {names}.").format(names=", ".join(map(str, kind.choices)))
    if isinstance(kind, click.DateTime):
        return _("a date, such as 2026-03-01.")
    if isinstance(kind, HostName):
        return _("a name or an address, such as 192.168.1.20.")
    if kind is click.INT:
        return _("a whole number.")
    return _("-h shows the usage.")


def _not_with_its_value(wrong: click.BadOptionUsage) -> str:
    """The sentence for an option that lacks its value, or has one although it takes none."""
    options = wrong.ctx.command.params if wrong.ctx else []
    option = next((one for one in options if wrong.option_name in one.opts), None)
    said = (
        N_("The option {name} takes no value; -h shows the usage.")
        if isinstance(option, click.Option) and option.is_flag
        else N_("The option {name} needs a value; -h shows the usage.")
    )
    return _(said).format(name=wrong.option_name)
