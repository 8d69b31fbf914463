"""接龙: sign-in, supporters or written votes; what is doubtful counts for nothing."""

from datetime import datetime, timedelta, timezone

import pytest

from meetings.actions import collect, decide, found, hold, prepare
from meetings.community.bodies import Tier
from meetings.community.people import Person, Role
from meetings.importing import signup, table
from meetings.importing.issues import ExistingIssues, plan_issues
from meetings.importing.plan import Choices
from meetings.matters.issues import Issue, Source, words_for_paper
from meetings.ports import By
from meetings.procedure.rules import preset
from meetings.sitting.meeting import Meeting
from meetings.sitting.motions import Motion
from meetings.sitting.presence import Mark, state_of
from meetings.sitting.votes import Choice, Method
from storage.ids import new_id
from tests.storage.memory_records import MemoryRecords

NOW = datetime(2026, 11, 24, 19, tzinfo=timezone(timedelta(hours=8)))
JOINED = """#接龙
议事会报名，周五前接
1. 韩冬梅 46栋2单元
2. 何勇 支持
3、欧阳月 +1
4. 张伟
5. 韩冬梅
6. 何勇 来不了
"""


def by() -> By:
    return By("王社工", NOW, new_id())


@pytest.fixture
def room():
    records = MemoryRecords()
    body = found.found_body(records, by(), Tier.CORNER, "甲议事会", preset("corner"))
    for name, building in (("韩冬梅", "46栋"), ("何勇", ""), ("张伟", "45栋"), ("张伟", "47栋"),
                           ("林小月", "46栋")):  # fmt: skip
        found.add_person(
            records, by(), body.id, Person("", "", name, building), (Role.MEMBER,), True
        )
    meeting = prepare.plan_meeting(records, by(), body.id, "", NOW)
    prepare.add_item(records, by(), body.id, meeting.id, "充电桩")
    meeting = hold.open_meeting(records, by(), body.id, meeting.id)
    return records, body, meeting


def whys(plan) -> dict[int, list[str]]:
    return {row.number: [one.why for one in row.reasons] for row in plan.rows}


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        (JOINED, True),
        ("1. 韩冬梅 46栋\n2. 何勇", True),
        ("1. 楼道灯不亮\n2. 电动车乱停", False),
        ("楼道灯不亮\n电动车乱停", False),
        ("1. 韩冬梅 46栋", False),
        ("#接龙 大家反映的问题\n1. 灯坏了\n2. 井盖松动\n3. 韩冬梅", False),
        ("", False),
    ],
)
def test_a_list_of_people_is_told_from_a_list_of_issues(text: str, yes: bool):
    assert signup.is_signup(text) is yes


def test_who_is_meant_is_signed_in_and_who_is_doubtful_is_not(room):
    records, body, meeting = room
    plan = signup.plan_sign_in(JOINED, meeting, meeting.roll)
    told = whys(plan)
    assert told[1] == ["title"] and told[2] == ["title"]
    assert told[5] == ["companions", "not_on_the_roll"] or told[5][0] == "not_on_the_roll"
    assert told[6][0] == "which_of_them"
    assert told[7][0] == "same_row"
    assert told[8][0] == "words_doubtful"
    assert [one.label for one in plan.taken] == ["韩冬梅（46栋）", "何勇"]
    after = signup.sign_in_all(records, by(), body.id, meeting.id, plan)
    here = {e.name for e in after.roll if (m := state_of(e.person, after.presence)) is not None
            and m.kind is Mark.IN}  # fmt: skip
    assert here == {"韩冬梅", "何勇"}
    again = signup.plan_sign_in(JOINED, after, after.roll)
    assert again.empty and whys(again)[3] == ["here_already"]
    records.undo(by(), body.id)
    with records.reading() as book:
        assert not book.get(Meeting, meeting.id).presence


def test_strangers_come_in_as_guests_when_it_is_said_and_never_as_voters(room):
    records, body, meeting = room
    asked = signup.plan_sign_in("1. 欧阳月 49栋\n2. 何勇", meeting, meeting.roll)
    assert [one.key for one in asked.questions] == [signup.STRANGERS]
    said = Choices(answers={signup.STRANGERS: "guest"})
    plan = signup.plan_sign_in("1. 欧阳月 49栋\n2. 何勇", meeting, meeting.roll, said)
    after = signup.sign_in_all(records, by(), body.id, meeting.id, plan)
    guest = next(entry for entry in after.roll if entry.name == "欧阳月")
    assert not guest.votes


def small_stools() -> tuple[MemoryRecords, str, list[Meeting]]:
    """A body without a roster: one meeting that three came to and has ended, one that is open."""
    records, meetings = MemoryRecords(), []
    body = found.found_body(records, by(), Tier.CORNER, "榕树下", preset("corner")).id
    for came in (("王小二", "46栋李奶奶", "钱多"), ()):
        meeting = prepare.plan_meeting(records, by(), body, "", NOW)
        prepare.add_item(records, by(), body, meeting.id, "垃圾桶")
        meetings.append(hold.open_meeting(records, by(), body, meeting.id))
        for name in came:
            hold.walk_in(records, by(), body, meeting.id, name, "")
        if came:
            hold.end_meeting(records, by(), body, meeting.id)
    return records, body, meetings


def test_without_a_roster_a_pasted_list_signs_in_whoever_stands_in_it_and_nobody_twice():
    records, body, (_before, opened) = small_stools()
    meeting, faces = signup.to_sign_in(records, opened.id)
    text = "王小二\n46栋李奶奶\n钱多 46栋\n吴新来 3栋"
    plan = signup.plan_sign_in(text, meeting, meeting.roll, faces=faces)
    assert not plan.questions
    names = ["王小二", "46栋李奶奶", "钱多", "吴新来"]
    assert [one.name for one in plan.taken] == names
    after = signup.sign_in_all(records, by(), body, meeting.id, plan)
    assert [entry.name for entry in after.roll] == names
    with records.reading() as book:
        assert sorted(p.name for p in book.find(Person, body=body)) == sorted(names)


def test_whoever_joined_the_roster_after_the_opening_is_offered_and_made_no_second_person(room):
    records, body, meeting = room
    joined = found.add_person(
        records, by(), body.id, Person("", "", "王大勇", "1栋"), (Role.MEMBER,), True
    )
    meeting, faces = signup.to_sign_in(records, meeting.id)
    assert [(face.name, face.why) for face in faces] == [("王大勇", "seat")]
    plan = signup.plan_sign_in("1. 王大勇\n2. 何勇", meeting, meeting.roll, faces=faces)
    after = signup.sign_in_all(records, by(), body.id, meeting.id, plan)
    came = next(entry for entry in after.roll if entry.name == "王大勇")
    assert came.person == joined.id and not came.votes
    counted = hold.mark(
        records, by(), body.id, meeting.id, came.person, Mark.SEATED, reason="开会后登记"
    )
    assert counted.entry(came.person).votes


def test_a_line_is_mended_or_left_out_in_the_preview(room):
    _records, _body, meeting = room
    mended = Choices(cells={(6, "姓名"): "4. 张伟 47栋"}, left_out=frozenset({4}))
    plan = signup.plan_sign_in(JOINED, meeting, meeting.roll, mended)
    assert [one.label for one in plan.taken] == ["韩冬梅（46栋）", "张伟（47栋）"]
    left = [row.number for row in plan.rows if row.reasons and row.reasons[0].why == "left_by_hand"]
    assert left == [4]


def written(room) -> tuple[MemoryRecords, str, Meeting, str]:
    records, body, meeting = room
    item = meeting.items[-1].id
    hold.begin_item(records, by(), body.id, meeting.id, item)
    motion = Motion("", body.id, meeting.id, item, "装充电桩", "韩冬梅", NOW, seconder="何勇")
    moved = hold.propose(records, by(), motion)
    opened = decide.open_vote(
        records, by(), body.id, meeting.id, moved.motions[-1].id, Method.WRITTEN
    )
    return records, body.id, opened, opened.votes[-1].id


VOTES = "接龙：是否同意装充电桩\n1. 韩冬梅 同意\n2. 何勇 不同意\n3. 林小月\n4. 张伟 45栋 弃权\n" \
    "5. 欧阳月 同意\n6. 张伟 47栋 同意 反对"  # fmt: skip


def test_a_written_vote_takes_the_answers_that_are_written_and_asks_about_none(room):
    records, body, meeting, vote = written(room)
    plan = signup.plan_votes(VOTES, meeting, vote)
    assert {one.label: one.choice for one in plan.taken} == {
        "韩冬梅（46栋）": Choice.FOR, "何勇": Choice.AGAINST, "张伟（45栋）": Choice.ABSTAIN,
    }  # fmt: skip
    told = whys(plan)
    assert told[4] == ["no_answer"] and told[6] == ["not_on_the_roll"]
    assert told[7] == ["two_answers"]
    assert [one.key for one in plan.questions] == [signup.STRANGERS, signup.SILENT]
    all_for = Choices(answers={signup.SILENT: "for"})
    more = signup.plan_votes(VOTES, meeting, vote, all_for)
    assert [one.label for one in more.taken if one.choice is Choice.FOR] == [
        "韩冬梅（46栋）", "林小月（46栋）",
    ]  # fmt: skip
    after = signup.register_all(records, by(), body, meeting.id, vote, plan)
    assert len(after.vote(vote).ballots) == 3
    changed = VOTES.replace("何勇 不同意", "何勇 同意")
    assert whys(signup.plan_votes(changed, after, vote))[3] == ["returned_otherwise"]


def test_who_answers_a_written_vote_twice_and_otherwise_is_counted_for_neither(room):
    _records, _body, meeting, vote = written(room)
    text = "接龙\n1. 韩冬梅 同意\n2. 何勇 同意\n3. 韩冬梅 反对\n4. 何勇 同意\n5. 韩冬梅 同意"
    plan = signup.plan_votes(text, meeting, vote)
    assert [(one.label, one.choice) for one in plan.taken] == [("何勇", Choice.FOR)]
    told = whys(plan)
    assert told[2] == told[4] == told[6] == ["two_answers"] and told[5] == ["same_row"]


def test_supporters_are_counted_once_and_their_names_are_in_no_paper(room):
    records, body, _meeting = room
    issue = collect.collect(records, by(), Issue("", body.id, 0, "装充电桩", NOW, supporters=2))
    with records.reading() as book:
        people = book.find(Person)
    text = "#接龙\n1. 韩冬梅 46栋\n2. 何勇 支持\n3. 何勇\n4. 林小月 反对"
    plan = signup.plan_support(text, issue, people)
    assert [one.label for one in plan.taken] == ["韩冬梅（46栋）", "何勇"]
    assert whys(plan)[5] == ["supports_not"]
    after = signup.support(records, by(), body.id, issue.id, plan)
    assert after.supporters == 4 and "韩冬梅（46栋）、何勇" in after.text
    assert signup.plan_support(text, after, people).empty
    assert words_for_paper(after) == ""


def test_a_chat_in_a_paper_names_none_of_the_group():
    chat = Issue("", "b", 1, "灯坏了", NOW, "林小月：灯坏了\n何勇：同问", source=Source.CHAT_GROUP)
    assert words_for_paper(chat) == "灯坏了；同问"


@pytest.mark.parametrize(
    "text",
    ["#接龙\n加装电梯的意见\n例 张三 同意\n1. 林小月46栋 同意\n2. 何勇 不同意，太吵\n3. 韩冬梅\n"
     "4. 张三丰 都行\n5.何勇 同意\n6 老王家 +2",
     "#接龙\n11月29日议事会签到\n1. 韩冬梅\n2. 张伟\n3. 张伟 47栋\n4. 何勇（晚到20分钟）\n"
     "5. 不来 林小月\n6. 大明+1\n7. 韩冬梅\n8. 👍"],
)  # fmt: skip
def test_a_list_that_says_so_is_asked_about_though_half_its_lines_say_more(text: str):
    assert signup.is_signup(text)
    with pytest.raises(signup.SignUpGiven):
        sheet = table.Sheet("", [[line] for line in text.splitlines()])
        plan_issues(table.Source((sheet,)), ExistingIssues(), "b")
