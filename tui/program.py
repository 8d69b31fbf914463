"""Base of the app with what widgets and dialogs ask of it: drafts, the clock, the current body."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from textual.app import App

if TYPE_CHECKING:
    from meetings.community.bodies import Body


class DraftDesk(Protocol):
    """The part of the desk that keeps half-typed texts; saving an empty text drops the draft."""

    def draft(self, key: str, text: str) -> None: ...

    async def drafts(self, prefix: str) -> dict[str, str]: ...

    @property
    def unsaved(self) -> bool: ...

    @property
    def read_only(self) -> bool: ...


class ProgramApp(App[None]):
    """Base of the app; without records it has no desk and no body."""

    desk: DraftDesk | None = None
    """The desk, which keeps drafts; None without records."""
    body: "Body | None" = None
    """The current body; None in an empty file."""
    exchange_word: str = ""
    """How the exchange with other machines stands, shown beside 已存; "" for nothing."""
    saved_at: datetime | None = None
    """When a text or record was last saved, on whatever screen; None before the first."""

    def now(self) -> datetime:
        """The present time (aware) for everything that is shown or written."""
        return datetime.now().astimezone()


def program_of(app: App[Any]) -> ProgramApp | None:
    """The app as a ProgramApp; None for another app, such as that of the big screen."""
    return app if isinstance(app, ProgramApp) else None
