"""Block letters for what the last row has to read: sixteen cells wide, eight lines high."""

from textual.content import Content
from textual.widgets import Static

from tui.text import plain

HIGH = 8
"""Lines of a letter."""

WIDE = 16
"""Cells of a letter."""

_LETTERS = {
    "通": (
        "                ",
        " ▀▄▄  ▀▀▀▀▀▀██  ",
        "   ▀  ▄▄████▄▄  ",
        " ▄▄▄  █▀▀██▀▀██ ",
        " ▀▀█  █▀▀▀█▀▀██ ",
        "   █  █▀▀██▀▀██ ",
        "  ▄█▄ █   █ ▄█▀ ",
        " █▀ ▀▀█▄▄▄▄▄▄▄▄ ",
    ),
    "过": (
        "                ",
        " ▀█▄       ██   ",
        "   ▀ ▀█████████ ",
        " ▄▄▄  ▄▄   ██   ",
        " ▀▀█   ▀▄  ██   ",
        "   █       ██   ",
        "  ▄█▄    ██▀▀   ",
        " █▀  ▀▀████████ ",
    ),
    "未": (
        "                ",
        "       ██       ",
        "  ▀▀▀▀▀██▀▀▀▀▀  ",
        "       ██       ",
        " ▀▀▀▀▀████▀▀▀▀▀ ",
        "     ▄▀██▀▄     ",
        "  ▄█▀  ██  ▀█▄  ",
        " ▀▀    ██    ▀▀ ",
    ),
    "平": (
        "                ",
        "  ████████████  ",
        "   ▄   ██   █   ",
        "   ▀█  ██  █▀   ",
        " ▄▄▄▄▄▄██▄▄▄▄▄▄ ",
        " ▀▀▀▀▀▀██▀▀▀▀▀▀ ",
        "       ██       ",
        "       ██       ",
    ),
    "票": (
        "                ",
        " ▀▀▀▀██▀▀██▀▀▀▀ ",
        "  █▀▀██▀▀██▀▀█  ",
        "  █▄▄██▄▄█▄▄▄█  ",
        "   ▄▄▄▄▄▄▄▄▄▄   ",
        " ▄▄▄▄▄▄▄▄▄▄▄▄▄▄ ",
        "   ▄█  ██  ▄▄   ",
        " ▄█▀ ▄▄██   ▀▀▄ ",
    ),
    "流": (
        "                ",
        "  ▀█▄▄▄▄▄██▄▄▄▄ ",
        "     ▀▀██▀▀▀█▀▀ ",
        " ▀▄▄ ▄▄█▄▄▄▄██▄ ",
        "   ▀  ▄▄ ▄  ▄ ▀ ",
        "   ▄█ ██ █  █   ",
        "  ▄█  █  █  █   ",
        " █▀ ▄█▀  █  █▄█ ",
    ),
    "会": (
        "                ",
        "      ▄██▄      ",
        "   ▄▄█▀  ▀█▄▄   ",
        " ▄█▀████████▀▀█ ",
        "  ▄▄▄▄▄▄▄▄▄▄▄▄  ",
        " ▀▀▀▀██▀▀▀█▀▀▀▀ ",
        "    ▄▀    ▀█▄   ",
        "  █████▀▀▀▀▀▀█  ",
    ),
    "中": (
        "                ",
        "       ██       ",
        " ▄████████████▄ ",
        " ██    ██    ██ ",
        " ██    ██    ██ ",
        " ██▀▀▀▀██▀▀▀▀█▀ ",
        "       ██       ",
        "       ██       ",
    ),
    "选": (
        "                ",
        " ▀█▄  ▄█ ▄█     ",
        "   ▀ ▄█▀▀▀█▀▀▀  ",
        "     ▄▄▄▄▄█▄▄▄▄ ",
        " ▀▀█    █  █    ",
        "   █   █▀  █  ▄ ",
        "   █▄█▀    ▀██▀ ",
        " █▀▀▀▀▄▄▄▄▄▄▄▄▄ ",
    ),
}


def block_letters(text: str) -> list[str]:
    """The text in block letters, line by line; [] where a character has none."""
    if not text or any(letter not in _LETTERS for letter in text):
        return []
    return ["".join(_LETTERS[letter][line] for letter in text) for line in range(HIGH)]


class BlockLetters(Static):
    """A word in block letters in the middle of the width; plain and bold where it has none."""

    DEFAULT_CSS = "BlockLetters { width: 1fr; height: auto; content-align: center middle; }"

    def __init__(self, text: str, id: str | None = None) -> None:
        lines = block_letters(text)
        words = Content("\n").join(map(plain, lines)) if lines else plain(text, "bold")
        super().__init__(words, id=id, markup=False)
