"""跟踪: the steps of a task's road, each asked in a form or confirmed."""

from textual import work

from meetings.actions import follow
from meetings.community.bodies import Body
from meetings.matters.followups import (
    ChaseLevel,
    Ending,
    FollowUp,
    FollowUpState,
    Satisfaction,
    StepKind,
)
from meetings.ports import Records
from meetings.terms import term
from tui.dialogs import task as forms
from tui.dialogs.kit.fields import NoteLine
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.finding.members import people_of
from tui.finding.several import named, split_names
from tui.language import _, language
from tui.screens import below
from tui.widgets.rows import Rows
from tui.words.ledger import Task, not_now
from tui.working import WorkingScreen


def has_upper(records: Records, body: str) -> bool:
    """The body has a tier above it."""
    with records.reading() as book:
        return book.get(Body, body).parent is not None


class FollowSteps(WorkingScreen):
    """Acts on the task under the cursor."""

    task_shown: Task | None = None

    @property
    def ledger(self) -> Rows:
        """The tasks."""
        return self.query_one("#ledger", Rows)

    def _chosen(self) -> FollowUp | None:
        if self.task_shown is None:
            if self.need_body() is not None:
                self.warn(_("Choose a task first; {key:follow.new} adds one."))
            return None
        return self.task_shown.follow_up

    async def _step(self, kind: StepKind, title: str) -> None:
        task = self._chosen()
        if task is None:
            return
        if not task.may(kind):
            self.warn(not_now(task, kind))
            return
        upper = await self.house.desk.read(has_upper, task.body)
        today = self.house.now().date()
        lines = (
            forms.end_lines(task, today)
            if kind is StepKind.END
            else forms.step_lines(task, kind, today, has_upper=upper)
        )

        async def write(answers: Answers) -> FollowUp:
            said, level = answers.get("satisfaction"), answers.get("level")
            ending = answers.get("ending")
            return await self.commit(
                follow.step, task.body, task.id, kind, answers["text"],
                answers.get("deadline"), Satisfaction(said) if said else None,
                level=ChaseLevel(level) if level else None, day=answers["day"],
                ending=Ending(ending) if ending else None,
            )  # fmt: skip

        draft = f"task/{task.id}/{kind.value}/"
        begin = forms.begin_below(lines)
        taken = await filled(self, title, lines, write, draft=draft, begin=begin)
        await self.reload()
        if taken is not None:
            self._tell(taken)
            await below.tell_below(self, task.body)

    def _tell(self, task: FollowUp) -> None:
        """Say how the task stands now, since a filter may have taken it out of sight."""
        words = _("{n} is now: {state}").format(n=task.number, state=term(task.state, language()))
        if task.state is FollowUpState.IN_HAND and task.steps[-1].kind is StepKind.REVISIT:
            words = _("Not satisfied: {n} is reopened.").format(n=task.number)
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
    async def action_follow_end(self) -> None:
        await self._step(StepKind.END, _("End, no approval"))

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
        said = _("The resident said: {word}.").format(word=term(task.visit, language()))

        async def write(answers: Answers) -> FollowUp:
            return await self.commit(
                follow.step, task.body, task.id, StepKind.CLOSE, answers["text"],
                day=answers["day"],
            )  # fmt: skip

        lines = forms.step_lines(task, StepKind.CLOSE, self.house.now().date())
        lines.insert(1, NoteLine(said))
        draft = f"task/{task.id}/close/"
        closed = await filled(
            self, _("Close task"), lines, write, draft=draft, begin=forms.begin_below(lines)
        )
        await self.reload()
        if closed is not None:
            self._tell(closed)
            await below.tell_below(self, task.body)

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
            helpers = named(answers["helpers"], people)
            return await self.commit(
                follow.hand_over, task.body, task.id, owner, person, helpers,
                answers.get("deadline", task.deadline), named(answers["co_owners"], people),
                split_names(answers["units"]), day=answers["day"],
            )  # fmt: skip

        draft = f"task/{task.id}/owner/"
        begin = forms.begin_below(lines)
        if await filled(self, _("Hand over"), lines, write, draft=draft, begin=begin) is not None:
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
            return await self.commit(follow.add_task, forms.new_task(body.id, answers, now, people))

        added = await filled(self, _("New task"), lines, write, draft=f"task/new/{body.id}/")
        if added is not None:
            await self.reload()
            self.ledger.go(added.id)
