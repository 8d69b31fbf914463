"""Offers exactly what the rule allows after a tie, after a run-off, or without the quorum."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from meetings.actions import decide, elect, hold
from meetings.chairing import elections
from meetings.chairing.quorum import quorum_alarm
from meetings.chairing.ways_on import WayOn, ways_on, ways_without_quorum
from meetings.papers.elected_words import election_words
from meetings.procedure.law_questions import ELECTED
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.meeting import Meeting
from meetings.terms import term
from tui.dialogs.holding.voting import count_vote, read_out
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import TextField
from tui.dialogs.kit.form import FormDialog, Save
from tui.dialogs.law import law_answers
from tui.language import _, language
from tui.screens.hold import decisions
from tui.words.quorum import alarm_words
from tui.words.result import without_effect

if TYPE_CHECKING:
    from tui.screens.hold.screen import HoldScreen


DIGITS = {
    WayOn.WAIT: "1",
    WayOn.REVOTE: "1",
    WayOn.POSTPONE: "2",
    WayOn.PASS_UP: "3",
    WayOn.INFORMAL_TALK: "4",
    WayOn.CASTING_VOTE: "4",
    WayOn.RUN_OFF: "5",
}
"""The digit of each way; two that share one are never offered together."""


async def offer_ways(screen: "HoldScreen", vote: str) -> bool:
    """Offer what may follow a vote; False where it decided and nothing is to be offered."""
    meeting = screen.meeting
    if meeting is None or all(v.id != vote for v in meeting.votes):
        return False
    taken = meeting.vote(vote)
    ways = ways_on(meeting, vote, screen.has_parent)
    if not ways:
        return False
    how = term(taken.outcome, language()) if taken.outcome else ""
    how = without_effect(taken, meeting.in_force) or how
    how = election_words(meeting, meeting.motion(taken.motion), language()) or how
    await _choose(screen, _("{outcome}: what now?").format(outcome=how), ways, taken.item, vote)
    return True


async def without_quorum(screen: "HoldScreen") -> None:
    """Offer what may be done while the quorum is missing."""
    meeting = screen.meeting
    if meeting is None:
        return
    alarm = quorum_alarm(meeting, meeting.current)
    ways = ways_without_quorum(meeting, meeting.current, screen.has_parent)
    if alarm is not None:
        await _choose(screen, alarm_words(alarm), ways, meeting.current, None)


async def _choose(
    screen: "HoldScreen", title: str, ways: Sequence[WayOn], item: str | None, vote: str | None
) -> None:
    options = [Option(way.value, way_words(screen, way, vote), digit=DIGITS[way]) for way in ways]
    leave = _("Esc: keep deliberating") if vote is not None else ""
    picked = await screen.ask(Choose(title, options, leave=leave))
    if picked is not None:
        await _go(screen, WayOn(picked), item, vote)


def way_words(screen: "HoldScreen", way: WayOn, vote: str | None) -> str:
    """The words of a way; after a run-off the next is called one more round."""
    meeting = screen.meeting
    taken = None if meeting is None or vote is None else meeting.vote(vote)
    if way is WayOn.RUN_OFF and taken is not None and taken.run_off_of is not None:
        return _("One more round")
    return term(way, language())


async def _go(screen: "HoldScreen", way: WayOn, item: str | None, vote: str | None) -> None:
    meeting = screen.meeting
    if meeting is None:
        return
    if way is WayOn.WAIT:
        await screen.run(hold.suspend, *screen.here, _("waiting for the quorum"))
    elif way is WayOn.INFORMAL_TALK:
        await screen.run(hold.hold_as_talk, *screen.here, True)
    elif way is WayOn.POSTPONE and item is not None:
        await _postpone_item(screen, item)
    elif way is WayOn.PASS_UP and item is not None:
        await decisions.refer(screen, meeting, item)
    elif vote is None:
        screen.warn(_("Start an item first: Enter on the agenda, or {key:hold.next}."))
    elif way is WayOn.REVOTE:
        if await screen.run(decide.vote_again, *screen.here, meeting.vote(vote).motion) is not None:
            screen.say(
                _("The motion is open again: let them debate, then vote with {key:hold.vote}.")
            )
    elif way is WayOn.CASTING_VOTE:
        await _cast(screen, vote)
    elif way is WayOn.RUN_OFF:
        await _run_off(screen, vote)


async def _postpone_item(screen: "HoldScreen", item: str) -> None:
    async def save(answers: dict[str, str]) -> None:
        await screen.commit(
            decide.settle, *screen.here, item, ItemOutcome.POSTPONED, answers["reason"]
        )

    await reason_form(
        screen, term(ItemOutcome.POSTPONED, language()), f"hold/{item}/postpone/", save
    )


async def reason_form(screen: "HoldScreen", title: str, draft: str, save: Save) -> None:
    """Ask for a reason and run `save` with it."""
    field = TextField("reason", _("Reason"), required=True)
    await screen.ask(FormDialog(title, (field,), draft=draft, save=save))


async def _cast(screen: "HoldScreen", vote: str) -> None:
    options = [
        Option("for", _("The chair votes for it")),
        Option("against", _("The chair votes against it")),
    ]
    picked = await screen.ask(Choose(_("The chair's casting vote"), options))
    if (
        picked is not None
        and await screen.run(decide.cast, *screen.here, vote, picked == "for") is not None
    ):
        await read_out(screen, vote)


async def _run_off(screen: "HoldScreen", vote: str) -> None:
    meeting = screen.meeting
    if meeting is not None and meeting.vote(vote).election is not None:
        opened = await screen.attempt(next_round(screen, vote))
    else:
        opened = await screen.run(decide.run_off, *screen.here, vote)
    if opened is not None:
        await count_vote(screen, opened.votes[-1])
        await offer_ways(screen, opened.votes[-1].id)


async def next_round(
    screen: "HoldScreen", vote: str, stood_down: Sequence[str] = (), names: Sequence[str] = ()
) -> Meeting | None:
    """Open the next round of an election, after asking what a law asks of it; None where it is not.

    One name alone for one seat is no choice (差额), which a person decides.
    """
    meeting = screen.meeting
    if meeting is None:
        return None
    now = screen.house.now()
    tried = elections.next_round(meeting, "tried", vote, now, stood_down=stood_down, names=names)
    said = await law_answers(
        screen, elections.questions(tried, "tried"), ELECTED,
        yes=_("hold it anyway"), no=_("do not hold it yet"),
    )  # fmt: skip
    if said is None:
        return None
    return await screen.commit(
        elect.next_round, *screen.here, vote, stood_down=stood_down, names=names, said=said
    )
