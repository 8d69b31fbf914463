"""An issue's life: every state has a way back, and duplicates keep their supporters."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.errors import Missing, NotAllowedNow, ReasonNeeded
from meetings.matters.issues import (
    MOVES,
    NEED_REASON,
    SUPPORTED,
    Issue,
    IssueState,
    Move,
    Source,
    check,
    merge,
    part,
    words_for_paper,
)
from tests.data.hall import START

DAY = START.date()
LAMP = Issue("1", "b", 1, "路灯不亮", START, supporters=3)


def in_state(state: IssueState) -> Issue:
    return replace(LAMP, state=state)


@pytest.mark.parametrize("state", list(IssueState))
def test_every_state_has_a_way_back_to_the_pool(state):
    reached, waiting = {state}, [state]
    while waiting:
        for following in MOVES[waiting.pop()] - reached:
            reached.add(following)
            waiting.append(following)
    assert IssueState.ACCEPTED in reached


@pytest.mark.parametrize("state", sorted(NEED_REASON))
def test_what_turns_an_issue_away_needs_its_reason(state):
    with pytest.raises(ReasonNeeded):
        LAMP.become(state, DAY, "  ")
    assert LAMP.become(state, DAY, " 不属公共事务 ").reason == "不属公共事务"


@given(st.sampled_from(list(IssueState)), st.sampled_from(list(IssueState)))
def test_only_listed_moves_are_possible(state, wanted):
    issue = in_state(state)
    if issue.may_become(wanted):
        assert issue.become(wanted, DAY, "因为").state is wanted
    else:
        with pytest.raises(NotAllowedNow):
            issue.become(wanted, DAY, "因为")


def test_a_duplicate_brings_its_supporters_and_takes_them_along_again():
    other = Issue("2", "b", 2, "晚上太黑", START, supporters=2)
    merged, stays = merge(other, LAMP, DAY)
    assert (merged.state, merged.merged_into, stays.supporters) == (IssueState.MERGED, "1", 5)
    assert part(merged, stays).supporters == 3


def test_a_duplicate_without_supporters_counts_for_the_one_who_raised_it():
    _, stays = merge(Issue("2", "b", 2, "晚上太黑", START), LAMP, DAY)
    assert stays.supporters == 4


@pytest.mark.parametrize("state", ["returned", "merged", "withdrawn", "settled"])
def test_nothing_is_joined_to_an_issue_that_is_closed(state):
    with pytest.raises(NotAllowedNow):
        merge(Issue("2", "b", 2, "晚上太黑", START), in_state(IssueState(state)), DAY)


def test_an_issue_is_not_joined_to_itself():
    with pytest.raises(NotAllowedNow):
        merge(LAMP, LAMP, DAY)


def test_an_issue_says_what_it_is_about():
    with pytest.raises(Missing):
        check(replace(LAMP, title=" "))


def test_what_was_settled_before_moves_were_kept_says_when_it_was_once_it_is_open_again():
    settled = replace(in_state(IssueState.SETTLED), settled_at=START)
    later = DAY + timedelta(days=3)
    again = settled.become(IssueState.ACCEPTED, later, known=False)
    before = Move(IssueState.SETTLED, DAY)
    assert again.moves == (before, Move(IssueState.ACCEPTED, later, False))
    assert (again.settled_at, again.stands_since) == (None, None)
    once_more = again.become(IssueState.WITHDRAWN, DAY, "撤回")
    assert once_more.moves[-1] == Move(IssueState.WITHDRAWN, later), "not before its last move"
    assert once_more.stands_since == later


@pytest.mark.parametrize("state", [IssueState.COLLECTED, IssueState.SETTLED])
def test_no_move_is_made_up_where_nobody_said_when_it_was_settled(state):
    issue = replace(in_state(state), settled_at=START if state is IssueState.COLLECTED else None)
    wanted = IssueState.ACCEPTED if state is IssueState.SETTLED else IssueState.WITHDRAWN
    assert [one.state for one in issue.become(wanted, DAY, "因为").moves] == [wanted]


@pytest.mark.parametrize(
    ("source", "words"),
    [(Source.CHAT_GROUP, "太黑了；修一下"), (Source.HOTLINE, "张桂兰：太黑了\n李国强：修一下")],
)
def test_a_paper_quotes_an_issue_without_who_supports_it_or_spoke_in_the_group(source, words):
    text = f"张桂兰：太黑了\n李国强：修一下\n{SUPPORTED}王秀英、赵敏"
    assert words_for_paper(replace(LAMP, text=text, source=source)) == words
