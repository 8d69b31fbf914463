"""The disk is full or refuses: a sentence, the words stay, and the same key works later."""

import os
import resource
import shutil
import sys
from pathlib import Path

import pytest

from meetings.sitting.meeting import Meeting
from storage.health.check import check_file
from storage.records import FileRecords
from tests.storage.scenes import act, found, planned
from tests.terminal.terminal import Terminal
from tests.tui.hall import hall

WORDS = "wxy 支持 写不进去也不能丢"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of a running program")


async def test_a_full_disk_is_told_and_enter_works_once_there_is_room(tmp_path):
    async with hall(tmp_path) as room:
        records = room.app.desk.records
        pages = records.conn.execute("PRAGMA page_count").fetchone()[0]
        records.conn.execute(f"PRAGMA max_page_count = {pages}")
        await room.write(f"zgl 支持 {'很长的理由' * 2_000}")
        await room.press("enter")
        assert "磁盘满了" in room.app.told() and not room.meeting.speeches
        assert room.screen.line.value.startswith("zgl 支持")
        assert await room.app.desk.drafts(room.screen.line.draft_key)
        records.conn.execute("PRAGMA max_page_count = 1000000")
        await room.press("enter")
        assert len(room.meeting.speeches) == 1 and not room.screen.line.value


async def test_a_form_on_a_full_disk_stays_open_and_saves_once_there_is_room(tmp_path):
    async with hall(tmp_path) as room:
        records = room.app.desk.records
        await room.press("4")
        await room.write("划线" + "并说明" * 3_000)
        await room.press("enter")
        await room.write("zgl")
        await room.press("enter")
        await room.write("lgq")
        pages = records.conn.execute("PRAGMA page_count").fetchone()[0]
        records.conn.execute(f"PRAGMA max_page_count = {pages}")
        await room.press("ctrl+s")
        assert room.sees("磁盘满了") and not room.meeting.motions
        records.conn.execute("PRAGMA max_page_count = 1000000")
        await room.press("ctrl+s")
        assert room.sees("划线并说明")
        assert [m.text[:5] for m in room.meeting.motions] == ["划线并说明"]


def test_a_running_program_that_may_not_write_keeps_the_words_and_goes_on_later(
    community, tmp_path
):
    path = tmp_path / "records.db"
    shutil.copy(community, path)
    with Terminal(tmp_path) as terminal:
        terminal.step("<F8>", "45、47栋街角议事会").step("3", "第3次").step("<F4>", "到会 14/16")
        terminal.step(WORDS, WORDS)
        # Every file is longer than this, so that the next write of any is refused.
        resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
        # The message lies over the line for some seconds.
        terminal.step("<Enter>", "磁盘写不进去").wait_gone("磁盘写不进去").wait_for(WORDS)
        resource.prlimit(
            terminal.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        )
        terminal.step("<Enter>", "支持 6 反对 3")
        terminal.wait_gone(WORDS)
        terminal.press("<^q>")
        assert terminal.wait_exit() == 0
    with FileRecords.open(path) as records, records.reading() as book:
        said = [s.text for m in book.find(Meeting) for s in m.speeches]
    assert said.count("写不进去也不能丢") == 1 and check_file(path) == []


class Unprivileged(Terminal):
    """The program without root's right to write anywhere."""

    PROGRAM = (
        ("setpriv", "--bounding-set=-dac_override,-dac_read_search",
         "--inh-caps=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
    ) + Terminal.PROGRAM  # fmt: skip


def test_a_read_only_folder_is_told_with_what_to_do(tmp_path):
    if os.geteuid() == 0 and shutil.which("setpriv") is None:
        pytest.skip("root may write anywhere, and setpriv is not here")
    folder = tmp_path / "closed"
    folder.mkdir()
    path = folder / "records.db"
    with FileRecords.open(path) as records:
        planned(records, act(), found(records, act()))
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    folder.chmod(0o500)
    try:
        for file in folder.iterdir():
            file.chmod(0o400)
        with Unprivileged(tmp_path, records=str(Path("closed/records.db"))) as terminal:
            terminal.wait_for(("不能写入", "复制"))
            assert terminal.wait_exit() != 0
            assert not terminal.sees("Traceback")
    finally:
        folder.chmod(0o700)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
