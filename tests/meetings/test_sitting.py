"""What a meeting keeps and says of itself: tables of its edges, and second instances."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from meetings.community.bodies import Tier
from meetings.errors import Missing, NotAllowedNow, NotFound
from meetings.procedure.counts import Base, Tally
from meetings.procedure.laws import LawAct
from meetings.procedure.rules import ProxyUse, preset
from meetings.sitting.agenda import AgendaItem, ItemKind, ItemOutcome, comes_back, planned_end
from meetings.sitting.bylaws import (
    Article,
    Bylaw,
    BylawKind,
    BylawStatus,
    Edition,
    EditionStatus,
    Meant,
    TextFate,
    changes,
    chinese,
    named,
    numbered,
    proposal,
    read_articles,
    text_of,
    with_edition,
    with_meaning,
    written,
)
from meetings.sitting.debate import (
    Speech,
    SpeechKind,
    Stance,
    Talk,
    Waiting,
    in_turn,
    last_side,
    talk_of,
    times_spoken,
    who,
)
from meetings.sitting.guests import presence_words, standing_words, unit_of, votes_here
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import Invited, MeetingKind, MeetingState, plain_kind
from meetings.sitting.motions import Motion, MotionState, open_motions
from meetings.sitting.officers import Officer, officers_of, officers_without_mark, on_roll
from meetings.sitting.presence import (
    Mark,
    PresenceMark,
    Represented,
    RollEntry,
    SectionCount,
    Standing,
    WhoCame,
    beside_roll,
    by_section,
    labels,
    last_marks,
    nobody_signed,
    recused_from,
    room,
    state_of,
)
from meetings.sitting.recurring import Every, RecurringItem, due
from meetings.sitting.votes import (
    Ballot,
    Choice,
    Election,
    Electorate,
    Method,
    NotCounted,
    Proxy,
    VoteState,
    at_the_polls,
    marks_of,
    may_be_cast,
    options_verdict,
    rule_of,
    tally_of,
    took_part,
    verdict,
    voters_listed,
)
from tests.data.hall import START, hall

RULE = preset("community")
PROXIES = replace(RULE, proxies=ProxyUse.QUORUM_AND_VOTES)


# Votes


def test_every_answer_is_counted_as_what_it_is():
    many = {
        Choice.FOR: 5, Choice.AGAINST: 4, Choice.ABSTAIN: 3, Choice.INVALID: 2,
        Choice.NOT_VOTING: 1,
    }  # fmt: skip
    ballots = tuple(
        Ballot(f"{choice}{n}", choice) for choice, count in many.items() for n in range(count)
    )
    assert tally_of(ballots) == Tally(for_=5, against=4, abstain=3, invalid=2)
    assert tally_of(()) == Tally(0, 0, 0, 0)


def test_marks_count_only_on_answers_that_are_for():
    ballots = (
        Ballot("甲", Choice.FOR, ("一", "二")), Ballot("乙", Choice.FOR, ("一",)),
        Ballot("丙", Choice.INVALID, ("一", "二", "三")), Ballot("丁", Choice.ABSTAIN, ("二",)),
    )  # fmt: skip
    found = marks_of(ballots, ("一", "二", "三"))
    assert [(one.label, one.votes) for one in found] == [("一", 2), ("二", 1), ("三", 0)]


ROOM = Electorate(
    tuple(f"成员{n}" for n in range(1, 7)), ("成员1", "成员2", "成员3"), ("成员4",),
    (Proxy("成员5", "成员1"), Proxy("成员6", "成员1")),
)  # fmt: skip


def test_an_electorate_is_counted_by_its_names():
    assert ROOM.base() == Base(expected=6, present=3, recused=1, proxies=2)


@pytest.mark.parametrize(
    ("use", "votes"),
    [(ProxyUse.NOT_COUNTED, 3), (ProxyUse.QUORUM_AND_VOTES, 5), (ProxyUse.VOTES, 5)],
)
def test_proxies_are_votes_where_the_rule_counts_them(use, votes):
    assert ROOM.votes(replace(RULE, proxies=use)) == votes
    assert may_be_cast(replace(RULE, proxies=use), ROOM) == votes
    assert may_be_cast(replace(RULE, proxies=use), ROOM, Election(pool=99)) == votes


@pytest.mark.parametrize(
    ("name", "polls"),
    [
        ("community", False), ("residents-assembly", False), ("committee-election", True),
        ("committee-recall", True),
        ("committee-election-representatives", True),
    ],
)  # fmt: skip
def test_who_hands_in_a_paper_takes_part_in_elections_and_recalls_by_law(name, polls):
    rule = preset(name)
    assert at_the_polls(rule) is polls
    tally = Tally(3, 1, 1, 1)
    with_pool = Election(pool=40)
    if polls:
        assert rule.law is not None and rule.law.act is not LawAct.MEETING
        assert took_part(rule, ROOM, tally) == Base(6, 6)
        assert took_part(rule, ROOM, tally, with_pool) == Base(40, 6)
        assert (may_be_cast(rule, ROOM), may_be_cast(rule, ROOM, with_pool)) == (6, 40)
    else:
        assert took_part(rule, ROOM, tally, with_pool) == ROOM.base()


@pytest.mark.parametrize(
    ("election", "many"),
    [(None, 6), (Election(), 6), (Election(pool=0), 0), (Election(pool=1), 1)],
)
def test_the_list_of_voters_is_the_roll_unless_one_is_named(election, many):
    assert voters_listed(election, ROOM) == many


@pytest.mark.parametrize("pool", ["", "-households", "-representatives"])
def test_a_further_round_by_law_is_judged_by_the_laws_own_shares_for_the_same_voters(pool):
    made = hall(f"committee-election{pool}")
    opened = made.open(made.move("选举"), options=("甲", "乙"))
    vote = made.meeting.vote(opened)
    rule, election = made.meeting.in_force, Election()
    further = preset(f"committee-election{pool}-further")
    assert rule_of(replace(vote, election=election, run_off_of="v"), rule) == further
    for other in (vote, replace(vote, election=election), replace(vote, run_off_of="v")):
        assert rule_of(other, rule) == rule
    recall = preset(f"committee-recall{pool}")
    assert rule_of(replace(vote, election=election, run_off_of="v"), recall) == recall


def test_a_vote_without_counts_has_no_verdict():
    made = hall()
    vote = made.open(made.move())
    opened = made.meeting.vote(vote)
    for judge in (verdict, options_verdict):
        with pytest.raises(NotCounted) as missed:
            judge(opened, made.meeting.in_force)
        assert missed.value.facts == {"vote": vote, "state": VoteState.OPEN}
        with pytest.raises(NotCounted):
            judge(replace(opened, electorate=ROOM), made.meeting.in_force)
    assert not opened.counted
    assert not replace(opened, electorate=ROOM).counted
    assert not replace(opened, tally=Tally(1, 0)).counted
    assert replace(opened, electorate=ROOM, tally=Tally(1, 0)).counted
    assert replace(opened, electorate=ROOM, majority=False).counted


# The meeting as a whole


def test_two_of_one_name_are_called_with_their_buildings_and_one_alone_is_not():
    made = hall()
    names = ("张伟", "张伟", "李梅")
    roll = tuple(RollEntry(f"p{n}", name, f"{n}栋") for n, name in enumerate(names, 1))
    meeting = replace(made.meeting, roll=roll)
    assert [meeting.called(entry.person) for entry in roll] == [
        "张伟（1栋）",
        "张伟（2栋）",
        "李梅",
    ]
    with pytest.raises(NotFound) as missed:
        meeting.called("p4")
    assert missed.value.facts == {"kind": "RollEntry", "id": "p4"}


def test_what_is_not_in_a_meeting_is_said_by_kind_and_id():
    meeting = hall().meeting
    for find, kind in (
        (meeting.item, "AgendaItem"),
        (meeting.motion, "Motion"),
        (meeting.vote, "Vote"),
        (meeting.entry, "RollEntry"),
    ):
        with pytest.raises(NotFound) as missed:
            find("x9")
        assert missed.value.facts == {"kind": kind, "id": "x9"}


def test_the_room_is_that_of_the_item_while_it_runs_and_afterwards_who_came():
    made = hall(present=4)
    made.mark("p2", Mark.RECUSED, item="i2")
    made.mark("p3", Mark.OUT)
    made.mark("p6", Mark.EXCUSED)
    for state in (MeetingState.OPEN, MeetingState.SUSPENDED):
        meeting = replace(made.meeting, state=state)
        assert meeting.room_told() == meeting.room_told("i1") == meeting.room()
        assert meeting.room_told("i2").recused == ("p2",)
        assert meeting.room_told("i2").present == ("p1", "p4")
    made.end()
    over = made.meeting.room_told("i2")
    assert over.present == ("p1", "p2", "p3", "p4") and over.recused == ()
    assert over.excused == ("p6",)
    assert over.away == ("p5", *(f"p{n}" for n in range(7, 17)))
    assert over.expected == tuple(f"p{n}" for n in range(1, 17))
    assert over.others == () == over.represented


def test_the_agenda_is_numbered_by_its_positions():
    made = hall()
    items = tuple(
        replace(item, position=position)
        for item, position in zip(made.meeting.items, (30, 10, 20), strict=True)
    )
    meeting = replace(made.meeting, items=items)
    assert [item.id for item in meeting.in_order] == ["i2", "i3", "i1"]
    assert meeting.numbers == {"i2": 1, "i3": 2, "i1": 3}


def test_the_vote_in_the_room_goes_before_a_written_one():
    made = hall()
    assert made.meeting.open_vote is None
    made.meeting.require_no_hands("x")
    written_vote = made.open(made.move(), Method.WRITTEN)
    assert made.meeting.open_vote == made.meeting.vote(written_vote)
    made.meeting.require_no_hands("x")
    hands = made.open(made.move("划线"))
    assert made.meeting.open_vote == made.meeting.vote(hands)
    assert [vote.id for vote in made.meeting.open_votes] == [written_vote, hands]
    with pytest.raises(NotAllowedNow) as refused:
        made.meeting.require_no_hands("x")
    assert refused.value.facts == {"act": "x", "state": "vote_open"}


def test_before_it_opens_a_meeting_has_no_rule_and_afterwards_its_own():
    made = hall()
    assert made.meeting.in_force is made.meeting.rule
    with pytest.raises(NotAllowedNow):
        _ = replace(made.meeting, rule=None).in_force


def test_a_meeting_is_on_the_day_it_was_opened_where_it_is_held():
    made = hall()
    opened = replace(made.meeting, opened_at=START + timedelta(hours=5))
    assert opened.began_on == START.date() + timedelta(days=1)
    assert replace(opened, opened_at=None).began_on == START.date()


@pytest.mark.parametrize("tier", Tier)
def test_only_a_subdistrict_holds_another_kind_of_meeting_as_a_rule(tier):
    wanted = MeetingKind.ADVANCE if tier is Tier.SUBDISTRICT else MeetingKind.REGULAR
    assert plain_kind(tier) is wanted


# Guests and officers


def guests() -> Meeting:
    """A meeting with two members, an adviser, an observer, two of one name and three units."""
    made = hall(expected=2, present=1)
    more = (
        RollEntry("a", "顾老师", standing=Standing.ADVISER),
        RollEntry("o", "路人", standing=Standing.OBSERVER),
        RollEntry("u", "李队长"),
        RollEntry("v", "王经理", "物业公司"),
        RollEntry("w", "派出所"),
        RollEntry("x", "赵强"), RollEntry("y", "赵强"),
    )  # fmt: skip
    units = (
        Invited("城管执法队", "李队长"), Invited("物业公司", "别人"), Invited("派出所"),
        Invited("街道办", "赵强"), Invited("银行", "成员2"),
    )  # fmt: skip
    return replace(made.meeting, roll=(*made.meeting.roll, *more), invited=units)


@pytest.mark.parametrize(
    ("person", "unit", "words", "english"),
    [
        ("p1", None, "成员", "member"), ("p2", None, "成员", "member"),
        ("a", None, "顾问", "adviser"), ("o", None, "列席", "observer"),
        ("u", "城管执法队", "参会单位", "invited unit"),
        ("v", "物业公司", "参会单位", "invited unit"),
        ("w", "派出所", "参会单位", "invited unit"),
        ("x", None, "列席", "observer"),
    ],
)  # fmt: skip
def test_in_which_capacity_somebody_sits_there(person, unit, words, english):
    meeting = guests()
    entry = meeting.entry(person)
    found = unit_of(meeting, entry)
    assert (found.unit if found else None) == unit
    assert standing_words(meeting, entry) == words
    assert standing_words(meeting, entry, "en") == english
    votes = person in {"p1", "p2"}
    assert votes_here(meeting, entry) is votes
    assert presence_words(meeting, entry, Mark.IN) == ("出席" if votes else "列席")
    assert presence_words(meeting, entry, Mark.EXCUSED) == "请假"


def test_before_the_rule_is_known_members_vote():
    meeting = replace(guests(), rule=None)
    assert votes_here(meeting, meeting.entry("p1")) and not votes_here(meeting, meeting.entry("o"))


@pytest.mark.parametrize(
    ("chair", "secretary", "found"),
    [
        ("成员1", "成员2",
         [Officer("成员1", True, False, "p1"), Officer("成员2", False, True, "p2")]),
        (" 成员2 ", "成员2", [Officer("成员2", True, True, "p2")]),
        ("", "", []),
        ("赵强", "外人", [Officer("赵强", True, False, None), Officer("外人", False, True)]),
        ("赵强（2）", "", [Officer("赵强（2）", True, False, "y")]),
    ],
)  # fmt: skip
def test_officers_are_found_on_the_roll_by_label_or_by_a_name_that_one_alone_bears(
    chair, secretary, found
):
    meeting = replace(guests(), chair=chair, secretary=secretary)
    wanted = [replace(one, person="x") if one.name == "赵强" else one for one in found]
    assert list(officers_of(meeting)) == wanted


def test_a_name_that_two_bear_in_other_buildings_means_neither():
    two = (RollEntry("x", "赵强", "1栋"), RollEntry("y", "赵强", "2栋"))
    meeting = replace(guests(), roll=two)
    assert on_roll(meeting, "赵强") is None
    assert on_roll(meeting, "赵强（2栋）") == "y"
    assert on_roll(replace(meeting, roll=two[:1]), "赵强") == "x"
    assert on_roll(replace(meeting, roll=()), "赵强") is None


def test_officers_say_what_they_do():
    words = [Officer("甲", chairs, records).roles_in_words
             for chairs in (True, False) for records in (True, False)]  # fmt: skip
    assert words == ["主持人、记录人", "主持人", "记录人", ""]


def test_an_officer_counts_as_missing_until_signed_in():
    meeting = replace(guests(), chair="成员1", secretary="成员2")
    assert [one.name for one in officers_without_mark(meeting)] == ["成员2"]
    in_words = replace(meeting, chair="外人", secretary="")
    assert [one.name for one in officers_without_mark(in_words)] == ["外人"]
    nobody = hall("corner", expected=0, present=0).meeting
    if nobody.counts_who_is_there:
        assert [one.name for one in officers_without_mark(nobody)] == ["王主任", "李社工"]


# Presence


def line(person: str, kind: Mark, minute: int = 0, **more) -> PresenceMark:
    at = START + timedelta(minutes=minute)
    return PresenceMark(f"{person}{kind}{minute}", "b", "m", person, kind, at, **more)


FOUR = tuple(RollEntry(f"p{n}", f"成员{n}", votes=True) for n in range(1, 5))


@pytest.mark.parametrize(
    ("came", "listed", "led", "nobody"),
    [
        (0, 0, False, True), (0, 0, True, False), (0, 1, False, True), (0, 1, True, True),
        (1, 0, False, False), (1, 1, False, False),
    ],
)  # fmt: skip
def test_nobody_signed_in_where_nobody_of_the_roll_came(came, listed, led, nobody):
    assert nobody_signed(came, listed, led) is nobody


def test_who_came_is_counted_by_heads():
    came = WhoCame(("p1", "p2"), ("p1",), ("o1", "o2"), (), (), ("p2",), ("王主任",))
    assert (came.heads, came.came, came.unsigned) == (4, ("p1", "o1", "o2"), False)
    none = replace(came, voters=(), others=())
    assert none.unsigned and none.heads == 1
    assert not replace(none, expected=(), led=True).unsigned


def test_groups_are_counted_apart_and_only_where_somebody_belongs_to_one():
    roll = (
        RollEntry("p1", "甲", votes=True, section="东片"),
        RollEntry("p2", "乙", votes=True, section="西片"),
        RollEntry("p3", "丙", votes=True, section="东片"),
        RollEntry("p4", "丁", section="东片"), RollEntry("p5", "戊", votes=True),
    )  # fmt: skip
    assert by_section(roll, ["p1", "p4", "p5"], ["p3", "p5"]) == (
        SectionCount("东片", 2, 2, 1), SectionCount("西片", 1, 0, 0),
    )  # fmt: skip
    assert by_section(FOUR, ["p1"], []) == ()


def test_equal_labels_are_numbered_from_the_second_on():
    roll = [RollEntry(str(n), "张伟", "1栋") for n in range(3)]
    assert list(labels(roll).values()) == ["张伟（1栋）", "张伟（1栋）（2）", "张伟（1栋）（3）"]


@pytest.mark.parametrize(
    ("names", "left"),
    [
        (("王主任", "李社工"), ("王主任", "李社工")), (("王主任", "王主任"), ("王主任",)),
        ((" ", ""), ()), (("张伟",), ()), (("张伟（1栋）",), ()),
        (("张伟（2栋）",), ("张伟（2栋）",)),
        (("张伟", " 外人 "), ("外人",)), (("张伟（1栋）（2）",), ()),
        (("张伟（1栋）（3）",), ("张伟（1栋）（3）",)),
    ],
)  # fmt: skip
def test_who_is_beside_the_roll_is_on_it_neither_by_name_nor_by_label(names, left):
    assert beside_roll(names, [("张伟", "1栋"), ("张伟", "1栋"), ("李梅", "")]) == left


def test_where_somebody_is_comes_from_the_last_mark_in_time_that_says_so():
    marks = [
        line("p1", Mark.OUT, 5), line("p1", Mark.IN, 0), line("p1", Mark.RECUSED, 9, item="i1"),
        line("p1", Mark.STRUCK, 10), line("p1", Mark.SEATED, 11), line("p2", Mark.IN, 20),
        line("p1", Mark.RETURNED, 12, item="i1"),
    ]  # fmt: skip
    assert {person: mark.kind for person, mark in last_marks(marks).items()} == {
        "p1": Mark.OUT,
        "p2": Mark.IN,
    }
    state = state_of("p1", marks)
    assert state is not None and state.at == START + timedelta(minutes=5)
    assert state_of("p3", marks) is None
    assert state_of("p1", marks[2:5]) is None


def test_who_stands_back_does_so_from_that_item_until_they_return():
    marks = [
        line("p1", Mark.RECUSED, 1, item="i1"), line("p2", Mark.RECUSED, 1, item="i2"),
        line("p3", Mark.RECUSED, 1, item="i1"), line("p3", Mark.RETURNED, 2, item="i1"),
        line("p4", Mark.IN, 3, item="i1"), line("p1", Mark.RETURNED, 4, item="i2"),
    ]  # fmt: skip
    assert recused_from("i1", marks) == {"p1"}
    assert recused_from("i2", marks) == {"p2"}
    assert recused_from("i3", marks) == recused_from(None, marks) == set()


@pytest.mark.parametrize(
    ("limit", "kept"),
    [(0, ()), (1, ("p3",)), (2, ("p2", "p3")), (3, ("p2", "p3"))],
)
def test_a_holder_speaks_for_those_who_came_first_up_to_the_limit(limit, kept):
    marks = [
        line("p1", Mark.IN), line("p2", Mark.PROXY, 2, holder="p1"),
        line("p3", Mark.PROXY, 1, holder="p1"), line("p4", Mark.PROXY, 1, holder="p9"),
    ]  # fmt: skip
    seen = room(FOUR, marks, replace(PROXIES, proxy_limit=limit))
    assert seen.represented == tuple(Represented(person, "p1") for person in kept)
    assert seen.excused == tuple(p for p in ("p2", "p3", "p4") if p not in kept)
    assert seen.away == ()
    assert seen.quorum_count(PROXIES) == 1 + len(kept)
    assert seen.quorum_count(RULE) == 1
    assert seen.proxies_counted(replace(RULE, proxies=ProxyUse.VOTES)) == 0


def test_who_stands_back_or_has_no_vote_is_spoken_for_by_nobody_and_takes_nobodys_place():
    roll = (*FOUR, RollEntry("o1", "列席1", standing=Standing.OBSERVER))
    marks = [
        line("p1", Mark.IN), line("o1", Mark.PROXY, 1, holder="p1"),
        line("p2", Mark.PROXY, 2, holder="p1"), line("p2", Mark.RECUSED, 3, item="i1"),
        line("p3", Mark.PROXY, 4, holder="p1"),
    ]  # fmt: skip
    one = replace(PROXIES, proxy_limit=1)
    assert room(roll, marks, one, "i1").represented == (Represented("p3", "p1"),)
    assert room(roll, marks, one, "i2").represented == (Represented("p2", "p1"),)
    two = replace(PROXIES, proxy_limit=2)
    assert [pair.principal for pair in room(roll, marks, two, "i2").represented] == ["p2", "p3"]


@pytest.mark.parametrize(("minute", "present"), [(-1, ()), (0, ("p1",)), (4, ("p1",)),
                                                 (5, ("p1", "p2")), (6, ("p1", "p2"))])  # fmt: skip
def test_the_room_of_a_moment_has_whoever_was_signed_in_by_then(minute, present):
    marks = [line("p1", Mark.IN), line("p2", Mark.IN, 5)]
    seen = room(FOUR, marks, RULE, until=START + timedelta(minutes=minute))
    assert seen.present == present
    assert seen.away == tuple(p for p in ("p1", "p2", "p3", "p4") if p not in present)


def test_whoever_is_marked_absent_is_away_and_not_excused():
    seen = room(FOUR, [line("p1", Mark.ABSENT), line("p2", Mark.EXCUSED)], RULE)
    assert (seen.away, seen.excused) == (("p1", "p3", "p4"), ("p2",))


# Debate


def speech(name: str, item: str = "i1", stance: Stance = Stance.FOR, **more) -> Speech:
    person = more.pop("person", name)
    return Speech("s", "b", "m", item, person, name, stance, "说", START, **more)


NOTE = SpeechKind.NOTE


def test_turns_are_counted_and_not_notes_nor_more_of_the_same_turn():
    speeches = [
        speech("甲"), speech("甲", same_turn=True), speech("甲", "i2"), speech("乙", kind=NOTE),
        speech("乙", kind=SpeechKind.POINT_OF_ORDER), speech("丙", "i2"),
    ]  # fmt: skip
    assert times_spoken(speeches) == {"甲": 2, "丙": 1}
    assert times_spoken(speeches, "i1") == {"甲": 1}
    assert times_spoken(speeches, "i3") == {}


def test_who_spoke_longest_comes_first_then_who_spoke_most_often():
    speeches = [
        speech("甲", seconds=60), speech("乙", seconds=30), speech("乙", "i2", seconds=30),
        speech("丙", seconds=61), speech("丙", seconds=9, same_turn=True),
        speech("丁", kind=NOTE, seconds=99),
        speech("甲", seconds=5, person=None),
    ]  # fmt: skip
    assert talk_of(speeches) == (
        Talk("丙", 1, 70), Talk("乙", 2, 60), Talk("甲", 1, 60), Talk("甲", 1, 5),
    )  # fmt: skip
    assert talk_of(speeches, "i2") == (Talk("乙", 1, 30),)
    assert (who("p1", "甲"), who(None, "甲"), who("", "甲")) == ("p1", "=甲", "=甲")


@pytest.mark.parametrize(
    ("said", "side"),
    [
        ([], None), ([speech("甲")], Stance.FOR),
        ([speech("甲"), speech("乙", stance=Stance.AGAINST)], Stance.AGAINST),
        ([speech("甲"), speech("乙", "i2", Stance.AGAINST)], Stance.FOR),
        ([speech("甲"), speech("乙", stance=Stance.AGAINST, kind=NOTE)], Stance.FOR),
        ([speech("甲"), speech("乙", stance=Stance.NEUTRAL)], Stance.FOR),
        ([speech("甲", stance=Stance.UNSAID)], None),
    ],
)  # fmt: skip
def test_the_side_that_spoke_last_on_an_item(said, side):
    assert last_side(said, "i1") == side


HANDS = (Waiting("甲", "甲", Stance.FOR), Waiting("乙", "乙", Stance.AGAINST), Waiting("丙", "丙"))


@pytest.mark.parametrize(
    ("said", "new", "sides", "order"),
    [
        ([], True, True, "甲乙丙"),
        ([speech("甲")], True, True, "乙丙甲"),
        ([speech("甲")], True, False, "乙丙甲"),
        ([speech("甲")], False, True, "乙丙甲"),
        ([speech("甲")], False, False, "甲乙丙"),
        ([speech("甲", "i2")], True, True, "甲乙丙"),
        ([speech("甲", kind=NOTE)], True, True, "甲乙丙"),
        ([speech("丁", stance=Stance.AGAINST)], True, True, "甲丙乙"),
        ([speech("丁", stance=Stance.AGAINST)], True, False, "甲乙丙"),
        ([speech("丙", stance=Stance.AGAINST)], True, True, "甲乙丙"),
        ([speech("甲", person=None)], True, False, "甲乙丙"),
    ],
)  # fmt: skip
def test_hands_are_called_by_both_rules_of_fairness_and_else_as_they_were_raised(
    said, new, sides, order
):
    called = in_turn(HANDS, said, "i1", new, sides)
    assert "".join(waiting.name for waiting in called) == order


# Motions and the agenda


def test_the_newest_amendment_is_decided_first_then_motions_as_they_came():
    def motion(id: str, item: str = "i1", amends: str | None = None, state=MotionState.SECONDED):
        return Motion(id, "b", "m", item, id, "甲", START, amends=amends, state=state)

    motions = [
        motion("m1"), motion("a1", amends="m1"), motion("m2", state=MotionState.MOVED),
        motion("a2", amends="m1"), motion("m3", "i2"), motion("m4", state=MotionState.CARRIED),
        motion("a3", amends="m1", state=MotionState.LOST),
    ]  # fmt: skip
    assert [one.id for one in open_motions(motions, "i1")] == ["a2", "a1", "m1", "m2"]
    assert [one.id for one in open_motions(motions, "i2")] == ["m3"]
    assert {state for state in MotionState if motion("x", state=state).open} == {
        MotionState.MOVED,
        MotionState.SECONDED,
    }


@pytest.mark.parametrize(
    ("seconder", "seconding", "state"),
    [
        ("", True, MotionState.MOVED), (" ", True, MotionState.MOVED),
        ("乙", True, MotionState.SECONDED), ("", False, MotionState.SECONDED),
    ],
)  # fmt: skip
def test_a_motion_waits_for_its_second_where_one_is_needed(seconder, seconding, state):
    motion = Motion("m1", "b", "m", "i1", "照明", "甲", START, seconder)
    assert motion.waiting(seconding) is state


@pytest.mark.parametrize(
    ("began", "spent", "seconds"),
    [(None, 0, 0), (None, 7, 7), (0, 0, 90), (0, 7, 97), (90, 7, 7), (91, 7, 7), (89, 7, 8)],
)
def test_the_clock_of_an_item_never_runs_back(began, spent, seconds):
    began_at = None if began is None else START + timedelta(seconds=began)
    item = AgendaItem("i1", "b", "m", 1, "路灯", spent=spent, began_at=began_at)
    assert item.seconds(START + timedelta(seconds=90)) == seconds


def test_a_meeting_is_planned_to_end_when_all_its_items_are_over():
    items = [AgendaItem(f"i{n}", "b", "m", n, "路灯", minutes=n) for n in (5, 10)]
    assert planned_end(START, items) == START + timedelta(minutes=15)
    assert planned_end(START, []) == START


@pytest.mark.parametrize("outcome", [None, *ItemOutcome])
@pytest.mark.parametrize("kind", ItemKind)
def test_what_was_put_off_or_not_reached_comes_back_but_no_review(kind, outcome):
    item = AgendaItem("i1", "b", "m", 1, "路灯", kind, outcome=outcome)
    again = outcome in {None, ItemOutcome.POSTPONED, ItemOutcome.NOT_REACHED}
    assert comes_back(item) is (again and kind is not ItemKind.REVIEW)


@pytest.mark.parametrize(
    ("every", "month", "held", "wanted"),
    [
        (Every.MONTH, 1, [], True), (Every.MONTH, 1, [date(2026, 3, 1)], False),
        (Every.MONTH, 1, [date(2025, 3, 1), date(2026, 2, 28), date(2026, 4, 1)], True),
        (Every.YEAR, 3, [], True), (Every.YEAR, 4, [], False), (Every.YEAR, 2, [], True),
        (Every.YEAR, 3, [date(2026, 1, 1)], False), (Every.YEAR, 3, [date(2025, 12, 31)], True),
        (Every.MEETING, 9, [date(2026, 3, 9)], True),
    ],
)  # fmt: skip
def test_when_an_item_is_due_again(every, month, held, wanted):
    item = RecurringItem("r", "b", "安全提醒", every, month=month)
    assert due(item, date(2026, 3, 9), MeetingKind.REGULAR, held) is wanted
    assert not due(replace(item, stopped=True), date(2026, 3, 9), MeetingKind.REGULAR, held)
    joint = replace(item, kind=MeetingKind.JOINT)
    assert due(joint, date(2026, 3, 9), MeetingKind.JOINT, held) is wanted
    assert not due(joint, date(2026, 3, 9), None, held)


# Texts in articles


def edition(text: str, day: date | None = None, **more) -> Edition:
    return Edition((Article(text),), day, **more)


def bylaw(*editions: Edition) -> Bylaw:
    return Bylaw("x", "b", BylawKind.COVENANT, "居民公约", editions)


D1, D2, D3 = date(2020, 1, 1), date(2021, 1, 1), date(2022, 1, 1)


@pytest.mark.parametrize(
    ("there", "day", "order"),
    [
        ([], None, "新"), ([], D1, "新"),
        ([D1], D2, "新0"), ([D2], D1, "新0"), ([D1], None, "新0"), ([None], D1, "新0"),
        ([D1, D3], D2, "0新1"), ([D1, D2], D2, "0新1"), ([D1, D2], D3, "0新1"),
        ([D1, D2, D3], D3, "01新2"), ([D1, D2, D3], D2, "01新2"), ([D1, D2, D3], D1, "0新12"),
        ([D1, None, D3], D2, "0新12"), ([D2, D3], None, "新01"),
    ],
)  # fmt: skip
def test_an_older_edition_goes_where_its_day_puts_it_and_never_after_the_newest(there, day, order):
    editions = [edition(str(n), one) for n, one in enumerate(there)]
    older = with_edition(bylaw(*editions), edition("新", day), newest=False)
    assert "".join(one.articles[0].text for one in older.editions) == order
    newest = with_edition(bylaw(*editions), edition("新", day), newest=True)
    assert newest.editions[-1].articles[0].text == "新"
    assert newest.editions[:-1] == tuple(editions)


def test_what_a_person_said_of_a_motion_replaces_what_was_said_before():
    one = bylaw(
        edition("旧"),
        edition("新", meant=(Meant("m1", TextFate.WAITS), Meant("m2", TextFate.WAITS))),
    )
    said = with_meaning(one, 1, [Meant("m1", TextFate.ADOPTED), Meant("m3", TextFate.REJECTED)])
    assert said.editions[0] == one.editions[0]
    assert said.editions[1].meant == (
        Meant("m2", TextFate.WAITS), Meant("m1", TextFate.ADOPTED), Meant("m3", TextFate.REJECTED),
    )  # fmt: skip


def test_a_text_needs_a_title_and_words():
    assert named(replace(bylaw(), title=" 《居民公约》 ")).title == "居民公约"
    with pytest.raises(Missing) as missed:
        named(replace(bylaw(), title=" "))
    assert missed.value.facts == {"what": "title"}
    for articles in ((), (Article("第一章 总则", numbered=False),)):
        with pytest.raises(Missing) as missed:
            written(Edition(articles))
        assert missed.value.facts == {"what": "text"}
    assert written(edition("不乱扔", source=" 居委会 ")).source == "居委会"


def status(*parts: tuple[str | None, ItemOutcome | None, bool]) -> BylawStatus:
    editions = tuple(
        EditionStatus(edition(str(n), item=item), outcome, on_agenda=on)
        for n, (item, outcome, on) in enumerate(parts)
    )
    return BylawStatus(bylaw(*(one.edition for one in editions)), editions)


def test_the_newest_adopted_edition_is_in_force_and_the_newest_on_an_agenda_proposed():
    found = status(
        (None, None, False), ("i1", ItemOutcome.ADOPTED, True), ("i2", ItemOutcome.REJECTED, True),
        ("i3", ItemOutcome.AGREED, True), ("i4", None, True), ("i5", None, False),
        ("i6", None, True), ("i7", ItemOutcome.POSTPONED, True),
    )  # fmt: skip
    assert found.in_force is found.editions[3]
    assert found.proposed is found.editions[6]
    assert [one.adopted for one in found.editions] == [True, True, False, True, *[False] * 4]
    assert [one.proposed for one in found.editions] == [*[False] * 4, True, False, True, False]
    assert [found.number(found.editions[place]) for place in (0, 1, 3)] == [1, 2, 3]
    nothing = status(("i1", None, False), ("i2", ItemOutcome.REJECTED, True))
    assert nothing.in_force is None and nothing.proposed is None


def test_a_proposal_is_a_first_text_or_a_change_of_what_is_in_force():
    assert proposal(status(), (Article("不乱扔"),)) == ("制定《居民公约》", "第一条　不乱扔")
    changed = proposal(status((None, None, False)), (Article("不乱扔"),))
    assert changed == ("修订《居民公约》", "第一条修改为：不乱扔")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"), (1, "一"), (9, "九"), (10, "十"), (11, "十一"), (19, "十九"), (20, "二十"),
        (21, "二十一"), (99, "九十九"), (100, "一百"), (101, "一百零一"), (109, "一百零九"),
        (110, "一百一十"), (111, "一百一十一"), (119, "一百一十九"), (120, "一百二十"),
        (200, "二百"), (999, "九百九十九"),
    ],
)  # fmt: skip
def test_numbers_of_articles_in_chinese(number, words):
    assert chinese(number) == words


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("", "甲\n乙", ["第一条　甲", "第二条　乙"]),
        ("甲\n乙", "甲\n乙\n丙", ["增加一条，作为第三条：丙"]),
        ("甲\n乙\n丙", "甲\n丙", ["删去第二条：乙"]),
        ("甲\n乙", "甲\n丁", ["第二条修改为：丁"]),
        ("甲\n乙\n丙", "丁\n戊\n己\n庚",
         ["第一条修改为：丁", "第二条修改为：戊", "第三条修改为：己", "增加一条，作为第四条：庚"]),
        ("甲\n乙\n丙", "丁", ["第一条修改为：丁", "删去第二条：乙", "删去第三条：丙"]),
        ("甲", "甲", []),
        ("第一章 总则\n第一条 甲", "第一章 总纲\n第一条 甲", ["题头修改为：第一章 总纲"]),
        ("第一条 甲", "第一章 总则\n第一条 甲", ["增加：第一章 总则"]),
        ("第一章 总则\n第一条 甲", "第一条 甲", ["删去题头：第一章 总则"]),
        ("第一条 甲\n第三条 乙", "第一条 甲\n第二条 乙", ["第三条改为第二条"]),
    ],
)  # fmt: skip
def test_a_change_is_told_article_by_article(old, new, lines):
    assert list(changes(read_articles(old), read_articles(new))) == lines


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("序言\n第一条 甲\n续\n第二条 乙", [("", "序言"), ("第一条", "甲\n续"), ("第二条", "乙")]),
        ("第一章 总则\n一句\n第一条 甲", [("", "第一章 总则"), ("", "一句"), ("第一条", "甲")]),
        ("第一条\n甲", [("第一条", "甲")]),
        ("第一条\n第二条 乙", [("第二条", "乙")]),
        ("第二条 甲\n第三条 乙", [("第二条", "甲"), ("第三条", "乙")]),
        ("（一）甲\n2. 乙\n三、丙\n丁",
         [("第一条", "甲"), ("第二条", "乙"), ("第三条", "丙"), ("第四条", "丁")]),
    ],
)  # fmt: skip
def test_articles_are_read_with_the_numbers_of_their_paper(text, found):
    articles = read_articles(text)
    assert list(numbered(articles)) == found
    assert read_articles(text_of(articles)) == articles
