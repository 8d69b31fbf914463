"""The floor of the screen: bare Textual with Header, Footer and a table of twenty rows."""

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer, Header


class Bare(App[None]):
    """Nothing but what Textual gives."""

    BINDINGS = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield Header()
        yield DataTable()
        yield Footer()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.cursor_type = "row"
        table.add_columns("no", "what", "where")
        for n in range(20):
            table.add_row(str(n), f"row {n}", "READY")


if __name__ == "__main__":
    Bare().run()
