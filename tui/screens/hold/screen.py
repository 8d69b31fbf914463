"""The meeting screen 开会 (F4): how it is laid out and painted, and its keys."""

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Resize
from textual.widgets import Input, Static

from meetings.actions import review
from meetings.chairing.quorum import quorum_alarm
from meetings.clean import is_blank
from meetings.community.bodies import Body
from meetings.ports import Records
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import RUNNING, MeetingState
from meetings.sitting.presence import Mark, state_of
from meetings.terms import term
from tui.commands import bindings
from tui.dialogs.holding import invited
from tui.dialogs.kit import fields
from tui.finding import heard, people_search
from tui.language import N_, _, language
from tui.screens import exporting
from tui.screens.hold import decisions, items, menu, motions, speeches, voting
from tui.text import half_width, plain
from tui.widgets.agenda_view import AgendaView
from tui.widgets.field import DraftInput, Typed
from tui.widgets.hold_view import FloorView
from tui.widgets.room_view import LOW, RoomView
from tui.widgets.rows import Rows
from tui.widgets.transcript import Transcript
from tui.words.quorum import alarm_words
from tui.working import WorkingScreen

WIDE = 120
"""From this many columns on, the room has a column of its own."""

WIDEST = 150
"""From this many columns on, agenda and room are wide as well."""


def meeting_to_hold(records: Records, body: Body, wanted: str | None) -> Meeting | None:
    """The meeting with the id `wanted`; else the one in progress, else the next planned one."""
    with records.reading() as book:
        if wanted is not None and book.find(Meeting, id=wanted, body=body.id):
            return book.get(Meeting, wanted)
        for state in (*RUNNING, MeetingState.CALLED, MeetingState.DRAFT):
            matches = book.find(Meeting, body=body.id, state=state)
            if matches:
                return book.get(Meeting, matches[0].id)
    return None


def _taken(event: events.Key) -> None:
    event.stop()
    event.prevent_default()


class HoldScreen(WorkingScreen):
    """The meeting screen: its snapshot, painting and keys; acts are functions in other modules."""

    SCOPE = "hold"
    BINDINGS = bindings("hold")
    TITLE_TEXT = N_("Meeting")
    AUTO_FOCUS = "#line"
    CSS_PATH = "screen.tcss"

    alarm = getters.query_one("#alarm", Static)
    agenda = getters.query_one("#agenda", AgendaView)
    floor = getters.query_one(FloorView)
    transcript = getters.query_one("#transcript", Transcript)
    heard = getters.query_one("#heard", Static)
    line = getters.query_one("#line", DraftInput)
    """The one line for speeches."""

    meeting: Meeting | None = None
    """The meeting as last read; None without one."""

    def __init__(self) -> None:
        super().__init__()
        self.reviewed: set[str] = set()
        """Ids of meetings whose review of earlier decisions was done since the program started."""
        self.corrected: dict[str, str] = {}
        """Remembered corrections: the person's id by characters that only sound like the name."""
        self._corrected_in = ""
        """The id of the body whose corrections these are."""

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
        body, still = self.body, self.asks()
        if body is not None and self._corrected_in != body.id:
            self._corrected_in = body.id
            await heard.take_up(self, self.corrected)
        meeting = (
            await self.house.desk.read(meeting_to_hold, body, self.house.meeting_id)
            if body is not None
            else None
        )
        if not still():
            return
        if meeting is None:
            self.meeting = None
            self._paint_nothing()
            return
        if self.house.meeting_id != meeting.id:
            self.house.work_on(body, meeting.id)
        await self._take_up_line(meeting)
        self.agenda.answered = await self.house.desk.read(review.answered, meeting)
        if not still():
            return
        self.show(meeting)
        begun = meeting.state is MeetingState.OPEN and not meeting.speeches
        if begun and self.app.screen is self:  # under a window it waits until that is closed
            self.start(items.review_first(self, meeting))

    async def _take_up_line(self, meeting: Meeting) -> None:
        """Put the half-typed speech of this meeting back into the line."""
        key = f"hold/{meeting.id}/line"
        if self.line.draft_key != key:
            draft = (await self.drafts(key)).get(key, "")
            self.line.draft_key = key
            self.line.restore(draft)

    def _paint_nothing(self) -> None:
        self.head.place, self.head.state = _(self.TITLE_TEXT), ""
        self.head.zone = None
        self.agenda.fill(())
        self.transcript.show(())
        self.floor.update(
            _(
                "No meeting here yet. {key:app.meetings} plans one; then {key:meetings.open} "
                "opens it."
            )
        )
        for room in self.query(RoomView):
            room.update("")

    def show(self, meeting: Meeting) -> None:
        before, self.meeting = self.meeting, meeting
        self._paint_head(meeting)
        self._paint_alarm(before, meeting)
        self.agenda.show(meeting, self.house.now())
        if meeting.current is not None and (before is None or before.current != meeting.current):
            self.agenda.go(meeting.current)
        on_item = [s for s in meeting.speeches if s.item == meeting.current]
        self.transcript.show(on_item, waits=meeting.current is not None)
        self.floor.show(meeting, self.house.now())
        self._paint_room(meeting)
        self._paint_heard()

    def _paint_head(self, meeting: Meeting) -> None:
        now = self.house.now()
        number = _("[{year}] no. {serial}").format(year=meeting.year, serial=meeting.serial)
        numbered = number in meeting.title or f"第{meeting.serial}次" in meeting.title
        self.head.zone = meeting.starts_at.tzinfo
        self.head.place = meeting.title if numbered else f"{meeting.title} {number}"
        state = term(meeting.state, language())
        if meeting.opened_at is not None and meeting.state in RUNNING:
            minutes = max(0, int((now - meeting.opened_at).total_seconds())) // 60
            state += " " + _("for {h}:{m:02d}").format(h=minutes // 60, m=minutes % 60)
        self.head.state = state

    def _paint_alarm(self, before: Meeting | None, meeting: Meeting) -> None:
        """Show a missing quorum in a line of its own, and a message when it is lost."""
        alarm = quorum_alarm(meeting, meeting.current)
        self.alarm.set_class(alarm is not None, "-shown")
        if alarm is None:
            return
        words = alarm_words(alarm)
        if meeting.informal:
            advice = _(
                "Held as an informal discussion: no votes, no decisions. {key:hold.end} "
                "makes it a meeting again."
            )
        else:
            advice = _(
                "No vote is possible now; {key:hold.end} offers the options: wait, "
                "postpone, refer up, or discuss."
            )
        self.alarm.update(plain(f"! {words}\n{advice}"))
        if before is None or before.id != meeting.id or before.rule is None:
            return
        if alarm.lost and quorum_alarm(before, before.current) is None:
            self.warn(words)

    def _paint_heard(self) -> None:
        """Show how the speech line is understood so far, or what to type."""
        if is_blank(self.line.value):
            words = _("Name, stance, words; Enter saves. On an empty line, digits are commands.")
        else:
            words = speeches.heard_words(self)
        self.heard.update(plain(words))

    def _paint_room(self, meeting: Meeting) -> None:
        now = self.house.now()
        self.query_one("#room-narrow", RoomView).show(meeting, now, wide=False)
        self.query_one("#room-wide", RoomView).show(meeting, now, wide=True)

    def _tick(self) -> None:
        """Update the clocks without reading the records."""
        if self.meeting is None or self.meeting.state is not MeetingState.OPEN:
            return
        self._paint_head(self.meeting)
        self.agenda.show(self.meeting, self.house.now())
        self.floor.show(self.meeting, self.house.now())
        if self.meeting.floor is not None:
            self._paint_room(self.meeting)

    def relabel(self) -> None:
        super().relabel()
        if self.meeting is not None:
            self.show(self.meeting)

    def on_key(self, event: events.Key) -> None:
        """Esc returns to the speech line, and characters typed outside a field go into it."""
        if isinstance(self.focused, Typed):
            if event.key == "escape" and self.focused is self.line:
                _taken(event)
            return
        typed = event.character or ""
        if event.key == "escape":
            _taken(event)
            self.line.focus()
        elif event.is_printable and not typed.isspace() and self._is_text(typed):
            _taken(event)
            self.type_on(typed)

    def _is_text(self, typed: str) -> bool:
        """Whether the character is text: a digit on the empty line is a command."""
        return bool(self.line.value) or not half_width(typed).isdigit()

    def on_paste(self, event: events.Paste) -> None:
        """A paste outside a field goes into the speech line."""
        if not isinstance(self.focused, Typed):
            event.stop()
            event.prevent_default()
            self.type_on(event.text)

    def type_on(self, text: str) -> None:
        """Put text that was typed without a field into the speech line, and go on there."""
        self.line.focus()
        self.line.put(text)

    @on(Rows.Chosen, "#agenda")
    def _to_item(self, event: Rows.Chosen) -> None:
        event.stop()
        self.run_worker(self._begin(event.key))

    async def _begin(self, item: str) -> None:
        if self.running() is not None:
            await items.begin(self, item)
            self.line.focus()

    @on(Rows.Chosen, "#transcript")
    def _correct(self, event: Rows.Chosen) -> None:
        event.stop()
        self.start(speeches.edit_speech(self, event.key))

    @on(Input.Changed, "#line")
    def _heard_so_far(self, event: Input.Changed) -> None:
        self._paint_heard()

    @on(Input.Submitted, "#line")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if not is_blank(self.line.value):
            self.start(speeches.store(self))

    def action_hold_speak(self) -> None:
        if self.line.has_focus:
            self.say(_("Name, stance, words; Enter saves. On an empty line, digits are commands."))
        self.line.focus()

    def action_hold_queue(self) -> None:
        self.start(speeches.queue(self))

    def action_hold_timer(self) -> None:
        self.start(speeches.timer(self))

    def action_hold_motion(self) -> None:
        self.start(motions.put_motion(self))

    def action_hold_vote(self) -> None:
        self.start(voting.take_vote(self))

    def action_hold_decide(self) -> None:
        self.start(decisions.fix_decision(self))

    def action_hold_refer(self) -> None:
        self.start(decisions.pass_up(self))

    def action_hold_sign_in(self) -> None:
        self.start(items.sign_in(self))

    def action_hold_next(self) -> None:
        self.start(items.next_item(self))

    def action_hold_end(self) -> None:
        self.start(menu.open_menu(self))

    def action_hold_preview(self) -> None:
        """Show minutes and record as they are now."""
        if (meeting := self.held()) is not None:
            self.start(exporting.read_papers(self, meeting))

    def action_hold_export(self) -> None:
        """Choose a paper and write it."""
        if (meeting := self.held()) is not None:
            self.start(exporting.export_menu(self, meeting))

    def action_hold_spoken(self) -> None:
        if (meeting := self.held()) is not None and meeting.rule is not None:
            self.start(menu.who_spoke(self, meeting))

    @property
    def has_parent(self) -> bool:
        """Whether there is a body above to pass matters up to."""
        return self.body is not None and self.body.parent is not None

    def held(self) -> Meeting | None:
        """The meeting; without one, says so and returns None."""
        if self.meeting is None:
            self.warn(_("No meeting is open here. {key:app.meetings} plans one and opens it."))
        return self.meeting

    def running(self) -> Meeting | None:
        """The meeting if it is in progress; else says what to do and returns None."""
        meeting = self.held()
        if meeting is None or meeting.state is MeetingState.OPEN:
            return meeting
        if meeting.state is MeetingState.SUSPENDED:
            self.warn(_("The meeting is suspended; {key:hold.end} resumes it."))
        elif meeting.ended_at is not None:
            self.warn(_("Meeting ended. {key:app.meetings} shows the minutes and what is missing."))
        else:
            self.warn(_("The meeting is not open; {key:hold.end} opens it."))
        return None

    def on_item(self) -> Meeting | None:
        """The running meeting if an item has begun; else says what to do and returns None."""
        meeting = self.running()
        if meeting is not None and meeting.current is None:
            self.warn(_("Start an item first: Enter on the agenda, or {key:hold.next}."))
            return None
        return meeting

    @property
    def here(self) -> tuple[str, str]:
        """The ids of body and meeting, the first two arguments of each use case on a meeting."""
        assert self.meeting is not None
        return self.meeting.body, self.meeting.id

    def take_result(self, result: object) -> None:
        if isinstance(result, Meeting) and self.meeting and result.id == self.meeting.id:
            self.asks()  # what is being read meanwhile is older, and is not shown over it
            self.show(result)

    def people(
        self, present_only: bool = False, *, units: bool = False
    ) -> "people_search.PersonFinder":
        """A finder of the people of the roll, those present first; invited units too if `units`."""
        meeting = self.meeting
        if meeting is None:
            return people_search.PersonFinder(())
        here: list[tuple[str, str, str]] = []
        away: list[tuple[str, str, str]] = []
        for entry in meeting.roll:
            last = state_of(entry.person, meeting.presence)
            who = (entry.person, entry.name, entry.building)
            (here if last is not None and last.kind is Mark.IN else away).append(who)
        of_units = invited.units_to_choose(meeting) if units else []
        found = people_search.PersonFinder(here if present_only else [*here, *away, *of_units])
        found.corrected = self.corrected
        return found

    def label(self, person: str) -> str:
        """The name of a person of the roll as the record writes it."""
        return self.meeting.called(person) if self.meeting else ""

    def named(self, answer: "fields.Picked | None") -> str:
        """The name of a person picked in a form as the record writes it; "" for nobody."""
        if answer is None:
            return ""
        return self.label(answer.id) if answer.id else answer.name
