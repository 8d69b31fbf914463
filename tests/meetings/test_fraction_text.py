"""Fractions as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.procedure.fraction_text import UnreadableFraction, parse_fraction
from meetings.procedure.share_words import fraction_words
from meetings.procedure.shares import Share


@pytest.mark.parametrize(
    ("text", "fraction"),
    [
        ("三分之二", (2, 3)),
        ("十分之九", (9, 10)),
        ("百分之九十", (90, 100)),
        ("百分之五十五", (55, 100)),
        ("一百分之九十", (90, 100)),
        ("2/3", (2, 3)),
        ("２／３", (2, 3)),
        (" 90 % ", (90, 100)),
        ("66.7%", (667, 1000)),
        ("九成", (9, 10)),
        ("半数", (1, 2)),
        ("全部", (1, 1)),
        ("十二分之五", (5, 12)),
    ],
)
def test_a_fraction_is_read_in_words_in_digits_and_as_a_percentage(text, fraction):
    assert parse_fraction(text) == fraction


@pytest.mark.parametrize("text", ["", "很多", "分之二", "三分之", "2//3", "1/2/3", "-1/2", "多成"])
def test_what_is_no_fraction_is_refused_with_its_text(text):
    with pytest.raises(UnreadableFraction) as refused:
        parse_fraction(text)
    assert refused.value.facts == {"text": text}


@given(st.integers(2, 999).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n))))
def test_what_is_printed_is_read_again(fraction):
    numerator, denominator = fraction
    share = Share(numerator, denominator, strict=False)
    assert parse_fraction(fraction_words(share, "zh")) == fraction
