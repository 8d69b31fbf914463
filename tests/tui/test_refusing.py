"""What cannot be read is told over the screen, and every other screen works on."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from storage.beside import index_of
from storage.engine import OperationalError
from storage.errors import Unreadable
from tests.storage.test_damaged import page_of, spoil_page
from tui.app import Jiejiao
from tui.cli.main import main
from tui.desk import Desk
from tui.errors import is_refusal, sentence

KEYS = (
    "f2", "f3", "f4", "f5", "f6", "f7", "f8", "escape", "f2", "enter", "escape", "f3", "enter",
    "escape", "f4", "ctrl+f", "路", "escape", "f5", "enter", "escape", "f6", "enter", "escape",
    "f4",
)  # fmt: skip


@pytest.fixture
def path(community: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(community, tmp_path / "records.db"))


async def walked(path: Path) -> tuple[set[str], str]:
    """All that was told on a walk through the screens, and the screen where it ended."""
    desk = Desk(path)
    desk.open()
    told: set[str] = set()
    try:
        app = Jiejiao(desk)
        async with app.run_test(size=(100, 30)) as pilot:
            for key in KEYS:
                await pilot.press(key)
                await pilot.pause()
                told |= {note.message for note in app._notifications}
            return told, str(app.current_mode)
    finally:
        desk.close()


@pytest.mark.parametrize("table", ["meeting", "issue", "follow_up", "person", "entry"])
async def test_a_damaged_page_ends_no_screen(path: Path, table: str) -> None:
    spoil_page(path, page_of(path, table))
    told, mode = await walked(path)
    assert any("读不出来" in message for message in told) and mode == "hold"


async def test_a_spoilt_text_ends_no_screen_and_is_not_shown(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("UPDATE issue SET title = CAST(X'E781AFFF' AS TEXT)")
    raw.commit()
    raw.close()
    told, mode = await walked(path)
    assert any("文字已损坏" in message for message in told) and mode == "hold"


async def test_an_index_that_cannot_be_made_is_told_in_the_search(path: Path) -> None:
    index_of(path).mkdir()
    told, mode = await walked(path)
    assert mode == "hold" and len(told) >= 1


def test_records_of_which_nothing_can_be_read_are_refused_in_one_sentence(path: Path) -> None:
    spoil_page(path, page_of(path, "body"))
    done = CliRunner().invoke(main, ["--records", str(path), "export", "ledger", "-o", "x.xlsx"])
    assert done.exit_code == 2 and done.stderr.count("\n") == 1 and "check --repair" in done.stderr


def test_what_the_engine_says_is_told_in_our_words_wherever_it_comes_from() -> None:
    failure = OperationalError("Could not decode to UTF-8 column 'text' with text '王秀英'")
    for error in (failure, Unreadable(why="encoding")):
        assert is_refusal(error) and "王秀英" not in sentence(error)
