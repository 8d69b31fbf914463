"""The end after an unexpected error: a report without anybody's words, one sentence, status 70."""

import os
import re
import sys
import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final, NoReturn

import platformdirs

from storage.plain_files import sync_file
from tui.cli.printing import say
from tui.language import _

STATUS: Final = 70
"""The exit status for an internal error of a program (EX_SOFTWARE)."""
MARK: Final = "-crash-"
"""Stands in a report's file name between the records' name and the time."""
MOST_REPORTS: Final = 20
"""How many reports are kept beside the records; older ones are deleted."""
MOST_CALLS: Final = 30
"""How many calls of each error a report has, the innermost last."""

_HOME: Final = Path(__file__).parents[2]
_NAMES: Final = re.compile(r"[A-Za-z0-9_.<>/-]+")


def end(
    error: BaseException, records: Path | None, *, screen: str = "", kept: datetime | None = None
) -> NoReturn:
    """Write a report beside the records, say in a sentence what happened, and end with STATUS.

    `kept` is the moment up to which everything is in the file; None for this moment.
    """
    now = datetime.now().astimezone()
    written = _write(report(error, now, screen), records, now)
    told = {"time": f"{kept or now:%H:%M}", "file": written}
    if written is not None:
        said = _(
            "Something unexpected happened and the program ended. Everything up to "
            "{time} is kept. A report without anybody's names or words is in {file}: "
            "give it to whoever looks after the program, and start again."
        )
    else:
        said = _(
            "Something unexpected happened and the program ended. Everything up to "
            "{time} is kept; no report could be written. Start again."
        )
    say(said.format(**told), err=True)
    sys.exit(STATUS)


def report(error: BaseException, now: datetime, screen: str = "") -> str:
    """The report: versions, and each error's type with files and lines of its calls; no values."""
    import platform

    from textual import __version__ as textual

    from storage.engine import VERSION

    lines = [
        "Jiejiao ended; types, files and lines only, nobody's words.",
        "",
        f"time     {now.isoformat(timespec='seconds')}",
        f"jiejiao  {version_of('jiejiao')}",
        f"python   {platform.python_version()} on {sys.platform} {platform.machine()}",
        f"textual  {textual}",
        f"sqlite   {VERSION}",
        f"screen   {screen or '-'}",
    ]
    for one in _chain(error):
        kind = type(one)
        lines += ["", f"{kind.__module__}.{kind.__qualname__}", *_calls(one)]
    return "\n".join(lines) + "\n"


def version_of(package: str) -> str:
    from importlib import metadata

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "-"


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, those grouped in it, and those that caused it; each once."""
    waiting, seen = [error], set[int]()
    while waiting:
        one = waiting.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        within = one.exceptions if isinstance(one, BaseExceptionGroup) else ()
        before = (one.__cause__, one.__context__)
        waiting += [*within, *(other for other in before if other is not None)]


def _calls(error: BaseException) -> list[str]:
    calls = traceback.extract_tb(error.__traceback__)
    left_out = len(calls) - MOST_CALLS
    lines = [f"  {_place(call.filename)}:{call.lineno}" for call in calls[-MOST_CALLS:]]
    return [f"  ({left_out} calls before)", *lines] if left_out > 0 else lines


def _place(file: str) -> str:
    """The file's path without the folders above its package, which may hold a person's name."""
    path = Path(file)
    if path.is_relative_to(_HOME) and "site-packages" not in path.parts:
        return path.relative_to(_HOME).as_posix()
    for place, folder in enumerate(path.parts):
        if folder == "site-packages" or re.fullmatch(r"python3\.\d+|Lib", folder):
            inside = Path(*path.parts[place + 1 :])
            if "site-packages" not in inside.parts:
                return inside.as_posix()
    return path.name if _NAMES.fullmatch(path.name) else "?"


def _write(text: str, records: Path | None, now: datetime) -> Path | None:
    """Write the report beside the records, else into the system's folder; None if neither works."""
    name = f"{records.name if records else 'jiejiao'}{MARK}{now:%Y%m%d-%H%M%S-%f}.txt"
    own = Path(platformdirs.user_state_dir("jiejiao", appauthor=False))
    for folder in ([records.parent] if records is not None else []) + [own]:
        try:
            if folder is own:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = folder / name
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                sync_file(file.fileno())
            _drop_old(folder, name.partition(MARK)[0])
            return path
        except OSError:
            continue
    return None


def _drop_old(folder: Path, name: str) -> None:
    made = sorted(one for one in folder.iterdir() if one.name.startswith(f"{name}{MARK}"))
    for old in made[:-MOST_REPORTS]:
        old.unlink(missing_ok=True)
