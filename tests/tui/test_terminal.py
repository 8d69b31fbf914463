"""What every program on the terminal stands on."""

import asyncio

from textual.screen import Screen
from textual.widgets import Input

from tui.terminal import TerminalApp
from tui.widgets.foot import Foot


class Form(Screen[None]):
    """A first screen that asks for itself, and for its focus, while it is mounted."""

    def compose(self):
        yield Input()
        yield Foot()

    def on_mount(self):
        self.query_one(Input).value = "消防通道"


class Program(TerminalApp):
    """A program whose first screen is that of a mode, as ours."""

    MODES = {"form": Form}
    DEFAULT_MODE = "form"


def test_a_first_screen_may_ask_for_itself_while_it_mounts_on_every_python():
    """Textual sets the eager task factory only where it runs by itself, not in its pilot."""
    program = Program()

    async def look(pilot):
        assert asyncio.get_running_loop().get_task_factory() is None
        assert program.screen.query_one(Input).value == "消防通道"
        program.exit()

    program.run(headless=True, auto_pilot=look)
    assert program.return_code == 0
