"""Charts as pictures by matplotlib, with a Chinese font of this machine; None where it has none."""

import logging
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import Any

from meetings.dataclass import dataclass

FONTS = (
    "SimSun", "宋体", "Microsoft YaHei", "SimHei", "黑体", "FangSong", "STSong", "STHeiti",
    "PingFang SC", "Hiragino Sans GB", "Songti SC", "Heiti SC", "Noto Serif CJK SC",
    "Noto Sans CJK SC", "Source Han Serif SC", "Source Han Sans SC", "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei", "AR PL UMing CN", "AR PL UKai CN", "Droid Sans Fallback",
    "Noto Serif CJK JP", "Noto Sans CJK JP",
)  # fmt: skip
"""Chinese fonts of Windows, macOS, Linux and office programs; the first found is used."""

TONES = ("#1f4e79", "#c55a11", "#7f7f7f", "#548235")
"""Colours of the series; hatches and numbers on the bars tell them apart in black and white."""
HATCHES = ("", "//", "..", "xx")
WIDE, HIGH, DOTS = 6.1, 2.15, 200
"""Width and height of a picture in inches, and dots per inch."""


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart: names below the groups of bars, and one row of numbers for each series."""

    title: str
    names: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]
    unit: str = "件"


@cache
def chinese_font() -> str | None:
    """The name of a Chinese font that can be drawn with; None where there is none."""
    # What it says while it looks for fonts would stand in the middle of the screen.
    logging.getLogger("matplotlib").setLevel(logging.CRITICAL)
    try:
        from matplotlib import font_manager
    except ImportError:
        return None
    there = {entry.name for entry in font_manager.fontManager.ttflist}
    return next((name for name in FONTS if name in there), None)


def bars(chart: Bars) -> bytes | None:
    """The picture as PNG; None where there is nothing to draw, or no font to name it with."""
    font = chinese_font()
    if font is None or not chart.names or not any(any(row) for _name, row in chart.series):
        return None
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    with rc_context({"font.family": [font], "axes.unicode_minus": False, "font.size": 9}):
        figure = Figure(figsize=(WIDE, HIGH), dpi=DOTS)
        canvas = FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        _draw(axes, chart)
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.set_ylabel(chart.unit)
        axes.set_title(chart.title, fontsize=10.5)
        axes.set_xticks(range(len(chart.names)), _broken(chart.names))
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        if len(chart.series) > 1:
            axes.legend(frameon=False, fontsize=8, ncols=len(chart.series), loc="best")
        figure.tight_layout()
        picture = BytesIO()
        # Nothing of the machine or the day, so that the same figures give the same bytes;
        # `savefig` would lay the figure out once more and draw the same.
        canvas.print_png(picture, metadata={"Software": None})
    return picture.getvalue()


def _draw(axes: Any, chart: Bars) -> None:
    count = len(chart.series)
    wide = 0.8 / count
    most = max(max(row, default=0) for _name, row in chart.series)
    for place, (name, row) in enumerate(chart.series):
        left = [n - 0.4 + wide * (place + 0.5) for n in range(len(row))]
        drawn = axes.bar(
            left, row, wide * 0.92, label=name, color=TONES[place % len(TONES)],
            hatch=HATCHES[place % len(HATCHES)], edgecolor="white", linewidth=0.4,
        )  # fmt: skip
        axes.bar_label(drawn, [str(n) if n else "" for n in row], fontsize=7, padding=1)
    axes.set_ylim(0, most * 1.2 + 0.5)


def _broken(names: Sequence[str]) -> list[str]:
    """Long names in lines that stand below their bars."""
    room = max(3, 36 // max(1, len(names)))
    shown = []
    for name in names:
        parts = [name[start : start + room] for start in range(0, len(name), room)][:3]
        shown.append("\n".join(parts))
    return shown
