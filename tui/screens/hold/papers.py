"""Reading the minutes as they grow, and writing papers, while a meeting is held."""

from textual import work

from tui.screens.exporting import Exporting
from tui.screens.hold.base import HoldBase


class Papers(HoldBase, Exporting):
    """The preview, and the menu of papers."""

    @work
    async def action_hold_preview(self) -> None:
        """Read minutes and record as they stand at this moment."""
        meeting = self.held()
        if meeting is not None:
            await self.read_papers(meeting)

    @work
    async def action_hold_export(self) -> None:
        """Choose a paper and write it."""
        meeting = self.held()
        if meeting is not None:
            await self.export_menu(meeting)
