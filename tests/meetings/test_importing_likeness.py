"""Which titles are pointed out as like: the index finds what comparing each with each finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.importing.likeness import LIKE, Titles, likeness

TITLE = st.text("路灯不亮井盖松动 ，1", max_size=8)


@pytest.mark.parametrize(
    ("one", "other", "percent"),
    [
        ("路灯不亮", "路灯不亮", 100),
        ("路灯不亮", "路灯", 100),
        ("路灯不亮", "路 灯，不亮！", 100),
        ("路灯不亮", "井盖松动", 0),
        ("路灯坏了", "路灯不亮", 33),
        ("灯", "灯", 0),
        ("", "路灯", 0),
        ('12"', "12栋的消防通道堵了", 0),
        ("46栋漏水", "46栋的灯", 33),
    ],
)
def test_likeness_is_the_share_of_pairs_of_the_shorter_text(one: str, other: str, percent: int):
    assert likeness(one, other) == likeness(other, one) == percent


@given(st.lists(TITLE, max_size=8), TITLE)
def test_looking_among_many_finds_what_comparing_each_finds(titles: list[str], wanted: str):
    many = Titles()
    for title in titles:
        many.add(title)
    each = {at: likeness(title, wanted) for at, title in enumerate(titles)}
    assert many.like(wanted) == {at: n for at, n in each.items() if n >= LIKE}
    assert list(many.like(wanted)) == sorted(many.like(wanted))
