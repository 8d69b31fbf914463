"""In a real terminal the computer is looked at; one that gives no answer is not waited for."""

from tests.terminal.terminal import Terminal


def test_a_terminal_that_does_not_answer_is_told_so_and_the_command_ends(tmp_path):
    terminal = Terminal(tmp_path, "doctor")
    assert terminal.wait_exit() == 0
    assert "终端大小：80×24" in terminal.text and "终端没有回答" in terminal.text
