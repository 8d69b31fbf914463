"""What is still missing, each with the digit that goes to its place."""

from dataclasses import replace

from meetings.actions import decide, hold, prepare
from meetings.chairing.blockers import Blocker, blockers
from meetings.sitting.meeting import Meeting
from meetings.sitting.votes import VoteState
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import NoteLine, PersonField
from tui.dialogs.kit.form import Answers, FormDialog
from tui.language import _
from tui.screens.hold.voting import Voting
from tui.words.blockers import blocker_sentence


class Missing(Voting):
    """The blockers of the running meeting, mended one after the other."""

    async def mend_missing(self) -> None:
        """List what is missing until nothing is, or the person leaves."""
        left: Meeting | None = None
        while (meeting := self.meeting) is not None and meeting != left:
            found = blockers(meeting)
            if not found:
                self.say(_("Nothing is missing."))
                return
            options = [
                Option(str(place), blocker_sentence(blocker),
                       "" if blocker.stops else _("a reminder"))
                for place, blocker in enumerate(found)
            ]  # fmt: skip
            picked = await self.ask(Choose(_("Still missing: a digit goes there"), options))
            if picked is None:
                return
            left = meeting
            await self.mend(meeting, found[int(picked)])

    async def mend(self, meeting: Meeting, blocker: Blocker) -> None:
        """Go to the place of what is missing."""
        kind, place = blocker.kind, blocker.place
        if kind in ("nobody_signed_in", "holder_left", "proxy_over_limit"):
            await self.sign_in(place if kind != "nobody_signed_in" else None)
        elif kind in ("no_chair", "no_secretary"):
            await self._name_officers(meeting)
        elif kind == "vote_left_open":
            await self.count(meeting.vote(place))
        elif kind == "motion_left_open":
            await self._to_motion(meeting, place)
        elif kind in ("item_without_outcome", "outcome_without_vote"):
            await self.ask_outcome(meeting, place)
        elif kind in ("decision_without_owner", "decision_without_deadline"):
            await self.edit_decision(next(d for d in meeting.decisions if d.id == place))
        elif kind == "decision_on_void_vote":
            await self._without_its_vote(meeting, place)
        elif kind == "speech_without_name":
            await self._name_speech(meeting, place)
        elif kind == "override_without_reason" and (meeting.vote(place).state is VoteState.CLOSED):
            await self.void_a_vote()
        else:
            self.say(_("F3, then 8, mends this after the end."))

    async def sign_in(self, person: str | None = None) -> None:
        """The sign-in table, with the cursor on a person."""
        raise NotImplementedError

    async def ask_outcome(self, meeting: Meeting, id: str) -> bool:
        """Ask how an item ended."""
        raise NotImplementedError

    async def _name_officers(self, meeting: Meeting) -> None:
        people = self.people()

        async def save(answers: Answers) -> None:
            changed = replace(
                meeting, chair=self.named(answers["chair"]),
                secretary=self.named(answers["secretary"]),
            )  # fmt: skip
            await self.change_by(prepare.edit_meeting, changed)

        await self.ask(
            FormDialog(
                _("Chair and secretary"),
                (
                    PersonField("chair", _("Chair"), people, meeting.chair, allow_new=True),
                    PersonField("secretary", _("Secretary"), people, meeting.secretary,
                                allow_new=True),
                ),
                save=save,
            )
        )  # fmt: skip

    async def _to_motion(self, meeting: Meeting, id: str) -> None:
        """To the item of the motion, and to its menu or its vote."""
        motion = meeting.motion(id)
        if self.running() is None:
            return
        if meeting.current != motion.item:
            await self.do(hold.begin_item, motion.item)
        options = [
            Option("vote", _("Vote on it"), motion.text),
            Option("else", _("Withdraw, postpone, divide or amend it")),
        ]
        picked = await self.ask(Choose(motion.text, options))
        if picked == "vote":
            await self.vote_on(motion)
        elif picked == "else":
            self.action_hold_motion()

    async def _without_its_vote(self, meeting: Meeting, id: str) -> None:
        decision = next(d for d in meeting.decisions if d.id == id)
        options = [
            Option("drop", _("Drop the decision and its task")),
            Option("keep", _("It stands without the vote")),
        ]
        picked = await self.ask(Choose(decision.text, options))
        if picked == "drop":
            await self.do(decide.drop_decision, id)
        elif picked == "keep":
            await self.change_by(decide.change_decision, replace(decision, vote=None))

    async def _name_speech(self, meeting: Meeting, id: str) -> None:
        speech = next(s for s in meeting.speeches if s.id == id)

        async def save(answers: Answers) -> None:
            who = answers["who"]
            await self.change(hold.name_speech, id, who.id or None, self.named(who))

        who = PersonField("who", _("Speaker"), self.people(), required=True, allow_new=True)
        await self.ask(
            FormDialog(_("Who said this?"), (NoteLine(speech.text), who),
                       draft=f"speech/{id}/", save=save)
        )  # fmt: skip
