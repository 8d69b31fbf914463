"""Makes people's text safe for widgets (never markup or escapes), and measures it in cells."""

import re
import unicodedata
from pathlib import Path

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.content import Content

from meetings.clean import clean, trim
from tui.language import language

_MARKS_OF_DIRECTION = re.compile("[\u061c\u200e\u200f]")
_MARK = ".."
"""Marks a cut tail; the one-character ellipsis takes two cells in some terminals."""


_NAME_BRACKETS = re.compile(r"(?<=\w)（([^（）]{1,20})）(?=[\x00-\x7f]|$)")
"""The brackets behind a name that two people have, 张伟（45栋), where English goes on."""


def shown(text: str) -> str:
    """The text as screens show it: no character acts on the terminal, brackets suit English."""
    said = printed(text)
    return said if language() == "zh" else _NAME_BRACKETS.sub(r" (\1)", said)


def printed(text: str) -> str:
    """The text with control characters, which a terminal would act on, made visible or removed."""
    return _MARKS_OF_DIRECTION.sub("", clean(text).text)


def one_line(text: str) -> str:
    """`shown(text)` on one line: line ends and tabs become spaces."""
    return shown(text).replace("\n", " ").replace("\t", " ")


def plain(text: str, style: str = "") -> Content:
    """User text as Content, for Static, Label, Button, OptionList and most other widgets."""
    return Content.styled(shown(text), style) if style else Content(shown(text))


def rich_text(text: str, style: str = "") -> Text:
    """User text as rich Text, for Tree and other widgets that take rich renderables."""
    return Text(shown(text), style=style, end="")


def mixed(markup: str, /, **values: object) -> Content:
    """Our own markup with user text as safe values: `mixed("[b]$t[/]", t=title)`."""
    safe = {name: _safe_value(value) for name, value in values.items()}
    return Content.from_markup(markup, **safe)


def _safe_value(value: object) -> Content:
    return value if isinstance(value, Content) else Content(shown(str(value)))


def cells(text: str) -> int:
    """How many terminal cells the text takes; a Chinese character takes two."""
    return cell_len(text)


def cut(text: str, width: int) -> str:
    """The text on one line in at most `width` cells; `..` stands for a cut tail."""
    if width <= 0:
        return ""
    text = one_line(text[: width * 8 + 8])
    if cell_len(text) <= width:
        return text
    if width <= len(_MARK):
        return set_cell_size(text, width).rstrip()
    return set_cell_size(text, width - len(_MARK)).rstrip() + _MARK


def headline(text: str) -> str:
    """The text as a title: a term in English begins with a capital."""
    return text[:1].upper() + text[1:]


def pad(text: str, width: int, right: bool = False) -> str:
    """The text cut and filled with spaces to exactly `width` cells; `right` aligns right."""
    text = cut(text, width)
    gap = " " * (width - cell_len(text))
    return gap + text if right else text + gap


_DIGITS = str.maketrans("０１２３４５６７８９．－＋＝，／：　", "0123456789.-+=,/: ")


def half_width(text: str) -> str:
    """The text with full-width digits and number punctuation made half-width."""
    return text.translate(_DIGITS)


def folded(text: str) -> str:
    """The text for comparing: width, compatibility forms and letter case do not matter."""
    return trim(unicodedata.normalize("NFKC", text).casefold())


def typed_path(text: str) -> Path:
    """The path that somebody typed, dropped or pasted, without quotation marks, `~` expanded.

    An unknown user (`~nouser`) is left as it was typed.
    """
    path = Path(trim(trim(text).strip("'\"").removeprefix("file://")))
    try:
        return path.expanduser()
    except RuntimeError:
        return path
