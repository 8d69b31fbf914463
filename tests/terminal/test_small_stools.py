"""小板凳议事会: twelve who stand on no roster, and the next meeting, which knows their faces."""

from pathlib import Path

from exports.documents.minutes import minutes_document
from exports.shown import shown
from meetings.actions.finish import minutes
from meetings.chairing.contradictions import contradictions
from meetings.sitting.meeting import Meeting
from storage.records import FileRecords
from tests.terminal.terminal import Terminal
from tui.desk.core import local_now

OFFICERS = ("陈静", "李梅")
OTHERS = (
    "张桂兰", "李国强", "王秀英", "陈建华", "刘志明", "周敏", "何淑芬", "黄志勇", "马文涛",
    "彭德海",
)  # fmt: skip


def planned(terminal: Terminal, clock: str, item: str, review: int = 0) -> Terminal:
    """A meeting of today with one item, chaired and recorded by two of the neighbours, opened."""
    terminal.step("1", "日期 *")
    terminal.step(
        f"今天<Enter>{clock}<Enter><Enter>三单元门口<Enter>陈静<Enter>李梅<^s>", f"共{review}项"
    )
    terminal.step("2", "分钟").step(f"{item}<Enter>15<Enter>", f"共{review + 1}项")
    terminal.step("7", "到了没有").step("3", "进行中")
    if review:
        terminal.step("9", "落实情况 已答0/1").step("3", "按 Enter").step("<Enter>", "已答1/1")
        terminal.step("0", "8签到").step("9", f"2 {item}  0/15分")
    return terminal.step("8", "主持或记录")


def decided(terminal: Terminal, motion: str, counts: str) -> Terminal:
    """A motion of the first neighbour, carried, and who does it."""
    terminal.step("4", "要表决的那一句").step(f"{motion}<Enter>zgl<Enter>", "待表决")
    terminal.step("5", "1  举手表决").step("1", "同意 *")
    terminal.step(f"{counts}<Enter>", "Enter 或 Esc 继续", "在场12人", "通过。")
    terminal.step("<Enter>", "8签到").step("6", "责任人")
    return terminal.step("<Enter>zgl<Enter><Enter>7天<^s>", f"议定 {motion}", "8签到")


def ended(terminal: Terminal) -> Terminal:
    terminal.step("0", "结束会议").step("1", "现在结束会议").step("1", "已结束")
    return terminal.step("<F3>", "1筹备会议")


def test_twelve_on_small_stools_and_their_next_meeting(start):
    terminal = start()
    terminal.step("", "请先建立一个议事机构").step("2", "哪一级的议事机构").step("1", "新机构")
    terminal.step("三单元小板凳议事会<^s>", "还没有人").step("<F3>", "还没有会议")
    planned(terminal, "15:00", "楼道堆物")
    for here in (1, 2):
        terminal.step("<Enter>", f"在场{here}人")
    for here, name in enumerate(OTHERS, 3):
        terminal.step(f"{name}<Enter>", f"在场{here}人")
    terminal.step("<Esc>", "8签到", "在场12人").step("zgl 支持 先清一楼<Enter>", "支持 1 反对 0")
    decided(terminal, "周六上午一起清楼道", "11<Enter>0<Enter>1")
    ended(terminal)

    planned(terminal, "16:00", "晾衣杆", review=1).step("", "上次到过", "张桂兰")
    for here in range(1, 13):
        terminal.step("<Enter>", f"在场{here}人")
    terminal.step("<Esc>", "8签到", "在场12人")
    decided(terminal, "装三根晾衣杆", "12<Enter>0<Enter>0")
    ended(terminal)
    terminal.press("<^q>")
    terminal.wait_exit()
    _both_say_who_was_there(terminal.records)


def _both_say_who_was_there(path: Path) -> None:
    with FileRecords.open(path) as records:
        with records.reading() as book:
            meetings = sorted(book.find(Meeting), key=lambda meeting: meeting.serial)
        told = [minutes(records, meeting.id, local_now()) for meeting in meetings]
    assert len(told) == 2
    rolls = [{entry.person for entry in meeting.roll} for meeting in meetings]
    assert rolls[0] == rolls[1]
    for meeting, one in zip(meetings, told, strict=True):
        assert {name.name for name in one.attendance.present} == {*OFFICERS, *OTHERS}
        assert one.attendance.expected is None and not one.attendance.absent
        assert not one.attendance.came_late and not one.attendance.observers
        assert not list(contradictions(meeting))
        document = minutes_document(one)
        (path.parent / f"minutes{meeting.serial}.docx").write_bytes(document)
        text = "\n".join(shown(document).lines)
        assert "在场12人" in text and "应到" not in text and "缺席" not in text
        assert "通过" in text and "未议" not in text
