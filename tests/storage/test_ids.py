"""Ids are UUIDv7 in lower case and rise within the process, whatever the clock does."""

import re
import threading
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.ids import Ids, new_id, next_after

FORM = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


@given(st.lists(st.integers(0, (1 << 47) - 1), min_size=1, max_size=50))
def test_ids_rise_though_the_clock_stands_or_goes_back(milliseconds):
    times = iter(milliseconds)
    ids = Ids(lambda: next(times) * 1_000_000)
    made = [ids.new() for _ in milliseconds]
    assert made == sorted(set(made))
    assert all(FORM.fullmatch(id) for id in made)


def test_an_id_tells_its_millisecond_and_version():
    made = uuid.UUID(Ids(lambda: 1_772_362_800_123_000_000).new())
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert made.int >> 80 == 1_772_362_800_123


def test_ids_follow_those_of_an_earlier_run_with_a_faster_clock():
    before = Ids(lambda: 2_000_000_000_000_000_000).new()
    ids = Ids(lambda: 1_700_000_000_000_000_000)
    ids.start_after(before)
    assert before < ids.new() < ids.new()


def test_a_full_millisecond_goes_on_in_the_next():
    ids = Ids(lambda: 1_000_000)
    ids.start_after("00000000-0001-7fff-bfff-ffffffffffff")
    assert ids.new().startswith("00000000-0002-7")


def test_threads_get_different_ids():
    made: list[str] = []
    threads = [
        threading.Thread(target=lambda: made.extend(new_id() for _ in range(500))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 2000


def test_an_id_follows_a_known_one_whatever_the_clock_says():
    known = Ids(lambda: 2_500_000_000_000_000_000).new()
    made = [known]
    for _ in range(1000):
        made.append(next_after(made[-1]))
    assert made == sorted(set(made))
    assert all(FORM.fullmatch(id) for id in made)
    assert next_after("00000000-0001-7fff-bfff-ffffffffffff").startswith("00000000-0002-7")


@pytest.mark.parametrize(("hours", "followed"), [(0, True), (23, True), (25, False)])
def test_what_is_followed_was_made_at_most_a_day_ahead(hours, followed):
    now = 1_772_362_800_000
    ids = Ids(lambda: now * 1_000_000)
    ahead = Ids(lambda: (now + hours * 3_600_000) * 1_000_000).new()
    assert (ahead < ids.farthest_followed()) is followed


def test_many_at_once_are_ids_like_others_and_rise():
    ids = Ids(lambda: 1_800_000_000_000 * 1_000_000)
    before, made, after = ids.new(), ids.more(300), ids.new()
    assert [before, *made, after] == sorted({before, *made, after}) and len(made) == 300
    assert all(FORM.fullmatch(one) for one in made) and ids.more(0) == []
