"""PDF beside Word, through LibreOffice where it is installed."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from meetings.errors import MeetingError

TIMEOUT = 120.0
"""Seconds for one document; the first start of LibreOffice takes some of them."""

_NAMES = ("soffice", "libreoffice", "soffice.exe", "soffice.com")
_ON_WINDOWS = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_ELSEWHERE = (
    "/usr/bin/soffice",
    "/usr/local/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_PLACES = _ON_WINDOWS if os.name == "nt" else _ELSEWHERE


class NoOffice(MeetingError):
    """LibreOffice was not found, so there is no PDF; the Word file is not concerned."""


class PdfFailed(MeetingError):
    """LibreOffice gave no PDF: `why` (`timeout`, `failed`, `stopped`)."""


def find_office() -> str | None:
    """The program that converts, on the path or in a usual place."""
    for name in _NAMES:
        if found := shutil.which(name):
            return found
    return next((place for place in _PLACES if Path(place).is_file()), None)


def to_pdf(
    document: bytes, *, timeout: float = TIMEOUT, stopped: Callable[[], bool] = lambda: False
) -> bytes:
    """The PDF of a .docx, made in a folder and with a profile of its own.

    A LibreOffice that is open on the screen is not touched. Raises NoOffice, PdfFailed.
    """
    office = find_office()
    if office is None:
        raise NoOffice()
    with tempfile.TemporaryDirectory(prefix="jiejiao-pdf-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        (folder / "paper.docx").write_bytes(document)
        _convert(office, folder, timeout, stopped)
        try:
            data = (folder / "paper.pdf").read_bytes()
        except FileNotFoundError:
            raise PdfFailed(why="failed") from None
    if not data.startswith(b"%PDF"):
        raise PdfFailed(why="failed")
    return data


def _convert(office: str, folder: Path, timeout: float, stopped: Callable[[], bool]) -> None:
    profile = (folder / "profile").as_uri()
    line = [
        office, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", "pdf", "--outdir", str(folder), str(folder / "paper.docx"),
    ]  # fmt: skip
    try:
        running = subprocess.Popen(
            line,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=sys.platform != "win32",
        )
    except OSError as failure:
        raise PdfFailed(why="failed") from failure
    end = time.monotonic() + timeout
    while running.poll() is None:
        why = "stopped" if stopped() else "timeout" if time.monotonic() > end else ""
        if why:
            _kill(running)
            raise PdfFailed(why=why)
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(0.2)


def _kill(running: subprocess.Popen[bytes]) -> None:
    """End the program with its children, which outlive the starter otherwise."""
    if sys.platform == "win32":
        running.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
    running.wait()
