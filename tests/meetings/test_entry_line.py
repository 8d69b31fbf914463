"""An issue in one line: place, topic, supporters and name are taken out, everything else stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.clean import is_blank
from meetings.matters.entry_line import EntryLine, parse, topic_for
from meetings.matters.issues import TOPICS

NAMES = frozenset({"张桂兰", "李国强"})

WORDS = st.text("消防通道停车路灯楼栋坏了一直没人修abc123", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "消防通道停车 @45栋 #停车 张桂兰",
            EntryLine("消防通道停车", "45栋", "停车与消防通道", "张桂兰"),
        ),
        ("消防通道停车＠45栋＃停车 +3", EntryLine("消防通道停车", "45栋", "停车与消防通道", "", 3)),
        ("张桂兰", EntryLine("张桂兰")),
        ("路灯 灭了 李国强", EntryLine("路灯 灭了", name="李国强")),
        ("李国强 路灯 灭了", EntryLine("李国强 路灯 灭了")),
        ("路灯不亮 ＋１２人 李国强", EntryLine("路灯不亮", name="李国强", supporters=12)),
        ("路灯不亮 李国强 @47栋", EntryLine("路灯不亮", "47栋", name="李国强")),
        ("找张桂兰 修路灯", EntryLine("找张桂兰 修路灯")),
        ("", EntryLine("")),
    ],
)
def test_a_line_says_place_topic_supporters_and_name(line: str, said: EntryLine):
    assert parse(line, NAMES) == said


def test_a_hash_after_a_digit_belongs_to_the_number_of_a_building():
    said = parse("3#楼路灯坏了 @3#楼 #基础")
    assert (said.title, said.place, said.topic) == ("3#楼路灯坏了", "3#楼", "基础设施")


def test_only_the_first_place_topic_and_number_count():
    said = parse("停车 @45栋 @47栋 +3 +4")
    assert (said.place, said.supporters, said.title) == ("45栋", 3, "停车 @47栋 +4")


def test_a_topic_is_found_by_a_part_of_it_or_by_its_part():
    assert topic_for("消防") == "停车与消防通道"
    assert topic_for("乱停车") == "停车与消防通道"
    assert topic_for("宠物") == "宠物"
    assert topic_for("很冷的水", ("水与电", "热水")) == "很冷的水", "one sign is no part"
    assert all(topic_for(topic) == topic for topic in TOPICS)


@given(WORDS, WORDS, WORDS, st.integers(1, 9999), st.sampled_from(sorted(NAMES)))
def test_what_is_marked_is_found_whatever_the_words(title, place, topic, number, name):
    said = parse(f"{title} @{place} #{topic} +{number} {name}", NAMES, topics=())
    assert said == EntryLine(title, place, topic, name, number)


def _seen(text: str) -> list[str]:
    return sorted(sign for sign in text if not is_blank(sign) and sign not in "@＠#＃")


@given(st.text())
def test_no_word_of_any_line_is_lost_and_nothing_is_added(line: str):
    said = parse(line, NAMES, topics=())
    for word in said.title.split():
        assert word in line
    kept = said.title + said.place + said.topic + said.name
    assert _seen(kept) == _seen(line) or said.supporters or "+" in line or "＋" in line


@given(st.text("消防通道 停车路灯"))
def test_a_line_without_marks_is_its_title(line: str):
    assert parse(line) == EntryLine(" ".join(line.split()))
