"""The text for the group goes to the clipboard, and into a file where the terminal takes none."""

from pathlib import Path

import pytest

from tests.tui.desk_host import keys, opened
from tests.tui.screens.test_issues_screen import three
from tui.dialogs.group_text import LONGEST, GroupText, refuses
from tui.screens.issues import IssuesScreen


@pytest.mark.parametrize(
    ("env", "text", "refused"),
    [
        ({"TERM": "xterm-256color"}, "短", False),
        ({"TERM": "linux"}, "短", True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, "短", True),
        ({"TERM": "xterm-256color"}, "长" * LONGEST, True),
        ({"TERM": "screen-256color", "STY": "1.pts-0"}, "短", True),
        ({"TERM": "tmux-256color", "TMUX": "/nowhere,1,0", "PATH": ""}, "短", True),
        ({}, "短", False),
    ],
)
def test_a_terminal_that_takes_no_text_is_known(env, text: str, refused: bool):
    assert refuses(text, env) is refused


async def test_enter_copies_and_2_writes_a_file(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("TERM_PROGRAM", "TMUX", "STY"):
        monkeypatch.delenv(name, raising=False)
    async with opened(tmp_path, IssuesScreen, three) as (app, pilot):
        monkeypatch.setattr(app.desk.papers, "export_folder", lambda: tmp_path / "papers")
        await keys(app, pilot, ".", "3")
        assert isinstance(app.screen, GroupText)
        assert app.screen.text.startswith("【答复】")
        await keys(app, pilot, "enter")
        assert app.clipboard == app.screen.text
        await keys(app, pilot, "2")
        (file,) = (tmp_path / "papers").iterdir()
        assert file.read_text("utf-8") == app.clipboard and file.suffix == ".txt"


async def test_a_deaf_terminal_gets_a_file_at_once(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("TERM", "linux")
    async with opened(tmp_path, IssuesScreen, three) as (app, pilot):
        monkeypatch.setattr(app.desk.papers, "export_folder", lambda: tmp_path / "papers")
        await keys(app, pilot, ".", "3", "enter")
        await pilot.pause()
        assert len(list((tmp_path / "papers").iterdir())) == 1
