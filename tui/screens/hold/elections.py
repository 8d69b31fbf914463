"""选举: names and seats without a mover, papers given out and taken in, tellers who stay."""

from typing import TYPE_CHECKING

from meetings.actions import elect
from meetings.chairing import elections
from meetings.sitting.meeting import Meeting
from meetings.sitting.votes import Vote
from tui.dialogs.holding.closing import leave
from tui.dialogs.holding.officers import ask_named
from tui.dialogs.holding.tellers import who_may_count
from tui.dialogs.holding.voting import count_vote
from tui.dialogs.kit.fields import LongField, NumberField, PersonField, TextField
from tui.dialogs.kit.form import Answers, FormDialog
from tui.dialogs.law import law_allows
from tui.language import _
from tui.screens.hold import motions, ways

if TYPE_CHECKING:
    from tui.screens.hold.screen import HoldScreen


async def hold_election(screen: "HoldScreen", meeting: Meeting) -> None:
    """Open an election on the item under discussion and count it."""
    if meeting.current is None:
        return
    item, people = meeting.current, who_may_count(screen)
    opened: list[Vote] = []

    async def save(answers: Answers) -> None:
        tellers = [screen.named(answers[name]) for name in ("first", "second") if answers[name]]
        changed = await screen.commit(
            elect.open_election, *screen.here, item, answers["office"],
            motions.parts_of(answers["names"]),
            answers["seats"] or 1, tellers, answers["given_out"],
        )  # fmt: skip
        opened.append(changed.votes[-1])

    def live(answers: Answers) -> str:
        names = motions.parts_of(answers.get("names", ""))
        return _("{n} names for {seats} seats").format(
            n=len(names), seats=answers.get("seats") or 1
        )

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
        if not await law_allows(
            screen, asked, yes=_("hold it all the same"), no=_("do not hold it yet")
        ):
            await leave(screen, opened[-1])
            return
        election = opened[-1].election
        await ask_named(screen, election.tellers if election is not None else ())
        await count_vote(screen, opened[-1])
        await ways.offer_ways(screen, opened[-1].id)
