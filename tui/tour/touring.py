"""Runs the guided tour: a bar at the top that shows each step and waits for its key."""

from typing import TYPE_CHECKING

from textual import events
from textual.screen import Screen
from textual.widgets import Static

from tui.commands.registry import expand
from tui.dialogs.kit import choose
from tui.language import _
from tui.text import plain
from tui.tour import steps
from tui.widgets.columns import whole_lines

if TYPE_CHECKING:
    from tui.app import Jiejiao

_LOOK_EVERY = 0.1
"""Seconds between two calls of `look`."""

_PADDING = 2
"""Cells of the bar's line that hold no words."""


class TourBar(Static):
    """The bar that says what to do now, on whatever screen or dialog is in front."""

    DEFAULT_CSS = """
    TourBar {
        height: auto; max-height: 4; padding: 0 1;
        background: $accent; color: $background; text-style: bold;
        &.-over { dock: top; }
    }
    """


class Tour:
    """The tour of one running program; `begin` shows its first step."""

    def __init__(self, app: "Jiejiao") -> None:
        self.app = app
        self.offered = ""
        """What `start` does: "offer" asks, "begin" begins at once; "ready" waits to be asked for.

        "" on a person's own records, which the tour would call invented.
        """
        self._at: int | None = None
        self._pressed = False

    def start(self) -> None:
        """Offer or begin the tour, as `offered` says."""
        if self.offered == "begin":
            self.begin()
        elif self.offered == "offer":
            self.app.run_worker(self._offer())

    async def _offer(self) -> None:
        """Ask whether to take the tour; Enter begins it, Esc does not."""
        options = [
            choose.Option("tour", _("Guided tour, five minutes")),
            choose.Option("alone", _("Explore on your own")),
        ]
        picked = await self.app.push_screen_wait(
            choose.Choose(_("An invented community to practise with"), options, chosen="tour")
        )
        if picked == "tour":
            self.begin()

    def ask_for(self) -> None:
        """Begin the tour on the sample; on a person's own records, say where it is."""
        if self.offered:
            self.begin()
        else:
            self.app.notify(
                _(
                    "The tour is on the sample community; these are your own records. "
                    "Close the program and run: jiejiao demo --tour"
                ),
                markup=False,
            )

    def begin(self) -> None:
        """Show the first step, also of a tour under way; it is done where its screen is open."""
        if self._at is None:
            self._timer = self.app.set_interval(_LOOK_EVERY, self.look)
        self._at, self._pressed = 0, True
        self.look()

    @property
    def step(self) -> "steps.TourStep | None":
        """The present step; None while no tour is under way."""
        return None if self._at is None else steps.TOUR[self._at]

    def end(self) -> None:
        """Stop the tour and take its bar away."""
        if self._at is not None:
            self._at = None
            self._timer.stop()
            self._take_bars(None)

    def heard(self, event: events.Event) -> bool:
        """Note a key before the screen gets it; True where it leaves the tour (Esc on a screen)."""
        step = self.step
        if step is None or not isinstance(event, events.Key) or event.is_forwarded:
            return False
        wanted = event.key in expand(step.key)
        self._pressed = self._pressed or wanted
        return event.key == "escape" and not wanted and len(self.app.screen_stack) == 1

    def leave(self) -> None:
        """Stop the tour early, and say how to begin it again."""
        self.end()
        self.app.notify(
            _("You have left the tour. {key:app.settings} offers it again."), markup=False
        )

    def look(self) -> None:
        """Go on to the next step when the present one is done, and keep the bar in front."""
        step = self.step
        if step is None or self._at is None or not self.app.screen_stack:
            return
        dialog = len(self.app.screen_stack) > 1
        front = type(self.app.screen).__name__ if dialog else str(self.app.current_mode)
        if self._pressed and step.then in ("", front):
            self._pressed = False
            if self._at + 1 == len(steps.TOUR):
                self.end()
                return
            self._at += 1
        self._show_bar(self._at)

    def _take_bars(self, kept: Screen[object] | None) -> None:
        """Remove the bar from every screen except `kept`."""
        for stack in self.app._screen_stacks.values():
            for screen in stack:
                if screen is not kept and screen.is_attached:
                    screen.query(TourBar).remove()

    def _show_bar(self, place: int) -> None:
        counted = _("Tour {n}/{of}").format(n=place + 1, of=len(steps.TOUR))
        words = f"{counted}  {_(steps.TOUR[place].say)} {_('(Esc on a screen ends the tour)')}"
        said = plain(whole_lines(words, self.app.size.width - _PADDING))
        self._take_bars(self.app.screen)
        bars = self.app.screen.query(TourBar)
        if not bars:
            over = "-over" if self.app.screen.is_modal else ""
            self.app.screen.mount(TourBar(said, markup=False, classes=over), before=0)
        elif bars.first().content != said:
            bars.first().update(said)
