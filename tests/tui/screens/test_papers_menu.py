"""The menu of papers, the preview, and errata, by keys."""

import dataclasses
from pathlib import Path

import pytest

from meetings.actions import decide, finish
from meetings.papers.finals import Erratum
from meetings.sitting.agenda import ItemOutcome
from tests.tui.screens.test_meetings_screen import held, house
from tests.tui.working_house import press, replace, write


async def final(desk, body, people):
    meeting = await held(desk, body, people)
    first = meeting.in_order[0]
    await desk.run(
        decide.settle, body.id, meeting.id, first.id, ItemOutcome.ADOPTED, "会前已逐户商定"
    )
    await desk.run(decide.drop_decision, body.id, meeting.id, meeting.decisions[0].id)
    return await desk.papers.finalise(body.id, meeting.id)


async def test_all_papers_are_written_with_one_digit(tmp_path: Path):
    papers = tmp_path / "papers"
    async with house(tmp_path, prepared=held) as (app, pilot):
        await press(pilot, "9", "0")
        await replace(pilot, str(papers))
        await press(pilot, "enter", "enter")
        await app.workers.wait_for_complete()
        names = {path.stem.split("_")[-1] for path in papers.iterdir()}
    assert names >= {
        "会议通知", "签到表", "空白表格", "会议记录", "会议纪要", "会议纪要（公开版）", "公示",
        "会议纪要（朗读版）", "会议纪要摘要-1",
    }  # fmt: skip


async def test_an_extract_asks_for_the_item_and_whom_it_is_for(tmp_path: Path):
    papers = tmp_path / "papers"
    async with house(tmp_path, prepared=held) as (app, pilot):
        await press(pilot, "9", "7", "1")
        await write(pilot, "城管执法队")
        await press(pilot, "enter", "enter")
        await replace(pilot, str(papers))
        await press(pilot, "enter", "enter")
        await app.workers.wait_for_complete()
        [path] = papers.iterdir()
    assert path.name.endswith("会议纪要摘要-1.docx")


@pytest.mark.parametrize("keys", [("r",), ("6", "2")], ids=["letter", "digits"])
async def test_final_minutes_take_an_erratum(tmp_path: Path, keys: tuple[str, ...]):
    async with house(tmp_path, prepared=final) as (app, pilot):
        await press(pilot, *keys)
        await write(pilot, "“划线”应为“黄线”")
        await press(pilot, "ctrl+s")
        await app.workers.wait_for_complete()

        def errata(records):
            with records.reading() as book:
                return book.find(Erratum)

        [erratum] = await app.desk.read(errata)
        assert erratum.text == "“划线”应为“黄线”"
        minutes = await app.desk.papers.minutes(erratum.meeting)
        assert minutes.errata and minutes.version == 1 and "日志" in minutes.seal


async def twice_final(desk, body, people):
    meeting = await final(desk, body, people)
    await desk.run(finish.reopen, body.id, meeting.id, "漏了一人")
    return await desk.papers.finalise(body.id, meeting.id)


async def test_an_older_final_version_is_written_under_its_number(tmp_path: Path):
    papers = tmp_path / "papers"
    async with house(tmp_path, prepared=twice_final) as (app, pilot):
        await press(pilot, "9")
        await write(pilot, "以前")
        await press(pilot, "enter")
        assert "第1版" in app.picture() and "第2版" not in app.picture()
        await press(pilot, "1")
        await replace(pilot, str(papers))
        await press(pilot, "enter", "enter")
        await app.workers.wait_for_complete()
        [path] = papers.iterdir()
    assert path.name.endswith("会议纪要（第1版）.docx")


async def test_a_draft_is_told_to_be_corrected_itself(tmp_path: Path):
    async with house(tmp_path, prepared=held) as (app, pilot):
        await press(pilot, "r")
        assert "还没有定稿" in app.told()


async def test_what_has_a_letter_alone_is_reached_by_the_full_stop_and_digits(tmp_path: Path):
    async with house(tmp_path) as (app, pilot):
        for stop in (".", "。"):
            await press(pilot, stop)
            assert "固定议程项和各类会议的模板" in app.picture()
            await press(pilot, "2")
            assert "工作簿" in app.picture()
            await press(pilot, "escape")


async def naming(desk, body, people):
    """A decision that names somebody, with a telephone."""
    meeting = await held(desk, body, people)
    text = "由张桂兰在东侧划线，电话13900000003"
    told = dataclasses.replace(meeting.decisions[0], text=text)
    return await desk.run(decide.change_decision, told)


async def test_before_a_paper_is_posted_its_masks_are_looked_at_and_turned(tmp_path: Path):
    papers = tmp_path / "papers"
    async with house(tmp_path, prepared=naming) as (app, pilot):
        await press(pilot, "9", "2")
        picture = app.picture()
        assert "隐去" in picture and "姓名" in picture and "【" in picture
        await press(pilot, "1")
        seen = await app.desk.papers.to_mask(app.meeting_id)
        assert [(one.find.words, one.hidden) for one in seen] == [
            ("张桂兰", False), ("13900000003", True),
        ]  # fmt: skip
        assert "保留" in app.picture()
        await press(pilot, "4")
        await replace(pilot, str(papers))
        await press(pilot, "enter", "enter")
        await app.workers.wait_for_complete()
        [path] = papers.iterdir()
    assert path.name.endswith("（公开版）.docx")


async def test_a_paper_whose_masks_were_left_is_not_written(tmp_path: Path):
    async with house(tmp_path, prepared=naming) as (app, pilot):
        await press(pilot, "9", "2", "escape")
        assert "文件夹" not in app.picture()
