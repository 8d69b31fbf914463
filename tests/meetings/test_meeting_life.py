"""A meeting's life: open, suspend, end, go back; what comes back by itself."""

from dataclasses import replace
from datetime import timedelta

import pytest

from meetings.chairing import life, moving
from meetings.chairing.floor import add_item, begin_item, drop_item, move_item, settle_item
from meetings.chairing.settling import hold_as_talk, sign
from meetings.errors import NotAllowedNow, ReasonNeeded
from meetings.procedure.rules import preset
from meetings.sitting.agenda import ItemKind, ItemOutcome, comes_back, planned_end
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MOVES, MeetingState
from meetings.sitting.motions import MotionState
from tests.data.hall import START, hall, roll


def test_every_state_but_the_approved_has_a_way_on():
    assert [state for state in MeetingState if not MOVES[state]] == [MeetingState.APPROVED]
    assert set(MOVES) == set(MeetingState)


def test_the_roll_and_the_rule_are_fixed_when_the_meeting_opens():
    made = hall(expected=16)
    assert len(made.meeting.room().expected) == 16
    with pytest.raises(NotAllowedNow):
        life.open_(made.meeting, preset("corner"), roll(3), made.now)


def test_a_meeting_is_cancelled_with_a_reason_and_may_come_back():
    planned = Meeting("m", "b", 2026, 1, "会", START)
    with pytest.raises(ReasonNeeded):
        life.cancel(planned, "")
    cancelled = life.cancel(planned, "下雨")
    assert life.move(cancelled, MeetingState.DRAFT).state is MeetingState.DRAFT


def test_a_suspension_stops_the_items_clock():
    made = hall()
    made.meeting = life.suspend(made.meeting, made.later(10), "吃饭")
    made.meeting = life.resume(made.meeting, made.later(30))
    made.meeting = life.suspend(made.meeting, made.later(5))
    assert made.meeting.item("i1").spent == 15 * 60
    assert made.meeting.pauses[0].reason == "吃饭"


def test_the_room_is_not_left_in_the_middle_of_a_show_of_hands():
    made = hall()
    made.open(made.move())
    for act in (
        lambda: life.suspend(made.meeting, made.now),
        lambda: life.end(made.meeting, made.now),
        lambda: begin_item(made.meeting, "i2", made.now),
        lambda: settle_item(made.meeting, "i1", ItemOutcome.NOTED),
    ):
        with pytest.raises(NotAllowedNow):
            act()


def test_what_nobody_came_to_is_not_reached_and_comes_back():
    made = hall(items=3)
    made.meeting = settle_item(made.meeting, "i1", ItemOutcome.NOTED)
    made.end()
    outcomes = [item.outcome for item in made.meeting.in_order]
    assert outcomes == [ItemOutcome.NOTED, ItemOutcome.NOT_REACHED, ItemOutcome.NOT_REACHED]
    assert [comes_back(item) for item in made.meeting.in_order] == [False, True, True]


def test_an_item_that_was_talked_about_is_not_called_not_reached():
    made = hall()
    made.end()
    assert made.meeting.item("i1").outcome is None


def test_a_talk_ends_without_a_quorum_and_everything_carries_over():
    made = hall(present=9)
    motion = made.move()
    made.meeting = hold_as_talk(made.meeting)
    made.end()
    assert made.meeting.state is MeetingState.INQUORATE
    assert all(item.outcome is ItemOutcome.NOT_REACHED for item in made.meeting.items)
    assert made.meeting.motion(motion).state is MotionState.POSTPONED
    made.meeting = life.go_back(made.meeting, made.later())
    assert made.meeting.motion(motion).state is MotionState.SECONDED


def test_going_back_takes_nothing_that_was_decided():
    made = hall()
    made.vote(made.move(), 9, 5)
    made.end()
    made.meeting = life.go_back(made.meeting, made.later())
    assert made.meeting.item("i1").outcome is ItemOutcome.ADOPTED
    assert made.meeting.item("i2").outcome is None
    assert made.meeting.pauses[-1].until == made.now


@pytest.mark.parametrize("outcome", ["postponed", "referred_up", "withdrawn"])
def test_what_does_not_decide_an_item_needs_its_reason(outcome):
    with pytest.raises(ReasonNeeded):
        settle_item(hall().meeting, "i1", ItemOutcome(outcome), " ")


@pytest.mark.parametrize(
    ("outcome", "state"),
    [("postponed", "postponed"), ("referred_up", "postponed"), ("withdrawn", "withdrawn")],
)
def test_open_motions_go_with_their_item(outcome, state):
    made = hall()
    motion = made.move()
    made.meeting = settle_item(made.meeting, "i1", ItemOutcome(outcome), "因为")
    assert made.meeting.motion(motion).state == state


def test_the_agenda_is_ordered_while_it_is_planned_and_added_to_while_it_runs():
    made = hall(items=3)
    made.meeting = move_item(made.meeting, "i3", up=True)
    assert [item.id for item in made.meeting.in_order] == ["i1", "i3", "i2"]
    assert move_item(made.meeting, "i1", up=True) == made.meeting
    extra = replace(made.meeting.item("i1"), id="x", title="临时", kind=ItemKind.AD_HOC)
    made.meeting = add_item(made.meeting, extra)
    assert made.meeting.in_order[-1].id == "x"
    with pytest.raises(NotAllowedNow):
        drop_item(made.meeting, "x")


def test_the_planned_end_is_the_sum_of_the_budgets():
    items = hall(items=3).meeting.items
    assert (planned_end(START, items) - START).total_seconds() == 30 * 60


def test_the_record_is_signed_once_the_meeting_is_over():
    made = hall()
    with pytest.raises(NotAllowedNow):
        sign(made.meeting, ["王主任"])
    made.end()
    assert sign(made.meeting, ["王主任", " ", "王主任"]).signed == ("王主任",)


def test_a_second_suspension_ends_and_the_first_one_stays():
    made = hall()
    for _ in range(2):
        made.meeting = life.suspend(made.meeting, made.later())
        made.meeting = life.resume(made.meeting, made.later())
    assert [(p.until - p.since).seconds for p in made.meeting.pauses if p.until] == [60, 60]


def test_going_back_opens_only_the_motions_that_the_end_put_off():
    made = hall()
    put_off, taken = made.move("a"), made.move("b")
    made.meeting = moving.postpone(made.meeting, put_off, "下次再议")
    made.vote(taken, 9, 5)
    made.begin(2)
    left = made.move("c")
    made.meeting = replace(made.meeting, items=tuple(
        replace(item, spent=0, began_at=None) if item.id == "i2" else item
        for item in made.meeting.items
    ), current=None)  # fmt: skip
    made.end()
    assert made.meeting.item("i2").outcome is ItemOutcome.NOT_REACHED
    made.meeting = life.go_back(made.meeting, made.later())
    assert [made.meeting.motion(id).state for id in (put_off, taken, left)] == [
        MotionState.POSTPONED, MotionState.CARRIED, MotionState.SECONDED,
    ]  # fmt: skip


def test_only_the_open_motions_of_an_item_go_with_it():
    made = hall()
    decided, waiting = made.move("a"), made.move("b")
    made.vote(decided, 9, 5)
    made.begin(2)
    other = made.move("c")
    made.meeting = settle_item(made.meeting, "i1", ItemOutcome.WITHDRAWN, " 撤回 ")
    found = {id: made.meeting.motion(id) for id in (decided, waiting, other)}
    assert [one.state for one in found.values()] == [
        MotionState.CARRIED, MotionState.WITHDRAWN, MotionState.SECONDED,
    ]  # fmt: skip
    assert found[waiting].reason == "撤回" and found[other].reason == ""


@pytest.mark.parametrize(
    ("item", "up", "order"),
    [
        ("i1", True, "i1 i2 i3"), ("i2", True, "i2 i1 i3"), ("i3", True, "i1 i3 i2"),
        ("i1", False, "i2 i1 i3"), ("i2", False, "i1 i3 i2"), ("i3", False, "i1 i2 i3"),
    ],
)  # fmt: skip
def test_an_item_changes_places_with_its_neighbour_and_goes_no_further_than_the_border(
    item, up, order
):
    moved = move_item(hall().meeting, item, up=up)
    assert " ".join(one.id for one in moved.in_order) == order
    assert sorted(one.position for one in moved.items) == [1, 2, 3]


@pytest.mark.parametrize(
    ("before", "seconds", "spent"), [(0, 0, 1), (0, 1, 1), (0, 2, 2), (5, 0, 5), (5, 1, 6)]
)
def test_an_item_that_was_taken_up_has_taken_a_second_at_least(before, seconds, spent):
    made = hall(items=2)
    item = replace(made.meeting.item("i1"), began_at=made.now, spent=before)
    meeting = replace(made.meeting, items=(item, made.meeting.item("i2")))
    stopped = life.stop_clock(meeting, made.now + timedelta(seconds=seconds))
    assert (stopped.item("i1").spent, stopped.item("i1").began_at) == (spent, None)
    assert stopped.item("i2") == meeting.item("i2")
    assert life.stop_clock(stopped, made.now + timedelta(hours=1)).items == stopped.items
