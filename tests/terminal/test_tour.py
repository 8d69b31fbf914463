"""The guided tour in a terminal: by keys from a fresh sample to its end, and left in the middle."""

from tests.terminal.terminal import Terminal
from tui.tour.steps import TOUR

PRESSED = (
    "<F4>",
    "zgl 支持 该划就划<Enter>",
    "2",
    "zm<Enter><Enter>",
    "5",
    "<Enter>",
    "9<Enter>4<Enter>1<Enter>",
    "<Enter>",
    "6",
    "<^s>",
    "<F5>",
    "<F9>",
    "<F9>",
    "<^p>",
    "cx<Esc>",
    "<F1>",
    "<Esc>",
    "<Esc>",
)
"""What a newcomer presses at each step."""


def step(number: int) -> str:
    return f"引导 {number}/{len(TOUR)}"


def test_the_offer_is_taken_by_enter_and_the_tour_is_walked_to_its_end(start):
    terminal: Terminal = start("demo").wait_for("五分钟引导")
    terminal.step("<Enter>", step(1))
    for number, keys in enumerate(PRESSED, 2):
        terminal.press(keys)
        if number <= len(TOUR):
            terminal.wait_for(step(number))
    terminal.wait_gone("引导")
    terminal.step("<F4>", "该划就划", "同意9，反对4，弃权1")
    terminal.press("<^q>")
    assert terminal.wait_exit() == 0
    # The sample is not new any more: nothing is offered, and everything is as it was left.
    again = terminal.again().wait_for("F4开会")
    assert not again.sees("五分钟引导")


def test_escape_leaves_the_tour_in_the_middle_and_nothing_typed_is_lost(start):
    terminal: Terminal = start("demo", "--tour").wait_for(step(1))
    terminal.step("<F4>", step(2))
    terminal.press("zgl 支持 写了一半")
    terminal.wait_for("写了一半")
    terminal.press("<Esc>")
    terminal.wait_gone("引导")
    terminal.wait_for(("进行中", "写了一半"))
    terminal.step("<Enter>", "张桂兰", "写了一半")
