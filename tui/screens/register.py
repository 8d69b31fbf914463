"""Base of screens that list what one body has, with a head and a line for searching."""

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from meetings.community.bodies import Body
from tui.screens.searching import Searching
from tui.widgets.find import FindLine
from tui.widgets.rows import Rows


class Register(Searching):
    """Subclasses give widgets by `listed`, read records in `reload`, and show them in `paint`."""

    AUTO_FOCUS = "Rows"
    DEFAULT_CSS = """
    Register {
        .register--head { height: auto; padding: 0 1; background: $panel; }
        Rows { height: 1fr; }
    }
    """

    def __init__(self, body: Body) -> None:
        super().__init__()
        self.for_body = body
        """The body that this list was opened for."""

    @property
    def shown_body(self) -> Body:
        return self.for_body

    def listed(self, rows: Rows, hint: str) -> ComposeResult:
        """Head, search line and list; `hint` is the English id of what can be searched for."""
        yield Static(classes="register--head")
        yield FindLine(rows, hint)
        yield rows

    @property
    def rows(self) -> Rows:
        return self.query_one(Rows)

    def say_head(self, said: Content) -> None:
        """Set the words above the list."""
        self.query_one(".register--head", Static).update(said)

    def paint(self) -> None:
        """Fill the list with what fits the searched text."""

    def relabel(self) -> None:
        super().relabel()
        self.paint()

    async def narrowed(self) -> None:
        self.paint()

    def escaped(self) -> None:
        self.dismiss(None)
