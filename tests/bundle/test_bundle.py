"""The folder that needs no Python does what a neighbourhood needs: started with no Python in sight.

Run by `make bundle`, which makes the folder and names it in JIEJIAO_BUNDLE.
"""

import os
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urljoin

import pytest

from tests.data.command_lines import BODY
from tests.data.spreadsheets import people_xlsx
from tests.terminal.papers import minutes_text
from tests.terminal.terminal import Terminal
from tests.terminal.walks import LIANTANG

BUNDLE = os.environ.get("JIEJIAO_BUNDLE", "")
pytestmark = pytest.mark.skipif(not BUNDLE, reason="make bundle makes what is tried here")
PROGRAM = Path(BUNDLE) / "jiejiao"


class Bundled(Terminal):
    """The packed program in a terminal; no folder with a Python is on its path."""

    PROGRAM = (str(PROGRAM),)

    def _environment(self) -> dict[str, str]:
        return {**super()._environment(), "PATH": "/nowhere", "PYTHONPATH": "", "PYTHONHOME": ""}


def run(folder: Path, *words: str, program: Path = PROGRAM) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(program), *words], cwd=folder, text=True, capture_output=True, timeout=120,
        check=False, env={"HOME": str(folder), "PATH": "/nowhere", "LANG": "C.UTF-8"},
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the sample community, made by the packed program itself."""
    home = tmp_path_factory.mktemp("home")
    terminal = Bundled(home, "demo", "--dir", str(home))
    with terminal:
        terminal.wait_for("F4")
        terminal.press("<^q>")
        assert terminal.wait_exit() == 0
    (made,) = home.glob("sample.db")
    made.rename(home / "records.db")
    return home


def records(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run(folder, "--records", str(folder / "records.db"), *words)


def test_a_meeting_is_held_from_an_empty_file_to_the_minutes(tmp_path):
    with Bundled(tmp_path) as terminal:
        terminal.play(LIANTANG)
        assert "同意14票" in minutes_text(terminal)


def test_a_count_is_judged(tmp_path):
    done = run(
        tmp_path, "verdict", "--rule", "community", "--expected", "16", "--present", "14",
        "--for", "8", "--against", "4", "--abstain", "2",
    )  # fmt: skip
    assert "即至少8票，通过" in done.stdout and done.returncode == 0


def test_a_spreadsheet_is_read_in_a_process_of_its_own(folder):
    sheet = people_xlsx(folder / "名册.xlsx", [["姓名", "电话"], ["包测试", "13800000000"]])
    done = records(folder, "import", "people", str(sheet), "--yes", "--body", BODY)
    assert done.returncode == 0, done
    out = folder / "people.xlsx"
    done = records(folder, "export", "people", "-o", str(out), "--body", BODY)
    assert done.returncode == 0, done


def test_minutes_are_written_and_an_own_form_is_filled(folder):
    done = records(folder, "export", "minutes", "latest", "-o", str(folder / "minutes.docx"))
    assert done.returncode == 0, done
    assert records(folder, "templates", "examples", str(folder / "forms")).returncode == 0
    form = next((folder / "forms").glob("*.docx"))
    done = records(folder, "templates", "set", str(form), "--body", BODY)
    assert done.returncode == 0, done


def test_the_records_are_checked_encrypted_and_copied(folder):
    done = records(folder, "check")
    assert done.returncode == 0, done
    done = records(folder, "backup", str(folder / "copy.db"))
    assert done.returncode == 0 and (folder / "copy.db").is_file(), done
    assert "SQLCipher" in records(folder, "doctor").stdout


def test_a_browser_sees_the_big_screen(folder):
    line = [str(PROGRAM), "--records", str(folder / "records.db"), "display", "--serve"]
    line += ["--port", "8467", "--body", BODY]
    serving = subprocess.Popen(
        line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={"HOME": str(folder), "PATH": "/nowhere", "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        assert serving.stdout is not None
        told, until = "", time.monotonic() + 30
        while not (found := re.search(r"http://\S+", told)) and time.monotonic() < until:
            told += serving.stdout.readline()
        assert found, told
        page = fetched(found[0], until)
        assert "EventSource" in page
        with urllib.request.urlopen(urljoin(found[0], "events"), timeout=10) as line:
            assert "街角议事会" in line.readline().decode()
    finally:
        serving.terminate()
        serving.wait(20)


def fetched(address: str, until: float) -> str:
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return str(answer.read().decode())
        except urllib.error.URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def test_a_folder_named_for_them_keeps_the_records_beside_the_program(tmp_path):
    stick = tmp_path / "街角议事"
    shutil.copytree(BUNDLE, stick, symlinks=True)
    assert ".local/share" in run(tmp_path, "doctor", program=stick / "jiejiao").stdout
    (stick / "记录").mkdir()
    assert "街角议事/记录/jiejiao.db" in run(tmp_path, "doctor", program=stick / "jiejiao").stdout


def test_every_part_has_its_licence_and_the_lesser_one_can_be_replaced():
    told = (PROGRAM.parent / "许可 LICENSES.txt").read_text("utf-8")
    for part in ("ZETETIC", "docxtpl", "textual", "Python Software Foundation", "lxml"):
        assert part in told
    assert (PROGRAM.parent / "_internal/docxtpl/template.py").is_file()
    assert (PROGRAM.parent / "使用说明.txt").is_file()
