"""The check of this computer (`jiejiao doctor`): versions, terminal, disk, clock, office, fonts.

It tells nothing of the records' content, and writes the person's own folder as ~, so that it can
be sent along with a question.
"""

import codecs
import os
import platform
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from meetings.clock_watch import against_entry
from meetings.dataclass import dataclass
from meetings.errors import MeetingError
from storage.health.surroundings import Notice, look_around
from tui.cli.crash import version_of
from tui.desk.last_check import last_check
from tui.language import _, listed
from tui.words.records import PLACES, wrong_clock_words

LEAST_COLUMNS, LEAST_LINES = 80, 24
"""The terminal size that the screens are made for; smaller ones work, but show less."""
LATE_DAYS = 7
"""A warning is given where the newest daily backup is older than this many days."""
DOUBTFUL = "①—“★"
"""Characters that some terminals draw in two cells, while the program counts one."""


class State(StrEnum):
    """Whether what a line reports is good, is to be mended, or is unknown."""

    GOOD = "good"
    TO_DO = "to_do"
    """Something should be done, and the line says what."""
    UNKNOWN = "unknown"
    """This system does not tell."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was checked: its name, what was found, and what to do about it."""

    id: str
    topic: str
    found: str
    state: State = State.GOOD
    to_do: str = ""

    def facts(self) -> Mapping[str, str]:
        """The line as strings by name, for JSON."""
        return {"id": self.id, "state": self.state.value, "found": self.found, "to_do": self.to_do}


def look(records: Path, now: datetime, *, in_terminal: bool = True) -> list[Line]:
    """Check everything; the terminal is only asked where `in_terminal`.

    `records` may be absent. Starts two short programs (the office and the list of fonts) at most.
    """
    lines = [*_versions(), *_terminal()]
    if in_terminal:
        lines.append(_widths(ask_widths()))
    return [*lines, _input_method(os.environ), *_place(records, now), *_papers()]


def as_text(lines: list[Line]) -> str:
    """The lines as text, each with what to do below it."""
    shown = []
    for line in lines:
        said = _("{topic}: {found}").format(topic=line.topic, found=line.found)
        shown.append(f"{_MARKS[line.state]} {said}")
        shown += [f"   → {line.to_do}"] if line.to_do else []
    return "\n".join(shown)


_MARKS = {State.GOOD: "✓", State.TO_DO: "!", State.UNKNOWN: "?"}


def without_home(text: str) -> str:
    """The text with the path of the person's own folder, which often holds a name, written as ~."""
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > 1 else text


# Versions


def _versions() -> Iterator[Line]:
    from storage import engine

    yield Line("program", _("Program"), f"jiejiao {version_of('jiejiao')}")
    yield Line("python", "Python", f"{platform.python_version()}, Textual {version_of('textual')}")
    yield Line("system", _("System"), f"{platform.system()} {platform.release()}")
    found = f"SQLite {engine.VERSION}"
    if engine.CIPHER:
        yield Line("engine", _("Database engine"), f"{found}, SQLCipher")
        return
    yield Line(
        "engine", _("Database engine"), found, State.TO_DO,
        _("Records cannot be encrypted here: the package sqlcipher3 is not for this system."),
    )  # fmt: skip


# The terminal


def _terminal() -> Iterator[Line]:
    encoding = (sys.stdout.encoding if sys.stdout is not None else "") or "?"
    with suppress(LookupError):
        encoding = codecs.lookup(encoding).name
    good = encoding == "utf-8"
    yield Line(
        "encoding", _("Characters of the terminal"), encoding,
        State.GOOD if good else State.TO_DO,
        "" if good else _("Set the terminal to UTF-8, for example with LANG=zh_CN.UTF-8."),
    )  # fmt: skip
    seen = sys.stdout is not None and sys.stdout.isatty()
    if not seen:
        yield Line("size", _("Size of the terminal"), _("no terminal"), State.UNKNOWN)
    else:
        size = shutil.get_terminal_size()
        small = size.columns < LEAST_COLUMNS or size.lines < LEAST_LINES
        yield Line(
            "size", _("Size of the terminal"), f"{size.columns}×{size.lines}",
            State.TO_DO if small else State.GOOD,
            _("Enlarge the window, or use smaller letters: at least 80 columns and 24 "
              "lines.")
            if small
            else "",
        )  # fmt: skip
    yield colours(os.environ, seen, sys.platform)


def colours(environ: Mapping[str, str], seen: bool, system: str) -> Line:
    """The line on how many colours the terminal says it has."""
    topic, term = _("Colours of the terminal"), environ.get("TERM", "")
    if environ.get("NO_COLOR"):
        return Line("colours", topic, _("none, as NO_COLOR asks"))
    if not seen:
        return Line("colours", topic, _("no terminal"), State.UNKNOWN)
    if environ.get("COLORTERM", "") in ("truecolor", "24bit") or environ.get("WT_SESSION"):
        return Line("colours", topic, _("16 million"))
    if term.endswith(("256color", "direct")):
        return Line("colours", topic, "256")
    if system == "win32":
        return Line(
            "colours", topic, _("an old console"), State.TO_DO,
            _("Windows Terminal shows Chinese and colours better; it is in the Microsoft Store."),
        )  # fmt: skip
    if term in ("", "dumb"):
        return Line(
            "colours", topic, _("a very simple terminal"), State.TO_DO,
            _("Use another terminal program; this one cannot position text."),
        )  # fmt: skip
    return Line("colours", topic, "16")


def ask_widths(seconds: float = 0.5) -> int | None:
    """How many cells the terminal uses for the text DOUBTFUL; None where it does not answer."""
    try:
        import termios
        import tty
    except ImportError:
        return None
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        return None
    try:
        keyboard, screen = sys.stdin.fileno(), sys.stdout.fileno()
        before = termios.tcgetattr(keyboard)
        try:
            tty.setcbreak(keyboard)
            # to the start of the line, the characters, ask for the cursor's place, clear the line
            os.write(screen, f"\r{DOUBTFUL}\x1b[6n".encode())
            answer = _read_answer(keyboard, seconds)
            os.write(screen, b"\r\x1b[K")
        finally:
            termios.tcsetattr(keyboard, termios.TCSANOW, before)
    except (OSError, ValueError, termios.error):
        return None
    return int(answer[1]) - 1 if answer else None


def _read_answer(keyboard: int, seconds: float) -> re.Match[bytes] | None:
    got, until = b"", time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        if not select.select([keyboard], [], [], left)[0]:
            return None
        got += os.read(keyboard, 64)
        if found := re.search(rb"\x1b\[\d+;(\d+)R", got):
            return found
    return None


def _widths(cells: int | None) -> Line:
    topic = _("Width of ambiguous characters")
    if cells is None:
        return Line("widths", topic, _("the terminal does not say"), State.UNKNOWN)
    if cells == len(DOUBTFUL):
        return Line("widths", topic, _("one cell each"))
    return Line(
        "widths", topic,
        _("{characters} take {cells} cells instead of {wanted}").format(
            characters=DOUBTFUL, cells=cells, wanted=len(DOUBTFUL)
        ),
        State.TO_DO,
        _("Set “ambiguous characters” in the terminal to narrow, or lines will look ragged."),
    )  # fmt: skip


def _input_method(environ: Mapping[str, str]) -> Line:
    """The line on what may keep an input method away; no system tells whether one is on."""
    topic, term = _("Input method"), environ.get("TERM", "")
    if term == "linux":
        return Line(
            "input", topic, _("the text console of Linux"), State.TO_DO,
            _("It can neither input nor show Chinese; open a terminal window on the "
              "desktop."),
        )  # fmt: skip
    if environ.get("SSH_CONNECTION"):
        return Line("input", topic, _("the one on the other computer, over the network"))
    if sys.platform == "linux":
        named = environ.get("XMODIFIERS", "").removeprefix("@im=")
        if not named and not environ.get("WAYLAND_DISPLAY"):
            return Line(
                "input", topic, _("none is named (XMODIFIERS)"), State.UNKNOWN,
                _("If you cannot type Chinese: set up fcitx5 or ibus, and log in again."),
            )  # fmt: skip
        return Line("input", topic, named or "Wayland")
    return Line("input", topic, _("the system's own"))


# Where the records lie


def _place(records: Path, now: datetime) -> Iterator[Line]:
    topic = _("Records")
    if not records.is_file():
        yield Line("records", topic, _("none yet: {file}").format(file=without_home(str(records))))
        return
    size = records.stat().st_size
    yield Line("records", topic, f"{without_home(str(records))}, {size / (1 << 20):.1f} MB")
    try:
        told = {advice.kind: advice for advice in look_around(records, now.date())}
    except OSError as wrong:
        yield Line("folder", _("Folder"), str(wrong.strerror), State.UNKNOWN)
        return
    place = told.get(Notice.PLACE)
    yield Line(
        "folder", _("Folder"),
        _("this computer's own disk, as far as the system tells") if place is None
        else str(place.facts["place"]),
        State.GOOD if place is None else State.TO_DO,
        "" if place is None else _(PLACES[str(place.facts["place"])]),
    )  # fmt: skip
    free = shutil.disk_usage(records.parent).free >> 20
    little = Notice.DISK in told
    yield Line(
        "disk", _("Free on the disk"), f"{free} MB", State.TO_DO if little else State.GOOD,
        _("Free up space: little is left for daily copies and documents.") if little else "",
    )  # fmt: skip
    yield _copy(records, now)
    yield _checked(records)
    yield from _inside(records, now)


def _copy(records: Path, now: datetime) -> Line:
    from storage.copies.backup import backups

    topic, newest = _("Newest daily copy"), None
    for one in backups(records):
        if one.day <= now.date():
            newest = one.day
            break
    if newest is None:
        return Line(
            "copy", topic, _("none"), State.TO_DO,
            _("Open the program: it makes one every day it is used."),
        )  # fmt: skip
    days = (now.date() - newest).days
    late = days > LATE_DAYS
    return Line(
        "copy", topic, newest.isoformat(), State.TO_DO if late else State.GOOD,
        _("It is {days} days old; open the program to make a new one.").format(days=days)
        if late
        else "",
    )  # fmt: skip


def _checked(records: Path) -> Line:
    topic, last = _("Last check"), last_check(records)
    if last is None:
        return Line(
            "checked", topic, _("none is known"), State.UNKNOWN,
            _("jiejiao check looks through everything."),
        )  # fmt: skip
    shown = f"{last.at:%Y-%m-%d %H:%M}"
    if not last.wrong:
        return Line("checked", topic, _("{when}, intact").format(when=shown))
    return Line(
        "checked", topic, _("{when}, {n} problems").format(when=shown, n=last.wrong),
        State.TO_DO, _("jiejiao check --repair says what can be done."),
    )  # fmt: skip


def _inside(records: Path, now: datetime) -> Iterator[Line]:
    """Lines read from the records: the newest entry, and the state of the exchange."""
    from storage.records import FileRecords
    from tui.desk.exchanging import statuses

    clock, shown, exchange = _("Clock"), f"{now:%Y-%m-%d %H:%M %z}", _("Exchange")
    try:
        with FileRecords.open(records, read_only=True) as opened:
            wrong = against_entry(now, opened.newest_at())
            stands = statuses(opened)
    except (MeetingError, OSError):
        yield Line("clock", clock, shown, State.UNKNOWN)
        yield Line("exchange", exchange, _("the records cannot be read from here"), State.UNKNOWN)
        return
    if wrong is None:
        yield Line("clock", clock, shown)
    else:
        yield Line("clock", clock, shown, State.TO_DO, wrong_clock_words(wrong))
    if not stands:
        yield Line("exchange", exchange, _("no body exchanges letters with another machine"))
        return
    said = _("{n} bodies, {due} letters to send").format(
        n=len(stands), due=sum(one.due for one in stands)
    )
    to_do = ""
    if any(one.stopped for one in stands):
        to_do = _("Exchange has stopped for a body: the exchange screen says why.")
    elif any(one.gaps for one in stands):
        to_do = _("Letters are missing: exchange once more, or ask for them again.")
    yield Line("exchange", exchange, said, State.TO_DO if to_do else State.GOOD, to_do)


# Papers


def _papers() -> Iterator[Line]:
    from exports.pdf import find_office

    office = find_office()
    wps = next((name for name in ("wps", "et") if shutil.which(name)), None)
    topic = _("Office program")
    if office:
        yield Line("office", topic, f"LibreOffice ({without_home(office)})")
    elif wps:
        yield Line("office", topic, "WPS", State.GOOD, _("To make a PDF, use Save as in it."))
    else:
        yield Line(
            "office", topic, _("neither LibreOffice nor WPS was found"), State.UNKNOWN,
            _("Documents are still written; to print them or make a PDF, open them elsewhere."),
        )  # fmt: skip
    yield fonts(installed_fonts())


WANTED: dict[str, tuple[str, ...]] = {
    "仿宋": ("仿宋_gb2312", "仿宋", "fangsong", "stfangsong", "fzfangsong"),
    "方正小标宋": ("方正小标宋简体", "方正小标宋_gbk", "fzxiaobiaosong"),
    "黑体": ("黑体", "simhei", "stheiti", "heiti"),
    "楷体": ("楷体_gb2312", "楷体", "kaiti", "stkaiti"),
    "宋体": ("宋体", "simsun", "stsong", "songti"),
}
"""The typefaces of the papers, with names of fonts that have them."""


def installed_fonts(
    run: Callable[..., "subprocess.CompletedProcess[str]"] = subprocess.run,
) -> str | None:
    """The names of the installed fonts in small letters; None where the system does not tell."""
    if sys.platform == "win32":
        return _windows_fonts()
    program = shutil.which("fc-list")
    if program is None:
        return None
    try:
        done = run(
            [program, ":", "family"], capture_output=True, text=True, timeout=10,
            encoding="utf-8", errors="replace", check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.casefold() if done.returncode == 0 else None


def _windows_fonts() -> str | None:
    if sys.platform != "win32":
        return None
    import winreg

    key = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"
    names: list[str] = []
    for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
        with suppress(OSError), winreg.OpenKey(root, key) as opened:
            names += [winreg.EnumValue(opened, n)[0] for n in range(winreg.QueryInfoKey(opened)[1])]
    return "\n".join(names).casefold() or None


def fonts(installed: str | None) -> Line:
    """The line on which typefaces of the papers are installed."""
    topic = _("Fonts for documents")
    if installed is None:
        return Line("fonts", topic, _("the system does not say"), State.UNKNOWN)
    flat = installed.replace(" ", "")
    missing = [face for face, names in WANTED.items() if not any(name in flat for name in names)]
    if not missing:
        return Line("fonts", topic, listed(WANTED))
    return Line(
        "fonts", topic, _("not present: {names}").format(names=listed(missing)), State.TO_DO,
        _("The Word files still name them and look right where they are "
          "installed; other fonts are shown here instead."),
    )  # fmt: skip
