"""A pseudo-terminal with a program in it, as the system makes one.

On Windows it is the console that the system has for this since Windows 10 (ConPTY), through
pywinpty; everywhere else the pseudo-terminal of POSIX.
"""

import contextlib
import os
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

if sys.platform != "win32":
    import fcntl
    import pty
    import termios


class PseudoTerminal(Protocol):
    """What a test does with the terminal of a program, beside looking at what it shows."""

    pid: int

    def poll(self) -> int | None:
        """The exit status of the program; None while it runs."""

    def end(self, how: int) -> None:
        """Send the program a signal, or end it where there are no signals."""

    def wait(self, seconds: float) -> int:
        """Wait for the end of the program; its exit status."""

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window; the program is told."""

    def read(self, seconds: float) -> bytes:
        """What the program wrote; waits at most so long for it, and is empty where nothing came."""

    def write(self, data: bytes) -> int:
        """Hand over keys; how many bytes were taken, 0 where none could be for a while."""

    def close(self) -> None:
        """Let go of the terminal of an ended program."""


def as_from_a_terminal() -> None:
    """The new process owns its terminal and ends with it, also where tests run under nohup."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def opened(columns: int, rows: int) -> tuple[int, int]:
    """Both ends of a new pseudo-terminal of this size, ours first."""
    ours, theirs = pty.openpty()
    _set_size(theirs, columns, rows)
    return ours, theirs


def _set_size(terminal: int, columns: int, rows: int) -> None:
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


class PosixTerminal:
    """The pseudo-terminal of Linux and macOS."""

    def __init__(
        self, line: Sequence[str], where: Path, env: Mapping[str, str], columns: int, rows: int
    ) -> None:
        self._master, slave = opened(columns, rows)
        self._program = subprocess.Popen(
            line,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=where,
            env=env,
            start_new_session=True,
            preexec_fn=as_from_a_terminal,
        )
        os.close(slave)
        os.set_blocking(self._master, False)
        self.pid = self._program.pid

    def poll(self) -> int | None:
        return self._program.poll()

    def end(self, how: int) -> None:
        self._program.send_signal(how)

    def wait(self, seconds: float) -> int:
        return self._program.wait(seconds)

    def resize(self, columns: int, rows: int) -> None:
        _set_size(self._master, columns, rows)

    def read(self, seconds: float) -> bytes:
        if not select.select([self._master], [], [], seconds)[0]:
            return b""
        with contextlib.suppress(OSError):
            return os.read(self._master, 65536)
        return b""

    def write(self, data: bytes) -> int:
        if select.select([], [self._master], [], 0.1)[1]:
            with contextlib.suppress(BlockingIOError):
                return os.write(self._master, data[:4096])
        return 0

    def close(self) -> None:
        with contextlib.suppress(OSError):
            os.close(self._master)


class WindowsConsole:
    """The pseudo-console of Windows 10 and later."""

    def __init__(
        self, line: Sequence[str], where: Path, env: Mapping[str, str], columns: int, rows: int
    ) -> None:
        from winpty import PTY, Backend

        self._console: Any = PTY(columns, rows, backend=Backend.ConPTY)
        said = "".join(f"{name}={value}\0" for name, value in {**os.environ, **env}.items())
        program, *words = line
        self._console.spawn(
            program, cmdline=f" {subprocess.list2cmdline(words)}", cwd=str(where), env=said + "\0"
        )
        self.pid = int(self._console.pid)

    def poll(self) -> int | None:
        return None if self._console.isalive() else int(self._console.get_exitstatus() or 0)

    def end(self, how: int) -> None:
        os.kill(self.pid, signal.SIGTERM)  # Windows ends it at once

    def wait(self, seconds: float) -> int:
        until = time.monotonic() + seconds
        while (status := self.poll()) is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired("the program", seconds)
            time.sleep(0.02)
        return status

    def resize(self, columns: int, rows: int) -> None:
        self._console.set_size(columns, rows)

    def read(self, seconds: float) -> bytes:
        until = time.monotonic() + seconds
        while True:
            with contextlib.suppress(Exception):  # its own errors at the end of the program
                if said := self._console.read(blocking=False):
                    return str(said).encode("utf-8", "replace")
            if time.monotonic() >= until:
                return b""
            time.sleep(0.01)

    def write(self, data: bytes) -> int:
        self._console.write(data.decode("utf-8", "replace"))
        return len(data)

    def close(self) -> None:
        self._console = None


def pseudo_terminal(
    line: Sequence[str], where: Path, env: Mapping[str, str], columns: int, rows: int
) -> PseudoTerminal:
    """Start a program in a terminal of its own."""
    kind = WindowsConsole if sys.platform == "win32" else PosixTerminal
    return kind(line, where, env, columns, rows)
