"""What of a body no other has heard from this file, where it was stopped: for people to look at."""

from meetings.matters.issues import Issue
from meetings.sharing.moves import Unsent
from storage import journal
from storage.journal import StoredEntry
from storage.records import FileRecords
from storage.registers import home
from storage.registers.kept import kept
from storage.registers.moving import was_given


def unsent(records: FileRecords, body: str) -> Unsent | None:
    """How a stopped body stands here; None where it is not stopped."""
    with records.reading() as book:
        conn = book.conn
        known = kept(conn, body)
        if known is None or not known.stopped:
            return None
        heard = conn.execute(
            "SELECT coalesce(max(journal_seq), 0) FROM letter, json_each(letter.addressed) "
            "JOIN acknowledged ON acknowledged.body = letter.body "
            "AND acknowledged.epoch = letter.epoch "
            "AND acknowledged.reader = json_extract(value, '$[0]') AND acknowledged.at <> ?2 "
            "AND acknowledged.number >= json_extract(value, '$[1]') "
            "WHERE letter.body = ?1 AND letter.state = 'own'",
            (body, home.MARK),
        ).fetchone()[0]
        found = [kept for kept in journal.oldest_first(conn, body) if kept.seq > heard]
        rows = {id for kept in found for id in _rows(kept)}
        issues = [one for one in book.find(Issue, body=body) if one.id in rows]
        name = conn.execute("SELECT name FROM body WHERE id = ?", (body,)).fetchone()[0]
        entries = tuple(kept.entry() for kept in found)
        own = was_given(conn, body)
        return Unsent(body, name, known.stopped, heard, entries, tuple(issues), own)


def _rows(kept: StoredEntry) -> set[str]:
    return {change.id for change in kept.changes() if change.table == "issue"}
