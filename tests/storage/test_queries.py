"""Lists come page by page, in order, whole, and along an index."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module

import pytest

from meetings.community.bodies import Body, Tier
from meetings.community.people import Person, Role, Seat
from meetings.matters.followup_states import FollowUpState, StepKind
from meetings.matters.followups import FollowUp, Step
from meetings.matters.issues import IssueState, Source
from meetings.procedure.rules import preset
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from meetings.views import FollowUpFilter, IssueFilter
from storage.ids import new_id
from storage.queries.bodies import body_lines
from storage.queries.follow_ups import follow_up_counts, follow_up_page
from storage.queries.issues import issue_counts, issue_page
from storage.queries.meetings import meeting_page
from storage.queries.people import person_page
from tests.storage.scenes import AT, act, found, issue, planned


def turned(ask, limit=3):
    """All lines of a list, read page by page."""
    lines, after = [], None
    while True:
        page = ask(after, limit)
        assert len(page.lines) <= limit
        lines += page.lines
        after = page.after
        if after is None:
            return lines


@pytest.fixture
def bodies(records):
    """Two corners and a community above them."""
    made = [found(records, act()), found(records, act())]
    community = new_id()
    with records.transaction("body.found", act(), community) as book:
        book.put(Body(community, community, Tier.COMMUNITY, "梧桐社区", preset("community")))
    return [*made, community]


@pytest.fixture
def pool(records, bodies):
    """Twenty-four issues in turn over bodies, states and topics, in order of their ids."""
    made = []
    states, topics = list(IssueState), ["环境卫生", "公共空间"]
    for number in range(24):
        one = replace(
            issue(bodies[number % 3], number + 1, f"第{number}件"),
            state=states[number % len(states)],
            topic=topics[number % 2],
            source=Source.HOTLINE if number % 5 == 0 else Source.CORNER,
        )
        with records.transaction("issue.collect", act(), one.body) as book:
            book.put(one)
        made.append(one)
    return made


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (IssueFilter(), lambda one: True),
        (IssueFilter(topic="公共空间"), lambda one: one.topic == "公共空间"),
        (IssueFilter(source=Source.HOTLINE), lambda one: one.source is Source.HOTLINE),
        (
            IssueFilter(topic="环境卫生", states=frozenset({IssueState.ACCEPTED})),
            lambda one: one.topic == "环境卫生" and one.state is IssueState.ACCEPTED,
        ),
        (
            IssueFilter(states=frozenset({IssueState.COLLECTED, IssueState.SETTLED})),
            lambda one: one.state in {IssueState.COLLECTED, IssueState.SETTLED},
        ),
        (IssueFilter(text="1"), lambda one: "1" in one.title),
        (IssueFilter(text="%"), lambda one: False),
        (IssueFilter(text="  "), lambda one: True),
    ],
)
@pytest.mark.parametrize("limit", [1, 3, 50])
def test_every_issue_that_fits_comes_once_and_newest_first(records, pool, wanted, fits, limit):
    lines = turned(lambda after, size: issue_page(records, wanted, after, size), limit)
    expected = [one.id for one in reversed(pool) if fits(one)]
    assert [line.id for line in lines] == expected


def test_issues_narrow_to_a_body_or_a_tier(records, pool, bodies):
    of_body = issue_page(records, IssueFilter(body=bodies[0])).lines
    assert {line.body for line in of_body} == {bodies[0]} and len(of_body) == 8
    of_tier = issue_page(records, IssueFilter(tier=Tier.COMMUNITY)).lines
    assert {line.body_name for line in of_tier} == {"梧桐社区"}
    nothing = issue_page(records, IssueFilter(body=bodies[0], tier=Tier.COMMUNITY))
    assert (nothing.lines, nothing.after) == ((), None)


def test_an_issue_of_an_unknown_day_is_told_as_such(records, bodies):
    one = replace(issue(bodies[0], 1, "灯坏了"), undated=True)
    with records.transaction("issue.collect", act(), one.body) as book:
        book.put(one)
    (line,) = issue_page(records, IssueFilter()).lines
    assert line.undated


def test_counts_add_up(records, pool, bodies):
    states = Counter(one.state for one in pool)
    assert issue_counts(records).by_state == states
    assert follow_up_counts(records).total == 0


def test_counts_follow_each_change_and_its_undoing(records, pool):
    first = pool[0]
    before = issue_counts(records)
    with records.transaction("issue.screen", act(), first.body) as book:
        book.put(replace(first, state=IssueState.WITHDRAWN))
    moved = issue_counts(records).by_state
    assert moved[IssueState.WITHDRAWN] == before.by_state[IssueState.WITHDRAWN] + 1
    assert moved[first.state] == before.by_state[first.state] - 1
    records.undo(act(), first.body)
    assert issue_counts(records) == before
    records.undo(act(), pool[-3].body)
    assert issue_counts(records).total == 23


@pytest.fixture
def ledger(records, bodies):
    made = []
    states = list(FollowUpState)
    for number in range(20):
        body = bodies[number % 2]
        deadline = None if number % 4 == 0 else date(2026, 3, 1) + timedelta(days=number * 7 % 5)
        id = new_id()
        steps = (Step(new_id(), body, id, StepKind.PROGRESS, AT, text=f"已办{number}"),)
        one = FollowUp(
            id, body, number + 1, f"任务{number}", AT, owner="王伟" if number % 3 else "李梅",
            helpers=("物业",), deadline=deadline, state=states[number % 8], steps=steps,
        )  # fmt: skip
        with records.transaction("follow.add", act(), body) as book:
            book.put(one)
        made.append(one)
    return made


OPEN = {FollowUpState.WAITING, FollowUpState.ASSIGNED, FollowUpState.IN_HAND}


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (FollowUpFilter(), lambda one: True),
        (FollowUpFilter(open=True), lambda one: one.state in OPEN),
        (
            FollowUpFilter(due_before=date(2026, 3, 3)),
            lambda one: one.deadline is not None and one.deadline < date(2026, 3, 3),
        ),
        (FollowUpFilter(owner="李梅"), lambda one: one.owner == "李梅"),
        (
            FollowUpFilter(open=True, states=frozenset({FollowUpState.CLOSED})),
            lambda one: False,
        ),
    ],
)
@pytest.mark.parametrize("limit", [1, 3, 50])
def test_follow_ups_come_by_deadline_and_without_one_last(records, ledger, wanted, fits, limit):
    lines = turned(lambda after, size: follow_up_page(records, wanted, after, size), limit)
    expected = sorted(
        (one for one in ledger if fits(one)), key=lambda one: (one.deadline or date.max, one.id)
    )
    assert [line.id for line in lines] == [one.id for one in expected]
    assert all(line.last_word == f"已办{line.number - 1}" for line in lines)


def test_meetings_come_latest_first(records, bodies):
    for day, body in enumerate([*bodies, *bodies, *bodies]):
        meeting = planned(records, act(), body)
        with records.transaction("meeting.edit", act(), body) as book:
            book.put(replace(meeting, starts_at=AT + timedelta(days=day * 5 % 7)))
    lines = turned(lambda after, size: meeting_page(records, after=after, limit=size), 2)
    assert len(lines) == 9
    assert [line.starts_at for line in lines] == sorted(
        (line.starts_at for line in lines), reverse=True
    )
    assert {line.items for line in lines} == {2}
    ended = meeting_page(records, states=frozenset({MeetingState.ENDED}))
    assert ended.lines == ()
    assert len(meeting_page(records, body=bodies[0]).lines) == 3


@pytest.fixture
def residents(records, bodies):
    names = ["张伟", "单立人", "曾国强", "王芳", "李娜", "Anna Li"]
    made = []
    with records.transaction("person.add", act(), bodies[0]) as book:
        for name in names:
            person = Person(book.new_id(), bodies[0], name, building="45栋")
            book.put(person)
            made.append(person)
        book.put(Seat(book.new_id(), bodies[0], made[0].id, (Role.CHAIR, Role.MEMBER), True))
    with records.transaction("seat.give", act(), bodies[2]) as book:
        book.put(Person(book.new_id(), bodies[2], "何平", building="2栋"))
        book.put(Seat(book.new_id(), bodies[2], made[3].id, (Role.ADVISER,), False))
    return made


def test_people_come_by_pinyin_with_their_seat(records, residents, bodies):
    lines = turned(lambda after, size: person_page(records, bodies[0], "", after, size), 2)
    assert [line.name for line in lines] == [
        "Anna Li", "李娜", "单立人", "王芳", "曾国强", "张伟",
    ]  # fmt: skip
    assert (lines[-1].roles, lines[-1].votes) == ((Role.CHAIR, Role.MEMBER), True)
    assert lines[0].seat is None


def test_guests_with_a_seat_are_among_the_people_of_a_body(records, residents, bodies):
    lines = person_page(records, bodies[2]).lines
    assert [(line.name, line.roles) for line in lines] == [("何平", ()), ("王芳", (Role.ADVISER,))]


@pytest.mark.parametrize("text", ["zw", "ZHANGWEI", "zhang", "张", "伟"])
def test_a_person_is_found_by_name_pinyin_or_initials(records, residents, bodies, text):
    assert "张伟" in [line.name for line in person_page(records, bodies[0], text).lines]


@pytest.mark.parametrize(("text", "name"), [("shan", "单立人"), ("zgq", "曾国强")])
def test_a_surname_is_read_as_a_surname(records, residents, bodies, text, name):
    assert [line.name for line in person_page(records, bodies[0], text).lines] == [name]


@pytest.mark.parametrize(
    ("text", "name"), [("章维", "张伟"), ("曾郭强", "曾国强"), ("最高权", "曾国强")]
)
def test_a_person_is_found_by_what_an_input_method_made_of_the_name(
    records, residents, bodies, text, name
):
    assert [line.name for line in person_page(records, bodies[0], text).lines] == [name]


def test_bodies_come_upper_tier_first_with_their_seats(records, residents, bodies):
    lines = body_lines(records)
    assert [line.tier for line in lines] == [Tier.COMMUNITY, Tier.CORNER, Tier.CORNER]
    assert [(line.seats, line.voting) for line in lines] == [(1, 0), (1, 1), (0, 0)]


def test_lists_follow_an_index_and_sort_nothing(records, pool, ledger, residents, monkeypatch):
    from storage.queries import paging

    plans: list[tuple[str, str]] = []
    plain = paging.page

    def watching(conn, reads, **how):
        reads = list(reads)
        for read in reads:
            plan = conn.execute(f"EXPLAIN QUERY PLAN {read.sql} LIMIT 50", read.values)
            plans.extend((row[3], read.sql) for row in plan.fetchall())
        return plain(conn, reads, **how)

    meeting_page(records)
    for module in ("paging", "meetings"):
        monkeypatch.setattr(import_module(f"storage.queries.{module}"), "page", watching)
    after = issue_page(records, IssueFilter(), limit=1).after
    for wanted in (
        IssueFilter(),
        IssueFilter(topic="公共空间"),
        IssueFilter(source=Source.HOTLINE),
        IssueFilter(states=frozenset({IssueState.ACCEPTED})),
    ):
        issue_page(records, wanted, after)
    after = follow_up_page(records, FollowUpFilter(), limit=1).after
    follow_up_page(records, FollowUpFilter(open=True), after)
    follow_up_page(records, FollowUpFilter(due_before=date(2026, 3, 3)), after)
    meeting_page(records)
    bad = [(step, sql) for step, sql in plans if "TEMP B-TREE" in step or step.startswith("SCAN")]
    assert plans and not bad


def test_a_list_reads_within_a_transaction_what_it_wrote(records, bodies):
    with records.transaction("issue.collect", act(), bodies[0]) as book:
        book.put(issue(bodies[0]))
        assert len(issue_page(records, IssueFilter()).lines) == 1


def test_the_meeting_kept_in_mind_is_forgotten_when_another_connection_writes(records, path):
    from storage.engine import open_writer

    meeting = planned(records, act(), found(records, act()))
    with records.reading() as book:
        assert book.get(Meeting, meeting.id).title == "三月例会"
    other = open_writer(path)
    other.execute("UPDATE meeting SET title = '四月例会'")
    other.close()
    with records.reading() as book:
        assert book.get(Meeting, meeting.id).title == "四月例会"


def test_a_meeting_opened_on_another_day_is_listed_on_the_real_one(records, bodies):
    """F3 and `jiejiao list meetings` showed the planned day, and the papers the real one."""
    meeting = planned(records, act(), bodies[0])
    opened = meeting.starts_at - timedelta(days=1)
    with records.transaction("meeting.edit", act(), bodies[0]) as book:
        book.put(replace(meeting, state=MeetingState.OPEN, opened_at=opened))
    assert [line.starts_at for line in meeting_page(records).lines] == [opened]
