"""How long a text may be is one number: the schema's CHECK, what cleans, and the form read it."""

import ast
import functools
import re
from pathlib import Path

import pytest

from meetings.limits import LIMITS, OF_TABLE, limit
from storage.records import FileRecords
from storage.rows import Table
from storage.tables import TABLES
from tui.dialogs.kit.fields import LongField, TextField

ROOT = Path(__file__).parent.parent
CHECKED = re.compile(r"length\((\w+)\) (?:<=|=|BETWEEN \d AND) (\d+)")

OTHERWISE = {"tui/dialogs/standing.py": {"notice"}, "tui/guarding.py": {"place"}}
"""Fields that are named as a column and mean something else: words on a notice, a folder."""


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    path = tmp_path_factory.mktemp("limits") / "records.db"
    with FileRecords.open(path) as records:
        return dict(records.conn.execute("SELECT name, sql FROM sqlite_master").fetchall())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_schema_checks_what_the_cleaner_lets_through(table: Table, schema: dict[str, str]):
    checked = {name: int(most) for name, most in CHECKED.findall(schema[table.name])}
    texts = {c.name: c.limit for c in table.columns if c.form.is_text or c.form.is_json}
    assert {name: checked.get(name) for name in texts} == texts


@functools.cache
def fields() -> list[tuple[str, str, ast.expr | None]]:
    """Each text field that a form names: its file, its name, and the width that is given."""
    kinds, found = (TextField.__name__, LongField.__name__), []
    for file in sorted((ROOT / "tui").rglob("*.py")):
        text = file.read_text("utf-8")
        if not any(kind in text for kind in kinds):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and node.args:
                called = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if called in kinds:
                    wide = {one.arg: one.value for one in node.keywords}.get("longest")
                    name = getattr(node.args[0], "value", "")
                    found.append((file.relative_to(ROOT).as_posix(), str(name), wide))
    return found


def test_a_field_named_as_a_column_is_as_wide_as_the_column():
    told = {
        (file, name)
        for file, name, wide in fields()
        if wide is not None and name in LIMITS and name not in OTHERWISE.get(file, ())
    }
    assert told == set(), "the width follows from the name"
    assert TextField("title", "").most == limit("title") == 200
    assert LongField("note", "").most == limit("note")


def test_a_field_of_another_name_names_its_column():
    columns = {column.name for table in TABLES for column in table.columns}
    asked = [
        [getattr(one, "value", "") for one in wide.args]
        for _, _, wide in fields()
        if isinstance(wide, ast.Call) and getattr(wide.func, "id", "") == "limit"
    ]
    assert asked and all(column in columns for column, *_ in asked)
    assert {(table, column) for column, *rest in asked for table in rest} <= set(OF_TABLE)
