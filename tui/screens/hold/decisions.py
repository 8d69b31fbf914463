"""Keys 6 and 7 of the meeting screen: record decisions, and pass items up."""

from datetime import timedelta
from typing import TYPE_CHECKING

from meetings.actions import decide, found
from meetings.chairing.outcomes import chosen, last_vote
from meetings.clean import is_blank
from meetings.errors import Missing
from meetings.procedure.verdict import Outcome
from meetings.sitting.decisions import Decision
from meetings.sitting.meeting import Meeting
from meetings.sitting.motions import Motion, MotionState
from tui.dialogs.holding.invited import person_or_unit
from tui.dialogs.kit.fields import DateField, NoteLine, PersonField, Picked, TextField, YesNoField
from tui.dialogs.kit.form import Answers, FormDialog
from tui.finding.people_search import named, named_live, split_names
from tui.language import _, headed, listed

if TYPE_CHECKING:
    from tui.screens.hold.screen import HoldScreen


def decided_words(meeting: Meeting, motion: Motion) -> str:
    """The text that a passed motion decides; for a vote among options, with the chosen one."""
    vote = last_vote(meeting, motion.id)
    if vote is None or not vote.options or vote.outcome is not Outcome.PASSED:
        return motion.text
    return headed(motion.text, listed(chosen(meeting, vote.id)))


async def fix_decision(screen: "HoldScreen") -> None:
    """Record a decision of the item; the form offers a passed motion that has none yet."""
    meeting = screen.on_item()
    if meeting is None or meeting.current is None:
        return
    carried = {
        decided_words(meeting, m): last_vote(meeting, m.id)
        for m in meeting.motions
        if m.item == meeting.current and m.state is MotionState.CARRIED and not m.amends
    }
    known = {d.text for d in meeting.decisions}
    text, vote = next(((w, v) for w, v in carried.items() if w not in known), ("", None))
    await edit_decision(screen,
        Decision(
            "", meeting.body, meeting.id, meeting.current, text, screen.house.now(),
            task=vote is None or (vote.election is None and vote.seats == 1),
            vote=vote.id if vote is not None else None,
        )
    )  # fmt: skip


async def edit_decision(screen: "HoldScreen", decision: Decision, begin: str = "text") -> None:
    """Record or correct a decision: text, owner, helpers, deadline, whether to post it."""
    today = screen.house.now().date()

    async def save(answers: Answers) -> None:
        owner: Picked | None = person_or_unit(answers["owner"])
        fixed = Decision(
            decision.id,
            decision.body,
            decision.meeting,
            decision.item,
            answers["text"],
            decision.at,
            screen.named(owner),
            (owner.id or None) if owner is not None else None,
            named(answers["helpers"], people),
            answers["deadline"],
            answers["posted"],
            answers["task"],
            decision.vote,
        )
        act = decide.change_decision if decision.id else decide.decide
        units = split_names(answers["units"])
        screen.show(await screen.commit(act, fixed, units))

    people = screen.people(units=True)
    units = await screen.house.desk.read(decide.units_of, decision) if decision.id else ()
    await screen.ask(
        FormDialog(
            _("Decision"),
            (
                TextField("text", _("What"), decision.text, required=True,
                          offered=not decision.id),
                PersonField(
                    "owner", _("Who does it"), people, decision.owner_person or "",
                    hint=_("empty: to be named later"), allow_new=True,
                ),
                TextField(
                    "helpers", _("Helped by"), "、".join(decision.helpers),
                    hint=_("separate names with 、"), names=True,
                ),
                DateField(
                    "deadline", _("By when"), today, decision.deadline,
                    hint=_("3 days, one week, next Friday, 12-1"),
                    held=screen.meeting.began_on if screen.meeting is not None else None,
                ),
                YesNoField("posted", _("Posted"), decision.posted),
                YesNoField("task", _("Make it a task"), decision.task),
                TextField(
                    "units", _("Unit"), "、".join(units),
                    hint=_("the unit in charge; the person in charge goes above"), names=True,
                ),
            ),
            draft=f"hold/{decision.meeting}/{decision.item}/decision/{decision.id}",
            begin=begin, save=save,
            live=lambda answers: named_live(answers["helpers"], people),
        )
    )  # fmt: skip


async def pass_up(screen: "HoldScreen") -> None:
    """Pass the item under discussion up to the body above."""
    meeting = screen.on_item()
    if meeting is not None and meeting.current is not None:
        await refer(screen, meeting, meeting.current)


async def refer(screen: "HoldScreen", meeting: Meeting, item: str) -> None:
    """Pass an item up to the body above, with the reason and what was tried."""
    body = screen.body
    if body is None or body.parent is None:
        screen.warn(_("This body has no tier above it; set one on {key:app.people}."))
        return
    known = await screen.house.desk.read(found.bodies)
    above = next((one.name for one in known if one.id == body.parent), "")
    today = screen.house.now().date()

    async def save(answers: Answers) -> None:
        if is_blank(answers["reason"]):
            raise Missing(what="reason")
        await screen.commit(
            decide.pass_up,
            *screen.here,
            item,
            answers["reason"],
            answers["tried"],
            answers["wanted"],
        )

    await screen.ask(
        FormDialog(
            _("Refer up: {title}").format(title=meeting.item(item).title),
            (
                NoteLine(f"→ {above}"),
                TextField("reason", _("Why"), hint=_("why it cannot be settled here"),
                          required=True),
                TextField("tried", _("Tried so far")),
                DateField("wanted", _("Answer due by"), today, today + timedelta(days=14)),
            ),
            draft=f"hold/{meeting.id}/{item}/pass_up/",
            save=save,
        )
    )  # fmt: skip
