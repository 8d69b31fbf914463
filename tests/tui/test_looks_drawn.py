"""What every screen really draws can be read in every look: at least 4.5:1, cursor rows too."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from typing import Any

from textual.color import Color
from textual.geometry import Region
from textual.theme import Theme

from tests.tui.test_theme import LEAST, SIXTEEN, colours, contrast, of_256, of_sixteen
from tui.app import Jiejiao
from tui.desk import Desk
from tui.theme import FEW_COLOURS, NIGHT, THEMES

Shown = Callable[[Color], Color]
STOPS = (
    ("f2", "space", "down"), ("f3",), ("f4",), ("f4", "8"), ("escape", "f5", "down"), ("f6",),
    ("f7",), ("f8",), ("escape", "f9"), ("escape", "ctrl+p"), ("escape", "f1"),
    ("escape", "ctrl+f"), ("escape", "ctrl+g"), ("escape", "f2", "1"),
)  # fmt: skip


def named() -> Theme:
    """夜 with another colour for every name, so that what is drawn tells by which names it is."""
    numbers = iter(range(1, 200))

    def one(value: Any) -> Any:
        written = isinstance(value, str) and value.startswith("#") and " " not in value
        return f"#{next(numbers):02x}2030" if written else value

    own: dict[str, Any] = {field.name: one(getattr(NIGHT, field.name)) for field in fields(NIGHT)}
    variables = {name: one(value) for name, value in NIGHT.variables.items()}
    return replace(NIGHT, **own | {"name": "named", "variables": variables})


def drawn(app: Jiejiao) -> Iterator[tuple[str, Color, Color]]:
    """Every word of the topmost screen, its colour and its ground; not what is under a dialog."""
    screen = app.screen
    above_all = Region.from_union([child.region for child in screen.children])
    for y, strip in enumerate(screen._compositor.render_strips()):
        x = 0
        for segment in strip:
            at, x = x, x + segment.cell_length
            style = segment.style
            if not segment.text.strip() or style is None or not above_all.contains(at, y):
                continue
            assert style.color and style.bgcolor and not style.dim, segment
            yield (
                segment.text, Color.from_rich_color(style.color),
                Color.from_rich_color(style.bgcolor),
            )  # fmt: skip


def weak(look: Theme, pairs: Iterable[tuple[str, str]], least: float, of: Shown) -> list[object]:
    """The pairs of names that do not stand out as a terminal shows them, with their contrast."""
    known = colours(look)
    found = [(contrast(of(known[one]), of(known[other])), one, other) for one, other in pairs]
    return [(look.name, *one) for one in found if one[0] < least]


async def test_every_word_of_every_screen_stands_out_in_every_look(community: Path, tmp_path: Path):
    look = named()
    names = {colour.rgb: name for name, colour in colours(look).items()}
    desk = Desk(Path(shutil.copy(community, tmp_path / "records.db")), "王社工")
    desk.open()
    app = Jiejiao(desk)
    pairs: dict[tuple[str, str], str] = {}
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            app.register_theme(look)
            app.theme = look.name
            for stop in STOPS:
                for key in stop:
                    await pilot.press(key)
                    await pilot.pause()
                for text, above, below in drawn(app):
                    pairs.setdefault((names[above.rgb], names[below.rgb]), text)
    finally:
        desk.close()
    assert ("block-cursor-foreground", "block-cursor-background") in pairs and len(pairs) > 12
    for one in THEMES:
        assert weak(one, pairs, LEAST[one.name], lambda colour: colour) == []
        assert weak(one, pairs, 4.5, of_256) == []
    for one in FEW_COLOURS:
        for palette in SIXTEEN.values():
            assert weak(one, pairs, LEAST[one.name], partial(of_sixteen, palette=palette)) == []
