"""The speech line: who, where they stand, what they say, with as few keys as can be."""

from datetime import datetime

import pytest

from meetings.sitting.debate import Floor, SpeechKind, Stance
from tui.finding.people_search import PersonFinder
from tui.finding.speech_line import hear

PEOPLE = PersonFinder([("1", "张桂兰", "45栋"), ("2", "李国强", "45栋"), ("3", "张伟", "47栋")])
FLOOR = Floor("2", "李国强", datetime(2026, 11, 24, 19, 42))


@pytest.mark.parametrize("sign", ["+", "＋"])
@pytest.mark.parametrize("gap", ["", " "])
def test_a_sign_after_the_initials_is_the_side(sign, gap):
    heard = hear(f"zgl{sign}{gap}救护车进不来", PEOPLE)
    assert (heard.person, heard.stance, heard.text) == ("1", Stance.FOR, "救护车进不来")


@pytest.mark.parametrize(
    "line",
    [
        "zgl 支持 救护车进不来", "zgl　支持　救护车进不来", "zgl，支持，救护车进不来",
        "zgl：支持：救护车进不来", "zgl、支持、救护车进不来", "zgl。支持。救护车进不来",
        "ｚｇｌ＋救护车进不来", "ＺＧＬ　ＺＣ　救护车进不来", "zgl zc 救护车进不来",
    ],
)  # fmt: skip
def test_whatever_the_input_method_sends_between_the_words_parts_them(line):
    heard = hear(line, PEOPLE)
    assert (heard.person, heard.stance, heard.text) == ("1", Stance.FOR, "救护车进不来")


@pytest.mark.parametrize("floor", [None, FLOOR])
@pytest.mark.parametrize(
    ("line", "stance"),
    [
        ("zgl 救护车进不来", Stance.UNSAID), ("zgl：救护车进不来", Stance.UNSAID),
        ("zgl 中立 救护车进不来", Stance.NEUTRAL), ("zgl zl 救护车进不来", Stance.NEUTRAL),
    ],
)  # fmt: skip
def test_nobody_is_neutral_of_whom_the_line_does_not_say_it(line, stance, floor):
    heard = hear(line, PEOPLE, floor)
    assert (heard.name, heard.stance, heard.text) == ("张桂兰", stance, "救护车进不来")


def test_the_words_of_whoever_has_the_floor_take_no_side_by_themselves():
    assert hear("救护车进不来", PEOPLE, FLOOR).stance is Stance.UNSAID
    assert hear("记事 掌声", PEOPLE).stance is Stance.UNSAID


@pytest.mark.parametrize("line", ["-车位少", "- 车位少", "－车位少", "反对 车位少"])
def test_whoever_has_the_floor_needs_only_the_side(line):
    heard = hear(line, PEOPLE, FLOOR)
    assert (heard.person, heard.stance, heard.text) == ("2", Stance.AGAINST, "车位少")


def test_a_sign_within_the_words_is_a_part_of_them():
    heard = hear("张桂兰 支持 3-5天就能划好", PEOPLE)
    assert (heard.person, heard.text) == ("1", "3-5天就能划好")


def test_a_name_that_fits_nobody_is_kept_with_its_side():
    heard = hear("王阿姨+太吵了", PEOPLE)
    assert (heard.name, heard.stance) == ("", Stance.FOR)
    assert heard.typed_name == "王阿姨" and heard.text == "太吵了"


@pytest.mark.parametrize(("word", "kind"), [("程序", SpeechKind.POINT_OF_ORDER),
                                            ("打断", SpeechKind.INTERRUPTION)])  # fmt: skip
def test_words_make_the_line_a_note(word, kind):
    assert hear(f"{word} 先表决修正案", PEOPLE).kind is kind


def test_a_building_with_a_hyphen_is_no_side_where_the_name_is_known():
    people = PersonFinder([("1", "A-张", "")])
    assert hear("A-张 支持 好", people).person == "1"


def test_a_name_in_other_signs_before_a_side_is_not_the_words_of_whoever_has_the_floor():
    heard = hear("掌柜蓝 支持 早就应该划了", PEOPLE, FLOOR)
    assert (heard.person, heard.name, heard.typed_name) == (None, "", "掌柜蓝")
    assert [who.name for who in heard.candidates] == ["张桂兰"]
    assert (heard.stance, heard.text) == (Stance.FOR, "早就应该划了")


@pytest.mark.parametrize("line", ["掌柜蓝 说得对", "大家 支持 就好", "车位 反对"])
def test_other_words_before_a_side_are_those_of_whoever_has_the_floor(line):
    heard = hear(line, PEOPLE, FLOOR)
    assert (heard.person, heard.text) == ("2", line)
