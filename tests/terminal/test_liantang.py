"""A whole meeting by keys alone, from an empty file to the minutes in Word."""

from tests.terminal.papers import minutes_text
from tests.terminal.walks import COLLECT, FIRST, FOUND, LIANTANG, PLAN, SIGN_IN


def test_the_meeting_is_held_by_keys_alone(start):
    terminal = start().play(LIANTANG)
    text = minutes_text(terminal)
    for part in (
        "莲塘社区居民议事会", "应到16人，实到14人", "至少11人", "陈静", "李梅", "孔亮", "曹玉",
        "办中秋邻里节，九点前结束", "同意12票、反对1票、弃权1票", "扶持两家社区社会组织",
        "同意13票、反对0票、弃权1票", "办一次议事规则培训", "同意14票、反对0票、弃权0票",
        "去年音响太吵，老人睡不好", "王芳", "居委会",
    ):  # fmt: skip
        assert part in text
    assert not terminal.sees("Traceback")


def test_it_is_held_as_well_on_a_wide_screen_up_to_the_first_decision(start):
    terminal = start(columns=120, rows=40).play((*FOUND, *COLLECT, *PLAN, *SIGN_IN, *FIRST))
    assert terminal.sees("2 扶持社区社会组织") and not terminal.sees("Traceback")
