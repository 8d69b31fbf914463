"""What every program on the terminal stands on."""

import asyncio
import gc
import threading
from functools import partial
from threading import Thread

import pytest
from textual.binding import Binding
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


class Fault(RuntimeError):
    """Nobody foresaw it."""


def in_a_key(program):
    program.action_fail = lambda: exec("raise Fault('张桂兰')", {"Fault": Fault})
    program.simulate_key("f5")


def in_a_worker(program):
    async def work():
        raise Fault("张桂兰")

    program.run_worker(work())


def in_a_worker_on_a_thread(program):
    def work():
        raise Fault("张桂兰")

    program.run_worker(work, thread=True)


def in_a_thread(program):
    def work():
        raise Fault("张桂兰")

    Thread(target=work).start()


def in_a_task_that_nobody_waits_for(program):
    async def work():
        raise Fault("张桂兰")

    loop = asyncio.get_running_loop()
    tasks = [loop.create_task(work())]
    loop.call_soon(lambda: loop.call_soon(tasks.clear))


def on_the_terminal(program):
    program.panic("张桂兰")
    program._handle_exception(Fault("张桂兰"))


@pytest.mark.parametrize("where", [in_a_key, in_a_worker, in_a_worker_on_a_thread, in_a_thread,
                                   in_a_task_that_nobody_waits_for, on_the_terminal])  # fmt: skip
def test_what_nobody_foresaw_comes_out_of_the_program_wherever_it_happens(
    where, capfd, monkeypatch
):
    class Failing(Program):
        BINDINGS = [Binding("f5", "fail", priority=True)]

    program, hook = Failing(), threading.excepthook

    async def fail(pilot):
        where(program)
        async with asyncio.timeout(30):
            while program.failure is None:
                # what a lost task ended with is told when it is thrown away
                await asyncio.to_thread(gc.collect)

    monkeypatch.setattr(program, "run", partial(program.run, headless=True, auto_pilot=fail))
    with pytest.raises(Fault):
        program.run_to_end()
    assert capfd.readouterr() == ("", "")
    assert threading.excepthook is hook


def test_the_exit_status_is_passed_on(monkeypatch):
    program = Program()

    async def leave(pilot):
        program.exit(return_code=3)

    monkeypatch.setattr(program, "run", partial(program.run, headless=True, auto_pilot=leave))
    assert program.run_to_end() == 3
