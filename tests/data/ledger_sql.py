"""What a ledger says on a day or in a period, in plain SQL by somebody who read only the guide."""

from collections.abc import Callable
from datetime import date
from sqlite3 import Connection
from typing import Any

from meetings.figures.periods import Period

SAID = "coalesce(s.happened, substr(s.at, 1, 10))"
_STOOD = f"""
WITH road AS (SELECT f.id, substr(f.created_at, 1, 10) AS begun,
  (SELECT s.kind FROM step s WHERE s.follow_up = f.id AND {SAID} <= :day
    AND s.kind IN ('close', 'end', 'reopen') ORDER BY s.id DESC LIMIT 1) AS last,
  (SELECT s.kind = 'complete' FROM step s WHERE s.follow_up = f.id AND {SAID} <= :day
    AND (s.kind IN ('complete', 'reopen') OR s.satisfaction = 'unsatisfied')
    ORDER BY s.id DESC LIMIT 1) AS done,
  coalesce(
    (SELECT s.deadline FROM step s WHERE s.follow_up = f.id AND {SAID} <= :day
      AND s.kind IN ('extend', 'reopen') AND s.deadline IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM step c WHERE c.follow_up = f.id AND c.kind = 'complete'
        AND NOT c.undated AND c.id > s.id AND coalesce(c.happened, substr(c.at, 1, 10)) < {SAID})
      ORDER BY s.id DESC LIMIT 1),
    (SELECT s.was_deadline FROM step s WHERE s.follow_up = f.id
      AND s.kind IN ('extend', 'reopen') AND s.deadline IS NOT NULL ORDER BY s.id LIMIT 1),
    f.deadline) AS due,
  f.id IN ({{mistakes}}) AS mistake
FROM follow_up f)
SELECT count(*) FROM road WHERE begun <= :day AND
"""
_OPEN = "coalesce(last, '') NOT IN ('close', 'end')"


def _mistakes(period: Period, since: date | None = None) -> str:
    """The tasks that stand void at the end of a period; those entered since a day."""
    return f"""SELECT v.id FROM follow_up v WHERE substr(v.created_at, 1, 10) >= '{since or ""}'
      AND (SELECT s.ending FROM step s WHERE s.follow_up = v.id AND {SAID} <= '{period.end}'
        AND s.kind IN ('close', 'end', 'reopen') ORDER BY s.id DESC LIMIT 1) = 'void'"""


def steps_of(conn: Connection | Any, period: Period) -> Callable[[str], int]:
    """How many steps of the period fulfil a condition; those on what was void count for nothing."""
    of_it = _mistakes(period)

    def counted(condition: str) -> int:
        sql = f"SELECT count(*) FROM step s WHERE {SAID} BETWEEN ? AND ? AND {condition}"
        if "'end'" not in condition and "ending" not in condition:
            sql += f" AND s.follow_up NOT IN ({of_it})"
        values = (period.start.isoformat(), period.end.isoformat())
        return int(conn.execute(sql, values).fetchone()[0])

    return counted


def flow_of(conn: Connection | Any, period: Period) -> dict[str, int]:
    """Stock and flow of the tasks of a period that is over, under the names of a Flow."""
    steps, mistakes = steps_of(conn, period), _mistakes(period, period.start)
    right = f"s.follow_up NOT IN ({mistakes})"

    def stood(condition: str, day: date) -> int:
        said = {"day": day.isoformat()}
        sql = _STOOD.replace("{mistakes}", mistakes)
        return int(conn.execute(f"{sql} {condition}", said).fetchone()[0])

    found = {
        "begin": stood(_OPEN, period.eve), "end": stood(_OPEN, period.end),
        "new": stood("NOT mistake", period.end) - stood("1", period.eve),
        "ends": steps(f"kind IN ('close', 'end') AND {right}"),
        "late": stood(f"{_OPEN} AND NOT coalesce(done, 0) AND due < :day", period.end),
        "waiting": stood(f"{_OPEN} AND coalesce(done, 0)", period.end), "unknown": 0,
    }  # fmt: skip
    found["again"] = steps(
        f"{right} AND kind = 'reopen' AND (SELECT p.kind FROM step p "
        "WHERE p.follow_up = s.follow_up AND p.id < s.id "
        "AND p.kind IN ('close', 'end', 'reopen') ORDER BY p.id DESC LIMIT 1) "
        "IN ('close', 'end')"
    )
    assert found["end"] == found["begin"] + found["new"] + found["again"] - found["ends"]
    return found


_STATES = """
SELECT coalesce((SELECT m.value ->> 'state' FROM json_each(i.moves) m
  WHERE m.value ->> 'on' <= :day ORDER BY m.key DESC LIMIT 1), 'collected') AS state, count(*)
FROM issue i WHERE i.referral IS NULL AND substr(i.collected_at, 1, 10) BETWEEN :start AND :day
  AND (:body IS NULL OR i.body = :body)
GROUP BY 1
"""


def issue_states(conn: Connection | Any, period: Period, body: str | None = None) -> dict[str, int]:
    """How the issues collected in a period stood at its end."""
    said = {"start": period.start.isoformat(), "day": period.end.isoformat(), "body": body}
    return dict(conn.execute(_STATES, said).fetchall())


_MOVES = """
WITH move AS (SELECT i.id, i.body, m.value ->> 'on' AS day,
  m.value ->> 'state' IN ('settled', 'returned', 'merged', 'withdrawn') AS ends,
  coalesce(lag(m.value ->> 'state') OVER (PARTITION BY i.id ORDER BY m.key), 'collected')
    IN ('settled', 'returned', 'merged', 'withdrawn') AS ended,
  m.key AS place
FROM issue i, json_each(i.moves) m WHERE i.referral IS NULL AND (:body IS NULL OR i.body = :body))
"""
_ISSUES_OPEN = """
SELECT count(*) FROM issue i WHERE i.referral IS NULL AND (:body IS NULL OR i.body = :body)
  AND substr(i.collected_at, 1, 10) <= :day AND coalesce(
    (SELECT m.value ->> 'state' FROM json_each(i.moves) m WHERE m.value ->> 'on' <= :day
      ORDER BY m.key DESC LIMIT 1), 'collected')
    NOT IN ('settled', 'returned', 'merged', 'withdrawn')
"""


def issue_flow(conn: Connection | Any, period: Period, body: str | None = None) -> dict[str, int]:
    """Stock and flow of the issues of a period, under the names of a Flow."""
    said = {"start": period.start.isoformat(), "end": period.end.isoformat(), "body": body}

    def one(sql: str, **more: str) -> int:
        return int(conn.execute(sql, said | more).fetchone()[0])

    def moved(condition: str) -> int:
        sql = f"{_MOVES} SELECT count(*) FROM move WHERE day BETWEEN :start AND :end AND "
        return one(sql + condition)

    return {
        "begin": one(_ISSUES_OPEN, day=period.eve.isoformat()),
        "end": one(_ISSUES_OPEN, day=period.end.isoformat()),
        "new": one(
            "SELECT count(*) FROM issue WHERE referral IS NULL AND (:body IS NULL OR body = :body) "
            "AND substr(collected_at, 1, 10) BETWEEN :start AND :end"
        ),
        "again": moved("ended AND NOT ends"), "ends": moved("ends AND NOT ended"),
    }  # fmt: skip
