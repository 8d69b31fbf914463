"""A meeting goes out as sheets and comes in as the same meeting, into an empty file too."""

from dataclasses import fields, replace
from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, settings

from meetings.actions import decide, finish, hold
from meetings.chairing import owners_vote
from meetings.chairing.owners_vote import OwnersCount
from meetings.community.bodies import Tier
from meetings.community.people import Person, Seat
from meetings.community.units import Unit
from meetings.importing import columns
from meetings.importing.cells import Cell
from meetings.importing.plan import RowState
from meetings.importing.table import Sheet, Source, table_of
from meetings.importing.workbook.drafts import MeetingDraft, WorkbookDraft, pair_up
from meetings.importing.workbook.out import LABELS, rule_rows, workbook_rows
from meetings.importing.workbook.plan import (
    existing_workbook,
    held_meeting,
    import_workbook,
    plan_workbook,
)
from meetings.importing.workbook.read_items import Lines
from meetings.importing.workbook.read_meeting import read_rule
from meetings.matters.followups import FollowUp
from meetings.papers.vote_words import sentence_of
from meetings.ports import By
from meetings.procedure.counts import Tally
from meetings.procedure.owners import Areas
from meetings.procedure.owners_matters import OwnersMatter
from meetings.procedure.rules import OWN, PRESETS, ProxyUse, Rule, preset
from meetings.procedure.shares import Basis, more_than
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.debate import SpeechKind, Stance
from meetings.sitting.decisions import Decision
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import OVER, Invited, MeetingState
from meetings.sitting.points import Point, PointKind
from meetings.sitting.presence import Mark, RollEntry
from meetings.sitting.votes import Method
from storage.ids import new_id
from tests.data.house import House
from tests.data.meeting_acts import MeetingActs
from tests.data.often import often
from tests.storage.memory_records import MemoryRecords

DAY, CLOCK = date(2026, 11, 24), time(23, 1)


def source_of(rows) -> Source:
    """The sheets as a reader of spreadsheets hands them over."""
    return Source(
        tuple(
            Sheet(name, [list(columns.SHEETS[name]), *map(list, lines)])
            for name, lines in rows.items()
        )
    )


def by(at) -> By:
    return By("李社工", at, new_id())


def brought_in(rows, now, records=None):
    """The workbook planned and confirmed in records that may be empty."""
    records = records or MemoryRecords()
    plan = plan_workbook(source_of(rows), existing_workbook(records), None, now)
    meeting = import_workbook(records, by(now), plan)
    return records, plan, meeting


def out(records, meeting: str):
    return workbook_rows(held_meeting(records, meeting))


def evening(rule: str = "community") -> House:
    """A meeting with a tie, a re-vote, a lost item, one passed up and one not reached."""
    house = House(rule)
    house.plan("外墙", "车位", "电梯", "绿化")
    house.open(14)
    house.begin("外墙")
    house.says(1, "支持。\n第二行")
    motion = house.move("委托物业修外墙")
    house.vote(motion, 7, 7)
    house.act(decide.vote_again, motion)
    house.vote(motion, 8, 5, 1)
    house.do(
        decide.decide,
        Decision(
            "", house.body.id, house.meeting.id, house.item("外墙"), "月底前修好", house.now,
            "成员1", helpers=("物业",), deadline=house.now.date() + timedelta(days=7),
        ),
    )  # fmt: skip
    house.begin("车位")
    house.vote(house.move("划四个车位"), 3, 9, 2)
    house.act(decide.settle, house.item("电梯"), ItemOutcome.WITHDRAWN, "提案人撤回")
    house.act(hold.end_meeting)
    return house


def test_what_goes_out_comes_into_an_empty_file_and_goes_out_the_same():
    house = evening()
    first = out(house.records, house.meeting.id)
    records, plan, meeting = brought_in(first, house.now)
    assert {row.state for row in plan.rows} <= {RowState.NEW, RowState.WARNING}
    assert meeting.state is MeetingState.ENDED
    assert out(records, meeting.id) == first


def test_what_is_here_already_is_known_and_nothing_is_written():
    house = evening()
    rows = out(house.records, house.meeting.id)
    plan = plan_workbook(source_of(rows), existing_workbook(house.records), None, house.now)
    assert plan.empty
    assert {row.state for row in plan.rows if row.sheet != columns.PEOPLE} == {RowState.KNOWN}


def test_a_meeting_that_differs_from_the_one_here_is_refused():
    house = evening()
    rows = out(house.records, house.meeting.id)
    rows[columns.SPEECHES] = []
    plan = plan_workbook(source_of(rows), existing_workbook(house.records), None, house.now)
    assert plan.empty
    assert [r.reasons[0].why for r in plan.rows if r.state is RowState.ERROR] == ["meeting_differs"]


def test_one_undo_takes_the_whole_import_back():
    house = evening()
    rows = out(house.records, house.meeting.id)
    records, _, meeting = brought_in(rows, house.now)
    records.undo(by(house.now), meeting.body)
    with records.reading() as book:
        assert not book.find(Meeting)


def put(rows, sheet, row, column, value):
    line = list(rows[sheet][row])
    line[columns.SHEETS[sheet].index(column)] = value
    rows[sheet][row] = tuple(line)


def test_a_result_that_the_counts_do_not_give_is_told_and_kept_with_the_reason():
    house = evening()
    rows = out(house.records, house.meeting.id)
    put(rows, columns.ITEMS, 2, "结果", "通过")
    _, plan, meeting = brought_in(rows, house.now)
    told = [r for row in plan.rows for r in row.reasons if r.why == "verdict_differs"]
    assert [(r.facts["written"], r.facts["computed"]) for r in told] == [("通过", "未通过")]
    item = meeting.in_order[1]
    assert item.outcome is ItemOutcome.ADOPTED
    assert "通过" in item.reason and "未通过" in item.reason


def test_an_error_row_stops_nothing_else():
    house = evening()
    rows = out(house.records, house.meeting.id)
    put(rows, columns.SPEECHES, 0, "议题序号", 99)
    put(rows, columns.SIGN_IN, 0, "出席情况", "也许")
    put(rows, columns.ITEMS, 3, "附议人数", "很多")
    _, plan, meeting = brought_in(rows, house.now)
    wrong = [(row.sheet, row.reasons[0].why) for row in plan.rows if row.state is RowState.ERROR]
    assert wrong == [
        (columns.SIGN_IN, "unknown_word"),
        (columns.ITEMS, "not_a_number"),
        (columns.MOVES, "not_on_roll"),
        (columns.SPEECHES, "no_such_item"),
    ]
    assert len(meeting.roll) == 17 and len(meeting.items) == 3 and not meeting.speeches


def test_more_hands_than_people_are_kept_with_a_reason():
    house = evening()
    rows = out(house.records, house.meeting.id)
    put(rows, columns.ITEMS, 2, "反对", 12)
    _, plan, meeting = brought_in(rows, house.now)
    assert any(r.why == "more_votes" for row in plan.rows for r in row.reasons)
    assert meeting.votes[-1].override_reason


def test_without_a_day_nothing_is_imported():
    house = evening()
    rows = out(house.records, house.meeting.id)
    rows[columns.MEETING] = [line for line in rows[columns.MEETING] if line[0] != "日期"]
    plan = plan_workbook(source_of(rows), existing_workbook(MemoryRecords()), None, house.now)
    assert plan.empty


def test_columns_may_stand_in_any_order_and_unknown_ones_are_told():
    house = evening()
    rows = out(house.records, house.meeting.id)
    sheets = []
    for name, lines in rows.items():
        turned = [list(columns.SHEETS[name]), *map(list, lines)]
        sheets.append(Sheet(name, [["备注", *reversed(line)] for line in turned]))
    records = MemoryRecords()
    plan = plan_workbook(Source(tuple(sheets)), existing_workbook(records), None, house.now)
    assert sum(1 for note in plan.notes if note.why == "unknown_column") == len(sheets)
    meeting = import_workbook(records, by(house.now), plan)
    assert meeting is not None and out(records, meeting.id) == rows


def test_a_planned_meeting_is_filled_in_from_paper():
    house = House("community")
    house.plan("外墙", "车位")
    rows = out(house.records, house.meeting.id)
    before = house.meeting
    rows[columns.SIGN_IN] = [
        (f"成员{n}", "", "议事会成员", "出席", None, None, "") for n in range(1, 13)
    ]
    put(rows, columns.ITEMS, 0, "动议", "修外墙")
    put(rows, columns.ITEMS, 0, "同意", 12)
    put(rows, columns.ITEMS, 0, "结果", "通过")
    _, plan, meeting = brought_in(rows, house.now, house.records)
    assert any(r.why == "meeting_filled" for row in plan.rows for r in row.reasons)
    assert meeting.id == before.id and {i.id for i in meeting.items} == {i.id for i in before.items}
    assert (
        meeting.state is MeetingState.ENDED and meeting.in_order[0].outcome is ItemOutcome.ADOPTED
    )


def everything() -> House:
    """An own rule, a casting vote, options with a run-off, a recusal, the owners, a long talk."""
    rule = replace(
        preset("community"), preset=OWN, name="本会规则", casting_vote=True, proxies=ProxyUse.VOTES,
        passing=more_than(1, 2, Basis.CAST), proxy_limit=2, adopted="2026年1月会议",
    )  # fmt: skip
    house = House(rule, members=12)
    house.plan("外墙", "凉亭", "维修资金")
    house.open(12)
    house.begin("外墙")
    item = house.item("外墙")
    house.act(hold.mark, house.people[2].id, Mark.OUT, reason="接孩子")
    house.act(hold.mark, house.people[2].id, Mark.IN)
    house.act(hold.mark, house.people[3].id, Mark.RECUSED, item, reason="承包人")
    house.act(hold.mark, house.people[4].id, Mark.PROXY, holder=house.people[5].id)
    tie = house.vote(house.move("修外墙"), 5, 5, 0, 1)
    house.act(decide.cast, tie.id, True)
    house.act(hold.mark, house.people[3].id, Mark.RETURNED, item)
    house.begin("凉亭")
    motion = house.move("凉亭建在哪里")
    vote = house.act(decide.open_vote, motion, Method.HANDS, ("东", "西", "南")).votes[-1]
    votes = tuple(replace(o, votes=n) for o, n in zip(vote.options, (4, 4, 3), strict=True))
    house.act(decide.close_vote, vote.id, Tally(11, 0), options=votes)
    house.act(decide.run_off, vote.id)
    again = house.meeting.votes[-1]
    votes = tuple(replace(o, votes=n) for o, n in zip(again.options, (7, 4), strict=True))
    house.act(decide.close_vote, again.id, Tally(11, 0), options=votes)
    house.begin("维修资金")
    motion = house.move("使用维修资金修外墙")
    units = [Unit(f"u{n}", "b", "45栋", "", str(n), 100 * n, f"业主{n}") for n in range(1, 5)]
    last = "f" * 36
    held = owners_vote.open_owners_vote(
        house.meeting, last, motion, Method.WRITTEN, house.now, OwnersMatter.USE_FUND, units
    )
    counted = OwnersCount(Tally(3, 1), Areas(1000, 601, 399))
    held = owners_vote.close_owners_vote(held, last, house.now, counted, by_name=False)
    with house.records.transaction("meeting.edit", house.by(), house.body.id) as book:
        book.put(held)
    house.says(1, "同意")
    house.act(hold.end_meeting)
    return house


def test_nothing_that_a_vote_or_the_room_went_through_is_lost():
    house = everything()
    first = out(house.records, house.meeting.id)
    put(first, columns.SPEECHES, 0, "用时", 95)
    records, plan, meeting = brought_in(first, house.now)
    assert not [row for row in plan.rows if row.state is RowState.ERROR]
    assert out(records, meeting.id) == first
    empty = (columns.TASKS, columns.ELECTIONS, columns.POINTS)
    assert all(first[sheet] for sheet in columns.SHEETS if sheet not in empty)
    assert meeting.rule == house.meeting.rule
    assert not [r for row in plan.rows for r in row.reasons if r.why == "rule_like"]
    before, after = house.meeting.votes, meeting.votes
    assert [v.electorate and v.electorate.base() for v in after] == [
        v.electorate and v.electorate.base() for v in before
    ]
    assert [sentence_of(v, meeting.in_force) for v in after] == [
        sentence_of(v, meeting.in_force) for v in before
    ]
    assert [v.electorate and v.electorate.recused for v in after] == [
        v.electorate and v.electorate.recused for v in before
    ]
    assert meeting.speeches[0].seconds == 95


def test_an_own_rule_comes_in_provision_by_provision():
    rules = [*PRESETS.values(), everything().meeting.in_force]
    assert set(LABELS) == {field.name for field in fields(Rule)}
    for rule in rules:
        odd = replace(rule, name="另名", notice_days=3)
        rows: list[list[Cell]] = [["项目", "内容"], *map(list, rule_rows(odd))]
        draft = WorkbookDraft(MeetingDraft(DAY, CLOCK), Tier.CORNER, "甲", None, preset("corner"))
        table = table_of(
            Sheet("规则", rows), columns.Columns("规则", columns.MEETING_COLUMNS, ("项目",))
        )
        assert table is not None
        read_rule(table, Lines(), draft)
        assert draft.rule == odd and draft.meeting.rule == odd


def test_a_workbook_without_the_newer_columns_is_read_as_before():
    house = evening()
    rows = out(house.records, house.meeting.id)
    old = {"序号", "议题", "动议", "表决方式", "实到", "同意", "反对", "弃权", "结果", "议定事项"}
    source = source_of({name: rows[name] for name in list(columns.SHEETS)[:6]})
    places = [n for n, name in enumerate(columns.ITEM_COLUMNS) if name in old]
    sheets = [
        replace(sheet, rows=[[row[n] for n in places] for row in sheet.rows])
        if sheet.name == columns.ITEMS else sheet
        for sheet in source.sheets
    ]  # fmt: skip
    known = plan_workbook(Source(tuple(sheets)), existing_workbook(house.records), None, house.now)
    assert known.empty and not [row for row in known.rows if row.state is RowState.ERROR]
    records = MemoryRecords()
    plan = plan_workbook(Source(tuple(sheets)), existing_workbook(records), None, house.now)
    meeting = import_workbook(records, by(house.now), plan)
    assert meeting is not None
    assert [vote.outcome for vote in meeting.votes] == [v.outcome for v in house.meeting.votes]


def test_where_sign_in_and_timeline_differ_the_timeline_counts_and_that_is_told():
    house = evening()
    rows = out(house.records, house.meeting.id)
    put(rows, columns.SIGN_IN, 0, "离会时间", CLOCK)
    rows[columns.MOVES].append((CLOCK, "无名氏", "出席", None, "", ""))
    _, plan, _ = brought_in(rows, house.now)
    told = [(row.sheet, reason.why) for row in plan.rows for reason in row.reasons]
    assert (columns.SIGN_IN, "moves_differ") in told and (columns.MOVES, "not_on_roll") in told


class RoundTrip(MeetingActs):
    """Whatever happened in a meeting, its workbook comes in as what went out."""

    def teardown(self):
        if not hasattr(self, "house"):
            return
        meeting = self.meeting
        if meeting.state is MeetingState.SUSPENDED:
            self.attempt(hold.resume)
        if self.meeting.open_vote is not None:
            for vote in self.meeting.open_votes:
                self.attempt(decide.cancel_vote, vote.id)
        if self.meeting.state not in OVER:
            self.attempt(hold.end_meeting)
        meeting = self.meeting
        if meeting.state not in OVER:
            return
        first = out(self.house.records, meeting.id)
        records, plan, again = brought_in(first, self.house.now)
        assert not [row for row in plan.rows if row.state is RowState.ERROR]
        assert out(records, again.id) == first


RoundTrip.TestCase.settings = settings(
    max_examples=often(12), stateful_step_count=30, suppress_health_check=list(HealthCheck)
)
test_any_meeting_comes_in_as_it_went_out = RoundTrip.TestCase
del MeetingActs


def book(tasks, people=(), decided="月底前修好外墙"):
    """A small meeting: one item, what was decided, tasks and people."""
    item = {"序号": 1, "议题": "外墙", "结果": "通过", "议定事项": decided}
    return {
        columns.MEETING: [("层级", "社区"), ("机构", "甲社区议事会"), ("次数", 1), ("日期", DAY),
                          ("开始时间", time(19))],
        columns.ITEMS: [tuple(item.get(name) for name in columns.ITEM_COLUMNS)],
        columns.TASKS: [(1, text, "物业", "", "", None, "", "", "") for text in tasks],
        columns.PEOPLE: list(people),
    }  # fmt: skip


def why(plan, sheet: str) -> list[list[str]]:
    return [[one.why for one in row.reasons] for row in plan.rows if row.sheet == sheet]


def test_a_task_in_other_words_is_linked_with_its_decision_and_told_and_none_is_dropped():
    now = evening().now
    rows = book(["修好外墙，月底前完成", "通知各楼栋"])
    records, plan, meeting = brought_in(rows, now)
    linked, other = (one for one in why(plan, columns.TASKS))
    assert "task_for_decision" in linked and "task_of_no_decision" in other
    with records.reading() as known:
        tasks = known.find(FollowUp)
        held = known.get(Meeting, meeting.id)
    assert [task.text for task in tasks] == ["修好外墙，月底前完成", "通知各楼栋"]
    assert tasks[0].decision == held.decisions[0].id and tasks[1].decision is None
    assert held.decisions[0].task and held.decisions[0].text == "月底前修好外墙"


def test_progress_on_a_day_to_come_has_not_happened():
    now = evening().now
    rows = book(["修好外墙"])
    later = f"{now.date() + timedelta(days=20)} 已修好"
    rows[columns.TASKS] = [(1, "修好外墙", "物业", "", "", None, "", later, "")]
    plan = plan_workbook(source_of(rows), existing_workbook(MemoryRecords()), None, now)
    assert [one[:1] for one in why(plan, columns.TASKS)] == [["not_come"]]


def test_the_same_words_go_before_like_ones():
    assert pair_up(
        [(1, "修好外墙脚"), (1, "修好外墙"), (2, "修好外墙"), (None, "修好外墙")],
        [(1, "修好外墙"), (1, "修好外墙脚和台阶")],
    ) == [1, 0, None, None]


def test_an_office_of_the_sign_in_sheet_that_is_none_of_ours_stays_with_the_seat():
    house = House("community")
    house.plan("外墙")
    house.open(12)
    house.act(hold.end_meeting)
    rows = out(house.records, house.meeting.id)
    put(rows, columns.SIGN_IN, 0, "身份", "巷长")
    put(rows, columns.SIGN_IN, 1, "身份", "议事会成员、湖长")
    records, plan, _meeting = brought_in(rows, house.now)
    told = why(plan, columns.SIGN_IN)
    assert "own_role" in told[0] and "own_role" in told[1]

    def titles():
        with records.reading() as book:
            return [(seat.titles, seat.votes) for seat in book.find(Seat) if seat.titles]

    assert titles() == [(("巷长",), True), (("湖长",), True)], "the vote is the list's"
    put(rows, columns.SIGN_IN, 2, "身份", "议事会成员、河长")
    rows[columns.MEETING] = [
        ("次数", 2) if k == "次数" else (k, v) for k, v in rows[columns.MEETING]
    ]
    brought_in(rows, house.now, records)
    assert sorted(one for one, _votes in titles()) == [("巷长",), ("河长",), ("湖长",)]


def test_the_area_of_a_workbook_survives_and_is_not_written_twice():
    now = evening().now
    person = ("林小月", "46栋", "1单元", "", "居民", "", "否", 98.5, "", "101", "")
    nowhere = ("何勇", "", "", "", "居民", "", "否", 50, "", "", "")
    records, plan, _meeting = brought_in(book([], [person, nowhere]), now)
    assert "area_without_place" in why(plan, columns.PEOPLE)[1]
    with records.reading() as known:
        (unit,) = known.find(Unit)
    assert (unit.place, unit.area, unit.owner) == ("46栋1单元101", 9850, "林小月")
    more = book([], [(*person[:7], 99, *person[8:])])
    more[columns.MEETING][2] = ("次数", 2)
    _records, again, _second = brought_in(more, now, records)
    assert "differs" in why(again, columns.PEOPLE)[0]
    with records.reading() as known:
        assert [one.area for one in known.find(Unit)] == [9850]


def test_a_task_of_the_workbook_that_no_decision_words_is_in_minutes_and_record():
    house = evening()
    rows = out(house.records, house.meeting.id)
    heads = columns.SHEETS[columns.TASKS]
    task = dict.fromkeys(heads)
    task |= {"议题序号": 1, "事项": "重画黄线", "承办": "城管执法队", "责任人": "成员3"}
    rows[columns.TASKS] = [*rows[columns.TASKS], tuple(task[head] for head in heads)]
    records, _plan, meeting = brought_in(rows, house.now)
    with records.reading() as book:
        minutes = finish.minutes_in(book, meeting, house.now)
    [line] = [d for d in minutes.items[0].decisions if d.text == "重画黄线"]
    assert (line.units, line.owner, line.task) == (("城管执法队",), "成员3", True)
    told = [r for r in finish.record(records, meeting.id, house.now).lines if r.fixed == line]
    assert [(r.kind, r.item, r.at) for r in told] == [("decision", 1, None)]


def test_who_does_which_part_of_a_task_goes_out_and_comes_in_and_stands_in_the_minutes():
    house = evening()
    rows = out(house.records, house.meeting.id)
    task = dict.fromkeys(columns.SHEETS[columns.TASKS])
    shared = "物业：拆棚（时限2026年12月1日）\n社区：装灯"
    task |= {"议题序号": 1, "事项": "重画黄线", "状态": "已交办", "分工": shared}
    rows[columns.TASKS] = [*rows[columns.TASKS], tuple(task.values())]
    records, _plan, meeting = brought_in(rows, house.now)
    assert out(records, meeting.id)[columns.TASKS][-1][-1] == shared
    with records.reading() as book:
        minutes = finish.minutes_in(book, meeting, house.now)
    told = [line.text for line in minutes.items[0].decisions]
    assert "重画黄线；分工：物业：拆棚（时限2026年12月1日）；社区：装灯" in told


def test_points_of_the_minutes_go_out_and_come_in_with_the_speeches_they_stand_for():
    house = evening()
    item, speech = house.item("外墙"), house.meeting.speeches[0]
    points = (
        Point(PointKind.FOR, "尽快修，住户都盼着", (speech.id,)),
        Point(PointKind.POLICY, "维修资金按比例分摊"),
    )
    house.act(hold.keep_points, item, points)
    first = out(house.records, house.meeting.id)
    assert first[columns.POINTS] == [
        (1, "赞成", "尽快修，住户都盼着", "1"), (1, "政策说明", "维修资金按比例分摊", ""),
    ]  # fmt: skip
    records, plan, meeting = brought_in(first, house.now)
    assert {row.state for row in plan.rows} <= {RowState.NEW, RowState.WARNING}
    [kept, policy] = next(one.points for one in meeting.items if one.title == "外墙")
    assert kept.speeches == (meeting.speeches[0].id,) and not policy.speeches
    assert out(records, meeting.id) == first


def test_a_point_of_a_speech_that_is_not_there_or_taken_is_refused_and_the_rest_comes_in():
    house = evening()
    rows = out(house.records, house.meeting.id)
    rows[columns.POINTS] = [
        (1, "赞成", "尽快修", "1"), (1, "其他", "又说一次", "1"), (2, "赞成", "别处的话", "1"),
        (1, "也许", "归到哪里", ""), (1, "问题", "谁出钱", ""),
    ]  # fmt: skip
    _records, plan, meeting = brought_in(rows, house.now)
    told = [row.reasons[0].why for row in plan.rows if row.state is RowState.ERROR]
    assert told == ["no_such_speech", "no_such_speech", "unknown_word"]
    assert [point.text for item in meeting.items for point in item.points] == ["尽快修", "谁出钱"]


def test_a_meeting_held_on_a_day_to_come_is_refused():
    house = evening()
    rows = out(house.records, house.meeting.id)
    before = house.now - timedelta(days=1)
    plan = plan_workbook(source_of(rows), existing_workbook(MemoryRecords()), None, before)
    assert plan.empty
    refused = [row for row in plan.rows if row.state is RowState.ERROR]
    assert [reason.why for row in refused for reason in row.reasons] == ["not_come"]


def test_a_stance_that_nobody_said_goes_out_as_a_blank_and_a_blank_comes_in_as_unsaid():
    house = House()
    house.plan("路灯")
    house.open(14)
    house.begin("路灯")
    for stance in Stance:
        house.says(2, f"说了一句{stance}", stance)
    house.act(hold.speak, None, "李社工", Stance.UNSAID, "掌声", SpeechKind.NOTE)
    house.act(hold.end_meeting)
    first = out(house.records, house.meeting.id)
    sides = [row[columns.SHEETS[columns.SPEECHES].index("立场")] for row in first[columns.SPEECHES]]
    assert sides == ["", "支持", "反对", "中立", "补充", "政策说明", "记事"]
    records, _plan, meeting = brought_in(first, house.now)
    assert [one.stance for one in meeting.speeches] == [*Stance, Stance.UNSAID]
    assert out(records, meeting.id) == first


@pytest.mark.parametrize("word", ["", "发言", "意见", "提问", "其他意见", "未说", "没有说"])
def test_a_word_that_takes_no_stance_makes_nobody_neutral(word):
    house = evening()
    rows = out(house.records, house.meeting.id)
    place = columns.SHEETS[columns.SPEECHES].index("立场")
    [row] = rows[columns.SPEECHES]
    rows[columns.SPEECHES] = [(*row[:place], word, *row[place + 1 :])]
    _records, _plan, meeting = brought_in(rows, house.now)
    assert [one.stance for one in meeting.speeches] == [Stance.UNSAID]


def test_an_invited_unit_comes_in_as_a_unit_and_is_no_person():
    house = evening()
    invited = (Invited("绿城物业"), Invited("派出所", "孙警官"))
    units = replace(house.meeting, invited=invited)
    with house.records.transaction("meeting.edit", house.by(), house.body.id) as book:
        book.put(replace(units, roll=(*units.roll, RollEntry("u", "绿城物业"),
                                      RollEntry("v", "孙警官", "派出所"))))  # fmt: skip
    first = out(house.records, house.meeting.id)
    assert [row[2] for row in first[columns.SIGN_IN][-2:]] == ["参会单位", "参会单位"]
    records, _, meeting = brought_in(first, house.now)
    assert meeting.invited == invited
    with records.reading() as book:
        assert not book.find(Person, name="绿城物业") and book.find(Person, name="孙警官")
    assert out(records, meeting.id)[columns.SIGN_IN] == first[columns.SIGN_IN]
