"""A corner's body goes to another laptop by a stick, by keys alone; the old file only reads."""

import re
from pathlib import Path

from meetings.community.bodies import Tier
from storage.health.check import check_file
from tests.storage.sharing.offices import Office
from tests.terminal.conftest import Start
from tests.terminal.terminal import Terminal

LAMP = "西门路灯不亮"
CODE = re.compile(r"码：([0-9A-Z]{5}(?:-[0-9A-Z]{5}){6})")


def give(old: Terminal, stick: Path) -> str:
    """Four keys but for the folder, which a stick that is found fills in by itself."""
    old.step("<ShiftF2>", "用U盘")
    old.step("5", "交给另一台电脑")
    old.step("1", "写到哪个U盘")
    old.press(f"<^u>{stick}<Enter>")
    old.step("", "已交给另一台电脑", "抄下来")
    found = CODE.search(old.text.replace("\n", " "))
    assert found is not None
    old.press("<Esc>")
    old.wait_gone("抄下来")
    return found[1]


def test_a_body_moves_to_a_new_laptop_and_the_old_one_only_reads(
    start: Start, tmp_path: Path
) -> None:
    office = Office(tmp_path / "old.db", Tier.CORNER, "45栋街角议事会")
    office.raise_(LAMP)
    office.records.close()
    stick = tmp_path / "stick"
    stick.mkdir()
    old, new = start(records="old.db"), start(records="new.db")
    give(old, stick)
    old.step("<ShiftF2>5", "拿回来")
    old.step("3", "先不动")
    old.step("2", "又记在这里")
    for file in stick.iterdir():
        file.unlink()
    code = give(old, stick)
    new.step("<ShiftF2>", "文件夹")
    new.press(f"<^u>{stick}<Enter>")
    new.step("", "45栋街角议事会", "码")
    new.step(f"{code}<^s>", "已接过来", "记在这里")
    new.press("<Esc>")
    new.step("<F2>", LAMP)
    old.step("<F2>", LAMP)
    old.step("3", "不予受理")
    old.step("1<^s>", "已由另一台电脑记录")
    old.step("<Esc>", "议题")
    for terminal in (old, new):
        terminal.stop()
    assert [check_file(tmp_path / name) for name in ("old.db", "new.db")] == [[], []]
