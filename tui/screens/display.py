"""The big screen, read-only: as a program of its own (`jiejiao display`) or by F9."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from tui.base import BaseDialog
from tui.commands import bindings
from tui.errors import is_refusal, sentence
from tui.house import House
from tui.terminal import TerminalApp
from tui.text import shown
from tui.theme import dress
from tui.widgets.board_view import BoardView
from tui.words.board import Sighting, Watched, find_sight

LOOK_EVERY = 0.25
"""Seconds between two checks whether the other program has written."""
PAINT_EVERY = 4
"""After this many looks without news it is painted anyway, for the clocks."""


class BoardScreen(Screen[None]):
    """A screen with the big screen's board and nothing else."""

    def compose(self) -> ComposeResult:
        yield BoardView()


class DisplayApp(TerminalApp):
    """`jiejiao display`: shows what another program writes; none of its keys changes a record."""

    ENABLE_COMMAND_PALETTE = False
    TITLE = "街角议事"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,Q,escape,ctrl+q", "leave", show=False, priority=True),
        Binding("ctrl+t,t,T", "theme", show=False),
    ]

    def __init__(
        self, watched: Watched, now: Callable[[], datetime], body: str = "", *, theme: str = ""
    ) -> None:
        super().__init__()
        self.watched, self.now, self.body, self.dressed = watched, now, body, theme
        self.sight = Sighting()
        self.trouble = ""
        self._version: int | None = None
        self._looks = 0
        self._looking = asyncio.Lock()

    def get_default_screen(self) -> Screen[Any]:
        return BoardScreen()

    async def on_mount(self) -> None:
        dress(self, self.dressed)
        await self.look()
        self.set_interval(LOOK_EVERY, self.look)

    async def look(self) -> None:
        """Read and paint when the other program has written, and every second for the clocks."""
        if self._looking.locked():
            return
        async with self._looking:
            moved = await asyncio.to_thread(self._read)
            self._looks += 1
            if moved or self._looks % PAINT_EVERY == 0:
                for board in self.screen.query(BoardView):
                    await board.show(self.sight, self.now(), self.trouble)

    def _read(self) -> bool:
        try:
            version = self.watched.version()
            if version == self._version and not self.trouble:
                return False
            before = self.sight.meeting.id if self.sight.meeting else None
            self.sight = self.watched.sight(self.body, before)
            self._version, self.trouble = version, ""
        except Exception as error:
            if not is_refusal(error):
                raise
            self.trouble = shown(sentence(error))
        return True

    def on_resize(self) -> None:
        self._version = None

    def action_leave(self) -> None:
        """Leave the program."""
        self.exit()

    def action_theme(self) -> None:
        """Change to the next theme."""
        from tui.theme import NO_COLOUR, next_theme

        if self.theme != NO_COLOUR.name:
            self.theme = next_theme(self.theme)


class DisplayScreen(BaseDialog[None]):
    """F9: the same board shown over the program's screen, until F9 or Esc."""

    SCOPE = "display"
    BINDINGS = bindings("display")
    DEFAULT_CSS = "DisplayScreen { align: left top; background: $background; }"

    def compose(self) -> ComposeResult:
        yield BoardView()

    async def on_mount(self) -> None:
        await self.look()
        self.set_interval(1, self.look)

    async def look(self) -> None:
        """Read the current meeting and paint it."""
        house = cast(House, self.app)
        body = house.body.id if house.body else ""
        sight = await house.desk.read(find_sight, body, house.meeting_id)
        if self.is_attached:
            await self.query_one(BoardView).show(sight, house.now())

    def action_display_leave(self) -> None:
        """Close the big screen."""
        self.dismiss(None)
