"""Tables from outside: every encoding is read, and nothing hostile gets further than a sentence."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from exports.tables.sheets_errors import CannotRead
from exports.tables.sheets_read import read_source
from tests.data.often import often
from tests.data.spreadsheets import HOSTILE, empty_rows, inline, people_xlsx, raw_xlsx
from tui.errors import sentence
from tui.language import set_language

ROWS = [["姓名", "楼栋"], ["张伟", "45栋"], ["𠮷田", "47栋"]]
CSV = "姓名,楼栋\r\n张伟,45栋\r\n𠮷田,47栋\r\n"


@pytest.mark.parametrize("form", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_read_in_every_encoding_that_excel_and_wps_write(tmp_path: Path, form: str):
    path = tmp_path / "people.csv"
    path.write_bytes(CSV.encode(form))
    assert read_source(path).sheets[0].rows == ROWS


@pytest.mark.parametrize("mark", ["\t", ";", "，"])
def test_csv_is_read_with_other_marks_between_the_columns(tmp_path: Path, mark: str):
    path = tmp_path / "people.csv"
    path.write_text(CSV.replace(",", mark), "utf-8", newline="")
    assert read_source(path).sheets[0].rows == ROWS


def test_bytes_in_no_encoding_are_refused(tmp_path: Path):
    path = tmp_path / "people.csv"
    path.write_bytes(b"\xff\xff\xff\x80\x80")
    with pytest.raises(CannotRead) as refused:
        read_source(path)
    assert refused.value.facts["why"] == "encoding"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_met_with_a_sentence(tmp_path: Path, name: str):
    make, why = HOSTILE[name]
    path = make(tmp_path / f"{name}.xlsx")
    with pytest.raises(CannotRead) as refused:
        read_source(path)
    assert refused.value.facts["why"] == why
    set_language("zh")
    assert f"{name}.xlsx" in sentence(refused.value)


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a"])
def test_another_ending_is_refused(tmp_path: Path, name: str):
    path = tmp_path / name
    path.write_bytes(b"something")
    with pytest.raises(CannotRead) as refused:
        read_source(path)
    assert refused.value.facts["why"] == "ending"


def test_a_million_empty_rows_are_passed_over(tmp_path: Path):
    source = read_source(empty_rows(tmp_path / "empty.xlsx"))
    assert [row[0] for row in source.sheets[0].rows] == ["姓名", "张伟"]


def test_formulas_give_what_they_gave_last_and_are_told(tmp_path: Path):
    cell = '<c r="A1" t="str"><f>HYPERLINK("http://x","y")</f><v>张伟</v></c>'
    source = read_source(raw_xlsx(tmp_path / "f.xlsx", f'<row r="1">{cell}</row>'))
    assert source.sheets[0].rows == [["张伟"]]
    assert [note.why for note in source.notes] == ["formulas"]


def test_hidden_sheets_are_not_read_and_are_told(tmp_path: Path):
    import xlsxwriter

    path = tmp_path / "hidden.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("名册").write(0, 0, "姓名")
    secret = book.add_worksheet("秘密")
    secret.write(0, 0, "x")
    secret.hide()
    book.close()
    source = read_source(path)
    assert [sheet.name for sheet in source.sheets] == ["名册"]
    assert [(n.why, n.facts["sheet"]) for n in source.notes] == [("hidden_sheet", "秘密")]


def test_merged_rows_all_get_the_content(tmp_path: Path):
    import xlsxwriter

    path = tmp_path / "merged.xlsx"
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet("名册")
    page.write_row(0, 0, ["楼栋", "姓名"])
    page.merge_range(1, 0, 3, 0, "45栋")
    for row, name in enumerate(["甲", "乙", "丙"], 1):
        page.write(row, 1, name)
    book.close()
    source = read_source(path)
    assert [row[0] for row in source.sheets[0].rows[1:]] == ["45栋"] * 3
    assert [note.why for note in source.notes] == ["merged"]


def test_numbers_days_and_yes_come_as_what_they_are(tmp_path: Path):
    source = read_source(people_xlsx(tmp_path / "n.xlsx", [["a", 3, 2.5, True, None]]))
    assert source.sheets[0].rows == [["a", 3.0, 2.5, True]]


CELLS = st.text(st.characters(codec="utf-8", exclude_characters='\r\n\t,;，"\0'), max_size=8)


@settings(max_examples=often(20), suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(data=b"PK\x03\x04", ending=".xlsx")
@given(
    data=st.one_of(
        st.binary(max_size=300),
        st.lists(st.lists(CELLS, max_size=5), max_size=6).map(
            lambda rows: "\n".join(",".join(row) for row in rows).encode("gb18030")
        ),
    ),
    ending=st.sampled_from([".csv", ".txt", ".xlsx", ".xls", ""]),
)
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes, ending: str):
    path = tmp_path / f"fuzz{ending}"
    path.write_bytes(data)
    try:
        for sheet in read_source(path).sheets:
            assert all(isinstance(cell, str) for row in sheet.rows for cell in row)
    except CannotRead as refused:
        assert sentence(refused)


@settings(max_examples=often(20), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_spreadsheet_with_flipped_bytes_is_read_or_refused(tmp_path: Path, data: st.DataObject):
    path = raw_xlsx(tmp_path / "flip.xlsx", f'<row r="1">{inline("A1", "姓名")}</row>')
    held = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        held[data.draw(st.integers(0, len(held) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(held)
    try:
        read_source(path)
    except CannotRead as refused:
        assert sentence(refused)
