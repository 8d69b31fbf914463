"""What nobody foresaw on the command line: a report of types and places, one sentence, exit 70."""

import os
import stat
import sys
from datetime import datetime
from pathlib import Path

import platformdirs
import pytest
from click.testing import CliRunner

from tui.cli import crash
from tui.cli import verdict as verdicts
from tui.cli.main import main
from tui.desk.core import local_now
from tui.language import set_language

NAME, WORDS = "张桂兰", "救护车上次进不来"


class Deep(Exception):
    """An error with everything that could hold words."""


def fault() -> Exception:
    """An error raised from another, in a group, with names in its message, notes and locals."""
    said = f"{NAME}：{WORDS}"
    try:
        try:
            raise KeyError(said)
        except KeyError as first:
            first.add_note(said)
            raise ExceptionGroup(said, [Deep(said), ValueError(said)]) from first
    except ExceptionGroup as both:
        return both


def test_a_report_has_types_files_and_lines_of_every_error_and_no_value():
    text = crash.report(fault(), local_now(), "hold")
    for kind in ("builtins.ExceptionGroup", "builtins.KeyError", "builtins.ValueError",
                 f"{__name__}.Deep"):  # fmt: skip
        assert f"\n{kind}\n" in text
    assert "tests/tui/cli/test_crash.py:" in text and "hold" in text
    for versions in ("jiejiao ", "python ", "textual ", "sqlite "):
        assert versions in text
    assert text.isascii() and str(Path.home()) not in text


def test_a_report_of_an_endless_loop_is_short():
    def again(text: str) -> None:
        again(text)

    with pytest.raises(RecursionError) as caught:
        again(NAME)
    assert len(crash.report(caught.value, local_now()).splitlines()) < 50


@pytest.mark.parametrize("file, place", [
    ("/somewhere/zhang/lib/python3.12/site-packages/textual/app.py", "textual/app.py"),
    ("/somewhere/zhang/lib/python3.12/asyncio/tasks.py", "asyncio/tasks.py"),
    ("C:/py/zhang/Lib/json/decoder.py", "json/decoder.py"),
    ("/somewhere/zhang/notes.py", "notes.py"),
    ("/somewhere/zhang/张桂兰.py", "?"),
    ("<frozen importlib._bootstrap>", "?"),
    (crash.__file__, "tui/cli/crash.py"),
])  # fmt: skip
def test_no_folder_above_a_package_is_named(file: str, place: str):
    assert crash._place(file) == place


def fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise fault()

    monkeypatch.setattr(verdicts.verdict, "callback", broken)


def test_a_fault_in_a_command_is_told_in_one_sentence(tmp_path: Path, monkeypatch):
    fail(monkeypatch)
    done = CliRunner().invoke(main, ["--records", str(tmp_path / "r.db"), "verdict"])
    assert done.exit_code == 70 and isinstance(done.exception, SystemExit)
    (report,) = tmp_path.iterdir()
    assert done.output.count("\n") == 1 and str(report) in done.output
    assert f"{datetime.now():%H:}" in done.output and "没有料到" in done.output
    assert NAME not in done.output + report.read_text("utf-8")
    assert os.name == "nt" or stat.S_IMODE(report.stat().st_mode) == 0o600


def test_in_english_too(tmp_path: Path, monkeypatch):
    fail(monkeypatch)
    done = CliRunner().invoke(main, ["--lang", "en", "--records", str(tmp_path / "r"), "verdict"])
    assert done.exit_code == 70 and "is kept" in done.output
    set_language("zh")


def test_without_room_beside_the_records_it_lies_in_the_systems_folder(
    tmp_path: Path, monkeypatch, capsys
):
    monkeypatch.setattr(platformdirs, "user_state_dir", lambda *_, **__: str(tmp_path / "own"))
    with pytest.raises(SystemExit) as ended:
        crash.end(fault(), tmp_path / "none" / "r.db")
    assert ended.value.code == 70
    (report,) = (tmp_path / "own").iterdir()
    assert str(report) in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="names no such folder")
def test_without_any_room_the_sentence_says_so(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null/none")
    with pytest.raises(SystemExit):
        crash.end(fault(), tmp_path / "none" / "r.db", kept=datetime(2026, 11, 28, 19, 42))
    said = capsys.readouterr().err
    assert "报告没能写出" in said and "19:42" in said


def test_old_reports_go(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(crash, "MOST_REPORTS", 3)
    (tmp_path / "r.db-drafts").touch()
    (tmp_path / "other.db-crash-1.txt").touch()
    for _ in range(5):
        with pytest.raises(SystemExit):
            crash.end(fault(), tmp_path / "r.db")
    names = sorted(one.name for one in tmp_path.iterdir())
    assert len(names) == 5 and names[0] == "other.db-crash-1.txt" and names[-1] == "r.db-drafts"
