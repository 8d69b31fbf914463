"""A step of which nobody gave the day bears none on the screen."""

from datetime import datetime

from meetings.matters.followup_states import StepKind
from meetings.matters.followups import Step
from tui.words.ledger import step_text

AT = datetime.fromisoformat("2026-11-28T19:42:00+08:00")


def test_a_step_without_a_day_says_so_and_one_with_a_day_shows_it():
    assert step_text(Step("s", "b", "f", StepKind.COMPLETE, AT, undated=True)) == "日期不详 办结"
    dated = step_text(Step("s", "b", "f", StepKind.COMPLETE, AT))
    assert "日期不详" not in dated and "11月28日" in dated
