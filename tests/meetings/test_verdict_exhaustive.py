"""Every preset, every base to 60, every count: judged as an oracle in fractions judges.

The oracle shares nothing with the program but the names of the presets. A room is fixed by
three questions that do not touch each other, so they are walked through apart, each in full:
the quorum (expected × present), the passing of every for and against of every room with those who
abstain and are silent, and for owners heads and areas.
"""

import os
from collections.abc import Iterable
from fractions import Fraction
from functools import cache

import pytest

from meetings.procedure.counts import Base, Tally
from meetings.procedure.owners import Areas
from meetings.procedure.rules import PRESETS, preset
from meetings.procedure.verdict import judge

MOST = 60
EVERY_SPLIT = int(os.environ.get("EVERY_SPLIT", "24"))
"""Up to so many heads every count and every split of the rest is taken; 60 takes them all.

Beyond, the edges are: how it goes cannot hang on the heads in between."""
BY_LAW = MOST if EVERY_SPLIT == MOST else 20
"""Up to so many heads in rooms under a law, whose passing is that of `community`."""
QUORUM = {
    "community": (Fraction(2, 3), False),
    "community-major": (Fraction(2, 3), False),
    "community-proxies": (Fraction(2, 3), False),
    "assembly-2018": (Fraction(1, 2), True),
    "village-representatives-2018": (Fraction(2, 3), False),
    "residents-assembly": (Fraction(1, 2), True),
    "residents-assembly-households": (Fraction(1, 2), True),
    "residents-representatives": (Fraction(2, 3), False),
    "villagers-assembly": (Fraction(1, 2), True),
    "villagers-assembly-households": (Fraction(2, 3), False),
    "village-representatives": (Fraction(2, 3), False),
    "villagers-group": (Fraction(2, 3), False),
    "villagers-group-households": (Fraction(2, 3), False),
}
ELECTORATES = {
    "": (Fraction(1, 2), True),
    "-households": (Fraction(1, 2), True),
    "-representatives": (Fraction(2, 3), True),
}
for _pool, _quorum in ELECTORATES.items():
    for _act in ("committee-election{}", "committee-election{}-further", "committee-recall{}"):
        QUORUM[_act.format(_pool)] = _quorum
ELECTIONS = {
    f"committee-election{pool}{further}": share
    for pool in ELECTORATES
    for further, share in (("", (Fraction(1, 2), True)), ("-further", (Fraction(1, 3), False)))
}
PASSING = {
    "corner": ("decisive", Fraction(1, 2), True),
    "community": ("present", Fraction(1, 2), True),
    "community-major": ("present", Fraction(2, 3), False),
    "all-members": ("expected", Fraction(1, 2), True),
} | {
    key: ("present", Fraction(1, 2), True)
    for key in QUORUM
    if key != "community-major" and key not in ELECTIONS
}
OWNERS = {"owners-general": (Fraction(1, 2), True), "owners-major": (Fraction(3, 4), False)}


@cache
def enough(part: int, whole: int, share: Fraction, strict: bool) -> bool:
    if whole == 0:
        return False
    reached = Fraction(part, whole)
    return reached > share if strict else reached >= share


@cache
def smallest(whole: int, share: Fraction, strict: bool) -> int | None:
    return next((n for n in range(whole + 1) if enough(n, whole, share, strict)), None)


def splits(heads: int, rest: int, *also: int) -> Iterable[int]:
    """Into how many and the others the rest of so many heads is split."""
    return range(rest + 1) if heads <= EVERY_SPLIT else {0, rest // 2, rest, *also}


def heads_for(heads: int, most: int, *edges: int | None) -> Iterable[int]:
    """How many of so many may be for it; in large rooms none, all, and those around each edge."""
    if heads <= EVERY_SPLIT:
        return range(most + 1)
    near = {edge + by for edge in edges if edge is not None for by in (-1, 0, 1)}
    return sorted({0, most} | {number for number in near if 0 <= number <= most})


def outcome_of(passed: bool, for_: int, against: int) -> str:
    if passed:
        return "passed"
    return "tied" if for_ == against and for_ + against > 0 else "failed"


def test_the_oracle_knows_every_preset():
    known = set(PASSING) | set(OWNERS) | set(ELECTIONS) | {"consensus"}
    assert known == set(PRESETS)


@pytest.mark.parametrize("key", QUORUM)
def test_every_quorum(key):
    rule = preset(key)
    share, strict = QUORUM[key]
    for expected in range(MOST + 1):
        for present in range(expected + 1):
            met = enough(present, expected, share, strict)
            verdict = judge(rule, Base(expected, present), Tally(present, 0))
            assert verdict.quorum_needed == smallest(expected, share, strict)
            assert verdict.quorum_met == met
            assert (verdict.outcome == "inquorate") == (not met), (expected, present)


@pytest.mark.parametrize("key", PASSING)
def test_every_count_of_every_room(key):
    rule = preset(key)
    basis, share, strict = PASSING[key]
    quorate = key in QUORUM
    for room in range(MOST + 1 if rule.law is None else BY_LAW + 1):
        base = Base(room, room)
        needs = smallest(room, share, strict)
        for against in range(room + 1):
            for for_ in heads_for(room, room - against, needs, against):
                decided = for_ + against
                whole = decided if basis == "decisive" else room
                passed = enough(for_, whole, share, strict)
                wanted = outcome_of(passed, for_, against)
                if quorate and room == 0:
                    wanted = "inquorate"
                needed = smallest(whole, share, strict) if basis == "decisive" else needs
                for abstain in splits(room, room - decided):
                    verdict = judge(rule, base, Tally(for_, against, abstain))
                    if verdict.outcome != wanted or verdict.votes_needed != needed:
                        pytest.fail(f"{key} {room}: {for_}:{against}:{abstain} {verdict}")


@pytest.mark.parametrize("key", ELECTIONS)
def test_every_count_of_one_candidate(key):
    """Nobody is level with anybody: a candidate's votes are enough, or they are not."""
    rule = preset(key)
    share, strict = ELECTIONS[key]
    for voted in range(1, MOST + 1):
        for for_ in range(voted + 1):
            for against in {0, min(for_, voted - for_), voted - for_}:
                verdict = judge(rule, Base(voted, voted), Tally(for_, against))
                wanted = "passed" if enough(for_, voted, share, strict) else "failed"
                assert verdict.outcome == wanted, (voted, for_, against)
                assert verdict.votes_needed == smallest(voted, share, strict)


def test_every_consensus():
    rule = preset("consensus")
    for room in range(MOST + 1):
        for against in range(room + 1):
            for for_ in range(room - against + 1):
                abstain = room - against - for_
                verdict = judge(rule, Base(None, room), Tally(for_, against, abstain))
                passed = against == 0 and for_ > 0
                assert verdict.outcome == outcome_of(passed, for_, against)
                assert verdict.votes_needed is None


@pytest.mark.parametrize("key", OWNERS)
def test_every_count_of_owners_by_heads(key):
    """Each head owns the same area, so heads and area say the same.

    Whether it passes does not hang on how those not for are split; there is no tie to break.
    """
    rule = preset(key)
    share, strict = OWNERS[key]
    for heads in range(MOST + 1):
        for took in range(heads + 1):
            quorate = enough(took, heads, Fraction(2, 3), False)
            for for_ in heads_for(heads, took, smallest(took, share, strict)):
                passed = enough(for_, took, share, strict)
                rest = took - for_
                for against in splits(heads, rest, min(for_, rest)):
                    abstain = rest - against
                    areas = Areas(heads * 101, for_ * 101, against * 101, abstain * 101)
                    verdict = judge(rule, Base(heads, None), Tally(for_, against, abstain), areas)
                    wanted = "passed" if passed else "failed"
                    wanted = wanted if quorate else "inquorate"
                    assert verdict.outcome == wanted, (heads, for_, against, abstain)
                    assert verdict.votes_needed == smallest(took, share, strict)


@pytest.mark.parametrize("key", OWNERS)
def test_every_area_of_owners(key):
    """Heads all agree; the area alone decides, to the hundredth."""
    rule = preset(key)
    share, strict = OWNERS[key]
    for total in range(1, MOST + 1):
        for took in range(1, total + 1):
            quorate = enough(took, total, Fraction(2, 3), False)
            for for_ in heads_for(total, took, smallest(took, share, strict)):
                verdict = judge(rule, Base(9, None), Tally(8, 1), Areas(total, for_, took - for_))
                wanted = "passed" if enough(for_, took, share, strict) else "failed"
                assert verdict.outcome == (wanted if quorate else "inquorate")
                assert verdict.area_needed == smallest(took, share, strict)
