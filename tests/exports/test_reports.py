"""The report in Word, the ledger that is handed in, a page for each person, and charts."""

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from exports import charts
from exports.charts import Bars, bars
from exports.documents.personal_list import personal_document, personal_name
from exports.documents.report import NO_FONT, report_document, report_file
from exports.layout.blocks import new_document, title_room
from exports.layout.styles import TABLE_SMALL
from exports.layout.tables import table
from exports.layout.title_lines import title_lines
from exports.tables.ledger import ledger_workbook
from exports.tables.report import BY, report_workbook
from meetings.community.bodies import Body, Tier
from meetings.figures.compare import By
from meetings.figures.counting import MeanRate, Rate
from meetings.figures.facts import Deadline, Facts, MeetingFact, TaskFact, Turn, TurnKind
from meetings.figures.flow import VOID, Flow
from meetings.figures.periods import Length, whole
from meetings.figures.report import Report, report
from meetings.figures.scope import Scope, short_names
from meetings.importing.tasks.out import SHEET_COLUMNS, ExistingLedger
from meetings.matters.followup_states import FollowUpState, Satisfaction, StepKind
from meetings.matters.followups import FollowUp, Step
from meetings.matters.issues import IssueState
from meetings.matters.issues import Source as Issues
from meetings.matters.ledger import Reach
from meetings.matters.photos import Photo, When
from meetings.papers.personal_list import list_text, personal_lists
from meetings.procedure.rules import preset
from tests.data.hostile import HOSTILE
from tests.data.often import often

NOW = datetime(2027, 1, 8, 9, tzinfo=timezone(timedelta(hours=8)))
BEGUN = datetime(2026, 3, 2, 9, tzinfo=NOW.tzinfo)
K, S = TurnKind, StepKind
BODIES = (("a", "45、47栋街角议事会"), ("b", "梧桐里社区议事会"))
PNG = bars(Bars("图", ("一", "二"), (("新增", (1, 2)),)))


def step(task: str, kind: StepKind, days: int, text: str = "", **more) -> Step:
    return Step(f"{task}{days}", "a", task, kind, BEGUN + timedelta(days=days), text, **more)


DONE = FollowUp(
    "1", "a", 1, "修45栋路灯", BEGUN, owner="李国强", units=("物业服务中心",),
    deadline=date(2026, 4, 1), state=FollowUpState.CLOSED, change="以前摸黑，现在亮了",
    photos=(Photo("0001-x.png", "0" * 64, When.AFTER, BEGUN, "路灯已亮"),),
    steps=(
        step("1", S.ASSIGN, 0), step("1", S.COMPLETE, 20), step("1", S.REPORT_BACK, 21),
        step("1", S.REVISIT, 22, "晚上敢出门了", satisfaction=Satisfaction.SATISFIED),
        step("1", S.CLOSE, 23),
    ),
)  # fmt: skip
LATE = FollowUp(
    "2", "b", 1, "更换井盖", BEGUN, owner="范志伟", helpers=("李国强",), deadline=date(2026, 5, 1),
    state=FollowUpState.IN_HAND,
    steps=(step("2", S.ASSIGN, 0), step("2", S.CHASE, 70), step("2", S.PROGRESS, 80, "厂家缺货")),
)  # fmt: skip
TASKS = {"1": DONE, "2": LATE}


def turns(task: FollowUp) -> tuple[Turn, ...]:
    kinds = {S.COMPLETE: K.DONE, S.REPORT_BACK: K.REPORTED, S.REVISIT: K.VISITED, S.CLOSE: K.ENDED}
    found = [Turn(K.BEGUN, BEGUN.date())]
    for one in task.steps:
        if one.kind in kinds:
            how = "closed" if one.kind is S.CLOSE else one.satisfaction or ""
            found.append(Turn(kinds[one.kind], one.at.date(), how=how))
    return tuple(found)


def facts_of(*tasks: FollowUp) -> Facts:
    return Facts(
        (MeetingFact("a", Tier.CORNER, date(2026, 3, 2), 12, 9, 1),),
        (),
        tuple(
            TaskFact(
                t.body, Tier.CORNER, turns(t), (Deadline(t.deadline),) if t.deadline else (),
                t.topic, "45栋", id=t.id,
            )
            for t in tasks
        ),
    )  # fmt: skip


def made(*tasks: FollowUp, length: Length = Length.YEAR) -> Report:
    tasks = tasks or (DONE, LATE)
    of = Scope("b", Reach.BELOW, "梧桐里社区议事会及下级机构", BODIES, ("a", "b"))
    known = {task.id: task for task in tasks}
    return report(
        of, "梧桐里社区议事会", whole(length, date(2026, 6, 1)), NOW.date(),
        lambda period: facts_of(*tasks), known.__getitem__,
    )  # fmt: skip


def words_of(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_year_is_told_with_what_was_settled_what_is_late_and_why_and_who_was_silent():
    said = words_of(report_document(made()))
    for part in (
        "议事工作年度总结", "本年度共召开会议1次", "以下1个机构没有召开会议：梧桐里社区议事会",
        "期初结存0件，新增2件，终结1件，期末结存1件，其中逾期1件", "办结率50%（1/2）",
        "按时办结率50%（1/2）", "修45栋路灯", "以前摸黑，现在亮了", "晚上敢出门了",
        "更换井盖", "2026年5月1日，逾期244天", "厂家缺货（5月21日）", "45、47栋-1", "梧桐里社区-1",
    ):  # fmt: skip
        assert part in said, part


@pytest.mark.parametrize(
    ("length", "title"),
    [(Length.MONTH, "2026年6月议事工作月报"), (Length.QUARTER, "2026年第二季度议事工作季报")],
)
def test_a_month_and_a_quarter_have_their_own_titles(length: Length, title: str):
    one = made(length=length)
    said = words_of(report_document(one))
    assert title in said and "没有需要" not in said
    assert title in report_file(one)


def test_photographs_stand_with_what_was_settled_and_a_missing_one_is_left_out():
    assert PNG is not None
    with_it = report_document(made(), lambda _picture: PNG)
    assert "办理后，路灯已亮" in words_of(with_it)

    def pictures(data: bytes) -> int:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return sum(name.startswith("word/media/") for name in package.namelist())

    without = report_document(made())
    assert pictures(with_it) == pictures(without) + 1
    assert "路灯已亮" not in words_of(without)
    assert pictures(report_document(made(), lambda _picture: b"no picture")) == pictures(without)


def test_where_no_chinese_font_is_found_the_table_stands_and_it_is_said(monkeypatch):
    monkeypatch.setattr(charts, "FONTS", ("no such font",))
    charts.chinese_font.cache_clear()
    try:
        said = words_of(report_document(made()))
    finally:
        charts.chinese_font.cache_clear()
    assert NO_FONT in said and "2026年3月" in said


def test_the_same_report_gives_the_same_bytes_and_its_seal_is_printed():
    one = made()
    assert report_document(one) == report_document(one)
    sealed = report_document(one, seal="〔2027〕第1号 · 内容 0000")
    assert "〔2027〕第1号 · 内容 0000" in words_of(sealed)
    assert report_workbook(one, NOW) == report_workbook(one, NOW)


def test_half_a_character_is_told_in_a_workbook_and_ends_nothing():
    book = report_workbook(made(replace(LATE, text="半\ud83d个")), NOW)
    cells = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_name("事项").to_python()
    assert any("半\ufffd个" in row for row in cells)


@settings(max_examples=often(4), deadline=None)
@given(st.sampled_from(list(HOSTILE.values())))
def test_any_text_can_stand_in_a_report(text: str):
    assert words_of(report_document(made(replace(DONE, text=text, change=text), LATE)))
    assert report_workbook(made(replace(LATE, text=text)), NOW)


def test_the_year_in_excel_is_three_sheets_that_each_have_something_to_say():
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_workbook(made(), NOW)))
    assert book.sheet_names == ["指标", "分项", "事项"]
    by = [row[0] for row in book.get_sheet_by_name("分项").to_python()[3:]]
    assert [name for name in ("机构", "类别", "楼栋", "月份") if name in by] == list(
        dict.fromkeys(name for name in by if name in ("机构", "类别", "楼栋", "月份"))
    )
    with zipfile.ZipFile(io.BytesIO(report_workbook(made(), NOW))) as package:
        for number in (1, 2, 3):
            xml = package.read(f"xl/worksheets/sheet{number}.xml").decode()
            assert 'fitToHeight="0"' in xml, "as wide as one page"


def test_a_sheet_for_other_programs_has_its_title_on_paper_alone():
    data = ledger_workbook(known(), NOW, "A&B社区")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read("xl/worksheets/sheet2.xml").decode()
    assert "督办台账 督办" not in xml and "督办台账" in xml.partition("<oddHeader>")[2]
    assert 'fitToHeight="0"' in xml


# the ledger


def known() -> ExistingLedger:
    bodies = [Body(id, id, Tier.CORNER, name, preset("corner")) for id, name in BODIES]
    return ExistingLedger(bodies, [LATE, DONE])


def test_the_ledger_is_handed_in_with_title_unit_day_and_totals():
    data = ledger_workbook(known(), NOW, "梧桐里社区", "王社工")
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names == ["督办台账", "督办"]
    rows = book.get_sheet_by_name("督办台账").to_python()
    assert rows[0][0] == "梧桐里社区督办台账"
    assert str(rows[1][0]).startswith("单位：梧桐里社区    填报日期：2027年1月8日")
    assert tuple(rows[2]) == SHEET_COLUMNS
    first, second = (dict(zip(SHEET_COLUMNS, row, strict=True)) for row in rows[3:5])
    assert (first["编号"], second["编号"]) == ("45、47栋-1", "梧桐里社区-1")
    assert (first["反馈"], first["回访"], first["销号日期"]) == (
        date(2026, 3, 23), "满意\n2026-03-24", date(2026, 3, 25)
    )  # fmt: skip
    assert second["督办"] == "1次" and second["情况"] == "逾期252天"
    assert rows[5][0] == "合计" and rows[5][2] == "2件" and "逾期1件" in rows[5]
    assert "填报人：王社工" in str(rows[6][0])


def test_the_ledger_fits_the_width_of_its_paper_at_a_size_that_can_be_read():
    with zipfile.ZipFile(io.BytesIO(ledger_workbook(known(), NOW))) as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()
    assert 'orientation="landscape"' in xml and 'fitToHeight="0"' in xml
    assert 'paperSize="9"' in xml


def test_short_names_are_told_apart():
    names = ("45栋街角议事会", "梧桐里社区议事会", "梧桐里社区街角议事会", "议事会")
    assert short_names(names) == {
        "45栋街角议事会": "45栋", "梧桐里社区议事会": "梧桐里社区议事会",
        "梧桐里社区街角议事会": "梧桐里社区街角议事会", "议事会": "议事会",
    }  # fmt: skip


# lists for persons


def test_everybody_has_a_page_with_all_that_is_still_theirs():
    names = {"a": "45、47栋-", "b": "梧桐里社区-"}
    lists = personal_lists([DONE, LATE], names, "梧桐里社区", NOW.date())
    assert [one.name for one in lists] == ["李国强", "范志伟"]
    said = words_of(personal_document(lists))
    assert "范志伟任务单" in said and "李国强任务单" in said and "（协办）" in said
    assert "修45栋路灯" not in said, "what is done is on nobody's list"
    text = list_text(next(one for one in lists if one.name == "范志伟"))
    assert "未办结事项1项，其中逾期1项" in text and "已逾期252天" in text and "同办：李国强" in text
    assert personal_name(lists[:1]).endswith("任务单.docx")


def test_stock_and_flow_stand_together_on_one_page_and_the_title_breaks_before_the_year():
    document = docx.Document(io.BytesIO(report_document(made())))
    [flow] = [table for table in document.tables if table.rows[0].cells[0].text == "督办事项"]
    kept = [
        [p.paragraph_format.keep_with_next for cell in row.cells for p in cell.paragraphs]
        for row in flow.rows
    ]
    assert all(all(row) for row in kept[:-1]) and not any(kept[-1])
    lines = title_lines("试验街道推进会及下级机构2027年议事工作年度总结", title_room())
    assert lines == ["试验街道推进会及下级机构", "2027年议事工作年度总结"]


# side by side


def test_bodies_topics_buildings_and_periods_stand_side_by_side_in_word_as_in_excel():
    other = replace(LATE, id="3", topic="停车", body="a")
    of = replace(made(DONE, LATE, other, length=Length.MONTH), by_place=())
    assert [by for by, _sides in of.comparisons] == [By.BODY, By.TOPIC, By.PERIOD]
    document = docx.Document(io.BytesIO(report_document(of)))
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(report_workbook(of, NOW)))
    excel = [row for row in workbook.get_sheet_by_name("分项").to_python()[3:] if row[1] != ""]
    grids = {table.rows[0].cells[0].text: table for table in document.tables}
    for by, sides in of.comparisons:
        grid = [[cell.text for cell in row.cells] for row in grids[BY[by]].rows]
        heads, *rows = grid
        assert ("会议" in heads) is (by in (By.BODY, By.PERIOD)), "a topic holds no meeting"
        there = [row for row in excel if row[0] == BY[by]]
        assert len(rows) == len(there) == len(sides) + (by is not By.PERIOD)
        for word, cells, one in zip(rows, there, (*sides, of.total(by)), strict=False):
            told = dict(zip(heads, word, strict=True))
            assert (told["期初"], told["逾期"]) == (str(one.begin), str(one.late))
            assert told["办结率"].replace("\n", "") == one.completed.text
            assert (cells[4], cells[9], cells[10], cells[11]) == (
                one.begin, one.late, one.completed.part, one.completed.of
            )  # fmt: skip
            assert cells[2] == ("" if one.meetings is None else one.meetings)
    months = [one.name for one in of.by_period]
    assert months == ["2026年3月", "2026年4月", "2026年5月", "2026年6月"], "from the first that has"


def test_what_residents_carry_stands_beside_each_body_and_period_with_its_base():
    other = replace(LATE, id="3", topic="停车", body="a")
    of = made(DONE, LATE, other, length=Length.MONTH)
    known = MeanRate((Rate(9, 12), Rate(20, 40)), 3)
    *first, last = of.by_period
    of = replace(of, by_period=(*first, replace(last, carried=known)))
    document = docx.Document(io.BytesIO(report_document(of)))
    [grid] = [one for one in document.tables if one.rows[0].cells[0].text == "时期"]
    word = [row.cells[-1].text.replace("\n", "") for row in grid.rows]
    nothing = ["不详（基数0）"] * len(first)
    assert word == ["居民自理", *nothing, "63%（2项平均，基数52，另有3次是谁不详）"]
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(report_workbook(of, NOW)))
    _title, _above, heads, *rows = workbook.get_sheet_by_name("分项").to_python()
    found = [heads.index(one) for one in ("居民自理", "居民自理基数", "是谁不详")]
    told = {row[0]: [row[n] for n in found] for row in rows}  # the last row of each
    assert told["时期"] == [0.63, 52, 3]
    assert told["机构"] == ["不详", 0, ""] and told["类别"] == ["", "", ""]


def test_who_was_not_found_has_said_nothing():
    nobody = replace(LATE, steps=(
        *LATE.steps,
        step("2", S.REVISIT, 90, "敲门没人", satisfaction=Satisfaction.UNREACHABLE),
    ))  # fmt: skip
    assert "敲门没人" not in words_of(report_document(made(DONE, nobody)))


def test_beside_an_earlier_period_only_what_there_was_is_named():
    said = words_of(report_document(made(length=Length.MONTH)))
    line = next(line for line in said.split("\n") if line.startswith("与上期相比"))
    assert "收集议题" not in line and "期末逾期" in line


def test_word_tells_where_issues_came_from_and_how_they_stood_at_the_end():
    one = made()
    issues = Flow(begin=2, new=3, ended={"settled": 1}, end=4)
    counted = replace(
        one.figures, issues=issues, received=1, sources={Issues.CORNER: 2, Issues.GRID: 1},
        states={IssueState.ACCEPTED: 2, IssueState.SETTLED: 1},
    )  # fmt: skip
    said = words_of(report_document(replace(one, figures=counted)))
    assert "按来源，街角收集2件、网格1件；按期末状态，已受理2件、已解决1件。" in said
    assert "期初未终结2件，本期终结1件（已解决1件），期末未终结4件。下级上提1件" in said


def test_six_periods_side_by_side_are_never_torn_between_two_pages():
    rows = [(f"2026年{n}月", *["10"] * 7, "25%\n（1/4）", "25%\n（1/4）") for n in range(6)]
    grid = table(new_document("题", "机构", NOW), ("时期", *["期末"] * 9), rows,
                 [32, *[12] * 7, 20, 20], style=TABLE_SMALL)  # fmt: skip
    assert all(
        paragraph.paragraph_format.keep_with_next
        for row in grid.rows[:-1] for cell in row.cells for paragraph in cell.paragraphs
    )  # fmt: skip


def reported(*facts: TaskFact, tasks: dict[str, FollowUp]) -> Report:
    return report(
        Scope("a", Reach.BELOW, "街角及下级机构", BODIES, ("a", "b")), "街角议事会",
        whole(Length.MONTH, date(2026, 3, 1)), NOW.date(), lambda _period: Facts((), (), facts),
        tasks.__getitem__,
    )  # fmt: skip


def test_the_number_done_is_that_of_the_rows_and_says_what_was_reopened_or_of_an_unknown_day():
    begun, done = Turn(K.BEGUN, date(2026, 3, 2)), Turn(K.DONE, date(2026, 3, 20))
    known = replace(DONE, photos=())
    again = replace(known, id="3", number=3, text="清楼道", state=FollowUpState.IN_HAND)
    unknown = replace(known, id="4", number=4, text="装晾衣架")
    facts = (
        TaskFact("a", Tier.CORNER, (begun, done), id="1"),
        TaskFact("a", Tier.CORNER, (begun, done, Turn(K.AGAIN, date(2026, 3, 25))), id="3"),
        TaskFact("a", Tier.CORNER, (Turn(K.BEGUN, date(2026, 9, 1), known=False), done), id="4"),
    )
    made_of = reported(*facts, tasks={"1": known, "3": again, "4": unknown})
    assert made_of.figures.tasks.done == 2 and len(made_of.settled) == 2
    said = words_of(report_document(made_of))
    assert "本期办结的1件事项（另有1件办结后又复办，不列；并列日期不详、未计入各数的1件）：" in said
    plain = reported(facts[0], tasks={"1": known})
    assert "本期办结的1件事项：" in words_of(report_document(plain))


def test_a_report_names_who_had_a_task_on_the_day_of_which_it_tells():
    handed = replace(
        LATE, owner="张伟",
        steps=(*LATE.steps[:1], step("2", S.HAND_ON, 50, who="张伟", was="范志伟")),
    )  # fmt: skip
    fact = TaskFact("a", Tier.CORNER, (Turn(K.BEGUN, date(2026, 3, 2)),), id="2")
    assert [one.owners for one in reported(fact, tasks={"2": handed}).open] == ["范志伟"]
    of_year = made(DONE, handed)
    assert [one.owners for one in of_year.late] == ["张伟、李国强"]


def test_what_turned_void_and_stood_in_the_stock_is_not_said_to_be_in_no_figure():
    ended = Turn(K.ENDED, date(2026, 3, 9), how=VOID)
    fact = TaskFact("a", Tier.CORNER, (Turn(K.BEGUN, date(2026, 2, 1)), ended), id="1")
    said = words_of(report_document(reported(fact, tasks={"1": replace(DONE, photos=())})))
    assert "终结：作废" in said and "不计入本期各数" not in said
    assert "作废1件（录错或重复，不计入新增、办结和各率）" in said
