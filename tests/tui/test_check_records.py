"""The check from the settings says the command line's sentences, and whether a line fits."""

import asyncio
from contextlib import closing
from pathlib import Path

import pytest
from textual.widgets import Input

from meetings.papers.seal import seal_of
from storage import journal
from storage.engine import open_reader, open_writer
from storage.errors import CannotOpen
from tests.tui.desk_host import keys, opened
from tests.tui.test_guarding import seed
from tui.dialogs.holding.read_out import ReadOut
from tui.dialogs.kit.form import FormDialog
from tui.screens.people import PeopleScreen
from tui.screens.resources import ResourcesScreen


def printed(path: Path) -> str:
    """The line under minutes that were made final now."""
    with closing(open_reader(path)) as conn:
        (body,) = journal.bodies(conn)
        head = journal.head(conn, body)
    assert head is not None
    return seal_of("ab" * 32, head.short, head.seq)


async def check(app, pilot, head: str = "") -> None:
    await pilot.pause()
    app.action_app_settings()
    await pilot.pause()
    await pilot.press("7")
    await pilot.pause()
    app.screen.query_one(Input).value = head
    await pilot.press("enter")
    for _ in range(200):
        await pilot.pause()
        if isinstance(app.screen, ReadOut) or app.screen.query(".field--trouble"):
            return


async def test_a_whole_file_is_said_to_be_whole(tmp_path: Path) -> None:
    async with opened(tmp_path, PeopleScreen, seed) as (app, pilot):
        await check(app, pilot)
        assert isinstance(app.screen, ReadOut)
        assert "完好" in app.screen.said
        assert app.screen.notes == ()


@pytest.mark.parametrize("head", ["日志 1条 1a2b-3c4d-5e6f-7a8b", "1a2b 3c4d 5e6f 7a8b"])
async def test_a_line_that_no_journal_goes_through_does_not_fit(tmp_path: Path, head: str) -> None:
    async with opened(tmp_path, PeopleScreen, seed) as (app, pilot):
        await check(app, pilot, head)
        assert isinstance(app.screen, ReadOut)
        assert "对不上" in app.screen.said
        assert "1a2b-3c4d-5e6f-7a8b" in app.screen.notes[0]


async def test_words_that_are_no_line_keep_the_form_and_the_text(tmp_path: Path) -> None:
    async with opened(tmp_path, PeopleScreen, seed) as (app, pilot):
        await check(app, pilot, "看不清")
        assert isinstance(app.screen, FormDialog)
        assert app.screen.query_one(Input).value == "看不清"
        assert "日志" in app.picture()


async def test_the_line_of_these_records_fits(tmp_path: Path) -> None:
    async with opened(tmp_path, PeopleScreen, seed) as (app, pilot):
        await check(app, pilot, printed(app.desk.path))
        assert isinstance(app.screen, ReadOut)
        assert "完好" in app.screen.said
        assert len(app.screen.notes) == 1 and "梧桐里街角" in app.screen.notes[0]


async def test_a_row_changed_behind_the_journal_is_named(tmp_path: Path) -> None:
    async with opened(tmp_path, PeopleScreen, seed) as (app, pilot):
        with closing(open_writer(app.desk.path)) as conn:
            conn.execute("UPDATE body SET name = '别处'")
        await check(app, pilot)
        assert isinstance(app.screen, ReadOut)
        assert "check --repair" in app.screen.said
        assert any("name" in note for note in app.screen.notes)


@pytest.mark.parametrize("looked_for", ["核对", "完好", "篡改", "verify"])
async def test_the_palette_finds_the_check(tmp_path: Path, looked_for: str) -> None:
    async with opened(tmp_path, PeopleScreen, seed) as (app, pilot):
        await keys(app, pilot, "ctrl+p", f"={looked_for}", "enter")
        assert isinstance(app.screen, FormDialog)
        assert "纸上" in app.picture()


class Slow:
    """A check that is done when it is told to be."""

    def __init__(self, app, monkeypatch) -> None:
        self.may_end, self.begun = asyncio.Event(), 0
        self.real = app.desk.safe.check
        monkeypatch.setattr(app.desk.safe, "check", self.check)

    async def check(self, end):
        self.begun += 1
        await self.may_end.wait()
        return await self.real(end)


async def test_a_second_check_waits_for_the_first(tmp_path: Path, monkeypatch) -> None:
    async with opened(tmp_path, PeopleScreen, seed) as (app, pilot):
        slow = Slow(app, monkeypatch)
        await keys(app, pilot, "f24", "enter")
        assert slow.begun == 1 and not isinstance(app.screen, FormDialog)
        for again in (("f24",), ("ctrl+g", "7")):
            await keys(app, pilot, *again)
            assert "还在检查" in app.told[-1] and not isinstance(app.screen, FormDialog)
        assert slow.begun == 1
        slow.may_end.set()
        for _ in range(200):
            await pilot.pause()
        # Keys were pressed meanwhile: nothing opens over what somebody types.
        assert not isinstance(app.screen, ReadOut)
        assert "完好" in app.told[-1] and "ctrl+g" in app.told[-1]
        await keys(app, pilot, "ctrl+g", "7")
        assert isinstance(app.screen, ReadOut) and "完好" in app.screen.said
        await keys(app, pilot, "enter", "f24")
        assert isinstance(app.screen, FormDialog)


async def test_a_check_that_cannot_be_made_can_be_tried_again(tmp_path: Path, monkeypatch) -> None:
    async with opened(tmp_path, PeopleScreen, seed) as (app, pilot):

        async def fail(end):
            raise CannotOpen(path="records.db", why="no_permission")

        with monkeypatch.context() as patched:
            patched.setattr(app.desk.safe, "check", fail)
            await keys(app, pilot, "f24", "enter")
            assert "records.db" in app.told[-1]
        await keys(app, pilot, "f24")
        assert isinstance(app.screen, FormDialog)


async def test_all_that_was_found_can_be_read_in_a_small_window(tmp_path: Path) -> None:
    async with opened(tmp_path, PeopleScreen, seed, size=(80, 24)) as (app, pilot):
        notes = [f"entry {n}: 第{n}条被改过" for n in range(1, 61)]
        app.push_screen(ReadOut("检查记录文件", "有60处不对。", notes))
        await pilot.pause()
        assert "第1条" in app.picture() and "第60条" not in app.picture()
        assert "看其余" in app.picture()
        seen = app.picture()
        await keys(app, pilot, "down")
        assert "第1条" not in app.picture()
        seen += app.picture()
        for _ in range(20):
            await keys(app, pilot, "pagedown")
            seen += app.picture()
        assert all(f"第{n}条" in seen for n in range(1, 61))
        assert "有60处不对" in app.picture()
        await keys(app, pilot, "enter")
        assert not isinstance(app.screen, ReadOut)


async def test_a_list_opened_from_the_roster_is_left_by_the_keys_of_its_line(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, PeopleScreen, seed) as (app, pilot):
        assert app.body is not None
        app.push_screen(ResourcesScreen(app.body))
        await pilot.pause()
        await keys(app, pilot, "f3")
        assert app.current_mode == "meetings" and not isinstance(app.screen, ResourcesScreen)
