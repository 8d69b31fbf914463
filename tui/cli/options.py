"""What many commands ask for: files, folders, a body; and what is no name for a file."""

import errno
import os
import stat
from pathlib import Path
from typing import Any

import click

from meetings.clean import is_blank, trim
from meetings.errors import MeetingError


class NoName(MeetingError):
    """Nothing was written where a file or folder is to be named."""


class NoPlainFile(MeetingError):
    """A pipe, a device or a socket, which may never end: `path`."""

    path: str


class FileName(click.ParamType[Path]):
    """A file that somebody named; raises NoName."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The name as a path, once it was looked at."""
        if is_blank(str(value)):
            raise NoName
        path = Path(value)
        self.look(path)
        return path

    def look(self, path: Path) -> None:
        """Raise what is in the way of using this path."""


class FileToRead(FileName):
    """A plain file that is there; raises NoName, NoPlainFile, OSError."""

    def look(self, path: Path) -> None:
        """Look before it is opened: a pipe would be waited for without end."""
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, "", str(path))
        if not stat.S_ISREG(mode):
            raise NoPlainFile(path=str(path))


class FileToWrite(FileName):
    """A file to be made or replaced; raises NoName, NoPlainFile, OSError."""

    def look(self, path: Path) -> None:
        """Look before the work is begun, which may take a while."""
        from exports.files import refuse_place

        refuse_place(path)
        if not os.path.lexists(path):
            return
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, "", str(path))
        if not stat.S_ISREG(mode) and not stat.S_ISLNK(mode):
            raise NoPlainFile(path=str(path))


class FolderName(FileName):
    """A folder, there or to be made; raises NoName, NotADirectoryError."""

    name = "folder"

    def look(self, path: Path) -> None:
        """A file of that name is in the way."""
        if path.exists() and not path.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "", str(path))


class HostName(click.ParamType[str]):
    """A name or address by which a machine is found; BadParameter where it is empty."""

    name = "host"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """As it was written, without what stands around it."""
        said = trim(str(value))
        if is_blank(said):
            raise click.BadParameter("", ctx, param)
        return said


TARGET = click.option(
    "-o", "target", required=True, type=FileToWrite(), help="写到哪个文件 · the file to write"
)
FORCE = click.option("--force", is_flag=True, help="覆盖已有文件 · replace the file if it is there")
BODY = click.option("--body", default="", help="机构名称或编号 · name or id of the body")
