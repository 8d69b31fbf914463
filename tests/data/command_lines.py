"""Every command with what it must be given, and what people and programs give it wrongly."""

from collections.abc import Iterator

import click

from tui.cli.main import COMMANDS, main

BODY = "45、47栋街角议事会"
GIVEN = {
    "people": "people.xlsx", "ledger": "ledger.xlsx", "workbook": "workbook.xlsx",
    "all": "all.zip", "set": "minutes.docx", "issues": "text.csv", "units": "text.csv",
    "activities": "text.csv", "resources": "text.csv",
}  # fmt: skip
"""The file that each command which reads one is given."""
OTHERS = {
    "meeting": "latest", "issue": "1", "item": "2", "body": BODY, "source": "backup.db",
    "folder": "folder",
}  # fmt: skip
FILES = [
    "minutes.docx", "people.xlsx", "all.zip", "backup.db", "folder", "pipe", "nothing", "text.csv",
    "loop", "/dev/zero", "/dev/null", "none", "none/none", "x" * 300, "/", "..", "-", "", "  ",
    "\u200b", "a\nb", "\x1b[31m", "\udcff\udcfe", "minutes.docx/x", "con",
]  # fmt: skip
VALUES = [
    "", "  ", "0", "-1", "2" * 23, "9" * 5_000, "1e9", "１２", "٣", "\u200b", "\udcff", "a\nb",
    "\x1b]0;x\x07", "2026-03-01", "9999-12-31", "9999-99-99", "0001-01-01", "2026-1", "a" * 64,
    "a." * 40 + "b", "..", "%s{}{0}", "[bold]", "nowhere", "[::1", "'; DROP TABLE x",
    ">=9/0 present", ">=99999999999999999999/3", "--nonsense",
]  # fmt: skip
NAMES_FILES = frozenset({"target", "source", "file", "folder", "sheet", "document"})


def commands() -> Iterator[tuple[list[str], click.Command]]:
    """Each command that does something, with its words.

    The sample and the screen are left out, and what starts a server of its own.
    """
    context = click.Context(main)

    def walk(command: click.Command, words: list[str]) -> Iterator[tuple[list[str], click.Command]]:
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                found = command.get_command(context, name)
                assert found is not None
                yield from walk(found, [*words, name])
        elif words != ["hub", "try"]:
            yield words, command

    for name in COMMANDS:
        if name != "demo":
            found = main.get_command(context, name)
            assert found is not None
            yield from walk(found, [name])


def good(words: list[str], name: str | None) -> str:
    """What fits a parameter of a command."""
    if name == "target":
        return "made.db" if words == ["backup"] else "made.docx"
    if words[0] == "body" and name == "name":
        return BODY
    if name == "file":
        return GIVEN[words[-1]]
    return OTHERS.get(str(name), "1")


def line(
    words: list[str], command: click.Command, wrong: click.Parameter | None = None, value: str = ""
) -> list[str]:
    """The command with all it needs, and one parameter given a value of its own."""
    given: list[str] = list(words)
    for one in command.params:
        is_argument = isinstance(one, click.Argument)
        is_flag = isinstance(one, click.Option) and one.is_flag
        if one is not wrong and not (one.required or (is_argument and words == ["backup"])):
            continue
        said = value if one is wrong else good(words, one.name)
        given += [said] if is_argument else [one.opts[0]] if is_flag else [one.opts[0], said]
    return [*given, "--serve"] if words == ["display"] else given


def wrong_lines() -> Iterator[tuple[list[str], str]]:
    """Each command with each parameter wrong in each way, and the value that is wrong."""
    for words, command in commands():
        for one in command.params:
            for value in FILES if one.name in NAMES_FILES else VALUES:
                yield line(words, command, one, value), value
