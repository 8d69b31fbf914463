"""Which messages (toasts) stay on the screen: the newest replaces those of earlier acts."""

from collections.abc import Callable, Iterable
from time import time

from textual.notifications import Notification, Notify
from textual.widgets._toast import ToastRack

from tui.program import ProgramApp

LASTING = 10
"""A message shown for this many seconds or more stays when another screen is opened."""

TOGETHER = 1.0
"""Messages that come within this many seconds belong to one act and are shown together."""


def passing(message: Notification) -> bool:
    """Whether the message is only about the present act, so that the next act may remove it."""
    return message.timeout < LASTING


def _clear(rack: ToastRack, shown: Iterable[Notification]) -> None:
    """Remove the holders of messages that are gone, which would still take a line each."""
    kept = {rack._toast_id(message) for message in shown}
    for holder in rack.children:
        if holder.id not in kept:
            holder.remove()


class Messages(ProgramApp):
    """Base of the app: keeps messages from piling up."""

    def on_notify(self, event: Notify) -> None:
        """Remove messages that the new one repeats, and passing ones of an earlier act."""
        new = event.notification

        def done(old: Notification) -> bool:
            earlier = old.raised_at + TOGETHER < new.raised_at
            return old.message == new.message or (passing(old) and passing(new) and earlier)

        self._drop(done)

    def _refresh_notifications(self) -> None:
        super()._refresh_notifications()
        stack = self.screen_stack
        for screen in stack:  # a screen below a dialog would show the same message a second time
            for rack in screen.query(ToastRack):
                rack.display = screen is stack[-1] and bool(self._notifications)
                _clear(rack, self._notifications)
        self.call_after_refresh(self.call_after_refresh, self.room_changed)

    def room_changed(self) -> None:
        """Called when messages came or went, since the room left for the screen has changed."""

    def hush(self, *, earlier: bool = False) -> None:
        """Remove the passing messages; with `earlier`, only those older than TOGETHER seconds."""
        until = time() - TOGETHER
        self._drop(lambda old: passing(old) and (not earlier or old.raised_at <= until))

    def _drop(self, unwanted: Callable[[Notification], bool]) -> None:
        for message in list(self._notifications):
            if unwanted(message):
                self._unnotify(message)
