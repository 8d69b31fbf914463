"""F7: periods, scope and comparison by keys, reports written and sealed, and nothing blocked."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from meetings.actions import collect
from meetings.actions.report import sealed_reports
from meetings.figures.compare import By, Side
from meetings.figures.counting import MeanRate, Rate
from meetings.figures.periods import Length, whole
from meetings.matters.followup_states import FollowUpState, StepKind
from meetings.matters.followups import FollowUp, Step
from meetings.matters.issues import Issue
from storage.ids import new_id
from tests.tui.working_house import NOW, House, desk_at, founded, press, words
from tui.screens.figures import FiguresScreen
from tui.text import cells
from tui.words.figures import compared_lines


@asynccontextmanager
async def house(folder: Path) -> AsyncIterator[tuple[House, Pilot[Any]]]:
    desk = desk_at(folder)
    desk.documents = folder
    body, _people = await founded(desk)
    await desk.run(collect.collect, Issue("", body.id, 0, "楼道灯不亮", NOW, topic="安全隐患"))
    last_year = datetime(2025, 5, 1, 9).astimezone()
    task = FollowUp(
        new_id(), body.id, 1, "修路灯", last_year, owner="物业", deadline=date(2025, 6, 1),
        state=FollowUpState.ASSIGNED, topic="安全隐患",
    )  # fmt: skip
    given = Step(new_id(), body.id, task.id, StepKind.ASSIGN, last_year)

    def add(records: Any, by: Any) -> None:
        from dataclasses import replace

        with records.transaction("task.add", by, body.id) as book:
            book.put(replace(task, steps=(given,)))

    await desk.run(add)
    app = House(desk, FiguresScreen)
    app.body = body
    try:
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            yield app, pilot
    finally:
        desk.close()


async def test_the_head_says_how_many_are_open_and_late_and_the_keys_choose_the_period(tmp_path):
    async with house(tmp_path) as (app, pilot):
        screen: Any = app.screen_stack[1]
        assert "未终结 1 件，逾期 1 件" in app.picture()
        assert "2026年" in words(app, ".figures--scope")
        for keys, period in (
            ("3", whole(Length.QUARTER, NOW.date())), ("4", whole(Length.MONTH, NOW.date())),
            ("left", whole(Length.MONTH, date(2026, 10, 1))),
            ("right", whole(Length.MONTH, NOW.date())),
            ("right", whole(Length.MONTH, NOW.date())), ("2", whole(Length.YEAR, date(2025, 1, 1))),
        ):  # fmt: skip
            await press(pilot, keys)
            assert screen.period == period, keys
        assert "未终结 1 件，逾期 1 件" in screen.head.state
        assert "按时办结率0%（0/1）" in screen.head.state


async def test_topics_stand_side_by_side_with_the_whole_below(tmp_path):
    async with house(tmp_path) as (app, pilot):
        await press(pilot, "8", "2")
        shown = words(app, ".figures--compared")
        assert "按类别" in shown and "安全隐患" in shown
        rows = [line.split() for line in shown.split("\n")]
        topic, whole_row = (next(r for r in rows if r[:1] == [n]) for n in ("安全隐患", "合计"))
        assert topic[1:] == whole_row[1:]
        heads = next(row for row in rows if "办结率" in row)
        assert heads[0] == "议题" and "会议" not in heads, "a topic holds no meeting"


async def test_a_report_is_written_and_a_past_year_is_sealed_by_keys(tmp_path):
    async with house(tmp_path) as (app, pilot):
        await press(pilot, "2", "9", "1")
        assert "2025年议事工作年度总结.docx" in app.told()
        await press(pilot, "9", "3")
        await press(pilot, "1")
        body = app.body
        assert body is not None
        kept = await app.desk.read(sealed_reports, body.id)
        assert [one.label for one in kept] == ["〔2026〕第1号"]
        assert "〔2026〕第1号" in app.told()
        await press(pilot, "9")
        assert "封存的报告" in app.picture()


async def test_periods_below_each_other_tell_what_residents_carry_with_its_base(tmp_path):
    async with house(tmp_path) as (app, pilot):
        await press(pilot, "4", "8", "4")
        assert "自理/基数" in words(app, ".figures--compared")
        own, none = MeanRate((Rate(9, 12), Rate(20, 40))), Rate(0, 0)
        counted = (20, 20, 20, 20, 20, 20, 20, 20, Rate(22, 22), none)
        sides = [Side(f"2026年{n}月", *counted, own if n > 10 else None) for n in (10, 11)]
        lines = [one.plain for one in compared_lines(By.PERIOD, sides, sides[0], 75)]
        heads, earlier, later = lines[1:4]
        assert heads.endswith("自理/基数") and "2026年10月" in earlier
        assert earlier.endswith("不详/0") and later.endswith("63%/52")
        assert max(map(cells, lines)) <= 75, "on 80 columns nothing is cut"


async def test_while_figures_are_counted_the_desk_goes_on_answering(tmp_path, monkeypatch):
    from tui.desk import counting

    begun, go_on = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    real = counting.counted

    def slow(*args: Any, **more: Any) -> Any:
        loop.call_soon_threadsafe(begun.set)
        asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result()
        return real(*args, **more)

    async with house(tmp_path) as (app, _pilot):
        monkeypatch.setattr(counting, "counted", slow)
        screen: Any = app.screen_stack[1]
        counting_them = asyncio.ensure_future(screen.reload())
        await begun.wait()
        counts = await app.desk.issue_counts()
        assert counts.total == 1, "a list is read while the figures are still counted"
        go_on.set()
        await counting_them
