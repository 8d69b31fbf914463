"""Whether who chairs and who records are there, asked when the meeting opens."""

from meetings.actions import hold
from meetings.sitting.meeting import Meeting
from tui.dialogs.kit.choose import Choose, Option
from tui.language import _, listed
from tui.working import WorkingScreen


async def ask_officers(screen: WorkingScreen, meeting: Meeting) -> Meeting | None:
    """Sign both in by one Enter; the meeting as it then stands, None where nothing was done."""
    missing = hold.officers_to_ask(meeting)
    if not missing:
        return None
    names = listed(f"{o.name}（{o.roles_in_words}）" for o in missing)
    options = [
        Option("here", _("Present: sign in"), names),
        Option("later", _("Absent, or later at the sign-in table")),
    ]
    picked = await screen.ask(Choose(_("Are they present? {names}").format(names=names), options))
    if picked != "here":
        return None
    return await screen.act(hold.officers_here, meeting.body, meeting.id)
