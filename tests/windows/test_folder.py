"""The folder for Windows, started under wine as it lies on a stick: without a Python installed.

Run by `make bundle-windows`, which makes the folder and names it in JIEJIAO_WINDOWS. To the copy
that is tried are lent what wine 8 lacks, and the charts are taken out; what is packed has neither.
"""

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.data.command_lines import BODY
from tests.data.spreadsheets import people_xlsx
from tests.windows.run import WINE, leave_out, lend_to_wine

FOLDER = os.environ.get("JIEJIAO_WINDOWS", "")
PROGRAM = shutil.which("wine") or shutil.which("wine64") or ""
pytestmark = [
    pytest.mark.skipif(not FOLDER, reason="make bundle-windows makes what is tried here"),
    pytest.mark.skipif(not PROGRAM, reason="wine is not here: apt install wine64"),
]


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder as on a stick, and a Windows of its own that knows nothing of it."""
    stick = tmp_path_factory.mktemp("stick") / "街角议事"
    shutil.copytree(FOLDER, stick)
    lend_to_wine(stick / "python")
    leave_out(stick / "program")
    return stick


def run(stick: Path, *words: str, python: bool = False) -> subprocess.CompletedProcess[str]:
    start = [str(stick / "python/python.exe")] if python else [str(stick / "jiejiao.exe")]
    home = {**WINE, "WINEPREFIX": str(stick.parent / "wine")}
    return subprocess.run(
        [PROGRAM, *start, *words], cwd=stick, encoding="utf-8", errors="replace",
        capture_output=True, timeout=300, check=False, env={**os.environ, **home},
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.fixture(scope="module")
def records(stick: Path) -> str:
    """The sample community, made by the Windows program itself."""
    made = "from pathlib import Path; from tui.cli.demo import make; make(Path('sample.db'))"
    done = run(stick, "-X", "utf8", "-c", made, python=True)
    assert (stick / "sample.db").is_file(), done
    return "sample.db"


def test_it_starts_and_judges_a_count(stick):
    assert re.search(r"jiejiao \d", run(stick, "--version").stdout)
    done = run(
        stick, "verdict", "--rule", "community", "--expected", "16", "--present", "14",
        "--for", "8", "--against", "4", "--abstain", "2",
    )  # fmt: skip
    assert "即至少8票，通过" in done.stdout and done.returncode == 0, done


def test_tables_come_in_and_go_out_and_minutes_are_written(stick, records):
    people_xlsx(stick / "名册.xlsx", [["姓名", "电话"], ["包测试", "13800000000"]])
    done = run(
        stick, "--records", records, "import", "people", "名册.xlsx", "--yes", "--body", BODY
    )
    assert done.returncode == 0, done
    out = ("export", "people", "-o", "out.xlsx", "--body", BODY)
    done = run(stick, "--records", records, *out)
    assert done.returncode == 0, done
    assert "包测试" in zipfile.ZipFile(stick / "out.xlsx").read("xl/sharedStrings.xml").decode()
    done = run(stick, "--records", records, "export", "minutes", "latest", "-o", "纪要.docx")
    assert done.returncode == 0 and zipfile.is_zipfile(stick / "纪要.docx"), done


def test_the_records_are_checked_and_copied(stick, records):
    done = run(stick, "--records", records, "check")
    assert done.returncode == 0, done
    done = run(stick, "--records", records, "backup", "副本.db")
    assert done.returncode == 0 and (stick / "副本.db").is_file(), done


def test_a_folder_named_for_them_keeps_the_records_beside_the_program(stick):
    assert "AppData" in run(stick, "doctor").stdout
    (stick / "记录").mkdir()
    try:
        assert "街角议事\\记录\\jiejiao.db" in run(stick, "doctor").stdout
    finally:
        shutil.rmtree(stick / "记录")


def test_every_part_has_its_licence(stick):
    told = (stick / "许可 LICENSES.txt").read_text("utf-8")
    for part in ("ZETETIC", "docxtpl", "textual", "Python Software Foundation", "lxml", "distlib"):
        assert part in told
    assert (stick / "program/docxtpl/template.py").is_file()
