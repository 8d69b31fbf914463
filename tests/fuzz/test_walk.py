"""Every screen over records in which every free text is one hostile value.

`FUZZ_VALUES=all`, as `make fuzz` sets it, takes every value and opens every dialog; `make test`
takes a few values over the screens themselves.
"""

import os
import re
import shutil
import sqlite3
import typing
from pathlib import Path

import pytest

from storage.records import FileRecords
from storage.rows import Table
from storage.tables import TABLES
from tests.data.hostile import ACTS_ON_TERMINALS, HOSTILE
from tests.data.unseen import UNSEEN
from tests.tui.desk_host import DeskHost, keys
from tui.app import PLACE
from tui.desk import Desk
from tui.desk.core import local_now
from tui.sample.community import make_sample
from tui.screens.issues import IssuesScreen

VALUES = {**HOSTILE, **UNSEEN}
LONG = os.environ.get("FUZZ_VALUES") == "all"
A_FEW = ("closing markup", "zero width after a word", "line separator")
ID = re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}")
LONGEST = 2_000  # characters of a value in the records
SCREENS = ("f2", "f3", "f4", "f5", "f6", "f7")
OVER = ("f8", "f9", "1", "f1", "ctrl+p", "ctrl+g", *"234567890") if LONG else ("f9",)
_ACTS = ACTS_ON_TERMINALS - {"\n"}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample community, made once; copy it before use."""
    path = tmp_path_factory.mktemp("sample") / "records.db"
    with FileRecords.open(path) as records:
        make_sample(records, local_now())
    return path


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


def spoil(path: Path, value: str) -> int:
    """Put the value into every free text, as another program might have; returns how many."""
    conn = sqlite3.connect(path)
    conn.execute("PRAGMA ignore_check_constraints = ON")
    text, spoiled = value.encode("utf-8", "replace").decode()[:LONGEST], 0
    for root in TABLES:
        for table in root.family():
            # What is sealed is one text of our own making, and read back by its hash.
            if table.name == "final_minutes":
                continue
            for name in free_texts(conn, table):
                done = conn.execute(f"UPDATE OR IGNORE {table.name} SET {name} = ?", (text,))
                spoiled += done.rowcount
    conn.commit()
    conn.close()
    return spoiled


@pytest.mark.parametrize("name", VALUES if LONG else A_FEW)
async def test_every_screen_opens_over_records_full_of_it(name: str, tmp_path: Path, sample: Path):
    path = tmp_path / "records.db"
    shutil.copy(sample, path)
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
