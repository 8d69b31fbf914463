"""The review of earlier decisions in a meeting: each open task is answered by one key."""

from typing import TYPE_CHECKING

from textual import work

from meetings.actions import follow
from meetings.actions.review import heard_from_above, to_review
from meetings.matters.followup_states import Satisfaction, StepKind
from meetings.matters.followups import FollowUp
from meetings.terms import term
from tui.dialogs import task as forms
from tui.dialogs.holding.review_list import ReviewList
from tui.dialogs.kit.fields import ChoiceField, Line, NoteLine, TextField
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.finding.people_search import named, people_of, split_names
from tui.language import _, language
from tui.words.ledger import not_now

if TYPE_CHECKING:
    from tui.screens.hold.screen import HoldScreen


class Review(ReviewList):
    """A digit answers for the task under the cursor, and the next is there."""

    async def reread(self) -> None:
        desk = self.hold.house.desk
        above = await desk.read(heard_from_above, self.meeting)
        tasks = await desk.read(to_review, self.meeting)
        self.tasks = {task.id: task for task in (*tasks, *(task for task, _tier in above))}
        self.paint()
        self._show_task()

    @work
    async def _answer(self, kind: StepKind, text: str = "") -> None:
        """Record a step marked with this meeting, and go to the next task."""
        task = self.to_answer()
        if task is None:
            return
        if not task.may(kind):
            self.warn(not_now(task, kind, keys=False))
            return
        taken = await self.hold.run(
            follow.step, task.body, task.id, kind, text, meeting=self.meeting
        )
        if taken is not None:
            self._took(taken)

    def _took(self, taken: FollowUp) -> None:
        self.tasks[taken.id] = taken
        self.paint()
        self._show_task()
        if taken.id != list(self.tasks)[-1]:
            self.rows.action_list_down()

    @work
    async def _asked(self, kind: StepKind, title: str) -> None:
        task = self.to_answer()
        if task is None:
            return
        if not task.may(kind):
            self.warn(not_now(task, kind, keys=False))
            return
        lines = forms.step_lines((task,), kind, self.hold.house.now().date())

        async def write(answers: Answers) -> FollowUp:
            return await self.hold.commit(
                follow.step, task.body, task.id, kind, answers["text"],
                answers.get("deadline"), meeting=self.meeting, day=answers["day"],
            )  # fmt: skip

        draft = f"review/{self.meeting}/{task.id}/{kind.value}/"
        begin = forms.begin_below(lines)
        taken = await filled(self, title, lines, write, draft=draft, begin=begin)
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

    @work
    async def action_review_close(self) -> None:
        """Ask what the resident says here and now, and close the task."""
        task = self.to_answer()
        if task is None:
            return
        options = tuple(
            (w.value, term(w, language())) for w in Satisfaction if w.value != "unreachable"
        )
        lines: list[Line] = [
            NoteLine(f"{task.number} {task.text}"),
            ChoiceField("satisfaction", _("The resident is"), options),
            TextField("text", _("Said"), "", _("the resident's words; optional"),
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
        task = self.to_answer()
        if task is None:
            return
        people = await self.hold.house.desk.read(people_of, task.body, language())
        lines = forms.owner_lines(people, self.hold.house.now().date(), task)

        async def write(answers: Answers) -> FollowUp:
            owner, person = forms.owner_of(answers)
            return await self.hold.commit(
                follow.hand_over, task.body, task.id, owner, person,
                named(answers["helpers"], people), answers.get("deadline", task.deadline),
                named(answers["co_owners"], people), split_names(answers["units"]),
                day=answers["day"],
            )  # fmt: skip

        taken = await filled(self, _("Hand over"), lines, write, begin=forms.begin_below(lines))
        if taken is not None:
            self._took(taken)


async def review_promises(screen: "HoldScreen", *, chosen: bool = True) -> bool:
    """Review the decisions of earlier meetings; False where none was open.

    `chosen` is False where nobody asked for it. Call it inside a worker only.
    """
    if screen.meeting is None:
        return False
    tasks = await screen.house.desk.read(to_review, screen.meeting.id)
    above = await screen.house.desk.read(heard_from_above, screen.meeting.id)
    if tasks or above:
        await screen.ask(Review(screen, tasks, above, chosen=chosen))
    return bool(tasks or above)
