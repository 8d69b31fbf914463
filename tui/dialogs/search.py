"""The search dialog (ctrl+f) over issues, speeches, motions, decisions, tasks and people."""

from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from meetings.clean import is_blank
from meetings.hits import Hit, HitKind
from meetings.searching import read_query
from meetings.terms import term
from tui.base import LEAVE
from tui.dialogs.kit.typed_list import TypedList
from tui.errors import is_refusal, sentence
from tui.language import N_, _, language
from tui.text import plain
from tui.widgets.columns import Column, Row
from tui.widgets.field import DraftInput

if TYPE_CHECKING:
    from tui.desk import Desk

HINT = N_("words or initials; state:overdue tier:corner kind:speech to narrow")
NOTHING = N_(
    "Nothing found. Try fewer characters, initials (xftd for a title, zgl for a "
    "name), or no filter."
)


class Search(TypedList[Hit | None]):
    """A dialog that answers with the chosen place, or None."""

    SCOPE = "form"
    BINDINGS = [LEAVE]
    DEFAULT_CSS = """
    Search {
        .dialog { height: 100%; }
        Rows { height: 1fr; }
        .search--said { height: auto; color: $foreground-muted; }
    }
    """

    def __init__(self, desk: "Desk", text: str = "") -> None:
        """`text` is what was typed or pasted already."""
        super().__init__()
        self.records, self.first = desk, text
        self._found: dict[str, Hit] = {}
        self._asked = 0

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield DraftInput(longest=200, placeholder=_(HINT))
            yield self.listing(
                Column(N_("Kind"), 10), Column(N_("Text")), Column(N_("Body"), 22), titles=False
            )
            yield Static(classes="search--said", markup=False)

    def on_mount(self) -> None:
        self.query_one(".dialog").border_title = plain(_("Search everything"))
        self.line.focus()
        self.line.put(self.first)

    def typed(self, text: str) -> None:
        self._asked += 1
        if not is_blank(text):
            self._look(text, self._asked)
        else:
            self._show([])

    @work
    async def _look(self, text: str, number: int) -> None:
        def on_progress(count: int) -> None:
            # the dialog may be left before all is read
            self.call_later(
                self._say, _("Reading all texts for the first time: {n}").format(n=count)
            )

        try:
            found = await self.records.search(text, on_progress)
        except Exception as error:
            if not is_refusal(error):
                raise
            self._say(sentence(error))
            return
        if number == self._asked and self.is_attached:
            self._show(found)
            unknown = read_query(text).unknown
            if not found and not unknown:
                self._say(_(NOTHING))
                return
            said = _("found: {n}").format(n=len(found)) if len(found) < 50 else _("the latest 50")
            if unknown:
                said = _("Not understood: {words}").format(words=" ".join(unknown))
            self._say(f"{said} · " + _("Enter to go there · Esc to close"))

    def _say(self, said: str) -> None:
        if self.is_attached:
            self.query_one(".search--said", Static).update(plain(said))

    def _show(self, found: list[Hit]) -> None:
        self._found = {place.id: place for place in found}
        self.rows.fill(
            (
                Row(place.id, (term(place.kind, language()), place.text, (place.body_name, "dim")))
                for place in found
            ),
            keep=False,
        )

    def taken(self, key: str | None) -> None:
        if key is not None:
            self.dismiss(self._found[key])


WHERE: dict[HitKind, str] = {
    HitKind.ISSUE: "issues",
    HitKind.FOLLOW_UP: "follow",
    HitKind.STEP: "follow",
    HitKind.PERSON: "people",
    HitKind.RESOURCE: "people",
}
"""The screen for each kind of hit; hits without one are shown in 开会."""
