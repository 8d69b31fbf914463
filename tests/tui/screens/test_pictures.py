"""A few screens compared as pictures, so that a change of their look is seen and wanted."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.desk_host import DeskHost
from tests.tui.screens.test_sizes import seed
from tests.tui.working_house import NOW
from tui.desk import Desk
from tui.screens.issues import IssuesScreen
from tui.widgets.field import DraftInput


@pytest.mark.parametrize(
    ("pressed", "size"),
    [
        (("f4",), (80, 24)),
        (("f4",), (120, 40)),
        (("f4", "5"), (40, 10)),
        (("f9",), (80, 24)),
    ],
    ids=["hold-80", "hold-120", "hold-40", "board"],
)
def test_the_look(snap_compare, tmp_path: Path, pressed: tuple[str, ...], size: tuple[int, int]):
    desk = Desk(tmp_path / "records.db", "王社工", lambda: NOW)
    desk.open()
    app = DeskHost(desk, IssuesScreen)
    app.body = seed(desk)

    async def steps(pilot: Pilot[None]) -> None:
        await pilot.pause()
        for key in pressed:
            await pilot.press(key)
            await pilot.pause()
        for field in app.screen.query(DraftInput):
            field.cursor_blink = False
        app.clear_notifications()
        await pilot.pause()

    try:
        assert snap_compare(app, terminal_size=size, run_before=steps)
    finally:
        desk.close()
