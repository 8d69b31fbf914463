"""Hostile texts in the real program and on the command line: nothing of them acts on a terminal.

`FUZZ_TEXTS` sets how many, `FUZZ_SEED` which: the same ones each time in `make test`, others each
time in `make fuzz`.
"""

import os
import random
import re
import shutil
import sqlite3
import sys

import pytest
from click.testing import CliRunner

from tests.data.hostile import ACTS_ON_TERMINALS
from tests.data.mean_text import mean_text
from tests.terminal.terminal import PATIENCE, WarmTerminal
from tui.cli.crash import STATUS
from tui.cli.main import main

TEXTS = int(os.environ.get("FUZZ_TEXTS", "4"))
SEED = int(os.environ.get("FUZZ_SEED", "20261128"))
_OURS = re.compile(
    r"\x1b\[[0-9;:?<>=$ ]*[A-Za-z@`]"  # colours, the cursor, modes
    r"|\x1b\]22;[a-z-]*\x07"  # the pointer
    r"|\x1b[78=>]|\x1b\(B|\x1b\[\?[0-9;$]*[a-z]+"
)
"""What Textual itself sends."""
_BEGUN = re.compile(r"\x1b(\[[0-9;:?<>=$ ]*|\]22;[a-z-]*|\]|\()?$")
_ACTS = ACTS_ON_TERMINALS - {"\r", "\x0e", "\x0f"}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no terminals")


def acting(raw: bytearray) -> frozenset[str]:
    """Characters that act on a terminal and are not part of what the program sends.

    What was looked at is taken out; a sequence that has only begun to arrive stays.
    """
    text = raw.decode("utf-8", "replace")
    begun = _BEGUN.search(text)
    rest = begun[0].encode() if begun else b""
    del raw[: len(raw) - len(rest)]
    return _ACTS & set(_OURS.sub("", text[: begun.start()] if begun else text))


def spoiled(path, texts):
    """Old records as another program might have left them: every text that is shown is hostile."""
    conn = sqlite3.connect(path)
    columns = {"issue": ("title", "place"), "agenda_item": ("title",), "speech": ("text", "name"),
               "motion": ("text",), "follow_up": ("task",)}  # fmt: skip
    for table, names in columns.items():
        known = {row[1] for row in conn.execute(f"PRAGMA table_info({table})")}
        for name in known & set(names):
            for number, (id,) in enumerate(conn.execute(f"SELECT id FROM {table}").fetchall()):
                text = texts[number % len(texts)].encode("utf-8", "replace").decode()[:100]
                conn.execute(f"UPDATE {table} SET {name} = ? WHERE id = ?", (text, id))
    conn.commit()
    conn.close()


def test_what_old_records_hold_never_reaches_the_terminal(tmp_path, community):
    draw = random.Random(SEED)
    shutil.copy(community, tmp_path / "records.db")
    spoiled(tmp_path / "records.db", [mean_text(draw) for _ in range(200)])
    with WarmTerminal(tmp_path) as terminal:
        terminal.step("<F8>", "45、47栋街角议事会").step("3", "45、47栋街角议事会")
        for key in ("<F2>", "<F3>", "<F4>", "<F5>", "<F6>", "<F7>", "<F2>"):
            terminal.press(key + "<Down><Down><Enter>").read_out()
            terminal.press("<Esc><Esc>")
            assert terminal.running, f"FUZZ_SEED={SEED}\n{terminal.framed()}"
        terminal.press("<^q>")
        assert terminal.wait_exit() == 0, f"FUZZ_SEED={SEED}\n{terminal.framed()}"
        found = acting(terminal.raw)
        assert not found, f"{found} FUZZ_SEED={SEED}"


@pytest.mark.parametrize("door", ["speech", "issue", "people", "search"])
def test_what_is_pasted_never_reaches_the_terminal_as_more_than_text(tmp_path, door, community):
    draw = random.Random(f"{SEED}/{door}")
    shutil.copy(community, tmp_path / "records.db")
    with WarmTerminal(tmp_path) as terminal:
        terminal.step("<F8>", "45、47栋街角议事会").step("3", "45、47栋街角议事会", "第3次")
        opens, leaves = {
            "speech": ("<F4>", "<Enter><Esc>"), "issue": ("<F2>1", "<Esc><Esc>"),
            "people": ("<F6>7", "<Esc><Esc>"), "search": ("<^f>", "<Enter><Esc><Esc>"),
        }[door]  # fmt: skip
        for _ in range(TEXTS):
            terminal.press(opens).read_out()
            # The end of a paste and lone surrogates cannot come out of a terminal's paste.
            text = mean_text(draw).encode("utf-8", "replace").decode().replace("\x1b[201~", "")
            terminal.paste(text[:3_000]).read_out()
            terminal.press(leaves).read_out()
            assert terminal.running, f"{text!r} FUZZ_SEED={SEED}\n{terminal.framed()}"
            assert not acting(terminal.raw), f"{text!r} FUZZ_SEED={SEED}"
        terminal.press("<Esc><Esc><^q>")
        # A slow machine is behind by then, for nothing waits for what each text comes to.
        assert terminal.wait_exit(PATIENCE + TEXTS) == 0, f"FUZZ_SEED={SEED}\n{terminal.framed()}"
        assert not acting(terminal.raw), f"FUZZ_SEED={SEED}"


COMMANDS = (
    ("check",), ("--records", None, "check"), ("backup", None), ("restore", None),
    ("export", None), ("export", "minutes", None), ("import", None), ("import", "people", None),
    ("anonymise", "--before", None), ("verdict", None), ("verdict", "--rule", None),
    ("templates", None), ("--lang", None), (None,), ("passphrase", None), ("display", None, "-h"),
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: " ".join(p or "TEXT" for p in c))
def test_the_command_line_answers_hostile_words_in_words(tmp_path, command, monkeypatch):
    draw = random.Random(f"{SEED}/{command}")
    monkeypatch.setenv("JIEJIAO_RECORDS", str(tmp_path / "none.db"))
    monkeypatch.chdir(tmp_path)
    for _ in range(TEXTS):
        # An argument of a program holds no NUL, and a name of a file at most so much.
        text = mean_text(draw).replace("\0", "").encode("utf-8", "replace").decode()[:100] or "-"
        args = [str(tmp_path / "x") if p is None and not text.strip("./ ") else p or text
                for p in command]  # fmt: skip
        done = CliRunner().invoke(main, args, input="")
        about = f"{args} FUZZ_SEED={SEED}\n{done.output}"
        assert done.exception is None or isinstance(done.exception, SystemExit), (
            f"{done.exception!r} {about}"
        )
        assert done.exit_code != STATUS, about
        assert not (_ACTS & set(done.output)), f"{_ACTS & set(done.output)} {about!r}"
