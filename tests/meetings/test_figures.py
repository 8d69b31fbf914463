"""Every rate with its base, and every thing counted once."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from meetings.community.bodies import Tier
from meetings.figures import (
    Facts,
    IssueFact,
    MeetingFact,
    Period,
    Rate,
    SpeakerFact,
    TaskFact,
    figures,
)
from meetings.matters.followups import Satisfaction
from meetings.matters.issues import IssueState, Source
from meetings.sitting.agenda import ItemOutcome

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
DAY = date(2026, 3, 1)


def test_the_published_samples_come_out() -> None:
    assert Rate(6, 22).percent == 27
    assert Rate(126, 231).percent == 55


def test_a_percentage_never_stands_without_its_base() -> None:
    assert Rate(6, 22).text == "27%（6/22）"
    assert Rate(0, 0).text == "—（0/0）"


def test_in_time_is_counted_of_completed_tasks_with_a_deadline() -> None:
    tasks = (
        TaskFact(Tier.CORNER, DAY, deadline=DAY, completed=DAY),
        TaskFact(Tier.CORNER, DAY, deadline=DAY, completed=DAY + timedelta(days=1)),
        TaskFact(Tier.CORNER, DAY, completed=DAY),
        TaskFact(Tier.CORNER, DAY, deadline=DAY),
    )
    known = figures(Facts(tasks=tasks), YEAR)
    assert known.completed == Rate(3, 4)
    assert known.on_time == Rate(1, 2)


def test_who_could_not_be_reached_is_not_counted_for_satisfaction() -> None:
    def visited(word: Satisfaction) -> TaskFact:
        return TaskFact(Tier.CORNER, DAY, None, DAY, DAY, DAY, word)

    tasks = tuple(visited(word) for word in Satisfaction)
    known = figures(Facts(tasks=tasks), YEAR)
    assert known.satisfied == Rate(2, 3)
    assert known.visited == Rate(4, 4)


def test_days_run_from_the_word_to_the_settlement() -> None:
    issue = IssueFact(
        Tier.CORNER, "其他", Source.CORNER, IssueState.SETTLED, DAY, DAY + timedelta(days=36)
    )
    known = figures(Facts(issues=(issue,)), YEAR)
    assert known.days_to_settle == (36,) and known.usual_days == 36
    assert known.settled == Rate(1, 1)


def test_a_first_time_speaker_is_counted_once_however_often_they_speak() -> None:
    speakers = (
        SpeakerFact("b", DAY, "张桂兰", 2, earlier=False),
        SpeakerFact("b", DAY + timedelta(days=7), "张桂兰", 3, earlier=True),
        SpeakerFact("b", DAY, "李国强", 1, earlier=True),
    )
    known = figures(Facts(speakers=speakers), YEAR)
    assert known.speakers == 2
    assert known.first_time == Rate(1, 2)
    assert known.loudest == Rate(5, 6)


DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
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
    facts = Facts(meetings=tuple(meetings))
    whole = figures(facts, Period(start, end))
    first = figures(facts, Period(start, middle))
    second = figures(facts, Period(middle + timedelta(days=1), end))
    assert whole.heads == first.heads + second.heads
    assert whole.attendance.of == first.attendance.of + second.attendance.of
    for tier in Tier:
        assert whole.meetings[tier] == first.meetings[tier] + second.meetings[tier]
    assert sum(m[1] for m in whole.by_month) == sum(whole.meetings.values())


def test_what_has_no_day_is_in_no_rate_and_is_counted_as_such():
    day = date(2026, 3, 1)
    tasks = (
        TaskFact(Tier.CORNER, day, deadline=day, completed=day),
        TaskFact(Tier.CORNER, day, deadline=day, done_undated=True),
        TaskFact(Tier.CORNER, day, completed=day, undated=True),
    )
    known = figures(Facts(tasks=tasks), Period(date(2026, 1, 1), date(2026, 12, 31)))
    assert (known.completed, known.on_time) == (Rate(2, 2), Rate(1, 1))
    assert (known.undated, known.done_undated) == (1, 1)
