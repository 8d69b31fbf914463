"""The whole program on a fresh file, opened at one of its screens."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from meetings.community.bodies import Body
from meetings.ports import By, Records
from storage.ids import new_id
from tests.tui.driven import Shown
from tests.tui.working_house import NOW, desk_at
from tui.app import PLACE, Jiejiao
from tui.desk import Desk
from tui.working import WorkingScreen


class DeskHost(Shown, Jiejiao):
    """The program, with its messages kept."""

    def __init__(self, desk: Desk, screen: type[WorkingScreen]) -> None:
        super().__init__(desk)
        self.kind = screen
        self.told: list[str] = []

    def notify(self, message: str, **options: Any) -> None:
        self.told.append(message)
        super().notify(message, **options)

    @property
    def working(self) -> WorkingScreen:
        """The screen that the test is about, below any dialog."""
        screen = self.screen_stack[0]
        assert isinstance(screen, self.kind)
        return screen


Seed = Callable[[Desk], Body | None]


@asynccontextmanager
async def opened(
    folder: Path,
    screen: type[WorkingScreen],
    seed: Seed = lambda desk: None,
    size: tuple[int, int] = (80, 24),
) -> AsyncIterator[tuple[DeskHost, Pilot[None]]]:
    """The program at a screen, on a file that `seed` filled; it gives the body worked for."""
    desk = desk_at(folder)
    body = seed(desk)
    desk.draft(f"{PLACE}mode", screen.SCOPE)
    desk.draft(f"{PLACE}body", body.id if body else "")
    app = DeskHost(desk, screen)
    try:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield app, pilot
    finally:
        desk.close()


async def keys(app: DeskHost, pilot: Pilot[None], *pressed: str) -> None:
    """Press keys one by one; what follows a `=` is typed, a character at a time."""
    for one in pressed:
        if one.startswith("="):
            await pilot.press(*one[1:])
        else:
            await pilot.press(one)
        await pilot.pause()


def act(desk: Desk, action: Callable[..., Any], *args: Any, **named: Any) -> Any:
    """Run a use case at once, before the app runs."""

    def call() -> Any:
        records: Records = desk.records
        return action(records, By("王社工", NOW, new_id()), *args, **named)

    return desk._storage.submit(call).result()
