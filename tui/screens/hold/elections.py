"""选举: names and seats without a mover, papers given out and taken in, tellers who stay."""

from typing import TYPE_CHECKING

from meetings.actions import elect
from meetings.chairing import elections
from meetings.chairing.outcomes import elections_of, last_vote
from meetings.chairing.ways_on import WayOn, ways_on
from meetings.sitting.meeting import Meeting
from meetings.sitting.motions import Motion, open_motions
from meetings.sitting.votes import Vote
from tui.dialogs.holding.closing import leave
from tui.dialogs.holding.officers import ask_named
from tui.dialogs.holding.tellers import who_may_count
from tui.dialogs.holding.voting import count_vote
from tui.dialogs.kit.choose import Choose, Option, offered
from tui.dialogs.kit.fields import LongField, NumberField, PersonField, TextField
from tui.dialogs.kit.form import Answers, FormDialog
from tui.dialogs.law import law_allows
from tui.finding.people_search import PersonFinder, sounds_like
from tui.language import _, listed
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
        """The names, those that were once said to mean somebody of the roll as that person."""
        typed = motions.parts_of(text)
        meant = {name: roll.meant(name) for name in typed}
        return [screen.label(who.id) if (who := meant[name]) else name for name in typed]

    async def save(answers: Answers) -> None:
        tellers = [screen.named(answers[name]) for name in ("first", "second") if answers[name]]
        changed = await screen.commit(
            elect.open_election, *screen.here, item, answers["office"],
            candidates(answers["names"]),
            answers["seats"] or 1, tellers, answers["given_out"],
        )  # fmt: skip
        opened.append(changed.votes[-1])

    def live(answers: Answers) -> str:
        typed = motions.parts_of(answers.get("names", ""))
        names = candidates(answers.get("names", ""))
        lines = [
            _("{n} names for {seats} seats").format(n=len(names), seats=answers.get("seats") or 1)
        ]
        for said, name in zip(typed, names, strict=True):
            if said != name:
                lines.append(_("{typed} is {name}").format(typed=said, name=name))
            elif alike := _sounding(roll, said):
                lines.append(_("{typed} sounds like {name}").format(typed=said, name=alike))
        return " · ".join(lines)

    await screen.ask(
        FormDialog(
            _("Election"),
            (
                TextField("office", _("Office"), required=True,
                          hint=_("what is elected, such as 选举居委会委员")),
                LongField("names", _("Names"), required=True, lines=5,
                          hint=_("one per line; Enter on an empty line continues")),
                NumberField("seats", _("Seats"), 1, least=1),
                PersonField("first", _("First teller"), people, allow_new=True),
                PersonField("second", _("Second teller"), people, allow_new=True),
                NumberField("given_out", _("Ballots issued"),
                            hint=_("empty: not counted yet")),
            ),
            draft=f"hold/{meeting.id}/{item}/election/",
            save=save,
            live=live,
        )
    )  # fmt: skip
    if opened and screen.meeting is not None:
        asked = elections.questions(screen.meeting, opened[-1].id)
        if not await law_allows(screen, asked, yes=_("hold it anyway"), no=_("do not hold it yet")):
            await leave(screen, opened[-1])
            return
        election = opened[-1].election
        await ask_named(screen, election.tellers if election is not None else ())
        await count_vote(screen, opened[-1])
        await ways.offer_ways(screen, opened[-1].id)


def _sounding(roll: PersonFinder, name: str) -> str:
    """Whom of the roll a name sounds like, where nobody there is called so."""
    called = [who.name for who in roll.people]
    if name in called:
        return ""
    return next((known for known in called if sounds_like(name, known)), "")


def election_here(meeting: Meeting) -> Motion | None:
    """The motion that stands for an election of the item, while seats are open."""
    assert meeting.current is not None
    waiting = open_motions(meeting.motions, meeting.current)
    of_elections = elections_of(meeting, meeting.current)
    return next((motion for motion in waiting if motion.id in of_elections), None)


async def go_on(screen: "HoldScreen", meeting: Meeting, motion: Motion) -> None:
    """What may be done with an election whose seats are not all filled."""
    last = last_vote(meeting, motion.id)
    again = last is not None and WayOn.RUN_OFF in ways_on(meeting, last.id, screen.has_parent)
    idle = all(vote.motion != motion.id for vote in meeting.open_votes)
    options = offered(
        (again, Option("stand_down", _("A candidate stands down"))),
        (idle, Option("leave", _("Leave the seats open"))),
        (True, Option("new", _("Another motion"), digit=motions.DIGITS["new"])),
    )
    title = _("Election: {text}").format(text=motion.text)
    picked = await screen.ask(Choose(title, options))
    if picked == "stand_down" and last is not None:
        await stand_down(screen, last)
    elif picked == "leave":
        await leave_seats(screen, motion)
    elif picked == "new":
        await motions.propose(screen, meeting, None)


async def stand_down(screen: "HoldScreen", vote: Vote, away: tuple[str, ...] = ()) -> None:
    """Who does not stand in the next round, and who stands then; it is opened and counted."""
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
    if len(standing) < 2:
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
        opened = await screen.run(elect.next_round, *screen.here, vote.id, stood_down=away)
        if opened is not None:
            await count_vote(screen, opened.votes[-1])
            await ways.offer_ways(screen, opened.votes[-1].id)


async def leave_seats(screen: "HoldScreen", motion: Motion) -> None:
    """End an election whose seats are not all filled, with its reason."""

    async def save(answers: Answers) -> None:
        await screen.commit(elect.withdraw_election, *screen.here, motion.id, answers["reason"])

    title = _("Leave the seats open: {text}").format(text=motion.text)
    await ways.reason_form(screen, title, f"hold/{motion.id}/leave/", save)
