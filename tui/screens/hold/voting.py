"""Acts that decide: motions, seconds, votes, decisions, passing up."""

from datetime import timedelta

from textual import work

from meetings.actions import decide, hold
from meetings.decisions import Decision
from meetings.errors import Missing
from meetings.meeting import Meeting
from meetings.motions import Motion, MotionState, open_motions
from meetings.moving import before_vote
from meetings.terms import term
from meetings.votes import Method
from tui.dialogs.choose import Choose, Option
from tui.dialogs.fields import DateField, LongField, PersonField, Picked, TextField, YesNoField
from tui.dialogs.form import Answers, FormDialog
from tui.dialogs.voting import count_vote
from tui.language import _, language
from tui.screens.hold.base import HoldBase


def named(answer: Picked | None) -> str:
    """The name of a picked person, "" for nobody."""
    return answer.name if answer is not None else ""


class Deciding(HoldBase):
    """4 motion, 5 vote, 6 decision, 7 pass up."""

    @work
    async def action_hold_motion(self) -> None:
        meeting = self.on_item()
        if meeting is None or meeting.current is None:
            return
        waiting = open_motions(meeting.motions, meeting.current)
        if not waiting:
            await self._propose(meeting, None)
            return
        first = waiting[0]
        options = []
        if first.state is MotionState.MOVED:
            options.append(Option("second", _("Second it"), first.text))
        main = next((m for m in waiting if m.amends is None), None)
        if main is not None:
            options.append(Option("amend", _("Amend it"), main.text))
        options.append(Option("withdraw", _("Withdraw it"), first.text))
        options.append(Option("new", _("Another motion")))
        picked = await self.ask(Choose(_("There is a motion already"), options))
        if picked == "second":
            await self._second(first)
        elif picked == "amend":
            await self._propose(meeting, main)
        elif picked == "withdraw":
            await self._withdraw(first)
        elif picked == "new":
            await self._propose(meeting, None)

    async def _propose(self, meeting: Meeting, amends: Motion | None) -> None:
        async def save(answers: Answers) -> None:
            assert meeting.current is not None
            await self.change_by(
                hold.propose,
                Motion(
                    "",
                    meeting.body,
                    meeting.id,
                    meeting.current,
                    answers["text"],
                    self._called(answers["mover"]),
                    self.house.now(),
                    self._called(answers.get("seconder")),
                    amends=amends.id if amends is not None else None,
                ),
            )

        fields: list[LongField | TextField | PersonField] = [
            TextField(
                "text",
                _("The one sentence"),
                amends.text if amends is not None else "",
                hint=_("what is to be voted on; with what it would read as a whole"),
                required=True,
            ),
            PersonField("mover", _("Moved by"), self.people(), required=True, allow_new=True),
        ]
        if meeting.in_force.seconding:
            fields.append(
                PersonField(
                    "seconder", _("Seconded by"), self.people(), allow_new=True,
                    hint=_("may follow later with 4"),
                )
            )  # fmt: skip
        title = _("Amendment") if amends is not None else _("Motion")
        kind = "amend" if amends is not None else "motion"
        draft = f"hold/{meeting.id}/{meeting.current}/{kind}/"
        await self.ask(FormDialog(title, fields, draft=draft, save=save))

    async def _second(self, motion: Motion) -> None:
        options = [
            Option(who.id, who.name, who.hint)
            for who in self.people(present_only=True).people
            if self.label(who.id) != motion.mover
        ]
        picked = await self.ask(Choose(_("Who seconds it?"), options))
        if picked is not None:
            await self.do(hold.second, motion.id, self.label(picked))

    async def _withdraw(self, motion: Motion) -> None:
        async def save(answers: Answers) -> None:
            await self.change(hold.withdraw, motion.id, answers["reason"])

        await self.ask(
            FormDialog(
                _("Withdraw: {text}").format(text=motion.text),
                (TextField("reason", _("Reason")),),
                draft=f"hold/{motion.id}/withdraw/",
                save=save,
            )
        )

    def _called(self, answer: Picked | None) -> str:
        if answer is None:
            return ""
        return self.label(answer.id) if answer.id else answer.name

    @work
    async def action_hold_vote(self) -> None:
        meeting = self.on_item()
        if meeting is None or meeting.current is None:
            return
        if meeting.open_vote is None:
            motion = before_vote(meeting, meeting.current)
            if motion is None:
                again = await self._after_the_vote(meeting)
                if again is None:
                    return
                meeting, motion = again
            opened = await self._open_vote(meeting, motion)
            if opened is None:
                return
            meeting = opened
        await count_vote(self, meeting)

    async def _after_the_vote(self, meeting: Meeting) -> tuple[Meeting, Motion] | None:
        """No motion waits: after a tie the last one may be voted on again."""
        taken = [v for v in meeting.votes if v.item == meeting.current]
        if not taken:
            self.warn(_("There is no motion to vote on; 4 puts one."))
            return None
        again = await self.do(decide.vote_again, taken[-1].motion)
        return (again, again.motion(taken[-1].motion)) if again is not None else None

    async def _open_vote(self, meeting: Meeting, motion: Motion) -> Meeting | None:
        if motion.state is MotionState.MOVED:
            await self._second(motion)
            if self.meeting is None or self.meeting.motion(motion.id).state is MotionState.MOVED:
                return None
        methods = (Method.HANDS, Method.ROLL_CALL, Method.SECRET, Method.WRITTEN, Method.CONSENSUS)
        options = [Option(m.value, term(m, language())) for m in methods]
        picked = await self.ask(Choose(_("Vote: {text}").format(text=motion.text), options))
        if picked is None:
            return None
        return await self.do(decide.open_vote, motion.id, Method(picked))

    @work
    async def action_hold_decide(self) -> None:
        meeting = self.on_item()
        if meeting is None or meeting.current is None:
            return
        carried = [
            m
            for m in meeting.motions
            if m.item == meeting.current and m.state is MotionState.CARRIED and not m.amends
        ]
        known = {d.text for d in meeting.decisions}
        text = next((m.text for m in carried if m.text not in known), "")
        await self.edit_decision(
            Decision("", meeting.body, meeting.id, meeting.current, text, self.house.now())
        )

    async def edit_decision(self, decision: Decision) -> None:
        """Fix or correct a decision: what, who, helped by whom, by when, posted or not."""
        today = self.house.now().date()

        async def save(answers: Answers) -> None:
            owner: Picked | None = answers["owner"]
            fixed = Decision(
                decision.id,
                decision.body,
                decision.meeting,
                decision.item,
                answers["text"],
                decision.at,
                self._called(owner),
                (owner.id or None) if owner is not None else None,
                tuple(n for n in answers["helpers"].replace("，", "、").split("、") if n.strip()),
                answers["deadline"],
                answers["posted"],
                vote=decision.vote,
            )
            await self.change_by(decide.change_decision if decision.id else decide.decide, fixed)

        people = self.people()
        await self.ask(
            FormDialog(
                _("Decision"),
                (
                    TextField("text", _("What"), decision.text, required=True),
                    PersonField(
                        "owner", _("Who does it"), people, decision.owner_person or "",
                        hint=_("empty: to be named later"), allow_new=True,
                    ),
                    TextField(
                        "helpers", _("Helped by"), "、".join(decision.helpers),
                        hint=_("names, with 、 between"),
                    ),
                    DateField(
                        "deadline", _("By when"), today, decision.deadline,
                        hint=_("3 days, one week, next Friday, 12-1"),
                    ),
                    YesNoField("posted", _("Posted"), decision.posted),
                ),
                draft=f"hold/{decision.meeting}/{decision.item}/decision/{decision.id}",
                save=save,
            )
        )  # fmt: skip

    @work
    async def action_hold_refer(self) -> None:
        meeting = self.on_item()
        if meeting is None or meeting.current is None:
            return
        body = self.body
        if body is None or body.parent is None:
            self.warn(_("This body has no tier above it; F6 sets one."))
            return
        item = meeting.current
        today = self.house.now().date()

        async def save(answers: Answers) -> None:
            if not answers["reason"].strip():
                raise Missing(what="reason")
            await self.change(
                decide.pass_up, item, answers["reason"], answers["tried"], answers["wanted"]
            )

        await self.ask(
            FormDialog(
                _("Pass up: {title}").format(title=meeting.item(item).title),
                (
                    TextField("reason", _("Why"), hint=_("why it cannot be settled here"),
                              required=True),
                    TextField("tried", _("Tried so far")),
                    DateField("wanted", _("Answer by"), today, today + timedelta(days=14)),
                ),
                draft=f"hold/{meeting.id}/{item}/pass_up/",
                save=save,
            )
        )  # fmt: skip
