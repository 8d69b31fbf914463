"""Four meetings that reports do not show, held by keys from an empty file to the minutes."""

from collections.abc import Sequence
from pathlib import Path

from meetings.actions import finish
from meetings.papers.minutes import Minutes
from meetings.sitting.meeting import Meeting
from storage.records import FileRecords
from tests.terminal.terminal import Terminal
from tests.terminal.walks import MEMBERS

CORNER, COUNCIL = "1", "2"
OPEN_AGAIN = "8签到"
"""Seen when the meeting screen takes keys again."""


def held(terminal: Terminal, tier: str, members: int, present: int, *items: str) -> Terminal:
    """From an empty file to a meeting that runs, with so many members here."""
    roll = "".join(f"{name} {more}\n" for name, more, _keys in MEMBERS[:members])
    terminal.step("", "请先建立一个议事机构")
    terminal.step("2", "哪一级的议事机构")
    terminal.step(tier, "新机构")
    terminal.step("试验议事会<^s>", "还没有人")
    terminal.step("7", "批量登记").paste(roll).wait_for(f"{members}人")
    terminal.step("<^s>", f"新增 {members}")
    terminal.step("<Enter>", f"在册{members}人")
    terminal.step("<F3>", "还没有会议").step("1", "筹备会议")
    terminal.step("今天<Enter>14:30<^s>", "共0项")
    for n, title in enumerate(items, 1):
        terminal.step("2", "分钟").step(f"{title}<Enter>15<Enter>", f"共{n}项")
    terminal.step("7", "到了没有").step("3", "进行中").step("8", "8临时到会")
    for n, (_name, _more, keys) in enumerate(MEMBERS[:present], 1):
        terminal.step(f"{keys}<Enter>", f"到会 {n}/{members}")
    return terminal.step("<Esc>", OPEN_AGAIN, f"到会 {present}/{members}")


def moved(terminal: Terminal, text: str, seconder: bool = True) -> Terminal:
    """A motion of the first member, seconded by the second."""
    more = "lm<Enter>" if seconder else ""
    return terminal.step("4", "要表决的那一句").step(f"{text}<Enter>cj<Enter>{more}", "待表决")


def voted(terminal: Terminal, counts: Sequence[int], *sees: str) -> Terminal:
    """A counted show of hands, up to the verdict that is read out."""
    typed = "<Enter>".join(str(count) for count in counts)
    terminal.step("5", "1  举手表决").step("1", "同意 *")
    terminal.step(f"{typed}<Enter>", "Enter 或 Esc 继续", *sees)
    return terminal.step("<Enter>", "试验议事会")


def ended(terminal: Terminal, digit: str = "1") -> Minutes:
    """End the meeting, leave the program, and read the minutes as they will print."""
    terminal.step("0", "结束会议").step(digit, "现在结束会议").step("1", "已结束")
    terminal.press("<^q>")
    terminal.wait_exit()
    return minutes_in(terminal.records)


def minutes_in(path: Path) -> Minutes:
    """The minutes of the one meeting in the file."""
    with FileRecords.open(path) as records:
        with records.reading() as book:
            (meeting,) = book.find(Meeting)
        at = meeting.ended_at or meeting.starts_at
        return finish.minutes(records, meeting.id, at)


def test_one_a_tie_is_voted_on_again_and_both_counts_stand(start):
    terminal = held(start(), COUNCIL, 16, 14, "加装充电桩")
    moved(terminal, "在东侧空地安装充电桩十个")
    voted(terminal, (7, 7, 0), "平票未通过。")
    terminal.step("", "接下来怎么办", "1  再议后重新表决", "2  搁置至下次")
    terminal.step("1", OPEN_AGAIN, "待表决")
    terminal.step("zq+每晚有人巡查<Enter>", "支持 1 反对 0")
    voted(terminal, (8, 5, 1), "至少8票", "通过。")
    first, second = ended(terminal).items[0].votes
    assert "同意7票，反对7票" in first.sentence and "平票未通过" in first.sentence
    assert second.sentence == (
        "应到16人，实到14人，达到法定人数（不少于应到的三分之二，即至少11人）；"
        "同意8票，反对5票，弃权1票；须超过实到人数的二分之一，即至少8票，通过。"
    )


def test_two_without_a_quorum_the_talk_is_recorded_and_the_items_come_back(start):
    terminal = held(start(), COUNCIL, 15, 9, "楼道堆物", "停车收费")
    terminal.step("", "未达到法定人数：应到15人，实到9人，至少须10人，还差1人")
    terminal.step("0", "=  人数不够：可以怎么办").step("=", "4  改为座谈")
    terminal.step("4", "按座谈进行")
    terminal.step("zq 支持 先从一单元清起<Enter>", "支持 1 反对 0")
    minutes = ended(terminal)
    assert minutes.informal and "未达到法定人数" in minutes.quorum_sentence
    assert [item.outcome for item in minutes.items] == ["not_reached"] * 2
    assert minutes.items[0].speeches[0].text == "先从一单元清起"
    with FileRecords.open(terminal.records) as records, records.reading() as book:
        (meeting,) = book.find(Meeting)
        assert meeting.decisions == ()


def test_three_each_vote_has_the_room_it_was_taken_in(start):
    terminal = held(start(), COUNCIL, 16, 12, "第一件", "第二件", "第三件")
    moved(terminal, "办第一件")
    voted(terminal, (8, 4, 0), "实到12人")
    terminal.step("9", "第二件", "到会 12/16")
    terminal.step("8", "8临时到会").step("sy<Enter>", "到会 13/16")
    terminal.step("cj5", "理由").step("与其商铺有关<Enter>", "回避1人")
    terminal.step("<Esc>", OPEN_AGAIN)
    terminal.step("4", "要表决的那一句").step("办第二件<Enter>zq<Enter>lm<Enter>", "待表决")
    voted(terminal, (8, 3, 1), "回避1人")
    terminal.step("9", "第三件").step("8", "8临时到会").step("sl2<Esc>", OPEN_AGAIN)
    moved(terminal, "办第三件")
    voted(terminal, (9, 3, 0), "至少7票")
    minutes = ended(terminal)
    sentences = [item.votes[0].sentence for item in minutes.items]
    assert "实到12人" in sentences[0]
    assert "回避1人" in sentences[1]
    assert [name.name for name, _ in minutes.attendance.left_early] == ["孙立"]


def test_three_five_for_four_against_four_abstaining_pass_at_a_corner_and_fail_in_a_council(start):
    corner = held(start(), CORNER, 16, 13, "晾衣区")
    moved(corner, "设晾衣区", seconder=corner.sees("附议"))
    voted(corner, (5, 4, 4), "通过。")
    corner.step("", "举手表决 通过")
    council = held(start(records="council.db"), COUNCIL, 16, 13, "晾衣区")
    moved(council, "设晾衣区")
    voted(council, (5, 4, 4), "至少7票", "未通过。")
    council.step("", "举手表决 未通过")


def test_four_fifteen_hands_in_a_room_of_fourteen_stand_only_with_a_printed_reason(start):
    terminal = held(start(), COUNCIL, 16, 14, "修围墙")
    moved(terminal, "修围墙")
    terminal.step("5", "1  举手表决").step("1", "同意 *")
    terminal.step("10<Enter>5<Enter><Enter>", "15票", "只有14票", "理由")
    terminal.step("有一人举了两次手，不影响结果<Enter>", "Enter 或 Esc 继续")
    terminal.step("<Enter>", "举手表决 通过")
    line = ended(terminal).items[0].votes[0]
    assert "所计15票多于可以投票的14人，主持人决定采用，理由：有一人举了两次手" in line.sentence
