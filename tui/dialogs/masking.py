"""The dialog of places to mask in a public paper; one key masks or unmasks a place."""

from collections.abc import Awaitable, Callable, Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from meetings.papers.name_masking import Seen
from tui.base import LEAVE, BaseDialog
from tui.commands.registry import expand
from tui.language import N_, _
from tui.text import cut, plain
from tui.widgets.columns import Column, Row
from tui.widgets.rows import Rows
from tui.words.masking import TRACES, in_context, outcome_words, state_words, undecided

Turn = Callable[[Seen, bool, bool], Awaitable[Sequence[Seen] | None]]
"""Masks or leaves (False) a place, here or everywhere (True), and returns the new list."""


class MaskingDesk(BaseDialog[bool | None]):
    """Answers True to write the paper, None when left by Esc; each change is recorded at once."""

    SCOPE = "form"
    TOLD_KEYS = (
        N_("1, Space or Enter masks or shows this place in this meeting's papers only."),
        N_("2 does so in all papers of the body. A question mark: the program is not sure."),
        N_("4 writes the paper, Esc does not. Answers are kept; after Esc ctrl+z takes them back."),
    )
    BINDINGS = [
        LEAVE,
        Binding(",".join(("space", *expand("1"))), "turn(False)", show=False),
        Binding(",".join(expand("2")), "turn(True)", show=False),
        Binding(",".join(expand("3")), "narrow", show=False),
        Binding(",".join(expand("4")), "go_on", show=False),
    ]
    DEFAULT_CSS = """
    MaskingDesk {
        .dialog { width: 120; height: 100%; }
        Rows { height: 1fr; }
        .masking--line { height: auto; min-height: 3; max-height: 6; color: $foreground; }
        .masking--keys { height: auto; max-height: 2; color: $foreground-muted; }
    }
    """

    def __init__(self, title: str, seen: Sequence[Seen], turn: Turn) -> None:
        super().__init__()
        self.paper, self.seen, self.turn = title, tuple(seen), turn
        self.doubtful_only = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Rows(
                Column(N_("Now"), 6), Column(N_("Clue"), 8, most=14), Column(N_("Line")),
                empty=N_("Nothing here identifies a person."),
            )  # fmt: skip
            yield Static(classes="masking--line", markup=False)
            keys = _("Enter/1 switch · 2 whole body · 3 doubtful only · 4 continue · Esc cancel")
            yield Static(plain(keys), classes="masking--keys")

    def on_mount(self) -> None:
        self._fill(keep=False)
        self.rows.focus()

    @property
    def rows(self) -> Rows:
        """The list."""
        return self.query_one(Rows)

    def _fill(self, *, keep: bool) -> None:
        shown = [
            (str(number), seen)
            for number, seen in enumerate(self.seen)
            if not self.doubtful_only or undecided(seen)
        ]
        rows = [self._row(key, seen) for key, seen in shown]
        self.rows.fill(rows, keep=keep, hidden=len(self.seen) - len(rows))
        hidden = sum(seen.hidden for seen in self.seen)
        waiting = sum(map(undecided, self.seen))
        words = _("{paper}: {n} masked, {m} to check")
        title = words.format(paper=self.paper, n=hidden, m=waiting)
        self.query_one(".dialog").border_title = plain(cut(title, 110))
        self._show(self.rows.key)

    def _row(self, key: str, seen: Seen) -> Row:
        tone = "warn" if undecided(seen) else "" if seen.hidden else "dim"
        return Row(key, ((state_words(seen), tone), _(TRACES[seen.find.trace]), in_context(seen)))

    def _show(self, key: str | None) -> None:
        told = ""
        if key is not None:
            seen = self.seen[int(key)]
            told = f"{outcome_words(seen)}\n{cut(seen.text.replace(chr(10), ' '), 220)}"
        self.query_one(".masking--line", Static).update(plain(told))

    @on(Rows.Moved)
    def _moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._show(event.key)

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        self.action_turn(False)

    @work
    async def action_turn(self, everywhere: bool) -> None:
        key = self.rows.key
        if key is None:
            return
        seen = self.seen[int(key)]
        after = await self.turn(seen, not seen.hidden, everywhere)
        if after is not None:
            self.seen = tuple(after)
            self._fill(keep=True)

    def action_narrow(self) -> None:
        self.doubtful_only = not self.doubtful_only
        self._fill(keep=True)

    def action_go_on(self) -> None:
        self.dismiss(True)
