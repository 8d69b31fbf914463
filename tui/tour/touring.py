"""The guided tour in the running program: a bar on top that waits for real keys."""

from textual import events, work
from textual.screen import Screen
from textual.widgets import Static

from tui.commands import expand
from tui.dialogs.kit import choose
from tui.language import _
from tui.settings.choosing import Choosing
from tui.text import mixed
from tui.tour import steps

_LOOK_EVERY = 0.1
"""Seconds between two looks at what is in front."""


class TourBar(Static):
    """What to do now; it lies on whatever screen or dialog is in front."""

    DEFAULT_CSS = """
    TourBar {
        height: auto; max-height: 4; padding: 0 1;
        background: $accent; color: $background; text-style: bold;
        &.-over { dock: top; }
    }
    """


class Touring(Choosing):
    """Base of the app: `begin_tour` shows the first step."""

    tour_offer = ""
    """"offer" asks at start, "begin" begins at once."""
    _tour_at: int | None = None
    _tour_pressed = False

    def start_tour(self) -> None:
        """As the program was told at its start."""
        if self.tour_offer == "begin":
            self.begin_tour()
        elif self.tour_offer == "offer":
            self.offer_tour()

    @work
    async def offer_tour(self) -> None:
        """One Enter begins; Esc looks around alone."""
        options = [
            choose.Option("tour", _("Guided tour, five minutes")),
            choose.Option("alone", _("Explore on your own")),
        ]
        picked = await self.push_screen_wait(
            choose.Choose(_("An invented community to practise on"), options, chosen="tour")
        )
        if picked == "tour":
            self.begin_tour()

    def begin_tour(self) -> None:
        """Show the first step; a tour under way begins anew."""
        if self._tour_at is None:
            self._tour_timer = self.set_interval(_LOOK_EVERY, self.look_at_tour)
        self._tour_at, self._tour_pressed = 0, False
        self.look_at_tour()

    def action_app_tour(self) -> None:
        self.begin_tour()

    @property
    def tour_step(self) -> "steps.TourStep | None":
        """The step that is waited for; None without a tour."""
        return None if self._tour_at is None else steps.TOUR[self._tour_at]

    def end_tour(self) -> None:
        """Take the bar away."""
        if self._tour_at is not None:
            self._tour_at = None
            self._tour_timer.stop()
            self._take_bars(None)

    async def on_event(self, event: events.Event) -> None:
        step = self.tour_step
        leaves = False
        if step is not None and isinstance(event, events.Key) and not event.is_forwarded:
            wanted = event.key in expand(step.key)
            self._tour_pressed = self._tour_pressed or wanted
            leaves = event.key == "escape" and not wanted and len(self.screen_stack) == 1
        await super().on_event(event)
        if leaves:
            self.end_tour()
            self.notify(
                _("You have left the tour. {key:app.settings} offers it again."), markup=False
            )

    def look_at_tour(self) -> None:
        """Go on once the key was pressed and what it opens is in front; keep the bar on top."""
        step = self.tour_step
        if step is None or self._tour_at is None or not self.screen_stack:
            return
        dialog = len(self.screen_stack) > 1
        front = type(self.screen).__name__ if dialog else str(self.current_mode)
        if self._tour_pressed and step.then in ("", front):
            self._tour_pressed = False
            if self._tour_at + 1 == len(steps.TOUR):
                self.end_tour()
                return
            self._tour_at += 1
        self._show_bar(self._tour_at)

    def _take_bars(self, kept: Screen[object] | None) -> None:
        """Take the bar off every screen of every mode but the one that keeps it."""
        for stack in self._screen_stacks.values():
            for screen in stack:
                if screen is not kept and screen.is_attached:
                    screen.query(TourBar).remove()

    def _show_bar(self, place: int) -> None:
        said = mixed(
            "$n  $t  $esc",
            n=_("Tour {n}/{of}").format(n=place + 1, of=len(steps.TOUR)),
            t=_(steps.TOUR[place].say),
            esc=_("(Esc on a screen ends the tour)"),
        )
        self._take_bars(self.screen)
        bars = self.screen.query(TourBar)
        if not bars:
            over = "-over" if self.screen.is_modal else ""
            self.screen.mount(TourBar(said, markup=False, classes=over), before=0)
        elif bars.first().content != said:
            bars.first().update(said)
