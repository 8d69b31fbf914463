"""Killed in the middle of a copy, a restore or an encryption: the old file or the new, never half.

`CRASH_COPIES` sets how often, `CRASH_SEED` which moments; both are told where a test fails.
"""

import os
import random
import subprocess
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from meetings.sitting.meeting import Meeting
from storage import engine, photos
from storage.copies import backup
from storage.copies.copying import manifest
from storage.drafts import Drafts
from storage.engine import is_plain
from storage.health.check import check_file
from storage.records import FileRecords
from storage.secrecy import keyring, keys
from tests.storage.killed_worker import SECRET
from tests.storage.scenes import act, found, planned, spoken

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("CRASH_COPIES", "4"))
SEED = int(os.environ.get("CRASH_SEED", "20261128"))

PHOTOS = {f"000{n}-aaaaaaaaaaaa-{n}.jpg": bytes([n]) * 400_000 for n in range(1, 4)}

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no kill -9")


@pytest.fixture
def two_states(path):
    """The records, and beside them an older copy; what each holds."""
    with FileRecords.open(path) as records:
        meeting = planned(records, act(), found(records, act()))
        backup.back_up_to(path, path.with_name("source.db"), date(2026, 3, 1))
        old = manifest(records.conn)
        for number in range(40):
            with records.transaction("speech.note", act(), meeting.body) as book:
                book.put(spoken(book.get(Meeting, meeting.id), f"第{number}次" * 200))
        new = manifest(records.conn)
    drafts = Drafts.open(path, background=False)
    drafts.save("speech", "说到一半")
    drafts.close()
    for name, content in PHOTOS.items():
        photos.put(photos.folder_of(path), name, content, None)
    yield old, new
    keyring.hold(path, None)


def photographs(path):
    """What each photograph is found to be, however it lies there."""
    folder, key = photos.folder_of(path), keyring.held(path)
    return {
        name: photos.content(folder, name, sha256(whole).hexdigest(), key)
        for name, whole in PHOTOS.items()
    }


def killed(deed: str, path: Path, chance: random.Random) -> None:
    """Let the worker run some rounds and kill it at a random moment of the next."""
    program = subprocess.Popen(
        [sys.executable, str(ROOT / "tests/storage/killed_worker.py"), deed, str(path)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert program.stdout is not None
    for _ in range(chance.randrange(1, 4)):
        assert program.stdout.readline(), f"it stopped by itself; CRASH_SEED={SEED}"
    try:
        program.wait(chance.random() * 0.12)
    except subprocess.TimeoutExpired:
        program.kill()
    program.wait()
    program.stdout.close()
    assert program.returncode < 0, f"it stopped by itself; CRASH_SEED={SEED}"


def content(path):
    with FileRecords.open(path) as records:
        assert records.access.writes
        return manifest(records.conn)


def test_a_copy_that_bears_its_name_is_whole(path, two_states):
    _, new = two_states
    chance = random.Random(SEED)
    for _ in range(KILLS):
        killed("backup", path, chance)
        for copy in backup.backups(path):
            assert check_file(copy.path) == [], f"CRASH_SEED={SEED}"
        assert content(path) == new, f"CRASH_SEED={SEED}"
    for copy in backup.backups(path):
        copy.path.unlink()
    backup.back_up_daily(path, date(2026, 3, 1))
    assert [file.name for file in backup.folder_of(path).iterdir()] == ["2026-03-01.db"]


def test_restoring_leaves_the_old_records_or_the_new(path, two_states):
    chance = random.Random(SEED)
    for _ in range(KILLS):
        killed("restore", path, chance)
        assert content(path) in two_states, f"CRASH_SEED={SEED}"
        assert check_file(path) == [], f"CRASH_SEED={SEED}"
    drafts = Drafts.open(path, background=False)
    assert drafts.get("speech") == "说到一半"
    drafts.close()


@pytest.mark.skipif(not engine.CIPHER, reason="no SQLCipher here")
def test_a_passphrase_is_set_or_not_and_no_word_is_lost(path, two_states):
    _, new = two_states
    chance = random.Random(SEED)
    for _ in range(KILLS):
        killed("passphrase", path, chance)
        keyring.hold(path, None)
        if not is_plain(path):
            keys.unlock(path, SECRET)
        assert content(path) == new, f"CRASH_SEED={SEED}"
        assert check_file(path) == [], f"CRASH_SEED={SEED}"
        assert photographs(path) == PHOTOS, f"CRASH_SEED={SEED}"
        drafts = Drafts.open(path, background=False)
        assert drafts.get("speech") == "说到一半", f"CRASH_SEED={SEED}"
        drafts.close()
