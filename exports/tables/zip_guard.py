"""Check a zip before anything of it is opened."""

import io
import zipfile
from typing import Literal

from meetings.errors import MeetingError

MOST_ENTRIES = 200
MOST_BYTES = 20_000_000
"""The most bytes of all unpacked parts together."""
MOST_RATIO = 100
_FREE = 100_000
"""Parts up to this many bytes may have any ratio, as small XML packs very well."""
_PIECE = 65_536


class UnsafeFile(MeetingError):
    """The file must not be opened: `why` (`not_zip`, `entries`, `size`, `ratio`, `broken`)."""

    why: Literal["not_zip", "entries", "size", "ratio", "broken"]


def look_into(data: bytes) -> None:
    """Raise UnsafeFile for a zip bomb or no zip; parts are counted while they are inflated."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _look(package)
    except UnsafeFile:
        raise
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as failure:
        raise UnsafeFile(why="not_zip") from failure
    except Exception as failure:  # zlib.error and the like, in a damaged part
        raise UnsafeFile(why="broken") from failure


def _look(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    if len(parts) > MOST_ENTRIES:
        raise UnsafeFile(why="entries")
    if sum(part.file_size for part in parts) > MOST_BYTES:
        raise UnsafeFile(why="size")
    whole = 0
    for part in parts:
        size = 0
        with package.open(part) as opened:
            while piece := opened.read(_PIECE):
                size += len(piece)
                whole += len(piece)
                if whole > MOST_BYTES:
                    raise UnsafeFile(why="size")
        if size > _FREE and size > MOST_RATIO * max(part.compress_size, 1):
            raise UnsafeFile(why="ratio")
