"""What guards the records while the program runs: the daily copy, a copy to a stick, the lock."""

from pathlib import Path
from time import monotonic

from textual import events, work

from tui.app_commands import AppCommands
from tui.desk import Desk
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import TextField
from tui.dialogs.kit.form import Answers, FormDialog
from tui.dialogs.locked import Locked
from tui.errors import is_told, sentence
from tui.language import _
from tui.text import shown

LOCK_AFTER = "place/lock_after"
"""Minutes without a key after which the screen locks; kept like a place; "0" is never."""
BACKUP_TO = "place/backup_to"
CHOICES = ("3", "5", "10", "30")
_LOOK_SECONDS = 5.0
_STICKS = ("/media", "/run/media", "/Volumes", "/mnt")


def likely_stick() -> str:
    """The first folder under which systems show a stick, or nothing."""
    for root in map(Path, _STICKS):
        try:
            for found in sorted(root.glob("*/*") if root.name == "media" else root.glob("*")):
                if found.is_dir() and found.stat().st_dev != root.stat().st_dev:
                    return str(found)
        except OSError:
            continue
    return ""


class Guarding(AppCommands):
    """Base of the app: call `guard` once its first screen is shown."""

    desk: Desk
    lock_after = 0
    """Minutes; 0 where the screen never locks by itself."""
    clock = staticmethod(monotonic)
    _acted = 0.0

    async def guard(self) -> None:
        """Begin to look at idleness, and make the copy of this day."""
        kept = await self.desk.drafts("place/lock_after")
        said = kept.get(LOCK_AFTER, "0")
        self.lock_after = int(said) if said.isdigit() else 0
        self._acted = self.clock()
        self.set_interval(_LOOK_SECONDS, self.lock_if_idle)
        self.copy_daily()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.MouseEvent | events.Paste):
            self._acted = self.clock()
        await super().on_event(event)

    @work(group="daily-copy")
    async def copy_daily(self) -> None:
        """The copy of this day; a failure is told, for nobody would look for it."""
        try:
            await self.desk.back_up_daily()
        except Exception as error:
            if not is_told(error):
                raise
            said = _("Today's backup failed: {why}").format(why=sentence(error))
            self.notify(shown(said), severity="warning", timeout=20, markup=False)

    @work
    async def action_app_backup(self) -> None:
        """Ask where to, copy there, and say whether it could be read back."""
        last = (await self.desk.drafts(BACKUP_TO)).get(BACKUP_TO, "")
        answers: Answers | None = await self.push_screen_wait(
            FormDialog(
                _("Back up to a stick or a folder"),
                [TextField("place", _("Folder"), last or likely_stick(), required=True)],
                save_label=_("Back up"),
            )
        )
        if answers is None:
            return
        place = Path(str(answers["place"]).strip()).expanduser()
        try:
            made = await self.desk.back_up_to(place)
        except Exception as error:
            if not is_told(error):
                raise
            said = _("The backup failed: {why}").format(why=sentence(error))
            self.notify(shown(said), severity="error", timeout=20, markup=False)
            return
        if place.is_dir():
            self.desk.draft(BACKUP_TO, str(place))
        said = _("Backed up and read back: {file}").format(file=made)
        self.notify(shown(said), timeout=10, markup=False)

    @work
    async def action_app_lock(self) -> None:
        """Lock now, or say after how many idle minutes."""
        if not self.desk.has_passphrase:
            said = _("There is no passphrase yet: leave, and type jiejiao passphrase set")
            self.notify(shown(said), timeout=10, markup=False)
            return
        after = [Option(n, _("after {n} minutes without a key").format(n=n)) for n in CHOICES]
        picked = await self.push_screen_wait(
            Choose(
                _("Lock the screen"),
                [Option("now", _("now")), *after, Option("0", _("never by itself"))],
                chosen="now",
            )
        )
        if picked == "now":
            self.lock()
        elif picked is not None:
            self.lock_after = int(picked)
            self.desk.draft(LOCK_AFTER, picked)
            self.remember(lock_minutes=int(picked))

    def remember(self, **changes: int) -> None:
        """Keep what was chosen beyond this file; a program without settings keeps nothing."""

    def lock_if_idle(self) -> None:
        """Lock once nobody pressed a key for the minutes chosen."""
        idle = self.clock() - self._acted
        if self.lock_after and self.desk.has_passphrase and idle >= self.lock_after * 60:
            self.lock()

    def lock(self) -> None:
        """Cover the screen, dialogs included."""
        if not isinstance(self.screen, Locked):
            self.clear_notifications()
            self.push_screen(Locked(self.desk.opens))
