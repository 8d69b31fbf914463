"""Speeches typed faster than the disk writes are stored one by one, each once and whole."""

import pytest

from meetings.sitting.meeting import Meeting
from storage.records import FileRecords


def test_speeches_typed_ahead_of_the_disk_are_stored_each_by_itself(corner):
    lines = [f"wxy 支持 第{n}句话" for n in range(1, 9)]
    corner.press("".join(f"{line}<Enter>" for line in lines) + "wxy 反对 还没说完")
    corner.wait_for(("第8句话", "还没说完"))
    corner.kill()
    assert spoken(corner.records) == [f"第{n}句话" for n in range(1, 9)]
    corner.again().wait_for(("第8句话", "还没说完"))


def test_enter_pressed_twice_stores_once(corner):
    corner.press("wxy 支持 只说一次<Enter><Enter>wxy 支持 第二句<Enter>").wait_for("第二句")
    corner.press("<^q>")
    corner.wait_exit()
    assert spoken(corner.records) == ["只说一次", "第二句"]


@pytest.mark.parametrize("keys", ["12<Enter>1<Enter>1<Enter>", "121<Enter>1<Enter>"])
def test_figures_typed_at_one_go_land_each_in_its_field(corner, keys):
    corner.step("5", "1  举手表决").step("1", "同意 *")
    corner.step(keys, "同意12票，反对1票，弃权1票")


def spoken(path):
    """What was said in the meeting after the sample's own speeches."""
    with FileRecords.open(path) as records, records.reading() as book:
        speeches = [s.text for m in book.find(Meeting) for s in m.speeches]
    return [text for text in speeches if "句" in text or "只说" in text]
