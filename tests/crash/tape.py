"""What a program wrote, in order: its writes, syncs and renames as strace saw them."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
STRACE = shutil.which("strace")
_CALLS = (
    "openat,creat,pwrite64,write,fsync,fdatasync,ftruncate,rename,renameat,renameat2,link,linkat,"
    "unlink,unlinkat,pwritev,pwritev2,writev,sendfile,copy_file_range,fallocate,truncate"
)
_LINE = re.compile(rb"^(?P<pid>\d+) +(?P<call>\w+)\((?P<args>.*)\) += (?P<result>-?\d+)")
_CUT = re.compile(rb"^(\d+) +(.*) <unfinished \.\.\.>$")
_REST = re.compile(rb"^(\d+) +<\.\.\. \w+ resumed>(.*)$")
_HEX = re.compile(rb'"((?:\\x[0-9a-f]{2})*)"')
_HANDLE = re.compile(rb"^(\d+)<((?:\\x[0-9a-f]{2})*)>")
PASSED_OVER = ("-shm", ".lock")
"""Shared memory is made anew at every start; the lock holds nothing."""


@dataclass(frozen=True, slots=True)
class Op:
    """One thing done to a file; `path` and `to` are within the recorded folder."""

    kind: str
    """`make`, `write`, `cut`, `sync` (of a folder too), `rename`, `link`, `remove` or `told`."""
    path: str = ""
    at: int = 0
    data: bytes = b""
    to: str = ""


class NotModelled(AssertionError):
    """The program wrote in a way that the simulated disk does not know."""


def record(folder: Path, tape: Path, *args: str) -> None:
    """Run the worker in a folder to its end, with what it does written to the tape."""
    assert STRACE is not None
    subprocess.run(
        [STRACE, "-f", "-y", "-xx", "-s", "10000000", "-e", f"trace={_CALLS}", "-o", str(tape),
         sys.executable, str(ROOT / "tests/crash/power_worker.py"), str(folder), *args],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip


def can_record(scratch: Path) -> str:
    """Why strace cannot be used here, or nothing."""
    if STRACE is None:
        return "strace is not installed (Debian: apt install strace)"
    tried = subprocess.run(
        [STRACE, "-o", str(scratch / "tried"), "true"], capture_output=True, text=True
    )
    return "" if tried.returncode == 0 else f"strace may not trace here: {tried.stderr.strip()}"


def read(tape: Path, folder: Path) -> list[Op]:
    """The operations on files of the folder, and what the worker told, in the order they ended."""
    found: list[Op] = []
    begun: dict[bytes, bytes] = {}
    positions: dict[str, int] = {}
    for line in tape.read_bytes().splitlines():
        if cut := _CUT.match(line):
            begun[cut[1]] = cut[2]
            continue
        if rest := _REST.match(line):
            line = rest[1] + b" " + begun.pop(rest[1]) + rest[2]
        match = _LINE.match(line)
        if match and int(match["result"]) >= 0:
            found += _ops(match, str(folder), positions)
    return found


def _ops(match: re.Match[bytes], folder: str, positions: dict[str, int]) -> list[Op]:
    call, args, result = match["call"].decode(), match["args"], int(match["result"])
    texts = [_bytes(text) for text in _HEX.findall(args)]
    handle = _HANDLE.match(args)
    if handle:
        path = _bytes(handle[2]).decode("utf-8", "replace")
        if call == "write" and handle[1] == b"1":
            return [Op("told", data=texts[0])]
        if not path.startswith(folder):
            return []
        return _on_handle(call, path[len(folder) :].lstrip("/"), args, texts, result, positions)
    names = [text.decode() for text in texts]
    if not any(name.startswith(folder) for name in names):
        return []
    inside = [name[len(folder) :].lstrip("/") for name in names]
    if any(name.endswith(PASSED_OVER) for name in inside):
        return []
    if call == "openat":
        positions[inside[0]] = 0
        ops = [Op("make", inside[0])] if b"O_CREAT" in args else []
        return ops + ([Op("cut", inside[0])] if b"O_TRUNC" in args else [])
    if call.startswith("rename"):
        return [Op("rename", inside[0], to=inside[1])]
    if call.startswith("link"):
        return [Op("link", inside[0], to=inside[1])]
    if call.startswith("unlink"):
        return [Op("remove", inside[0])]
    raise NotModelled(call)


def _on_handle(
    call: str, path: str, args: bytes, texts: list[bytes], result: int, positions: dict[str, int]
) -> list[Op]:
    if path.endswith((*PASSED_OVER, " (deleted)")):
        return []
    if call in ("fsync", "fdatasync"):
        return [Op("sync", path)]
    if call == "pwrite64":
        return [Op("write", path, int(args.rsplit(b",", 1)[1]), texts[0][:result])]
    if call == "write":
        at = positions.get(path, 0)
        positions[path] = at + result
        return [Op("write", path, at, texts[0][:result])]
    if call == "ftruncate":
        return [Op("cut", path, int(args.rsplit(b",", 1)[1]))]
    if call == "openat":
        return []
    raise NotModelled(call)


def _bytes(escaped: bytes) -> bytes:
    return bytes.fromhex(escaped.replace(rb"\x", b"").decode())
