"""ctrl+f while the index is made for the first time."""

import asyncio
from pathlib import Path
from threading import Event

from tests.tui.desk_host import keys, opened
from tui.dialogs.search import Search
from tui.screens.issues import IssuesScreen


async def test_a_first_search_that_is_left_goes_on_without_its_dialog(tmp_path: Path, monkeypatch):
    async with opened(tmp_path, IssuesScreen) as (app, pilot):
        begun, left, over = Event(), Event(), Event()
        failures: list[Exception] = []

        def making(_text, told):
            begun.set()
            left.wait(20)
            try:
                told(1_000)
            except Exception as error:
                failures.append(error)
            over.set()
            return []

        async def search(text, told=None):
            return await asyncio.get_running_loop().run_in_executor(None, making, text, told)

        monkeypatch.setattr(app.desk, "search", search)
        await pilot.press("ctrl+f")
        await keys(app, pilot)
        dialog = app.screen
        assert isinstance(dialog, Search)
        dialog.typed("路灯")
        await asyncio.to_thread(begun.wait, 20)
        dialog.dismiss(None)
        while dialog.is_attached or dialog.is_running:
            await asyncio.to_thread(int)
        left.set()
        await asyncio.to_thread(over.wait, 20)
        await keys(app, pilot)
        assert failures == [] and app.failure is None
