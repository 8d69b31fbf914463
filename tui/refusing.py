"""Shows a refusal that no screen handled as a message, so that the program goes on.

A damaged page of the file or a full disk can refuse any reading or writing, anywhere.
"""

from typing import Any

from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.worker import WorkerFailed

from tui.errors import is_refusal, sentence
from tui.text import shown

LONG = 12
"""Seconds for which such a message is shown."""


def tell_refusal(app: App[Any], error: BaseException) -> bool:
    """Show the sentence of a refusal; returns False for any other error, which is a bug."""
    refused = error.error if isinstance(error, WorkerFailed) else error
    if not is_refusal(refused):
        return False
    app.notify(shown(sentence(refused)), severity="warning", timeout=LONG, markup=False)
    return True


class GoesOn(MessagePump):
    """Base of screens and the app: a refusal while handling a message is shown and not raised."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            if not tell_refusal(self.app, error):
                raise
