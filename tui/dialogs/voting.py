"""Counting a vote: the numbers, the sentence forming as they are typed, the verdict to read out."""

from typing import TYPE_CHECKING

from meetings import voting
from meetings.actions import decide
from meetings.errors import MeetingError
from meetings.meeting import Meeting
from meetings.sentences import prove
from meetings.terms import term
from meetings.verdict import Tally
from meetings.votes import Ballot, Choice, CountsDoNotFit, Method, Vote, verdict
from tui.dialogs.confirm import Confirm
from tui.dialogs.fields import NoteLine, NumberField, TextField
from tui.dialogs.form import Answers, FormDialog
from tui.dialogs.read_out import ReadOut
from tui.dialogs.roll_call import RollCall
from tui.language import _, language

if TYPE_CHECKING:
    from tui.screens.hold.base import HoldBase


async def count_vote(screen: "HoldBase", meeting: Meeting) -> None:
    """Take the counts of the open vote in the way it is taken, and read out the verdict."""
    vote = meeting.open_vote
    if vote is None:
        return
    if vote.method is Method.ROLL_CALL:
        await _roll_call(screen, meeting, vote)
    elif vote.method is Method.CONSENSUS:
        await _consensus(screen, meeting, vote)
    else:
        await _numbers(screen, meeting, vote)
    await read_out(screen, vote.id)


async def read_out(screen: "HoldBase", vote_id: str) -> None:
    """Show the verdict large, to be read aloud; nothing while the vote is still open."""
    meeting = screen.meeting
    if meeting is None:
        return
    vote = next((v for v in meeting.votes if v.id == vote_id), None)
    if vote is None or vote.tally is None:
        return
    await screen.ask(ReadOut(meeting.motion(vote.motion).text, sentence_of(meeting, vote)))


def sentence_of(meeting: Meeting, vote: Vote) -> str:
    """The proving sentence in the language of the screen."""
    return prove(
        verdict(vote, meeting.in_force),
        language(),
        owners_matter=meeting.item(vote.item).owners_matter,
    )


async def _numbers(screen: "HoldBase", meeting: Meeting, vote: Vote) -> None:
    """Three numbers, checked against the room."""
    owners = meeting.item(vote.item).owners_matter

    def tally(answers: Answers) -> Tally:
        return Tally(
            answers.get("for") or 0, answers.get("against") or 0, answers.get("abstain") or 0
        )

    def live(answers: Answers) -> str:
        if answers.get("for") is None:
            return ""
        forming = voting.preview(meeting, vote.id, tally(answers))
        return prove(forming, language(), owners_matter=owners)

    async def save(answers: Answers) -> None:
        await _close(screen, vote, tally(answers))

    motion = meeting.motion(vote.motion).text
    await _ask_or_leave(
        screen,
        vote,
        FormDialog(
            term(vote.method, language()),
            (
                NoteLine(_("Motion: {text}").format(text=motion)),
                NumberField("for", term(Choice.FOR, language()), required=True),
                NumberField("against", term(Choice.AGAINST, language())),
                NumberField("abstain", term(Choice.ABSTAIN, language())),
            ),
            draft=f"hold/{meeting.id}/count/{vote.id}/",
            live=live,
            save=save,
        ),
    )


async def _close(screen: "HoldBase", vote: Vote, tally: Tally) -> None:
    """Close; counts above the room stand only with a reason, which is printed."""
    try:
        await screen.change(decide.close_vote, vote.id, tally)
    except CountsDoNotFit as misfit:
        reason = await screen.ask(
            FormDialog(
                _("{votes} votes, but only {present} can vote").format(**misfit.facts),
                (
                    NoteLine(_("Esc counts again. With a reason the chair lets it stand.")),
                    TextField("reason", _("Reason"), required=True),
                ),
                draft=f"hold/override/{vote.id}/",
            )
        )
        if reason is None:
            raise
        await screen.change(decide.close_vote, vote.id, tally, override_reason=reason["reason"])


async def _ask_or_leave(screen: "HoldBase", vote: Vote, form: FormDialog) -> None:
    """Leaving the count asks whether the vote stays open."""
    if await screen.ask(form) is not None:
        return
    leave = await screen.ask(
        Confirm(
            _("The vote is not counted yet."),
            yes=_("count later"),
            no=_("take the vote back"),
        )
    )
    if leave is False:
        await screen.do(decide.cancel_vote, vote.id)


async def _consensus(screen: "HoldBase", meeting: Meeting, vote: Vote) -> None:
    """Ask for objections; without any it is agreed."""
    room = voting.names(meeting, meeting.room(vote.item)).votes(meeting.in_force)

    def tally(answers: Answers) -> Tally:
        against, abstain = answers.get("against") or 0, answers.get("abstain") or 0
        return Tally(max(0, room - against - abstain), against, abstain)

    async def save(answers: Answers) -> None:
        await _close(screen, vote, tally(answers))

    def live(answers: Answers) -> str:
        return prove(voting.preview(meeting, vote.id, tally(answers)), language())

    await _ask_or_leave(
        screen,
        vote,
        FormDialog(
            term(vote.method, language()),
            (
                NoteLine(_("Does anybody object? {n} can vote.").format(n=room)),
                NumberField("against", _("Objections"), 0),
                NumberField("abstain", _("Abstaining"), 0),
            ),
            live=live,
            save=save,
        ),
    )


async def _roll_call(screen: "HoldBase", meeting: Meeting, vote: Vote) -> None:
    """One key a person."""
    electorate = voting.names(meeting, meeting.room(vote.item))
    voters = (*electorate.present, *(pair.principal for pair in electorate.represented))
    choices = await screen.ask(RollCall(meeting.motion(vote.motion).text, voters))
    if choices is None:
        await _ask_or_leave(screen, vote, FormDialog(term(vote.method, language()), ()))
        return
    ballots = tuple(Ballot(name, choice) for name, choice in choices.items())
    await screen.do(decide.close_vote, vote.id, None, ballots)


__all__ = ["MeetingError", "count_vote", "read_out", "sentence_of"]
