"""督办: the rows of a ledger become tasks with the road that they tell of; in, and out again."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, tzinfo
from typing import TypeVar

from meetings.clean import trim
from meetings.community.bodies import Body
from meetings.community.people import Person
from meetings.importing import cells
from meetings.importing.cells import Cell, NotUnderstood
from meetings.importing.columns import LEDGER, LEDGER_COLUMNS
from meetings.importing.table import (
    PlannedRow,
    Reason,
    Row,
    RowState,
    Source,
    body_of,
    find_table,
    in_column,
    refused,
    state_of,
)
from meetings.matters.followups import DONE, FollowUp, FollowUpState, Satisfaction, Step, StepKind
from meetings.ports import By, Records
from meetings.sitting.meeting import Meeting
from meetings.terms import term, terms

T = TypeVar("T")
S = FollowUpState
_OTHER_STATES = {
    "待办": S.WAITING, "未办": S.WAITING, "未交办": S.WAITING, "交办": S.ASSIGNED,
    "在办": S.IN_HAND, "进行中": S.IN_HAND, "正在办理": S.IN_HAND, "未完成": S.IN_HAND,
    "已办结": S.COMPLETED, "完成": S.COMPLETED, "已完成": S.COMPLETED, "已办": S.COMPLETED,
    "是": S.COMPLETED, "否": S.IN_HAND,
    "反馈": S.REPORTED_BACK, "回访": S.REVISITED, "已销号": S.CLOSED, "已退办": S.DECLINED,
}  # fmt: skip
STATES: Mapping[str, FollowUpState] = {
    **{pair[0]: S(value) for value, pair in terms(FollowUpState).items()}, **_OTHER_STATES,
}  # fmt: skip
SATISFACTION = {pair[0]: Satisfaction(value) for value, pair in terms(Satisfaction).items()}
_DATED = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[ \t：:，,]?(.*)")
_ROAD = (S.ASSIGNED, S.IN_HAND, S.COMPLETED, S.REPORTED_BACK, S.REVISITED, S.CLOSED)


@dataclass(frozen=True, slots=True)
class Told:
    """One line of 进展; without a day of its own it counts from the handing over."""

    day: date | None
    text: str


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A task as a row tells it."""

    text: str
    number: int | None = None
    units: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()
    deadline: date | None = None
    state: FollowUpState = S.WAITING
    told: tuple[Told, ...] = ()
    satisfaction: Satisfaction | None = None
    assigned: date | None = None
    completed: date | None = None
    closed: date | None = None
    change: str = ""
    from_meeting: str = ""
    from_item: str = ""
    topic: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same task as one in the ledger."""
        return self.text, self.from_meeting, self.from_item


def read_task(row: Row) -> TaskDraft:
    """The task of a row; raises NotUnderstood where the row cannot be taken."""
    text = in_column("事项", lambda cell: cells.text(cell, 20_000), row["事项"])
    if not text:
        raise NotUnderstood("missing", column="事项")
    units = in_column("承办", cells.names, row["承办"])
    owners = in_column("责任人", cells.names, row["责任人"])
    satisfaction = one_of("满意度", row["满意度"], SATISFACTION)
    state = one_of("状态", row["状态"], STATES)
    if state is None:
        state = S.ASSIGNED if units or owners else S.WAITING
    draft = TaskDraft(
        text,
        in_column("编号", cells.whole, row["编号"]) if "编号" in row.places else None,
        units,
        owners,
        in_column("协办", cells.names, row["协办"]),
        in_column("完成时限", cells.day, row["完成时限"]),
        state,
        _told(in_column("进展", cells.text, row["进展"])),
        satisfaction,
        in_column("交办日期", cells.day, row["交办日期"]),
        in_column("办结日期", cells.day, row["办结日期"]),
        in_column("销号日期", cells.day, row["销号日期"]),
        in_column("行动促成了改变", cells.text, row["行动促成了改变"]),
        in_column("来源会议", lambda cell: cells.line(cell, 200), row["来源会议"]),
        in_column("来源议题", lambda cell: cells.line(cell, 200), row["来源议题"]),
        in_column("类别", lambda cell: cells.line(cell, 50), row["类别"]),
    )
    if state not in DONE and draft.deadline is None:
        row.remark("no_deadline")
    if state is not S.WAITING and not (units or owners or draft.helpers):
        row.remark("no_owner")
    yes = {Satisfaction.SATISFIED, Satisfaction.FAIRLY}
    if state is S.CLOSED and satisfaction not in yes:
        row.remark("state_without_yes")
    return draft


def one_of(column: str, cell: Cell, known: Mapping[str, T]) -> T | None:
    """The meaning of a word in a column; raises NotUnderstood with the words there are."""
    said = cells.plain(cells.text(cell))
    if not said:
        return None
    for word, meaning in known.items():
        if cells.plain(word) == said:
            return meaning
    words = "、".join(list(known)[:12])
    raise NotUnderstood("unknown_word", column=column, value=said[:30], known=words)


def _told(text: str) -> tuple[Told, ...]:
    """A line with a day begins an entry; what has none goes on with the one before."""
    found: list[Told] = []
    for line in text.split("\n") if text else ():
        match = _DATED.fullmatch(line)
        day = _valid(match) if match else None
        if match and day:
            found.append(Told(day, match[4]))
        elif found:
            found[-1] = Told(found[-1].day, f"{found[-1].text}\n{line}")
        else:
            found.append(Told(None, line))
    return tuple(found)


def _valid(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def build_task(
    draft: TaskDraft,
    body: str,
    number: int,
    new_id: Callable[[], str],
    at: datetime,
    actor: str,
    persons: Mapping[str, str],
) -> FollowUp:
    """The task with its road; days become midnights where the keyboard stands."""
    id = new_id()
    begun = moment(draft.assigned, at.tzinfo) or at
    steps: list[Step] = []

    def step(kind: StepKind, day: datetime, text: str = "", **more: Satisfaction | None) -> None:
        steps.append(Step(new_id(), body, id, kind, day, text, actor, **more))  # type: ignore[arg-type]

    if draft.state is not S.WAITING:
        step(StepKind.ASSIGN, begun)
    if draft.state is S.DECLINED:
        step(StepKind.DECLINE, begun)
    last = begun
    for told in draft.told:
        last = moment(told.day, at.tzinfo) or begun
        step(StepKind.PROGRESS, last, told.text)
    reached = _ROAD.index(draft.state) if draft.state in _ROAD else -1
    if reached >= _ROAD.index(S.COMPLETED):
        last = moment(draft.completed, at.tzinfo) or last
        step(StepKind.COMPLETE, last)
    if reached >= _ROAD.index(S.REPORTED_BACK):
        step(StepKind.REPORT_BACK, last)
    if draft.satisfaction is not None:
        step(StepKind.REVISIT, last, satisfaction=draft.satisfaction)
    if draft.state is S.CLOSED:
        last = moment(draft.closed, at.tzinfo) or last
        step(StepKind.CLOSE, last)
    owner = draft.owners[0] if draft.owners else ""
    return FollowUp(
        id, body, number, draft.text, begun,
        owner=owner, owner_person=persons.get(owner), helpers=draft.helpers,
        deadline=draft.deadline, state=draft.state, change=draft.change,
        co_owners=draft.owners[1:], units=draft.units,
        from_meeting=draft.from_meeting, from_item=draft.from_item, topic=draft.topic,
        steps=tuple(steps),
    )  # fmt: skip


def moment(day: date | None, zone: tzinfo | None) -> datetime | None:
    """Midnight of a day."""
    return datetime.combine(day, time(), zone) if day else None


def meeting_name(meeting: Meeting) -> str:
    """2026年第3次: what 来源会议 says of a meeting in this file."""
    return f"{meeting.year}年第{meeting.serial}次"


def task_cells(task: FollowUp) -> dict[str, Cell]:
    """What the columns of 督办 say of a task, in and out."""
    days = {step.kind: step.at.date() for step in task.steps}
    done = task.state in DONE
    told = [
        f"{step.at.date().isoformat()} {trim(step.text)}"
        for step in task.steps
        if step.kind is StepKind.PROGRESS
    ]
    return {
        "编号": task.number,
        "事项": trim(task.text),
        "类别": trim(task.topic),
        "承办": "、".join(task.units),
        "责任人": "、".join(name for name in (task.owner, *task.co_owners) if name),
        "协办": "、".join(task.helpers),
        "交办日期": task.assigned_on,
        "完成时限": task.deadline,
        "状态": term(task.state),
        "进展": trim("\n".join(told)),
        "办结日期": days.get(StepKind.COMPLETE) if done else None,
        "满意度": term(task.visit) if task.visit else "",
        "销号日期": days.get(StepKind.CLOSE) if task.state is S.CLOSED else None,
        "行动促成了改变": trim(task.change),
    }


def source_of(task: FollowUp, meetings: Mapping[str, Meeting]) -> tuple[str, str]:
    """来源会议 and 来源议题 of a task."""
    meeting = meetings.get(task.meeting or "")
    if meeting is None:
        return task.from_meeting, task.from_item
    titles = {item.id: item.title for item in meeting.items}
    return meeting_name(meeting), titles.get(task.item or "", "")


def free_numbers(taken: Sequence[int]) -> Callable[[int | None], int]:
    """Hand out numbers: the wanted one where it is free, else the next after the highest."""
    used = set(taken)

    def give(wanted: int | None) -> int:
        number = wanted if wanted and wanted not in used else max(used, default=0) + 1
        used.add(number)
        return number

    return give


@dataclass(frozen=True, slots=True)
class KnownLedger:
    """What the records have: bodies, tasks, the meetings these come from, people by body."""

    bodies: Sequence[Body] = ()
    tasks: Sequence[FollowUp] = ()
    meetings: Sequence[Meeting] = ()
    people: Sequence[Person] = ()


@dataclass(frozen=True, slots=True)
class LedgerPlan:
    """What would be done: the rows, and the new tasks by body."""

    rows: tuple[PlannedRow, ...]
    notes: tuple[Reason, ...]
    tasks: Mapping[str, tuple[TaskDraft, ...]]

    @property
    def empty(self) -> bool:
        """Nothing would be written."""
        return not any(self.tasks.values())


def plan_ledger(source: Source, known: KnownLedger, body: str | None) -> LedgerPlan:
    """Plan the import; rows without 机构 go to `body`. Raises NoTable."""
    table = find_table(source, LEDGER)
    bodies = {one.name: one.id for one in known.bodies}
    there = _waiting(known)
    taken = {(task.body, task.number) for task in known.tasks}
    rows: list[PlannedRow] = []
    new: dict[str, list[TaskDraft]] = defaultdict(list)
    for row in table:
        said = cells.text(row["事项"])[:60].replace("\n", " ")
        try:
            to = body_of(row, bodies, body)
            draft = read_task(row)
        except NotUnderstood as wrong:
            rows.append(refused(table.sheet.name, row, wrong, said))
            continue
        same = there.get((to, draft.key))
        if same:
            row.reasons[:] = [Reason("task_known", {"number": same.pop(0)})]
            state = RowState.KNOWN
        else:
            state = _new(row, draft, to, taken)
            new[to].append(draft)
        rows.append(PlannedRow(table.sheet.name, row.number, state, said, tuple(row.reasons)))
    return LedgerPlan(
        tuple(rows),
        (*source.notes, *table.notes),
        {to: tuple(drafts) for to, drafts in new.items()},
    )


def _new(row: Row, draft: TaskDraft, body: str, taken: set[tuple[str, int]]) -> RowState:
    if draft.number is not None:
        if (body, draft.number) in taken:
            row.remark("number_taken", number=draft.number)
        taken.add((body, draft.number))
    return state_of(row.reasons)


def _waiting(known: KnownLedger) -> dict[tuple[str, tuple[str, str, str]], list[int]]:
    """Numbers of the tasks that are here, by body and what makes them the same."""
    meetings = {meeting.id: meeting for meeting in known.meetings}
    found: dict[tuple[str, tuple[str, str, str]], list[int]] = defaultdict(list)
    for task in known.tasks:
        key = (trim(task.text), *source_of(task, meetings))
        found[task.body, key].append(task.number)
    return found


def known_ledger(records: Records, bodies: Iterable[str] | None = None) -> KnownLedger:
    """What the records have of these bodies, or of all."""
    with records.reading() as book:
        wanted = [b for b in book.find(Body) if bodies is None or b.id in set(bodies)]
        ids = {body.id for body in wanted}
        tasks = [task for task in book.find(FollowUp) if task.body in ids]
        sources = dict.fromkeys(task.meeting for task in tasks if task.meeting)
        return KnownLedger(
            wanted,
            tasks,
            [book.get(Meeting, id) for id in sources],
            [person for person in book.find(Person) if person.body in ids],
        )


def import_ledger(records: Records, by: By, plan: LedgerPlan) -> int:
    """Enter the tasks of the plan, a command for each body; returns how many."""
    written = 0
    for place, (body, drafts) in enumerate(plan.tasks.items()):
        with records.reading() as book:
            command = by if place == 0 else replace(by, command_id=book.new_id())
            numbers = free_numbers([task.number for task in book.find(FollowUp, body=body)])
            persons = one_of_a_name(book.find(Person, body=body))
            meetings = book.find(Meeting, body=body) if any(d.from_meeting for d in drafts) else []
        with records.transaction("ledger.import", command, body) as book:
            for draft in drafts:
                number = numbers(draft.number)
                task = build_task(
                    draft, body, number, book.new_id, command.at, command.actor, persons
                )
                book.put(with_meeting(task, meetings))
        written += len(drafts)
    return written


def one_of_a_name(people: Iterable[Person]) -> dict[str, str]:
    """The ids of persons whose name nobody else bears."""
    found: dict[str, list[str]] = defaultdict(list)
    for person in people:
        found[person.name].append(person.id)
    return {name: ids[0] for name, ids in found.items() if len(ids) == 1}


def with_meeting(task: FollowUp, meetings: Iterable[Meeting]) -> FollowUp:
    """The task tied to the meeting and item that its source names, where these are here."""
    for meeting in meetings:
        linked = replace(task, meeting=meeting.id)
        items = [item.id for item in meeting.items if item.title == task.from_item]
        if items:
            linked = replace(linked, item=items[0])
        said = (task.from_meeting, task.from_item)
        if task.from_meeting and source_of(linked, {meeting.id: meeting}) == said:
            return replace(linked, from_meeting="", from_item="")
    return task


def ledger_rows(known: KnownLedger, today: date) -> list[tuple[Cell, ...]]:
    """The ledger out, one row a task, in the order of the columns."""
    names = {body.id: body.name for body in known.bodies}
    meetings = {meeting.id: meeting for meeting in known.meetings}
    rows = []
    for task in known.tasks:
        source, item = source_of(task, meetings)
        said = {
            **task_cells(task),
            "机构": names.get(task.body, ""),
            "来源会议": source,
            "来源议题": item,
            "时限情况": term(task.lateness(today)),
        }
        rows.append(tuple(said[column] for column in LEDGER_COLUMNS))
    return rows
