"""Opens the dialog of an item's points from the meeting screen."""

from typing import TYPE_CHECKING

from meetings.chairing.points import not_taken, speeches_on
from meetings.sitting.agenda import ItemKind
from meetings.sitting.meeting import Meeting
from tui.dialogs.kit.choose import Choose, Option
from tui.language import _
from tui.screens.mending import points_desk

if TYPE_CHECKING:
    from tui.screens.hold.screen import HoldScreen


async def take_together(screen: "HoldScreen", meeting: Meeting) -> None:
    """Group the speeches of an item into points; asks which item where several have speeches."""
    spoken = [
        item
        for item in meeting.in_order
        if item.kind is not ItemKind.REVIEW and speeches_on(meeting, item.id)
    ]
    if not spoken:
        screen.say(_("Nobody has spoken yet."))
        return
    picked: str | None = spoken[0].id
    if len(spoken) > 1:
        options = [
            Option(item.id, item.title, _waiting(len(not_taken(meeting, item.id))))
            for item in spoken
        ]
        title = _("Points of which item?")
        picked = await screen.ask(Choose(title, options, chosen=meeting.current or ""))
    if picked is not None:
        await points_desk(screen, meeting, picked)
        await screen.reload()


def _waiting(count: int) -> str:
    return _("{n} speeches not summarised").format(n=count) if count else _("kept")
