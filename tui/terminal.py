"""What every program on the terminal stands on, whichever Python and terminal it runs in."""

import asyncio

from textual.app import App


class TerminalApp(App[None]):
    """Base of the program and of the big screen."""

    def on_load(self) -> None:
        """Let new tasks begin after the code that made them, as on Python 3.11.

        From 3.12 on Textual lets them begin at once: a screen then mounts before it is on the
        stack, and whatever asks for the screen meanwhile gets none, or the one before it.
        """
        asyncio.get_running_loop().set_task_factory(None)
