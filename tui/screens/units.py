"""专有部分: the register of parts and owners, with the sums that a joint decision stands on."""

from asyncio import to_thread
from functools import partial

from textual import on, work
from textual.app import ComposeResult

from meetings.actions import owners
from meetings.community.bodies import Body
from meetings.community.units import Unit
from meetings.importing.columns import UNIT_TABLE
from meetings.importing.table import Choices, Source
from meetings.importing.units import (
    UnitPlan,
    import_units,
    known_units,
    plan_unit_list,
    plan_units,
)
from meetings.procedure.owners import area_text
from meetings.procedure.owners_matters import OwnersMatter
from meetings.sitting.meeting import Meeting
from tui.commands import bindings
from tui.dialogs import units as forms
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.dialogs.pasting import ask_and_look, look_and_write
from tui.finding.members import people_of
from tui.finding.people_search import Person, rank
from tui.language import N_, _, headed, language
from tui.screens.importing import import_table
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
            empty=N_("No parts yet. {key:units.list} takes a whole list: place area owner."),
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
        """Type or paste a list, then look at each row."""
        known = tuple(self.units.values())

        async def take(text: str) -> bool:
            return await look_and_write(
                self, headed(_("Bulk add parts"), self.of.name), partial(self._plan_text, text),
                self._write_plan,
            )  # fmt: skip

        await ask_and_look(
            self, _("Bulk add parts"), forms.list_lines(), f"unit/{self.of.id}/list/", take,
            live=lambda answers: forms.list_live(answers, known, self.of.id),
            kept=_("Nothing was recorded. The list is kept; {key:units.list} shows it again."),
        )  # fmt: skip

    @work
    async def action_units_table(self) -> None:
        """Import a table of parts and owners."""
        columns = _("Needed: {name}. Also: {names}").format(
            name="面积", names="楼栋 单元 房号 住址 业主 计入 备注"
        )
        await import_table(
            self,
            _("Import a list"),
            columns,
            self._plan_table,
            self._write_plan,
            of=UNIT_TABLE,
        )

    async def _plan_text(self, text: str, choices: Choices) -> UnitPlan:
        known = await self.house.desk.read(known_units)
        return await to_thread(plan_unit_list, text, known, self.of.id, choices)

    async def _plan_table(self, source: Source, choices: Choices) -> UnitPlan:
        known = await self.house.desk.read(known_units)
        return await to_thread(plan_units, source, known, self.of.id, choices)

    async def _write_plan(self, planned: UnitPlan) -> int:
        return await self.commit(import_units, planned)

    @work
    async def action_units_drop(self) -> None:
        unit = self.units.get(self.rows.key or "")
        if unit is None:
            self.warn(_("Choose a part first."))
            return
        asked = _("Remove {place} of {owner} from the register? Earlier votes keep their roll.")
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
        self.say(_("The vote is open; {key:app.hold}, then {key:hold.vote} registers the answers."))
        self.dismiss(None)


def _fits(wanted: str, unit: Unit) -> bool:
    return not wanted or rank(wanted, Person(unit.id, unit.owner, unit.place)) is not None


def _row(unit: Unit) -> Row:
    note = unit.note if unit.counted else headed(_("left out"), unit.note)
    tone = "" if unit.counted else "dim"
    cells = (unit.place, area_text(unit.area), unit.owner, note)
    return Row(unit.id, tuple((cell, tone) for cell in cells))
