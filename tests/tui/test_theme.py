"""Text can be read in every look: at least 7:1 in sunlight, 4.5:1 elsewhere."""

import pytest
from rich.color import Color as DrawnColor
from rich.color import ColorSystem
from rich.console import Console
from textual.color import Color
from textual.theme import Theme
from textual.widget import Widget
from textual.widgets import Static

from tests.tui.host import Host
from tui.dialogs.kit.choose import Choose, Option
from tui.theme import DAY, FEW_COLOURS, NIGHT, NO_COLOUR, SUNLIGHT, THEMES, dress, next_theme
from tui.widgets.columns import Column, Row
from tui.widgets.field import DraftInput
from tui.widgets.rows import Rows

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


def colours(look: Theme) -> dict[str, Color]:
    """Every name with its plain colour, as an app on this look has them."""
    every = look.to_color_system().generate() | look.variables
    return {
        name: Color.parse(value) for name, value in every.items()
        if value.startswith("#") and " " not in value
    }  # fmt: skip


def test_the_measure_itself_is_right():
    assert contrast(Color.parse("#000"), Color.parse("#fff")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("#fff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(("word", "ground"), PAIRS)
def test_every_word_stands_out_from_every_ground(theme, word: str, ground: str):
    above, below = colours(theme)[word], colours(theme)[ground]
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


XTERM = (
    "#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5",
    "#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff",
)  # fmt: skip
TEXT_SCREEN = (
    "#000000", "#aa0000", "#00aa00", "#aa5500", "#0000aa", "#aa00aa", "#00aaaa", "#aaaaaa",
    "#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff",
)  # fmt: skip
SIXTEEN = {"xterm": XTERM, "text screen": TEXT_SCREEN}


def of_sixteen(colour: Color, palette: tuple[str, ...]) -> Color:
    """What a terminal of sixteen colours shows for a colour."""
    number = DrawnColor.from_rgb(*colour.rgb).downgrade(ColorSystem.STANDARD).number
    assert number is not None
    return Color.parse(palette[number])


def of_256(colour: Color) -> Color:
    """What a terminal of 256 colours shows for a colour."""
    near = DrawnColor.from_rgb(*colour.rgb).downgrade(ColorSystem.EIGHT_BIT)
    return Color.from_rich_color(DrawnColor.from_triplet(near.get_truecolor()))


@pytest.mark.parametrize("palette", SIXTEEN.values(), ids=SIXTEEN)
@pytest.mark.parametrize("theme", FEW_COLOURS, ids=lambda theme: theme.name)
@pytest.mark.parametrize(("word", "ground"), PAIRS)
def test_every_word_stands_out_in_sixteen_colours(theme, word: str, ground: str, palette):
    above, below = (of_sixteen(colours(theme)[name], palette) for name in (word, ground))
    assert contrast(above, below) >= LEAST[theme.name]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(("word", "ground"), PAIRS)
def test_every_word_stands_out_in_256_colours(theme, word: str, ground: str):
    above, below = (of_256(colours(theme)[name]) for name in (word, ground))
    assert contrast(above, below) >= 4.5


@pytest.mark.parametrize(("system", "themes"), [("standard", FEW_COLOURS), ("256", THEMES)])
def test_a_terminal_gets_the_looks_for_its_colours(system, themes):
    app = Host()
    app.console = Console(color_system=system, force_terminal=True)
    dress(app)
    assert [app.get_theme(theme.name) for theme in themes] == list(themes)


class FewColours(Host):
    """An app on a terminal of sixteen colours."""

    def __init__(self, *widgets: Widget) -> None:
        super().__init__(*widgets)
        self.console = Console(color_system="standard", force_terminal=True)


@pytest.mark.parametrize("palette", SIXTEEN.values(), ids=SIXTEEN)
@pytest.mark.parametrize("theme", FEW_COLOURS, ids=lambda theme: theme.name)
async def test_what_sixteen_colours_draw_stands_out_bold_or_under_a_dialog(theme, palette):
    rows, bold = Rows(Column("a"), Column("b", 8)), Static("标题")
    app = FewColours(rows, bold)
    async with app.run_test(size=(80, 24)) as pilot:
        app.theme, rows.styles.height, bold.styles.text_style = theme.name, 10, "bold"
        rows.fill(
            Row(tone, ("议题", ("文字", tone))) for tone in ("bad", "warn", "good", "dim", "strong")
        )
        await pilot.pause()
        seen = 0
        for dialog in (None, Choose("哪一个", [Option("a", "甲"), Option("b", "乙")])):
            if dialog is not None:
                app.push_screen(dialog)
                await pilot.pause()
            for strip in app.screen._compositor.render_strips():
                for segment in strip:
                    style = segment.style
                    if not segment.text.strip() or style is None or not style.color:
                        continue
                    assert style.bgcolor is not None and not style.bold
                    above, below = (
                        of_sixteen(Color.from_rich_color(colour), palette)
                        for colour in (style.color, style.bgcolor)
                    )
                    assert contrast(above, below) >= LEAST[theme.name], segment
                    seen += 1
        assert seen > 20
