"""A tie and one more vote: both counts stand in the minutes."""

from tests.terminal.papers import minutes_text
from tests.terminal.walks import TIED


def test_after_a_tie_and_more_debate_the_motion_passes_and_both_counts_are_printed(start):
    text = minutes_text(start().play(TIED))
    tied = text.index("同意7票、反对7票、弃权0票")
    passed = text.index("同意8票、反对5票、弃权1票")
    assert tied < passed
    assert "票数相等" in text[tied : tied + 60]
    assert "可以放在周六上午" in text
