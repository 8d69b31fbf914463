"""Reads the facts for figures in a few passes over the tables."""

import json
from collections.abc import Container, Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from meetings.community.bodies import Tier
from meetings.community.people import Layer, label
from meetings.community.sides import DEFAULTS, RoleSide, Side, side_of
from meetings.figures.facts import (
    ActivityFact,
    Carried,
    CarriedFact,
    Deadline,
    Facts,
    IssueFact,
    MeetingFact,
    SeatFact,
    SpeakerFact,
    TaskFact,
    Turn,
    TurnKind,
)
from meetings.figures.periods import Period
from meetings.matters.activities import ActivityKind, Came
from meetings.matters.followup_states import Satisfaction, StepKind
from meetings.matters.issues import OPEN, IssueState, Source
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.meeting_states import MeetingState
from meetings.sitting.presence import beside_roll, nobody_signed, there_in_words
from storage.engine import Connection
from storage.queries.paging import Readable

_OF_MEETINGS = """
FROM meeting m JOIN body b ON b.id = m.body
WHERE (m.opened_at IS NOT NULL OR m.state = 'cancelled')
  AND substr(coalesce(m.opened_at, m.starts_at), 1, 10) BETWEEN ?1 AND ?2
  AND (?3 IS NULL OR m.body IN (SELECT value FROM json_each(?3)))
"""
_MEETINGS = f"""
SELECT m.id, m.body, b.tier, substr(coalesce(m.opened_at, m.starts_at), 1, 10),
  CASE WHEN m.kind_words <> '' THEN m.kind_words ELSE m.kind END,
  m.state, m.informal, m.chair, m.secretary, m.opened_at IS NOT NULL,
  m.rule ->> 'voters' = 'everybody', m.invited {_OF_MEETINGS}
"""
_ROLLS = f"""
SELECT m.id, r.value ->> 'votes', p.person IS NOT NULL, r.value ->> 'name',
  coalesce(r.value ->> 'building', ''), r.value ->> 'standing' = 'walk_in'
FROM (SELECT m.id, m.roll {_OF_MEETINGS}) m, json_each(m.roll) r
LEFT JOIN (SELECT DISTINCT meeting, person FROM presence_mark WHERE kind = 'in') p
  ON p.meeting = m.id AND p.person = r.value ->> 'person'
"""
_OUTCOMES = f"""
SELECT i.meeting, i.outcome FROM agenda_item i JOIN (SELECT m.id {_OF_MEETINGS}) m
  ON m.id = i.meeting
WHERE i.outcome IS NOT NULL AND i.kind <> 'review' ORDER BY i.meeting, i.position
"""
_TOUCHED = """
(SELECT max(substr(e.at, 1, 10)) FROM entry_row r JOIN entry e USING (body, seq)
  WHERE r.body = i.body AND r.row_id = i.id)
"""
_ISSUES = f"""
SELECT i.body, b.tier, i.topic, i.source, i.state, substr(i.collected_at, 1, 10),
  substr(i.settled_at, 1, 10), i.undated, i.place, i.referral IS NOT NULL,
  CASE WHEN i.moves = '[]' AND (i.state IN ('returned', 'merged', 'withdrawn')
    OR (i.settled_at IS NOT NULL) <> (i.state = 'settled')) THEN {_TOUCHED} END, i.moves, i.id
FROM issue i JOIN body b ON b.id = i.body
WHERE (i.undated OR substr(i.collected_at, 1, 10) <= ?2)
  AND NOT (i.state = 'settled' AND i.settled_at IS NOT NULL
    AND substr(i.settled_at, 1, 10) < ?1)
  AND (?3 IS NULL OR i.body IN (SELECT value FROM json_each(?3)))
"""
_OF_TASKS = """
FROM follow_up f WHERE (f.undated OR substr(f.created_at, 1, 10) <= ?2)
  AND (?3 IS NULL OR f.body IN (SELECT value FROM json_each(?3)))
  AND NOT (f.state IN ('closed', 'ended') AND coalesce(f.deadline, '') < ?1 AND coalesce(
    (SELECT max(coalesce(happened, substr(at, 1, 10))) FROM step WHERE follow_up = f.id), '9') < ?1)
"""
"""Leaves out tasks that both ended and fell due before the period."""
_TASKS = f"""
SELECT f.id, f.body, b.tier, substr(f.created_at, 1, 10), f.undated, f.deadline, f.topic,
  coalesce(i.place, '')
FROM (SELECT * {_OF_TASKS}) f JOIN body b ON b.id = f.body LEFT JOIN issue i ON i.id = f.issue
ORDER BY f.id
"""
_STEPS = f"""
SELECT s.follow_up, s.kind, coalesce(s.happened, substr(s.at, 1, 10)), s.undated, s.deadline,
  s.satisfaction, s.ending, s.was_deadline
FROM step s JOIN (SELECT f.id {_OF_TASKS}) f ON f.id = s.follow_up ORDER BY s.follow_up, s.id
"""
_SPEAKERS = """
SELECT s.meeting, s.body, substr(m.opened_at, 1, 10),
  coalesce(p.name || ' ' || p.building, s.name || ' '), count(*),
  EXISTS (SELECT 1 FROM speech e JOIN meeting n ON n.id = e.meeting
    WHERE e.body = s.body AND e.kind = 'speech' AND n.opened_at < m.opened_at
      AND n.state <> 'inquorate' AND NOT n.informal
      AND coalesce(e.person, e.name) = coalesce(s.person, s.name))
FROM speech s JOIN meeting m ON m.id = s.meeting LEFT JOIN person p ON p.id = s.person
WHERE s.kind = 'speech' AND m.opened_at IS NOT NULL
  AND substr(m.opened_at, 1, 10) BETWEEN ?1 AND ?2
  AND (?3 IS NULL OR s.body IN (SELECT value FROM json_each(?3)))
GROUP BY s.meeting, coalesce(s.person, s.name)
"""

_ACTIVITIES = """
SELECT id, body, kind, day, heads, came, online FROM activity
WHERE state = 'held' AND (day IS NULL OR day BETWEEN ?1 AND ?2)
  AND (?3 IS NULL OR body IN (SELECT value FROM json_each(?3)))
"""
_SEATS = """
SELECT s.body, coalesce(p.name || ' ' || p.building, s.person), s.roles, s.layer, s.since, s.until
FROM seat s LEFT JOIN person p ON p.id = s.person
WHERE s.roles GLOB '*"[bglvw]*' AND (s.since IS NULL OR s.since <= ?2)
  AND (s.until IS NULL OR s.until > ?1)
  AND (?3 IS NULL OR s.body IN (SELECT value FROM json_each(?3)))
"""

Values = tuple[str, str, str | None]


def facts(records: Readable, period: Period, bodies: frozenset[str] | None = None) -> Facts:
    """The facts of a period, of all bodies or of some: everything that existed during it."""
    values = (
        period.start.isoformat(),
        period.end.isoformat(),
        None if bodies is None else json.dumps(sorted(bodies)),
    )
    with records.reading() as book:
        conn = book.conn
        meetings = dict(_meetings(conn, values))
        held = {id for id, meeting in meetings.items() if meeting.held}
        return Facts(
            tuple(meetings.values()),
            tuple(_issues(conn, values)),
            tuple(_tasks(conn, values)),
            tuple(
                SpeakerFact(body, date.fromisoformat(day), person, speeches, bool(earlier))
                for id, body, day, person, speeches, earlier in conn.execute(_SPEAKERS, values)
                if id in held
            ),
            tuple(_activities(conn, values)),
            tuple(
                SeatFact(
                    body, person, tuple(json.loads(roles)), Layer(layer) if layer else None,
                    _day(since), _day(until),
                )
                for body, person, roles, layer, since, until in conn.execute(_SEATS, values)
            ),
            tuple(_carried(conn, values, held)),
        )  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


_ACTS = """
SELECT id, body, 'chaired', substr(opened_at, 1, 10), NULL, chair, 1 FROM meeting
WHERE opened_at IS NOT NULL AND chair <> '' AND substr(opened_at, 1, 10) BETWEEN ?1 AND ?2
  AND (?3 IS NULL OR body IN (SELECT value FROM json_each(?3)))
UNION ALL
SELECT NULL, body, 'raised', substr(collected_at, 1, 10), raised_by, raised_name, 1 FROM issue
WHERE NOT undated AND referral IS NULL AND (raised_by IS NOT NULL OR raised_name <> '')
  AND substr(collected_at, 1, 10) BETWEEN ?1 AND ?2
  AND (?3 IS NULL OR body IN (SELECT value FROM json_each(?3)))
UNION ALL
SELECT s.meeting, s.body, 'spoken', substr(m.opened_at, 1, 10), s.person, s.name, count(*)
FROM speech s JOIN meeting m ON m.id = s.meeting
WHERE s.kind = 'speech' AND m.opened_at IS NOT NULL
  AND substr(m.opened_at, 1, 10) BETWEEN ?1 AND ?2
  AND (?3 IS NULL OR s.body IN (SELECT value FROM json_each(?3)))
GROUP BY s.meeting, s.person, s.name
UNION ALL
SELECT NULL, body, 'done', substr(created_at, 1, 10), owner_person, owner, 1 FROM follow_up f
WHERE NOT (f.state = 'ended' AND EXISTS (SELECT 1 FROM step s WHERE s.follow_up = f.id
    AND s.ending = 'void' AND coalesce(s.happened, substr(s.at, 1, 10)) <= ?2))
  AND NOT undated AND owner <> '' AND substr(created_at, 1, 10) BETWEEN ?1 AND ?2
  AND (?3 IS NULL OR body IN (SELECT value FROM json_each(?3)))
"""
_STAFF = """
SELECT s.body, p.id, p.name, p.building, s.roles, s.titles
FROM seat s JOIN person p ON p.id = s.person
WHERE s.body IN (SELECT value FROM json_each(?2)) OR EXISTS (
  SELECT 1 FROM json_each(s.roles) r WHERE r.value IN (SELECT value FROM json_each(?1)))
"""
_SIDES = "SELECT id, parent, sides FROM body"
_NAMED = """
SELECT name, building FROM person WHERE name IN (SELECT value FROM json_each(?1))
"""


def _carried(conn: Connection, values: Values, held: Container[str]) -> Iterator[CarriedFact]:
    """Acts with the side of who did them; the list of people gives the side of a name."""
    acts = [row for id, *row in conn.execute(_ACTS, values) if id is None or id in held]
    if not acts:
        return
    sides = _sides(conn)
    asked = (json.dumps(sorted(DEFAULTS)), json.dumps(sorted(sides)))
    staff: dict[str, Side] = {}
    for body, id, name, building, roles, titles in conn.execute(_STAFF, asked):
        side = side_of((*json.loads(roles), *json.loads(titles)), sides.get(body, ()))
        if side is not Side.RESIDENTS:
            for called in (id, name, label(name, building)):
                staff[called] = side if staff.get(called) is not Side.STAFF else Side.STAFF
    names = json.dumps(sorted({name.partition("（")[0] for *_rest, name, _n in acts if name}))
    listed: set[str] = set()
    for name, building in conn.execute(_NAMED, (names,)):
        listed |= {name, label(name, building)}
    for body, what, day, person, name, count in acts:
        found = staff.get(name if person is None else person)
        is_listed = person is not None or name in listed
        side = found or (Side.RESIDENTS if is_listed else Side.UNKNOWN)
        yield CarriedFact(body, Carried(what), date.fromisoformat(day), side, count)


def _sides(conn: Connection) -> dict[str, tuple[RoleSide, ...]]:
    """The sides that each body, or the nearest body above it that has any, chose for its roles."""
    parents, own = {}, {}
    for id, parent, sides in conn.execute(_SIDES):
        parents[id] = parent
        if sides != "[]":
            own[id] = tuple(RoleSide(one["role"], Side(one["side"])) for one in json.loads(sides))
    found = {}
    for id in parents:
        of, seen = id, set()
        while of is not None and of not in own and of not in seen:
            seen.add(of)
            of = parents.get(of)
        if of in own:
            found[id] = own[of]
    return found


def _activities(conn: Connection, values: Values) -> Iterator[ActivityFact]:
    for id, body, kind, day, heads, came, online in conn.execute(_ACTIVITIES, values):
        listed = [Came(**one) for one in json.loads(came)]
        yield ActivityFact(
            body, ActivityKind(kind), _day(day),
            heads if heads is not None else sum(one.heads for one in listed) or None,
            sum(one.person_minutes for one in listed), None if online is None else bool(online), id,
        )  # fmt: skip


class _Listed(NamedTuple):
    """Somebody on the roll of a meeting."""

    votes: bool
    came: bool
    name: str
    building: str
    guest: bool


def _meetings(conn: Connection, values: Values) -> Iterator[tuple[str, MeetingFact]]:
    """Each meeting by its id."""
    outcomes: dict[str, list[ItemOutcome]] = {}
    for meeting, outcome in conn.execute(_OUTCOMES, values):
        outcomes.setdefault(meeting, []).append(ItemOutcome(outcome))
    rolls: dict[str, list[_Listed]] = {}
    for meeting, votes, came, name, building, guest in conn.execute(_ROLLS, values):
        listed = _Listed(bool(votes), bool(came), name, building, bool(guest))
        rolls.setdefault(meeting, []).append(listed)
    for row in conn.execute(_MEETINGS, values):
        id, body, tier, day, kind, state, informal, chair, secretary, opened, everybody = row[:11]
        units = {one["unit"] for one in json.loads(row[11])}
        roll = rolls.get(id, [])
        came = [one for one in roll if one.came]
        seated = sum(1 for one in came if one.votes)
        guests = sum(1 for one in came if everybody and one.guest and not one.votes)
        named = [chair, secretary] if opened else []
        led = beside_roll(named, ((one.name, one.building) for one in roll))
        in_words = there_in_words(led, MeetingState(state))
        yield id, MeetingFact(
            body, Tier(tier), date.fromisoformat(day),
            sum(1 for one in roll if one.votes),
            seated,
            len(came) - seated - guests + len(in_words),
            tuple(outcomes.get(id, ())), kind,
            inquorate=bool(informal) or state == MeetingState.INQUORATE,
            cancelled=state == MeetingState.CANCELLED,
            unsigned=nobody_signed(len(came), sum(one.votes for one in roll), bool(led)),
            persons=(
                *(f"{one.name} {one.building}" for one in came if one.name not in units),
                *(f"{name} " for name in in_words),
            ),
            guests=guests,
        )  # fmt: skip


def _issues(conn: Connection, values: Values) -> Iterator[IssueFact]:
    for row in conn.execute(_ISSUES, values):
        body, tier, topic, source, state, collected, settled, undated, place, received = row[:10]
        touched, moves, id = row[10:]
        turns = [Turn(TurnKind.BEGUN, date.fromisoformat(collected), not undated)]
        turns += _moved(moves) if moves != "[]" else _stands(state, settled, touched or collected)
        yield IssueFact(
            body, Tier(tier), topic, Source(source), tuple(turns), place, bool(received), id
        )


_ISSUE_ENDS = frozenset(state.value for state in set(IssueState) - OPEN)


def _moved(moves: str) -> Iterator[Turn]:
    """The turns of an issue by its stored moves."""
    was = IssueState.COLLECTED.value
    for move in json.loads(moves):
        state = move["state"]
        kind = TurnKind.ENDED if state in _ISSUE_ENDS else TurnKind.MOVED
        if kind is TurnKind.MOVED and was in _ISSUE_ENDS:
            kind = TurnKind.AGAIN
        yield Turn(kind, date.fromisoformat(move["on"]), bool(move["known"]), state)
        was = state


def _stands(state: str, settled: str | None, touched: str) -> Iterator[Turn]:
    """The turns that can be known of an issue with only its last state and the settling stored."""
    last = date.fromisoformat(touched)
    if settled is not None:
        how = IssueState.SETTLED.value
        yield Turn(TurnKind.ENDED, date.fromisoformat(settled), how=how)
        if state != how:
            yield Turn(TurnKind.AGAIN, last, known=False, how=state)
    if state not in _ISSUE_ENDS and settled is None and state != IssueState.COLLECTED:
        yield Turn(TurnKind.MOVED, last, known=False, how=state)
    if state in _ISSUE_ENDS and (state != IssueState.SETTLED or settled is None):
        yield Turn(TurnKind.ENDED, last, known=False, how=state)


_TURNS = {
    StepKind.COMPLETE: TurnKind.DONE, StepKind.REPORT_BACK: TurnKind.REPORTED,
    StepKind.REVISIT: TurnKind.VISITED, StepKind.CLOSE: TurnKind.ENDED,
    StepKind.REOPEN: TurnKind.AGAIN, StepKind.END: TurnKind.ENDED,
}  # fmt: skip


_MOVE_DEADLINES = {StepKind.EXTEND, StepKind.REOPEN, StepKind.ASSIGN, StepKind.HAND_ON}
"""Steps that move a task's deadline, other than those on its parts."""


def _tasks(conn: Connection, values: Values) -> Iterator[TaskFact]:
    """Tasks and their steps, both in the order of the tasks' ids, read side by side."""
    steps = groupby(conn.execute(_STEPS, values), itemgetter(0))
    ahead = next(steps, None)
    for id, body, tier, created, undated, deadline, topic, place in conn.execute(_TASKS, values):
        turns = [Turn(TurnKind.BEGUN, date.fromisoformat(created), not undated)]
        deadlines: list[Deadline] = []
        extended: list[date] = []
        chased: list[date] = []
        own = ahead[1] if ahead is not None and ahead[0] == id else ()
        for _of, kind, at, unknown, moved, satisfaction, ending, was in own:
            day = date.fromisoformat(at)
            if kind in _TURNS:
                how = "closed" if kind == StepKind.CLOSE else ending or satisfaction or ""
                turns.append(Turn(_TURNS[StepKind(kind)], day, not unknown, how))
                if satisfaction == Satisfaction.UNSATISFIED:
                    turns.append(Turn(TurnKind.AGAIN, day, not unknown))
            if kind == StepKind.COMPLETE and not unknown:
                # Told late: what had been moved since it was done moved nothing.
                deadlines = [one for one in deadlines if one.since <= day]
            if moved is not None and kind in _MOVE_DEADLINES:
                if was is not None and not deadlines:
                    deadlines.append(Deadline(date.fromisoformat(was)))
                deadlines.append(Deadline(date.fromisoformat(moved), day))
            if kind == StepKind.EXTEND:
                extended.append(day)
            elif kind == StepKind.CHASE:
                chased.append(day)
        if own:
            ahead = next(steps, None)
        if deadline is not None and not deadlines:
            deadlines.append(Deadline(date.fromisoformat(deadline)))
        yield TaskFact(
            body, Tier(tier), tuple(turns), tuple(deadlines), topic, place, tuple(extended),
            tuple(chased), id,
        )  # fmt: skip
