"""Commands, drafts and copies through the program's own save paths, each told once it is done."""

import os
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from meetings.sitting.meeting import Meeting
from storage import engine, schema
from storage.copies import backup
from storage.drafts import Drafts
from storage.engine import Connection, Key
from storage.records import FileRecords
from tests.storage.scenes import act, found, issue, planned, spoken

UNSAFE = {
    "memory": ("journal_mode = MEMORY", "synchronous = OFF"),
    "off": ("synchronous = OFF",),
    "normal": ("synchronous = NORMAL",),
}
"""Settings that must lose something, or the simulation proves nothing."""


def spoil(settings: tuple[str, ...]) -> None:
    """Let every writing connection have worse settings than the program's own."""
    opened: Callable[[Path, Key | None], Connection] = engine.open_writer

    def worse(path: Path, key: Key | None = None) -> Connection:
        conn = opened(path, key)
        for setting in settings:
            conn.execute(f"PRAGMA {setting}").fetchone()
        return conn

    for module in (engine, schema):
        vars(module)["open_writer"] = worse


def main(folder: Path, rounds: int, settings: str) -> None:
    """`said N` after the N-th journal entry, `kept N` after a synced draft, `copied NAME`."""
    spoil(UNSAFE.get(settings, ()))
    path = folder / "records.db"
    with FileRecords.open(path) as file:
        # The log is copied into the file more often, so that more of that falls under the cuts.
        file.conn.execute("PRAGMA wal_autocheckpoint = 30").fetchone()
        drafts = Drafts.open(path, background=False)
        meeting = planned(file, act(), found(file, act()))
        said = 2
        told("said", said)
        for number in range(rounds):
            drafts.save("speech", f"{number} " + "灯" * (number % 40))
            if number % 3 == 0:
                drafts.sync()
                told("kept", number)
            if number % 8 == 3:
                file.undo(act(), meeting.body)
            elif number % 8 == 4:
                file.redo(act(), meeting.body)
            else:
                command = "vote.secret" if number % 8 == 6 else "speech.note"
                with file.transaction(command, act(), meeting.body) as book:
                    text = f"第{number}次发言" * (1 + number % 5 * 60)
                    book.put(spoken(book.get(Meeting, meeting.id), text))
                    book.put(issue(meeting.body, number + 1, f"第{number}件"))
            said += 1
            told("said", said)
            if number % 10 == 9:
                day = date(2026, 3, 1) + timedelta(days=number // 10)
                copy = backup.back_up_daily(path, day)
                told("copied", copy.name if copy else "")
        drafts.close()


def told(what: str, which: object) -> None:
    """Acknowledge: what is told may not be lost from here on."""
    os.write(1, f"{what} {which}\n".encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
