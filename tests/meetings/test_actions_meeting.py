"""The use cases of a meeting, over records kept in memory."""

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from meetings.actions import collect, decide, finish, follow, found, hold, prepare
from meetings.chairing.tallying import TellerCount
from meetings.community.people import Person, Role
from meetings.errors import NotAllowedNow, ReasonNeeded, UndoRefused
from meetings.matters.followup_states import FollowUpState, Satisfaction, StepKind
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue, IssueState
from meetings.matters.referrals import Referral
from meetings.ports import Repeated
from meetings.procedure.counts import Tally
from meetings.procedure.rules import preset
from meetings.sitting.agenda import ItemKind, ItemOutcome
from meetings.sitting.debate import Stance, Waiting
from meetings.sitting.decisions import Decision
from meetings.sitting.meeting_states import MeetingState
from meetings.sitting.motions import MotionState
from meetings.sitting.presence import Mark, Standing
from meetings.sitting.votes import Choice, Method, Objection
from tests.data.hall import START
from tests.data.house import House


@pytest.fixture
def house() -> House:
    """A council of 16 in its first of two items, 14 there."""
    house = House()
    house.plan("装灯", "修路")
    house.open(present=14)
    return house


def with_issue() -> tuple[House, Issue]:
    """A council whose first item is an issue of the pool."""
    house = House()
    issue: Issue = house.do(collect.collect, Issue("", house.body.id, 0, "路灯不亮", START))
    house.plan()
    house.act(prepare.schedule_issue, issue.id)
    house.act(prepare.add_item, "其他")
    house.open(present=14)
    return house, issue


def state(house: House, issue: Issue) -> IssueState:
    with house.records.reading() as book:
        return book.get(Issue, issue.id).state


def find(house: House, kind: type):
    with house.records.reading() as book:
        return book.find(kind)


def test_opening_takes_up_the_first_item_and_fixes_the_roll(house):
    assert house.meeting.current == house.item("装灯")
    assert len(house.meeting.roll) == 18  # with chair and recorder, who were said to be here
    assert house.meeting.who_came().others == tuple(e.person for e in house.meeting.roll[16:])
    house.do(found.change_rule, house.body.id, preset("corner"), "第3次会议议定")
    with house.records.reading() as book:
        assert book.get(type(house.meeting), house.meeting.id).in_force.preset == "community"


def test_a_repeated_command_writes_nothing(house):
    by = house.by()
    hold.suspend(house.records, by, house.body.id, house.meeting.id)
    with pytest.raises(Repeated):
        hold.suspend(house.records, by, house.body.id, house.meeting.id)


def test_a_walk_in_is_registered_once(house):
    house.act(hold.walk_in, "王阿姨", "13栋")
    house.act(hold.walk_in, "王阿姨", "13栋")
    people = [person for person in house.meeting.roll if person.name == "王阿姨"]
    assert len(people) == 1 and not people[0].votes


def test_somebody_may_be_signed_in_for_an_earlier_moment(house):
    earlier = house.now - timedelta(minutes=10)
    house.act(hold.mark, house.people[14].id, Mark.IN, at=earlier)
    line = house.meeting.presence[-1]
    assert line.at == earlier and line.written_at == house.now
    house.act(hold.correct_mark, line.id, "听错了名字", kind=Mark.ABSENT)
    assert len(house.meeting.room().present) == 14


def test_the_queue_and_the_floor_go_by_person(house):
    for number in (1, 2):
        person = house.people[number]
        house.act(hold.raise_hand, Waiting(person.id, person.name))
    house.act(hold.give_floor, house.people[1].id, house.people[1].name)
    assert len(house.meeting.queue) == 1
    house.act(hold.take_floor)
    house.act(hold.lower_hand, house.people[2].name)
    assert house.meeting.queue == () and house.meeting.floor is None


def test_a_speech_is_corrected_and_named_later(house):
    house.act(hold.speak, None, "", Stance.FOR, "太暗")
    speech = house.meeting.speeches[-1].id
    house.act(hold.edit_speech, speech, Stance.AGAINST, "太贵")
    house.act(hold.name_speech, speech, house.people[0].id, "成员1")
    said = house.meeting.speeches[-1]
    assert (said.name, said.stance, said.text) == ("成员1", Stance.AGAINST, "太贵")


def test_motions_are_divided_postponed_and_taken_up(house):
    motion = house.move("装灯并修路")
    house.act(hold.postpone, motion, "等报价")
    house.act(hold.take_up, motion)
    house.act(hold.divide, motion, ["装灯", "修路"])
    assert [m.state for m in house.meeting.motions] == [
        MotionState.DIVIDED, MotionState.SECONDED, MotionState.SECONDED,
    ]  # fmt: skip


def test_a_roll_call_is_kept_answer_by_answer(house):
    house.act(decide.open_vote, house.move("装灯"), Method.ROLL_CALL)
    vote = house.meeting.votes[-1].id
    for number in range(1, 10):
        house.act(decide.answer, vote, f"成员{number}", Choice.FOR)
    assert len(house.meeting.vote(vote).ballots) == 9
    house.act(decide.close_vote, vote)
    assert house.meeting.vote(vote).tally == Tally(9, 0)


def test_undo_stops_at_a_secret_vote(house):
    tellers = tuple(TellerCount(name, Tally(9, 5)) for name in ("甲", "乙"))
    house.vote(house.move("装灯"), method=Method.SECRET, tellers=tellers)
    assert house.records.undoable(house.body.id) is None
    with pytest.raises(UndoRefused):
        house.records.undo(house.by(), house.body.id)
    commands = [entry.command for entry in house.records.history(house.body.id)]
    assert commands[0] == "vote.secret"


def test_objections_are_kept_with_the_consensus_that_was_sought(house):
    house.vote(house.move("装灯"), method=Method.CONSENSUS, objections=(Objection("成员3", "贵"),))
    assert house.meeting.item(house.item("装灯")).outcome is ItemOutcome.REJECTED


def test_a_casting_vote_and_a_run_off_are_use_cases_too():
    house = House(replace(preset("community"), casting_vote=True))
    house.plan("选址")
    house.open(present=14)
    tie = house.vote(house.move("选东门"), 7, 7)
    house.act(decide.cast, tie.id, True)
    assert house.meeting.vote(tie.id).casting is True
    house.act(decide.open_vote, house.move("选址"), Method.HANDS, ("东", "西", "南"))
    first = house.meeting.votes[-1]
    counts = tuple(replace(o, votes=n) for o, n in zip(first.options, (6, 5, 3), strict=True))
    house.act(decide.close_vote, first.id, Tally(14, 0), options=counts)
    house.act(decide.run_off, first.id)
    assert house.meeting.votes[-1].run_off_of == first.id


def test_a_decision_is_in_the_ledger_at_once_and_its_task_follows_it(house):
    decision = Decision(
        "", house.body.id, house.meeting.id, house.item("装灯"), "装六盏灯", house.now,
        "成员1", deadline=house.now.date(),
    )  # fmt: skip
    house.meeting = house.do(decide.decide, decision)
    [task] = find(house, FollowUp)
    assert (task.text, task.state, task.number) == ("装六盏灯", FollowUpState.ASSIGNED, 1)
    fixed = house.meeting.decisions[-1]
    house.meeting = house.do(decide.change_decision, replace(fixed, text="装八盏灯"))
    [changed] = find(house, FollowUp)
    assert (changed.id, changed.text) == (task.id, "装八盏灯")
    house.act(decide.drop_decision, fixed.id)
    assert find(house, FollowUp) == []


def test_a_corrected_decision_leaves_what_the_road_of_its_task_changed(house):
    due = house.now.date()
    decision = Decision(
        "", house.body.id, house.meeting.id, house.item("装灯"), "装六盏灯", house.now,
        "成员1", deadline=due,
    )  # fmt: skip
    house.meeting = house.do(decide.decide, decision)
    [task] = find(house, FollowUp)
    assert task.steps[0].who == "成员1"
    fixed = house.meeting.decisions[-1]
    house.meeting = house.do(decide.change_decision, replace(fixed, owner="成员2"))
    [task] = find(house, FollowUp)
    assert (task.owner, task.steps[0].who) == ("成员2", "成员2")
    later = due + timedelta(days=9)
    house.do(follow.step, house.body.id, task.id, StepKind.EXTEND, "等材料", later)
    house.do(follow.hand_over, house.body.id, task.id, "成员3", None, (), later)
    fixed = house.meeting.decisions[-1]
    house.meeting = house.do(
        decide.change_decision, replace(fixed, text="装八盏灯", deadline=due, owner="成员4")
    )
    [task] = find(house, FollowUp)
    assert (task.text, task.deadline, task.owner) == ("装八盏灯", later, "成员3")


def test_a_decision_that_asks_for_nothing_any_more_takes_its_task_away(house):
    decision = Decision(
        "", house.body.id, house.meeting.id, house.item("装灯"), "装六盏灯", house.now, "成员1"
    )
    house.meeting = house.do(decide.decide, decision)
    fixed = house.meeting.decisions[-1]
    house.meeting = house.do(decide.change_decision, replace(fixed, task=False))
    assert find(house, FollowUp) == []
    house.meeting = house.do(decide.change_decision, replace(fixed, task=True))
    assert [task.text for task in find(house, FollowUp)] == ["装六盏灯"]


def test_an_issue_is_settled_by_the_last_of_its_tasks_and_not_before():
    house, issue = with_issue()
    house.vote(house.move("换灯"), 9, 5)
    tasks = [
        house.do(follow.add_task, FollowUp("", house.body.id, 0, text, house.now, issue=issue.id))
        for text in ("换灯", "修线", "立牌")
    ]
    for task, after in zip(tasks, (False, False, True), strict=True):
        house.do(follow.hand_over, house.body.id, task.id, "成员1", None, (), house.now.date())
        house.do(follow.say_done, house.body.id, task.id, house.meeting.id, Satisfaction.SATISFIED)
        assert (state(house, issue) is IssueState.SETTLED) is after


def test_an_issue_learns_at_once_how_its_item_went():
    house, issue = with_issue()
    house.vote(house.move("换灯"), 9, 5)
    assert state(house, issue) is IssueState.DELIBERATED
    house.act(hold.end_meeting)
    house.act(hold.reopen_meeting)
    assert state(house, issue) is IssueState.DELIBERATED


def test_an_issue_is_passed_up_with_its_item_and_comes_back_with_it():
    house, issue = with_issue()
    item = house.item("路灯不亮")
    house.act(decide.pass_up, item, "须协调供电部门")
    assert state(house, issue) is IssueState.REFERRED_UP
    house.act(decide.settle, item, ItemOutcome.POSTPONED, "先自己想办法")
    assert state(house, issue) is IssueState.SCHEDULED


def test_an_issue_withdrawn_by_mistake_follows_the_outcome_set_afterwards():
    house, issue = with_issue()
    item = house.item("路灯不亮")
    house.act(decide.settle, item, ItemOutcome.WITHDRAWN, "提议人撤回")
    assert state(house, issue) is IssueState.WITHDRAWN
    house.act(decide.settle, item, ItemOutcome.NOTED)
    assert state(house, issue) is IssueState.DELIBERATED


def test_an_issue_learns_what_is_settled_after_the_end():
    house, issue = with_issue()
    house.act(hold.end_meeting)
    assert state(house, issue) is IssueState.SCHEDULED
    house.act(decide.settle, house.item("路灯不亮"), ItemOutcome.NOTED)
    assert state(house, issue) is IssueState.DELIBERATED
    house.act(decide.settle, house.item("路灯不亮"), ItemOutcome.POSTPONED, "再了解")
    assert state(house, issue) is IssueState.SCHEDULED


def test_an_item_is_passed_up_once_and_taken_back_while_nobody_received_it():
    house, _ = with_issue()
    item = house.item("路灯不亮")
    house.act(decide.pass_up, item, "须协调供电部门", "报修过两次")
    [sent] = find(house, Referral)
    assert (sent.reason, sent.tried, sent.item) == ("须协调供电部门", "报修过两次", item)
    with pytest.raises(NotAllowedNow):
        house.act(decide.pass_up, item, "再报一次")
    house.act(decide.settle, item, ItemOutcome.POSTPONED, "先自己想办法")
    assert find(house, Referral) == []


def test_what_was_not_reached_comes_back_on_the_next_agenda_once():
    house, _ = with_issue()
    house.act(decide.settle, house.item("路灯不亮"), ItemOutcome.NOTED)
    house.act(hold.end_meeting)
    again = house.plan()
    assert [item.title for item in again.in_order] == ["其他"]
    house.plan()
    assert house.meeting.items == ()


def test_promises_of_last_time_are_the_first_item_of_the_next(house):
    decision = Decision("", house.body.id, house.meeting.id, house.item("装灯"), "装", house.now)
    house.do(decide.decide, decision)
    house.act(hold.end_meeting)
    first = house.plan().in_order[0]
    assert first.kind is ItemKind.REVIEW


def test_only_the_newest_final_meeting_is_reopened_and_with_a_reason():
    house = House("corner", members=3)
    held = []
    for _ in range(2):
        house.plan("一件事")
        house.open(present=3)
        for item in house.meeting.items:
            house.act(decide.settle, item.id, ItemOutcome.NOTED)
        house.act(hold.end_meeting)
        held.append(house.finalise().id)
    with pytest.raises(NotAllowedNow):
        house.do(finish.reopen, house.body.id, held[0], "补记")
    with pytest.raises(ReasonNeeded):
        house.do(finish.reopen, house.body.id, held[1])
    assert house.act(finish.reopen, "补记").state is MeetingState.ENDED
    assert house.finalise().version == 2


def test_a_talk_that_was_final_is_reopened_as_a_talk():
    house = House(members=15)
    house.plan("一件事")
    house.open(present=3)
    house.act(hold.hold_as_talk, True)
    house.act(hold.end_meeting)
    house.finalise()
    assert house.act(finish.reopen, "补记").state is MeetingState.INQUORATE


def test_who_signed_the_record_is_kept(house):
    house.act(hold.end_meeting)
    assert house.act(hold.sign, ["王主任", "李社工"]).signed == ("王主任", "李社工")


def test_what_happens_in_a_meeting_bears_the_meetings_own_offset(house: House):
    elsewhere = house.now.astimezone(timezone(timedelta(hours=-5)))
    house.now = elsewhere
    meeting = house.act(hold.mark, house.people[0].id, Mark.IN)
    assert meeting.presence[-1].at == house.now
    assert meeting.presence[-1].at.utcoffset() == meeting.starts_at.utcoffset()


def test_who_is_a_volunteer_and_nothing_else_is_on_no_roll_until_they_come():
    house = House()
    person = Person("", house.body.id, "丁大力", "9栋")
    house.do(found.add_person, house.body.id, person, (Role.VOLUNTEER,), False)
    house.plan()
    house.open(present=14)
    assert "丁大力" not in {entry.name for entry in house.meeting.roll}
    house.act(hold.walk_in, "丁大力", "9栋")
    (came,) = [entry for entry in house.meeting.roll if entry.name == "丁大力"]
    assert came.standing is Standing.WALK_IN
