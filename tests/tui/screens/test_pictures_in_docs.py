"""The pictures of the documentation: every wide character has its two cells in any browser."""

import re
from io import StringIO
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from tests.pictures.take import Drawn, moving

DRAWN = ("install-1", "install-2")
"""No pictures of the program."""
PICTURES = sorted(
    file for file in Path(__file__).parents[3].glob("docs/pictures/*.svg") if file.stem not in DRAWN
)
CELL = 12.2


def drawn(text: str) -> list[tuple[str, list[float], float | None]]:
    console = Drawn(record=True, width=40, height=2, file=StringIO(), force_terminal=True)
    console.print(Text(text, style=Style(bgcolor="blue")), end="")
    return runs(console.export_svg(title="x"))


def runs(svg: str) -> list[tuple[str, list[float], float | None]]:
    """Each run of text with where it begins, or each of its characters, and how long it is."""
    found = []
    for one in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):
        if one.get("clip-path") and any(not c.isspace() for c in one.text or ""):
            long = one.get("textLength")
            places = [float(place) for place in (one.get("x") or "").split()]
            found.append((one.text or "", places, float(long) if long else None))
    return found


def test_wide_characters_stand_two_cells_apart_and_narrow_ones_after_them():
    said = {text: (places, long) for text, places, long in drawn("第3次 会议ab")}
    assert said["次"][0] == pytest.approx([3 * CELL])
    assert said["会议"][0] == pytest.approx([6 * CELL, 8 * CELL])
    places, long = said["ab"]
    assert places == pytest.approx([10 * CELL]) and long == pytest.approx(2 * CELL)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda one: one.stem)
def test_no_run_of_a_picture_is_squeezed_or_runs_over(picture: Path):
    checked = 0
    for text, places, long in runs(picture.read_text("utf-8")):
        if cell_len(text) > len(text):
            assert len(places) == len(text) and long is None
            assert all(
                right - left == pytest.approx(2 * CELL, abs=0.2) for left, right in pairwise(places)
            )
            checked += 1
        else:
            assert long == pytest.approx(cell_len(text) * CELL, abs=0.2)
    assert checked > 10


def test_there_are_pictures_and_one_that_moves():
    assert len(PICTURES) >= 9
    assert "@keyframes" in next(one for one in PICTURES if one.stem == "meeting").read_text("utf-8")


def test_of_the_moving_picture_one_frame_is_seen_at_a_time():
    frame = '<svg viewBox="0 0 1 1"><style>.terminal-r1 {}</style><g class="terminal-r1"/></svg>'
    made = moving([frame, frame], [1, 3])
    ElementTree.fromstring(made)
    assert re.findall(r"(\d+\.\d+)%, (\d+\.\d+)% \{ visibility: visible", made) == [
        ("0.000", "25.000"),
        ("25.000", "100.000"),
    ]
    assert "frame0-r1" in made and "frame1-r1" in made
