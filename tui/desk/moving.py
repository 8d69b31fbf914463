"""Reads and writes out bodies that were stopped here, for the screen and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from meetings.sharing.moves import Unsent
    from storage.records import FileRecords


def write_supplement(records: FileRecords, found: Unsent, folder: Path, made: datetime) -> Path:
    """Write what only this file has of a stopped body as a workbook; raises OSError, FileExists."""
    from exports.files import write_free
    from exports.tables.supplement import supplement_name, supplement_workbook
    from meetings.community.people import Person
    from tui.words.history import command_name, gist

    with records.reading() as book:
        people = {one.id: one.name for one in book.find(Person)}
    told = [
        (entry, command_name(entry.command), gist(entry, people, command_name(entry.command)))
        for entry in found.entries
    ]
    data = supplement_workbook(found.issues, told, people, made)
    folder.mkdir(parents=True, exist_ok=True)
    return write_free(folder / supplement_name(found.name, made), data)


def stopped_bodies(records: FileRecords) -> list[Unsent]:
    """Every body of the file that was stopped, those given away too."""
    from storage.registers.unsent import unsent

    with records.reading() as book:
        rows = book.conn.execute("SELECT body FROM kept_body ORDER BY body").fetchall()
    return [one for (body,) in rows if (one := unsent(records, body)) is not None]
