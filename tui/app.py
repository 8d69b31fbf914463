"""The application: screens, language, theme, the body worked for, undo, leaving."""

from datetime import datetime
from typing import ClassVar

from textual import work
from textual.app import App
from textual.binding import Binding

from meetings.actions.found import bodies
from meetings.bodies import Body
from meetings.terms import term
from tui.commands import bindings
from tui.desk import Desk
from tui.dialogs.choose import Choose, Option
from tui.errors import is_told, sentence
from tui.history import command_name
from tui.language import _, language, set_language
from tui.screens.follow import FollowScreen
from tui.screens.hold import HoldScreen
from tui.screens.issues import IssuesScreen
from tui.screens.meetings import MeetingsScreen
from tui.screens.people import PeopleScreen
from tui.screens.working import WorkingScreen
from tui.text import shown
from tui.theme import THEMES

PLACE = "place/"
"""Where the person was: kept like a half-typed text, so that the program opens there again."""


class Jiejiao(App[None]):
    """The program on one file of records."""

    BINDINGS: ClassVar[list[Binding]] = bindings("app")  # type: ignore[assignment]
    ENABLE_COMMAND_PALETTE = False
    MODES = {
        "issues": IssuesScreen,
        "meetings": MeetingsScreen,
        "hold": HoldScreen,
        "follow": FollowScreen,
        "people": PeopleScreen,
    }

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.body: Body | None = None
        self.meeting_id: str | None = None
        """The meeting worked on: shown in 会议, held in 开会."""

    def now(self) -> datetime:
        """The clock, for everything that is shown or written."""
        return self.desk.now()

    async def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        kept = {k.removeprefix(PLACE): v for k, v in (await self.desk.drafts(PLACE)).items()}
        if kept.get("theme") in self.available_themes:
            self.theme = kept["theme"]
        known = await self.desk.read(bodies)
        self.body = next((b for b in known if b.id == kept.get("body")), None) or (
            known[0] if known else None
        )
        self.meeting_id = kept.get("meeting")
        mode = kept.get("mode", "")
        if not known:
            mode = "people"
        self.switch_mode(mode if mode in self.MODES else "meetings")
        if self.desk.read_only:
            self.notify(
                _("Another program is writing this file; here it can only be read."),
                severity="warning",
                timeout=10,
            )

    def keep_place(self) -> None:
        """Remember where the person is."""
        self.desk.draft(f"{PLACE}mode", str(self.current_mode))
        self.desk.draft(f"{PLACE}body", self.body.id if self.body else "")
        self.desk.draft(f"{PLACE}meeting", self.meeting_id or "")

    def work_on(self, body: Body | None, meeting: str | None = None) -> None:
        """Work for another body, or on another meeting."""
        self.body, self.meeting_id = body, meeting
        self.keep_place()

    def _go(self, mode: str) -> None:
        if self.current_mode != mode and len(self.screen_stack) == 1:
            self.switch_mode(mode)
            self.keep_place()

    def action_app_issues(self) -> None:
        self._go("issues")

    def action_app_meetings(self) -> None:
        self._go("meetings")

    def action_app_hold(self) -> None:
        self._go("hold")

    def action_app_follow(self) -> None:
        self._go("follow")

    def action_app_people(self) -> None:
        self._go("people")

    def action_app_quit(self) -> None:
        self.exit()

    def action_app_back(self) -> None:
        """Esc on a whole screen: leave the field, keep its text."""
        if self.screen.focused is not None:
            self.screen.set_focus(None)

    def action_app_language(self) -> None:
        set_language("en" if language() == "zh" else "zh")
        self.desk.draft(f"{PLACE}language", language())
        for screen in self.screen_stack:
            if isinstance(screen, WorkingScreen):
                screen.translate_again()

    def action_app_theme(self) -> None:
        names = [theme.name for theme in THEMES]
        here = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(here + 1) % len(names)]
        self.desk.draft(f"{PLACE}theme", self.theme)

    @work
    async def action_app_body(self) -> None:
        """Choose the body to work for."""
        known = await self.desk.read(bodies)
        options = [Option(b.id, b.name, term(b.tier, language())) for b in known]
        picked = await self.push_screen_wait(
            Choose(_("Work for which body?"), options, chosen=self.body.id if self.body else "")
        )
        if picked is not None:
            self.work_on(next(b for b in known if b.id == picked))
            await self._reload()

    @work
    async def action_app_undo(self) -> None:
        await self._take_back(undo=True)

    @work
    async def action_app_redo(self) -> None:
        await self._take_back(undo=False)

    async def _take_back(self, undo: bool) -> None:
        if self.body is None:
            return
        try:
            entry = await (self.desk.undo if undo else self.desk.redo)(self.body.id)
        except Exception as error:
            if not is_told(error):
                raise
            self.notify(shown(sentence(error)), severity="warning", markup=False)
            return
        words = _("Taken back: {what}") if undo else _("Done again: {what}")
        self.notify(shown(words.format(what=command_name(entry.command))), markup=False)
        await self._reload()

    async def _reload(self) -> None:
        if isinstance(self.screen, WorkingScreen):
            await self.screen.reload()
