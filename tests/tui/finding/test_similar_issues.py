"""Duplicates are found by pairs of characters, so that two-character words count."""

from hypothesis import given
from hypothesis import strategies as st

from tui.finding.similar_issues import IssuePool, PoolIssue

POOL = IssuePool(
    [
        PoolIssue("lane", "消防通道被私家车占用", "45栋"),
        PoolIssue("lamp", "楼道路灯坏了", "47栋"),
        PoolIssue("bikes", "共享单车乱停放"),
        PoolIssue("charge", "电动车在楼道充电", "45栋"),
    ]
)


def keys(title: str, place: str = "") -> list[str]:
    return [like.key for like in POOL.like(title, place)]


def test_the_same_matter_in_other_words_is_found():
    assert keys("消防通道停车", "45栋")[0] == "lane"
    assert keys("楼道电瓶车充电")[0] == "charge"


def test_one_word_of_two_characters_finds_its_matters():
    assert keys("路灯") == ["lamp"]
    assert keys("单车") == ["bikes"]


def test_another_matter_is_not_a_duplicate():
    assert keys("广场舞太吵") == []
    assert keys("车") == []


def test_the_same_place_makes_likelier():
    assert keys("路灯不亮") == []
    assert keys("路灯不亮", "47栋") == ["lamp"]


@given(st.text(), st.text())
def test_any_text_can_be_compared(title: str, place: str):
    assert all(0 <= like.percent <= 100 for like in POOL.like(title, place))
