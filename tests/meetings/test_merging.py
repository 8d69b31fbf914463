"""A merge can be taken back, supporters and all."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from meetings.matters.issues import Issue, IssueState, merge, part

AT = datetime(2026, 11, 24, 19, 42, tzinfo=UTC)


def issue(id: str, supporters: int) -> Issue:
    return Issue(id, "b", 1, "路灯", AT, supporters=supporters)


@given(st.integers(0, 99), st.integers(0, 99))
def test_taking_a_merge_back_leaves_the_supporters_as_they_were(mine: int, theirs: int):
    merged, stays = merge(issue("a", mine), issue("b", theirs))
    assert stays.supporters == theirs + max(1, mine)
    assert part(merged, stays).supporters == theirs
    assert merged.become(IssueState.COLLECTED).merged_into is None
