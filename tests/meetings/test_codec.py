"""The one walk from frozen values to what JSON can hold, and back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

import pytest

from meetings.codec import UnsupportedHint, as_they_are, packing


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Inner:
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Value:
    name: str
    colour: Colour
    at: datetime
    sure: bool
    many: tuple[Inner, ...] = ()
    pair: tuple[date, str] | None = None
    counts: Mapping[str, int] | None = None


AT = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)
VALUES = (
    Value("甲", Colour.RED, AT, sure=True),
    Value(
        "", Colour.RED, AT, sure=False, many=(Inner(), Inner(date(2026, 1, 2))),
        pair=(date(2026, 1, 2), "乙"), counts={"b": 2, "a": 0},
    ),
)  # fmt: skip


@pytest.mark.parametrize("value", VALUES)
def test_a_value_comes_back_through_json_as_it_was(value: Value):
    pack, unpack = packing(Value, as_they_are)
    assert unpack(json.loads(json.dumps(pack(value)))) == value


def test_fields_keep_their_order_and_mappings_theirs():
    pack, _unpack = packing(Value, as_they_are)
    packed = pack(VALUES[1])
    assert list(packed) == ["name", "colour", "at", "sure", "many", "pair", "counts"]
    assert packed["many"] == [{"day": None}, {"day": "2026-01-02"}]
    assert list(packed["counts"]) == ["b", "a"]


def test_a_field_added_since_takes_its_default_and_one_unknown_is_passed_over():
    _pack, unpack = packing(Value, as_they_are)
    old = {"name": "甲", "colour": "red", "at": AT.isoformat(), "sure": True, "gone": 1}
    assert unpack(old) == VALUES[0]


@pytest.mark.parametrize(
    "spoilt",
    [{}, {"name": "甲"}, [], None, {"name": "", "colour": "blue", "at": "", "sure": True}],
)
def test_what_was_not_packed_is_refused(spoilt: object):
    _pack, unpack = packing(Value, as_they_are)
    with pytest.raises((KeyError, TypeError, ValueError)):
        unpack(spoilt)


@pytest.mark.parametrize("pair", [["2026-01-02"], ["2026-01-02", "乙", "丙"]])
def test_a_pair_has_two_parts(pair: list[str]):
    _pack, unpack = packing(tuple[date, str], as_they_are)
    with pytest.raises(ValueError, match="zip"):
        unpack(pair)


@pytest.mark.parametrize("hint", [float, int | str, int | str | None, object])
def test_a_hint_without_a_form_is_refused_before_anything_is_kept(hint: object):
    with pytest.raises(UnsupportedHint):
        packing(hint, as_they_are)
