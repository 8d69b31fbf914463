"""会议 (F3): a body's meetings, and the agenda of the chosen one."""

from asyncio import Lock
from datetime import datetime

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Static

from meetings.actions import prepare
from meetings.community.bodies import Tier
from meetings.community.people import Role
from meetings.matters.issues import Issue, IssueState
from meetings.ports import Records
from meetings.sitting.agenda import AgendaItem
from meetings.sitting.meeting import OVER, RUNNING, Meeting, MeetingKind, MeetingState
from meetings.sitting.recurring import title_of
from meetings.terms import term
from meetings.views import MeetingLine
from tui.commands import bindings
from tui.dialogs import meeting as forms
from tui.dialogs.holding.invited import invited_of
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.dialogs.standing import ask_kind, edit_standing
from tui.errors import is_told
from tui.finding.members import holder_of
from tui.language import N_, _
from tui.screens.meeting_life import MeetingLife, load
from tui.screens.table_acts import MeetingTables
from tui.text import plain
from tui.widgets.rows import Column, Row, Rows
from tui.words.agenda import (
    agenda_row,
    agenda_sum,
    meeting_row,
    meeting_words,
    written_words,
)

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


def next_serial(records: Records, body: str, year: int) -> int:
    """The number that the next meeting of the year gets."""
    with records.reading() as book:
        return book.highest(Meeting, "serial", body=body, year=year) + 1


class MeetingsScreen(MeetingTables, MeetingLife):
    """Meetings above or at the left, the agenda of the one under the cursor beside it."""

    SCOPE = "meetings"
    BINDINGS = bindings("meetings")
    TITLE_TEXT = N_("Meetings")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (150, "-wide")]
    DEFAULT_CSS = """
    MeetingsScreen {
        #sides { height: 1fr; layout: vertical; }
        #meetings { height: 2fr; min-height: 4; }
        #below { height: 3fr; }
        #agenda { height: 1fr; }
        .meetings--words { height: auto; max-height: 4; padding: 0 1; background: $panel; }
        &.-wide #sides { layout: horizontal; }
        &.-wide #meetings { width: 1fr; height: 1fr; }
        &.-wide #below { width: 1fr; height: 1fr; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._after: str | None = None
        self._states: dict[str, MeetingState] = {}
        self._reading = Lock()

    def middle(self) -> ComposeResult:
        with Container(id="sides"):
            yield Rows(
                Column(N_("Number"), 14), Column(N_("Title")), Column(N_("Date"), 20),
                Column(N_("State"), 9),
                empty=N_("No meeting yet. 1 plans one."), id="meetings",
            )  # fmt: skip
            with Vertical(id="below"):
                yield Static(classes="meetings--words", markup=False)
                yield Rows(
                    Column("", 2, True), Column(N_("Item")), Column(N_("Time"), 9, True),
                    Column(N_("Marks"), 10), Column(N_("Outcome"), 14),
                    empty=N_("The agenda is empty. 2 adds an item."), id="agenda",
                )  # fmt: skip

    @property
    def list(self) -> Rows:
        """The meetings."""
        return self.query_one("#meetings", Rows)

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

    # reading

    async def reload(self) -> None:
        """Read the first page of meetings and the chosen one, one reading after the other."""
        async with self._reading:
            await self._read()

    async def _read(self) -> None:
        body = self.body
        if body is None:
            self.list.empty = N_("Found a body first: F6, then 2.")
            self.list.fill(())
            self.head.state = ""
        else:
            self.list.empty = N_("No meeting yet. 1 plans one.")
            page = await self.house.desk.meetings(body.id)
            chosen = self.list.key or self.house.meeting_id
            self._after = page.after
            self.list.fill(map(self._row, page.lines), more=page.after is not None)
            self.list.go(chosen or "")
            self.head.state = body.name
        await self.show_meeting()

    def _row(self, line: MeetingLine) -> Row:
        self._states[line.id] = line.state
        return meeting_row(line, self.house.now())

    @on(Rows.NeedMore, "#meetings")
    async def _more_meetings(self, event: Rows.NeedMore) -> None:
        event.stop()
        if self.body is not None and self._after is not None:
            page = await self.house.desk.meetings(self.body.id, self._after)
            self._after = page.after
            self.list.add(map(self._row, page.lines), more=page.after is not None)

    @on(Rows.Moved, "#meetings")
    async def _moved(self, event: Rows.Moved) -> None:
        event.stop()
        await self.show_meeting()

    async def show_meeting(self) -> None:
        """Show the agenda of the meeting under the cursor."""
        key = self.list.key
        meeting = None
        if key is not None:
            try:
                meeting = await self.house.desk.read(load, key)
            except Exception as error:
                if not is_told(error):
                    raise
        if key != self.list.key:
            return
        self.meeting = meeting
        self._work_on(meeting)
        now = self.house.now()
        order = meeting.in_order if meeting else ()
        self.agenda.fill(agenda_row(meeting, item, now) for item in order if meeting)
        self.query_one(".meetings--words", Static).update(plain(self._words_of(meeting, now)))

    def _words_of(self, meeting: Meeting | None, now: datetime) -> str:
        if meeting is None:
            return ""
        said = [meeting_words(meeting), agenda_sum(meeting), *written_words(meeting)]
        return "\n".join(said)

    def _work_on(self, meeting: Meeting | None) -> None:
        """The chosen meeting is the one of F4, unless another one is running there."""
        held = self.house.meeting_id or ""
        if meeting is not None:
            self._states[meeting.id] = meeting.state
            if held != meeting.id and self._states.get(held) not in RUNNING:
                self.house.work_on(self.body, meeting.id)

    def relabel(self) -> None:
        super().relabel()
        self.call_later(self.reload)

    # opening rows

    @on(Rows.Chosen, "#meetings")
    def _opened(self, event: Rows.Chosen) -> None:
        event.stop()
        if self.meeting is None:
            return
        if self.meeting.state in OVER:
            self.action_meetings_preview()
        elif self.meeting.state in RUNNING:
            self.action_meetings_open()
        else:
            self.agenda.focus()

    @on(Rows.Chosen, "#agenda")
    def _opened_item(self, event: Rows.Chosen) -> None:
        event.stop()
        self.action_meetings_edit_item()

    # planning

    @work
    async def action_meetings_new(self) -> None:
        """Plan a meeting; what comes back by itself is told."""
        body = self.need_body()
        if body is None:
            return
        now, desk = self.house.now(), self.house.desk
        people = await self.people(body.id)
        serial = await desk.read(next_serial, body.id, now.year)
        title = _("{body}, meeting {n}").format(body=body.name, n=serial)
        kind, template = await ask_kind(self, body.id)
        begins = template.starts if template else ""
        if template and template.title:
            title = title_of(template, body.name, now, serial, term(kind))
        lines = forms.meeting_lines(
            people, now.date(), None, title=title, kind=kind,
            joint=body.tier is not Tier.CORNER or kind is not MeetingKind.REGULAR,
            place=(template.place if template else "") or body.place, begins=begins,
            chair=(template.chair if template else "")
            or await desk.read(holder_of, body.id, Role.CHAIR),
            secretary=(template.secretary if template else "")
            or await desk.read(holder_of, body.id, Role.SECRETARY),
        )  # fmt: skip

        async def write(answers: Answers) -> Meeting:
            start, end = forms.times(answers, now)
            return await self.commit(
                prepare.plan_meeting, body.id, answers["title"], start, answers["place"],
                forms.name_of(answers["chair"]), forms.name_of(answers["secretary"]), end,
                MeetingKind(answers.get("kind", kind)), invited_of(answers.get("units", "")),
            )  # fmt: skip

        planned = await filled(
            self, _("New meeting"), lines, write,
            draft=f"meeting/new/{body.id}/", check=forms.check_times,
            live=lambda answers: forms.said_times(answers, now),
        )  # fmt: skip
        if planned is not None:
            self.house.work_on(body, planned.id)
            await self.reload()
            self.list.go(planned.id)
            self._tell_carried(planned)

    def _tell_carried(self, planned: Meeting) -> None:
        if planned.items:
            titles = "；".join(item.title for item in planned.in_order)
            words = _("Came along by itself: {titles}. 2 adds more items.")
            self.say(words.format(titles=titles), seconds=10)
        else:
            self.say(_("Planned. 2 adds items to the agenda."))

    @work
    async def action_meetings_edit(self) -> None:
        """Correct the meeting."""
        meeting = self.chosen()
        if meeting is not None:
            await self.edit_meeting(meeting)
            await self.reload()

    @work
    async def action_meetings_standing(self) -> None:
        """What comes by itself: recurring items, and templates for kinds of meeting."""
        body = self.need_body()
        if body is not None:
            await edit_standing(self, body.id)

    # the agenda

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
