"""What is passed up comes back: signed for, answered, landed; each side writes its own rows."""

import contextlib
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from meetings.actions import decide, hold, land, prepare, refer
from meetings.errors import MeetingError, Missing, NotAllowedNow, ReasonNeeded
from meetings.matters import referrals
from meetings.matters.followup_states import FollowUpState
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue, IssueState, Source
from meetings.matters.referrals import (
    Promise,
    Referral,
    ReferralState,
    ReplyState,
    days_late,
    state_of,
)
from meetings.sitting.agenda import ItemKind, ItemOutcome
from meetings.sitting.meeting import Meeting
from tests.data.hall import START
from tests.data.tiers import Tiers


@pytest.fixture
def tiers():
    return Tiers()


@pytest.fixture
def fire(tiers):
    return tiers.raise_(tiers.corner, "消防通道停车", place="45栋东侧", supporters=12)


def test_what_is_passed_up_waits_to_be_signed_for(tiers, fire):
    sent = tiers.send(fire, date(2026, 12, 8))
    assert (sent.body, sent.to_body, sent.issue) == (tiers.corner.id, tiers.community.id, fire.id)
    assert tiers.get(Issue, fire.id).state is IssueState.REFERRED_UP
    assert state_of(sent, tiers.reply(sent)) is ReferralState.SENT


def test_the_receiver_writes_a_row_of_its_own_and_the_sender_s_stays_as_it_was(tiers, fire):
    sent = tiers.send(fire)
    reply = tiers.do(refer.receive, sent.id)
    assert (reply.body, reply.referral) == (tiers.community.id, sent.id)
    assert tiers.get(Referral, sent.id) == sent


def test_it_is_signed_for_once(tiers, fire):
    sent = tiers.send(fire)
    tiers.do(refer.receive, sent.id)
    with pytest.raises(NotAllowedNow):
        tiers.do(refer.receive, sent.id)


def test_scheduling_makes_an_issue_from_below_with_all_that_is_known(tiers, fire):
    sent = tiers.send(fire)
    issue = tiers.do(refer.schedule, sent.id)
    assert (issue.body, issue.source, issue.referral) == (
        tiers.community.id, Source.FROM_BELOW, sent.id,
    )  # fmt: skip
    assert (issue.place, issue.supporters, issue.state) == ("45栋东侧", 12, IssueState.ACCEPTED)
    assert tiers.reply(sent).issue == issue.id
    with pytest.raises(NotAllowedNow):
        tiers.do(refer.schedule, sent.id)


def test_an_answer_needs_words(tiers, fire):
    sent = tiers.send(fire)
    with pytest.raises(Missing):
        tiers.do(refer.answer, sent.id, "  ")
    assert tiers.reply(sent) is None


def test_sending_back_needs_a_reason_and_returns_the_receiver_s_issue(tiers, fire):
    sent = tiers.send(fire)
    issue = tiers.do(refer.schedule, sent.id)
    with pytest.raises(ReasonNeeded):
        tiers.do(refer.send_back, sent.id, "")
    meeting = tiers.plan(tiers.community, issue)
    tiers.do(refer.send_back, sent.id, "楼栋内可以自己定")
    assert tiers.get(Issue, issue.id).state is IssueState.RETURNED
    assert not tiers.get(Meeting, meeting.id).items
    assert tiers.reply(sent).state is ReplyState.SENT_BACK


def test_a_task_of_an_answer_is_in_the_receiver_s_ledger(tiers, fire):
    sent = tiers.send(fire)
    reply = tiers.do(
        refer.answer, sent.id, "已协调", "划线", (Promise("巡查", "交警中队", date(2026, 12, 1)),)
    )
    task = tiers.get(FollowUp, reply.tasks[0].follow_up)
    assert (task.body, task.owner, task.state) == (
        tiers.community.id, "交警中队", FollowUpState.ASSIGNED,
    )  # fmt: skip
    assert [step.who for step in task.steps] == ["交警中队"], "its step says to whom"


def test_an_answer_lands_as_an_item_of_the_next_meeting_planned(tiers, fire):
    sent = tiers.send(fire)
    tiers.do(refer.answer, sent.id, "交警每晚巡查", "划线", (Promise("巡查", "交警中队"),))
    meeting = tiers.plan(tiers.corner)
    review, item = meeting.in_order
    assert review.kind is ItemKind.REVIEW  # the task above is gone through first
    assert (item.kind, item.title) == (ItemKind.ANSWER, "消防通道停车（上级回复）")
    assert item.proposal == "交警每晚巡查\n议定：划线\n任务：巡查（责任人：交警中队）"
    landed = tiers.get(Referral, sent.id)
    assert landed.landed_item == item.id
    assert state_of(landed, tiers.reply(sent)) is ReferralState.LANDED
    assert tiers.get(Issue, fire.id).state is IssueState.SCHEDULED


def test_an_answer_lands_on_a_meeting_that_is_planned_already(tiers, fire):
    meeting = tiers.plan(tiers.corner)
    sent = tiers.send(fire)
    assert tiers.do(land.land, tiers.corner.id) is None
    tiers.do(refer.answer, sent.id, "已协调")
    with_answer = tiers.do(land.land, tiers.corner.id)
    assert with_answer.id == meeting.id
    assert [item.kind for item in with_answer.items] == [ItemKind.ANSWER]
    assert tiers.do(land.land, tiers.corner.id) is None


def test_a_matter_sent_back_lands_too(tiers, fire):
    sent = tiers.send(fire)
    tiers.do(refer.send_back, sent.id, "先在楼栋里议")
    (item,) = tiers.plan(tiers.corner).items
    assert (item.title, item.proposal) == ("消防通道停车（上级退回）", "退回原因：先在楼栋里议")


def test_an_answer_taken_off_or_on_a_cancelled_meeting_lands_again(tiers, fire):
    sent = tiers.send(fire)
    tiers.do(refer.answer, sent.id, "已协调")
    first = tiers.plan(tiers.corner)
    tiers.do(prepare.drop_item, tiers.corner.id, first.id, first.items[0].id)
    second = tiers.plan(tiers.corner)
    assert [item.kind for item in second.items] == [ItemKind.ANSWER]
    tiers.do(prepare.cancel_meeting, tiers.corner.id, second.id, "下雨")
    assert [item.kind for item in tiers.plan(tiers.corner).items] == [ItemKind.ANSWER]


def test_an_answer_not_reached_comes_along_once(tiers, fire):
    sent = tiers.send(fire)
    tiers.do(refer.answer, sent.id, "已协调")
    meeting = tiers.plan(tiers.corner)
    tiers.do(prepare.add_item, tiers.corner.id, meeting.id, "别的事")
    tiers.do(prepare.move_item, tiers.corner.id, meeting.id, meeting.items[0].id, False)
    tiers.do(hold.open_meeting, tiers.corner.id, meeting.id)
    tiers.do(hold.end_meeting, tiers.corner.id, meeting.id)
    carried = [i for i in tiers.plan(tiers.corner).items if i.kind is ItemKind.ANSWER]
    assert len(carried) == 1 and carried[0].carried_from == meeting.items[0].id


def test_the_answer_is_noted_where_the_matter_came_from(tiers, fire):
    sent = tiers.send(fire)
    tiers.do(refer.answer, sent.id, "已协调")
    tiers.hold(tiers.plan(tiers.corner), ItemOutcome.NOTED)
    assert tiers.get(Issue, fire.id).state is IssueState.DELIBERATED


def test_an_answer_that_has_landed_is_not_changed_any_more(tiers, fire):
    sent = tiers.send(fire)
    tiers.do(refer.answer, sent.id, "已协调")
    tiers.do(refer.answer, sent.id, "已协调两次")
    tiers.plan(tiers.corner)
    for act, words in ((refer.answer, "第三次"), (refer.send_back, "不办")):
        with pytest.raises(NotAllowedNow):
            tiers.do(act, sent.id, words)


def test_the_sender_withdraws_before_it_is_signed_for_and_not_after(tiers, fire):
    sent = tiers.send(fire)
    with pytest.raises(ReasonNeeded):
        tiers.do(refer.withdraw, sent.id, " ")
    tiers.do(refer.withdraw, sent.id, "车主自己挪了")
    assert tiers.get(Issue, fire.id).state is IssueState.ACCEPTED
    with pytest.raises(NotAllowedNow):
        tiers.do(refer.receive, sent.id)
    again = tiers.send(tiers.get(Issue, fire.id))
    tiers.do(refer.receive, again.id)
    with pytest.raises(NotAllowedNow):
        tiers.do(refer.withdraw, again.id, "又挪了")


def test_an_item_passed_up_comes_back_only_until_it_is_signed_for(tiers, fire):
    meeting = tiers.plan(tiers.corner, fire)
    where = (tiers.corner.id, meeting.id)
    tiers.do(hold.open_meeting, *where)
    item = meeting.items[0].id
    tiers.do(decide.pass_up, *where, item, "没有权限")
    with tiers.records.reading() as book:
        (sent,) = book.find(Referral)
    tiers.do(refer.receive, sent.id)
    with pytest.raises(NotAllowedNow):
        tiers.do(decide.settle, *where, item, ItemOutcome.NOTED)


def test_passing_further_up_keeps_the_chain_and_both_answers_come_down(tiers, fire):
    low = tiers.send(fire)
    high = tiers.do(refer.pass_on, low.id, "要交警执法", "社区劝导过")
    assert (high.body, high.to_body, high.follows) == (
        tiers.community.id, tiers.street.id, low.id,
    )  # fmt: skip
    assert tiers.reply(low).state is ReplyState.SCHEDULED
    tiers.do(refer.answer, high.id, "交警每晚巡查")
    (item,) = tiers.plan(tiers.community).items
    assert item.kind is ItemKind.ANSWER
    assert state_of(low, tiers.reply(low)) is ReferralState.SCHEDULED
    tiers.do(refer.answer, low.id, "街道已答复：交警每晚巡查")
    assert [i.kind for i in tiers.plan(tiers.corner).items] == [ItemKind.ANSWER]


def test_the_top_of_the_tiers_passes_nothing_up(tiers):
    issue = tiers.raise_(tiers.street, "跨区公交")
    with pytest.raises(Missing):
        tiers.send(issue)


@pytest.mark.parametrize(("day", "late"), [(7, 0), (8, 0), (9, 1), (28, 20)])
def test_an_answer_is_late_from_the_day_after_it_was_wanted(tiers, fire, day, late):
    sent = tiers.send(fire, date(2026, 12, 8))
    assert days_late(sent, tiers.reply(sent), date(2026, 12, day)) == late
    tiers.do(refer.receive, sent.id)
    assert days_late(sent, tiers.reply(sent), date(2026, 12, day)) == late
    tiers.do(refer.answer, sent.id, "已协调")
    assert days_late(sent, tiers.reply(sent), date(2026, 12, day)) == 0


def test_without_a_date_nothing_is_late(tiers, fire):
    assert days_late(tiers.send(fire), None, date(2100, 1, 1)) == 0


def test_reminders_are_kept_and_end_with_the_answer(tiers, fire):
    sent = tiers.send(fire)
    tiers.do(refer.remind, sent.id, "居民又来问了")
    asked = tiers.do(refer.remind, sent.id)
    assert [reminder.text for reminder in asked.reminders] == ["居民又来问了", ""]
    tiers.do(refer.answer, sent.id, "已协调")
    with pytest.raises(NotAllowedNow):
        tiers.do(refer.remind, sent.id)


@pytest.mark.parametrize("act", [refer.receive, refer.schedule])
def test_each_side_undoes_its_own_act(tiers, fire, act):
    sent = tiers.send(fire)
    tiers.do(act, sent.id)
    tiers.records.undo(tiers.by(), tiers.community.id)
    assert tiers.reply(sent) is None
    assert tiers.get(Referral, sent.id) == sent


class OneReferral(RuleBasedStateMachine):
    """Any acts in any order: what is refused changes nothing, and time never runs back."""

    def __init__(self) -> None:
        super().__init__()
        self.sent = Referral("r", "low", "high", "消防通道停车", "没有权限", START)
        self.reply: Any = None
        self.now = START

    def _try(self, act):
        self.now += timedelta(hours=1)
        with contextlib.suppress(MeetingError):
            act()

    @rule()
    def receive(self):
        def act():
            self.reply = referrals.receive(self.sent, self.reply, "p", self.now, "李社工")

        self._try(act)

    @rule(words=st.sampled_from(["", "车挪了"]))
    def withdraw(self, words):
        def act():
            self.sent = referrals.withdraw(self.sent, self.reply, self.now, words)

        self._try(act)

    @rule(words=st.sampled_from(["", "居民又问"]))
    def remind(self, words):
        def act():
            self.sent = referrals.remind(self.sent, self.reply, self.now, "李社工", words)

        self._try(act)

    @precondition(lambda self: self.reply is not None)
    @rule()
    def schedule(self):
        def act():
            self.reply = referrals.schedule(self.reply, "i")

        self._try(act)

    @precondition(lambda self: self.reply is not None)
    @rule(words=st.sampled_from(["", "已协调"]))
    def answer(self, words):
        def act():
            self.reply = referrals.answer(self.sent, self.reply, self.now, "王主任", words)

        self._try(act)

    @precondition(lambda self: self.reply is not None)
    @rule(words=st.sampled_from(["", "先在楼栋议"]))
    def send_back(self, words):
        def act():
            self.reply = referrals.send_back(self.sent, self.reply, self.now, "王主任", words)

        self._try(act)

    @precondition(
        lambda self: (
            self.reply is not None
            and state_of(self.sent, self.reply) in {ReferralState.ANSWERED, ReferralState.SENT_BACK}
        )
    )
    @rule()
    def land(self):
        self.sent = replace(self.sent, landed_item="a")

    @invariant()
    def what_is_answered_has_words_and_a_time(self):
        reply = self.reply
        if reply is not None and reply.state is ReplyState.ANSWERED:
            assert reply.answer and not reply.reason and reply.answered_at
        if reply is not None and reply.state is ReplyState.SENT_BACK:
            assert reply.reason and not reply.answer

    @invariant()
    def withdrawn_and_signed_for_exclude_each_other(self):
        assert self.sent.withdrawn_at is None or self.reply is None

    @invariant()
    def only_what_waits_can_be_late(self):
        sent = replace(self.sent, wanted_by=START.date())
        late = days_late(sent, self.reply, START.date() + timedelta(days=3))
        assert (late > 0) == (state_of(sent, self.reply) in referrals.WAITING)

    @invariant()
    def landed_stays_landed(self):
        if self.sent.landed_item is not None:
            assert state_of(self.sent, self.reply) is ReferralState.LANDED


TestOneReferral = OneReferral.TestCase


def test_a_reply_that_is_sent_back_keeps_nothing_of_an_answer(tiers, fire):
    sent = tiers.send(fire)
    got = tiers.do(refer.receive, sent.id)
    answered = referrals.answer(
        sent,
        got,
        START + timedelta(days=1),
        "李主任",
        "下月划线",
        decided="同意",
        tasks=(Promise("划线", "物业", date(2026, 12, 8)),),
    )
    assert (answered.answer, answered.decided, answered.answered_by) == (
        "下月划线",
        "同意",
        "李主任",
    )
    back = referrals.send_back(sent, answered, START + timedelta(days=2), "王主任", " 楼里定 ")
    assert (back.state, back.reason) == (ReplyState.SENT_BACK, "楼里定")
    assert (back.answered_at, back.answered_by) == (START + timedelta(days=2), "王主任")
    assert (back.answer, back.decided, back.tasks) == ("", "", ())
    assert referrals.answer(sent, got, START, "李主任", "下月划线").decided == ""
