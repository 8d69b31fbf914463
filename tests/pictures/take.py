"""Take the pictures of the documentation from the real program on its sample community.

Run by `make pictures`; writes SVG files that need nothing from the network.
"""

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta, timezone
from itertools import groupby
from pathlib import Path
from typing import Any
from unittest.mock import patch

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
if __name__ == "__main__":  # in the look of a terminal with all colours, wherever they are taken
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment

from storage.records import FileRecords
from tests.pictures.steps import drawn
from tui.app import Jiejiao
from tui.desk import Desk
from tui.sample.community import make_sample

NOW = datetime(2026, 11, 24, 19, 42, tzinfo=timezone(timedelta(hours=8)))
SHOTS: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "hold": ((120, 32), ("f4",)),
    "hold-80": ((80, 24), ("f4",)),
    "vote": ((100, 28), ("f4", "5", "1", "8", "enter", "5", "enter", "1")),
    "sign-in": ((100, 28), ("f4", "8")),
    "issues": ((120, 32), ("f2",)),
    "meetings": ((120, 32), ("f3",)),
    "follow": ((120, 32), ("f5",)),
    "people": ((120, 32), ("f6",)),
}
"""Picture name → size in cells and the keys that lead there."""

MOVING: tuple[tuple[str, float], ...] = (
    ("f4", 2), ("8", 1.5), ("escape", 1), ("z g l space", 1), ("救 护 车", 0.4),
    ("上 次 进 不 来", 0.8), ("enter", 2), ("5", 1.5), ("1", 1), ("8", 0.8), ("enter", 0.8),
    ("3", 0.8), ("enter", 0.8), ("2", 0.8), ("enter", 2.5), ("enter", 4),
)  # fmt: skip
"""The keys of the moving picture and the seconds for which what they lead to stands."""
MOVING_SIZE = (80, 24)

_FONTS = "Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', 'Sarasa Mono SC', monospace"


class Drawn(Console):
    """A console whose picture gives a wide character its two cells, and not one.

    The export counts characters where it should count cells, so that what follows runs over and
    colours end too early. A mark of no width after each wide character makes both counts one; and
    wide and narrow characters are drawn apart, so that each begins where its cell does.
    """

    def export_svg(self, **options: Any) -> str:
        """The picture, once the marks are out again."""
        with self._record_buffer_lock:
            self._record_buffer[:] = [
                Segment(piece, segment.style, segment.control)
                for segment in self._record_buffer
                for piece in _pieces(segment.text)
            ]
        return _RUN.sub(_placed, super().export_svg(**options)).replace(_MARK, "")


_MARK = "\u2060"
_RUN = re.compile(r'x="([\d.]+)"( y="[\d.]+") textLength="([\d.]+)"([^>]*)>([^<]*)</text>')


def _placed(run: re.Match[str]) -> str:
    """A run of wide characters with the place of each, since fonts differ in their widths."""
    first, height, length, more, text = run.groups()
    if _MARK not in text:
        return run[0]
    count = text.count(_MARK)
    places = (float(first) + n * float(length) / count for n in range(count))
    return f'x="{" ".join(f"{place:g}" for place in places)}"{height}{more}>{text}</text>'


def _pieces(text: str) -> Iterator[str]:
    for _wide, characters in groupby(text, key=lambda one: cell_len(one) == 2):
        yield "".join(one + _MARK * (cell_len(one) - 1) for one in characters)


async def take(folder: Path) -> None:
    """Take every picture into the folder, and the moving one."""
    with tempfile.TemporaryDirectory() as scratch:
        sample = Path(scratch) / "sample.db"
        with FileRecords.open(sample) as records:
            make_sample(records, NOW)
        for name, (size, keys) in SHOTS.items():
            *_, last = [shot async for shot in shots(sample, size, keys)]
            (folder / f"{name}.svg").write_text(cleaned(last), "utf-8")
        keys = tuple(key for key, _seconds in MOVING)
        frames = [cleaned(shot) async for shot in shots(sample, MOVING_SIZE, keys)]
        seconds = [1.0, *(seconds for _key, seconds in MOVING)]
        (folder / "meeting.svg").write_text(moving(frames, seconds), "utf-8")
        empty = Path(scratch) / "empty.db"
        FileRecords.open(empty).close()
        async for first in shots(empty, MOVING_SIZE, ()):
            (folder / "install-3.svg").write_text(cleaned(first), "utf-8")


async def shots(sample: Path, size: tuple[int, int], keys: tuple[str, ...]) -> AsyncIterator[str]:
    """The first screen, and the screen after each key, on a copy of the sample."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "sample.db"
        copy.write_bytes(sample.read_bytes())
        desk = Desk(copy, now=lambda: NOW)
        desk.open()
        app = Jiejiao(desk)
        async with app.run_test(size=size) as pilot:
            for key in ("", *keys):
                if key:
                    await pilot.press(*key.split())
                await pilot.pause()
                with patch("textual.app.Console", Drawn):
                    yield app.export_screenshot()
        desk.close()


def moving(frames: list[str], seconds: list[float]) -> str:
    """One picture in which each frame stands for so many seconds, over and over."""
    whole, at = sum(seconds), 0.0
    head = re.match(r"<svg[^>]*>", frames[0])
    assert head is not None
    parts, rules = [], []
    for number, (frame, lasts) in enumerate(zip(frames, seconds, strict=True)):
        inner = frame[frame.index(">") + 1 : frame.rindex("</svg>")]
        inner = re.sub(r"\bterminal\b", f"frame{number}", inner)
        parts.append(f'<g class="moving moving{number}">{inner}</g>')
        begin, end = 100 * at / whole, 100 * (at + lasts) / whole
        rules.append(
            f"@keyframes moving{number} {{ 0%, {begin:.3f}% {{ visibility: hidden; }} "
            f"{begin:.3f}%, {end:.3f}% {{ visibility: visible; }} "
            f"{end:.3f}%, 100% {{ visibility: hidden; }} }}\n"
            f".moving{number} {{ animation: moving{number} {whole:g}s step-end infinite; }}"
        )
        at += lasts
    style = "<style>.moving { visibility: hidden; }\n" + "\n".join(rules) + "</style>"
    return "\n".join([head[0], style, *parts, "</svg>"]) + "\n"


def cleaned(svg: str) -> str:
    """Without fonts from elsewhere and without ids that change each time."""
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family:[^;]*;", f"font-family: {_FONTS};", svg)
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    return "\n".join(line.rstrip() for line in svg.splitlines() if line.strip()) + "\n"


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures")
    target.mkdir(parents=True, exist_ok=True)
    drawn(target)
    asyncio.run(take(target))
