"""Text can be read in every look: at least 7:1 in sunlight, 4.5:1 elsewhere."""

import pytest
from textual.color import Color
from textual.widgets import Static

from tests.tui.host import Host
from tui.theme import DAY, NIGHT, NO_COLOUR, SUNLIGHT, THEMES, next_theme
from tui.widgets.field import DraftInput
from tui.widgets.rows import Column, Row, Rows

GROUNDS = ("background", "surface", "panel", "boost")
WORDS = (
    "foreground", "text", "text-muted", "text-disabled", "foreground-muted", "text-error",
    "text-warning", "text-success", "text-accent", "accent",
)  # fmt: skip
PAIRS = [(word, ground) for word in WORDS for ground in GROUNDS] + [
    ("block-cursor-foreground", "block-cursor-background"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("input-selection-foreground", "input-selection-background"),
]
LEAST = {NIGHT.name: 4.5, DAY.name: 4.5, SUNLIGHT.name: 7.0}


def luminance(colour: Color) -> float:
    """Relative luminance as WCAG 2 defines it, 0 to 1."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.r / 255, colour.g / 255, colour.b / 255)
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Color, other: Color) -> float:
    """Contrast as WCAG 2 defines it, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_itself_is_right():
    assert contrast(Color.parse("#000"), Color.parse("#fff")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("#fff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(("word", "ground"), PAIRS)
def test_every_word_stands_out_from_every_ground(theme, word: str, ground: str):
    colours = theme.to_color_system().generate()
    above, below = Color.parse(colours[word]), Color.parse(colours[ground])
    assert above.a == below.a == 1
    assert contrast(above, below) >= LEAST[theme.name]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
async def test_what_is_really_drawn_stands_out(theme):
    rows = Rows(Column("a"), Column("b", 8))
    app = Host(rows, DraftInput(placeholder="写一行"), Static("文字"))
    async with app.run_test(size=(80, 24)) as pilot:
        app.theme = theme.name
        rows.styles.height = 10
        rows.fill(
            Row(tone, ("议题", ("文字", tone))) for tone in ("bad", "warn", "good", "dim", "strong")
        )
        await pilot.pause()
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                style = segment.style
                if not segment.text.strip() or style is None or not style.color:
                    continue
                assert style.bgcolor is not None
                above = Color.from_rich_color(style.color)
                below = Color.from_rich_color(style.bgcolor)
                assert contrast(above, below) >= LEAST[theme.name], segment


async def test_no_colour_is_drawn_where_none_is_wanted(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    rows = Rows(Column("a"))
    app = Host(rows)
    async with app.run_test(size=(80, 24)) as pilot:
        rows.fill([Row("1", (("逾期", "bad"),)), Row("2", ("x",))])
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert app.theme == NO_COLOUR.name
        assert app.native_ansi_color
        assert ">" in app.picture()


def test_the_looks_follow_one_another_in_a_ring():
    assert [next_theme(name) for name in ("夜", "昼", "日晒", "textual-dark")] == [
        "昼", "日晒", "夜", "夜",
    ]  # fmt: skip
