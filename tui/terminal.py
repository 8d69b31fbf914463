"""Runs an app on a terminal: its driver, its event loop, and errors that nobody caught."""

import asyncio
import sys
import threading
from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from textual.app import App
from textual.driver import Driver
from textual.filter import LineFilter
from textual.worker import WorkerFailed

from tui.theme import WithoutBold, has_few_colours


class TerminalApp(App[None]):
    """Base of the program and of the big screen: `run_to_end()` runs it."""

    failure: BaseException | None = None
    """The uncaught error that ended the program; it is not printed on the terminal."""

    def run_to_end(self) -> int:
        """Run until the person leaves; returns the exit status, or raises the uncaught error."""
        before, threading.excepthook = threading.excepthook, self._thread_failed
        try:
            self.run()
        finally:
            threading.excepthook = before
        if self.failure is not None:
            raise self.failure
        return self.return_code or 0

    def on_load(self) -> None:
        """Let new tasks begin after the code that made them, as on Python 3.11.

        From 3.12 on Textual lets them begin at once: a screen then mounts before it is on the
        stack, and whatever asks for the screen meanwhile gets none, or the one before it.
        """
        loop = asyncio.get_running_loop()
        loop.set_task_factory(None)
        loop.set_exception_handler(self._task_failed)

    def get_line_filters(self) -> Sequence[LineFilter]:
        found = super().get_line_filters()
        return [*found, WithoutBold()] if has_few_colours(self) else found

    def get_driver_class(self) -> type[Driver]:
        return _forgiving(super().get_driver_class())

    def _handle_exception(self, error: Exception) -> None:
        if self.failure is None:
            self.failure = error.error if isinstance(error, WorkerFailed) else error
        super()._handle_exception(error)

    # Textual would print the values of all variables, and so what residents said.
    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    def panic(self, *renderables: object) -> None:
        """End without printing anything; the caller of `run_to_end` reports the error."""
        self._close_messages_no_wait()

    def _task_failed(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception) and self._running:
            self._handle_exception(error)

    def _thread_failed(self, thread: threading.ExceptHookArgs) -> None:
        error, loop = thread.exc_value, self._loop
        if isinstance(error, Exception) and loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._handle_exception, error)


def _forgiving(driver: type[Driver]) -> type[Driver]:
    """The driver, changed so that input bytes that are not UTF-8 become replacement characters."""
    module = sys.modules[driver.__module__]
    if hasattr(module, "getincrementaldecoder"):
        vars(module)["getincrementaldecoder"] = _replacing

    class Forgiving(driver):  # type: ignore[misc, valid-type]
        def _run_input_thread(self) -> None:
            try:
                self.run_input_thread()
            except Exception as error:
                self._app.call_later(self._app._handle_exception, error)

    return Forgiving


def _replacing(encoding: str) -> Callable[[], IncrementalDecoder]:
    return partial(getincrementaldecoder(encoding), errors="replace")
