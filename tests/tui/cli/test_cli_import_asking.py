"""The command line asks what the screen asks: answers, columns by hand, and what was not read."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from exports.tables.columns import Spreadsheet
from exports.tables.sheets_read import read_source
from meetings.community.people import Person
from meetings.community.resources import Resource
from meetings.importing import columns
from meetings.importing.cells import Cell
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue
from storage.records import FileRecords
from tests.storage.scenes import AT, act, found, planned
from tui.cli.main import main


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "records.db"
    with FileRecords.open(path) as records:
        planned(records, act(), found(records, act()))
    return path


def told(path: Path, *words: str, code: int = 0) -> str:
    done = CliRunner().invoke(main, ["--records", str(path), *words])
    assert done.exit_code == code, done.output
    return done.output


def all_of(path: Path, kind: type) -> list:
    with FileRecords.open(path) as records, records.reading() as book:
        return book.find(kind)


def test_a_question_is_shown_with_its_answers_and_answered(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text("一片区 林小月\n一片区 何勇\n合计 2人\n", "utf-8")
    said = told(path, "import", "people", str(file), "--preview")
    assert "--answer 'group/一片区=section'" in said and "合计 2人" in said
    told(path, "import", "people", str(file), "--yes", "--answer", "group/一片区=section")
    people = {one.name: one.section for one in all_of(path, Person)}
    assert (people["林小月"], people["何勇"]) == ("一片区", "一片区")


def test_of_many_new_rows_it_is_said_how_many_more_there_are_and_all_can_be_seen(
    path: Path, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    file.write_text("姓名,电话\n" + "".join(f"何{n}勇,139{n:08}\n" for n in range(60)), "utf-8")
    said = told(path, "import", "people", str(file), "--preview")
    assert "电话 13900000049" in said and "电话 13900000050" not in said
    assert "10" in said and "--all-rows" in said
    every = told(path, "import", "people", str(file), "--preview", "--all-rows")
    assert "电话 13900000059" in every and "--all-rows" not in every


def test_refused_rows_of_standard_input_stand_beside_the_records(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    words = ["--records", str(path), "import", "people", "-", "--yes"]
    done = CliRunner().invoke(main, words, input="姓名,面积\n何勇,很大\n林小月,\n".encode())
    assert done.exit_code == 1, done.output
    (kept,) = path.parent.glob("标准输入_没有导入的行*.xlsx")
    assert str(kept) in done.output and not list(elsewhere.iterdir())


def test_the_year_and_the_day_that_are_asked_are_taken(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "tasks.csv"
    file.write_text("事项,完成时限\n修灯,9月30日\n清运,国庆前\n", "utf-8")
    said = told(path, "import", "ledger", str(file), "--preview")
    assert "--answer 'year=YYYY'" in said and "--answer 'day/国庆前=YYYY-MM-DD'" in said
    answers = ("--answer", "year=2025", "--answer", "day/国庆前=2025-09-28")
    told(path, "import", "ledger", str(file), "--yes", *answers)
    days = {one.text: str(one.deadline) for one in all_of(path, FollowUp)}
    assert (days["修灯"], days["清运"]) == ("2025-09-30", "2025-09-28")


def test_a_heading_is_named_by_hand(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "tasks.csv"
    file.write_text("要做的,谁来\n修灯,物业\n", "utf-8")
    columns = ("--column", "要做的=事项", "--column", "谁来=承办")
    told(path, "import", "ledger", str(file), "--yes", *columns)
    assert [one.units for one in all_of(path, FollowUp) if one.text == "修灯"] == [("物业",)]


@pytest.mark.parametrize(
    "words",
    [("--answer", "year"), ("--answer", "怪=1"), ("--column", "事=没有这一栏"),
     ("--answer", "order/完成时限=maybe"), ("--answer", "year=二〇二六"),
     ("--answer", "day/国庆前=九月")],
)  # fmt: skip
def test_an_answer_that_fits_nothing_is_refused_and_nothing_is_written(
    path: Path, tmp_path: Path, words: tuple[str, str]
) -> None:
    file = tmp_path / "tasks.csv"
    lines = ("事项,完成时限,交办日期", "修灯,3/9/2026,", "清运,9月3日,", "扫地,国庆前,2025-1-1")
    file.write_text("\n".join(lines), "utf-8")
    before = len(all_of(path, FollowUp))
    told(path, "import", "ledger", str(file), "--yes", *words, code=2)
    assert len(all_of(path, FollowUp)) == before


def test_resources_of_no_class_wait_for_the_answer(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("名称,能提供\n刘师傅,修水管\n", "utf-8")
    said = told(path, "import", "resources", str(file), "--yes", code=2)
    assert "--answer 'class/=skill'  个人技能" in said or "personal skill" in said
    told(path, "import", "resources", str(file), "--yes", "--answer", "class/=skill")
    assert [one.name for one in all_of(path, Resource)] == ["刘师傅"]


def test_a_file_without_its_column_is_told_its_headings_and_how_to_name_one(
    path: Path, tmp_path: Path
) -> None:
    file = tmp_path / "tasks.csv"
    file.write_text("要做的,谁来\n修灯,物业\n", "utf-8")
    said = told(path, "import", "ledger", str(file), "--yes", code=2)
    assert "要做的、谁来" in said and "--column" in said


def test_a_sign_up_list_is_not_taken_for_issues(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text("#接龙\n装充电桩\n1. 韩冬梅 46栋\n2. 何勇 支持\n3. 欧阳月\n", "utf-8")
    said = told(path, "import", "issues", str(file), "--yes", code=2)
    assert "接龙" in said and all_of(path, Issue) == []


def test_rows_of_a_workbook_that_are_refused_keep_their_words(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "book.xlsx"
    sheets: dict[str, list[tuple[Cell, ...]]] = {
        columns.MEETING: [("层级", "社区"), ("机构", "乙社区议事会"), ("次数", 1),
                          ("日期", "2026-10-08"), ("开始时间", "19:00")],
        columns.TASKS: [(9, "没有议题的任务", "物业", "", "", "", "", "", "", "")],
    }  # fmt: skip
    made = Spreadsheet("book", AT)
    for name, lines in sheets.items():
        made.table(name, list(columns.SHEETS[name]), lines)
    file.write_bytes(made.data())
    said = told(path, "import", "workbook", str(file), "--yes", code=1)
    (kept,) = tmp_path.glob("*_没有导入的行.xlsx")
    assert kept.name in said
    words = [cell for sheet in read_source(kept).sheets for row in sheet.rows for cell in row]
    assert "没有议题的任务" in words and columns.TASKS in words


def test_new_rows_are_shown_before_they_are_kept(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text("楼道灯不亮\n电动车乱停\n", "utf-8")
    said = told(path, "import", "issues", str(file), "--preview")
    assert "楼道灯不亮" in said and "电动车乱停" in said
