"""What is done with a whole meeting: notice, opening, finalising, papers, history."""

from collections.abc import Callable
from datetime import datetime

from textual import work

from meetings.actions import finish, hold, prepare
from meetings.chairing.blockers import Blocker, blockers
from meetings.ports import By, Entry, Records
from meetings.sitting.meeting import OVER, PLANNED, RUNNING, Meeting, MeetingState
from meetings.terms import term
from tui.dialogs.history import HistoryDialog
from tui.dialogs.holding.officers import ask_officers
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.fields import LongField, NoteLine, TextField
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.language import _, language
from tui.screens.exporting import Exporting
from tui.screens.mending import Mending
from tui.words.blockers import blocker_sentence
from tui.words.history import known_words

WithReason = Callable[[Records, By, str, str, str], Meeting]

LATER = "later"
"""Where the cursor stands: minutes are not made final by one Enter too many."""

FINAL = "final"


def load(records: Records, id: str) -> Meeting:
    """One whole meeting."""
    with records.reading() as book:
        return book.get(Meeting, id)


class MeetingLife(Exporting, Mending):
    """The acts 6 to 9 of 会议, and reading what was done."""

    def chosen(self) -> Meeting | None:
        """The meeting under the cursor, or a word on how to plan one."""
        if self.meeting is None and self.need_body() is not None:
            self.warn(_("There is no meeting yet; plan one with 1."))
        return self.meeting

    # the life of a meeting

    @work
    async def action_meetings_call(self) -> None:
        """Offer what the state allows."""
        meeting = self.chosen()
        if meeting is None:
            return
        offers = [*self._offers(meeting), Option("board", _("Notice board"))]
        title = _("{title}: now {state}").format(
            title=meeting.title, state=term(meeting.state, language())
        )
        picked = await self.ask(Choose(title, offers))
        if picked == "call":
            await self.act(prepare.call_meeting, meeting.body, meeting.id)
        elif picked == "draft":
            await self.act(prepare.back_to_draft, meeting.body, meeting.id)
        elif picked == "cancel":
            await self._with_reason(_("Cancel the meeting"), meeting, prepare.cancel_meeting)
        elif picked == "go_back":
            await self.act(hold.reopen_meeting, meeting.body, meeting.id)
        elif picked == "reopen":
            await self._with_reason(_("Open the final minutes again"), meeting, finish.reopen)
        elif picked == "board":
            await self.house.go("notices")
            return
        elif picked == "erratum":
            self.action_meetings_erratum()
            return
        await self.reload()

    def _offers(self, meeting: Meeting) -> list[Option]:
        state = meeting.state
        offers = []
        if state is MeetingState.DRAFT:
            offers.append(Option("call", _("The notice is out"), _("state: called")))
        if state in (MeetingState.CALLED, MeetingState.CANCELLED):
            offers.append(Option("draft", _("Back to planning")))
        if state in PLANNED:
            offers.append(Option("cancel", _("Cancel it, with a reason")))
        if state in (MeetingState.ENDED, MeetingState.INQUORATE):
            offers.append(Option("go_back", _("Go on with it: it was ended by mistake")))
        if state is MeetingState.FINAL:
            offers.append(Option("reopen", _("Correct the final minutes, with a reason")))
        if state in finish.SEALED:
            offers.append(Option("erratum", _("Erratum")))
        return offers

    async def _with_reason(self, title: str, meeting: Meeting, action: WithReason) -> None:
        async def write(answers: Answers) -> Meeting:
            return await self.commit(action, meeting.body, meeting.id, answers["reason"])

        reason = TextField("reason", _("Reason"), required=True, longest=2000)
        draft = f"meeting/{meeting.id}/reason/"
        await filled(self, title, [NoteLine(meeting.title), reason], write, draft=draft)

    @work
    async def action_meetings_open(self) -> None:
        """Open a planned meeting and go to 开会; a running one is only gone to."""
        meeting = self.chosen()
        if meeting is None:
            return
        if meeting.state in PLANNED:
            if not planned_today(meeting, self.house.now()):
                asked = _("The meeting is planned for another day. Open it now all the same?")
                if not await self.ask(Confirm(asked, destructive=True)):
                    return
            opened = await self.act(hold.open_meeting, meeting.body, meeting.id)
            if opened is None:
                return
            await ask_officers(self, opened)
        elif meeting.state not in RUNNING:
            self.warn(_("It is over; 6 goes on with it, 9 writes the minutes."))
            return
        self.house.work_on(self.body, meeting.id)
        await self.reload()
        await self.house.go("hold")

    # after the meeting

    @work
    async def action_meetings_finalise(self) -> None:
        """Show what is missing until nothing is, then make the minutes final."""
        while (meeting := await self._again()) is not None:
            if meeting.state in (MeetingState.FINAL, MeetingState.APPROVED):
                self.say(_("The minutes are final already; 9 writes them as Word."))
                return
            if meeting.state not in OVER:
                self.warn(_("End the meeting first: F4, then 0."))
                return
            missing = blockers(meeting)
            options = [_offer(place, blocker) for place, blocker in enumerate(missing)]
            title = _("Still missing; Enter mends it")
            if not any(blocker.stops for blocker in missing):
                asked = _("Nothing is missing. Make the minutes of {title} final?")
                if missing:
                    asked = _("Only reminders are left. Make the minutes of {title} final?")
                title = asked.format(title=meeting.title)
                if meeting.speeches:
                    title += _(" Speeches are taken together by stance; the record has all.")
                options.insert(0, Option(FINAL, _("make final")))
                options.append(Option(LATER, _("not yet")))
            picked = await self.ask(Choose(title, options, chosen=LATER))
            if picked == FINAL:
                await self._finalise(meeting)
            if picked in (FINAL, LATER, None) or not await self.mend(meeting, missing[int(picked)]):
                return

    async def _again(self) -> Meeting | None:
        await self.reload()
        return self.chosen()

    async def _finalise(self, meeting: Meeting) -> None:
        if await self.told(self.house.desk.finalise(meeting.body, meeting.id)) is not None:
            self.saved_now()
            self.say(_("The minutes are final. 9 writes them as Word."), seconds=8)
        await self.reload()

    @work
    async def action_meetings_export(self) -> None:
        """Choose a paper and write it."""
        meeting = self.chosen()
        if meeting is not None:
            await self.export_menu(meeting)

    @work
    async def action_meetings_preview(self) -> None:
        """Read the minutes, and on Tab the record."""
        meeting = self.chosen()
        if meeting is not None:
            await self.read_papers(meeting)

    @work
    async def action_meetings_erratum(self) -> None:
        """Add a dated correction below final minutes."""
        meeting = self.chosen()
        if meeting is None:
            return
        if meeting.state not in finish.SEALED:
            self.warn(_("Not final yet: correct the meeting itself."))
            return
        note = NoteLine(
            _("It is printed with today's date below the signature of {title}.").format(
                title=meeting.title
            )
        )
        line = LongField("text", _("Erratum"), lines=3, required=True)

        async def write(answers: Answers) -> object:
            return await self.commit(finish.add_erratum, meeting.body, meeting.id, answers["text"])

        draft = f"meeting/{meeting.id}/erratum/"
        if await filled(self, _("Erratum"), [note, line], write, draft=draft) is not None:
            self.say(_("The erratum is added; 9 writes the minutes with it."))

    @work
    async def action_meetings_history(self) -> None:
        """What was done with the meeting, in plain sentences."""
        meeting = self.chosen()
        if meeting is None:
            return
        desk = self.house.desk

        async def older(before: int) -> list[Entry]:
            return await desk.history(meeting.body, meeting.id, before)

        entries = await desk.history(meeting.body, meeting.id)
        await self.ask(HistoryDialog(meeting.title, entries, known_words(meeting), older))


def _offer(place: int, blocker: Blocker) -> Option:
    return Option(str(place), blocker_sentence(blocker), "" if blocker.stops else _("reminder"))


def planned_today(meeting: Meeting, now: datetime) -> bool:
    """The meeting's day is today."""
    return meeting.starts_at.astimezone().date() == now.date()
