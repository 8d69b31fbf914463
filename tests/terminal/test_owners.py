"""The owners of building 45 raise the fund: heads and area, to the hundredth of a square metre."""

import pytest

from tests.terminal.papers import minutes_text
from tests.terminal.terminal import Terminal
from tests.terminal.walks import FOUND, MEMBERS, Walk

FOR, AGAINST, AWAY = 57, 19, 24
_AREAS = ("100.00",) * (FOR + AGAINST) + ("94.85",) * (AWAY - 1) + ("94.99",)
PARTS = "\n".join(
    f"45栋{n // 4 + 1}层{n % 4 + 1}号 {area} 业主{n + 1:03}" for n, area in enumerate(_AREAS)
)
"""A hundred parts with 9,876.54 m²; the first 76 owners have 100 m² each."""

REGISTER: Walk = (
    ("<F6>", "名册"),
    ("9", "还没有专有部分"),
    ("2", "每行一个"),
)

MEETING: Walk = (
    ("<F3>", "还没有会议"),
    ("1", "筹备会议"),
    ("今天<Enter>14:30<^s>", "共0项"),
    ("2", "项目"),
)


def registered(start) -> Terminal:
    terminal = start().play(FOUND).play(REGISTER)
    terminal.paste(PARTS.replace("层", "单元").replace("号", "01室")).wait_for("9876.54")
    terminal.step("<^s>", "专有部分100个，业主100人，面积9876.54平方米")
    return terminal.step("<Esc>", "在册16人")
