"""The screen 跟踪 (F5): lists tasks, and shows the steps of the one under the cursor."""

from asyncio import Lock
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widgets import Static

from meetings.community.bodies import Body
from meetings.matters.followup_states import StepKind
from meetings.matters.followups import FollowUp
from meetings.matters.ledger import Kind, Reach, View
from meetings.views import FollowUpLine, Standing
from tui.commands import bindings
from tui.dialogs.ledger_view import view_text
from tui.errors import is_refusal
from tui.language import N_, _
from tui.screens import follow_acts, follow_steps, part_acts, table_acts
from tui.screens.ledger import grouped, read_ledger
from tui.screens.searching import Filtered
from tui.text import plain
from tui.widgets.columns import Row
from tui.widgets.rows import Rows
from tui.words.ledger import (
    HEAD,
    Task,
    columns,
    head_row,
    load_task,
    standing_words,
    task_lines,
    task_row,
)
from tui.working import NO_BODY

EMPTY = N_(
    "No tasks to show. What a meeting decides appears here automatically; "
    "{key:follow.new} adds one, {key:follow.filter} filters."
)


LEDGER = (
    "follow.table", "follow.views", "follow.chase_list", "follow.points",
    "follow.rule", "follow.reach", "follow.order", "follow.text", "follow.lists", "follow.papers",
)  # fmt: skip
"""Commands on the whole ledger, which have letters and no digits."""


class FollowScreen(Filtered):
    """The ledger above or at the left, and the task under the cursor beside it."""

    SCOPE = "follow"
    BINDINGS = bindings("follow")
    TITLE_TEXT = N_("Follow-up")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (150, "-wide")]
    DEFAULT_CSS = """
    FollowScreen {
        #sides { height: 1fr; layout: vertical; }
        #ledger { height: 3fr; min-height: 4; }
        #road { height: 2fr; padding: 0 1; background: $panel; scrollbar-size-vertical: 1; }
        .follow--road { height: auto; }
        .follow--view { height: 1; padding: 0 1; color: $foreground-muted; }
        &.-wide #sides { layout: horizontal; }
        &.-wide #ledger { width: 3fr; height: 1fr; }
        &.-wide #road { width: 2fr; height: 1fr; }
    }
    """

    ledger = getters.query_one("#ledger", Rows)
    """The tasks."""

    def __init__(self) -> None:
        super().__init__()
        self.view = View()
        self.task_shown: Task | None = None
        self.lines: dict[str, FollowUpLine] = {}
        self._reading = Lock()

    def middle(self) -> ComposeResult:
        yield Static(classes="follow--view", markup=False)
        with Container(id="sides"):
            yield Rows(*columns(body=False), empty=EMPTY, marks=True, id="ledger")
            with VerticalScroll(id="road", can_focus=False):
                yield Static(classes="follow--road", markup=False)

    # reading

    async def reload(self) -> None:
        """Read the ledger again as the view says; readings never overlap."""
        still = self.asks()
        async with self._reading:
            await self._read(still)

    async def _read(self, still: Callable[[], bool]) -> None:
        body, today = self.body, self.house.now().date()
        lines: list[FollowUpLine] = []
        more = False
        if body is not None:
            lines, more = await read_ledger(self.house.desk, self.view, body.id, today)
        kept = await self.house.desk.follow_up_counts()
        known = await self._standing(body)
        if not still():
            return
        self.lines = {line.id: line for line in lines}
        others = any(body and line.body != body.id and not line.promised for line in lines)
        self.ledger.columns = columns(body=others)
        self.ledger.empty = EMPTY if body else NO_BODY
        self.ledger.fill(self._rows(lines, today, others), hidden=kept.total if body else 0)
        self.head.state = f"{body.name} · {standing_words(known)}" if body and known else ""
        said = view_text(self.view)
        counted = _("tasks: {n}").format(n=len(lines))
        if more:
            counted = _("first {n} tasks; {key:follow.filter} narrows").format(n=len(lines))
        self.query_one(".follow--view", Static).update(plain(f"{counted} · {said}"))
        await self.show_task()

    async def _standing(self, body: Body | None) -> Standing | None:
        """How many tasks of the view's bodies are open and late, whatever the filter."""
        if body is None:
            return None
        scope = await self.house.desk.counting.scope(body.id, self.view.reach)
        return await self.house.desk.standing(scope.ids)

    def _rows(self, lines: Sequence[FollowUpLine], today: date, body: bool) -> Iterator[Row]:
        if not self.view.grouped:
            yield from (task_row(line, today, body=body) for line in lines)
            return
        for words, group in grouped(lines, self.view.order, today):
            yield head_row(words, group, today, body=body)
            yield from (task_row(line, today, body=body) for line in group)

    @on(Rows.Moved)
    def _moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._show_beside()

    @work(exclusive=True, group="beside")
    async def _show_beside(self) -> None:
        """Start reading the task in a worker, so that the cursor is drawn first."""
        await self.show_task()

    async def show_task(self) -> None:
        """Show the task under the cursor with its steps."""
        key = self.ledger.key
        found: Task | None = None
        if key is not None and not key.startswith(HEAD):
            try:
                found = await self.house.desk.read(load_task, key)
            except Exception as error:
                if not is_refusal(error):
                    raise
        if key != self.ledger.key:
            return
        self.task_shown = found
        line = self.lines.get(key) if key is not None else None
        promised = line is not None and line.promised
        today = self.house.now().date()
        words = task_lines(found, today, promised=promised) if found else plain("")
        self.query_one(".follow--road", Static).update(words)
        self.query_one("#road").scroll_home(animate=False)

    def escaped(self) -> None:
        """Esc: show the usual view again, or all tasks where that would be empty."""
        if len(self.ledger) and self.view == View():
            return
        self.view = View() if len(self.ledger) else View(Reach.ALL, Kind.ALL)
        self.call_later(self.reload)

    def relabel(self) -> None:
        super().relabel()
        self.call_later(self.reload)

    def need_task(self) -> FollowUp | None:
        """The task under the cursor; without one, says how to get one and returns None."""
        if self.task_shown is not None:
            return self.task_shown.follow_up
        if self.need_body() is not None:
            self.warn(_("Choose a task first; {key:follow.new} adds one."))
        return None

    @on(Rows.Chosen)
    def _menu(self, event: Rows.Chosen) -> None:
        event.stop()
        self.start(follow_acts.menu(self))

    async def action_follow_reach(self) -> None:
        self.view = self.view.next_reach()
        await self.reload()

    async def action_follow_order(self) -> None:
        self.view = self.view.next_order()
        await self.reload()

    def action_follow_more(self) -> None:
        """Offer by digits the commands on the whole ledger, since an input method takes letters."""
        self.start(self.more(_("Ledger"), *LEDGER))

    def action_follow_table(self) -> None:
        self.start(table_acts.ledger_table(self))

    def action_follow_progress(self) -> None:
        self.start(follow_steps.step(self, StepKind.PROGRESS))

    def action_follow_complete(self) -> None:
        self.start(follow_steps.step(self, StepKind.COMPLETE))

    def action_follow_report(self) -> None:
        self.start(follow_steps.step(self, StepKind.REPORT_BACK))

    def action_follow_revisit(self) -> None:
        self.start(follow_steps.step(self, StepKind.REVISIT))

    def action_follow_extend(self) -> None:
        self.start(follow_steps.step(self, StepKind.EXTEND))

    def action_follow_reopen(self) -> None:
        self.start(follow_steps.step(self, StepKind.REOPEN))

    def action_follow_chase(self) -> None:
        self.start(follow_steps.step(self, StepKind.CHASE))

    def action_follow_decline(self) -> None:
        self.start(follow_steps.step(self, StepKind.DECLINE))

    def action_follow_end(self) -> None:
        self.start(follow_steps.step(self, StepKind.END))

    def action_follow_close(self) -> None:
        self.start(follow_steps.step(self, StepKind.CLOSE))

    def action_follow_hand_over(self) -> None:
        self.start(follow_steps.hand_over(self))

    def action_follow_new(self) -> None:
        self.start(follow_steps.new(self))

    def action_follow_parts(self) -> None:
        self.start(part_acts.show_parts(self))

    def action_follow_change(self) -> None:
        self.start(follow_acts.change(self))

    def action_follow_learnt(self) -> None:
        self.start(follow_acts.learnt(self))

    def action_follow_facts(self) -> None:
        self.start(follow_acts.facts(self))

    def action_follow_photos(self) -> None:
        self.start(follow_acts.photos(self))

    def action_follow_resources(self) -> None:
        self.start(follow_acts.resources(self))

    def action_follow_duty(self) -> None:
        self.start(follow_acts.duty(self))

    def action_follow_chase_list(self) -> None:
        self.start(follow_acts.chase_list(self))

    def action_follow_filter(self) -> None:
        self.start(follow_acts.filter(self))

    def action_follow_views(self) -> None:
        self.start(follow_acts.views(self))

    def action_follow_rule(self) -> None:
        self.start(follow_acts.rule(self))

    def action_follow_points(self) -> None:
        self.start(follow_acts.points(self))

    def action_follow_text(self) -> None:
        self.start(follow_acts.text(self))

    def action_follow_lists(self) -> None:
        self.start(follow_acts.lists(self))

    def action_follow_papers(self) -> None:
        self.start(follow_acts.papers(self))

    def action_follow_road(self) -> None:
        self.start(follow_acts.road(self))

    def action_follow_history(self) -> None:
        self.start(follow_acts.history(self))
