"""Which command undo takes back and redo brings back, and what it must leave in place."""

from collections.abc import Iterable, Mapping

from meetings.errors import NothingToUndo, UndoRefused
from meetings.ports import PERMANENT, Change
from storage.engine import Connection
from storage.journal import REDO, UNDO, StoredEntry


def to_undo(newest_first: Iterable[StoredEntry]) -> StoredEntry:
    """The newest command that was not undone; raises NothingToUndo, UndoRefused for a final one."""
    undone: dict[int, bool] = {}
    for entry in newest_first:
        if entry.refers is not None and entry.command in (UNDO, REDO):
            undone.setdefault(entry.refers, entry.command == UNDO)
        elif not undone.get(entry.seq, False):
            if entry.command in PERMANENT:
                raise UndoRefused(command=entry.command, why="final")
            return entry
    raise NothingToUndo()


def stands(newest_first: Iterable[StoredEntry], seq: int) -> bool:
    """Whether the command of this number was not taken back."""
    for entry in newest_first:
        if entry.refers == seq and entry.command in (UNDO, REDO):
            return entry.command == REDO
        if entry.seq == seq:
            return True
    return False


def to_redo(newest_first: Iterable[StoredEntry]) -> int:
    """The number of the command the last undo took back; raises NothingToUndo.

    Once another command was made there is nothing to bring back.
    """
    seen: set[int] = set()
    for entry in newest_first:
        if entry.refers is None or entry.command not in (UNDO, REDO):
            break
        if entry.refers not in seen and entry.command == UNDO:
            return entry.refers
        seen.add(entry.refers)
    raise NothingToUndo(act=REDO)


def reverse(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The changes that undo these."""
    return tuple(Change(c.table, c.id, c.after, c.before) for c in reversed(changes))


def heard(
    conn: Connection,
    table: str,
    now: Mapping[str, object] | None,
    wanted: Mapping[str, object] | None,
) -> bool:
    """Whether the answer to be undone is on the agenda of the body that had asked.

    `now` and `wanted` are the row as it stands and as it would be; an answer that was written
    with the signature goes with its whole row.
    """
    if table != "reply" or now is None or now["answered_at"] is None:
        return False
    if wanted is not None and wanted["answered_at"] is not None:
        return False
    sql = (
        "SELECT 1 FROM referral WHERE id = ? AND (landed_item IS NOT NULL OR landed_on IS NOT NULL)"
    )
    return conn.execute(sql, (now["referral"],)).fetchone() is not None


def has_left(conn: Connection, id: str) -> bool:
    """Whether a letter about the row was made; only a new act can change that."""
    sql = "SELECT 1 FROM letter WHERE record = ? AND state = 'own' LIMIT 1"
    return conn.execute(sql, (id,)).fetchone() is not None


def taken_up(conn: Connection, body: str, table: str, id: str) -> bool:
    """Whether another body's row refers to this one, so that undo must not remove it."""
    from storage.tables import REFERENCES

    for other, column, parent in REFERENCES:
        if parent == table:
            sql = f"SELECT 1 FROM {other} WHERE {column} = ? AND body <> ? LIMIT 1"
            if conn.execute(sql, (id, body)).fetchone() is not None:
                return True
    return False
