"""上次议定事项落实情况: the open promises one by one, each answered by one key in the meeting."""

from typing import TYPE_CHECKING

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from meetings.actions import follow
from meetings.actions.review import to_review
from meetings.followups import FollowUp, Satisfaction, StepKind
from meetings.terms import term
from tui.base import LEAVE, BaseDialog
from tui.commands import bindings
from tui.dialogs import task as forms
from tui.dialogs.fields import ChoiceField, Line, NoteLine, TextField
from tui.dialogs.filled import filled
from tui.dialogs.form import Answers
from tui.dialogs.meeting import split_names
from tui.finding import people_of
from tui.language import N_, _, language
from tui.ledger_words import TONES, answer_words, deadline_text, not_now
from tui.text import plain
from tui.widgets.field import DraftInput
from tui.widgets.foot import Foot
from tui.widgets.rows import Column, Row, Rows

if TYPE_CHECKING:
    from tui.screens.hold.base import HoldBase


class Review(BaseDialog[None]):
    """Words and Enter are progress, a digit on the empty line answers, Enter goes on."""

    SCOPE = "review"
    BINDINGS = [LEAVE, *bindings("review")]
    DEFAULT_CSS = """
    Review {
        .dialog { width: 100%; height: 100%; }
        Rows { height: 1fr; }
        .review--task { height: auto; max-height: 5; padding: 0 1; background: $panel; }
        Foot { dock: none; }
    }
    """

    def __init__(self, screen: "HoldBase", tasks: tuple[FollowUp, ...]) -> None:
        super().__init__()
        assert screen.meeting is not None
        self.hold, self.meeting = screen, screen.meeting.id
        self.tasks = {task.id: task for task in tasks}

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            rows = Rows(
                Column(N_("No."), 4, True), Column(N_("Task")), Column(N_("Owner"), 10),
                Column(N_("Deadline"), 10), Column(N_("State"), 8), Column(N_("Lateness"), 6),
                Column(N_("Answered"), 10),
                empty=N_("No promise of an earlier meeting is open. Esc goes on."),
            )  # fmt: skip
            rows.can_focus = False
            yield rows
            yield Static(classes="review--task", markup=False)
            yield DraftInput(
                acts=True, longest=forms.LONGEST_WORD,
                placeholder=_("words and Enter: progress · a digit answers · Enter: next"),
            )  # fmt: skip
            yield Foot()

    def on_mount(self) -> None:
        self.paint()
        first = next((t.id for t in self.tasks.values() if not t.said_at(self.meeting)), None)
        if first is not None:
            self.query_one(Rows).go(first)
        self._show_task()
        self.query_one(DraftInput).focus()

    @property
    def chosen(self) -> FollowUp | None:
        """The task under the cursor."""
        return self.tasks.get(self.query_one(Rows).key or "")

    def paint(self) -> None:
        """Show the tasks with their answers, and how many are answered."""
        today = self.hold.house.now().date()
        self.query_one(Rows).fill([self._row(task) for task in self.tasks.values()])
        answered = sum(1 for task in self.tasks.values() if task.said_at(self.meeting))
        title = _("What became of last time's decisions") + " " + _("{n} of {all} answered").format(
            n=answered, all=len(self.tasks)
        )  # fmt: skip
        late = sum(1 for t in self.tasks.values() if t.lateness(today).value == "overdue")
        if late:
            title += "，" + _("{n} overdue").format(n=late)
        self.query_one(".dialog").border_title = plain(title)

    def _row(self, task: FollowUp) -> Row:
        today = self.hold.house.now().date()
        late = task.lateness(today)
        said = task.said_at(self.meeting)
        return Row(task.id, (
            str(task.number), task.text, (task.owner or _("nobody"), "" if task.owner else "bad"),
            deadline_text(task.deadline, today), term(task.state, language()),
            (term(late, language()), TONES.get(late, "")),
            (answer_words(said[-1]) if said else "-", "good" if said else "dim"),
        ))  # fmt: skip

    def _show_task(self) -> None:
        task = self.chosen
        words = ""
        if task is not None:
            last = [s for s in task.steps if s.text and s.meeting != self.meeting][-1:]
            words = f"{task.number} {task.text}"
            for label, steps in (
                (_("Last word"), last), (_("Here"), task.said_at(self.meeting)),
            ):  # fmt: skip
                if steps:
                    words += f"\n{label}：" + "；".join(
                        f"{answer_words(s)} {s.text}".strip() for s in steps
                    )
        self.query_one(".review--task", Static).update(plain(words))

    @on(Rows.Moved)
    def _moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._show_task()

    def on_key(self, event: events.Key) -> None:
        rows = self.query_one(Rows)
        moves = {
            "up": rows.action_list_up,
            "down": rows.action_list_down,
            "pageup": rows.action_list_page_up,
            "pagedown": rows.action_list_page_down,
        }
        if event.key in moves:
            event.stop()
            moves[event.key]()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        text = event.value.strip()
        if text:
            self._answer(StepKind.PROGRESS, text)
        else:
            self._go_on()

    def _go_on(self) -> None:
        """To the next task; after the last one back to the meeting."""
        rows, keys = self.query_one(Rows), list(self.tasks)
        if rows.key is None or rows.key == keys[-1]:
            self.action_review_end()
        else:
            rows.action_list_down()

    # answers

    @work
    async def _answer(self, kind: StepKind, text: str = "") -> None:
        """One step marked with this meeting; then the next task."""
        task = self.chosen
        if task is None:
            return
        if not task.may(kind):
            self.warn(not_now(task, kind, keys=False))
            return
        taken = await self.hold.act(
            follow.step, task.body, task.id, kind, text, meeting=self.meeting
        )
        if taken is not None:
            self.query_one(DraftInput).value = ""
            self._took(taken)

    def _took(self, taken: FollowUp) -> None:
        self.tasks[taken.id] = taken
        self.paint()
        self._show_task()
        if taken.id != list(self.tasks)[-1]:
            self.query_one(Rows).action_list_down()

    @work
    async def _asked(self, kind: StepKind, title: str) -> None:
        task = self.chosen
        if task is None:
            return
        if not task.may(kind):
            self.warn(not_now(task, kind, keys=False))
            return
        lines = forms.step_lines(task, kind, self.hold.house.now().date())

        async def write(answers: Answers) -> FollowUp:
            return await self.hold.commit(
                follow.step, task.body, task.id, kind, answers["text"],
                answers.get("deadline"), meeting=self.meeting,
            )  # fmt: skip

        taken = await filled(
            self, title, lines, write, draft=f"review/{self.meeting}/{task.id}/{kind.value}/"
        )
        if taken is not None:
            self._took(taken)

    def action_review_progress(self) -> None:
        self._asked(StepKind.PROGRESS, _("Progress"))

    def action_review_complete(self) -> None:
        self._answer(StepKind.COMPLETE)

    def action_review_extend(self) -> None:
        self._asked(StepKind.EXTEND, _("Extend"))

    def action_review_chase(self) -> None:
        self._answer(StepKind.CHASE)

    def action_review_same(self) -> None:
        self._answer(StepKind.PROGRESS, "暂无新进展")

    def action_review_decline(self) -> None:
        self._asked(StepKind.DECLINE, _("Declined"))

    def action_review_reopen(self) -> None:
        self._asked(StepKind.REOPEN, _("Reopen"))

    def action_review_end(self) -> None:
        self.dismiss(None)

    @work
    async def action_review_close(self) -> None:
        """What the resident says here and now."""
        task = self.chosen
        if task is None:
            return
        options = tuple(
            (w.value, term(w, language())) for w in Satisfaction if w.value != "unreachable"
        )
        lines: list[Line] = [
            NoteLine(f"{task.number} {task.text}"),
            ChoiceField("satisfaction", _("The resident is"), options),
            TextField("text", _("Said"), "", _("the resident's words; may be left empty"),
                      longest=forms.LONGEST_WORD),
        ]  # fmt: skip

        async def write(answers: Answers) -> FollowUp:
            return await self.hold.commit(
                follow.say_done, task.body, task.id, self.meeting,
                Satisfaction(answers["satisfaction"]), answers["text"],
            )  # fmt: skip

        taken = await filled(
            self, _("Resident's word"), lines, write, draft=f"review/{self.meeting}/{task.id}/say/"
        )
        if taken is not None:
            self._took(taken)

    @work
    async def action_review_hand_over(self) -> None:
        task = self.chosen
        if task is None:
            return
        people = await self.hold.house.desk.read(people_of, task.body, language())
        lines = forms.owner_lines(people, self.hold.house.now().date(), task)

        async def write(answers: Answers) -> FollowUp:
            owner, person = forms.owner_of(answers)
            return await self.hold.commit(
                follow.hand_over, task.body, task.id, owner, person,
                split_names(answers["helpers"]), answers["deadline"],
                split_names(answers["co_owners"]), split_names(answers["units"]),
            )  # fmt: skip

        taken = await filled(self, _("Hand over"), lines, write)
        if taken is not None:
            self._took(taken)


async def review_promises(screen: "HoldBase") -> bool:
    """Go through the promises of earlier meetings; False where none was open.

    Call it inside a worker only.
    """
    if screen.meeting is None:
        return False
    tasks = await screen.house.desk.read(to_review, screen.meeting.id)
    if tasks:
        await screen.ask(Review(screen, tasks))
    return bool(tasks)
