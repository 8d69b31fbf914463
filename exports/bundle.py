"""Everything in one zip, which is written beside its place and then put there whole."""

import hashlib
import json
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from exports.documents.names import safe_name
from exports.files import begun, put_in_place, refuse_place, sync_file
from meetings.errors import MeetingError
from meetings.matters.photos import LARGEST

FORM = "jiejiao-everything-1"
MANIFEST = "manifest.json"
JOURNALS = "journal/"
PHOTOS = "照片/"
LETTERS = "letters/letters.jsonl"
READ_ME = "说明.txt"
ABOUT = """街角议事：全部导出

文书/    每次会议的会议记录和会议纪要（Word）
工作簿/  每次会议的会议工作簿（Excel），可以单独导入
督办台账.xlsx、名册.xlsx
照片/    跟踪事项的照片
journal/ 每个机构的全部流水，一行一条（JSON Lines）；格式见程序文档 journal-format.md
letters/ 与别的电脑往来的信，一行一封；格式见程序文档 exchange.md
manifest.json  各机构的流水条数和最后一条的哈希，各文件的 SHA-256

放回去：jiejiao --records 新文件.db import all 本文件.zip
里面有姓名和电话，请像保管记录本一样保管。
"""
ENTRIES = 1_000_000
"""The most files in one zip; the manifest names each."""
MANIFEST_BYTES = 300_000_000
JOURNAL_BYTES = 64 << 30
"""The most bytes of the unpacked journals, which are read line by line."""
LINE_BYTES = 512 << 20
"""The most bytes of one entry, such as an import of a long list in one command."""
OLDEST, NEWEST = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 23, 59, 58)
"""The earliest and latest time that a zip can hold, as a wrong clock may be outside."""


class NotABundle(MeetingError):
    """The zip is not a whole export: `name`, `why` (zip, manifest, missing, changed, size)."""

    name: str
    why: Literal["zip", "manifest", "missing", "changed", "size"]
    file: str = ""


class Bundle:
    """A zip being written; its manifest lists every file with its hash."""

    def __init__(self, archive: zipfile.ZipFile, made: datetime) -> None:
        self._archive = archive
        self._made = made
        self._files: dict[str, str] = {}

    def add(self, folder: str, name: str, data: bytes) -> None:
        """Add a file, numbering its name if the zip has it already."""
        stem, _, ending = name.rpartition(".")
        number, place = 1, f"{folder}{name}"
        while place in self._files:
            number += 1
            place = f"{folder}{stem}({number}).{ending}"
        # A picture is as small as it gets; another, all white, would look like a trap when read.
        with self.open(place, squeezed=folder != PHOTOS) as put:
            put(data)

    @contextmanager
    def open(self, place: str, *, squeezed: bool = True) -> Iterator[Any]:
        """Add a file in parts, by the function given here, which takes bytes."""
        digest = hashlib.sha256()
        info = zipfile.ZipInfo(place, max(OLDEST, min(NEWEST, self._made.timetuple()[:6])))
        info.compress_type = zipfile.ZIP_DEFLATED if squeezed else zipfile.ZIP_STORED
        info.external_attr = 0o600 << 16
        with self._archive.open(info, "w", force_zip64=True) as part:

            def put(data: bytes) -> None:
                digest.update(data)
                part.write(data)

            yield put
        self._files[place] = digest.hexdigest()

    def finish(self, bodies: Mapping[str, Any]) -> None:
        """Write the manifest and a text for people, as the last files."""
        self.add("", READ_ME, ABOUT.encode())
        manifest = {
            "form": FORM, "made": self._made.isoformat(), "bodies": bodies, "files": self._files,
        }  # fmt: skip
        data = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode()
        with self.open(MANIFEST) as put:
            put(data)


@contextmanager
def bundle(path: Path, made: datetime, *, overwrite: bool = False) -> Iterator[Bundle]:
    """Write a new zip; an error in the block leaves no file. Raises as `write` does."""
    refuse_place(path)
    handle, temporary = begun(path, overwrite=overwrite)
    try:
        with open(handle, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                yield Bundle(archive, made)
            file.flush()
            sync_file(file.fileno())
        put_in_place(temporary, path, overwrite=overwrite)
    finally:
        temporary.unlink(missing_ok=True)


def journal_place(number: int, body: str) -> str:
    """The path in the zip of a body's journal; the number makes equal names different."""
    return f"{JOURNALS}{number:03d}_{safe_name(body, 'jsonl')}"


@contextmanager
def opened(path: Path) -> Iterator["Opened"]:
    """A bundle to read; raises NotABundle, OSError."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield Opened(path, archive)
    except BROKEN as failure:
        raise NotABundle(name=path.name, why="zip") from failure


BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError, RuntimeError,
)  # fmt: skip
"""Errors that reading a damaged zip may raise."""


class Opened:
    """A bundle for reading, whose directory was checked before anything is unpacked."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self._path, self._archive = path, archive
        entries = archive.infolist()
        journals = sum(e.file_size for e in entries if e.filename.startswith((JOURNALS, LETTERS)))
        if len(entries) > ENTRIES or journals > JOURNAL_BYTES:
            raise NotABundle(name=path.name, why="size")
        self._infos = {entry.filename: entry for entry in entries}
        self.manifest = self._manifest()

    def _manifest(self) -> dict[str, Any]:
        info = self._infos.get(MANIFEST)
        if info is None or info.file_size > MANIFEST_BYTES:
            raise NotABundle(name=self._path.name, why="manifest")
        try:
            manifest = json.loads(self._archive.read(info))
            if manifest["form"] != FORM:
                raise ValueError(manifest["form"])
            for one in manifest["bodies"].values():
                if not (isinstance(one["entries"], int) and isinstance(one["hash"], str)):
                    raise TypeError(one)
                if not one["file"].startswith(JOURNALS):
                    raise ValueError(one["file"])
            if not isinstance(manifest["files"], dict):
                raise TypeError("files")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as failure:
            raise NotABundle(name=self._path.name, why="manifest") from failure
        found: dict[str, Any] = manifest
        return found

    def heads(self) -> dict[str, tuple[int, str]]:
        """Number of entries and last hash of each body's journal, from the manifest."""
        bodies = self.manifest["bodies"].items()
        return {body: (chain["entries"], chain["hash"]) for body, chain in bodies}

    def journals(self) -> dict[str, Iterable[str]]:
        """The lines of each journal, unpacked only as they are read."""
        names = [chain["file"] for _, chain in sorted(self.manifest["bodies"].items())]
        for name in names:
            if name not in self._infos:
                raise NotABundle(name=self._path.name, why="missing", file=name)
        return {name: self._lines(name) for name in names}

    def letters(self) -> Iterable[str]:
        """The lines of the letters, unpacked only as they are read; none before there were any."""
        return self._lines(LETTERS) if LETTERS in self._infos else ()

    def photo(self, name: str) -> bytes | None:
        """A photograph by the name its task lists; None where it is not there or cannot be read.

        Whether it is the one that was taken in, the task's own hash says.
        """
        info = self._infos.get(f"{PHOTOS}{name}")
        if info is None or info.file_size > LARGEST:
            return None
        try:
            with self._archive.open(info) as part:
                content = part.read(LARGEST + 1)
        except BROKEN:
            return None
        return content if len(content) <= LARGEST else None

    def _lines(self, name: str) -> Iterator[str]:
        digest, size = hashlib.sha256(), 0
        info = self._infos[name]
        with self._archive.open(info) as part:
            while line := part.readline(LINE_BYTES + 1):
                size += len(line)
                if size > info.file_size or len(line) > LINE_BYTES:
                    raise NotABundle(name=self._path.name, why="size")
                digest.update(line)
                try:
                    yield line.decode()
                except UnicodeDecodeError as failure:
                    raise NotABundle(name=self._path.name, why="changed", file=name) from failure
        if digest.hexdigest() != self.manifest["files"].get(name):
            raise NotABundle(name=self._path.name, why="changed", file=name)
