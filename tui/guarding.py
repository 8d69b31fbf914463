"""Guards the records while the program runs: backups, a check of the file, the screen lock."""

import asyncio
from time import monotonic
from typing import TYPE_CHECKING

from textual import events

from meetings.clean import trim
from meetings.errors import MeetingError
from tui.dialogs import locked
from tui.dialogs.holding import read_out
from tui.dialogs.kit import choose, fields, form
from tui.errors import is_refusal, sentence
from tui.language import _
from tui.text import shown, typed_path
from tui.typeahead import BEHIND
from tui.widgets.head import Head
from tui.words import findings
from tui.words.records import PLACES, wrong_clock_words

if TYPE_CHECKING:
    from meetings.papers.seal import JournalEnd
    from tui.app import Jiejiao

LOCK_AFTER = "place/lock_after"
"""Draft key of the idle minutes after which the screen locks; "0" is never."""
BACKUP_TO = "place/backup_to"
CHOICES = ("3", "5", "10", "30")
_LOOK_SECONDS = 5.0
_UNKEPT_SECONDS = 1.0


def _end_typed(answers: "form.Answers") -> "JournalEnd | None":
    """The journal's end as typed from paper; None for an empty field; raises NoJournalEnd."""
    from meetings.papers.seal import journal_end  # asked for seldom, and slow to import

    typed = trim(str(answers["head"]))
    return journal_end(typed) if typed else None


class Guard:
    """Backs up, checks and locks the records of one running program; `begin` starts it."""

    def __init__(self, app: "Jiejiao") -> None:
        self.app = app
        self.clock = monotonic
        self.acted = 0.0
        """When a key was last pressed, in seconds of `clock`."""
        self.lock_after = 0
        """Idle minutes before the screen locks; 0 for never."""
        self._unsaved = False
        self._checking = False
        self._found: read_out.ReadOut | None = None
        """The result of a check that ended while somebody typed; `check` shows it next time."""
        self._wrong: str | None = None

    async def begin(self) -> None:
        """Start the timers for the lock and for warnings, and today's backup."""
        kept = await self.app.desk.drafts(LOCK_AFTER)
        said = kept.get(LOCK_AFTER, "0")
        self.lock_after = int(said) if said.isdecimal() and len(said) < 6 else 0
        self.acted = self.clock()
        self.app.set_interval(_LOOK_SECONDS, self.lock_if_idle)
        self.app.set_interval(_UNKEPT_SECONDS, self.tell_unsaved)
        self.tell_wrong_clock()
        self.app.set_interval(_UNKEPT_SECONDS, self.tell_wrong_clock)
        self.app.run_worker(self.copy_daily(), group=BEHIND)
        if place := await asyncio.to_thread(self.app.desk.safe.place):
            self.app.notify(_(PLACES[place]), severity="warning", timeout=15, markup=False)

    def heard(self, event: events.Event) -> None:
        """Note the time of a key, a mouse event or a paste."""
        if isinstance(event, events.Key | events.MouseEvent | events.Paste):
            self.acted = self.clock()

    def tell_unsaved(self) -> None:
        """Warn while typed text cannot be saved to the disk, and say when it is saved again."""
        unsaved = self.app.desk.unsaved
        for screen in self.app.screen_stack if unsaved or self._unsaved else ():
            for head in screen.query(Head):
                head.trouble = _("not saved") if unsaved else ""
        if unsaved and not self._unsaved:
            said = _(
                "Your typing can't be saved to disk. The text stays here and saving is "
                "retried; free up space, and do not close the program."
            )
            self.app.notify(said, severity="error", timeout=20)
        elif self._unsaved and not unsaved:
            self.app.notify(_("Typing is being saved again."))
        self._unsaved = unsaved

    def tell_wrong_clock(self) -> None:
        """Warn once that the computer's clock is wrong; again only after it was right meanwhile."""
        found = self.app.desk.wrong_clock
        if found is not None and (self._wrong is None or found.why != self._wrong):
            said = wrong_clock_words(found)
            self.app.notify(shown(said), severity="warning", timeout=30, markup=False)
        self._wrong = found.why if found is not None else None

    async def copy_daily(self) -> None:
        """Make today's backup; a failure is shown, since nobody would look for it."""
        try:
            await self.app.desk.safe.back_up_daily()
        except Exception as error:
            if not is_refusal(error):
                raise
            said = _("Today's backup failed: {why}").format(why=sentence(error))
            self.app.notify(shown(said), severity="warning", timeout=20, markup=False)

    async def back_up(self) -> None:
        """Ask for a folder, back up there, and say whether the copy could be read back."""
        last = (await self.app.desk.drafts(BACKUP_TO)).get(BACKUP_TO, "")
        answers: form.Answers | None = await self.app.push_screen_wait(
            form.FormDialog(
                _("Back up to a USB drive or a folder"),
                [
                    fields.TextField(
                        "place",
                        _("Folder"),
                        last or await self.app.desk.safe.stick(),
                        required=True,
                        longest=1000,
                        offered=True,
                    )
                ],
                save_label=_("Back up"),
            )
        )
        if answers is None:
            return
        place = typed_path(str(answers["place"]))
        try:
            made = await self.app.desk.safe.back_up_to(place)
        except Exception as error:
            if not is_refusal(error):
                raise
            said = _("The backup failed: {why}").format(why=sentence(error))
            self.app.notify(shown(said), severity="error", timeout=20, markup=False)
            return
        if place.is_dir():
            self.app.desk.draft(BACKUP_TO, str(place))
        said = _("Backed up and read back: {file}").format(file=made)
        self.app.notify(shown(said), timeout=10, markup=False)
        if lost := await self.app.desk.safe.photos_not_here():
            told = _("{n} photographs are missing or were changed; jiejiao check lists them.")
            self.app.notify(told.format(n=lost), severity="warning", timeout=20, markup=False)

    async def check(self) -> None:
        """Ask for the check line printed on paper, and check the file in the background.

        If a result is waiting from an earlier check, show that instead.
        """
        if self._checking:
            self.app.notify(
                _("The check is still running; you will be told when it is done."), markup=False
            )
            return
        if self._found is not None:
            found, self._found = self._found, None
            await self.app.push_screen_wait(found)
            return

        def check(answers: "form.Answers") -> dict[str, str]:
            try:
                _end_typed(answers)
            except MeetingError as wrong:
                return {"head": sentence(wrong)}
            return {}

        hint = _("last page of signed minutes")
        answers: form.Answers | None = await self.app.push_screen_wait(
            form.FormDialog(
                _("Check the records"),
                [fields.TextField("head", _("Check line on paper (optional)"), hint=hint)],
                check=check,
                save_label=_("Check"),
            )
        )
        if answers is None:
            return
        self.app.run_worker(self._check_behind(_end_typed(answers)), group=BEHIND)

    async def _check_behind(self, end: "JournalEnd | None") -> None:
        """Check the file; open the result, or only announce it where somebody typed meanwhile."""
        self.app.notify(_("Checking; you can keep working."), markup=False)
        self._checking, acted = True, self.acted
        try:
            checked = await self.app.desk.safe.check(end)
        except Exception as error:
            if not is_refusal(error):
                raise
            self.app.notify(shown(sentence(error)), severity="error", timeout=20, markup=False)
            return
        finally:
            self._checking = False
        said, notes = findings.checked_words(checked, end, self.app.desk.path)
        found = read_out.ReadOut(_("Check the records"), said, notes)
        if self.acted == acted:
            self.app.push_screen(found)
            return
        self._found = found
        told = _("Checked: {said} {key:app.settings} shows the result.").format(said=said)
        wrong = checked.findings or (checked.compared and checked.place is None)
        self.app.notify(
            shown(told), severity="error" if wrong else "information", timeout=20, markup=False
        )

    async def ask_lock(self) -> None:
        """Ask whether to lock the screen now or after how many idle minutes."""
        if not self.app.desk.safe.has_passphrase:
            said = _("There is no passphrase yet: quit and run jiejiao passphrase set")
            self.app.notify(shown(said), timeout=10, markup=False)
            return
        after = [
            choose.Option(n, _("after {n} minutes without a key").format(n=n)) for n in CHOICES
        ]
        picked = await self.app.push_screen_wait(
            choose.Choose(
                _("Lock the screen"),
                [
                    choose.Option("now", _("now")),
                    *after,
                    choose.Option("0", _("never automatically")),
                ],
                chosen="now",
            )
        )
        if picked == "now":
            self.lock()
        elif picked is not None:
            self.lock_after = int(picked)
            self.app.desk.draft(LOCK_AFTER, picked)
            self.app.settings.remember(lock_minutes=int(picked))

    def lock_if_idle(self) -> None:
        """Lock the screen if no key was pressed for the chosen minutes."""
        idle = self.clock() - self.acted
        if self.lock_after and self.app.desk.safe.has_passphrase and idle >= self.lock_after * 60:
            self.lock()

    def lock(self) -> None:
        """Cover the screen and its dialogs until the passphrase is typed."""
        if not isinstance(self.app.screen, locked.LockScreen):
            self.app.clear_notifications()
            self.app.push_screen(locked.LockScreen(self.app.desk.safe.opens))
