"""A program that records speeches, tells each one that is committed, and waits to be killed."""

import sys
from pathlib import Path

from meetings.sitting.meeting import Meeting
from storage.drafts import Drafts
from storage.records import FileRecords
from tests.storage.scenes import act, found, planned, spoken


def main(path: Path) -> None:
    """Write until killed: `said N` on standard output after the N-th commit."""
    with FileRecords.open(path) as records:
        drafts = Drafts.open(path)
        with records.reading() as book:
            known = book.find(Meeting)
        meeting = known[0] if known else planned(records, act(), found(records, act()))
        for number in range(len(meeting.speeches) + 1, 100_000):
            text = f"第{number}次发言"
            for end in range(1, len(text) + 1):
                drafts.save("speech", text[:end])
                print(f"typed {text[:end]}", flush=True)
            with records.transaction("speech.note", act(), meeting.body) as book:
                book.put(spoken(book.get(Meeting, meeting.id), text))
            print(f"said {number}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
