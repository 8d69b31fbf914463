"""A text for the group reaches the clipboard of the terminal, or a file where it takes none."""

import os
import re
import shutil
import subprocess
import sys
import time
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.conftest import Start
from tests.terminal.terminal import PATIENCE, ROOT, Terminal

COPIED = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)(?:\x07|\x1b\\\\)")


def at_the_text(terminal: Terminal) -> Terminal:
    terminal.step("<F8>", "45、47栋街角议事会")
    terminal.step("3", "45、47栋街角议事会", "第3次")
    terminal.step("<F2>", "议题")
    terminal.step(".", "粘贴到群里")
    return terminal.step("3", "【")


def test_the_terminal_is_handed_the_very_text(start: Start, community: Path, tmp_path: Path):
    shutil.copy(community, tmp_path / "records.db")
    terminal = at_the_text(start())
    shown = terminal.framed()
    terminal.step("<Enter>", "已复制")
    (copied,) = COPIED.findall(bytes(terminal.raw))
    text = b64decode(copied).decode()
    assert text.startswith("【") and text.split("\n")[0][:20] in shown


def test_a_terminal_without_a_clipboard_gets_a_file_and_no_sequence(
    start: Start, community: Path, tmp_path: Path
):
    shutil.copy(community, tmp_path / "records.db")
    terminal = at_the_text(start(env={"TERM": "linux"}))
    terminal.step("<Enter>", "写好")
    assert not COPIED.findall(bytes(terminal.raw))
    (file,) = tmp_path.rglob("*.txt")
    assert file.read_text("utf-8").startswith("【")


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[list[str]]:
    """A tmux of its own; ended with its server."""
    command = ["tmux", "-f", "/dev/null", "-S", str(tmp_path / "tmux.socket")]
    yield command
    subprocess.run([*command, "kill-server"], capture_output=True, check=False)


@pytest.mark.skipif(shutil.which("tmux") is None, reason="no tmux")
@pytest.mark.parametrize("setting", ["on", "external"])
def test_tmux_takes_the_text_where_it_is_told_to_and_else_a_file_is_written(
    tmux: list[str], community: Path, tmp_path: Path, setting: str
):
    shutil.copy(community, tmp_path / "records.db")
    kept = {key: os.environ[key] for key in ("PATH", "VIRTUAL_ENV") if key in os.environ}
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "LANG": "C.UTF-8"}
    more = {"TEXTUAL_ANIMATIONS": "none", "PYTHONPATH": str(ROOT), "SHELL": "/bin/sh"}
    env = {**kept, **home, **more, "JIEJIAO_RECORDS": str(tmp_path / "records.db")}

    def told(*words: str) -> str:
        done = subprocess.run([*tmux, *words], env=env, capture_output=True, check=False, cwd=ROOT)
        return done.stdout.decode()

    def until(*words: str) -> None:
        end = time.monotonic() + PATIENCE
        while not all(word in told("capture-pane", "-p") for word in words):
            assert time.monotonic() < end, told("capture-pane", "-p")

    told("new-session", "-d", "-x", "80", "-y", "24", "cat")
    told("set-option", "-g", "set-clipboard", setting)
    told("respawn-pane", "-k", sys.executable, "-m", "tui")
    until("F9")
    seen = {"F8": "45、47栋街角议事会", "3": "第3次", "F2": "议题", ".": "粘贴到群里"}
    for keys, words in (*seen.items(), ("3", "【")):
        told("send-keys", keys)
        until(words)
    told("send-keys", "Enter")
    until("已复制" if setting == "on" else "写好")
    assert told("show-buffer").startswith("【") is (setting == "on")
    assert bool(list(tmp_path.rglob("*.txt"))) is (setting == "external")
