"""Tables in and out on a screen: which file, the preview, and what was written."""

from collections.abc import Awaitable, Callable
from threading import Event
from typing import Any

from meetings.importing.table import NO_CHOICES, Choices, Source
from tui.dialogs.importing import ImportPreview, Plan
from tui.dialogs.kit.fields import Line, NoteLine, TextField
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.dialogs.kit.progress import Progress
from tui.language import _
from tui.text import typed_path
from tui.working import WorkingScreen

IN, ALL = "in", "all"


async def import_table(
    screen: WorkingScreen,
    title: str,
    columns: str,
    plan: Callable[[Source, Choices], Awaitable[Any]],
    write: Callable[[Any], Awaitable[object]],
    *,
    long: bool = False,
    mended: bool = True,
) -> bool:
    """Ask for the file, show the preview, write on Enter; True when written."""
    sources: list[Source] = []

    async def read(answers: Answers) -> Any:
        file = typed_path(answers["file"])
        sources[:] = [await screen.house.desk.read_table(file, long=long)]
        return await plan(sources[0], NO_CHOICES)

    lines: list[Line] = [
        NoteLine(columns),
        TextField("file", _("File"), required=True, longest=1000),
    ]
    planned: Plan | None = await filled(screen, title, lines, read, draft="table.in.")
    if planned is None:
        return False
    again = (lambda choices: plan(sources[0], choices)) if mended else None
    accepted = await screen.ask(ImportPreview(title, planned, again))
    if accepted is None:
        return False
    if await screen.told(write(accepted)) is None:
        return False
    screen.say(_("Imported. ctrl+z takes it back."))
    await screen.reload()
    return True


async def export_table(screen: WorkingScreen, kind: str, id: str) -> None:
    """Write a table and say where it is."""
    path = await screen.told(screen.house.desk.export_table(kind, id))
    if path is not None:
        screen.say(_("Written: {path}").format(path=path), seconds=12)


async def export_everything(screen: WorkingScreen) -> None:
    """Everything in one zip, with its progress; Esc stops and leaves nothing."""
    stop = Event()
    shown = Progress(_("Everything in one zip"), stop)
    await screen.app.push_screen(shown)

    def told(which: int, of: int, name: str) -> None:
        # Nobody waits for the screen here: it may be gone before the work is.
        shown.call_later(shown.tell, which, of, name)

    try:
        path = await screen.told(screen.house.desk.export_everything(told, stop.is_set))
    finally:
        shown.dismiss(None)
    if path is not None:
        screen.say(_("Written: {path}").format(path=path), seconds=12)
        if lost := await screen.house.desk.photos_not_here():
            said = _("{n} photographs are missing or were changed; jiejiao check names them.")
            screen.warn(said.format(n=lost))
