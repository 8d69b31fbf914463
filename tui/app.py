"""The application class: its screens, the current body and meeting, and the app-wide actions."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.binding import BindingType

from meetings.actions import found
from meetings.community.bodies import Body
from meetings.hits import HitKind
from meetings.sitting.meeting_states import RUNNING
from meetings.terms import term
from tui.app_commands import AppCommands
from tui.commands import bindings
from tui.desk import Desk
from tui.dialogs import help
from tui.dialogs.kit import choose
from tui.guarding import Guard
from tui.language import _, language
from tui.later import run_waiting
from tui.screens import figures, follow, issues, meetings, notices, people, referrals
from tui.screens.hold import screen as hold
from tui.settings.choosing import ChosenSettings
from tui.text import shown
from tui.theme import NO_COLOUR, dress_early
from tui.tour.touring import Tour
from tui.undoing import Undo
from tui.words.records import order_sentence
from tui.working import WorkingScreen

if TYPE_CHECKING:
    from meetings.views import BranchLine
    from tui.commands.registry import Command

PLACE = "place/"
"""Prefix of drafts that keep the screen, body and meeting, so that the program reopens there."""

FAILED = "failed/"
"""After PLACE, with a mode: one `|` for each crash on that screen; "" once it is left alive."""
MOST_FAILURES = 2
"""After this many crashes a screen is no longer the first to open."""


class Jiejiao(AppCommands):
    """The program on one file of records."""

    TITLE = "街角议事"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("app")]
    desk: Desk
    told_at_start = ""
    """A warning to show once at the start, such as one about the terminal; "" for none."""
    # Lambdas, so that a screen's module is imported only when the screen is first shown.
    MODES = {
        "issues": lambda: issues.IssuesScreen(),
        "referrals": lambda: referrals.ReferralsScreen(),
        "meetings": lambda: meetings.MeetingsScreen(),
        "hold": lambda: hold.HoldScreen(),
        "follow": lambda: follow.FollowScreen(),
        "people": lambda: people.PeopleScreen(),
        "figures": lambda: figures.FiguresScreen(),
        "notices": lambda: notices.NoticesScreen(),
    }

    def __init__(self, desk: Desk, settings: Path | None = None) -> None:
        """Take an open desk, and read from it which screen, body and theme to start with."""
        kept = desk.saved_drafts(PLACE)
        body = desk.body_at_start(kept.get("body", ""))
        mode = kept.get("mode", "meetings") if body else "people"
        mode = mode if mode in self.MODES else "meetings"
        self._failures = {one: len(kept.get(f"{FAILED}{one}", "")) for one in self.MODES}
        self.passed_over = mode if self._failures[mode] >= MOST_FAILURES else ""
        """The mode that is not opened first because it crashed too often; "" for none."""
        if self.passed_over:
            mode = "people" if mode == "meetings" else "meetings"
        # Without these Textual would first draw an empty screen in its own theme.
        self.DEFAULT_MODE = mode  # type: ignore[misc]
        super().__init__()
        self.desk = desk
        desk.caught_up = lambda: self.call_later(self.reload)
        self.settings = ChosenSettings(self, settings)
        self.guard, self.tour, self.undo = Guard(self), Tour(self), Undo(self)
        self.body = body
        self.meeting_id = kept.get("meeting")
        """The id of the current meeting, shown in 会议 and held in 开会."""
        dress_early(self, kept.get("theme", ""))

    def now(self) -> datetime:
        return self.desk.now()

    async def on_mount(self) -> None:
        await self.settings.take()
        if self.desk.read_only:
            # Imported only here: this module is seldom needed and slow to import.
            from tui.errors.files import ONLY_READ

            said = _(ONLY_READ.get(self.desk.why_read_only, ONLY_READ["locked"]))
            self.notify(said, severity="warning", timeout=10)
        for done in self.desk.order:
            said = shown(order_sentence(done))
            self.notify(said, severity="warning", timeout=30, markup=False)
        if self.told_at_start:
            self.notify(shown(self.told_at_start), severity="warning", timeout=30, markup=False)
        if self.passed_over:
            said = _("{screen} made the program stop twice, so it is not opened first this time.")
            name = help.scope_title(self.passed_over)
            self.notify(
                shown(said.format(screen=name)), severity="warning", timeout=20, markup=False
            )
        self.settings.use()
        self.call_after_refresh(self._go_on)

    async def _go_on(self) -> None:
        """Start what can wait until the first screen is drawn."""
        await self.guard.begin()
        self.settings.use()
        self.exchange_word = await self.desk.exchange.word()
        self.tour.start()
        run_waiting()

    async def on_event(self, event: events.Event) -> None:
        self.guard.heard(event)
        leaves_tour = self.tour.heard(event)
        await super().on_event(event)
        if leaves_tour:
            self.tour.leave()

    def keep_place(self) -> None:
        """Save the current screen, body and meeting, so that the next start opens there."""
        self.desk.draft(f"{PLACE}mode", str(self.current_mode))
        self.desk.draft(f"{PLACE}body", self.body.id if self.body else "")
        self.desk.draft(f"{PLACE}meeting", self.meeting_id or "")

    def count_failure(self) -> None:
        """Count a crash against the screen now shown."""
        mode = self.current_mode
        strokes = "|" * (self._failures.get(mode, 0) + 1)
        self.desk.draft(f"{PLACE}{FAILED}{mode}", strokes)

    def outlive(self, mode: str = "") -> None:
        """Forget the crashes counted against this mode (or the current one): it was left alive."""
        mode = mode or self.current_mode
        if self._failures.pop(mode, 0):
            self.desk.draft(f"{PLACE}{FAILED}{mode}", "")

    def work_on(self, body: Body | None, meeting: str | None = None) -> None:
        """Make this body and this meeting the current ones."""
        self.body, self.meeting_id = body, meeting
        self.keep_place()

    async def go(self, mode: str) -> None:
        """Show the screen of this mode; refused while a dialog is open, whose text would go."""
        left = self.current_mode
        while len(self.screen_stack) > 1 and isinstance(self.screen, WorkingScreen):
            await self.screen.dismiss(None)  # a list over the screen; what was typed in it is kept
        if left != mode and len(self.screen_stack) == 1:
            self.hush()
            await self.switch_mode(mode)
            self.outlive(left)
            self.keep_place()

    async def lead_to(self, way: "Sequence[Command]") -> None:
        """Go to where a command of another screen is given, and say by which keys.

        Nothing is done there: what it would act on was not seen yet.
        """
        first = max(place for place, step in enumerate(way) if step.scope in self.MODES)
        mode = way[first].scope
        if mode == "hold" and self.body is not None:
            going = await self.desk.read(hold.meeting_to_hold, self.body, None)
            if going is not None and going.state in RUNNING:
                self.work_on(self.body, going.id)
        await self.go(mode)
        keys = " → ".join(f"{step.key_shown} {_(step.label)}" for step in way[first:])
        if isinstance(self.screen, WorkingScreen):
            self.screen.say(_("Here: {keys}").format(keys=keys), seconds=10)

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
        """Show the big screen for the room; F9 or Esc comes back."""
        from tui.screens.display import DisplayScreen

        if isinstance(self.screen, WorkingScreen):
            self.push_screen(DisplayScreen())

    def action_app_undo(self) -> None:
        self.run_worker(self.undo.undo(), exclusive=True, group="undo")

    def action_app_redo(self) -> None:
        self.run_worker(self.undo.redo(), exclusive=True, group="undo")

    def action_app_backup(self) -> None:
        self.run_worker(self.guard.back_up())

    def action_app_exchange(self) -> None:
        if isinstance(self.screen, WorkingScreen):
            from tui.exchanging import Exchanging

            self.run_worker(Exchanging(self).run(), group="exchange")

    def action_app_check(self) -> None:
        self.run_worker(self.guard.check())

    def action_app_lock(self) -> None:
        self.run_worker(self.guard.ask_lock())

    def action_app_settings(self) -> None:
        self.run_worker(self.settings.ask())

    def action_app_card(self) -> None:
        self.run_worker(self.settings.write_card())

    def action_app_tour(self) -> None:
        self.tour.ask_for()

    def action_app_language(self) -> None:
        super().action_app_language()
        self.desk.draft(f"{PLACE}language", language())
        self.settings.remember(language=language())

    def action_app_theme(self) -> None:
        super().action_app_theme()
        self.desk.draft(f"{PLACE}theme", self.theme)
        if self.theme != NO_COLOUR.name:
            self.settings.remember(theme=self.theme)

    @work
    async def action_app_body(self) -> None:
        """Let the person choose the current body."""
        lines = await self.desk.exchange.tree()
        if not all(line.kept for line in lines):
            await self._choose_in_tree(lines)
            return
        known = await self.desk.read(found.bodies)
        kept = {line.id for line in await self.desk.bodies() if line.kept}
        options = [choose.Option(b.id, b.name, _body_hint(b, b.id in kept)) for b in known]
        picked = await self.push_screen_wait(
            choose.Choose(
                _("Switch to which body?"), options, chosen=self.body.id if self.body else ""
            )
        )
        if picked is not None:
            self.work_on(next(b for b in known if b.id == picked))
            await self.reload()

    async def _choose_in_tree(self, lines: "Sequence[BranchLine]") -> None:
        """Choose in the tree of bodies; of one kept on another computer its reports are shown."""
        from tui.dialogs.bodies_tree import BodiesTree, BodyPage

        by_id = {line.id: line for line in lines}
        chosen = self.body.id if self.body else ""
        while True:
            tree = BodiesTree(lines, self.desk.now().date(), chosen)
            picked = await self.push_screen_wait(tree)
            if picked is None:
                return
            page = None
            if not by_id[picked].kept:
                page = BodyPage(by_id[picked], await self.desk.exchange.received_from(picked))
                await self.push_screen_wait(page)
            if page is None or page.look:
                known = await self.desk.read(found.bodies)
                self.work_on(next(b for b in known if b.id == picked))
                await self.reload()
                return
            chosen = picked

    def action_app_search(self) -> None:
        """Search all records."""
        self.search_for("")

    @work
    async def search_for(self, text: str) -> None:
        """Search all records, first for this text, and go to the place that was picked."""
        if not isinstance(self.screen, WorkingScreen):
            return
        from tui.dialogs.search import WHERE, Search

        place = await self.push_screen_wait(Search(self.desk, text))
        if place is None:
            return
        known = await self.desk.read(found.bodies)
        body = next((b for b in known if b.id == place.body), self.body)
        self.work_on(body, place.meeting or self.meeting_id)
        await self.go(WHERE.get(place.kind, "hold"))
        if isinstance(self.screen, WorkingScreen):
            wanted = place.item if place.kind is HitKind.STEP else place.id
            await self.screen.point_at(wanted or place.id, place.text)

    async def reload(self) -> None:
        """Let the screen now shown read the records again."""
        if isinstance(self.screen, WorkingScreen):
            await self.screen.reload()


def _body_hint(body: Body, kept: bool) -> str:
    tier = term(body.tier, language())
    return tier if kept or body.closed else f"{tier} · {_('read only')}"
