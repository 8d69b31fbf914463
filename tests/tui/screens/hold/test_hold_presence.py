"""8 on the meeting screen: who is here, corrected, represented, standing back."""

from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path

import pytest

from meetings.actions import hold, prepare
from meetings.procedure.rules import ProxyUse, preset
from meetings.sitting.meeting_states import Invited
from meetings.sitting.presence import Mark
from tests.tui.hall import hall
from tests.tui.working_house import NOW
from tui.widgets.rows import Rows

PROXIES = replace(preset("community"), proxies=ProxyUse.QUORUM_AND_VOTES)


async def test_fourteen_of_forty_are_signed_in_with_three_keys_each(tmp_path: Path):
    async with hall(tmp_path, members=40, present=0) as room:
        await room.press("8")
        room.pressed = 0
        initials = {
            "lg": "李国强", "wx": "王秀英", "lz": "刘志明", "zm": "周敏", "hz": "黄志勇",
            "mw": "马文涛", "pd": "彭德海", "ft": "冯涛", "oy": "欧阳建国", "xj": "许洁",
            "cm": "崔明", "yg": "袁桂英", "dx": "邓小红", "fg": "傅国栋",
        }  # fmt: skip
        for letters in initials:
            await room.type(letters)
            await room.press("enter")
        assert room.pressed <= 3 * len(initials)
        here = [room.meeting.called(p) for p in room.meeting.room().present]
        assert set(here) == set(initials.values())
        assert room.sees("到会14/40")


async def test_a_time_entered_too_late_is_corrected_with_a_reason(tmp_path: Path):
    async with hall(tmp_path) as room:
        room.later(minutes=30)
        await room.press("8")
        await room.write("xj")
        await room.press("enter")
        await room.write("xj")
        await room.press("0")
        assert room.sees("许洁的时间线", "20:13出席")
        await room.press("1")
        await room.replace("19:50")
        await room.press("enter", "enter")
        await room.write("签到时漏记")
        await room.press("enter")
        line = next(m for m in room.meeting.presence if m.person == room.person("许洁"))
        assert f"{line.at:%H:%M}" == "19:50" and line.written_at is not None
        assert room.sees("19:50出席（签到时漏记）", "20:13补记")


async def test_what_nobody_wrote_down_is_added_with_its_time(tmp_path: Path):
    async with hall(tmp_path) as room:
        room.later(minutes=30)
        await room.press("8", "0", "1")
        await room.write("19:55")
        await room.press("enter", "2", "enter")
        line = room.meeting.presence[-1]
        assert line.kind is Mark.OUT and f"{line.at:%H:%M}" == "19:55"
        await room.press("escape")
        assert room.sees("张桂兰成员离席19:55") or room.sees("离席19:55")


async def test_who_counts_under_expected_is_changed_with_a_reason(tmp_path: Path):
    async with hall(tmp_path) as room:
        before = len(room.meeting.room().expected)
        await room.press("8", "0", "2")
        assert room.sees("从此不计入应到")
        await room.press("enter")
        assert len(room.meeting.room().expected) == before
        await room.write("已迁出")
        await room.press("enter")
        assert len(room.meeting.room().expected) == before - 1
        assert room.sees("不计应到（已迁出）", "从此计入应到")


async def test_a_time_that_is_not_understood_or_lies_ahead_is_refused(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.press("8", "0", "1")
        await room.replace("早些时候")
        await room.press("tab", "1")
        await room.write("写错")
        await room.press("ctrl+s")
        assert room.sees("请写成14:40这样的时间")
        await room.replace("23:50")
        await room.press("ctrl+s")
        assert room.sees("23:50")
        assert all(m.written_at is None for m in room.meeting.presence)


async def test_a_counted_vote_keeps_its_room_and_shows_the_correction(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move()
        await room.press("5", "1", "8", "enter", "5", "enter", "1", "enter", "enter")
        room.later(minutes=20)
        line = room.meeting.presence[0]
        early = line.at
        room.later(minutes=1)
        await room.act(hold.mark, line.person, Mark.OUT, at=early, reason="其实先走了")
        assert len(room.vote.electorate.present) == 14
        assert room.sees("表决后更正：张桂兰当时不在场（表决人数不变）")


async def test_a_proxy_is_taken_within_its_limit_and_said_in_words(tmp_path: Path):
    async with hall(tmp_path, PROXIES) as room:
        await room.press("8")
        await room.write("xj")
        await room.press("7")
        assert room.sees("每人最多代1人")
        await room.write("zgl")
        await room.press("enter")
        assert room.sees("委托→张桂兰", "委托1 计15")
        await room.write("kl")
        await room.press("7")
        await room.write("zgl")
        await room.press("enter")
        assert "1" in room.app.told() and len(room.meeting.room().represented) == 1


async def test_a_proxy_beyond_the_law_counts_once_it_was_answered_valid(tmp_path: Path):
    async with hall(tmp_path, preset("committee-election")) as room:
        holder, away = room.person("张桂兰"), ("周敏", "黄志勇", "马文涛")
        for name in away:
            await room.act(hold.mark, room.person(name), Mark.PROXY, holder=holder)
        await room.press("8")
        await room.write("xj")
        await room.press("7")
        await room.write("zgl")
        await room.press("enter")
        assert room.sees("多出的是否有效", "1有效，计入", "2不记")
        await room.press("1")
        assert room.sees("委托→张桂兰") and not room.sees("现不计")
        assert len(room.meeting.room().represented) == 4
        [mark] = [m for m in room.meeting.presence if m.person == room.person("许洁")][-1:]
        assert mark.reason.endswith("答：有效")


async def test_a_holder_who_is_not_signed_in_is_found_with_the_reason_and_signed_in(tmp_path: Path):
    rule = replace(preset("community"), proxies=ProxyUse.QUORUM_AND_VOTES)
    async with hall(tmp_path, rule, present=12) as room:
        await room.press("8")
        await room.write("xj")
        await room.press("7")
        await room.write("ft")
        assert room.sees("冯涛", "还没有签到")
        await room.press("enter")
        assert room.sees("到了没有？冯涛")
        await room.press("escape")
        assert "冯涛还没有签到" in room.app.told()
        await room.press("7")
        await room.write("ft")
        await room.press("enter", "enter")
        assert room.person("冯涛") in room.meeting.room().present
        assert room.sees("委托→冯涛")


async def test_where_no_proxy_counts_nobody_is_asked_who_holds_it(tmp_path: Path):
    async with hall(tmp_path, preset("residents-representatives")) as room:
        await room.press("8")
        await room.write("xj")
        await room.press("7")
        assert "规则不计委托" in room.app.told() and not room.sees("谁代表许洁")


async def test_letters_of_a_refused_mark_give_way_to_the_next_name(tmp_path: Path):
    async with hall(tmp_path, present=2) as room:
        await room.press("8", *"zgl7")
        assert "规则不计委托" in room.app.told()
        await room.press(*"lgq2")
        assert room.meeting.presence[-1].kind is Mark.OUT
        gone = room.meeting.presence[-1].person
        assert room.meeting.called(gone).startswith("李国强")
        await room.press(*"lgq2")
        assert "李国强不在场" in room.app.told()
        await room.press(*"zgl2")
        assert room.meeting.presence[-1].person != gone


async def test_a_second_enter_takes_back_neither_a_proxy_nor_an_excuse(tmp_path: Path):
    async with hall(tmp_path, PROXIES) as room:
        await room.press("8")
        await room.write("xj")
        await room.press("7")
        await room.write("zgl")
        await room.press("enter", "enter")
        assert room.sees("委托→张桂兰", "委托1 计15")
        await room.write("kl")
        await room.press("3", "enter")
        before = room.meeting.presence
        await room.press("enter")
        assert room.meeting.presence[: len(before)] == before
        assert len(room.meeting.room().represented) == 1


async def test_a_proxy_whose_holder_left_is_shown_as_not_counted(tmp_path: Path):
    async with hall(tmp_path, PROXIES) as room:
        await room.act(hold.mark, room.person("许洁"), Mark.PROXY, holder=room.person("张桂兰"))
        room.later(minutes=5)
        await room.act(hold.mark, room.person("张桂兰"), Mark.OUT)
        await room.press("8", "end", "pagedown")
        assert room.sees("委托→张桂兰（现不计）")


async def test_a_recusal_is_for_one_item_and_ends_by_its_key(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.press("8", "pageup", "5")
        await room.write("与其商铺有关")
        await room.press("enter")
        assert room.sees("到会13/16", "回避")
        await room.press("6")
        assert room.sees("到会14/16")
        await room.press("5", "enter", "escape")
        await room.act(hold.begin_item, room.meeting.in_order[1].id)
        assert room.sees("到会14/16")


async def test_nobody_at_an_owners_meeting_is_told_with_a_vote_or_without_one(tmp_path: Path):
    async with hall(tmp_path, preset("owners-general"), members=0, present=0) as room:
        await room.act(hold.walk_in, "何勇", "")
        await room.press("8")
        assert room.sees("何勇", "出席") and not room.sees("无票") and not room.sees("有表决权")
        assert room.sees("在场1人")


async def test_observers_and_advisers_are_said_in_words(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.act(hold.walk_in, "13栋王阿姨", "13栋")
        assert room.sees("到会14/16列席1")
        await room.press("8", "end")
        assert room.sees("13栋王阿姨", "列席")


async def test_a_reminder_of_the_law_is_read_in_full_where_the_list_cuts_it(tmp_path: Path):
    async with hall(tmp_path, preset("residents-representatives")) as room:
        await room.press("0", "-")
        await room.choose("代表应不少于")
        told = room.app.told()
        assert "（《城市居民委员会组织法》第二十八条）" in told and "只是提醒" in told


async def test_too_few_representatives_are_asked_about_with_the_article_before_it_opens(tmp_path):
    async with hall(tmp_path, "residents-representatives", members=5, present=0) as room:
        body = room.meeting.body
        await room.act(hold.end_meeting)
        again = await room.app.desk.run(prepare.plan_meeting, body, "代表会议", NOW, "居委会")
        room.app.meeting_id = again.id
        await room.screen.reload()
        await room.press("0", "1")
        assert room.sees("名册上没有写谁是代表", "至少4人", "第二十八条", "程序不作判断")
        await room.press("escape")
        assert room.meeting.opened_at is None
        await room.press("0", "1", "1")
        assert room.meeting.opened_at is not None


async def test_a_time_is_corrected_in_the_meetings_own_offset(tmp_path: Path):
    async with hall(tmp_path) as room:
        zone = timezone(timedelta(hours=8))
        moved = replace(room.meeting, starts_at=room.meeting.starts_at.astimezone(zone))
        await room.app.desk.run(prepare.edit_meeting, moved)
        await room.screen.reload()
        room.later(minutes=30)
        await room.press("8")
        await room.write("xj")
        await room.press("enter")
        await room.write("xj")
        await room.press("0", "1")
        await room.replace("03:50")
        await room.press("enter", "enter")
        await room.write("漏记")
        await room.press("enter")
        line = next(m for m in room.meeting.presence if m.person == room.person("许洁"))
        assert line.at.isoformat().endswith("03:50:00+08:00")


async def test_a_meeting_that_nobody_signed_in_to_is_asked_about_before_it_ends(tmp_path: Path):
    async with hall(tmp_path, members=2, present=0) as room:
        await room.press("0", "1")
        assert room.sees("没有人签到", "无人签到", "不算召开")
    async with hall(tmp_path / "two", members=2, present=1) as room:
        await room.press("0", "1")
        assert room.sees("现在结束会议") and not room.sees("没有人签到")


async def test_the_standing_of_who_comes_for_a_unit_is_whole_at_80_columns(tmp_path: Path):
    async with hall(tmp_path, members=4, present=3) as room:
        units = (Invited("综合执法队", "李队长"),)
        await room.app.desk.run(prepare.edit_meeting, replace(room.meeting, invited=units))
        await room.screen.reload()
        await room.act(hold.walk_in, "李队长", "综合执法队")
        await room.press("8")
        assert room.sees("参会单位（无票）", "到会3/4列席1") and not room.sees("旁听")


async def test_a_digit_on_the_empty_line_waits_for_enter_until_somebody_was_chosen(tmp_path: Path):
    async with hall(tmp_path) as room:
        before = len(room.meeting.presence)
        await room.press("8", "3")
        assert len(room.meeting.presence) == before and room.sees("3请假：孔亮？", "1签到") is False
        assert room.sees("按Enter")
        await room.press("8", "enter", "escape")
        assert len(room.meeting.presence) == before, "a number was typed, nobody was marked"
        await room.press("escape", "escape", "8", "3", "enter", "4", "escape", "8", "down", "2")
        kinds = [mark.kind for mark in room.meeting.presence[before:]]
        assert kinds == [Mark.EXCUSED, Mark.ABSENT, Mark.OUT], "one row after the other"


async def test_who_signed_in_by_mistake_is_no_longer_named_among_those_who_came(tmp_path: Path):
    async with hall(tmp_path, present=5) as room:
        await room.press("8")
        await room.write("zgl")
        await room.press("4")
        assert room.sees("不能又记缺席", "现在离席", "签到点错了")
        await room.press("2")
        assert room.sees("到会4/16")
        assert len(room.meeting.who_came().voters) == 4
        await room.write("lgq")
        await room.press("3", "1")
        assert room.sees("到会3/16") and len(room.meeting.who_came().voters) == 4
        await room.press("escape")
        await room.act(hold.end_meeting)
        assert room.sees("到会4/16"), "after the end the desk counts whom the minutes name"


async def test_all_present_takes_those_shown_and_says_which_group(tmp_path: Path):
    async with hall(tmp_path, members=12, present=2) as room:
        roll = tuple(
            replace(one, section="二片区" if place % 3 else "一片区")
            for place, one in enumerate(room.meeting.roll)
        )

        def grouped(records, by):
            with records.transaction("meeting.edit", by, room.meeting.body) as book:
                book.put(replace(room.meeting, roll=roll))

        await room.app.desk.run(grouped)
        await room.screen.reload()
        await room.press("8")
        await room.write("二片区")
        await room.press("9")
        assert room.sees("二片区：7人全到？")
        await room.press("1")
        assert room.sees("到会9/12", "二片区8/8", "一片区1/4")
        await room.press("ctrl+z")
        assert room.sees("到会2/12")
        await room.write("没有这一区")
        await room.press("9")
        assert "没有符合的" in room.app.told()
        await room.press("ctrl+u")
        left = room.meeting.room().present[0]
        await room.act(hold.mark, left, Mark.OUT)
        await room.press("escape")
        await room.act(hold.end_meeting)
        await room.press("8")
        assert room.sees("到会2/12", "一片区1/4 · 二片区1/8"), "whom the minutes name, by group"


async def test_a_number_alone_signs_nobody_in(tmp_path: Path):
    async with hall(tmp_path, members=0, present=0) as room:
        for name in ("张桂兰", "陈建华"):
            await room.act(hold.walk_in, name, "45栋")
        await room.press("8")
        before = len(room.meeting.presence)
        for key in ("4", "5", "enter"):
            await room.press(key)
        assert len(room.meeting.presence) == before and "数字" in room.app.told()
        await room.press("down", "2")
        assert len(room.meeting.presence) in (before, before + 1)


async def test_a_recorder_in_words_is_offered_and_is_there_only_once_signed_in(tmp_path: Path):
    async with hall(tmp_path, members=4, present=3) as room:
        named = replace(room.meeting, secretary="社区小刘")
        await room.app.desk.run(prepare.edit_meeting, named)
        await room.screen.reload()
        await room.press("8")
        assert room.sees("社区小刘主持或记录Enter签到") and not room.sees("列席1")
        await room.write("社区小刘")
        await room.press("enter")
        assert room.sees("列席1")


async def test_only_who_is_there_leaves(tmp_path: Path):
    async with hall(tmp_path, present=5) as room:
        away = next(e for e in room.meeting.roll if e.person not in room.meeting.room().present)
        before = len(room.meeting.presence)
        await room.press("8")
        await room.write(away.name)
        await room.press("2")
        assert "不在场" in room.app.told() and len(room.meeting.presence) == before
        await room.press("escape")
        await room.act(hold.mark, room.person("张桂兰"), Mark.OUT)
        await room.press("8")
        await room.write("张桂兰")
        await room.press("3")
        assert room.sees("不能又记请假", "签到点错了") and not room.sees("现在离席")


async def test_who_is_there_is_asked_about_before_their_proxy_is_written_down(tmp_path: Path):
    async with hall(tmp_path, PROXIES) as room:
        await room.press("8")
        await room.write("lgq")
        await room.press("7")
        await room.write("zgl")
        await room.press("enter")
        assert room.sees("李国强已签到。现在离席，并委托别人吗？")
        await room.press("enter")
        assert not room.meeting.room().represented and len(room.meeting.room().present) == 14
        await room.press("7")
        await room.write("zgl")
        await room.press("enter", "1")
        assert len(room.meeting.room().represented) == 1


async def test_a_name_written_out_stands_above_one_that_only_sounds_alike(tmp_path: Path):
    async with hall(tmp_path, present=0) as room:
        await room.act(hold.walk_in, "掌柜蓝", "9栋")
        await room.act(hold.mark, room.person("掌柜蓝"), Mark.OUT)
        await room.press("8")
        for name in ("张桂兰", "掌柜蓝"):
            await room.press("ctrl+u")
            await room.type(name)
            chosen = room.app.screen.query_one(Rows).key
            assert chosen is not None and room.meeting.called(chosen) == name


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_group_and_building_are_whole_at_the_desk(tmp_path: Path, size: tuple[int, int]):
    async with hall(tmp_path, members=12, present=2, size=size) as room:
        roll = tuple(
            replace(one, section="沿河一片区", building=f"解放北路{113 + place}栋2单元")
            for place, one in enumerate(room.meeting.roll)
        )

        def grouped(records, by):
            with records.transaction("meeting.edit", by, room.meeting.body) as book:
                book.put(replace(room.meeting, roll=roll))

        await room.app.desk.run(grouped)
        await room.screen.reload()
        await room.press("8")
        assert room.sees("沿河一片区 解放北路115栋2单元", "沿河一片区 解放北路124栋2单元")
        await room.press("9", "1")
        assert room.sees("成员", f"出席 {room.clock[0]:%H:%M}")
        await room.type("678")
        await room.press("enter")
        assert "请写姓名" in room.app.told() and "↑ ↓" not in room.app.told(), "nobody to choose"


async def test_an_enter_too_many_does_not_bring_back_whoever_has_left(tmp_path: Path):
    """It signed the person in again without a word, and the record had them leave and come."""
    async with hall(tmp_path, "community", members=3, present=3) as room:
        who = room.meeting.roll[0]
        await room.press("8")
        await room.write(who.name)
        await room.press("2", "enter")
        assert "仍记为离席，没有改；人到了按 1。" in room.app.told()
        await room.press("1", "enter")
        kinds = [mark.kind for mark in room.meeting.presence if mark.person == who.person]
        assert kinds == [Mark.IN, Mark.OUT, Mark.IN]
