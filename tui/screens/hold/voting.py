"""Key 5 of the meeting screen: choose the way of a vote, open it, count it, declare it void."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from meetings.actions import decide, elect
from meetings.chairing.elections import may_fill, may_hold_again
from meetings.chairing.outcomes import elections_of, last_vote, on_void_vote
from meetings.chairing.quorum import quorum_alarm
from meetings.chairing.ways_on import WayOn, ways_on
from meetings.papers.elected_words import round_words
from meetings.procedure.rules import Rule
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from meetings.sitting.motions import Motion, MotionState, open_motions
from meetings.sitting.votes import Method, Vote, VoteState, at_the_polls
from meetings.terms import term
from tui.dialogs.holding.owners_vote import open_owners_vote
from tui.dialogs.holding.voting import clear_majority, count_vote, read_out
from tui.dialogs.kit.choose import Choose, Option, offered
from tui.dialogs.kit.fields import ChoiceField, LongField, NumberField
from tui.dialogs.kit.form import Answers, FormDialog
from tui.language import _, headed, language
from tui.screens import mending
from tui.screens.hold import elections, motions, texts, ways

if TYPE_CHECKING:
    from tui.screens.hold.screen import HoldScreen


METHODS = (Method.HANDS, Method.ROLL_CALL, Method.SECRET, Method.WRITTEN, Method.CONSENSUS)
AMONG = (Method.HANDS, Method.ROLL_CALL, Method.SECRET, Method.WRITTEN)
"""The methods for a vote among several options."""


def next_motion(meeting: Meeting) -> Motion | None:
    """The item's next motion to vote on, without those on which a written vote is open."""
    voting = {vote.motion for vote in meeting.open_votes}
    waiting = open_motions(meeting.motions, meeting.current or "")
    if any(m.amends in voting for m in waiting if m.amends):
        waiting = tuple(m for m in waiting if m.amends is None)
    return next((m for m in waiting if m.id not in voting), None)


async def take_vote(screen: "HoldScreen") -> None:
    """Vote on the next motion, go on with an open vote, or do what follows a counted one."""
    meeting = screen.held()
    if meeting is None:
        return
    written = [v for v in meeting.open_votes if v.method is Method.WRITTEN]
    if meeting.state is MeetingState.SUSPENDED and written:
        await _written(screen, written, None)
        return
    meeting = screen.on_item()
    if meeting is None or meeting.current is None:
        return
    in_room = next((v for v in meeting.open_votes if v.method is not Method.WRITTEN), None)
    motion = next_motion(meeting)
    if in_room is not None:
        await count(screen, in_room)
    elif written:
        await _written(screen, written, motion)
    elif motion is not None and not _run_off_waits(screen, meeting, motion):
        await _vote_or_go_on(screen, meeting, motion)
    else:
        await _after_the_votes(screen, meeting)


def _run_off_waits(screen: "HoldScreen", meeting: Meeting, motion: Motion) -> bool:
    last = last_vote(meeting, motion.id)
    return last is not None and WayOn.RUN_OFF in ways_on(meeting, last.id, screen.has_parent)


async def _vote_or_go_on(screen: "HoldScreen", meeting: Meeting, motion: Motion) -> None:
    """Vote on the motion, or take the further round that another vote of the item waits for."""
    others = [one for one in meeting.motions if one.item == motion.item and one.id != motion.id]
    waiting = next((one for one in others if _run_off_waits(screen, meeting, one)), None)
    last = last_vote(meeting, waiting.id) if waiting is not None else None
    if last is None:
        await vote_on(screen, motion)
        return
    options = [
        Option("motion", _("Vote: {text}").format(text=motion.text)),
        Option("round", headed(ways.way_words(screen, WayOn.RUN_OFF, last.id), last.text)),
    ]
    picked = await screen.ask(Choose(_("What is voted on?"), options))
    if picked == "motion":
        await vote_on(screen, motion)
    elif picked == "round":
        await ways.offer_ways(screen, last.id)


async def _written(screen: "HoldScreen", written: list[Vote], motion: Motion | None) -> None:
    """Enter returns of a written vote, or vote in the room on another motion."""
    if len(written) == 1 and motion is None:
        await count(screen, written[0])
        return
    options = [
        Option(v.id, _("Replies: {text}").format(text=v.text),
               _("{n} collected").format(n=len(v.ballots)))
        for v in written
    ]  # fmt: skip
    if motion is not None:
        options.insert(0, Option("motion", _("Vote: {text}").format(text=motion.text)))
    picked = await screen.ask(Choose(_("A written vote is in progress"), options))
    if picked == "motion" and motion is not None:
        await vote_on(screen, motion)
    elif picked is not None:
        await count(screen, next(v for v in written if v.id == picked))


async def _after_the_votes(screen: "HoldScreen", meeting: Meeting) -> None:
    """Without an open motion: go on after a tie, show a result again, or declare a vote void."""
    counted = [v for v in meeting.votes if v.item == meeting.current and v.counted]
    taken = [v for v in counted if v.state is VoteState.CLOSED]
    if not taken:
        await _after_void_votes(screen, meeting, counted)
        return
    motion = meeting.motion(taken[-1].motion)
    if await ways.offer_ways(screen, taken[-1].id):
        again = screen.meeting.motion(motion.id) if screen.meeting is not None else motion
        if not motion.open and again.state is MotionState.SECONDED:
            await vote_on(screen, again)
        return
    elects = taken[-1].election is not None
    options = offered(
        (True, Option("read", _("Read the last result out again"))),
        (True, Option("void", _("Declare a vote void"))),
        (elects, Option("election", _("The election: seats left empty or not taken"))),
    )
    picked = await screen.ask(Choose(_("Every motion on this item has been voted on"), options))
    if picked == "read":
        await read_out(screen, taken[-1].id)
    elif picked == "void":
        await void_a_vote(screen)
    elif picked == "election":
        await elections.choose_act(screen, meeting)


async def _after_void_votes(
    screen: "HoldScreen", meeting: Meeting, counted: Sequence[Vote]
) -> None:
    """Where every vote of the item is void, vote again on its reopened motion."""
    again = next((m for v in reversed(counted) if (m := meeting.motion(v.motion)).open), None)
    if again is not None:
        await vote_on(screen, again)
    else:
        options = [
            Option("motion", _("Put a motion")),
            Option("election", _("Election: names, seats, ballots")),
        ]
        picked = await screen.ask(Choose(_("There is no motion to vote on"), options))
        if picked == "motion":
            await motions.propose(screen, meeting, None)
        elif picked == "election":
            await elections.hold_election(screen, meeting)


async def vote_on(screen: "HoldScreen", motion: Motion) -> None:
    """Choose the way of voting, open the vote, count it and go on."""
    if motion.state is MotionState.MOVED:
        await motions.second(screen, motion)
    meeting = screen.meeting
    if meeting is None or meeting.motion(motion.id).state is not MotionState.SECONDED:
        return
    last = last_vote(meeting, motion.id)
    if last is not None and may_fill(meeting, motion.id):
        await elections.fill_seats(screen, last)
        return
    if may_hold_again(meeting, motion.id):
        held = await screen.run(elect.hold_again, *screen.here, motion.id)
        if held is not None:
            await count(screen, held.votes[-1])
        return
    if meeting.in_force.owners:
        await _owners(screen, motion)
        return
    options = _ways_to_vote(screen, meeting, motion)
    picked = await screen.ask(Choose(_("Vote: {text}").format(text=motion.text), options))
    if picked is None:
        return
    if picked == "void":
        await void_a_vote(screen)
        return
    if picked == "owners":
        await _owners(screen, motion)
        return
    lacks = quorum_alarm(meeting, motion.item) is not None and not at_the_polls(meeting.in_force)
    if picked != Method.WRITTEN and lacks:
        await ways.without_quorum(screen)
        return
    if picked == "options":
        opened = await _open_among(screen, meeting, motion)
    else:
        method = Method.HANDS if picked == "uncounted" else Method(picked)
        opened = await screen.run(decide.open_vote, *screen.here, motion.id, method)
    if opened is None:
        return
    vote = opened.votes[-1]
    if picked == "uncounted" and await clear_majority(screen, vote):
        await _go_on(screen, vote)
        return
    await count(screen, vote)


async def _owners(screen: "HoldScreen", motion: Motion) -> None:
    """Take a joint decision of owners by heads and area (Civil Code art. 278)."""
    vote = await open_owners_vote(screen, motion)
    if vote is not None:
        await count(screen, vote)


async def count(screen: "HoldScreen", vote: Vote) -> None:
    """Take the counts, show the verdict, and offer what may follow, if anything."""
    await count_vote(screen, vote)
    await _go_on(screen, vote)


async def _go_on(screen: "HoldScreen", vote: Vote) -> None:
    await ways.offer_ways(screen, vote.id)
    await texts.ask_meaning(screen, vote.item)


def _ways_to_vote(screen: "HoldScreen", meeting: Meeting, motion: Motion) -> list[Option]:
    rule = meeting.in_force
    whole = motion.amends is None
    plain = motion.id not in elections_of(meeting, motion.item)
    taken = any(v.item == motion.item and v.state is VoteState.CLOSED for v in meeting.votes)
    return offered(
        *((plain, Option(m.value, term(m, language()))) for m in METHODS),
        (whole and not rule.owners and not rule.veto,
         Option("options", _("Choose among options or people"))),
        (whole and plain, Option("owners", _("Owners' joint decision"), _("by owners and area"))),
        (plain and may_be_uncounted(rule),
         Option("uncounted", _("Hands, clear majority, not counted"), _("if nobody objects"))),
        (taken, Option("void", _("Declare a vote void"))),
    )  # fmt: skip


async def _open_among(screen: "HoldScreen", meeting: Meeting, motion: Motion) -> Meeting | None:
    """Ask for options, choices per ballot and seats, and open the vote."""
    opened: list[Meeting] = []

    async def save(answers: Answers) -> None:
        opened.append(
            await screen.commit(
                decide.open_vote, *screen.here, motion.id, Method(answers["method"]),
                motions.parts_of(answers["options"]), answers["choose"] or 1, answers["seats"] or 1,
            )
        )  # fmt: skip

    def live(answers: Answers) -> str:
        return _("{n} options, up to {k} each, {seats} seats").format(
            n=len(motions.parts_of(answers.get("options", ""))),
            k=answers.get("choose") or 1,
            seats=answers.get("seats") or 1,
        )

    methods = tuple((m.value, term(m, language())) for m in AMONG)
    await screen.ask(
        FormDialog(
            _("Options: {text}").format(text=motion.text),
            (
                LongField("options", _("Options"), required=True, lines=5,
                          hint=_("one per line; Enter on an empty line continues")),
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


async def void_a_vote(screen: "HoldScreen") -> None:
    """Declare a counted vote void, with a reason; it stays in the record."""
    meeting = screen.meeting
    if meeting is None:
        return
    closed = [v for v in meeting.votes if v.state is VoteState.CLOSED]
    here = [v for v in closed if v.item == meeting.current] or closed
    if not here:
        screen.warn(_("No vote has been counted yet."))
        return
    id: str | None = here[-1].id
    if len(here) > 1:
        options = [
            Option(
                v.id,
                v.text,
                _("vote {n}").format(n=v.round)
                + " "
                + (round_words(meeting, v, language()) or term(v.outcome or v.state, language())),
            )
            for v in here
        ]
        id = await screen.ask(Choose(_("Which vote is void?"), options, chosen=here[-1].id))
    if id is None:
        return
    vote_id, text = id, meeting.vote(id).text

    async def save(answers: Answers) -> None:
        await screen.commit(decide.void_vote, *screen.here, vote_id, answers["reason"])

    await ways.reason_form(
        screen, _("Void the vote on: {text}").format(text=text), f"hold/{id}/void/", save
    )
    after = screen.meeting
    for decision in after.decisions if after is not None else ():
        if after is not None and decision.vote == vote_id and on_void_vote(after, decision):
            await mending.without_its_vote(screen, after, decision.id)


def may_be_uncounted(rule: Rule) -> bool:
    """Whether the rule accepts a clear majority of hands without a count."""
    return rule.uncounted_hands and not rule.owners and not rule.veto
