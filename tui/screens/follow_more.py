"""跟踪: what is kept with a task, lists for chasing, and views under a name."""

from collections.abc import Iterable

from textual import work

from meetings.actions import chase, follow, ledger
from meetings.clean import is_blank
from meetings.matters.followups import FollowUp, Urgency
from meetings.matters.ledger import View
from meetings.views import FollowUpLine
from tui.dialogs import duty as duty_dialogs
from tui.dialogs import ledger_view
from tui.dialogs import photos as photo_dialogs
from tui.dialogs import resources as resource_dialogs
from tui.dialogs import task as forms
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers, FormDialog
from tui.errors import is_told
from tui.language import _
from tui.screens.follow_steps import FollowSteps
from tui.words.ledger import HEAD

FORGET = "forget"


class FollowMore(FollowSteps):
    """The acts besides the steps."""

    view: View
    lines: dict[str, FollowUpLine]

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

    @work
    async def action_follow_learnt(self) -> None:
        """Write down what was learnt."""
        task = self._chosen()
        if task is None:
            return

        async def write(answers: Answers) -> FollowUp:
            return await self.commit(ledger.tell_learnt, task.body, task.id, answers["text"])

        draft = f"task/{task.id}/learnt/"
        await filled(self, _("What we learnt"), forms.learnt_lines(task), write, draft=draft)
        await self.reload()

    @work
    async def action_follow_facts(self) -> None:
        """Topic, urgency, contact, measure."""
        task = self._chosen()
        if task is None:
            return

        async def write(answers: Answers) -> FollowUp:
            return await self.commit(
                ledger.tell_facts, task.body, task.id, answers["topic"],
                Urgency(answers["urgency"]), answers["contact"], answers["measure"],
            )  # fmt: skip

        draft = f"task/{task.id}/facts/"
        await filled(self, _("More about it"), forms.facts_lines(task), write, draft=draft)
        await self.reload()

    @work
    async def action_follow_photos(self) -> None:
        """Photographs of before and after."""
        task = self._chosen()
        if task is not None:
            await photo_dialogs.show_photos(self, task)
            await self.reload()

    @work
    async def action_follow_resources(self) -> None:
        """Who can help with it, and what helped."""
        task = self._chosen()
        if task is not None:
            await resource_dialogs.who_can_help(self, task)
            await self.reload()

    @work
    async def action_follow_duty(self) -> None:
        """Turns of duty on it."""
        task = self._chosen()
        if task is not None:
            await duty_dialogs.show_turns(self, task)
            await self.reload()

    # chasing

    @work
    async def action_follow_chase_list(self) -> None:
        """One page of what is to be chased, then a reminder noted on each."""
        body = self.need_body()
        if body is None:
            return
        desk = self.house.desk
        marked = [key for key in self.ledger.marked if not key.startswith(HEAD)]
        sheet = await desk.read(chase.chase_list, body.id, self.house.now().date(), marked or None)
        if not sheet.lines:
            self.say(_("Nothing is overdue, due soon or unassigned."))
            return
        try:
            written = await desk.papers.export_chase_list(sheet)
        except Exception as error:
            if not is_told(error):
                raise
            self.warn(error)
            return
        self.say(_("Written: {path}").format(path=written), seconds=12)
        await self._note_chased(marked or await self._due(body.id))

    async def _due(self, body: str) -> list[str]:
        sheet = await self.house.desk.read(chase.tasks_to_chase, body, self.house.now().date())
        return [task.id for task in sheet]

    async def _note_chased(self, ids: Iterable[str]) -> None:
        tasks = await self.house.desk.read(chase.by_body, tuple(ids))
        count = sum(len(found) for found in tasks.values())
        asked = _("Record on each of the {n} tasks that it was chased, one level higher?")
        if not count or not await self.ask(Confirm(asked.format(n=count))):
            return
        done = 0
        for owner, found in tasks.items():
            done += await self.act(follow.chase_many, owner, found, "发督办单") or 0
        self.ledger.clear_marks()
        await self.reload()
        self.say(_("Chased: {n} tasks.").format(n=done))

    # views

    @work
    async def action_follow_filter(self) -> None:
        """Choose what to see, and perhaps keep it under a name."""
        answers = await self.ask(FormDialog(_("Filter"), ledger_view.view_lines(self.view)))
        if answers is None:
            return
        self.view = ledger_view.chosen_view(answers)
        body = self.body
        if body is not None and not is_blank(answers["name"]):
            saved = await self.act(ledger.save_view, body.id, answers["name"], self.view)
            if saved is not None:
                self.say(
                    _("Saved as {name}; {key:follow.views} opens it again.").format(name=saved.name)
                )
        await self.reload()

    @work
    async def action_follow_views(self) -> None:
        """Choose a saved view, or forget one."""
        body = self.need_body()
        if body is None:
            return
        saved = {one.id: one for one in await self.house.desk.read(ledger.saved_views, body.id)}
        if not saved:
            self.say(_("No view is saved yet: {key:follow.filter}, then a name in the last line."))
            return
        options = [Option(one.id, one.name, ledger_view.saved_text(one)) for one in saved.values()]
        options.append(Option(FORGET, _("Forget one…")))
        picked = await self.ask(Choose(_("Which view?"), options))
        if picked == FORGET:
            gone = await self.ask(Choose(_("Forget which?"), options[:-1]))
            if gone is not None:
                await self.act(ledger.drop_view, body.id, gone)
        elif picked is not None:
            self.view = saved[picked].view
            await self.reload()

    @work
    async def action_follow_rule(self) -> None:
        """How this body keeps its ledger: days for giving back, points for duty."""
        body = self.need_body()
        if body is not None:
            await duty_dialogs.edit_rule(self, body.id)

    @work
    async def action_follow_points(self) -> None:
        """Everybody's hours of duty and points."""
        body = self.need_body()
        if body is not None:
            await duty_dialogs.show_points(self, body.id)
