"""Ugly texts that people really paste, and what becomes of each."""

from dataclasses import replace

import pytest

from meetings.community.bodies import Body, Tier
from meetings.community.people import Role
from meetings.importing import issues, signup, units
from meetings.importing.chat import is_chat
from meetings.importing.columns import PEOPLE_TABLE
from meetings.importing.people import lines
from meetings.importing.people import plan as people
from meetings.importing.plan import Choices, RowState
from meetings.importing.table import NoTable, Sheet, Source, refused_table
from meetings.importing.tasks import plan as tasks
from meetings.importing.tasks.out import ExistingLedger
from meetings.matters.followup_states import FollowUpState, Satisfaction
from meetings.procedure.rules import preset

BODY = Body("b", "b", Tier.CORNER, "甲", preset("corner"))


def why(plan) -> dict[int, list[str]]:
    return {row.number: [one.why for one in row.reasons] for row in plan.rows}


def of_people(text: str):
    return people.plan_list(text, people.ExistingPeople([BODY]), "b")


def of_issues(text: str):
    return issues.plan_issue_text(text, issues.ExistingIssues((BODY,)), "b")


def test_emoji_are_no_part_of_a_name_and_a_keycap_is_a_number():
    plan = of_people("#接龙 🎉\n1️⃣ 韩冬梅🌸 46栋\n2. 🐟何勇（代他妈）\n3. 欧阳月")
    named = [one.person.name for one in plan.new["b"]]
    assert named == ["韩冬梅", "何勇", "欧阳月"]
    assert why(plan)[3] == ["words_left"]


def test_marks_without_width_and_full_width_addresses_make_no_second_person():
    plan = of_people("姓　名,楼　栋\n郭\u200b美玲,４６＃\n\ufeff何勇,46号楼")
    assert [(m.person.name, m.person.building) for m in plan.new["b"]] == [
        ("郭美玲", "46#"), ("何勇", "46号楼"),
    ]  # fmt: skip


def test_an_address_in_the_column_of_names_is_doubted():
    assert why(of_people("姓名,电话\n46栋,13900000004"))[2] == ["name_doubtful"]


def test_a_telephone_in_the_column_of_names_names_nobody():
    plan = of_people("姓名,电话\n13900000004,郭美玲")
    assert plan.empty and why(plan)[2] == ["no_name_at_all"]


@pytest.mark.parametrize(
    "text",
    [
        "姓名\t组别\t身份\n马大成\t一组\t{0}\n何秀兰\t一组\t{0}",
        "马大成 13800000001 {0}\n何秀兰 {0}",
    ],
)
@pytest.mark.parametrize(
    ("rule", "said", "votes"),
    [
        ("villagers-assembly", "村民", True), ("residents-assembly", "居民", True),
        ("committee-election", "居民", True), ("residents-representatives", "居民", False),
        ("corner", "村民", False), ("villagers-assembly-households", "户代表", True),
    ],
)  # fmt: skip
def test_a_mere_resident_has_a_vote_where_the_law_gives_it_to_every_resident(
    text, rule, said, votes
):
    law = replace(BODY, rule=preset(rule))
    for yes in (True, rule == "villagers-assembly-households"):
        plan = people.plan_list(
            text.format(said), people.ExistingPeople([law]), "b",
            roles=(Role.MEMBER,), votes=yes,
        )  # fmt: skip
        assert [(m.person.name, m.votes) for m in plan.new["b"]] == [
            ("马大成", votes and yes), ("何秀兰", votes and yes),
        ]  # fmt: skip


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
    assert is_chat(CHAT)
    plan = of_issues(CHAT)
    (lamp,) = plan.new["b"]
    assert (lamp.title, lamp.raised_name) == ("46栋的灯坏了，晚上看不见", "林小月")
    assert lamp.day is not None and lamp.day.isoformat() == "2026-09-03"
    assert lamp.supporters == 2 and "何勇：我家这层也坏" in lamp.text
    assert [row.label for row in plan.rows if row.state is RowState.LEFT] == [
        "林小月：[链接] 关于停水的通知",
    ]  # fmt: skip


def test_in_a_numbered_list_an_indented_line_goes_on_with_the_one_above():
    plan = of_issues("1、小区大门\n  晚上关得太早\n2、电梯（3部）常坏\n附：照片2张\n制表：王")
    assert [(one.title, one.text) for one in plan.new["b"]] == [
        ("小区大门", "晚上关得太早"), ("电梯（3部）常坏", ""),
    ]  # fmt: skip
    assert why(plan)[4] == ["signature"] and why(plan)[5] == ["signature"]


@pytest.mark.parametrize(
    ("line", "owner"),
    [("46栋 1单元 101 ／ 98．50 ㎡ ／ 林 小月", "林小月"), ("46栋1单元101 98.5 ㎡ 何勇", "何勇")],
)
def test_slashes_and_a_unit_by_itself_are_no_owners(line: str, owner: str):
    plan = units.plan_unit_list(line, units.ExistingUnits((BODY,)), "b")
    (unit,) = plan.new["b"]
    assert (unit.place, unit.area, unit.owner) == (unit.place, unit.area, owner)
    assert unit.place == "46栋1单元101" and unit.area in (9850, 9850)


@pytest.mark.parametrize(
    ("line", "reason"),
    [("46栋1单元103 98.50 98.50 王某", "area_unclear"), ("车库-1-12 12.5 何勇", "lacks_place"),
     ("46栋1单元102 九十八点五 何勇", "lacks_area")],
)  # fmt: skip
def test_what_is_not_certain_about_a_part_is_refused(line: str, reason: str):
    plan = units.plan_unit_list(f"{line}\n46栋1 1 何勇", units.ExistingUnits((BODY,)), "b")
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
    plan = people.plan_people(Source(sheets), people.ExistingPeople([BODY]), "b")
    assert [(n.why, dict(n.facts)) for n in plan.notes] == [
        ("other_list", {"sheet": "二组", "n": 2})
    ]
    assert [row.label for row in plan.rows] == ["林小月（46栋）"]


def test_a_word_between_building_and_name_is_no_part_of_the_name():
    (one,) = lines.read_list("46栋的王阿姨").people
    assert (one.name, one.building) == ("王阿姨", "46栋")


def test_a_column_of_entrance_and_room_is_an_address():
    rows = [["姓名", "单元房号"], ["林小月", "46-1-302"], ["何勇", "47栋2单元502室"]]
    plan = people.plan_people(Source((Sheet("", rows),)), people.ExistingPeople([BODY]), "b")
    places = [(m.person.building, m.person.entrance, m.person.room) for m in plan.new["b"]]
    assert places == [("46栋", "1单元", "302"), ("47栋", "2单元", "502室")]


def test_what_stands_before_the_first_head_of_a_chat_can_be_taken():
    text = "46栋的灯又坏了，晚上看不见\n\n何勇 2026/9/4 19:03\n楼道堆物没人管\n"
    plan = of_issues(text)
    assert [(row.number, row.state) for row in plan.rows] == [
        (1, RowState.LEFT), (3, RowState.NEW),
    ]  # fmt: skip
    plan = issues.plan_issue_text(
        text, issues.ExistingIssues((BODY,)), "b", Choices(taken=frozenset({1}))
    )
    assert len(plan.new["b"]) == 2


def sheet_of(*rows: list):
    return Source((Sheet("名单", list(rows)),))


def test_a_row_of_two_people_and_two_roles_gives_neither_a_vote():
    plan = people.plan_people(
        sheet_of(["姓名", "身份"], ["何勇、韩冬梅", "党员/志愿者"], ["林小月、吴静", "党员"]),
        people.ExistingPeople([BODY]), "b",
    )  # fmt: skip
    assert [m.votes for m in plan.new["b"]] == [False, False, True, True]
    assert "roles_of_whom" in why(plan)[2] and "roles_of_whom" not in why(plan)[3]


def test_an_address_in_the_column_of_rooms_is_taken_apart_where_its_building_is_that_of_the_row():
    plan = people.plan_people(
        sheet_of(["姓名", "栋号", "门牌"], ["李四", "47栋", "47-2-502"], ["何勇", "46", "45-1-101"],
                 ["林小月", "４６", "1-302"]),
        people.ExistingPeople([BODY]), "b",
    )  # fmt: skip
    places = [(m.person.building, m.person.entrance, m.person.room) for m in plan.new["b"]]
    assert places == [("47栋", "2单元", "502"), ("46", "", "45-1-101"), ("46", "", "1-302")]


def test_a_file_whose_heading_names_nobody_asks_for_the_column_of_names():
    rows = [
        ["家里管事的", "地址", "手机号码", "组别"],
        ["欧阳月", "45栋2单元601室", "13900000008", "一片区"],
    ]
    with pytest.raises(NoTable):
        people.plan_people(sheet_of(*rows), people.ExistingPeople([BODY]), "b")
    plan = people.plan_people(
        sheet_of(*rows), people.ExistingPeople([BODY]), "b", Choices(columns={"家里管事的": "姓名"})
    )
    assert [m.person.name for m in plan.new["b"]] == ["欧阳月"]
    rows[0][0] = "户主"
    plan = people.plan_people(sheet_of(*rows), people.ExistingPeople([BODY]), "b")
    assert [(m.person.name, m.person.room) for m in plan.new["b"]] == [("欧阳月", "601室")]


def test_a_heading_in_a_pasted_list_without_columns_is_nobody():
    read = lines.read_list("当家的 地址 手机号码 备用\n欧阳月 45栋 13900000008\n张三 成员 代表")
    assert [one.name for one in read.people] == ["欧阳月", "张三"]
    assert [one.why for one in read.left] == ["no_name"]


def test_a_telephone_of_a_house_in_two_groups_is_one_number():
    (one,) = lines.read_list("尉迟红 45栋 0755-2600 0000").people
    assert (one.phone, one.room) == ("0755-26000000", "")


def test_greetings_in_a_chat_are_no_matter():
    plan = of_issues(
        "小李 2026/9/4 08:05\n大家早上好[太阳]\n阿芳 2026/9/4 08:06\n各位邻居下午好！\n"
        "何勇 2026/9/4 08:07\n邻居们好，楼下垃圾桶满了三天没人收\n"
    )
    assert [one.title for one in plan.new["b"]] == ["邻居们好，楼下垃圾桶满了三天没人收"]


def test_a_day_that_is_asked_for_is_one_of_the_year_of_the_file():
    rows = [["事项", "交办日期", "完成时限"], ["化粪池外溢", "2024-8-1", "国庆前"]]
    plan = tasks.plan_ledger(Source((Sheet("", rows),)), ExistingLedger((BODY,)), "b")
    (question,) = plan.questions
    assert (question.a_day, question.year) == (True, 2024)


def test_titles_headings_and_parking_places_of_a_pasted_list_of_owners_are_no_owners():
    plan = units.plan_unit_list(
        "梧桐里46栋业主清册（2026年9月）\n房号 建筑面积(㎡) 业主\n46栋1单元101 98.5㎡ 林小月\n"
        "46栋地下车位B-12 12.5 郭美玲\n46栋南门外7区 12.5 何勇",
        units.ExistingUnits((BODY,)), "b",
    )  # fmt: skip
    assert why(plan)[1] == ["title"] and why(plan)[2] == ["title"]
    assert [(one.place, one.owner) for one in plan.new["b"]] == [
        ("46栋1单元101", "林小月"), ("46栋地下车位B-12", "郭美玲"),
    ]  # fmt: skip
    assert why(plan)[5] == ["owner_unclear"]


def test_a_ticket_without_a_title_is_known_by_what_it_says():
    rows = [
        ["工单编号", "诉求标题", "诉求内容", "所属类别"],
        ["SZ1", "", "46栋的灯不亮已一周", "市政"],
    ]
    plan = issues.plan_issues(sheet_of(*rows), issues.ExistingIssues((BODY,)), "b")
    (one,) = plan.new["b"]
    assert (one.title, one.text, one.ticket) == ("46栋的灯不亮已一周", "", "SZ1")


def test_a_ticket_twice_in_a_file_is_one_issue_unless_it_says_something_else():
    rows = [["工单编号", "诉求内容", "来源"], ["SZ1", "46栋的灯不亮", "12345"],
            ["SZ1", "46栋的灯不亮", ""], ["SZ1", "催办：物业没有来人", ""]]  # fmt: skip
    plan = issues.plan_issues(sheet_of(*rows), issues.ExistingIssues((BODY,)), "b")
    assert [one.title for one in plan.new["b"]] == ["46栋的灯不亮", "催办：物业没有来人"]
    assert [row.state for row in plan.rows] == [RowState.NEW, RowState.KNOWN, RowState.WARNING]
    assert (why(plan)[3], why(plan)[4]) == (["same_row"], ["ticket_again"])


def test_a_phone_of_which_nothing_is_known_is_none_and_one_of_ten_digits_is_told():
    plan = of_people("姓名,电话\n周明,无\n吴静,/\n欧阳月,1390000000\n何勇,13900000003、")
    assert [one.person.phone for one in plan.new["b"]] == [
        "", "", "1390000000", "13900000003",
    ]  # fmt: skip
    assert why(plan)[4] == ["phone_length"] and why(plan)[2] == []


@pytest.mark.parametrize(
    ("line", "votes"),
    [("46栋王阿姨", False), ("林老师 46栋", False), ("李工 45栋", False), ("李建工 45栋", True),
     ("阿依古丽·买买提 46栋", True), ("@何勇 46栋", True), ("1，张伟，46栋", True)],
)  # fmt: skip
def test_what_somebody_is_called_is_no_name_that_votes(line: str, votes: bool):
    plan = people.plan_list(line, people.ExistingPeople([BODY]), "b", roles=[Role.MEMBER])
    assert [one.votes for one in plan.new["b"]] == [votes]


def ledger(*rows: list[str]):
    return tasks.plan_ledger(sheet_of(*rows), ExistingLedger((BODY,)), "b")


def test_half_a_day_and_a_mark_of_text_before_a_day_leave_the_day_and_spans_keep_their_words():
    plan = ledger(
        ["事项", "交办日期", "完成时限"], ["甲", "2026年9月3日上午", "10月1日—7日"],
        ["乙", "'2026-09-03", "三天内"], ["丙", "2026.9.3-9.10", "2026年国庆前"],
    )  # fmt: skip
    assert [str(one.assigned) for one in plan.new["b"]] == ["2026-09-03", "2026-09-03", "None"]
    assert [one.deadline_words for one in plan.new["b"]] == [
        "10月1日—7日", "三天内", "2026年国庆前",
    ]  # fmt: skip
    assert all(one.deadline is None for one in plan.new["b"])


def test_what_stands_in_brackets_behind_a_state_leaves_the_state_and_all_words_are_kept():
    plan = ledger(
        ["事项", "是否办结", "群众评价"], ["甲", "是（9月20日）", "满意（电话回访）"],
        ["乙", "未办结（等物业）", "100%"], ["丙", "基本办结", ""],
    )  # fmt: skip
    done, doing, nearly = plan.new["b"]
    assert (done.state, done.state_words, done.completed) == (
        FollowUpState.COMPLETED, "是（9月20日）", None,
    )  # fmt: skip
    assert (done.satisfaction, done.remark) == (Satisfaction.SATISFIED, "满意度：满意（电话回访）")
    assert (doing.state, doing.satisfaction) == (FollowUpState.IN_HAND, None)
    assert (nearly.state, nearly.state_words) == (FollowUpState.WAITING, "基本办结")


LATE = """林小月 昨天 19:02
46栋的灯坏了好几天
何勇 星期三 下午7:05
同问
韩冬梅 9月3日 19:10
充电桩何时装"""


def test_a_chat_of_this_week_is_a_chat_whose_days_are_unknown():
    plan = of_issues(LATE)
    assert [(one.title, one.raised_name, one.day) for one in plan.new["b"]] == [
        ("46栋的灯坏了好几天", "林小月", None), ("充电桩何时装", "韩冬梅", None),
    ]  # fmt: skip
    assert not is_chat("电梯又坏 昨天 19:00\n楼道灯不亮")


def test_a_ticket_number_that_was_rounded_names_no_ticket():
    rows = [["工单编号", "诉求内容", "联系电话"], ["2.0260903E+13", "灯坏", "无"],
            ["2.0260903E+13", "井盖", "13900000003,"], ["'20260903001", "门禁", ""]]  # fmt: skip
    plan = issues.plan_issues(sheet_of(*rows), issues.ExistingIssues((BODY,)), "b")
    assert [(one.ticket, one.contact) for one in plan.new["b"]] == [
        ("", ""), ("", "13900000003"), ("20260903001", ""),
    ]  # fmt: skip
    assert why(plan)[2] == ["ticket_rounded"]


def test_owners_whose_area_is_not_certain_are_refused_each_with_its_words():
    text = (
        "46栋1单元101\t98.5平(含公摊)\t林小月/何勇\n46栋1单元103-1\t50\t周明 50%\n"
        "46-1-104 九八点五 郭美玲\n46栋2单元101、102\t197\t何芳\n46栋3单元101 98.5 吴静"
    )
    plan = units.plan_unit_list(text, units.ExistingUnits((BODY,)), "b")
    assert [one.owner for one in plan.new["b"]] == ["吴静"]
    assert [row.state for row in plan.rows] == [RowState.ERROR] * 4 + [RowState.NEW]


SIDE_BY_SIDE = (
    ("街坊名册",), ("序号", "姓名", "楼栋", None, "序号", "姓名", "楼栋", "电话"),
    (1, "林小月", "46栋", None, 3, "何勇", "47栋", "13900000003"),
    (2, "郭美玲", "46栋", None, 4, None, "48栋", "13900000004"),
    (None, None, None, None, 5, "周明"),
)  # fmt: skip


def side_by_side(choices: Choices = Choices()):
    file = Source((Sheet("名册", SIDE_BY_SIDE),))
    return file, people.plan_people(file, people.ExistingPeople([BODY]), "b", choices)


def test_two_lists_side_by_side_are_read_one_after_another_each_row_with_its_place():
    _file, plan = side_by_side()
    made = [(m.person.name, m.person.building, m.person.phone) for m in plan.new["b"]]
    assert made == [
        ("林小月", "46栋", ""), ("郭美玲", "46栋", ""), ("何勇", "47栋", "13900000003"),
        ("周明", "", ""),
    ]  # fmt: skip
    assert [f"{row.number}" for row in plan.rows] == ["3", "4", "E3", "E4", "E5"]
    assert [note.why for note in plan.notes] == ["side_by_side"]


def test_a_row_of_the_right_list_is_left_out_and_mended_by_itself():
    _file, plan = side_by_side()
    right = {str(row.number): row.number for row in plan.rows}
    chosen = Choices(
        cells={(right["E4"], "姓名"): "韩冬梅"}, left_out=frozenset([right["E3"]]),
    )  # fmt: skip
    _file, plan = side_by_side(chosen)
    assert [m.person.name for m in plan.new["b"]] == ["林小月", "郭美玲", "韩冬梅", "周明"]
    assert [row.state for row in plan.rows][2] is RowState.LEFT


def test_a_refused_row_of_the_right_list_keeps_its_words_and_its_place():
    file, plan = side_by_side()
    told = {row.number: "姓名是空的" for row in plan.rows}
    assert refused_table(file, PEOPLE_TABLE, Choices(), plan.rows, told) == [
        ("行", "没有导入的原因", "序号", "姓名", "楼栋", None, "电话"),
        ("E4", "姓名是空的", 4, None, "48栋", None, "13900000004"),
    ]


def test_lists_side_by_side_without_an_empty_column_and_with_repeated_headings_and_totals():
    plan = of_people(
        "姓名\t楼栋\t姓名\t楼栋\t姓名\t楼栋\n林小月\t46栋\t何勇\t47栋\t周明\t48栋\n"
        "姓名\t楼栋\t姓名\t楼栋\t姓名\t楼栋\n合计\t1\t何芳\t47栋\t\t"
    )
    assert [m.person.name for m in plan.new["b"]] == ["林小月", "何勇", "何芳", "周明"]
    left = [f"{row.number}" for row in plan.rows if row.state is RowState.LEFT]
    assert left == ["3", "4", "C3", "E3"]


def test_the_doubled_area_of_one_list_makes_no_second_list():
    rows = (("楼栋", "房号", "面积", "面积"), ("46栋", "101", "98.5", "80"))
    plan = units.plan_units(Source((Sheet("", rows),)), units.ExistingUnits((BODY,)), "b")
    assert [note.why for note in plan.notes][-1] == "column_twice" and len(plan.rows) == 1


def test_what_a_failed_formula_left_is_nobody_s_name_and_nobody_s_telephone():
    rows = (
        ("姓名", "楼栋", "电话", "特长"),
        ("何勇", "46栋", "#N/A", "无"),
        ("#REF!", "46栋", "", "木工"),
    )
    plan = people.plan_people(Source((Sheet("名册", rows),)), people.ExistingPeople([BODY]), "b")
    made = [(one.person.name, one.person.phone, one.person.skills) for one in plan.new["b"]]
    assert made == [("何勇", "", "")]
    assert why(plan)[2] == ["error_cells"] and "missing" in why(plan)[3]


def test_what_heads_a_list_of_issues_parts_it_or_gives_thanks_is_no_issue():
    plan = of_issues("【本周大家提的】\n① 楼道堆物\n②楼下烧烤油烟\n——\n谢谢\n合计2件")
    assert [one.title for one in plan.new["b"]] == ["楼道堆物", "楼下烧烤油烟"]
    assert [row.state for row in plan.rows].count(RowState.LEFT) == 4


def test_a_title_with_its_year_and_a_sum_behind_a_colon_name_nobody():
    plan = of_people("骨干名单（2026）\n韩冬梅 46栋\n何勇 46栋\n合计：2人")
    assert [one.person.name for one in plan.new["b"]] == ["韩冬梅", "何勇"]


@pytest.mark.parametrize(
    "head",
    ["姓名\t楼栋\t电话\t名字\t楼号\t手机", "姓名\t楼栋\t电话\t\t手机\t名字\t楼号",
     "序号\t姓名\t楼栋\t序号\t楼号\t名字"],
)  # fmt: skip
def test_a_list_beside_another_is_read_under_other_words_and_in_another_order(head):
    words = {"姓": "林小月", "名": "何勇", "楼": "46栋", "电": "1", "手": "2", "": "", "序": "1"}
    cells = "\t".join(words[one[:1]] for one in head.split("\t"))
    plan = of_people(f"{head}\n{cells}")
    found = [(m.person.name, m.person.building) for m in plan.new["b"]]
    assert found == [("林小月", "46栋"), ("何勇", "46栋")]
    assert [note.why for note in plan.notes] == ["side_by_side"]


@pytest.mark.parametrize("head", ["姓名\t楼栋\t\t嘉宾\t来自", "姓名\t楼栋\t备用\t户主"])
def test_what_stands_beside_a_list_under_words_that_are_not_known_is_listed_by_name(head):
    last = 3
    row = ["林小月", "46栋", "", "周明"] if "嘉宾" in head else ["林小月", "46栋", "无", "周明"]
    plan = of_people(f"{head}\n" + "\t".join(row))
    assert [m.person.name for m in plan.new["b"]] == ["林小月"]
    (left,) = [row for row in plan.rows if row.state is RowState.LEFT]
    assert (left.label, str(left.number)) == ("周明", f"{'ABCDE'[last]}2")


def test_a_recognised_heading_can_be_pointed_elsewhere_and_no_other_head_means_it_then():
    source = Source((Sheet("表", [["姓名", "称呼", "楼栋"], ["46栋", "何勇", "林小月"]]),))
    plan = people.plan_people(
        source,
        people.ExistingPeople([BODY]),
        "b",
        Choices(columns={"楼栋": "姓名", "姓名": "楼栋"}),
    )
    (member,) = plan.new["b"]
    assert (member.person.name, member.person.building) == ("林小月", "46栋")
    plan = people.plan_people(
        source, people.ExistingPeople([BODY]), "b", Choices(columns={"称呼": "姓名"})
    )
    assert [m.person.name for m in plan.new["b"]] == ["何勇"] and len(plan.rows) == 1
    assert {note.why for note in plan.notes} == {"named_by_hand", "displaced"}


LEDGER_IN_GROUPS: list[list[str | int | None]] = [
    ["序号", "事项", "责任单位", "完成时限"],
    ["一、物业类", None, None, None],
    [1, "修灯", "物业", "2026-9-30"],
    ["（二）公共秩序", "（二）公共秩序", "（二）公共秩序", "（二）公共秩序"],
    [2, "清楼道", "社区", "2026-9-30"],
    [3, "一、更换路灯", None, None],
]


def test_rows_that_head_others_in_a_ledger_are_none_and_are_asked_about_once():
    source = Source((Sheet("台账", LEDGER_IN_GROUPS),))
    plan = tasks.plan_ledger(source, ExistingLedger([BODY]), "b")
    assert [one.text for one in plan.new["b"]] == ["修灯", "清楼道", "一、更换路灯"]
    assert [one.topic for one in plan.new["b"]] == ["", "", ""]
    (asked,) = plan.questions
    assert (asked.why, asked.facts["n"]) == ("what_headings", 2)
    plan = tasks.plan_ledger(
        source, ExistingLedger([BODY]), "b", Choices(answers={asked.key: "topic"})
    )
    assert [one.topic for one in plan.new["b"]] == ["物业类", "公共秩序", "公共秩序"]


def test_rows_that_head_others_in_a_list_of_people_are_a_group_that_is_asked_about():
    plan = of_people("序号\t姓名\t电话\n一、46栋\t\t\n1\t林小月\t1\n（二）47栋\t\t\n2\t何勇\t2")
    assert [m.person.name for m in plan.new["b"]] == ["林小月", "何勇"]
    assert [q.facts["value"] for q in plan.questions] == ["46栋", "47栋"]


def test_a_heading_among_the_rows_of_a_left_list_says_nothing_of_the_right_one():
    plan = of_people(
        "序号\t姓名\t楼栋\t\t名字\t楼号\n一、东区\t\t\t\t\t\n1\t林小月\t46栋\t\t何勇\t47栋"
    )
    told = {row.label: [one.why for one in row.reasons] for row in plan.rows}
    assert told["林小月（46栋）"] == ["group_left"] and told["何勇（47栋）"] == []


def test_a_stroke_names_nobody_in_charge():
    source = Source((Sheet("台账", [["事项", "责任单位", "责任人"], ["修灯", "物业", "——"]]),))
    (task,) = tasks.plan_ledger(source, ExistingLedger([BODY]), "b").new["b"]
    assert (task.units, task.owners) == (("物业",), ())
