"""Replace the records by a verified backup, keeping a copy of the present file."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from meetings.dataclass import dataclass
from storage import migrations, schema
from storage.beside import keybox_of, records_path
from storage.copies.copying import copy_verified
from storage.copies.pairing import set_strange_log_aside
from storage.copies.photo_copies import Gone, bring_back
from storage.copies.replacing import keep_aside, part_of, settle, sole_use, swap_in
from storage.copies.work import work_folder
from storage.engine import Key, is_plain, open_reader, open_writer
from storage.errors import CannotOpen, Damaged, Foreign, Locked, Newer, NotWhole
from storage.health.check import check_file
from storage.plain_files import private_folder, put_whole
from storage.secrecy import keyring


@dataclass(frozen=True, slots=True)
class Seen:
    """A backup's newest entry (ISO text), and its numbers of entries and bodies."""

    path: Path
    last_at: str
    entries: int
    bodies: int


@dataclass(frozen=True, slots=True)
class Restored:
    """The result of restoring; `kept` is the path of the former file, None without one."""

    seen: Seen
    kept: Path | None
    photographs: Gone


def look(records: Path, source: Path, key: Key | None = None) -> Seen:
    """Verify a whole backup, without writing to it or running code in it.

    Raises Foreign, Newer, Damaged, Locked, CannotOpen, NotWhole.
    """
    with _private_copy(records_path(records), source) as copy:
        return _look(copy, source, key)


def restore(
    records: Path, source: Path, now: datetime, *, key: Key | None = None, plan: bool = False
) -> Restored:
    """Put a verified copy of the backup in the place of the records.

    The new file is closed as the present one is; without one, as the backup is (`key`). A crash
    leaves the old records or the new. Photographs that are missing beside the records are taken
    from beside the backup. Raises as `look` does, and CannotOpen `in_use`, CopyFailed.
    """
    records = records_path(records)
    present = keyring.held(records)
    if present is None and keyring.is_locked(records):
        raise Locked(path=str(records))
    with sole_use(records, present), _private_copy(records, source) as copy:
        seen = _look(copy, source, key)
        if plan:
            return Restored(seen, None, Gone())
        source_key = None if is_plain(copy) else key
        new_key = present if present is not None else source_key
        made = copy.with_name("made.db")
        reader = open_reader(copy, source_key)
        try:
            copy_verified(reader, made, new_key, source_key)
        finally:
            reader.close()
        if schema.inspect(made, new_key) < migrations.KNOWN:
            schema.bring_up(made, new_key)
            settle(made, new_key)
        _stop(made, new_key)
        aside = keep_aside(records, now) if _there(records) else None
        if present is None and source_key is not None:
            box = keybox_of(records)
            put_whole(part_of(box), box, keybox_of(copy).read_bytes())
        swap_in(made, records, present)
        keyring.hold(records, new_key)
        return Restored(seen, aside, bring_back(records, source, key))


def _look(copy: Path, source: Path, key: Key | None) -> Seen:
    set_strange_log_aside(copy, key)
    try:
        findings = check_file(copy, key=key)
    except (CannotOpen, Damaged, Foreign, Locked, Newer) as failure:
        # The person named the source; the copy that is looked at is a matter of our own.
        raise replace(failure, path=str(source)) from failure
    if findings:
        places = tuple(finding.place for finding in findings[:5])
        raise NotWhole(path=str(source), places=places, count=len(findings))
    reader = open_reader(copy, None if is_plain(copy) else key)
    try:
        entries, bodies, last = reader.execute(
            "SELECT count(*), count(DISTINCT body), coalesce(max(at), '') FROM entry"
        ).fetchone()
    finally:
        reader.close()
    return Seen(source, last, entries, bodies)


def _stop(made: Path, key: Key | None) -> None:
    """Stop bodies with letters until an exchange, as they may have written more since."""
    conn = open_writer(made, key)
    try:
        sent = "SELECT body FROM letter WHERE state = 'own' AND addressed <> '[]'"
        conn.execute(
            f"UPDATE kept_body SET stopped = 'restored' WHERE stopped = '' AND body IN ({sent})"
        )
    finally:
        conn.close()
    settle(made, key)


def _there(records: Path) -> bool:
    return records.exists() and records.stat().st_size > 0


@contextmanager
def _private_copy(records: Path, source: Path) -> Iterator[Path]:
    """A private copy of a file and its log, which cannot change between checking and use.

    On a read-only stick, a file in write-ahead mode could not be opened at all.
    """
    if not source.is_file():
        raise CannotOpen(path=str(source), why="absent")
    private_folder(records.parent)
    with work_folder(records) as folder:
        copy = folder / "copy.db"
        try:
            for part in ("", "-wal"):
                if Path(f"{source}{part}").is_file():
                    shutil.copyfile(f"{source}{part}", f"{copy}{part}")
            if keybox_of(source).is_file():
                shutil.copyfile(keybox_of(source), keybox_of(copy))
        except PermissionError as failure:
            raise CannotOpen(path=str(source), why="no_permission") from failure
        yield copy
