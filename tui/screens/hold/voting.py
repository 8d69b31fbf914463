"""5: take a vote in one of its ways, count it, and go on from there."""

from textual import work

from meetings.actions import decide
from meetings.chairing.outcomes import last_vote
from meetings.chairing.quorum import quorum_alarm
from meetings.chairing.ways_on import WayOn, ways_on
from meetings.procedure.rules import Rule
from meetings.sitting.meeting import Meeting, MeetingState
from meetings.sitting.motions import Motion, MotionState, open_motions
from meetings.sitting.votes import Method, Vote, VoteState
from meetings.terms import term
from tui.dialogs.holding.owners_vote import open_owners_vote
from tui.dialogs.holding.voting import clear_majority, count_vote, read_out
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import ChoiceField, LongField, NumberField
from tui.dialogs.kit.form import Answers, FormDialog
from tui.language import _, language
from tui.screens.hold.going_on import GoingOn
from tui.screens.hold.motions import Moving, parts_of

METHODS = (Method.HANDS, Method.ROLL_CALL, Method.SECRET, Method.WRITTEN, Method.CONSENSUS)
AMONG = (Method.HANDS, Method.ROLL_CALL, Method.SECRET, Method.WRITTEN)
"""How one may vote among several options."""


def next_motion(meeting: Meeting) -> Motion | None:
    """The motion of the item to be voted on next, on which no written vote runs."""
    voting = {vote.motion for vote in meeting.open_votes}
    waiting = open_motions(meeting.motions, meeting.current or "")
    if any(m.amends in voting for m in waiting if m.amends):
        waiting = tuple(m for m in waiting if m.amends is None)
    return next((m for m in waiting if m.id not in voting), None)


class Voting(Moving, GoingOn):
    """The way is one digit; an open vote is gone on with."""

    @work
    async def action_hold_vote(self) -> None:
        meeting = self.held()
        if meeting is None:
            return
        written = [v for v in meeting.open_votes if v.method is Method.WRITTEN]
        if meeting.state is MeetingState.SUSPENDED and written:
            await self._written(written, None)
            return
        meeting = self.on_item()
        if meeting is None or meeting.current is None:
            return
        in_room = next((v for v in meeting.open_votes if v.method is not Method.WRITTEN), None)
        motion = next_motion(meeting)
        if in_room is not None:
            await self.count(in_room)
        elif written:
            await self._written(written, motion)
        elif motion is not None and not self._run_off_waits(meeting, motion):
            await self.vote_on(motion)
        else:
            await self._after_the_votes(meeting)

    def _run_off_waits(self, meeting: Meeting, motion: Motion) -> bool:
        last = last_vote(meeting, motion.id)
        return last is not None and WayOn.RUN_OFF in ways_on(meeting, last.id, self.has_parent)

    async def _written(self, written: list[Vote], motion: Motion | None) -> None:
        """Register returns; or vote in the room on what else waits."""
        if len(written) == 1 and motion is None:
            await self.count(written[0])
            return
        options = [
            Option(v.id, _("Returns: {text}").format(text=v.text),
                   _("{n} returned").format(n=len(v.ballots)))
            for v in written
        ]  # fmt: skip
        if motion is not None:
            options.insert(0, Option("motion", _("Vote: {text}").format(text=motion.text)))
        picked = await self.ask(Choose(_("A written vote is under way"), options))
        if picked == "motion" and motion is not None:
            await self.vote_on(motion)
        elif picked is not None:
            await self.count(next(v for v in written if v.id == picked))

    async def _after_the_votes(self, meeting: Meeting) -> None:
        """No motion waits: go on after a tie, read the result again, or declare it void."""
        taken = [v for v in meeting.votes if v.item == meeting.current and v.counted]
        if not taken:
            self.warn(_("There is no motion to vote on; 4 puts one."))
            return
        motion = meeting.motion(taken[-1].motion)
        if await self.offer_ways(taken[-1].id):
            again = self.meeting.motion(motion.id) if self.meeting is not None else motion
            if not motion.open and again.state is MotionState.SECONDED:
                await self.vote_on(again)
            return
        options = [
            Option("read", _("Read the last result out again")),
            Option("void", _("Declare a vote void")),
        ]
        picked = await self.ask(Choose(_("Every motion of this item is voted on"), options))
        if picked == "read":
            await read_out(self, taken[-1].id)
        elif picked == "void":
            await self.void_a_vote()

    async def vote_on(self, motion: Motion) -> None:
        """Choose the way, open, count, and go on."""
        if motion.state is MotionState.MOVED:
            await self.second(motion)
        meeting = self.meeting
        if meeting is None or meeting.motion(motion.id).state is not MotionState.SECONDED:
            return
        if meeting.in_force.owners:
            await self._owners(motion)
            return
        options = self._ways_to_vote(meeting, motion)
        picked = await self.ask(Choose(_("Vote: {text}").format(text=motion.text), options))
        if picked is None:
            return
        if picked == "void":
            await self.void_a_vote()
            return
        if picked == "owners":
            await self._owners(motion)
            return
        if picked != Method.WRITTEN and quorum_alarm(meeting, motion.item) is not None:
            await self.without_quorum()
            return
        if picked == "options":
            opened = await self._open_among(meeting, motion)
        else:
            method = Method.HANDS if picked == "uncounted" else Method(picked)
            opened = await self.do(decide.open_vote, motion.id, method)
        if opened is None:
            return
        vote = opened.votes[-1]
        if picked == "uncounted" and await clear_majority(self, vote):
            await self.offer_ways(vote.id)
            return
        await self.count(vote)

    async def _owners(self, motion: Motion) -> None:
        """A joint decision by heads and area (Civil Code art. 278)."""
        vote = await open_owners_vote(self, motion)
        if vote is not None:
            await self.count(vote)

    async def count(self, vote: Vote) -> None:
        """Take the counts, read the verdict out, offer the ways on where there are any."""
        await count_vote(self, vote)
        await self.offer_ways(vote.id)

    def _ways_to_vote(self, meeting: Meeting, motion: Motion) -> list[Option]:
        rule = meeting.in_force
        options = [Option(m.value, term(m, language())) for m in METHODS]
        if may_be_uncounted(rule):
            options.append(
                Option("uncounted", _("Hands, clear majority, not counted"), _("if nobody objects"))
            )
        if not rule.owners and not rule.veto and motion.amends is None:
            options.append(Option("options", _("Among several options or people")))
        if motion.amends is None:
            options.append(Option("owners", _("Owners' joint decision"), _("heads and area")))
        if any(v.item == motion.item and v.state is VoteState.CLOSED for v in meeting.votes):
            options.append(Option("void", _("Declare a vote void")))
        return options

    async def _open_among(self, meeting: Meeting, motion: Motion) -> Meeting | None:
        """The options, how many a paper may choose, how many places there are."""
        opened: list[Meeting] = []

        async def save(answers: Answers) -> None:
            opened.append(
                await self.change(
                    decide.open_vote, motion.id, Method(answers["method"]),
                    parts_of(answers["options"]), answers["choose"] or 1, answers["seats"] or 1,
                )
            )  # fmt: skip

        def live(answers: Answers) -> str:
            return _("{n} options, up to {k} chosen on a paper, {seats} places").format(
                n=len(parts_of(answers.get("options", ""))),
                k=answers.get("choose") or 1,
                seats=answers.get("seats") or 1,
            )

        methods = tuple((m.value, term(m, language())) for m in AMONG)
        await self.ask(
            FormDialog(
                _("Among: {text}").format(text=motion.text),
                (
                    LongField("options", _("Options"), required=True, lines=5,
                              hint=_("one a line; Enter on an empty line goes on")),
                    NumberField("choose", _("Choose up to"), 1, least=1),
                    NumberField("seats", _("Places"), 1, least=1,
                                hint=_("1 for one proposal; in an election the seats")),
                    ChoiceField("method", _("Way"), methods, Method.HANDS.value),
                ),
                draft=f"hold/{motion.id}/among/",
                save=save,
                live=live,
            )
        )  # fmt: skip
        return opened[-1] if opened else None

    async def void_a_vote(self) -> None:
        """Which vote, and why; it is kept and printed."""
        meeting = self.meeting
        if meeting is None:
            return
        closed = [v for v in reversed(meeting.votes) if v.state is VoteState.CLOSED]
        here = [v for v in closed if v.item == meeting.current] or closed
        if not here:
            self.warn(_("No vote was counted yet."))
            return
        id: str | None = here[0].id
        if len(here) > 1:
            options = [
                Option(v.id, f"{v.round}. {v.text}", term(v.outcome or v.state, language()))
                for v in here
            ]
            id = await self.ask(Choose(_("Which vote is void?"), options))
        if id is None:
            return
        vote_id, text = id, meeting.vote(id).text

        async def save(answers: Answers) -> None:
            await self.change(decide.void_vote, vote_id, answers["reason"])

        await self.reason_form(
            _("Void the vote on: {text}").format(text=text), f"hold/{id}/void/", save
        )


def may_be_uncounted(rule: Rule) -> bool:
    """The rule lets a clear majority of hands stand without a count."""
    return rule.uncounted_hands and not rule.owners and not rule.veto


__all__ = ["Voting", "may_be_uncounted", "next_motion"]
