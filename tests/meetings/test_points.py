"""Speeches are taken together by stance, few enough for minutes of two or three pages."""

from datetime import UTC, datetime

import pytest

from meetings.chairing.points import LONGEST, gist
from meetings.papers.minutes import SpeechLine
from meetings.papers.points import MOST, proposed
from meetings.sitting.debate import SpeechKind, Stance
from meetings.sitting.points import PointKind

AT = datetime(2026, 11, 28, tzinfo=UTC)


def said(name: str, text: str, stance: Stance = Stance.FOR,
         kind: SpeechKind = SpeechKind.SPEECH) -> SpeechLine:  # fmt: skip
    return SpeechLine(name, stance, text, AT, kind)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("救护车进不来。去年耽误了二十分钟。", "救护车进不来。去年耽误了二十分钟"),
        ("去年救护车进不来，耽误了。大家都看见了。", "去年救护车进不来，耽误了"),
        ("好", "好"),
        ("  好 \n 的  ", "好 的"),
        ("一" * 7 + "。二三", "一" * 7 + "。二三"),
        ("一" * 8 + "。二三", "一" * 8),
        ("好。" + "一" * (LONGEST - 3) + "。", "好。" + "一" * (LONGEST - 3)),
        ("好。" + "一" * (LONGEST - 2) + "。", "好"),
        ("一" * (LONGEST // 3) + "，" + "二" * 60, None),
        ("一" * (LONGEST // 3 + 1) + "，" + "二" * 60, "一" * (LONGEST // 3 + 1)),
        ("一" * LONGEST, "一" * LONGEST),
        ("一" * (LONGEST + 1), "一" * (LONGEST - 2) + "……"),
        ("一" * 20 + "，" + "二" * 40, "一" * 20),
        ("一" * 10 + "，" + "二" * 60, "一" * 10 + "，" + "二" * (LONGEST - 13) + "……"),
    ],
)
def test_a_point_is_the_first_sentence_up_to_a_pause(text: str, point: str | None) -> None:
    assert gist(text) == (text[: LONGEST - 2] + "……" if point is None else point)


def test_the_same_words_of_several_people_are_one_point() -> None:
    [points] = proposed(
        [said("甲", "同意装灯。"), said("乙", "同意装灯。"), said("甲", "同意装灯")]
    )
    assert [(p.text, p.names) for p in points.points] == [("同意装灯", ("甲", "乙"))]


@pytest.mark.parametrize("more", [-1, 0, 1, 5])
def test_who_has_no_point_of_his_own_is_counted_once(more: int) -> None:
    count = MOST[PointKind.FOR] + more
    speeches = [said(f"第{n}人", f"第{n}条理由很充分") for n in range(count)]
    [points] = proposed([*speeches, *speeches])
    assert len(points.points) == min(count, MOST[PointKind.FOR])
    assert points.others == max(more, 0)


def test_notes_and_speeches_without_words_make_no_point() -> None:
    assert proposed([said("甲", "掌声", kind=SpeechKind.NOTE), said("乙", "\u200b")]) == ()


def test_stances_stand_in_their_order_whatever_was_said_first() -> None:
    made = proposed([said("甲", "不行", Stance.AGAINST), said("乙", "可以")])
    assert [points.kind for points in made] == [PointKind.FOR, PointKind.AGAINST]


@pytest.mark.parametrize("stance", [Stance.UNSAID, Stance.NEUTRAL])
def test_what_takes_no_side_is_a_question_or_stands_with_the_others(stance: Stance) -> None:
    [points] = proposed([said("甲", "钱从哪里来？", stance)])
    assert points.kind is PointKind.QUESTION
    [points] = proposed([said("甲", "先看看账", stance)])
    assert points.kind is PointKind.NEUTRAL
