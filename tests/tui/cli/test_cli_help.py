"""Help in the reader's language, and what becomes of printed words that nobody takes."""

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.data.released.make import HERE
from tui.cli.help import in_one_language
from tui.cli.main import COMMANDS, main
from tui.language import set_language

ROOT = HERE.parents[2]
OF_CLICK = re.compile(r"Usage|Options|Commands|Show this|\[required|default:|OPTIONS|ARGS|RANGE")

LINE = (
    "verdict",
    "--rule",
    "corner",
    "--for",
    "3",
    "--against",
    "0",
    "--present",
    "3",
    "--expected",
    "4",
)


def every_help() -> list[tuple[str, ...]]:
    """The words of each command and group."""
    context = click.Context(main)
    found: list[tuple[str, ...]] = [()]

    def walk(command: click.Command | None, words: tuple[str, ...]) -> None:
        assert command is not None
        found.append(words)
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                walk(command.get_command(context, name), (*words, name))

    for name in COMMANDS:
        walk(main.get_command(context, name), (name,))
    return found


def test_what_click_writes_in_help_is_in_the_readers_language() -> None:
    lines = every_help()
    assert len(lines) > 30
    for words in lines:
        chinese = CliRunner().invoke(main, [*words, "-h"])
        assert chinese.exit_code == 0 and not OF_CLICK.search(chinese.output), chinese.output
        assert chinese.output.startswith("用法：") and "选项：" in chinese.output
        english = CliRunner().invoke(main, ["--lang", "en", *words, "-h"])
        assert english.exit_code == 0 and english.output.startswith("Usage: ")
        assert "Options:" in english.output and "：\n" not in english.output


def test_every_command_says_in_both_languages_what_it_is() -> None:
    for words, head in (((), "命令："), (("--lang", "en"), "Commands:")):
        listed = CliRunner().invoke(main, [*words, "-h"]).output.partition(head)[2]
        rows = [line.split(maxsplit=1) for line in listed.strip().splitlines()]
        assert [row[0] for row in rows] == list(COMMANDS) and all(len(row) == 2 for row in rows)


def started(path: Path, *words: str, **streams: object) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    line = [sys.executable, "-m", "tui", "--records", str(path), *words]
    return subprocess.run(line, env=env, timeout=60, check=False, **streams)  # type: ignore[call-overload,no-any-return]


@pytest.mark.skipif(os.name == "nt", reason="Windows says it otherwise")
@pytest.mark.parametrize("words", [("check", "-h"), ("verdict", "-h"), ("--version",), LINE])
def test_a_reader_that_has_gone_is_no_fault_and_nothing_is_said(tmp_path: Path, words) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    done = started(tmp_path / "r.db", *words, stdout=writes, stderr=subprocess.PIPE)
    os.close(writes)
    assert (done.returncode, done.stderr) == (141, b"")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
@pytest.mark.parametrize("words", [("check", "-h"), LINE])
def test_output_that_a_full_disk_takes_not_is_named_as_that(tmp_path: Path, words) -> None:
    with open("/dev/full", "wb") as full:
        done = started(tmp_path / "r.db", *words, stdout=full, stderr=subprocess.PIPE)
    told = done.stderr.decode()
    assert done.returncode == 2 and "标准输出" in told and told.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
def test_complaints_that_nobody_can_hear_change_nothing_of_the_end(tmp_path: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = started(tmp_path / "r.db", "nothing", stdout=subprocess.PIPE, stderr=full)
    assert (done.returncode, done.stdout) == (2, b"") and not list(tmp_path.iterdir())


CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_the_whole_help_is_in_one_language() -> None:
    for words in every_help():
        english = CliRunner().invoke(main, ["--lang", "en", *words, "-h"]).output
        told = [line for line in english.splitlines() if "--lang" not in line]
        assert not CHINESE.search("\n".join(told)), english
        chinese = CliRunner().invoke(main, [*words, "-h"]).output
        assert " · " not in chinese
        rows = re.findall(r"^ {2}(?=-|[a-z])(?:\S| \S)+ {2,}(.+)$", chinese, re.M)
        assert rows and all(CHINESE.search(told) for told in rows), chinese


@pytest.mark.parametrize(
    ("written", "chinese", "english"),
    [
        ("记录 · records", "记录", "records"),
        ("谁（都行）· who", "谁（都行）", "who"),
        ("天数 · days  [default: 5]", "天数  [default: 5]", "days  [default: 5]"),
        ("语言 language", "语言 language", "语言 language"),
        ("一段。\n\nA paragraph.", "一段。", "A paragraph."),
        ("一段。\n\n又一段。\n\nOne.\n\nTwo.", "一段。\n\n又一段。", "One.\n\nTwo."),
    ],
)
def test_of_two_languages_the_readers_is_shown(written: str, chinese: str, english: str) -> None:
    set_language("zh")
    assert in_one_language(written) == chinese
    set_language("en")
    try:
        assert in_one_language(written) == english
    finally:
        set_language("zh")
