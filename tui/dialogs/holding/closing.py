"""Counts and closes an open vote: the verdict while typing, a reason for odd counts, or later."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from meetings.actions import decide
from meetings.chairing import quorum, voting
from meetings.chairing.tallying import TellerCount
from meetings.papers.vote_words import proof_of
from meetings.procedure.ballots import OptionTally
from meetings.procedure.counts import Tally
from meetings.sitting.meeting import Meeting
from meetings.sitting.votes import CountsDoNotFit, Objection, Vote, may_be_cast
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import NoteLine, TextField
from tui.dialogs.kit.form import FormDialog
from tui.language import _, language

if TYPE_CHECKING:
    from tui.screens.hold.screen import HoldScreen


def proof_text(meeting: Meeting, vote: Vote) -> str:
    """The sentence that proves a counted vote's result, in the language shown."""
    return proof_of(meeting, vote, language())


def forming(
    meeting: Meeting, vote: Vote, tally: Tally, options: tuple[OptionTally, ...] = ()
) -> str:
    """The sentence if the vote closed with these counts; raises CountsDoNotFit, verdict errors."""
    if not options:
        voting.preview(meeting, vote.id, tally)
    room = quorum.names(meeting, meeting.room(vote.item))
    return proof_text(meeting, replace(vote, electorate=room, tally=tally, options=options))


def votes_here(meeting: Meeting, vote: Vote) -> int:
    """How many votes there can be: of the room, the represented included where the rule says so,
    or in an election or a recall by law of everybody who may vote."""
    room = quorum.names(meeting, meeting.room(vote.item))
    return may_be_cast(meeting.in_force, room, vote.election)


async def close(
    screen: "HoldScreen",
    vote: Vote,
    tally: Tally | None = None,
    *,
    options: tuple[OptionTally, ...] = (),
    tellers: tuple[TellerCount, ...] = (),
    objections: Sequence[Objection] | None = None,
) -> None:
    """Close the vote; counts above the number of voters need a reason, which is printed."""
    heard = tuple(objections) if objections is not None else None

    async def count(reason: str) -> None:
        await screen.commit(decide.close_vote, *screen.here, vote.id, tally, override_reason=reason,
            options=options, tellers=tellers, objections=heard,
        )  # fmt: skip

    await with_reason(screen, vote, count)


async def with_reason(
    screen: "HoldScreen", vote: Vote, count: Callable[[str], Awaitable[None]]
) -> None:
    """Run `count`; where there are more votes than voters, ask for a reason and run it again.

    Raises CountsDoNotFit where none is given.
    """
    try:
        await count("")
    except CountsDoNotFit as misfit:
        given = await screen.ask(
            FormDialog(
                _("{votes} votes, but only {present} can be cast").format(**misfit.facts),
                (
                    NoteLine(_("Esc to count again. With a reason, the chair may accept it.")),
                    TextField("reason", _("Reason"), required=True),
                ),
                draft=f"hold/override/{vote.id}/",
            )
        )
        if given is None:
            raise
        await count(given["reason"])
        await screen.forget_drafts(f"hold/override/{vote.id}/")


async def leave(screen: "HoldScreen", vote: Vote) -> None:
    """When counting is left: the vote stays open, or is cancelled, which no digit does: a count
    may still be typed on."""
    options = [
        Option("later", _("Count later")),
        Option("cancel", _("Cancel vote"), digit="="),
    ]
    asked = Choose(_("The vote has not been counted yet."), options, leave=_("Esc: count later"))
    if await screen.ask(asked) == "cancel":
        await screen.run(decide.cancel_vote, *screen.here, vote.id)
