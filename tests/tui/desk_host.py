"""One working screen on real records, as the whole program opens it."""

import os

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from meetings.bodies import Body
from meetings.ports import By, Records
from storage.ids import new_id
from tui.app_commands import AppCommands
from tui.commands import bindings
from tui.desk import Desk
from tui.screens.working import WorkingScreen
from tui.theme import dress

NOW = datetime(2026, 11, 24, 19, 42, tzinfo=timezone(timedelta(hours=8)))


class DeskHost(AppCommands):
    """An app with a desk, on one screen."""

    BINDINGS = bindings("app")

    def __init__(self, desk: Desk, screen: type[WorkingScreen], body: Body | None) -> None:
        super().__init__()
        self.desk, self.first, self.body = desk, screen, body
        self.meeting_id: str | None = None
        self.told: list[str] = []

    def now(self) -> datetime:
        return self.desk.now()

    def on_mount(self) -> None:
        dress(self)
        self.push_screen(self.first())

    def work_on(self, body: Body | None, meeting: str | None = None) -> None:
        self.body, self.meeting_id = body, meeting

    def notify(self, message: str, **options: Any) -> None:
        self.told.append(message)
        super().notify(message, **options)

    @property
    def working(self) -> WorkingScreen:
        screen = self.screen_stack[1]
        assert isinstance(screen, WorkingScreen)
        return screen

    def picture(self) -> str:
        """What the terminal shows, line by line."""
        strips = self.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)


Seed = Callable[[Desk], Body | None]


@asynccontextmanager
async def opened(
    folder: Path,
    screen: type[WorkingScreen],
    seed: Seed = lambda desk: None,
    size: tuple[int, int] = (80, 24),
) -> AsyncIterator[tuple[DeskHost, Pilot[None]]]:
    """The screen on a fresh file that `seed` filled; it gives the body worked for."""
    desk = Desk(folder / "records.db", actor="王社工", now=lambda: NOW)
    desk.open()
    app = DeskHost(desk, screen, seed(desk))
    try:
        async with app.run_test(size=size) as pilot:
            await settled(app, pilot)
            yield app, pilot
    finally:
        desk.close()


async def settled(app: DeskHost, pilot: Pilot[None]) -> None:
    """Every message is handled and every read has come back."""
    for _round in range(3):
        await pilot.pause()
        await app.desk.read(lambda records: None)
    await pilot.pause()


async def keys(app: DeskHost, pilot: Pilot[None], *pressed: str) -> None:
    """Press keys; a word of several characters that is no key name is typed."""
    for one in pressed:
        if one.startswith("="):
            await pilot.press(*one[1:])
        else:
            await pilot.press(one)
        await settled(app, pilot)


def by(desk: Desk) -> By:
    """Who acts in a seed."""
    return By("王社工", NOW, new_id())


def act(desk: Desk, action: Callable[..., Any], *args: Any, **named: Any) -> Any:
    """Run a use case at once, before the app runs."""

    def call() -> Any:
        records: Records = desk.records
        return action(records, by(desk), *args, **named)

    return desk._storage.submit(call).result()
