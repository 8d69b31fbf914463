"""A key typed ahead waits until the dialog that the key before asked for is there to take it."""

import asyncio
from datetime import date

from tests.tui.host import Host
from tui.dialogs.kit.fields import DateField, Line
from tui.dialogs.kit.form import FormDialog

TODAY = date(2026, 11, 24)


class HeldUp(Host):
    """A worker that asks shows its dialog only when it is let, as on a busy computer."""

    asks: "asyncio.Task[None] | None" = None

    def __init__(self) -> None:
        super().__init__()
        self.let = asyncio.Event()

    async def _flush_next_callbacks(self) -> None:
        if asyncio.current_task() is self.asks:
            await self.let.wait()
        await super()._flush_next_callbacks()


async def test_a_key_waits_until_the_form_that_is_asked_for_has_the_focus_where_it_begins():
    """Between asking and showing, nothing seemed to be at work: the key went to the day above."""
    app = HeldUp()
    lines: list[Line] = [
        DateField("day", "日期", TODAY, TODAY),
        DateField("by", "新时限", TODAY),
    ]

    async def ask() -> None:
        app.asks = asyncio.current_task()
        await app.push_screen_wait(FormDialog("延期", lines, begin="by"))

    async with asyncio.timeout(30), app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        below = app.screen
        worker = app.run_worker(ask())
        waiting = asyncio.create_task(app._worked_off(below))
        early, _still = await asyncio.wait({waiting}, timeout=0.1)
        assert app.screen is below and not early
        app.let.set()
        await waiting
        form = app.screen
        assert isinstance(form, FormDialog)
        assert form._parts[1].has_focus_within
        worker.cancel()
