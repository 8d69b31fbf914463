"""ctrl+z and ctrl+y: undo the last command of the current or another body, and redo it."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from textual.screen import ModalScreen, Screen

from meetings.actions import found
from meetings.community.bodies import Body
from meetings.errors import NothingToUndo
from meetings.ports import Entry, Records
from tui.base import BaseDialog
from tui.dialogs.kit import confirm
from tui.errors import is_refusal, sentence
from tui.language import _, bracketed
from tui.text import shown
from tui.words import undone
from tui.working import WorkingScreen

if TYPE_CHECKING:
    from tui.app import Jiejiao

AT_ONCE = timedelta(minutes=5)
"""A command of the current body younger than this is undone without asking."""


class Undo:
    """Undo and redo of one running program; asks before undoing what is old or elsewhere.

    Over a dialog only commands that the dialog itself records are undone and redone.
    """

    def __init__(self, app: "Jiejiao") -> None:
        self.app = app
        self._touched: dict[str, Body] = {}
        """By id, bodies in which something was undone, since a body may be gone by that."""

    async def undo(self) -> None:
        """Undo the last command; ask first where it is old or of another body."""
        if (window := self._window()) is not None:
            await self._over(window, undone.last_commands, self._take_back)
            return
        done = await self.app.desk.read(undone.last_commands)
        if not done:
            self._warn(NothingToUndo())
            return
        screen = self.app.screen
        body = screen.shown_body if isinstance(screen, WorkingScreen) else self.app.body
        here = body.id if body is not None else ""
        last: undone.LastCommand | None = done[0]
        if done[0].body.id != here or self.app.desk.now() - done[0].entry.at > AT_ONCE:
            own = next((one for one in done[1:] if one.body.id == here), None)
            last = await self._which(done[0], own)
        if last is not None:
            await self._take_back(last)

    async def _take_back(self, last: "undone.LastCommand") -> None:
        if await self._done(self.app.desk.undo, last.body) is not None:
            self._touched[last.body.id] = last.body
            said = _("Undone: {what}; {key:app.redo} redoes it").format(what=last.words)
            self._tell(said, last.body)

    def _window(self) -> "ModalScreen[object] | None":
        """The dialog on top, if any, over which not everything may be undone."""
        top: Screen[object] = self.app.screen
        return top if isinstance(top, ModalScreen) else None

    async def _over(
        self,
        window: "ModalScreen[object]",
        ask: Callable[[Records], list["undone.LastCommand"]],
        act: Callable[["undone.LastCommand"], Awaitable[None]],
    ) -> None:
        """Whether the dialog itself recorded the command; for others, says what to do first."""
        if not isinstance(window, BaseDialog):
            return
        if not window.WRITES:
            window.say(_("Close this window with Esc first; typed text is kept."))
            return
        here = self.app.body.id if self.app.body is not None else ""
        last = next((one for one in await self.app.desk.read(ask) if one.body.id == here), None)
        if last is None or not last.entry.command.startswith(window.WRITES):
            window.warn(_("Nothing was done in this window last. Esc, then {key:app.undo} or "
                          "{key:app.redo}, reaches what came before."))  # fmt: skip
            return
        await act(last)

    async def _which(
        self, last: "undone.LastCommand", own: "undone.LastCommand | None"
    ) -> "undone.LastCommand | None":
        """Ask which of two commands to undo, with place and time; None for neither."""
        lines = [_("Undo this?"), last.place, last.words]
        no = _("leave it")
        if own is not None:
            lines += ["", _("Or the last action here:"), own.place, own.words]
            no = _("undo the last action here")
        answer = await self.app.push_screen_wait(
            confirm.Confirm("\n".join(lines), yes=_("undo it"), no=no, destructive=True)
        )
        return last if answer else own if answer is False else None

    async def redo(self) -> None:
        """Redo what the last undo took back, in the same body."""

        def ask(records: Records) -> list[undone.LastCommand]:
            return undone.last_taken_back(records, self._touched)

        if (window := self._window()) is not None:
            await self._over(window, ask, self._do_again)
            return
        taken = await self.app.desk.read(ask)
        if not taken:
            self._warn(NothingToUndo(act="redo"))
            return
        await self._do_again(taken[0])

    async def _do_again(self, last: "undone.LastCommand") -> None:
        if await self._done(self.app.desk.redo, last.body) is not None:
            words = await self.app.desk.read(undone.words_of, last.entry)
            self._tell(_("Redone: {what}").format(what=words), last.body)

    async def _done(self, act: Callable[[str], Awaitable[Entry]], body: Body) -> Entry | None:
        try:
            entry = await act(body.id)
        except Exception as error:
            if not is_refusal(error):
                raise
            self._warn(error)
            return None
        await self._work_on_what_is_there(body)
        await self._show()
        return entry

    async def _show(self) -> None:
        """Let the screen read the records again, and then the dialog over it."""
        below = [one for one in self.app.screen_stack if isinstance(one, WorkingScreen)]
        if below:
            await below[-1].reload()
        if isinstance(self.app.screen, BaseDialog):
            await self.app.screen.reread()

    async def _work_on_what_is_there(self, touched: Body) -> None:
        """Read the current body again; choose another where it is gone or closed."""
        here = {body.id: body for body in await self.app.desk.read(found.bodies)}
        wanted = self.app.body or touched
        now = here.get(wanted.id)
        if now is None or now.closed:
            now = next((body for body in here.values() if not body.closed), None)
        if now != self.app.body:
            same = self.app.body is not None and now is not None and now.id == self.app.body.id
            self.app.work_on(now, self.app.meeting_id if same else None)

    def _tell(self, said: str, body: Body) -> None:
        elsewhere = self.app.body is None or body.id != self.app.body.id
        where = bracketed(body.name) if elsewhere else ""
        self.app.notify(shown(said + where), timeout=8, markup=False)

    def _warn(self, error: Exception) -> None:
        self.app.notify(shown(sentence(error)), severity="warning", markup=False)
