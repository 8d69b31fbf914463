"""A passphrase closes records, drafts and copies to everybody who has neither it nor the key."""

import errno
import os
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import pytest

from meetings.sitting.meeting import Meeting
from storage import engine, photos
from storage.beside import drafts_of, keybox_of, work_of
from storage.copies import backup, replacing, restoring, work
from storage.copies.copying import manifest
from storage.drafts import Drafts
from storage.errors import CannotOpen, Damaged, Locked, Misread, Protection, WrongPassphrase
from storage.health.check import check_file
from storage.order import Kind
from storage.records import FileRecords
from storage.secrecy import keyring, keys, protecting
from storage.secrecy.recovery import _check, as_recovery_key, new_recovery_key
from tests.storage.scenes import act, found, planned, spoken

pytestmark = pytest.mark.skipif(not engine.CIPHER, reason="no SQLCipher here")

SAID = "梧桐里只有路灯不亮"
TODAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, 20, 15).astimezone()


@pytest.fixture
def filled(path):
    """A plain file with a speech, a draft and a daily copy."""
    with FileRecords.open(path) as records:
        meeting = planned(records, act(), found(records, act()))
        with records.transaction("speech.note", act(), meeting.body) as book:
            book.put(spoken(book.get(Meeting, meeting.id), SAID))
        backup.back_up_daily(path, TODAY)
    drafts = Drafts.open(path, background=False)
    drafts.save("speech", SAID)
    drafts.close()
    yield path
    keyring.hold(path, None)


def bytes_of(path):
    return b"".join(f.read_bytes() for f in path.parent.rglob("*") if f.is_file())


def forget(path):
    keyring.hold(path, None)


def content(path):
    with FileRecords.open(path, read_only=True) as records:
        return manifest(records.conn)


def test_nothing_said_can_be_read_any_more_and_all_is_there_with_the_passphrase(filled):
    before = content(filled)
    assert SAID.encode() in bytes_of(filled)
    told: list[str] = []
    assert protecting.set_passphrase(filled, "梧桐花又开了", told.append) == ()
    assert SAID.encode() not in bytes_of(filled)
    assert b"CREATE TABLE" not in bytes_of(filled)
    forget(filled)
    with pytest.raises(Locked):
        FileRecords.open(filled)
    for secret in ("梧桐花又开了", told[0], told[0].lower().replace("-", " ")):
        keys.unlock(filled, secret)
        assert content(filled) == before
        forget(filled)
    with pytest.raises(WrongPassphrase):
        keys.unlock(filled, "梧桐花又谢了")
    keys.unlock(filled, "梧桐花又开了")
    drafts = Drafts.open(filled, background=False)
    assert drafts.get("speech") == SAID
    drafts.save("speech", SAID + "。")
    drafts.close()
    assert check_file(filled) == []
    assert SAID.encode() not in bytes_of(filled)


def test_a_forgotten_passphrase_is_replaced_by_the_recovery_key(filled):
    told: list[str] = []
    protecting.set_passphrase(filled, "first one", told.append)
    backup.back_up_daily(filled, TODAY + timedelta(days=1))
    protecting.change_passphrase(filled, told[0], "second one")
    forget(filled)
    with pytest.raises(WrongPassphrase):
        keys.unlock(filled, "first one")
    keys.unlock(filled, "second one")
    for copy in backup.backups(filled):
        assert keys.open_box(copy.path, "second one") == keyring.held(filled)
        with pytest.raises(WrongPassphrase):
            keys.open_box(copy.path, "first one")
    protecting.change_passphrase(filled, "second one", "third one", told.append)
    with pytest.raises(WrongPassphrase):
        keys.open_box(filled, told[0])
    assert keys.open_box(filled, told[1]) == keyring.held(filled)


def test_removing_it_leaves_plain_files_with_the_same_content(filled):
    before = content(filled)
    protecting.set_passphrase(filled, "first one", lambda _: None)
    assert protecting.remove_passphrase(filled, "first one") == ()
    forget(filled)
    assert content(filled) == before
    assert not keybox_of(filled).exists()
    drafts = Drafts.open(filled, background=False)
    assert drafts.get("speech") == SAID
    drafts.close()
    assert restoring.look(filled, backup.backups(filled)[0].path).entries == 3


def test_a_backup_on_a_stick_opens_elsewhere_by_its_own_keybox(filled, tmp_path):
    protecting.set_passphrase(filled, "first one", lambda _: None)
    stick = tmp_path / "stick"
    stick.mkdir()
    made = backup.back_up_to(filled, stick, TODAY)
    assert SAID.encode() not in made.read_bytes()
    elsewhere = tmp_path / "other" / "records.db"
    restoring.restore(elsewhere, made, NOW, key=keys.open_box(made, "first one"))
    forget(elsewhere)
    keys.unlock(elsewhere, "first one")
    assert content(elsewhere) == content(filled)
    forget(elsewhere)


def test_a_plain_backup_restored_over_encrypted_records_is_encrypted(filled, tmp_path):
    stick = backup.back_up_to(filled, tmp_path / "plain.db", TODAY)
    protecting.set_passphrase(filled, "first one", lambda _: None)
    stick.rename(tmp_path / "moved.db")
    restoring.restore(filled, tmp_path / "moved.db", NOW)
    assert not engine.is_plain(filled)
    assert check_file(filled) == []
    assert SAID.encode() not in filled.read_bytes()


@pytest.mark.parametrize(
    ("deed", "why"),
    [
        (lambda p: protecting.set_passphrase(p, "12345", lambda _: None), "short"),
        (lambda p: protecting.change_passphrase(p, "x", "long enough"), "none"),
        (lambda p: protecting.remove_passphrase(p, "x"), "none"),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(filled, deed, why):
    before = filled.read_bytes()
    with pytest.raises(Protection) as told:
        deed(filled)
    assert told.value.facts["why"] == why
    assert filled.read_bytes() == before


def test_nothing_is_encrypted_under_a_running_program(filled):
    with FileRecords.open(filled), pytest.raises(CannotOpen) as told:
        protecting.set_passphrase(filled, "first one", lambda _: None)
    assert told.value.facts["why"] == "in_use"


def full_width(key):
    return "".join("－" if sign == "-" else chr(ord(sign) + 0xFEE0) for sign in key)


@pytest.mark.parametrize(
    "copied",
    [
        str, str.lower, full_width, lambda key: full_width(key.lower()),
        *(lambda key, dash=dash: key.replace("-", dash)
          for dash in ("", " ", "\u3000", "–", "—", " — ", "——", "−", "‐", "‑", "_", "·", "ー")),
        lambda key: f"\ufeff {key}\u200b\n",
        lambda key: key.replace("0", "o").replace("1", "l"),
        lambda key: key.replace("0", "Ｏ").replace("1", "I"),
    ],
)  # fmt: skip
def test_a_recovery_key_is_understood_as_people_copy_it(copied):
    for _ in range(50):
        key = new_recovery_key()
        assert as_recovery_key(copied(key)) == key


def holding(place, group):
    """Whether the check sign agrees by chance, as one slip in 32 does."""
    return _check(place, group[:-1]) == group[-1]


SLIPS = {
    "another sign": lambda group: ("X" if group[0] != "X" else "Y") + group[1:],
    "no sign of the key": lambda group: group[:2] + "U" + group[3:],
    "a sign too few": lambda group: group[1:],
    "a sign too many": lambda group: group[:3] + "7" + group[3:],
    "signs swapped": lambda group: group[1] + group[0] + group[2:],
}


@pytest.mark.parametrize("place", range(7))
@pytest.mark.parametrize("slip", SLIPS)
def test_a_recovery_key_tells_which_group_was_miscopied(place, slip):
    for _ in range(20):
        groups = new_recovery_key().split("-")
        wrong = SLIPS[slip](groups[place])
        if wrong == groups[place] or (len(wrong) == 5 and holding(place, wrong)):
            continue
        groups[place] = wrong
        with pytest.raises(Misread) as told:
            as_recovery_key("-".join(groups))
        assert told.value.facts["groups"] == (place + 1,)


@pytest.mark.parametrize("place", range(7))
def test_a_sign_too_few_is_found_where_no_gaps_were_written(place):
    found = 0
    for _ in range(40):
        groups = new_recovery_key().split("-")
        groups[place] = groups[place][:2] + groups[place][3:]
        with pytest.raises(Misread) as told:
            as_recovery_key("".join(groups))
        found += told.value.facts["groups"] == (place + 1,)
    assert found >= 25


@pytest.mark.parametrize(
    "text", ["", "\u200b" * 35, "梧桐花又开了", "first one", "correct horse battery staple correct"]
)
def test_a_passphrase_is_not_taken_for_a_recovery_key(text):
    assert as_recovery_key(text) is None


def test_a_miscopied_recovery_key_names_its_group_and_another_files_key_is_told_apart(filled):
    keys_told: list[str] = []
    protecting.set_passphrase(filled, "first one", keys_told.append)
    forget(filled)
    groups = keys_told[0].split("-")
    with pytest.raises(Misread) as told:
        keys.open_box(filled, "-".join((*groups[:2], groups[2][1:], *groups[3:])))
    assert told.value.facts["groups"] == (3,)
    with pytest.raises(WrongPassphrase) as other:
        keys.open_box(filled, new_recovery_key())
    assert other.value.facts["printed"]
    with pytest.raises(WrongPassphrase) as plain:
        keys.open_box(filled, "second one")
    assert not plain.value.facts["printed"]


def test_a_passphrase_that_looks_like_a_miscopied_recovery_key_opens(filled):
    told: list[str] = []
    odd = "-".join((*new_recovery_key().split("-")[:6], "UUUUU"))
    protecting.set_passphrase(filled, odd, told.append)
    forget(filled)
    assert keys.open_box(filled, odd) == keys.open_box(filled, told[0])


@pytest.mark.parametrize("seen", [5, 6])
def test_a_passphrase_needs_six_characters_that_can_be_seen(filled, seen):
    passphrase = "梧" * seen + "\u200b\u3164\ufeff \u2800\U000e0041"
    if seen < 6:
        with pytest.raises(Protection):
            protecting.set_passphrase(filled, passphrase, lambda _: None)
        assert engine.is_plain(filled)
    else:
        protecting.set_passphrase(filled, passphrase, lambda _: None)
        assert not engine.is_plain(filled)


def test_a_hostile_keybox_costs_nothing(filled):
    protecting.set_passphrase(filled, "first one", lambda _: None)
    box = keybox_of(filled)
    for said in (b"", b"{}", b"[1]", box.read_bytes().replace(b"1024", b"1099511627776")):
        box.write_bytes(said)
        forget(filled)
        with pytest.raises((Damaged, CannotOpen)):
            keys.unlock(filled, "first one")


def set_one_apart(filled):
    """A copy set aside with its half-typed text, beside the records."""
    kept = replacing.keep_aside(filled, NOW)
    assert drafts_of(kept).exists()
    return kept


def opened_by(path, secret):
    """What was put in order when the records were opened next."""
    forget(path)
    keys.unlock(path, secret)
    with FileRecords.open(path) as records:
        return {done.kind for done in records.order}


@pytest.mark.parametrize("which", ["drafts", "copy"])
def test_of_a_copy_and_its_drafts_the_one_that_a_crash_left_open_is_closed_alone(filled, which):
    kept = set_one_apart(filled)
    file = drafts_of(kept) if which == "drafts" else kept
    plain = file.read_bytes()
    assert protecting.set_passphrase(filled, "first one", lambda _: None) == ()
    file.write_bytes(plain)
    assert opened_by(filled, "first one") == {Kind.ENCRYPTED}
    assert SAID.encode() not in bytes_of(filled)
    for one in (kept, drafts_of(kept)):
        engine.open_reader(one, keyring.held(filled)).close()


@pytest.mark.parametrize(
    "name",
    [
        "records.db-backups/.2026-03-01.db.0123abcd.old",
        "records.db-backups/..2026-03-01.db.0123abcd.part.4567cdef.part",
        "records.db-backups/..2026-03-01.db.0123abcd.new.4567cdef.part-journal",
        "..records-before-20260301-201500.db.0123abcd.part.4567cdef.part",
        "records.db-photos/.0001-0123456789ab-路灯.png.0123abcd.part",
        "records.db-backups/records.db-photos/.0001-0123456789ab-路灯.png.0123abcd.part",
    ],
)
def test_what_a_crash_left_half_made_in_any_folder_of_theirs_goes_at_the_next_opening(filled, name):
    protecting.set_passphrase(filled, "first one", lambda _: None)
    left = filled.parent / name.replace("records", filled.stem)
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_text(SAID)
    opened_by(filled, "first one")
    assert not left.exists()


def test_what_bears_another_name_on_the_disk_is_named_and_not_thought_closed(filled, tmp_path):
    copy = backup.backups(filled)[0].path
    picture = photos.folder_of(filled) / "0001-0123456789ab-a.png"
    photos.put(picture.parent, picture.name, SAID.encode(), None)
    own = (copy, drafts_of(filled), picture)
    for count, file in enumerate(own):
        os.link(file, tmp_path / f"other-{count}")
    assert set(protecting.set_passphrase(filled, "first one", lambda _: None)) == set(own)
    assert opened_by(filled, "first one") == {Kind.NOT_ENCRYPTED}
    assert all(file.stat().st_nlink == 2 for file in own)


def test_a_copy_that_somebody_gave_a_name_of_his_own_is_named(filled):
    copy = backup.backups(filled)[0].path
    renamed = copy.rename(copy.with_name("过年前.db"))
    assert protecting.set_passphrase(filled, "first one", lambda _: None) == (renamed,)


@pytest.mark.parametrize("size", [0, 5, 12_288, (1 << 20) + 3])
def test_what_is_overwritten_takes_no_more_room_than_it_had(tmp_path, size, monkeypatch):
    path = tmp_path / "old"
    path.write_bytes(b"x" * size)
    seen: list[bytes] = []
    monkeypatch.setattr(work, "sync_file", lambda _handle: seen.append(path.read_bytes()))
    work.wipe(path)
    assert seen == [bytes(size)] and not path.exists()


def test_what_a_full_disk_does_not_let_overwrite_goes_all_the_same(tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(errno.ENOSPC, "")

    path = tmp_path / "old"
    path.write_bytes(b"x")
    monkeypatch.setattr(work, "sync_file", full)
    work.wipe(path)
    assert not path.exists()


def test_the_key_is_worked_on_beside_the_records_and_nothing_of_it_stays(filled, monkeypatch):
    def refused(**_options):
        raise AssertionError("the folder of the system that everybody uses")

    monkeypatch.setattr(keys, "TemporaryDirectory", refused)
    told: list[str] = []
    protecting.set_passphrase(filled, "first one", told.append)
    assert keys.open_box(filled, "first one") == keys.open_box(filled, told[0])
    assert not work_of(filled).exists()


def test_where_nothing_can_be_written_beside_them_the_records_still_open(filled, monkeypatch):
    protecting.set_passphrase(filled, "first one", lambda _: None)

    @contextmanager
    def full(_records):
        raise OSError(errno.ENOSPC, "full")
        yield

    monkeypatch.setattr(keys, "work_folder", full)
    assert keys.open_box(filled, "first one") == keyring.held(filled)
