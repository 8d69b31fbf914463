"""Mending right there what is missing before the minutes are final."""

from meetings.actions import decide, hold, prepare
from meetings.agenda import ItemOutcome
from meetings.blockers import Blocker
from meetings.meeting import Meeting
from tui.dialogs import meeting as forms
from tui.dialogs.confirm import Confirm
from tui.dialogs.filled import filled
from tui.dialogs.form import Answers
from tui.finding import people_of
from tui.language import _, language
from tui.people_search import PersonFinder
from tui.screens.working import WorkingScreen


class Mending(WorkingScreen):
    """The forms behind the blockers; they also serve the acts of the screen."""

    meeting: Meeting | None = None
    """The meeting under the cursor."""

    async def people(self, body: str) -> PersonFinder:
        """The people of a body to be found by name."""
        return await self.house.desk.read(people_of, body, language())

    async def mend(self, meeting: Meeting, blocker: Blocker) -> bool:
        """Ask for what is missing; False when the person leaves, or is sent elsewhere."""
        kind, place = blocker.kind, blocker.place
        if kind in ("no_chair", "no_secretary"):
            return await self.edit_meeting(meeting) is not None
        if kind.startswith("decision_"):
            return await self.edit_decision(meeting, place) is not None
        if kind == "item_without_outcome":
            return await self.settle_item(meeting, place) is not None
        if kind == "motion_left_open":
            return await self._settle_motion(meeting, place)
        if kind == "holder_left":
            self.say(_("This is only a reminder; it stops nothing."))
            return True
        return await self._go_on(meeting)

    async def edit_meeting(self, meeting: Meeting) -> Meeting | None:
        """Date, place, chair and secretary."""
        now = self.house.now()
        people = await self.people(meeting.body)

        async def write(answers: Answers) -> Meeting:
            return await self.commit(prepare.edit_meeting, forms.edited(meeting, answers, now))

        lines = forms.meeting_lines(
            people, now.date(), meeting, title=meeting.title, place=meeting.place,
            chair=meeting.chair, secretary=meeting.secretary,
        )  # fmt: skip
        return await filled(
            self, _("The meeting"), lines, write,
            draft=f"meeting/{meeting.id}/edit/", check=forms.check_times,
            live=lambda answers: forms.said_times(answers, now),
        )  # fmt: skip

    async def edit_decision(self, meeting: Meeting, id: str) -> Meeting | None:
        """What was fixed, who does it and by when."""
        decision = next(d for d in meeting.decisions if d.id == id)
        people = await self.people(meeting.body)

        async def write(answers: Answers) -> Meeting:
            edited = forms.edited_decision(decision, answers)
            return await self.commit(decide.change_decision, edited)

        lines = forms.decision_lines(decision, people, self.house.now().date())
        return await filled(self, _("The decision"), lines, write, draft=f"decision/{id}/")

    async def settle_item(self, meeting: Meeting, id: str) -> Meeting | None:
        """How an item ended."""
        item = meeting.item(id)

        async def write(answers: Answers) -> Meeting:
            outcome = ItemOutcome(answers["outcome"])
            return await self.commit(
                decide.settle, meeting.body, meeting.id, id, outcome, answers["reason"]
            )

        return await filled(
            self, _("How the item ended"), forms.outcome_lines(item), write,
            draft=f"item/{id}/outcome/", check=forms.check_outcome,
        )  # fmt: skip

    async def _settle_motion(self, meeting: Meeting, id: str) -> bool:
        """After the end an open motion is postponed or withdrawn together with its item."""
        self.say(_("Choose postponed or withdrawn, or go on with the meeting by 6 and vote."))
        return await self.settle_item(meeting, meeting.motion(id).item) is not None

    async def _go_on(self, meeting: Meeting) -> bool:
        """What only the running meeting can mend: sign-in, a vote to be counted."""
        asked = _("This is mended in the meeting itself. Go on with the meeting in F4?")
        if not await self.ask(Confirm(asked)):
            return False
        if await self.act(hold.reopen_meeting, meeting.body, meeting.id) is not None:
            self.house.work_on(self.body, meeting.id)
            self.house.action_app_hold()
        return False
