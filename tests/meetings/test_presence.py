"""Who counts as being in the room, at any moment and for any item."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.actions import hold
from meetings.chairing import life
from meetings.chairing.attendance import (
    Face,
    ProxyRefused,
    WrongTime,
    correct_mark,
    everybody_here,
    faces_of,
    mark,
    unmarked,
    unseen,
    walk_in,
)
from meetings.chairing.quorum import quorum_alarm
from meetings.community.bodies import Body, Tier
from meetings.errors import NotAllowedNow, ReasonNeeded
from meetings.importing.workbook.out import Held, sign_in_row, workbook_rows
from meetings.papers.other_papers import sign_in_of
from meetings.papers.vote_words import corrected_after, vote_line
from meetings.papers.who_came import attendance_of
from meetings.procedure.rules import ProxyUse, preset
from meetings.sitting.meeting_states import Invited, MeetingState
from meetings.sitting.officers import in_doubt, officers_without_mark
from meetings.sitting.presence import Mark, PresenceMark, RollEntry, Standing, labels, room
from tests.data.hall import START, Hall, hall, roll
from tests.data.house import House

PROXIES = replace(preset("community"), proxies=ProxyUse.QUORUM_AND_VOTES)


def in_room(made: Hall, item: str | None = None) -> tuple[str, ...]:
    return made.meeting.room(item).present


def test_who_left_is_not_in_the_room_and_who_came_back_is():
    made = hall(present=3)
    made.mark("p2", Mark.OUT)
    assert in_room(made) == ("p1", "p3")
    made.mark("p2", Mark.IN)
    assert in_room(made) == ("p1", "p2", "p3")


def test_a_recused_person_is_out_of_the_base_for_that_item_alone():
    made = hall(present=3)
    made.mark("p2", Mark.RECUSED, item="i2")
    assert made.meeting.room("i2").recused == ("p2",)
    assert in_room(made, "i2") == ("p1", "p3")
    assert in_room(made, "i3") == ("p1", "p2", "p3")
    made.mark("p2", Mark.RETURNED, item="i2")
    assert in_room(made, "i2") == ("p1", "p2", "p3")


def test_a_recusal_names_its_item():
    with pytest.raises(NotAllowedNow):
        hall().mark("p1", Mark.RECUSED)


def test_observers_never_have_a_vote():
    made = hall("corner", present=3, observers=2)
    made.mark("o1", Mark.IN)
    assert in_room(made) == ("p1", "p2", "p3")
    assert made.meeting.room().others == ("o1",)


@pytest.mark.parametrize(
    ("rule", "votes"), [("corner", True), ("community", False), ("owners-general", True)]
)
def test_a_walk_in_votes_only_where_everybody_does(rule, votes):
    made = hall(rule, present=3)
    guest = RollEntry("w1", "路过的人", votes=True)
    made.meeting = walk_in(made.meeting, made.id(), guest, made.later())
    assert ("w1" in in_room(made)) is votes
    assert "w1" not in made.meeting.room().expected


def test_who_lost_the_seat_before_the_opening_is_a_guest_then():
    made = hall("corner", expected=3, present=3)
    planned = replace(made.meeting, state=MeetingState.CALLED)
    opened = life.open_(planned, preset("corner"), roll(2), made.later())
    assert opened.entry("p3").standing is Standing.WALK_IN
    assert opened.room().expected == ("p1", "p2")


def test_a_proxy_counts_while_the_holder_is_in_the_room():
    made = hall(PROXIES, expected=4, present=2)
    made.mark("p3", Mark.PROXY, holder="p1")
    assert made.meeting.room().quorum_count(PROXIES) == 3
    made.mark("p1", Mark.OUT)
    assert made.meeting.room().represented == ()
    assert made.meeting.room().excused == ("p3",)


def test_a_proxy_ends_when_the_principal_comes():
    made = hall(PROXIES, expected=4, present=2)
    made.mark("p3", Mark.PROXY, holder="p1")
    made.mark("p3", Mark.IN)
    assert made.meeting.room().represented == ()
    assert "p3" in in_room(made)


def test_a_holder_who_stands_back_from_an_item_casts_no_proxy_on_it():
    made = hall(PROXIES, expected=4, present=2)
    made.mark("p3", Mark.PROXY, holder="p1")
    made.mark("p1", Mark.RECUSED, item="i2")
    assert made.meeting.room("i2").represented == ()
    assert len(made.meeting.room("i1").represented) == 1


@pytest.mark.parametrize(
    ("rule", "principal", "holder", "why"),
    [
        (preset("community"), "p3", "p1", "not_allowed"),
        (PROXIES, "p3", "p3", "self"),
        (PROXIES, "p3", "p4", "holder_away"),
        (PROXIES, "o1", "p1", "no_vote"),
    ],
)
def test_a_proxy_the_rule_does_not_take_is_refused(rule, principal, holder, why):
    made = hall(rule, expected=4, present=2, observers=1)
    with pytest.raises(ProxyRefused) as refused:
        made.mark(principal, Mark.PROXY, holder=holder)
    assert refused.value.facts["why"] == why


def test_a_holder_represents_no_more_than_the_rule_allows():
    made = hall(PROXIES, expected=4, present=1)
    made.mark("p3", Mark.PROXY, holder="p1")
    with pytest.raises(ProxyRefused) as refused:
        made.mark("p4", Mark.PROXY, holder="p1")
    assert refused.value.facts == {"why": "limit", "limit": 1}


def test_proxies_given_before_the_rule_is_known_count_up_to_its_limit():
    made = hall(PROXIES, expected=4, present=1)
    both = tuple(
        PresenceMark(made.id(), "b", "m", p, Mark.PROXY, made.later(), holder="p1")
        for p in ("p4", "p3")
    )
    given_early = replace(made.meeting, presence=(*made.meeting.presence, *both))
    assert [pair.principal for pair in given_early.room().represented] == ["p4"]


def test_a_line_written_down_later_counts_from_when_it_happened():
    made = hall(present=3)
    made.later(30)
    before = made.now - timedelta(minutes=20)
    made.mark("p2", Mark.OUT, at=before, written_at=made.now)
    assert in_room(made) == ("p1", "p3")
    assert made.meeting.room(until=before - timedelta(seconds=1)).present == ("p1", "p2", "p3")
    made.mark("p2", Mark.IN, at=before + timedelta(minutes=5), written_at=made.now)
    assert in_room(made) == ("p1", "p2", "p3")


def test_nothing_is_written_down_ahead_of_its_time():
    made = hall(present=3)
    with pytest.raises(WrongTime):
        made.mark("p2", Mark.OUT, at=made.now + timedelta(minutes=1), written_at=made.now)


def test_a_correction_needs_its_reason():
    made = hall(present=3)
    with pytest.raises(ReasonNeeded):
        correct_mark(made.meeting, made.meeting.presence[0].id, " ", made.now)


def test_a_proxy_corrected_to_absent_names_no_holder_any_more():
    made = hall(PROXIES, expected=4, present=2)
    made.mark("p3", Mark.PROXY, holder="p1")
    line = made.meeting.presence[-1]
    corrected = correct_mark(made.meeting, line.id, "没有委托", made.now, kind=Mark.ABSENT)
    assert corrected.presence[-1].holder is None
    moved = correct_mark(made.meeting, line.id, "记错了时间", made.now, at=made.now)
    assert moved.presence[-1].holder == "p1"


def test_a_closed_vote_keeps_its_room_and_shows_the_correction_beside_it():
    made = hall(present=14)
    vote = made.vote(made.move(), 8, 5, 1)
    line = next(mark for mark in made.meeting.presence if mark.person == "p3")
    made.later(5)
    made.meeting = correct_mark(made.meeting, line.id, "签错了人", made.now, kind=Mark.ABSENT)
    kept = made.meeting.vote(vote.id)
    assert kept == vote
    assert corrected_after(made.meeting, kept) == (("成员3", False),)
    assert any("成员3表决时不在场" in note for note in vote_line(made.meeting, kept).notes)


def test_an_ordinary_coming_and_going_after_a_vote_is_no_correction():
    made = hall(present=14)
    vote = made.vote(made.move(), 8, 5, 1)
    made.mark("p1", Mark.OUT)
    assert corrected_after(made.meeting, vote) == ()


def test_attendance_may_still_be_corrected_after_the_end_but_not_once_final():
    made = hall(present=14)
    made.end()
    made.later(60)
    made.mark("p15", Mark.EXCUSED, at=START, written_at=made.now)
    assert made.meeting.room().excused == ("p15",)
    final = Hall(replace(made.meeting, state=MeetingState.FINAL), made.now, made.ids)
    with pytest.raises(NotAllowedNow):
        final.mark("p16", Mark.EXCUSED, at=START, written_at=final.now)


def test_a_quorum_lost_in_the_middle_is_noticed_with_its_numbers():
    made = hall(present=11)
    assert quorum_alarm(made.meeting) is None
    made.mark("p1", Mark.OUT)
    alarm = quorum_alarm(made.meeting)
    assert alarm is not None
    assert (alarm.present, alarm.needed, alarm.expected, alarm.short) == (10, 11, 16, 1)
    assert alarm.lost
    assert "成员1" in alarm.names_missing


def test_a_quorum_that_was_never_there_is_not_called_lost():
    made = hall(present=9)
    alarm = quorum_alarm(made.meeting)
    assert alarm is not None and not alarm.lost


def test_two_of_the_same_name_and_building_are_told_apart():
    twice = (RollEntry("a", "张伟", "45栋"), RollEntry("b", "张伟", "45栋"))
    assert labels(twice) == {"a": "张伟（45栋）", "b": "张伟（45栋）（2）"}


@given(
    st.lists(
        st.tuples(
            st.integers(1, 5), st.sampled_from(list(Mark)), st.integers(0, 30), st.integers(1, 5)
        ),
        max_size=30,
    ),
    st.sampled_from(list(ProxyUse)),
    st.integers(0, 2),
)
def test_each_person_is_in_one_group_only(lines, proxies, limit):
    rule = replace(preset("community"), proxies=proxies, proxy_limit=limit)
    listed = roll(5, observers=1)
    marks = [
        PresenceMark(
            f"{n}", "b", "m", f"p{person}", kind, START + timedelta(minutes=minute),
            item="i1" if kind in {Mark.RECUSED, Mark.RETURNED} else None,
            holder=f"p{holder}" if kind is Mark.PROXY else None,
        )
        for n, (person, kind, minute, holder) in enumerate(lines)
    ]  # fmt: skip
    seen = room(listed, marks, rule, "i1")
    groups = [
        *seen.present, *seen.recused, *(pair.principal for pair in seen.represented),
        *seen.excused, *seen.away,
    ]  # fmt: skip
    assert sorted(groups) == sorted(seen.expected)
    assert {pair.holder for pair in seen.represented} <= set(seen.present)


def test_who_chairs_in_free_words_is_among_those_who_came_once_somebody_said_so():
    made = hall()
    named = replace(made.meeting, chair="区民政局 王主任", secretary=made.meeting.roll[0].name)
    assert named.officers_in_words == () and named.who_came().in_words == ()
    assert not [one for one in attendance_of(named).observers if one.roles]
    lines = sign_in_of(named, "社区议事会", made.now).lines
    assert ("区民政局 王主任", "主持人", "") in [(x.name, x.roles, x.state) for x in lines]
    house = House()
    house.plan("装灯")
    house.open(present=3)
    came = house.meeting.who_came()
    assert (len(came.voters), len(came.others), came.heads) == (3, 2, 5)
    assert not came.absent or set(came.absent).isdisjoint(came.others)
    said = [(one.name, one.roles) for one in attendance_of(house.meeting).observers]
    assert said == [("王主任", "主持人"), ("李社工", "记录人")]
    sheet = sign_in_of(house.meeting, "社区议事会", house.now).lines
    there = [(x.name, x.roles, x.state) for x in sheet][-2:]
    assert there == [("王主任", "主持人", "列席"), ("李社工", "记录人", "列席")]
    rows = [sign_in_row(house.meeting, entry)[:4] for entry in house.meeting.roll[-2:]]
    assert [(row[0], row[3]) for row in rows] == [("王主任", "列席"), ("李社工", "列席")]


def test_minutes_sealed_before_anybody_was_asked_keep_chair_and_recorder_among_those_who_came():
    made = hall()
    old = replace(made.meeting, state=MeetingState.FINAL)
    assert old.officers_in_words == ("王主任", "李社工")
    printed = attendance_of(old)
    assert [one.name for one in printed.observers] == ["王主任", "李社工"]
    assert len(printed.present) + len(printed.observers) == old.who_came().heads
    lines = sign_in_of(old, "社区议事会", made.now).lines
    assert ("王主任", "主持人", "列席") in [(x.name, x.roles, x.state) for x in lines]
    sheet = workbook_rows(Held(Body("b", "b", Tier.COMMUNITY, "议事会", preset("community")), old))[
        "签到"
    ]
    assert [row[:4] for row in sheet[-2:]] == [
        ("王主任", "", "主持人、到场", "列席"), ("李社工", "", "记录人、到场", "列席"),
    ]  # fmt: skip
    assert replace(old, opened_at=None).officers_in_words == ()


def test_the_question_of_the_opening_is_one_act_with_it_and_says_nothing_of_the_others():
    house = House()
    house.plan("装灯")
    asked = hold.as_opened(house.records, house.meeting.id, house.now)
    assert [one.name for one in officers_without_mark(asked)] == ["王主任", "李社工"]
    house.act(hold.open_meeting, officers=["王主任"])
    assert [one.name for one in officers_without_mark(house.meeting)] == ["李社工"]
    assert [house.meeting.called(m.person) for m in house.meeting.presence] == ["王主任"]
    house.act(hold.officers_here, ["李社工"])
    assert officers_without_mark(house.meeting) == ()


def test_a_chair_whose_name_two_on_the_roll_bear_is_signed_in_as_neither_and_nobody_new():
    made = hall()
    twins = tuple(replace(e, name="张伟", building=f"{n}栋") for n, e in
                  enumerate(made.meeting.roll[-2:], 1))  # fmt: skip
    meeting = replace(
        made.meeting, roll=(*made.meeting.roll[:-2], *twins), chair="张伟", secretary=""
    )
    [chair] = officers_without_mark(meeting)
    assert in_doubt(meeting, chair)
    here = mark(meeting, "x", twins[0].person, Mark.IN, made.later())
    assert officers_without_mark(here) == ()


def test_a_chair_named_by_the_label_of_two_who_bear_one_name_is_on_the_roll():
    made = hall()
    first, second, *rest = made.meeting.roll
    roll = (replace(first, name="张伟", building="1栋"), replace(second, name="张伟"), *rest)
    for name in ("张伟", "张伟（1栋）"):
        assert replace(made.meeting, roll=roll, chair=name, secretary="").officers_in_words == ()


def test_who_may_well_be_there_is_offered_by_what_is_known_of_them():
    made, last = hall(expected=2, present=1), hall(expected=4, present=3)
    units = (Invited("物业公司", "钱经理"), Invited("居委会"), Invited("派出所", "成员3"))
    named = replace(made.meeting, chair="成员3", secretary="李社工", invited=units)
    assert faces_of(replace(named, chair="王主任"), None) == (
        Face("王主任", "", "officer"),
        Face("李社工", "", "officer"),
        Face("钱经理", "物业公司", "unit"),
        Face("居委会", "", "unit"),
        Face("成员3", "派出所", "unit"),
    )
    before = replace(
        last.meeting, roll=tuple(replace(one, building="3栋") for one in last.meeting.roll)
    )
    assert faces_of(replace(named, invited=units[:1]), before) == (
        Face("李社工", "", "officer"),
        Face("成员3", "3栋", "officer", "p3"),
        Face("钱经理", "物业公司", "unit"),
    )
    assert faces_of(replace(named, chair="成员2"), before)[-1] == Face("成员3", "3栋", "unit", "p3")
    alone = replace(named, chair="成员1", secretary="成员2", invited=())
    assert faces_of(alone, before) == (Face("成员3", "3栋", "last_time", "p3"),)


@pytest.mark.parametrize(
    ("names", "missed"),
    [
        (("成员1",), ()), (("成员2",), (("成员2", "p2"),)), ((" ", ""), ()),
        (("过客", " 过客 "), (("过客", None),)), (("张伟",), ()),
        (("过客", "成员2", "成员1"), (("过客", None), ("成员2", "p2"))),
    ],
)  # fmt: skip
def test_who_acts_and_is_not_signed_in_is_named_once(names, missed):
    made = hall(expected=4, present=1)
    roll = tuple(
        replace(one, name="张伟", building=f"{one.person}栋") if one.person in ("p3", "p4") else one
        for one in made.meeting.roll
    )
    found = unseen(replace(made.meeting, roll=roll), names)
    assert tuple((one.name, one.person) for one in found) == missed


def test_everybody_without_a_mark_is_signed_in_at_once_and_nobody_else():
    made = hall(expected=4, present=1)
    made.mark("p2", Mark.EXCUSED)
    assert unmarked(made.meeting) == ("p3", "p4")
    after = everybody_here(made.meeting, ["a", "b"], made.later())
    lines = [(one.id, one.person, one.kind, one.at) for one in after.presence[-2:]]
    assert lines == [("a", "p3", Mark.IN, made.now), ("b", "p4", Mark.IN, made.now)]
    assert len(after.presence) == len(made.meeting.presence) + 2
    some = everybody_here(made.meeting, ["a"], made.now, ["p2", "p4", "nobody"])
    assert [one.person for one in some.presence[len(made.meeting.presence) :]] == ["p4"]
    assert unmarked(made.meeting, []) == ()
    for ids in (["a"], ["a", "b", "c"]):
        with pytest.raises(ValueError):
            everybody_here(made.meeting, ids, made.now)


@pytest.mark.parametrize("represented", [0, 1])
def test_a_lost_quorum_says_who_is_represented(represented):
    made = hall(expected=9, present=6, proxies=ProxyUse.QUORUM_AND_VOTES, proxy_limit=1)
    assert quorum_alarm(made.meeting) is None
    if represented:
        made.mark("p9", Mark.PROXY, holder="p1")
    for person in ("p2", "p3", "p4"):
        made.mark(person, Mark.OUT)
    alarm = quorum_alarm(made.meeting)
    assert alarm is not None and alarm.represented == represented


def test_a_chair_in_words_adds_nobody_to_the_voters_of_a_roster_also_where_guests_vote():
    house = House("corner", members=6)
    house.plan("装灯")
    house.open(present=3)
    came = house.meeting.who_came()
    assert (len(came.voters), len(came.others)) == (3, 2)
    house.act(hold.walk_in, "刘大爷", "3栋")
    assert len(house.meeting.who_came().voters) == 4
