"""Sheets for the notice board that need no meeting: a text, articles, space for ads."""

from datetime import date

from meetings.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class BoardSheet:
    """One sheet for the board."""

    body_name: str
    title: str
    on: date
    """The day on which it is printed."""
    since: date | None = None
    until: date | None = None
    lines: tuple[str, ...] = ()
    articles: tuple[tuple[str, str], ...] = ()
    """Each article with its number before it, a heading with none."""
    note: str = ""
    """Below the title: who adopted it and when, as far as it is known."""
    place: str = ""
    phone: str = ""
    coded: bool = False
    """With a code that telephones read the words from, without any network."""
    room: int = 0
    """Places for advertisements."""

    @property
    def words(self) -> str:
        """Title and words as one text, for the code."""
        articles = [f"{label} {text}" if label else text for label, text in self.articles]
        return "\n".join(filter(None, (self.title, self.note, *self.lines, *articles)))


MOST = 900
"""Bytes in one code, that a telephone reads from a print of 42 mm."""


def portions(text: str, most: int = MOST) -> tuple[str, ...]:
    """The text in pieces that fit into one code each; several pieces begin with `1/3` and so on."""
    parts: list[str] = []
    room = most - len("99/99 ")
    for line in text.splitlines():
        for piece in _pieces(line, room):
            joined = f"{parts[-1]}\n{piece}" if parts else piece
            if parts and len(joined.encode()) <= room:
                parts[-1] = joined
            else:
                parts.append(piece)
    if len(parts) < 2:
        return tuple(parts)
    return tuple(f"{n}/{len(parts)} {part}" for n, part in enumerate(parts, 1))


def _pieces(line: str, room: int) -> list[str]:
    """A line, cut into pieces of at most `room` bytes."""
    pieces = [""]
    for sign in line:
        if len((pieces[-1] + sign).encode()) > room:
            pieces.append("")
        pieces[-1] += sign
    return pieces
