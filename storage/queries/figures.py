"""What the figures are made of, read in a few passes over the tables."""

from datetime import date
from typing import Any

from meetings.community.bodies import Tier
from meetings.figures import Facts, IssueFact, MeetingFact, Period, SpeakerFact, TaskFact
from meetings.matters.followups import Satisfaction
from meetings.matters.issues import IssueState, Source
from meetings.sitting.agenda import ItemOutcome
from storage.engine import Connection
from storage.queries.paging import Readable

_MEETINGS = """
SELECT m.id, m.body, b.tier, substr(m.opened_at, 1, 10),
  sum(r.value ->> 'votes'),
  sum(r.value ->> 'votes' AND p.person IS NOT NULL),
  sum(NOT (r.value ->> 'votes') AND p.person IS NOT NULL)
FROM meeting m JOIN body b ON b.id = m.body, json_each(m.roll) r
LEFT JOIN (SELECT DISTINCT meeting, person FROM presence_mark WHERE kind = 'in') p
  ON p.meeting = m.id AND p.person = r.value ->> 'person'
WHERE m.opened_at IS NOT NULL AND substr(m.opened_at, 1, 10) BETWEEN ? AND ?
GROUP BY m.id
"""
_OUTCOMES = """
SELECT i.meeting, i.outcome FROM agenda_item i JOIN meeting m ON m.id = i.meeting
WHERE i.outcome IS NOT NULL AND i.kind <> 'review' AND m.opened_at IS NOT NULL
  AND substr(m.opened_at, 1, 10) BETWEEN ? AND ?
"""
_ISSUES = """
SELECT i.body, b.tier, i.topic, i.source, i.state, substr(i.collected_at, 1, 10),
  substr(i.settled_at, 1, 10), i.undated
FROM issue i JOIN body b ON b.id = i.body WHERE substr(i.collected_at, 1, 10) BETWEEN ? AND ?
"""
_TASKS = """
SELECT f.body, b.tier, substr(f.created_at, 1, 10), f.deadline, f.state,
  (SELECT max(substr(at, 1, 10)) FROM step
    WHERE follow_up = f.id AND kind = 'complete' AND NOT undated),
  (SELECT max(substr(at, 1, 10)) FROM step WHERE follow_up = f.id AND kind = 'report_back'),
  (SELECT max(substr(at, 1, 10)) FROM step WHERE follow_up = f.id AND kind = 'revisit'),
  (SELECT satisfaction FROM step WHERE follow_up = f.id AND kind = 'revisit'
    ORDER BY id DESC LIMIT 1),
  (SELECT max(substr(at, 1, 10)) FROM step WHERE follow_up = f.id AND kind = 'close'),
  f.undated
FROM follow_up f JOIN body b ON b.id = f.body
"""
_SPEAKERS = """
SELECT s.body, substr(m.opened_at, 1, 10), coalesce(s.person, s.name), count(*),
  EXISTS (SELECT 1 FROM speech e JOIN meeting n ON n.id = e.meeting
    WHERE e.body = s.body AND e.kind = 'speech' AND n.opened_at < m.opened_at
      AND coalesce(e.person, e.name) = coalesce(s.person, s.name))
FROM speech s JOIN meeting m ON m.id = s.meeting
WHERE s.kind = 'speech' AND m.opened_at IS NOT NULL
  AND substr(m.opened_at, 1, 10) BETWEEN ? AND ?
GROUP BY s.meeting, coalesce(s.person, s.name)
"""
_DONE = ("completed", "reported_back", "revisited", "closed")


def facts(records: Readable, period: Period, bodies: frozenset[str] | None = None) -> Facts:
    """The facts of a period, of all bodies or of some; tasks of all time, by their own days.

    A task that was taken up again counts as not completed until it is completed anew.
    """
    between = (period.start.isoformat(), period.end.isoformat())
    with records.reading() as book:
        conn = book.conn
        return Facts(
            _meetings(conn, between, bodies),
            _issues(conn, between, bodies),
            _tasks(conn, bodies),
            _speakers(conn, between, bodies),
        )


def _wanted(body: str, bodies: frozenset[str] | None) -> bool:
    return bodies is None or body in bodies


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _meetings(
    conn: Connection, between: tuple[str, str], bodies: frozenset[str] | None
) -> tuple[MeetingFact, ...]:
    outcomes: dict[str, list[ItemOutcome]] = {}
    for meeting, outcome in conn.execute(_OUTCOMES, between):
        outcomes.setdefault(meeting, []).append(ItemOutcome(outcome))
    return tuple(
        MeetingFact(
            body,
            Tier(tier),
            date.fromisoformat(day),
            expected or 0,
            present or 0,
            others or 0,
            tuple(outcomes.get(id, ())),
        )
        for id, body, tier, day, expected, present, others in conn.execute(_MEETINGS, between)
        if _wanted(body, bodies)
    )


def _issues(
    conn: Connection, between: tuple[str, str], bodies: frozenset[str] | None
) -> tuple[IssueFact, ...]:
    return tuple(
        IssueFact(
            Tier(tier),
            topic,
            Source(source),
            IssueState(state),
            date.fromisoformat(collected),
            _day(settled) if state == IssueState.SETTLED else None,
            bool(undated),
        )
        for body, tier, topic, source, state, collected, settled, undated in conn.execute(
            _ISSUES, between
        )
        if _wanted(body, bodies)
    )


def _tasks(conn: Connection, bodies: frozenset[str] | None) -> tuple[TaskFact, ...]:
    return tuple(_task(*row[1:]) for row in conn.execute(_TASKS) if _wanted(row[0], bodies))


def _task(
    tier: str,
    created: str,
    deadline: str | None,
    state: str,
    completed: str | None,
    reported: str | None,
    visited: str | None,
    satisfaction: str | None,
    closed: str | None,
    undated: int,
) -> TaskFact:
    done = state in _DONE
    known: dict[str, Any] = {
        "completed": _day(completed) if done else None,
        "done_undated": done and completed is None,
        "undated": bool(undated),
    }
    if done and state != "completed":
        known["reported"] = _day(reported)
    if state in ("revisited", "closed"):
        known["visited"] = _day(visited)
        known["satisfaction"] = Satisfaction(satisfaction) if satisfaction else None
    if state == "closed":
        known["closed"] = _day(closed)
    return TaskFact(Tier(tier), date.fromisoformat(created), _day(deadline), **known)


def _speakers(
    conn: Connection, between: tuple[str, str], bodies: frozenset[str] | None
) -> tuple[SpeakerFact, ...]:
    return tuple(
        SpeakerFact(body, date.fromisoformat(day), person, speeches, bool(earlier))
        for body, day, person, speeches, earlier in conn.execute(_SPEAKERS, between)
        if _wanted(body, bodies)
    )
