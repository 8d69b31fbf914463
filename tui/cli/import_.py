"""`jiejiao import`: people, a workbook or an old ledger, first shown, then confirmed."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from meetings.community.bodies import Body
from meetings.importing.table import PlannedRow, Reason, RowState
from tui.cli.bodies import WhichBody
from tui.cli.options import BODY, FileToRead
from tui.cli.printing import progress, say
from tui.language import _

if TYPE_CHECKING:
    from meetings.importing.columns import Columns
    from meetings.importing.table import Choices, Source
    from storage.photos import Listed
    from storage.records import FileRecords

SHOWN = 50
"""Rows with reasons that a preview lists; the others are counted."""


class _TableToRead(FileToRead):
    """A file of tables, or - for what comes on standard input."""

    def look(self, path: Path) -> None:
        """Look before it is opened."""
        if str(path) != "-":
            super().look(path)


_FILE = click.argument("file", type=_TableToRead())
NOTHING = 2
"""Exit code where nothing was imported."""

_PREVIEW = click.option("--preview", is_flag=True, help="只预览 · only show what would be done")
_YES = click.option("--yes", is_flag=True, help="不再询问 · do not ask")


@click.group(
    "import", short_help="导入名册、议题、台账、会议 · bring in people, issues, ledgers, meetings"
)
def import_() -> None:
    """导入表格：先预览，再确认；有错误的行不导入，其余照常。

    退出码：0 全部，1 有错误行，2 没有导入。

    Import tables, first shown and then confirmed. Exit 0: all; 1: some rows in error; 2: nothing.
    """


@import_.command(short_help="名册 · people")
@_FILE
@BODY
@_PREVIEW
@_YES
@click.pass_obj
def people(path: Path, file: Path, body: str, preview: bool, yes: bool) -> None:
    """导入名册（xlsx 或 CSV）。列名：姓名、楼栋、单元、电话、身份、机构、有表决权、面积。

    Import a list of people.
    """
    from exports.tables.sheets_read import LARGEST_LIST
    from meetings.importing.columns import PEOPLE_TABLE
    from meetings.importing.people import import_people, known_people, plan_people

    table = _Import(PEOPLE_TABLE, known_people, plan_people, import_people)
    _take(path, file, body, preview, yes, table, inflated=LARGEST_LIST)


@dataclass(frozen=True, slots=True)
class _Import:
    """One kind of table: its columns, and how it is planned and written."""

    of: "Columns"
    known: Callable[["FileRecords"], Any]
    plan: Callable[["Source", Any, str | None, "Choices"], Any]
    write: Callable[["FileRecords", Any, Any], int]


def _take(
    path: Path, file: Path, body: str, preview: bool, yes: bool, table: _Import, **more: int
) -> None:
    """Read, plan, show, ask, write; rows that are not taken are kept beside the file."""
    from meetings.importing.by_hand import recalled
    from meetings.importing.table import Choices
    from tui.settings.kept import read_settings, settings_path

    source = _source(file, **more)
    kept = read_settings(settings_path()).settings.columns
    choices = Choices(columns=recalled(source, table.of.sheet, kept))

    def work(records: "FileRecords") -> int:
        known = table.known(records)
        plan = table.plan(source, known, _body_id(known.bodies, body), choices)
        code = confirmed(
            plan.rows, plan.notes, plan.empty, preview, yes,
            lambda: table.write(records, by_now(), plan),
        )  # fmt: skip
        if not preview:
            _keep_refused(source, table.of, choices, plan.rows, file)
        return code

    in_records(path, preview, work)


def _keep_refused(
    source: "Source", of: "Columns", choices: "Choices", rows: Sequence[PlannedRow], file: Path
) -> None:
    """Write the rows that were not taken beside their file, or where the command was called."""
    from exports.tables.refused import write_refused
    from meetings.importing.by_hand import refused_table
    from tui.desk import local_now
    from tui.words.importing import reasons_of

    left = refused_table(source, of, choices, rows, {row.number: reasons_of(row) for row in rows})
    if left:
        target = write_refused(file, left, local_now(), Path.cwd())
        said = _("{n} rows were not taken; they stand in {path}, to be mended and imported again.")
        say(said.format(n=len(left) - 1, path=target))


_ENDINGS = ((b"PK\x03\x04", ".xlsx"), (b"\xd0\xcf\x11\xe0", ".xls"))
"""What the bytes of a spreadsheet begin with; all else on standard input is text."""


def _source(file: Path, **more: int) -> "Source":
    """The tables of a file or of standard input; raises CannotRead, OSError."""
    from exports.tables.sheets_read import LARGEST, read_source

    if str(file) != "-":
        return read_source(file, **more)
    data = sys.stdin.buffer.read(LARGEST + 1)
    ending = next((kind for first, kind in _ENDINGS if data.startswith(first)), ".csv")
    with TemporaryDirectory() as folder:  # for the owner alone
        held = Path(folder) / f"stdin{ending}"
        held.write_bytes(data)
        return read_source(held, **more)


def in_records(path: Path, preview: bool, work: "Callable[[FileRecords], int]") -> None:
    """Open the records, for reading where only a preview is wanted; exit with what `work` says."""
    from storage.records import FileRecords

    with FileRecords.open(path, read_only=preview) as records:
        code = work(records)
    sys.exit(code)


def by_now() -> Any:
    """Who imports, and now."""
    from meetings.ports import By
    from storage.ids import new_id
    from tui.desk import local_now

    return By("", local_now(), new_id())


def _body_id(bodies: Sequence[Body], wanted: str) -> str | None:
    """The body meant by name or id; the only one where none is named. Raises WhichBody."""
    found = [one for one in bodies if wanted in ("", one.name, one.id)]
    if len(found) == 1:
        return found[0].id
    if wanted:
        raise WhichBody(wanted=wanted, known=tuple(one.name for one in bodies))
    return None


def confirmed(
    rows: Sequence[PlannedRow],
    notes: Sequence[Reason],
    empty: bool,
    preview: bool,
    yes: bool,
    write: Callable[[], int],
) -> int:
    """Show the plan, ask where nobody said yes, write; the exit code."""
    from tui.cli.asking import agree

    show(rows, notes)
    errors = any(row.state is RowState.ERROR for row in rows)
    if preview:
        return int(errors)
    if empty:
        say(_("There is nothing to import."))
        return NOTHING
    agree(_("Import what is new? Rows with errors are left out; one undo reverses it."), yes)
    say(_("Imported: {n}. {key:app.undo} undoes it.").format(n=write()))
    return int(errors)


def show(rows: Sequence[PlannedRow], notes: Sequence[Reason]) -> None:
    """The preview on the terminal."""
    from meetings.terms import term
    from tui.language import language
    from tui.text import one_line
    from tui.words.importing import reasons_of, sums, told, where, worth_reading

    for note in notes:
        say(one_line(told(note)))
    telling = worth_reading(rows)
    for row in telling[:SHOWN]:
        said = f"{where(row)}  {term(row.state, language())}  {row.label}  {reasons_of(row)}"
        say(one_line(said))
    if len(telling) > SHOWN:
        say(_("... and {n} more rows with notes.").format(n=len(telling) - SHOWN))
    say(sums(rows))


@import_.command(short_help="旧台账 · an old ledger")
@_FILE
@BODY
@_PREVIEW
@_YES
@click.pass_obj
def ledger(path: Path, file: Path, body: str, preview: bool, yes: bool) -> None:
    """导入督办台账（xlsx 或 CSV）。必须有“事项”一列；来源会议、来源议题照原样保留。

    Import an old ledger of tasks.
    """
    from meetings.importing.columns import LEDGER
    from meetings.importing.tasks import import_ledger, known_ledger, plan_ledger

    _take(path, file, body, preview, yes, _Import(LEDGER, known_ledger, plan_ledger, import_ledger))


@import_.command(short_help="议题、工单、群聊 · issues, tickets, a chat")
@_FILE
@BODY
@_PREVIEW
@_YES
@click.pass_obj
def issues(path: Path, file: Path, body: str, preview: bool, yes: bool) -> None:
    """导入议题：12345工单等表格、一行一个的清单，或从微信群复制的文字（txt）。

    Import issues from a table of tickets, a list, or a group's chat.
    """
    from meetings.importing.columns import ISSUE_TABLE
    from meetings.importing.issues import import_issues, known_issues, plan_issues

    _take(
        path,
        file,
        body,
        preview,
        yes,
        _Import(ISSUE_TABLE, known_issues, plan_issues, import_issues),
    )


@import_.command(short_help="专有部分和业主 · exclusive parts and owners")
@_FILE
@BODY
@_PREVIEW
@_YES
@click.pass_obj
def units(path: Path, file: Path, body: str, preview: bool, yes: bool) -> None:
    """导入专有部分清册：楼栋、单元、房号（或住址）、面积、业主。小计、合计只核对，不作业主。

    Import exclusive parts and their owners; totals are checked.
    """
    from meetings.importing.columns import UNIT_TABLE
    from meetings.importing.units import import_units, known_units, plan_units

    _take(
        path, file, body, preview, yes, _Import(UNIT_TABLE, known_units, plan_units, import_units)
    )


@import_.command(short_help="会议工作簿 · a meeting from its workbook")
@_FILE
@BODY
@_PREVIEW
@_YES
@click.pass_obj
def workbook(path: Path, file: Path, body: str, preview: bool, yes: bool) -> None:
    """导入会议工作簿（xlsx）。机构不在记录里时随会议一起建立。

    Import one meeting; a body that is not here yet is founded with it.
    """
    from meetings.importing.workbook.plan import import_workbook, known_workbook, plan_workbook
    from tui.desk import local_now

    source = _source(file)

    def work(records: "FileRecords") -> int:
        known = known_workbook(records)
        wanted = _body_id(known.people.bodies, body) if body else None
        plan = plan_workbook(source, known, wanted, local_now())

        def write() -> int:
            import_workbook(records, by_now(), plan)
            return sum(1 for row in plan.rows if row.state is not RowState.ERROR)

        return confirmed(plan.rows, plan.notes, plan.empty, preview, yes, write)

    in_records(path, preview, work)


@import_.command("all", short_help="全部导出的文件 · a whole export")
@click.argument("file", type=FileToRead())
@_YES
@click.pass_obj
def all_(path: Path, file: Path, yes: bool) -> None:
    """把“全部导出”的 zip 放进一个空的记录文件：边读边核对流水链，再重做出全部数据并检查。

    缺了的、被改过的照片先指出来，问过再把其余的放进去。

    Put a whole export into empty records: chains are verified while they are read. Photographs
    that are missing or were changed are named before anything is written.
    """
    from exports.bundle import opened
    from storage.copies.bringing_in import bring_in
    from storage.health.check import check_file

    with opened(file) as bundle:
        heads = bundle.heads()
        total = sum(entries for entries, _hash in heads.values())
        sound: list[Listed] = []

        def ask(listed: "list[Listed]") -> None:
            there = {one.name: one for one in listed}.values()
            sound.extend(one for one in there if _is_as_taken(bundle.photo(one.name), one))
            lost = [one.name for one in there if one not in sound]
            if lost:
                _agree_without(file, lost, yes)

        with progress(total, _("Reading")) as bar:
            count = bring_in(path, bundle.journals(), heads, lambda _n: bar.update(1), ask)
        _put_photographs(path, sound, bundle.photo)
    findings = check_file(path)
    if findings:
        say(_("{file} was read, and is not whole: jiejiao check.").format(file=path))
        sys.exit(1)
    say(
        _("{file} is whole: {n} entries of {bodies} bodies.").format(
            file=path, n=count, bodies=len(heads)
        )
    )


def _is_as_taken(content: bytes | None, listed: "Listed") -> bool:
    from hashlib import sha256

    return content is not None and sha256(content).hexdigest() == listed.hash


def _agree_without(file: Path, names: list[str], yes: bool) -> None:
    """Name the photographs that cannot come in; raises NotAgreed, and nothing is written."""
    from tui.cli.asking import agree

    for name in names[:SHOWN]:
        say(name)
    said = _(
        "{n} photographs are missing in {file} or are not those that were taken in. All else is "
        "whole and can come in without them."
    )
    agree(said.format(n=len(names), file=file.name), yes)


def _put_photographs(
    path: Path, listed: "list[Listed]", photo: Callable[[str], bytes | None]
) -> None:
    from storage import photos
    from storage.beside import records_path
    from storage.secrecy import keyring

    path = records_path(path)
    for one in listed:
        content = photo(one.name)
        if content is not None:
            photos.put(photos.folder_of(path), one.name, content, keyring.held(path))
