"""The settings of the running program: applies them at the start and asks for changes."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from meetings.clean import trim
from tui.base import AppScreen
from tui.commands import all_commands, command
from tui.commands.registry import Command, show_key, use_own_keys
from tui.dialogs import help
from tui.dialogs.kit import choose, fields, form
from tui.errors import sentence
from tui.guarding import LOCK_AFTER
from tui.language import Language, _, language, set_language
from tui.settings.own_keys import in_one_form, keymap, refused_keys
from tui.settings.settings_file import (
    LOOKS,
    MOST_MINUTES,
    Loaded,
    Settings,
    read_settings,
    write_settings,
)
from tui.text import shown, typed_path
from tui.theme import NO_COLOUR

if TYPE_CHECKING:
    from tui.app import Jiejiao


class ChosenSettings:
    """The settings of one running program: `take` reads them at the start, `use` applies them."""

    def __init__(self, app: "Jiejiao", path: Path | None) -> None:
        self.app = app
        self.path = path
        """The settings file; None in a program that keeps no settings."""
        self.chosen = Settings()
        self._whole = True

    async def take(self) -> None:
        """Read the settings file; what is wrong in it is shown, and defaults are used instead."""
        if self.path is None:
            return
        found: Loaded = await asyncio.to_thread(read_settings, self.path)
        self.chosen = found.settings
        self._whole = found.whole
        for trouble in found.troubles:
            self.app.notify(shown(trouble), severity="warning", timeout=20, markup=False)

    def use(self) -> None:
        """Apply the settings to the running program."""
        chosen = self.chosen
        self.app.animation_level = "none" if chosen.reduced_motion else "full"
        if chosen.theme and self.app.theme != NO_COLOUR.name:
            self.app.theme = chosen.theme
        if chosen.actor:
            self.app.desk.actor = chosen.actor
        if chosen.lock_minutes is not None:
            self.app.guard.lock_after = chosen.lock_minutes
        self.app.desk.documents = typed_path(chosen.documents) if chosen.documents else None
        use_own_keys(chosen.keys)
        self.app.set_keymap(keymap(chosen.keys))
        for screen in self.app.screen_stack:
            screen.refresh_bindings()

    def remember(self, **changes: Any) -> None:
        """Write settings that were changed by a key; an unreadable file is left alone."""
        if self.path is None or not self._whole:
            return
        self.chosen = replace(self.chosen, **changes)
        try:
            write_settings(self.path, self.chosen)
        except OSError as wrong:
            said = _("The settings could not be saved: {why}").format(why=wrong.strerror)
            self.app.notify(shown(said), severity="warning", markup=False)

    async def ask(self) -> None:
        """Show the menu of settings, own keys and other things that are set up once."""
        options = [
            choose.Option("all", _("Language, look, name, folder, lock")),
            choose.Option("key", _("Change a key")),
            choose.Option("reset", _("Restore default keys"), str(len(self.chosen.keys) or "")),
            choose.Option("card", _("Key card, one page in Word")),
            choose.Option("tour", _("Guided tour")),
            choose.Option("kept", _("How long names are kept")),
            choose.Option("check", _("Check the records")),
            choose.Option("computer", _("This computer: what is here, what is missing")),
        ]
        picked = await self.app.push_screen_wait(choose.Choose(_("Settings"), options))
        if picked == "all":
            await self._ask_all()
        elif picked == "key":
            await self._ask_key()
        elif picked == "reset":
            self._keep(replace(self.chosen, keys={}))
            self._tell_saved()
        elif picked == "kept":
            from tui.dialogs.holding.read_out import ReadOut
            from tui.words.records import periods, reminders

            found = await self.app.desk.safe.past_keeping()
            said = "\n".join(reminders(found)) or _("Nothing is past its retention period.")
            await self.app.push_screen_wait(
                ReadOut(_("How long names are kept"), said, periods(found))
            )
        elif picked == "check":
            await self.app.guard.check()
        elif picked == "computer":
            await self._read_out_computer()
        elif picked == "card":
            await self.write_card()
        elif picked == "tour":
            self.app.tour.ask_for()

    async def _read_out_computer(self) -> None:
        from tui.desk.checkup import as_text, look
        from tui.dialogs.holding.read_out import ReadOut

        records, now = self.app.desk.path, self.app.desk.now()
        lines = await asyncio.to_thread(look, records, now, in_terminal=False)
        await self.app.push_screen_wait(ReadOut(_("This computer"), as_text(lines)))

    async def write_card(self) -> None:
        """Write the key card into the folder for papers."""
        try:
            made = await self.app.desk.papers.export_key_card()
        except OSError as wrong:
            self.app.notify(shown(sentence(wrong)), severity="warning", markup=False)
            return
        self.app.notify(shown(_("Written: {file}").format(file=made)), timeout=10, markup=False)

    def _keep(self, chosen: Settings) -> None:
        self.chosen = chosen
        if self.path is not None:
            write_settings(self.path, chosen)
            self._whole = True
        self.use()

    def _tell_saved(self) -> None:
        self.app.notify(_("Settings saved"), markup=False)

    async def _ask_all(self) -> None:
        now = self.chosen
        where = str(self.path or "-")
        folder_now = str(self.app.desk.papers.export_folder())

        async def save(answers: "form.Answers") -> None:
            minutes = answers["lock_minutes"]
            chosen = replace(
                self.chosen, actor=trim(answers["actor"]), language=answers["language"],
                theme=answers["theme"], reduced_motion=answers["reduced_motion"],
                lock_minutes=minutes, documents=trim(answers["documents"]),
            )  # fmt: skip
            if minutes is not None:
                self.app.desk.draft(LOCK_AFTER, str(minutes))
            self._keep(chosen)

        def check(answers: "form.Answers") -> dict[str, str]:
            folder = trim(str(answers["documents"]))
            if folder and not typed_path(folder).is_dir():
                return {"documents": _("No such folder.")}
            return {}

        lines: list[fields.Line] = [
            fields.TextField("actor", _("Your name"), now.actor, _("for the history"), longest=40),
            fields.ChoiceField(
                "language", _("Language"), (("zh", "中文"), ("en", "English")), language()
            ),
            fields.ChoiceField(
                "theme",
                _("Theme"),
                tuple((name, _(words)) for name, words in LOOKS.items()),
                now.theme or (self.app.theme if self.app.theme in LOOKS else next(iter(LOOKS))),
            ),
            fields.YesNoField(
                "reduced_motion",
                _("Still screen"),
                now.reduced_motion,
                _("no animations"),
            ),
            fields.NumberField(
                "lock_minutes",
                _("Lock after"),
                now.lock_minutes,
                _("minutes; 0 never"),
                most=MOST_MINUTES,
            ),
            fields.TextField(
                "documents",
                _("Document folder"),
                now.documents,
                folder_now,
            ),
            fields.NoteLine(_("Kept in {file}").format(file=where)),
        ]
        dialog = form.FormDialog(_("Settings"), lines, check=check, save=save)
        if await self.app.push_screen_wait(dialog) is not None:
            self._speak(self.chosen.language)
            self._tell_saved()

    def _speak(self, chosen: str) -> None:
        wanted: Language = "en" if chosen == "en" else "zh"
        if wanted != language():
            set_language(wanted)
            for screen in self.app.screen_stack:
                if isinstance(screen, AppScreen):
                    screen.translate_again()

    async def _ask_key(self) -> None:
        """Let the person choose a command and type its key; a clash is shown in the form."""
        options = [
            choose.Option(one.id, f"{_(one.label)}  {help.scope_title(one.scope)}", one.key_shown)
            for one in all_commands()
        ]
        picked = await self.app.push_screen_wait(choose.Choose(_("Which command?"), options))
        if picked is None:
            return
        own = command(picked)

        def keys_with(answers: "form.Answers") -> dict[str, str]:
            others = {id: keys for id, keys in self.chosen.keys.items() if id != own.id}
            wanted = in_one_form(str(answers["key"]).replace("，", ","))
            return {**others, own.id: wanted} if wanted and wanted != own.keys else others

        def check(answers: "form.Answers") -> dict[str, str]:
            refused = refused_keys(keys_with(answers))
            return {"key": refused[own.id]} if own.id in refused else {}

        async def save(answers: "form.Answers") -> None:
            self._keep(replace(self.chosen, keys=keys_with(answers)))

        lines: list[fields.Line] = [
            fields.TextField(
                "key", _("Keys"), self.chosen.keys.get(own.id, ""), _("such as v, alt+k, f9"),
                longest=60,
            ),
            fields.NoteLine(
                _("The default is {keys}; leave the field empty to restore it.").format(
                    keys=_came_with(own)
                )
            ),
        ]  # fmt: skip
        title = _("Key for: {command}").format(command=_(own.label))
        dialog = form.FormDialog(title, lines, check=check, save=save)
        if await self.app.push_screen_wait(dialog) is not None:
            self._tell_saved()


def _came_with(own: Command) -> str:
    return " ".join(show_key(key) for key in own.keys.split(","))
