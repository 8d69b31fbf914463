"""The real program in a real pseudo-terminal, driven by keys and read from its screen."""

import codecs
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar

import pyte
from wcwidth import wcwidth

from tests.terminal import warm
from tests.terminal.keys import pasted, split
from tests.terminal.pseudo import PseudoTerminal, pseudo_terminal

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
"""Seconds to wait for what must appear; the wait ends as soon as it does."""
KILLED = int(getattr(signal, "SIGKILL", signal.SIGTERM))
"""What no program can answer to."""

NOT_KNOWN = "\x1b[?2026;0$y"
"""A terminal's answer that it does not know a mode. What begins a new sequence ends a lone Esc at
once; without it the silence after Esc would have to, and a busy machine has no sure silence."""

_PASSED_OVER = re.compile(r"\x1b\[[0-9;]*m|\x1b\[\?[0-9;]*\$p|\x1b\[[<>=][0-9;]*[a-zA-Z]")
"""Colours, which nobody asks for and which are most of what comes, and what pyte does not know."""
_HELD_BACK = re.compile(r"\x1b(\[[0-9;?<>=$]*)?$")


class _Cell(pyte.screens.Char):
    """A cell without colours, made once for each character; pyte makes a new one for each cell."""

    __slots__ = ()
    made: ClassVar[dict[str, "_Cell"]] = {}

    def _replace(self, /, **changed: Any) -> "_Cell":
        if tuple(changed) != ("data",):
            return super()._replace(**changed)
        data = changed["data"]
        if data not in self.made:
            self.made[data] = super()._replace(data=data)
        return self.made[data]


class NotSeen(AssertionError):
    """What was waited for did not appear; the screen as it was stands in the message."""


class Terminal:
    """One run of the program on a records file; `again()` starts the next on the same file."""

    PROGRAM: tuple[str, ...] = (sys.executable, "-m", "tui")

    def __init__(
        self,
        folder: Path,
        *args: str,
        columns: int = 80,
        rows: int = 24,
        records: str = "records.db",
        env: dict[str, str] | None = None,
    ) -> None:
        self.folder, self.args, self.records = folder, args, folder / records
        self.columns, self.rows = columns, rows
        self._extra = env or {}
        self._start()

    def _start(self) -> None:
        self._screen = pyte.Screen(self.columns, self.rows)
        self._screen.cursor.attrs = _Cell(" ")
        self._stream = pyte.Stream(self._screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""
        self.raw = bytearray()
        """Everything the program wrote, for tests of what reaches the terminal."""
        self._pty = self._begun(self._environment())

    def _begun(self, env: dict[str, str]) -> PseudoTerminal:
        return pseudo_terminal([*self.PROGRAM, *self.args], ROOT, env, self.columns, self.rows)

    def _environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if k in ("PATH", "VIRTUAL_ENV", "SYSTEMROOT")}
        home = str(self.folder)
        return {
            **kept,
            "HOME": home,
            "XDG_DATA_HOME": home,
            "XDG_CONFIG_HOME": home,
            "XDG_STATE_HOME": home,
            "XDG_CACHE_HOME": home,
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "TEXTUAL_ANIMATIONS": "none",
            "PYTHONPATH": str(ROOT),
            "JIEJIAO_RECORDS": str(self.records),
            **self._extra,
        }

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End the program whatever it does, and let go of the terminal."""
        if self.running:
            self.kill()
        self._pty.close()

    def again(self, columns: int | None = None, rows: int | None = None) -> "Terminal":
        """Start the program once more on the same file, as after a power cut."""
        self.stop()
        self.columns, self.rows = columns or self.columns, rows or self.rows
        self._start()
        return self

    def kill(self, how: int = KILLED) -> int:
        """Send a signal and wait for the end; returns the exit status."""
        self._pty.end(how)
        return self._pty.wait(PATIENCE)

    def wait_exit(self, patience: float = PATIENCE) -> int:
        """Wait until the program ends by itself; returns its exit status."""
        until = time.monotonic() + patience
        while (status := self._pty.poll()) is None:
            if time.monotonic() > until:
                raise NotSeen(f"the program still runs\n{self.framed()}")
            self._read(0.05)
        self._read(0)
        return status

    @property
    def running(self) -> bool:
        """The program has not ended."""
        return self._pty.poll() is None

    def resize(self, columns: int, rows: int) -> None:
        """Change the window's size; the program gets SIGWINCH as from any terminal."""
        self.columns, self.rows = columns, rows
        self._screen.resize(rows, columns)
        self._pty.resize(columns, rows)

    def press(self, script: str) -> "Terminal":
        """Send keys: `张三<Enter>`, `<F4>8`, `<^s>`; text goes as UTF-8."""
        for part in split(script):
            self._send(part + NOT_KNOWN if part == "\x1b" else part)
        return self

    def paste(self, text: str) -> "Terminal":
        """Paste text as terminals do (bracketed)."""
        self._send(pasted(text))
        return self

    def send_bytes(self, data: bytes) -> "Terminal":
        """Send what no keyboard of ours would, such as text in another encoding."""
        self._send(data)
        return self

    def _send(self, sent: str | bytes) -> None:
        data = sent.encode() if isinstance(sent, str) else sent
        until = time.monotonic() + PATIENCE
        while data:
            if time.monotonic() > until or not self.running:
                raise NotSeen(f"the program takes no more keys\n{self.framed()}")
            data = data[self._pty.write(data) :]
            self._read(0)

    def read_for(self, seconds: float) -> None:
        """Take in what the program writes during some time."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._read(left)

    def read_out(self) -> None:
        """Take in what the program answers, up to its first pause; it may not answer at all."""
        until = time.monotonic() + 1
        more = self._read(0.3)
        while more and time.monotonic() < until:
            more = self._read(0.05)

    def read_some(self, wait: float) -> None:
        """Take what comes within so many seconds; returns as soon as something came."""
        self._read(wait)

    @property
    def pid(self) -> int:
        """The process of the program."""
        return self._pty.pid

    def _read(self, wait: float) -> bool:
        """Take in what is there, waiting at most so long for it; True where something came."""
        got = False
        while data := self._pty.read(0 if got else wait):
            got = True
            self.raw += data
            self._feed(self._decoder.decode(data))
        if not got and wait and not self.running:
            time.sleep(min(wait, 0.01))
        return got

    def _feed(self, text: str) -> None:
        text = self._rest + text
        held = _HELD_BACK.search(text)
        self._rest = text[held.start() :] if held else ""
        text = text[: held.start()] if held else text
        self._stream.feed(_PASSED_OVER.sub("", text))

    @property
    def lines(self) -> list[str]:
        """The screen, line by line."""
        return [self._line(row) for row in range(self.rows)]

    def _line(self, row: int) -> str:
        """A wide character counts once; what is left of one that was written over is blank."""
        cells = self._screen.buffer[row]
        shown, column = "", 0
        while column < self.columns:
            data = cells[column].data
            shown += data or " "
            column += 2 if data and wcwidth(data[0]) == 2 else 1
        return shown

    @property
    def text(self) -> str:
        """The whole screen as text."""
        return "\n".join(self.lines)

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row of the terminal's cursor."""
        return self._screen.cursor.x, self._screen.cursor.y

    def framed(self) -> str:
        """The screen with a frame, for messages."""
        bar = "+" + "-" * self.columns + "+"
        return "\n".join([bar, *(f"|{line}|" for line in self.lines), bar])

    def sees(self, what: str | Sequence[str]) -> bool:
        """The screen shows this text, or all of these, each in a line or wrapped into the next."""
        wanted = (what,) if isinstance(what, str) else what
        lines = self.lines
        seen = "\n".join(lines)
        running = "".join(line.strip(" │") for line in lines)
        return all(part in seen or part in running for part in wanted)

    def wait_for(
        self, what: str | Sequence[str] | Callable[["Terminal"], bool], patience: float = PATIENCE
    ) -> "Terminal":
        """Wait until the screen shows the text (all of the texts), or the question says yes."""
        ask = what if callable(what) else lambda terminal: terminal.sees(what)
        until = time.monotonic() + patience
        while not ask(self):
            left = until - time.monotonic()
            if left <= 0 or (not self.running and not self._read(0)):
                told = getattr(what, "__doc__", None) if callable(what) else what
                raise NotSeen(f"not seen: {told!r}\n{self.framed()}")
            self._read(min(left, 0.2))
        return self

    def wait_gone(self, what: str, patience: float = PATIENCE) -> "Terminal":
        """Wait until the screen no longer shows the text."""

        def gone(terminal: "Terminal") -> bool:
            return not terminal.sees(what)

        return self.wait_for(gone, patience)

    def step(self, keys: str, *sees: str) -> "Terminal":
        """Press keys and wait for what must then be seen."""
        try:
            return self.press(keys).wait_for(sees)
        except NotSeen as missing:
            raise NotSeen(f"after {keys!r}: {missing}") from None

    def play(self, script: Sequence[tuple[str, str | Sequence[str]]]) -> "Terminal":
        """Press and look, line by line."""
        for keys, seen in script:
            self.step(keys, *((seen,) if isinstance(seen, str) else seen))
        return self


class WarmTerminal(Terminal):
    """The same, but forked from a process that has imported the program, where that can be."""

    def _begun(self, env: dict[str, str]) -> PseudoTerminal:
        if not warm.HERE or self._extra:
            return super()._begun(env)
        return warm.ForkedTerminal(self.args, ROOT, env, self.columns, self.rows)
