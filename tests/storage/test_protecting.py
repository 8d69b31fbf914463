"""A passphrase closes records, drafts and copies to everybody who has neither it nor the key."""

from datetime import date, datetime, timedelta

import pytest

from meetings.sitting.meeting import Meeting
from storage import engine
from storage.beside import keybox_of
from storage.copies import backup, restoring
from storage.copies.copying import manifest
from storage.drafts import Drafts
from storage.errors import CannotOpen, Damaged, Locked, Protection, WrongPassphrase
from storage.health.check import check_file
from storage.records import FileRecords
from storage.secrecy import keyring, keys, protecting
from storage.secrecy.recovery import Misread, as_recovery_key, new_recovery_key
from tests.storage.scenes import act, found, planned, spoken

pytestmark = pytest.mark.skipif(not engine.CIPHER, reason="no SQLCipher here")

SAID = "梧桐里只有路灯不亮"
TODAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, 20, 15).astimezone()


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    monkeypatch.setattr(keys, "_COST", (1 << 10, 8, 1))


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
    assert restoring.look(backup.backups(filled)[0].path).entries == 3


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


def test_a_recovery_key_tells_which_group_was_misread():
    for _ in range(200):
        key = new_recovery_key()
        assert as_recovery_key(f" {key.lower().replace('-', '')}\n") == key
        first = "X" if key[0] != "X" else "Y"
        try:
            assert as_recovery_key(first + key[1:]) != key
        except Misread as slip:
            assert slip.groups == (1,)
    assert as_recovery_key("梧桐花又开了") is None and as_recovery_key("") is None


def test_a_hostile_keybox_costs_nothing(filled):
    protecting.set_passphrase(filled, "first one", lambda _: None)
    box = keybox_of(filled)
    for said in (b"", b"{}", b"[1]", box.read_bytes().replace(b"1024", b"1099511627776")):
        box.write_bytes(said)
        forget(filled)
        with pytest.raises((Damaged, CannotOpen)):
            keys.unlock(filled, "first one")
