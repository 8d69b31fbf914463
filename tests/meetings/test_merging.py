"""A merge can be taken back, supporters and all."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.actions import collect
from meetings.errors import NotAllowedNow
from meetings.matters.issues import Issue, IssueState, SameMatter, merge, part
from tests.data.tiers import Tiers

AT = datetime(2026, 11, 24, 19, 42, tzinfo=UTC)


def issue(id: str, supporters: int) -> Issue:
    return Issue(id, "b", 1, "路灯", AT, supporters=supporters)


@given(st.integers(0, 99), st.integers(0, 99))
def test_taking_a_merge_back_leaves_the_supporters_as_they_were(mine: int, theirs: int):
    merged, stays = merge(issue("a", mine), issue("b", theirs), AT.date())
    assert stays.supporters == theirs + max(1, mine)
    assert part(merged, stays).supporters == theirs
    assert merged.become(IssueState.COLLECTED, AT.date()).merged_into is None


def same(tiers: Tiers, issue: Issue) -> list[str]:
    with tiers.records.reading() as book:
        return [one.id for one in collect.same_as(book, issue)]


def test_the_same_thing_in_other_bodies_is_seen_from_every_end_and_no_issue_is_written():
    tiers = Tiers()
    corner, community, subdistrict = (
        tiers.raise_(body, "消防通道停车") for body in (tiers.corner, tiers.community, tiers.street)
    )
    link = tiers.do(collect.link_same, tiers.corner.id, corner.id, community.id)
    tiers.do(collect.link_same, tiers.street.id, subdistrict.id, community.id)
    assert link.body == tiers.corner.id
    assert same(tiers, corner) == [community.id, subdistrict.id]
    assert same(tiers, community) == [corner.id, subdistrict.id]
    assert same(tiers, subdistrict) == [corner.id, community.id]
    assert [tiers.get(Issue, one.id) for one in (corner, community)] == [corner, community]


def test_the_same_thing_is_said_once_and_taken_back_by_who_said_it():
    tiers = Tiers()
    ours = tiers.raise_(tiers.corner, "消防通道停车")
    theirs = tiers.raise_(tiers.community, "消防通道被占")
    tiers.do(collect.link_same, tiers.corner.id, ours.id, theirs.id)
    with pytest.raises(NotAllowedNow):
        tiers.do(collect.link_same, tiers.community.id, theirs.id, ours.id)
    with pytest.raises(NotAllowedNow):
        tiers.do(collect.unlink_same, tiers.community.id, theirs.id, ours.id)
    tiers.do(collect.unlink_same, tiers.corner.id, ours.id, theirs.id)
    assert same(tiers, theirs) == []


def test_within_one_body_a_duplicate_is_merged_not_linked():
    tiers = Tiers()
    first, second = (tiers.raise_(tiers.corner, title) for title in ("路灯", "路灯坏了"))
    with pytest.raises(NotAllowedNow):
        tiers.do(collect.link_same, tiers.corner.id, first.id, second.id)


def test_a_link_holds_while_the_other_body_s_rows_are_still_on_their_way():
    tiers = Tiers()
    ours = tiers.raise_(tiers.corner, "路灯")
    with tiers.records.transaction("issue.same", tiers.by(), tiers.corner.id) as book:
        book.put(SameMatter(book.new_id(), tiers.corner.id, ours.id, "0" * 36))
    assert same(tiers, ours) == []
