"""The acts on the agenda of a planned meeting: add, move, edit, drop items."""

from typing import TYPE_CHECKING

from meetings.actions import prepare
from meetings.matters.issues import Issue, IssueState
from meetings.ports import Records
from meetings.sitting.agenda import AgendaItem
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from tui.dialogs import meeting as forms
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.language import _

if TYPE_CHECKING:
    from tui.screens.meetings import MeetingsScreen

OWN_TITLE = "own"


def waiting_issues(records: Records, body: str) -> list[Issue]:
    """The issues of the body that may go on an agenda, the most supported first."""
    with records.reading() as book:
        waiting = [
            issue
            for state in (IssueState.ACCEPTED, IssueState.COLLECTED)
            for issue in book.find(Issue, body=body, state=state)
        ]
    return sorted(waiting, key=lambda issue: (-issue.supporters, issue.number))


async def add(screen: "MeetingsScreen") -> None:
    """Add an issue of the pool, or an item with a typed title, to the agenda."""
    meeting = screen.chosen()
    if meeting is None:
        return
    issues = {i.id: i for i in await screen.house.desk.read(waiting_issues, meeting.body)}
    picked: str | None = OWN_TITLE
    if issues:
        own = Option(OWN_TITLE, _("A separate title"), _("not in the pool"))
        options = [own, *(Option(i.id, i.title, _supported(i)) for i in issues.values())]
        picked = await screen.ask(Choose(_("Which issue?"), options, chosen=next(iter(issues))))
    if picked is None:
        return
    issue = issues.get(picked)

    async def write(answers: Answers) -> Meeting:
        body, id, minutes = meeting.body, meeting.id, answers["minutes"]
        if issue is not None:
            return await screen.commit(prepare.schedule_issue, body, id, issue.id, minutes)
        return await screen.commit(prepare.add_item, body, id, answers["title"], minutes)

    lines = forms.scheduling_lines(issue.title) if issue else forms.new_item_lines()
    draft = "" if issue else f"item/new/{meeting.id}/"
    added = await filled(screen, _("Add an item"), lines, write, draft=draft)
    if added is not None:
        await screen.reload()
        screen.agenda.go(added.in_order[-1].id)


async def move(screen: "MeetingsScreen", up: bool) -> None:
    """Move the item under the cursor one place up or down."""
    meeting, item = screen.meeting, _item_or_word(screen)
    if meeting is not None and item is not None:
        await screen.run(prepare.move_item, meeting.body, meeting.id, item.id, up)
        await screen.reload()


def _item_or_word(screen: "MeetingsScreen") -> AgendaItem | None:
    item = screen.item
    if item is None and screen.chosen() is not None:
        screen.warn(_("The agenda is empty; {key:meetings.item} adds an item."))
    return item


async def edit(screen: "MeetingsScreen") -> None:
    """Edit title, minutes, proposal and marks of the item under the cursor."""
    item, meeting = _item_or_word(screen), screen.meeting
    if item is None or meeting is None:
        return
    if meeting.state in (MeetingState.FINAL, MeetingState.APPROVED):
        screen.warn(_("The minutes are final; {key:meetings.call} reopens them with a reason."))
        return

    async def write(answers: Answers) -> Meeting:
        return await screen.commit(prepare.edit_item, forms.edited_item(item, answers))

    await filled(
        screen,
        _("The item"),
        forms.item_lines(item, meeting.rule or (screen.body.rule if screen.body else None)),
        write,
        draft=f"item/{item.id}/edit/",
    )
    await screen.reload()


async def drop(screen: "MeetingsScreen") -> None:
    """Take the item under the cursor off the agenda, after asking."""
    item, meeting = _item_or_word(screen), screen.meeting
    if item is None or meeting is None:
        return
    asked = _("Remove this item from the agenda?\n{title}").format(title=item.title)
    if await screen.ask(Confirm(asked, yes=_("remove"), no=_("keep"))):
        await screen.run(prepare.drop_item, meeting.body, meeting.id, item.id)
        await screen.reload()


def _supported(issue: Issue) -> str:
    return _("{n} supporters").format(n=issue.supporters) if issue.supporters else ""
