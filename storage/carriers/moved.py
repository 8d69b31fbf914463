"""An encrypted file (.jjbody) that moves a body to another computer; a code on paper opens it.

It starts with one readable line that says which body it is, repeated in the encrypted part. The
code has the form of a recovery key, so that typing mistakes are noticed; the age key of the file
is derived from it.
"""

import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any, Final

from meetings.dataclass import dataclass
from meetings.ports import By
from meetings.sharing.letters import LetterUnsound
from meetings.sharing.moves import Arrived
from storage.carriers.folder import file_name
from storage.copies.replacing import part_of
from storage.errors import BodyUnmoved, CarriedUnreadable, SlipMistyped
from storage.plain_files import put_whole
from storage.records import FileRecords
from storage.registers import moving, signing
from storage.registers.moving import About, Moved
from storage.secrecy.recovery import as_recovery_key, new_recovery_key

ENDING: Final = ".jjbody"
FORM: Final = "jiejiao-moved-1"
LARGEST: Final = 2 << 30
"""The most bytes of a file, and of its unpacked content."""
_FIRST_LINE: Final = 4_096
_ABOUT, _JOURNAL, _LETTERS, _MISSING = "about.json", "journal.jsonl", "letters.jsonl", "missing.txt"
_PHOTOGRAPHS = "photographs/"


@dataclass(frozen=True, slots=True)
class Given:
    """A body that was given away: the file, its code, and photographs that were missing."""

    path: Path
    name: str
    code: str
    entries: int
    letters: int
    photographs: int
    missing: tuple[str, ...]
    at_hub: str


@dataclass(frozen=True, slots=True)
class Lying:
    """A file with a body, found in a folder."""

    path: Path
    name: str
    day: str
    entries: int


def give(records: FileRecords, by: By, body: str, target: Path) -> Given:
    """Give a body away into a folder or a new file, which is there before the body is only read.

    Raises what `moving.give` does, and OSError.
    """
    code = new_recovery_key()
    with records.together():
        moved = moving.give(records, by, body)
        about = moved.about
        name = file_name(about.name, "搬家", by.at.date(), ENDING)
        path = target / name if target.is_dir() else target
        write(path, moved, code, by.at.date())
    return Given(
        path, about.name, code, about.entries, len(moved.letters), len(moved.photographs),
        tuple(moved.missing), about.at_hub,
    )  # fmt: skip


def take(records: FileRecords, by: By, path: Path, code: str) -> Arrived:
    """Take the body of a file over into these records; raises what `read` and `moving.take` do."""
    try:
        return moving.take(records, by, read(path, code))
    except LetterUnsound as failure:
        raise CarriedUnreadable(path=path.name, why="cut") from failure


def lying(folder: Path) -> list[Lying]:
    """The files with bodies in a folder; other files are skipped."""
    found = []
    for path in sorted(folder.iterdir()):
        if path.name.casefold().endswith(ENDING) and not path.name.startswith("."):
            try:
                first, _rest = _parts(path, whole=False)
                facts = (str(first["name"])[:200], str(first["day"])[:10], int(first["entries"]))
            except (CarriedUnreadable, OSError, KeyError, ValueError, TypeError):
                continue
            found.append(Lying(path, *facts))
    return found


def write(path: Path, moved: Moved, code: str, day: date) -> None:
    """Write a body to an encrypted file, whole or not at all; raises ShareMissing, OSError."""
    about = moved.about
    first = _line({
        "form": FORM, "body": about.body, "name": about.name, "epoch": about.epoch,
        "entries": about.entries, "day": day.isoformat(),
    })  # fmt: skip
    seal = signing.seal_of(signing.identity_of(code))
    put_whole(part_of(path), path, first + signing.sealed(first + _zipped(moved), [seal]))


def read(path: Path, code: str) -> Moved:
    """Read a file with its code.

    Raises CarriedUnreadable (`form`, `newer`, `cut`, `long`), BodyUnmoved (`code`), Misread,
    SlipMistyped, ShareMissing, OSError.
    """
    first, rest = _parts(path)
    key = as_recovery_key(code)
    if key is None:
        raise SlipMistyped(what="code")
    content = signing.opened(rest, [signing.identity_of(key)])
    if content is None:
        # Whether the code is another or the file was cut cannot be told apart but by its length.
        raise BodyUnmoved(name=str(first.get("name", ""))[:200], why="code")
    outside = _line(first)
    if not content.startswith(outside):
        raise CarriedUnreadable(path=path.name, why="cut")
    try:
        return _unzipped(content.removeprefix(outside))
    except (zipfile.BadZipFile, KeyError, *moving.UNREADABLE) as failure:
        raise CarriedUnreadable(path=path.name, why="cut") from failure


def _parts(path: Path, *, whole: bool = True) -> tuple[dict[str, Any], bytes]:
    with path.open("rb") as file:
        first = file.readline(_FIRST_LINE)
        rest = file.read(LARGEST + 1) if whole else b""
    if len(rest) > LARGEST:
        raise CarriedUnreadable(path=path.name, why="long")
    try:
        head = json.loads(first.decode())
        form = head["form"]
    except (ValueError, KeyError, TypeError, RecursionError) as failure:
        raise CarriedUnreadable(path=path.name, why="form") from failure
    if form != FORM:
        later = isinstance(form, str) and form.startswith("jiejiao-moved-")
        raise CarriedUnreadable(path=path.name, why="newer" if later else "form")
    return head, rest


def _zipped(moved: Moved) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_ABOUT, moving.to_json(moved.about))
        archive.writestr(_JOURNAL, "".join(f"{line}\n" for line in moved.journal))
        archive.writestr(_LETTERS, "".join(f"{line}\n" for line in moved.letters))
        archive.writestr(_MISSING, "".join(f"{name}\n" for name in moved.missing))
        for name, content in moved.photographs.items():
            archive.writestr(_PHOTOGRAPHS + name, content, zipfile.ZIP_STORED)
    return made.getvalue()


def _unzipped(content: bytes) -> Moved:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(one.file_size for one in archive.infolist()) > LARGEST:
            raise ValueError(LARGEST)
        texts = (archive.read(name).decode() for name in (_JOURNAL, _LETTERS, _MISSING))
        parts = [text.split("\n")[:-1] for text in texts]
        about: About = moving.from_json(archive.read(_ABOUT).decode())
        photographs = {
            name.removeprefix(_PHOTOGRAPHS): archive.read(name)
            for name in archive.namelist()
            if name.startswith(_PHOTOGRAPHS)
        }
    return Moved(about, parts[0], parts[1], photographs, parts[2])


def _line(outside: dict[str, Any]) -> bytes:
    return json.dumps(outside, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
