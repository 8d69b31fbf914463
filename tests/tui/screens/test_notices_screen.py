"""公示栏 by keys: post, hear an objection, answer it, take it down."""

from datetime import timedelta
from pathlib import Path

import pytest

from meetings.actions import post, prepare
from meetings.actions.hold import end_meeting, open_meeting
from meetings.matters.notices import NoticeState
from meetings.sitting.decisions import Decision
from tests.tui.working_house import NOW, House, desk_at, founded, press, write
from tui.screens.notices import NoticesScreen


async def house_after_a_meeting(folder: Path, text: str = "在东侧划线"):
    from meetings.actions import decide

    desk = desk_at(folder)
    body, _people = await founded(desk)
    meeting = await desk.run(prepare.plan_meeting, body.id, "例会", NOW, "架空层")
    meeting = await desk.run(prepare.add_item, body.id, meeting.id, "消防通道")
    meeting = await desk.run(open_meeting, body.id, meeting.id)
    item = meeting.items[-1].id
    await desk.run(decide.decide, Decision("", body.id, meeting.id, item, text, NOW, owner="张"))
    await desk.run(end_meeting, body.id, meeting.id)
    app = House(desk, NoticesScreen)
    app.body = body
    return app, desk, body


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_notice_is_posted_objected_to_and_answered(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app, desk, body = await house_after_a_meeting(tmp_path)
    try:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await press(pilot, "1", "enter", "enter", "enter", "enter")
            board = await desk.read(post.board, body.id)
            (one,) = board.notices
            assert one.notice.until == NOW.date() + timedelta(days=board.days - 1)
            assert one.notice.state(NOW.date(), 0) is NoticeState.POSTED
            await press(pilot, "2")
            await write(pilot, "王阿姨")
            await press(pilot, "enter")
            await write(pilot, "[/]划线占了[b]通道")
            await press(pilot, "ctrl+s")
            assert "王阿姨" in app.picture() and "[/]划线占了[b]通道" in app.picture()
            await press(pilot, "3")
            await write(pilot, "改在西侧")
            await press(pilot, "ctrl+s")
            board = await desk.read(post.board, body.id)
            assert board.notices[0].objections[0].answer == "改在西侧"
            assert board.notices[0].waiting == 0
    finally:
        desk.close()


async def test_it_comes_down_early_with_a_reason_that_is_kept(tmp_path: Path) -> None:
    app, desk, body = await house_after_a_meeting(tmp_path)
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await press(pilot, "1", "enter", "enter", "enter", "enter", "4")
            await write(pilot, "写错了日期")
            await press(pilot, "enter")
            board = await desk.read(post.board, body.id)
            assert board.notices[0].notice.reason == "写错了日期"
    finally:
        desk.close()


async def test_an_empty_board_says_what_to_do_first(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    body, _people = await founded(desk)
    app = House(desk, NoticesScreen)
    app.body = body
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert "按 1 公示" in app.picture()
            await press(pilot, "2", "3", "4")
    finally:
        desk.close()
