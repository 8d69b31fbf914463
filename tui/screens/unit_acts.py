"""The acts of the screen 专有部分: enter units and owners, import them, open a written vote."""

from asyncio import to_thread
from functools import partial
from typing import TYPE_CHECKING

from meetings.actions import owners
from meetings.community.units import Unit
from meetings.importing import kinds
from meetings.importing.plan import Choices
from meetings.importing.units import UnitPlan, existing_units, import_units, plan_unit_list
from meetings.procedure.owners_matters import OwnersMatter
from meetings.sitting.meeting import Meeting
from tui.dialogs import units as forms
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.dialogs.pasting import ask_and_look, look_and_write
from tui.finding.people_search import people_of
from tui.language import _, headed, language
from tui.screens.importing import import_kind

if TYPE_CHECKING:
    from tui.screens.units import UnitsScreen


async def add(screen: "UnitsScreen") -> None:
    """Add a unit and its owner."""
    await _ask_unit(screen, None)


async def edit(screen: "UnitsScreen") -> None:
    """Change the unit under the cursor."""
    unit = screen.need_unit()
    if unit is None:
        return
    await _ask_unit(screen, unit)


async def _ask_unit(screen: "UnitsScreen", unit: Unit | None) -> None:
    people = await screen.house.desk.read(people_of, screen.for_body.id, language())

    async def write(answers: Answers) -> Unit:
        given = forms.unit_of(answers, screen.for_body.id, unit)
        if unit is not None:
            return await screen.commit(owners.edit_unit, given)
        return (await screen.commit(owners.add_units, screen.for_body.id, [given]))[0]

    kept = await filled(
        screen, _("Exclusive part"), forms.unit_lines(unit, people), write,
        draft=f"unit/{screen.for_body.id}/{unit.id if unit else 'new'}/",
        check=lambda answers: forms.area_check(answers, ("area",)),
    )  # fmt: skip
    if kept is not None:
        await screen.reload()
        screen.rows.go(kept.id)


async def add_list(screen: "UnitsScreen") -> None:
    """Add units from a typed or pasted list, after a preview of its rows."""
    known = tuple(screen.units.values())

    async def take(text: str) -> bool:
        return await look_and_write(
            screen, headed(_("Parts in bulk"), screen.for_body.name),
            partial(_plan_text, screen, text),
            partial(_write_plan, screen), text=text, of=kinds.UNITS.of,
        )  # fmt: skip

    await ask_and_look(
        screen, _("Parts in bulk"), forms.list_lines(), f"unit/{screen.for_body.id}/list/",
        take, live=lambda answers: forms.list_live(answers, known, screen.for_body.id),
        kept=_("Nothing was recorded. The list is kept; {key:units.list} shows it again."),
    )  # fmt: skip


async def import_units_table(screen: "UnitsScreen") -> None:
    """Import a table of units and owners."""
    names = "楼栋 单元 房号 住址 业主 计入 备注"
    title = _("Import exclusive parts and owners")
    await import_kind(screen, title, kinds.UNITS, screen.for_body, names)


async def _plan_text(screen: "UnitsScreen", text: str, choices: Choices) -> UnitPlan:
    known = await screen.house.desk.read(existing_units)
    return await to_thread(plan_unit_list, text, known, screen.for_body.id, choices)


async def _write_plan(screen: "UnitsScreen", planned: UnitPlan) -> int:
    return await screen.commit(import_units, planned)


async def remove(screen: "UnitsScreen") -> None:
    """Remove the unit under the cursor from the register."""
    unit = screen.need_unit()
    if unit is None:
        return
    asked = _("Remove {place} of {owner} from the register? Earlier votes keep their roll.")
    said = asked.format(place=unit.place, owner=unit.owner)
    if await screen.ask(Confirm(said, destructive=True)):
        await screen.run(owners.remove_unit, screen.for_body.id, unit.id)
        await screen.reload()


async def ask_in_writing(screen: "UnitsScreen") -> None:
    """Open a vote that the owners answer in writing."""

    async def write(answers: Answers) -> Meeting:
        return await screen.commit(
            owners.ask_in_writing, screen.for_body.id, answers["title"], answers["text"],
            OwnersMatter(answers["matter"]), forms.follow_source(answers),
        )  # fmt: skip

    opened = await filled(
        screen, _("Ask the owners in writing"), forms.written_lines(), write,
        draft=f"unit/{screen.for_body.id}/written/", live=forms.matter_live,
    )  # fmt: skip
    if opened is None:
        return
    screen.house.work_on(screen.for_body, opened.id)
    screen.say(_("The vote is open; {key:app.hold}, then {key:hold.vote} registers the answers."))
    screen.dismiss(None)
