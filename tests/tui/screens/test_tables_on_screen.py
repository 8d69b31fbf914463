"""Tables on a screen: the preview first, Enter imports, undo takes it back, Esc leaves it."""

from pathlib import Path

import pytest

from meetings.community.people import Person
from meetings.matters.followups import FollowUp
from tests.data.spreadsheets import old_ledger, people_xlsx
from tests.tui.working_house import House, desk_at, founded, press, write
from tui.dialogs.importing import ImportPreview
from tui.screens.follow import FollowScreen
from tui.screens.people import PeopleScreen


@pytest.fixture
async def house(tmp_path: Path, request):
    desk = desk_at(tmp_path)
    body, _ = await founded(desk)
    app = House(desk, request.param)
    app.body = body
    yield app
    desk.close()


async def count(app: House, kind: type) -> int:
    def ask(records):
        with records.reading() as book:
            return len(book.find(kind))

    return await app.desk.read(ask)


async def choose_file(pilot, path: Path) -> None:
    await press(pilot, "i", "1")
    await write(pilot, str(path))
    await press(pilot, "enter")


@pytest.mark.parametrize("house", [FollowScreen], indirect=True)
async def test_an_old_ledger_is_shown_imported_and_taken_back(house: House, tmp_path: Path):
    path = old_ledger(tmp_path / "old.xlsx")
    async with house.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await choose_file(pilot, path)
        assert isinstance(house.screen, ImportPreview)
        assert "新增" in house.picture() and "没有完成时限" in house.picture()
        assert await count(house, FollowUp) == 0
        await press(pilot, "enter")
        assert await count(house, FollowUp) == 200
        assert house.body is not None
        await house.desk.undo(house.body.id)
        assert await count(house, FollowUp) == 0


@pytest.mark.parametrize("house", [PeopleScreen], indirect=True)
async def test_leaving_the_preview_changes_nothing(house: House, tmp_path: Path):
    path = people_xlsx(tmp_path / "p.xlsx", [["姓名", "楼栋"], ["新人", "45栋"], ["", "47栋"]])
    async with house.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = await count(house, Person)
        await choose_file(pilot, path)
        assert "错误" in house.picture() and "“姓名”没有填" in house.picture()
        await press(pilot, "escape")
        assert await count(house, Person) == before


@pytest.mark.parametrize("house", [PeopleScreen], indirect=True)
async def test_a_file_that_cannot_be_read_keeps_the_form_open(house: House, tmp_path: Path):
    path = tmp_path / "p.xlsx"
    path.write_bytes(b"no zip")
    async with house.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "i", "1")
        await write(pilot, str(path))
        await press(pilot, "enter")
        assert "不是表格" in house.picture()


@pytest.mark.parametrize("house", [PeopleScreen], indirect=True)
async def test_the_preview_is_what_is_recorded_and_is_mended_there(house: House, tmp_path: Path):
    path = people_xlsx(
        tmp_path / "p.xlsx",
        [["姓名", "楼", "片区"], ["郭 美 玲", "45栋", "一片区"], ["何勇", "46栋", ""],
         ["合计", "2人", ""]],
    )  # fmt: skip
    async with house.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = await count(house, Person)
        await choose_file(pilot, path)
        picture = house.picture()
        assert "片区 一片区" in picture and "未读 1" in picture and "→ 姓名 郭美玲" in picture
        await press(pilot, "down", "0")
        assert "未读 2" in house.picture()
        await press(pilot, "enter")
        assert await count(house, Person) == before + 1


@pytest.mark.parametrize("house", [PeopleScreen], indirect=True)
async def test_a_column_named_by_hand_is_remembered_and_refused_rows_are_kept(
    house: House, tmp_path: Path
):
    house.settings.path = tmp_path / "settings.toml"
    path = people_xlsx(
        tmp_path / "p.xlsx",
        [["姓名", "所在楼宇", "电话"], ["郭美玲", "45栋", "1"], ["", "46栋", "13900000003"]],
    )
    async with house.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await choose_file(pilot, path)
        await press(pilot, "2", "1", "2")
        assert "郭美玲（45栋）" in house.picture()
        await press(pilot, "enter")
        (file,) = tmp_path.glob("*没有导入的行*.xlsx")
        assert file.stem == "p_没有导入的行" and list(house.settings.chosen.columns.values()) == [
            "楼栋"
        ]
        await choose_file(pilot, file)
        assert "46栋 | 13900000003" in house.picture()
        await press(pilot, "escape")
        await choose_file(pilot, path)
        assert "按先前的说明" in house.picture() and "已有 1" in house.picture()


@pytest.mark.parametrize("house", [FollowScreen], indirect=True)
async def test_a_table_is_pasted_and_rows_that_are_not_taken_are_kept(house: House, tmp_path: Path):
    house.desk.documents = tmp_path
    text = "事项\t完成时限\t责任部门\n修灯\t2026-9-30\t物业\n清运\t2026-13-45\t社区"
    async with house.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "i", "4")
        await write(pilot, text)
        await press(pilot, "ctrl+s")
        assert isinstance(house.screen, ImportPreview) and "没有2026-13-45这一天" in house.picture()
        await press(pilot, "enter")
        assert await count(house, FollowUp) == 1
        assert [file.name for file in tmp_path.glob("*.xlsx")] == ["粘贴的文字_没有导入的行.xlsx"]
