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
from meetings.ports import Records
from meetings.sitting.meeting import OVER, RUNNING, Meeting, MeetingKind, MeetingState
from meetings.sitting.recurring import title_of
from meetings.terms import term
from meetings.views import MeetingLine
from tui.commands import bindings
from tui.dialogs import meeting as forms
from tui.dialogs.holding.invited import invited_of
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.dialogs.standing import ask_kind, edit_standing
from tui.errors import is_told
from tui.finding.members import holder_of
from tui.language import N_, _
from tui.screens.meeting_agenda import MeetingAgenda
from tui.screens.meeting_life import load
from tui.screens.table_acts import MeetingTables
from tui.text import plain
from tui.widgets.rows import Column, Row, Rows
from tui.words.agenda import agenda_row, agenda_sum, meeting_row, meeting_words, written_words


def next_serial(records: Records, body: str, year: int) -> int:
    """The number that the next meeting of the year gets."""
    with records.reading() as book:
        return book.highest(Meeting, "serial", body=body, year=year) + 1


class MeetingsScreen(MeetingTables, MeetingAgenda):
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
    def _moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._show_beside()

    @work(exclusive=True, group="beside")
    async def _show_beside(self) -> None:
        """Beside the screen's own work, so that the cursor is drawn before the agenda is read."""
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
    async def action_meetings_more(self) -> None:
        """What has no digit of its own."""
        await self.more(
            _("Meetings"), "meetings.standing", "meetings.table", "meetings.erratum",
            "meetings.preview", "meetings.history",
        )  # fmt: skip

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
