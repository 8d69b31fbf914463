"""The harness itself: keys by name become what a terminal sends."""

from tests.terminal.keys import pasted, split


def test_texts_and_named_keys_are_told_apart():
    assert split("张三<Enter><F4>8") == ["张三", "\r", "\x1bOS", "8"]
    assert split("<^s>") == ["\x13"]
    assert split("a < b <45栋>") == ["a < b <45栋>"]


def test_a_paste_is_bracketed():
    assert pasted("好") == "\x1b[200~好\x1b[201~"


def test_a_message_over_a_window_leaves_no_cell_of_what_is_below_it(corner):
    corner.step("8", "0时间线").step("<F3>", "先按 Esc 离开这个窗口")
    assert corner.lines[0].rstrip().endswith("。"), corner.framed()
