"""The colour themes: 夜, 昼, 日晒 for strong sunlight, and 无色 for no colour."""

import os
from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme


def _theme(
    name: str,
    *,
    dark: bool,
    ground: str,
    field: str,
    bar: str,
    text: str,
    quiet: str,
    mark: str,
    bad: str,
    warn: str,
    good: str,
    cursor: tuple[str, str],
    scrim: str = "60%",
) -> Theme:
    """A theme of plain opaque colours, so that the contrast of every pair is known."""
    return Theme(
        name=name,
        dark=dark,
        primary=mark,
        accent=mark,
        error=bad,
        warning=warn,
        success=good,
        foreground=text,
        background=ground,
        surface=ground,
        panel=bar,
        variables={
            "scrim": f"{ground} {scrim}",
            "boost": field,  # the argument is ignored where a panel is given
            "text": text,
            "text-muted": quiet,
            "text-disabled": quiet,
            "foreground-muted": quiet,
            "text-error": bad,
            "text-warning": warn,
            "text-success": good,
            "text-accent": mark,
            "block-cursor-foreground": cursor[0],
            "block-cursor-background": cursor[1],
            "block-cursor-text-style": "bold",
            "input-cursor-foreground": cursor[0],
            "input-cursor-background": cursor[1],
            "input-selection-foreground": cursor[0],
            "input-selection-background": cursor[1],
            "border": mark,
            "scrollbar": quiet,
            "scrollbar-background": bar,
        },
    )


NIGHT = _theme(
    "夜", dark=True, ground="#10151c", field="#1d2632", bar="#242e3a", text="#e9ecf1",
    quiet="#b4bfcc", mark="#ffc46b", bad="#ff9d9d", warn="#ffca70", good="#8be3a4",
    cursor=("#10151c", "#ffd479"),
)  # fmt: skip
DAY = _theme(
    "昼", dark=False, ground="#fcfcfa", field="#eef0f2", bar="#e2e6ea", text="#1b1f24",
    quiet="#47505a", mark="#6b2f00", bad="#9a0c22", warn="#6b4300", good="#07512a",
    cursor=("#ffffff", "#0b4f8a"),
)  # fmt: skip
SUNLIGHT = _theme(
    "日晒", dark=False, ground="#ffffff", field="#f2f2f2", bar="#e6e6e6", text="#000000",
    quiet="#2b2b2b", mark="#3d0066", bad="#7a0000", warn="#4a2e00", good="#00401a",
    cursor=("#ffffff", "#000000"),
)  # fmt: skip
NO_COLOUR = Theme(
    name="无色",
    ansi=True,
    dark=True,
    primary="ansi_default",
    secondary="ansi_default",
    warning="ansi_default",
    error="ansi_default",
    success="ansi_default",
    accent="ansi_default",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        "scrim": "ansi_default 60%",
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "block-cursor-foreground": "ansi_default",
        "block-cursor-background": "ansi_default",
        "block-cursor-text-style": "bold reverse",
        "foreground-muted": "ansi_default",
        "text-muted": "ansi_default",
        "text-disabled": "ansi_default",
        "input-cursor-text-style": "reverse",
        "border": "ansi_default",
    },
)  # fmt: skip

THEMES = (NIGHT, DAY, SUNLIGHT)
"""The themes to choose from; without colour there is only NO_COLOUR."""

_BLACK, _RED, _BLUE, _WHITE = "#000000", "#aa0000", "#0000aa", "#ffffff"
_BRIGHT_RED, _BRIGHT_GREEN, _YELLOW = "#ff5555", "#55ff55", "#ffff55"


def _on_one_ground(theme: Theme, ground: str, text: str, **tones: str) -> Theme:
    return _theme(
        theme.name, dark=theme.dark, ground=ground, field=ground, bar=ground, text=text,
        quiet=text, cursor=(ground, tones["mark"]), scrim="100%", **tones,
    )  # fmt: skip


FEW_COLOURS = (
    _on_one_ground(
        NIGHT, _BLACK, _WHITE, mark=_YELLOW, bad=_BRIGHT_RED, warn=_YELLOW, good=_BRIGHT_GREEN
    ),
    _on_one_ground(DAY, _WHITE, _BLACK, mark=_BLUE, bad=_RED, warn=_RED, good=_BLUE),
    _on_one_ground(SUNLIGHT, _WHITE, _BLACK, mark=_BLUE, bad=_BLACK, warn=_BLACK, good=_BLACK),
)
"""The same themes for terminals of sixteen colours, using those that contrast with one background
both in xterm's palette and the old text screens'; other colours would become their nearest, such
as grey on grey."""


def without_colour() -> bool:
    """Whether the person wants no colour: NO_COLOR is set and not empty."""
    return bool(os.environ.get("NO_COLOR"))


def dress(app: App[Any], kept: str = "") -> None:
    """Register the themes and apply the one named `kept`, or 夜; 无色 where NO_COLOR is set."""
    _register(app)
    app.theme = _first(kept)


def dress_early(app: App[Any], kept: str = "") -> None:
    """Like `dress`, before the app runs, when no styles have to be made again."""
    _register(app)
    app.set_reactive(App.theme, _first(kept))
    theme = app.current_theme
    before = {name: False for name in app.classes if name.startswith("-theme-")}
    looks = {f"-theme-{theme.name}": True, "-dark-mode": theme.dark, "-light-mode": not theme.dark}
    app.update_classes({**before, **looks}, update=False)
    app.stylesheet.set_variables(app.get_css_variables())
    app._refresh_truecolor_filter(app.ansi_theme)


def _register(app: App[Any]) -> None:
    for theme in (*(FEW_COLOURS if has_few_colours(app) else THEMES), NO_COLOUR):
        app.register_theme(theme)


def has_few_colours(app: App[Any]) -> bool:
    """Whether the terminal has sixteen colours."""
    return app.console.color_system == "standard"


class WithoutBold(LineFilter):
    """Takes away bold on terminals of sixteen colours, which draw bold black as grey."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, none of them bold."""
        return [
            Segment(text, style + _NOT_BOLD if style and style.bold else style, control)
            for text, style, control in segments
        ]


_NOT_BOLD = Style(bold=False)


def _first(kept: str) -> str:
    if without_colour():
        return NO_COLOUR.name
    return kept if kept in [theme.name for theme in THEMES] else NIGHT.name


def next_theme(name: str) -> str:
    """The theme after this one."""
    names = [theme.name for theme in THEMES]
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
