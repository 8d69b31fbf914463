"""联席会议: three units beside the council sign in, speak and take a task, and do not vote."""

from pathlib import Path

from exports.documents.minutes import minutes_document
from exports.shown import shown
from meetings.actions.finish import minutes
from meetings.chairing.contradictions import contradictions
from meetings.sitting.meeting import Meeting
from storage.records import FileRecords
from tui.desk.core import local_now

MEMBERS = (
    "陈静 1栋 主持人<Enter>李梅 2栋 记录人<Enter>赵强 3栋<Enter>孙立 3栋<Enter>吴兰 4栋<Enter>"
)
UNITS = (("综合执法队", "李队长"), ("绿城物业", "王经理"), ("供电所", "周工"))


def test_three_units_sign_in_and_speak_and_do_not_vote(start):
    terminal = start()
    terminal.step("", "请先建立一个议事机构").step("2", "哪一级的议事机构").step("2", "新机构")
    terminal.step("梧桐里社区议事会<^s>", "还没有人")
    terminal.step("7", "批量登记").step(MEMBERS, "5人").step("<^s>", "新增 5")
    terminal.step("<Enter>", "在册5人").step("<F3>", "还没有会议").step("1", "日期 *")
    units = "；".join(f"{unit} {name}" for unit, name in UNITS)
    terminal.step(
        f"今天<Enter>15:00<Enter><Enter>二楼会议室<Enter><Enter><Enter>2<Enter>{units}<^s>", "共0项"
    )
    terminal.step("2", "分钟").step("飞线充电<Enter>20<Enter>", "共1项")
    terminal.step("7", "到了没有").step("1", "进行中").step("8", "参会单位", "供电所")
    terminal.step("zq<Enter>", "到会 3/5").step("sl<Enter>", "到会 4/5")
    for here, (_unit, name) in enumerate(UNITS, 1):
        terminal.step(f"{name}<Enter>", f"到会 4/5 列席{here}")
    terminal.step("<Esc>", "8签到", "法定 4 达到")
    terminal.step("李队长 补充 下周起每晚巡查<Enter>", "每晚巡查")
    terminal.step("4", "要表决的那一句").step("装十个充电桩<Enter>zq<Enter>sl<Enter>", "待表决")
    terminal.step("5", "1  举手表决").step("1", "同意 *", "可投4票")
    terminal.step("4<Enter>0<Enter>0<Enter>", "Enter 或 Esc 继续", "全票通过")
    terminal.step("<Enter>", "8签到").step("6", "责任人")
    terminal.step("<Enter>供电所<Enter><Enter>7天<^s>", "议定 装十个充电桩", "8签到")
    terminal.step("0", "结束会议").step("1", "现在结束会议").step("1", "已结束")
    terminal.press("<^q>")
    terminal.wait_exit()
    _the_minutes_name_the_units(terminal.records)


def _the_minutes_name_the_units(path: Path) -> None:
    with FileRecords.open(path) as records:
        with records.reading() as book:
            (meeting,) = book.find(Meeting)
        told = minutes(records, meeting.id, local_now())
    came = told.attendance
    assert came.units == UNITS and not came.observers
    assert (came.expected, len(came.present)) == (5, 4)
    assert [name.name for name in came.absent] == ["吴兰"]
    assert meeting.who_came().heads == 7
    assert not list(contradictions(meeting))
    [decision] = meeting.decisions
    assert "供电所" in decision.owner
    document = minutes_document(told)
    (path.parent / "minutes.docx").write_bytes(document)
    text = "\n".join(shown(document).lines)
    assert all(unit in text and name in text for unit, name in UNITS)
    assert "同意4票" in text
