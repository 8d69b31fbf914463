"""Asks whether a passed motion adopts the text that its item proposes, where that is unclear."""

from typing import TYPE_CHECKING

from meetings.actions import bylaw
from meetings.actions.bylaw import UnclearMotion
from meetings.sitting.bylaws import TextFate
from tui.dialogs.kit.choose import Choose, Option
from tui.language import _
from tui.words.texts import fates

if TYPE_CHECKING:
    from tui.screens.hold.screen import HoldScreen


async def ask_meaning(screen: "HoldScreen", item: str) -> None:
    """Ask this for every such motion of an item; after Esc it is asked again next time."""
    left: set[str] = set()
    while (meeting := screen.meeting) is not None:
        found = await screen.house.desk.read(bylaw.unclear_motions, meeting)
        waits = [one for one in found if one.item == item and one.motion not in left]
        if not waits:
            return
        left.add(waits[0].motion)
        await _ask(screen, waits[0])


async def _ask(screen: "HoldScreen", one: UnclearMotion) -> None:
    asked = _("Does this adopt {title}? {motion}")
    title = asked.format(title=f"《{one.title}》", motion=one.words)
    picked = await screen.ask(Choose(title, [Option(k, w) for k, w in fates()]))
    if picked is not None:
        await screen.run(
            bylaw.say_meaning, screen.here[0], one.bylaw, one.place, (one.motion,), TextFate(picked)
        )
