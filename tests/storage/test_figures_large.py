"""Ten years, thirty communities, six hundred corners: the figures against plain SQL."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from meetings.community.bodies import Body
from meetings.figures import Period, Rate, figures
from meetings.matters.followups import FollowUp, FollowUpState, Satisfaction, Step, StepKind
from meetings.procedure.rules import preset
from meetings.sitting.agenda import AgendaItem, ItemOutcome
from meetings.sitting.meeting import Meeting, MeetingState
from meetings.sitting.presence import Mark, PresenceMark, RollEntry
from storage.engine import open_writer
from storage.ids import new_id
from storage.queries import facts
from storage.records import FileRecords
from storage.tables import TABLES
from tests.benchmarks.data import START, bodies, issues, tasks

ISSUES = 6_000
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


@pytest.mark.parametrize(
    "period",
    [
        Period(date(2016, 1, 1), date(2025, 12, 31)),
        Period(date(2016, 1, 20), date(2016, 1, 21)),
        Period(date(2030, 1, 1), date(2030, 12, 31)),
    ],
    ids=["ten years", "two days", "nothing"],
)
def test_the_figures_agree_with_plain_sql(large: Path, period: Period) -> None:
    with FileRecords.open(large, read_only=True) as records:
        known = figures(facts(records, period), period)
        conn = records.conn
        span = (period.start.isoformat(), period.end.isoformat())

        def one(sql: str) -> int:
            return int(conn.execute(sql, span).fetchone()[0] or 0)

        meeting = "FROM meeting m WHERE substr(opened_at, 1, 10) BETWEEN ? AND ?"
        assert sum(known.meetings.values()) == one(f"SELECT count(*) {meeting}")
        assert known.attendance.of == 12 * one(f"SELECT count(*) {meeting}")
        voters = ", ".join(f"'{entry.person}'" for entry in ROLL if entry.votes)
        present = one(
            "SELECT count(*) FROM presence_mark p JOIN meeting m ON m.id = p.meeting "
            f"WHERE p.person IN ({voters}) AND substr(m.opened_at, 1, 10) BETWEEN ? AND ?"
        )
        assert known.attendance.part == present
        for outcome in (ItemOutcome.ADOPTED, ItemOutcome.POSTPONED):
            assert known.outcomes.get(outcome, 0) == sum(known.meetings.values())
        issue = "FROM issue WHERE substr(collected_at, 1, 10) BETWEEN ? AND ?"
        assert known.settled == Rate(
            one(f"SELECT count(*) {issue} AND state = 'settled'"), one(f"SELECT count(*) {issue}")
        )
        assert sum(known.days_to_settle) == 20 * known.settled.part
        task = "FROM follow_up f WHERE substr(created_at, 1, 10) BETWEEN ? AND ?"
        done = "EXISTS (SELECT 1 FROM step s WHERE s.follow_up = f.id AND s.kind = 'complete'"
        assert known.completed == Rate(
            one(f"SELECT count(*) {task} AND {done})"), one(f"SELECT count(*) {task}")
        )
        assert known.on_time.part == one(
            f"SELECT count(*) {task} AND {done} AND substr(s.at, 1, 10) <= f.deadline)"
        )
        assert known.closed.part == one(f"SELECT count(*) {task} AND state = 'closed'")
