"""The one storage thread: use cases run on it in order, each committed when it returns."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar, cast

from exports.files import ask_before_writing
from meetings.clock_watch import WrongClock, against_entry, against_time
from meetings.ports import By, Entry, Records
from storage import journal
from storage.beside import at_the_door, require_elsewhere
from storage.drafts import Drafts
from storage.engine import Error
from storage.ids import new_id
from storage.order import Done
from storage.records import FileRecords
from tui.sending import being_sent

if TYPE_CHECKING:
    from storage.search import SearchIndex

P = ParamSpec("P")
R = TypeVar("R")

LONGEST_READ_WAIT = 0.4
"""Seconds that a question waits for a command under way; then it is asked beside it."""

LONGEST_WAIT = 0.1
"""Seconds that the drawing of a typed character waits at most for the character to be kept."""

_TREMBLING = timedelta(seconds=3)
"""How far a wall clock falls back as it is kept right, besides being read in whole seconds."""


def local_now() -> datetime:
    """The wall clock with its offset, in whole seconds."""
    return datetime.now().astimezone().replace(microsecond=0)


class Core:
    """Records and drafts, open; every call into the records runs on one thread, in order."""

    def __init__(
        self,
        path: Path,
        actor: str = "",
        now: Callable[[], datetime] = local_now,
        steady: Callable[[], float] | None = None,
    ) -> None:
        """`steady` is a clock in seconds that cannot go back, by which `now` is watched; a clock of
        one's own is watched only where it is given."""
        self.path, self.actor = at_the_door(path), actor
        self._wall = now
        self._steady = monotonic if steady is None and now is local_now else steady
        self._right: tuple[datetime, float] | None = None
        """What both clocks showed when the wall clock had last not been set back."""
        self.now = now if self._steady is None else self._never_back
        self.documents: Path | None = None
        self.order: tuple[Done, ...] = ()
        """What was put in order when the files were opened, to be told."""
        self.kept_until = now()
        self.wrong_clock: WrongClock | None = None
        """What the clock showed at the last opening or act, where that cannot be."""
        self._looked: tuple[datetime, float] | None = None
        """When something was last committed, or kept while it was typed."""
        self.caught_up: Callable[[], object] = lambda: None
        """Called once a command is done during which somebody was shown what was before it."""
        self._under_way = 0
        self._shown_before = False
        self.records: FileRecords
        self._drafts: Drafts
        self._storage = ThreadPoolExecutor(1, "storage")
        self._typing = ThreadPoolExecutor(1, "drafts")
        self._searching = ThreadPoolExecutor(1, "search")
        self._reading = ThreadPoolExecutor(1, "reading")
        self._index: SearchIndex | None = None
        self._typed: dict[str, str] = {}
        self._typed_guard = Lock()

    def open(self) -> None:
        """Open records and drafts; raises the errors of storage."""
        ask_before_writing(partial(require_elsewhere, self.path))
        self.records = self._storage.submit(FileRecords.open, self.path).result()
        self._drafts = self._typing.submit(Drafts.open, self.path).result()
        if not self.read_only:
            self._typing.submit(self._drafts.settle, self._is_recorded).result()
        self.order = (*self.records.order, *self._drafts.order)
        self._look_at_clock(self._storage.submit(self.records.newest_at).result())

    def _look_at_clock(self, newest: datetime | None) -> None:
        """Hold the clock against the newest entry, and against what it showed before."""
        if self._steady is None:
            return
        now, steady = self._wall(), self._steady()
        found = against_time(now, *self._since(self._looked, steady)) if self._looked else None
        if found is None and self._right is not None:
            found = against_time(now, *self._since(self._right, steady))
        self.wrong_clock, self._looked = found or against_entry(now, newest), (now, steady)

    @staticmethod
    def _since(before: tuple[datetime, float], steady: float) -> tuple[datetime, timedelta]:
        """What the clock showed before, and how long ago that is."""
        return before[0], timedelta(seconds=steady - before[1])

    def _never_back(self) -> datetime:
        """The wall clock; where it was set back while we run, the time goes on from before.

        So what lasted is measured rightly, and nothing ends before it began.
        """
        assert self._steady is not None
        wall, steady = self._wall(), self._steady()
        if self._right is not None:
            shown, passed = self._since(self._right, steady)
            if wall < shown + passed - _TREMBLING:
                return (shown + passed).replace(microsecond=0)
        self._right = (wall, steady)
        return wall

    def _is_recorded(self, command: str) -> bool:
        return journal.is_recorded(self.records.conn, command)

    @property
    def read_only(self) -> bool:
        """Another program writes this file, or it is not to be written."""
        return not self.records.access.writes

    @property
    def why_read_only(self) -> str:
        """Why the file can only be read; "" where it can be written."""
        return self.records.access.why_not

    async def run(
        self, action: Callable[Concatenate[Records, By, P], R], *args: P.args, **kw: P.kwargs
    ) -> R:
        """One command: `action(records, by, …)`, committed when this returns.

        Half-typed text that is being sent is tied to it before, so that after a crash it is
        either recorded or still there, never both.
        """
        command, sent = new_id(), being_sent()
        if sent is not None and not self.read_only:
            command = await asyncio.get_running_loop().run_in_executor(
                self._typing, self._tie, sent.prefix, command
            )
        self._look_at_clock(await self._on_storage(self.records.newest_at))
        by = By(self.actor, self.now(), command)
        self._under_way += 1
        try:
            done = await self._on_storage(partial(action, self.records, by, *args, **kw))
        finally:
            self._under_way -= 1
            if self._shown_before and not self._under_way:
                self._shown_before = False
                self.caught_up()
        self.kept_until = by.at
        if sent is not None:
            sent.recorded = True
        return done

    def _tie(self, prefix: str, command: str) -> str:
        # Where the disk refuses, the command itself is refused in words, or is worth more.
        with suppress(Error):
            return self._drafts.send(prefix, command)
        return command

    async def read(
        self, question: Callable[Concatenate[FileRecords, P], R], *args: P.args, **kw: P.kwargs
    ) -> R:
        """Ask without writing: `question(records, …)`.

        Behind a command or a question that takes long, the file is asked as it was last committed;
        `caught_up` tells when what was shown so is out of date.
        """
        taken = Lock()  # by the storage thread, or by whoever waits no longer
        wanted = partial(question, self.records, *args, **kw)

        def unless_taken() -> R | None:
            return wanted() if taken.acquire(blocking=False) else None

        loop, withdrawn = asyncio.get_running_loop(), False
        answer = loop.run_in_executor(self._storage, unless_taken)

        def withdraw() -> None:
            nonlocal withdrawn
            if not answer.done() and taken.acquire(blocking=False):
                withdrawn = True
                answer.cancel()

        timer = loop.call_later(LONGEST_READ_WAIT, withdraw)
        try:
            return cast(R, await answer)
        except asyncio.CancelledError:
            if not withdrawn:
                raise
        finally:
            timer.cancel()
        self._shown_before = self._under_way > 0
        ask = partial(self._beside, lambda records: question(records, *args, **kw))
        return await loop.run_in_executor(self._reading, ask)

    def _beside(self, question: Callable[[FileRecords], R]) -> R:
        with self.records.beside() as records:
            return question(records)

    async def keep(
        self, call: Callable[Concatenate[FileRecords, P], R], *args: P.args, **kw: P.kwargs
    ) -> R:
        """What writes and is no command of a body: letters, keys, a body that moves. In order."""
        return await self._on_storage(partial(call, self.records, *args, **kw))

    async def _on_storage(self, call: Callable[[], R]) -> R:
        return await asyncio.get_running_loop().run_in_executor(self._storage, call)

    async def away(
        self, call: Callable[Concatenate[FileRecords, P], R], *args: P.args, **kw: P.kwargs
    ) -> R:
        """What waits for another machine: beside the storage thread, which it only asks between.

        `call(records, …)` holds the records while it reads or writes them and at no other time. It
        runs on a thread that ends with the program, whatever the other machine does.
        """
        loop = asyncio.get_running_loop()
        done: asyncio.Future[R] = loop.create_future()

        def tell(put: Callable[[], None]) -> None:
            # Nobody waits any more where the program is being left.
            if not done.done():
                put()

        def run() -> None:
            put: Callable[[], None]
            try:
                put = partial(done.set_result, call(self.records, *args, **kw))
            except BaseException as failure:
                put = partial(done.set_exception, failure)
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(tell, put)

        Thread(target=run, name="away", daemon=True).start()
        return await done

    async def undo(self, body: str) -> Entry:
        """Take back the last command of a body."""
        return await self.run(lambda records, by: records.undo(by, body))

    async def redo(self, body: str) -> Entry:
        """Bring back what the last undo took."""
        return await self.run(lambda records, by: records.redo(by, body))

    def close(self) -> dict[str, str]:
        """Finish what is under way and close both files; the texts no file could take, by key."""
        if self._index is not None:
            self._index.stop()
            self._searching.submit(self._index.close).result()
        self._searching.shutdown()
        self._reading.shutdown()
        self._typing.submit(self._drafts.close).result()
        self._storage.submit(self.records.close).result()
        self._typing.shutdown()
        self._storage.shutdown()
        return self._drafts.unsaved()

    @property
    def unsaved(self) -> bool:
        """The disk refuses half-typed text; it is held here and tried again until it is kept."""
        return self._drafts.refused

    def draft(self, key: str, text: str) -> None:
        """Keep half-typed text; an empty text drops it. It is in the file before it is drawn; on a
        slow disk the screen goes on after a moment, and the newest text counts.

        A second program leaves the drafts to the one that writes.
        """
        if self.read_only:
            return
        with self._typed_guard:
            waiting = key in self._typed
            self._typed[key] = text
        if not waiting:
            wait([self._typing.submit(self._keep, key)], LONGEST_WAIT)

    def _keep(self, key: str) -> None:
        with self._typed_guard:
            text = self._typed.pop(key)
        with suppress(Error):  # `unsaved` tells; the drafts try again by themselves.
            if text:
                self._drafts.save(key, text)
            else:
                self._drafts.drop(key)
            self.kept_until = self.now()

    async def drafts(self, prefix: str) -> dict[str, str]:
        """Half-typed texts whose key begins so."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._typing, self._drafts.all, prefix)

    def ask(
        self, question: Callable[Concatenate[FileRecords, P], R], *args: P.args, **kw: P.kwargs
    ) -> R:
        """Ask before the screen runs."""
        return self._storage.submit(partial(question, self.records, *args, **kw)).result()

    def saved_drafts(self, prefix: str) -> dict[str, str]:
        """Kept texts before the screen runs, by key without the prefix."""
        found = self._typing.submit(self._drafts.all, prefix).result()
        return {key.removeprefix(prefix): text for key, text in found.items()}

    def saved_draft(self, key: str) -> str:
        """One kept text at start, before the screen runs."""
        return self._typing.submit(self._drafts.get, key).result() or ""
