"""The screen 会议 (F3): lists a body's meetings, and shows the agenda of the chosen one."""

from asyncio import Lock
from collections.abc import Callable
from datetime import datetime

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Static

from meetings.ports import Records
from meetings.sitting.agenda import AgendaItem
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import OVER, RUNNING, MeetingState
from meetings.views import MeetingLine
from tui.commands import bindings
from tui.errors import is_refusal
from tui.language import N_, _
from tui.screens import meeting_agenda, meeting_life, table_acts
from tui.text import plain
from tui.widgets.columns import Column, Row
from tui.widgets.rows import Rows
from tui.words.agenda import agenda_row, agenda_sum, meeting_row, meeting_words, written_words
from tui.working import NO_BODY, WorkingScreen


def whole_meeting(records: Records, id: str) -> Meeting:
    """The whole meeting with this id."""
    with records.reading() as book:
        return book.get(Meeting, id)


class MeetingsScreen(WorkingScreen):
    """Meetings above or at the left, and the agenda of the one under the cursor."""

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

    list = getters.query_one("#meetings", Rows)
    """The meetings."""
    agenda = getters.query_one("#agenda", Rows)
    """The items of the chosen meeting."""
    words = getters.query_one(".meetings--words", Static)

    meeting: Meeting | None = None
    """The meeting under the cursor."""

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
                empty=N_("No meetings yet. {key:meetings.new} plans one."), id="meetings",
            )  # fmt: skip
            with Vertical(id="below"):
                yield Static(classes="meetings--words", markup=False)
                yield Rows(
                    Column("", 2, True), Column(N_("Item")), Column(N_("Time"), 9, True),
                    Column(N_("Marks"), 10), Column(N_("Outcome"), 14),
                    empty=N_("The agenda is empty. {key:meetings.item} adds an item."), id="agenda",
                )  # fmt: skip

    # reading

    async def reload(self) -> None:
        """Read the first page of meetings and the chosen meeting; readings never overlap."""
        still = self.asks()
        async with self._reading:
            await self._read(still)

    async def _read(self, still: Callable[[], bool]) -> None:
        body = self.body
        if body is None:
            self.list.empty = NO_BODY
            self.list.fill(())
            self.head.state = ""
        else:
            self.list.empty = N_("No meetings yet. {key:meetings.new} plans one.")
            page = await self.house.desk.meetings(body.id)
            if not still():
                return
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
            still = self.as_asked()
            page = await self.house.desk.meetings(self.body.id, self._after)
            if not still():
                return
            self._after = page.after
            self.list.add(map(self._row, page.lines), more=page.after is not None)

    @on(Rows.Moved, "#meetings")
    def _moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._show_beside()

    @work(exclusive=True, group="beside")
    async def _show_beside(self) -> None:
        """Start reading the agenda in a worker, so that the cursor is drawn first."""
        await self.show_meeting()

    async def show_meeting(self) -> None:
        """Show the agenda of the meeting under the cursor."""
        key = self.list.key
        meeting = None
        if key is not None:
            try:
                meeting = await self.house.desk.read(whole_meeting, key)
            except Exception as error:
                if not is_refusal(error):
                    raise
        if key != self.list.key:
            return
        self.meeting = meeting
        self._work_on(meeting)
        now = self.house.now()
        order = meeting.in_order if meeting else ()
        self.agenda.fill(agenda_row(meeting, item, now) for item in order if meeting)
        self.words.update(plain(self._words_of(meeting, now)))

    def _words_of(self, meeting: Meeting | None, now: datetime) -> str:
        if meeting is None:
            return ""
        said = [meeting_words(meeting), agenda_sum(meeting), *written_words(meeting)]
        return "\n".join(said)

    def _work_on(self, meeting: Meeting | None) -> None:
        """Make the chosen meeting the one of F4, unless another is running there."""
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

    # the acts

    @work
    async def action_meetings_more(self) -> None:
        """Offer the commands that have no digit of their own."""
        await self.more(
            _("Meetings"), "meetings.standing", "meetings.table", "meetings.erratum",
            "meetings.preview", "meetings.text", "meetings.history",
        )  # fmt: skip

    def chosen(self) -> Meeting | None:
        """The meeting under the cursor; without one, says how to plan one and returns None."""
        if self.meeting is None and self.need_body() is not None:
            self.warn(_("There is no meeting yet; plan one with {key:meetings.new}."))
        return self.meeting

    @property
    def item(self) -> AgendaItem | None:
        """The agenda item under the cursor; None for none."""
        if self.meeting is None:
            return None
        return next((i for i in self.meeting.items if i.id == self.agenda.key), None)

    def action_meetings_new(self) -> None:
        self.start(meeting_life.plan(self))

    def action_meetings_edit(self) -> None:
        self.start(meeting_life.edit(self))

    def action_meetings_standing(self) -> None:
        self.start(meeting_life.standing(self))

    def action_meetings_call(self) -> None:
        self.start(meeting_life.call(self))

    def action_meetings_open(self) -> None:
        self.start(meeting_life.open_meeting(self))

    def action_meetings_finalise(self) -> None:
        self.start(meeting_life.finalise(self))

    def action_meetings_export(self) -> None:
        self.start(meeting_life.export(self))

    def action_meetings_preview(self) -> None:
        self.start(meeting_life.preview(self))

    def action_meetings_erratum(self) -> None:
        self.start(meeting_life.erratum(self))

    def action_meetings_text(self) -> None:
        self.start(meeting_life.group_text(self))

    def action_meetings_history(self) -> None:
        self.start(meeting_life.history(self))

    def action_meetings_table(self) -> None:
        self.start(table_acts.meeting_table(self, self.meeting))

    def action_meetings_item(self) -> None:
        self.start(meeting_agenda.add(self))

    async def action_meetings_up(self) -> None:
        await meeting_agenda.move(self, up=True)

    async def action_meetings_down(self) -> None:
        await meeting_agenda.move(self, up=False)

    def action_meetings_edit_item(self) -> None:
        self.start(meeting_agenda.edit(self))

    def action_meetings_drop(self) -> None:
        self.start(meeting_agenda.drop(self))
