"""The measures of a page, after GB/T 9704-2012; in twips (1/20 point) unless said otherwise."""

from meetings.dataclass import dataclass

PAGE_WIDTH = 11906
PAGE_HEIGHT = 16838
MARGIN_TOP = 2098  # 37 mm
MARGIN_LEFT = 1587  # 28 mm
MARGIN_BOTTOM = 1984  # 35 mm
MARGIN_RIGHT = 1474  # 26 mm
TEXT_WIDTH = 8844  # 156 mm

PAGE_NUMBER = 280  # 四号, 14 pt: size, line and the one character it stands in from the edge
FOOTER = 1587 - PAGE_NUMBER
"""Paper edge to the foot of the page number, whose head is 7 mm below the text area."""

TITLE = 440  # 二号, 22 pt
TABLE = 240  # 小四, 12 pt
TABLE_LINE = 360
CELL_TOP, CELL_SIDE = 28, 85
"""The margins of a cell: above and below, left and right."""
SMALL_TABLE = 210  # 五号, 10.5 pt
SMALL_LINE = 300
FINE = 180  # 小五, 9 pt


@dataclass(frozen=True, slots=True)
class Setting:
    """Size of the body text, its exact line, and how much each character is condensed."""

    size: int
    line: int
    condense: int

    @property
    def advance(self) -> int:
        """From one Chinese character to the next."""
        return self.size - self.condense


OFFICIAL = Setting(size=320, line=579, condense=5)
"""三号 (16 pt): 22 lines of 28 characters fill the text area."""

READING = Setting(size=360, line=720, condense=0)
"""小二 (18 pt) on wide lines, for reading aloud."""


def mm(length: float) -> int:
    """Millimetres in twips."""
    return round(length * 1440 / 25.4)
