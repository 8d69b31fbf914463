"""`jiejiao check --document`: whether a Word file says what the records say was made final."""

import sys
from dataclasses import replace
from pathlib import Path

from meetings.actions.finish import sealed
from meetings.papers.finals import FinalMinutes
from meetings.papers.minutes import Minutes
from meetings.papers.seal import hash_of, short
from meetings.ports import Records
from meetings.sitting.meeting import Meeting
from tui.cli.printing import say
from tui.language import N_, _

SAYS = {
    "no_stamp": N_("{file} carries no mark of final minutes; drafts and other papers have none."),
    "foreign": N_("{file} is not from these records: no final version here has the hash {hash}."),
    "broken": N_("The final version {version} in the records is not what was sealed; run check."),
    "changed": N_(
        "{file} was changed after it was written: its words are not those of version {version}."
    ),
    "older": N_(
        "{file} is unchanged: version {version} of {title}; the records have a newer one, {newest}."
    ),
    "reopened": N_(
        "{file} is version {version} of {title}, which has been opened again for correction."
    ),
    "same": N_(
        "{file} is unchanged: version {version} of {title}, hash {hash}, word for word as sealed."
    ),
    "as_written": N_(
        "{file} is unchanged since it was written: version {version} of {title}, hash {hash}."
    ),
}
"""One sentence for each finding."""

GOOD = frozenset({"same", "as_written"})


def check_document(records_path: Path, file: Path) -> None:
    """Say one sentence; exit 1 unless the file is the newest final version, unchanged."""
    from exports.stamp import read_stamp
    from exports.tables.zip_guard import MOST_BYTES, UnsafeFile
    from storage.records import FileRecords

    if not records_path.exists():
        raise FileNotFoundError(2, "", str(records_path))
    if file.stat().st_size > MOST_BYTES:
        raise UnsafeFile(why="size")
    stamp = read_stamp(file.read_bytes())
    if stamp is None:
        _say("no_stamp", file=file)
        return
    with FileRecords.open(records_path, read_only=True) as records:
        with records.reading() as book:
            found = [
                final
                for final in book.find(FinalMinutes, hash=stamp.content)
                if (final.meeting, final.version) == (stamp.meeting, stamp.version)
            ]
            if not found:
                _say("foreign", file=file, hash=short(stamp.content))
                return
            meeting, minutes = book.get(Meeting, stamp.meeting), sealed(book, found[0])
        facts = {
            "file": file, "version": stamp.version, "hash": short(stamp.content),
            "title": f"{minutes.body_name}{minutes.number}", "newest": _newest(records, meeting),
        }  # fmt: skip
    if hash_of(found[0].content) != found[0].hash:
        _say("broken", **facts)
    elif not stamp.unchanged:
        _say("changed", **facts)
    elif facts["newest"] != stamp.version:
        _say("older", **facts)
    elif meeting.state not in {"final", "approved"}:
        _say("reopened", **facts)
    else:
        same = stamp.edition == "internal" and stamp.words in _possible(minutes)
        _say("same" if same else "as_written", **facts)


def _newest(records: Records, meeting: Meeting) -> int:
    with records.reading() as book:
        return max(final.version for final in book.find(FinalMinutes, meeting=meeting.id))


def _possible(minutes: Minutes) -> set[str]:
    """The words of this version in the built-in layout, as errata and approval came to it."""
    import io

    import docx

    from exports.documents.minutes import minutes_document
    from exports.stamp import words_hash

    found = set()
    for count in range(len(minutes.errata) + 1):
        for approved in {"", minutes.approved_in}:
            past = replace(minutes, errata=minutes.errata[:count], approved_in=approved)
            found.add(words_hash(docx.Document(io.BytesIO(minutes_document(past)))))
    return found


def _say(finding: str, **facts: object) -> None:
    say(_(SAYS[finding]).format(**facts))
    if finding not in GOOD:
        sys.exit(1)
