"""The desk's part for safety: photographs, backups, the check of the file, the passphrase."""

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
    """The result of a check of the records, and the place of a journal end typed from paper."""

    findings: list[Finding]
    place: Place | None = None
    compared: bool = False
    """Whether a journal end was looked for: not without one, nor where pages are damaged."""


class Safekeeping:
    """Keeps photographs and backups of the records, checks the file and the passphrase."""

    def __init__(self, desk: Core) -> None:
        self.desk = desk

    async def keep_photo(self, source: Path, number: int, *, with_place: bool) -> StoredPhoto:
        """Copy a photograph beside the records; raises NotAPhoto.

        `with_place` leaves the place where it was taken in the file.
        """
        from storage import photos

        return await asyncio.to_thread(
            photos.keep, self.desk.path, source, number, with_place=with_place
        )

    async def photo_states(self, kept: Sequence[Photo]) -> dict[str, PhotoFile]:
        """By hash, whether each photograph's file is still there unchanged."""
        from storage import photos

        def look() -> dict[str, PhotoFile]:
            return {one.hash: photos.file_state(self.desk.path, one.name, one.hash) for one in kept}

        return await asyncio.to_thread(look)

    async def save_photo(self, photo: Photo, folder: Path) -> Path:
        """Write a decrypted copy of a photograph into a folder, by a free name; raises OSError."""
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
        """The folder of the photographs."""
        from storage import photos

        return photos.folder_of(self.desk.path)

    async def back_up_daily(self) -> Path | None:
        """Make today's backup beside the records; None where it is there already."""
        if self.desk.read_only:
            return None
        from storage.copies.backup import back_up_daily

        return await asyncio.to_thread(back_up_daily, self.desk.path, self.desk.now().date())

    async def past_keeping(self) -> list[Due]:
        """What of each body is past its retention period."""
        from storage.secrecy.due import past_keeping

        return await self.desk.read(past_keeping, self.desk.now().date())

    def place(self) -> str:
        """On what the records lie: `network`, `synced`, `removable`, or "" for a local disk."""
        from storage.health.places import place_of

        found = place_of(self.desk.path)
        return found.value if found is not None else ""

    async def stick(self) -> str:
        """The folder of a USB drive that is plugged in, or ""."""
        from storage.health.places import likely_stick

        return await asyncio.to_thread(likely_stick)

    async def photos_not_here(self) -> int:
        """How many listed photographs are missing beside the records or were changed."""
        from storage.copies.photo_copies import not_here

        return len(await asyncio.to_thread(not_here, self.desk.path))

    async def back_up_to(self, place: Path) -> Path:
        """Back up into a folder or a new file, and read it back; raises CopyFailed."""
        from storage.copies.backup import back_up_to

        return await asyncio.to_thread(back_up_to, self.desk.path, place, self.desk.now().date())

    async def check(self, end: JournalEnd | None) -> Checked:
        """Check the file, and whether its journal contains `end`; reads only.

        Raises what opening the records raises.
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
        """Whether the records are encrypted."""
        return keyring.held(self.desk.path) is not None

    async def opens(self, secret: str) -> bool:
        """Whether this is the passphrase or the recovery key of these records; raises Misread."""
        from storage.secrecy.protecting import fits

        return await asyncio.to_thread(fits, self.desk.path, secret)
