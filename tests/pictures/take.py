"""Take the pictures of the documentation from the real program on its sample community.

Run by `make pictures`; writes SVG files that need nothing from the network.
"""

import asyncio
import os
import re
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from storage.records import FileRecords
from tui.app import Jiejiao
from tui.desk import Desk
from tui.sample import make_sample

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

_FONTS = "Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', 'Sarasa Mono SC', monospace"


async def take(folder: Path) -> None:
    """Take every picture into the folder."""
    with tempfile.TemporaryDirectory() as scratch:
        sample = Path(scratch) / "sample.db"
        with FileRecords.open(sample) as records:
            make_sample(records, NOW)
        for name, (size, keys) in SHOTS.items():
            copy = Path(scratch) / f"{name}.db"
            copy.write_bytes(sample.read_bytes())
            desk = Desk(copy, now=lambda: NOW)
            desk.open()
            app = Jiejiao(desk)
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                for key in keys:
                    await pilot.press(key)
                    await pilot.pause()
                (folder / f"{name}.svg").write_text(cleaned(app.export_screenshot()), "utf-8")
            desk.close()


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
    asyncio.run(take(target))
