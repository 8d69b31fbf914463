"""ctrl+z and ctrl+y: what would be taken back, of whichever body, and what was."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from textual import work

from meetings.actions import found
from meetings.community.bodies import Body
from meetings.errors import NothingToUndo
from meetings.ports import PERMANENT, Entry, Records
from tui.app_commands import AppCommands
from tui.desk import Desk
from tui.dialogs.kit import confirm
from tui.errors import is_told, sentence
from tui.language import _, bracketed
from tui.text import cut, shown
from tui.words import days, history

AT_ONCE = timedelta(minutes=5)
"""A command younger than this, of the body worked for, is taken back without a question."""


@dataclass(frozen=True, slots=True)
class Last:
    """The last command of a body that can be taken back, and what it did in words."""

    body: Body
    entry: Entry
    words: str

    @property
    def order(self) -> tuple[datetime, str]:
        """Ids rise with time, also within a second."""
        return self.entry.at, self.entry.id

    @property
    def place(self) -> str:
        """In which body, and when."""
        return f"{self.body.name} {days.moment_text(self.entry.at.astimezone())}"


def last_commands(records: Records) -> list[Last]:
    """The last thing done in each body, the newest first."""
    with records.reading():
        last = [
            Last(body, entry, entry_words(entry, names_in(records, entry)))
            for body in found.bodies(records)
            if (entry := records.undoable(body.id) or _final(records, body.id)) is not None
        ]
    return sorted(last, key=lambda last: last.order, reverse=True)


def _final(records: Records, body: str) -> Entry | None:
    """The newest entry where it is final: to be refused in words, not passed over."""
    newest = records.history(body, limit=1)
    return newest[0] if newest and newest[0].command in PERMANENT else None


def names_in(records: Records, entry: Entry) -> Mapping[str, str]:
    """What to call the rows of the meeting that the entry is about."""
    from meetings.sitting.meeting import Meeting

    for change in entry.changes:
        row = change.after if change.after is not None else change.before or {}
        id = change.id if change.table == "meeting" else str(row.get("meeting") or "")
        if not id:
            continue
        with records.reading() as book:
            known = book.find(Meeting, id=id)
            return history.known_words(book.get(Meeting, id)) if known else {}
    return {}


def entry_words(entry: Entry, known: Mapping[str, str]) -> str:
    """`记发言：张桂兰 支持 救护车上次进不来`."""
    what = history.command_name(entry.command)
    said = history.gist(entry, known, besides=what)
    return _("{what}: {said}").format(what=what, said=cut(said, 80)) if said else what


class Undoing(AppCommands):
    """Base of the app; whatever is not the last thing done here is named before it is undone."""

    desk: Desk
    body: Body | None
    _undone: tuple[Last, ...] = ()
    """What was taken back since the program started, the last one at the end."""

    async def reload(self) -> None:
        """Let the screen now shown read its snapshot again."""
        raise NotImplementedError

    @work(exclusive=True, group="undo")
    async def action_app_undo(self) -> None:
        """Take back the last command; ask first where it is old or of another body."""
        if len(self.screen_stack) > 1:
            return
        done = await self.desk.read(last_commands)
        if not done:
            self._warn(NothingToUndo())
            return
        here = self.body.id if self.body is not None else ""
        last: Last | None = done[0]
        if done[0].body.id != here or self.desk.now() - done[0].entry.at > AT_ONCE:
            own = next((one for one in done[1:] if one.body.id == here), None)
            last = await self._which(done[0], own)
        if last is None or await self._done(self.desk.undo, last.body) is None:
            return
        self._undone += (last,)
        self._tell(_("Taken back: {what}; ctrl+y does it again").format(what=last.words), last.body)

    async def _which(self, last: Last, own: Last | None) -> Last | None:
        """Say what would be taken back, where and when; None leaves everything as it is."""
        lines = [_("Take this back?"), last.place, last.words]
        no = _("leave it")
        if own is not None:
            lines += ["", _("Or the last thing done here:"), own.place, own.words]
            no = _("take back the last thing done here")
        answer = await self.push_screen_wait(
            confirm.Confirm("\n".join(lines), yes=_("take it back"), no=no)
        )
        return last if answer else own if answer is False else None

    @work(exclusive=True, group="undo")
    async def action_app_redo(self) -> None:
        """Do again what the last undo took back, in the body in which it did."""
        last = self._undone[-1] if self._undone else None
        body = last.body if last is not None else self.body
        if body is None or len(self.screen_stack) > 1:
            return
        self._undone = self._undone[:-1]
        entry = await self._done(self.desk.redo, body)
        if entry is not None:
            what = last.words if last is not None else history.gist(entry, {})
            self._tell(_("Done again: {what}").format(what=what), body)

    async def _done(self, act: Callable[[str], Awaitable[Entry]], body: Body) -> Entry | None:
        try:
            entry = await act(body.id)
        except Exception as error:
            if not is_told(error):
                raise
            self._warn(error)
            return None
        await self.reload()
        return entry

    def _tell(self, said: str, body: Body) -> None:
        elsewhere = self.body is None or body.id != self.body.id
        where = bracketed(body.name) if elsewhere else ""
        self.notify(shown(said + where), timeout=8, markup=False)

    def _warn(self, error: Exception) -> None:
        self.notify(shown(sentence(error)), severity="warning", markup=False)
