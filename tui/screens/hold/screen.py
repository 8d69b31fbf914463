"""The meeting screen: agenda, floor, transcript, room, and one line for speeches."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Resize
from textual.widgets import Static

from meetings.chairing.quorum import quorum_alarm
from meetings.community.bodies import Body
from meetings.ports import Records
from meetings.sitting.meeting import RUNNING, Meeting, MeetingState
from meetings.terms import term
from tui.commands import bindings
from tui.language import N_, _, language
from tui.screens.hold.flow import Flow
from tui.screens.hold.going_on import alarm_words
from tui.screens.hold.papers import Papers
from tui.screens.hold.speaking import Speaking
from tui.text import plain
from tui.widgets.agenda_view import AgendaView
from tui.widgets.field import DraftInput
from tui.widgets.hold_view import FloorView
from tui.widgets.room_view import LOW, RoomView
from tui.widgets.rows import Rows
from tui.widgets.transcript import Transcript

WIDE = 120
"""From this width on the room has a column of its own."""

WIDEST = 150
"""From this width on agenda and room are wide as well."""


def meeting_to_hold(records: Records, body: Body, wanted: str | None) -> Meeting | None:
    """The wanted meeting, or the one in progress, or the next planned one."""
    with records.reading() as book:
        if wanted is not None:
            found = book.find(Meeting, id=wanted, body=body.id)
            if found:
                return book.get(Meeting, wanted)
        for state in (*RUNNING, MeetingState.CALLED, MeetingState.DRAFT):
            found = book.find(Meeting, body=body.id, state=state)
            if found:
                return book.get(Meeting, found[0].id)
    return None


class HoldScreen(Papers, Speaking, Flow):
    """开会."""

    SCOPE = "hold"
    BINDINGS = bindings("hold")
    TITLE_TEXT = N_("Hold")
    AUTO_FOCUS = "#line"
    DEFAULT_CSS = """
    HoldScreen {
        #alarm { height: auto; padding: 0 1; display: none; color: $text-error;
                 background: $panel; text-style: bold reverse; }
        #alarm.-shown { display: block; }
        #agenda { width: 26; height: 1fr; }
        #middle { width: 1fr; height: 1fr; }
        #heard { height: 1; padding: 0 1; color: $foreground-muted; }
        #line { margin: 0 1; }
        #room-wide { width: 28; height: 1fr; display: none; }
        &.-wide #room-wide { display: block; }
        &.-wide #room-narrow { display: none; }
        &.-wide #agenda { width: 30; }
        &.-widest #agenda { width: 44; }
        &.-widest #room-wide { width: 40; }
        &.-short #agenda { width: 18; }
        &.-low FloorView { max-height: 2; }
        &.-low #alarm { max-height: 1; }
    }
    """

    def middle(self) -> ComposeResult:
        yield Static(id="alarm", markup=False)
        yield RoomView(id="room-narrow")
        with Horizontal():
            yield AgendaView(id="agenda")
            with Vertical(id="middle"):
                yield FloorView()
                yield Transcript(id="transcript")
            yield RoomView(id="room-wide")
        yield Static(id="heard", markup=False)
        yield DraftInput(acts=True, id="line")

    def on_mount(self) -> None:
        self.set_interval(1, self._tick)

    def on_resize(self, event: Resize) -> None:
        self.set_class(event.size.width >= WIDE, "-wide")
        self.set_class(event.size.width >= WIDEST, "-widest")
        self.set_class(event.size.width < 70, "-short")
        self.set_class(event.size.height < LOW, "-low")
        if self.meeting is not None:
            self._paint_room(self.meeting)

    async def reload(self) -> None:
        body = self.body
        meeting = (
            await self.house.desk.read(meeting_to_hold, body, self.house.meeting_id)
            if body is not None
            else None
        )
        if meeting is None:
            self.meeting = None
            self._paint_nothing()
            return
        if self.house.meeting_id != meeting.id:
            self.house.work_on(body, meeting.id)
        await self._take_up_line(meeting)
        self.show(meeting)

    async def _take_up_line(self, meeting: Meeting) -> None:
        """The half-typed speech of this meeting is in its field again."""
        key = f"hold/{meeting.id}/line"
        if self.line.draft_key != key:
            kept = (await self.drafts(key)).get(key, "")
            self.line.draft_key = key
            self.line.restore(kept)

    def _paint_nothing(self) -> None:
        self.head.place, self.head.state = _(self.TITLE_TEXT), ""
        self.query_one(AgendaView).fill(())
        self.query_one(Transcript).show(())
        self.query_one(FloorView).update(_("No meeting here yet. F3 plans one; then 7 opens it."))
        for room in self.query(RoomView):
            room.update("")

    def show(self, meeting: Meeting) -> None:
        before, self.meeting = self.meeting, meeting
        self._paint_head(meeting)
        self._paint_alarm(before, meeting)
        agenda = self.query_one(AgendaView)
        agenda.show(meeting, self.house.now())
        if meeting.current is not None and (before is None or before.current != meeting.current):
            agenda.go(meeting.current)
        said = [s for s in meeting.speeches if s.item == meeting.current]
        self.query_one(Transcript).show(said, waits=meeting.current is not None)
        self.query_one(FloorView).show(meeting, self.house.now())
        self._paint_room(meeting)
        self.query_one("#heard", Static).update(plain(self._heard_words()))

    def _paint_head(self, meeting: Meeting) -> None:
        now = self.house.now()
        number = _("[{year}] no. {serial}").format(year=meeting.year, serial=meeting.serial)
        told = number in meeting.title or f"第{meeting.serial}次" in meeting.title
        self.head.place = meeting.title if told else f"{meeting.title} {number}"
        state = term(meeting.state, language())
        if meeting.opened_at is not None and meeting.state in RUNNING:
            minutes = int((now - meeting.opened_at).total_seconds()) // 60
            state += " " + _("for {h}:{m:02d}").format(h=minutes // 60, m=minutes % 60)
        self.head.state = state

    def _paint_alarm(self, before: Meeting | None, meeting: Meeting) -> None:
        """The missing quorum as a line of its own; losing it is told at once."""
        alarm = quorum_alarm(meeting, meeting.current)
        line = self.query_one("#alarm", Static)
        line.set_class(alarm is not None, "-shown")
        if alarm is None:
            return
        words = alarm_words(alarm)
        if meeting.informal:
            said = _("Held as a talk: no votes, no decisions. 0 makes it a meeting again.")
        else:
            said = _("No vote in the room now; 0 then 1: wait, postpone, pass up, or talk.")
        line.update(plain(f"! {words}\n{said}"))
        if before is None or before.id != meeting.id or before.rule is None:
            return
        if alarm.lost and quorum_alarm(before, before.current) is None:
            self.warn(words)

    def _paint_room(self, meeting: Meeting) -> None:
        now = self.house.now()
        self.query_one("#room-narrow", RoomView).show(meeting, now, wide=False)
        self.query_one("#room-wide", RoomView).show(meeting, now, wide=True)

    def _tick(self) -> None:
        """Clocks run on without a new snapshot."""
        if self.meeting is None or self.meeting.state is not MeetingState.OPEN:
            return
        self._paint_head(self.meeting)
        self.query_one(AgendaView).show(self.meeting, self.house.now())
        self.query_one(FloorView).show(self.meeting, self.house.now())
        if self.meeting.floor is not None:
            self._paint_room(self.meeting)

    def relabel(self) -> None:
        super().relabel()
        if self.meeting is not None:
            self.show(self.meeting)

    @on(Rows.Chosen, "#agenda")
    def _to_item(self, event: Rows.Chosen) -> None:
        event.stop()
        self.run_worker(self._begin(event.key))

    async def _begin(self, item: str) -> None:
        if self.running() is not None:
            await self.begin(item)
            self.line.focus()

    @on(Rows.Chosen, "#transcript")
    def _correct(self, event: Rows.Chosen) -> None:
        event.stop()
        self.edit_speech(event.key)
