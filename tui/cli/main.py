"""`jiejiao`: opens the program; its commands stand beside it."""

import sys
from pathlib import Path

import click

import tui.cli.sentences  # noqa: F401  (registers the sentences)
from tui.cli.group import Sentences, default_records
from tui.language import set_language

HELP = {"help_option_names": ["-h", "--help"]}


_WITHOUT_RECORDS = frozenset({"demo", "verdict", "passphrase"})
"""Commands that open no records of the person."""


def _only_help(ctx: click.Context) -> bool:
    return any(word in ("-h", "--help") for word in (*ctx.args, *sys.argv[1:]))


@click.group(cls=Sentences, invoke_without_command=True, context_settings=HELP)
@click.option(
    "--records",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="JIEJIAO_RECORDS",
    help="记录文件 · the file of records (JIEJIAO_RECORDS)",
)
@click.option("--lang", type=click.Choice(["zh", "en"]), default=None, help="语言 · language (zh)")
@click.version_option(package_name="jiejiao", message="jiejiao %(version)s")
@click.pass_context
def main(ctx: click.Context, records: Path | None, lang: str | None) -> None:
    """街角议事：议题、议案、协商、表决、跟踪、会议纪要。

    Neighbourhood deliberation from a resident's words to the resident's yes.
    """
    set_language("en" if lang == "en" else "zh")
    ctx.obj = records or default_records()
    if ctx.invoked_subcommand not in _WITHOUT_RECORDS and not _only_help(ctx):
        from tui.cli.unlocking import unlock_if_needed

        unlock_if_needed(ctx.obj)
    if ctx.invoked_subcommand is None:
        from tui.cli.opening import open_program

        open_program(ctx.obj, lang)


def _add_commands() -> None:
    from tui.cli.anonymise import anonymise
    from tui.cli.backup import backup, restore
    from tui.cli.check import check
    from tui.cli.demo import demo
    from tui.cli.display import display
    from tui.cli.export import export
    from tui.cli.export_all import export_all
    from tui.cli.export_chase import chase
    from tui.cli.import_ import import_
    from tui.cli.export_papers import PAPER_COMMANDS
    from tui.cli.export_road import road
    from tui.cli.export_tables import TABLE_COMMANDS
    from tui.cli.passphrase import passphrase
    from tui.cli.templates import templates
    from tui.cli.verdict import verdict

    for command in (
        demo,
        display,
        verdict,
        export,
        check,
        backup,
        restore,
        import_,
        templates,
        anonymise,
        passphrase,
    ):
        main.add_command(command)
    export.add_command(road)
    export.add_command(chase)
    for command in (*PAPER_COMMANDS, *TABLE_COMMANDS, export_all):
        export.add_command(command)


_add_commands()
