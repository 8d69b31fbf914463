"""However the program ends, and whatever bytes come in: a sentence, nothing lost, no one named."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from storage.secrecy import keyring, protecting
from tests.terminal.terminal import ROOT, Terminal

SECRET = "梧桐花又开了"
NOT_UTF_8 = {"gbk": "消防".encode("gbk"), "latin": b"\xe9", "half": "消".encode()[:2],
             "never": b"\xff\xfe\xc0\x80"}  # fmt: skip
FAULT = """
from tui.screens.people import PeopleScreen
from tui.widgets.rows import Rows

def broken(self):
    words = self.query_one(Rows).key
    raise RuntimeError(f"何淑芬 {words}")

PeopleScreen.action_people_new = broken
from tui.__main__ import main
main()
"""


class Broken(Terminal):
    """The program with a fault of its own: 1 in 名册 raises an error full of names."""

    PROGRAM = (sys.executable, "-c", FAULT)


@pytest.fixture
def kind():
    """How the program ends is tried on one that was begun as people begin it."""
    return Terminal


@pytest.fixture
def broken(tmp_path: Path, community: Path):
    shutil.copy(community, tmp_path / "records.db")
    with Broken(tmp_path) as terminal:
        yield terminal


def reports(folder: Path) -> list[Path]:
    return sorted(folder.glob("records.db-crash-*.txt"))


def test_a_fault_ends_in_a_sentence_with_a_report_and_after_the_second_opens_elsewhere(
    broken: Terminal, tmp_path: Path
):
    broken.wait_for("F6名册").step("<F2>1", "新议题").step("救护车进不来", "救护车进不来")
    broken.step("<Esc><F6>", "何淑芬").press("1")
    assert broken.wait_exit() == 70
    after = broken.raw[broken.raw.rindex(b"\x1b[?1049l") :].decode()
    assert "没有料到" in after and str(reports(tmp_path)[0]) in after
    assert "何淑芬" not in after and "Traceback" not in after and after.count("\n") < 5

    (report,) = reports(tmp_path)
    text = report.read_text("utf-8")
    assert "builtins.RuntimeError" in text and "textual/app.py:" in text
    assert "people" in text and text.isascii() and "broken" not in text
    assert os.name == "nt" or stat.S_IMODE(report.stat().st_mode) == 0o600

    broken.again().wait_for("何淑芬").press("1")
    assert broken.wait_exit() == 70
    broken.again().wait_for(("会议", "「名册」", "两次"))
    broken.step("<F2>1", "救护车进不来")
    broken.step("<Esc><F6>", "何淑芬").step("<F3>", "编号").press("<^q>")
    assert broken.wait_exit() == 0
    broken.again().step("<F6>", "何淑芬").press("<^q>")
    assert broken.wait_exit() == 0
    broken.again().wait_for("何淑芬")
    assert not broken.sees("两次")


def test_bytes_that_are_not_utf_8_are_replaced_in_a_line(corner: Terminal):
    for number, sent in enumerate(NOT_UTF_8.values()):
        corner.send_bytes(sent).step(f"第{number}行", "\ufffd", f"第{number}行")
    corner.press("<^q>")
    assert corner.wait_exit() == 0


def test_bytes_that_are_not_utf_8_do_not_open_or_end_the_locked_screen(
    start, tmp_path: Path, community: Path
):
    records = tmp_path / "records.db"
    shutil.copy(community, records)
    protecting.set_passphrase(records, SECRET, lambda _: None)
    keyring.hold(records, None)
    terminal = start(env={"JIEJIAO_PASSPHRASE": SECRET})
    terminal.wait_for("F6名册").step("<F12><Enter>", "已锁屏")
    for sent in NOT_UTF_8.values():
        terminal.send_bytes(sent)
    terminal.step("<Enter>", "口令不对")
    terminal.step(f"{SECRET}<Enter>", "F6名册").press("<^q>")
    assert terminal.wait_exit() == 0


def jiejiao(*args: str, folder: Path, **options):
    return subprocess.run(
        [sys.executable, "-m", "tui", *args], cwd=ROOT, timeout=60, capture_output=True,
        env={**os.environ, "JIEJIAO_RECORDS": str(folder / "r.db"), **options.pop("env", {})},
        **options,
    )  # fmt: skip


@pytest.mark.parametrize("args", [(), ("demo",), ("display",)], ids=str)
def test_without_a_terminal_one_sentence_and_the_end_at_once(tmp_path: Path, args):
    done = jiejiao(*args, folder=tmp_path, stdin=subprocess.DEVNULL)
    assert done.returncode == 2
    assert "需要终端" in done.stderr.decode() and done.stderr.count(b"\n") == 1
    assert done.stdout == b"" and not list(tmp_path.iterdir())


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "ascii", "gbk"])
def test_a_stream_that_is_not_utf_8_gets_replaced_characters(tmp_path: Path, encoding):
    env = {"PYTHONIOENCODING": encoding}
    for args, code in ((("-h",), 0), (("verdict", "--for", "3", "--against", "1"), None),
                       (("check",), 2)):  # fmt: skip
        done = jiejiao(*args, folder=tmp_path, env=env)
        said = done.stdout + done.stderr
        assert code is None or done.returncode == code
        assert said and b"Error" not in said and b"\\u" not in said
        assert done.returncode != 70


def test_a_terminal_that_is_not_utf_8_is_told_of(start):
    terminal = start(env={"PYTHONIOENCODING": "latin-1"})
    terminal.wait_for(("F6??", "UTF-8", "iso8859-1"))
    assert b"iso8859-1" in terminal.raw[: terminal.raw.index(b"\x1b[?1049h")]
    terminal.press("<^q>")
    assert terminal.wait_exit() == 0


IN_ASCII = """
import sys, warnings
from pathlib import Path
ours = r"(meetings|storage|exports|tui)\\b"
warnings.filterwarnings("error", category=EncodingWarning, module=ours)
from tui.cli.main import main
for number, line in enumerate(Path("lines").read_text("utf-8").splitlines()):
    sys.argv[1:] = [w.encode().decode("ascii", "surrogateescape") for w in line.split()]
    sys.stdout = open(f"{number}.out", "w", encoding="ascii")
    sys.stderr = open(f"{number}.err", "w", encoding="ascii")
    try:
        main()
    except SystemExit as left:
        Path(f"{number}.status").write_text(str(left.code), "utf-8")
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no C locale")
def test_names_and_words_are_what_they_were_where_the_system_knows_ascii_alone(
    tmp_path: Path, community: Path
):
    told, done, one = "2 ascii C.UTF-8", "0", "45、47栋街角议事会"
    lines = {
        f"export people --body {one} -o 名册.xlsx": done,
        "backup 备份.db": done,
        "import people 名册.xlsx --preview": done,
        f"import issues 议题.csv --body {one} --yes": told,
        "templates examples 模板": told,
        "figures --body 没有这个机构 --json": "2",
    }
    shutil.copy(community, tmp_path / "记录.db")
    given = [f"--records 记录.db {line}" for line in lines]
    (tmp_path / "lines").write_text("\n".join(given), "utf-8")
    (tmp_path / "议题.csv").write_text("标题,提出人\n灯,张\n,李\n", "utf-8")
    ran = subprocess.run(
        [sys.executable, "-X", "warn_default_encoding", "-c", IN_ASCII], cwd=tmp_path,
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0",
             "PYTHONPATH": str(ROOT)},
        capture_output=True, timeout=120,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    for number, (line, wanted) in enumerate(lines.items()):
        said = (tmp_path / f"{number}.err").read_text("utf-8")
        status, *parts = wanted.split()
        assert (tmp_path / f"{number}.status").read_text("utf-8") == status, (line, said)
        assert all(part in said for part in parts), (line, said)
    assert {"名册.xlsx", "备份.db"} <= {file.name for file in tmp_path.iterdir()}
    assert not list(tmp_path.rglob("*crash*"))


@pytest.mark.skipif(os.name == "nt", reason="streams are closed by a shell here")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(
    ("args", "status"),
    [
        (("check",), {0}),
        (("export", "people", "-o", "-"), {0, 2}),
        (("import", "people", "-"), {2}),
        (("bogus",), {2}),
        ((), {2}),
    ],
    ids=str,
)
def test_a_standard_stream_that_is_closed_is_no_fault(
    tmp_path: Path, community: Path, closed: str, args, status: set[int]
):
    shutil.copy(community, tmp_path / "r.db")
    shell = ["sh", "-c", f'exec "$0" -m tui "$@" {closed}', sys.executable, *args]
    done = subprocess.run(
        shell, cwd=ROOT, timeout=60, capture_output=True, stdin=subprocess.DEVNULL,
        env={**os.environ, "JIEJIAO_RECORDS": str(tmp_path / "r.db")},
    )  # fmt: skip
    assert done.returncode in status, done
    assert b"Traceback" not in done.stdout + done.stderr
    assert not list(tmp_path.glob("*crash*"))
    if args[:1] == ("export",):
        assert (done.returncode == 2) == (">&- " in f" {closed} ".replace("2>&-", ""))
