"""Questions before a meeting opens: what the law asks, and officers not signed in yet."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from meetings.actions import hold, law
from meetings.chairing.attendance import unseen
from meetings.procedure.law_questions import OPENED
from meetings.sitting.meeting import Meeting
from meetings.sitting.officers import officers_without_mark
from meetings.terms import term
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.law import law_answers
from tui.language import _, bracketed, language, listed
from tui.working import WorkingScreen

if TYPE_CHECKING:
    from tui.screens.hold.screen import HoldScreen


async def law_lets_open(screen: WorkingScreen, body: str, meeting: str) -> tuple[str, ...] | None:
    """Ask what the law requires of roll and notice; the answers to keep, None to open nothing."""
    asked = await screen.house.desk.read(law.asked_at_opening, body, meeting, screen.house.now())
    yes, no = _("open it anyway"), _("do not open it yet")
    return await law_answers(screen, asked, OPENED, yes=yes, no=no)


async def ask_officers(screen: WorkingScreen, meeting: Meeting) -> Meeting | None:
    """Offer to sign in chair and recorder; returns the changed meeting, None for no change."""
    missing = officers_without_mark(meeting)
    if not missing:
        return None
    names = listed(
        one.name + bracketed(listed(term(role, language()) for role in one.roles))
        for one in missing
    )
    options = [
        Option("here", _("Present: sign in")),
        Option("later", _("Absent, or to be signed in later at the desk")),
    ]
    asked = _("Are they present? {names}").format(names=names)
    if await screen.ask(Choose(asked, options, leave=_("Esc: later"))) != "here":
        return None
    return await screen.run(hold.officers_here, meeting.body, meeting.id)


async def ask_named(screen: "HoldScreen", names: Sequence[str]) -> bool:
    """Offer once to sign in people who act in the meeting and are not signed in.

    True where all of them are signed in afterwards.
    """
    missing = [one.name for one in unseen(screen.meeting, names)] if screen.meeting else []
    if not missing:
        return True
    said = listed(missing)
    options = [
        Option("here", _("Present: sign in")),
        Option("later", _("Absent, or to be signed in later at the desk")),
    ]
    asked = Choose(_("Are they present? {names}").format(names=said), options)
    if await screen.ask(asked) != "here":
        return False
    return await screen.run(hold.named_here, *screen.here, missing) is not None
