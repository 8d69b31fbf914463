"""The list with columns, which draws only visible rows and loads further pages when needed."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.commands import bindings
from tui.language import _
from tui.text import pad
from tui.widgets.columns import TONES, Column, Row, folded_lines, widths


class Rows(ScrollView, can_focus=True):
    """A list with cursor and marks; posts Chosen, Moved, Marked, and NeedMore near its end."""

    BINDINGS = bindings("list")
    COMPONENT_CLASSES = {
        "rows--title", "rows--cursor", "rows--row", "rows--empty",
        *(f"rows--{tone}" for tone in TONES),
    }  # fmt: skip
    DEFAULT_CSS = """
    Rows {
        overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1;
        background: $surface; color: $foreground;
        .rows--title { color: $foreground-muted; text-style: bold; background: $panel; }
        .rows--row { color: $foreground; background: $surface; }
        .rows--cursor { color: $block-cursor-foreground; background: $block-cursor-background;
                        text-style: $block-cursor-text-style; }
        .rows--empty { color: $foreground-muted; }
        .rows--bad { color: $text-error; text-style: bold; }
        .rows--warn { color: $text-warning; }
        .rows--good { color: $text-success; }
        .rows--dim { color: $foreground-muted; }
        .rows--strong { text-style: bold; }
    }
    """

    @dataclass
    class Chosen(Message):
        """Posted on Enter or a second click on a row."""

        rows: "Rows"
        key: str

        @property
        def control(self) -> "Rows":
            return self.rows

    @dataclass
    class Moved(Message):
        """Posted when the cursor moved; `key` is None when the list is empty."""

        rows: "Rows"
        key: str | None

        @property
        def control(self) -> "Rows":
            return self.rows

    @dataclass
    class Marked(Message):
        """Posted when the marks changed."""

        rows: "Rows"
        keys: tuple[str, ...]

        @property
        def control(self) -> "Rows":
            return self.rows

    @dataclass
    class NeedMore(Message):
        """Posted to ask for the page after this key; answer with `add`."""

        rows: "Rows"
        after_key: str

        @property
        def control(self) -> "Rows":
            return self.rows

    def __init__(
        self,
        *columns: Column,
        empty: str = "",
        marks: bool = False,
        titles: bool = True,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """`empty` is the English id of the sentence for an empty list, which says what to do."""
        super().__init__(id=id, classes=classes)
        self.columns, self.empty, self.marks, self.titles = columns, empty, marks, titles
        self.marked: dict[str, None] = {}
        self.cursor = 0
        self._rows: list[Row] = []
        self._place: dict[str, int] = {}
        self._more = False
        self._asked = False
        self._hidden = 0

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def key(self) -> str | None:
        """The key of the row under the cursor; None when the list is empty."""
        return self._rows[self.cursor].key if self._rows else None

    @property
    def keys(self) -> list[str]:
        """The keys of all loaded rows, in order."""
        return [row.key for row in self._rows]

    def fill(
        self, rows: Iterable[Row], *, more: bool = False, keep: bool = True, hidden: int = 0
    ) -> None:
        """Show these rows; with `keep` the cursor stays on its key if that is still there.

        `hidden` is the number of rows that a filter hides and Esc would show.
        """
        old_key = self.key if keep else None
        old_cursor = self.cursor if keep else 0
        self._rows = list(rows)
        self._place = {row.key: place for place, row in enumerate(self._rows)}
        self.marked = {key: None for key in self.marked if key in self._place}
        self._more, self._asked, self._hidden = more, False, hidden
        near = min(old_cursor, max(0, len(self._rows) - 1))
        self.cursor = near if old_key is None else self._place.get(old_key, near)
        self._resized()
        if self.key != old_key or not self._rows:
            self.post_message(self.Moved(self, self.key))
        self._reveal()

    def add(self, rows: Iterable[Row], *, more: bool = False) -> None:
        """Append a further page of rows."""
        for row in rows:
            if row.key not in self._place:
                self._place[row.key] = len(self._rows)
                self._rows.append(row)
        self._more, self._asked = more, False
        self._resized()

    def change(self, row: Row) -> None:
        """Replace the row of the same key; nothing happens where it is not loaded."""
        place = self._place.get(row.key)
        if place is not None:
            self._rows[place] = row
            self.refresh()

    def drop(self, key: str) -> None:
        """Remove a row."""
        if key in self._place:
            self.fill([row for row in self._rows if row.key != key], more=self._more)

    def go(self, key: str) -> bool:
        """Put the cursor on this key; False when it is not loaded."""
        if key not in self._place:
            return False
        self._move(self._place[key])
        return True

    def clear_marks(self) -> None:
        """Remove all marks."""
        self.marked.clear()
        self.refresh()
        self.post_message(self.Marked(self, ()))

    # moving

    def _move(self, place: int) -> None:
        if not self._rows:
            return
        place = max(0, min(place, len(self._rows) - 1))
        if place != self.cursor:
            for line in (self.cursor, place):
                self.refresh_line(line + int(self.titles))
            self.cursor = place
            self.post_message(self.Moved(self, self.key))
        self._reveal()

    def _reveal(self) -> None:
        top = int(self.scroll_offset.y)
        page = self._page
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, immediate=True, force=True)
        elif self.cursor >= top + page:
            self.scroll_to(y=self.cursor - page + 1, animate=False, immediate=True, force=True)
        self._want_more()

    @property
    def _page(self) -> int:
        return max(1, self.size.height - int(self.titles))

    def _want_more(self) -> None:
        if self._more and not self._asked and self.cursor + self._page >= len(self._rows):
            self._asked = True
            self.post_message(self.NeedMore(self, self._rows[-1].key if self._rows else ""))

    def walk(self, key: str) -> bool:
        """Move by an arrow or page key pressed in a field beside the list; False for other keys."""
        moves = {
            "up": self.action_list_up,
            "down": self.action_list_down,
            "pageup": self.action_list_page_up,
            "pagedown": self.action_list_page_down,
        }
        if key in moves:
            moves[key]()
        return key in moves

    def action_list_up(self) -> None:
        self._move(self.cursor - 1)

    def action_list_down(self) -> None:
        self._move(self.cursor + 1)

    def action_list_page_up(self) -> None:
        self._move(self.cursor - self._page)

    def action_list_page_down(self) -> None:
        self._move(self.cursor + self._page)

    def action_list_top(self) -> None:
        self._move(0)

    def action_list_bottom(self) -> None:
        self._move(len(self._rows) - 1)

    def action_list_open(self) -> None:
        if self.key is not None:
            self.post_message(self.Chosen(self, self.key))

    def action_list_mark(self) -> None:
        if self.key is None or not self.marks:
            return
        if self.key in self.marked:
            del self.marked[self.key]
        else:
            self.marked[self.key] = None
        self.post_message(self.Marked(self, tuple(self.marked)))
        self.refresh()
        self._move(self.cursor + 1)

    def on_click(self, event: events.Click) -> None:
        place = event.y - int(self.titles) + int(self.scroll_offset.y)
        if event.y < int(self.titles) or place >= len(self._rows):
            return
        if place == self.cursor or event.chain > 1:
            self._move(place)
            self.action_list_open()
        else:
            self._move(place)

    # drawing

    def on_resize(self) -> None:
        self._resized()
        self._reveal()

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def _resized(self) -> None:
        self.virtual_size = Size(self.size.width, len(self._rows) + int(self.titles))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if self.titles and y == 0:
            style = self.get_component_rich_style("rows--title")
            texts = ["  "] + [
                pad(_(column.title), wide, column.right) + " "
                for column, wide in zip(self.columns, widths(self.columns, width), strict=True)
            ]
            return Strip([Segment("".join(texts), style)]).adjust_cell_length(width, style)
        place = y - int(self.titles) + int(self.scroll_offset.y)
        if not self._rows:
            lines = folded_lines(self._nothing(), width) if self.empty else []
            text = lines[place] if place < len(lines) else ""
            style = self.get_component_rich_style("rows--empty")
            return Strip([Segment(text, style)]).adjust_cell_length(width, self.rich_style)
        if place >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        return self._row_strip(self._rows[place], place == self.cursor, width)

    def _nothing(self) -> str:
        """The sentence for an empty list."""
        if not self._hidden:
            return _(self.empty)
        return _("No match; {n} more are hidden. Esc shows all.").format(n=self._hidden)

    def _row_strip(self, row: Row, under_cursor: bool, width: int) -> Strip:
        lit = under_cursor
        style = self.get_component_rich_style("rows--cursor" if lit else "rows--row")
        lead = (">" if under_cursor else " ") + ("*" if row.key in self.marked else " ")
        segments = [Segment(lead, style)]
        for column, wide, cell in zip(
            self.columns, widths(self.columns, width), row.cells, strict=False
        ):
            text, tone = cell if isinstance(cell, tuple) else (cell, "")
            segments.append(Segment(pad(text, wide, column.right), self._toned(style, tone, lit)))
            segments.append(Segment(" ", style))
        return Strip(segments).adjust_cell_length(width, style)

    def _toned(self, style: Style, tone: str, lit: bool) -> Style:
        if tone not in TONES:
            return style
        toned = self.get_component_rich_style(f"rows--{tone}", partial=True)
        return style + (toned.without_color if lit else toned)
