"""Lists of people as they are pasted, and what is right: nothing doubtful gets a vote."""

import csv
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from meetings.actions import found
from meetings.community.bodies import Tier
from meetings.community.people import Person, Role
from meetings.importing.people.lines import read_list
from meetings.importing.people.plan import (
    ELSEWHERE,
    ExistingPeople,
    existing_people,
    import_people,
    people_rows,
    plan_list,
    plan_people,
    rows_of_people,
)
from meetings.importing.people.rows import Member, member_of
from meetings.importing.plan import DIFFERS, Choices, RowState
from meetings.importing.table import BrokenText, Sheet, Source, sheet_of_text
from meetings.ports import By
from meetings.procedure.rules import preset
from storage.ids import new_id
from tests.storage.memory_records import MemoryRecords

NOW = datetime(2026, 11, 24, 10, tzinfo=timezone(timedelta(hours=8)))


def by() -> By:
    return By("王社工", NOW, new_id())


@pytest.fixture
def body():
    records = MemoryRecords()
    return records, found.found_body(records, by(), Tier.CORNER, "甲议事会", preset("corner"))


def pasted(records, one, text, **answers):
    plan = plan_list(text, existing_people(records), one.id, Choices(answers=answers))
    return plan, [row for row in plan.rows if row.state is not RowState.LEFT]


def whys(plan) -> set[str]:
    return {reason.why for row in plan.rows for reason in row.reasons}


@pytest.mark.parametrize(
    ("line", "name", "building", "entrance", "room", "phone"),
    [
        ("46-1-302 郭美玲 +1", "郭美玲", "46栋", "1单元", "302", ""),
        ("郭美玲/46栋/13900000004", "郭美玲", "46栋", "", "", "13900000004"),
        ("郭美玲，46栋，13900000004", "郭美玲", "46栋", "", "", "13900000004"),
        ("郭美玲46栋13900000004", "郭美玲", "46栋", "", "", "13900000004"),
        ("郭 美 玲", "郭美玲", "", "", "", ""),
        ("郭美玲 ４６栋", "郭美玲", "46栋", "", "", ""),
        ("•郭美玲", "郭美玲", "", "", "", ""),
        ("（1）郭美玲", "郭美玲", "", "", "", ""),
        ("①郭美玲 46栋", "郭美玲", "46栋", "", "", ""),
        ('何美 ="13900000005"', "何美", "", "", "", "13900000005"),
        ("张伟（47栋）", "张伟", "47栋", "", "", ""),
        ("47-2-502何大勇+1", "何大勇", "47栋", "2单元", "502", ""),
        ("何大勇/47栋/139 0000-0004", "何大勇", "47栋", "", "", "13900000004"),
        ("何大勇 1390 000 0004", "何大勇", "", "", "", "13900000004"),
        ("支持！林小月 45栋", "林小月", "45栋", "", "", ""),
        ("欧阳 月 45栋", "欧阳月", "45栋", "", "", ""),
    ],
)
def test_the_same_facts_however_they_are_written(line, name, building, entrance, room, phone):
    (one,) = read_list(line).people
    assert (one.name, one.building, one.entrance, one.room, one.phone) == (
        name, building, entrance, room, phone,
    )  # fmt: skip
    assert one.rest == ()


def test_a_heading_is_known_and_sex_and_birth_are_told_and_not_kept(body):
    records, one = body
    text = "姓名\t性别\t出生年月\t楼栋\t手机\n林小月\t女\t1968-03\t45栋\t139 0000 0003"
    plan, rows = pasted(records, one, text)
    (member,) = plan.new[one.id]
    person = member.person
    assert (person.name, person.building, person.phone) == ("林小月", "45栋", "13900000003")
    assert (person.skills, member.roles, member.votes) == ("", (), False)
    assert [(n.why, n.facts["column"]) for n in plan.notes] == [
        ("not_kept", "性别"), ("not_kept", "出生年月"),
    ]  # fmt: skip
    assert len(rows) == 1


def test_a_chain_of_names_has_a_title_and_people_and_no_word_of_support_is_a_name():
    read = read_list("#接龙\n议事会报名，周五前接\n1. 韩冬梅 46栋2单元\n2. 何勇 支持\n3、欧阳月")
    assert [(one.name, one.building) for one in read.people] == [
        ("韩冬梅", "46栋"), ("何勇", ""), ("欧阳月", ""),
    ]  # fmt: skip
    assert [(one.text, one.why) for one in read.left] == [
        ("#接龙", "title"), ("议事会报名，周五前接", "title"),
    ]  # fmt: skip


def test_somebody_who_is_known_is_not_new(body):
    records, one = body
    found.add_person(records, by(), one.id, Person("", "", "韩冬梅", "46栋"))
    for line in ("韩冬梅（46栋）", "韩冬梅 46号楼", "韩冬梅"):
        plan, (row,) = pasted(records, one, line)
        assert (row.state, plan.empty) == (RowState.KNOWN, True)


def test_a_companion_is_noted_and_is_no_person():
    (one,) = read_list("46-1-302 郭美玲 +1").people
    assert one.companions == 1 and [d.why for d in one.doubts] == ["companions"]
    assert member_of(one, "b", (Role.MEMBER,)).votes


def test_two_names_in_one_line_are_two_people_and_nobody_gets_the_phone():
    first, second = read_list("李四、王五 46栋 13900000004").people
    assert [(p.name, p.building, p.phone) for p in (first, second)] == [
        ("李四", "46栋", ""), ("王五", "46栋", ""),
    ]  # fmt: skip
    assert {d.why for d in first.doubts} == {"several_names", "phone_of_whom"}


@pytest.mark.parametrize(
    ("line", "why"),
    [("合计 5人", "total"), ("以上共12户", "total"), ("制表人：林", "signature"),
     ("填报人: 林小月", "signature"), ("46栋报名表", "title"), ("姓名 楼栋 电话", "no_name")],
)  # fmt: skip
def test_sums_and_signatures_are_nobody_and_are_told(line, why):
    read = read_list(line)
    assert read.people == () and [one.why for one in read.left] == [why]


@pytest.mark.parametrize("cell", ["1.39E+10", "1.39e10", "1.39E10"])
def test_a_phone_that_the_spreadsheet_has_lost_is_refused(body, cell):
    records, one = body
    plan, _rows = pasted(records, one, f"姓名,电话\n何美,{cell}")
    assert plan.new[one.id][0].person.phone == "" and "phone_rounded" in whys(plan)
    (typed,) = read_list(f"何美 {cell}").people
    assert (typed.phone, typed.companions) == ("", 0)


def test_a_group_in_many_rows_is_asked_once_and_is_nothing_until_then(body):
    records, one = body
    names = [a + b for a in "王李张刘陈杨" for b in "一二三四五六七八九十百千万"]
    text = "\n".join(f"一片区 {name}" for name in names)
    plan, rows = pasted(records, one, text)
    assert len(rows) == len(names) == 78
    (question,) = plan.questions
    assert (question.why, question.facts) == ("what_group", {"value": "一片区", "n": 78})
    assert {m.person.building + m.person.skills for m in plan.new[one.id]} == {""}
    plan, _rows = pasted(records, one, text, **{"group/一片区": "building"})
    assert {m.person.building for m in plan.new[one.id]} == {"一片区"}
    plan, _rows = pasted(records, one, text, **{"group/一片区": "section"})
    assert {m.person.section for m in plan.new[one.id]} == {"一片区"}
    plan, _rows = pasted(records, one, text, **{"group/一片区": "skill"})
    assert {m.person.skills for m in plan.new[one.id]} == {"一片区"}


@pytest.mark.parametrize("heading", ["片区", "居民小组", "界别", "网格", "分组"])
def test_a_column_of_groups_says_the_group_of_each_row(body, heading):
    records, one = body
    plan, _rows = pasted(records, one, f"姓名,{heading}\n何美,一片区\n林小月,二片区\n周明,")
    assert plan.questions == ()
    assert [m.person.section for m in plan.new[one.id]] == ["一片区", "二片区", ""]
    rows = rows_of_people(
        ExistingPeople((one,), [replace(m.person, body=one.id) for m in plan.new[one.id]]),
        one, [replace(m.person, body=one.id) for m in plan.new[one.id]],
    )  # fmt: skip
    assert [row[8] for row in rows] == ["一片区", "二片区", ""]


@pytest.mark.parametrize(
    ("line", "name", "role"),
    [("物业经理 周明", "周明", Role.PROPERTY_MANAGER),
     ("社区书记 何芳", "何芳", Role.PARTY_SECRETARY), ("志愿者 吴静", "吴静", Role.VOLUNTEER)],
)  # fmt: skip
def test_roles_of_the_practice_are_known_and_have_no_vote_unless_said(body, line, name, role):
    (one,) = read_list(line).people
    assert (one.name, one.roles) == (name, (role,))
    member = member_of(one, "b", (Role.MEMBER,))
    assert (member.roles, member.votes) == ((role,), False)
    records, here = body
    head = "姓名,身份,有表决权\n"
    plan, _rows = pasted(records, here, f"{head}{name},{line.split()[0]},是")
    assert plan.new[here.id][0].votes


def test_an_office_that_is_none_of_ours_stays_the_word_it_is_without_a_vote(body):
    records, one = body
    plan, _rows = pasted(records, one, "姓名,身份\n林小月,湖长\n何勇,楼栋长、河长")
    import_people(records, by(), plan)
    out = people_rows(existing_people(records), one)
    assert [(row[0], row[4], row[6]) for row in out] == [
        ("林小月", "湖长", "否"), ("何勇", "楼栋长、河长", "是"),
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["周五前接 46栋", "Tom 46栋", "林小月 46栋 会修水管", "热闹话 多"])
def test_nobody_gets_a_vote_out_of_a_doubtful_line(line):
    for one in read_list(line).people:
        assert not member_of(one, "b", (Role.MEMBER,)).votes


def test_an_address_in_one_column_is_taken_apart(body):
    records, one = body
    plan, _rows = pasted(records, one, "姓名,住址,特长\n林小月,46栋2单元302,修水管\n何勇,某路3号,5")
    first, second = (member.person for member in plan.new[one.id])
    assert (first.building, first.entrance, first.room, first.skills) == (
        "46栋", "2单元", "302", "修水管",
    )  # fmt: skip
    assert (second.building, second.skills) == ("", "") and "no_skill" in whys(plan)


def test_a_second_import_fills_what_was_empty_and_asks_where_the_file_says_otherwise(body):
    records, one = body
    found.add_person(records, by(), one.id, Person("", "", "何勇", "46栋", phone="13900000001"))
    text = "姓名,楼栋,单元,电话\n何勇,46栋,2单元,13900000002"
    plan, (row,) = pasted(records, one, text)
    assert row.state is RowState.CHANGED and [q.key for q in plan.questions] == [DIFFERS]
    import_people(records, by(), plan)
    (person,) = existing_people(records).people
    assert (person.entrance, person.phone) == ("2单元", "13900000001")
    plan, _rows = pasted(records, one, text, **{DIFFERS: "file"})
    import_people(records, by(), plan)
    (person,) = existing_people(records).people
    assert (person.entrance, person.phone) == ("2单元", "13900000002")
    assert pasted(records, one, text)[0].empty


def cells_of(row) -> tuple:
    made = row.made
    return made.person.phone, made.person.entrance, made.roles, made.votes


def test_the_preview_of_a_known_person_has_what_will_be_recorded_cell_by_cell(body):
    records, one = body
    person = Person("", "", "何勇", "46栋", phone="13900000001")
    found.add_person(records, by(), one.id, person, (Role.MEMBER,), True)
    text = "姓名,楼栋,单元,电话,身份,有表决权\n何勇,46栋,,13900000002,楼栋长,否"
    _plan, (row,) = pasted(records, one, text)
    assert row.state is RowState.WARNING
    assert cells_of(row) == ("13900000001", "", (Role.MEMBER,), True)
    assert [reason.facts["column"] for reason in row.reasons] == ["电话", "身份", "有表决权"]
    plan, (row,) = pasted(records, one, text, **{f"{DIFFERS}/2": "file"})
    assert cells_of(row) == ("13900000002", "", (Role.BUILDING_HEAD,), False)
    assert {reason.why for reason in row.reasons} == {"differs_taken"}
    import_people(records, by(), plan)
    known = existing_people(records)
    (seat,), (kept,) = known.seats, known.people
    assert (kept.phone, seat.roles, seat.votes) == ("13900000002", (Role.BUILDING_HEAD,), False)


def test_one_row_keeps_ours_where_the_file_counts_for_all_others(body):
    records, one = body
    for name in ("何勇", "林小月"):
        found.add_person(records, by(), one.id, Person("", "", name, "46栋", phone="139"))
    text = "姓名,楼栋,电话\n何勇,46栋,13900000002\n林小月,46栋,13900000003"
    plan, rows = pasted(records, one, text, **{DIFFERS: "file", f"{DIFFERS}/3": "keep"})
    assert [row.made.person.phone for row in rows] == ["13900000002", "139"]
    assert [m.person.name for m in plan.new[one.id]] == ["何勇"]
    assert [q.key for q in plan.questions] == [DIFFERS], "it can be answered otherwise still"


def test_the_area_of_a_known_person_is_told_and_not_dropped_in_silence(body):
    records, one = body
    found.add_person(records, by(), one.id, Person("", "", "何勇", "46栋"))
    plan, _rows = pasted(records, one, "姓名,楼栋,面积\n何勇,46栋,98.5")
    assert plan.empty and whys(plan) == {"area_elsewhere"}


def test_rows_are_left_out_cells_mended_and_columns_named_by_hand(body):
    records, one = body
    sheet = Sheet("名册", [["人", "楼"], ["林小月", "45栋"], ["何勇", "46栋"], ["韩冬梅", ""]])
    choices = Choices({"人": "姓名", "楼": "楼栋"}, {(4, "楼栋"): "47栋"}, frozenset({3}))
    plan = plan_people(Source((sheet,)), existing_people(records), one.id, choices)
    assert [(m.person.name, m.person.building) for m in plan.new[one.id]] == [
        ("林小月", "45栋"), ("韩冬梅", "47栋"),
    ]  # fmt: skip
    assert [row.number for row in plan.rows if row.state is RowState.LEFT] == [3]


def test_a_mark_that_is_never_closed_is_refused_with_its_line():
    text = '姓名,楼栋\n"韩冬梅,46栋\n何勇,46栋\n欧阳月,45栋\n'
    with pytest.raises(BrokenText) as broken:
        sheet_of_text(text)
    assert broken.value.line == 2
    with pytest.raises(BrokenText) as broken:
        sheet_of_text('姓名,楼栋\n何勇,46栋\n"韩冬梅,46栋\n"欧阳月",45栋\n')
    assert broken.value.line == 3
    assert sheet_of_text('a,b\n"好"的建议,"两\n行"\n').rows == [
        ["a", "b"], ["好的建议", "两\n行"],
    ]  # fmt: skip


def test_somebody_of_another_body_is_asked_about_and_seated_as_the_same_person(body):
    records, one = body
    other = found.found_body(records, by(), Tier.CORNER, "乙议事会", preset("corner"))
    known = found.add_person(records, by(), other.id, Person("", "", "韩冬梅", "46栋"))
    text = "姓名\t楼栋\t身份\n韩冬梅\t46号楼\t成员\n何勇\t46栋\t成员"
    asked = plan_list(text, existing_people(records), one.id)
    assert [question.key for question in asked.questions] == [ELSEWHERE]
    assert [row.reasons[0].why for row in asked.rows if row.reasons] == ["in_other_body"]
    same = plan_list(text, existing_people(records), one.id, Choices(answers={ELSEWHERE: "same"}))
    import_people(records, by(), same)
    people = existing_people(records)
    assert [p.body for p in people.people if p.name == "韩冬梅"] == [other.id]
    assert {s.person for s in people.seats} >= {known.id}


@pytest.mark.parametrize("mark", ["", '"'])
def test_a_cell_of_any_length_is_read_and_the_limit_of_the_library_left_as_it_was(mark: str):
    before = csv.field_size_limit()
    long = "长" * 200_000
    text = f'姓名,楼栋\n{mark}{long}{mark},45栋\n"好"的建议,46栋\n'
    assert sheet_of_text(text).rows[1] == [long, "45栋"]
    assert sheet_of_text(text).rows[2][1] == "46栋"
    assert csv.field_size_limit() == before


def test_a_name_that_may_be_anothers_is_kept_without_a_vote_unless_the_file_says_one(body):
    records, one = body
    for building in ("2栋", "22栋"):
        person = Person("", one.id, "李梅", building)
        found.add_person(records, by(), one.id, person, (Role.MEMBER,), True)
    known = existing_people(records)
    plan = plan_list("李梅 13900000046", known, one.id, roles=[Role.MEMBER])
    assert [row.reasons[0].why for row in plan.rows] == ["namesake_here"]
    assert [member.votes for member in plan.new[one.id]] == [False]
    said = plan_list("姓名\t有表决权\n李梅\t是", known, one.id)
    assert [member.votes for member in said.new[one.id]] == [True]
    assert plan_list("李梅 2栋\n李梅 2栋", known, one.id).empty


@pytest.mark.parametrize("said", ["曾（曽）明", "王（小）明", "张(弓长)伟", "刘 (刘) 芳"])
def test_what_stands_in_brackets_inside_a_name_is_kept_doubted_and_gives_no_vote(said: str) -> None:
    plan = plan_list(f"{said} 46栋", ExistingPeople(), "b", roles=(Role.MEMBER,))
    ((row,), (member,)) = plan.rows, plan.new["b"]
    inside = said.replace(" ", "").replace("(", "（").replace(")", "）")
    assert (member.person.name, member.person.building) == (inside, "46栋")
    assert (row.state, member.votes) == (RowState.WARNING, False)
    sheet = Sheet("名册", [["姓名", "身份"], [said, "成员"]])
    (row,) = plan_people(Source((sheet,)), ExistingPeople(), "b").rows
    assert isinstance(row.made, Member)
    assert (row.state, row.made.votes, row.made.person.name) == (RowState.WARNING, False, inside)


@pytest.mark.parametrize("said", ["何勇（楼长）支持", "周明（党员）到", "王芳（三组）参加"])
def test_a_role_or_a_group_in_brackets_before_other_words_is_no_part_of_the_name(said: str) -> None:
    (one,) = read_list(said).people
    assert (one.name, one.doubts) == (said[:2], ())
