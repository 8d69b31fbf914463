"""Tasks going out: as the columns of 督办, as a whole ledger, and as the sheet that is handed in.

The sheet has what fits a sheet of paper, with totals and unique numbers.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from meetings.clean import is_blank, trim
from meetings.community.bodies import Body
from meetings.community.people import Person
from meetings.dataclass import dataclass
from meetings.figures.scope import short_names
from meetings.importing.cells import Cell
from meetings.importing.columns import LEDGER_COLUMNS
from meetings.importing.tasks.rows import ENTRY, UNKNOWN, S, TaskDraft
from meetings.matters.followup_states import DONE, Ending, FollowUpState, Lateness, StepKind
from meetings.matters.followups import FollowUp, Step
from meetings.matters.parts import part_text
from meetings.ports import Records
from meetings.sitting.meeting import Meeting
from meetings.sitting.sources import source_of
from meetings.terms import term


def _day_cell(task: FollowUp, kind: StepKind) -> Cell:
    """The day of the last step of a kind, 不详 where nobody wrote it down, nothing without one."""
    last = next((step for step in reversed(task.steps) if step.kind is kind), None)
    return None if last is None else last.day or UNKNOWN


def _entry_cell(step: Step) -> str:
    words, day = trim(step.text), step.day
    if day is None:
        return f"日期不详 {words}" if ENTRY.match(words) or "\n" in words else words
    return f"{day.isoformat()} {words}"


def task_cells(task: FollowUp) -> dict[str, Cell]:
    """What the columns of 督办 say of a task, in and out."""
    entries = [step for step in task.steps if step.kind is StepKind.PROGRESS]
    told = [_entry_cell(step) for step in entries]
    if any(step.undated for step in entries[1:]):
        told = [said if not step.undated or said.startswith("日期不详 ") else f"日期不详 {said}"
                for step, said in zip(entries, told, strict=True)]  # fmt: skip
    done = task.state in DONE
    return {
        "编号": task.number,
        "事项": trim(task.text),
        "类别": trim(task.topic),
        "承办": "、".join(task.units),
        "责任人": "、".join(name for name in (task.owner, *task.co_owners) if name),
        "协办": "、".join(task.helpers),
        "交办日期": _day_cell(task, StepKind.ASSIGN),
        "完成时限": task.deadline,
        "时限原话": trim(task.deadline_words),
        "状态": term(task.state),
        "状态原话": trim(task.state_words),
        "进展": trim("\n".join(told)),
        "办结日期": _day_cell(task, StepKind.COMPLETE) if done else None,
        "满意度": term(task.visit) if task.visit else "",
        "销号日期": _day_cell(task, StepKind.CLOSE) if task.state is S.CLOSED else None,
        "行动促成了改变": trim(task.change),
        "措施": trim(task.measure),
        "提出人": trim(task.raised_name),
        "备注": trim(task.remark),
        "分工": "\n".join(map(part_text, task.parts)),
    }


def draft_cells(draft: TaskDraft) -> dict[str, object]:
    """What the columns of 督办 say of a draft, for the preview."""
    entries = "；".join(f"{entry.day or UNKNOWN} {entry.text}" for entry in draft.entries)
    begun = draft.state is not S.WAITING
    return {
        "事项": draft.text, "类别": draft.topic, "承办": "、".join(draft.units),
        "责任人": "、".join(draft.owners), "协办": "、".join(draft.helpers),
        "交办日期": (draft.assigned or UNKNOWN) if begun else "",
        "完成时限": draft.deadline, "时限原话": draft.deadline_words,
        "状态": term(draft.state), "状态原话": draft.state_words, "进展": entries,
        "办结日期": draft.completed or (UNKNOWN if draft.state in DONE else ""),
        "满意度": term(draft.satisfaction) if draft.satisfaction else "", "措施": draft.measure,
        "提出人": draft.raised_name, "备注": draft.remark,
        "分工": "；".join(map(part_text, draft.parts)),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class ExistingLedger:
    """What the records have: bodies, tasks, the meetings these come from, people by body."""

    bodies: Sequence[Body] = ()
    tasks: Sequence[FollowUp] = ()
    meetings: Sequence[Meeting] = ()
    people: Sequence[Person] = ()


def existing_ledger(records: Records, bodies: Iterable[str] | None = None) -> ExistingLedger:
    """What the records have of these bodies, or of all."""
    with records.reading() as book:
        wanted = [b for b in book.find(Body) if bodies is None or b.id in set(bodies)]
        ids = {body.id for body in wanted}
        tasks = [task for task in book.find(FollowUp) if task.body in ids]
        sources = dict.fromkeys(task.meeting for task in tasks if task.meeting)
        return ExistingLedger(
            wanted,
            tasks,
            [book.get(Meeting, id) for id in sources],
            [person for person in book.find(Person) if person.body in ids],
        )


def ledger_rows(known: ExistingLedger, today: date) -> list[tuple[Cell, ...]]:
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


SHEET_COLUMNS = (
    "编号", "来源", "事项", "责任单位（责任人）", "交办日期", "完成时限", "延期", "督办",
    "最近进展", "办结日期", "反馈", "回访", "销号日期", "情况",
)  # fmt: skip
NOBODY = "未定"
LONGEST_WORD = 80
"""Characters of the last progress that the sheet has room for."""


def sheet_rows(known: ExistingLedger, today: date) -> list[tuple[Cell, ...]]:
    """One row a task, by body and number; a body's short name before the number where several."""
    names = {body.id: body.name for body in known.bodies}
    short = short_names(names.values()) if len(names) > 1 else {}
    meetings = {meeting.id: meeting for meeting in known.meetings}
    order = {id: place for place, id in enumerate(names)}
    rows: list[tuple[Cell, ...]] = []
    for task in sorted(known.tasks, key=lambda one: (order.get(one.body, 0), one.number)):
        body = names.get(task.body, "")
        meeting, item = source_of(task, meetings)
        before = f"{short[body]}-" if body in short else ""
        rows.append(
            (
                f"{before}{task.number}", item or meeting, _what(task),
                "、".join(task.everybody) or NOBODY, _day(task, StepKind.ASSIGN),
                task.deadline or task.deadline_words or None, _times(task, StepKind.EXTEND),
                _chased(task), _last_word(task), _day(task, StepKind.COMPLETE),
                _day(task, StepKind.REPORT_BACK), _visit(task),
                _day(task, StepKind.CLOSE) or _day(task, StepKind.END),
                _stands(task, today),
            )
        )  # fmt: skip
    return rows


def _what(task: FollowUp) -> str:
    """Its words, and who does which part of it."""
    return "\n".join([trim(task.text), *map(part_text, task.parts)])


def sheet_total(known: ExistingLedger, today: date) -> tuple[Cell, ...]:
    """The row below: how many there are, and how many came how far; void ones counted apart."""
    tasks = [task for task in known.tasks if task.ending is not Ending.VOID]
    void = len(known.tasks) - len(tasks)
    otherwise = sum(1 for task in tasks if task.state is FollowUpState.ENDED)

    def with_step(kind: StepKind) -> int:
        return sum(1 for task in tasks if _steps(task, kind))

    done = _still(tasks, StepKind.COMPLETE)
    closed = sum(1 for task in tasks if task.state is FollowUpState.CLOSED)
    late = sum(1 for task in tasks if task.lateness(today) is Lateness.OVERDUE)
    counted = f"{len(tasks)}件" + (f"，另作废{void}件" if void else "")
    over = f"销号{closed}件" + (f"，了结{otherwise}件" if otherwise else "")
    return (
        "合计", None, counted, None, None, None, f"{with_step(StepKind.EXTEND)}件",
        f"{with_step(StepKind.CHASE)}件", None, f"办结{done}件",
        f"{_still(tasks, StepKind.REPORT_BACK)}件", f"{_still(tasks, StepKind.REVISIT)}件",
        over, f"逾期{late}件",
    )  # fmt: skip


def _steps(task: FollowUp, kind: StepKind) -> list[Step]:
    """Steps of a kind that still hold: what was done before a reopening does not."""
    steps = list(task.steps)
    if kind not in (StepKind.ASSIGN, StepKind.EXTEND, StepKind.CHASE):
        again = [n for n, step in enumerate(steps) if step.kind is StepKind.REOPEN]
        steps = steps[again[-1] + 1 :] if again else steps
    return [step for step in steps if step.kind is kind]


def _still(tasks: Sequence[FollowUp], kind: StepKind) -> int:
    return sum(1 for task in tasks if _steps(task, kind))


def _day(task: FollowUp, kind: StepKind) -> Cell:
    found = _steps(task, kind)
    return (found[-1].day or UNKNOWN) if found else None


def _times(task: FollowUp, kind: StepKind) -> Cell:
    found = _steps(task, kind)
    return f"{len(found)}次" if found else None


def _chased(task: FollowUp) -> Cell:
    found = _steps(task, StepKind.CHASE)
    if not found:
        return None
    level = found[-1].level
    return f"{len(found)}次" + (f"，{term(level)}" if level is not None else "")


def _visit(task: FollowUp) -> Cell:
    found = _steps(task, StepKind.REVISIT)
    if not found:
        return None
    day = found[-1].day
    said = term(found[-1].satisfaction) if found[-1].satisfaction else UNKNOWN
    return f"{said}\n{day.isoformat()}" if day is not None else said


def _last_word(task: FollowUp) -> Cell:
    told = [step for step in task.steps if not is_blank(step.text)]
    if not told:
        return None
    word = trim(told[-1].text)
    word = word if len(word) <= LONGEST_WORD else f"{word[:LONGEST_WORD]}…"
    day = told[-1].day
    return f"{day.year}年{day.month}月{day.day}日：{word}" if day is not None else word


def _stands(task: FollowUp, today: date) -> Cell:
    late = task.lateness(today)
    if late is Lateness.OVERDUE and task.deadline is not None:
        return f"{term(late)}{(today - task.deadline).days}天"
    return term(task.ending) if task.ending is not None else term(task.state)
