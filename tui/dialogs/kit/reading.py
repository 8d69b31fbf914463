"""The dialog to read long texts: scrolls by keys, and Tab shows the next text."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from meetings.dataclass import dataclass
from tui.base import LEAVE, BaseDialog
from tui.language import N_, _
from tui.text import cut, plain
from tui.widgets.columns import parts


@dataclass(frozen=True, slots=True)
class Side:
    """One text with its name, of several that a Reading shows."""

    name: str
    lines: tuple[Content, ...]


class Reading(BaseDialog[None]):
    """Shows one or more texts; Esc or Enter closes."""

    SCOPE = "form"
    TOLD_KEYS = (N_("↑ ↓ PgUp PgDn Home End read on; Tab shows the next text; Enter closes."),)
    BINDINGS = [
        LEAVE,
        Binding("enter", "form_leave", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("home", "border(-1)", show=False),
        Binding("end", "border(1)", show=False),
        Binding("tab", "turn", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    Reading {
        .dialog { width: 100; height: 100%; }
        VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
        .reading--text { height: auto; }
        .reading--keys { height: 1; color: $foreground-muted; }
    }
    """

    def __init__(self, title: str, sides: Sequence[Side]) -> None:
        super().__init__()
        self.reading_title, self.sides, self.side = title, tuple(sides), 0

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            with VerticalScroll(can_focus=False):
                yield Static(classes="reading--text", markup=False)
            yield Static(classes="reading--keys", markup=False)

    def on_mount(self) -> None:
        self._show()

    @property
    def _scroll(self) -> VerticalScroll:
        return self.query_one(VerticalScroll)

    def _show(self) -> None:
        side = self.sides[self.side]
        title = " · ".join(filter(None, (self.reading_title, side.name)))
        self.query_one(".dialog").border_title = plain(cut(title, 90))
        self.query_one(".reading--text", Static).update(Content("\n").join(side.lines))
        self._scroll.scroll_home(animate=False)
        self.once_drawn(self._break_lines)

    def on_resize(self) -> None:
        self.once_drawn(self._break_lines)

    def _break_lines(self) -> None:
        """Break the lines for the width they have, then show the keys."""
        text = self.query_one(".reading--text", Static)
        if width := text.content_size.width:
            broken = [part for line in self.sides[self.side].lines for part in parts(line, width)]
            text.update(Content("\n").join(broken))
        self.once_drawn(self._show_keys)

    def _show_keys(self) -> None:
        """Show the keys that do something; a text that fits is not scrolled."""
        keys = _("↑ ↓ PgUp PgDn · Esc to close") if self._scroll.max_scroll_y else _("Esc to close")
        if len(self.sides) > 1:
            other = self.sides[(self.side + 1) % len(self.sides)].name
            keys = _("Tab: {other}").format(other=other) + " · " + keys
        self.query_one(".reading--keys", Static).update(plain(keys))

    def action_turn(self) -> None:
        self.side = (self.side + 1) % len(self.sides)
        self._show()

    def action_scroll(self, by: int) -> None:
        self._scroll.scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        self._scroll.scroll_relative(y=by * max(1, self._scroll.size.height - 1), animate=False)

    def action_border(self, by: int) -> None:
        (self._scroll.scroll_home if by < 0 else self._scroll.scroll_end)(animate=False)
