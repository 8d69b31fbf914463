"""Elections in a meeting: open with candidates and seats, count, and go on to further rounds."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from meetings.actions import elect
from meetings.chairing import elections
from meetings.chairing.outcomes import elections_of, last_vote
from meetings.chairing.ways_on import WayOn, ways_on
from meetings.errors import NotAllowedNow
from meetings.papers.elected_words import election_words
from meetings.procedure.law_questions import ELECTED, question_words, vacancy_question
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from meetings.sitting.motions import Motion, open_motions
from meetings.sitting.votes import Vote, at_the_polls
from tui.dialogs.holding.tellers import refused_teller, require_here, who_may_count
from tui.dialogs.holding.voting import count_vote
from tui.dialogs.kit.choose import Choose, Option, offered
from tui.dialogs.kit.fields import LongField, NumberField, PersonField, TextField
from tui.dialogs.kit.form import Answers, FormDialog
from tui.dialogs.law import law_answers
from tui.finding.people_search import sounding
from tui.language import _, language, listed
from tui.screens.hold import motions, ways

if TYPE_CHECKING:
    from tui.screens.hold.screen import HoldScreen


async def hold_election(screen: "HoldScreen", meeting: Meeting) -> None:
    """Open an election on the item under discussion and count it."""
    if meeting.current is None:
        return
    item, people = meeting.current, who_may_count(screen)
    roll = screen.people()
    opened: list[Vote] = []

    def candidates(text: str) -> list[str]:
        """The names in the text; each that was corrected before becomes that person's name."""
        typed = motions.parts_of(text)
        meant = {name: roll.meant(name) for name in typed}
        return [screen.label(who.id) if (who := meant[name]) else name for name in typed]

    async def save(answers: Answers) -> None:
        tellers = [screen.named(answers[name]) for name in ("first", "second") if answers[name]]
        names, seats, out = (
            candidates(answers["names"]),
            answers["seats"] or 1,
            answers["given_out"],
        )
        said: tuple[str, ...] | None = ()
        if screen.meeting is not None:
            # What is asked about can be changed in the form, which stays as it was typed.
            tried = elections.open_election(
                screen.meeting, "tried", "tried", item, answers["office"], names, seats,
                screen.house.now(), tellers, out, pool=answers.get("pool"),
            )  # fmt: skip
            said = await law_answers(
                screen, elections.questions(tried, "tried"), ELECTED,
                yes=_("hold it anyway"), no=_("do not hold it yet"),
            )  # fmt: skip
            if said is None:
                raise NotAllowedNow(act="election", state="asked_about")
        await require_here(screen, tellers)
        changed = await screen.commit(
            elect.open_election, *screen.here, item, answers["office"], names, seats, tellers,
            out, pool=answers.get("pool"), said=said or (),
        )  # fmt: skip
        opened.append(changed.votes[-1])

    def live(answers: Answers) -> str:
        typed = motions.parts_of(answers.get("names", ""))
        names = candidates(answers.get("names", ""))
        called = [who.name for who in roll.people]
        lines = [
            _("{n} names for {seats} seats").format(n=len(names), seats=answers.get("seats") or 1)
        ]
        for said, name in zip(typed, names, strict=True):
            if said != name:
                lines.append(_("{typed} is {name}").format(typed=said, name=name))
            elif alike := sounding(said, called):
                lines.append(_("{typed} sounds like {name}").format(typed=said, name=alike))
        return " · ".join(lines)

    await screen.ask(
        FormDialog(
            _("Election"),
            (
                TextField("office", _("Office"), required=True,
                          hint=_("what is elected, such as 选举居委会委员")),
                LongField("names", _("Names"), required=True, lines=5,
                          hint=_("one name per line; Enter on an empty line continues")),
                NumberField("seats", _("Seats"), 1, least=1),
                PersonField("first", _("First teller"), people, allow_new=True),
                PersonField("second", _("Second teller"), people, allow_new=True),
                NumberField("given_out", _("Ballots issued"),
                            hint=_("empty: not counted yet")),
                *_voters_listed(meeting),
            ),
            draft=f"hold/{meeting.id}/{item}/election/",
            save=save,
            live=live,
        )
    )  # fmt: skip
    if opened and screen.meeting is not None:
        await count_vote(screen, opened[-1])
        await ways.offer_ways(screen, opened[-1].id)


def _voters_listed(meeting: Meeting) -> list[NumberField]:
    """The field for the number of listed voters, in an election under a law; else none."""
    if not at_the_polls(meeting.in_force):
        return []
    hint = _("empty: those on the roll")
    return [NumberField("pool", _("Voter roll"), hint=hint)]


def election_here(meeting: Meeting) -> Motion | None:
    """The motion of the item's election while seats are open; None without one."""
    assert meeting.current is not None
    waiting = open_motions(meeting.motions, meeting.current)
    of_elections = elections_of(meeting, meeting.current)
    return next((motion for motion in waiting if motion.id in of_elections), None)


async def go_on(screen: "HoldScreen", meeting: Meeting, motion: Motion) -> None:
    """Offer what may be done with an election whose seats are not all filled."""
    options = [
        *_acts(screen, meeting, motion),
        Option("new", _("Another motion"), digit=motions.DIGITS["new"]),
    ]
    title = _("Election: {text}").format(text=motion.text)
    picked = await screen.ask(Choose(title, options))
    if picked == "new":
        await motions.propose(screen, meeting, None)
    elif picked is not None:
        await _do(screen, motion, picked)


async def choose_act(screen: "HoldScreen", meeting: Meeting) -> None:
    """Open the item's first election; where there are some, offer what may be done with them."""
    held = [m for m in meeting.motions if m.id in _with_rounds(meeting)]
    if meeting.state is MeetingState.OPEN:
        held = [motion for motion in held if motion.item == meeting.current]
        if not held:
            await hold_election(screen, meeting)
            return
    found = {
        f"{place}/{option.key}": (motion, option)
        for place, motion in enumerate(held)
        for option in _acts(screen, meeting, motion)
    }
    options = [
        Option(key, option.words, motion.text) if len(held) > 1 else replace(option, key=key)
        for key, (motion, option) in found.items()
    ]
    if meeting.state is MeetingState.OPEN:
        options.append(Option("new", _("Another election"), digit="7"))
    if not options:
        screen.warn(_("Nothing is left to be done with this election."))
        return
    title = _("Election: {text}").format(text=listed(motion.text for motion in held))
    picked = await screen.ask(Choose(title, options))
    if picked == "new":
        await hold_election(screen, meeting)
    elif picked is not None:
        motion, option = found[picked]
        await _do(screen, motion, option.key)


def _with_rounds(meeting: Meeting) -> set[str]:
    return {vote.motion for vote in meeting.votes if vote.election is not None}


def _acts(screen: "HoldScreen", meeting: Meeting, motion: Motion) -> list[Option]:
    """The acts that are possible now with one election."""
    running = meeting.state is MeetingState.OPEN
    last = last_vote(meeting, motion.id)
    again = last is not None and WayOn.RUN_OFF in ways_on(meeting, last.id, screen.has_parent)
    under_way = _round_under_way(meeting, motion)
    named = under_way is not None and under_way.election and under_way.election.tellers
    leave = running and elections.may_leave(meeting, motion.id)
    seated = not under_way and bool(elections.may_decline(meeting, motion.id))
    fill = running and elections.may_fill(meeting, motion.id)
    return offered(
        (again, Option("stand_down", _("A candidate stands down"))),
        (leave, Option("leave", _("Leave the seats open"))),
        (seated, Option("decline", _("Somebody elected does not take the seat"))),
        (fill, Option("fill", _("Another round for the empty seats"))),
        (bool(named), Option("teller", _("A teller has to go: another one counts"), digit="6")),
        (bool(under_way), Option("withdraws", _("A candidate stands down"), digit="8")),
        (bool(under_way), Option("nominated", _("Another candidate is nominated"), digit="9")),
    )


async def _do(screen: "HoldScreen", motion: Motion, act: str) -> None:
    meeting = screen.meeting
    if meeting is None:
        return
    last, under_way = last_vote(meeting, motion.id), _round_under_way(meeting, motion)
    if act == "teller" and under_way is not None:
        await change_teller(screen, under_way)
    elif act == "withdraws" and under_way is not None:
        await withdraw_candidate(screen, under_way)
    elif act == "nominated" and under_way is not None:
        await nominate(screen, under_way)
    elif act == "fill" and last is not None:
        await fill_seats(screen, last)
    elif act == "stand_down" and last is not None:
        await stand_down(screen, last)
    elif act == "decline":
        await decline(screen, motion)
    elif act == "leave":
        await leave_seats(screen, motion)


def _round_under_way(meeting: Meeting, motion: Motion) -> Vote | None:
    return next((vote for vote in meeting.open_votes if vote.motion == motion.id), None)


async def withdraw_candidate(screen: "HoldScreen", vote: Vote) -> None:
    """Take a name off the ballot before it is counted; the record says who stood down."""
    names = [option.label for option in vote.options]
    gone = await screen.ask(Choose(_("Who stands down?"), [Option(name, name) for name in names]))
    if gone is not None:
        left = [name for name in names if name != gone]
        await screen.attempt(_candidates(screen, vote, left))


async def nominate(screen: "HoldScreen", vote: Vote) -> None:
    """Put another name on the ballot before it is counted; a teller has to be replaced first."""
    names = [option.label for option in vote.options]

    async def save(answers: Answers) -> None:
        given = [screen.label(who.id) if (who := screen.people().meant(name)) else name
                 for name in motions.parts_of(answers["names"])]  # fmt: skip
        if not await _candidates(screen, vote, [*names, *given]):
            raise NotAllowedNow(act="election", state="asked_about")

    hint = _("one name per line; Enter on an empty line continues")
    field = LongField("names", _("Names"), required=True, lines=3, hint=hint)
    draft = f"hold/{vote.id}/nominated/"
    title = _("Another candidate is nominated")
    await screen.ask(FormDialog(title, (field,), draft=draft, save=save))


async def _candidates(screen: "HoldScreen", vote: Vote, names: Sequence[str]) -> bool:
    """Let these names stand, after asking what a law asks of them; False where it was left."""
    if screen.meeting is None:
        return False
    tried = elections.change_candidates(screen.meeting, vote.id, names)
    said = await law_answers(
        screen, elections.questions(tried, vote.id), ELECTED,
        yes=_("hold it anyway"), no=_("do not hold it yet"),
    )  # fmt: skip
    if said is None:
        return False
    await screen.commit(elect.change_candidates, *screen.here, vote.id, names, said)
    await screen.forget_drafts(f"hold/tellers/{vote.id}/")  # counts of other papers
    return True


async def change_teller(screen: "HoldScreen", vote: Vote) -> None:
    """Replace a teller, with a reason; the other teller's count stays."""
    assert vote.election is not None
    names = [Option(name, name) for name in vote.election.tellers]
    gone = await screen.ask(Choose(_("Which teller has to go?"), names))
    if gone is None:
        return
    tellers = vote.election.tellers

    def check(answers: Answers) -> dict[str, str]:
        return refused_teller(screen.named(answers["teller"]), vote, tellers)

    async def save(answers: Answers) -> None:
        instead = screen.named(answers["teller"])
        await require_here(screen, [instead])
        await screen.commit(
            elect.replace_teller, *screen.here, vote.id, gone, instead, answers["reason"]
        )

    await screen.ask(
        FormDialog(
            _("A teller instead of {gone}").format(gone=gone),
            (
                PersonField("teller", _("New tellers"), who_may_count(screen),
                            required=True, allow_new=True),
                TextField("reason", _("Reason"), hint=_("left, became a candidate"),
                          required=True),
            ),
            draft=f"hold/{vote.id}/instead/",
            check=check,
            save=save,
        )
    )  # fmt: skip


async def fill_seats(screen: "HoldScreen", vote: Vote) -> None:
    """Open and count another round for seats that were declined."""
    meeting = screen.meeting
    if meeting is None:
        return
    names = elections.meets_again(meeting, vote.id)
    if len(names) < 2:
        await _who_stands(screen, vote, names)
        return
    await _count_round(screen, await screen.attempt(ways.next_round(screen, vote.id)))


async def _who_stands(screen: "HoldScreen", vote: Vote, names: Sequence[str]) -> None:
    """Ask for the names of a round for which the count leaves fewer than two, then count it."""
    opened: list[Meeting] = []
    hint = _("one name per line, two at least; Enter on an empty line continues")
    if screen.meeting is not None and elections.fewest(screen.meeting) == 1:
        hint = _("one name per line; Enter on an empty line continues")

    async def save(answers: Answers) -> None:
        given = motions.parts_of(answers["names"])
        round_ = await ways.next_round(screen, vote.id, names=given)
        if round_ is None:
            raise NotAllowedNow(act="election", state="asked_about")
        opened.append(round_)

    form = FormDialog(
        _("Another round for the empty seats"),
        (
            LongField("names", _("Names"), "\n".join(names), required=True, lines=5,
                      hint=hint),
        ),
        draft=f"hold/{vote.id}/stands/",
        save=save,
    )  # fmt: skip
    await screen.ask(form)
    await _count_round(screen, opened[-1] if opened else None)


async def _count_round(screen: "HoldScreen", opened: Meeting | None) -> None:
    if opened is not None:
        await count_vote(screen, opened.votes[-1])
        await ways.offer_ways(screen, opened.votes[-1].id)


async def decline(screen: "HoldScreen", motion: Motion) -> None:
    """Record who declines a seat and why, and ask what becomes of the seat."""
    meeting = screen.meeting
    if meeting is None:
        return
    seats = elections.may_decline(meeting, motion.id)
    names = [Option(str(place), name) for place, (_vote, name) in enumerate(seats)]
    picked = await screen.ask(Choose(_("Who does not take the seat?"), names))
    if picked is None:
        return
    vote, name = seats[int(picked)]
    draft = f"hold/{motion.id}/declines/"
    given = await screen.ask(
        FormDialog(
            _("{name} does not take the seat").format(name=name),
            (TextField("reason", _("Reason"), required=True),),
            draft=draft,
        )
    )
    if given is None:
        return
    question = vacancy_question(meeting.in_force, 1)
    asked = question_words(question, language()) if question is not None else ""
    options = offered(
        (True, Option("empty", _("The seat stays empty"), asked)),
        (meeting.state is MeetingState.OPEN,
         Option("round", _("Stays empty, and another round is held for it now"))),
        (bool(elections.may_follow(meeting, vote)),
         Option("follow", _("Somebody takes it, as a rule says: name rule and person"))),
    )  # fmt: skip
    picked = await screen.ask(Choose(_("What becomes of the seat?"), options))
    if picked is None:
        return
    if picked == "follow":
        done = await _successor(screen, meeting, vote, name, given["reason"])
    else:
        act = screen.run(elect.decline, *screen.here, vote, name, given["reason"])
        done = await act is not None
    if not done:
        return
    await screen.forget_drafts(draft)
    after = screen.meeting
    last = last_vote(after, motion.id) if after is not None else None
    if after is not None:
        screen.say(election_words(after, after.motion(motion.id), language()))
    if picked == "round" and last is not None:
        await fill_seats(screen, last)


async def _successor(
    screen: "HoldScreen", meeting: Meeting, vote: str, name: str, reason: str
) -> bool:
    """Ask who takes the seat and by which rule; False where it was left."""
    votes = {option.label: option.votes for option in meeting.vote(vote).options}
    away = elections.stood_down(meeting, meeting.vote(vote).motion)
    options = [
        Option(who, who, _("{n} votes").format(n=votes[who])
               + (" · " + _("stood down") if who in away else ""))
        for who in elections.may_follow(meeting, vote)
    ]  # fmt: skip
    who = await screen.ask(Choose(_("Who takes the seat?"), options))
    if who is None:
        return False

    async def save(answers: Answers) -> None:
        await screen.commit(
            elect.decline, *screen.here, vote, name, reason, who, answers["provision"]
        )

    field = TextField(
        "provision", _("By which rule"), required=True,
        hint=_("such as a line of the body's own election rules"),
    )  # fmt: skip
    title = _("{who} takes the seat of {name}").format(who=who, name=name)
    form = FormDialog(title, (field,), draft=f"hold/{vote}/follows/", save=save)
    return await screen.ask(form) is not None


async def stand_down(screen: "HoldScreen", vote: Vote, away: tuple[str, ...] = ()) -> None:
    """Ask who stands in the next round, open it and count it."""
    meeting = screen.meeting
    if meeting is None:
        return
    standing = elections.meets_again(meeting, vote.id, away)
    names = [Option(name, name) for name in standing]
    picked = await screen.ask(Choose(_("Who stands down?"), names))
    if picked is None:
        return
    away = (*away, picked)
    standing = elections.meets_again(meeting, vote.id, away)
    if len(standing) < elections.fewest(meeting):
        screen.warn(
            _(
                "Fewer than two candidates would remain. {key:hold.motion} leaves the "
                "seats open, giving a reason."
            )
        )
        return
    options = [
        Option("open", _("Open the next round: {names}").format(names=listed(standing))),
        Option("more", _("Someone else stands down too")),
    ]
    title = _("{names} does not stand").format(names=listed(away))
    picked = await screen.ask(Choose(title, options))
    if picked == "more":
        await stand_down(screen, vote, away)
    elif picked == "open":
        round_ = ways.next_round(screen, vote.id, stood_down=away)
        await _count_round(screen, await screen.attempt(round_))


async def leave_seats(screen: "HoldScreen", motion: Motion) -> None:
    """End an election whose seats are not all filled, with its reason."""

    async def save(answers: Answers) -> None:
        await screen.commit(elect.withdraw_election, *screen.here, motion.id, answers["reason"])

    title = _("Leave the seats open: {text}").format(text=motion.text)
    await ways.reason_form(screen, title, f"hold/{motion.id}/leave/", save)
