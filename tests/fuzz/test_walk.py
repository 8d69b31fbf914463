"""Every screen over records in which every free text is one hostile value.

`FUZZ_VALUES=all`, as `make fuzz` sets it, takes every value and opens every dialog; `make test`
takes a few values over the screens themselves.
"""

import json
import os
import re
import shutil
import sqlite3
import typing
from pathlib import Path

import pytest

from storage.rows import Table
from storage.tables import TABLES
from tests.data.hostile import ACTS_ON_TERMINALS, HOSTILE
from tests.data.unseen import UNSEEN
from tests.tui.desk_host import DeskHost, keys
from tui.app import PLACE
from tui.desk import Desk
from tui.desk.core import local_now
from tui.screens.issues import IssuesScreen

VALUES = {**HOSTILE, **UNSEEN}
LONG = os.environ.get("FUZZ_VALUES") == "all"
A_FEW = ("closing markup", "zero width after a word", "line separator")
ID = re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}")
CHINESE = re.compile("[\u3400-\u9fff]")
LONGEST = 2_000  # characters of a value in the records
SCREENS = ("f2", "f3", "f4", "f5", "f6", "f7")
OVER = ("f8", "f9", "1", "f1", "ctrl+p", "ctrl+g", *"234567890") if LONG else ("f9",)
_ACTS = ACTS_ON_TERMINALS - {"\n"}


PARTS = [
    {"owner": "物业", "text": "画线", "deadline": "2026-12-01", "done": False, "done_on": None},
    {"owner": "交警中队", "text": "立牌", "deadline": None, "done": True, "done_on": "2026-11-20"},
]
NEWER = (
    ("UPDATE follow_up SET parts = ?", (json.dumps(PARTS, ensure_ascii=False),)),
    ("UPDATE meeting SET kind_words = '楼栋说事会'", ()),
    ("UPDATE issue SET settled_by = (SELECT id FROM referral LIMIT 1)", ()),
)
"""What the sample has nowhere: tasks for several hands, kinds of meeting by own words."""


def free_texts(conn: sqlite3.Connection, table: Table) -> list[str]:
    """The columns that hold a person's words, and never another record's id."""
    hints = typing.get_type_hints(table.kind)
    texts = []
    for name in table.names:
        held = [value for (value,) in conn.execute(f"SELECT {name} FROM {table.name}") if value]
        if hints[name] is str and name not in ("id", "body") and not any(map(ID.fullmatch, held)):
            texts.append(name)
    refers = {row[3] for row in conn.execute(f"PRAGMA foreign_key_list({table.name})")}
    return [name for name in texts if name not in refers]


def nested(conn: sqlite3.Connection, table: Table) -> list[str]:
    """The columns that hold values of several parts, as JSON."""
    first = "SELECT 1 FROM {} WHERE substr({}, 1, 1) IN ('[', '{{') LIMIT 1"
    hints = typing.get_type_hints(table.kind)
    return [
        name
        for name in table.names
        if hints[name] is not str and conn.execute(first.format(table.name, name)).fetchone()
    ]


def within(value: typing.Any, text: str) -> typing.Any:
    """The value with the text for each of its words, which are Chinese, as no name of ours is."""
    if isinstance(value, str):
        return text if CHINESE.search(value) else value
    if isinstance(value, list):
        return [within(one, text) for one in value]
    if isinstance(value, dict):
        return {key: within(one, text) for key, one in value.items()}
    return value


def spoil(path: Path, value: str) -> int:
    """Put the value into every free text, as another program might have; returns how many."""
    conn = sqlite3.connect(path)
    conn.execute("PRAGMA ignore_check_constraints = ON")
    for statement, given in NEWER:
        assert conn.execute(statement, given).rowcount
    text, spoiled = value.encode("utf-8", "replace").decode()[:LONGEST], 0
    for root in TABLES:
        for table in root.family():
            # What is sealed is one text of our own making, and read back by its hash.
            if table.name == "final_minutes":
                continue
            for name in nested(conn, table):
                rows = conn.execute(f"SELECT DISTINCT {name} FROM {table.name}").fetchall()
                for told in (value for (value,) in rows if value):
                    new = json.dumps(within(json.loads(told), text), ensure_ascii=False)
                    where = f"{name} = ? AND ? != {name}"
                    done = conn.execute(
                        f"UPDATE OR IGNORE {table.name} SET {name} = ? WHERE {where}",
                        (new, told, new),
                    )
                    spoiled += done.rowcount
            for name in free_texts(conn, table):
                done = conn.execute(f"UPDATE OR IGNORE {table.name} SET {name} = ?", (text,))
                spoiled += done.rowcount
    conn.commit()
    conn.close()
    return spoiled


@pytest.mark.parametrize("name", VALUES if LONG else A_FEW)
async def test_every_screen_opens_over_records_full_of_it(
    name: str, tmp_path: Path, community: Path
):
    path = tmp_path / "records.db"
    shutil.copy(community, path)
    assert spoil(path, VALUES[name]) > 500
    desk = Desk(path, "王社工", local_now)
    desk.open()
    desk.draft(f"{PLACE}mode", "issues")
    app = DeskHost(desk, IssuesScreen)
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            for screen in SCREENS:
                await keys(app, pilot, "escape", "escape", screen, "down", "enter")
                seen(app, screen)
                for over in OVER:
                    await keys(app, pilot, "escape", "escape", screen, over)
                    seen(app, f"{screen} {over}")
    finally:
        desk.close()


def seen(app: DeskHost, keys_pressed: str) -> None:
    """The program runs, draws, and nothing of the value acts on the terminal."""
    assert app.failure is None, keys_pressed
    assert not _ACTS & set(app.picture()), keys_pressed
