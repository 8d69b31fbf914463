"""What a released schema left on a disk is still opened, checked, restored and brought in."""

import hashlib
import json
import shutil
import tarfile
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from exports.bundle import opened
from exports.tables.sheets_read import read_source
from meetings.actions import hold
from meetings.actions.finish import sealed
from meetings.community.bodies import Body
from meetings.importing.plan import RowState
from meetings.importing.workbook.plan import existing_workbook, import_workbook, plan_workbook
from meetings.papers.finals import FinalMinutes
from meetings.papers.seal import hash_of
from meetings.ports import By
from meetings.sitting.debate import Stance
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from storage import migrations
from storage.copies import restoring
from storage.copies.bringing_in import bring_in
from storage.drafts import Drafts
from storage.engine import open_reader
from storage.health.check import check_file
from storage.ids import new_id
from storage.records import FileRecords
from storage.secrecy import keyring, keys
from storage.secrecy.keys import unlock
from tests.data.released.make import CORNER, DRAFT, HERE, NOW, PASSPHRASE, PNG
from tui.cli.main import main
from tui.settings.settings_file import read_settings

ARCHIVES = sorted(HERE.glob("schema-*.tar.xz"))
LATER = datetime(2026, 12, 1, 9, 0).astimezone()


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """Unpacks each archive once; what it gives is copied before use."""
    above = tmp_path_factory.mktemp("released")

    def folder_of(packed):
        folder = above / packed.name
        if not folder.exists():
            with tarfile.open(packed) as archive:
                archive.extractall(folder, filter="data")
        return folder

    return folder_of


@pytest.fixture(params=ARCHIVES, ids=lambda archive: archive.name.removesuffix(".tar.xz"))
def archive(request):
    return request.param


@pytest.fixture
def left(archive, unpacked, tmp_path):
    """A folder as a program of that schema left it."""
    return shutil.copytree(unpacked(archive), tmp_path / "left")


@pytest.fixture(scope="module")
def opened_once(unpacked, tmp_path_factory):
    """Brings the records of each archive up once; what it gives is copied before use."""
    above = tmp_path_factory.mktemp("opened")

    def file_of(archive):
        file = above / archive.name / "records.db"
        if not file.exists():
            shutil.copytree(unpacked(archive), file.parent)
            FileRecords.open(file).close()
        return file

    return file_of


@pytest.fixture
def file(archive, opened_once, tmp_path):
    """The records of the folder, brought up, with what lies beside them."""
    return shutil.copytree(opened_once(archive).parent, tmp_path / "up") / "records.db"


@pytest.fixture(scope="module", autouse=True)
def _stretched_before():
    """What a secret stretches to with its salt is kept; of the newest archive it is worked out."""
    known = json.loads((HERE / "stretched.json").read_text("utf-8"))

    def stretch(password, *, salt, **cost):
        kept = known.get(hashlib.sha256(salt + password).hexdigest())
        return bytes.fromhex(kept) if kept else hashlib.scrypt(password, salt=salt, **cost)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "scrypt", stretch)
        yield


def of(file: Path, table: str) -> int:
    reader = open_reader(file, keyring.held(file))
    try:
        return int(reader.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        reader.close()


def by() -> By:
    return By("单晓梅", LATER, new_id())


def test_there_is_an_archive_of_every_schema_before_this_one():
    assert {f"schema-{number}.tar.xz" for number in range(1, migrations.KNOWN)} <= {
        archive.name for archive in ARCHIVES
    }


def brought_up(file: Path) -> bool:
    reader = open_reader(file)
    try:
        return int(reader.execute("PRAGMA user_version").fetchone()[0]) == migrations.KNOWN
    finally:
        reader.close()


def test_it_is_whole_before_it_is_brought_up_and_after(left, file):
    assert check_file(left / "records.db") == []
    assert check_file(file) == [] and brought_up(file)


def test_its_backup_is_whole_before_it_is_brought_up_and_after(left):
    backup = left / "backup" / "2026-11-25.db"
    assert check_file(backup) == []
    FileRecords.open(backup).close()
    assert check_file(backup) == [] and brought_up(backup)


def test_it_goes_on_and_what_was_done_can_be_taken_back(file):
    with FileRecords.open(file) as records:
        with records.reading() as book:
            corner = next(body.id for body in book.find(Body) if body.name == CORNER)
        assert [entry.command for entry in records.history(corner, limit=2)] == ["undo", "redo"]
        records.redo(by(), corner)
        records.undo(by(), corner)
        assert records.undo(by(), corner).command == "undo"
    assert check_file(file) == []


def test_its_backup_is_restored_with_the_photographs(left, tmp_path):
    goal = tmp_path / "again" / "records.db"
    done = restoring.restore(goal, left / "backup" / "2026-11-25.db", LATER)
    assert (done.photographs.there, done.photographs.lost) == (1, ())
    assert check_file(goal) == []
    with FileRecords.open(goal) as records, records.reading() as book:
        assert len(book.find(Meeting)) == of(left / "records.db", "meeting")
    assert check_file(goal) == []


def test_its_backup_is_restored_over_records_of_today(left, tmp_path):
    goal = tmp_path / "records.db"
    FileRecords.open(goal).close()
    assert restoring.restore(goal, left / "backup" / "2026-11-25.db", LATER).kept is not None
    FileRecords.open(goal).close()
    assert check_file(goal) == []


def test_its_whole_export_is_brought_in(left, tmp_path):
    new = tmp_path / "new.db"
    with opened(left / "everything.zip") as bundle:
        count = bring_in(new, bundle.journals(), bundle.heads(), lambda _n: None)
    assert count == of(left / "records.db", "entry") == of(new, "entry")
    assert check_file(new) == []


def test_its_whole_export_is_imported_by_the_command_line(left, tmp_path):
    new = tmp_path / "new.db"
    done = CliRunner().invoke(
        main, ["--records", str(new), "import", "all", str(left / "everything.zip")]
    )
    assert done.exit_code == 0, done.output
    (photo,) = new.with_name("new.db-photos").iterdir()
    assert photo.read_bytes() == PNG


def test_its_workbook_is_imported(left, tmp_path):
    with FileRecords.open(tmp_path / "new.db") as records:
        source = read_source(left / "workbook.xlsx")
        plan = plan_workbook(source, existing_workbook(records), None, NOW)
        assert not [row for row in plan.rows if row.state is RowState.ERROR]
        assert import_workbook(records, by(), plan) is not None


def test_its_final_minutes_still_match_their_hashes(file):
    with FileRecords.open(file) as records, records.reading() as book:
        finals = book.find(FinalMinutes)
        # What was anonymised since is no longer what was sealed.
        kept = [final for final in finals if hash_of(final.content) == final.hash]
        assert len(kept) == 2
        for final in finals:
            read = sealed(book, final)
            assert read.hash == final.hash
            assert not any(item.elected or item.by_election for item in read.items)


def test_its_half_typed_text_is_there(file):
    drafts = Drafts.open(file, background=False)
    key, text = DRAFT
    assert drafts.get(key) == text
    drafts.close()


def test_its_settings_are_read_without_a_complaint(left):
    found = read_settings(left / "settings.toml")
    assert found.troubles == ()
    assert (found.settings.language, found.settings.lock_minutes) == ("zh", 5)
    assert dict(found.settings.keys) == {"hold.vote": "alt+v"}


def test_its_encrypted_records_open_by_either_secret(left):
    closed = left / "closed.db"
    found = set()
    try:
        for secret in (PASSPHRASE, (left / "recovery.txt").read_text()):
            unlock(closed, secret)
            found.add(keyring.held(closed))
        assert len(found) == 1 and None not in found
        assert check_file(closed) == []
        # What the one secret opens and brings up is what the other opens: it is the same key.
        FileRecords.open(closed).close()
        assert check_file(closed) == []
        assert of(closed, "person") == 1
    finally:
        keyring.hold(closed, None)


def test_a_speech_kept_as_neutral_stays_so_and_one_without_a_stance_may_follow(unpacked, tmp_path):
    """Of a speech that was written before schema 20 nobody knows whether neutral was said."""
    file = shutil.copytree(unpacked(HERE / "schema-19.tar.xz"), tmp_path / "left") / "records.db"

    def told(records):
        with records.reading() as book:
            return {one.id: one.stance for held in book.find(Meeting) for one in held.speeches}

    before = of(file, "speech WHERE stance = 'neutral'")
    with FileRecords.open(file) as records:
        kept = told(records)
        assert before and list(kept.values()).count(Stance.NEUTRAL) == before
        with records.reading() as book:
            held = next(m for m in book.find(Meeting) if m.current and m.state is MeetingState.OPEN)
        hold.speak(records, by(), held.body, held.id, None, "王秀英", Stance.UNSAID, "灯亮了。")
        assert Counter(told(records).values()) - Counter(kept.values()) == {Stance.UNSAID: 1}
    assert check_file(file) == []
