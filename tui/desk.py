"""The desk: runs use cases on the one storage thread, and keeps half-typed text."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Concatenate, Literal, ParamSpec, TypeVar

from platformdirs import user_documents_path

from exports.files import FileExists, write_free
from meetings.actions import finish, papers
from meetings.actions.papers import Wanted
from meetings.bodies import Tier
from meetings.change_page import ChangePage
from meetings.chase_list import ChaseList
from meetings.figures import Figures, Period, figures
from meetings.found import Found
from meetings.importing.table import Source
from meetings.meeting import Meeting
from meetings.minutes import Minutes, Record
from meetings.photos import Photo
from meetings.ports import By, Entry, Records
from meetings.road import Road
from meetings.rule_changes import RuleChange
from meetings.searching import read_query
from meetings.views import (
    BodyLine,
    Counts,
    FollowUpFilter,
    FollowUpLine,
    IssueFilter,
    IssueLine,
    MeetingLine,
    Page,
    PersonLine,
    ReferralLine,
)
from storage import keyring, photos, queries
from storage.drafts import Drafts
from storage.ids import new_id
from storage.records import FileRecords
from storage.search import SearchIndex

__all__ = ["PAPERS", "Desk", "FileExists", "Taken", "Wanted", "local_now"]

P = ParamSpec("P")
R = TypeVar("R")

SEEN_AFTER = 0.1
"""Seconds that the drawing of a typed character waits at most for the character to be kept."""

PAPERS = "街角议事"
"""The folder for exported papers within the person's documents."""

Taken = Literal["refuse", "replace", "number"]
"""What to do where a file of that name is there already."""


def local_now() -> datetime:
    """The wall clock with its offset, in whole seconds."""
    return datetime.now().astimezone().replace(microsecond=0)


class Desk:
    """What the screens ask for; every call into the records runs on one thread, in order."""

    def __init__(
        self, path: Path, actor: str = "", now: Callable[[], datetime] = local_now
    ) -> None:
        self.path, self.actor, self.now = path, actor, now
        self.documents: Path | None = None
        self.records: FileRecords
        self._drafts: Drafts
        self._storage = ThreadPoolExecutor(1, "storage")
        self._typing = ThreadPoolExecutor(1, "drafts")
        self._searching = ThreadPoolExecutor(1, "search")
        self._index: SearchIndex | None = None
        self._typed: dict[str, str] = {}
        self._typed_guard = Lock()

    def open(self) -> None:
        """Open records and drafts; raises the errors of storage."""
        self.records = self._storage.submit(FileRecords.open, self.path).result()
        self._drafts = self._typing.submit(Drafts.open, self.path).result()

    @property
    def read_only(self) -> bool:
        """Another program writes this file."""
        return not self.records.access.writes

    async def run(
        self, action: Callable[Concatenate[Records, By, P], R], *args: P.args, **kw: P.kwargs
    ) -> R:
        """One command: `action(records, by, …)`, committed when this returns."""
        by = By(self.actor, self.now(), new_id())
        return await self._on_storage(partial(action, self.records, by, *args, **kw))

    async def read(
        self, question: Callable[Concatenate[FileRecords, P], R], *args: P.args, **kw: P.kwargs
    ) -> R:
        """Ask without writing: `question(records, …)`."""
        return await self._on_storage(partial(question, self.records, *args, **kw))

    async def meetings(self, body: str, after: str | None = None) -> Page[MeetingLine]:
        """A page of a body's meetings, the newest first."""
        return await self.read(queries.meetings, body, after=after)

    async def bodies(self) -> tuple[BodyLine, ...]:
        """All bodies, the upper tiers first, with their seats."""
        return await self.read(queries.bodies)

    async def people(self, body: str, text: str = "", after: str | None = None) -> Page[PersonLine]:
        """A page of a body's people, by pinyin."""
        return await self.read(queries.people, body, text, after)

    async def issues(self, wanted: IssueFilter, after: str | None = None) -> Page[IssueLine]:
        """A page of the pool, the newest first."""
        return await self.read(queries.issues, wanted, after)

    async def issue_counts(self, body: str | None = None, tier: Tier | None = None) -> Counts:
        """How many issues stand in each state."""
        return await self.read(queries.issue_counts, body, tier)

    async def follow_ups(
        self, wanted: FollowUpFilter, after: str | None = None, limit: int = 50
    ) -> Page[FollowUpLine]:
        """A page of the ledger, the nearest deadline first."""
        return await self.read(queries.follow_ups, wanted, after, limit)

    async def referrals(self, body: str) -> tuple[ReferralLine, ...]:
        """What the body passed up, what came to it, and what is late one tier below."""
        return await self.read(queries.referrals, body, self.now().date())

    async def history(
        self, body: str, about: str | None = None, before: int | None = None
    ) -> list[Entry]:
        """A page of the journal of a body, or of one record in it, the newest first."""
        return await self.read(lambda records: records.history(body, about, before))

    async def rule_history(self, body: str) -> tuple[RuleChange, ...]:
        """Every change of a body's rules, the newest first."""
        return await self.read(queries.rule_history, body)

    async def minutes(self, meeting: str, *, public: bool = False) -> Minutes:
        """The minutes; final ones carry their time and the short form of their hash."""
        return await self.read(finish.minutes, meeting, self.now(), public=public)

    async def record(self, meeting: str) -> Record:
        """The full record."""
        return await self.read(finish.record, meeting, self.now())

    async def finalise(self, body: str, meeting: str) -> Meeting:
        """Seal the minutes together with the end of the journal as it is before."""

        def act(records: Records, by: By) -> Meeting:
            head = self.records.head(body)
            end = (head.short, head.seq) if head is not None else ("", 0)
            return finish.finalise(records, by, body, meeting, *end)

        return await self.run(act)

    async def export_road(self, road: Road) -> Path:
        """Write a matter's road as Word into the folder for papers; raises OSError."""
        from tui.cli.paper_files import write_road

        return await asyncio.to_thread(write_road, road, self.export_folder(), self.now())

    async def keep_photo(self, source: Path, number: int) -> tuple[str, str]:
        """Copy a photograph beside the records: its name there and its hash; raises NotAPhoto."""
        return await asyncio.to_thread(photos.keep, self.path, source, number)

    async def photo_states(self, kept: Sequence[Photo]) -> dict[str, photos.PhotoFile]:
        """Whether each photograph's file still lies there as it was taken in, by its hash."""

        def look() -> dict[str, photos.PhotoFile]:
            return {one.hash: photos.file_state(self.path, one.name, one.hash) for one in kept}

        return await asyncio.to_thread(look)

    async def export_key_card(self) -> Path:
        """Write the key card as Word into the folder for papers; raises OSError."""

        from tui.cli.paper_files import write_key_card

        return await asyncio.to_thread(write_key_card, self.export_folder(), self.now().date())

    def photo_folder(self) -> Path:
        """Where the photographs lie."""
        return photos.folder_of(self.path)

    async def export_change_page(self, page: ChangePage) -> Path:
        """Write what acting has changed as Word into the folder for papers."""
        from tui.cli.paper_files import write_change_page

        return await asyncio.to_thread(write_change_page, page, self.export_folder())

    async def export_chase_list(self, sheet: ChaseList) -> Path:
        """Write the list of what is to be chased as Word into the folder for papers."""

        from tui.cli.paper_files import write_chase_list

        return await asyncio.to_thread(write_chase_list, sheet, self.export_folder())

    async def read_table(self, file: Path, *, long: bool = False) -> Source:
        """Read a table from outside, `long` for lists of people; raises CannotRead, OSError."""
        from exports.sheets_read import LARGEST, LARGEST_LIST, read_source

        inflated = LARGEST_LIST if long else LARGEST
        return await asyncio.to_thread(read_source, file, inflated=inflated)

    async def export_table(self, kind: str, id: str) -> Path:
        """Write people, ledger or year of a body, or a meeting's workbook, as Excel."""
        from tui.cli.table_files import table_file

        name, data = await self.read(table_file, kind, id, self.now())
        folder = self.export_folder()
        folder.mkdir(parents=True, exist_ok=True)
        return await asyncio.to_thread(write_free, folder / name, data)

    async def export_everything(
        self, told: Callable[[int, int, str], None], stopped: Callable[[], bool]
    ) -> Path | None:
        """Everything in one zip; None when stopped. Both are called from another thread."""
        from tui.cli.table_files import everything

        return await self.read(everything, self.export_folder(), self.now(), told, stopped)

    async def back_up_daily(self) -> Path | None:
        """The copy of this day beside the records, made while keys go on working."""
        if self.read_only:
            return None
        from storage.backup import back_up_daily

        return await asyncio.to_thread(back_up_daily, self.path, self.now().date())

    async def back_up_to(self, place: Path) -> Path:
        """A copy in a folder or a new file, read back; raises CopyFailed."""
        from storage.backup import back_up_to

        return await asyncio.to_thread(back_up_to, self.path, place, self.now().date())

    @property
    def has_passphrase(self) -> bool:
        """The records are encrypted and were opened by a passphrase."""
        return keyring.held(self.path) is not None

    async def opens(self, secret: str) -> bool:
        """Whether it is the passphrase, or the recovery key, of these records."""
        from storage.protecting import fits

        return await asyncio.to_thread(fits, self.path, secret)

    def export_folder(self) -> Path:
        """Where Word files go unless told otherwise: the documents, else beside the records."""
        if self.documents is not None:
            return self.documents
        documents = user_documents_path()
        return documents / PAPERS if documents.is_dir() else self.path.absolute().parent

    async def everything(self, meeting: str) -> tuple[Wanted, ...]:
        """Every document that this meeting can have now."""
        return await self.read(papers.everything, meeting, self.now())

    async def export(
        self,
        meeting: str,
        wanted: Sequence[Wanted],
        folder: Path,
        *,
        taken: Taken = "refuse",
        pdf: bool = False,
        told: Callable[[int, int, str], None] = lambda which, of, name: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> list[Path]:
        """Write documents into a folder; `told` and `stopped` are called from another thread.

        Raises FileExists(path) when refused, NoOffice, PdfFailed, BadTemplate, OSError.
        """
        now = self.now()
        found = [await self.read(papers.paper, meeting, one, now) for one in wanted]
        body = await self.read(_body_of, meeting)

        def write_them() -> list[Path]:
            # python-docx takes as long to load as the program; only who exports waits for it.
            from exports.own_forms import own_form
            from exports.writing import write_papers

            return write_papers(
                found, folder, taken=taken, pdf=pdf, template=own_form(self.path, body),
                told=told, stopped=stopped,
            )  # fmt: skip

        return await asyncio.to_thread(write_them)

    async def own_form(self, body: str, source: Path | None) -> Path | None:
        """Keep a body's own Word form, or go back to the built-in one; raises BadTemplate."""

        def keep() -> Path | None:
            from exports.own_forms import drop_form, keep_form

            if source is not None:
                return keep_form(self.path, body, source)
            drop_form(self.path, body)
            return None

        return await asyncio.to_thread(keep)

    async def has_own_form(self, body: str) -> bool:
        """Whether the body's minutes are laid out by a form of its own."""

        def there() -> bool:
            from exports.own_forms import place_of

            return place_of(self.path, body).exists()

        return await asyncio.to_thread(there)

    async def figures(self, period: Period, bodies: frozenset[str] | None = None) -> Figures:
        """The figures of a period, of all bodies or of some."""
        return await self.read(
            lambda records: figures(queries.facts(records, period, bodies), period)
        )

    async def search(self, text: str, told: Callable[[int], None] | None = None) -> list[Found]:
        """The places where the words stand; `told` hears how far a first index has come."""
        return await asyncio.get_running_loop().run_in_executor(
            self._searching, self._search, text, told
        )

    def _search(self, text: str, told: Callable[[int], None] | None) -> list[Found]:
        if self._index is None:
            self._index = SearchIndex.open(self.path)
        self._index.catch_up(told)
        return self._index.find(read_query(text), self.now().date())

    async def undo(self, body: str) -> Entry:
        """Take back the last command of a body."""
        return await self.run(lambda records, by: records.undo(by, body))

    async def redo(self, body: str) -> Entry:
        """Bring back what the last undo took."""
        return await self.run(lambda records, by: records.redo(by, body))

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
            wait([self._typing.submit(self._keep, key)], SEEN_AFTER)

    def _keep(self, key: str) -> None:
        with self._typed_guard:
            text = self._typed.pop(key)
        if text:
            self._drafts.save(key, text)
        else:
            self._drafts.drop(key)

    async def drafts(self, prefix: str) -> dict[str, str]:
        """Half-typed texts whose key begins so."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._typing, self._drafts.all, prefix)

    def kept(self, key: str) -> str:
        """One kept text at start, before the screen runs."""
        return self._typing.submit(self._drafts.get, key).result() or ""

    def close(self) -> None:
        """Finish what is under way and close both files."""
        if self._index is not None:
            self._searching.submit(self._index.close).result()
        self._searching.shutdown()
        self._typing.submit(self._drafts.close).result()
        self._storage.submit(self.records.close).result()
        self._typing.shutdown()
        self._storage.shutdown()

    async def _on_storage(self, call: Callable[[], R]) -> R:
        return await asyncio.get_running_loop().run_in_executor(self._storage, call)


def _body_of(records: Records, meeting: str) -> str:
    with records.reading() as book:
        return book.get(Meeting, meeting).body
