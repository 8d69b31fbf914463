"""The application: screens, the body worked for, undo, and where the person was."""

from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from meetings.actions.found import bodies
from meetings.community.bodies import Body
from meetings.found import FoundKind
from meetings.ports import Records
from meetings.sitting.meeting import RUNNING, Meeting
from meetings.terms import term
from tui.commands import bindings
from tui.desk import Desk
from tui.dialogs.kit.choose import Choose, Option
from tui.language import _, language
from tui.screens.lazily import SCREENS, screen_factory
from tui.theme import NO_COLOUR, dress
from tui.tour.touring import Touring
from tui.undoing import Undoing
from tui.working import WorkingScreen

PLACE = "place/"
"""Where the person was: kept like a half-typed text, so that the program opens there again."""


def body_at_work(records: Records, known: tuple[Body, ...]) -> Body | None:
    """The body whose meeting is in progress, else the first; None in an empty file."""
    with records.reading() as book:
        for state in RUNNING:
            for meeting in book.find(Meeting, state=state):
                return next(body for body in known if body.id == meeting.body)
    return known[0] if known else None


class Jiejiao(Touring, Undoing):
    """The program on one file of records."""

    TITLE = "街角议事"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("app")]
    MODES = {mode: screen_factory(mode) for mode in SCREENS}

    def __init__(self, desk: Desk, settings: Path | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.settings_path = settings
        self.body: Body | None = None
        self.meeting_id: str | None = None
        """The meeting worked on: shown in 会议, held in 开会."""

    def now(self) -> datetime:
        """The clock, for everything that is shown or written."""
        return self.desk.now()

    async def on_mount(self) -> None:
        kept = {k.removeprefix(PLACE): v for k, v in (await self.desk.drafts(PLACE)).items()}
        await self.take_settings()
        dress(self, kept.get("theme", ""))
        self.use_settings()
        known = await self.desk.read(bodies)
        self.body = next((b for b in known if b.id == kept.get("body")), None) or (
            await self.desk.read(body_at_work, known)
        )
        self.meeting_id = kept.get("meeting")
        mode = kept.get("mode", "meetings") if known else "people"
        await self.switch_mode(mode if mode in self.MODES else "meetings")
        if self.desk.read_only:
            self.notify(
                _("Another program is writing this file; here it can only be read."),
                severity="warning",
                timeout=10,
            )
        await self.guard()
        self.use_settings()
        self.start_tour()

    def keep_place(self) -> None:
        """Remember where the person is."""
        self.desk.draft(f"{PLACE}mode", str(self.current_mode))
        self.desk.draft(f"{PLACE}body", self.body.id if self.body else "")
        self.desk.draft(f"{PLACE}meeting", self.meeting_id or "")

    def work_on(self, body: Body | None, meeting: str | None = None) -> None:
        """Work for another body, or on another meeting."""
        self.body, self.meeting_id = body, meeting
        self.keep_place()

    async def go(self, mode: str) -> None:
        """Show another screen; a dialog must be left first, so that its text is not forgotten."""
        if self.current_mode != mode and len(self.screen_stack) == 1:
            await self.switch_mode(mode)
            self.keep_place()

    async def action_app_issues(self) -> None:
        await self.go("issues")

    async def action_app_meetings(self) -> None:
        await self.go("meetings")

    async def action_app_hold(self) -> None:
        await self.go("hold")

    async def action_app_follow(self) -> None:
        await self.go("follow")

    async def action_app_people(self) -> None:
        await self.go("people")

    async def action_app_figures(self) -> None:
        await self.go("figures")

    def action_app_display(self) -> None:
        """The meeting, large, for the room; F9 or Esc comes back."""
        from tui.screens.display import DisplayScreen

        if len(self.screen_stack) == 1:
            self.push_screen(DisplayScreen())

    def action_app_language(self) -> None:
        super().action_app_language()
        self.desk.draft(f"{PLACE}language", language())
        self.remember(language=language())

    def action_app_theme(self) -> None:
        super().action_app_theme()
        self.desk.draft(f"{PLACE}theme", self.theme)
        if self.theme != NO_COLOUR.name:
            self.remember(theme=self.theme)

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
            await self.reload()

    @work
    async def action_app_search(self) -> None:
        """Find words anywhere and go to the place."""
        if len(self.screen_stack) > 1:
            return
        from tui.dialogs.search import WHERE, Search

        place = await self.push_screen_wait(Search(self.desk))
        if place is None:
            return
        known = await self.desk.read(bodies)
        body = next((b for b in known if b.id == place.body), self.body)
        self.work_on(body, place.meeting or self.meeting_id)
        await self.go(WHERE.get(place.kind, "hold"))
        if isinstance(self.screen, WorkingScreen):
            wanted = place.item if place.kind is FoundKind.STEP else place.id
            await self.screen.point_at(wanted or place.id, place.text)

    async def reload(self) -> None:
        """Let the screen now shown read its snapshot again."""
        if isinstance(self.screen, WorkingScreen):
            await self.screen.reload()
