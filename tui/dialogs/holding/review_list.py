"""The list part of the review dialog: open tasks with the answers given in this meeting."""

from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from meetings.clean import trim
from meetings.matters.followup_states import StepKind
from meetings.matters.followups import FollowUp
from meetings.terms import term
from tui.base import LEAVE, UNDO
from tui.commands import bindings
from tui.dialogs.kit.typed_list import TypedList
from tui.dialogs.task import LONGEST_WORD
from tui.language import N_, _, clauses, headed, language
from tui.text import plain
from tui.widgets.columns import Column, Row
from tui.widgets.field import DraftInput
from tui.widgets.foot import Foot
from tui.widgets.rows import Rows
from tui.words.ledger import TONES, answer_words, deadline_text

if TYPE_CHECKING:
    from tui.screens.hold.screen import HoldScreen


class ReviewList(TypedList[None]):
    """Lists open tasks with their answers; Enter on the empty line goes on."""

    SCOPE = "review"
    WRITES = (*(f"follow.{kind.value}" for kind in StepKind), "follow.say_done", "follow.hand_over")
    BINDINGS = [LEAVE, *bindings("review"), UNDO]
    DEFAULT_CSS = """
    ReviewList {
        .dialog { width: 100%; height: 100%; }
        Rows { height: 1fr; }
        .review--task { height: auto; max-height: 5; padding: 0 1; background: $panel; }
        Foot { dock: none; }
    }
    """

    def __init__(
        self,
        screen: "HoldScreen",
        tasks: tuple[FollowUp, ...],
        above: tuple[tuple[FollowUp, str], ...] = (),
    ) -> None:
        """`above` are tasks promised by bodies above, by tier; they are read-only here."""
        super().__init__()
        assert screen.meeting is not None
        self.hold, self.meeting = screen, screen.meeting.id
        self.half_typed = f"review/{self.meeting}/line/"
        """Before the id of its task, the key of the draft of a half-typed answer."""
        self.typed_for = ""
        """The task that the half-typed answer is for."""
        self.signs = {task.id: sign for task, sign in above}
        self.tasks = {task.id: task for task in (*tasks, *(task for task, _sign in above))}

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield self.listing(
                Column(N_("No."), 4, True), Column(N_("Task")), Column(N_("Owner"), 10),
                Column(N_("Deadline"), 10), Column(N_("State"), 8), Column(N_("Lateness"), 8),
                Column(N_("Answered"), 10),
                empty=N_("No earlier promises are open. Esc to continue."),
            )  # fmt: skip
            yield Static(classes="review--task", markup=False)
            yield DraftInput(
                acts=True, longest=LONGEST_WORD,
                placeholder=_("text + Enter: progress · digits: other answers · Enter: next"),
            )  # fmt: skip
            yield Foot()

    def on_mount(self) -> None:
        self.paint()
        first = next((t.id for t in self.tasks.values() if not t.steps_at(self.meeting)), None)
        if first is not None:
            self.rows.go(first)
        self._show_task()
        self.line.focus()
        self._put_back()

    @work
    async def _put_back(self) -> None:
        """Put a half-typed answer back into the line, and the cursor on its task."""
        drafts = await self.drafts(self.half_typed)
        for key, text in drafts.items():
            task = key.removeprefix(self.half_typed)
            if text and task in self.tasks and not self.line.value:
                self.rows.go(task)
                self.typed_for = task
                self.line.value = text
                self.line.cursor_position = len(text)

    def typed(self, text: str) -> None:
        """Typed words are an answer here, and do not narrow the list; they are kept meanwhile."""
        task = self.rows.key
        if self.desk is None or task is None:
            return
        if self.typed_for and self.typed_for != task:
            self.desk.draft(f"{self.half_typed}{self.typed_for}", "")
        self.typed_for = task if text else ""
        self.desk.draft(f"{self.half_typed}{task}", text)

    @property
    def chosen(self) -> FollowUp | None:
        """The task under the cursor."""
        return self.tasks.get(self.rows.key or "")

    def to_answer(self) -> FollowUp | None:
        """The task under the cursor; for one that only the body above answers for says so, None."""
        task = self.chosen
        if task is not None and task.id in self.signs:
            self.warn(_("This was promised above; report it here, the answer is given there."))
            return None
        return task

    def paint(self) -> None:
        """Show the tasks with their answers, and how many are answered."""
        today = self.hold.house.now().date()
        self.rows.fill([self._row(task) for task in self.tasks.values()])
        own = [task for task in self.tasks.values() if task.id not in self.signs]
        answered = sum(1 for task in own if task.steps_at(self.meeting))
        title = _("What became of last meeting's decisions")
        title += " " + _("{n} of {all} answered").format(n=answered, all=len(own))
        late = sum(1 for t in self.tasks.values() if t.lateness(today).value == "overdue")
        if late:
            title = clauses((title, _("{n} overdue").format(n=late)))
        self.query_one(".dialog").border_title = plain(title)

    def _task_text(self, task: FollowUp) -> str:
        """The task's text, behind the tier of the body above that promised it, if any."""
        return f"{self.signs.get(task.id, '')}{task.text}"

    def _row(self, task: FollowUp) -> Row:
        today = self.hold.house.now().date()
        late = task.lateness(today)
        said = task.steps_at(self.meeting)
        return Row(task.id, (
            str(task.number), self._task_text(task),
            (task.owner or _("nobody"), "" if task.owner else "bad"),
            deadline_text(task.deadline, today), term(task.state, language()),
            (term(late, language()), TONES.get(late, "")),
            (answer_words(said[-1]) if said else "-", "good" if said else "dim"),
        ))  # fmt: skip

    def _show_task(self) -> None:
        task = self.chosen
        words = ""
        if task is not None:
            last = [s for s in task.steps if s.text and s.meeting != self.meeting][-1:]
            words = f"{task.number} {self._task_text(task)}"
            for label, steps in (
                (_("Latest progress"), last), (_("Here"), task.steps_at(self.meeting)),
            ):  # fmt: skip
                if steps:
                    said = clauses(trim(f"{answer_words(s)} {s.text}") for s in steps)
                    words += "\n" + headed(label, said)
        self.query_one(".review--task", Static).update(plain(words))

    @on(Rows.Moved)
    def _moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._show_task()

    def next_task(self) -> None:
        """Go to the next task; after the last one, close."""
        rows, keys = self.rows, list(self.tasks)
        if rows.key is None or rows.key == keys[-1]:
            self.action_review_end()
        else:
            rows.action_list_down()

    def action_review_end(self) -> None:
        """Close, and go on with the meeting."""
        self.dismiss(None)
