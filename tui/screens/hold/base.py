"""What the acts of the meeting screen share: the snapshot, its people, and one way to change it."""

from collections.abc import Awaitable, Callable
from typing import Any

from meetings.sitting.meeting import Meeting, MeetingState
from meetings.sitting.presence import Mark, state_of
from tui.dialogs.holding.invited import units_to_choose
from tui.dialogs.kit.fields import Picked
from tui.errors import is_told, sentence
from tui.finding.people_search import PersonFinder
from tui.language import _
from tui.working import WorkingScreen


class HoldBase(WorkingScreen):
    """Owns the snapshot of the meeting that is held."""

    meeting: Meeting | None = None

    def show(self, meeting: Meeting) -> None:
        """Take a new snapshot and paint it."""
        raise NotImplementedError

    def held(self) -> Meeting | None:
        """The meeting, or a word that there is none."""
        if self.meeting is None:
            self.warn(_("No meeting is open here. F3 plans one and opens it."))
        return self.meeting

    def running(self) -> Meeting | None:
        """The meeting, if it is in progress; else a word on what to do."""
        meeting = self.held()
        if meeting is None or meeting.state is MeetingState.OPEN:
            return meeting
        if meeting.state is MeetingState.SUSPENDED:
            self.warn(_("The meeting is suspended; 0 resumes it."))
        else:
            self.warn(_("The meeting is not open; 0 opens it."))
        return None

    def on_item(self) -> Meeting | None:
        """The running meeting with an item taken up; else a word on what to do."""
        meeting = self.running()
        if meeting is not None and meeting.current is None:
            self.warn(_("Take up an item first: Enter on the agenda, or 9."))
            return None
        return meeting

    async def do(self, action: Callable[..., Meeting], *args: Any, **more: Any) -> Meeting | None:
        """Run a command on this meeting and show the result; None where it was refused."""
        if self.meeting is None:
            return None
        try:
            return await self.change(action, *args, **more)
        except Exception as error:
            if not is_told(error):
                raise
            self.warn(sentence(error))
            return None

    async def change(self, action: Callable[..., Meeting], *args: Any, **more: Any) -> Meeting:
        """Like `do`, inside a form's `save`, where the form tells a refusal."""
        assert self.meeting is not None
        body, id = self.meeting.body, self.meeting.id
        meeting: Meeting = await self.commit(action, body, id, *args, **more)
        self.show(meeting)
        return meeting

    async def change_by(self, action: Callable[..., Meeting], value: object) -> Meeting:
        """Like `change` for actions that take one value which knows its meeting."""
        meeting: Meeting = await self.commit(action, value)
        self.show(meeting)
        return meeting

    def people(self, present_only: bool = False, *, units: bool = False) -> PersonFinder:
        """The people of the roll, those in the room first; the invited units too where asked."""
        meeting = self.meeting
        if meeting is None:
            return PersonFinder(())
        here: list[tuple[str, str, str]] = []
        away: list[tuple[str, str, str]] = []
        for entry in meeting.roll:
            last = state_of(entry.person, meeting.presence)
            who = (entry.person, entry.name, entry.building)
            (here if last is not None and last.kind is Mark.IN else away).append(who)
        invited = units_to_choose(meeting) if units else []
        return PersonFinder(here if present_only else [*here, *away, *invited])

    def named(self, answer: Picked | None) -> str:
        """A person picked in a form as the record names them; "" for nobody."""
        if answer is None:
            return ""
        return self.label(answer.id) if answer.id else answer.name

    async def try_to(self, doing: Awaitable[None]) -> bool:
        """Do it; a refusal is told in a sentence and gives False."""
        try:
            await doing
        except Exception as error:
            if not is_told(error):
                raise
            self.warn(sentence(error))
            return False
        return True

    def label(self, person: str) -> str:
        """A person of the roll as the record names them."""
        return self.meeting.called(person) if self.meeting else ""
