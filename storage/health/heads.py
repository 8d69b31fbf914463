"""Check that a journal still contains an end that was printed on paper."""

from pathlib import Path

from meetings.dataclass import dataclass
from meetings.papers.seal import JournalEnd
from storage.beside import at_the_door
from storage.engine import is_plain, open_reader
from storage.secrecy import keyring


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of a body: its number, and when it was made (ISO text)."""

    body: str
    """The body's name, or its id where the table has none."""
    seq: int
    at: str


def place_of_end(path: Path, end: JournalEnd) -> Place | None:
    """The entry with a printed end's hash; None where no journal in the file has it.

    Sixteen digits identify the entry, so the body need not be given. A count must be that of the
    entry. Raises as opening does, and DatabaseError.
    """
    path = at_the_door(path)
    reader = open_reader(path, None if is_plain(path) else keyring.held(path))
    try:
        found = reader.execute(
            "SELECT coalesce(body.name, entry.body), seq, at FROM entry "
            "LEFT JOIN body ON body.id = entry.body "
            "WHERE hex(substr(hash, 1, 8)) = upper(?1) AND (?2 IS NULL OR seq = ?2)",
            (end.digits, end.count),
        ).fetchone()
    finally:
        reader.close()
    return Place(*found) if found else None
