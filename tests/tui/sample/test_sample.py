"""The sample community: whole, as promised, and the same whenever it is made."""

from collections import Counter
from dataclasses import replace
from datetime import datetime

import pytest

from meetings.actions.carry import reply_to
from meetings.actions.finish import minutes
from meetings.chairing.blockers import blockers
from meetings.community.bodies import Body, Tier
from meetings.community.people import Person
from meetings.matters.followup_states import FollowUpState, Lateness
from meetings.matters.followups import FollowUp
from meetings.matters.issues import TOPICS, Issue, IssueState
from meetings.matters.referrals import Referral, ReferralState, days_late, state_of
from meetings.procedure.verdict import Outcome
from meetings.sitting.debate import Stance
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from storage.records import FileRecords
from tui.sample.community import make_sample

NOW = datetime.fromisoformat("2026-11-23T19:43:00+08:00")


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    """The sample, made once for all of these tests."""
    with FileRecords.open(tmp_path_factory.mktemp("sample") / "sample.db") as records:
        make_sample(records, NOW)
        yield records


@pytest.fixture
def book(records):
    with records.reading() as book:
        yield book


def running(book):
    (meeting,) = book.find(Meeting, state=MeetingState.OPEN)
    return book.get(Meeting, meeting.id)


def test_three_tiers_stand_under_each_other(book):
    bodies = {body.id: body for body in book.find(Body)}
    assert Counter(body.tier for body in bodies.values()) == {
        Tier.SUBDISTRICT: 1, Tier.COMMUNITY: 1, Tier.CORNER: 3,
    }  # fmt: skip
    corners = [body for body in bodies.values() if body.tier is Tier.CORNER]
    assert {bodies[body.parent or ""].tier for body in corners} == {Tier.COMMUNITY}


def test_some_forty_people_live_there_without_phones(book):
    people = book.find(Person)
    assert 40 <= len(people) <= 45
    assert not any(person.phone or person.room for person in people)
    assert sorted(p.building for p in people if p.name == "张伟") == ["45栋", "47栋"]
    assert {"欧阳建国", "阿依古丽·买买提", "王阿姨"} <= {person.name for person in people}


def test_twenty_five_issues_of_every_topic_but_two_in_every_state(book):
    issues = book.find(Issue)
    assert len(issues) == 25
    assert {issue.state for issue in issues} == set(IssueState)
    assert len({issue.topic for issue in issues} & set(TOPICS)) >= 8
    assert len({issue.source for issue in issues}) >= 10


def test_every_issue_that_went_back_says_why(book):
    for issue in book.find(Issue):
        if issue.state in {IssueState.RETURNED, IssueState.WITHDRAWN, IssueState.REFERRED_UP}:
            assert issue.reason
        assert (issue.merged_into is not None) == (issue.state is IssueState.MERGED)


def test_two_meetings_are_final_one_was_called_off_one_runs(book):
    assert Counter(meeting.state for meeting in book.find(Meeting)) == {
        MeetingState.FINAL: 2, MeetingState.CANCELLED: 1, MeetingState.OPEN: 1,
    }  # fmt: skip
    final = [book.get(Meeting, m.id) for m in book.find(Meeting, state=MeetingState.FINAL)]
    assert {book.get(Body, m.body).tier for m in final} == {Tier.CORNER, Tier.COMMUNITY}
    assert not [b for m in final for b in blockers(m) if b.stops]
    outcomes = [vote.outcome for meeting in final for vote in meeting.votes]
    assert Outcome.TIED in outcomes and Outcome.PASSED in outcomes


def test_the_running_meeting_is_at_the_fire_lane(book):
    meeting = running(book)
    assert (meeting.year, meeting.serial) == (2026, 3)
    assert [item.title for item in meeting.in_order][:4] == [
        "上次议定事项落实情况", "消防通道停车", "楼道路灯", "共享单车",
    ]  # fmt: skip
    current = meeting.item(meeting.current or "")
    assert (current.title, current.seconds(NOW) // 60) == ("消防通道停车", 12)
    room = meeting.room(meeting.current)
    assert (len(room.present), len(room.expected)) == (14, 16)
    assert [waiting.name for waiting in meeting.queue] == ["陈建华", "王秀英"]
    said = Counter(s.stance for s in meeting.speeches if s.item == meeting.current)
    assert (said[Stance.FOR], said[Stance.AGAINST]) == (5, 3)
    assert [(m.mover, m.seconder) for m in meeting.motions] == [("李国强", "张桂兰")]


def test_tasks_stand_in_every_relation_to_their_deadline(book):
    tasks = book.find(FollowUp)
    assert {task.lateness(NOW.date()) for task in tasks} == {
        Lateness.DONE, Lateness.OVERDUE, Lateness.SOON, Lateness.ON_TIME,
    }  # fmt: skip
    (closed,) = [task for task in tasks if task.state is FollowUpState.CLOSED]
    assert closed.change and book.get(Issue, closed.issue or "").state is IssueState.SETTLED


def test_two_matters_went_up_from_meetings(book):
    assert {referral.title for referral in book.find(Referral) if referral.meeting} == {
        "店铺占道经营", "共享单车投放点",
    }  # fmt: skip


def test_of_what_went_up_one_is_answered_one_is_late_and_one_under_way(records, book):
    sent = {one.title: one for one in book.find(Referral)}
    states = {title: state_of(one, reply_to(book, one.id)) for title, one in sent.items()}
    assert states == {
        "店铺占道经营": ReferralState.ANSWERED, "僵尸车长期占位": ReferralState.RECEIVED,
        "共享单车投放点": ReferralState.SCHEDULED,
    }  # fmt: skip
    late = {title for title, one in sent.items()
            if days_late(one, reply_to(book, one.id), NOW.date())}  # fmt: skip
    assert late == {"僵尸车长期占位"} and sent["僵尸车长期占位"].reminders


def test_minutes_of_every_meeting_that_was_held_can_be_written(records, book):
    for meeting in book.find(Meeting, state=MeetingState.FINAL):
        written = minutes(records, meeting.id, NOW)
        assert written.attendance.present and written.items and not written.draft


def test_nothing_is_dated_after_now(records, book):
    for body in book.find(Body):
        assert all(entry.at <= NOW for entry in records.history(body.id, limit=1000))


def test_it_is_the_same_each_time_but_for_the_ids_of_rows(records, tmp_path):
    def told(some):
        with some.reading() as book:
            bodies = book.find(Body)
            tasks = [replace(t, id="", body="", meeting="", item="", decision="", issue="",
                             owner_person="", steps=()) for t in book.find(FollowUp)]  # fmt: skip
        entries = [some.history(body.id, limit=1000) for body in bodies]
        return tasks, [[(e.id, e.command, e.at) for e in part] for part in entries]

    with FileRecords.open(tmp_path / "again.db") as again:
        make_sample(again, NOW)
        assert told(again) == told(records)
