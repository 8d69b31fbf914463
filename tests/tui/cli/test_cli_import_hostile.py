"""No cell of a table, whatever its length, and no heading ends an import in anything but words."""

from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner

from meetings.importing import columns
from storage.records import FileRecords
from tests.storage.scenes import act, found, planned
from tests.tui.cli.test_cli_paths import BODY
from tui.cli.main import main

LONG = "长" * 25_000
"""More than a text may have, and less than a cell of Excel holds."""
TABLES = {
    "people": columns.PEOPLE_TABLE, "ledger": columns.LEDGER, "units": columns.UNIT_TABLE,
    "issues": columns.ISSUE_TABLE,
}  # fmt: skip
MEAN = {"long": LONG, "far": "9" * 25_000, "spaces": " " * 25_000 + "x", "lines": "一\n" * 12_000}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "records.db"
    with FileRecords.open(path) as records:
        planned(records, act(), found(records, act()))
    return path


def preview(path: Path, kind: str, file: Path) -> str:
    """What the preview says; it ends in words, and no report of a fault is written."""
    done = CliRunner().invoke(
        main, ["--records", str(path), "import", kind, str(file), "--preview"]
    )
    reports = [report.read_text("utf-8") for report in path.parent.glob("*-crash-*")]
    assert not reports and done.exit_code in (0, 1, 2), (kind, file.name, reports)
    return done.output


def book_of(file: Path, sheets: dict[str, list[list[str]]]) -> Path:
    book = xlsxwriter.Workbook(file)
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for place, cell in enumerate(row):
                page.write_string(at, place, cell)
    book.close()
    return file


@pytest.mark.parametrize("kind", TABLES)
def test_each_column_may_hold_anything(path: Path, tmp_path: Path, kind: str) -> None:
    names = TABLES[kind].names
    rows = [[*names, LONG], ["甲"] * len(names)]
    for mean in MEAN.values():
        rows += [["甲"] * at + [mean] + ["甲"] * (len(names) - at - 1) for at in range(len(names))]
        rows.append([mean])
    said = preview(path, kind, book_of(tmp_path / "t.xlsx", {TABLES[kind].sheet: rows}))
    assert "错误" in said and LONG not in said


@pytest.mark.parametrize("kind", TABLES)
def test_a_sheet_without_headings_may_hold_anything(path: Path, tmp_path: Path, kind: str) -> None:
    rows = [["张桂兰", "45栋", "13800000000"], *([mean, "46栋"] for mean in MEAN.values())]
    preview(path, kind, book_of(tmp_path / "t.xlsx", {"Sheet1": rows}))
    file = tmp_path / "t.csv"
    file.write_text("\n".join(",".join(row) for row in rows), "utf-8")
    preview(path, kind, file)


def test_each_cell_of_a_workbook_may_hold_anything(path: Path, tmp_path: Path) -> None:
    meeting = [
        [*columns.MEETING_COLUMNS], ["层级", "街角"], ["机构", BODY], ["日期", "2026-03-01"],
        ["次数", "3"], ["会议名称", "例会"],
    ]  # fmt: skip
    sheets: dict[str, list[list[str]]] = {}
    for sheet, heads in columns.SHEETS.items():
        wide = len(heads)
        sheets[sheet] = [[*heads, LONG], ["1"] * wide] + [
            ["1"] * at + [mean] + ["1"] * (wide - at - 1)
            for mean in MEAN.values()
            for at in range(wide)
        ]
    keys = [[mean, "x"] for mean in MEAN.values()]
    keys += [[key, mean] for mean in MEAN.values() for key in columns.MEETING_KEYS]
    for number, of_meeting in enumerate((sheets[columns.MEETING] + keys, meeting)):
        sheets[columns.MEETING] = of_meeting
        preview(path, "workbook", book_of(tmp_path / f"{number}.xlsx", sheets))
