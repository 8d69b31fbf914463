"""`jiejiao import`: imports tables, workbooks and whole exports after a preview."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from meetings.community.bodies import Body
from meetings.errors import MeetingError
from meetings.importing.plan import DIFFERS, PlannedRow, RowState
from tui.cli.meant import WhichBody
from tui.cli.options import BODY, FileToRead
from tui.cli.printing import progress, say
from tui.language import _, listed
from tui.words.importing import KEPT, TO_MEND

if TYPE_CHECKING:
    from meetings.importing.cells import Cell
    from meetings.importing.columns import Columns
    from meetings.importing.kinds import Kind
    from meetings.importing.plan import Choices, Plan, Question
    from meetings.importing.table import Source
    from storage.photos import Listed
    from storage.records import FileRecords

SHOWN = 50
"""How many rows with reasons a preview lists; the others are counted."""


class _TableToRead(FileToRead):
    """A file of tables, or - for standard input."""

    def look(self, path: Path) -> None:
        """Check the file before it is opened."""
        if str(path) != "-":
            super().look(path)


_FILE = click.argument("file", type=_TableToRead())
NOTHING = 2
"""The exit status where nothing was imported."""

_PREVIEW = click.option("--preview", is_flag=True, help="只预览 · preview only, import nothing")
_ALL = click.option(
    "--all-rows", is_flag=True, help="预览列出每一行 · list every row in the preview"
)
_YES = click.option("--yes", is_flag=True, help="不再询问 · do not ask")


@click.group(
    "import", short_help="导入名册、议题、台账、会议 · import people, issues, ledgers, meetings"
)
def import_() -> None:
    """导入表格：先预览，再确认；有错误的行不导入，其余照常。

    退出码：0 全部，1 有错误行，2 没有导入。

    Import tables: first a preview, then confirmation. Exit codes: 0 all imported, 1 some rows
    in error, 2 nothing imported.
    """


_COLUMN = click.option(
    "--column", "columns", multiple=True, metavar="HEADING=COLUMN",
    help="文件里的这一列是哪一栏，空着就不读 · what a heading stands for; empty: skip it",
)  # fmt: skip
_ANSWER = click.option(
    "--answer", "answers", multiple=True, metavar="KEY=ANSWER",
    help="回答预览里问的 · answer a question of the preview",
)  # fmt: skip


def _asked(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that every import of rows has."""
    for option in (click.pass_obj, _YES, _PREVIEW, _ALL, _ANSWER, _COLUMN, BODY, _FILE):
        command = option(command)
    return command


@import_.command(short_help="名册 · people")
@_asked
def people(path: Path, file: Path, **said: Any) -> None:
    """导入名册（xlsx 或 CSV）。列名：姓名、楼栋、单元、电话、身份、机构、有表决权、面积。

    Import a list of people.
    """
    from exports.tables.sheets_read import LARGEST_LIST
    from meetings.importing import kinds

    _take(path, file, kinds.PEOPLE, **said, inflated=LARGEST_LIST)


@import_.command(short_help="旧台账 · an old ledger")
@_asked
def ledger(path: Path, file: Path, **said: Any) -> None:
    """导入督办台账（xlsx 或 CSV）。必须有“事项”一列；来源会议、来源议题照原样保留。

    Import an old ledger of tasks.
    """
    from meetings.importing import kinds

    _take(path, file, kinds.TASKS, **said)


@import_.command(short_help="议题、工单、群聊 · issues, tickets, a chat")
@_asked
def issues(path: Path, file: Path, **said: Any) -> None:
    """导入议题：12345工单等表格、一行一个的清单，或从微信群复制的文字（txt）。

    Import issues from a table of tickets, a list, or a copied group chat.
    """
    from meetings.importing import kinds

    _take(path, file, kinds.ISSUES, **said)


@import_.command(short_help="活动、课程、招募 · activities")
@_asked
def activities(path: Path, file: Path, **said: Any) -> None:
    """导入活动、课程、招募。必须有“活动”一列；没写的就是不详。

    Import activities, courses and recruitments.
    """
    from meetings.importing import kinds

    _take(path, file, kinds.ACTIVITIES, **said)


@import_.command(short_help="资源库 · resources")
@_asked
def resources(path: Path, file: Path, **said: Any) -> None:
    """导入资源库：类别、名称、能提供、联系方式、时间和条件、状态。必须有“名称”一列。

    Import personal skills, venues, units, organisations and supplies.
    """
    from meetings.importing import kinds

    _take(path, file, kinds.RESOURCES, **said)


@import_.command(short_help="专有部分和业主 · exclusive parts and owners")
@_asked
def units(path: Path, file: Path, **said: Any) -> None:
    """导入专有部分清册：楼栋、单元、房号（或住址）、面积、业主。小计、合计只核对，不作业主。

    Import exclusive parts and their owners; totals are checked, not imported.
    """
    from meetings.importing import kinds

    _take(path, file, kinds.UNITS, **said)


class NoColumn(MeetingError):
    """No heading of the file is the required column `needed`; `there` are the file's headings."""

    needed: str
    there: str


class NoAnswer(MeetingError):
    """The value `said` of an option does not fit the file; `known` would."""

    option: str
    said: str
    known: str


def _take(
    path: Path,
    file: Path,
    kind: "Kind[Any, Any]",
    *,
    body: str,
    columns: Sequence[str],
    answers: Sequence[str],
    preview: bool,
    yes: bool,
    all_rows: bool,
    **more: int,
) -> None:
    """Read a table, show the preview, ask and write; refused rows are written beside the file."""
    from meetings.importing.plan import Choices
    from meetings.importing.table import NoTable, headings, recalled
    from tui.own_folder import settings_path
    from tui.settings.settings_file import read_settings

    source = replace(_source(path, file, **more), today=by_now().at.date())
    kept = read_settings(settings_path()).settings.columns
    by_hand = _columns(columns, kind)
    choices = Choices(columns={**recalled(source, kind.of.sheet, kept), **by_hand})

    def work(records: "FileRecords") -> int:
        known = kind.existing(records)
        to = _body_id(known.bodies, body)
        try:
            plan = kind.plan(source, known, to, choices)
        except NoTable as wrong:
            if len(there := headings(source)) < 2:
                raise
            raise NoColumn(needed=wrong.needed, there=listed(there)) from None
        taken = choices
        if answers:
            taken = replace(choices, answers=_answers(answers, plan.questions))
            plan = kind.plan(source, known, to, taken)
        code = confirmed(
            plan, preview, yes, lambda: kind.write(records, by_now(), plan), all_rows=all_rows
        )
        if not preview:
            _keep_refused(source, kind.of, taken, plan.rows, _beside(path, file))
        return code

    in_records(path, preview, work)


def _pairs(option: str, said: Sequence[str]) -> dict[str, str]:
    """Values such as `人=姓名` as pairs; raises NoAnswer."""
    for one in said:
        if "=" not in one:
            raise NoAnswer(option=option, said=one, known=f"{option} …=…")
    return {name: word for name, _sign, word in (one.partition("=") for one in said)}


def _columns(said: Sequence[str], kind: "Kind[Any, Any]") -> dict[str, str]:
    found = _pairs("--column", said)
    for meant in found.values():
        if meant and meant not in kind.of.names:
            raise NoAnswer(option="--column", said=meant, known=listed(kind.of.names))
    return found


def _answers(said: Sequence[str], asked: "Sequence[Question]") -> dict[str, str]:
    """The answers by the keys of their questions; raises NoAnswer."""
    found, questions = _pairs("--answer", said), {one.key: one for one in asked}
    for key, answer in found.items():
        # differs/12=file is the answer for row 12 only
        if DIFFERS in questions and key.startswith(f"{DIFFERS}/"):
            questions[key] = questions[DIFFERS]
        if key not in questions:
            raise NoAnswer(option="--answer", said=key, known=listed(questions) or "-")
        if not questions[key].takes(answer):
            known = listed(_possible(questions[key]))
            raise NoAnswer(option="--answer", said=answer or "-", known=known)
    return found


def _possible(question: "Question") -> tuple[str, ...]:
    return question.options or ("YYYY-MM-DD" if question.a_day else "YYYY",)


def _keep_refused(
    source: "Source", of: "Columns", choices: "Choices", rows: Sequence[PlannedRow], file: Path
) -> None:
    """Write the refused rows beside their file, or into the current folder."""
    from meetings.importing.table import refused_table
    from tui.words.importing import reasons_of

    told = {row.number: reasons_of(row) for row in rows}
    _write_refused(refused_table(source, of, choices, rows, told), file)


def _write_refused(left: "Sequence[tuple[Cell, ...]]", file: Path, words: str = TO_MEND) -> None:
    from exports.tables.refused import write_refused
    from tui.desk.core import local_now

    if left:
        target = write_refused(file, left, local_now(), Path.cwd())
        say(_(words).format(n=len(left) - 1, path=target))


_ENDINGS = ((b"PK\x03\x04", ".xlsx"), (b"\xd0\xcf\x11\xe0", ".xls"))
"""File endings by the first bytes of spreadsheets; all else on standard input is text."""


def _source(path: Path, file: Path, **more: int) -> "Source":
    """The tables of a file or of standard input; raises CannotRead, OSError."""
    from exports.tables.sheets_read import LARGEST, read_source
    from storage.copies.work import work_folder

    if str(file) != "-":
        return read_source(file, **more)
    data = sys.stdin.buffer.read(LARGEST + 1)
    ending = next((kind for first, kind in _ENDINGS if data.startswith(first)), ".csv")
    with work_folder(path) as folder:
        held = folder / f"stdin{ending}"
        held.write_bytes(data)
        return read_source(held, **more)


def in_records(path: Path, preview: bool, work: "Callable[[FileRecords], int]") -> None:
    """Open the records (read-only for a preview), and exit with the status that `work` returns."""
    from storage.records import FileRecords

    with FileRecords.open(path, read_only=preview) as records:
        code = work(records)
    sys.exit(code)


def by_now() -> Any:
    """The command of the import: time, id and person."""
    from meetings.ports import By
    from storage.ids import new_id
    from tui.desk.core import local_now

    return By("", local_now(), new_id())


def _body_id(bodies: Sequence[Body], wanted: str) -> str | None:
    """The id of the body with this name or id; of the only body for none. Raises WhichBody."""
    found = [one for one in bodies if wanted in ("", one.name, one.id)]
    if len(found) == 1:
        return found[0].id
    if wanted:
        raise WhichBody(wanted=wanted, known=tuple(one.name for one in bodies))
    return None


def _beside(path: Path, file: Path) -> Path:
    """The file beside which refused rows are written; the records for standard input."""
    from storage.beside import records_path

    return file if str(file) != "-" else records_path(path).parent / "标准输入"


def confirmed(
    plan: "Plan", preview: bool, yes: bool, write: Callable[[], int], *, all_rows: bool = False
) -> int:
    """Show the plan, ask unless `yes`, and write; returns the exit status."""
    from tui.cli.asking import agree

    show(plan, all_rows=all_rows)
    errors = any(row.state is RowState.ERROR for row in plan.rows)
    if preview:
        return int(errors)
    if plan.empty:
        say(_("There is nothing to import."))
        return NOTHING
    agree(_("Import what is new? Rows with errors are left out; one undo reverses it."), yes)
    say(_("Imported: {n}. {key:app.undo} undoes it.").format(n=write()))
    return int(errors)


def show(plan: "Plan", *, all_rows: bool = False) -> None:
    """Print the preview: the first rows of each state, or all rows."""
    from tui.text import one_line
    from tui.words.importing import asked, option_words, reason_words, sums, worth_reading

    for note in plan.notes:
        say(one_line(reason_words(note)))
    shown = len(plan.rows) if all_rows else SHOWN
    _list(worth_reading(plan.rows), _("... and {n} more rows with notes; --all-rows."), shown)
    new = [row for row in plan.rows if row.state is RowState.NEW]
    _list(new, _("... and {n} more new rows; --all-rows."), shown)
    if all_rows:
        _list([row for row in plan.rows if row.state is RowState.KNOWN], "", shown)
    left = [row for row in plan.rows if row.state is RowState.LEFT]
    _list(left, _("... and {n} more unread rows; --all-rows."), shown)
    say(sums(plan.rows))
    for question in plan.questions:
        say(one_line(asked(question)))
        for option in _possible(question):
            words = option_words(option) if question.options else ""
            say(f"    --answer '{question.key}={option}'  {words}".rstrip())


def _list(rows: Sequence[PlannedRow], rest: str, shown: int) -> None:
    from meetings.terms import term
    from tui.language import language
    from tui.text import one_line
    from tui.words.importing import became, reasons_of, where

    for row in rows[:shown]:
        said = f"{where(row)}  {term(row.state, language())}  {row.label}  {reasons_of(row)}"
        say(one_line(said).rstrip())
        if row.state is not RowState.ERROR and (cells_said := became(row)):
            say(f"    {one_line(cells_said)}")
    if len(rows) > shown:
        say(rest.format(n=len(rows) - shown))


@import_.command(short_help="会议工作簿 · a meeting from its workbook")
@_FILE
@BODY
@_PREVIEW
@_YES
@click.pass_obj
def workbook(path: Path, file: Path, body: str, preview: bool, yes: bool) -> None:
    """导入会议工作簿（xlsx）。机构不在记录里时随会议一起建立。

    Import one meeting; a body that is not on record yet is created with it.
    """
    from meetings.importing.table import refused_of_sheets
    from meetings.importing.workbook.plan import existing_workbook, import_workbook, plan_workbook
    from tui.desk.core import local_now
    from tui.words.importing import reasons_of

    source = _source(path, file)

    def work(records: "FileRecords") -> int:
        known = existing_workbook(records)
        wanted = _body_id(known.people.bodies, body) if body else None
        plan = plan_workbook(source, known, wanted, local_now())

        def write() -> int:
            import_workbook(records, by_now(), plan)
            return sum(1 for row in plan.rows if row.state is not RowState.ERROR)

        code = confirmed(plan, preview, yes, write)
        if not preview:
            _write_refused(refused_of_sheets(plan.rows, reasons_of), _beside(path, file), KEPT)
        return code

    in_records(path, preview, work)


@import_.command("all", short_help="全部导出的文件 · a full export")
@click.argument("file", type=FileToRead())
@_YES
@click.pass_obj
def all_(path: Path, file: Path, yes: bool) -> None:
    """把“全部导出”的 zip 放进一个空的记录文件：边读边核对流水链，再重做出全部数据并检查。

    缺了的、被改过的照片先指出来，问过再把其余的放进去。

    Restore a full export into empty records. Its journals are verified while they are read;
    photographs that are missing or were changed are listed before anything is written.
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
            count = bring_in(
                path, bundle.journals(), heads, lambda _n: bar.update(1), ask, bundle.letters()
            )
        _put_photographs(path, sound, bundle.photo)
    findings = check_file(path)
    if findings:
        say(_("{file} was read but is not intact: run jiejiao check.").format(file=path))
        sys.exit(1)
    say(
        _("{file} is intact: {n} entries of {bodies} bodies.").format(
            file=path, n=count, bodies=len(heads)
        )
    )


def _is_as_taken(content: bytes | None, listed: "Listed") -> bool:
    from hashlib import sha256

    return content is not None and sha256(content).hexdigest() == listed.hash


def _agree_without(file: Path, names: list[str], yes: bool) -> None:
    """Name the photographs that cannot be imported, and ask; raises NotAgreed."""
    from tui.cli.asking import agree

    for name in names[:SHOWN]:
        say(name)
    said = _(
        "{n} photographs in {file} are missing or not the originals. "
        "Everything else is intact and can be imported without them."
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
