"""Activities, courses and recruitments as a table; what nobody says stays unknown."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from meetings.actions.activity import keep_activities
from meetings.clean import squeeze
from meetings.community.bodies import Body
from meetings.community.people import Level
from meetings.dataclass import dataclass
from meetings.importing import cells
from meetings.importing.cells import Cell, NotUnderstood, plain
from meetings.importing.columns import ACTIVITY_TABLE
from meetings.importing.days import Calendar, calendar_of, questions_of, require_come, unless_asked
from meetings.importing.table import (
    NO_CHOICES,
    Choices,
    PlannedRow,
    Question,
    Reason,
    Row,
    RowState,
    Source,
    body_of,
    find_table,
    in_column,
    needed_line,
    refused,
    state_of,
)
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
_ONLINE = {"线上": True, "网上": True, "微信": True, "现场": False, "线下": False}


@dataclass(frozen=True, slots=True)
class KnownActivities:
    """What the records have."""

    bodies: Sequence[Body] = ()
    activities: Sequence[Activity] = ()


@dataclass(frozen=True, slots=True)
class ActivityPlan:
    """What would be done: the rows, and new activities by body."""

    rows: tuple[PlannedRow, ...]
    notes: tuple[Reason, ...]
    new: Mapping[str, tuple[Activity, ...]]
    questions: tuple[Question, ...] = ()
    columns: tuple[str, ...] = ACTIVITY_TABLE.names

    @property
    def empty(self) -> bool:
        """Nothing would be written."""
        return not any(self.new.values())


def known_activities(records: Records) -> KnownActivities:
    """What the records have."""
    with records.reading() as book:
        return KnownActivities(tuple(book.find(Body)), tuple(book.find(Activity)))


def plan_activities(
    source: Source, known: KnownActivities, body: str | None, choices: Choices = NO_CHOICES
) -> ActivityPlan:
    """Plan the import of a table of activities; raises NoTable."""
    table = find_table(source, ACTIVITY_TABLE, choices)
    lines = list(table)
    calendar = calendar_of(table, lines, choices, ("日期",))
    bodies = {one.name: one.id for one in known.bodies}
    seen = {_key(one): 0 for one in known.activities}
    there = {_key(one): one for one in known.activities}
    new: dict[str, list[Activity]] = defaultdict(list)
    rows: list[PlannedRow] = []
    for row in lines:
        said = cells.beginning(row["活动"])
        try:
            made = _activity(row, body_of(row, bodies, body), calendar)
            if made.state is ActivityState.HELD:
                require_come("日期", made.day, source.today)
        except NotUnderstood as wrong:
            rows.append(replace(refused(table.sheet.name, row, wrong, said), words=row.cells))
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
            new[made.body].append(made)
        rows.append(
            PlannedRow(table.sheet.name, row.number, state, said, tuple(row.reasons), made,
                       row.cells)
        )  # fmt: skip
    rows = sorted((*rows, *table.left_out), key=lambda one: one.number)
    made_of = {to: tuple(found) for to, found in new.items()}
    notes = (*source.notes, *table.notes)
    return ActivityPlan(tuple(rows), notes, made_of, tuple(questions_of(rows)))


def _otherwise(here: Activity, given: Activity) -> list[str]:
    """The columns in which the file says something else than what is kept."""
    said = zip(ACTIVITY_TABLE.names, activity_cells(here, ""), activity_cells(given, ""),
               strict=False)  # fmt: skip
    return [name for name, kept, told in said if told not in (None, "", kept)]


def _key(one: Activity) -> tuple[str, str, str, date | None]:
    return one.body, one.kind, squeeze(one.title), one.day


def _activity(row: Row, body: str, calendar: Calendar) -> Activity:
    """One row; raises NotUnderstood."""
    day = _day(row, calendar)
    came = _came(row)
    heads = in_column("人次", cells.whole, row["人次"])
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
    reason = _text(row, "内容") if state is ActivityState.CANCELLED else ""
    if state is ActivityState.CANCELLED and not reason:
        raise NotUnderstood("missing", column="内容")
    return Activity(
        "", body, kind, needed_line(row, "活动", 200), day,
        in_column("时间", lambda cell: cells.line(cell, 20), _clock(row["时间"])),
        in_column("地点", lambda cell: cells.line(cell, 200), row["地点"]), _online(row),
        state, reason, _text(row, "内容"), None, None,
        in_column("老师", lambda cell: cells.line(cell, 100), row["老师"]),
        _word(row, "等级", Level, {}), _shares(row, day), came, heads, (),
        _text(row, "变化"), _text(row, "复盘"),
    )  # fmt: skip


def _text(row: Row, column: str) -> str:
    return in_column(column, cells.text, row[column])


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
        came = read_came(_text(row, "参加人"))
        check_list(came)
        return came
    except BadLine as wrong:
        raise NotUnderstood(_why(wrong), column="参加人", value=wrong.line[:30]) from None


def _shares(row: Row, day: date | None) -> tuple[Share, ...]:
    try:
        shares = read_shares(_text(row, "分工"), day, day=day)
        check_shares(shares)
        return shares
    except BadLine as wrong:
        raise NotUnderstood(_why(wrong), column="分工", value=wrong.line[:30]) from None


def _why(wrong: BadLine) -> str:
    return f"came_{wrong.why}" if wrong.why in ("letters", "team", "twice") else "bad_line"


def _word(row: Row, column: str, kind: type[E], also: Mapping[str, E]) -> E | None:
    said = plain(_text(row, column))
    if not said:
        return None
    words = {term(one): one for one in kind} | dict(also)
    if said not in words:
        raise NotUnderstood(
            "unknown_word", column=column, value=said[:30], known="、".join(map(term, kind))
        )
    return words[said]


def _online(row: Row) -> bool | None:
    said = plain(_text(row, "方式"))
    if said and said not in _ONLINE:
        raise NotUnderstood("unknown_word", column="方式", value=said[:30], known="线上、现场")
    return _ONLINE.get(said)


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
