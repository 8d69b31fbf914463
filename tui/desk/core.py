"""Runs use cases in order on the one storage thread, and keeps drafts, with their own threads."""

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
"""Seconds that reading waits for a command under way, before it reads the last committed state."""

LONGEST_WAIT = 0.1
"""The most seconds that drawing a typed character waits for its draft to be saved."""

_TREMBLING = timedelta(seconds=3)
"""How far a clock may go back by ordinary corrections and rounding without counting as set back."""


def local_now() -> datetime:
    """The present time (aware) by the computer's clock, in whole seconds."""
    return datetime.now().astimezone().replace(microsecond=0)


class Core:
    """The open records and drafts; all commands run in order on one thread."""

    def __init__(
        self,
        path: Path,
        actor: str = "",
        now: Callable[[], datetime] = local_now,
        steady: Callable[[], float] | None = None,
    ) -> None:
        """`steady` is a clock in seconds that never goes back, by which `now` is checked; a `now`
        other than the default is only checked where `steady` is given."""
        self.path, self.actor = at_the_door(path), actor
        self._wall = now
        self._steady = monotonic if steady is None and now is local_now else steady
        self._right: tuple[datetime, float] | None = None
        """The last reading of both clocks at which the wall clock had not been set back."""
        self.now = now if self._steady is None else self._never_back
        self.documents: Path | None = None
        self.order: tuple[Done, ...] = ()
        """Repairs made when the files were opened, to be shown."""
        self.kept_until = now()
        self.wrong_clock: WrongClock | None = None
        """How the clock was wrong at the opening or the last command; None where it was right."""
        self._looked: tuple[datetime, float] | None = None
        """The readings of both clocks when the clock was last checked."""
        self.caught_up: Callable[[], object] = lambda: None
        """Called after a command during which a screen was given older data."""
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
        """Open records and drafts; raises the errors of `storage.errors`."""
        ask_before_writing(partial(require_elsewhere, self.path))
        self.records = self._storage.submit(FileRecords.open, self.path).result()
        self._drafts = self._typing.submit(Drafts.open, self.path).result()
        if not self.read_only:
            self._typing.submit(self._drafts.settle, self._is_recorded).result()
        self.order = (*self.records.order, *self._drafts.order)
        self._look_at_clock(self._storage.submit(self.records.newest_at).result())

    def _look_at_clock(self, newest: datetime | None) -> None:
        """Compare the clock with the newest entry and with what it showed before."""
        if self._steady is None:
            return
        now, steady = self._wall(), self._steady()
        found = against_time(now, *self._since(self._looked, steady)) if self._looked else None
        if found is None and self._right is not None:
            found = against_time(now, *self._since(self._right, steady))
        self.wrong_clock, self._looked = found or against_entry(now, newest), (now, steady)

    @staticmethod
    def _since(before: tuple[datetime, float], steady: float) -> tuple[datetime, timedelta]:
        """What the clock showed before, and how long ago that is by the steady clock."""
        return before[0], timedelta(seconds=steady - before[1])

    def _never_back(self) -> datetime:
        """The present time, which goes on where the clock is set back while the program runs.

        So durations stay right, and nothing ends before it began.
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
        """Whether the file can only be read: another program writes it, or writing is forbidden."""
        return not self.records.access.writes

    @property
    def why_read_only(self) -> str:
        """Why the file can only be read; "" where it can be written."""
        return self.records.access.why_not

    async def run(
        self, action: Callable[Concatenate[Records, By, P], R], *args: P.args, **kw: P.kwargs
    ) -> R:
        """Run one command, `action(records, by, …)`; it is committed when this returns.

        The drafts of a `sending` block are linked to it first, so that after a crash they are
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
        # a full disk refuses the command too, or the command matters more than its drafts
        with suppress(Error):
            return self._drafts.send(prefix, command)
        return command

    async def read(
        self, question: Callable[Concatenate[FileRecords, P], R], *args: P.args, **kw: P.kwargs
    ) -> R:
        """Read from the records by `question(records, …)`.

        Where the storage thread is busy for long, the last committed state is read on another
        thread; `caught_up` is called when that is out of date.
        """
        taken = Lock()  # taken by the storage thread, or by `withdraw`: whoever comes first answers
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
        """Run `call`, which writes what is no command, in order on the storage thread."""
        return await self._on_storage(partial(call, self.records, *args, **kw))

    async def _on_storage(self, call: Callable[[], R]) -> R:
        return await asyncio.get_running_loop().run_in_executor(self._storage, call)

    async def away(
        self, call: Callable[Concatenate[FileRecords, P], R], *args: P.args, **kw: P.kwargs
    ) -> R:
        """Run `call`, which waits for another machine, on a thread of its own.

        It locks the records only while it reads or writes them. The thread ends with the program,
        whatever the other machine does.
        """
        loop = asyncio.get_running_loop()
        done: asyncio.Future[R] = loop.create_future()

        def tell(put: Callable[[], None]) -> None:
            # nobody waits for the result any more when the program ends
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
        """Undo the last command of a body; returns its journal entry."""
        return await self.run(lambda records, by: records.undo(by, body))

    async def redo(self, body: str) -> Entry:
        """Redo what the last undo took back; returns its journal entry."""
        return await self.run(lambda records, by: records.redo(by, body))

    def close(self) -> dict[str, str]:
        """Finish all work and close both files; returns the drafts that were not saved, by key."""
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
        """Whether drafts cannot be saved to the disk; they are held here and tried again."""
        return self._drafts.refused

    def draft(self, key: str, text: str) -> None:
        """Save a draft under its key; an empty text drops it. Waits for the file, but at most for
        LONGEST_WAIT on a slow disk; then the newest text is saved later.

        Does nothing in a program that can only read, so that it leaves the writer's drafts alone.
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
        """The drafts whose key begins with `prefix`, by key."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._typing, self._drafts.all, prefix)

    def ask(
        self, question: Callable[Concatenate[FileRecords, P], R], *args: P.args, **kw: P.kwargs
    ) -> R:
        """Read from the records before the app runs; blocks."""
        return self._storage.submit(partial(question, self.records, *args, **kw)).result()

    def saved_drafts(self, prefix: str) -> dict[str, str]:
        """The drafts before the app runs, by key without the prefix; blocks."""
        found = self._typing.submit(self._drafts.all, prefix).result()
        return {key.removeprefix(prefix): text for key, text in found.items()}

    def saved_draft(self, key: str) -> str:
        """One draft before the app runs, "" for none; blocks."""
        return self._typing.submit(self._drafts.get, key).result() or ""
