"""The list part of the review dialog: open tasks with the answers given in this meeting."""

from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from meetings.clean import trim
from meetings.community.bodies import Tier
from meetings.matters.followup_states import StepKind
from meetings.matters.followups import FollowUp
from meetings.terms import term
from tui.base import LEAVE, UNDO, BaseDialog
from tui.commands import bindings, commands
from tui.commands.registry import Command
from tui.language import N_, _, clauses, headed, language
from tui.text import half_width, plain
from tui.widgets.columns import Column, Row
from tui.widgets.foot import Foot
from tui.widgets.rows import Rows
from tui.words.ledger import TONES, answer_words, deadline_text, promised_text

if TYPE_CHECKING:
    from tui.screens.hold.screen import HoldScreen


_ANSWERS = {one.digit: one for one in commands("review") if one.id != "review.end"}


class ReviewList(BaseDialog[None]):
    """Lists open tasks with their answers: digits answer, Enter goes on, words are a speech."""

    SCOPE = "review"
    WRITES = (*(f"follow.{kind.value}" for kind in StepKind), "follow.say_done", "follow.hand_over")
    TOLD_KEYS = (
        N_("A digit answers for the task under the cursor, ↑ ↓ choose it; Enter: the next one."),
        N_("What is typed is a speech: it goes into the meeting's line."),
    )
    BINDINGS = [LEAVE, *bindings("review"), UNDO]
    DEFAULT_CSS = """
    ReviewList {
        .dialog { width: 100%; height: 100%; }
        Rows { height: 1fr; }
        .review--task { height: auto; max-height: 5; padding: 0 1; background: $panel; }
        .review--keys {
            height: auto; max-height: 2; padding: 0 1; color: $foreground-muted;
            &.-asks { color: $foreground; text-style: bold; }
        }
        Foot { dock: none; }
    }
    """

    def __init__(
        self,
        screen: "HoldScreen",
        tasks: tuple[FollowUp, ...],
        above: tuple[tuple[FollowUp, Tier], ...] = (),
        *,
        chosen: bool = True,
    ) -> None:
        """`above` are tasks promised by bodies above, by tier; they are read-only here.

        `chosen` is False where the desk opens by itself: the first digit then waits for Enter.
        """
        super().__init__()
        assert screen.meeting is not None
        self.hold, self.meeting = screen, screen.meeting.id
        self.chosen = chosen
        self.waiting: Command | None = None
        """The answer whose digit waits for Enter."""
        self.tiers = {task.id: tier for task, tier in above}
        self.tasks = {task.id: task for task in (*tasks, *(task for task, _tier in above))}

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            rows = Rows(
                Column(N_("No."), 4, True), Column(N_("Task")), Column(N_("Owner"), 10),
                Column(N_("Deadline"), 10), Column(N_("State"), 8), Column(N_("Lateness"), 8),
                Column(N_("Answered"), 10),
                empty=N_("No earlier promises are open. Esc to continue."),
            )  # fmt: skip
            rows.can_focus = False  # so that letters reach the desk, not the list's own keys
            yield rows
            yield Static(classes="review--task", markup=False)
            yield Static(classes="review--keys", markup=False)
            yield Foot()

    @property
    def rows(self) -> Rows:
        """The list."""
        return self.query_one(Rows)

    async def on_mount(self) -> None:
        await self._keep_older_drafts()
        self.paint()
        first = next((t.id for t in self.tasks.values() if not t.steps_at(self.meeting)), None)
        if first is not None:
            self.rows.go(first)
        self._show_task()
        self._wait(None)

    async def _keep_older_drafts(self) -> None:
        """Put answers half typed in a line that this desk once had into the form of progress."""
        if (desk := self.desk) is None:
            return
        older = f"review/{self.meeting}/line/"
        for key, text in (await self.drafts(older)).items():
            task = key.removeprefix(older)
            desk.draft(f"review/{self.meeting}/{task}/progress/text", text)
            desk.draft(key, "")

    async def on_key(self, event: events.Key) -> None:
        """Arrows move, Enter goes on; a character that is no key here begins a speech."""
        typed = event.character or ""
        asked = None if self.chosen else _ANSWERS.get(half_width(typed))
        if self.rows.walk(event.key):
            self.chosen = True
            self._wait(None)
        elif asked is not None or event.key == "backspace":
            self._wait(asked)
        elif event.key == "enter":
            await self._enter()
        elif event.is_printable and not typed.isspace() and event.key not in self.active_bindings:
            self._speak(typed)
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self._speak(event.text)

    def on_click(self) -> None:
        self.chosen = True
        self._wait(None)

    def _wait(self, answer: Command | None) -> None:
        """Let the digit of this answer wait for Enter; with None nothing waits."""
        self.waiting = answer
        words = _("digits: answer the task · Enter: next · words: a speech, in the meeting")
        if answer is not None and self.pointed is not None:
            words = _("{digit} {mark}: {name}? Press Enter, or Backspace to clear.").format(
                digit=answer.digit, mark=_(answer.label), name=self._task_text(self.pointed)
            )
        line = self.query_one(".review--keys", Static)
        line.set_class(answer is not None, "-asks")
        line.update(plain(words))

    async def _enter(self) -> None:
        """Give the answer that waits, or go to the next task."""
        if (answer := self.waiting) is None:
            self.next_task()
            return
        self.chosen = True
        self._wait(None)
        await self.run_action(answer.action)

    def _speak(self, text: str) -> None:
        """Close the desk and put the text into the speech line, as nobody chose to answer."""
        self.dismiss(None)
        self.hold.type_on(text)
        self.say(
            _("Now in the speech line. {key:hold.end} goes on with last meeting's decisions."),
            seconds=8,
        )

    @property
    def pointed(self) -> FollowUp | None:
        """The task under the cursor."""
        return self.tasks.get(self.rows.key or "")

    def to_answer(self) -> FollowUp | None:
        """The task under the cursor; for one that only the body above answers for says so, None."""
        task = self.pointed
        if task is not None and task.id in self.tiers:
            self.warn(_("This was promised above; report it here, the answer is given there."))
            return None
        return task

    def paint(self) -> None:
        """Show the tasks with their answers, and how many are answered."""
        today = self.hold.house.now().date()
        self.rows.fill([self._row(task) for task in self.tasks.values()])
        own = [task for task in self.tasks.values() if task.id not in self.tiers]
        answered = sum(1 for task in own if task.steps_at(self.meeting))
        title = _("What became of last meeting's decisions")
        title += " " + _("{n} of {all} answered").format(n=answered, all=len(own))
        late = sum(1 for t in self.tasks.values() if t.lateness(today).value == "overdue")
        if late:
            title = clauses((title, _("{n} overdue").format(n=late)))
        self.query_one(".dialog").border_title = plain(title)

    def _task_text(self, task: FollowUp) -> str:
        """The task's text, behind the tier of the body above that promised it, if any."""
        return promised_text(task.text, self.tiers.get(task.id))

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
        task = self.pointed
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

    @on(Rows.Chosen)
    def _clicked_again(self, event: Rows.Chosen) -> None:
        event.stop()

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
