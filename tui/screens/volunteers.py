"""The screen 志愿者: lists volunteers with layer, level and hours."""

from collections import Counter

from textual import on
from textual.app import ComposeResult

from meetings.actions.found import below
from meetings.actions.volunteers import Volunteer, volunteers
from meetings.community.bodies import Body
from meetings.community.people import Layer, Level
from meetings.matters.duty import hours_text
from meetings.terms import term
from tui.commands import bindings
from tui.finding.people_search import Person, rank
from tui.language import N_, _, language
from tui.screens import bylaws, volunteer_acts
from tui.screens.register import Register
from tui.text import mixed
from tui.widgets.columns import Column, Row
from tui.widgets.rows import Rows


class VolunteersScreen(Register):
    """One row for each person with the role of volunteer, core ones first."""

    SCOPE = "volunteers"
    BINDINGS = bindings("volunteers")
    TITLE_TEXT = N_("Volunteers")

    def __init__(self, body: Body) -> None:
        super().__init__(body)
        self.known: dict[str, Volunteer] = {}
        self.shown_layer: Layer | None = None

    def middle(self) -> ComposeResult:
        rows = Rows(
            Column(N_("Name"), 10, most=16), Column(N_("Building"), 10, most=16),
            Column(N_("Layer"), 8), Column(N_("Level"), 8), Column(N_("Can do")),
            Column(N_("Courses"), 7, right=True), Column(N_("Activities"), 10, right=True),
            Column(N_("Hours"), 6, right=True),
            empty=N_("No volunteers yet. {key:volunteers.take_on} adds those who came to a "
                     "recruitment; a seat with the role of volunteer counts too."),
        )  # fmt: skip
        yield from self.listed(rows, N_("name, pinyin, initials, skill"))

    async def reload(self) -> None:
        reach = await self.house.desk.read(below, self.for_body.id)
        known = await self.house.desk.read(volunteers, reach)
        self.known = {one.seat.id: one for one in known}
        self.paint()

    def paint(self) -> None:
        layers = Counter(one.seat.layer for one in self.known.values())
        levels = Counter(one.seat.level for one in self.known.values())
        said = [_("{n} volunteers").format(n=len(self.known))]
        said += [f"{term(one, language())} {layers[one]}" for one in Layer if layers[one]]
        said += [f"{term(one, language())} {levels[one]}" for one in Level if levels[one]]
        self.say_head(mixed("[b]$n[/]  $s", n=self.for_body.name, s="  ".join(said)))
        wanted = self.find_line.text
        shown = [
            one
            for one in self.known.values()
            if self.shown_layer in (None, one.seat.layer) and _fits(wanted, one)
        ]
        self.rows.fill(map(_row, shown), keep=not wanted, hidden=len(self.known) - len(shown))

    def escaped(self) -> None:
        """Esc: show both layers again; if both are shown, go back."""
        if self.shown_layer is None:
            self.dismiss(None)
        else:
            self.shown_layer = None
            self.paint()

    @on(Rows.Chosen)
    def _chosen_row(self, event: Rows.Chosen) -> None:
        event.stop()
        self.action_volunteers_layer()

    def need_one(self) -> Volunteer | None:
        """The volunteer under the cursor; without one, says so and returns None."""
        one = self.known.get(self.rows.key or "")
        if one is None:
            self.warn(
                _(
                    "Choose a volunteer first; {key:volunteers.take_on} adds some from a "
                    "recruitment."
                )
            )
        return one

    def action_volunteers_layer(self) -> None:
        self.start(volunteer_acts.layer(self))

    def action_volunteers_take_on(self) -> None:
        self.start(volunteer_acts.take_on(self))

    def action_volunteers_class(self) -> None:
        """Show the next layer only; after the last, both."""
        order: list[Layer | None] = [None, *Layer]
        self.shown_layer = order[(order.index(self.shown_layer) + 1) % len(order)]
        shown = term(self.shown_layer, language()) if self.shown_layer else _("all")
        self.say(_("Shown: {kind}").format(kind=shown))
        self.paint()

    def action_volunteers_record(self) -> None:
        self.start(volunteer_acts.record(self))

    def action_volunteers_week(self) -> None:
        self.start(volunteer_acts.week(self))

    def action_volunteers_bylaws(self) -> None:
        self.app.push_screen(bylaws.BylawsScreen(self.for_body))

    def action_volunteers_find(self) -> None:
        self.find_line.start()


def _fits(wanted: str, one: Volunteer) -> bool:
    if not wanted:
        return True
    named = rank(wanted, Person("", one.person.name)) is not None
    return named or wanted in one.person.skills or wanted in one.person.building


def _hours(one: Volunteer) -> str | tuple[str, str]:
    """The hours as a cell: empty for no service, "unknown" where no duration was given."""
    if one.minutes is not None:
        return hours_text(one.minutes)
    return (_("unknown"), "dim") if one.activities or one.courses else ""


def _row(one: Volunteer) -> Row:
    layer, level = one.seat.layer, one.seat.level
    unknown = (_("unknown"), "dim")
    return Row(
        one.seat.id,
        (
            one.person.name, one.person.building,
            term(layer, language()) if layer else unknown,
            term(level, language()) if level else unknown,
            one.person.skills, str(len(one.courses)), str(one.activities),
            _hours(one),
        ),
    )  # fmt: skip
