"""Key 0 of the meeting screen: the table of its menu, and the acts on the meeting itself."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from meetings.actions import hold, law
from meetings.chairing.quorum import quorum_alarm, quorum_met, quorum_needed
from meetings.dataclass import dataclass
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from meetings.sitting.votes import Method
from tui.dialogs.holding.officers import law_lets_open, open_with_officers
from tui.dialogs.holding.review import review_promises
from tui.dialogs.holding.spoken import WhoSpoke
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.confirm import Confirm
from tui.language import N_, _
from tui.screens.hold import elections, items, missing, points, speeches, voting, ways
from tui.words.blockers import blocker_sentence

if TYPE_CHECKING:
    from tui.screens.hold.screen import HoldScreen

DRAFT, CALLED, OPEN, SUSPENDED, ENDED, INQUORATE = (
    MeetingState.DRAFT, MeetingState.CALLED, MeetingState.OPEN, MeetingState.SUSPENDED,
    MeetingState.ENDED, MeetingState.INQUORATE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu: key, words (an English id), when it is offered, and what it does.

    Its digit stays whatever else is offered; entries that are never offered together share one.
    """

    key: str
    digit: str
    words: str
    fits: Callable[[Meeting], bool]
    act: Callable[["HoldScreen", Meeting], Awaitable[None]]


async def open_menu(screen: "HoldScreen") -> None:
    """Show the entries that fit the meeting now, and run the one picked."""
    meeting = screen.held()
    if meeting is None:
        return
    entries = {entry.key: entry for entry in MENU if entry.fits(meeting)}
    if not entries:
        screen.warn(_("Meeting ended. {key:app.meetings} shows the minutes and what is missing."))
        return
    options = [Option(e.key, _(e.words), digit=e.digit) for e in entries.values()]
    picked = await screen.ask(Choose(_("The meeting"), options))
    if picked is not None:
        await entries[picked].act(screen, meeting)


def _while(*states: MeetingState) -> Callable[[Meeting], bool]:
    return lambda meeting: meeting.state in states


def _on_an_item(*states: MeetingState) -> Callable[[Meeting], bool]:
    return lambda meeting: meeting.state in states and meeting.current is not None


def _without_quorum(meeting: Meeting) -> bool:
    running = meeting.state in (OPEN, SUSPENDED)
    return running and not meeting.informal and quorum_alarm(meeting, meeting.current) is not None


def _has_a_counted_vote(meeting: Meeting) -> bool:
    return meeting.state in (OPEN, ENDED) and any(vote.counted for vote in meeting.votes)


def _may_elect(meeting: Meeting) -> bool:
    """Whether elections are offered: on an item, and after the end for what became of one."""
    held = any(vote.election is not None for vote in meeting.votes)
    return _on_an_item(OPEN)(meeting) or (meeting.state is ENDED and held)


async def _open(screen: "HoldScreen", meeting: Meeting) -> None:
    answers = await law_lets_open(screen, *screen.here)
    if answers is None:
        return
    opened = await open_with_officers(screen, meeting, answers)
    if opened is None:
        return
    await items.review_first(screen, opened)
    needed = quorum_needed(opened)
    if needed and not quorum_met(opened):
        screen.say(
            _(
                "Meeting open. {n} must be present to decide; {key:hold.sign_in} signs people in."
            ).format(n=needed)
        )


async def _resume(screen: "HoldScreen", meeting: Meeting) -> None:
    await screen.run(hold.resume, *screen.here)


async def _suspend(screen: "HoldScreen", meeting: Meeting) -> None:
    await screen.run(hold.suspend, *screen.here)


async def _quorum(screen: "HoldScreen", meeting: Meeting) -> None:
    await ways.without_quorum(screen)


async def _end(screen: "HoldScreen", meeting: Meeting) -> None:
    lacks = [blocker_sentence(b) for b in await screen.house.desk.read(law.missing, meeting)]
    waiting = sum(1 for i in meeting.items if i.outcome is None and not i.started_at)
    lines = [_("End the meeting now?")]
    if meeting.who_came().unsigned:
        lines.append(
            _(
                "Nobody has signed in, so it is unclear whether the meeting was held, "
                "and it will not count as held. {key:hold.sign_in} signs people in, "
                "even after the end."
            )
        )
    if any(v.method is Method.WRITTEN for v in meeting.open_votes):
        lines.append(
            _("A written vote is in progress; suspend until the replies are in, or count it.")
        )
    if waiting:
        lines.append(_("{n} items were not reached and return automatically.").format(n=waiting))
    if lacks:
        lines.append(
            _("Still missing ({key:hold.end} lists them with their keys, also after the end):")
        )
        lines += [f"- {words}" for words in lacks[:8]]
    if await screen.ask(
        Confirm("\n".join(lines), yes=_("end"), no=_("continue"), destructive=True)
    ):
        ended = await screen.run(hold.end_meeting, *screen.here)
        if ended is not None:
            screen.say(
                _("Meeting ended. {key:app.meetings} shows the minutes and what is missing.")
            )


async def _promises(screen: "HoldScreen", meeting: Meeting) -> None:
    if not await review_promises(screen):
        screen.say(_("No decision of an earlier meeting is open."))


async def who_spoke(screen: "HoldScreen", meeting: Meeting) -> None:
    """Show how often and how long each person spoke, and who has not spoken yet."""
    await screen.ask(WhoSpoke(meeting))


async def _missing(screen: "HoldScreen", meeting: Meeting) -> None:
    await missing.mend_missing(screen)


async def _void(screen: "HoldScreen", meeting: Meeting) -> None:
    await voting.void_a_vote(screen)


async def _proper(screen: "HoldScreen", meeting: Meeting) -> None:
    await screen.run(hold.hold_as_talk, *screen.here, False)


async def _go_back(screen: "HoldScreen", meeting: Meeting) -> None:
    await screen.run(hold.reopen_meeting, *screen.here)


MENU = (
    Entry("open", "1", N_("Open the meeting"), _while(DRAFT, CALLED), _open),
    Entry("resume", "1", N_("Resume after the suspension"), _while(SUSPENDED), _resume),
    Entry("quorum", "=", N_("No quorum: what can be done"), _without_quorum, _quorum),
    Entry("end", "1", N_("End the meeting"), _while(OPEN), _end),
    Entry("suspend", "2", N_("Suspend the meeting"), _while(OPEN), _suspend),
    Entry("outcome", "3", N_("Outcome of this item"), _on_an_item(OPEN), items.outcome_here),
    Entry("adhoc", "4", N_("Ad-hoc item"), _while(OPEN), items.ad_hoc),
    Entry("promises", "5", N_("Review last meeting's decisions, one by one"), _while(OPEN),
          _promises),
    Entry("minority", "6", N_("Minority view on this item"), _on_an_item(OPEN), items.minority),
    Entry("points", "/", N_("Points of an item for the minutes"),
          _while(OPEN, SUSPENDED, ENDED, INQUORATE), points.take_together),
    Entry("note", "7", N_("Order, interruption, note; a group's speeches"), _on_an_item(OPEN),
          speeches.note),
    Entry("election", "8", N_("Election: names, seats, ballots"), _may_elect,
          elections.choose_act),
    Entry("cards", "9", N_("Show of cards: green, yellow, red"), _on_an_item(OPEN), speeches.cards),
    Entry("spoken", "0", N_("Who has spoken, how often, how long"), _on_an_item(OPEN, SUSPENDED),
          who_spoke),
    Entry("missing", "-", N_("What is still missing"), _while(OPEN, SUSPENDED, ENDED, INQUORATE),
          _missing),
    Entry("void", ".", N_("Declare a vote void"), _has_a_counted_vote, _void),
    Entry("proper", "=", N_("Quorum reached: resume as a meeting"),
          lambda meeting: meeting.state is OPEN and meeting.informal, _proper),
    Entry("go_back", "1", N_("Reopen it: it was ended by mistake"), _while(ENDED, INQUORATE),
          _go_back),
)  # fmt: skip
"""The menu of key 0, in this order."""
