"""How every command speaks: one sentence on standard error, exit 2 for bad input, no traceback."""

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import platformdirs
from click.exceptions import NoSuchCommand

from tui.cli.printing import say
from tui.errors import is_told, sentence
from tui.language import Language, _, set_language

RECORDS_NAME = "jiejiao.db"


def default_records() -> Path:
    """The records file in the platform's user data folder."""
    return Path(platformdirs.user_data_dir("jiejiao", appauthor=False)) / RECORDS_NAME


class Sentences(click.Group):
    """A group whose commands are imported when called and tell every refusal in one sentence."""

    def __init__(self, *args: Any, lazy: Mapping[str, str] | None = None, **options: Any) -> None:
        """`lazy` is where each command lives: name → `module:attribute`."""
        super().__init__(*args, **options)
        self.lazy = dict(lazy or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, those not imported yet too."""
        return [*self.lazy, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now."""
        if cmd_name not in self.lazy:
            return super().get_command(ctx, cmd_name)
        module, _colon, name = self.lazy[cmd_name].partition(":")
        found: click.Command = getattr(import_module(module), name)
        return found

    def main(self, args: Sequence[str] | None = None, **extra: Any) -> Any:  # type: ignore[override]
        """Run; returns only when called with `standalone_mode=False`."""
        if not extra.pop("standalone_mode", True):
            return super().main(args, standalone_mode=False, **extra)
        set_language(_wanted_language(sys.argv[1:] if args is None else list(args)))
        try:
            code = super().main(args, standalone_mode=False, **extra)
        except click.Abort:
            sys.exit(130)
        except click.ClickException as wrong:
            _refuse(_of_click(wrong))
        except Exception as error:
            if not is_told(error):
                raise
            _refuse(sentence(error))
        sys.exit(code if isinstance(code, int) else 0)


def _refuse(said: str) -> None:
    # The words on the line come back in the sentence; a terminal would act on some of them.
    say(said, err=True)
    sys.exit(2)


def _wanted_language(args: list[str]) -> Language:
    """The language asked for anywhere on the line, so that complaints about it are in it too."""
    for place, word in enumerate(args):
        if word == "--lang=en" or (word == "--lang" and args[place + 1 : place + 2] == ["en"]):
            return "en"
    return "zh"


def _of_click(wrong: click.ClickException) -> str:
    """The sentence for what click found wrong with the line."""
    if isinstance(wrong, click.NoSuchOption):
        return _("There is no option {name}; -h lists them.").format(name=wrong.option_name)
    if isinstance(wrong, NoSuchCommand):
        return _("There is no command {name}; -h lists them.").format(name=wrong.command_name)
    if isinstance(wrong, click.MissingParameter):
        shown = wrong.param.make_metavar(wrong.ctx) if wrong.param and wrong.ctx else ""
        names = [*(wrong.param.opts if wrong.param else []), shown]
        return _("Something is missing on the line: {name}; -h shows how.").format(
            name=" ".join(name for name in names if name)
        )
    if isinstance(wrong, click.BadParameter):
        name = wrong.param.opts[0] if wrong.param else ""
        return _("The value of {name} does not fit: {why}").format(name=name, why=wrong.message)
    return wrong.format_message()
