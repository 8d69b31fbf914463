"""What one page would say and another deny stops a meeting from being made final."""

from dataclasses import replace

import pytest

from meetings.actions import decide, hold, prepare
from meetings.chairing.attendance import NotThere, WasThere, correct_mark, faces_of, walk_in
from meetings.chairing.blockers import blockers
from meetings.chairing.contradictions import Contradiction, contradictions
from meetings.chairing.floor import put_item
from meetings.chairing.tallying import put_vote
from meetings.chairing.voiding import void_vote
from meetings.community.people import Person, Role
from meetings.importing import columns
from meetings.importing.workbook.out import Held, sign_in_row, vote_cells, workbook_rows
from meetings.importing.workbook.read_items import OUTCOMES
from meetings.papers.elected_words import result_of, result_short
from meetings.papers.masking import public_edition
from meetings.papers.other_papers import sign_in_of
from meetings.papers.vote_words import sentence_of
from meetings.papers.who_came import attendance_of, quorum_in_words
from meetings.procedure.counts import Tally
from meetings.procedure.rules import ProxyUse, Voters
from meetings.procedure.verdict import Outcome
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.debate import Speech, Stance
from meetings.sitting.guests import presence_words, standing_words
from meetings.sitting.meeting_states import Invited
from meetings.sitting.presence import Mark, RollEntry, Standing, labels
from meetings.sitting.votes import Ballot, Choice, Method, Objection
from tests.data.hall import hall
from tests.data.house import House
from tui.widgets.hold_view import room_parts


def found(made):
    return list(contradictions(made.meeting))


def kinds(made):
    return {one.kind for one in blockers(made.meeting) if one.stops}


def test_a_meeting_as_it_is_held_contradicts_nothing():
    made = hall()
    made.vote(made.move(mover="成员1"), 9, 3, 2)
    assert found(made) == []


def test_who_spoke_is_not_listed_as_away():
    made = hall()
    said = Speech(made.id(), "b", "m", "i1", "p16", "成员16", Stance.FOR, "装", made.later())
    made.meeting = replace(made.meeting, speeches=(said,))
    assert found(made) == [Contradiction("away_and_acted", "p16", "成员16")]
    assert "contradiction_away_and_acted" in kinds(made)
    made.mark("p16", Mark.IN)
    assert found(made) == []


def test_who_moved_or_counted_is_not_listed_as_excused():
    made = hall()
    made.mark("p15", Mark.EXCUSED)
    made.move(mover="成员15", seconder="成员16")
    assert {one.words for one in found(made)} == {"成员15", "成员16"}


def test_who_left_after_speaking_was_there_all_the_same():
    made = hall()
    made.move(mover="成员1", seconder="成员2")
    made.mark("p1", Mark.OUT)
    assert found(made) == []


def test_a_result_that_the_counts_do_not_give():
    made = hall()
    vote = made.vote(made.move(mover="成员1"), 9, 3, 2)
    made.meeting = put_vote(made.meeting, replace(vote, outcome=Outcome.FAILED))
    assert [one.what for one in found(made)] == ["verdict"]


def test_names_that_do_not_add_up_to_the_counts():
    made = hall()
    id = made.open(made.move(mover="成员1"), Method.ROLL_CALL)
    answers = tuple(Ballot(f"成员{n}", Choice.FOR) for n in range(1, 15))
    vote = made.close(id, ballots=answers)
    assert found(made) == []
    made.meeting = put_vote(made.meeting, replace(vote, tally=Tally(13, 1)))
    assert found(made)[0].what == "names_and_counts"


def test_an_outcome_against_its_vote_needs_a_reason():
    made = hall()
    made.vote(made.move(mover="成员1"), 3, 9, 2)
    item = replace(made.meeting.item("i1"), outcome=ItemOutcome.ADOPTED)
    made.meeting = put_item(made.meeting, item)
    assert [one.what for one in found(made)] == ["outcome"]
    made.meeting = put_item(made.meeting, replace(item, reason="复核后更正"))
    assert found(made) == []


def test_invited_units_stand_on_the_sign_in_sheet_and_among_those_who_came_once_they_sign():
    made = hall()
    made.meeting = replace(made.meeting, invited=(Invited("城管执法队", "李队长"),))
    last = sign_in_of(made.meeting, "社区议事会", made.now).lines[-1]
    assert (last.name, last.building, last.roles, last.state) == (
        "李队长",
        "城管执法队",
        "参会单位",
        "",
    )
    assert attendance_of(made.meeting).units == ()
    before = len(made.meeting.who_came().came)
    made.meeting = walk_in(
        made.meeting, made.id(), RollEntry("u1", "李队长", "城管执法队", standing=Standing.WALK_IN),
        made.later(),
    )  # fmt: skip
    assert attendance_of(made.meeting).units == (("城管执法队", "李队长"),)
    assert len(made.meeting.who_came().came) == before + 1
    lines = sign_in_of(made.meeting, "社区议事会", made.now).lines
    came = [line for line in lines if line.name == "李队长"]
    assert [(line.roles, line.expected, line.came) for line in came] == [("参会单位", False, True)]


def test_nobody_is_expected_on_the_sheet_of_a_body_without_a_roster_but_units_are_told():
    """应签到2人，实际签到13人 where chair and recorder were the two."""
    for rule in ("corner", "owners-general"):
        house = House(rule, members=0)
        house.plan("楼道灯")
        house.open(present=0)
        lines = sign_in_of(house.meeting, "坝坝会", house.now).lines
        assert not [line for line in lines if line.expected]
    made = hall()
    made.meeting = replace(made.meeting, invited=(Invited("派出所"), Invited("物业公司")))
    sheet = sign_in_of(made.meeting, "议事会", made.now)
    assert sheet.units == 2
    officers = 2  # chair and recorder, who are named in words
    assert sum(line.expected for line in sheet.lines) == len(made.meeting.roll) + officers


def test_a_time_that_nobody_gave_stands_neither_on_the_sheet_nor_in_the_record():
    """Whom the record first names as here after the end had come at the minute of the opening."""
    house = House("community")
    house.plan("楼道堆物", "停车")
    house.do(prepare.edit_meeting, replace(house.meeting, chair="何书记"))
    house.open(present=12, led=False)
    house.begin("停车")
    house.act(hold.end_meeting)
    house.act(hold.officers_here, ["何书记"])
    sheet = sign_in_of(house.meeting, "议事会", house.now)
    (line,) = [one for one in sheet.lines if one.name == "何书记"]
    assert (line.state, line.came, line.came_at) == ("列席", True, None)
    assert [one.at for one in house.record().lines if one.name == "何书记"] == [None]


def test_what_was_talked_about_without_a_result_is_nowhere_called_untouched():
    """The papers said 没有议出结果, and F3 and the workbook 未议."""
    house = House("community")
    house.plan("楼道堆物", "停车")
    house.open(present=12)
    house.says(1, "先清一楼")
    house.act(decide.settle, house.item("楼道堆物"), ItemOutcome.NOT_REACHED)
    house.act(hold.end_meeting)
    talked, untouched = house.meeting.in_order
    assert result_short(house.meeting, talked) == "无结果"
    assert result_of(house.meeting, talked) == "没有议出结果"
    assert result_of(house.meeting, talked, "en") == "no result"
    assert result_short(house.meeting, untouched) == "未议"
    rows = workbook_rows(Held(house.body, house.meeting))[columns.ITEMS]
    assert [row[12] for row in rows] == ["没有议出结果，列入下次会议", "未议，列入下次会议"]
    assert OUTCOMES[str(rows[0][12])] is ItemOutcome.NOT_REACHED


def test_counts_told_in_short_leave_out_no_invalid_ballot():
    """The posting told 4, 7 and 1 votes of 13 people."""
    house = House("community")
    house.plan("停车")
    house.open(present=13)
    house.begin("停车")
    house.vote(house.move("划8个车位"), 4, 7, 1, 1)
    told = [vote.counts for item in house.minutes().items for vote in item.votes]
    assert told == ["同意4票，反对7票，弃权1票，无效1票"]


def test_two_who_come_for_one_unit_are_two_people_and_only_who_came_is_printed():
    """派出所 钱警官、孙警官 were one row of the desk, one observer, and one speaker."""
    made = hall()
    units = (Invited("派出所", "钱警官、孙警官"), Invited("城管中队"))
    made.meeting = replace(made.meeting, invited=units)
    offered = [(face.name, face.building) for face in faces_of(made.meeting, None)]
    assert offered[-3:] == [("钱警官", "派出所"), ("孙警官", "派出所"), ("城管中队", "")]
    for name, building in (("孙警官", "派出所"), ("城管中队", "")):
        entry = RollEntry(name, name, building, standing=Standing.WALK_IN)
        made.meeting = walk_in(made.meeting, made.id(), entry, made.later())
    assert [face.name for face in faces_of(made.meeting, None)][-1] == "钱警官"
    assert attendance_of(made.meeting).units == (("派出所", "孙警官"), ("城管中队", ""))
    lines = sign_in_of(made.meeting, "社区议事会", made.now).lines
    assert [line.name for line in lines if line.roles == "参会单位"] == [
        "孙警官", "城管中队", "钱警官",
    ]  # fmt: skip


def test_nobody_is_a_resident_who_chairs_or_comes_for_a_unit_and_a_unit_is_no_person():
    house = House("community")
    units = (Invited("城管中队"), Invited("派出所", "孙警官"))
    house.plan("楼道堆物")
    house.do(prepare.edit_meeting, replace(house.meeting, invited=units))
    house.open(present=12, led=False)
    before = sign_in_of(house.meeting, "社区议事会", house.now).lines
    house.act(hold.walk_in, "王主任", "")
    house.act(hold.walk_in, "城管中队", "")
    house.act(hold.walk_in, "孙警官", "派出所")
    house.act(hold.walk_in, "刘大爷", "3栋")
    came = house.meeting.roll[-4:]
    assert [entry.roles for entry in came] == [(Role.CHAIR,), (), (), ()]
    sheet = sign_in_of(house.meeting, "社区议事会", house.now).lines
    assert sum(line.expected for line in sheet) == sum(line.expected for line in before)
    assert {line.name: line.roles for line in sheet}["王主任"] == "主持人"
    rows = [sign_in_row(house.meeting, entry) for entry in came[:3]]
    assert not [row for row in rows if "居民" in str(row[2])]
    told = house.minutes().attendance
    assert [(n.name, n.roles) for n in told.observers[:1]] == [("王主任", "主持人")]
    with house.records.reading() as book:
        public = public_edition(house.minutes(), book.find(Person))
        assert not book.find(Person, name="城管中队"), "F6 showed the unit as a person 未任职"
    following = replace(house.meeting, id="m2", roll=(), invited=())
    assert "城管中队" not in [face.name for face in faces_of(following, house.meeting)]
    assert public.attendance.units == (("城管中队", ""), ("派出所", "孙某"))


def test_who_comes_for_a_unit_is_called_alike_at_the_desk_and_on_every_paper():
    """单位代表 without a vote: beside the unit's name, or known by name and on the roll already."""
    made = hall(observers=1)
    units = (Invited("城管执法队", "李队长"), Invited("绿城物业", "列席1"))
    made.meeting = replace(made.meeting, invited=units)
    came = RollEntry("u1", "李队长", "城管执法队", (Role.RESIDENT,), Standing.WALK_IN)
    made.meeting = walk_in(made.meeting, made.id(), came, made.later())
    made.mark("o1", Mark.IN)
    sheet = {line.name: line for line in sign_in_of(made.meeting, "议事会", made.now).lines}
    for name, person in (("李队长", "u1"), ("列席1", "o1")):
        entry = made.meeting.entry(person)
        assert standing_words(made.meeting, entry) == sheet[name].roles == "参会单位"
        assert presence_words(made.meeting, entry, Mark.IN) == sheet[name].state == "列席"
        assert sign_in_row(made.meeting, entry)[3] == "列席"
    told = attendance_of(made.meeting)
    assert told.units == (("城管执法队", "李队长"), ("绿城物业", "列席1"))
    assert not {"李队长", "列席1"} & {one.name for one in told.observers}
    assert not [one for one in blockers(made.meeting) if one.kind == "invited_not_signed_in"]


def test_a_member_who_bears_the_name_of_a_unit_s_representative_keeps_the_seat():
    made = hall()
    made.meeting = replace(made.meeting, invited=(Invited("绿城物业", "成员1"),))
    assert standing_words(made.meeting, made.meeting.entry("p1")) == "成员"
    assert [b.what for b in blockers(made.meeting) if b.kind == "invited_not_signed_in"] == [
        "绿城物业（成员1）"
    ]


def test_an_invited_unit_is_asked_about_until_somebody_signs_in_for_it():
    made = hall()
    made.meeting = replace(made.meeting, invited=(Invited("城管执法队", "李队长"),))
    asked = [one for one in blockers(made.meeting) if one.kind == "invited_not_signed_in"]
    assert [(one.what, one.stops) for one in asked] == [("城管执法队（李队长）", False)]


def test_who_voted_in_the_room_is_not_put_down_as_absent_afterwards():
    made = hall()
    id = made.vote(made.move(mover="成员1"), 9, 3, 2).id
    came = next(mark for mark in made.meeting.presence if mark.person == "p9")
    made.meeting = correct_mark(made.meeting, came.id, "点错了", made.later(), kind=Mark.ABSENT)
    assert found(made) == [Contradiction("away_and_acted", "p9", "成员9")]
    made.meeting = void_vote(made.meeting, id, "多数了一人")
    assert found(made) == []


def test_who_has_no_seat_any_more_and_spoke_is_asked_about_too():
    made = hall()
    said = Speech(made.id(), "b", "m", "i1", "p9", "成员9", Stance.FOR, "装", made.later())
    made.meeting = replace(made.meeting, speeches=(said,))
    made.mark("p9", Mark.STRUCK, reason="名册有误")
    came = next(mark for mark in made.meeting.presence if mark.person == "p9")
    made.meeting = correct_mark(made.meeting, came.id, "点错了", made.later(), kind=Mark.ABSENT)
    assert found(made) == [Contradiction("away_and_acted", "p9", "成员9")]


def test_a_proxy_that_nobody_can_hold_is_an_excuse_in_the_minutes_and_in_the_workbook():
    """Its holder has no seat any more, or who gave it has none."""
    made = hall(proxies=ProxyUse.VOTES)
    made.mark("p1", Mark.STRUCK, reason="名册有误")
    made.mark("p15", Mark.PROXY, holder="p1")
    made.mark("p16", Mark.PROXY, holder="p2")
    made.mark("p16", Mark.STRUCK, reason="名册有误")
    whole = made.meeting.who_came()
    assert whole.excused == ("p15",) and whole.represented == ()
    told = {one.name: one.reason for one in attendance_of(made.meeting).excused}
    assert told == {"成员15": "委托成员1，成员1无表决权"}
    sheet = {one.name: one for one in sign_in_of(made.meeting, "议事会", made.now).lines}
    line = sheet["成员15"]
    assert (line.state, line.holder, line.remark) == ("请假", "", told["成员15"])
    words = [sign_in_row(made.meeting, made.meeting.entry(p))[3] for p in ("p15", "p16")]
    assert words == ["请假", "请假"]


def test_who_objected_was_there():
    made = hall()
    made.close(
        made.open(made.move(mover="成员1"), Method.CONSENSUS),
        objections=(Objection("成员16", "不妥"),),
    )
    assert found(made) == [Contradiction("away_and_acted", "p16", "成员16")]


def test_the_sheet_to_sign_calls_a_guest_without_a_vote_by_the_word_of_the_minutes():
    made = hall()
    made.meeting = walk_in(
        made.meeting, made.id(), RollEntry("g", "过路人", standing=Standing.WALK_IN), made.later()
    )
    line = next(
        one for one in sign_in_of(made.meeting, "议事会", made.now).lines if one.name == "过路人"
    )
    assert line.state == "列席" and not line.expected  # nobody said that they ought to come
    assert [one.name for one in attendance_of(made.meeting).observers][:1] == ["过路人"]


def test_a_guest_who_votes_does_not_stand_for_somebody_of_the_roll_who_is_away():
    """16 of 16 stood beside the name of one of them who was absent."""
    made, came = hall(voters=Voters.EVERYBODY), 14
    made.meeting = walk_in(
        made.meeting, made.id(), RollEntry("g", "过路人", standing=Standing.WALK_IN), made.later()
    )
    vote = made.vote(made.move(mover="成员1"), 9, 3, 2)
    expected = f"应到16人，实到{came + 1}人（其中不在名单上的1人）"
    assert expected in sentence_of(vote, made.meeting.in_force)
    assert expected in quorum_in_words(made.meeting)
    assert "present (1 of them not on the roll)" in quorum_in_words(made.meeting, "en")
    assert room_parts(made.meeting)["present"].startswith(f"到会 {came}/16 名单外1")


@pytest.mark.parametrize(
    ("mover", "roll_name", "contradicts"),
    [("成员16", "成员16", True), ("成员1", "成员1", False), ("成员1", "成员16", False)],
)
def test_a_name_that_two_bear_accuses_neither_of_them(mover, roll_name, contradicts):
    made = hall()
    entry = replace(made.meeting.entry("p16"), name=roll_name if contradicts else "成员1")
    changed = tuple(entry if one.person == "p16" else one for one in made.meeting.roll)
    made.meeting = replace(made.meeting, roll=changed)
    made.move(mover=mover, seconder="")
    assert bool(found(made)) is contradicts


def test_who_acted_by_name_alone_or_by_the_register_alone_is_found_either_way():
    """A label with the building is nobody's bare name, and a bare name is no label."""
    made = hall()
    roll = tuple(
        replace(one, name="张伟", building=f"{one.person}栋")
        if one.person in ("p1", "p16")
        else one
        for one in made.meeting.roll
    )
    made.meeting = replace(made.meeting, roll=roll)
    called = labels(roll)["p16"]
    made.move(mover=called, seconder="")
    assert [(one.place, one.words) for one in found(made)] == [("p16", called)]


def test_who_answered_for_somebody_else_was_there_and_whom_they_answered_for_was_not():
    made = hall()
    id = made.open(made.move(mover="成员1"), Method.ROLL_CALL)
    answers = tuple(Ballot(f"成员{n}", Choice.FOR) for n in range(1, 15))
    vote = made.close(id, ballots=answers)
    by_proxy = replace(vote.ballots[0], name="成员15", holder="成员16")
    assert vote.electorate is not None
    changed = replace(vote, ballots=(*vote.ballots[1:], by_proxy))
    made.meeting = put_vote(made.meeting, changed)
    assert [one.place for one in found(made)] == ["p16"]


def test_a_vote_without_words_of_its_own_is_named_by_its_motion():
    made = hall()
    vote = made.vote(made.move("装灯", mover="成员1"), 9, 3, 2)
    for text, words in (("", "装灯"), ("就装灯表决", "就装灯表决")):
        other = replace(vote, text=text, outcome=Outcome.FAILED)
        made.meeting = put_vote(made.meeting, other)
        assert [(one.place, one.words) for one in found(made)] == [(vote.id, words)]


@pytest.mark.parametrize("first", [ItemOutcome.ADOPTED, ItemOutcome.NOTED, None])
def test_an_outcome_after_one_that_nobody_voted_on_is_looked_at_too(first):
    made = hall()
    made.begin(2)
    made.vote(made.move(mover="成员1"), 3, 9, 2)
    for item, outcome in (("i1", first), ("i2", ItemOutcome.ADOPTED)):
        changed = replace(made.meeting.item(item), outcome=outcome)
        made.meeting = put_item(made.meeting, changed)
    assert [(one.what, one.place, one.words) for one in found(made)] == [("outcome", "i2", "议题2")]


def test_where_nobody_is_expected_every_page_says_in_the_room_also_after_somebody_left():
    house = House("corner", members=0)
    house.plan("楼道堆物", "晾衣杆")
    house.act(hold.open_meeting)
    for name in ("张桂兰", "李国强", "王秀英", "陈建华"):
        house.act(hold.walk_in, name, "")
    house.vote(house.move("周六清楼道"), 4, 0, 0)
    left = house.meeting.roll[-1].person
    house.act(hold.mark, left, Mark.OUT)
    house.begin("晾衣杆")
    house.vote(house.move("装三根"), 2, 1, 0)
    house.act(hold.end_meeting)
    record = house.record()
    told = [
        house.minutes().quorum_sentence,
        *(line.brief + line.sentence for item in house.minutes().items for line in item.votes),
        *(line.text for line in record.lines),
    ]
    assert not [words for words in told if "实到" in words]
    assert "在场3人" in house.minutes().items[1].votes[0].brief
    assert [vote_cells(vote, n)[2] for n, vote in enumerate(house.meeting.votes)] == [None, None]


@pytest.mark.parametrize("kind", [Mark.ABSENT, Mark.EXCUSED])
def test_who_signed_in_is_not_absent_as_well_and_a_wrong_line_is_corrected(kind):
    made = hall()
    with pytest.raises(WasThere):
        made.mark("p1", kind)
    came = next(mark for mark in made.meeting.presence if mark.person == "p1")
    made.meeting = correct_mark(made.meeting, came.id, "签到点错", made.later(), kind=kind)
    assert "p1" not in made.meeting.who_came().came
    assert "p1" not in made.meeting.room().present


def test_who_never_came_or_has_left_does_not_leave_again():
    made = hall()
    with pytest.raises(NotThere):
        made.mark("p16", Mark.OUT)
    made.mark("p1", Mark.OUT)
    with pytest.raises(NotThere):
        made.mark("p1", Mark.OUT)
