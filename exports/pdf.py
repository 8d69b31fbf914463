"""PDF beside Word, through LibreOffice where it is installed."""

import contextlib
import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal
from xml.sax.saxutils import escape

from meetings.errors import MeetingError

TIMEOUT = 120.0
"""Seconds for one document; the first start of LibreOffice takes some of them."""

_HANGS = b'style:punctuation-wrap="hanging"'
_HANGS_NOT = b'style:punctuation-wrap="simple"'
_SPACED = b'style:text-autospace="ideograph-alpha"'
_SPACED_NOT = b'style:text-autospace="none"'
"""Stops LibreOffice from adding space beside numbers, as it ignores w:autoSpaceDE="0"."""
_HYPHEN = "\u2011".encode()
_JOINED = "\u2060-\u2060".encode()
"""A hyphen between word joiners, as LibreOffice breaks lines after non-breaking hyphens."""
_SETTINGS_END = b"</config:config-item-set>"

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
    """LibreOffice was not found, so there is no PDF; the Word file is written all the same."""


class PdfFailed(MeetingError):
    """Making a PDF failed: `why` (`timeout`, `failed`, `stopped`, `lost`), `lost` characters."""

    why: Literal["timeout", "failed", "stopped", "lost"]
    lost: str = ""


def find_office() -> str | None:
    """The path of LibreOffice, on PATH or in a usual place; None without it."""
    for name in _NAMES:
        if found := shutil.which(name):
            return found
    return next((place for place in _PLACES if Path(place).is_file()), None)


def to_pdf(
    document: bytes, *, timeout: float = TIMEOUT, stopped: Callable[[], bool] = lambda: False
) -> bytes:
    """The PDF of a .docx, made in a folder and with a profile of its own.

    LibreOffice drops a mark that hangs at the end of a justified line, so the PDF is made from a
    copy in its own format in which none hangs, and its text is compared with the document's. It
    does not read from a .docx which characters begin no line, so that is written into the copy.
    A LibreOffice that is open on the screen is not touched. Raises NoOffice, PdfFailed.
    """
    office = find_office()
    if office is None:
        raise NoOffice()
    with tempfile.TemporaryDirectory(prefix="jiejiao-pdf-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        (folder / "paper.docx").write_bytes(document)
        flat = _converted(office, folder, "paper.docx", "fodt", timeout, stopped)
        (folder / "paper.fodt").write_bytes(_as_it_prints(document, flat))
        data = _converted(office, folder, "paper.fodt", "pdf", timeout, stopped)
    if not data.startswith(b"%PDF"):
        raise PdfFailed(why="failed")
    lost = lost_in(document, data)
    if lost:
        raise PdfFailed(why="lost", lost=lost)
    return data


def _as_it_prints(document: bytes, flat: bytes) -> bytes:
    """The copy without hanging marks, spaced numbers, and line breaks at hyphens or within names.

    The lists of what begins and what ends no line are the document's own (exports.layout.whole).
    """
    flat = flat.replace(_HANGS, _HANGS_NOT).replace(_SPACED, _SPACED_NOT)
    head, body, text = flat.partition(b"<office:body")
    flat = head + body + text.replace(_HYPHEN, _JOINED)
    import docx
    from docx.oxml.ns import qn

    settings = docx.Document(io.BytesIO(document)).settings.element
    lists = [settings.find(qn(f"w:noLineBreaks{side}")) for side in ("Before", "After")]
    ends = dict(zip(("BeginLine", "EndLine"), (_value(one) for one in lists), strict=True))
    if not all(ends.values()) or _SETTINGS_END not in flat:
        return flat
    items = {"Language": "zh", "Country": "CN", "Variant": "", **ends}
    rule = "".join(
        f'<config:config-item config:name="{name}" config:type="string">{escape(value)}'
        "</config:config-item>"
        for name, value in items.items()
    )
    own = (
        '<config:config-item-map-indexed config:name="ForbiddenCharacters">'
        f"<config:config-item-map-entry>{rule}</config:config-item-map-entry>"
        "</config:config-item-map-indexed>"
    )
    head, end, rest = flat.rpartition(_SETTINGS_END)
    return head + own.encode() + end + rest


def _value(rule: Any) -> str:
    from docx.oxml.ns import qn

    return "" if rule is None else str(rule.get(qn("w:val"), ""))


def lost_in(document: bytes, pdf: bytes) -> str:
    """The characters of a .docx's text that its PDF has fewer of, in order of their code."""
    lost = Counter(_signs(_words_of(document))) - Counter(_signs(_text_of(pdf)))
    return "".join(sorted(lost.elements()))


def _words_of(document: bytes) -> str:
    """Every text of the body, without results of fields, which a PDF computes anew."""
    import docx
    from docx.oxml.ns import qn

    parts, depth = [], 0
    for node in docx.Document(io.BytesIO(document)).element.body.iter():
        if node.tag == qn("w:fldChar"):
            step = node.get(qn("w:fldCharType"))
            depth += {"begin": 1, "end": -1}.get(step, 0)
        elif node.tag == qn("w:t") and not depth and not _is_fallback(node):
            parts.append(node.text or "")
    return "".join(parts)


def _is_fallback(node: Any) -> bool:
    """Whether a text is the copy of another for older programs."""
    return any(str(above.tag).endswith("}Fallback") for above in node.iterancestors())


def _text_of(pdf: bytes) -> str:
    import pypdf

    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def _signs(text: str) -> Iterator[str]:
    """Each visible character in a normal form, as PDFs encode some differently."""
    for sign in unicodedata.normalize("NFKC", text):
        if not sign.isspace() and unicodedata.category(sign)[0] not in "CM":
            yield sign


def _converted(
    office: str, folder: Path, name: str, form: str, timeout: float, stopped: Callable[[], bool]
) -> bytes:
    """A file of the folder in another format; raises PdfFailed."""
    _convert(office, folder, name, form, timeout, stopped)
    try:
        return (folder / name).with_suffix(f".{form}").read_bytes()
    except FileNotFoundError:
        raise PdfFailed(why="failed") from None


def _convert(
    office: str, folder: Path, name: str, form: str, timeout: float, stopped: Callable[[], bool]
) -> None:
    profile = (folder / "profile").as_uri()
    line = [
        office, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", form, "--outdir", str(folder), str(folder / name),
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
        halted = stopped()
        if halted or time.monotonic() > end:
            _kill(running)
            raise PdfFailed(why="stopped" if halted else "timeout")
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(0.2)


def _kill(running: subprocess.Popen[bytes]) -> None:
    """Kill the program with its children, which would outlive it otherwise."""
    if sys.platform == "win32":
        running.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
    running.wait()
