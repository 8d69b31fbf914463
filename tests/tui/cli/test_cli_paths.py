"""Whatever the records are called, each command finds the same file; no export falls on it."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from exports.files import ask_before_writing
from storage import engine
from storage.engine import is_plain
from storage.health.check import check_file
from storage.records import FileRecords
from storage.secrecy import keyring
from tests.storage.scenes import act, found, planned
from tui.cli.main import COMMANDS, main

links = pytest.mark.skipif(os.name == "nt", reason="links need a right there")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "records.db"
    with FileRecords.open(path) as records:
        planned(records, act(), found(records, act()))
    yield path
    keyring.hold(path, None)
    ask_before_writing(lambda place: None)


def run(*args: str, **env: str) -> Result:
    return CliRunner().invoke(main, list(args), env=env)


def names(folder: Path) -> set[str]:
    """The names there, without locks and the empty log that a reader leaves."""
    return {
        file.name
        for file in folder.iterdir()
        if file.stat().st_size and not file.name.endswith(("-shm", ".lock"))
    }


@pytest.fixture(
    params=["relative", "environment", pytest.param("link", marks=links),
            pytest.param("folder", marks=links)]
)  # fmt: skip
def called(request: pytest.FixtureRequest, path: Path, tmp_path: Path):
    """A way to name the records: the words on the line and in the environment."""
    match request.param:
        case "relative":
            return ("--records", "records.db"), {}
        case "environment":
            return (), {"JIEJIAO_RECORDS": "./records.db"}
        case "link":
            Path("link").symlink_to("records.db")
            return ("--records", "link"), {}
        case _:
            Path("away").symlink_to(tmp_path, target_is_directory=True)
            return ("--records", "away/records.db"), {}


def test_check_repair_backup_and_restore_find_the_file(called, path: Path) -> None:
    words, env = called
    checked = run(*words, "check", **env)
    assert checked.exit_code == 0, checked.output
    assert run(*words, "backup", "copy.db", **env).exit_code == 0
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE meeting SET title = 'x'")
    raw.close()
    assert run(*words, "check", **env).exit_code == 1
    repaired = run(*words, "check", "--repair", "--yes", **env)
    assert repaired.exit_code == 0, repaired.output
    restored = run(*words, "restore", "copy.db", "--yes", **env)
    assert restored.exit_code == 0, restored.output
    assert check_file(path) == [] and not path.is_symlink()
    assert run(*words, "export", "all", "-o", "all.zip", **env).exit_code == 0
    brought = run("--records", "new.db", "import", "all", "all.zip")
    assert brought.exit_code == 0, brought.output


@pytest.mark.skipif(not engine.CIPHER, reason="no SQLCipher here")
def test_a_passphrase_is_set_changed_and_removed(called, path: Path) -> None:
    words, env = called
    first, second = {"JIEJIAO_PASSPHRASE": "梧桐里的路灯"}, {"JIEJIAO_PASSPHRASE": "广场上的长椅"}
    done = run(*words, "passphrase", "set", "--sheet", "key.txt", **env, **first)
    assert done.exit_code == 0, done.output
    assert not is_plain(path) and names(path.parent) >= {"records.db-key", "key.txt"}
    keyring.hold(path, None)
    new = {"JIEJIAO_NEW_PASSPHRASE": second["JIEJIAO_PASSPHRASE"]}
    changed = run(*words, "passphrase", "change", **env, **first, **new)
    assert changed.exit_code == 0, changed.output
    keyring.hold(path, None)
    assert run(*words, "check", **env, **second).exit_code == 0
    keyring.hold(path, None)
    assert run(*words, "passphrase", "remove", **env, **second).exit_code == 0
    assert is_plain(path) and check_file(path) == []


@links
def test_a_file_of_several_names_gets_no_passphrase_and_hears_why(path: Path) -> None:
    os.link(path, "second.db")
    before = path.read_bytes()
    done = run(
        "--records", "records.db", "passphrase", "set", "--sheet", "key.txt",
        JIEJIAO_PASSPHRASE="梧桐里的路灯",
    )  # fmt: skip
    assert done.exit_code == 2 and done.stderr.count("\n") == 1 and "硬链接" in done.stderr
    assert path.read_bytes() == before and "key.txt" not in names(path.parent)


@pytest.mark.parametrize("said", ["", ".", "folder"])
def test_what_is_no_file_is_refused_in_one_sentence(path: Path, said: str) -> None:
    Path("folder").mkdir()
    for words in (("check",), ("export", "all", "-o", "x.zip"), ("backup", "x.db"), ()):
        done = run("--records", said, *words)
        assert done.exit_code == 2 and done.stderr.count("\n") == 1
        assert ("不是文件" if said else "名字是空的") in done.stderr


@pytest.mark.parametrize("said", ["self.db", "loop/records.db"])
@links
def test_links_that_go_round_in_a_circle_are_told_as_that(path: Path, said: str) -> None:
    Path("self.db").symlink_to("self.db")
    Path("loop").symlink_to("loop")
    for words in (("check",), ("export", "all", "-o", "x.zip"), ("restore", "records.db")):
        done = run("--records", said, *words)
        assert done.exit_code == 2 and done.stderr.count("\n") == 1 and "绕成了圈" in done.stderr
    done = run("--records", "records.db", "restore", "self.db")
    assert done.exit_code == 2 and "绕成了圈" in done.stderr


BODY = "45、47栋街角议事会"


def commands_that_write() -> Iterator[list[str]]:
    """Every command with an option for the file to be written, with what else it must be given."""
    given = {"meeting": ["latest"], "issue": ["1"]}
    more = {
        "extract": ["--item", "2"], "road": ["--body", BODY], "points": ["--body", BODY],
    }  # fmt: skip
    context = click.Context(main)

    def walk(command: click.Command, words: list[str]) -> Iterator[list[str]]:
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                found = command.get_command(context, name)
                assert found is not None
                yield from walk(found, [*words, name])
        elif any("-o" in one.opts for one in command.params):
            needed = [w for one in command.params for w in given.get(str(one.name), [])]
            yield [*words, *needed, *more.get(words[-1], [])]

    for name in COMMANDS:
        found = main.get_command(context, name)
        assert found is not None
        yield from walk(found, [name])


WRITING = list(commands_that_write())


def test_all_exports_are_looked_at() -> None:
    assert len(WRITING) >= 18


@pytest.fixture(scope="module")
def sample(community: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(community, tmp_path_factory.mktemp("sample") / "sample.db"))


@pytest.mark.parametrize("words", WRITING, ids=" ".join)
def test_no_export_replaces_the_records_or_what_lies_beside_them(
    words: list[str], sample: Path, monkeypatch
) -> None:
    monkeypatch.chdir(sample.parent)
    before = sample.read_bytes()
    for target in ("sample.db", "SAMPLE.DB-wal", "sample.db-drafts", "sample.db-photos/x.docx"):
        done = run("--records", "sample.db", *words, "-o", target, "--force")
        assert done.exit_code == 2 and "另取" in done.stderr, (target, done.output)
    assert sample.read_bytes() == before
    assert names(sample.parent) == {"sample.db"}


@links
def test_no_export_follows_another_name_of_them(sample: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.link(sample, "纪要.docx")
    Path("公示.docx").symlink_to(sample)
    for target in ("纪要.docx", "公示.docx"):
        done = run("--records", str(sample), "export", "minutes", "latest", "-o", target, "--force")
        assert done.exit_code == 2 and "另取" in done.stderr
    Path("纪要.docx").unlink()
    assert is_plain(sample)


def test_a_pdf_does_not_take_the_name_of_the_records(path: Path) -> None:
    path.rename("records.pdf")
    done = run(
        "--records", "records.pdf", "export", "sign-in", "latest", "-o", "records.docx", "--pdf",
        "--force",
    )  # fmt: skip
    assert done.exit_code == 2
    assert is_plain(Path("records.pdf")) and not Path("records.docx").exists()


@pytest.mark.parametrize("place", ["records.db", "records.db-backups", "records.db-photos/x.db"])
def test_no_copy_is_put_among_what_lies_beside_the_records(path: Path, place: str) -> None:
    Path("records.db-backups").mkdir()
    done = run("--records", "records.db", "backup", place)
    assert done.exit_code == 2 and "另取" in done.stderr
    assert list(Path("records.db-backups").iterdir()) == []


def test_the_recovery_key_is_not_written_over_the_records(path: Path) -> None:
    done = run(
        "--records", "records.db", "passphrase", "set", "--sheet", "records.db-key",
        JIEJIAO_PASSPHRASE="梧桐里的路灯",
    )  # fmt: skip
    assert done.exit_code == 2 and is_plain(path)
    assert names(path.parent) == {"records.db"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_programs_own_folder_is_closed_to_others(path: Path, monkeypatch) -> None:
    folder = path.parent / "own"
    folder.mkdir(mode=0o755)
    monkeypatch.setattr("tui.cli.main.default_records", lambda: folder / "jiejiao.db")
    run("check")
    assert folder.stat().st_mode & 0o777 == 0o700
