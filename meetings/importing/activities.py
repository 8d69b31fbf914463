"""Activities, courses and recruitments as a table; what nobody says stays unknown."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from meetings.actions.activity import keep_activities
from meetings.clean import squeeze
from meetings.community.people import Level
from meetings.importing import cells
from meetings.importing.cells import Cell, NotUnderstood, in_column, one_of
from meetings.importing.columns import ACTIVITY_TABLE
from meetings.importing.days import Calendar, calendar_of, questions_of, require_come, unless_asked
from meetings.importing.plan import (
    NO_CHOICES,
    Choices,
    Existing,
    Planner,
    Row,
    RowState,
    TablePlan,
    existing_rows,
    state_of,
)
from meetings.importing.table import Source, find_table
from meetings.matters.activities import (
    Activity,
    ActivityKind,
    ActivityState,
    BadLine,
    Came,
    Share,
    came_line,
    check_list,
    check_shares,
    read_came,
    read_shares,
    shares_text,
)
from meetings.ports import By, Records
from meetings.terms import term

E = TypeVar("E", bound=StrEnum)
_ALSO_KINDS = {
    "培训": ActivityKind.COURSE, "志愿者学院": ActivityKind.COURSE, "课": ActivityKind.COURSE,
    "讲座": ActivityKind.COURSE, "志愿者招募": ActivityKind.RECRUITMENT,
}  # fmt: skip
_ALSO_STATES = {
    "已完成": ActivityState.HELD, "完成": ActivityState.HELD, "已举行": ActivityState.HELD,
    "举办": ActivityState.HELD, "已开展": ActivityState.HELD, "计划": ActivityState.PLANNED,
    "未举办": ActivityState.PLANNED, "已取消": ActivityState.CANCELLED,
}  # fmt: skip
_ONLINE = {"线上": True, "现场": False, "网上": True, "微信": True, "线下": False}

ActivityPlan = TablePlan[Activity, Activity]


def existing_activities(records: Records) -> Existing[Activity]:
    """All bodies and their activities."""
    return existing_rows(records, Activity)


def plan_activities(
    source: Source, existing: Existing[Activity], body: str | None, choices: Choices = NO_CHOICES
) -> ActivityPlan:
    """Plan the import of a table of activities; raises NoTable."""
    table = find_table(source, ACTIVITY_TABLE, choices)
    lines = list(table)
    calendar = calendar_of(table, lines, choices, ("日期",))
    bodies = {one.name: one.id for one in existing.bodies}
    seen = {_key(one): 0 for one in existing.rows}
    there = {_key(one): one for one in existing.rows}
    planner = Planner[Activity, Activity](table.sheet.name, choices)
    for row in lines:
        label = cells.beginning(row["活动"])
        try:
            made = _activity(row, row.body(bodies, body), calendar)
            if made.state is ActivityState.HELD:
                require_come("日期", made.day, source.today)
        except NotUnderstood as wrong:
            planner.refuse(row, wrong, label)
            continue
        state = state_of(row.reasons)
        if _key(made) in seen:
            at, here = seen[_key(made)], there[_key(made)]
            row.remark("same_row", row=at) if at else row.remark("activity_known")
            if other := _otherwise(here, made):
                row.remark("stays_as_it_is", column="、".join(other))
            state, made = RowState.KNOWN, here
        else:
            seen[_key(made)], there[_key(made)] = row.number, made
            planner.new[made.body].append(made)
        planner.add(row, state, label, made)
    notes = (*source.notes, *table.notes)
    return planner.plan(notes, ACTIVITY_TABLE.names, table.left_out, questions_of)


def _otherwise(here: Activity, given: Activity) -> list[str]:
    """The columns in which the file says something else than what is kept."""
    pairs = zip(ACTIVITY_TABLE.names, activity_cells(here, ""), activity_cells(given, ""),
                strict=False)  # fmt: skip
    return [name for name, old, new in pairs if new not in (None, "", old)]


def _key(one: Activity) -> tuple[str, str, str, date | None]:
    return one.body, one.kind, squeeze(one.title), one.day


def _activity(row: Row, body: str, calendar: Calendar) -> Activity:
    """One row; raises NotUnderstood."""
    day = _day(row, calendar)
    came = _came(row)
    heads = row.read("人次", cells.whole)
    listed = sum(one.heads for one in came)
    if heads is not None and heads < listed:
        raise NotUnderstood("fewer_heads", column="人次", counted=heads, listed=listed)
    kind = _word(row, "类型", ActivityKind, _ALSO_KINDS) or ActivityKind.ACTIVITY
    state = _word(row, "状态", ActivityState, _ALSO_STATES)
    if state is None:
        # People came: it was held. Nobody came that anybody knows of: it may still be ahead.
        state = ActivityState.HELD if heads or came else ActivityState.PLANNED
        if state is ActivityState.PLANNED:
            row.remark("activity_unsaid")
    reason = row.text("内容") if state is ActivityState.CANCELLED else ""
    if state is ActivityState.CANCELLED and not reason:
        raise NotUnderstood("missing", column="内容")
    return Activity(
        "", body, kind, row.needed_line("活动", 200), day,
        in_column("时间", lambda cell: cells.line(cell, 20), _clock(row["时间"])),
        row.line("地点", 200), one_of("方式", row["方式"], _ONLINE, shown=2),
        state, reason, row.text("内容"), None, None,
        row.line("老师", 100),
        _word(row, "等级", Level, {}), _shares(row, day), came, heads, (),
        row.text("变化"), row.text("复盘"),
    )  # fmt: skip


def _clock(cell: Cell) -> Cell:
    """A time of Excel as 19:30; words as they stand."""
    try:
        at = cells.clock(cell)
    except NotUnderstood:
        return cell
    return f"{at.hour}:{at.minute:02}" if at is not None else None


def _day(row: Row, calendar: Calendar) -> date | None:
    try:
        said = calendar.read("日期", row["日期"])
    except NotUnderstood as wrong:
        unless_asked(row, wrong)
        return None
    if said is None:
        return None
    if said.day is None:
        row.remark("which_day", column="日期", value=said.words[:30])
    return said.day


def _came(row: Row) -> tuple[Came, ...]:
    try:
        came = read_came(row.text("参加人"))
        check_list(came)
        return came
    except BadLine as wrong:
        raise NotUnderstood(_why(wrong), column="参加人", value=wrong.line[:30]) from None


def _shares(row: Row, day: date | None) -> tuple[Share, ...]:
    try:
        shares = read_shares(row.text("分工"), day, day=day)
        check_shares(shares)
        return shares
    except BadLine as wrong:
        raise NotUnderstood(_why(wrong), column="分工", value=wrong.line[:30]) from None


def _why(wrong: BadLine) -> str:
    return f"came_{wrong.why}" if wrong.why in ("letters", "team", "twice") else "bad_line"


def _word(row: Row, column: str, kind: type[E], also: Mapping[str, E]) -> E | None:
    return one_of(column, row[column], {term(one): one for one in kind} | dict(also), len(kind))


def import_activities(records: Records, by: By, plan: ActivityPlan) -> int:
    """Keep what the plan says, a command for each body; how many. Raises NotHeldYet."""
    written = 0
    with records.together():
        for place, (body, new) in enumerate(plan.new.items()):
            written += keep_activities(records, by.part(place), body, new)
    return written


def activity_cells(one: Activity, body: str) -> tuple[Cell, ...]:
    """An activity as a row of its table going out."""
    return (
        term(one.kind), one.title, one.day, one.starts, one.place,
        "" if one.online is None else "线上" if one.online else "现场",
        one.teacher, term(one.level) if one.level else "", term(one.state), one.head_count,
        "、".join(map(came_line, one.came)), shares_text(one.shares),
        one.reason if one.state is ActivityState.CANCELLED else one.text, one.change,
        one.retrospective, body,
    )  # fmt: skip
