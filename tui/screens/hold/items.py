"""Keys 8 and 9 of the meeting screen: sign-in, the next item, outcomes, ad-hoc items."""

from typing import TYPE_CHECKING

from meetings.actions import decide, hold, prepare
from meetings.chairing.floor import lacks_evidence, may_end_as
from meetings.chairing.quorum import too_few_came
from meetings.day_range import MOST_MINUTES
from meetings.limits import limit
from meetings.sitting.agenda import NEED_REASON, AgendaItem, ItemKind, ItemOutcome
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import PLANNED, MeetingState
from meetings.sitting.presence import Mark, last_marks
from meetings.terms import term
from tui.dialogs.holding.review import review_promises
from tui.dialogs.holding.sign_in import SignIn
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import LongField, NumberField, TextField
from tui.dialogs.kit.form import Answers, FormDialog
from tui.language import _, language
from tui.sending import sending

if TYPE_CHECKING:
    from tui.screens.hold.screen import HoldScreen

OUTCOMES = (
    ItemOutcome.NOTED,
    ItemOutcome.NOT_REACHED,
    ItemOutcome.POSTPONED,
    ItemOutcome.WITHDRAWN,
    ItemOutcome.ADOPTED,
    ItemOutcome.REJECTED,
    ItemOutcome.AGREED,
)
"""The outcomes to choose from: first those without a vote; the others need a vote or a reason."""


async def sign_in(screen: "HoldScreen", person: str | None = None) -> None:
    """Open the sign-in table, with the cursor on this person."""
    meeting = screen.held()
    if meeting is None:
        return
    if not meeting.roll and meeting.state in PLANNED:
        meeting = await screen.run(hold.call_roll, *screen.here)
        if meeting is None:
            return
    faces = await screen.house.desk.read(hold.faces, meeting.id)
    await screen.ask(SignIn(screen, person, faces))
    await review_first(screen, screen.meeting)


async def next_item(screen: "HoldScreen") -> None:
    """End this item, asking for its outcome where it has none, and begin the next."""
    meeting = screen.running()
    if meeting is None:
        return
    if await _promises_first(screen, meeting):
        return
    here, following = meeting.current, _following(meeting)
    if here is not None and _open_end(meeting, here):
        settled = await _ask_outcome(screen, meeting, here)
        if settled is None:
            return
        if following is not None:
            await _settled_and_begun(screen, here, *settled, following.id)
            return
        if not await _settle(screen, here, *settled):
            return
    if following is None:
        screen.say(_("That was the last item; {key:hold.end} ends the meeting."))
        return
    await begin(screen, following.id)


async def _promises_first(screen: "HoldScreen", meeting: Meeting) -> bool:
    """Before the review item is left, offer once to review earlier decisions; True if offered."""
    item = meeting.item(meeting.current) if meeting.current else None
    if item is None or item.kind is not ItemKind.REVIEW or meeting.id in screen.reviewed:
        return False
    screen.reviewed.add(meeting.id)
    return await review_promises(screen, chosen=False)


async def begin(screen: "HoldScreen", item: str) -> None:
    """Begin an item; the review item goes through earlier decisions one by one."""
    begun = await screen.run(hold.begin_item, *screen.here, item)
    await review_first(screen, begun)


async def _settled_and_begun(
    screen: "HoldScreen", item: str, outcome: ItemOutcome, reason: str, following: str
) -> None:
    with sending(f"hold/{item}/outcome/"):
        begun = await screen.run(
            decide.settle_and_go_on, *screen.here, item, outcome, reason, following
        )
    if begun is not None:
        await screen.forget_drafts(f"hold/{item}/outcome/")
        await review_first(screen, begun)


async def review_first(screen: "HoldScreen", meeting: Meeting | None) -> None:
    """Go through earlier decisions, once, if the item under discussion is their review.

    Not before people are signed in, since the next digit would be meant for the sign-in table.
    """
    if meeting is None or meeting.current is None or meeting.id in screen.reviewed:
        return
    if meeting.state is not MeetingState.OPEN or not _people_here(meeting):
        return
    if meeting.item(meeting.current).kind is ItemKind.REVIEW:
        screen.reviewed.add(meeting.id)
        await review_promises(screen, chosen=False)


def _people_here(meeting: Meeting) -> bool:
    """Whether anybody besides the chair and the recorder is present."""
    officers = {meeting.chair, meeting.secretary}
    last = last_marks(meeting.presence)
    return any(
        mark.kind is Mark.IN and meeting.called(person) not in officers
        for person, mark in last.items()
    )


def _following(meeting: Meeting) -> AgendaItem | None:
    order = meeting.in_order
    here = next((n for n, item in enumerate(order) if item.id == meeting.current), -1)
    return next((i for i in order[here + 1 :] if i.outcome is None), None)


def _open_end(meeting: Meeting, id: str) -> bool:
    """Whether the item still needs an outcome; the review of earlier decisions needs none."""
    item = meeting.item(id)
    return item.outcome is None and item.kind is not ItemKind.REVIEW


async def ask_outcome(screen: "HoldScreen", meeting: Meeting, id: str) -> bool:
    """Ask for the outcome of an item; True where one was recorded."""
    settled = await _ask_outcome(screen, meeting, id)
    return settled is not None and await _settle(screen, id, *settled)


async def _settle(screen: "HoldScreen", item: str, outcome: ItemOutcome, reason: str) -> bool:
    with sending(f"hold/{item}/outcome/"):
        done = await screen.run(decide.settle, *screen.here, item, outcome, reason)
    if done is not None:
        await screen.forget_drafts(f"hold/{item}/outcome/")
    return done is not None


async def _ask_outcome(
    screen: "HoldScreen", meeting: Meeting, id: str
) -> tuple[ItemOutcome, str] | None:
    """Ask for outcome and reason; the reason is required for a result without a vote."""
    item = meeting.item(id)
    approves = item.kind is ItemKind.APPROVAL and not too_few_came(meeting)
    first = ItemOutcome.ADOPTED if approves else ItemOutcome.NOTED
    possible = [o for o in OUTCOMES if may_end_as(meeting, id, o)]
    ordered = sorted(possible, key=lambda outcome: outcome is not first)
    reasoned = [o for o in possible if o in NEED_REASON or lacks_evidence(meeting, id, o)]
    options = [
        Option(
            o.value,
            term(o, language()),
            _("no vote came to this: with a reason") if lacks_evidence(meeting, id, o) else "",
        )
        for o in ordered
    ]
    picked = await screen.ask(Choose(_("Outcome of: {title}").format(title=item.title), options))
    if picked is None:
        return None
    outcome = ItemOutcome(picked)
    if outcome not in reasoned:
        return outcome, ""
    given = await screen.ask(
        FormDialog(
            term(outcome, language()),
            (TextField("reason", _("Reason"), required=True),),
            draft=f"hold/{item.id}/outcome/",
        )
    )
    return (outcome, given["reason"]) if given is not None else None


async def outcome_here(screen: "HoldScreen", meeting: Meeting) -> None:
    """Record the outcome of the item under discussion."""
    if meeting.current is not None:
        await ask_outcome(screen, meeting, meeting.current)


async def ad_hoc(screen: "HoldScreen", meeting: Meeting) -> None:
    """Add an item to the agenda of the running meeting."""

    async def save(answers: Answers) -> None:
        await screen.commit(
            prepare.add_item, *screen.here, answers["title"], answers["minutes"] or 10
        )

    await screen.ask(
        FormDialog(
            _("Ad-hoc item"),
            (
                TextField("title", _("Title"), required=True),
                NumberField("minutes", _("Minutes"), 10, least=1, most=MOST_MINUTES),
            ),
            draft=f"hold/{meeting.id}/ad_hoc/",
            save=save,
        )
    )


async def minority(screen: "HoldScreen", meeting: Meeting) -> None:
    """Record a minority view on the item under discussion."""
    if meeting.current is None:
        return
    item = meeting.item(meeting.current)

    async def save(answers: Answers) -> None:
        await screen.commit(decide.note_minority, *screen.here, item.id, answers["view"])

    await screen.ask(
        FormDialog(
            _("Minority view on this item"),
            (LongField("view", _("Text"), item.minority_view, longest=limit("minority_view")),),
            draft=f"hold/{item.id}/minority/",
            save=save,
        )
    )
