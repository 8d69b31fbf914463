"""The preview of an import: every row as it will be recorded, to be corrected first."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from meetings.importing.cells import one_line
from meetings.importing.columns import Columns
from meetings.importing.plan import (
    DIFFERS,
    LINE,
    NO_CHOICES,
    Choices,
    Plan,
    PlannedRow,
    Question,
    RowState,
    differs,
)
from meetings.importing.table import Source, refused_of_sheets, refused_table
from meetings.terms import term
from tui.base import LEAVE, BaseDialog
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import DateField, Line, NumberField, TextField
from tui.dialogs.kit.form import Answers, FormDialog
from tui.errors import is_refusal, sentence
from tui.language import N_, _, language
from tui.text import cut, plain
from tui.widgets.columns import Column, Row
from tui.widgets.rows import Rows
from tui.widgets.whole import Whole
from tui.words.importing import (
    KEPT,
    TO_MEND,
    asked,
    became,
    option_words,
    original,
    reason_words,
    reasons_of,
    sums,
    where,
    worth_reading,
)
from tui.working import WorkingScreen

SHOWN = 20_000
"""The most rows that are listed; the sums count all."""
TONES = {
    RowState.ERROR: "bad",
    RowState.WARNING: "warn",
    RowState.NEW: "good",
    RowState.CHANGED: "good",
    RowState.KNOWN: "dim",
    RowState.LEFT: "dim",
}


def _same_row(row: PlannedRow, other: PlannedRow) -> bool:
    return (row.sheet, row.number) == (other.sheet, other.number)


Replan = Callable[[Choices], Awaitable[Plan]]
"""Makes the plan again with the choices of the preview."""


Heads = Callable[[Choices], Mapping[str, str]]
"""Gives the headings of the file, each with the column that it is read as."""


class ImportPreview(BaseDialog[Plan | None]):
    """Enter imports the rows that can be imported, Esc changes nothing."""

    SCOPE = "form"
    TOLD_KEYS = (
        N_("↑ ↓ PgUp PgDn choose a row, which stands whole below the list."),
        N_("Nothing is written before Enter; what does not come in stays in a file of its own."),
    )
    BINDINGS = [
        LEAVE,
        Binding("enter", "form_save", show=False),
        Binding("0,０,delete", "leave_out", show=False),
        Binding("1,１", "mend_cell", show=False),
        Binding("2,２", "name_column", show=False),
        Binding("3,３", "answer_question", show=False),
        Binding("4,４", "whose_word", show=False),
    ]
    DEFAULT_CSS = """
    ImportPreview {
        .dialog { width: 110; height: 100%; }
        Rows { height: 1fr; }
        .import--sums { height: auto; max-height: 5; }
        .import--whole { height: auto; min-height: 2; max-height: 7; }
        .import--keys { height: auto; max-height: 2; color: $foreground-muted; }
    }
    """

    def __init__(
        self,
        title: str,
        plan: Plan,
        today: date,
        replan: Replan | None = None,
        choices: Choices = NO_CHOICES,
        heads: Heads | None = None,
    ) -> None:
        """`choices` are those of the plan; days are understood from `today`.

        `heads` gives the columns that the headings are read as, for given choices.
        """
        super().__init__()
        self._heads = heads
        self.today = today
        self.import_title, self.plan, self._replan = title, plan, replan
        self.choices = choices
        self.listed: list[PlannedRow] = []

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions that are asked once for all rows."""
        return self.plan.questions

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(classes="import--sums")
            yield Rows(
                Column(N_("Row"), 14), Column(N_("State"), 6), Column(N_("What it says")),
                Column(N_("Why"), 30), empty=N_("The table has no rows."),
            )  # fmt: skip
            yield Static(classes="import--whole", markup=False)
            yield Whole(classes="import--keys")

    def on_mount(self) -> None:
        self.query_one(".dialog").border_title = plain(cut(self.import_title, 90))
        self._paint()
        self.query_one(Rows).focus()

    def _paint(self) -> None:
        here = self._current()
        first = worth_reading(self.plan.rows)
        worth = {id(row) for row in first}
        others = [row for row in self.plan.rows if id(row) not in worth]
        self.listed = [*first, *others][:SHOWN]
        said = [
            sums(self.plan.rows),
            *map(self._asked, self.questions),
            *map(reason_words, self.plan.notes),
        ]
        self.query_one(".import--sums", Static).update(plain("\n".join(said)))
        rows = self.query_one(Rows)
        rows.fill(self._row(place, row) for place, row in enumerate(self.listed))
        if here is not None:
            again = (i for i, row in enumerate(self.listed) if _same_row(row, here))
            rows.go(str(next(again, 0)))
        self._show(rows.key)
        keys = _("There is nothing to import. Esc to close")
        if not self.plan.empty:
            keys = _("Enter to import; rows with errors are skipped · Esc to close")
        if self._replan is not None:
            keys += _(" · 0 leave out a row, or take it · 1 correct a cell")
            keys += _(" · 2 name a column") if self._heads is not None else ""
            keys += _(" · 3 answer") if self.questions else ""
            if any(map(differs, self.plan.rows)):
                keys += _(" · 4 which source to trust in this row")
        self.query_one(".import--keys", Whole).tell(keys)

    def _asked(self, question: Question) -> str:
        """A question for all rows, and what was answered."""
        answer = self.choices.answers.get(question.key, "")
        if not answer:
            return asked(question)
        said = option_words(answer) if question.options else answer
        return asked(question).removeprefix("? ") + f" → {said}"

    def _row(self, place: int, row: PlannedRow) -> Row:
        state = (term(row.state, language()), TONES[row.state])
        return Row(str(place), (where(row), state, row.label, reasons_of(row)))

    @on(Rows.Moved)
    def _moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._show(event.key)

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        self.action_form_save()

    def action_form_save(self) -> None:
        """Close to import, if any row can be imported."""
        self.dismiss(None if self.plan.empty else self.plan)

    def _current(self) -> PlannedRow | None:
        key = self.query_one(Rows).key
        return self.listed[int(key)] if key is not None and self.listed else None

    def _show(self, key: str | None) -> None:
        if key is not None:
            row = self.listed[int(key)]
            lines = [reasons_of(row), became(row), original(row)]
            said = "\n".join(line for line in lines if line) or row.label
            self.query_one(".import--whole", Static).update(plain(said))

    async def _again(self, choices: Choices) -> None:
        if self._replan is None:
            return
        try:
            plan = await self._replan(choices)
        except Exception as error:
            # without a required column there is no table, so the choice is not accepted
            if not is_refusal(error):
                raise
            self.warn(sentence(error))
            return
        self.plan, self.choices = plan, choices
        self._paint()

    @work
    async def action_leave_out(self) -> None:
        """Leave the row under the cursor out, or take it in again."""
        row, choices = self._current(), self.choices
        if row is None or not row.number:
            return
        one = {row.number}
        if row.state is not RowState.LEFT:
            choices = replace(choices, left_out=choices.left_out | one, taken=choices.taken - one)
        elif row.number in choices.left_out:
            choices = replace(choices, left_out=choices.left_out - one)
        else:
            choices = replace(choices, taken=choices.taken | one)
        await self._again(choices)

    @work
    async def action_mend_cell(self) -> None:
        """Correct a cell of the row under the cursor."""
        row = self._current()
        if row is None or self._replan is None:
            return
        names = getattr(self.plan, "columns", ())
        column: str | None = LINE
        if names != (LINE,):
            options = [Option(name, name, "") for name in names]
            column = await self.ask(Choose(_("Which column?"), options))
        if column is None:
            return
        new: dict[str, str] = {}

        async def save(answers: Answers) -> None:
            new["words"] = answers["words"]

        known = self.choices.cells.get((row.number, column), "")
        if column == LINE:
            known = " ".join(map(one_line, row.words))
        field = TextField("words", column, known, _("what replaces it"), longest=500)
        await self.ask(FormDialog(where(row), [field], save=save))
        if new:
            cells = {**self.choices.cells, (row.number, column): new["words"]}
            await self._again(replace(self.choices, cells=cells))

    @work
    async def action_name_column(self) -> None:
        """Choose which column a heading of the file means."""
        heads = self._heads(self.choices) if self._heads is not None else {}
        if self._replan is None or not heads:
            self.say(_("The file has no headings."))
            return
        read, none = _("read as {column}"), _("not read")
        options = [
            Option(head, head, read.format(column=column) if column else none)
            for head, column in sorted(heads.items(), key=lambda one: one[1] != "")
        ]
        head = await self.ask(Choose(_("Which heading?"), options))
        if head is None:
            return
        names = [Option(name, name, "") for name in getattr(self.plan, "columns", ())]
        names.append(Option("", _("none of them; leave it out")))
        asked = _("What does {head} mean?").format(head=head)
        meant = await self.ask(Choose(asked, names, chosen=""))
        if meant is not None:
            columns: Mapping[str, str] = {**self.choices.columns, head: meant}
            await self._again(replace(self.choices, columns=columns))

    @work
    async def action_answer_question(self) -> None:
        """Answer a question for all rows."""
        for question in self.questions:
            answer = await self._answer(question)
            if answer:
                # an answer for all rows replaces those given for single rows
                before = self.choices.answers.items()
                kept = {k: v for k, v in before if not k.startswith(f"{question.key}/")}
                answers = {**kept, question.key: answer}
                await self._again(replace(self.choices, answers=answers))

    @work
    async def action_whose_word(self) -> None:
        """Switch the row under the cursor between the file's value and the recorded one."""
        row = self._current()
        if row is None or not differs(row):
            self.say(_("This row agrees with the records."))
            return
        taken = any(one.why == "differs_taken" for one in row.reasons)
        answers = {**self.choices.answers, f"{DIFFERS}/{row.number}": "keep" if taken else "file"}
        await self._again(replace(self.choices, answers=answers))

    async def _answer(self, question: Question) -> str | None:
        if question.options:
            options = [Option(one, option_words(one), "") for one in question.options]
            return await self.ask(Choose(asked(question), options))
        given: list[str] = []

        async def save(answers: Answers) -> None:
            given.append(str(answers["answer"]))

        asks: Line = NumberField("answer", _("Year"), required=True, least=1900, most=2200)
        if question.a_day:
            of_file = date(question.year, 1, 1) if question.year else self.today
            asks = DateField("answer", _("Day"), of_file, required=True)
        await self.ask(FormDialog(asked(question), [asks], save=save))
        return given[-1] if given else None


LONG = 5_000
"""From this many rows on, a message says that writing takes a while."""


async def shown_again(screen: WorkingScreen, rows: int) -> None:
    """Let the screen below read and draw before the long writing begins."""
    if rows > LONG:
        screen.say(
            _("Writing {n} rows; you will be told when they are in.").format(n=rows), seconds=15
        )
    for _turn in range(2):
        await screen.house.desk.read(lambda _records: None)


async def keep_refused(
    screen: WorkingScreen,
    source: Source,
    preview: ImportPreview,
    file: Path,
    of: Columns | None,
    *,
    several: bool = False,
) -> None:
    """Write the refused rows into a file beside `file`, to be corrected there.

    Rows of `several` sheets are written without headings.
    """
    rows = preview.plan.rows
    if several:
        left = refused_of_sheets(rows, reasons_of)
    else:
        told = {row.number: reasons_of(row) for row in rows}
        left = refused_table(source, of, preview.choices, rows, told)
    if not left:
        return
    path = await screen.attempt(screen.house.desk.papers.keep_refused(file, left))
    if path is not None:
        said = KEPT if several else TO_MEND
        screen.say(_(said).format(n=len(left) - 1, path=path), seconds=15)
