"""After a tie, a run-off, or without the quorum: exactly what may be done, one digit each."""

from collections.abc import Sequence

from meetings.actions import decide, hold
from meetings.chairing.quorum import QuorumAlarm, quorum_alarm
from meetings.chairing.ways_on import WayOn, ways_on, ways_without_quorum
from meetings.sitting.agenda import ItemOutcome
from meetings.terms import term
from tui.dialogs.holding.voting import count_vote, read_out
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import TextField
from tui.dialogs.kit.form import FormDialog, Save
from tui.language import _, headed, language
from tui.screens.hold.decisions import Settling


def alarm_words(alarm: QuorumAlarm) -> str:
    """The missing quorum in words, with its numbers."""
    said = _("QUORUM LOST") if alarm.lost else _("NO QUORUM YET")
    facts = _("{present} of {expected} here, at least {needed} needed, {short} more must come")
    counted = facts.format(
        present=alarm.present, expected=alarm.expected, needed=alarm.needed, short=alarm.short
    )
    return headed(said, counted)


class GoingOn(Settling):
    """Each way leads to its act."""

    @property
    def has_parent(self) -> bool:
        """There is a tier above to pass the matter up to."""
        return self.body is not None and self.body.parent is not None

    async def offer_ways(self, vote: str) -> bool:
        """Offer what may follow a vote; False where it is settled and nothing is to be offered."""
        meeting = self.meeting
        if meeting is None or all(v.id != vote for v in meeting.votes):
            return False
        taken = meeting.vote(vote)
        ways = ways_on(meeting, vote, self.has_parent)
        if not ways:
            return False
        how = term(taken.outcome, language()) if taken.outcome else ""
        await self._choose(_("{outcome}: what now?").format(outcome=how), ways, taken.item, vote)
        return True

    async def without_quorum(self) -> None:
        """Offer what may be done while the quorum is missing."""
        meeting = self.meeting
        if meeting is None:
            return
        alarm = quorum_alarm(meeting, meeting.current)
        ways = ways_without_quorum(meeting, meeting.current, self.has_parent)
        if alarm is not None:
            await self._choose(alarm_words(alarm), ways, meeting.current, None)

    async def _choose(
        self, title: str, ways: Sequence[WayOn], item: str | None, vote: str | None
    ) -> None:
        options = [Option(way.value, term(way, language())) for way in ways]
        leave = _("Esc: deliberate on first") if vote is not None else ""
        picked = await self.ask(Choose(title, options, leave=leave))
        if picked is not None:
            await self._go(WayOn(picked), item, vote)

    async def _go(self, way: WayOn, item: str | None, vote: str | None) -> None:
        meeting = self.meeting
        if meeting is None:
            return
        if way is WayOn.WAIT:
            await self.do(hold.suspend, _("waiting for the quorum"))
        elif way is WayOn.INFORMAL_TALK:
            await self.do(hold.hold_as_talk, True)
        elif way is WayOn.POSTPONE and item is not None:
            await self._postpone_item(item)
        elif way is WayOn.PASS_UP and item is not None:
            await self.refer(meeting, item)
        elif vote is None:
            self.warn(_("Take up an item first: Enter on the agenda, or 9."))
        elif way is WayOn.REVOTE:
            if await self.do(decide.vote_again, meeting.vote(vote).motion) is not None:
                self.say(_("Open again: let them debate, then 5 votes once more."))
        elif way is WayOn.CASTING_VOTE:
            await self._cast(vote)
        elif way is WayOn.RUN_OFF:
            await self._run_off(vote)

    async def _postpone_item(self, item: str) -> None:
        async def save(answers: dict[str, str]) -> None:
            await self.change(decide.settle, item, ItemOutcome.POSTPONED, answers["reason"])

        await self.reason_form(
            term(ItemOutcome.POSTPONED, language()), f"hold/{item}/postpone/", save
        )

    async def reason_form(self, title: str, draft: str, save: Save) -> None:
        """A reason, and what it is for is done."""
        field = TextField("reason", _("Reason"), required=True)
        await self.ask(FormDialog(title, (field,), draft=draft, save=save))

    async def _cast(self, vote: str) -> None:
        options = [
            Option("for", _("The chair votes for it")),
            Option("against", _("The chair votes against it")),
        ]
        picked = await self.ask(Choose(_("The chair's casting vote"), options))
        if picked is not None and await self.do(decide.cast, vote, picked == "for") is not None:
            await read_out(self, vote)

    async def _run_off(self, vote: str) -> None:
        opened = await self.do(decide.run_off, vote)
        if opened is not None:
            await count_vote(self, opened.votes[-1])
            await self.offer_ways(opened.votes[-1].id)
