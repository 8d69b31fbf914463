"""What a crash or a hand left beside the records is put in order at the next start, and told."""

import os
import random
import shutil
import sqlite3
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from meetings.sitting.meeting import Meeting
from storage import engine
from storage.beside import drafts_of, keybox_of, work_of
from storage.copies import backup, replacing, restoring, work
from storage.copies.copying import manifest
from storage.drafts import Drafts
from storage.engine import is_plain
from storage.errors import ReadOnly
from storage.health.check import check_file
from storage.health.surroundings import Notice, look_around
from storage.order import Kind, arrive
from storage.photos import folder_of as photos_of
from storage.records import FileRecords
from storage.secrecy import keyring, keys, protecting
from tests.storage.scenes import act, found, planned, spoken

TODAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, 20, 15).astimezone()
SECRET = "梧桐里的路灯"
SEED = int(os.environ.get("CRASH_SEED", "667361"))
MIXED = {560124380: 7, 935674403: 4}
"""Chances by which an old copy and a later log were once taken for one state, in the last round."""
PAIRS = int(os.environ.get("CRASH_PAIRS", "8"))
"""Rounds by any other chance; the long run plays more."""
closes = pytest.mark.skipif(not engine.CIPHER, reason="no SQLCipher here")


@pytest.fixture(autouse=True)
def forgotten():
    yield
    keyring._held.clear()


@pytest.fixture
def filled(path):
    with FileRecords.open(path) as records:
        planned(records, act(), found(records, act()))
    return path


def of_its_owner_alone(path: Path) -> bool:
    """Whether nobody else may read it, by its mode; Windows has none and is not looked at."""
    return os.name == "nt" or path.stat().st_mode & 0o077 == 0


def work_on(path: Path, chance: random.Random, acts: int, left: Path | None = None):
    """Some commands; what the records hold then. `left` gets the files as a kill leaves them."""
    with FileRecords.open(path) as records:
        with records.reading() as book:
            (meeting,) = book.find(Meeting)
        for _ in range(acts):
            dice = chance.random()
            if dice < 0.7:
                with records.transaction("speech.note", act(), meeting.body) as book:
                    text = "话" * chance.choice((1, 5, 50, 400))
                    book.put(spoken(book.get(Meeting, meeting.id), text))
            elif dice < 0.9:
                with records.transaction("meeting.edit", act(), meeting.body) as book:
                    held = book.get(Meeting, meeting.id)
                    book.put(replace(held, title=f"例会{chance.randrange(9999)}"))
            elif (last := records.undoable(meeting.body)) and last.command != "meeting.plan":
                records.undo(act(), meeting.body)
        if left is not None:
            for part in ("", "-wal"):
                shutil.copyfile(f"{path}{part}", f"{left}{part}")
        return manifest(records.conn)


def opened(path: Path):
    """What the records hold, and what was put in order to open them."""
    with FileRecords.open(path) as records:
        assert records.access.writes
        return manifest(records.conn), [done.kind for done in records.order]


def pages_of(content: bytes) -> list[bytes]:
    return [content[at : at + 4096] for at in range(0, len(content), 4096)]


@pytest.mark.parametrize("closed", [False, pytest.param(True, marks=closes)])
def test_a_log_is_its_own_wherever_its_checkpoint_was_cut(filled, tmp_path, closed):
    """Pages reach the disk in any order, and of the last one a part."""
    if closed:
        protecting.set_passphrase(filled, SECRET, lambda _: None)
    chance, left = random.Random(SEED), tmp_path / "left.db"
    first = filled.read_bytes()
    # By the first two a cut last page is one of the newest entry, so that its hash is not there.
    for length in (200, 850, 4200):
        filled.write_bytes(first)
        with FileRecords.open(filled) as records:
            meeting = records.conn.execute("SELECT id, body FROM meeting").fetchone()
            with records.transaction("speech.note", act(), meeting[1]) as book:
                book.put(spoken(book.get(Meeting, meeting[0]), "话" * length))
            for part in ("", "-wal"):
                shutil.copyfile(f"{filled}{part}", f"{left}{part}")
            told = manifest(records.conn)
        before, after = (pages_of(file.read_bytes()) for file in (left, filled))
        there = before + [bytes(4096)] * (len(after) - len(before))
        for round in range(PAIRS):
            new = [round < 4 or chance.random() < 0.8 for _page in after]
            pages = [a if one else b for one, a, b in zip(new, after, there, strict=True)]
            size = max(len(before), *(n + 1 for n, one in enumerate(new) if one)) * 4096
            cut = round % 4 * 1024 if size > len(before) * 4096 else 0
            filled.write_bytes(b"".join(pages)[: size - cut])
            shutil.copyfile(f"{left}-wal", f"{filled}-wal")
            assert opened(filled) == (told, []), f"CRASH_SEED={SEED}"
            assert not check_file(filled)


def test_what_lies_behind_the_last_page_is_no_damage_and_a_cut_page_is(filled):
    whole = filled.read_bytes()
    filled.write_bytes(whole + bytes(1024))
    assert not check_file(filled)
    filled.write_bytes(whole[:-1024])
    assert [one.place for one in check_file(filled)][:1] == [filled.name]


@pytest.mark.parametrize(
    ("closed", "seed"),
    [
        (False, SEED),
        *(pytest.param(True, seed, marks=closes) for seed in dict.fromkeys((SEED, *MIXED))),
    ],
)
def test_of_a_file_and_a_log_only_those_that_belong_together_are_read_together(
    filled, tmp_path, closed, seed
):
    """Copies of any age are put over a file whose log a kill left, or none is."""
    if closed:
        protecting.set_passphrase(filled, SECRET, lambda _: None)
    for round in range(MIXED.get(seed, PAIRS)):
        chance = random.Random(seed + round)
        folder = tmp_path / str(round)
        folder.mkdir()
        live = folder / "records.db"
        keyring.hold(live, keyring.held(filled))
        copies = []
        for number in range(chance.randrange(1, 4)):
            content = work_on(filled, chance, chance.choice((1, 2, 5, 30)))
            copy = folder / f"copy-{number}"
            if chance.random() < 0.3:
                backup.back_up_to(filled, copy, TODAY)
            else:
                shutil.copyfile(filled, copy)
            copies.append((copy, content))
        final = work_on(filled, chance, chance.choice((1, 5, 30, 100)), live)
        if chance.random() < 0.2:
            copies.append((folder / "newer", work_on(filled, chance, chance.choice((1, 20)))))
            shutil.copyfile(filled, folder / "newer")
        if chance.random() < 0.2:
            assert opened(live) == (final, []), f"CRASH_SEED={seed + round}"
        else:
            copy, content = chance.choice(copies)
            shutil.copyfile(copy, live)
            log = Path(f"{live}-wal").read_bytes()
            got, done = opened(live)
            if done:
                assert (got, done) == (content, [Kind.LOG_ASIDE]), f"CRASH_SEED={seed + round}"
                (aside,) = folder.glob("records.db.aside-*-wal")
                assert aside.read_bytes() == log
                assert Notice.ASIDE in {advice.kind for advice in look_around(live, TODAY)}
            else:
                # Nothing was changed but what the log tells itself.
                assert got == final, f"CRASH_SEED={seed + round}"
        assert check_file(live) == [], f"CRASH_SEED={seed + round}"


def left_by_a_kill(filled, tmp_path):
    """The records of a killed program: a file with a log, and the log's content."""
    live = tmp_path / "killed" / "records.db"
    live.parent.mkdir()
    final = work_on(filled, random.Random(1), 5, live)
    return live, final


def test_a_file_of_another_program_of_ours_put_over_it_does_not_take_its_log(filled, tmp_path):
    live, _ = left_by_a_kill(filled, tmp_path)
    other = tmp_path / "other.db"
    with FileRecords.open(other) as records:
        found(records, act())
        content = manifest(records.conn)
    shutil.copyfile(other, live)
    assert opened(live) == (content, [Kind.LOG_ASIDE])


def test_a_log_beside_no_file_is_set_aside_before_a_new_file_is_begun(filled, tmp_path):
    live, _ = left_by_a_kill(filled, tmp_path)
    for gone in (live.unlink, lambda: live.write_bytes(b"")):
        log = Path(f"{live}-wal").read_bytes()
        gone()
        with FileRecords.open(live) as records:
            (done,) = records.order
            assert done.kind is Kind.BEGUN_ANEW
            assert Path(str(done.facts["kept"])).read_bytes() == log
            assert records.conn.execute("SELECT count(*) FROM entry").fetchone()[0] == 0
            found(records, act())
            shutil.copyfile(f"{live}-wal", tmp_path / "log")
        shutil.copyfile(tmp_path / "log", f"{live}-wal")


def frames_of(log: Path) -> list[tuple[int, int]]:
    """Where each frame of a log begins, and the pages that a commit leaves; 0 for none."""
    whole = log.read_bytes()
    length = 24 + int.from_bytes(whole[8:12], "big")
    starts = range(32, len(whole), length)
    return [(start, int.from_bytes(whole[start + 4 : start + 8], "big")) for start in starts]


def beyond_the_middle(log: Path) -> int:
    """A place in a page with some commands behind it."""
    starts = frames_of(log)
    return starts[len(starts) // 2][0] + 100


HARM = {
    "random": lambda log: log.write_bytes(random.Random(3).randbytes(9_000)),
    "a few bytes": lambda log: log.write_bytes(b"\x37\x7f\x06\x82 cut"),
    "a spoilt beginning": lambda log: spoil_byte(log, 26),
    "a beginning and random": lambda log: log.write_bytes(
        log.read_bytes()[:32] + random.Random(4).randbytes(20_000)
    ),
    "cut within a page": lambda log: os.truncate(log, log.stat().st_size // 2 + 1_000),
    "a spoilt byte": lambda log: spoil_byte(log, beyond_the_middle(log)),
    "random behind it": lambda log: log.write_bytes(
        log.read_bytes() + random.Random(5).randbytes(4_120)
    ),
}


def spoil_byte(log: Path, place: int) -> None:
    whole = bytearray(log.read_bytes())
    whole[place] ^= 0x10
    log.write_bytes(whole)


@pytest.mark.parametrize("harm", HARM)
def test_a_log_that_is_damaged_or_cut_is_told_and_kept_as_it_was(filled, tmp_path, harm):
    live, final = left_by_a_kill(filled, tmp_path)
    log = Path(f"{live}-wal")
    HARM[harm](log)
    was = log.read_bytes()
    held, done = opened(live)
    assert done == [Kind.LOG_DAMAGED] and (harm != "random behind it" or held == final)
    (aside,) = live.parent.glob("records.db.aside-*-wal")
    assert aside.read_bytes() == was and of_its_owner_alone(aside)
    assert check_file(live) == [] and opened(live) == (held, [])


def test_what_a_cut_off_command_or_an_earlier_round_leaves_in_a_log_is_not_told(filled, tmp_path):
    live, final = left_by_a_kill(filled, tmp_path)
    log = Path(f"{live}-wal")
    whole, (last, _pages) = log.read_bytes(), frames_of(log)[-1]
    assert frames_of(log)[-1][1], "the last frame is a commit"
    torn = bytearray(whole)
    torn[last + 1_000] ^= 1
    older = bytearray(whole[32:])
    salt = int.from_bytes(whole[16:20], "big")
    for start, _pages in frames_of(log):
        older[start - 24 : start - 20] = (salt - 1).to_bytes(4, "big")
    for left in (
        whole[:last],
        whole[: last + 24],
        bytes(torn),
        whole + older,
        whole + bytes(9_000),
    ):
        log.write_bytes(left)
        assert arrive(live) == (), len(left)
        assert log.read_bytes() == left
    assert opened(live) == (final, [])


def test_a_backup_put_where_a_file_was_deleted_does_not_take_its_log(filled, tmp_path):
    copy = backup.back_up_to(filled, tmp_path / "copy.db", TODAY)
    live, _ = left_by_a_kill(filled, tmp_path)
    live.unlink()
    restoring.restore(live, copy, NOW)
    assert check_file(live) == [] and list(live.parent.glob("*.aside-*-wal"))


@closes
def test_a_keybox_beside_no_file_is_not_overwritten_by_the_next(filled):
    protecting.set_passphrase(filled, SECRET, lambda _: None)
    box = keybox_of(filled).read_bytes()
    filled.unlink()
    keyring.hold(filled, None)
    with FileRecords.open(filled) as records:
        (done,) = records.order
    assert done.kind is Kind.BEGUN_ANEW and not keybox_of(filled).exists()
    assert Path(str(done.facts["kept"])).read_bytes() == box


def rollback_journal(path: Path, left: Path) -> None:
    """A file and the journal of a transaction that a kill cut off, where logs are refused."""
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA journal_mode = DELETE")
    raw.execute("PRAGMA cache_size = 1")
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("UPDATE speech SET text = text || ?", ("x" * 500,))
    for part in ("", "-journal"):
        shutil.copyfile(f"{path}{part}", f"{left}{part}")
    raw.execute("ROLLBACK")
    raw.close()


def test_a_journal_that_rolls_back_another_state_is_set_aside(filled, tmp_path):
    before = work_on(filled, random.Random(2), 40)
    live = tmp_path / "killed.db"
    rollback_journal(filled, live)
    assert opened(live) == (before, [])
    rollback_journal(filled, live)
    older = backup.back_up_to(filled, tmp_path / "copy.db", TODAY)
    shutil.copyfile(older, live)
    content, done = opened(live)
    assert (content, done) == (before, [Kind.LOG_ASIDE])
    assert check_file(live) == []


def test_a_broken_file_keeps_its_log_and_is_told_as_broken(filled, tmp_path):
    live, _ = left_by_a_kill(filled, tmp_path)
    spoilt = bytearray(live.read_bytes())
    spoilt[4096:] = os.urandom(len(spoilt) - 4096)
    live.write_bytes(spoilt)
    log = Path(f"{live}-wal").read_bytes()
    arrive(live)
    assert Path(f"{live}-wal").read_bytes() == log and not list(live.parent.glob("*.aside-*"))


def test_a_file_of_a_later_version_keeps_its_log(filled, tmp_path):
    live, _ = left_by_a_kill(filled, tmp_path)
    with sqlite3.connect(live) as raw:
        raw.execute("PRAGMA user_version = 999")
    raw.close()
    shutil.copyfile(filled, tmp_path / "log-of")
    Path(f"{live}-wal").write_bytes(b"\x37\x7f\x06\x82" + bytes(4096))
    assert arrive(live) == () and Path(f"{live}-wal").exists()


def test_reading_alone_puts_the_log_in_order_too_but_not_under_a_writer(filled, tmp_path):
    copy = backup.back_up_to(filled, tmp_path / "copy.db", TODAY)
    live, _ = left_by_a_kill(filled, tmp_path)
    shutil.copyfile(copy, live)
    with FileRecords.open(live, read_only=True) as records:
        assert [done.kind for done in records.order] == [Kind.LOG_ASIDE]
    with FileRecords.open(filled) as writer:
        found(writer, act())
        assert arrive(filled) == () and Path(f"{filled}-wal").stat().st_size


# What a passphrase that was cut off leaves


@pytest.fixture
def cut_off(filled):
    """Records with all that lies beside them, and a deed that ends at a moment of choice."""
    with FileRecords.open(filled):
        backup.back_up_daily(filled, TODAY)
    drafts = Drafts.open(filled, background=False)
    drafts.save("line", "只有路灯不亮")
    drafts.close()
    photos_of(filled).mkdir()
    (photos_of(filled) / "0001-aaaaaaaaaaaa-1.jpg").write_bytes(b"\xff\xd8 a picture")
    return filled


class Killed(BaseException):
    """Stands for the end of the program: nothing is tidied up after it."""


def everything(path):
    return b"".join(file.read_bytes() for file in path.parent.rglob("*") if file.is_file())


def kill_at(monkeypatch, target, name):
    """The program ends where this would be done; what tidies up after errors does not run."""

    def kill(*_, **__):
        os._exit(9)

    monkeypatch.setattr(target, name, kill)


def in_a_child(deed):
    """Do it in a process of its own, which may be killed in the middle."""
    child = os.fork()
    if child == 0:
        try:
            deed()
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == 9 << 8


forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")


@closes
@forks
@pytest.mark.parametrize(
    ("target", "name"),
    [(protecting, "_reclose_records"), (protecting, "copy_verified"), (protecting, "swap_in"),
     (replacing, "put_instead")],
)  # fmt: skip
def test_a_passphrase_cut_off_before_the_records_are_closed_is_undone_and_told(
    cut_off, monkeypatch, target, name
):
    before, _ = opened(cut_off)
    with monkeypatch.context() as patched:
        kill_at(patched, target, name)
        in_a_child(lambda: protecting.set_passphrase(cut_off, SECRET, lambda _: None))
    assert keybox_of(cut_off).exists()
    assert opened(cut_off) == (before, [Kind.KEY_ASIDE])
    assert is_plain(cut_off) and not keybox_of(cut_off).exists()
    assert not work_of(cut_off).exists() and opened(cut_off)[1] == []
    assert protecting.set_passphrase(cut_off, SECRET, lambda _: None) == tuple(
        cut_off.parent.glob("*.aside-*-key")
    )


@closes
@forks
@pytest.mark.parametrize(
    ("target", "name"),
    [(replacing, "wipe"), (protecting, "close_drafts"), (protecting, "_reclose_copies"),
     (protecting, "_reclose_photos"), (work, "sync_file")],
)  # fmt: skip
def test_a_passphrase_cut_off_after_that_is_finished_and_told(cut_off, monkeypatch, target, name):
    before, _ = opened(cut_off)
    with monkeypatch.context() as patched:
        kill_at(patched, target, name)
        in_a_child(lambda: protecting.set_passphrase(cut_off, SECRET, lambda _: None))
    assert not is_plain(cut_off)
    keys.unlock(cut_off, SECRET)
    content, done = opened(cut_off)
    assert content == before and done == [Kind.ENCRYPTED]
    left = everything(cut_off)
    assert b"CREATE TABLE" not in left and "路灯".encode() not in left and b"picture" not in left
    assert not list(cut_off.parent.glob(".*")) and opened(cut_off)[1] == []
    assert check_file(cut_off) == []


@closes
@forks
@pytest.mark.parametrize("name", ["_reclose_photos", "_reclose_records", "_reclose_copies"])
def test_removing_it_that_was_cut_off_is_undone_or_finished_and_told(cut_off, monkeypatch, name):
    protecting.set_passphrase(cut_off, SECRET, lambda _: None)
    before, _ = opened(cut_off)
    with monkeypatch.context() as patched:
        kill_at(patched, protecting, name)
        in_a_child(lambda: protecting.remove_passphrase(cut_off, SECRET))
    content, done = opened(cut_off)
    assert content == before
    if is_plain(cut_off):
        assert done == [Kind.KEY_ASIDE, Kind.COPIES_CLOSED]
        (copy,) = backup.backups(cut_off)
        assert keys.open_box(copy.path, SECRET)
    else:
        assert done == [Kind.ENCRYPTED]
    assert check_file(cut_off) == []


@closes
def test_copies_get_the_passphrase_that_a_crash_kept_from_them(cut_off, monkeypatch):
    protecting.set_passphrase(cut_off, SECRET, lambda _: None)
    monkeypatch.setattr(protecting, "older_copies", lambda records: ())
    protecting.change_passphrase(cut_off, SECRET, "广场上的长椅")
    monkeypatch.undo()
    assert opened(cut_off)[1] == [Kind.SAME_PASSPHRASE]
    (copy,) = backup.backups(cut_off)
    assert keys.open_box(copy.path, "广场上的长椅") == keyring.held(cut_off)
    assert opened(cut_off)[1] == []


@closes
def test_drafts_that_cannot_be_read_keep_nothing_else_from_being_encrypted(cut_off):
    drafts = drafts_of(cut_off)
    drafts.write_bytes(b"SQLite format 3\0" + b"\xa5" * 9_000)
    assert drafts in protecting.set_passphrase(cut_off, SECRET, lambda _: None)
    (copy,) = backup.backups(cut_off)
    assert not is_plain(copy.path) and b"picture" not in everything(cut_off)
    assert Kind.NOT_ENCRYPTED in opened(cut_off)[1]


@closes
def test_a_passphrase_whose_sheet_cannot_be_written_is_not_set(cut_off):
    def refuse(key):
        raise OSError(28, "no space")

    with pytest.raises(OSError):
        protecting.set_passphrase(cut_off, SECRET, refuse)
    assert is_plain(cut_off) and not keybox_of(cut_off).exists() and opened(cut_off)[1] == []


# Private copies


def test_a_restore_that_is_killed_leaves_its_copies_only_where_they_are_swept(
    filled, tmp_path, monkeypatch
):
    copy = backup.back_up_to(filled, tmp_path / "stick.db", TODAY)
    elsewhere = tmp_path / "system"
    elsewhere.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(elsewhere))
    seen: list[set[str]] = []

    def look(path, *_, **__):
        seen.append({file.name for file in path.parent.iterdir()})
        assert of_its_owner_alone(path.parent)
        assert of_its_owner_alone(work_of(filled))
        raise Killed

    monkeypatch.setattr(restoring, "check_file", look)
    monkeypatch.setattr("shutil.rmtree", lambda *_, **__: None)
    with pytest.raises(Killed):
        restoring.restore(filled, copy, NOW)
    monkeypatch.undo()
    assert seen == [{"copy.db"}] and not list(elsewhere.iterdir())
    assert any(file.name == "copy.db" for file in work_of(filled).rglob("*"))
    opened(filled)
    assert not work_of(filled).exists()


def test_what_another_program_works_on_is_not_swept(filled):
    with work.work_folder(filled) as folder:
        (folder / "copy.db").write_bytes(b"x")
        opened(filled)
        assert (folder / "copy.db").exists()
    assert not work_of(filled).exists()


def test_two_names_of_a_file_are_told(filled):
    os.link(filled, filled.with_name("second.db"))
    assert opened(filled)[1] == [Kind.SEVERAL_NAMES]


@pytest.mark.parametrize("kind", Kind)
def test_each_thing_has_its_sentence(kind):
    from tui.words.records import ORDER

    assert ORDER[kind.value].format(file="f", kept="k", count=2)


# What arrives open, and what its owner closed


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_what_arrives_open_is_closed_to_others_and_nothing_else_is(filled, tmp_path):
    backup.back_up_daily(filled, TODAY)
    photos_of(filled).mkdir()
    (photos_of(filled) / "0001-aaaaaaaaaaaa-1.jpg").write_bytes(b"x")
    for name in ("-drafts", "-search", "-key", "-crash-1.txt", ".before-2.1", ".aside-1-wal"):
        filled.with_name(filled.name + name).touch()
    filled.with_name("records-before-20260301-201500.db").touch()
    others = [filled.with_name(name) for name in ("纪要.docx", "records2.db", "folder")]
    others[2].mkdir()
    others[0].touch()
    others[1].touch()
    outside = tmp_path / "outside"
    outside.mkdir()
    filled.with_name("records.db-link").symlink_to(outside)
    for file in [file for file in tmp_path.rglob("*") if not file.is_symlink()]:
        file.chmod(0o777 if file.is_dir() else 0o666)
    tmp_path.chmod(0o755)
    opened(filled)
    stay = {*others, outside}
    for file in tmp_path.rglob("*"):
        open_to_others = file.stat().st_mode & 0o077
        assert bool(open_to_others) == (file in stay or file.is_symlink()), file.name
    assert tmp_path.stat().st_mode & 0o777 == 0o755


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_file_that_its_owner_made_read_only_is_opened_so_and_stays_so(filled):
    filled.chmod(0o444)
    before = filled.read_bytes()
    with FileRecords.open(filled) as records:
        assert (records.access.writes, records.access.why_not) == (False, "read_only")
        with records.reading() as book:
            assert len(book.find(Meeting)) == 1
        with pytest.raises(ReadOnly) as told, records.transaction("x", act(), "y"):
            pass
        assert told.value.facts["why"] == "read_only"
    assert filled.stat().st_mode & 0o777 == 0o444 and filled.read_bytes() == before
    filled.chmod(0o600)
    with FileRecords.open(filled) as records:
        found(records, act())
