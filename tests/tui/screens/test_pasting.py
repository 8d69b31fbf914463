"""Several pasted lines: a list of issues, a chat or a 接龙, looked at first and kept meanwhile."""

from pathlib import Path
from typing import Any

from textual import events

from meetings.importing.plan import TablePlan
from meetings.matters.issues import Issue
from tests.meetings.test_importing_issues import CHAT
from tests.tui.desk_host import DeskHost, keys, opened
from tests.tui.screens.test_issues_screen import empty, found_all, three
from tui.dialogs.importing import ImportPreview
from tui.screens.issues import IssuesScreen


async def paste(app: DeskHost, pilot: Any, text: str) -> None:
    assert app.focused is not None
    app.focused.post_message(events.Paste(text))
    await pilot.pause()
    await pilot.pause()


async def test_lines_pasted_into_a_new_issue_are_looked_through_and_taken(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, empty) as (app, pilot):
        await keys(app, pilot, "1")
        await paste(app, pilot, "楼道灯不亮 +3\n电动车乱停 @46栋 +5\n合计 2件")
        assert isinstance(app.screen, ImportPreview)
        assert await found_all(app, Issue) == []
        await keys(app, pilot, "down", "0", "enter")
        taken = await found_all(app, Issue)
        assert [(one.title, one.supporters) for one in taken] == [("楼道灯不亮", 3)]
        assert await app.desk.drafts("issues.pasted.") == {}


async def test_leaving_the_preview_keeps_the_text_for_the_next_time(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, empty) as (app, pilot):
        await keys(app, pilot, "1")
        await paste(app, pilot, CHAT)
        assert isinstance(app.screen, ImportPreview)
        await keys(app, pilot, "escape")
        assert await found_all(app, Issue) == []
        await keys(app, pilot, ".", "1")
        area: Any = app.focused
        assert area.text.strip() == CHAT.strip()
        await keys(app, pilot, "ctrl+s")
        assert isinstance(app.screen, ImportPreview)
        await keys(app, pilot, "enter")
        assert len(await found_all(app, Issue)) == 2
        assert await app.desk.drafts("issues.pasted.") == {}


def _issues(preview: ImportPreview) -> int:
    plan = preview.plan
    assert isinstance(plan, TablePlan)
    return sum(map(len, plan.new.values()))


async def test_chatter_is_taken_and_left_by_one_key(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, empty) as (app, pilot):
        await keys(app, pilot, "1")
        await paste(app, pilot, CHAT)
        preview = app.screen
        assert isinstance(preview, ImportPreview)
        await keys(app, pilot, "end", "0")
        assert _issues(preview) == 3
        await keys(app, pilot, "0")
        assert _issues(preview) == 2


async def test_a_sign_up_list_supports_the_issue_that_is_chosen(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, three) as (app, pilot):
        await keys(app, pilot, "1")
        await paste(app, pilot, "#接龙\n1. 张桂兰 45栋\n2. 林小月 支持\n3. 何勇 反对")
        await keys(app, pilot, "1", "1")
        assert isinstance(app.screen, ImportPreview)
        await keys(app, pilot, "enter")
        supported = max(await found_all(app, Issue), key=lambda one: one.supporters)
        assert supported.supporters == 3 and "张桂兰（45栋）、林小月" in supported.text


async def test_a_line_of_a_list_is_written_anew_as_a_whole_beginning_with_its_words(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, three) as (app, pilot):
        app.desk.documents = tmp_path
        await keys(app, pilot, "1")
        await paste(app, pilot, "#接龙\n1. 张桂兰 45栋\n2. 林小月 支持\n3. 何勇 反对")
        await keys(app, pilot, "1", "1", "1")
        field: Any = app.focused
        assert field.value == "3. 何勇 反对"
        field.value = "3. 何勇"
        await keys(app, pilot, "enter", "enter")
        supported = max(await found_all(app, Issue), key=lambda one: one.supporters)
        assert "何勇" in supported.text
