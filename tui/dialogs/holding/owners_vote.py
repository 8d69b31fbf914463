"""Opens and counts a joint decision of owners (业主共同决定), by heads and area."""

from typing import TYPE_CHECKING

from meetings.actions import owners
from meetings.chairing.owners_vote import METHODS, OwnersCount, forming, poll_of
from meetings.procedure.counts import Tally
from meetings.procedure.owners import Areas, area_text
from meetings.procedure.owners_matters import OwnersMatter
from meetings.procedure.sentences import prove
from meetings.sitting.motions import Motion
from meetings.sitting.votes import Choice, Method, Vote
from meetings.terms import term
from tui.dialogs.holding.closing import leave
from tui.dialogs.holding.owners_roll import TOTALS, OwnersRoll
from tui.dialogs.kit.fields import ChoiceField, Line, NoteLine, NumberField, TextField
from tui.dialogs.kit.form import Answers, FormDialog
from tui.dialogs.units import area_check, area_of, follow_source, matter_lines, matter_live
from tui.language import _, language

if TYPE_CHECKING:
    from tui.screens.hold.screen import HoldScreen

SIDES = (("for", Choice.FOR), ("against", Choice.AGAINST), ("abstain", Choice.ABSTAIN),
         ("invalid", Choice.INVALID))  # fmt: skip
AREAS = tuple(f"{side}_area" for side, _choice in SIDES)


async def open_owners_vote(screen: "HoldScreen", motion: Motion) -> Vote | None:
    """Ask for the kind of matter and the way of voting, and open the vote with its fixed roll."""
    opened: list[Vote] = []

    async def save(answers: Answers) -> None:
        meeting = await screen.commit(
            owners.open_owners_vote, *screen.here, motion.id, Method(answers["method"]),
            OwnersMatter(answers["matter"]), follow_source(answers),
        )  # fmt: skip
        opened.append(meeting.votes[-1])

    methods = tuple((m.value, term(m, language())) for m in METHODS)
    lines: list[Line] = [
        NoteLine(_("Motion: {text}").format(text=motion.text)),
        *matter_lines(),
        ChoiceField("method", _("Way"), methods),
    ]
    await screen.ask(
        FormDialog(
            _("Owners' joint decision"), lines, save=save, live=matter_live,
            draft=f"hold/{motion.id}/owners/",
        )
    )  # fmt: skip
    return opened[-1] if opened else None


async def count_owners(screen: "HoldScreen", vote: Vote) -> None:
    """Take answers by owner, or totals typed from paper; answers stay recorded when it is left."""
    answers = await screen.house.desk.read(owners.answers_of, vote.id)
    done = await screen.ask(OwnersRoll(screen, vote, answers))
    if done == TOTALS:
        await _totals(screen, vote)
    elif done:
        await screen.run(owners.close_by_name, *screen.here, vote.id)
    else:
        answers = await screen.house.desk.read(owners.answers_of, vote.id)
        if not any(answer.choice for answer in answers):
            await leave(screen, vote)


def _counted(answers: Answers, total: int) -> OwnersCount:
    heads = [answers.get(side) or 0 for side, _choice in SIDES]
    areas = [area_of(str(answers.get(name, ""))) for name in AREAS]
    return OwnersCount(Tally(*heads), Areas(total, *areas))


async def _totals(screen: "HoldScreen", vote: Vote) -> None:
    poll = poll_of(vote)

    def live(answers: Answers) -> str:
        if answers.get("for") is None:
            return ""
        return prove(forming(vote, _counted(answers, poll.area)), language())

    async def save(answers: Answers) -> None:
        await screen.commit(
            owners.close_by_totals, *screen.here, vote.id, _counted(answers, poll.area)
        )

    lines: list[Line] = [
        NoteLine(
            _("On the roll: {heads} owners, {area} m². Enter owners, then their area.").format(
                heads=poll.heads, area=area_text(poll.area)
            )
        )
    ]
    for (side, choice), name in zip(SIDES, AREAS, strict=True):
        word = term(choice, language())
        lines.append(
            NumberField(side, _("{side}: owners").format(side=word), required=side == "for",
                        most=poll.heads)
        )  # fmt: skip
        lines.append(TextField(name, _("{side}: m²").format(side=word), longest=20))
    await screen.ask(
        FormDialog(
            _("Totals"), lines, live=live, save=save,
            draft=f"hold/{vote.id}/owners/",
            check=lambda answers: area_check(answers, AREAS),
        )
    )  # fmt: skip
