"""What lies beside the records: photographs, copies, the passphrase."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from meetings.matters.photos import Photo
from storage import photos
from storage.secrecy import keyring
from tui.desk.core import Core


class Guards(Core):
    """Photographs, copies and the passphrase of the records."""

    async def keep_photo(self, source: Path, number: int) -> tuple[str, str]:
        """Copy a photograph beside the records: its name there and its hash; raises NotAPhoto."""
        return await asyncio.to_thread(photos.keep, self.path, source, number)

    async def photo_states(self, kept: Sequence[Photo]) -> dict[str, photos.PhotoFile]:
        """Whether each photograph's file still lies there as it was taken in, by its hash."""

        def look() -> dict[str, photos.PhotoFile]:
            return {one.hash: photos.file_state(self.path, one.name, one.hash) for one in kept}

        return await asyncio.to_thread(look)

    def photo_folder(self) -> Path:
        """Where the photographs lie."""
        return photos.folder_of(self.path)

    async def back_up_daily(self) -> Path | None:
        """The copy of this day beside the records, made while keys go on working."""
        if self.read_only:
            return None
        from storage.copies.backup import back_up_daily

        return await asyncio.to_thread(back_up_daily, self.path, self.now().date())

    async def back_up_to(self, place: Path) -> Path:
        """A copy in a folder or a new file, read back; raises CopyFailed."""
        from storage.copies.backup import back_up_to

        return await asyncio.to_thread(back_up_to, self.path, place, self.now().date())

    @property
    def has_passphrase(self) -> bool:
        """The records are encrypted and were opened by a passphrase."""
        return keyring.held(self.path) is not None

    async def opens(self, secret: str) -> bool:
        """Whether it is the passphrase, or the recovery key, of these records."""
        from storage.secrecy.protecting import fits

        return await asyncio.to_thread(fits, self.path, secret)
