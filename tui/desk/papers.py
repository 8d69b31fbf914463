"""The desk's part for papers and tables: writes them into folders, reads tables from files."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from platformdirs import user_documents_path

from exports.files import write_free
from exports.word_list import WORDS
from meetings.actions import finish, group_text, mask, papers, post, task_papers
from meetings.ports import By, Records
from tui.desk.core import Core

if TYPE_CHECKING:
    from exports.printed import PrintedLine
    from exports.writing import Written
    from meetings.actions.papers import Wanted
    from meetings.figures.periods import Period
    from meetings.figures.report import Report
    from meetings.importing.cells import Cell
    from meetings.importing.table import Source
    from meetings.matters.activities import Activity
    from meetings.matters.needs import Need
    from meetings.papers.change_page import ChangePage
    from meetings.papers.chase_list import ChaseList
    from meetings.papers.minutes import Minutes, Record
    from meetings.papers.name_masking import Seen
    from meetings.papers.personal_list import PersonalList
    from meetings.papers.road import Road
    from meetings.papers.roster import RosterPaper
    from meetings.papers.service import ServiceRecord
    from meetings.sitting.meeting import Meeting
    from tui.desk.paper_files import TaskPaper

PAPERS = "街角议事"
"""The folder for exported papers within the person's documents."""

Taken = Literal["refuse", "replace", "number"]
"""What to do where a file of that name exists."""


class PaperDesk:
    """Makes Word and Excel files, never on the storage thread."""

    def __init__(self, desk: Core) -> None:
        self.desk = desk

    async def minutes(self, meeting: str) -> Minutes:
        """The minutes; final ones carry their time and the short form of their hash."""
        return await self.desk.read(finish.minutes, meeting, self.desk.now())

    async def to_mask(self, meeting: str) -> tuple[Seen, ...]:
        """Every place in the public edition that points or may point to a person."""
        return await self.desk.read(mask.desk, meeting, self.desk.now(), WORDS)

    async def record(self, meeting: str) -> Record:
        """The full record."""
        return await self.desk.read(finish.record, meeting, self.desk.now())

    async def finalise(self, body: str, meeting: str) -> Meeting:
        """Finalise a meeting: seal its minutes together with the end of the journal before it."""

        def act(records: Records, by: By) -> Meeting:
            head = self.desk.records.head(body)
            end = (head.short, head.seq) if head is not None else ("", 0)
            return finish.finalise(records, by, body, meeting, *end)

        return await self.desk.run(act)

    async def possible(self, meeting: str, paper: str = "") -> bool:
        """Whether a meeting can have this paper, or any paper for ""; raises NothingHeld."""
        return await self.desk.read(papers.possible, meeting, paper)

    async def everything(self, meeting: str) -> tuple[Wanted, ...]:
        """Every document that this meeting can have now."""
        return await self.desk.read(papers.everything, meeting, self.desk.now())

    async def export(
        self,
        meeting: str,
        wanted: Sequence[Wanted],
        folder: Path,
        *,
        taken: Taken = "refuse",
        pdf: bool = False,
        on_progress: Callable[[int, int, str], None] = lambda which, of, name: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Written:
        """Write documents into a folder; `on_progress` and `stopped` are called on another thread.

        Word is written even where PDF fails. Raises FileExists(path) when refused, BadTemplate,
        OSError.
        """
        now = self.desk.now()
        found = [await self.desk.read(papers.paper, meeting, one, now, WORDS) for one in wanted]
        body = await self.desk.read(papers.body_of, meeting)

        def write_them() -> Written:
            # imported only here, since python-docx takes as long to load as the whole program
            from exports.own_forms.kept import own_form
            from exports.writing import write_papers

            return write_papers(
                found, folder, taken=taken, pdf=pdf, template=own_form(self.desk.path, body),
                on_progress=on_progress, stopped=stopped,
            )  # fmt: skip

        return await asyncio.to_thread(write_them)

    async def printed(self, meeting: str, wanted: Wanted) -> tuple[PrintedLine, ...]:
        """The lines that the Word file of a document would have now; raises BadTemplate."""
        found = await self.desk.read(papers.paper, meeting, wanted, self.desk.now(), WORDS)
        body = await self.desk.read(papers.body_of, meeting)

        def lay_out() -> tuple[PrintedLine, ...]:
            # imported only here, as above
            from exports.own_forms.kept import own_form
            from exports.papers import data_of
            from exports.printed import printed

            return printed(data_of(found, own_form(self.desk.path, body)))

        return await asyncio.to_thread(lay_out)

    async def keep_own_form(
        self, body: str, source: Path, *, without_fields: bool = False
    ) -> tuple[str, ...]:
        """Keep a body's own Word form; returns what was removed from it. Raises BadTemplate."""

        def keep() -> tuple[str, ...]:
            from exports.own_forms.kept import keep_form

            return keep_form(self.desk.path, body, source, without_fields=without_fields).taken_out

        return await asyncio.to_thread(keep)

    async def drop_own_form(self, body: str) -> None:
        """Drop a body's own Word form, so that the built-in layout is used again."""

        def drop() -> None:
            from exports.own_forms.kept import drop_form

            drop_form(self.desk.path, body)

        await asyncio.to_thread(drop)

    async def has_own_form(self, body: str) -> bool:
        """Whether the body's minutes use a Word form of its own."""

        def there() -> bool:
            from exports.own_forms.kept import place_of

            return place_of(self.desk.path, body).exists()

        return await asyncio.to_thread(there)

    def export_folder(self) -> Path:
        """The default folder for papers: the person's documents, else beside the records."""
        if self.desk.documents is not None:
            return self.desk.documents
        documents = user_documents_path()
        return documents / PAPERS if documents.is_dir() else self.desk.path.absolute().parent

    async def export_road(self, road: Road) -> Path:
        """Write a matter's full history as Word into the folder for papers; raises OSError."""
        from tui.desk.paper_files import write_road

        return await asyncio.to_thread(write_road, road, self.export_folder(), self.desk.now())

    async def export_key_card(self) -> Path:
        """Write the key card as Word into the folder for papers; raises OSError."""

        from tui.desk.paper_files import write_key_card

        return await asyncio.to_thread(write_key_card, self.export_folder(), self.desk.now().date())

    async def change_page(self, body: str) -> ChangePage:
        """The page on results of actions taken, with names masked."""
        return await self.desk.read(post.changes, body, self.desk.now().date(), WORDS)

    async def export_change_page(self, page: ChangePage) -> Path:
        """Write the page on results of actions taken as Word into the folder for papers."""
        from tui.desk.paper_files import write_change_page

        return await asyncio.to_thread(write_change_page, page, self.export_folder())

    async def export_chase_list(self, sheet: ChaseList) -> Path:
        """Write the list of tasks to chase as Word into the folder for papers."""

        from tui.desk.paper_files import write_chase_list

        return await asyncio.to_thread(write_chase_list, sheet, self.export_folder())

    async def group_text(self, kind: str, id: str) -> str:
        """A masked text for a residents' group: notice or result of a meeting, answer to an issue,
        what is needed (`board`: its words for the board), thanks, or what is late in a body."""
        if kind == "notice":
            return await self.desk.read(group_text.notice, id, self.desk.now(), WORDS)
        if kind == "result":
            return await self.desk.read(group_text.result, id, self.desk.now(), WORDS)
        if kind == "answer":
            return await self.desk.read(group_text.answer, id, WORDS)
        asked = {
            "need": group_text.need, "board": group_text.need_words, "thanks": group_text.thanks,
        }  # fmt: skip
        if kind in asked:
            return await self.desk.read(asked[kind], id, WORDS)
        return await self.desk.read(group_text.late, id, self.desk.now().date(), WORDS)

    async def export_text(self, body: str, what: str, text: str) -> Path:
        """Write a text of a body into the folder for papers."""
        from exports.documents.names import file_name

        folder = self.export_folder()
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / file_name(self.desk.now().date(), body, what, ext="txt")
        return await asyncio.to_thread(write_free, path, text.encode())

    async def export_personal_lists(self, lists: Sequence[PersonalList]) -> Path:
        """Write a page of tasks for each person as Word into the folder for papers."""
        from tui.desk.paper_files import write_personal_lists

        return await asyncio.to_thread(write_personal_lists, lists, self.export_folder())

    async def export_successor(self, body: str, places: Sequence[tuple[str, str]]) -> Path:
        """Write the page for whoever takes over a body as Word; raises OSError."""
        from meetings.actions.successor import successor_page
        from tui.desk.paper_files import write_successor

        page = await self.desk.read(successor_page, body, self.desk.now(), places)
        return await asyncio.to_thread(write_successor, page, self.export_folder())

    async def export_bylaw(self, bylaw: str, place: int | None = None) -> Path:
        """Write a text by articles for the board as Word; raises NotFound, OSError."""
        from meetings.actions.bylaw import bylaw_sheet
        from tui.desk.paper_files import write_board

        on = self.desk.now().date()
        sheet = await self.desk.read(bylaw_sheet, bylaw, on, place, WORDS)
        return await asyncio.to_thread(write_board, sheet, self.export_folder())

    async def export_notice(self, notice: str) -> Path:
        """Write a notice that comes from no meeting as Word, names masked; raises OSError."""
        from tui.desk.paper_files import write_board

        sheet = await self.desk.read(post.board_sheet, notice, self.desk.now().date(), WORDS)
        return await asyncio.to_thread(write_board, sheet, self.export_folder())

    async def export_roster(self, paper: RosterPaper) -> Path:
        """Write people, or groups with their heads, as Word; raises OSError."""
        from tui.desk.paper_files import write_roster

        return await asyncio.to_thread(write_roster, paper, self.export_folder())

    async def export_service(self, known: ServiceRecord) -> Path:
        """Write a record of service as Word into the folder for papers; raises OSError."""
        from tui.desk.paper_files import write_service

        return await asyncio.to_thread(write_service, known, self.export_folder())

    async def export_rewards(self, body: str, name: str, period: Period) -> Path:
        """Write the points of a period as Excel into the folder for papers; raises OSError."""
        from meetings.actions.ledger import turns_of
        from meetings.actions.reward import rewards_of
        from tui.desk.table_files import rewards_file

        found = await self.desk.read(rewards_of, body, period.start, period.end)
        turns = await self.desk.read(turns_of, body)
        now, folder = self.desk.now(), self.export_folder()
        shown = [one for one in turns if period.has(one.starts_at.date())]

        def write() -> Path:
            file, data = rewards_file(found, shown, period, name, now)
            folder.mkdir(parents=True, exist_ok=True)
            return write_free(folder / file, data)

        return await asyncio.to_thread(write)

    async def export_activity(self, activity: Activity, needs: Sequence[Need], body: str) -> Path:
        """Write plan or record of an activity as Word into the folder for papers."""
        from tui.desk.paper_files import write_activity

        on = self.desk.now().date()
        return await asyncio.to_thread(
            write_activity, activity, needs, body, self.export_folder(), on
        )

    async def photographs(self, body: str, task: str | None, *, public: bool) -> Path:
        """Write photographs of before and after as Word; raises NothingOnPaper, OSError."""
        on = self.desk.now().date()
        found = await self.desk.read(
            lambda r: task_papers.photographs(r, body, task, on, public=public, words=WORDS)
        )
        return await self._task_paper(found)

    async def learnt(self, body: str, task: str | None, *, public: bool) -> Path:
        """Write a task's retrospective as Word; raises NothingOnPaper, OSError."""
        on = self.desk.now().date()
        found = await self.desk.read(
            lambda r: task_papers.learnt(r, body, task, on, public=public, words=WORDS)
        )
        return await self._task_paper(found)

    async def points(self, body: str, person: str, *, public: bool) -> Path:
        """Write everybody's points of duty, or one person's; raises NothingOnPaper, OSError."""
        on = self.desk.now().date()
        found = await self.desk.read(
            lambda r: task_papers.points(r, body, on, person=person, public=public, words=WORDS)
        )
        return await self._task_paper(found)

    async def _task_paper(self, paper: TaskPaper) -> Path:
        from tui.desk.paper_files import write_task_paper

        return await asyncio.to_thread(
            write_task_paper, self.desk.path, paper, self.export_folder()
        )

    async def export_report(self, report: Report, seal: str = "", *, word: bool) -> Path:
        """Write a report as Word or Excel into the folder for papers; raises OSError."""
        from exports.tables.report import report_name
        from tui.desk.counting import report_bytes

        folder = self.export_folder()
        name = report_name(report, "docx" if word else "xlsx")

        def write() -> Path:
            data = report_bytes(self.desk.path, report, self.desk.now(), seal, word=word)
            folder.mkdir(parents=True, exist_ok=True)
            return write_free(folder / name, data)

        return await asyncio.to_thread(write)

    async def keep_refused(self, source: Path, rows: Sequence[Sequence[Cell]]) -> Path:
        """Write the rows that an import refused beside their file, else into the papers' folder."""
        from exports.tables.refused import write_refused

        return await asyncio.to_thread(
            write_refused, source, rows, self.desk.now(), self.export_folder()
        )

    async def read_table(self, file: Path, *, long: bool = False) -> Source:
        """Read a table from outside, `long` for lists of people; raises CannotRead, OSError."""
        from exports.tables.sheets_read import LARGEST, LARGEST_LIST, read_source

        inflated = LARGEST_LIST if long else LARGEST
        source = await asyncio.to_thread(read_source, file, inflated=inflated)
        return replace(source, today=self.desk.now().date())

    async def export_table(self, kind: str, id: str) -> Path:
        """Write people, ledger or year of a body, or a meeting's workbook, as Excel."""
        from tui.desk.table_files import table_file

        name, data = await self.desk.read(table_file, kind, id, self.desk.now(), self.desk.actor)
        folder = self.export_folder()
        folder.mkdir(parents=True, exist_ok=True)
        return await asyncio.to_thread(write_free, folder / name, data)

    async def export_everything(
        self, on_progress: Callable[[int, int, str], None], stopped: Callable[[], bool]
    ) -> Path | None:
        """Write everything into one zip, calling both on another thread; None if stopped."""
        from tui.desk.everything import everything

        return await self.desk.read(
            everything, self.export_folder(), self.desk.now(), on_progress, stopped
        )
