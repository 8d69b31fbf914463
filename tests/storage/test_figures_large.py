"""Ten years, thirty communities, six hundred corners: the figures against plain SQL."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import docx
import pytest
from python_calamine import CalamineWorkbook

from exports.documents.report import report_document
from exports.tables.report import report_workbook
from meetings.actions.scope import scope
from meetings.community.bodies import Body, Tier
from meetings.figures.compare import By, compared, side
from meetings.figures.counting import MeanRate, Rate, figures
from meetings.figures.indicators import indicators
from meetings.figures.periods import Period
from meetings.matters.followup_states import FollowUpState, Satisfaction, StepKind
from meetings.matters.followups import FollowUp, Step
from meetings.matters.ledger import Reach
from meetings.procedure.rules import preset
from meetings.sitting.agenda import AgendaItem, ItemOutcome
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from meetings.sitting.presence import Mark, PresenceMark, RollEntry
from storage.engine import open_writer
from storage.ids import new_id
from storage.queries.figures import facts
from storage.records import FileRecords
from storage.tables import TABLES
from tests.benchmarks.data import START, bodies, issues, tasks
from tests.data.ledger_sql import issue_flow, issue_states
from tui.desk.counting import counted, reported
from tui.words.figures import figures_lines

ISSUES = 3_000
NOW = datetime(2026, 6, 1, 9).astimezone()
ROLL = tuple(RollEntry(new_id(), f"成员{n}", votes=n < 12) for n in range(14))


def meetings_of(known: list[Body]) -> Iterator[tuple[Meeting, list[PresenceMark]]]:
    """Two meetings a body, years apart; some come, some do not, one walks in."""
    for n, body in enumerate(known * 2):
        id, at = new_id(), START + timedelta(days=n * 3)
        items = tuple(
            AgendaItem(new_id(), body.id, id, k + 1, f"第{k}项", outcome=outcome)
            for k, outcome in enumerate((ItemOutcome.ADOPTED, ItemOutcome.POSTPONED, None))
        )
        meeting = Meeting(
            id, body.id, at.year, n // len(known) + 1, "例会", at, state=MeetingState.ENDED,
            rule=preset("corner"), roll=ROLL, opened_at=at, ended_at=at, items=items,
        )  # fmt: skip
        came = ROLL[: 5 + n % 8] + ROLL[12 : 12 + n % 3]
        yield (
            meeting,
            [PresenceMark(new_id(), body.id, id, e.person, Mark.IN, at) for e in came],
        )


def steps_of(task: FollowUp, n: int) -> list[Step]:
    """The road of a closed task, in time or late."""
    if task.state is not FollowUpState.CLOSED:
        return []
    done = task.created_at + timedelta(days=5 + n % 20)
    satisfied = tuple(Satisfaction)[n % 2]
    return [
        Step(new_id(), task.body, task.id, StepKind.COMPLETE, done),
        Step(new_id(), task.body, task.id, StepKind.REPORT_BACK, done),
        Step(
            new_id(), task.body, task.id, StepKind.REVISIT, done + timedelta(days=2),
            satisfaction=satisfied,
        ),
        Step(new_id(), task.body, task.id, StepKind.CLOSE, done + timedelta(days=3)),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "r.db"
    FileRecords.open(path).close()
    table = {table.name: table for table in TABLES}
    conn = open_writer(path)
    conn.execute("PRAGMA foreign_keys = OFF")
    conn.execute("BEGIN IMMEDIATE")

    def put(name: str, rows: list[object]) -> None:
        conn.executemany(table[name].insert, [table[name].encode(row) for row in rows])

    known = bodies()
    put("body", list(known))
    conn.execute("INSERT INTO kept_body (body) SELECT id FROM body")
    put("issue", list(issues(ISSUES, known)))
    made = [replace(task, steps=()) for task in tasks(ISSUES, known)]
    put("follow_up", list(made))
    put("step", [step for n, task in enumerate(made) for step in steps_of(task, n)])
    held = list(meetings_of(known))
    put("meeting", [meeting for meeting, _marks in held])
    put("agenda_item", [item for meeting, _marks in held for item in meeting.items])
    put("presence_mark", [mark for _meeting, marks in held for mark in marks])
    conn.execute("COMMIT")
    conn.close()
    return path


PERIODS = [
    Period(date(2016, 1, 1), date(2025, 12, 31)),
    Period(date(2016, 1, 20), date(2016, 1, 21)),
    Period(date(2016, 2, 1), date(2016, 2, 29)),
    Period(date(2030, 1, 1), date(2030, 12, 31)),
]
NAMES = ["ten years", "two days", "a month", "nothing"]
TODAY = date(2026, 6, 1)

# By somebody who read only the guide: when a task began, was done and was closed.
_ROADS = """
WITH road AS (
  SELECT f.id, substr(f.created_at, 1, 10) AS begun, f.deadline,
    (SELECT substr(at, 1, 10) FROM step WHERE follow_up = f.id AND kind = 'complete') AS done,
    (SELECT substr(at, 1, 10) FROM step WHERE follow_up = f.id AND kind = 'close') AS ended
  FROM follow_up f
)
"""


@pytest.mark.parametrize("period", PERIODS, ids=NAMES)
def test_the_figures_agree_with_plain_sql(large: Path, period: Period) -> None:
    with FileRecords.open(large, read_only=True) as records:
        known = figures(facts(records, period), period, TODAY)
        conn = records.conn
        start, end = period.start.isoformat(), period.end.isoformat()
        until = min(period.end, TODAY).isoformat()

        def one(sql: str) -> int:
            said = {"start": start, "end": end, "until": until, "today": TODAY.isoformat()}
            return int(conn.execute(sql, said).fetchone()[0] or 0)

        def roads(condition: str) -> int:
            return one(f"{_ROADS} SELECT count(*) FROM road WHERE {condition}")

        meeting = "FROM meeting m WHERE substr(opened_at, 1, 10) BETWEEN :start AND :end"
        assert known.held == one(f"SELECT count(*) {meeting}")
        assert known.attendance.of == 12 * one(f"SELECT count(*) {meeting}")
        voters = ", ".join(f"'{entry.person}'" for entry in ROLL if entry.votes)
        present = one(
            "SELECT count(*) FROM presence_mark p JOIN meeting m ON m.id = p.meeting "
            f"WHERE p.person IN ({voters}) AND substr(m.opened_at, 1, 10) BETWEEN :start AND :end"
        )
        assert known.attendance.part == present
        for outcome in (ItemOutcome.ADOPTED, ItemOutcome.POSTPONED):
            assert known.outcomes.get(outcome, 0) == known.held
        assert known.persons == one(
            "SELECT count(DISTINCT r.value ->> 'name') FROM meeting m, json_each(m.roll) r "
            "JOIN presence_mark p ON p.meeting = m.id AND p.person = r.value ->> 'person' "
            "WHERE substr(m.opened_at, 1, 10) BETWEEN :start AND :end"
        )
        issue = "FROM issue WHERE substr(collected_at, 1, 10) BETWEEN :start AND :end"
        shown = Period(period.start, min(period.end, TODAY))
        stood = issue_states(conn, shown) if shown.start <= shown.end else {}
        assert {state.value: n for state, n in known.states.items() if n} == stood
        assert known.settled == Rate(stood.get("settled", 0), one(f"SELECT count(*) {issue}"))
        in_it = "BETWEEN :start AND :until"
        there_then = "begun < :start AND (ended IS NULL OR ended >= :start)"
        there_now = "begun <= :until AND (ended IS NULL OR ended > :until)"
        flow = known.tasks
        assert flow.begin == roads(there_then)
        assert flow.new == roads(f"begun {in_it}")
        assert flow.ends == roads(f"ended {in_it}")
        assert flow.end == roads(there_now) == flow.begin + flow.new - flow.ends
        assert flow.done == roads(f"done {in_it}")
        not_done = "(done IS NULL OR done > :until)"
        assert flow.late == roads(f"begun <= :until AND deadline < :until AND {not_done}")
        open_once = "begun <= :until AND (done IS NULL OR done >= :start)"
        assert known.completed == Rate(roads(f"{open_once} AND done <= :until"), roads(open_once))
        fell_due = f"begun <= deadline AND deadline {in_it} AND deadline < :today"
        assert known.on_time == Rate(roads(f"{fell_due} AND done <= deadline"), roads(fell_due))
        assert known.closed.part == roads(f"ended {in_it}")
        reported = (
            "FROM step WHERE kind = 'revisit' AND substr(at, 1, 10) BETWEEN :start AND :until"
        )
        assert known.satisfied == Rate(
            one(f"SELECT count(*) {reported} AND satisfaction IN ('satisfied','fairly_satisfied')"),
            one(f"SELECT count(*) {reported} AND satisfaction <> 'unreachable'"),
        )


def test_stock_and_flow_of_issues_agree_with_plain_sql_on_every_scope(large: Path) -> None:
    period = Period(date(2016, 1, 4), date(2016, 2, 2))
    names = ("begin", "new", "again", "ends", "end")
    with FileRecords.open(large, read_only=True) as records:
        whole_file = scope(records, None, Reach.ALL)
        for body in (None, *(id for id, _name in whole_file.bodies[:3])):
            wanted = None if body is None else frozenset({body})
            flow = figures(facts(records, period, wanted), period, TODAY).issues
            told = {name: getattr(flow, name) for name in names}
            assert told == issue_flow(records.conn, period, body)
            assert flow.end == flow.begin + flow.new + flow.again - flow.ends
            assert body is not None or (flow.begin and flow.new and flow.ends)


def test_the_sum_over_hundreds_of_bodies_is_the_whole(large: Path) -> None:
    period = PERIODS[2]
    with FileRecords.open(large, read_only=True) as records:
        whole_file = scope(records, None, Reach.ALL)
        names = dict(whole_file.bodies)
        known = facts(records, period)
    assert len(names) == 631
    sides = compared(known, period, TODAY, By.BODY, names)
    total = side("", figures(known, period, TODAY))
    for name in ("meetings", "issues", "begin", "new", "done", "ended", "end", "late"):
        assert sum(getattr(one, name) for one in sides) == getattr(total, name), name
    for name in ("completed", "on_time"):
        rates = [getattr(one, name) for one in sides]
        assert Rate(sum(r.part for r in rates), sum(r.of for r in rates)) == getattr(total, name)


def test_screen_excel_and_word_bear_the_same_numbers(large: Path) -> None:
    period = PERIODS[2]
    with FileRecords.open(large, read_only=True) as records:
        with records.reading() as book:
            community = next(b for b in book.find(Body) if b.tier is Tier.COMMUNITY)
        of = scope(records, community.id, Reach.BELOW)
        made = reported(records, of, period, TODAY)
        assert made.figures == counted(records, of, period, TODAY)
    assert len(of.bodies) == 21 and made.figures.tasks.end, "the month has something to count"
    wanted = list(indicators(made.figures))
    shown = [line.plain for line in figures_lines(made.figures)]
    rows = [line for line in shown if line.startswith("  ") and "#" not in line]
    rows = [row for row in rows if "nothing" not in row and "没有" not in row]
    assert [row.split()[:1] for row in rows] == [one.zh.split()[:1] for one in wanted]
    assert all(row.endswith(one.text) for row, one in zip(rows, wanted, strict=True))
    workbook = CalamineWorkbook.from_filelike(BytesIO(report_workbook(made, NOW)))
    cells = workbook.get_sheet_by_name("指标").to_python()[3 : 3 + len(wanted)]
    for row, one in zip(cells, wanted, strict=True):
        assert row[1] == one.part
        if isinstance(one.value, Rate):
            assert (row[3], row[4], row[6] or 0) == (one.value.part, one.value.of, one.value.out)
        elif isinstance(one.value, MeanRate):
            assert (row[4], row[5]) == (one.value.of, (one.value.percent or 0) / 100)
        else:
            assert row[2] == ("" if one.value is None else one.value), one.zh
    table = docx.Document(BytesIO(report_document(made))).tables[-1]
    texts = [[cell.text for cell in row.cells][1:3] for row in table.rows[1:]]
    assert texts == [[one.part, one.text] for one in wanted]
