"""ctrl+f: left while the index is made for the first time, and refused in words."""

import asyncio
from pathlib import Path
from threading import Event

import pytest
from textual.events import Paste

from storage.errors import WriteFailed
from tests.tui.desk_host import keys, opened
from tests.tui.screens.test_issues_screen import three
from tui.dialogs.kit.progress import Progress
from tui.dialogs.search import Search
from tui.screens.issues import IssuesScreen
from tui.widgets.find import FindLine


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

        async def search(text, on_progress=None):
            return await asyncio.get_running_loop().run_in_executor(None, making, text, on_progress)

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


async def test_a_search_that_is_refused_says_why(tmp_path: Path, monkeypatch):
    async with opened(tmp_path, IssuesScreen) as (app, pilot):

        async def search(text, on_progress):
            raise WriteFailed(why="full")

        monkeypatch.setattr(app.desk, "search", search)
        await keys(app, pilot, "ctrl+f", "=灯")
        assert "磁盘" in app.picture() and app.failure is None


async def test_a_progress_that_was_left_hears_no_more(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen) as (app, pilot):
        shown = Progress("出件", Event())
        await app.push_screen(shown)
        await pilot.pause()
        shown.dismiss(None)
        await asyncio.to_thread(shown.call_later, shown.tell, 1, 2, "纪要")
        await pilot.pause()
        assert app.failure is None


@pytest.mark.parametrize("place", ["f3", "f5", "f7"])
async def test_text_on_a_list_without_a_field_begins_a_search(tmp_path: Path, place: str):
    async with opened(tmp_path, IssuesScreen, three) as (app, pilot):
        await keys(app, pilot, place, "=路", "=灯")
        assert isinstance(app.screen, Search) and app.screen.line.value == "路灯"
        await keys(app, pilot, "escape")
        (app.focused or app.screen).post_message(Paste("12月15日\n停车"))
        await pilot.pause()
        assert isinstance(app.screen, Search) and app.screen.line.value == "12月15日 停车"


async def test_a_paste_on_a_list_with_a_search_of_its_own_goes_there(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, three) as (app, pilot):
        (app.focused or app.screen).post_message(Paste("停车"))
        await pilot.pause()
        assert app.working.query_one(FindLine).text == "停车"
