"""Lists what is missing before the minutes can be final, and goes to the place of each."""

from typing import TYPE_CHECKING

from meetings.actions import hold, law
from meetings.chairing.blockers import Blocker
from meetings.sitting.meeting import Meeting
from meetings.sitting.votes import VoteState
from tui.dialogs.holding.officers import ask_officers, name_officers
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import NoteLine, PersonField
from tui.dialogs.kit.form import Answers, FormDialog
from tui.language import _
from tui.screens import mending
from tui.screens.hold import decisions, items, motions, texts, voting
from tui.words.blockers import blocker_sentence

if TYPE_CHECKING:
    from tui.screens.hold.screen import HoldScreen


async def mend_missing(screen: "HoldScreen") -> None:
    """Show the list until nothing is missing or the person leaves."""
    left: Meeting | None = None
    while (meeting := screen.meeting) is not None and meeting != left:
        found = await screen.house.desk.read(law.missing, meeting)
        if not found:
            screen.say(_("Nothing is missing."))
            return
        options = [
            Option(str(place), blocker_sentence(blocker),
                   "" if blocker.stops else _("a reminder"))
            for place, blocker in enumerate(found)
        ]  # fmt: skip
        picked = await screen.ask(Choose(_("Still missing: a digit takes you there"), options))
        if picked is None:
            return
        left = meeting
        await mend(screen, meeting, found[int(picked)])


async def mend(screen: "HoldScreen", meeting: Meeting, blocker: Blocker) -> None:
    """Go to the place where one missing thing can be entered."""
    kind, place = blocker.kind, blocker.place
    if kind in ("nobody_signed_in", "holder_left", "proxy_over_limit", "invited_not_signed_in",
                "contradiction_away_and_acted"):  # fmt: skip
        await items.sign_in(screen, place if kind != "nobody_signed_in" else None)
    elif kind == "officer_not_signed_in":
        await ask_officers(screen, meeting)
    elif kind in ("no_chair", "no_secretary"):
        await name_officers(screen, meeting, kind.removeprefix("no_"))
    elif kind == "vote_left_open":
        await voting.count(screen, meeting.vote(place))
    elif kind == "motion_left_open":
        await _to_motion(screen, meeting, place)
    elif kind in ("item_without_outcome", "outcome_without_vote", "contradiction_outcome",
                  "decision_not_reached"):  # fmt: skip
        await items.ask_outcome(screen, meeting, place)
    elif kind == "text_unsaid":
        await texts.ask_meaning(screen, place)
    elif kind in ("decision_without_owner", "decision_without_deadline"):
        decision = next(d for d in meeting.decisions if d.id == place)
        begin = "owner" if kind == "decision_without_owner" else "deadline"
        await decisions.edit_decision(screen, decision, begin)
    elif kind in ("decision_on_void_vote", "decision_not_carried"):
        await mending.without_its_vote(screen, meeting, place)
    elif kind == "speech_without_name":
        await _name_speech(screen, meeting, place)
    elif kind in ("override_without_reason", "contradiction_verdict",
                  "contradiction_names_and_counts") and (
        meeting.vote(place).state is VoteState.CLOSED
    ):  # fmt: skip
        await voting.void_a_vote(screen)
    elif blocker.question is not None:
        mending.say_reminder(screen, blocker)
    else:
        screen.say(
            _("After the meeting, fix this with {key:app.meetings}, then {key:meetings.finalise}.")
        )


async def _to_motion(screen: "HoldScreen", meeting: Meeting, id: str) -> None:
    """Go to the item of the motion, and open its menu or its vote."""
    motion = meeting.motion(id)
    if screen.running() is None:
        return
    if meeting.current != motion.item:
        await screen.run(hold.begin_item, *screen.here, motion.item)
    options = [
        Option("vote", _("Vote on it"), motion.text),
        Option("else", _("Withdraw, postpone, divide or amend it")),
    ]
    picked = await screen.ask(Choose(motion.text, options))
    if picked == "vote":
        await voting.vote_on(screen, motion)
    elif picked == "else":
        await motions.put_motion(screen)


async def _name_speech(screen: "HoldScreen", meeting: Meeting, id: str) -> None:
    speech = next(s for s in meeting.speeches if s.id == id)

    async def save(answers: Answers) -> None:
        who = answers["who"]
        await screen.commit(hold.name_speech, *screen.here, id, who.id or None, screen.named(who))

    who = PersonField("who", _("Speaker"), screen.people(), required=True, allow_new=True)
    await screen.ask(
        FormDialog(_("Who said this?"), (NoteLine(speech.text), who),
                   draft=f"speech/{id}/", save=save)
    )  # fmt: skip
