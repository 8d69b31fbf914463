"""The ledger as it is handed in: what fits a sheet of paper, with totals and unique numbers."""

from collections.abc import Sequence
from datetime import date

from meetings.clean import is_blank, trim
from meetings.figures.scope import short_names
from meetings.importing.cells import Cell
from meetings.importing.tasks import ExistingLedger
from meetings.matters.followup_states import Ending, FollowUpState, Lateness, StepKind
from meetings.matters.followups import FollowUp, Step
from meetings.matters.parts import part_text
from meetings.sitting.sources import source_of
from meetings.terms import term

SHEET_COLUMNS = (
    "编号", "来源", "事项", "责任单位（责任人）", "交办日期", "完成时限", "延期", "督办",
    "最近进展", "办结日期", "反馈", "回访", "销号日期", "情况",
)  # fmt: skip
UNKNOWN = "不详"
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
