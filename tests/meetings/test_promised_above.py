"""A promise made above is gone through where it was asked, until it is closed there."""

import pytest

from meetings.actions import above, finish, follow, refer, review
from meetings.community.bodies import Tier
from meetings.matters.followup_states import Satisfaction, StepKind
from meetings.matters.followups import FollowUp
from meetings.matters.referrals import Promise
from meetings.sitting.agenda import ItemKind, ItemOutcome
from tests.data.tiers import Tiers


@pytest.fixture
def tiers():
    return Tiers()


@pytest.fixture
def fire(tiers):
    return tiers.raise_(tiers.corner, "消防通道停车")


def answered(tiers, sent, text="划出消防通道"):
    """The receiver answers with one task."""
    tiers.do(refer.schedule, sent.id)
    reply = tiers.do(refer.answer, sent.id, "已协调", "", (Promise(text, "综合执法队"),))
    with tiers.records.reading() as book:
        return next(iter(book.find(FollowUp, id=reply.tasks[0].follow_up)))


def promised(tiers, body):
    with tiers.records.reading() as book:
        return [(one.by.tier, one.task.text) for one in above.open_above(book, body.id)]


def close(tiers, task):
    for kind, more in (
        (StepKind.COMPLETE, {}),
        (StepKind.REPORT_BACK, {"text": "电话"}),
        (StepKind.REVISIT, {"satisfaction": Satisfaction.SATISFIED}),
        (StepKind.CLOSE, {}),
    ):
        tiers.do(follow.step, task.body, task.id, kind, **more)


def test_a_promise_above_is_known_below_by_the_rows_until_it_is_closed_there(tiers, fire):
    task = answered(tiers, tiers.send(fire))
    assert promised(tiers, tiers.corner) == [(Tier.COMMUNITY, "划出消防通道")]
    assert promised(tiers, tiers.community) == []  # its own are in its own ledger
    close(tiers, task)
    assert promised(tiers, tiers.corner) == []


def test_what_was_not_passed_up_from_here_is_not_promised_here(tiers, fire):
    other = tiers.raise_(tiers.community, "社区自己的事")
    tiers.do(follow.add_task, FollowUp("", other.body, 0, "x", tiers.now, issue=other.id))
    tiers.send(fire)
    assert promised(tiers, tiers.corner) == []


def test_a_matter_passed_further_up_is_followed_to_where_it_is_done(tiers, fire):
    low = tiers.send(fire)
    high = tiers.do(refer.pass_on, low.id, "要交警执法")
    answered(tiers, high, "设禁停标志")
    assert promised(tiers, tiers.corner) == [(Tier.SUBDISTRICT, "设禁停标志")]
    assert promised(tiers, tiers.community) == [(Tier.SUBDISTRICT, "设禁停标志")]


def test_tasks_that_a_meeting_above_made_of_the_issue_are_promises_too(tiers, fire):
    taken = tiers.do(refer.schedule, tiers.send(fire).id)
    tiers.do(follow.add_task, FollowUp("", taken.body, 0, "划线", tiers.now, issue=taken.id))
    assert promised(tiers, tiers.corner) == [(Tier.COMMUNITY, "划线")]


def test_the_next_meeting_where_it_was_asked_begins_with_it_and_the_minutes_have_it(tiers, fire):
    task = answered(tiers, tiers.send(fire))
    planned = tiers.plan(tiers.corner)
    assert planned.in_order[0].kind is ItemKind.REVIEW
    held = tiers.hold(planned, ItemOutcome.NOTED)
    heard = review.heard_from_above(tiers.records, held.id)
    assert [(one.id, tier) for one, tier in heard] == [(task.id, Tier.COMMUNITY)]
    assert review.to_review(tiers.records, held.id) == ()
    written = finish.minutes(tiers.records, held.id, tiers.now)
    assert [line.text for line in written.reviewed] == ["〔社区〕划出消防通道"]


def test_what_was_closed_above_before_the_last_meeting_is_not_gone_through_again(tiers, fire):
    task = answered(tiers, tiers.send(fire))
    tiers.hold(tiers.plan(tiers.corner), ItemOutcome.NOTED)
    close(tiers, task)
    heard = tiers.hold(tiers.plan(tiers.corner), ItemOutcome.NOTED)
    assert len(review.heard_from_above(tiers.records, heard.id)) == 1
    again = tiers.hold(tiers.plan(tiers.corner), ItemOutcome.NOTED)
    assert review.heard_from_above(tiers.records, again.id) == ()


def test_what_was_taken_back_before_it_was_signed_for_is_no_promise(tiers, fire):
    sent = tiers.send(fire)
    tiers.do(refer.withdraw, sent.id, "自己谈好了")
    assert promised(tiers, tiers.corner) == []


def test_the_rows_for_the_ledger_say_where_it_is_and_that_it_is_only_read(tiers, fire):
    answered(tiers, tiers.send(fire))
    (line,) = above.lines_above(tiers.records, tiers.corner.id)
    assert line.promised and line.tier.value == "community" and line.body == tiers.community.id
