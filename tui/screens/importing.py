"""Tables in and out on a screen: which file, the preview, and what was written."""

from collections.abc import Awaitable, Callable, Sequence
from threading import Event
from typing import Any

from meetings.importing.table import NO_CHOICES, Choices, Source
from tui.dialogs.importing import ImportPreview, Plan
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import Line, NoteLine, TextField
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.dialogs.kit.progress import Progress
from tui.language import _
from tui.text import typed_path
from tui.working import WorkingScreen

IN, ALL = "in", "all"


class Tables(WorkingScreen):
    """The menu of tables, importing with a preview, exporting."""

    async def choose_table(self, title: str, options: Sequence[Option]) -> str | None:
        """Which way a table goes."""
        return await self.ask(Choose(title, options))

    async def import_table(
        self,
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
            sources[:] = [await self.house.desk.read_table(file, long=long)]
            return await plan(sources[0], NO_CHOICES)

        lines: list[Line] = [
            NoteLine(columns),
            TextField("file", _("File"), required=True, longest=1000),
        ]
        planned: Plan | None = await filled(self, title, lines, read, draft="table.in.")
        if planned is None:
            return False
        again = (lambda choices: plan(sources[0], choices)) if mended else None
        accepted = await self.ask(ImportPreview(title, planned, again))
        if accepted is None:
            return False
        if await self.told(write(accepted)) is None:
            return False
        self.say(_("Imported. ctrl+z takes it back."))
        await self.reload()
        return True

    async def export_table(self, kind: str, id: str) -> None:
        """Write a table and say where it is."""
        path = await self.told(self.house.desk.export_table(kind, id))
        if path is not None:
            self.say(_("Written: {path}").format(path=path), seconds=12)

    async def export_everything(self) -> None:
        """Everything in one zip, with its progress; Esc stops and leaves nothing."""
        stop = Event()
        shown = Progress(_("Everything in one zip"), stop)
        await self.app.push_screen(shown)

        def told(which: int, of: int, name: str) -> None:
            # Nobody waits for the screen here: it may be gone before the work is.
            shown.call_later(shown.tell, which, of, name)

        try:
            path = await self.told(self.house.desk.export_everything(told, stop.is_set))
        finally:
            shown.dismiss(None)
        if path is not None:
            self.say(_("Written: {path}").format(path=path), seconds=12)
            if lost := await self.house.desk.photos_not_here():
                said = _("{n} photographs are missing or were changed; jiejiao check names them.")
                self.warn(said.format(n=lost))
