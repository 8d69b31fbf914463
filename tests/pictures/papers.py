"""Every paper of the five meetings as Word, PDF and pictures, to be looked at page by page.

`python -m tests.pictures.papers build/papers [meeting …]` needs LibreOffice and pdftoppm.
"""

import contextlib
import subprocess
import sys
from pathlib import Path

from exports.papers import data_of, name_of
from exports.pdf import to_pdf
from exports.word_list import WORDS
from meetings.actions import finish, papers
from meetings.actions.finish import NotYetComplete
from meetings.sitting.meeting import Meeting
from tests.data.five_meetings import FIVE, Held, acted


def papers_of(held: Held) -> dict[str, bytes]:
    """Each paper of a meeting by its file name; final where nothing is in the way."""
    with held.records.reading() as book:
        body = book.get(Meeting, held.meeting).body
    with contextlib.suppress(NotYetComplete):
        acted(held, finish.finalise, body, held.meeting)
    found = {}
    for wanted in papers.everything(held.records, held.meeting, held.now):
        paper = papers.paper(held.records, held.meeting, wanted, held.now, WORDS)
        found[name_of(paper)] = data_of(paper)
    return found


def take(folder: Path, names: list[str]) -> None:
    """Write the papers of the meetings asked for, and a picture of each page."""
    for case in FIVE:
        if names and case.__name__ not in names:
            continue
        place = folder / case.__name__
        place.mkdir(parents=True, exist_ok=True)
        for name, data in papers_of(case()).items():
            path = place / name
            path.write_bytes(data)
            path.with_suffix(".pdf").write_bytes(to_pdf(data))
            subprocess.run(
                ["pdftoppm", "-r", "60", "-png", path.with_suffix(".pdf"), path.with_suffix("")],
                check=True,
            )
            print(path)


if __name__ == "__main__":
    take(Path(sys.argv[1]), sys.argv[2:])
