"""What is said of this computer: what is missing has what to do, and nothing of the records."""

import json
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from meetings.errors import MeetingError
from storage.copies.backup import back_up_daily
from storage.records import FileRecords
from tests.storage.scenes import act, found
from tui.cli.main import main
from tui.desk import checkup
from tui.desk.checkup import State, as_text, colours, fonts, look, without_home
from tui.desk.last_check import remember_check

NOW = datetime(2026, 3, 1, 20, 15).astimezone()


@pytest.fixture(autouse=True)
def no_programs(monkeypatch):
    monkeypatch.setattr(checkup, "installed_fonts", lambda: None)


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "records.db"
    with FileRecords.open(path) as opened:
        found(opened, act())
    return path


def line(path: Path, id: str, now: datetime = NOW) -> checkup.Line:
    (one,) = [line for line in look(path, now, in_terminal=False) if line.id == id]
    return one


def test_without_records_it_says_where_they_will_lie(tmp_path: Path):
    assert "none.db" in line(tmp_path / "none.db", "records").found


@pytest.mark.parametrize(
    ("days", "state"), [(0, State.GOOD), (7, State.GOOD), (8, State.TO_DO), (-1, State.TO_DO)]
)
def test_the_newest_daily_copy_is_late_after_a_week_and_one_of_tomorrow_is_none(
    records: Path, days: int, state: State
):
    back_up_daily(records, NOW.date() - timedelta(days=days))
    assert line(records, "copy").state is state


def test_a_clock_behind_the_newest_entry_is_told(records: Path):
    assert line(records, "clock", datetime(2001, 1, 1).astimezone()).state is State.TO_DO
    assert line(records, "clock", datetime(2199, 1, 1).astimezone()).state is State.GOOD


def test_encrypted_records_do_not_ask_for_the_passphrase(records: Path, monkeypatch):
    def locked(*_, **__):
        raise MeetingError

    monkeypatch.setattr(FileRecords, "open", locked)
    assert line(records, "clock").state is State.UNKNOWN


@pytest.mark.parametrize(
    ("environ", "seen", "system", "state"),
    [
        ({"COLORTERM": "truecolor"}, True, "linux", State.GOOD),
        ({"TERM": "xterm-256color"}, True, "linux", State.GOOD),
        ({"TERM": "xterm"}, True, "linux", State.GOOD),
        ({"NO_COLOR": "1", "TERM": "dumb"}, True, "linux", State.GOOD),
        ({"TERM": "dumb"}, True, "linux", State.TO_DO),
        ({}, True, "win32", State.TO_DO),
        ({"WT_SESSION": "a"}, True, "win32", State.GOOD),
        ({"TERM": "xterm"}, False, "linux", State.UNKNOWN),
    ],
)
def test_the_colours_are_those_the_terminal_tells_of(environ, seen, system, state):
    assert colours(environ, seen, system).state is state


@pytest.mark.parametrize(("term", "state"), [("linux", State.TO_DO), ("xterm", State.UNKNOWN)])
def test_the_console_of_linux_takes_no_chinese(term, state, monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    assert checkup._input_method({"TERM": term}).state is state


@pytest.mark.parametrize(
    ("cells", "state"), [(None, State.UNKNOWN), (4, State.GOOD), (8, State.TO_DO)]
)
def test_wide_doubtful_characters_are_told(cells, state):
    assert checkup._widths(cells).state is state


def test_missing_typefaces_are_named_and_a_silent_system_is_not_taken_for_none():
    assert fonts(None).state is State.UNKNOWN
    assert fonts("SimHei,黑体\nSimSun,宋体".casefold()).found.count("、") == 2
    every = "fangsong\nFZXiaoBiaoSong-B05S\nsimhei\nkaiti\nsimsun".casefold()
    assert fonts(every).state is State.GOOD


def test_a_program_that_lists_fonts_and_fails_says_nothing(monkeypatch):
    monkeypatch.undo()
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    failed = subprocess.CompletedProcess([], 1, stdout="")
    assert checkup.installed_fonts(lambda *_, **__: failed) is None


def test_every_line_to_see_to_says_what_to_do(tmp_path: Path, records: Path):
    for path in (records, tmp_path / "none.db"):
        lines = look(path, NOW, in_terminal=False)
        assert all(line.to_do for line in lines if line.state is State.TO_DO)
        assert len({line.id for line in lines}) == len(lines)


def test_nothing_of_the_records_and_no_name_of_the_person_is_in_it(records: Path, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: records.parent)
    said = as_text(look(records, NOW, in_terminal=False))
    assert "街角" not in said and str(records.parent) not in said and "~" in said
    assert without_home(str(records)) == str(Path("~/records.db"))


def test_the_command_prints_lines_or_one_object(records: Path):
    told = CliRunner().invoke(main, ["--records", str(records), "doctor"])
    assert told.exit_code == 0 and "程序：jiejiao" in told.output
    given = CliRunner().invoke(main, ["--records", str(records), "doctor", "--json"])
    found = {one["id"]: one for one in json.loads(given.output)}
    assert found["copy"]["state"] == "to_do" and found["python"]["found"]


def test_it_neither_makes_records_nor_touches_them(tmp_path: Path, records: Path):
    before = records.read_bytes()
    CliRunner().invoke(main, ["--records", str(records), "doctor"])
    CliRunner().invoke(main, ["--records", str(tmp_path / "none.db"), "doctor"])
    assert records.read_bytes() == before and not (tmp_path / "none.db").exists()


def test_the_last_check_is_told_with_what_it_found(records: Path, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("JIEJIAO_SETTINGS", str(tmp_path / "own/settings.toml"))
    assert line(records, "checked").state is State.UNKNOWN
    CliRunner().invoke(main, ["--records", str(records), "check"])
    assert line(records, "checked").state is State.GOOD
    remember_check(records, NOW, 2)
    told = line(records, "checked")
    assert told.state is State.TO_DO and "2026-03-01 20:15" in told.found
    (tmp_path / "own/last-check.json").write_text("[]")
    assert line(records, "checked").state is State.UNKNOWN


def test_records_that_exchange_nothing_say_so(records: Path):
    assert line(records, "exchange").state is State.GOOD
