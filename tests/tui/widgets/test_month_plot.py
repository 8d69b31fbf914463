"""A drawing stays within its width when its words are wide."""

from rich.text import Text

from tui.widgets.month_plot import fitted


def test_blanks_behind_wide_words_make_up_for_them():
    line = Text("1.0┤ ## 召开会议（次）              ###  │")
    short = fitted(line, line.cell_len - 7)
    assert short.plain == "1.0┤ ## 召开会议（次）       ###  │"
    assert fitted(Text("1.0┤ ## held   ###│"), 19).plain == "1.0┤ ## held   ###│"
    assert fitted(Text("会议│"), 3).plain == "会议│", "nothing but blanks is cut"
