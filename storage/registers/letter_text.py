"""Both registers out of the tables into a file of lines, and back into them; without any keys."""

from collections.abc import Iterable, Iterator

from meetings.sharing.letters import LetterUnsound, from_line, to_line
from storage.engine import Connection
from storage.registers import register

_STATES = ("own", "taken", "waits", "later", "refused")


def lines(conn: Connection) -> Iterator[str]:
    """One line for each letter: its state, when it was stored, its record, and the letter."""
    asked = "SELECT body, epoch, n, state, kept_at, record FROM letter ORDER BY body, epoch, n"
    for row in conn.execute(asked).fetchall():
        yield _line(conn, *row)


def lines_of(conn: Connection, body: str) -> list[str]:
    """The lines of letters that a body wrote or got, for the file to which it moves."""
    asked = (
        "SELECT body, epoch, n, CASE WHEN state = 'own' AND body <> ?1 THEN 'taken' ELSE state END,"
        " kept_at, record FROM letter WHERE body = ?1 OR EXISTS (SELECT 1 FROM "
        "json_each(letter.addressed) WHERE json_extract(value, '$[0]') = ?1) "
        "ORDER BY body, epoch, n"
    )
    return [_line(conn, *row) for row in conn.execute(asked, (body,)).fetchall()]


def _line(
    conn: Connection, body: str, epoch: int, n: int, state: str, kept_at: str, record: str
) -> str:
    letter = register.find(conn, body, epoch, n)
    assert letter is not None
    return f"{state} {kept_at} {record or '-'} {to_line(letter)}"


def write_again(conn: Connection, lines: Iterable[str]) -> None:
    """Write such lines into a file; in a transaction. Raises LetterUnsound.

    Hashes are checked again; signatures were checked when the letters came.
    """
    for line in lines:
        parts = line.rstrip("\n").split(" ", 3)
        if len(parts) != 4 or parts[0] not in _STATES:
            raise LetterUnsound(body="", n=0, why="line")
        state, kept_at, record, text = parts
        letter = from_line(text)
        if letter.computed_hash() != letter.hash or not letter.payload_fits():
            raise LetterUnsound(body=letter.body, n=letter.n, why="hash")
        told_record = "" if record == "-" else record
        register.write(conn, letter, told_record, state, kept_at)  # type: ignore[arg-type]
