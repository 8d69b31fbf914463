"""The menus of 开会 keep their digits: no two that are offered together share one."""

from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from meetings.chairing.ways_on import WayOn
from meetings.sitting.meeting_states import MeetingState
from tui.commands.registry import SIGNS
from tui.screens.hold import menu, motions, ways


@pytest.mark.parametrize("state", MeetingState)
def test_entries_offered_together_have_digits_of_their_own(state, monkeypatch):
    for current, informal, alarm, counted, held in product(
        (None, "i"), *[(False, True)] * 3, (None, "election")
    ):
        meeting: Any = SimpleNamespace(
            state=state, current=current, informal=informal,
            votes=[SimpleNamespace(counted=counted, election=held)],
        )  # fmt: skip
        monkeypatch.setattr(menu, "quorum_alarm", lambda *_args, alarm=alarm: alarm or None)
        digits = [entry.digit for entry in menu.MENU if entry.fits(meeting)]
        assert len(set(digits)) == len(digits)
        assert set(digits) <= set(SIGNS)


def test_ways_that_share_a_digit_are_never_offered_together():
    after_a_vote = {WayOn.RUN_OFF, WayOn.REVOTE, WayOn.CASTING_VOTE}
    without_quorum = {WayOn.WAIT, WayOn.INFORMAL_TALK}
    both = {WayOn.POSTPONE, WayOn.PASS_UP}
    assert after_a_vote | without_quorum | both == set(WayOn)
    for together in (after_a_vote | both, without_quorum | both):
        assert len({ways.DIGITS[way] for way in together}) == len(together)


def test_what_is_done_with_a_motion_has_a_digit_of_its_own():
    source = Path(motions.__file__).read_text(encoding="utf-8")
    assert len(set(motions.DIGITS.values())) == len(motions.DIGITS)
    for key in motions.DIGITS:
        assert f'"{key}"' in source
