"""The desk of points: proposals, merging, splitting, moving, rewording; no speech is lost by it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.chairing import points as desk
from meetings.chairing import speaking
from meetings.chairing.blockers import speeches_not_condensed
from meetings.errors import Missing, NotAllowedNow, NotFound
from meetings.sitting.debate import SpeechKind, Stance
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from meetings.sitting.points import Point, PointKind
from tests.data.hall import hall

FOR, AGAINST = Stance.FOR, Stance.AGAINST


def spoken(*said: tuple[str, Stance, str]) -> tuple[Meeting, str]:
    """A meeting with these speeches on its current item."""
    made = hall()
    for name, stance, text in said:
        made.meeting = speaking.speak(
            made.meeting, made.id(), None, name, stance, text, made.later()
        )
    assert made.meeting.current is not None
    return made.meeting, made.meeting.current


LAMPS = (
    ("甲", FOR, "太黑，装灯。"),
    ("乙", AGAINST, "太费电"),
    ("丙", FOR, "老人会摔跤"),
    ("丁", FOR, "太黑，装灯"),
    ("戊", Stance.NEUTRAL, "钱从哪里来？"),
)


def told(meeting: Meeting, item: str) -> list[tuple[str, str, tuple[str, ...]]]:
    said = desk.speeches_on(meeting, item)
    return [(p.kind.value, p.text, desk.names_of(p, said)) for p in desk.points_of(meeting, item)]


def test_until_somebody_looks_at_them_points_are_proposed_by_stance():
    meeting, item = spoken(*LAMPS)
    assert meeting.item(item).points == ()
    assert told(meeting, item) == [
        ("for", "太黑，装灯", ("甲", "丁")), ("for", "老人会摔跤", ("丙",)),
        ("against", "太费电", ("乙",)), ("question", "钱从哪里来", ("戊",)),
    ]  # fmt: skip


def test_points_are_merged_split_moved_and_reworded():
    meeting, item = spoken(*LAMPS)
    points = desk.merged(desk.points_of(meeting, item), 0, {1})
    points = desk.reworded(points, 0, PointKind.FOR, "太黑，老人会摔跤")
    meeting = desk.keep_points(meeting, item, points)
    assert told(meeting, item)[0] == ("for", "太黑，老人会摔跤", ("甲", "丙", "丁"))
    speech = next(s for s in meeting.speeches if s.name == "丁")
    points = desk.split(desk.points_of(meeting, item), 0, speech)
    assert [point.text for point in points[:2]] == ["太黑，老人会摔跤", "太黑，装灯"]
    points = desk.moved(points, 1, -1)
    assert [point.text for point in points[:2]] == ["太黑，装灯", "太黑，老人会摔跤"]
    assert desk.moved(points, 1, 1) == points, "a point stays among those of its kind"
    assert desk.moved(points, 0, -1) == points


def test_a_speech_made_afterwards_is_proposed_again_and_asked_about():
    meeting, item = spoken(*LAMPS)
    meeting = desk.keep_points(meeting, item, desk.points_of(meeting, item))
    over = replace(meeting, state=MeetingState.ENDED)
    assert desk.not_taken(meeting, item) == () and not list(speeches_not_condensed(over))
    later = replace(meeting.speeches[0], id="later", name="己", text="先试一盏")
    over = replace(over, speeches=(*over.speeches, later))
    assert [speech.name for speech in desk.not_taken(over, item)] == ["己"]
    [blocker] = speeches_not_condensed(over)
    assert (blocker.place, blocker.count, blocker.stops) == (item, 1, False)


def test_nothing_is_asked_about_while_the_meeting_runs():
    meeting, _item = spoken(*LAMPS)
    assert not list(speeches_not_condensed(meeting))


def test_notes_are_no_points():
    meeting, item = spoken(LAMPS[0])
    note = replace(meeting.speeches[0], id="n", kind=SpeechKind.NOTE)
    meeting = replace(meeting, speeches=(*meeting.speeches, note))
    assert len(desk.points_of(meeting, item)) == 1


def test_what_is_no_point_is_refused():
    meeting, item = spoken(*LAMPS)
    first = meeting.speeches[0].id
    with pytest.raises(Missing):
        desk.keep_points(meeting, item, (Point(PointKind.FOR, " \u200b", (first,)),))
    with pytest.raises(NotFound):
        desk.keep_points(meeting, item, (Point(PointKind.FOR, "好", ("nobody",)),))
    twice = (Point(PointKind.FOR, "好", (first,)), Point(PointKind.FOR, "行", (first,)))
    with pytest.raises(NotFound):
        desk.keep_points(meeting, item, twice)
    with pytest.raises(NotAllowedNow):
        desk.keep_points(replace(meeting, state=MeetingState.FINAL), item, ())


@given(st.data())
def test_whatever_is_done_every_speech_is_in_one_point(data: st.DataObject):
    meeting, item = spoken(*LAMPS)
    known = {speech.id for speech in meeting.speeches}
    for _turn in range(data.draw(st.integers(0, 8))):
        points = desk.points_of(meeting, item)
        place = data.draw(st.integers(0, len(points) - 1))
        act = data.draw(st.sampled_from(("merge", "split", "move", "kind")))
        if act == "merge":
            points = desk.merged(points, place, data.draw(st.sets(st.integers(0, len(points) - 1))))
        elif act == "split" and len(points[place].speeches) > 1:
            id = data.draw(st.sampled_from(points[place].speeches))
            points = desk.split(points, place, next(s for s in meeting.speeches if s.id == id))
        elif act == "move":
            points = desk.moved(points, place, data.draw(st.sampled_from((-1, 1))))
        elif act == "kind":
            kind = data.draw(st.sampled_from(tuple(PointKind)))
            points = desk.reworded(points, place, kind, points[place].text)
        meeting = desk.keep_points(meeting, item, points)
        inside = [id for point in desk.points_of(meeting, item) for id in point.speeches]
        assert sorted(inside) == sorted(known)
