"""A topic is found by its initials, so that the input method may stay off for it."""

import pytest

from meetings.matters.issues import TOPICS
from tui.finding.topics import topic_meant


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("ggkj", "公共空间"), ("ＧＧＫＪ", "公共空间"), ("gonggong", "公共空间"),
        ("hjws", "环境卫生"), ("aqyh", "安全隐患"), ("tcyxftd", "停车与消防通道"),
        ("停车", "停车"), ("公共空间", "公共空间"), ("zzz", "zzz"), ("", ""), ("5G", "5G"),
    ],
)  # fmt: skip
def test_letters_that_spell_one_known_topic_mean_it(typed: str, topic: str):
    assert topic_meant(typed, TOPICS) == topic


def test_letters_that_fit_two_topics_stay_as_they_are():
    assert topic_meant("gg", ("公共空间", "公共管网")) == "gg"
