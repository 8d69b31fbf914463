"""开会 as it looks: nothing that decides is cut, at 80×24 and in the smallest window."""

from dataclasses import replace
from pathlib import Path

from meetings.actions import hold, prepare
from meetings.sitting.debate import Stance, Waiting
from tests.tui.hall import NAMES, hall
from tui.widgets.agenda_view import AgendaView
from tui.widgets.columns import folded
from tui.widgets.room_view import as_many

LONG = "扶持社区社会组织，每家每年三千元，由居委会监督使用"
SAID = "请各楼出一个节目，八点开始，九点以前一定结束，音响不要太大，小广场的灯要提前修好"


async def test_the_order_of_a_long_queue_stands_whole_beside_the_timer(tmp_path: Path):
    async with hall(tmp_path) as room:
        for name in NAMES[:6]:
            await room.act(hold.raise_hand, Waiting(room.person(name), name, Stance.FOR))
        assert room.sees("排队（未发言者先、正反轮流）", "1 张桂兰 支持 第1次", "等另")
        await room.press("3")
        assert room.sees("计时 张桂兰 0:00 / 2:00", "（未发言者先、正反轮流）", "1 李国强")


async def test_long_titles_are_folded_and_a_tie_is_a_word_in_the_agenda(tmp_path: Path):
    async with hall(tmp_path, items=("消防通道停车", LONG)) as room:
        agenda = room.screen.query_one(AgendaView)
        shown = "".join(row.cells[0][0].strip() for row in agenda._rows[1:])
        assert shown.replace("..", "") in f"2 {LONG}" and len(agenda._rows) == 4
        await room.move()
        await room.press("5", "1", "7", "enter", "7", "enter", "enter", "enter", "escape")
        assert room.sees("1 消防通道停车 平票", "平票未通过")
        agenda.focus()
        await room.press("down")
        assert agenda.key == room.meeting.items[1].id
        await room.press("enter")
        assert room.meeting.current == room.meeting.items[1].id


async def test_the_answer_from_above_is_read_on_the_floor_until_there_is_a_motion(tmp_path: Path):
    async with hall(tmp_path) as room:
        item = room.meeting.items[0]
        planned = replace(item, proposal="街道回复：每周两次夜查")
        await room.app.desk.run(prepare.edit_item, planned)
        await room.screen.reload()
        await room.pilot.pause()
        assert room.sees("议案 街道回复：每周两次夜查")
        await room.press("f9")
        assert room.sees("议案 街道回复：每周两次夜查")
        await room.press("f9")
        await room.move("照办")
        assert room.sees("动议 照办") and not room.sees("议案 街道回复")


async def test_an_item_that_runs_over_says_so_in_the_agenda_and_on_the_floor(tmp_path: Path):
    async with hall(tmp_path) as room:
        room.later(minutes=20)
        await room.act(hold.speak, None, "张桂兰", Stance.FOR, "好")
        assert room.sees("1 消防通道停车 超6分", "21/15分")


async def test_a_speech_is_folded_and_two_of_one_name_are_told_apart(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.write(f"zgl 支持 {SAID}")
        await room.press("enter")
        assert room.sees("请各楼出一个节目，八点", "音响不要太大")
        await room.write("阿依古丽·买买提47栋 支持 好")
        await room.press("enter", "2")
        assert room.sees("阿依古丽·买买..")
        await room.press("shift+tab", "home", "down", "enter")
        assert room.sees("改张桂兰的发言")


async def test_in_the_smallest_window_the_line_of_speeches_is_there(tmp_path: Path):
    async with hall(tmp_path, size=(40, 10)) as room:
        await room.move()
        await room.write("lgq+好")
        assert room.sees("lgq+好", "李国强 支持: 好")
        await room.press("enter", "5")
        assert room.sees("举手表决", "记名表决")
        await room.press("escape", "8")
        assert room.sees("冯涛", "出席 19:42", "> 许洁")


async def test_before_it_is_opened_the_floor_says_how_to_open(tmp_path: Path):
    async with hall(tmp_path, present=0) as room:
        await room.app.desk.undo(room.meeting.body)
        await room.screen.reload()
        assert room.sees("按 0 开会") and not room.sees("还没有发言")


async def test_while_hands_are_counted_the_room_and_the_sum_are_shown(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move()
        await room.press("5", "1")
        assert room.sees("在场可投14票，已计0票")
        await room.press("8", "enter", "5")
        assert room.sees("在场可投14票，已计13票")


async def test_a_wrong_mark_is_taken_back_at_the_sign_in_table(tmp_path: Path):
    async with hall(tmp_path, present=13) as room:
        await room.press("8")
        assert room.sees("> 孔亮") or room.sees(f"> {NAMES[13]}")
        await room.press("enter")
        assert room.sees("到会 14/16")
        await room.press("ctrl+z")
        assert room.sees("到会 13/16") and NAMES[13] in room.app.told()
        await room.press("ctrl+y")
        assert room.sees("到会 14/16")
        assert "已重做" in room.app.told() and NAMES[13] in room.app.told().split("已重做")[1]
        await room.press("ctrl+z", "escape", "ctrl+y")
        assert room.sees("14/16") and NAMES[13] in room.app.told().split("已重做")[-1]
        await room.write("zgl+好")
        await room.press("enter", "8", "ctrl+z")
        assert "不是在这个窗口里" in room.app.told() and len(room.meeting.speeches) == 1


async def test_a_key_to_another_screen_says_in_a_dialog_what_to_do_first(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.press("0", "f3")
        assert room.app.told() == "先按 Esc 离开这个窗口；已写的字会留着。"
        assert room.sees("结束会议") and room.app.went_to == []


def test_a_list_says_how_many_it_leaves_out():
    assert as_many(["甲", "乙", "丙"], 20) == "甲 · 乙 · 丙"
    assert as_many(["张桂兰", "李国强", "王秀英"], 16) == "张桂兰 等另2人"
    assert as_many([], 10) == "-"


def test_no_line_begins_with_a_comma():
    assert folded("扶持社区社会组织，每家每年三千元", 16, 3)[1][0] == "织"
