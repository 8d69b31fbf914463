"""Messages over a screen: what is told last stands, and leaves with the screen that meant it."""

from collections.abc import Callable
from datetime import datetime
from time import time

from textual.app import App
from textual.notifications import Notification, Notify
from textual.widgets._toast import ToastRack

LASTING = 10
"""Seconds from which on a message is to be read wherever one goes."""

TOGETHER = 1.0
"""Seconds within which messages belong to one act and stand beside each other."""


def passing(message: Notification) -> bool:
    """It means what one is doing now, not the program or a file."""
    return message.timeout < LASTING


class Messages(App[None]):
    """Base of the app: messages do not pile up, and every screen tells one time of saving."""

    saved_at: datetime | None = None
    """When a text or record was saved last, on whatever screen."""

    def on_notify(self, event: Notify) -> None:
        """Take away what the new message repeats, and what was meant by an earlier act."""
        new = event.notification

        def done(old: Notification) -> bool:
            earlier = old.raised_at + TOGETHER < new.raised_at
            return old.message == new.message or (passing(old) and passing(new) and earlier)

        self._drop(done)

    def _refresh_notifications(self) -> None:
        super()._refresh_notifications()
        stack = self.screen_stack
        for screen in stack:  # one below would tell the same a second time beside a dialog
            for rack in screen.query(ToastRack):
                rack.display = screen is stack[-1]
        self.call_after_refresh(self.call_after_refresh, self.room_changed)

    def room_changed(self) -> None:
        """Messages came or went: what they leave of the screen is another."""

    def hush(self, *, earlier: bool = False) -> None:
        """What the last screen meant is no longer wanted; `earlier` keeps what was just told."""
        until = time() - TOGETHER
        self._drop(lambda old: passing(old) and (not earlier or old.raised_at <= until))

    def _drop(self, unwanted: Callable[[Notification], bool]) -> None:
        for message in list(self._notifications):
            if unwanted(message):
                self._unnotify(message)
