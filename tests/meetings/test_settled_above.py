"""已解决 across the tiers: settled above is settled below, and both rows decide what stands."""

from dataclasses import replace

import pytest

from meetings.actions import collect, follow, found, land, refer, settle
from meetings.errors import NotAllowedNow, ReasonNeeded
from meetings.matters.followup_states import Satisfaction, StepKind
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue, IssueState
from meetings.matters.referrals import Promise, Referral, ReferralState, state_of
from meetings.sitting.agenda import ItemKind, ItemOutcome
from tests.data.tiers import Tiers


@pytest.fixture
def tiers():
    return Tiers()


@pytest.fixture
def fire(tiers):
    return tiers.raise_(tiers.corner, "消防通道停车")


def state(tiers, issue):
    return tiers.get(Issue, issue.id).state


def settled_above(tiers, issue, sent):
    """The receiver takes it up and settles it by hand."""
    above = tiers.do(refer.schedule, sent.id)
    tiers.do(collect.screen, above.body, above.id, IssueState.SETTLED, "已划线")
    return above


def test_what_is_settled_above_is_settled_where_it_came_from_with_by_whom(tiers, fire):
    above = settled_above(tiers, fire, tiers.send(fire))
    assert settle.waiting_below(tiers.records, above.body) == (tiers.corner.id,)
    tiers.do(settle.follow_above, tiers.corner.id)
    here = tiers.get(Issue, fire.id)
    assert (here.state, here.reason) == (IssueState.SETTLED, "由Y社区议事会办结")
    assert here.settled_at == tiers.get(Issue, above.id).settled_at
    assert settle.waiting_below(tiers.records, above.body) == ()
    assert tiers.do(settle.follow_above, tiers.corner.id) == ()


def test_two_tiers_down_each_body_writes_its_own_row(tiers, fire):
    low = tiers.send(fire)
    high = tiers.do(refer.pass_on, low.id, "要交警执法")
    settled_above(tiers, fire, high)
    tiers.do(settle.follow_above, tiers.community.id)
    tiers.do(settle.follow_above, tiers.corner.id)
    assert tiers.get(Issue, fire.id).reason == "由Y社区议事会办结"
    (middle,) = [
        one for one in (tiers.get(Issue, tiers.reply(low).issue),) if one.body == tiers.community.id
    ]
    assert middle.reason == "由青溪街道推进会办结"


def test_a_task_of_the_answer_settles_the_matter_where_no_body_above_made_it_its_own(tiers, fire):
    """The street answers at once with who does it; closing that task settles both below."""
    low = tiers.send(fire)
    high = tiers.do(refer.pass_on, low.id, "要交警执法")
    answered = tiers.do(refer.answer, high.id, "已派人", "", (Promise("拖走", "综合执法队"),))
    (task,) = answered.tasks
    street = (tiers.street.id, task.follow_up)
    for kind, heard in (
        (StepKind.COMPLETE, None), (StepKind.REPORT_BACK, None),
        (StepKind.REVISIT, Satisfaction.SATISFIED), (StepKind.CLOSE, None),
    ):  # fmt: skip
        assert tiers.do(settle.follow_above, tiers.community.id) == ()
        tiers.do(follow.step, *street, kind, "电话告诉", satisfaction=heard)
    tiers.do(settle.follow_above, tiers.community.id)
    tiers.do(settle.follow_above, tiers.corner.id)
    middle = tiers.reply(low).issue
    assert tiers.get(Issue, middle).reason == "由青溪街道推进会办结"
    assert state(tiers, fire) is IssueState.SETTLED
    tiers.do(follow.step, *street, StepKind.REOPEN, "又停满了")
    tiers.do(settle.follow_above, tiers.community.id)
    tiers.do(settle.follow_above, tiers.corner.id)
    assert tiers.get(Issue, middle).state is IssueState.ACCEPTED
    assert state(tiers, fire) is IssueState.ACCEPTED


def test_taken_up_again_above_is_taken_up_again_below(tiers, fire):
    above = settled_above(tiers, fire, tiers.send(fire))
    tiers.do(settle.follow_above, tiers.corner.id)
    tiers.do(collect.screen, above.body, above.id, IssueState.ACCEPTED)
    tiers.do(settle.follow_above, tiers.corner.id)
    here = tiers.get(Issue, fire.id)
    assert (here.state, here.settled_at) == (IssueState.ACCEPTED, None)


def test_a_body_that_took_its_matter_up_again_is_not_overruled(tiers, fire):
    settled_above(tiers, fire, tiers.send(fire))
    tiers.do(settle.follow_above, tiers.corner.id)
    tiers.do(collect.screen, tiers.corner.id, fire.id, IssueState.ACCEPTED)
    assert tiers.do(settle.follow_above, tiers.corner.id) == ()
    assert state(tiers, fire) is IssueState.ACCEPTED


def test_what_it_settled_by_itself_is_not_opened_by_the_body_above(tiers, fire):
    sent = tiers.send(fire)
    tiers.do(collect.screen, tiers.corner.id, fire.id, IssueState.SETTLED, "自己谈好了")
    tiers.do(refer.schedule, sent.id)
    assert tiers.do(settle.follow_above, tiers.corner.id) == ()
    assert state(tiers, fire) is IssueState.SETTLED


def test_an_answer_heard_below_does_not_hide_that_the_work_was_settled(tiers, fire):
    sent = tiers.send(fire)
    above = tiers.do(refer.schedule, sent.id)
    tiers.do(refer.answer, sent.id, "已协调")
    tiers.hold(tiers.plan(tiers.corner), ItemOutcome.NOTED)
    assert state(tiers, fire) is IssueState.DELIBERATED
    tiers.do(collect.screen, above.body, above.id, IssueState.SETTLED, "已划线")
    tiers.do(settle.follow_above, tiers.corner.id)
    assert state(tiers, fire) is IssueState.SETTLED


def test_the_next_meeting_planned_knows_what_another_machine_settled(tiers, fire):
    sent = tiers.send(fire)
    settled_above(tiers, fire, sent)
    tiers.plan(tiers.corner)
    assert state(tiers, fire) is IssueState.SETTLED


@pytest.mark.parametrize("words", ["", "  "])
def test_settled_by_hand_says_how(tiers, fire, words):
    with pytest.raises(ReasonNeeded):
        tiers.do(collect.screen, tiers.corner.id, fire.id, IssueState.SETTLED, words)
    tiers.do(collect.screen, tiers.corner.id, fire.id, IssueState.SETTLED, "车主挪走了")
    assert tiers.get(Issue, fire.id).reason == "车主挪走了"


def crossed(tiers, fire):
    """The sender withdrew on one machine while the receiver signed on another."""
    sent = tiers.send(fire)
    above = tiers.do(refer.schedule, sent.id)
    gone = replace(sent, withdrawn_at=tiers.now, withdrawn_reason="车主自己挪了")
    with tiers.records.transaction("referral.withdraw", tiers.by(), tiers.corner.id) as book:
        book.put(gone)
        book.put(tiers.get(Issue, fire.id).become(IssueState.ACCEPTED, tiers.now.date()))
    return gone, above


def test_a_withdrawal_that_crossed_a_signature_leaves_the_receiver_all_its_ways(tiers, fire):
    gone, _above = crossed(tiers, fire)
    assert state_of(gone, tiers.reply(gone)) is ReferralState.SCHEDULED
    tiers.do(refer.answer, gone.id, "已协调")
    assert [item.kind for item in tiers.plan(tiers.corner).items] == [ItemKind.ANSWER]
    assert state_of(tiers.get(Referral, gone.id), tiers.reply(gone)) is ReferralState.LANDED


def test_a_withdrawal_that_crossed_a_signature_can_be_sent_back(tiers, fire):
    gone, above = crossed(tiers, fire)
    tiers.do(refer.send_back, gone.id, "发起方已撤回")
    assert state(tiers, above) is IssueState.RETURNED


def test_a_withdrawal_before_any_signature_stands(tiers, fire):
    sent = tiers.send(fire)
    gone = tiers.do(refer.withdraw, sent.id, "车主自己挪了")
    assert state_of(gone, None) is ReferralState.WITHDRAWN
    with pytest.raises(NotAllowedNow):
        tiers.do(refer.receive, sent.id)


def test_passing_up_once_more_carries_what_was_done_and_answered(tiers, fire):
    sent = tiers.send(fire)
    tiers.do(refer.answer, sent.id, "交警每晚巡查", "划线", (Promise("巡查", "交警中队"),))
    tiers.hold(tiers.plan(tiers.corner), ItemOutcome.NOTED)
    task = tiers.do(
        follow.add_task,
        FollowUp("", tiers.corner.id, 0, "在路口立告示牌", tiers.now, issue=fire.id, owner="周敏"),
    )
    tiers.do(follow.step, tiers.corner.id, task.id, StepKind.COMPLETE)
    again = tiers.do(refer.refer_issue, tiers.corner.id, fire.id, "又占了", "贴过告示")
    day = tiers.reply(sent).answered_at
    assert again.tried.split("\n") == [
        "贴过告示",
        f"上次回复（{day.year}年{day.month}月{day.day}日）："
        "交警每晚巡查；议定：划线；任务：巡查（责任人：交警中队）",
        "已办：在路口立告示牌",
    ]


def test_passing_further_up_carries_what_the_body_below_had_tried(tiers, fire):
    low = tiers.send(fire)
    high = tiers.do(refer.pass_on, low.id, "要交警执法", "社区劝导过")
    assert high.tried == "社区劝导过\n劝过三次"


def test_the_last_task_closed_above_settles_both_issues(tiers, fire):
    sent = tiers.send(fire)
    above = tiers.do(refer.schedule, sent.id)
    task = tiers.do(
        follow.add_task,
        FollowUp("", above.body, 0, "划线", tiers.now, issue=above.id, owner="周敏"),
    )
    for kind, heard in (
        (StepKind.COMPLETE, None), (StepKind.REPORT_BACK, None),
        (StepKind.REVISIT, Satisfaction.SATISFIED), (StepKind.CLOSE, None),
    ):  # fmt: skip
        tiers.do(follow.step, above.body, task.id, kind, satisfaction=heard)
    tiers.do(settle.follow_above, tiers.corner.id)
    assert state(tiers, fire) is IssueState.SETTLED
    tiers.do(follow.step, above.body, task.id, StepKind.REOPEN, "又占了")
    tiers.do(settle.follow_above, tiers.corner.id)
    assert state(tiers, fire) is IssueState.ACCEPTED
    assert land.land(tiers.records, tiers.by(), tiers.corner.id) is None


def test_what_it_settled_by_itself_in_the_same_words_is_not_opened_by_the_body_above(tiers, fire):
    sent = tiers.send(fire)
    words = "由Y社区议事会办结"
    tiers.do(collect.screen, tiers.corner.id, fire.id, IssueState.SETTLED, words)
    tiers.do(refer.schedule, sent.id)
    assert tiers.do(settle.follow_above, tiers.corner.id) == ()
    assert state(tiers, fire) is IssueState.SETTLED


def test_a_body_that_has_another_name_by_now_opens_again_what_it_had_settled(tiers, fire):
    sent = tiers.send(fire)
    above = settled_above(tiers, fire, sent)
    tiers.do(settle.follow_above, tiers.corner.id)
    assert tiers.get(Issue, fire.id).settled_by == sent.id
    tiers.do(found.edit_body, tiers.community.id, "新Y社区议事会", tiers.street.id, "")
    tiers.do(collect.screen, above.body, above.id, IssueState.ACCEPTED)
    tiers.do(settle.follow_above, tiers.corner.id)
    assert state(tiers, fire) is IssueState.ACCEPTED
    assert tiers.get(Issue, fire.id).settled_by is None
