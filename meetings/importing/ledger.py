"""督办台账: an old ledger in, first as a plan; the ledger of the records out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from meetings.clean import trim
from meetings.community.bodies import Body
from meetings.community.people import Person
from meetings.importing import cells
from meetings.importing.cells import Cell, NotUnderstood
from meetings.importing.headers import LEDGER_COLUMNS, OLD_LEDGERS, TASK_COLUMNS, TASKS
from meetings.importing.plan import PlannedRow, Reason, RowState, state_of
from meetings.importing.reading import body_of, refused
from meetings.importing.table import Row, Source, find_table
from meetings.importing.tasks import (
    TaskDraft,
    build_task,
    free_numbers,
    read_task,
    source_of,
    task_cells,
)
from meetings.matters.followups import FollowUp
from meetings.ports import By, Records
from meetings.sitting.meeting import Meeting
from meetings.terms import term


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
    columns = tuple(dict.fromkeys((*LEDGER_COLUMNS, *TASK_COLUMNS)))
    table = find_table(source, columns, ("事项",), TASKS, OLD_LEDGERS)
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
