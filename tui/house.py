"""The interface of the application that screens use, so that they need not import it."""

from datetime import datetime
from typing import Protocol

from meetings.community.bodies import Body
from tui.desk import Desk
from tui.settings.choosing import ChosenSettings


class House(Protocol):
    """The application as its screens see it: desk, current body and meeting, settings."""

    desk: Desk
    body: Body | None
    meeting_id: str | None
    settings: ChosenSettings

    def now(self) -> datetime:
        """The present time (aware)."""
        ...

    def work_on(self, body: Body | None, meeting: str | None = None) -> None:
        """Make this body and this meeting the current ones."""
        ...

    def search_for(self, text: str) -> None:
        """Open the search of all records with this text."""
        ...

    async def go(self, mode: str) -> None:
        """Show the screen of this mode."""
        ...
