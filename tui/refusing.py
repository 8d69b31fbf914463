"""A refusal that no screen foresaw is told over it, and the screen goes on.

A damaged page or a full disk may refuse anything that is read, anywhere; it is no reason to end.
"""

from typing import Any

from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.worker import WorkerFailed

from tui.errors import is_refusal, sentence
from tui.text import shown

LONG = 12
"""Seconds for which it is shown."""


def tell_refusal(app: App[Any], error: BaseException) -> bool:
    """Tell what was refused; False where it is a bug, which ends the program."""
    refused = error.error if isinstance(error, WorkerFailed) else error
    if not is_refusal(refused):
        return False
    app.notify(shown(sentence(refused)), severity="warning", timeout=LONG, markup=False)
    return True


class GoesOn(MessagePump):
    """Base of screens and of the app: what refuses a key or a snapshot does not end it."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            if not tell_refusal(self.app, error):
                raise
