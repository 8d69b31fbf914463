"""Excel files: texts that stay texts, days that are days, columns that are wide enough."""

import zipfile
from datetime import date, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.tables.columns import LONGEST, Spreadsheet, cells_wide, width
from exports.tables.ledger import ledger_workbook
from exports.tables.sheets_read import read_source
from exports.tables.workbook_write import meeting_workbook
from meetings.clean import clean
from meetings.community.bodies import Body, Tier
from meetings.importing.columns import LEDGER_COLUMNS
from meetings.importing.plan import RowState
from meetings.importing.tasks.out import ExistingLedger
from meetings.importing.workbook.out import workbook_rows
from meetings.importing.workbook.plan import (
    existing_workbook,
    held_meeting,
    import_workbook,
    plan_workbook,
)
from meetings.matters.followup_states import FollowUpState
from meetings.matters.followups import FollowUp
from meetings.ports import By
from meetings.procedure.rules import preset
from tests.data.cases import CASES
from tests.data.often import often
from tests.storage.memory_records import MemoryRecords

NOW = datetime(2026, 11, 24, 10, tzinfo=timezone(timedelta(hours=8)))


def written(path: Path, columns, rows) -> bytes:
    sheet = Spreadsheet("题", NOW)
    sheet.table("表", columns, rows)
    path.write_bytes(sheet.data())
    return path.read_bytes()


def sheet_xml(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+1", "-1", "http://x.cn", "00123", "TRUE"])
def test_what_looks_like_a_formula_or_an_address_stays_a_text(tmp_path: Path, text: str):
    data = written(tmp_path / "a.xlsx", ("内容",), [(text,)])
    xml = sheet_xml(data)
    assert "<f>" not in xml and "<hyperlink" not in xml
    assert read_source(tmp_path / "a.xlsx").sheets[0].rows[1] == [text]


def test_days_are_days_and_the_header_is_frozen_and_filtered(tmp_path: Path):
    data = written(tmp_path / "a.xlsx", ("事项", "完成时限"), [("修灯", date(2026, 12, 1))])
    xml = sheet_xml(data)
    assert 'state="frozen"' in xml and '<autoFilter ref="A1:B2"' in xml
    assert read_source(tmp_path / "a.xlsx").sheets[0].rows[1] == ["修灯", date(2026, 12, 1)]


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60).map(
    lambda text: clean(text).text.strip()
)


@settings(max_examples=often(12), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXT.filter(bool), min_size=1, max_size=6))
def test_any_text_comes_back_as_it_went_out(tmp_path: Path, texts: list[str]):
    written(tmp_path / "a.xlsx", ("内容",), [(text,) for text in texts])
    rows = read_source(tmp_path / "a.xlsx").sheets[0].rows[1:]
    assert [row[0] for row in rows] == texts


def test_a_text_longer_than_a_cell_says_that_it_is_cut(tmp_path: Path):
    written(tmp_path / "a.xlsx", ("内容",), [("长" * 40_000,)])
    said = read_source(tmp_path / "a.xlsx").sheets[0].rows[1][0]
    assert isinstance(said, str) and len(said) == LONGEST and said.endswith("）")


def test_a_chinese_character_is_two_cells_wide():
    assert cells_wide("45栋") == 4 and cells_wide("长\n45、47栋") == 8
    assert width("姓名", ["欧阳建国"]) >= 8
    assert width("内容", ["字" * 100]) < 60


def test_the_same_ledger_gives_the_same_bytes():
    body = Body("b", "b", Tier.CORNER, "甲议事会", preset("corner"))
    task = FollowUp(
        "t", "b", 1, "=修灯", NOW, deadline=date(2026, 11, 1), state=FollowUpState.ASSIGNED
    )
    known = ExistingLedger([body], [task])
    data = ledger_workbook(known, NOW)
    assert data == ledger_workbook(known, NOW)
    assert len(LEDGER_COLUMNS) == len(set(LEDGER_COLUMNS))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_a_meeting_comes_back_from_its_file_as_it_went_out(tmp_path: Path, case):
    house = case()
    held = held_meeting(house.records, house.meeting.id)
    path = tmp_path / "meeting.xlsx"
    path.write_bytes(meeting_workbook(held, NOW))
    records = MemoryRecords()
    plan = plan_workbook(read_source(path), existing_workbook(records), None, house.now)
    assert not plan.notes and not [r for r in plan.rows if r.state is RowState.ERROR]
    meeting = import_workbook(records, By("李社工", house.now, "0" * 36), plan)
    assert meeting is not None
    assert workbook_rows(held_meeting(records, meeting.id)) == workbook_rows(held)
