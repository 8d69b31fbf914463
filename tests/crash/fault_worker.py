"""Commands on a disk that refuses a write: each is told once it is done, and refusals are too."""

import os
import sys
from pathlib import Path

from meetings.ports import By, Repeated
from meetings.sitting.meeting import Meeting
from storage.drafts import Drafts
from storage.engine import Error
from storage.errors import CannotOpen, Damaged, Unsafe, WriteFailed
from storage.records import FileRecords
from tests.storage.scenes import act, spoken
from tui.errors import sentence

TRIES = 4


def main(path: Path, rounds: int) -> None:
    """`said N` after the N-th speech, `refused SENTENCE` where the person would read it."""
    with opened(path) as records:
        drafts = kept(path)
        with records.reading() as book:
            meeting = book.find(Meeting)[0]
        for number in range(1, rounds + 1):
            type_draft(drafts, f"第{number}次")
            by = act()
            for left in reversed(range(TRIES)):
                try:
                    speak(records, by, meeting, number)
                except WriteFailed as failure:
                    told(f"refused {failure.facts['why']} {sentence(failure)}")
                    assert left, "the retry is refused too"
                except Repeated:
                    break
                else:
                    break
            told(f"said {number}")
        type_draft(drafts, "最后几个字")


def speak(records: FileRecords, by: By, meeting: Meeting, number: int) -> None:
    """One speech, committed."""
    with records.transaction("speech.note", by, meeting.body) as book:
        book.put(spoken(book.get(Meeting, meeting.id), f"第{number}次发言" * 40))


def opened(path: Path) -> FileRecords:
    """The records; a start that is refused in words is made again, as a person would."""
    for left in reversed(range(TRIES)):
        try:
            return FileRecords.open(path)
        except (CannotOpen, Damaged, Unsafe) as failure:
            told(f"refused start {sentence(failure)}")
            assert left, "the next start is refused too"
    raise AssertionError


def kept(path: Path) -> Drafts:
    """The drafts; where they cannot be opened, once more."""
    try:
        return Drafts.open(path, background=False)
    except (Error, CannotOpen, Damaged, Unsafe, WriteFailed):
        told("refused draft")
        return Drafts.open(path, background=False)


def type_draft(drafts: Drafts, text: str) -> None:
    """Keep half-typed text; the next key tries again."""
    for end in range(1, len(text) + 1):
        try:
            drafts.save("speech", text[:end])
        except Error:
            told("refused draft")
            drafts.save("speech", text[:end])
    try:
        drafts.sync()
    except Error:
        told("refused draft")


def told(words: str) -> None:
    """One line, at once."""
    os.write(1, f"{words}\n".encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
