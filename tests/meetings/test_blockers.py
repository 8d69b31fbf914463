"""What is missing before a meeting is closed or its minutes are final."""

from dataclasses import replace

import pytest

from meetings.actions import decide as acts_decide
from meetings.actions import found, hold, owners
from meetings.chairing import tallying, voiding
from meetings.chairing.blockers import blockers, may_finalise
from meetings.chairing.floor import lacks_evidence, may_end_as, settle_item
from meetings.chairing.settling import decide, sign
from meetings.chairing.speaking import speak
from meetings.community.bodies import Body, Tier
from meetings.community.people import Person, Role
from meetings.community.units import Unit
from meetings.papers.group_text import result_text
from meetings.papers.minutes_build import Sources, minutes_of
from meetings.papers.who_came import attendance_of
from meetings.procedure.owners_matters import OwnersMatter
from meetings.procedure.rules import ProxyUse, preset
from meetings.procedure.verdict import Outcome
from meetings.sitting.agenda import ItemKind, ItemOutcome
from meetings.sitting.debate import SpeechKind, Stance
from meetings.sitting.decisions import Decision
from meetings.sitting.meeting_states import Invited
from meetings.sitting.presence import Mark
from meetings.sitting.votes import Method
from tests.data.hall import Hall, hall
from tests.data.house import House


def kinds(made: Hall) -> set[str]:
    return {blocker.kind for blocker in blockers(made.meeting)}


def stopping(made: Hall) -> set[str]:
    return {blocker.kind for blocker in blockers(made.meeting) if blocker.stops}


def done() -> Hall:
    """A meeting with one item, decided and signed."""
    made = hall(items=1)
    made.vote(made.move(), 9, 5)
    made.end()
    made.meeting = replace(made.meeting, chair="成员1", secretary="成员2")
    made.meeting = sign(made.meeting, ["成员1", "成员2"])
    return made


def test_nothing_is_missing_from_a_meeting_that_was_held_well():
    made = done()
    assert kinds(made) == set()
    assert may_finalise(made.meeting)


def test_who_chairs_in_words_and_is_not_signed_in_stops_also_where_there_is_a_roll():
    made = done()
    made.meeting = replace(made.meeting, chair="王主任", signed=("王主任", "成员2"))
    [asked] = blockers(made.meeting)
    assert (asked.kind, asked.what, asked.stops) == ("officer_not_signed_in", "王主任", True)
    assert not may_finalise(made.meeting)


def test_an_unsigned_record_is_only_a_reminder():
    made = done()
    made.meeting = sign(made.meeting, [])
    assert kinds(made) == {"record_unsigned"}
    assert may_finalise(made.meeting)


def test_somebody_must_have_been_there():
    assert "nobody_signed_in" in kinds(hall("corner", present=0))


def test_the_minutes_name_who_chaired_and_who_wrote():
    made = done()
    made.meeting = replace(made.meeting, chair=" ", secretary=" ")
    assert {"no_chair", "no_secretary"} <= stopping(made)
    named = [
        one.place for one in blockers(made.meeting) if one.kind in {"no_chair", "no_secretary"}
    ]
    assert named == ["m", "m"]


def test_an_open_vote_and_an_open_motion_stop():
    made = hall()
    made.open(made.move())
    assert {"vote_left_open", "motion_left_open"} <= stopping(made)


def test_an_item_that_was_taken_up_ends_somehow():
    made = hall()
    assert "item_without_outcome" in stopping(made)
    made.meeting = settle_item(made.meeting, "i1", ItemOutcome.NOTED)
    assert "item_without_outcome" not in stopping(made)


def test_a_task_has_an_owner_and_a_day():
    made = done()
    task = Decision("d", "b", "m", "i1", "装灯", made.now)
    made.meeting = decide(made.meeting, task)
    assert {"decision_without_owner", "decision_without_deadline"} <= stopping(made)
    made.meeting = replace(made.meeting, decisions=(replace(task, task=False),))
    assert kinds(made) == set()


def test_a_decision_does_not_rest_on_a_void_vote():
    made = hall(items=1)
    vote = made.vote(made.move(), 9, 5)
    resolved = Decision("d", "b", "m", "i1", "装灯", made.now, task=False, vote=vote.id)
    made.meeting = decide(made.meeting, resolved)
    made.meeting = voiding.void_vote(made.meeting, vote.id, "数错了")
    assert "decision_on_void_vote" in stopping(made)
    body = Body("b", "b", Tier.COMMUNITY, "社区议事会", preset("community"))
    minutes = minutes_of(made.meeting, Sources(body), made.now)
    assert [line.vote_void for line in minutes.items[0].decisions] == [True]
    assert "议定：装灯（所依表决已作废）" in result_text(minutes)


def test_what_was_decided_of_an_item_that_failed_is_asked_about():
    made = hall(items=1)
    fixed = Decision("d", "b", "m", "i1", "装灯", made.now, task=False)
    made.meeting = decide(made.meeting, fixed)
    vote = made.vote(made.move(), 5, 9)
    assert vote.outcome == "failed"
    made.meeting = settle_item(made.meeting, "i1", ItemOutcome.ADOPTED, reason="口头")
    assert "decision_not_carried" not in kinds(made)
    made.meeting = settle_item(made.meeting, "i1", ItemOutcome.REJECTED)
    assert "decision_not_carried" in kinds(made) - stopping(made)


def test_an_item_that_was_not_reached_has_no_decision():
    made = hall(items=1)
    fixed = Decision("d", "b", "m", "i1", "装灯", made.now, task=False)
    made.meeting = decide(made.meeting, fixed)
    made.meeting = settle_item(made.meeting, "i1", ItemOutcome.NOT_REACHED)
    assert "decision_not_reached" in stopping(made)
    made.meeting = settle_item(made.meeting, "i1", ItemOutcome.NOTED)
    assert "decision_not_reached" not in kinds(made)


def test_counts_above_the_room_without_a_reason_stop():
    made = hall(items=1)
    vote = made.vote(made.move(), 10, 5, override_reason="多举了手")
    assert "override_without_reason" not in kinds(made)
    bare = replace(vote, override_reason="")
    made.meeting = tallying.put_vote(made.meeting, bare)
    assert "override_without_reason" in stopping(made)


@pytest.mark.parametrize("outcome", [ItemOutcome.ADOPTED, ItemOutcome.REJECTED])
def test_an_outcome_that_only_a_vote_gives_is_reminded_of_one(outcome):
    made = hall(items=1)
    made.meeting = settle_item(made.meeting, "i1", outcome)
    assert "outcome_without_vote" in kinds(made) - stopping(made)


def test_minutes_approved_by_nobody_objecting_are_reminded_of_no_vote():
    made = hall(items=1)
    item = replace(made.meeting.item("i1"), kind=ItemKind.APPROVAL)
    made.meeting = replace(made.meeting, items=(item,))
    made.meeting = settle_item(made.meeting, "i1", ItemOutcome.ADOPTED)
    assert "outcome_without_vote" not in kinds(made)


def test_minutes_are_approved_by_nobody_objecting_only_where_enough_came():
    house = House("community", members=10)
    house.plan("楼道堆物")
    house.open(present=3)
    item = replace(house.meeting.items[0], kind=ItemKind.APPROVAL)
    few = replace(house.meeting, items=(item,))
    assert lacks_evidence(few, item.id, ItemOutcome.ADOPTED)
    assert not lacks_evidence(few, item.id, ItemOutcome.NOTED)
    house.come(4, 5, 6, 7)
    enough = replace(house.meeting, items=(item,))
    assert not lacks_evidence(enough, item.id, ItemOutcome.ADOPTED)


def test_too_few_decide_nothing_and_nothing_is_tied_without_votes():
    house = House("community", members=10)
    house.plan("楼道堆物")
    house.open(present=3)
    few, item = house.meeting, house.meeting.items[0].id
    results = (ItemOutcome.ADOPTED, ItemOutcome.REJECTED, ItemOutcome.AGREED)
    assert not any(may_end_as(few, item, outcome) for outcome in results)
    assert may_end_as(few, item, ItemOutcome.POSTPONED)
    house.come(4, 5, 6, 7)
    assert all(may_end_as(house.meeting, item, outcome) for outcome in results)
    assert not may_end_as(house.meeting, item, ItemOutcome.TIED)


def test_a_speech_whose_speaker_nobody_caught_is_a_reminder():
    made = hall()
    made.meeting = speak(made.meeting, "s", None, "", Stance.FOR, "我同意", made.now)
    assert "speech_without_name" in kinds(made) - stopping(made)


def test_a_proxy_whose_holder_left_is_a_reminder():
    made = hall(proxies=ProxyUse.VOTES)
    made.mark("p15", Mark.PROXY, holder="p1")
    assert "holder_left" not in kinds(made)
    made.mark("p1", Mark.OUT)
    assert "holder_left" in kinds(made) - stopping(made)


def test_a_written_vote_left_open_is_found_too():
    made = hall()
    made.open(made.move(), Method.WRITTEN)
    assert "vote_left_open" in stopping(made)


def everything_wrong() -> Hall:
    """A meeting in which most checks find something, by acts where they allow it."""
    made = hall(items=3)
    rule = preset("residents-assembly")
    carried = made.vote(made.move("装灯"), 9, 5)
    made.meeting = decide(made.meeting, Decision("d1", "b", "m", "i1", "装十盏", made.now))
    resolved = Decision("d2", "b", "m", "i1", "晚上亮", made.now, task=False, vote=carried.id)
    made.meeting = decide(made.meeting, resolved)
    made.meeting = voiding.void_vote(made.meeting, carried.id, "数错了")
    made.begin(2)
    fixed = Decision("d3", "b", "m", "i2", "划五个车位", made.now, task=False)
    made.meeting = decide(made.meeting, fixed)
    made.vote(made.move("划线"), 5, 9)
    made.meeting = speak(made.meeting, "s1", None, "", Stance.FOR, "我同意", made.now)
    noted = speak(made.meeting, "s2", None, "", Stance.FOR, "掌声", made.now, SpeechKind.NOTE)
    items = tuple(
        replace(item, important=True, outcome=ItemOutcome.ADOPTED) if item.id == "i3" else item
        for item in noted.items
    )
    made.meeting = replace(
        noted, items=items, chair="成员15", secretary="成员1", rule=rule,
        invited=(Invited("城管执法队", "李队长"),),
    )  # fmt: skip
    return made


def test_each_thing_that_is_missing_says_where_it_is_in_what_words_and_whether_it_stops():
    made = everything_wrong()
    motion = next(m.id for m in made.meeting.motions if m.text == "装灯")
    assert [(one.kind, one.place, one.what, one.stops) for one in blockers(made.meeting)] == [
        ("officer_not_signed_in", "p15", "成员15", True),
        ("motion_left_open", motion, "装灯", True),
        ("item_without_outcome", "i1", "议题1", True),
        ("decision_without_owner", "d1", "装十盏", True),
        ("decision_without_deadline", "d1", "装十盏", True),
        ("decision_on_void_vote", "d2", "晚上亮", True),
        ("decision_not_carried", "d3", "划五个车位", False),
        ("outcome_without_vote", "i3", "议题3", False),
        ("speech_without_name", "s1", "我同意", False),
        ("invited_not_signed_in", "", "城管执法队（李队长）", False),
        ("law_asks", "i3", "议题3", False),
    ]


def test_what_two_pages_say_differently_stops_with_its_words():
    made = hall(items=1)
    made.meeting = replace(made.meeting, chair="成员1", secretary="成员2")
    vote = made.vote(made.move("装灯", mover="成员1"), 9, 3, 2)
    made.meeting = tallying.put_vote(made.meeting, replace(vote, outcome=Outcome.FAILED))
    stops = [one for one in blockers(made.meeting) if one.stops]
    assert [(one.kind, one.place, one.what) for one in stops] == [
        ("contradiction_verdict", vote.id, "装灯")
    ]


def test_what_the_law_asks_of_a_roll_is_asked_of_the_meeting_and_stops_nothing():
    made = hall()
    made.meeting = replace(made.meeting, rule=preset("residents-representatives"))
    asked = [one for one in blockers(made.meeting) if one.kind == "law_asks"]
    assert asked and {(one.place, one.what, one.stops) for one in asked} == {("m", "", False)}


def test_a_chair_in_words_of_a_meeting_without_a_roll_is_signed_in_before_finalising():
    house = House("corner", members=0)
    house.plan("楼道堆物")
    house.open(present=0, led=False)
    house.act(hold.walk_in, "张桂兰", "")
    assert not house.meeting.officers_in_words, "whether they are there, nobody said"
    house.act(acts_decide.settle, house.meeting.items[0].id, ItemOutcome.NOTED)
    house.act(hold.end_meeting)
    asked = [one.what for one in blockers(house.meeting) if one.kind == "officer_not_signed_in"]
    assert asked == ["王主任", "李社工"]
    house.act(hold.officers_here)
    assert [one.kind for one in blockers(house.meeting) if one.stops] == []
    came = house.meeting.who_came()
    assert len(came.voters) == 3 and not came.others and not came.in_words
    assert not attendance_of(house.meeting).came_late


def test_a_written_vote_of_the_owners_names_nobody_as_its_chair_and_asks_for_none():
    house = House()
    body = house.body.id
    house.do(found.add_person, body, Person("", "", "陈静"), (Role.CHAIR,), True)
    units = [Unit("", body, "45栋", "", f"{n}", 10_000, f"业主{n}") for n in range(3)]
    house.do(owners.add_units, body, units)
    asked = house.do(
        owners.ask_in_writing, body, "装电梯", "同意装电梯", OwnersMatter.REBUILD, None
    )
    assert (asked.chair, asked.secretary) == ("", "")
    assert not {"no_chair", "no_secretary", "nobody_signed_in"} & {
        blocker.kind for blocker in blockers(asked)
    }


def test_an_item_waits_only_as_long_as_the_meeting_runs():
    made = hall(items=2)
    body = Body("b", "b", Tier.COMMUNITY, "社区议事会", preset("community"))

    def waiting() -> list[bool]:
        return [one.still_open for one in minutes_of(made.meeting, Sources(body), made.now).items]

    assert waiting() == [True, True]
    made.meeting = settle_item(made.meeting, "i1", ItemOutcome.NOTED)
    assert waiting() == [False, True]
    made.end()
    assert waiting() == [False, False]


def test_a_vote_that_failed_or_is_void_is_no_evidence_of_agreement():
    """An election in which nobody was elected let its item end as 通过 without a word."""
    made = hall(items=1)
    vote = made.vote(made.move(), 5, 9)
    assert lacks_evidence(made.meeting, "i1", ItemOutcome.ADOPTED)
    assert lacks_evidence(made.meeting, "i1", ItemOutcome.AGREED)
    assert not lacks_evidence(made.meeting, "i1", ItemOutcome.REJECTED)
    made.meeting = tallying.put_vote(made.meeting, replace(vote, outcome=Outcome.PASSED))
    assert not lacks_evidence(made.meeting, "i1", ItemOutcome.ADOPTED)
