"""The screen 专有部分: lists units and owners, with the totals that joint decisions rest on."""

from textual import on
from textual.app import ComposeResult

from meetings.actions import owners
from meetings.community.bodies import Body
from meetings.community.units import Unit
from meetings.procedure.owners import area_text
from tui.commands import bindings
from tui.dialogs import units as forms
from tui.finding.people_search import Person, rank
from tui.language import N_, _, headed
from tui.screens import unit_acts
from tui.screens.register import Register
from tui.text import mixed
from tui.widgets.columns import Column, Row
from tui.widgets.rows import Rows


class UnitsScreen(Register):
    """One row for each unit; the head gives the number of owners and square metres."""

    SCOPE = "units"
    BINDINGS = bindings("units")
    TITLE_TEXT = N_("Exclusive parts")

    def __init__(self, body: Body) -> None:
        super().__init__(body)
        self.units: dict[str, Unit] = {}

    def middle(self) -> ComposeResult:
        rows = Rows(
            Column(N_("Exclusive part"), 22), Column(N_("Area, m²"), 12, right=True),
            Column(N_("Whose it is"), 24), Column(N_("Note")),
            empty=N_("No parts yet. {key:units.list} takes a whole list: place area owner."),
        )  # fmt: skip
        yield from self.listed(rows, N_("place or owner"))

    async def reload(self) -> None:
        known = await self.house.desk.read(owners.units_of, self.for_body.id)
        self.units = {unit.id: unit for unit in known}
        self.paint()

    def paint(self) -> None:
        sums = forms.sums(tuple(self.units.values()))
        self.say_head(mixed("[b]$n[/]  $s", n=self.for_body.name, s=sums))
        shown = [unit for unit in self.units.values() if _fits(self.find_line.text, unit)]
        self.rows.fill(map(_row, shown), hidden=len(self.units) - len(shown))

    @on(Rows.Chosen)
    def _open(self, event: Rows.Chosen) -> None:
        event.stop()
        self.action_units_edit()

    def action_units_find(self) -> None:
        self.find_line.start()

    def need_unit(self) -> Unit | None:
        """The unit under the cursor; without one, says so and returns None."""
        unit = self.units.get(self.rows.key or "")
        if unit is None:
            self.warn(_("Choose a part first."))
        return unit

    def action_units_new(self) -> None:
        self.start(unit_acts.add(self))

    def action_units_edit(self) -> None:
        self.start(unit_acts.edit(self))

    def action_units_list(self) -> None:
        self.start(unit_acts.add_list(self))

    def action_units_table(self) -> None:
        self.start(unit_acts.import_units_table(self))

    def action_units_drop(self) -> None:
        self.start(unit_acts.remove(self))

    def action_units_written(self) -> None:
        self.start(unit_acts.ask_in_writing(self))


def _fits(wanted: str, unit: Unit) -> bool:
    return not wanted or rank(wanted, Person(unit.id, unit.owner, unit.place)) is not None


def _row(unit: Unit) -> Row:
    note = unit.note if unit.counted else headed(_("left out"), unit.note)
    tone = "" if unit.counted else "dim"
    cells = (unit.place, area_text(unit.area), unit.owner, note)
    return Row(unit.id, tuple((cell, tone) for cell in cells))
