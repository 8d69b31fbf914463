"""The settings in the running program: applied at start, changed by a dialog, remembered."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

from textual import work

from meetings.clean import trim
from tui.base import Talking
from tui.commands import all_commands, command
from tui.commands.registry import Command, show_key, use_own_keys
from tui.dialogs import help
from tui.dialogs.kit import choose, fields, form
from tui.errors import sentence
from tui.guarding import LOCK_AFTER, Guarding
from tui.language import Language, _, language, set_language
from tui.settings.kept import LOOKS, MOST_MINUTES, Loaded, Settings, read_settings, write_settings
from tui.settings.own_keys import in_one_form, keymap, refused_keys
from tui.text import shown, typed_path
from tui.theme import NO_COLOUR


class Choosing(Guarding):
    """Base of the app: call `take_settings` before and `use_settings` once the look is put on."""

    settings_path: Path | None = None
    """The settings file; None in a program that keeps no settings."""
    settings = Settings()

    async def take_settings(self) -> None:
        """Read the file; what is wrong with it is told, and its defaults are used."""
        if self.settings_path is None:
            return
        found: Loaded = await asyncio.to_thread(read_settings, self.settings_path)
        self.settings = found.settings
        self._whole = found.whole
        for trouble in found.troubles:
            self.notify(shown(trouble), severity="warning", timeout=20, markup=False)

    _whole = True

    def use_settings(self) -> None:
        """Make the settings true for this program."""
        chosen = self.settings
        self.animation_level = "none" if chosen.reduced_motion else "full"
        if chosen.theme and self.theme != NO_COLOUR.name:
            self.theme = chosen.theme
        if chosen.actor:
            self.desk.actor = chosen.actor
        if chosen.lock_minutes is not None:
            self.lock_after = chosen.lock_minutes
        self.desk.documents = typed_path(chosen.documents) if chosen.documents else None
        use_own_keys(chosen.keys)
        self.set_keymap(keymap(chosen.keys))
        for screen in self.screen_stack:
            screen.refresh_bindings()

    def remember(self, **changes: Any) -> None:
        """Write what was chosen by a key; a file that cannot be read is left alone."""
        if self.settings_path is None or not self._whole:
            return
        self.settings = replace(self.settings, **changes)
        try:
            write_settings(self.settings_path, self.settings)
        except OSError as wrong:
            said = _("The settings could not be saved: {why}").format(why=wrong.strerror)
            self.notify(shown(said), severity="warning", markup=False)

    @work
    async def action_app_settings(self) -> None:
        """Settings, own keys, and what else is set up once."""
        options = [
            choose.Option("all", _("Language, look, name, folder, lock")),
            choose.Option("key", _("Change a key")),
            choose.Option("reset", _("Restore default keys"), str(len(self.settings.keys) or "")),
            choose.Option("card", _("Key card, one page in Word")),
            choose.Option("tour", _("Guided tour")),
            choose.Option("kept", _("How long names are kept")),
            choose.Option("check", _("Check the records")),
            choose.Option("computer", _("This computer: what is here, what is missing")),
        ]
        picked = await self.push_screen_wait(choose.Choose(_("Settings"), options))
        if picked == "all":
            await self._ask_all()
        elif picked == "key":
            await self._ask_key()
        elif picked == "reset":
            self._keep(replace(self.settings, keys={}))
            self._tell_kept()
        elif picked == "kept":
            from tui.dialogs.holding.read_out import ReadOut
            from tui.words.places import periods, reminders

            found = await self.desk.past_keeping()
            said = "\n".join(reminders(found)) or _("Nothing is past its retention period.")
            await self.push_screen_wait(ReadOut(_("How long names are kept"), said, periods(found)))
        elif picked == "check":
            await self.check_records()
        elif picked == "computer":
            await self._read_out_computer()
        elif picked in ("card", "tour"):
            await self.run_action(f"app_{picked}")

    async def _read_out_computer(self) -> None:
        from tui.desk.checkup import as_text, look
        from tui.dialogs.holding.read_out import ReadOut

        records, now = self.desk.path, self.desk.now()
        lines = await asyncio.to_thread(look, records, now, in_terminal=False)
        await self.push_screen_wait(ReadOut(_("This computer"), as_text(lines)))

    @work
    async def action_app_card(self) -> None:
        """Write the key card into the folder for papers."""
        try:
            made = await self.desk.export_key_card()
        except OSError as wrong:
            self.notify(shown(sentence(wrong)), severity="warning", markup=False)
            return
        self.notify(shown(_("Written: {file}").format(file=made)), timeout=10, markup=False)

    def _keep(self, chosen: Settings) -> None:
        self.settings = chosen
        if self.settings_path is not None:
            write_settings(self.settings_path, chosen)
            self._whole = True
        self.use_settings()

    def _tell_kept(self) -> None:
        self.notify(_("Settings saved"), markup=False)

    async def _ask_all(self) -> None:
        now = self.settings
        where = str(self.settings_path or "-")

        async def save(answers: "form.Answers") -> None:
            minutes = answers["lock_minutes"]
            chosen = replace(
                self.settings, actor=trim(answers["actor"]), language=answers["language"],
                theme=answers["theme"], reduced_motion=answers["reduced_motion"],
                lock_minutes=minutes, documents=trim(answers["documents"]),
            )  # fmt: skip
            if minutes is not None:
                self.desk.draft(LOCK_AFTER, str(minutes))
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
                tuple((name, name) for name in LOOKS),
                now.theme or (self.theme if self.theme in LOOKS else LOOKS[0]),
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
                "documents", _("Folder for papers"), now.documents, str(self.desk.export_folder())
            ),
            fields.NoteLine(_("Kept in {file}").format(file=where)),
        ]
        dialog = form.FormDialog(_("Settings"), lines, check=check, save=save)
        if await self.push_screen_wait(dialog) is not None:
            self._speak(self.settings.language)
            self._tell_kept()

    def _speak(self, chosen: str) -> None:
        wanted: Language = "en" if chosen == "en" else "zh"
        if wanted != language():
            set_language(wanted)
            for screen in self.screen_stack:
                if isinstance(screen, Talking):
                    screen.translate_again()

    async def _ask_key(self) -> None:
        """Choose a command, then type its key; a clash is told in the form."""
        options = [
            choose.Option(one.id, f"{_(one.label)}  {help.scope_title(one.scope)}", one.key_shown)
            for one in all_commands()
        ]
        picked = await self.push_screen_wait(choose.Choose(_("Which command?"), options))
        if picked is None:
            return
        own = command(picked)

        def keys_with(answers: "form.Answers") -> dict[str, str]:
            others = {id: keys for id, keys in self.settings.keys.items() if id != own.id}
            wanted = in_one_form(str(answers["key"]).replace("，", ","))
            return {**others, own.id: wanted} if wanted and wanted != own.keys else others

        def check(answers: "form.Answers") -> dict[str, str]:
            refused = refused_keys(keys_with(answers))
            return {"key": refused[own.id]} if own.id in refused else {}

        async def save(answers: "form.Answers") -> None:
            self._keep(replace(self.settings, keys=keys_with(answers)))

        lines: list[fields.Line] = [
            fields.TextField(
                "key", _("Keys"), self.settings.keys.get(own.id, ""), _("such as v, alt+k, f9"),
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
        if await self.push_screen_wait(dialog) is not None:
            self._tell_kept()


def _came_with(own: Command) -> str:
    return " ".join(show_key(key) for key in own.keys.split(","))
