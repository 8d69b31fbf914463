"""The chart of numbers by month, with labels of Chinese characters, which are two cells wide."""

from typing import cast

from rich.cells import cell_len
from rich.text import Text
from textual_plotext import PlotextPlot


class MonthPlot(PlotextPlot):
    """Plotext counts 会 as one cell, so the lines that it draws are fitted to the width again."""

    def render(self) -> Text:
        drawn = cast(Text, super().render())
        lines = [fitted(line, self.size.width) for line in drawn.split("\n", allow_blank=True)]
        return Text("\n").join(lines)


def fitted(line: Text, width: int) -> Text:
    """The line cut to `width` cells by removing blanks behind its last wide character."""
    excess = line.cell_len - width
    wide = [place for place, sign in enumerate(line.plain) if cell_len(sign) > 1]
    if excess <= 0 or not wide:
        return line
    after = wide[-1] + 1
    blanks = len(line.plain[after:]) - len(line.plain[after:].lstrip(" "))
    cut = min(excess, blanks)
    return line[:after] + line[after + cut :]
