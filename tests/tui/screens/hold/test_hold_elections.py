"""选举 by keys: names, seats, papers, two tellers who stay, and the round that follows."""

from pathlib import Path

from meetings.actions import decide, elect, hold
from meetings.chairing.blockers import blockers
from meetings.chairing.elections import elected
from meetings.chairing.tallying import TellerCount
from meetings.procedure.ballots import OptionTally
from meetings.procedure.counts import Tally
from meetings.procedure.rules import preset
from meetings.sitting.decisions import Decision
from meetings.sitting.presence import Mark
from tests.tui.hall import Hall, hall


async def count(room: Hall, *figures: str) -> None:
    """One teller's papers, typed field by field."""
    for figure in figures:
        await room.replace(figure)
        await room.press("enter")


async def open_election(room: Hall, matter: str) -> None:
    """Two names for one seat, with two tellers, up to the first one's form."""
    await room.press("5", "2")
    await room.write(matter)
    await room.press("enter")
    await room.rewrite("孔亮\n许洁")
    await room.press("tab", "enter")
    for teller in ("zgl", "lgq"):
        await room.write(teller)
        await room.press("enter")
    await room.press("ctrl+s")


async def test_two_seats_are_filled_in_two_rounds_without_a_mover(tmp_path: Path):
    async with hall(tmp_path, members=16, present=14) as room:
        await room.press("5", "2")
        await room.write("选举居委会委员")
        await room.press("enter")
        await room.rewrite("孔亮\n许洁\n冯涛")
        await room.press("tab")
        await room.replace("2")
        assert room.sees("3名候选人，选2人")
        await room.press("enter")
        for teller in ("zgl", "lgq"):
            await room.write(teller)
            await room.press("enter")
        await room.replace("14")
        await room.press("ctrl+s")
        vote = room.vote
        assert vote.seats == 2 and vote.election.tellers == ("张桂兰", "李国强")
        assert vote.election.given_out == 14 and room.meeting.motions[0].mover == ""
        for _teller in range(2):
            await room.press("enter")
            await count(room, "14", "9", "7", "7", "0")
            await room.press("ctrl+s")
        await room.press("1")
        assert room.vote.election.taken_in == 14
        assert elected(room.meeting, room.vote.id) == ("孔亮",)
        assert room.sees("孔亮")
        await room.press("enter", "5")
        assert room.vote.run_off_of == vote.id
        assert room.vote.election.tellers == ("张桂兰", "李国强")
        assert room.sees("发出票数")
        await room.press("enter")
        await count(room, "8", "6", "0", "0", "15", "14")
        await room.press("ctrl+s")
        assert not room.sees("发出票数")
        await room.press("enter")
        await count(room, "8", "6", "0")
        await room.press("ctrl+s")
        assert room.sees("发出选票15张，收回14张")
        await room.press("1")
        assert room.sees("发出选票15张，多于可以投票的14人")
        await room.press("1", "enter")
        kept = room.vote.election
        assert (kept.given_out, kept.taken_in) == (15, 14)
        await room.press("0", ".")
        assert room.sees("第1次 中选：孔亮", "第2次 中选：许洁")


async def test_who_chairs_is_found_as_teller_and_asked_about_where_not_signed_in(tmp_path: Path):
    async with hall(tmp_path, "corner", members=16, present=1) as room:
        await room.press("8")
        for name in ("何淑芬", "黄志勇"):
            await room.choose(name)
        await room.press("escape", "5", "2")
        await room.write("选举组长")
        await room.press("enter")
        await room.rewrite("孔亮\n许洁")
        await room.press("tab", "enter")
        await room.write("lgq")
        assert room.sees("李国强")
        await room.press("enter")
        await room.write("hsf")
        await room.press("enter", "ctrl+s")
        assert room.sees("到了没有？", "李国强") and not room.sees("到了没有？何淑芬")
        await room.press("enter")
        assert room.person("李国强") in room.meeting.room().present
        assert room.vote.election.tellers == ("李国强", "何淑芬")


async def test_more_marks_than_the_papers_hold_are_told_to_the_teller_who_typed_them(
    tmp_path: Path,
):
    async with hall(tmp_path, members=16, present=14) as room:
        names, tellers = ("孔亮", "许洁", "周敏"), ("张桂兰", "李国强")
        here = room.meeting.current
        await room.act(elect.open_election, here, "选举组长", names, 2, tellers, 14)
        await room.press("5", "enter")
        await count(room, "10", "9", "8", "4", "0", "0")
        assert room.sees("已计10张，至多14张")
        await room.press("ctrl+s")
        assert room.sees("第一位计票人", "共21个选择", "10到20") and not room.sees("第二位计票人")


async def test_who_counts_instead_is_signed_in_and_neither_a_candidate_nor_the_other_teller(
    tmp_path: Path,
):
    async with hall(tmp_path, members=16, present=12) as room:
        names, tellers = ("孔亮", "许洁"), ("张桂兰", "李国强")
        await room.act(elect.open_election, room.meeting.current, "选举组长", names, 1, tellers, 12)
        away = next(e for e in room.meeting.roll if e.person not in room.meeting.room().present
                    and e.name not in names)  # fmt: skip
        await room.act(hold.mark, away.person, Mark.EXCUSED)
        await room.press("0", "8", "6", "1")
        for refused, why in (("许洁", "候选人不能计票"), ("李国强", "两个不同的人")):
            await room.replace(refused)
            await room.press("enter")
            await room.replace("身体不适")
            await room.press("ctrl+s")
            assert room.sees(why) and room.vote.election.tellers == tellers
        await room.replace(away.name)
        await room.press("ctrl+s")
        assert room.sees(f"到了没有？{away.name}")
        await room.press("escape")
        assert room.sees("没有签到") and room.vote.election.tellers == tellers
        await room.press("ctrl+s", "1")
        assert room.vote.election.tellers == (away.name, "李国强")
        assert away.person in room.meeting.room().present


async def test_a_candidate_is_refused_as_teller(tmp_path: Path):
    async with hall(tmp_path, members=16, present=14) as room:
        await room.press("5", "2")
        await room.write("选举组长")
        await room.press("enter")
        await room.rewrite("张桂兰\n许洁")
        await room.press("tab", "enter")
        await room.write("zgl")
        await room.press("enter", "ctrl+s")
        assert room.sees("不能计票") and room.meeting.votes == ()


async def test_who_was_not_named_counts_for_a_teller_who_had_to_go_and_figures_stay(
    tmp_path: Path,
):
    async with hall(tmp_path, members=16, present=14) as room:
        names, tellers = ("孔亮", "许洁"), ("张桂兰", "李国强")
        here = room.meeting.current
        await room.act(elect.open_election, here, "选举组长", names, 1, tellers, 14)
        await room.press("5", "enter")
        await count(room, "8", "6", "0", "0")
        await room.press("ctrl+s")
        assert room.sees("第二位计票人")
        await room.replace("wxy")
        await room.press("enter")
        await count(room, "8", "6", "0")
        await room.press("ctrl+s")
        assert room.sees("王秀英代替李国强计票")
        await room.press("escape")
        assert room.sees("第二位计票人", "8")
        await room.press("ctrl+s")
        await room.write("身体不适")
        await room.press("ctrl+s")
        assert room.sees("张桂兰与王秀英计票一致")
        (change,) = room.vote.election.changes
        assert (change.name, change.by, change.reason) == ("李国强", "王秀英", "身体不适")
        await room.press("1", "enter")
        assert room.vote.election.tellers == room.vote.tellers == ("张桂兰", "王秀英")
        assert not await room.app.desk.drafts("hold/tellers/")


async def test_a_teller_is_replaced_by_an_act_of_its_own_that_is_undone(tmp_path: Path):
    async with hall(tmp_path, members=16, present=14) as room:
        names, tellers = ("孔亮", "许洁"), ("张桂兰", "李国强")
        await room.act(elect.open_election, room.meeting.current, "选举组长", names, 1, tellers)
        await room.press("5", "enter")
        await count(room, "8", "6", "0", "0")
        await room.press("ctrl+s", "escape", "1")  # the first is done; count later
        await room.press("4", "6")
        assert room.sees("换下哪位计票人")
        await room.press("2")
        await room.write("wxy")
        await room.press("enter")
        await room.write("回家")
        await room.press("ctrl+s")
        assert room.vote.election.tellers == ("张桂兰", "王秀英")
        await room.app.desk.undo(room.meeting.body)
        await room.screen.reload()
        assert room.vote.election.tellers == tellers and not room.vote.election.changes
        await room.press("5")
        assert room.sees("张桂兰已经计完票")
        await room.press("1")
        assert room.sees("第二位计票人")


async def test_a_teller_who_is_nominated_is_replaced_first_and_a_candidate_stands_down(
    tmp_path: Path,
):
    async with hall(tmp_path, members=16, present=14) as room:
        names, tellers = ("孔亮", "许洁"), ("张桂兰", "李国强")
        await room.act(elect.open_election, room.meeting.current, "选举组长", names, 1, tellers)
        await room.press("4", "9")
        assert room.sees("增补候选人")
        await room.rewrite("李国强")
        await room.press("ctrl+s")
        assert room.sees("不能计票") and len(room.vote.options) == 2
        await room.press("escape", "4", "6", "2")
        await room.write("wxy")
        await room.press("enter")
        await room.write("成为候选人")
        await room.press("ctrl+s")
        await room.press("4", "9")
        await room.rewrite("李国强")
        await room.press("ctrl+s")
        assert [option.label for option in room.vote.options] == ["孔亮", "许洁", "李国强"]
        await room.press("4", "8", "2")
        assert [option.label for option in room.vote.options] == ["孔亮", "李国强"]
        assert room.vote.election.stood_down == ("许洁",)
        await room.app.desk.undo(room.meeting.body)
        await room.screen.reload()
        assert len(room.vote.options) == 3 and not room.vote.election.stood_down


async def test_somebody_elected_does_not_take_the_seat(tmp_path: Path):
    async with hall(tmp_path, members=16, present=14) as room:
        await room.act(elect.open_election, room.meeting.current, "选举组长", ("孔亮", "许洁"), 1)
        options = (OptionTally("孔亮", 10), OptionTally("许洁", 4))
        counts = tuple(TellerCount(n, Tally(14, 0), options) for n in ("张桂兰", "李国强"))
        await room.act(elect.close_election, room.vote.id, counts)
        await room.press("5")
        assert room.sees("当选人不就任")
        await room.press("3", "3")
        assert room.sees("谁不就任")
        await room.press("1")
        await room.write("工作调动")
        await room.press("ctrl+s")
        assert room.sees("空出的名额怎么办", "按规定由人递补")
        await room.press("3", "1")
        assert room.sees("许洁递补孔亮的名额")
        await room.press("ctrl+s")
        assert room.vote.election.declined == ()
        await room.write("选举办法第五条")
        await room.press("ctrl+s")
        (declined,) = room.vote.election.declined
        assert (declined.name, declined.successor) == ("孔亮", "许洁")
        assert elected(room.meeting, room.vote.id) == ("许洁",)
        await room.app.desk.undo(room.meeting.body)
        await room.screen.reload()
        assert elected(room.meeting, room.vote.id) == ("孔亮",)


async def test_a_seat_for_which_too_few_are_left_is_voted_on_among_those_named(tmp_path: Path):
    async with hall(tmp_path, preset("committee-election"), members=16, present=14) as room:
        names = ("孔亮", "许洁")
        await room.act(elect.open_election, room.meeting.current, "选举委员", names, 2)
        options = (OptionTally("孔亮", 9), OptionTally("许洁", 5))
        counts = tuple(TellerCount(n, Tally(14, 0), options) for n in ("张桂兰", "李国强"))
        await room.act(elect.close_election, room.vote.id, counts)
        assert room.sees("余1席未选出，是否另行选举未定")
        await room.press("5", "3")
        assert room.sees("空缺名额不再选", "空缺名额另行选举")
        await room.choose("另行选举")
        assert room.sees("空缺名额另行选举，再投一轮", "许洁")
        await room.rewrite("许洁\n冯涛")
        await room.press("ctrl+s")
        assert room.sees("第一位计票人")
        assert [option.label for option in room.vote.options] == ["许洁", "冯涛"]
        assert room.vote.run_off_of is not None and room.vote.seats == 1


async def test_one_name_alone_for_the_seat_left_is_asked_about_under_a_law(tmp_path: Path):
    async with hall(tmp_path, "committee-election", members=16, present=14) as room:
        names, tellers = ("孔亮", "许洁"), ("张桂兰", "李国强")
        here = room.meeting.current
        await room.act(elect.open_election, here, "选举主任", names, 2, tellers, 14)
        options = (OptionTally("孔亮", 9), OptionTally("许洁", 5))
        counts = tuple(TellerCount(name, Tally(14, 0), options) for name in tellers)
        await room.act(elect.close_election, room.vote.id, counts)
        await room.press("5", "3")
        await room.choose("另行选举")
        await room.press("ctrl+s")
        assert room.sees("候选人1名，不多于应选名额1名，是否差额？")
        await room.press("enter")
        assert room.vote.run_off_of is None
        await room.press("ctrl+s", "1")
        assert room.sees("第一位计票人") and room.vote.run_off_of is not None
        assert room.vote.election.answers[0].endswith("答：照常选举")


async def test_who_stood_down_is_offered_as_such_for_a_seat_that_is_declined(tmp_path: Path):
    async with hall(tmp_path, members=16, present=14) as room:
        names = ("孔亮", "许洁", "冯涛", "吕敏")
        await room.act(elect.open_election, room.meeting.current, "选举组长", names, 2)
        for away, votes in (((), (9, 5, 4, 3)), (("许洁",), (8, 6))):
            if away:
                await room.act(elect.next_round, room.vote.id, stood_down=away)
            options = tuple(map(OptionTally, [one.label for one in room.vote.options], votes))
            counts = tuple(TellerCount(n, Tally(14, 0), options) for n in ("张桂兰", "李国强"))
            await room.act(elect.close_election, room.vote.id, counts)
        await room.press("5", "3", "3", "1")
        await room.write("工作调动")
        await room.press("ctrl+s", "3")
        assert room.sees("由谁递补", "5票 · 已退选", "3票")


async def test_the_result_of_an_election_asks_for_nobody_to_do_it(tmp_path: Path):
    async with hall(tmp_path, members=16, present=14) as room:
        await room.act(elect.open_election, room.meeting.current, "选举组长", ("孔亮", "许洁"), 1)
        options = (OptionTally("孔亮", 10), OptionTally("许洁", 4))
        counts = tuple(TellerCount(n, Tally(14, 0), options) for n in ("张桂兰", "李国强"))
        await room.act(elect.close_election, room.vote.id, counts)
        await room.press("6", "ctrl+s")
        decision = room.meeting.decisions[0]
        assert decision.text.endswith("孔亮") and not decision.task
        kinds = {one.kind for one in blockers(room.meeting)}
        assert not kinds & {"decision_without_owner", "decision_without_deadline"}


async def test_an_election_void_from_its_first_round_is_held_again_by_the_same_key(tmp_path: Path):
    async with hall(tmp_path, members=16, present=14) as room:
        await open_election(room, "选举组长")
        for _teller in range(2):
            await room.press("enter")
            await count(room, "9", "5", "0")
            await room.press("ctrl+s")
        await room.press("1", "enter")
        await room.act(decide.void_vote, room.vote.id, "多收了一张")
        await room.press("5")
        assert room.sees("第一位计票人")
        assert [option.label for option in room.vote.options] == ["孔亮", "许洁"]
        assert room.vote.election.tellers == ("张桂兰", "李国强")
        assert room.vote.run_off_of is None and len(room.meeting.votes) == 2


async def test_a_candidate_stands_down_before_the_next_round_and_the_seat_may_be_left(
    tmp_path: Path,
):
    async with hall(tmp_path, members=16, present=14) as room:
        names = ("孔亮", "许洁", "冯涛", "吕敏")
        await room.act(elect.open_election, room.meeting.current, "选举组长", names, 2)
        options = tuple(map(OptionTally, names, (9, 4, 4, 3)))
        counts = tuple(TellerCount(n, Tally(14, 0), options) for n in ("陈静", "李梅"))
        await room.act(elect.close_election, room.vote.id, counts)
        await room.press("4")
        assert room.sees("候选人退选", "空缺名额不再选") and not room.sees("提修正案")
        await room.press("1", "1")
        assert room.sees("许洁退选", "进入下一轮：冯涛、吕敏")
        await room.press("1")
        assert room.sees("第一位计票人")
        assert room.vote.election.stood_down == ("许洁",)
        await room.press("escape", "=", "4", "2")
        await room.write("候选人都不愿再选")
        await room.press("enter")
        motion = room.meeting.motions[-1]
        assert motion.state == "withdrawn" and motion.reason == "候选人都不愿再选"


async def test_papers_that_differ_are_asked_again_and_too_many_want_a_reason(tmp_path: Path):
    """What both tellers counted is not thrown away by the number of papers."""
    async with hall(tmp_path, members=16, present=14) as room:
        await room.press("5", "2")
        await room.write("选举居委会委员")
        await room.press("enter")
        await room.rewrite("孔亮\n许洁")
        await room.press("tab")
        await room.replace("1")
        await room.press("enter")
        for teller in ("zgl", "lgq"):
            await room.write(teller)
            await room.press("enter")
        await room.press("ctrl+s")
        await room.press("enter")
        await count(room, "9", "7", "0", "0", "16", "17")  # one collected too many
        await room.press("enter")
        await count(room, "9", "7", "0", "0")
        assert room.sees("收回票数")
        await room.replace("16")
        await room.press("ctrl+s")
        assert room.sees("16票") and room.sees("14")
        await room.write("两位年长者的票由家属代填，经全体同意")
        await room.press("ctrl+s")
        kept = room.vote
        assert kept.election.taken_in == 16 and "代填" in kept.override_reason


async def test_a_candidate_who_only_sounds_like_somebody_of_the_roll_is_pointed_at(tmp_path: Path):
    async with hall(tmp_path, "corner", members=16, present=14) as room:
        await room.press("5", "2")
        await room.write("选举组长")
        await room.press("enter")
        await room.rewrite("掌柜蓝\n许洁")
        await room.press("tab")
        assert room.sees("2名候选人，选1人 · 掌柜蓝与张桂兰读音相同")
        await room.press("escape")
        await room.write("掌柜蓝 支持 好")
        await room.press("enter")
        if room.sees("谁在发言"):
            await room.press("1")
        await room.press("5", "2")
        assert room.sees("掌柜蓝就是张桂兰")
        await room.press("ctrl+s")
        assert [option.label for option in room.vote.options] == ["张桂兰", "许洁"]


async def test_who_counts_instead_of_a_teller_does_not_see_the_figures_of_that_teller(
    tmp_path: Path,
):
    async with hall(tmp_path, members=16, present=14) as room:
        await open_election(room, "选举居委会委员")
        for votes in (("9", "5"), ("8", "6")):
            await room.press("enter")
            await count(room, *votes, "0", "0")
            await room.press("ctrl+s")
        assert room.sees("两人计的票数不一致")
        await room.press("2", "1", "4", "6", "2")
        await room.write("cjh")
        await room.press("enter")
        await room.write("身体不适")
        await room.press("enter", "5", "ctrl+s")
        assert room.sees("第二位计票人", "陈建华") and not room.sees("上次写的已放回")
        await room.press("ctrl+s")
        assert room.sees("这一项要填")


async def test_an_election_that_is_cancelled_is_no_motion_and_comes_back_by_undo(tmp_path: Path):
    async with hall(tmp_path, members=16, present=14) as room:
        await room.press("5", "2")
        await room.write("选举居委会委员")
        await room.press("enter")
        await room.rewrite("孔亮\n许洁")
        await room.press("ctrl+s", "escape", "=", "5")
        assert room.sees("没有可表决的动议", "选举：候选人、名额、选票")
        assert not room.meeting.motions
        await room.press("escape", "ctrl+z", "5")
        assert room.sees("第一位计票人", "孔亮", "许洁")


async def test_what_was_decided_stays_in_sight_below_long_rounds(tmp_path: Path):
    tellers = ("张桂兰", "李国强")
    rounds = {
        "欧阳建国": (4, 5), "司马秀英": (4, 5), "上官志明": (3,), "诸葛红梅": (2,)
    }  # fmt: skip
    async with hall(tmp_path, members=16, present=14) as room:
        office = "选举居民委员会补缺委员"
        names = tuple(rounds)
        await room.act(elect.open_election, room.meeting.current, office, names, 1, tellers)
        for place in (0, 1, 1):
            if room.meeting.votes[-1].counted:
                await room.act(elect.next_round, room.vote.id)
            votes = {name: got[place] for name, got in rounds.items() if len(got) > place}
            ballots = tuple(OptionTally(name, got) for name, got in votes.items())
            valid = sum(votes.values())
            counts = tuple(
                TellerCount(name, Tally(valid, 0, 14 - valid), ballots) for name in tellers
            )
            await room.act(elect.close_election, room.vote.id, counts)
        here = room.meeting
        decided = Decision(
            "", here.body, here.id, here.current or "", "下次会议再选", here.starts_at
        )
        await room.app.desk.run(decide.decide, decided)
        await room.screen.reload()
        await room.pilot.pause()
        assert room.sees(office, "无人中选", "议定", "下次会议再选")


async def test_a_further_round_is_within_reach_beside_a_motion_that_waits(tmp_path: Path):
    """5 offered the motion alone, and nothing led to the round."""
    async with hall(tmp_path, members=16, present=14) as room:
        await room.move()
        await room.press("0", "8")
        await room.write("选组长")
        await room.press("enter")
        await room.rewrite("孔亮\n许洁")
        await room.press("tab", "enter")
        for teller in ("zgl", "lgq"):
            await room.write(teller)
            await room.press("enter")
        await room.press("ctrl+s")
        for _teller in range(2):
            await room.press("enter")
            await count(room, "7", "7", "0")
            await room.press("ctrl+s")
        await room.press("1", "enter", "escape", "5")
        assert room.sees("表决哪一件", "划线", "第二轮表决：选组长")
        await room.press("2", "5")
        assert len(room.meeting.votes) == 2 and room.vote.election is not None
        assert room.sees("第一位计票人")
