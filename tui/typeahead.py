"""Queues keys typed faster than the screen follows, until the work of the key before is done.

Textual hands keys on without waiting, so that after Enter the next characters of a fast typist
still go to the old field, or to the screen under a form that is about to open.
"""

import asyncio
from collections import deque
from collections.abc import Iterable
from typing import Any

from textual import events
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.worker import Worker, get_current_worker

from tui.terminal import TerminalApp
from tui.widgets.field import Typed

LONGEST_WAIT = 3.0
"""Seconds after which the next key is handled although the work of the one before goes on."""

BEHIND = "behind"
"""The group of workers that no key waits for, such as the daily backup."""

LOOK_AGAIN = 0.005
"""Seconds between two checks whether the work is done."""


class TypeAhead(TerminalApp):
    """Base of the app: handles each key after the work of the last; off in headless tests."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._ahead: deque[events.Event] = deque()
        self._following = False
        self._asking: set[Worker[Any]] = set()
        self._follower: asyncio.Task[None] | None = None
        self._burst: list[str] = []
        self._burst_field: Typed | None = None

    async def on_event(self, event: events.Event) -> None:
        typed = isinstance(event, events.Key | events.Paste) and not event.is_forwarded
        if not typed:
            await super().on_event(event)
        elif self.is_headless:
            if not self.held_back(event):
                await super().on_event(event)
        elif self._following or self._ahead:
            self._ahead.append(event)
        else:
            await self._hand_on(event)

    def push_screen(self, *args: Any, **options: Any) -> Any:
        """Show a screen; once the dialog of a worker that asks is there, no key waits for it."""
        shown = super().push_screen(*args, **options)
        if options.get("wait_for_dismiss"):
            asks = get_current_worker()
            self._asking.add(asks)
            shown.add_done_callback(lambda _answer: self._asking.discard(asks))
        return shown

    def held_back(self, event: events.Event) -> bool:
        """Whether the key was meant for a screen that did not open, which is said and not done."""
        return False

    async def _hand_on(self, event: events.Event) -> None:
        if self.held_back(event):
            return
        field = self._taking(event)
        if field is not None and isinstance(event, events.Key) and event.character:
            self._gather(field, event.character)
            return
        self._put_burst()
        if isinstance(event, events.Paste):
            await super().on_event(event)
            return
        self._following = True
        target = self.focused or self.screen
        await super().on_event(event)
        self._follower = asyncio.create_task(self._follow(target))

    def _taking(self, event: events.Event) -> Typed | None:
        """The field that takes the character as text; None where a key does something."""
        field = self.focused
        if not isinstance(event, events.Key) or not isinstance(field, Typed):
            return None
        if event.character is not None and event.character.isdigit():
            self._put_burst()  # whether a digit is a command depends on what the line holds,
            field = self.focused  # and a complete number moves the focus to the next field
            if not isinstance(field, Typed):
                return None
        taken = event.is_printable and field.check_consume_key(event.key, event.character)
        return field if taken else None

    def _gather(self, field: Typed, character: str) -> None:
        """Collect characters that came together, to insert them at once: each redraws the line."""
        if self._burst_field is not field:
            self._put_burst()
        self._burst_field = field
        self._burst.append(character)
        if len(self._burst) == 1:
            self.call_later(self._put_burst)

    def _put_burst(self) -> None:
        field, text = self._burst_field, "".join(self._burst)
        self._burst.clear()
        if field is not None and text and field.is_attached:
            field.put(text)

    async def _follow(self, target: DOMNode) -> None:
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                if not self._ahead:
                    await asyncio.sleep(LOOK_AGAIN)  # lets the screen draw what the key changed
                await self._worked_off(target)
        except TimeoutError:
            pass
        finally:
            self._following = False
            self.call_next(self._catch_up)

    async def _catch_up(self) -> None:
        while self._ahead and not self._following:
            await self._hand_on(self._ahead.popleft())

    async def _worked_off(self, target: DOMNode) -> None:
        """Wait until the key, the messages it caused and the workers they started are done."""
        quiet = 0
        while quiet < 2:
            await _turns((*target.ancestors_with_self, self))
            quiet += 1
            while self._at_work():
                await asyncio.sleep(LOOK_AGAIN)
                quiet = 0
            before, target = target, self.focused or self.screen
            if target is not before:  # a dialog opened, or begins at another field
                quiet = 0

    def _at_work(self) -> bool:
        return any(
            not worker.is_finished and worker not in self._asking and worker.group != BEHIND
            for worker in self.workers
        )


async def _turns(pumps: Iterable[MessagePump]) -> None:
    """Wait until each pump in turn has handled what is in its queue now."""
    for pump in pumps:
        turn = asyncio.Event()
        if pump.is_running and pump.call_later(turn.set):
            await turn.wait()
