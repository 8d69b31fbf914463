"""What many commands ask for: files, folders, a body; and what is no name for a file."""

import errno
import os
import stat
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from click.shell_completion import CompletionItem

from meetings.clean import is_blank, trim
from meetings.errors import MeetingError
from tui.cli.printing import say
from tui.language import _


class NoName(MeetingError):
    """Nothing was written where a file or folder is to be named."""


class NoPlainFile(MeetingError):
    """A pipe, a device or a socket, which may never end: `path`."""

    path: str


LONGEST_NAME = 32_000
"""Characters of a whole path; of a longer one Python on Windows says nothing that can be told."""


def as_on_disk(name: str) -> str:
    """The name of a file as the system hands it over; a C locale takes the bytes of UTF-8 too."""
    if sys.getfilesystemencoding() != "ascii":
        return name
    return os.fsdecode(name.encode("utf-8", "surrogateescape"))


class FileName(click.ParamType[Path]):
    """A file that somebody named; raises NoName."""

    name = "file"
    completed_as = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The name as a path, once it was looked at; raises OSError where no system takes it."""
        if is_blank(str(value)):
            raise NoName
        if len(str(value)) > LONGEST_NAME:
            raise OSError(errno.ENAMETOOLONG, "", str(value))
        path = Path(as_on_disk(str(value)))
        self.look(path)
        return path

    def look(self, path: Path) -> None:
        """Raise what is in the way of using this path."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The shell completes it by itself."""
        return [CompletionItem(incomplete, type=self.completed_as)]


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


class OntoTerminal(MeetingError):
    """A document would be written onto the terminal, which would show its bytes."""


_PIPED: set[Path] = set()
"""Folders of files that go to standard output once they are whole."""


class FileOrOutput(FileToWrite):
    """A file to be made or replaced, or - for standard output; raises OntoTerminal too."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """For - a name of our own: what is half made never goes out."""
        if str(value) != "-" or ctx is None:
            return super().convert(value, param, ctx)
        if sys.stdout.isatty():
            raise OntoTerminal
        if sys.__stdout__ is None:
            raise OSError(errno.EBADF, "", _("standard output"))
        folder = Path(ctx.with_resource(TemporaryDirectory()))  # for the owner alone
        _PIPED.add(folder)
        return folder / "stdout"


def is_output(target: Path) -> bool:
    """Whether the file goes to standard output, where nothing else may be said then."""
    return target.parent in _PIPED


def written(target: Path, data: bytes, force: bool) -> None:
    """Put the file in place and say where it is."""
    from exports.files import write

    write(target, data, overwrite=force)
    tell_written(target)


def tell_written(target: Path) -> None:
    """Say where a finished file is, or hand it to standard output."""
    if is_output(target):
        sys.stdout.buffer.write(target.read_bytes())
    else:
        say(_("Written: {file}").format(file=target))


AS_JSON = click.option(
    "--json", "as_json", is_flag=True, help="输出 JSON，给程序读 · JSON for a program to read"
)


class FolderName(FileName):
    """A folder, there or to be made; raises NoName, NotADirectoryError."""

    name = "folder"
    completed_as = "dir"

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
    "-o",
    "target",
    required=True,
    type=FileOrOutput(),
    help="写到哪个文件，- 是标准输出 · the file to write, - for standard output",
)
FORCE = click.option("--force", is_flag=True, help="覆盖已有文件 · replace an existing file")
PUBLIC = click.option("--public", is_flag=True, help="供张贴，姓名隐去 · for posting, names masked")
BODY = click.option("--body", default="", help="机构名称或编号 · name or id of the body")
