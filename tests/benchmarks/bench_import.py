"""A list of 100,000 people from a spreadsheet, preview included."""

import shutil
import tempfile
from datetime import datetime
from itertools import count
from pathlib import Path

import python_calamine as calamine

from exports.tables.sheets_read import LARGEST_LIST, read_source
from exports.tables.workbook_write import people_workbook
from meetings.importing.people.plan import existing_people, import_people, plan_people
from meetings.ports import By
from storage.engine import open_writer
from storage.ids import new_id
from storage.records import FileRecords
from tests.benchmarks.data import START, bodies
from tui.words.importing import sums, worth_reading

PEOPLE = 100_000
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
GIVEN = "伟芳娜敏静强磊军洋勇艳杰娟涛明超秀英霞平刚桂兰华玉梅建国志文丽红海波云峰"
ROLES = ("居民", "居民", "居民", "楼栋长、党员", "居民", "成员", "居民", "网格员", "居民", "顾问")
WRITTEN = ("person", "seat", "unit", "entry", "entry_row")


def _list(path: Path, names: list[str]) -> None:
    """A list as a subdistrict keeps it: everybody with a phone and a role, a third with a home."""
    rows = []
    for n in range(PEOPLE):
        given = GIVEN[n % len(GIVEN)] + (GIVEN[n // 37 % len(GIVEN)] if n % 5 else "")
        rows.append(
            (
                SURNAMES[n // 7 % len(SURNAMES)] + given, f"{n // 60 % 300 + 1}栋",
                f"{n % 3 + 1}单元", f"1390{n:07}", ROLES[n % len(ROLES)], names[n % len(names)],
                "是" if n % 10 == 5 else None, 60 + n % 90 + 0.5 if n % 3 == 0 else None,
                None, None, None,
            )
        )  # fmt: skip
    path.write_bytes(people_workbook(rows, datetime(2026, 11, 24)))


def bench_import_of_100000_people():
    """Reading in the guarded process, plan, preview and one command a body, all committed.

    The floor reads the cells with calamine and inserts the same rows, those of the journal among
    them, by executemany into the same tables on the same connection settings.
    """
    folder = Path(tempfile.mkdtemp())
    empty, file = folder / "empty.db", folder / "people.xlsx"
    with FileRecords.open(empty) as records:
        founded = [body for body in bodies() if body.tier == "community"]
        for body in founded:
            with records.transaction("body.found", By("", START, new_id()), body.id) as book:
                book.put(body)
    _list(file, [body.name for body in founded])
    runs = count()

    def imported() -> Path:
        path = folder / f"work{next(runs)}.db"
        shutil.copy(empty, path)
        source = read_source(file, inflated=LARGEST_LIST)
        with FileRecords.open(path) as records:
            plan = plan_people(source, existing_people(records), None)
            shown = (sums(plan.rows), worth_reading(plan.rows))
            assert shown and import_people(records, By("王社工", START, new_id()), plan) > 0
        return path

    def work() -> None:
        imported().unlink()

    conn = open_writer(imported())
    rows = {name: conn.execute(f"SELECT * FROM {name}").fetchall() for name in WRITTEN}
    conn.close()

    def floor() -> None:
        path = folder / f"floor{next(runs)}.db"
        shutil.copy(empty, path)
        book = calamine.CalamineWorkbook.from_path(file)
        book.get_sheet_by_index(0).to_python()
        conn = open_writer(path)
        conn.execute("BEGIN IMMEDIATE")
        conn.execute("DELETE FROM entry_row")
        conn.execute("DELETE FROM entry")
        for name, lines in rows.items():
            marks = ", ".join("?" for _ in lines[0])
            conn.executemany(f"INSERT INTO {name} VALUES ({marks})", lines)
        conn.execute("COMMIT")
        conn.close()
        path.unlink()

    return work, floor, 3.0
