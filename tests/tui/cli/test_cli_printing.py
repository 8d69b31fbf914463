"""No person's words, no file's name and no damaged row acts on the terminal it is printed to."""

import ast
import json
import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.data.hostile import ACTS_ON_TERMINALS, HOSTILE
from tui.cli import main as cli
from tui.cli.asking import ask_secret
from tui.cli.main import main
from tui.cli.printing import as_words, say, say_shown
from tui.language import set_language

ACTS = ACTS_ON_TERMINALS - {"\n", "\t"}
MEAN = "\x1b]0;owned\x07\x9b2J\u202egpj"
IN_NAMES = "\u202egpj" if os.name == "nt" else MEAN
"""What of it may stand in the name of a file; Windows takes no controls there."""
PRINTS = {"echo", "secho", "print", "pprint"}
FOLDER = Path(cli.__file__).parent
QUESTIONS = {"asking.py", "printing.py"}
"""Where click itself may be asked to print; what it gets is cleaned there."""


def test_every_line_goes_through_the_cleaner():
    for file in FOLDER.glob("*.py"):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(call, ast.Call) or file.name in QUESTIONS:
                continue
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(
                call.func, "id", ""
            )  # fmt: skip
            assert name not in PRINTS | {"prompt", "confirm"}, f"{file.name}:{call.lineno}"


@pytest.fixture
def spoiled(community: Path, tmp_path: Path) -> Path:
    """Records in a folder of a mean name, with mean texts in every row another program could."""
    folder = tmp_path / f"备份{IN_NAMES}"
    folder.mkdir()
    path = folder / f"记录{IN_NAMES}.db"
    shutil.copy(community, path)
    conn = sqlite3.connect(path)
    for table, column in (("body", "name"), ("meeting", "title"), ("person", "name"),
                          ("issue", "title"), ("follow_up", "text")):  # fmt: skip
        conn.execute(f"UPDATE {table} SET {column} = ? || {column}", (MEAN,))
    photo = {"name": MEAN, "hash": "x", "when": "after", "added_at": "2026-03-01T19:00:00+08:00"}
    conn.execute("UPDATE follow_up SET photos = ?", (json.dumps([photo]),))
    conn.commit()
    conn.close()
    return path


def lines(path: Path) -> list[tuple[str, ...]]:
    """Commands that print names of files, of bodies, of rows, and of what is wrong with them."""
    here = path.parent
    (here / "sheet.csv").write_text(f"姓名,楼栋\n{MEAN},{MEAN}\n", "utf-8")
    return [
        ("check",), ("check", "--repair"), ("backup", str(here)), ("backup", "--list"),
        ("restore", str(path)), ("anonymise", "--preview", "--before", "2100-01-01"),
        ("anonymise", "--keep-years", "3"), ("anonymise", "--body", MEAN),
        ("import", "people", str(here / "sheet.csv"), "--preview", "--body", MEAN),
        ("import", "people", str(here / "sheet.csv"), "--preview"),
        ("export", "minutes", "-o", str(here / f"{IN_NAMES}.docx")),
        ("export", "people", "-o", str(here / f"{IN_NAMES}.xlsx")),
        ("export", "all", "-o", str(here / f"{IN_NAMES}.zip")),
        ("templates", str(here)), ("passphrase", "remove"),
        ("verdict", "--rule", MEAN, "--json"),
    ]  # fmt: skip


def test_no_command_prints_what_a_terminal_would_act_on(spoiled: Path, monkeypatch):
    monkeypatch.setenv("JIEJIAO_PASSPHRASE", "wrong")
    printed = ""
    for words in lines(spoiled):
        done = CliRunner().invoke(main, ["--records", str(spoiled), *words])
        assert done.exception is None or isinstance(done.exception, SystemExit), (words, done)
        assert not ACTS & set(done.output), (words, ACTS & set(done.output), done.output)
        printed += done.output
    assert "owned" in printed and "gpj" in printed


@pytest.mark.parametrize("text", [t for t in HOSTILE.values() if "\0" not in t and len(t) < 200])
def test_the_corpus_comes_back_as_text(tmp_path: Path, text: str):
    text = text.encode("utf-8", "replace").decode()
    named = tmp_path / (text.replace("/", "-") or "-")
    for words in (
        ["--records", "none.db", "restore", text or "-"],
        ["--records", str(named), "check"],
    ):
        done = CliRunner().invoke(main, words)
        assert not ACTS & set(done.output), done.output


@pytest.mark.parametrize("said", ["", "check", "45、47栋", "\udcff", "备份\udcff", "\ud800"])
def test_words_are_taken_as_they_came(said: str):
    assert as_words(said) == said


def test_words_that_a_c_locale_handed_over_as_bytes_are_words(monkeypatch):
    said = "梧桐里的路灯".encode().decode("ascii", "surrogateescape")
    assert as_words(said) == "梧桐里的路灯"
    monkeypatch.setenv("JIEJIAO_PASSPHRASE", said)
    assert ask_secret("") == "梧桐里的路灯"


def test_people_are_printed_with_the_brackets_of_the_language(capsys: pytest.CaptureFixture[str]):
    say_shown("张伟（45栋）")
    set_language("en")
    say_shown("张伟（45栋） is here")
    say("out/纪要（草稿）.docx")
    assert capsys.readouterr().out == "张伟（45栋）\n张伟 (45栋) is here\nout/纪要（草稿）.docx\n"
