"""`jiejiao`: opens the program on the screen, and knows where each command is."""

import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

import click

from tui.cli.crash import version_of
from tui.cli.group import Sentences
from tui.cli.opening import need_terminal, open_program
from tui.cli.options import FileName
from tui.cli.printing import say
from tui.language import set_language
from tui.own_folder import default_records

HELP = {"help_option_names": ["-h", "--help"]}

_WITHOUT_RECORDS = frozenset({"demo", "verdict", "passphrase", "doctor", "hub"})
"""Commands that do not open the person's records."""

_TELL_THEMSELVES = frozenset({None, "demo", "verdict", "doctor", "hub"})
"""Commands that make no repairs beside the records, or that report them by themselves."""


def _only_help(ctx: click.Context) -> bool:
    return any(word in ("-h", "--help") for word in (*ctx.args, *sys.argv[1:]))


def _tell_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        say(f"jiejiao {version_of('jiejiao')}")
        ctx.exit()


COMMANDS = {
    "demo": "tui.cli.demo:demo",
    "display": "tui.cli.display:display",
    "verdict": "tui.cli.verdict:verdict",
    "figures": "tui.cli.figures:figures",
    "list": "tui.cli.lists:list_",
    "export": "tui.cli.export:export",
    "import": "tui.cli.import_:import_",
    "check": "tui.cli.check:check",
    "doctor": "tui.cli.doctor:doctor",
    "backup": "tui.cli.backup:backup",
    "restore": "tui.cli.backup:restore",
    "share": "tui.cli.share:share",
    "body": "tui.cli.body:body",
    "templates": "tui.cli.templates:templates",
    "anonymise": "tui.cli.anonymise:anonymise",
    "passphrase": "tui.cli.passphrase:passphrase",
    "hub": "tui.cli.hub:hub",
}
"""Where each command lives; it is imported when it is called, since that costs start time."""


def _tell_wrong_clock(records: Path) -> None:
    """Warn where the clock is behind the newest entry; the command reports unreadable records."""
    from meetings.clock_watch import against_entry
    from meetings.errors import MeetingError
    from storage.records import FileRecords
    from tui.desk.core import local_now
    from tui.words.records import wrong_clock_words

    if not records.is_file():
        return
    with suppress(MeetingError, OSError), FileRecords.open(records, read_only=True) as opened:
        found = against_entry(local_now(), opened.newest_at())
        if found is not None:
            say(wrong_clock_words(found), err=True)


@click.group(cls=Sentences, lazy=COMMANDS, invoke_without_command=True, context_settings=HELP)
@click.option(
    "--records",
    type=FileName(),
    envvar="JIEJIAO_RECORDS",
    help="记录文件（JIEJIAO_RECORDS） · the records file (JIEJIAO_RECORDS)",
)
@click.option("--lang", type=click.Choice(["zh", "en"]), default=None, help="语言 language (zh)")
@click.option(
    "--plain", is_flag=True,
    help="一行一行地开会，给读屏软件用 · line by line, for a screen reader",
)  # fmt: skip
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_tell_version,
    help="版本 · version",
)  # fmt: skip
@click.pass_context
def main(ctx: click.Context, records: Path | None, lang: str | None, plain: bool) -> int | None:
    """街角议事：议题、议案、协商、表决、跟踪、会议纪要。

    Neighbourhood deliberation from a resident's words to the resident's yes.
    """
    set_language("en" if lang == "en" else "zh")
    from exports.files import ask_before_writing
    from storage.beside import at_the_door, require_elsewhere
    from storage.plain_files import close_to_others
    from tui.cli.unlocking import unlock_if_needed

    path = default_records() if records is None else records
    if records is None and path.parent.is_dir():
        with suppress(OSError):
            close_to_others(path.parent, path.parent.stat().st_mode)
    ctx.obj = path if _only_help(ctx) else at_the_door(path)
    opens = ctx.invoked_subcommand is None
    if opens and not plain:
        need_terminal()
    ask_before_writing(partial(require_elsewhere, ctx.obj))
    if ctx.invoked_subcommand not in _WITHOUT_RECORDS and not _only_help(ctx):
        unlock_if_needed(ctx.obj)
    if ctx.invoked_subcommand not in _TELL_THEMSELVES and not _only_help(ctx):
        from storage.order import arrive
        from tui.words.records import order_sentence

        for done in arrive(ctx.obj):
            say(order_sentence(done), err=True)
        _tell_wrong_clock(ctx.obj)
    if opens and plain:
        from tui.cli.plain import hold_plainly

        return hold_plainly(ctx.obj)
    return open_program(ctx.obj, lang) if opens else None
