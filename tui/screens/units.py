"""专有部分: the register of parts and owners, with the sums that a joint decision stands on."""

from textual import on, work
from textual.app import ComposeResult

from meetings.actions import owners
from meetings.community.bodies import Body
from meetings.community.units import Unit
from meetings.procedure.owners import area_text
from meetings.procedure.owners_matters import OwnersMatter
from meetings.sitting.meeting import Meeting
from tui.commands import bindings
from tui.dialogs import units as forms
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.finding.members import people_of
from tui.finding.people_search import Person, rank
from tui.language import N_, _, headed, language
from tui.screens.register import Register
from tui.text import mixed
from tui.widgets.rows import Column, Row, Rows


class UnitsScreen(Register):
    """One row a part; the head says how many heads and square metres there are."""

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
            empty=N_("No parts yet. 2 takes a whole list: place area owner."),
        )  # fmt: skip
        yield from self.listed(rows, N_("place or owner"))

    async def reload(self) -> None:
        known = await self.house.desk.read(owners.units_of, self.of.id)
        self.units = {unit.id: unit for unit in known}
        self.paint()

    def paint(self) -> None:
        sums = forms.sums(tuple(self.units.values()))
        self.say_head(mixed("[b]$n[/]  $s", n=self.of.name, s=sums))
        shown = [unit for unit in self.units.values() if _fits(self.find_line.text, unit)]
        self.rows.fill(map(_row, shown), hidden=len(self.units) - len(shown))

    @on(Rows.Chosen)
    def _open(self, event: Rows.Chosen) -> None:
        event.stop()
        self.action_units_edit()

    def action_units_find(self) -> None:
        self.find_line.start()

    @work
    async def action_units_new(self) -> None:
        await self._ask_unit(None)

    @work
    async def action_units_edit(self) -> None:
        unit = self.units.get(self.rows.key or "")
        if unit is None:
            self.warn(_("Choose a part first."))
            return
        await self._ask_unit(unit)

    async def _ask_unit(self, unit: Unit | None) -> None:
        people = await self.house.desk.read(people_of, self.of.id, language())

        async def write(answers: Answers) -> Unit:
            given = forms.unit_of(answers, self.of.id, unit)
            if unit is not None:
                return await self.commit(owners.edit_unit, given)
            return (await self.commit(owners.add_units, self.of.id, [given]))[0]

        kept = await filled(
            self, _("Exclusive part"), forms.unit_lines(unit, people), write,
            draft=f"unit/{self.of.id}/{unit.id if unit else 'new'}/",
            check=lambda answers: forms.area_check(answers, ("area",)),
        )  # fmt: skip
        if kept is not None:
            await self.reload()
            self.rows.go(kept.id)

    @work
    async def action_units_list(self) -> None:
        known = tuple(self.units.values())

        async def write(answers: Answers) -> tuple[Unit, ...]:
            units = forms.typed_units(answers["units"], self.of.id)
            return await self.commit(owners.add_units, self.of.id, units)

        added = await filled(
            self, _("Many parts"), forms.list_lines(), write, draft=f"unit/{self.of.id}/list/",
            check=lambda answers: forms.list_check(answers, known),
            live=lambda answers: forms.list_live(answers, known, self.of.id),
        )  # fmt: skip
        if added:
            self.say(_("{n} parts added. ctrl+z takes them back.").format(n=len(added)))
            await self.reload()

    @work
    async def action_units_drop(self) -> None:
        unit = self.units.get(self.rows.key or "")
        if unit is None:
            self.warn(_("Choose a part first."))
            return
        asked = _("Take {place} of {owner} off the register? Earlier votes keep their roll.")
        said = asked.format(place=unit.place, owner=unit.owner)
        if await self.ask(Confirm(said, destructive=True)):
            await self.act(owners.remove_unit, self.of.id, unit.id)
            await self.reload()

    @work
    async def action_units_written(self) -> None:
        async def write(answers: Answers) -> Meeting:
            return await self.commit(
                owners.ask_in_writing, self.of.id, answers["title"], answers["text"],
                OwnersMatter(answers["matter"]), forms.follow_source(answers),
            )  # fmt: skip

        opened = await filled(
            self, _("Ask the owners in writing"), forms.written_lines(), write,
            draft=f"unit/{self.of.id}/written/", live=forms.matter_live,
        )  # fmt: skip
        if opened is None:
            return
        self.house.work_on(self.of, opened.id)
        self.say(_("The vote is open; F4, then 5 registers the answers."))
        self.dismiss(None)


def _fits(wanted: str, unit: Unit) -> bool:
    return not wanted or rank(wanted, Person(unit.id, unit.owner, unit.place)) is not None


def _row(unit: Unit) -> Row:
    note = unit.note if unit.counted else headed(_("left out"), unit.note)
    tone = "" if unit.counted else "dim"
    cells = (unit.place, area_text(unit.area), unit.owner, note)
    return Row(unit.id, tuple((cell, tone) for cell in cells))
