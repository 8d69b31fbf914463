"""Every rate with its base, every thing counted once, and a stock that its flow explains."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.community.bodies import Tier
from meetings.figures.counting import MeanRate, Rate, figures
from meetings.figures.facts import (
    Deadline,
    Facts,
    IssueFact,
    MeetingFact,
    SpeakerFact,
    TaskFact,
    Turn,
    TurnKind,
    of_bodies,
)
from meetings.figures.flow import VOID, Stage, course
from meetings.figures.periods import Length, Period, before, same_last_year, whole
from meetings.matters.followup_states import Satisfaction
from meetings.matters.issues import Source
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.meeting_states import MeetingKind

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
TODAY = date(2027, 6, 1)
DAY = date(2026, 3, 1)
K = TurnKind


def later(days: int) -> date:
    return DAY + timedelta(days=days)


def task(*turns: Turn, deadline: date | None = None, body: str = "b") -> TaskFact:
    deadlines = (Deadline(deadline),) if deadline else ()
    return TaskFact(body, Tier.CORNER, (Turn(K.BEGUN, DAY), *turns), deadlines)


def of(*tasks: TaskFact, period: Period = YEAR, today: date = TODAY):
    return figures(Facts(tasks=tasks), period, today)


def test_the_published_samples_come_out() -> None:
    assert Rate(6, 22).percent == 27
    assert Rate(126, 231).percent == 55


def test_a_mean_of_shares_has_its_real_base_and_is_unknown_where_little_is_known() -> None:
    assert MeanRate((Rate(1, 4), Rate(0, 6))).text == "13%（2项平均，基数10）"
    assert MeanRate((Rate(0, 1),)).text == "不详（基数1）", "one issue says nothing of a body"
    assert MeanRate((), 12).text == "不详（基数0，另有12次是谁不详）"
    assert MeanRate((Rate(5, 20),), 21).text == "不详（基数20，另有21次是谁不详）"
    assert MeanRate((Rate(5, 20),), 20).text == "25%（1项平均，基数20，另有20次是谁不详）"


def test_a_percentage_never_stands_without_its_base_and_what_is_left_out() -> None:
    assert Rate(6, 22).text == "27%（6/22）"
    assert Rate(6, 22, 3).text == "27%（6/22，另有日期不详3件未计入）"
    assert Rate(0, 0).text == "—（0/0）"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (whole(Length.MONTH, date(2026, 2, 5)), "2026年2月"),
        (whole(Length.QUARTER, date(2026, 12, 31)), "2026年第四季度"),
        (whole(Length.YEAR, date(2026, 7, 1)), "2026年"),
        (Period(date(2026, 1, 2), date(2026, 3, 4)), "2026年1月2日至2026年3月4日"),
    ],
)
def test_a_period_is_called_as_committees_call_it(period: Period, words: str) -> None:
    assert period.words == words


def test_the_period_before_has_the_same_length() -> None:
    assert before(whole(Length.MONTH, date(2026, 3, 1))) == whole(Length.MONTH, date(2026, 2, 1))
    assert before(whole(Length.QUARTER, date(2026, 1, 1))).words == "2025年第四季度"
    assert before(Period(date(2026, 1, 10), date(2026, 1, 12))).start == date(2026, 1, 7)
    assert same_last_year(whole(Length.MONTH, date(2028, 2, 29))) == whole(
        Length.MONTH, date(2027, 2, 1)
    )
    months = list(Period(date(2026, 1, 20), date(2026, 3, 2)).months())
    assert [m.start for m in months] == [date(2026, 1, 20), date(2026, 2, 1), date(2026, 3, 1)]


# stock and flow


def test_the_stock_at_the_end_is_explained_by_the_flow() -> None:
    old = replace(task(), turns=(Turn(K.BEGUN, date(2025, 5, 1)),))
    known = of(
        old,
        replace(old, turns=(*old.turns, Turn(K.DONE, DAY), Turn(K.ENDED, later(5), how="closed"))),
        task(Turn(K.DONE, later(3))),
        task(Turn(K.ENDED, later(9), how="gone"), Turn(K.AGAIN, later(20))),
        task(Turn(K.ENDED, later(1), how=VOID)),
        replace(old, turns=(*old.turns, Turn(K.DONE, DAY), Turn(K.ENDED, later(4), how=VOID))),
        replace(old, turns=(*old.turns, Turn(K.ENDED, date(2025, 6, 1), how="closed"))),
    ).tasks
    assert (known.begin, known.new, known.again, known.end) == (3, 2, 1, 3)
    assert known.ended == {"closed": 1, "gone": 1, VOID: 1}
    assert (known.done, known.waiting) == (2, 1)
    assert known.ages == {">365": 1, "-365": 2}


def test_what_happened_later_changes_no_past_report() -> None:
    then = task(deadline=later(10))
    now = replace(
        then,
        turns=(*then.turns, Turn(K.DONE, date(2027, 1, 4)), Turn(K.ENDED, date(2027, 2, 1))),
        deadlines=(*then.deadlines, Deadline(date(2027, 3, 1), date(2027, 1, 2))),
    )
    assert of(now) == of(then)
    assert of(now).tasks.late == 1


@pytest.mark.parametrize("known_day", [True, False])
def test_a_matter_whose_unknown_day_decides_is_left_out_and_named(known_day: bool) -> None:
    imported = TaskFact("b", Tier.CORNER, (Turn(K.BEGUN, DAY, known_day),), (Deadline(later(1)),))
    known = of(imported)
    assert (known.tasks.new, known.tasks.unknown) == ((1, 0) if known_day else (0, 1))
    assert known.tasks.all_open == 1 and known.tasks.all_late == 1
    assert known.completed == (Rate(0, 1) if known_day else Rate(0, 0, 1))
    assert known.on_time == Rate(0, 1), "that it is not done is known"
    after = of(imported, period=Period(date(2027, 1, 1), date(2027, 12, 31)))
    assert (after.tasks.begin, after.tasks.unknown) == (1, 0), "by then it was there"


def test_a_completion_on_an_unknown_day_is_done_and_in_no_rate_of_being_in_time() -> None:
    known = of(
        task(Turn(K.DONE, later(4)), deadline=later(5)),
        task(Turn(K.DONE, later(30), known=False), deadline=later(5)),
    )
    assert known.completed == Rate(2, 2)
    assert known.on_time == Rate(1, 1, 1)


def test_a_report_or_visit_that_nobody_dated_moves_no_stock_and_is_left_out_of_its_own_rate() -> (
    None
):
    """An old ledger tells when a matter was done and closed, and of the visit what was heard."""
    heard = (Turn(K.REPORTED, date(2028, 5, 1), False), Turn(K.VISITED, date(2028, 5, 1), False))
    waiting = task(Turn(K.DONE, later(4)), *heard, deadline=later(5))
    closed = task(Turn(K.DONE, later(4)), *heard, Turn(K.ENDED, later(400)), deadline=later(5))
    for one in (waiting, closed):
        known = of(one)
        assert (known.tasks.end, known.tasks.waiting, known.tasks.unknown) == (1, 1, 0)
        assert (known.completed, known.on_time) == (Rate(1, 1), Rate(1, 1))
        assert (known.reported, known.visited) == (Rate(0, 0, 1), Rate(0, 0, 1))
        assert known.satisfied == Rate(0, 0, 1)


def test_an_end_behind_what_nobody_dated_is_as_little_known() -> None:
    end = Turn(K.ENDED, date(2028, 5, 1), False)
    known = of(task(Turn(K.DONE, later(4)), Turn(K.VISITED, date(2028, 5, 1), False), end))
    assert (known.tasks.end, known.tasks.unknown) == (0, 1)


def test_a_known_day_behind_an_unknown_one_bounds_it() -> None:
    imported = (Turn(K.BEGUN, date(2027, 1, 20), known=False), Turn(K.DONE, DAY))
    known = of(TaskFact("b", Tier.CORNER, imported, (Deadline(later(3)),)))
    assert known.on_time == Rate(1, 1)
    assert known.tasks.unknown == 1, "whether it began in the year is not known"


# rates


def test_on_time_is_of_all_that_fell_due_done_or_not() -> None:
    known = of(
        task(Turn(K.DONE, later(5)), deadline=later(5)),
        task(Turn(K.DONE, later(6)), deadline=later(5)),
        *[task(deadline=later(5)) for _late in range(6)],
        task(Turn(K.DONE, later(5))),
        task(deadline=date(2027, 5, 1)),
        task(Turn(K.ENDED, later(2), how="gone"), deadline=later(5)),
        task(Turn(K.ENDED, later(9), how=VOID), deadline=later(5)),
    )
    assert known.on_time == Rate(1, 8)
    assert known.tasks.late == 6 and known.voided == 1


def test_what_is_due_today_has_the_day_before_it() -> None:
    due = task(deadline=later(5))
    assert of(due, today=later(5)).on_time == Rate(0, 0)
    assert of(due, today=later(6)).on_time == Rate(0, 1)
    assert of(due, today=later(6)).tasks.late == 1


def test_completion_is_of_all_that_were_open_in_the_period() -> None:
    begun = Turn(K.BEGUN, date(2025, 5, 1))
    old = replace(task(), turns=(begun, Turn(K.DONE, DAY)))
    done_before = replace(task(), turns=(begun, Turn(K.DONE, date(2025, 6, 1))))
    back = replace(task(), turns=(*done_before.turns, Turn(K.AGAIN, DAY)))
    assert of(old, done_before, back, task()).completed == Rate(1, 3)


def test_work_that_was_done_stays_done_however_the_matter_ended() -> None:
    done = Turn(K.DONE, later(2))
    found = task(done, Turn(K.ENDED, later(40), how="unreachable"), deadline=later(5))
    impossible = task(Turn(K.ENDED, later(40), how="impossible"), deadline=later(5))
    known = of(found, impossible)
    assert known.completed == Rate(1, 2) and known.on_time == Rate(1, 2)
    assert known.tasks.ended == {"impossible": 1, "unreachable": 1}
    assert known.closed == Rate(0, 2)


def test_the_road_behind_the_work_is_counted_of_what_was_done() -> None:
    def heard(word: Satisfaction) -> TaskFact:
        done, told = Turn(K.DONE, later(1)), Turn(K.REPORTED, later(2))
        return task(done, told, Turn(K.VISITED, later(3), how=word))

    known = of(*map(heard, Satisfaction), task(Turn(K.DONE, later(1))), task())
    assert known.satisfied == Rate(2, 3), "who could not be reached is not counted"
    assert known.visited == known.reported == Rate(4, 5)
    ended = task(Turn(K.DONE, later(1)), Turn(K.ENDED, later(2), how="closed"))
    assert of(ended, task(), task(Turn(K.ENDED, later(1), how="refused"))).closed == Rate(1, 3)


# issues, meetings, persons


def issue(*turns: Turn, received: bool = False, body: str = "b", topic: str = "其他") -> IssueFact:
    turns = (Turn(K.BEGUN, DAY), *turns)
    return IssueFact(body, Tier.CORNER, topic, Source.CORNER, turns, received=received)


def test_days_run_from_the_word_to_the_settlement() -> None:
    settled = issue(Turn(K.ENDED, later(36), how="settled"))
    known = figures(Facts(issues=(settled, issue(received=True))), YEAR, TODAY)
    assert known.days_to_settle == (36,) and known.usual_days == 36
    assert known.settled == Rate(1, 1), "what came from below is counted where it came from"
    assert known.received == 1 and known.issues.ended == {"settled": 1}


def test_a_meeting_without_quorum_or_cancelled_was_not_held() -> None:
    held = MeetingFact("a", Tier.CORNER, DAY, 12, 9, 3, (), persons=("张桂兰 45栋", "李国强 "))
    known = figures(
        Facts(
            meetings=(
                held,
                replace(held, body="c", kind=MeetingKind.ADVANCE),
                replace(held, inquorate=True),
                replace(held, cancelled=True),
            )
        ),
        YEAR,
        TODAY,
    )
    assert known.held == 2 and (known.inquorate, known.cancelled) == (1, 1)
    assert known.meetings[MeetingKind.ADVANCE] == 1
    assert (known.heads, known.guests, known.persons) == (24, 6, 2)
    assert known.attendance == Rate(18, 24)


def test_a_first_time_speaker_is_counted_once_however_often_they_speak() -> None:
    speakers = (
        SpeakerFact("b", DAY, "张桂兰", 2, earlier=False),
        SpeakerFact("b", DAY + timedelta(days=7), "张桂兰", 3, earlier=True),
        SpeakerFact("b", DAY, "李国强", 1, earlier=True),
    )
    known = figures(Facts(speakers=speakers), YEAR, TODAY)
    assert known.speakers == 2
    assert known.first_time == Rate(1, 2)
    assert known.loudest == Rate(5, 6)


# properties

DAYS = st.dates(date(2025, 1, 1), date(2027, 3, 1))
TURNS = st.lists(
    st.tuples(
        st.sampled_from([K.DONE, K.ENDED, K.AGAIN, K.REPORTED, K.VISITED]),
        DAYS,
        st.booleans(),
        st.sampled_from(["closed", "gone", VOID]),
    ),
    max_size=6,
)
TASKS = st.lists(
    st.builds(
        lambda body, begun, turns, deadline: TaskFact(
            body,
            Tier.CORNER,
            (Turn(K.BEGUN, *begun), *(Turn(*turn) for turn in turns)),
            (Deadline(deadline),) if deadline else (),
        ),
        st.sampled_from("abc"),
        st.tuples(DAYS, st.booleans()),
        TURNS,
        st.none() | DAYS,
    ),
    max_size=8,
)


def slow_stage(turns, day: date) -> Stage:
    """Where a matter stands on a day, told turn by turn by somebody who reads only the docs."""
    stage, last = Stage.NOT_YET, date.min
    for turn in turns:
        last = max(last, turn.day)
        if last > day:
            break
        if turn.kind in (K.BEGUN, K.AGAIN):
            stage = Stage.OPEN
        elif turn.kind is K.DONE and stage is Stage.OPEN:
            stage = Stage.DONE
        elif turn.kind is K.ENDED:
            stage = Stage.ENDED
    return stage


@given(TASKS, DAYS, st.integers(0, 500), DAYS)
def test_for_any_history_the_flow_explains_the_stock_on_every_scope(tasks, start, length, today):
    period = Period(start, start + timedelta(days=length))
    facts = Facts(tasks=tuple(tasks))
    whole_file = figures(facts, period, today)
    flow = whole_file.tasks
    assert flow.end == flow.begin + flow.new + flow.again - flow.ends
    assert sum(flow.ages.values()) == flow.end >= flow.waiting + flow.late
    months = [one for one in whole_file.by_month if one.month]
    assert not months or months[-1].tasks_open == flow.end
    assert sum(one.tasks for one in whole_file.by_month) == flow.new
    assert sum(one.ended for one in whole_file.by_month) == flow.ends
    parts = [figures(of_bodies(facts, body), period, today) for body in "abc"]
    for part in parts:
        assert part.tasks.end == (
            part.tasks.begin + part.tasks.new + part.tasks.again - part.tasks.ends
        )
    for name in ("begin", "new", "again", "ends", "end", "done", "late", "unknown", "all_open"):
        assert sum(getattr(p.tasks, name) for p in parts) == getattr(flow, name), name
    for name in ("completed", "on_time", "closed", "reported", "visited", "satisfied"):
        rates = [getattr(part, name) for part in parts]
        said = getattr(whole_file, name)
        assert Rate(
            sum(r.part for r in rates), sum(r.of for r in rates), sum(r.out for r in rates)
        ) == said, name  # fmt: skip
        assert 0 <= said.part <= said.of


@given(TASKS, DAYS, st.integers(0, 500))
def test_with_all_days_known_the_stock_is_what_a_plain_count_finds(tasks, start, length):
    dated = [replace(t, turns=tuple(replace(turn, known=True) for turn in t.turns)) for t in tasks]
    period = Period(start, start + timedelta(days=length))
    flow = of(*dated, period=period, today=date(2029, 1, 1)).tasks
    there = (Stage.OPEN, Stage.DONE)
    assert flow.begin == sum(slow_stage(t.turns, period.eve) in there for t in dated)
    assert flow.end == sum(slow_stage(t.turns, period.end) in there for t in dated)
    assert flow.waiting == sum(slow_stage(t.turns, period.end) is Stage.DONE for t in dated)
    assert flow.unknown == 0


@given(TASKS, DAYS, st.integers(0, 250), st.integers(0, 250))
def test_two_halves_of_a_period_meet_at_the_same_stock(tasks, start, one, two):
    dated = [replace(t, turns=tuple(replace(turn, known=True) for turn in t.turns)) for t in tasks]
    middle = start + timedelta(days=one)
    end = middle + timedelta(days=1 + two)
    halves = Period(start, middle), Period(middle + timedelta(days=1), end)
    first, second = (of(*dated, period=half).tasks for half in halves)
    assert first.end == second.begin
    # What turned out void is in no figure of the period it came in, but stood in the half before.
    spans = (*halves, Period(start, end))
    right = [t for t in dated if all(course(t.turns, s, s.end).moves for s in spans)]
    first, second, both = (of(*right, period=span).tasks for span in spans)
    assert (both.new, both.again, both.ends) == (
        first.new + second.new, first.again + second.again, first.ends + second.ends
    )  # fmt: skip


def test_what_turned_out_void_ends_apart_where_it_stood_in_the_half_before():
    task = TaskFact("a", Tier.CORNER, (
        Turn(K.BEGUN, date(2025, 1, 1)), Turn(K.ENDED, date(2025, 2, 1), how=VOID),
    ))  # fmt: skip
    january, february = whole(Length.MONTH, date(2025, 1, 1)), whole(Length.MONTH, date(2025, 2, 1))
    both = Period(january.start, february.end)
    flows = [of(task, period=period).tasks for period in (january, february, both)]
    assert [(f.new, f.ends, f.end) for f in flows] == [(1, 0, 1), (0, 1, 0), (0, 0, 0)]


@given(TASKS, DAYS)
def test_a_day_that_nobody_said_never_decides_a_figure(tasks, until):
    """Whatever the unknown days were, between their bounds, what is counted stays the same."""
    period = Period(date(2025, 6, 1), until) if until > date(2025, 6, 1) else YEAR
    for one in tasks:
        known = course(one.turns, period, period.end)
        if known.unknown:
            continue
        earlier, last = [], date(2024, 1, 1)
        for turn in known.turns and one.turns:
            last = turn.day if turn.known else last
            earlier.append(replace(turn, day=max(last, date(2024, 1, 1)), known=True))
        moved = course(tuple(earlier), period, period.end)
        bounded = all(a.day <= b.day for a, b in zip(one.turns, one.turns[1:], strict=False))
        if bounded and known.turns:
            assert (moved.begin, moved.end, moved.ends, moved.again) == (
                known.begin, known.end, known.ends, known.again
            )  # fmt: skip


MEETINGS = st.lists(
    st.builds(
        lambda day, tier, expected, missing, others, outcomes: MeetingFact(
            "b", tier, day, expected, max(0, expected - missing), others, tuple(outcomes)
        ),
        DAYS,
        st.sampled_from(Tier),
        st.integers(0, 40),
        st.integers(0, 40),
        st.integers(0, 9),
        st.lists(st.sampled_from(ItemOutcome), max_size=4),
    ),
    max_size=12,
)


@given(MEETINGS, DAYS, st.integers(0, 400))
def test_two_halves_of_a_period_add_up(
    meetings: list[MeetingFact], start: date, length: int
) -> None:
    middle, end = start + timedelta(days=length // 2), start + timedelta(days=length + 1)
    facts, today = Facts(meetings=tuple(meetings)), date(2030, 1, 1)
    whole_one = figures(facts, Period(start, end), today)
    first = figures(facts, Period(start, middle), today)
    second = figures(facts, Period(middle + timedelta(days=1), end), today)
    assert whole_one.heads == first.heads + second.heads
    assert whole_one.attendance.of == first.attendance.of + second.attendance.of
    for tier in Tier:
        assert whole_one.held_in[tier] == first.held_in[tier] + second.held_in[tier]
    assert sum(m.meetings for m in whole_one.by_month) == whole_one.held
