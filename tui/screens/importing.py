"""Imports and exports of any kind of table: asks for the file, shows the preview, writes."""

from asyncio import to_thread
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

from meetings.community.bodies import Body
from meetings.importing.columns import Columns
from meetings.importing.kinds import Kind
from meetings.importing.plan import Choices, Plan
from meetings.importing.table import (
    NoTable,
    Source,
    headings,
    learnt,
    meanings,
    recalled,
    sheet_of_text,
)
from tui.dialogs.importing import ImportPreview, keep_refused, shown_again
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import Line, LongField, NoteLine, TextField
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.dialogs.kit.progress import Progress
from tui.dialogs.pasting import LONGEST, ask_and_look, look_and_write
from tui.language import _, listed
from tui.text import typed_path
from tui.working import WorkingScreen

IN, ALL, PASTE = "in", "all", "paste"


async def import_table(
    screen: WorkingScreen,
    title: str,
    columns: str,
    plan: Callable[[Source, Choices], Awaitable[Any]],
    write: Callable[[Any], Awaitable[object]],
    *,
    of: Columns | None = None,
    long: bool = False,
) -> bool:
    """Ask for the file, show the preview, write on Enter; True when written.

    `of` are the columns of the table, by which headings that were named by hand are known again,
    and rows that are not taken are kept; a table without is not mended in the preview.
    """
    sources: list[Source] = []
    files: list[Path] = []
    lacks: list[NoTable] = []
    known = Choices()

    async def read(answers: Answers) -> Any:
        nonlocal known
        files[:] = [typed_path(answers["file"])]
        sources[:] = [await screen.house.desk.papers.read_table(files[0], long=long)]
        lacks.clear()
        if of is not None:
            known = Choices(
                columns=recalled(sources[0], of.sheet, screen.house.settings.chosen.columns)
            )
        try:
            return await plan(sources[0], known)
        except NoTable as wrong:
            if of is None or len(headings(sources[0])) < 2:
                raise
            lacks[:] = [wrong]
            return None

    lines: list[Line] = [
        NoteLine(columns),
        TextField("file", _("File"), required=True, longest=1000),
    ]
    planned: Plan | None = await filled(screen, title, lines, read, draft="table.in.")
    if planned is None and lacks and of is not None:
        named = await _name_needed(screen, of, sources[0], known)
        if named is None:
            return False
        known = named
        planned = await screen.attempt(plan(sources[0], known))
    if planned is None:
        return False
    again = (lambda choices: plan(sources[0], choices)) if of is not None else None
    heads = partial(meanings, sources[0], of) if of is not None else None
    preview = ImportPreview(title, planned, screen.house.now().date(), again, known, heads)
    accepted = await screen.ask(preview)
    if accepted is None:
        return False
    await shown_again(screen, len(accepted.rows))
    if await screen.attempt(write(accepted)) is None:
        return False
    screen.say(_("Imported. {key:app.undo} undoes it."))
    if of is not None:
        _remember(screen, of, sources[0], preview.choices)
    await keep_refused(screen, sources[0], preview, files[0], of, several=of is None)
    await screen.reload()
    return True


async def import_kind(
    screen: WorkingScreen,
    title: str,
    kind: Kind[Any, Any],
    body: Body,
    names: str,
    *,
    long: bool = False,
) -> None:
    """Import a table of this kind into a body; `names` are the columns shown beforehand."""
    desk = screen.house.desk

    async def plan(source: Source, choices: Choices) -> Any:
        known = await desk.read(kind.existing)
        return await to_thread(kind.plan, source, known, body.id, choices)

    async def write(planned: Any) -> int:
        return await screen.commit(kind.write, planned)

    told = _needed(kind, names)
    await import_table(screen, title, told, plan, write, of=kind.of, long=long)


def _needed(kind: Kind[Any, Any], names: str) -> str:
    return _("Needed: {name}. Also: {names}").format(name=listed(kind.of.needed), names=names)


async def paste_kind(
    screen: WorkingScreen, title: str, kind: Kind[Any, Any], body: Body, names: str
) -> None:
    """Import a table of this kind that was copied from a spreadsheet or a text."""
    desk = screen.house.desk
    chosen = screen.house.settings.chosen

    async def take(text: str) -> bool:
        sheet = await screen.attempt(to_thread(sheet_of_text, text, ""))
        if sheet is None:
            return False
        source = Source((sheet,), today=screen.house.now().date())

        async def plan(choices: Choices) -> Any:
            known = await desk.read(kind.existing)
            return await to_thread(kind.plan, source, known, body.id, choices)

        async def write(planned: Any) -> int:
            return await screen.commit(kind.write, planned)

        known = Choices(columns=recalled(source, kind.of.sheet, chosen.columns))
        return await look_and_write(
            screen, f"{title} · {body.name}", plan, write, text=text, of=kind.of, known=known
        )

    lines: list[Line] = [
        NoteLine(_("The header row first, then the rows, as copied from Excel or WPS.")),
        NoteLine(_needed(kind, names)),
        LongField("text", _("Text"), required=True, lines=8, longest=LONGEST),
    ]
    kept = _("Nothing was recorded. The text is kept and will be there next time.")
    draft = f"table.pasted.{kind.of.sheet}.{body.id}."
    await ask_and_look(screen, title, lines, draft, take, kept=kept)


async def _name_needed(
    screen: WorkingScreen, of: Columns, source: Source, known: Choices
) -> Choices | None:
    """Ask which heading of the file stands for each required column; None when left."""
    columns = dict(known.columns)
    for name in of.needed:
        options = [Option(head, head) for head in headings(source)]
        asked = _("The file has no column {name}. Which of its headings is it?").format(name=name)
        head = await screen.ask(Choose(asked, options))
        if head is None:
            return None
        columns[head] = name
    return replace(known, columns=columns)


def _remember(screen: WorkingScreen, of: Columns, source: Source, choices: Choices) -> None:
    settings = screen.house.settings
    if choices.columns:
        learned = learnt(source, of.sheet, choices.columns, settings.chosen.columns)
        if learned != settings.chosen.columns:
            settings.remember(columns=learned)


async def export_table(screen: WorkingScreen, kind: str, id: str) -> None:
    """Write a table and show its path."""
    await screen.tell_written(screen.house.desk.papers.export_table(kind, id))


async def export_everything(screen: WorkingScreen) -> None:
    """Write everything into one zip, with its progress; Esc stops and leaves no file."""
    stop = Event()
    shown = Progress(_("Everything in one zip file"), stop)
    await screen.app.push_screen(shown)

    def on_progress(which: int, of: int, name: str) -> None:
        # the screen may be left before the work is done
        shown.call_later(shown.tell, which, of, name)

    try:
        path = await screen.attempt(
            screen.house.desk.papers.export_everything(on_progress, stop.is_set)
        )
    finally:
        shown.dismiss(None)
    if path is not None:
        screen.say(_("Written: {path}").format(path=path), seconds=12)
        if lost := await screen.house.desk.safe.photos_not_here():
            said = _("{n} photographs are missing or were changed; jiejiao check lists them.")
            screen.warn(said.format(n=lost))
