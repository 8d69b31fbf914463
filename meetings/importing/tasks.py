"""督办: the rows of a ledger become tasks with the road that they tell of; in, and out again.

What a ledger does not say stays unknown: a step of which nobody wrote the day is `undated`.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, tzinfo
from typing import Any, TypeVar

from meetings.actions.change import runs_as
from meetings.clean import trim, visible_words
from meetings.community.bodies import Body
from meetings.community.people import Person
from meetings.community.surnames import has_surname
from meetings.dataclass import dataclass
from meetings.dates import read_day
from meetings.day_range import DateNotUnderstood
from meetings.importing import cells
from meetings.importing.cells import Cell, NotUnderstood, is_empty
from meetings.importing.columns import LEDGER, LEDGER_COLUMNS
from meetings.importing.days import Calendar, calendar_of, questions_of, require_come, unless_asked
from meetings.importing.likeness import LIKE, likeness
from meetings.importing.lines import spread_names
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
from meetings.matters.followup_states import DONE, FollowUpState, Satisfaction, StepKind
from meetings.matters.followups import FollowUp, Step, too_early
from meetings.matters.parts import Part, part_text
from meetings.ports import Book, By, Records
from meetings.sitting.meeting import Meeting
from meetings.sitting.sources import source_of
from meetings.terms import term, terms

T = TypeVar("T")
S = FollowUpState
UNKNOWN = "不详"
"""What stands in a column of days where something happened and nobody wrote down when."""

_OTHER_STATES = {
    "待办": S.WAITING, "未办": S.WAITING, "未交办": S.WAITING, "未开始": S.WAITING, "交办":
    S.ASSIGNED,
    "在办": S.IN_HAND, "进行中": S.IN_HAND, "正在办理": S.IN_HAND, "正在办": S.IN_HAND,
    "办理": S.IN_HAND, "未完成": S.IN_HAND, "未办结": S.IN_HAND, "推进中": S.IN_HAND,
    "持续推进": S.IN_HAND, "已办结": S.COMPLETED, "完成": S.COMPLETED, "已完成": S.COMPLETED,
    "已办": S.COMPLETED, "办毕": S.COMPLETED, "已解决": S.COMPLETED, "解决": S.COMPLETED,
    "是": S.COMPLETED, "√": S.COMPLETED, "✓": S.COMPLETED, "✔": S.COMPLETED, "对": S.COMPLETED,
    "否": S.IN_HAND, "×": S.IN_HAND, "✗": S.IN_HAND, "✘": S.IN_HAND, "x": S.IN_HAND,
    "未解决": S.IN_HAND, "反馈": S.REPORTED_BACK, "回访": S.REVISITED, "已销号": S.CLOSED,
    "已退办": S.DECLINED,
}  # fmt: skip
STATES: Mapping[str, FollowUpState] = {
    **{pair[0]: S(value) for value, pair in terms(FollowUpState).items()}, **_OTHER_STATES,
}  # fmt: skip
SATISFACTION: Mapping[str, Satisfaction | None] = {
    **{pair[0]: Satisfaction(value) for value, pair in terms(Satisfaction).items()},
    "非常满意": Satisfaction.SATISFIED, "很满意": Satisfaction.SATISFIED, "是":
    Satisfaction.SATISFIED,
    "较满意": Satisfaction.FAIRLY, "比较满意": Satisfaction.FAIRLY, "一般": Satisfaction.FAIRLY,
    "否": Satisfaction.UNSATISFIED,
    **dict.fromkeys(("未回访", "待回访", "无", "/", "—", "——", "-", "未评价", "暂无", UNKNOWN)),
}  # fmt: skip
"""What a column of satisfaction says; None where nobody was visited."""
_GRADES = frozenset(word for word in SATISFACTION if "满意" in word or "回访" in word)

_DAY = (
    r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}[日号]?|\d{8}(?=\D)|\d{1,2}月\d{1,2}[日号]|"
    r"\d{1,2}[./]\d{1,2}(?=[\s:：,，日号]|[\u4e00-\u9fff])[日号]?|日期不详(?=\s))"
)
_ENTRY = re.compile(rf"({_DAY})[ \t：:，,]*(.*)", re.DOTALL)
_NEXT_ENTRY = re.compile(rf"[；;。]\s*(?={_DAY})")
_UNIT_AND_PERSON = re.compile(r"([^（(]{2,40})[（(]([^）)]{1,30})[）)]")
_IN_BRACKETS = re.compile(r"[(][^()]*[)]$")
_UNIT = re.compile(r".*(?:社区|街道|物业|公司|单位|中心|[办局所处站部科院校队会])")
"""What a unit's name ends with; 组长 and 主任 beside a name are offices."""
_ROAD = (S.ASSIGNED, S.IN_HAND, S.COMPLETED, S.REPORTED_BACK, S.REVISITED, S.CLOSED)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of 进展, and the day that it tells of; None where it tells of none."""

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
    deadline_words: str = ""
    state: FollowUpState = S.WAITING
    state_said: bool = True
    """False where the row says nothing of the state."""
    state_words: str = ""
    entries: tuple[Entry, ...] = ()
    satisfaction: Satisfaction | None = None
    assigned: date | None = None
    completed: date | None = None
    closed: date | None = None
    change: str = ""
    from_meeting: str = ""
    from_item: str = ""
    topic: str = ""
    measure: str = ""
    raised_name: str = ""
    remark: str = ""
    parts: tuple[Part, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same task as one in the ledger."""
        return self.text, self.from_meeting, self.from_item


def read_task(row: Row, calendar: Calendar = Calendar()) -> TaskDraft:
    """The task of a row; raises NotUnderstood where the row cannot be taken."""
    text = row.read("事项", lambda cell: cells.text(cell, 20_000))
    if not text:
        raise NotUnderstood("missing", column="事项")
    units, owners = _who(row)
    notes: list[str] = []
    calendar = _of_row(row, calendar)
    deadline, words = _deadline(row, calendar)
    assigned = _doing(row, "交办日期", calendar, notes)
    completed = _doing(row, "办结日期", calendar, notes)
    closed = _doing(row, "销号日期", calendar, notes)
    satisfaction = _satisfaction(row, notes)
    state, state_words = _state(row, completed)
    state_said = state is not None
    if state is None:
        state = S.ASSIGNED if units or owners else S.WAITING
    if state is S.WAITING and assigned is not None:
        # Nobody has it, so it was handed to nobody: the day is when it came, and its words stay.
        notes.append(f"交办日期：{assigned}")
    if satisfaction is Satisfaction.UNSATISFIED and state in _UNDONE_BY_A_NO:
        state = S.IN_HAND
        row.remark("taken_up_again")
    for column in ("备注", "居民评价"):
        said = row.text(column)
        if said and not (column == "居民评价" and _is_a_grade(row)):
            notes.insert(0, said if column == "备注" else f"{column}：{said}")
    if (words := words or row.text("时限原话")) and deadline is None:
        row.remark("deadline_words", value=words)
    draft = TaskDraft(
        text,
        row.read("编号", cells.whole) if "编号" in row.places else None,
        units,
        owners,
        _named_in(row, "协办"),
        deadline,
        words[:200],
        state,
        state_said,
        state_words or row.line("状态原话", 100),
        entries_of(row.text("进展"), calendar.year),
        satisfaction,
        assigned,
        completed,
        closed,
        row.text("行动促成了改变"),
        row.line("来源会议", 200),
        row.line("来源议题", 200),
        row.line("类别", 50),
        row.text("措施"),
        row.line("提出人", 100),
        "\n".join(notes),
        parts_of(row.text("分工")),
    )
    if deadline is not None and assigned is not None and deadline < assigned:
        row.remark("deadline_before", value=str(deadline), day=str(assigned))
    if state not in DONE and deadline is None and not words:
        row.remark("no_deadline")
    if state is not S.WAITING and not (units or owners or draft.helpers):
        row.remark("no_owner")
    yes = {Satisfaction.SATISFIED, Satisfaction.FAIRLY}
    if state is S.CLOSED and satisfaction not in yes:
        row.remark("state_without_yes")
    return _in_order(draft, row)


_COLUMNS = {
    StepKind.ASSIGN: "交办日期", StepKind.PROGRESS: "进展", StepKind.COMPLETE: "办结日期",
    StepKind.CLOSE: "销号日期",
}  # fmt: skip


def _in_order(draft: TaskDraft, row: Row) -> TaskDraft:
    """The draft without the days that lie before what came first; their words stay beside it."""
    road = build_task(draft, "", 0, lambda: "", datetime.max, "", {}).steps
    seen: list[Step] = []
    entries, place = list(draft.entries), 0
    noted: list[str] = []
    dropped: dict[str, Any] = {}
    for step in road:
        early = _remarked(seen, step, row)
        if not early:
            seen.append(step)
        elif step.kind is StepKind.PROGRESS:
            entries[place] = Entry(None, f"{step.day} {step.text}")
        else:
            dropped["completed" if step.kind is StepKind.COMPLETE else "closed"] = None
            noted.append(f"{_COLUMNS[step.kind]}：{step.day}")
        place += step.kind is StepKind.PROGRESS
    remark = "\n".join(note for note in (draft.remark, *noted) if note)
    return replace(draft, entries=tuple(entries), remark=remark, **dropped)


def _remarked(before: Sequence[Step], step: Step, row: Row) -> bool:
    """Whether a step lies before one that came first; the row then says so."""
    known = too_early(before, step, date.max)
    if known is None:
        return False
    row.remark(
        "before_that", column=_COLUMNS[step.kind], value=str(step.day),
        after=_COLUMNS.get(known.kind, term(known.kind)), last=str(known.day),
    )  # fmt: skip
    return True


_PART = re.compile(
    r"(?:\d{1,2}[.、．]\s*)?([^：:（(]{1,100})(?:[：:](.*?))?(?:[（(]([^（()）]*)[）)])?", re.DOTALL
)
_PART_DONE = "办结"


def parts_of(text: str) -> tuple[Part, ...]:
    """A part a line, 李国强：划线（时限2026年12月1日，2026年11月30日办结）; none without a name."""
    found: list[Part] = []
    for line in re.split(r"[\n；;]+", text):
        match = _PART.fullmatch(trim(line))
        if match is None or not trim(match[1]):
            continue
        part = Part(trim(match[1]), trim(match[2] or ""))
        for fact in re.split(r"[，,]", match[3] or ""):
            said, done = fact.removesuffix(_PART_DONE), fact.endswith(_PART_DONE)
            day = _entry_day(said.removeprefix("时限"), None)
            if done:
                part = replace(part, done=True, done_on=day)
            elif day is not None:
                part = replace(part, deadline=day)
            elif trim(fact):
                part = replace(part, text=trim(f"{part.text}（{fact}）"))
        found.append(part)
    return tuple(found)


_UNDONE_BY_A_NO = frozenset({S.COMPLETED, S.REPORTED_BACK, S.REVISITED})
"""States that a resident's no takes back to work (复办)."""


def _of_row(row: Row, calendar: Calendar) -> Calendar:
    """Where the file has several years, the only one that this row's days have."""
    if calendar.year is not None:
        return calendar
    years = set()
    for column in DAY_COLUMNS:
        try:
            said = calendar.read(column, row[column])
        except NotUnderstood:
            continue
        if said is not None and said.until is not None:
            years.add(said.until.year)
    return replace(calendar, year=years.pop()) if len(years) == 1 else calendar


def _named_in(row: Row, column: str) -> tuple[str, ...]:
    """Who is named in a column; a stroke, 无 and 待定 name nobody."""
    said = row.read(column, cells.names)
    return tuple(name for name in said if name not in cells.NOBODY)


def _who(row: Row) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Units and persons; 物业（周明） is a unit and a person."""
    units = _named_in(row, "承办")
    owners: tuple[str, ...] = ()
    for said in _named_in(row, "责任人"):
        unit, people = _unit_of(said)
        units += (unit,) if unit and unit not in units else ()
        owners += tuple(people)
    parted = [_UNIT_AND_PERSON.fullmatch(unit) for unit in units]
    named = tuple(part[2] for part in parted if part)
    units = tuple(part[1] if part else unit for part, unit in zip(parted, units, strict=True))
    return units, tuple(dict.fromkeys((*owners, *named)))


def _unit_of(said: str) -> tuple[str, list[str]]:
    """物业（周明） and 周明（物业） among persons are a unit and a person, where one is a name."""
    parted = _UNIT_AND_PERSON.fullmatch(said)
    if parted is not None and not any(sign.isdecimal() for sign in said):
        for unit, person in ((parted[1], parted[2]), (parted[2], parted[1])):
            named = _people(person)
            if all(map(has_surname, named)) and _UNIT.fullmatch(trim(unit)):
                return trim(unit), named
    return "", _people(said)


def _people(said: str) -> list[str]:
    """郭 美 玲 is one name, 李四 王五 are two; other words stay as they are."""
    words = visible_words(said)
    names = spread_names(words) if len(words) > 1 else words
    return names if all(map(has_surname, names)) else [said]


def _deadline(row: Row, calendar: Calendar) -> tuple[date | None, str]:
    """The last day, and the words where they say more or less; raises NotUnderstood."""
    try:
        said = calendar.read("完成时限", row["完成时限"])
    except NotUnderstood as wrong:
        unless_asked(row, wrong)
        return None, cells.text(row["完成时限"])
    return (None, "") if said is None else (said.until, said.words)


def _doing(row: Row, column: str, calendar: Calendar, notes: list[str]) -> date | None:
    """The day on which something was done; None, and the words in `notes`, where none is said."""
    try:
        said = calendar.read(column, row[column])
    except NotUnderstood as wrong:
        unless_asked(row, wrong)
        notes.append(f"{column}：{cells.text(row[column])}")
        return None
    if said is not None and said.words and said.words != UNKNOWN:
        notes.append(f"{column}：{said.words}")
    return said.day if said is not None else None


def _state(row: Row, completed: date | None) -> tuple[FollowUpState | None, str]:
    """The state, and its words where they are none of ours."""
    cell = row["状态"]
    if isinstance(cell, bool):
        return (S.COMPLETED if cell else S.IN_HAND), ""
    said = cells.line(cell, 100)
    plain = cells.plain(said).lower()
    if not plain or plain in ("/", "-", "—", "——"):
        return (S.COMPLETED if completed else None), ""
    known = next((state for word, state in STATES.items() if cells.plain(word) == plain), None)
    if known is not None:
        return known, ""
    if (bare := _IN_BRACKETS.sub("", plain)) != plain:
        known = next((state for word, state in STATES.items() if cells.plain(word) == bare), None)
        if known is not None:
            return known, said
    if plain.startswith("部分"):
        return S.IN_HAND, said
    row.remark("state_words", value=said)
    return (S.COMPLETED if completed else None), said


def _is_a_grade(row: Row) -> bool:
    """Whether what residents are said to think is a grade, and no other column gives one."""
    return is_empty(row["满意度"]) and cells.plain(cells.text(row["居民评价"])) in _GRADES


def _satisfaction(row: Row, notes: list[str]) -> Satisfaction | None:
    said = cells.text(row["居民评价"] if _is_a_grade(row) else row["满意度"])
    plain = cells.plain(said)
    if not plain:
        return None
    if plain in SATISFACTION:
        return SATISFACTION[plain]
    if (bare := _IN_BRACKETS.sub("", plain)) in SATISFACTION:
        notes.append(f"满意度：{said}")
        return SATISFACTION[bare]
    row.remark("satisfaction_words", value=said[:50])
    notes.append(f"满意度：{said}")
    return None


def entries_of(text: str, year: int | None = None) -> tuple[Entry, ...]:
    """A line, or a part behind ；, that begins with a day is an entry; others go on with it."""
    found: list[Entry] = []
    for line in text.split("\n") if text else ():
        for part in _NEXT_ENTRY.split(line) if found or _ENTRY.match(line) else (line,):
            match = _ENTRY.fullmatch(part)
            day = _entry_day(match[1], year) if match else None
            if match and (day or match[1].startswith("日期")):
                found.append(Entry(day, match[2]))
            elif match and found and found[-1].day is None:
                found.append(Entry(None, part))
            elif found:
                found[-1] = Entry(found[-1].day, f"{found[-1].text}\n{part}")
            else:
                found.append(Entry(None, part))
    return tuple(found)


def _entry_day(words: str, year: int | None) -> date | None:
    try:
        return read_day(words, year).day
    except DateNotUnderstood:
        return None


DAY_COLUMNS = ("交办日期", "完成时限", "办结日期", "销号日期")


def build_task(
    draft: TaskDraft,
    body: str,
    number: int,
    new_id: Callable[[], str],
    at: datetime,
    actor: str,
    persons: Mapping[str, str],
    *,
    agreed_now: bool = False,
) -> FollowUp:
    """The task with its road; days become midnights where the keyboard stands.

    What has no day stands at `at`, when it is written down, and is marked as undated. With
    `agreed_now` a task without a day of its own began at `at`: the meeting agreed on it then.
    """
    id = new_id()
    owner = draft.owners[0] if draft.owners else ""
    task = FollowUp(
        id, body, number, draft.text, moment(draft.assigned, at.tzinfo) or at,
        owner=owner, owner_person=persons.get(owner), helpers=draft.helpers,
        deadline=draft.deadline, state=draft.state, change=draft.change,
        co_owners=draft.owners[1:], units=draft.units, measure=draft.measure,
        from_meeting=draft.from_meeting, from_item=draft.from_item, topic=draft.topic,
        undated=draft.assigned is None and not agreed_now, deadline_words=draft.deadline_words,
        state_words=draft.state_words, raised_name=draft.raised_name, remark=draft.remark,
        parts=draft.parts,
    )  # fmt: skip
    return replace(task, steps=tuple(_road(draft, task, new_id, at, actor)))


def _road(
    draft: TaskDraft, task: FollowUp, new_id: Callable[[], str], at: datetime, actor: str
) -> Iterable[Step]:
    def step(kind: StepKind, day: date | None, text: str = "") -> Step:
        when = moment(day, at.tzinfo) or at
        said = draft.satisfaction if kind is StepKind.REVISIT else None
        return Step(
            new_id(), task.body, task.id, kind, when, text, actor, satisfaction=said,
            undated=day is None,
        )  # fmt: skip

    reached = _ROAD.index(draft.state) if draft.state in _ROAD else -1
    done = reached >= _ROAD.index(S.COMPLETED) or draft.completed is not None
    if draft.state is not S.WAITING:
        given = step(StepKind.ASSIGN, draft.assigned)
        yield replace(given, undated=task.undated, who="、".join(task.in_charge))
    if draft.state is S.DECLINED:
        yield step(StepKind.DECLINE, None)
    for entry in draft.entries:
        yield step(StepKind.PROGRESS, entry.day, entry.text)
    if done:
        yield step(StepKind.COMPLETE, draft.completed)
    if reached >= _ROAD.index(S.REPORTED_BACK):
        yield step(StepKind.REPORT_BACK, None)
    if draft.satisfaction is not None:
        yield step(StepKind.REVISIT, None)
    if draft.state is S.CLOSED:
        yield step(StepKind.CLOSE, draft.closed)


def moment(day: date | None, zone: tzinfo | None) -> datetime | None:
    """Midnight of a day."""
    return datetime.combine(day, time(), zone) if day else None


def _day_cell(task: FollowUp, kind: StepKind) -> Cell:
    """The day of the last step of a kind, 不详 where nobody wrote it down, nothing without one."""
    last = next((step for step in reversed(task.steps) if step.kind is kind), None)
    return None if last is None else last.day or UNKNOWN


def _entry_cell(step: Step) -> str:
    words, day = trim(step.text), step.day
    if day is None:
        return f"日期不详 {words}" if _ENTRY.match(words) or "\n" in words else words
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


def task_said(draft: TaskDraft) -> dict[str, object]:
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


Of = tuple[int | None, str]
"""The number of an item, and the words of a task or a decision of it."""


def pair_up(tasks: Sequence[Of], decisions: Sequence[Of]) -> list[int | None]:
    """Which decision each task carries out: the same words of its item, else the likest left."""
    found: list[int | None] = [None] * len(tasks)
    free = dict.fromkeys(range(len(decisions)))
    for alike in (False, True):
        for place, (item, text) in enumerate(tasks):
            if found[place] is not None or item is None:
                continue
            near = {
                at: 100 if decisions[at][1] == text else likeness(text, decisions[at][1])
                for at in free
                if decisions[at][0] == item
            }
            best = max(near, key=lambda at: near[at], default=None)
            same = best is not None and decisions[best][1] == text
            if best is not None and (same or (alike and near[best] >= LIKE)):
                found[place] = best
                del free[best]
    return found


def free_numbers(taken: Sequence[int]) -> Callable[[int | None], int]:
    """Hand out numbers: the wanted one where it is free, else the next after the highest."""
    used = set(taken)

    def give(wanted: int | None) -> int:
        number = wanted if wanted and wanted not in used else max(used, default=0) + 1
        used.add(number)
        return number

    return give


@dataclass(frozen=True, slots=True)
class ExistingLedger:
    """What the records have: bodies, tasks, the meetings these come from, people by body."""

    bodies: Sequence[Body] = ()
    tasks: Sequence[FollowUp] = ()
    meetings: Sequence[Meeting] = ()
    people: Sequence[Person] = ()


LedgerPlan = TablePlan[TaskDraft, FollowUp]


def happened(draft: TaskDraft) -> Iterator[tuple[str, date | None]]:
    """The days on which something is said to have been done, with their columns."""
    yield from (("交办日期", draft.assigned), ("办结日期", draft.completed))
    yield "销号日期", draft.closed
    for entry in draft.entries:
        yield "进展", entry.day
    for part in draft.parts:
        yield "分工", part.done_on


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
        if step not in task.steps and _remarked(steps, step, row):
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
    here, given = (_ROAD.index(one) if one in _ROAD else -1 for one in (state, draft.state))
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
        if draft.satisfaction is Satisfaction.UNSATISFIED and state in _UNDONE_BY_A_NO:
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
