"""Every command, once as it should be and with each parameter wrong: one sentence, never more.

`FUZZ_LINES` says how many of the wrong lines are tried (0 is all), `FUZZ_SEED` which.
"""

import os
import random
import re
import shutil

import pytest
from click.testing import CliRunner

from storage.secrecy import keyring
from tests.data.command_lines import BODY, FILES, commands, line, wrong_lines
from tui.cli.main import main

LINES = int(os.environ.get("FUZZ_LINES", "30"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))
PASSPHRASE = {"JIEJIAO_PASSPHRASE": "梧桐里的路灯"}
ENGLISH = re.compile(r"(?:[A-Za-z']{2,} ){2,}[A-Za-z']{2,}")
"""Three words in a row are a sentence of somebody else's."""
OURS = re.compile(r"jiejiao( --?[a-z-]+| [a-z]+)+")
"""A command of ours that a sentence names as the next to type."""
MADE = {
    "minutes.docx": ("export", "minutes", "latest"),
    "workbook.xlsx": ("export", "workbook", "latest"),
    "people.xlsx": ("export", "people"), "ledger.xlsx": ("export", "ledger"),
    "all.zip": ("export", "all"),
}  # fmt: skip

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no pipes with names")


@pytest.fixture(scope="module")
def prepared(community, tmp_path_factory):
    """A folder with records, everything that is read of them, and what is no file at all."""
    folder = tmp_path_factory.mktemp("lines")
    shutil.copy(community, folder / "records.db")
    runner, records = CliRunner(), ["--records", str(folder / "records.db")]
    for name, words in MADE.items():
        done = runner.invoke(main, [*records, *words, "-o", str(folder / name)])
        assert done.exit_code == 0, done.output
    runner.invoke(main, [*records, "backup", str(folder / "backup.db")])
    (folder / "folder").mkdir()
    (folder / "nothing").write_bytes(b"")
    (folder / "text.csv").write_text("a,b\n1,2\n", "utf-8")
    (folder / "loop").symlink_to("loop")
    return folder


@pytest.fixture
def here(prepared, tmp_path, monkeypatch):
    """The folder that is worked in, fresh."""
    shutil.copytree(prepared, tmp_path / "here", symlinks=True)
    os.mkfifo(tmp_path / "here" / "pipe")
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setattr("tui.cli.serving.Door.serve_forever", lambda _door: None)
    yield tmp_path / "here"
    keyring.hold(tmp_path / "here" / "records.db", None)


def run(*words, records="records.db"):
    env = PASSPHRASE if "passphrase" in words else {}
    return CliRunner().invoke(main, ["--records", records, *words], env=env)


YES = frozenset(
    {
        "restore",
        "anonymise",
        "set",
        "people",
        "ledger",
        "workbook",
        "issues",
        "units",
        "keep",
        "give",
        "back",
    }
)
"""Commands that ask before they do it."""
MORE = {
    ("passphrase", "set"): ("--sheet", "key.txt"), ("anonymise",): ("--before", "2020-01-01"),
    ("export", "road"): ("--body", BODY), ("body", "take"): ("--code", "1"),
    ("export", "public"): ("--body", "梧桐里社区议事会"),
    ("share", "sisters"): ("on",),
    ("verdict",): ("--rule", "corner", "--for", "8", "--against", "4", "--expected", "12",
                   "--present", "12"),
}  # fmt: skip
REFUSED = frozenset({
    ("passphrase", "change"), ("passphrase", "remove"), ("export", "changes"), ("import", "issues"),
    ("import", "people"), ("import", "ledger"), ("import", "workbook"),
    ("import", "units"), ("export", "photos"), ("export", "lookback"), ("export", "points"),
    ("import", "activities"), ("import", "resources"), ("share", "admit"), ("share", "hub"),
    ("share", "join"), ("share", "compared"), ("share", "hubkey"), ("share", "sisters"),
    ("body", "keep"), ("body", "back"), ("body", "take"),
    *(("hub", act)
      for act in ("bodies", "check", "close", "dump", "init", "invite", "status", "take", "vouch")),
})  # fmt: skip
"""What has nothing to do on the sample: it has no passphrase, no changes, photographs, lessons or
turns of duty, and all those rows; no body of it goes about in letters, and there is no hub."""


@pytest.mark.parametrize(("words", "command"), list(commands()), ids=lambda one: str(one)[:40])
def test_every_command_runs_with_relative_paths(words, command, here):
    given = [*line(words, command), *MORE.get(tuple(words), ())]
    if words[-1] in YES and words[0] not in ("export", "list", "passphrase"):
        given.append("--yes")
    done = run(*given, records="new.db" if words == ["import", "all"] else "records.db")
    assert done.exit_code == (2 if tuple(words) in REFUSED else 0), done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)


def test_a_wrong_line_is_one_sentence_of_our_own_and_changes_nothing(here):
    every = list(wrong_lines())
    assert len(every) > 2_000
    tried = random.Random(SEED).sample(every, LINES) if LINES else every
    before = (here / "records.db").read_bytes()
    for words, value in tried:
        done = run(*words)
        assert done.exit_code in (0, 1, 2), (words, done.output)
        assert done.exception is None or isinstance(done.exception, SystemExit), words
        if done.exit_code == 2:
            assert done.stderr.strip().count("\n") == 0, (words, done.stderr)
        said = done.output.replace(value, "") if value else done.output
        assert not ENGLISH.search(OURS.sub("", said)), (words, done.output)
        for made in ("made.docx", "made.db"):
            (here / made).unlink(missing_ok=True)
        if words[0] == "passphrase" or (here / "records.db").read_bytes() != before:
            for file in here.glob("records.db-*"):
                shutil.rmtree(file) if file.is_dir() else file.unlink()
            (here / "records.db").write_bytes(before)
            keyring.hold(here / "records.db", None)


@pytest.mark.parametrize("records", FILES)
def test_records_that_are_none_are_one_sentence(records, here):
    for words in (["check"], ["backup", "made.db"], ["export", "people", "-o", "made.docx"]):
        done = run(*words, records=records)
        assert done.exit_code in (0, 1, 2) and "Traceback" not in done.output
        assert done.exit_code != 2 or done.stderr.strip().count("\n") == 0


def test_a_preview_of_making_anonymous_writes_nothing(here):
    before = {file.name for file in here.iterdir()}
    content = (here / "records.db").read_bytes()
    done = run("anonymise", "--before", "2027-01-01", "--preview", "--body", BODY)
    assert done.exit_code == 0, done.output
    assert (here / "records.db").read_bytes() == content
    made = {file.name for file in here.iterdir()} - before
    assert made <= {"records.db.lock", "records.db-wal", "records.db-shm"}
