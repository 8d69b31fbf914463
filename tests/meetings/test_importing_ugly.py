"""Ugly texts that people really paste, and what becomes of each."""

import pytest

from meetings.community.bodies import Body, Tier
from meetings.importing import issues, lines, people, signup, units
from meetings.importing.table import Choices, RowState, Sheet, Source
from meetings.procedure.rules import preset

BODY = Body("b", "b", Tier.CORNER, "甲", preset("corner"))


def why(plan) -> dict[int, list[str]]:
    return {row.number: [one.why for one in row.reasons] for row in plan.rows}


def of_people(text: str):
    return people.plan_list(text, people.KnownPeople([BODY]), "b")


def of_issues(text: str):
    return issues.plan_issue_text(text, issues.KnownIssues((BODY,)), "b")


def test_emoji_are_no_part_of_a_name_and_a_keycap_is_a_number():
    plan = of_people("#接龙 🎉\n1️⃣ 韩冬梅🌸 46栋\n2. 🐟何勇（代他妈）\n3. 欧阳月")
    named = [one.person.name for one in plan.members["b"]]
    assert named == ["韩冬梅", "何勇", "欧阳月"]
    assert why(plan)[3] == ["words_left"]


def test_marks_without_width_and_full_width_addresses_make_no_second_person():
    plan = of_people("姓　名,楼　栋\n郭\u200b美玲,４６＃\n\ufeff何勇,46号楼")
    assert [(m.person.name, m.person.building) for m in plan.members["b"]] == [
        ("郭美玲", "46#"), ("何勇", "46号楼"),
    ]  # fmt: skip


def test_a_telephone_in_the_column_of_names_names_nobody():
    plan = of_people("姓名,电话\n13900000004,郭美玲")
    assert plan.empty and why(plan)[2] == ["no_name_at_all"]


CHAT = """—————  2026-09-03  —————
林小月  19:02
46栋的灯坏了，晚上看不见
"何勇" 撤回了一条消息
林小月  19:05
[链接] 关于停水的通知
何勇  19:06
「林小月：46栋的灯坏了，晚上看不见」
- - - - - - - - -
我家这层也坏
"""


def test_a_chat_under_lines_of_days_with_a_quotation_and_a_link():
    assert issues.is_chat(CHAT)
    plan = of_issues(CHAT)
    (lamp,) = plan.issues["b"]
    assert (lamp.title, lamp.raised_name) == ("46栋的灯坏了，晚上看不见", "林小月")
    assert lamp.day is not None and lamp.day.isoformat() == "2026-09-03"
    assert lamp.supporters == 2 and "何勇：我家这层也坏" in lamp.text
    assert [row.label for row in plan.rows if row.state is RowState.LEFT] == [
        "林小月：[链接] 关于停水的通知",
    ]  # fmt: skip


def test_in_a_numbered_list_an_indented_line_goes_on_with_the_one_above():
    plan = of_issues("1、小区大门\n  晚上关得太早\n2、电梯（3部）常坏\n附：照片2张\n制表：王")
    assert [(one.title, one.text) for one in plan.issues["b"]] == [
        ("小区大门", "晚上关得太早"), ("电梯（3部）常坏", ""),
    ]  # fmt: skip
    assert why(plan)[4] == ["signature"] and why(plan)[5] == ["signature"]


@pytest.mark.parametrize(
    ("line", "owner"),
    [("46栋 1单元 101 ／ 98．50 ㎡ ／ 林 小月", "林小月"), ("46栋1单元101 98.5 ㎡ 何勇", "何勇")],
)
def test_slashes_and_a_unit_by_itself_are_no_owners(line: str, owner: str):
    plan = units.plan_unit_list(line, units.KnownUnits((BODY,)), "b")
    (unit,) = plan.units["b"]
    assert (unit.place, unit.area, unit.owner) == (unit.place, unit.area, owner)
    assert unit.place == "46栋1单元101" and unit.area in (9850, 9850)


@pytest.mark.parametrize(
    ("line", "reason"),
    [("46栋1单元103 98.50 98.50 王某", "area_unclear"), ("车库-1-12 12.5 何勇", "lacks_place"),
     ("46栋1单元102 九十八点五 何勇", "lacks_area")],
)  # fmt: skip
def test_what_is_not_certain_about_a_part_is_refused(line: str, reason: str):
    plan = units.plan_unit_list(f"{line}\n46栋1 1 何勇", units.KnownUnits((BODY,)), "b")
    assert why(plan)[1] == [reason]


@pytest.mark.parametrize(
    ("text", "yes"),
    [("#接龙\n1 韩冬梅\n2 何勇", True), ("#接龙\n1️⃣ 韩冬梅\n2️⃣ 何勇🌸", True),
     ("投票：同意请接\n1. 韩冬梅 46栋 同意\n2.何勇同意\n3.欧阳月不同意", True),
     ("1 楼道灯不亮\n2 何勇家漏水", False)],
)  # fmt: skip
def test_a_list_is_known_however_it_is_numbered(text: str, yes: bool):
    assert signup.is_signup(text) is yes


def test_a_second_sheet_with_such_a_list_is_told_by_its_name():
    head = ["姓名", "楼栋"]
    sheets = (Sheet("封面", [["花名册"]]), Sheet("一组", [head, ["林小月", "46栋"]]),
              Sheet("二组", [head, ["韩冬梅", "45栋"], ["何勇", "47栋"]]))  # fmt: skip
    plan = people.plan_people(Source(sheets), people.KnownPeople([BODY]), "b")
    assert [(n.why, dict(n.facts)) for n in plan.notes] == [
        ("other_list", {"sheet": "二组", "n": 2})
    ]
    assert [row.label for row in plan.rows] == ["林小月（46栋）"]


def test_a_word_between_building_and_name_is_no_part_of_the_name():
    (one,) = lines.read_list("46栋的王阿姨").people
    assert (one.name, one.building) == ("王阿姨", "46栋")


def test_a_column_of_entrance_and_room_is_an_address():
    rows = [["姓名", "单元房号"], ["林小月", "46-1-302"], ["何勇", "47栋2单元502室"]]
    plan = people.plan_people(Source((Sheet("", rows),)), people.KnownPeople([BODY]), "b")
    places = [(m.person.building, m.person.entrance, m.person.room) for m in plan.members["b"]]
    assert places == [("46栋", "1单元", "302"), ("47栋", "2单元", "502室")]


def test_what_stands_before_the_first_head_of_a_chat_can_be_taken():
    text = "46栋的灯又坏了，晚上看不见\n\n何勇 2026/9/4 19:03\n楼道堆物没人管\n"
    plan = of_issues(text)
    assert [(row.number, row.state) for row in plan.rows] == [
        (1, RowState.LEFT), (3, RowState.NEW),
    ]  # fmt: skip
    plan = issues.plan_issue_text(
        text, issues.KnownIssues((BODY,)), "b", Choices(taken=frozenset({1}))
    )
    assert len(plan.issues["b"]) == 2
