"""What lies beside the records: photographs, copies, the passphrase."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from meetings.dataclass import dataclass
from storage.secrecy import keyring
from tui.desk.core import Core

if TYPE_CHECKING:
    from meetings.matters.photos import Photo
    from meetings.papers.seal import JournalEnd
    from storage.health.findings import Finding
    from storage.health.heads import Place
    from storage.photos import PhotoFile, StoredPhoto
    from storage.secrecy.due import Due


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of the records found, and where an end that stands on paper is."""

    findings: list[Finding]
    place: Place | None = None
    compared: bool = False
    """The end was looked for; not so without one, or where the pages are damaged."""


class Safekeeping:
    """Photographs, copies and the passphrase of the records."""

    def __init__(self, desk: Core) -> None:
        self.desk = desk

    async def keep_photo(self, source: Path, number: int, *, with_place: bool) -> StoredPhoto:
        """Copy a photograph beside the records; raises NotAPhoto.

        `with_place` leaves in it where it was taken.
        """
        from storage import photos

        return await asyncio.to_thread(
            photos.keep, self.desk.path, source, number, with_place=with_place
        )

    async def photo_states(self, kept: Sequence[Photo]) -> dict[str, PhotoFile]:
        """Whether each photograph's file still lies there as it was taken in, by its hash."""
        from storage import photos

        def look() -> dict[str, PhotoFile]:
            return {one.hash: photos.file_state(self.desk.path, one.name, one.hash) for one in kept}

        return await asyncio.to_thread(look)

    async def save_photo(self, photo: Photo, folder: Path) -> Path:
        """A copy that any program opens, in a folder under a free name; raises OSError."""
        from exports.files import write_free
        from storage import photos

        def write() -> Path:
            kept = self.photo_folder()
            found = photos.content(kept, photo.name, photo.hash, keyring.held(self.desk.path))
            if found is None:
                raise FileNotFoundError(2, "", photo.name)
            folder.mkdir(parents=True, exist_ok=True)
            return write_free(folder / photo.name, found)

        return await asyncio.to_thread(write)

    def photo_folder(self) -> Path:
        """Where the photographs lie."""
        from storage import photos

        return photos.folder_of(self.desk.path)

    async def back_up_daily(self) -> Path | None:
        """The copy of this day beside the records, made while keys go on working."""
        if self.desk.read_only:
            return None
        from storage.copies.backup import back_up_daily

        return await asyncio.to_thread(back_up_daily, self.desk.path, self.desk.now().date())

    async def past_keeping(self) -> list[Due]:
        """What of each body is past its keeping period."""
        from storage.secrecy.due import past_keeping

        return await self.desk.read(past_keeping, self.desk.now().date())

    def place(self) -> str:
        """What the records lie on: `network`, `synced`, `removable`, or "" for an own disk."""
        from storage.health.places import place_of

        found = place_of(self.desk.path)
        return found.value if found is not None else ""

    def stick(self) -> str:
        """The folder of a stick that is in now, or ""."""
        from storage.health.places import likely_stick

        return likely_stick()

    async def photos_not_here(self) -> int:
        """How many listed photographs lie no more, or otherwise, beside the records."""
        from storage.copies.photo_copies import not_here

        return len(await asyncio.to_thread(not_here, self.desk.path))

    async def back_up_to(self, place: Path) -> Path:
        """A copy in a folder or a new file, read back; raises CopyFailed."""
        from storage.copies.backup import back_up_to

        return await asyncio.to_thread(back_up_to, self.desk.path, place, self.desk.now().date())

    async def check(self, end: JournalEnd | None) -> Checked:
        """Whether the file is whole and goes through the end; reads only.

        Raises as opening does.
        """
        from storage.health.check import check_file
        from storage.health.findings import Trouble
        from storage.health.heads import place_of_end
        from tui.desk.last_check import remember_check

        def look() -> Checked:
            findings = check_file(self.desk.path)
            remember_check(self.desk.path, self.desk.now(), len(findings))
            if end is None or any(one.kind is Trouble.PAGES for one in findings):
                return Checked(findings)
            return Checked(findings, place_of_end(self.desk.path, end), True)

        return await asyncio.to_thread(look)

    @property
    def has_passphrase(self) -> bool:
        """The records are encrypted and were opened by a passphrase."""
        return keyring.held(self.desk.path) is not None

    async def opens(self, secret: str) -> bool:
        """Whether it is the passphrase, or the recovery key, of these records; raises Misread."""
        from storage.secrecy.protecting import fits

        return await asyncio.to_thread(fits, self.desk.path, secret)
