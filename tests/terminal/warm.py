"""The program begun from a process that has run it already: a story does not wait for that.

The waiting process imports the program once for all tests of a worker, runs it once on an empty
file, so that styles and the catalogue are read, and forks at each start. The fork owns the new
terminal, has the words and the environment of that start, and runs the program's own `main` to its
end. Whoever tests the start itself begins the program anew (`Terminal`).
"""

import array
import asyncio
import atexit
import contextlib
import functools
import gc
import importlib
import json
import os
import select
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.terminal.pseudo import PosixTerminal, as_from_a_terminal, opened

HERE = sys.platform == "linux" and hasattr(os, "pidfd_open")
"""Where a process that has imported so much may be forked without a word."""
OF_ONE_START = {
    "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME",
    "JIEJIAO_RECORDS",
}  # fmt: skip
"""What is asked of the environment only after the imports."""


_LARGEST = 1 << 18
"""Bytes of the words and the environment of one start."""


class _Waiting:
    """The process that has imported the program, and the way to it."""

    def __init__(self, where: Path, lasting: tuple[tuple[str, str], ...]) -> None:
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        master, slave = opened(80, 24)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.terminal.warm", str(theirs.fileno())],
            stdin=slave, stdout=slave, stderr=slave, cwd=where, env=dict(lasting),
            pass_fds=[theirs.fileno()], start_new_session=True,
        )  # fmt: skip
        # Kept: whether they are of a terminal is asked when Python makes its streams.
        self._terminal = master
        os.close(slave)
        theirs.close()
        atexit.register(self._end)

    def begin(self, words: Sequence[str], env: Mapping[str, str], slave: int, told: int) -> None:
        """Have the program begun in the terminal; its process and its end are written to `told`."""
        given = array.array("i", [slave, told])
        self._ours.sendmsg(
            [json.dumps([list(words), dict(env)]).encode()],
            [(socket.SOL_SOCKET, socket.SCM_RIGHTS, given)],
        )

    def _end(self) -> None:
        self._ours.close()
        self._process.wait()
        os.close(self._terminal)


_waiting = functools.cache(_Waiting)


class ForkedTerminal(PosixTerminal):
    """A pseudo-terminal whose program is forked and not begun anew."""

    def __init__(
        self, words: Sequence[str], where: Path, env: Mapping[str, str], columns: int, rows: int
    ) -> None:
        self._master, slave = opened(columns, rows)
        self._told, told = os.pipe()
        lasting = tuple((name, env[name]) for name in env if name not in OF_ONE_START)
        _waiting(where, lasting).begin(words, env, slave, told)
        os.close(slave)
        os.close(told)
        os.set_blocking(self._master, False)
        self._status: int | None = None
        self.pid = int(os.read(self._told, 20))

    def poll(self) -> int | None:
        return self._ended(0)

    def end(self, how: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, how)

    def wait(self, seconds: float) -> int:
        status = self._ended(seconds)
        if status is None:
            raise subprocess.TimeoutExpired(["jiejiao"], seconds)
        return status

    def _ended(self, seconds: float) -> int | None:
        if self._status is None and select.select([self._told], [], [], seconds)[0]:
            self._status = int(os.read(self._told, 20))
        return self._status

    def close(self) -> None:
        super().close()
        with contextlib.suppress(OSError):
            os.close(self._told)


def _import_all() -> None:
    """Import what the program imports by and by."""
    from tui import later

    later.import_later()
    for name in ("tui.cli.main", "tui.cli.opening", "tui.desk", "tui.app"):
        importlib.import_module(name)
    later.run_all(breath=0)


def _run_once() -> None:
    """Run the program on an empty file, seen by nobody, and wait until no thread is left of it."""
    from tui.app import Jiejiao
    from tui.desk import Desk
    from tui.language import set_language
    from tui.own_folder import settings_path

    async def run(desk: Desk) -> None:
        async with Jiejiao(desk, settings_path()).run_test(size=(80, 24)) as pilot:
            await pilot.pause()

    set_language("zh")
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(dict.fromkeys(OF_ONE_START, folder))
        desk = Desk(Path(folder, "records.db"))
        desk.open()
        asyncio.run(run(desk))
        desk.close()
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join()


def _asked(way: socket.socket) -> tuple[list[str], dict[str, str], int, int]:
    data, given, _flags, _from = way.recvmsg(_LARGEST, socket.CMSG_SPACE(8))
    if not data:
        raise EOFError
    words, env = json.loads(data)
    slave, told = array.array("i", given[0][2])
    return words, env, slave, told


def _become(words: Sequence[str], env: Mapping[str, str], slave: int) -> None:
    """This fork is the program from now on, as if it had been begun in the terminal."""
    os.setsid()
    for stream in range(3):
        os.dup2(slave, stream)
    os.close(slave)
    as_from_a_terminal()
    os.environ.clear()
    os.environ.update(env)
    sys.argv = [str(Path("tui", "__main__.py").resolve()), *words]


def _wait(way: socket.socket) -> bool:
    """Begin what is asked for until nobody asks any more; True in a fork, which is the program."""
    running: dict[int, tuple[int, int]] = {}
    while True:
        for ready in select.select([way.fileno(), *running], [], [])[0]:
            if ready in running:
                pid, told = running.pop(ready)
                status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
                os.write(told, b"%d" % status)
                os.close(told)
                os.close(ready)
                continue
            try:
                words, env, slave, told = _asked(way)
            except EOFError:
                return False
            if not (pid := os.fork()):
                for file in (told, *running, *(told for _pid, told in running.values())):
                    os.close(file)
                _become(words, env, slave)
                return True
            os.close(slave)
            os.write(told, b"%d" % pid)
            running[os.pidfd_open(pid)] = pid, told


if __name__ == "__main__":
    _import_all()
    _run_once()
    gc.collect()
    gc.freeze()
    with socket.socket(fileno=int(sys.argv[1])) as asking:
        begun = _wait(asking)
    if begun:
        from tui.__main__ import main

        main()
