"""Types and options that many commands share: files, folders, a body, standard output."""

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
    """The name of a file or folder is empty."""


class NoPlainFile(MeetingError):
    """`path` is a pipe, a device or a socket, reading which may never end."""

    path: str


LONGEST_NAME = 32_000
"""The most characters of a path; for a longer one Python on Windows gives no usable error."""


def as_on_disk(name: str) -> str:
    """A file name as the system needs it; in a C locale its bytes are UTF-8, too."""
    if sys.getfilesystemencoding() != "ascii":
        return name
    return os.fsdecode(name.encode("utf-8", "surrogateescape"))


class FileName(click.ParamType[Path]):
    """The type of an option for a file's path; raises NoName."""

    name = "file"
    completed_as = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The name as a path, after `look`; raises OSError for an impossible name."""
        if is_blank(str(value)):
            raise NoName
        if len(str(value)) > LONGEST_NAME:
            raise OSError(errno.ENAMETOOLONG, "", str(value))
        path = Path(as_on_disk(str(value)))
        self.look(path)
        return path

    def look(self, path: Path) -> None:
        """Raise an error where this path cannot be used."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Leave the completion to the shell."""
        return [CompletionItem(incomplete, type=self.completed_as)]


class FileToRead(FileName):
    """An existing plain file; raises NoName, NoPlainFile, OSError."""

    def look(self, path: Path) -> None:
        """Check before opening, since a pipe could be waited for without end."""
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, "", str(path))
        if not stat.S_ISREG(mode):
            raise NoPlainFile(path=str(path))


class FileToWrite(FileName):
    """A file to create or replace; raises NoName, NoPlainFile, OSError."""

    def look(self, path: Path) -> None:
        """Check before the work begins, which may take a while."""
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
    """The document would be written to a terminal, which would show its bytes."""


_PIPED: set[Path] = set()
"""Folders of files that go to standard output once they are whole."""


class FileOrOutput(FileToWrite):
    """A file to create or replace, or - for standard output; raises OntoTerminal, too."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """For - a temporary file, so that nothing half-written is put out."""
        if str(value) != "-" or ctx is None:
            return super().convert(value, param, ctx)
        if sys.stdout.isatty():
            raise OntoTerminal
        if sys.__stdout__ is None:
            raise OSError(errno.EBADF, "", _("standard output"))
        folder = Path(ctx.with_resource(TemporaryDirectory()))  # readable by the owner only
        _PIPED.add(folder)
        return folder / "stdout"


def is_output(target: Path) -> bool:
    """Whether the file goes to standard output, where nothing else may be printed then."""
    return target.parent in _PIPED


def written(target: Path, data: bytes, force: bool) -> None:
    """Write the file and print its path."""
    from exports.files import write

    write(target, data, overwrite=force)
    tell_written(target)


def tell_written(target: Path) -> None:
    """Print the path of a finished file, or copy the file to standard output."""
    if is_output(target):
        sys.stdout.buffer.write(target.read_bytes())
    else:
        say(_("Written: {file}").format(file=target))


AS_JSON = click.option(
    "--json", "as_json", is_flag=True, help="输出 JSON，给程序读 · JSON for a program to read"
)


class FolderName(FileName):
    """A folder, existing or to be created; raises NoName, NotADirectoryError."""

    name = "folder"
    completed_as = "dir"

    def look(self, path: Path) -> None:
        """Raise NotADirectoryError where a file has this name."""
        if path.exists() and not path.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "", str(path))


class HostName(click.ParamType[str]):
    """The name or address of a machine; raises BadParameter where it is empty."""

    name = "host"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text without blanks around it."""
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
