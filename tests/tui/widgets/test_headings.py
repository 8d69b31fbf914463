"""Every heading of a list fits its column in both languages, so that none is cut at 80 columns."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.language import chinese
from tui.text import cells

ROOT = Path(__file__).parents[3] / "tui"
WITHOUT_HEADINGS = "transcript.py"


def headings() -> Iterator[tuple[str, int]]:
    """The English id and the width of every column of a fixed width."""
    for file in sorted(ROOT.rglob("*.py")):
        text = file.read_text("utf-8")
        if file.name == WITHOUT_HEADINGS or "Column(" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            match node:
                case ast.Call(
                    func=ast.Name("Column"),
                    args=[ast.Call(args=[ast.Constant(str() as said)]), ast.Constant(width), *_],
                ):
                    yield said, int(str(width))


@pytest.mark.parametrize(("said", "width"), sorted(set(headings())))
def test_a_heading_fits_its_column(said: str, width: int):
    assert cells(said) <= width and cells(chinese(said)) <= width
