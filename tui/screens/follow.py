"""跟踪 (F5): the ledger, and the road of the task under the cursor to the resident's yes."""

from asyncio import Lock

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widgets import Static

from meetings.actions import follow
from meetings.followups import FollowUp, FollowUpState, Satisfaction, StepKind
from meetings.ports import Entry
from meetings.terms import term
from meetings.views import FollowUpLine
from tui.commands import bindings
from tui.dialogs import task as forms
from tui.dialogs.choose import Choose, Option
from tui.dialogs.confirm import Confirm
from tui.dialogs.filled import filled
from tui.dialogs.form import Answers, FormDialog
from tui.dialogs.history import HistoryDialog
from tui.dialogs.meeting import split_names
from tui.errors import is_told
from tui.finding import people_of
from tui.language import N_, _, language
from tui.ledger_words import (
    BODY_COLUMN,
    COLUMNS,
    Task,
    load_task,
    not_now,
    task_lines,
    task_row,
)
from tui.screens.ledger import View, read_ledger
from tui.screens.working import WorkingScreen
from tui.text import plain
from tui.widgets.rows import Rows

EMPTY = N_("No such task. What a meeting decides comes here by itself; 0 adds one, 8 filters.")


class FollowScreen(WorkingScreen):
    """The ledger above or at the left, the chosen task beside it."""

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

    def __init__(self) -> None:
        super().__init__()
        self.view = View()
        self.task_shown: Task | None = None
        self.lines: dict[str, FollowUpLine] = {}
        self._reading = Lock()

    def middle(self) -> ComposeResult:
        yield Static(classes="follow--view", markup=False)
        with Container(id="sides"):
            yield Rows(*COLUMNS, empty=EMPTY, id="ledger")
            with VerticalScroll(id="road", can_focus=False):
                yield Static(classes="follow--road", markup=False)

    @property
    def ledger(self) -> Rows:
        """The tasks."""
        return self.query_one("#ledger", Rows)

    # reading

    async def reload(self) -> None:
        """Read the ledger again as the view wants it, one reading after the other."""
        async with self._reading:
            await self._read()

    async def _read(self) -> None:
        body, today = self.body, self.house.now().date()
        lines: list[FollowUpLine] = []
        more = False
        if body is not None:
            lines, more = await read_ledger(self.house.desk, self.view, body.id, today)
        self.lines = {line.id: line for line in lines}
        others = any(body is not None and line.body != body.id for line in lines)
        self.ledger.columns = (*COLUMNS, BODY_COLUMN) if others else COLUMNS
        self.ledger.empty = EMPTY if body else N_("Found a body first: F6, then 2.")
        self.ledger.fill(task_row(line, today, body=others) for line in lines)
        self.head.state = body.name if body else ""
        said = forms.view_text(self.view)
        counted = _("{n} tasks").format(n=len(lines))
        if more:
            counted = _("the first {n} tasks; 8 narrows").format(n=len(lines))
        self.query_one(".follow--view", Static).update(plain(f"{counted} · {said}"))
        await self.show_task()

    @on(Rows.Moved)
    async def _moved(self, event: Rows.Moved) -> None:
        event.stop()
        await self.show_task()

    async def show_task(self) -> None:
        """Show the road of the task under the cursor."""
        key = self.ledger.key
        found: Task | None = None
        if key is not None:
            try:
                found = await self.house.desk.read(load_task, key)
            except Exception as error:
                if not is_told(error):
                    raise
        if key != self.ledger.key:
            return
        self.task_shown = found
        words = task_lines(found, self.house.now().date()) if found else plain("")
        self.query_one(".follow--road", Static).update(words)
        self.query_one("#road").scroll_home(animate=False)

    def relabel(self) -> None:
        super().relabel()
        self.call_later(self.reload)

    def _chosen(self) -> FollowUp | None:
        if self.task_shown is None:
            if self.need_body() is not None:
                self.warn(_("Choose a task first; 0 adds one."))
            return None
        return self.task_shown.follow_up

    # steps

    async def _step(self, kind: StepKind, title: str) -> None:
        task = self._chosen()
        if task is None:
            return
        if not task.may(kind):
            self.warn(not_now(task, kind))
            return
        lines = forms.step_lines(task, kind, self.house.now().date())

        async def write(answers: Answers) -> FollowUp:
            said = answers.get("satisfaction")
            return await self.commit(
                follow.step, task.body, task.id, kind, answers["text"],
                answers.get("deadline"), Satisfaction(said) if said else None,
            )  # fmt: skip

        draft = f"task/{task.id}/{kind.value}/"
        taken = await filled(self, title, lines, write, draft=draft)
        await self.reload()
        if taken is not None:
            self._tell(taken)

    def _tell(self, task: FollowUp) -> None:
        """Say how the task stands now, since a filter may have taken it out of sight."""
        words = _("{n} is now: {state}").format(n=task.number, state=term(task.state, language()))
        if task.state is FollowUpState.IN_HAND and task.steps[-1].kind is StepKind.REVISIT:
            words = _("Not satisfied: {n} is taken up again.").format(n=task.number)
        self.say(words)

    @work
    async def action_follow_progress(self) -> None:
        await self._step(StepKind.PROGRESS, _("Progress"))

    @work
    async def action_follow_complete(self) -> None:
        await self._step(StepKind.COMPLETE, _("Completed"))

    @work
    async def action_follow_report(self) -> None:
        await self._step(StepKind.REPORT_BACK, _("Report back"))

    @work
    async def action_follow_revisit(self) -> None:
        await self._step(StepKind.REVISIT, _("Revisit"))

    @work
    async def action_follow_extend(self) -> None:
        await self._step(StepKind.EXTEND, _("Extend"))

    @work
    async def action_follow_reopen(self) -> None:
        await self._step(StepKind.REOPEN, _("Reopen"))

    @work
    async def action_follow_chase(self) -> None:
        await self._step(StepKind.CHASE, _("Chase"))

    @work
    async def action_follow_decline(self) -> None:
        await self._step(StepKind.DECLINE, _("Declined"))

    @work
    async def action_follow_close(self) -> None:
        """Close after the resident's yes."""
        task = self._chosen()
        if task is None:
            return
        yes = task.visit in (Satisfaction.SATISFIED, Satisfaction.FAIRLY)
        if not (task.may(StepKind.CLOSE) and yes):
            self.warn(not_now(task, StepKind.CLOSE))
            return
        assert task.visit is not None
        asked = _("The resident said: {word}. Close this task?\n{text}").format(
            word=term(task.visit, language()), text=task.text
        )
        if await self.ask(Confirm(asked)):
            closed = await self.act(follow.step, task.body, task.id, StepKind.CLOSE)
            await self.reload()
            if closed is not None:
                self._tell(closed)

    @work
    async def action_follow_hand_over(self) -> None:
        """Who does it, with whom, by when."""
        task = self._chosen()
        if task is None:
            return
        people = await self.house.desk.read(people_of, task.body, language())
        lines = forms.owner_lines(people, self.house.now().date(), task)

        async def write(answers: Answers) -> FollowUp:
            owner, person = forms.owner_of(answers)
            helpers = split_names(answers["helpers"])
            return await self.commit(
                follow.hand_over, task.body, task.id, owner, person, helpers, answers["deadline"]
            )

        draft = f"task/{task.id}/owner/"
        if await filled(self, _("Hand over"), lines, write, draft=draft) is not None:
            await self.reload()

    @work
    async def action_follow_new(self) -> None:
        """Enter a task that no meeting here made."""
        body = self.need_body()
        if body is None:
            return
        now = self.house.now()
        people = await self.house.desk.read(people_of, body.id, language())
        lines = forms.new_task_lines(people, now.date())

        async def write(answers: Answers) -> FollowUp:
            return await self.commit(follow.add_task, forms.new_task(body.id, answers, now))

        added = await filled(self, _("New task"), lines, write, draft=f"task/new/{body.id}/")
        if added is not None:
            await self.reload()
            self.ledger.go(added.id)

    @work
    async def action_follow_change(self) -> None:
        """Write what is different now."""
        task = self._chosen()
        if task is None:
            return

        async def write(answers: Answers) -> FollowUp:
            return await self.commit(follow.tell_change, task.body, task.id, answers["text"])

        draft = f"task/{task.id}/change/"
        await filled(self, _("What changed"), forms.change_lines(task), write, draft=draft)
        await self.reload()

    # seeing

    @on(Rows.Chosen)
    @work
    async def _menu(self, event: Rows.Chosen) -> None:
        """Enter on a task: what can be done with it now, each by a digit."""
        event.stop()
        task = self._chosen()
        if task is None:
            return
        acts = [(kind, name) for kind, name in MENU if kind is None or task.may(kind)]
        options = [
            Option(name, _(words) if kind is None else term(kind, language()))
            for kind, name in acts
            for words in (OTHERS.get(name, ""),)
        ]
        picked = await self.ask(Choose(f"{task.number} {task.text}", options))
        if picked is not None:
            await self.run_action(f"screen.follow_{picked}")

    @work
    async def action_follow_filter(self) -> None:
        """Choose what to see."""
        answers = await self.ask(FormDialog(_("Filter"), forms.view_lines(self.view)))
        if answers is not None:
            self.view = forms.chosen_view(answers)
            await self.reload()

    async def action_follow_reach(self) -> None:
        self.view = self.view.next_reach()
        await self.reload()

    async def action_follow_order(self) -> None:
        self.view = self.view.next_order()
        await self.reload()

    @work
    async def action_follow_history(self) -> None:
        """Who did what with the task."""
        task = self._chosen()
        if task is None:
            return
        desk = self.house.desk

        async def older(before: int) -> list[Entry]:
            return await desk.history(task.body, task.id, before)

        entries = await desk.history(task.body, task.id)
        await self.ask(HistoryDialog(task.text, entries, {}, older))


MENU: tuple[tuple[StepKind | None, str], ...] = (
    (StepKind.PROGRESS, "progress"),
    (StepKind.COMPLETE, "complete"),
    (StepKind.REPORT_BACK, "report"),
    (StepKind.REVISIT, "revisit"),
    (StepKind.CLOSE, "close"),
    (StepKind.EXTEND, "extend"),
    (StepKind.CHASE, "chase"),
    (StepKind.DECLINE, "decline"),
    (StepKind.REOPEN, "reopen"),
    (None, "hand_over"),
    (None, "change"),
    (None, "history"),
)
"""What Enter offers, in this order, where the state of the task allows it."""

OTHERS = {
    "hand_over": N_("Hand over"),
    "change": N_("What changed"),
    "history": N_("History"),
}
