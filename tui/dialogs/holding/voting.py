"""Takes the counts of an open vote by its method, and shows the verdict to read aloud."""

from typing import TYPE_CHECKING

from meetings.actions import decide
from meetings.papers.vote_words import vote_line
from meetings.sitting.meeting import Meeting
from meetings.sitting.votes import Method, Vote
from meetings.terms import term
from tui.dialogs.holding.closing import close, forming, leave, proof_text, votes_here
from tui.dialogs.holding.consensus import ask_objections
from tui.dialogs.holding.owners_vote import count_owners
from tui.dialogs.holding.read_out import ReadOut
from tui.dialogs.holding.roll_call import ByName
from tui.dialogs.holding.tellers import two_tellers
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import NoteLine
from tui.dialogs.kit.form import Answers, FormDialog
from tui.dialogs.vote_counts import enough_typed, figures, read_figures
from tui.language import _, language
from tui.words.result import figures_of, is_good, result_word

if TYPE_CHECKING:
    from tui.screens.hold.screen import HoldScreen


async def count_vote(screen: "HoldScreen", vote: Vote) -> None:
    """Take the counts of an open vote by its method, and show the verdict."""
    if vote.owners is not None:
        await count_owners(screen, vote)
    elif vote.method in (Method.ROLL_CALL, Method.WRITTEN):
        await by_name(screen, vote)
    elif vote.method is Method.CONSENSUS:
        await ask_objections(screen, vote)
    elif vote.method is Method.SECRET:
        await two_tellers(screen, vote)
    else:
        await count_hands(screen, vote)
    await read_out(screen, vote.id)


async def read_out(screen: "HoldScreen", vote_id: str) -> None:
    """Show the verdict large, to be read aloud; does nothing while the vote is open."""
    meeting = screen.meeting
    vote = next((v for v in meeting.votes if v.id == vote_id), None) if meeting else None
    if meeting is not None and vote is not None and vote.counted:
        await screen.ask(
            ReadOut(
                vote.text, proof_text(meeting, vote), notes_of(meeting, vote),
                result_word(vote, meeting.in_force), figures_of(vote, meeting.in_force),
                is_good(vote),
            )
        )  # fmt: skip


def notes_of(meeting: Meeting, vote: Vote) -> tuple[str, ...]:
    """The notes printed beside the sentence, which exist in Chinese only."""
    return vote_line(meeting, vote).notes if language() == "zh" else ()


async def count_hands(screen: "HoldScreen", vote: Vote) -> None:
    """Ask for the numbers of a show of hands, with the sentence shown while typing."""
    meeting = screen.meeting
    if meeting is None:
        return
    form_meeting = meeting

    def live(answers: Answers) -> str:
        tally, options = read_figures(vote, answers)
        counted = _("{room} votes in the room, {n} counted").format(
            room=votes_here(form_meeting, vote), n=tally.handed_in
        )
        if not enough_typed(vote, answers):
            return counted
        return f"{counted}\n{forming(form_meeting, vote, tally, options)}"

    async def save(answers: Answers) -> None:
        tally, options = read_figures(vote, answers)
        await close(screen, vote, tally, options=options)

    form = FormDialog(
        term(vote.method, language()),
        (
            NoteLine(_("Motion: {text}").format(text=vote.text)),
            *figures(vote, votes_here(meeting, vote)),
            NoteLine(_("A complete number moves to the next field; Backspace goes back.")),
        ),
        draft=f"hold/{meeting.id}/count/{vote.id}/",
        live=live,
        save=save,
    )
    if await screen.ask(form) is None:
        await leave(screen, vote)


async def by_name(screen: "HoldScreen", vote: Vote) -> None:
    """Take a vote by name; answers stay recorded when the dialog is left."""
    if not await screen.ask(ByName(screen, vote.id)):
        meeting = screen.meeting
        answered = meeting is not None and meeting.vote(vote.id).ballots
        if not answered:
            await leave(screen, vote)
        return
    await screen.attempt(close(screen, vote))


async def clear_majority(screen: "HoldScreen", vote: Vote) -> bool:
    """Ask whether a clear majority (明显多数) needs no count; False when somebody wants one."""
    options = [
        Option("for", _("Clearly more for, nobody wants a count")),
        Option("against", _("Clearly more against, nobody wants a count")),
        Option("count", _("Someone wants a count: count")),
    ]
    picked = await screen.ask(Choose(_("Show of hands: first for, then against"), options))
    if picked == "count":
        return False
    if picked is None:
        await leave(screen, vote)
    else:
        await screen.run(decide.close_uncounted, *screen.here, vote.id, picked == "for")
        await read_out(screen, vote.id)
    return True
