"""A clock behind the newest entry, or set while the program runs, is told; the rest is not."""

from datetime import UTC, datetime, timedelta

import pytest

from meetings.clock_watch import against_entry, against_time

NOW = datetime(2026, 11, 25, 19, 30, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("newest", "told"),
    [
        (None, False),
        (NOW - 9_000 * DAY, False),
        (NOW, False),
        (NOW + 5 * MINUTE, False),
        (NOW + 5 * MINUTE + timedelta(seconds=1), True),
        (NOW + 9_000 * DAY, True),
    ],
)
def test_a_clock_more_than_minutes_behind_the_newest_entry_is_told(newest, told):
    found = against_entry(NOW, newest)
    assert (found is not None) is told
    assert found is None or (found.why, found.other) == ("behind_entry", newest)


@pytest.mark.parametrize(
    ("moved", "why"),
    [
        (timedelta(0), None),
        (-5 * MINUTE, None),
        (-5 * MINUTE - timedelta(seconds=1), "behind"),
        (-DAY, "behind"),
        (DAY, None),
        (DAY + timedelta(seconds=1), "ahead"),
        (9_000 * DAY, "ahead"),
    ],
)
@pytest.mark.parametrize("passed", [timedelta(0), 3 * timedelta(hours=1), 30 * DAY])
def test_a_clock_that_was_set_while_we_ran_is_told(moved, why, passed):
    found = against_time(NOW + passed + moved, NOW, passed)
    assert (found.why if found else None) == why
