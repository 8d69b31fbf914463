"""The check from the settings says the command line's sentences, and whether a line fits."""

from contextlib import closing
from pathlib import Path

import pytest
from textual.widgets import Input

from meetings.papers.seal import seal_of
from storage import journal
from storage.engine import open_reader, open_writer
from tests.tui.desk_host import opened
from tests.tui.test_guarding import seed
from tui.dialogs.holding.read_out import ReadOut
from tui.dialogs.kit.form import FormDialog
from tui.screens.people import PeopleScreen


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
