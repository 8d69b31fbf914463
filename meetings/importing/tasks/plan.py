"""What a ledger (督办) would do to the tasks that are here: new ones, and known ones mended."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from meetings.actions.change import runs_as
from meetings.clean import trim
from meetings.community.people import Person
from meetings.importing import cells
from meetings.importing.cells import NotUnderstood
from meetings.importing.columns import LEDGER
from meetings.importing.days import calendar_of, questions_of, require_come
from meetings.importing.plan import (
    HEADINGS,
    NO_CHOICES,
    Choices,
    PlannedRow,
    Planner,
    Question,
    Reason,
    Row,
    RowState,
    TablePlan,
    headings_of,
    state_of,
    whose_word,
    write_by_body,
)
from meetings.importing.table import Source, Table, find_table, heading
from meetings.importing.tasks.out import ExistingLedger
from meetings.importing.tasks.rows import (
    DAY_COLUMNS,
    ROAD_STATES,
    UNDONE_BY_A_NO,
    S,
    TaskDraft,
    build_task,
    happened,
    is_early,
    moment,
    read_task,
)
from meetings.matters.followup_states import DONE, Satisfaction, StepKind
from meetings.matters.followups import FollowUp, Step
from meetings.matters.parts import Part, part_text
from meetings.ports import Book, By, Records
from meetings.sitting.meeting import Meeting
from meetings.sitting.sources import source_of
from meetings.terms import term

T = TypeVar("T")


def free_numbers(taken: Sequence[int]) -> Callable[[int | None], int]:
    """Hand out numbers: the wanted one where it is free, else the next after the highest."""
    used = set(taken)

    def give(wanted: int | None) -> int:
        number = wanted if wanted and wanted not in used else max(used, default=0) + 1
        used.add(number)
        return number

    return give


LedgerPlan = TablePlan[TaskDraft, FollowUp]


def plan_ledger(
    source: Source, known: ExistingLedger, body: str | None, choices: Choices = NO_CHOICES
) -> LedgerPlan:
    """Plan the import; rows without 机构 go to `body`. Raises NoTable."""
    table = find_table(source, LEDGER, choices)
    lines = list(table)
    calendar = calendar_of(table, lines, choices, DAY_COLUMNS)
    bodies = {one.name: one.id for one in known.bodies}
    there = _waiting(known)
    of_text: dict[tuple[str, str], list[list[FollowUp]]] = defaultdict(list)
    for (where, key), tasks in there.items():
        of_text[where, key[0]].append(tasks)
    taken = {(task.body, task.number) for task in known.tasks}
    planner = Planner[TaskDraft, FollowUp](table.sheet.name, choices)
    seen: dict[tuple[str, TaskDraft], int] = {}
    as_topic = choices.answers.get(HEADINGS) == "topic"
    for row in lines:
        label = cells.beginning(row["事项"]).replace("\n", " ")
        try:
            to = row.body(bodies, body)
            draft = read_task(row, calendar)
            if as_topic and row.group and not draft.topic:
                draft = replace(draft, topic=row.group)
            for column, day in happened(draft):
                require_come(column, day, source.today)
        except NotUnderstood as wrong:
            planner.refuse(row, wrong, label)
            continue
        made: object = draft
        same = there.get((to, draft.key))
        if not same and not row.places.keys() & {"来源会议", "来源议题"}:
            # Where it came from is no column of this file, so the words alone say which it is.
            same = next((those for those in of_text.get((to, draft.text), ()) if those), None)
        if same:
            task = same.pop(0)
            row.reasons[:] = [Reason("task_known", {"number": task.number})]
            made = changed = mend(task, draft, row, choices)
            state = RowState.KNOWN
            if changed != task:
                state = RowState.CHANGED
                planner.changed[to].append(changed)
        elif (first := seen.get((to, _apart(draft, table)))) is not None:
            row.remark("same_task_row", row=first)
            state = RowState.KNOWN
            if choices.answers.get(SAME_ROWS) == "each":
                state = _new(row, draft, to, taken)
                planner.new[to].append(draft)
        else:
            seen[to, _apart(draft, table)] = row.number
            state = _new(row, draft, to, taken)
            planner.new[to].append(draft)
        planner.add(row, state, label, made)

    def questions(rows: Sequence[PlannedRow]) -> Iterable[Question]:
        days = questions_of(rows, calendar.year)
        return (*headings_of(rows), *_same_rows(rows), *days, *whose_word(rows))

    return planner.plan((*source.notes, *table.notes), LEDGER.names, table.left_out, questions)


SAME_ROWS = "same_rows"
"""The question whether a row that stands twice in the file is one task or two."""


def _apart(draft: TaskDraft, table: Table) -> TaskDraft:
    """What tells a row from another one; a running number (序号) does not."""
    place = table.places.get("编号", -1)
    numbered = place >= 0 and heading(table.heads[place]) == "编号"
    return draft if numbered else replace(draft, number=None)


def _same_rows(rows: Sequence[PlannedRow]) -> list[Question]:
    found = sum(any(one.why == "same_task_row" for one in row.reasons) for row in rows)
    options = ("once", "each")
    return [Question(SAME_ROWS, "which_same_rows", {"n": found}, options)] if found else []


def _new(row: Row, draft: TaskDraft, body: str, taken: set[tuple[str, int]]) -> RowState:
    if draft.number is not None:
        if (body, draft.number) in taken:
            row.remark("number_taken", number=draft.number)
        taken.add((body, draft.number))
    return state_of(row.reasons)


_FILLED = (
    ("完成时限", "deadline", "deadline"), ("时限原话", "deadline_words", "deadline_words"),
    ("承办", "units", "units"), ("协办", "helpers", "helpers"), ("类别", "topic", "topic"),
    ("措施", "measure", "measure"), ("提出人", "raised_name", "raised_name"),
    ("备注", "remark", "remark"), ("行动促成了改变", "change", "change"),
    ("分工", "parts", "parts"),
)  # fmt: skip


def mend(task: FollowUp, draft: TaskDraft, row: Row, choices: Choices) -> FollowUp:
    """The known task with what the file knows more; what differs only where it is overruled.

    New steps bear no id yet: they get one when they are written.
    """
    changed = task

    def differs(column: str, here: object, given: object) -> bool:
        return row.takes_file(choices, column, _words(here), _words(given))

    for column, name, given_name in _FILLED:
        here, given = getattr(changed, name), getattr(draft, given_name)
        if name == "deadline" and given and not here and task.deadline_words:
            # A day where there were words is another deadline, and both do not stand together.
            if draft.deadline_words == task.deadline_words or differs(
                column, task.deadline_words, given
            ):
                changed = replace(changed, deadline=given, deadline_words=draft.deadline_words)
            continue
        if given and given != here and (not here or differs(column, here, given)):
            if name == "deadline" and here and _handed(task):
                moved = _later(task, StepKind.EXTEND, None, OF_THE_FILE)
                moved = replace(moved, deadline=draft.deadline, was_deadline=task.deadline)
                changed = replace(changed, steps=(*changed.steps, moved))
            changed = replace(changed, **{name: given})
    people = tuple(name for name in (task.owner, *task.co_owners) if name)
    if draft.owners and draft.owners != people and (
        not people or differs("责任人", people, draft.owners)
    ):  # fmt: skip
        changed = replace(
            changed, owner=draft.owners[0], co_owners=draft.owners[1:], owner_person=None
        )
    if _handed(task) and task.in_charge and changed.in_charge != task.in_charge:
        on = replace(
            _later(task, StepKind.HAND_ON, None, OF_THE_FILE),
            who="、".join(changed.in_charge), was="、".join(task.in_charge),
        )  # fmt: skip
        changed = replace(changed, steps=(*changed.steps, on))
    return _as_it_can_be(_mended_road(changed, draft, row, differs), task, row)


def _as_it_can_be(mended: FollowUp, task: FollowUp, row: Row) -> FollowUp:
    """The mended task without days from the file that lie before what came first here."""
    steps: list[Step] = []
    for step in mended.steps:
        if step not in task.steps and is_early(steps, step, row):
            words = step.text if str(step.day) in step.text else f"{step.day} {step.text}"
            step = replace(step, undated=True, text=trim(words))
        steps.append(step)
    return replace(mended, steps=tuple(steps))


OF_THE_FILE = "据导入的台账"


def _handed(task: FollowUp) -> bool:
    return any(step.kind is StepKind.ASSIGN for step in task.steps)


def _mended_road(
    task: FollowUp, draft: TaskDraft, row: Row, differs: Callable[[str, object, object], bool]
) -> FollowUp:
    """The road with days that the file knows, and steps that it has more."""
    zone, steps = task.created_at.tzinfo, list(task.steps)
    for kind, day in (
        (StepKind.ASSIGN, draft.assigned), (StepKind.COMPLETE, draft.completed),
        (StepKind.CLOSE, draft.closed),
    ):  # fmt: skip
        at = next((i for i, step in enumerate(steps) if step.kind is kind), None)
        if day and at is not None and steps[at].undated:
            steps[at] = replace(steps[at], at=moment(day, zone) or steps[at].at, undated=False)
            if kind is StepKind.ASSIGN and task.undated:
                task = replace(task, created_at=steps[at].at, undated=False)
    there = {(step.day, trim(step.text)) for step in steps if step.kind is StepKind.PROGRESS}
    for entry in draft.entries:
        if (entry.day, trim(entry.text)) not in there:
            steps.append(_later(task, StepKind.PROGRESS, entry.day, entry.text))
    state = task.state
    here, given = (
        ROAD_STATES.index(one) if one in ROAD_STATES else -1 for one in (state, draft.state)
    )
    # A file that says nothing of the state contradicts no state.
    says = given != here and (draft.state_said or given > here)
    if says and (given < here or state is S.ENDED):
        row.remark("state_stays", known=term(state), given=term(draft.state))
    elif says and differs("状态", term(state), term(draft.state)):
        for reached_by, place, day_of in _REACHES:
            if here < place <= given:
                step = _later(task, reached_by, day_of(draft), "")
                if reached_by is StepKind.ASSIGN:
                    step = replace(step, who="、".join(task.in_charge))
                steps.append(step)
        state = draft.state
    if draft.satisfaction and task.visit is None and state in DONE - {S.ENDED}:
        revisit = _later(task, StepKind.REVISIT, None, "")
        steps.append(replace(revisit, satisfaction=draft.satisfaction))
        if draft.satisfaction is Satisfaction.UNSATISFIED and state in UNDONE_BY_A_NO:
            state = S.IN_HAND
    return replace(task, steps=tuple(steps), state=state)


_REACHES: tuple[tuple[StepKind, int, Callable[[TaskDraft], date | None]], ...] = (
    (StepKind.ASSIGN, 0, lambda draft: draft.assigned),
    (StepKind.COMPLETE, 2, lambda draft: draft.completed),
    (StepKind.REPORT_BACK, 3, lambda draft: None),
    (StepKind.CLOSE, 5, lambda draft: draft.closed),
)


def _later(task: FollowUp, kind: StepKind, day: date | None, text: str) -> Step:
    """A step that the file has more; its id and moment of writing come when it is written."""
    at = moment(day, task.created_at.tzinfo) or task.created_at
    return Step("", task.body, task.id, kind, at, text, undated=day is None)


def _words(value: object) -> str:
    if not isinstance(value, tuple):
        return str(value)
    return "、".join(part_text(one) if isinstance(one, Part) else str(one) for one in value)


def _waiting(known: ExistingLedger) -> dict[tuple[str, tuple[str, str, str]], list[FollowUp]]:
    """The tasks that are here, by body and what makes them the same."""
    meetings = {meeting.id: meeting for meeting in known.meetings}
    found: dict[tuple[str, tuple[str, str, str]], list[FollowUp]] = defaultdict(list)
    for task in known.tasks:
        key = (trim(task.text), *source_of(task, meetings))
        found[task.body, key].append(task)
    return found


@runs_as("ledger.import")
def import_ledger(records: Records, by: By, plan: LedgerPlan) -> int:
    """Enter the tasks of the plan, a command for each body; returns how many."""

    def put(book: Book, body: str, new: Sequence[TaskDraft], changed: Sequence[FollowUp]) -> None:
        numbers = free_numbers([task.number for task in book.find(FollowUp, body=body)])
        persons = one_of_a_name(book.find(Person, body=body))
        meetings = book.find(Meeting, body=body) if any(d.from_meeting for d in new) else []
        for draft in new:
            number = numbers(draft.number)
            task = build_task(draft, body, number, book.new_id, by.at, by.actor, persons)
            book.put(with_meeting(task, meetings))
        for mended in changed:
            book.put(_written(mended, book.new_id, by))

    return write_by_body(records, by, "ledger.import", plan, put)


def _written(task: FollowUp, new_id: Callable[[], str], by: By) -> FollowUp:
    """The mended task, its new steps with an id, and the moment at which they are written."""
    steps = (
        step if step.id
        else replace(step, id=new_id(), by=by.actor, at=by.at if step.undated else step.at)
        for step in task.steps
    )  # fmt: skip
    return replace(task, steps=tuple(steps))


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
