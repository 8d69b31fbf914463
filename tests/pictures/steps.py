"""Draws the three steps of the way in on Windows, for the README: drawings, no screenshots.

Run by `make pictures`; the third step is the program's own first screen, as it is.
"""

from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 720, 300
_FONT = "'Microsoft YaHei', 'PingFang SC', 'Noto Sans CJK SC', sans-serif"
_INK, _LINE = "#1f2328", 'stroke="#d0d7de"'

PACKED, STARTS = "街角议事-win64.zip", "街角议事.cmd"
FOLDER = (
    "program", "python", "jiejiao.exe", "LICENSE",
    "licences.txt", "使用说明.txt", "演示.cmd", STARTS,
)  # fmt: skip
"""What stands in the unpacked folder."""


def drawn(folder: Path) -> None:
    """Write `install-1.svg` and `install-2.svg`."""
    menu = _menu(("打开", "全部解压缩…  Extract All…", "发送到", "属性"), marked=1)
    first = _file(40, 120, PACKED, marked=True) + f'<g transform="translate(360,96)">{menu}</g>'
    _write(folder / "install-1.svg", "1  右键，全部解压缩  ·  Right-click, Extract All", first)
    rows = [
        _file(40 + 330 * (number // 4), 84 + 44 * (number % 4), name, marked=name == STARTS)
        for number, name in enumerate(FOLDER)
    ]
    _write(folder / "install-2.svg", f"2  双击 {STARTS}  ·  Double-click it", "".join(rows))


def _file(x: int, y: int, name: str, *, marked: bool) -> str:
    sheet = f'<rect x="{x}" y="{y}" width="20" height="26" rx="2" fill="#ffffff" {_LINE}/>'
    return (_mark(x - 10, y - 6, 38) if marked else "") + sheet + _text(x + 34, y + 19, name)


def _menu(lines: Sequence[str], marked: int) -> str:
    high = len(lines) * 34 + 12
    return (
        f'<rect width="312" height="{high}" rx="6" fill="#ffffff" {_LINE}/>'
        + _mark(6, 6 + 34 * marked, 34)
        + "".join(_text(20, 29 + 34 * number, line) for number, line in enumerate(lines))
    )


def _mark(x: int, y: int, high: int) -> str:
    place = f'x="{x}" y="{y}" width="300" height="{high}" rx="4"'
    return f'<rect {place} fill="#ddf4ff" stroke="#0969da"/>'


def _text(x: int, y: int, said: str, size: int = 16, fill: str = _INK) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{fill}">{escape(said)}</text>'


def _write(file: Path, title: str, inside: str) -> None:
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}"'
    page = f'<rect width="{WIDTH}" height="{HEIGHT}" rx="8" fill="#f6f8fa" {_LINE}/>'
    told = _text(24, HEIGHT - 16, "示意图 · a drawing", 13, "#59636e")
    file.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="{_FONT}">'
        f"{page}{_text(24, 44, title, 20)}{inside}{told}</svg>\n",
        "utf-8",
    )
