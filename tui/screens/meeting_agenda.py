"""What is done with the agenda of the chosen meeting."""

from textual import work

from meetings.actions import prepare
from meetings.matters.issues import Issue, IssueState
from meetings.ports import Records
from meetings.sitting.agenda import AgendaItem
from meetings.sitting.meeting import Meeting, MeetingState
from tui.dialogs import meeting as forms
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.language import _
from tui.screens.meeting_life import MeetingLife
from tui.widgets.rows import Rows

OWN_TITLE = "own"


def waiting_issues(records: Records, body: str) -> list[Issue]:
    """Issues of the body that may go on an agenda, the most supported first."""
    with records.reading() as book:
        waiting = [
            issue
            for state in (IssueState.ACCEPTED, IssueState.COLLECTED)
            for issue in book.find(Issue, body=body, state=state)
        ]
    return sorted(waiting, key=lambda issue: (-issue.supporters, issue.number))


class MeetingAgenda(MeetingLife):
    """The acts on one item, and adding one."""

    @property
    def agenda(self) -> Rows:
        """The items of the chosen meeting."""
        return self.query_one("#agenda", Rows)

    @property
    def item(self) -> AgendaItem | None:
        """The item under the cursor of the agenda."""
        if self.meeting is None:
            return None
        return next((i for i in self.meeting.items if i.id == self.agenda.key), None)

    @work
    async def action_meetings_item(self) -> None:
        """Put an issue of the pool, or a title of one's own, on the agenda."""
        meeting = self.chosen()
        if meeting is None:
            return
        issues = {i.id: i for i in await self.house.desk.read(waiting_issues, meeting.body)}
        picked: str | None = OWN_TITLE
        if issues:
            own = Option(OWN_TITLE, _("A title of its own"), _("not in the pool"))
            options = [own, *(Option(i.id, i.title, _supported(i)) for i in issues.values())]
            picked = await self.ask(Choose(_("Which issue?"), options, chosen=next(iter(issues))))
        if picked is None:
            return
        issue = issues.get(picked)

        async def write(answers: Answers) -> Meeting:
            body, id, minutes = meeting.body, meeting.id, answers["minutes"]
            if issue is not None:
                return await self.commit(prepare.schedule_issue, body, id, issue.id, minutes)
            return await self.commit(prepare.add_item, body, id, answers["title"], minutes)

        lines = forms.scheduling_lines(issue.title) if issue else forms.new_item_lines()
        draft = "" if issue else f"item/new/{meeting.id}/"
        added = await filled(self, _("Add an item"), lines, write, draft=draft)
        if added is not None:
            await self.reload()
            self.agenda.go(added.in_order[-1].id)

    async def _move(self, up: bool) -> None:
        meeting, item = self.meeting, self._item_or_word()
        if meeting is not None and item is not None:
            await self.act(prepare.move_item, meeting.body, meeting.id, item.id, up)
            await self.reload()

    async def action_meetings_up(self) -> None:
        await self._move(True)

    async def action_meetings_down(self) -> None:
        await self._move(False)

    def _item_or_word(self) -> AgendaItem | None:
        item = self.item
        if item is None and self.chosen() is not None:
            self.warn(_("The agenda is empty; 2 adds an item."))
        return item

    @work
    async def action_meetings_edit_item(self) -> None:
        """Title, minutes, proposal and marks of the item under the cursor."""
        item, meeting = self._item_or_word(), self.meeting
        if item is None or meeting is None:
            return
        if meeting.state in (MeetingState.FINAL, MeetingState.APPROVED):
            self.warn(_("The minutes are final; 6 opens them again with a reason."))
            return

        async def write(answers: Answers) -> Meeting:
            return await self.commit(prepare.edit_item, forms.edited_item(item, answers))

        await filled(
            self, _("The item"), forms.item_lines(item), write, draft=f"item/{item.id}/edit/"
        )
        await self.reload()

    @work
    async def action_meetings_drop(self) -> None:
        """Take the item off after a question."""
        item, meeting = self._item_or_word(), self.meeting
        if item is None or meeting is None:
            return
        asked = _("Take this item off the agenda?\n{title}").format(title=item.title)
        if await self.ask(Confirm(asked, yes=_("take off"), no=_("keep"))):
            await self.act(prepare.drop_item, meeting.body, meeting.id, item.id)
            await self.reload()


def _supported(issue: Issue) -> str:
    return _("{n} supporters").format(n=issue.supporters) if issue.supporters else ""
