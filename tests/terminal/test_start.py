"""Starting, leaving, resizing, pasting, and being the second program on a file."""

import stat

import pytest

from tests.terminal.terminal import Terminal

FIRST = "请先建立一个议事机构"
MEGABYTE = 1 << 20


@pytest.fixture
def kind():
    """The start itself is tried, with all its imports."""
    return Terminal


def test_an_empty_file_opens_with_what_to_do_first(start):
    terminal: Terminal = start().wait_for((FIRST, "2", "F1"))
    assert stat.S_IMODE(terminal.records.stat().st_mode) == 0o600


def test_the_first_screen_fits_in_80_by_24_and_120_by_40(start):
    for columns, rows in ((80, 24), (120, 40)):
        terminal = start(columns=columns, rows=rows, records=f"{columns}.db")
        terminal.wait_for((FIRST, "F6名册"))


def test_leaving_ends_the_program_and_gives_the_terminal_back(start):
    terminal = start().wait_for(FIRST)
    terminal.press("<^q>")
    assert terminal.wait_exit() == 0
    assert b"\x1b[?1049l" in terminal.raw
    assert not terminal.sees("Traceback")


def test_text_typed_while_the_window_changes_is_all_there(corner):
    words = "雨天救护车开不进来要绕两个小区"
    for place, size in enumerate([(120, 40), (60, 20), (200, 60), (80, 24)]):
        corner.press(words[place * 4 : place * 4 + 4])
        corner.resize(*size)
    corner.wait_for(words)


def test_a_paste_of_a_megabyte_is_cut_with_a_word_and_keys_still_answer(corner):
    corner.paste("好" * (MEGABYTE // 3))
    corner.wait_for("349525")
    corner.press("<^q>")
    assert corner.wait_exit() == 0


def test_ten_thousand_keys_at_once_are_all_taken(corner):
    corner.press("甲" * 9_990 + "最后几个字到了")
    corner.wait_for("最后几个字到了", patience=120)


def test_keys_typed_ahead_of_the_screen_go_where_a_slow_typist_would_send_them(start):
    terminal = start().wait_for(FIRST)
    people = "张三 1栋<Enter>李四 2栋<^s><Enter>"
    terminal.press(f"22梧桐里议事会<Enter><Enter>二楼会议室<Enter>7{people}")
    terminal.wait_for(("梧桐里议事会", "张三", "李四", "2栋"))
    terminal.step("<F3>1", "二楼会议室")


def test_a_second_program_reads_only_and_says_so(start):
    first = start().wait_for(FIRST)
    first.press("22梧桐里议事会<^s>").wait_for("还没有")
    second = start().wait_for("另一个程序正在写")
    second.step("<F6>", "梧桐里议事会")
    assert first.running and second.running
    second.press("<^q>")
    assert second.wait_exit() == 0


def test_the_file_is_free_again_after_the_first_program_was_killed(start):
    first = start().wait_for(FIRST)
    first.press("22梧桐里议事会<^s>").wait_for("还没有")
    first.kill()
    first.again().wait_for("F6名册")
    assert not first.sees("另一个程序正在写")
