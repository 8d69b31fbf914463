"""The minutes and the record as values: what they say, in what order, under which numbers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from exports.documents.attendance import Printed
from exports.documents.minutes_item import paragraphs_of
from meetings.chairing import voiding, voting
from meetings.chairing.attendance import faces_of, walk_in
from meetings.chairing.blockers import blockers
from meetings.chairing.floor import put_item, settle_item
from meetings.chairing.life import resume, suspend
from meetings.chairing.moving import withdraw
from meetings.chairing.settling import decide
from meetings.chairing.speaking import speak
from meetings.community.bodies import Body, Tier
from meetings.papers.minutes import Minutes, Record
from meetings.papers.minutes_build import Sources, minutes_of, numbers
from meetings.papers.record_build import record_of
from meetings.procedure.counts import Tally
from meetings.procedure.rules import OWN, ProxyUse, preset
from meetings.sitting.agenda import ItemKind, ItemOutcome
from meetings.sitting.debate import SpeechKind, Stance
from meetings.sitting.decisions import Decision
from meetings.sitting.meeting_states import Invited
from meetings.sitting.presence import Mark, RollEntry, Standing
from meetings.sitting.votes import Method
from tests.data.hall import Hall, hall

BODY = Body("b", "b", Tier.COMMUNITY, "社区议事会", preset("community"))


def minutes(made: Hall) -> Minutes:
    return minutes_of(made.meeting, Sources(BODY, "街道推进会"), made.now)


def record(made: Hall) -> Record:
    return record_of(made.meeting, minutes(made))


def lines(made: Hall) -> list[str]:
    return [line.kind for line in record(made).lines]


def test_each_person_of_the_roll_is_in_one_group():
    made = hall(expected=6, present=3, proxies=ProxyUse.VOTES, observers=1)
    made.mark("p4", Mark.EXCUSED, reason="上班")
    made.mark("p5", Mark.PROXY, holder="p1")
    made.mark("o1", Mark.IN)
    came = minutes(made).attendance
    assert [n.name for n in came.present] == ["成员1", "成员2", "成员3"]
    assert [n.name for n in came.excused] == ["成员4"]
    assert [(p.name, h.name) for p, h in came.represented] == [("成员5", "成员1")]
    assert [n.name for n in came.absent] == ["成员6"]
    assert [n.name for n in came.observers] == ["列席1"], "nobody said that chair and recorder came"
    assert came.expected == 6


def test_who_came_late_and_who_left_early_is_named_with_the_time():
    made = hall(expected=6, present=3, proxies=ProxyUse.VOTES)
    made.move()
    made.mark("p4", Mark.IN)
    made.mark("p1", Mark.PROXY, holder="p4")
    came = minutes(made).attendance
    assert [n.name for n, _ in came.came_late] == ["成员4"]
    assert [n.name for n, _ in came.left_early] == ["成员1"]
    assert [n.name for n in came.present] == ["成员1", "成员2", "成员3", "成员4"]


def test_where_nothing_is_said_or_moved_nobody_is_late():
    made = hall(present=3)
    made.begin(2)
    made.mark("p4", Mark.IN)
    assert minutes(made).attendance.came_late == ()


@pytest.mark.parametrize(("before", "late"), [(0, 0), (2, 0), (3, 2), (5, 0)])
def test_an_item_taken_up_before_most_have_signed_in_makes_nobody_late(before, late):
    """The review is answered at once, the next item taken up, and then the five sign in."""
    made = hall(expected=5, present=0)
    for n in range(1, 6):
        if n == before + 1:
            made.begin(2)
        made.mark(f"p{n}", Mark.IN)
    made.move()
    assert len(minutes(made).attendance.came_late) == late


def test_signing_in_within_the_second_of_the_next_item_is_not_before_it():
    """Times are kept in whole seconds; quick hands sign in most within the one of the turn."""
    made = hall(expected=5, present=0)
    made.begin(2)
    turn = made.now
    for n in range(1, 6):
        made.now = turn - timedelta(minutes=1) if n < 4 else turn
        made.mark(f"p{n}", Mark.IN)
    made.move()
    assert minutes(made).attendance.came_late == ()


@pytest.mark.parametrize(("minutes_after", "late"), [(-1, []), (0, []), (1, ["成员4"])])
def test_nobody_is_late_before_the_hour_for_which_the_meeting_was_called(minutes_after, late):
    made = hall(present=3)
    made.move()
    called = made.now + timedelta(minutes=5)
    made.meeting = replace(made.meeting, starts_at=called)
    made.now = called + timedelta(minutes=minutes_after - 1)
    made.mark("p4", Mark.IN)
    assert [n.name for n, _ in minutes(made).attendance.came_late] == late


def test_without_a_roster_nobody_is_expected_and_who_is_there_is_present_with_a_vote():
    made = hall("corner", expected=0, present=0)
    for n in range(12):
        made.meeting = walk_in(
            made.meeting, made.id(), RollEntry(f"w{n}", f"居民{n}"), made.later()
        )
    came = minutes(made).attendance
    assert came.expected is None and len(came.present) == 12 and came.absent == ()
    assert minutes(made).quorum_sentence == "在场12人"
    vote = made.vote(made.move(), 9, 2, 1)
    assert vote.electorate is not None and len(vote.electorate.present) == 12
    assert minutes(made).items[0].votes[0].sentence.startswith("在场12人；同意9票")


def test_who_chairs_or_records_is_never_absent_and_is_asked_for_before_the_end():
    made = hall(present=3)
    made.meeting = replace(made.meeting, chair="成员4", secretary="成员1")
    came = minutes(made).attendance
    assert "成员4" not in [n.name for n in came.absent] and "成员5" in [n.name for n in came.absent]
    asked = [b for b in blockers(made.meeting) if b.kind == "officer_not_signed_in"]
    assert [(b.place, b.stops) for b in asked] == [("p4", True)]
    made.mark("p4", Mark.IN)
    assert not [b for b in blockers(made.meeting) if b.kind == "officer_not_signed_in"]


@pytest.mark.parametrize(("seconds", "timed"), [(0, False), (7, True)])
def test_who_came_to_a_meeting_of_one_item_has_a_time_unless_it_was_brought_in(seconds, timed):
    """On paper are minutes; the clock of a meeting that was held has seconds."""
    made = hall(items=1, present=0)
    begun = made.now.replace(second=seconds)
    item = replace(made.meeting.items[0], started_at=begun)
    made.meeting = replace(made.meeting, opened_at=begun, items=(item,))
    made.mark("p1", Mark.IN, at=begun)
    [came] = [line for line in record(made).lines if line.kind == "in"]
    assert (came.at is not None) is timed


def test_a_unit_that_signed_in_is_printed_once_as_the_unit():
    made = hall(present=3)
    units = (Invited("综合执法队", "李队长"), Invited("某物业公司", "王经理"))
    made.meeting = replace(made.meeting, invited=units, chair="成员1", secretary="成员2")
    assert [face.why for face in faces_of(made.meeting, None)] == ["unit", "unit"]
    came = RollEntry("u1", "李队长", "综合执法队")
    made.meeting = walk_in(made.meeting, made.id(), came, made.later())
    attendance = minutes(made).attendance
    assert attendance.units == (("综合执法队", "李队长"),) and attendance.observers == ()
    assert [face.name for face in faces_of(made.meeting, None)] == ["王经理"]


def test_people_are_counted_by_group_with_who_is_represented():
    made = hall(expected=4, present=0, proxies=ProxyUse.QUORUM_AND_VOTES)
    grouped = [replace(e, section="一片区" if n < 3 else "二片区")
               for n, e in enumerate(made.meeting.roll)]  # fmt: skip
    made.meeting = replace(made.meeting, roll=tuple(grouped))
    for person in ("p1", "p2", "p4"):
        made.mark(person, Mark.IN)
    made.mark("p3", Mark.PROXY, holder="p1")
    assert minutes(made).attendance.sections == (
        "一片区到会2人、委托1人（应到3人）", "二片区到会1人（应到1人）",
    )  # fmt: skip


def test_somebody_of_the_roster_without_a_vote_is_a_guest_when_there_and_nothing_when_not():
    made = hall(expected=3, present=3)
    staff = RollEntry("s1", "工作人员", standing=Standing.MEMBER)
    made.meeting = replace(made.meeting, roll=(*made.meeting.roll, staff))
    assert minutes(made).attendance.absent == ()
    made.mark("s1", Mark.IN)
    assert minutes(made).attendance.observers[0].name == "工作人员"


def test_who_came_and_then_gave_a_proxy_is_not_counted_twice():
    made = hall(expected=3, present=3, proxies=ProxyUse.QUORUM_AND_VOTES)
    made.mark("p3", Mark.PROXY, holder="p1")
    made.end()
    assert minutes(made).quorum_sentence.startswith("应到3人，实到3人，达到法定人数")


def test_an_item_keeps_its_number_of_the_agenda_beside_the_review():
    made = hall(items=2)
    first = replace(made.meeting.item("i1"), kind=ItemKind.REVIEW)
    made.meeting = replace(made.meeting, items=(first, made.meeting.item("i2")))
    made.begin(2)
    assert numbers(made.meeting) == {"i2": 2}
    assert [item.number for item in minutes(made).items] == [2]
    assert minutes(made).review_number == 1
    heads = [line for line in record(made).lines if line.kind == "item"]
    assert [(line.text, line.item) for line in heads] == [("议题1", 1), ("议题2", 2)]


def test_a_rule_that_a_body_wrote_itself_is_named():
    made = hall(replace(preset("community"), preset=OWN, name=""))
    assert minutes(made).rule_name


def test_the_record_tells_everything_in_order():
    made = hall(items=2)
    motion = made.move("装灯")
    made.meeting = speak(made.meeting, made.id(), "p1", "成员1", Stance.FOR, "太暗", made.later())
    made.meeting = speak(
        made.meeting, made.id(), None, "", Stance.UNSAID, "要求按次序发言", made.later(),
        SpeechKind.POINT_OF_ORDER,
    )  # fmt: skip
    made.meeting = suspend(made.meeting, made.later(), "休息")
    made.meeting = resume(made.meeting, made.later(5))
    vote = made.vote(motion, 10, 5, override_reason="有人重复举手")
    made.meeting = voiding.void_vote(made.meeting, vote.id, "重新计票", made.later())
    made.vote(motion, 8, 5, 1)
    made.meeting = decide(
        made.meeting, Decision("d", "b", "m", "i1", "装六盏", made.later(), "成员1")
    )
    made.end()
    told = [kind for kind in lines(made) if kind != "in"]
    assert told == [
        "opened", "item", "motion", "seconded", "speech", "point_of_order", "suspended",
        "resumed", "vote", "void", "vote", "decision", "outcome", "item",
        "outcome", "ended",
    ]  # fmt: skip
    outcomes = [line.text for line in record(made).lines if line.kind == "outcome"]
    assert outcomes == ["通过", "未议"]


def test_what_was_said_after_a_vote_opened_stands_before_its_result():
    made = hall(items=1)
    vote = made.open(made.move())
    made.meeting = speak(made.meeting, made.id(), "p1", "成员1", Stance.FOR, "快", made.now)
    made.meeting = voting.close_vote(made.meeting, vote, made.now, Tally(9, 5))
    told = lines(made)
    assert told.index("speech") < told.index("vote")


def test_a_withdrawn_motion_is_told_with_its_reason():
    made = hall(items=1)
    motion = made.move("装灯")
    made.meeting = withdraw(made.meeting, motion, "改由物业办")
    assert any(line.text == "装灯（撤回：改由物业办）" for line in record(made).lines)
    [line] = minutes(made).items[0].motions
    assert (line.state, line.reason) == ("撤回", "改由物业办")


def test_an_item_passed_up_says_where_to():
    made = hall(items=1)
    made.meeting = settle_item(made.meeting, "i1", ItemOutcome.REFERRED_UP, "超出权限")
    assert minutes(made).items[0].referred_to == "街道推进会"
    assert any(line.kind == "referred" for line in record(made).lines)


def test_a_line_written_down_later_says_when():
    made = hall(items=1)
    made.later(30)
    made.mark("p1", Mark.OUT, at=made.now - timedelta(minutes=20), written_at=made.now)
    [line] = [line for line in record(made).lines if line.kind == "out"]
    assert line.text == f"{made.now:%H:%M}补记"


def test_the_reason_of_a_recusal_stands_with_the_item_once():
    made = hall(items=1)
    made.mark("p1", Mark.RECUSED, item="i1", reason="亲属")
    made.mark("p1", Mark.RECUSED, item="i1", reason="亲属是店主")
    assert [(n.name, why) for n, why in minutes(made).items[0].recused] == [("成员1", "亲属是店主")]


def test_who_came_back_before_any_vote_is_not_called_recused():
    made = hall(items=1, present=14)
    made.mark("p1", Mark.RECUSED, item="i1", reason="亲属")
    made.mark("p1", Mark.RETURNED, item="i1")
    assert minutes(made).items[0].recused == ()
    made.mark("p2", Mark.RECUSED, item="i1", reason="店主")
    made.vote(made.move(), 9, 4)
    made.mark("p2", Mark.RETURNED, item="i1")
    assert [n.name for n, _ in minutes(made).items[0].recused] == ["成员2"]


def test_whoever_signs_in_before_anything_is_said_is_not_late():
    made = hall(expected=5, present=3)
    made.mark("p4", Mark.IN)
    made.move()
    made.mark("p5", Mark.IN)
    assert [n.name for n, _ in minutes(made).attendance.came_late] == ["成员5"]


def test_what_was_decided_during_the_review_is_not_lost():
    made = hall()
    review = replace(made.meeting.items[0], kind=ItemKind.REVIEW, title="上次议定事项落实情况")
    made.meeting = replace(made.meeting, items=(review, *made.meeting.items[1:]))
    assert review.id not in numbers(made.meeting)
    made.vote(made.move(mover="成员1"), 9, 3, 2)
    item = minutes(made).items[0]
    assert item.kind is ItemKind.REVIEW and len(item.votes) == 1
    told = "\n".join(line.text for line in record(made).lines)
    assert item.votes[0].counts and item.votes[0].counts in told


def test_what_was_said_during_the_review_is_not_lost():
    made = hall()
    review = replace(made.meeting.items[0], kind=ItemKind.REVIEW, title="上次议定事项落实情况")
    made.meeting = replace(made.meeting, items=(review, *made.meeting.items[1:]))
    word = "井盖到现在没有换。"
    made.meeting = speak(made.meeting, made.id(), "p1", "成员1", Stance.AGAINST, word, made.later())
    assert [said.text for said in minutes(made).items[0].speeches] == [word]


def test_a_consensus_is_said_once():
    made = hall("consensus")
    made.close(made.open(made.move("种月季"), Method.CONSENSUS), objections=())
    made.meeting = put_item(
        made.meeting, replace(made.meeting.item("i1"), outcome=ItemOutcome.AGREED)
    )
    item = minutes(made).items[0]
    said = "".join(
        text for _label, text in paragraphs_of(item, Printed(minutes(made).attendance, False))
    )
    assert said.count("协商一致") == 1 and "经协商一致，经询问" not in said
