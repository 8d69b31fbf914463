"""The menus of tables on each screen: import or export people, issues, meetings, tasks, …."""

from collections.abc import Sequence

from meetings.community.bodies import Body
from meetings.importing import kinds
from meetings.importing.plan import Choices
from meetings.importing.table import Source
from meetings.importing.workbook.plan import (
    WorkbookPlan,
    existing_workbook,
    import_workbook,
    plan_workbook,
)
from meetings.sitting.meeting import Meeting
from tui.dialogs.kit.choose import Choose, Option, offered
from tui.language import _
from tui.screens.importing import (
    ALL,
    IN,
    PASTE,
    export_everything,
    export_table,
    import_kind,
    import_table,
    paste_kind,
)
from tui.working import WorkingScreen

PEOPLE, LEDGER, YEAR, WORKBOOK = "people", "ledger", "year", "workbook"
ACTIVITIES = "activities"


async def people_table(screen: WorkingScreen, body: Body) -> None:
    """Import or export the list of people of the chosen body."""
    picked = await screen.ask(
        Choose(
            _("People of {body}").format(body=body.name),
            [
                Option(IN, _("Import a list"), _("xlsx or CSV")),
                Option(PEOPLE, _("Export the list"), _("with phones")),
            ],
        )
    )
    if picked == PEOPLE:
        await export_table(screen, PEOPLE, body.id)
    elif picked == IN:
        names = "楼栋 单元 电话 身份 机构 有表决权 面积"
        await import_kind(screen, _("Import a list"), kinds.PEOPLE, body, names, long=True)


async def issue_table(screen: WorkingScreen, body: Body) -> None:
    """Import tickets, another list of issues, or a chat that was saved as text."""
    names = "内容 地点 类别 来源 提出人 电话 附议人数 提出日期 工单号 时限"
    await import_kind(screen, _("Import issues"), kinds.ISSUES, body, names)


async def meeting_table(screen: WorkingScreen, meeting: Meeting | None) -> None:
    """Import a meeting, export the one under the cursor, or export everything."""
    options = offered(
        (True, Option(IN, _("Import a meeting from its workbook"), "xlsx")),
        (meeting is not None,
         Option(WORKBOOK, _("Export this meeting's workbook"), "xlsx")),
        (True, Option(ALL, _("Export everything"), _("this whole file in one zip"))),
    )  # fmt: skip
    picked = await screen.ask(Choose(_("Excel"), options))
    if picked == WORKBOOK and meeting is not None:
        await export_table(screen, WORKBOOK, meeting.id)
    elif picked == ALL:
        await export_everything(screen)
    elif picked == IN:
        await _meeting_in(screen)


async def _meeting_in(screen: WorkingScreen) -> None:
    desk = screen.house.desk
    now = screen.house.now()

    async def plan(source: Source, _choices: Choices) -> WorkbookPlan:
        return await desk.read(
            lambda records: plan_workbook(source, existing_workbook(records), None, now)
        )

    async def write(planned: WorkbookPlan) -> Meeting | None:
        return await screen.commit(import_workbook, planned)

    sheets = _("Sheets: {names}").format(names="会议 签到 议题 发言 督办 名册")
    title = _("Import a meeting from its workbook")
    await import_table(screen, title, sheets, plan, write)


async def activity_table(screen: WorkingScreen, body: Body) -> None:
    """Import activities, or export them with what was needed and given."""
    options = [
        Option(IN, _("Import activities"), _("xlsx or CSV")),
        Option(ACTIVITIES, _("Export activities, needs and gifts"), "xlsx"),
        Option(PASTE, _("Paste activities"), _("copied from a table")),
    ]
    picked = await screen.ask(Choose(_("Excel"), options))
    if picked == ACTIVITIES:
        await export_table(screen, ACTIVITIES, body.id)
    elif picked in (IN, PASTE):
        names = "类型 日期 时间 地点 方式 老师 等级 状态 人次 参加人 分工 内容 变化 复盘 机构"
        take = paste_kind if picked == PASTE else import_kind
        await take(screen, _("Import activities"), kinds.ACTIVITIES, body, names)


async def ledger_table(screen: WorkingScreen) -> None:
    """Import an old ledger, export this one, or export the figures."""
    body = screen.need_body()
    if body is None:
        return
    options: Sequence[Option] = [
        Option(IN, _("Import an old ledger"), _("xlsx or CSV")),
        Option(LEDGER, _("Export the ledger"), "xlsx"),
        Option(YEAR, _("Export the figures of the year"), "xlsx"),
        Option(PASTE, _("Paste an old ledger"), _("copied from a table")),
    ]
    picked = await screen.ask(Choose(_("Excel"), options))
    if picked in (LEDGER, YEAR):
        await export_table(screen, str(picked), body.id)
    elif picked in (IN, PASTE):
        names = "来源会议 来源议题 承办 责任人 协办 完成时限 状态 进展 满意度"
        take = paste_kind if picked == PASTE else import_kind
        await take(screen, _("Import an old ledger"), kinds.TASKS, body, names)
