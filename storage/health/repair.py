"""Repair a damaged file: first plan how, then, if the person agrees, do it."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path

from meetings.dataclass import dataclass
from storage import journal
from storage.beside import records_path
from storage.copies import restoring
from storage.copies.backup import backups
from storage.copies.replacing import keep_aside, sole_use, swap_in
from storage.copies.work import work_folder
from storage.engine import Connection, Key, is_plain, open_reader
from storage.errors import NotWhole, StorageError
from storage.health.check import UNREADABLE, check_file, verify
from storage.health.findings import Finding
from storage.health.rebuild import remake
from storage.health.replay import Unreplayable
from storage.journal import Head
from storage.registry import Registry
from storage.secrecy import keyring
from storage.tables import TABLES


class Way(StrEnum):
    """A way to repair a file."""

    NOTHING = "nothing"
    """The file is whole."""
    REBUILD = "rebuild"
    """The journal is whole: the tables are made anew from it, and nothing is lost."""
    RESTORE = "restore"
    """The newest backup that is whole takes its place."""
    NONE = "none"
    """Neither the journal nor any backup is whole."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The planned repair; `lost` is how many entries the backup lacks, None when unknown."""

    way: Way
    source: Path | None = None
    lost: int | None = 0


def plan(path: Path, findings: list[Finding]) -> Plan:
    """Choose the way that loses least, without changing anything."""
    path = records_path(path)
    if not findings:
        return Plan(Way.NOTHING)
    key = keyring.held(path)
    source, heads = _newest_good(path, key)
    present = _entries(path, key)
    if _journal_is_whole(path, key, heads) and _remade_is_whole(path, key):
        return Plan(Way.REBUILD)
    if source is None:
        return Plan(Way.NONE)
    entries = sum(head.seq for head in heads.values())
    return Plan(Way.RESTORE, source, None if present is None else max(0, present - entries))


def carry_out(path: Path, planned: Plan, now: datetime) -> Path | None:
    """Carry out the plan; returns where the broken file is kept. Raises as restoring does."""
    path = records_path(path)
    if planned.way is Way.RESTORE and planned.source is not None:
        key = keyring.held(path)
        return restoring.restore(path, planned.source, now, key=key).kept
    if planned.way is not Way.REBUILD:
        return None
    key = None if is_plain(path) else keyring.held(path)
    with sole_use(path, key):
        with work_folder(path) as folder:
            made = folder / "made.db"
            _remake(path, made, key)
            if findings := check_file(made, key=key):
                places = tuple(finding.place for finding in findings[:5])
                raise NotWhole(path=str(path), places=places, count=len(findings))
            aside = keep_aside(path, now)
            swap_in(made, path, key)
        return aside


def _remade_is_whole(path: Path, key: Key | None) -> bool:
    key = None if is_plain(path) else key
    try:
        with work_folder(path) as folder:
            _remake(path, folder / "made.db", key)
            return not check_file(folder / "made.db", key=key)
    except (*UNREADABLE, StorageError, Unreplayable):
        return False


def _remake(path: Path, made: Path, key: Key | None) -> None:
    reader = open_reader(path, key)
    try:
        reader.execute("BEGIN")
        remake(reader, made, Registry(lambda: TABLES), key)
    finally:
        reader.close()


def _journal_is_whole(path: Path, key: Key | None, heads: dict[str, Head]) -> bool:
    """Whether every chain is valid and still contains the heads that the backup has."""

    def chain_is_sound(conn: Connection) -> bool:
        bodies = {*journal.bodies(conn), *heads}
        return all(not list(verify(conn, body, heads.get(body))) for body in bodies)

    try:
        reader = open_reader(path, key)
        try:
            return chain_is_sound(reader)
        finally:
            reader.close()
    except (*UNREADABLE, StorageError):
        return False


def _entries(path: Path, key: Key | None) -> int | None:
    try:
        reader = open_reader(path, key)
        try:
            return int(reader.execute("SELECT count(*) FROM entry").fetchone()[0])
        finally:
            reader.close()
    except (*UNREADABLE, StorageError):
        return None


def _newest_good(path: Path, key: Key | None) -> tuple[Path | None, dict[str, Head]]:
    """The undamaged daily copy with the most entries, since names may have wrong days."""
    copies = [(_entries(backup.path, key) or 0, backup.day, backup) for backup in backups(path)]
    for _, _, backup in sorted(copies, key=lambda copy: copy[:2], reverse=True):
        try:
            restoring.look(path, backup.path, key)
            reader = open_reader(backup.path, key)
            try:
                heads = {body: journal.head(reader, body) for body in journal.bodies(reader)}
            finally:
                reader.close()
            return backup.path, {body: head for body, head in heads.items() if head is not None}
        except (StorageError, OSError):
            continue
    return None, {}
