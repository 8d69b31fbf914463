"""Issues by the dozen: lines, a group's chat, tickets; what is no matter is left out and told."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import example, given

from exports.tables.sheets_read import read_source
from meetings.actions import collect, found
from meetings.community.bodies import Tier
from meetings.importing.chat import is_chat
from meetings.importing.issues import (
    ExistingIssues,
    existing_issues,
    import_issues,
    plan_issue_text,
    plan_issues,
)
from meetings.importing.plan import RowState
from meetings.importing.table import Sheet, Source
from meetings.matters.issues import Issue, IssueState
from meetings.matters.issues import Source as Origin
from meetings.ports import By
from meetings.procedure.rules import preset
from storage.ids import new_id
from tests.data.mean_text import mean_texts
from tests.storage.memory_records import MemoryRecords

NOW = datetime(2026, 11, 24, 10, tzinfo=timezone(timedelta(hours=8)))
CHAT = """林小月 2026/9/3 19:02
46栋一单元的灯又坏了，晚上看不见
何勇 2026/9/3 19:03
同问
[图片]
韩冬梅 2026/9/3 19:10
@物业小周 充电桩什么时候装，说了半年了
物业小周 2026/9/3 19:20
收到，明天去看灯
何勇 2026/9/3 19:21
好的谢谢
"""


def by() -> By:
    return By("王社工", NOW, new_id())


@pytest.fixture
def body():
    records = MemoryRecords()
    return records, found.found_body(records, by(), Tier.CORNER, "甲议事会", preset("corner"))


def taken(records, one, plan):
    import_issues(records, by(), plan)
    return existing_issues(records).rows


def test_a_list_of_lines_is_an_issue_a_line_with_supporters_and_place(body):
    records, one = body
    text = "楼道灯不亮 +3\n电动车乱停 @46栋 +5\n\n3、建议装充电桩（多人）\n合计 3件"
    plan = plan_issue_text(text, existing_issues(records), one.id)
    issues = taken(records, one, plan)
    assert [(i.title, i.place, i.supporters) for i in issues] == [
        ("楼道灯不亮", "", 3), ("电动车乱停", "46栋", 5), ("建议装充电桩（多人）", "", 0),
    ]  # fmt: skip
    assert {i.source for i in issues} == {Origin.UNKNOWN} and all(i.undated for i in issues)
    assert [r.reasons[0].why for r in plan.rows if r.state is RowState.LEFT] == ["total"]


def test_a_chat_becomes_one_candidate_a_matter_with_its_voices(body):
    records, one = body
    assert is_chat(CHAT)
    plan = plan_issue_text(CHAT, existing_issues(records), one.id)
    lamp, charging = plan.new[one.id]
    assert (lamp.title, lamp.place, lamp.raised_name) == (
        "46栋一单元的灯又坏了，晚上看不见", "46栋一单元", "林小月",
    )  # fmt: skip
    assert (lamp.supporters, lamp.pictures, lamp.day) == (2, 1, date(2026, 9, 3))
    assert charging.title == "充电桩什么时候装，说了半年了"
    assert "物业小周：收到，明天去看灯" in lamp.text and "何勇：同问" in lamp.text
    assert {lamp.source, charging.source} == {Origin.CHAT_GROUP}
    left = [row.reasons[0].why for row in plan.rows if row.state is RowState.LEFT]
    assert left == ["answer", "chatter"]
    first, _second = taken(records, one, plan)
    assert (first.collected_at.date(), first.undated) == (date(2026, 9, 3), False)


def test_a_chat_in_a_file_keeps_its_commas_its_marks_and_its_matters(body, tmp_path):
    records, one = body
    more = '何勇 2026/9/3 19:30\n"东门的灯"也坏了，问题，很多\n林小月 2026/9/3 19:31\n"说坏就坏\n'
    chat = CHAT + more
    (tmp_path / "chat.txt").write_text(chat, encoding="gb18030")
    plan = plan_issues(read_source(tmp_path / "chat.txt"), existing_issues(records), one.id)
    pasted = plan_issue_text(chat, existing_issues(records), one.id)
    assert plan.new == pasted.new
    titles = [draft.title for draft in plan.new[one.id]]
    assert (
        titles[0] == "46栋一单元的灯又坏了，晚上看不见" and '"东门的灯"也坏了，问题，很多' in titles
    )


def test_a_list_in_a_file_keeps_its_commas(body, tmp_path):
    records, one = body
    (tmp_path / "list.txt").write_text(
        "路灯坏了，没人修 @46栋 +3\n井盖松动，响\n", encoding="utf-8"
    )
    plan = plan_issues(read_source(tmp_path / "list.txt"), existing_issues(records), one.id)
    assert [(d.title, d.place, d.supporters) for d in plan.new[one.id]] == [
        ("路灯坏了，没人修", "46栋", 3), ("井盖松动，响", "", 0),
    ]  # fmt: skip


def test_what_is_like_a_known_or_settled_issue_is_pointed_out(body):
    records, one = body
    settled = collect.collect(records, by(), Issue("", one.id, 0, "安装充电桩", NOW))
    with records.transaction("issue.settle", by(), one.id) as book:
        accepted = settled.become(IssueState.ACCEPTED, NOW.date())
        book.put(replace(accepted, state=IssueState.SETTLED))
    plan = plan_issue_text("请安装充电桩\n安装充电桩", existing_issues(records), one.id)
    assert [row.reasons[0].why for row in plan.rows] == ["like_solved", "issue_known"]
    assert [draft.title for draft in plan.new[one.id]] == ["请安装充电桩"]


def test_tickets_keep_their_number_and_name_and_phone_stay_with_the_body(body):
    records, one = body
    head = [
        "工单编号",
        "来电时间",
        "诉求人",
        "联系电话",
        "诉求内容",
        "事发地址",
        "处理时限",
        "渠道",
        "办理结果",
    ]
    rows = [head, ["GD001", "2026/9/3 19:02", "林小月", "13900000003", "噪声扰民", "46栋",
                   "2026年9月10日前", "市长信箱", "已劝导"],
            ["GD002", "", "", "", "噪声扰民", "46栋", "", "", ""]]  # fmt: skip
    source = Source((Sheet("工单", rows),))
    plan = plan_issues(source, existing_issues(records), one.id)
    first, second = taken(records, one, plan)
    assert (first.ticket, first.title, first.place, first.due) == (
        "GD001", "噪声扰民", "46栋", date(2026, 9, 10),
    )  # fmt: skip
    assert (first.raised_name, first.contact) == ("林小月", "13900000003")
    assert (first.source, first.source_words) == (Origin.UNKNOWN, "市长信箱")
    assert first.text == "办理结果：已劝导\n时限：2026年9月10日前" and not first.undated
    assert (second.ticket, second.undated, second.source_words) == ("GD002", True, "")
    assert plan_issues(source, existing_issues(records), one.id).empty


@given(mean_texts)
@example('"\t')
@example('他说"灯不亮\t晚上\n路灯坏了')
def test_any_pasted_text_gives_issues_with_titles_or_lines_left_out(text: str):
    plan = plan_issue_text(text, existing_issues(MemoryRecords()), "b")
    assert all(draft.title for drafts in plan.new.values() for draft in drafts)


def taken_of(text: str) -> list[tuple[str, str, int]]:
    plan = plan_issue_text(text, ExistingIssues(()), "b")
    return [(one.title, one.raised_name, one.supporters) for one in plan.new.get("b", ())]


@pytest.mark.parametrize(
    ("lines", "titles"),
    [
        ("1、52栋门口积水\n2、46栋灯坏", ["52栋门口积水", "46栋灯坏"]),
        ("1.52栋门口积水\n2.46栋灯坏", ["52栋门口积水", "46栋灯坏"]),
        ("2、3栋之间没有灯", ["2、3栋之间没有灯"]),
        ("1.5米高的围墙要修", ["1.5米高的围墙要修"]),
        ("1、灯坏\n2、3栋门口积水", ["灯坏", "3栋门口积水"]),
    ],
)
def test_a_number_that_goes_on_counting_is_none_of_the_words(lines, titles):
    assert [title for title, _name, _n in taken_of(lines)] == titles


def test_households_in_brackets_are_counted_and_stay_in_the_words():
    assert taken_of("电动车乱停（3户）\n电梯（3部）常坏") == [
        ("电动车乱停（3户）", "", 3), ("电梯（3部）常坏", "", 0),
    ]  # fmt: skip


CHATTER = (
    "大家中秋快乐🎑", "今天菜场的鱼很新鲜", "团购阳光玫瑰，明晚截单", "谁有小学三年级的语文书",
    "哈哈哈哈", "出一张闲置书桌", "@林小月 师傅在路上了",
)  # fmt: skip


@pytest.mark.parametrize("words", CHATTER)
def test_chatter_of_a_chat_is_no_matter(words):
    text = f"林小月 2026/9/3 19:02\n46栋一单元的灯又坏了\n物业小周 2026/9/3 19:03\n{words}\n"
    assert [title for title, _name, _n in taken_of(text)] == ["46栋一单元的灯又坏了"]


@pytest.mark.parametrize(
    "words", ["师傅把路挖断了", "正在装修的那家太吵", "@物业小周 充电桩什么时候装", "希望加个凉亭"]
)
def test_a_matter_of_a_chat_is_one_however_it_begins(words):
    text = f"林小月 2026/9/3 19:02\n46栋一单元的灯又坏了\n何勇 2026/9/3 19:03\n{words}\n"
    assert len(taken_of(text)) == 2
