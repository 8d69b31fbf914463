"""Keys by name, as the bytes that an xterm sends for them."""

import re

NAMED = {
    "Enter": "\r",
    "Esc": "\x1b",
    "Tab": "\t",
    "ShiftTab": "\x1b[Z",
    "Space": " ",
    "Backspace": "\x7f",
    "Delete": "\x1b[3~",
    "Up": "\x1b[A",
    "Down": "\x1b[B",
    "Right": "\x1b[C",
    "Left": "\x1b[D",
    "Home": "\x1b[H",
    "End": "\x1b[F",
    "PageUp": "\x1b[5~",
    "PageDown": "\x1b[6~",
    "F1": "\x1bOP",
    "F2": "\x1bOQ",
    "F3": "\x1bOR",
    "F4": "\x1bOS",
    "F5": "\x1b[15~",
    "F6": "\x1b[17~",
    "F7": "\x1b[18~",
    "F8": "\x1b[19~",
    "F9": "\x1b[20~",
    "F12": "\x1b[24~",
    "ShiftF2": "\x1b[1;2Q",
}
_TOKEN = re.compile(r"<([A-Za-z][A-Za-z0-9]*|\^[a-z])>")


def split(script: str) -> list[str]:
    """A script like `张三<Enter><F4>8` as texts and named keys, each ready to be sent."""
    parts: list[str] = []
    at = 0
    for token in _TOKEN.finditer(script):
        if token.start() > at:
            parts.append(script[at : token.start()])
        name = token[1]
        parts.append(chr(ord(name[1]) & 31) if name.startswith("^") else NAMED[name])
        at = token.end()
    if at < len(script):
        parts.append(script[at:])
    return parts


def pasted(text: str) -> str:
    """The text as a terminal hands over a paste."""
    return f"\x1b[200~{text}\x1b[201~"
