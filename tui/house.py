"""What screens need of the application, so that they need not know it."""

from datetime import datetime
from typing import Protocol

from meetings.community.bodies import Body
from tui.desk import Desk
from tui.settings.choosing import ChosenSettings


class House(Protocol):
    """The application as its screens see it."""

    desk: Desk
    body: Body | None
    meeting_id: str | None
    settings: ChosenSettings

    def now(self) -> datetime:
        """The clock."""
        ...

    def work_on(self, body: Body | None, meeting: str | None = None) -> None:
        """Work for another body, or on another meeting."""
        ...

    async def go(self, mode: str) -> None:
        """Show another screen."""
        ...
