"""Texts by articles by keys: pasted, proposed to a meeting, posted, printed; and other notices."""

from datetime import date, timedelta
from pathlib import Path

from docx import Document

from meetings.actions import bylaw, post, prepare
from meetings.sitting.bylaws import Bylaw, BylawKind, Edition, read_articles
from tests.tui.working_house import NOW, House, desk_at, founded, press, replace, write
from tui.screens.bylaws import BylawsScreen
from tui.screens.notices import NoticesScreen
from tui.widgets.rows import Rows


async def test_a_covenant_is_pasted_proposed_posted_and_printed(tmp_path: Path):
    desk = desk_at(tmp_path)
    body, _people = await founded(desk)
    desk.documents = tmp_path / "papers"
    await desk.run(prepare.plan_meeting, body.id, "", NOW + timedelta(days=3))
    rule = Edition(read_articles("登记后上岗"), date(2019, 11, 24), "居委会")
    measure = Bylaw("", body.id, BylawKind.MEASURE, "志愿者管理办法", (rule,))
    await desk.run(bylaw.keep_bylaw, measure)
    app = House(desk, NoticesScreen)
    app.body = body
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "7")
        assert isinstance(app.screen, BylawsScreen)
        await press(pilot, "1", "enter")
        await write(pilot, "居民公约")
        await press(pilot, "enter")
        await write(pilot, "第一条 垃圾分类投放。\n第二条 楼道不堆物。")
        await press(pilot, "ctrl+s")
        known = (await desk.read(bylaw.bylaws, body.id))[0]
        assert known.in_force is not None and known.in_force.day is None
        assert "不详" in app.picture() and "2019年11月24日" in app.picture(), "the day is whole"
        await press(pilot, "4", "enter")
        await replace(pilot, "第一条 垃圾分类投放。\n第二条 楼道不堆物。\n第三条 广告贴在框内。")
        await press(pilot, "ctrl+s")
        known = (await desk.read(bylaw.bylaws, body.id))[0]
        assert known.proposed is not None and "〔2026〕第1次" in app.picture()
        await press(pilot, "enter")
        assert "增加一条，作为第三条：广告贴在框内。" in app.picture()
        await press(pilot, "escape", "9", "1")
        await press(pilot, "7", "ctrl+s", "escape")
        board = await desk.read(post.board, body.id)
        assert board.notices[0].notice.bylaw == known.bylaw.id
        await press(pilot, "9", "6")
        await write(pilot, "便民广告栏")
        await press(pilot, "enter")
        await write(pilot, "广告贴在下面框内。")
        await press(pilot, "ctrl+s")
        assert "便民广告栏" in app.picture()
        key = app.screen.query_one("#board", Rows).key
        newest = next(
            one.notice for one in (await desk.read(post.board, body.id)).notices
            if one.notice.id == key
        )  # fmt: skip
        assert newest.title == "便民广告栏", "the cursor stands on what was hung just now"
    desk.close()
    papers = sorted((tmp_path / "papers").glob("*.docx"))
    assert len(papers) == 2
    document = Document(str(papers[0]))
    said = "\n".join(part.text for part in document.paragraphs)
    assert "第二条　楼道不堆物。" in said and len(document.inline_shapes) == 1
