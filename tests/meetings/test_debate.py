"""Speeches, the queue, motions, amendments, division."""

from dataclasses import replace
from datetime import timedelta

import pytest

from meetings.chairing import moving, speaking, voiding
from meetings.errors import Missing, NotAllowedNow, ReasonNeeded
from meetings.sitting.debate import SpeechKind, Stance, Waiting, asks, talk_of, times_spoken
from meetings.sitting.motions import MotionState, open_motions
from meetings.terms import stance_word
from tests.data.hall import Hall, hall


def speak(made: Hall, person: str | None, name: str, stance: Stance = Stance.FOR, **more):
    made.meeting = speaking.speak(
        made.meeting, made.id(), person, name, stance, "我说几句", made.later(), **more
    )


def hand(made: Hall, person: str | None, name: str, stance: Stance | None = None):
    made.meeting = speaking.raise_hand(made.meeting, Waiting(person, name, stance))


def test_who_has_not_spoken_comes_before_who_has():
    made = hall()
    speak(made, "p1", "成员1")
    hand(made, "p1", "成员1")
    hand(made, "p2", "成员2")
    assert [w.person for w in speaking.queue_in_turn(made.meeting)] == ["p2", "p1"]


def test_for_and_against_alternate():
    made = hall()
    speak(made, "p1", "成员1", Stance.FOR)
    hand(made, "p2", "成员2", Stance.FOR)
    hand(made, "p3", "成员3", Stance.AGAINST)
    assert [w.person for w in speaking.queue_in_turn(made.meeting)] == ["p3", "p2"]


def test_both_fairness_rules_can_be_switched_off():
    made = hall(new_speakers_first=False, alternate_sides=False)
    speak(made, "p1", "成员1", Stance.FOR)
    for person in ("p1", "p2"):
        hand(made, person, person, Stance.FOR)
    assert [w.person for w in speaking.queue_in_turn(made.meeting)] == ["p1", "p2"]


def test_two_speakers_of_the_same_name_wait_and_speak_apart():
    made = hall()
    hand(made, "p1", "张伟")
    hand(made, "p2", "张伟")
    assert len(made.meeting.queue) == 2
    speak(made, "p1", "张伟")
    assert [w.person for w in made.meeting.queue] == ["p2"]
    assert speaking.lower_hand(made.meeting, "张伟", "p9").queue == made.meeting.queue


def test_the_speaker_gives_the_floor_back_with_the_seconds_spoken():
    made = hall()
    made.meeting = speaking.give_floor(made.meeting, "p1", "成员1", made.now)
    speak(made, "p1", "成员1")
    assert made.meeting.speeches[-1].seconds == 60
    assert made.meeting.floor is not None
    speak(made, "p1", "成员1")
    made.meeting = speaking.take_floor(made.meeting, made.id(), made.later())
    assert [(s.seconds, s.same_turn) for s in made.meeting.speeches] == [(60, False), (120, True)]
    assert made.meeting.floor is None
    assert [(t.times, t.seconds) for t in talk_of(made.meeting.speeches)] == [(1, 180)]


@pytest.mark.parametrize(("seconds", "turns"), [(0, 0), (1, 1), (80, 1)])
def test_a_turn_in_which_nothing_was_written_stays_with_its_seconds(seconds, turns):
    made = hall()
    made.meeting = speaking.give_floor(made.meeting, "p1", "成员1", made.now)
    at = made.now + timedelta(seconds=seconds)
    made.meeting = speaking.take_floor(made.meeting, made.id(), at)
    assert [s.seconds for s in made.meeting.speeches] == [seconds] * turns
    assert {s.stance for s in made.meeting.speeches} <= {Stance.UNSAID}
    assert times_spoken(made.meeting.speeches)["成员1"] == turns


def test_a_note_takes_nobody_the_floor():
    made = hall()
    made.meeting = speaking.give_floor(made.meeting, "p1", "成员1", made.now)
    made.meeting = speaking.speak(
        made.meeting, made.id(), None, "", Stance.UNSAID, "有人打断", made.later(),
        SpeechKind.INTERRUPTION,
    )  # fmt: skip
    assert made.meeting.floor is not None
    assert talk_of(made.meeting.speeches) == ()


def test_a_name_may_be_added_to_a_speech_later():
    made = hall()
    speak(made, None, "")
    id = made.meeting.speeches[-1].id
    with pytest.raises(Missing):
        speaking.name_speech(made.meeting, id, None, " ")
    made.meeting = speaking.name_speech(made.meeting, id, "p1", "成员1")
    assert talk_of(made.meeting.speeches)[0].name == "成员1"


def test_limits_of_speeches_are_told_and_never_refuse():
    made = hall(speeches_per_motion=2, speech_seconds=60)
    made.move()
    for _ in range(3):
        speak(made, "p1", "成员1")
    made.meeting = speaking.give_floor(made.meeting, "p1", "成员1", made.now)
    met = speaking.limits_met(made.meeting, "p1", "成员1", made.now + timedelta(seconds=75))
    assert [(m.kind, m.used, m.allowed) for m in met] == [
        ("over_time", 75, 60),
        ("too_many", 3, 2),
    ]
    assert speaking.limits_met(made.meeting, "p2", "成员2", made.now) == ()


@pytest.mark.parametrize(("seconds", "over"), [(59, False), (60, False), (61, True)])
def test_a_speech_is_over_time_once_it_is_longer_than_the_rule_allows(seconds, over):
    made = hall(speech_seconds=60)
    made.meeting = speaking.give_floor(made.meeting, "p1", "成员1", made.now)
    now = made.now + timedelta(seconds=seconds)
    met = speaking.limits_met(made.meeting, "p1", "成员1", now)
    assert [(m.kind, m.used) for m in met] == [("over_time", seconds)] * over
    assert speaking.limits_met(made.meeting, "p2", "成员2", now) == ()


@pytest.mark.parametrize(("before", "met"), [(1, False), (2, True), (3, True)])
def test_who_has_spoken_as_often_as_the_rule_allows_has_met_its_limit(before, met):
    made = hall(speeches_per_motion=2)
    made.move()
    for _ in range(before):
        speak(made, "p1", "成员1")
    found = speaking.limits_met(made.meeting, "p1", "成员1", made.now)
    assert [(m.used, m.allowed) for m in found] == [(before, 2)] * met


def test_a_speech_at_the_very_moment_of_its_motion_counts_on_it():
    made = hall(speeches_per_motion=1)
    made.move()
    moved = made.meeting.motions[-1].at
    for early, met in ((timedelta(seconds=1), False), (timedelta(0), True)):
        at = moved - early
        spoken = speaking.speak(made.meeting, "s", "p1", "成员1", Stance.FOR, "同意", at)
        assert bool(speaking.limits_met(spoken, "p1", "成员1", made.now)) is met


def test_a_clock_that_went_back_gives_no_speech_a_length_below_nothing():
    made = hall()
    made.meeting = speaking.give_floor(made.meeting, "p1", "成员1", made.now)
    early = made.now - timedelta(seconds=30)
    spoken = speaking.speak(made.meeting, "s", "p1", "成员1", Stance.FOR, "同意", early)
    assert spoken.speeches[-1].seconds == 0


def test_speeches_before_a_motion_do_not_use_up_those_on_it():
    made = hall(speeches_per_motion=1)
    speak(made, "p1", "成员1")
    assert speaking.limits_met(made.meeting, "p1", "成员1", made.now)
    made.move()
    assert speaking.limits_met(made.meeting, "p1", "成员1", made.now) == ()


def test_minutes_and_counts_are_told_a_person():
    made = hall()
    for person in ("p1", "p2", "p2"):
        made.meeting = speaking.give_floor(made.meeting, person, person, made.now)
        speak(made, person, person)
    assert [(t.name, t.times, t.seconds) for t in talk_of(made.meeting.speeches)] == [
        ("p2", 2, 120),
        ("p1", 1, 60),
    ]


def test_a_motion_waits_for_its_second_and_the_mover_cannot_give_it():
    made = hall()
    id = made.move(seconder="")
    with pytest.raises(NotAllowedNow):
        made.open(id)
    with pytest.raises(NotAllowedNow):
        moving.second(made.meeting, id, "甲")
    made.meeting = moving.second(made.meeting, id, "乙")
    made.open(id)


def test_a_corner_needs_no_second():
    made = hall("corner")
    made.open(made.move(seconder=""))


def test_an_amendment_is_decided_before_what_it_amends():
    made = hall()
    main = made.move("安装六盏灯")
    amendment = made.move("安装八盏灯", amends=main)
    assert moving.amended_text(made.meeting, amendment) == ("安装六盏灯", "安装八盏灯")
    first = moving.before_vote(made.meeting, "i1")
    assert first is not None and first.id == amendment
    with pytest.raises(NotAllowedNow) as refused:
        made.open(main)
    assert refused.value.facts["state"] == "amendment_first"
    made.vote(amendment, 9, 5)
    assert made.meeting.motion(main).text == "安装八盏灯"
    assert made.meeting.motion(main).original == "安装六盏灯"
    assert made.meeting.item("i1").outcome is None


def test_a_lost_amendment_changes_nothing():
    made = hall()
    main = made.move("安装六盏灯")
    made.vote(made.move("安装八盏灯", amends=main), 5, 9)
    assert made.meeting.motion(main).text == "安装六盏灯"
    assert made.meeting.motion(main).original == ""


def test_nothing_amends_a_motion_while_it_is_voted_on():
    made = hall()
    main = made.move()
    made.open(main)
    with pytest.raises(NotAllowedNow):
        made.move("安装八盏灯", amends=main)


def test_no_amendment_comes_back_while_its_motion_is_voted_on():
    made = hall()
    main = made.move("安装六盏灯")
    put_off = made.move("安装八盏灯", amends=main)
    made.meeting = moving.postpone(made.meeting, put_off, "等报价")
    lost = made.vote(made.move("安装九盏灯", amends=main), 5, 9)
    tied_motion = made.move("安装十盏灯", amends=main)
    made.vote(tied_motion, 7, 7)
    made.open(main)
    for act in (
        lambda: moving.take_up(made.meeting, put_off),
        lambda: voiding.void_vote(made.meeting, lost.id, "数错了"),
        lambda: voiding.vote_again(made.meeting, tied_motion),
    ):
        with pytest.raises(NotAllowedNow):
            act()


def test_a_withdrawn_motion_takes_its_amendments_with_it_and_may_come_back():
    made = hall()
    main = made.move()
    first = made.move("八盏", amends=main)
    second = made.move("九盏", amends=first)
    made.meeting = moving.withdraw(made.meeting, main, "另行商量")
    states = {made.meeting.motion(id).state for id in (main, first, second)}
    assert states == {MotionState.WITHDRAWN}
    with pytest.raises(NotAllowedNow):
        moving.take_up(made.meeting, first)
    made.meeting = moving.take_up(made.meeting, main)
    assert made.meeting.motion(main).state is MotionState.SECONDED


def test_a_motion_is_postponed_only_with_a_reason():
    made = hall()
    main = made.move()
    with pytest.raises(ReasonNeeded):
        moving.postpone(made.meeting, main, "")
    made.meeting = moving.postpone(made.meeting, main, "等报价")
    assert made.meeting.motion(main).state is MotionState.POSTPONED


def test_a_divided_question_is_decided_part_by_part():
    made = hall()
    main = made.move("装灯并修路")
    made.meeting = moving.divide(made.meeting, main, [("x1", "装灯"), ("x2", "修路")])
    assert made.meeting.motion(main).state is MotionState.DIVIDED
    assert [m.id for m in open_motions(made.meeting.motions, "i1")] == ["x1", "x2"]
    assert made.meeting.motion("x1").mover == "甲"
    made.vote("x1", 10, 4)
    made.vote("x2", 4, 10)
    assert made.meeting.item("i1").outcome == "adopted_modified"


@pytest.mark.parametrize("parts", [[("x1", "装灯")], [("x1", "装灯"), ("x2", " ")]])
def test_a_question_is_divided_into_at_least_two_parts_with_words(parts):
    made = hall()
    main = made.move()
    with pytest.raises(Missing):
        moving.divide(made.meeting, main, parts)


def test_a_question_is_not_divided_while_an_amendment_waits():
    made = hall()
    main = made.move()
    made.move("八盏", amends=main)
    with pytest.raises(NotAllowedNow):
        moving.divide(made.meeting, main, [("x1", "装灯"), ("x2", "修路")])


def test_a_note_in_the_very_second_in_which_the_floor_is_given_is_a_note_of_that_turn():
    made = hall()
    made.meeting = speaking.give_floor(made.meeting, "p1", "成员1", made.now)
    made.meeting = speaking.speak(
        made.meeting, made.id(), "p1", "成员1", Stance.FOR, "先说一句", made.now
    )
    speak(made, "p1", "成员1")
    made.meeting = speaking.take_floor(made.meeting, made.id(), made.later())
    assert [(s.seconds, s.same_turn) for s in made.meeting.speeches] == [(0, False), (120, True)]
    assert times_spoken(made.meeting.speeches)["成员1"] == 1


def test_a_turn_ended_after_one_note_of_its_first_second_is_one_turn_with_all_its_seconds():
    made = hall()
    made.meeting = speaking.give_floor(made.meeting, "p1", "成员1", made.now)
    made.meeting = speaking.speak(
        made.meeting, made.id(), "p1", "成员1", Stance.FOR, "一句", made.now
    )
    made.meeting = speaking.take_floor(made.meeting, made.id(), made.later())
    assert [(t.times, t.seconds) for t in talk_of(made.meeting.speeches)] == [(1, 60)]


def test_the_floor_given_twice_is_two_turns_even_within_a_second():
    made = hall()
    for _turn in range(2):
        made.meeting = speaking.give_floor(made.meeting, "p1", "成员1", made.now)
        made.meeting = speaking.speak(
            made.meeting, made.id(), "p1", "成员1", Stance.FOR, "一句", made.now
        )
        made.meeting = speaking.take_floor(made.meeting, made.id(), made.now)
    assert [(t.times, t.seconds) for t in talk_of(made.meeting.speeches)] == [(2, 0)]


def test_a_hand_is_raised_once_and_two_names_wait_beside_each_other():
    made = hall()
    for person, name in ((None, "过客"), (None, "过客"), (None, "另一位"), ("p1", "成员1")):
        hand(made, person, name)
    assert [one.name for one in made.meeting.queue] == ["过客", "另一位", "成员1"]


def test_of_two_of_one_name_only_the_one_who_has_the_floor_leaves_the_queue():
    made = hall()
    hand(made, "p1", "张伟")
    hand(made, "p2", "张伟")
    given = speaking.give_floor(made.meeting, "p2", "张伟", made.later())
    assert [one.person for one in given.queue] == ["p1"]
    assert given.floor is not None and (given.floor.person, given.floor.since) == ("p2", made.now)


def test_what_others_say_in_a_turn_is_no_note_of_it():
    made = hall()
    made.meeting = speaking.give_floor(made.meeting, "p1", "成员1", made.later())
    made.later()
    speak(made, "p2", "成员2")
    assert speaking.notes_of_turn(made.meeting) == ()
    speak(made, "p1", "成员1")
    assert [one.person for one in speaking.notes_of_turn(made.meeting)] == ["p1"]


@pytest.mark.parametrize("stance", Stance)
def test_whoever_takes_no_side_asks_where_the_words_do(stance):
    asked = asks(stance, "钱从哪里来？")
    assert asked is (stance in {Stance.UNSAID, Stance.NEUTRAL})
    assert not asks(stance, "钱从物业来。")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_stance_that_nobody_said_has_no_word_and_a_neutral_one_has(lang):
    assert stance_word(Stance.UNSAID, lang) == ""
    assert all(stance_word(one, lang) for one in Stance if one is not Stance.UNSAID)


@pytest.mark.parametrize("state", MotionState)
def test_only_a_motion_that_is_open_is_divided_and_no_amendment(state):
    made = hall()
    main = made.move("装灯、修路")
    open_ = state in {MotionState.MOVED, MotionState.SECONDED}
    parts = [("x1", " 装灯 "), ("x2", "修路")]
    changed = replace(made.meeting.motion(main), state=state)
    meeting = replace(made.meeting, motions=(changed,))
    if open_:
        split = moving.divide(meeting, main, parts)
        assert [(one.id, one.text, one.state, one.part_of) for one in split.motions] == [
            (main, "装灯、修路", MotionState.DIVIDED, None),
            ("x1", "装灯", state, main),
            ("x2", "修路", state, main),
        ]
    else:
        with pytest.raises(NotAllowedNow):
            moving.divide(meeting, main, parts)
    amendment = replace(made.meeting, motions=(replace(changed, amends="other"),))
    with pytest.raises(NotAllowedNow):
        moving.divide(amendment, main, parts)
