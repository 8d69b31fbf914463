"""The tables of each screen: people, a meeting's workbook, the ledger."""

import asyncio
from collections.abc import Sequence
from typing import cast

from textual import work

from meetings.community.bodies import Body
from meetings.importing.people import PeoplePlan, import_people, known_people, plan_people
from meetings.importing.table import Choices, Source
from meetings.importing.tasks import LedgerPlan, import_ledger, known_ledger, plan_ledger
from meetings.importing.workbook.plan import (
    WorkbookPlan,
    import_workbook,
    known_workbook,
    plan_workbook,
)
from meetings.sitting.meeting import Meeting
from tui.dialogs.kit.choose import Option
from tui.language import _
from tui.screens.importing import ALL, IN, Tables

PEOPLE, LEDGER, YEAR, WORKBOOK = "people", "ledger", "year", "workbook"


class PeopleTables(Tables):
    """名册 in and out."""

    @work
    async def action_people_table(self) -> None:
        """Import or export the list of people of the chosen body."""
        body = cast("Body | None", getattr(self, "chosen", None)) or self.need_body()
        if body is None:
            return
        picked = await self.choose_table(
            _("People of {body}").format(body=body.name),
            [
                Option(IN, _("Import a list"), _("xlsx or CSV")),
                Option(PEOPLE, _("Export the list"), _("with phones")),
            ],
        )
        if picked == PEOPLE:
            await self.export_table(PEOPLE, body.id)
        elif picked == IN:
            await self._people_in(body)

    async def _people_in(self, body: Body) -> None:
        desk = self.house.desk

        async def plan(source: Source, choices: Choices) -> PeoplePlan:
            known = await desk.read(known_people)
            return await asyncio.to_thread(plan_people, source, known, body.id, choices)

        async def write(planned: PeoplePlan) -> int:
            return await self.commit(import_people, planned)

        columns = _("Columns: {names}").format(names="姓名 楼栋 单元 电话 身份 机构 有表决权 面积")
        await self.import_table(_("Import a list"), columns, plan, write, long=True)


class MeetingTables(Tables):
    """A meeting's workbook in and out, and everything out."""

    @work
    async def action_meetings_table(self) -> None:
        """Import a meeting, export the one under the cursor, or everything."""
        meeting = cast("Meeting | None", getattr(self, "meeting", None))
        options = [Option(IN, _("Import a meeting from its workbook"), "xlsx")]
        if meeting is not None:
            options.append(Option(WORKBOOK, _("Export this meeting's workbook"), "xlsx"))
        options.append(Option(ALL, _("Export everything"), _("one zip of this whole file")))
        picked = await self.choose_table(_("Excel"), options)
        if picked == WORKBOOK and meeting is not None:
            await self.export_table(WORKBOOK, meeting.id)
        elif picked == ALL:
            await self.export_everything()
        elif picked == IN:
            await self._meeting_in()

    async def _meeting_in(self) -> None:
        desk = self.house.desk
        now = self.house.now()

        async def plan(source: Source, _choices: Choices) -> WorkbookPlan:
            return await desk.read(
                lambda records: plan_workbook(source, known_workbook(records), None, now)
            )

        async def write(planned: WorkbookPlan) -> Meeting | None:
            return await self.commit(import_workbook, planned)

        sheets = _("Sheets: {names}").format(names="会议 签到 议题 发言 督办 名册")
        title = _("Import a meeting from its workbook")
        await self.import_table(title, sheets, plan, write, mended=False)


class LedgerTables(Tables):
    """The ledger in and out, and the figures of the year."""

    @work
    async def action_follow_table(self) -> None:
        """Import an old ledger, export this one, or the figures."""
        body = self.need_body()
        if body is None:
            return
        options: Sequence[Option] = [
            Option(IN, _("Import an old ledger"), _("xlsx or CSV")),
            Option(LEDGER, _("Export the ledger"), "xlsx"),
            Option(YEAR, _("Export the figures of the year"), "xlsx"),
        ]
        picked = await self.choose_table(_("Excel"), options)
        if picked in (LEDGER, YEAR):
            await self.export_table(str(picked), body.id)
        elif picked == IN:
            await self._ledger_in(body)

    async def _ledger_in(self, body: Body) -> None:
        desk = self.house.desk

        async def plan(source: Source, choices: Choices) -> LedgerPlan:
            known = await desk.read(known_ledger)
            return await asyncio.to_thread(plan_ledger, source, known, body.id, choices)

        async def write(planned: LedgerPlan) -> int:
            return await self.commit(import_ledger, planned)

        columns = _("Needed: {name}. Also: {names}").format(
            name="事项", names="来源会议 来源议题 承办 责任人 协办 完成时限 状态 进展 满意度"
        )
        await self.import_table(_("Import an old ledger"), columns, plan, write)
