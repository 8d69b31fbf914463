"""Writes everything into one zip: documents, workbooks, ledger, people, photographs, journals."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from exports.bundle import Bundle
    from storage.records import FileRecords

Step = Callable[[str], None]
"""Called before each file; an error it raises ends the export, and no file is left."""

Progress = Callable[[int, int, str], None]
"""Called with steps done, steps in all and a name, on the writing thread."""


class Stopped(Exception):
    """The person stopped the export."""


def everything(
    records: "FileRecords",
    folder: Path,
    now: "datetime",
    on_progress: Progress,
    stopped: Callable[[], bool],
) -> Path | None:
    """Write everything into a zip in the folder, calling both functions; None when stopped."""
    from exports.documents.names import safe_name
    from exports.files import free_path

    done, jobs = 0, count_of(records)

    def step(name: str) -> None:
        nonlocal done
        if stopped():
            raise Stopped
        done += 1
        on_progress(done, jobs, "")

    folder.mkdir(parents=True, exist_ok=True)
    goal = free_path(folder / safe_name(f"{now:%Y%m%d}_全部", "zip"))
    try:
        return write_all(records, goal, now, step)
    except Stopped:
        return None


def count_of(records: "FileRecords") -> int:
    """The number of steps of the export, for its progress."""
    from storage import journal

    meetings = len(_meetings(records))
    return meetings + len(journal.bodies(records.conn)) + 3


def _meetings(records: "FileRecords") -> list[str]:
    from meetings.sitting.meeting import Meeting

    with records.reading() as book:
        return [meeting.id for meeting in book.find(Meeting)]


def write_all(
    records: "FileRecords",
    target: Path,
    now: "datetime",
    step: Step,
    *,
    overwrite: bool = False,
    lost: list[str] | None = None,
) -> Path:
    """Write everything to the zip `target`; raises FileExists, OSError, and what `step` raises.

    The names of listed photographs whose files are missing are added to `lost`.
    """
    from exports.bundle import bundle

    with bundle(target, now, overwrite=overwrite) as made:
        for meeting in _meetings(records):
            step(meeting)
            _papers(records, made, meeting, now)
        step("tables")
        _tables(records, made, now)
        step("photographs")
        missing = _photographs(records, made)
        if lost is not None:
            lost += missing
        chains = _journals(records, made, step)
        _letters(records, made)
        made.finish(chains)
    return target


def _papers(records: "FileRecords", made: "Bundle", meeting: str, now: "datetime") -> None:
    from exports.documents.minutes import minutes_document, minutes_name
    from exports.documents.record import record_document, record_name
    from exports.tables.workbook_write import meeting_workbook, workbook_name
    from meetings.actions import finish
    from meetings.importing.workbook.plan import held_meeting
    from meetings.sitting.meeting_states import OVER

    held = held_meeting(records, meeting)
    if held.meeting.state in OVER:
        minutes = finish.minutes(records, meeting, now)
        record = finish.record(records, meeting, now)
        made.add("文书/", minutes_name(minutes), minutes_document(minutes))
        made.add("文书/", record_name(record), record_document(record))
    made.add("工作簿/", workbook_name(held), meeting_workbook(held, now))


def _tables(records: "FileRecords", made: "Bundle", now: "datetime") -> None:
    from exports.tables.ledger import ledger_workbook
    from exports.tables.workbook_write import people_workbook
    from meetings.importing.people.plan import existing_people, people_rows
    from meetings.importing.tasks.out import existing_ledger

    made.add("", "督办台账.xlsx", ledger_workbook(existing_ledger(records), now, "全部机构"))
    known = existing_people(records)
    rows = [row for one in known.bodies for row in people_rows(known, one)]
    made.add("", "名册.xlsx", people_workbook(rows, now))


def _photographs(records: "FileRecords", made: "Bundle") -> list[str]:
    """Add every listed photograph, decrypted; returns the names of those that are missing."""
    from exports.bundle import PHOTOS
    from storage import photos
    from storage.secrecy import keyring

    folder, key = photos.folder_of(records.path), keyring.held(records.path)
    missing = []
    for one in {one.name: one for one in photos.listed(records.conn)}.values():
        content = photos.content(folder, one.name, one.hash, key)
        if content is None:
            missing.append(one.name)
        else:
            made.add(PHOTOS, one.name, content)
    return missing


def _letters(records: "FileRecords", made: "Bundle") -> None:
    """Add both registers of letters, where there are any; the keys of bodies are not exported."""
    from exports.bundle import LETTERS
    from storage.registers.letter_text import lines

    with records.reading() as book:
        if book.conn.execute("SELECT 1 FROM letter LIMIT 1").fetchone() is None:
            return
        with made.open(LETTERS) as put:
            for line in lines(book.conn):
                put(f"{line}\n".encode())


def _journals(records: "FileRecords", made: "Bundle", step: Step) -> dict[str, object]:
    from exports.bundle import journal_place
    from meetings.community.bodies import Body
    from storage import journal
    from storage.journal_text import lines

    chains: dict[str, object] = {}
    with records.reading() as book:
        names = {body.id: body.name for body in book.find(Body)}
        for number, body in enumerate(journal.bodies(records.conn), 1):
            step(body)
            head = journal.head(records.conn, body)
            place = journal_place(number, names.get(body, body))
            with made.open(place) as put:
                for line in lines(records.conn, body):
                    put(f"{line}\n".encode())
            assert head is not None
            chains[body] = {
                "name": names.get(body, ""), "file": place, "entries": head.seq,
                "hash": head.hash.hex(),
            }  # fmt: skip
    return chains
