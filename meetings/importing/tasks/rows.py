"""A row of a ledger (督办) becomes a task with the road that it tells of.

What a ledger does not say stays unknown: a step of which nobody wrote the day is `undated`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, tzinfo
from typing import Any

from meetings.clean import trim, visible_words
from meetings.community.surnames import has_surname
from meetings.dataclass import dataclass
from meetings.dates import read_day
from meetings.day_range import DateNotUnderstood
from meetings.importing import cells
from meetings.importing.cells import NotUnderstood, is_empty
from meetings.importing.days import Calendar, unless_asked
from meetings.importing.people.lines import spread_names
from meetings.importing.plan import Row
from meetings.matters.followup_states import DONE, FollowUpState, Satisfaction, StepKind
from meetings.matters.followups import FollowUp, Step, too_early
from meetings.matters.parts import Part
from meetings.terms import term, terms

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
ENTRY = re.compile(rf"({_DAY})[ \t：:，,]*(.*)", re.DOTALL)
_NEXT_ENTRY = re.compile(rf"[；;。]\s*(?={_DAY})")
_UNIT_AND_PERSON = re.compile(r"([^（(]{2,40})[（(]([^）)]{1,30})[）)]")
_IN_BRACKETS = re.compile(r"[(][^()]*[)]$")
_UNIT = re.compile(r".*(?:社区|街道|物业|公司|单位|中心|[办局所处站部科院校队会])")
"""What a unit's name ends with; 组长 and 主任 beside a name are offices."""
ROAD_STATES = (S.ASSIGNED, S.IN_HAND, S.COMPLETED, S.REPORTED_BACK, S.REVISITED, S.CLOSED)


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
    if satisfaction is Satisfaction.UNSATISFIED and state in UNDONE_BY_A_NO:
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
        early = is_early(seen, step, row)
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


def is_early(before: Sequence[Step], step: Step, row: Row) -> bool:
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


UNDONE_BY_A_NO = frozenset({S.COMPLETED, S.REPORTED_BACK, S.REVISITED})
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
        for part in _NEXT_ENTRY.split(line) if found or ENTRY.match(line) else (line,):
            match = ENTRY.fullmatch(part)
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

    reached = ROAD_STATES.index(draft.state) if draft.state in ROAD_STATES else -1
    done = reached >= ROAD_STATES.index(S.COMPLETED) or draft.completed is not None
    if draft.state is not S.WAITING:
        given = step(StepKind.ASSIGN, draft.assigned)
        yield replace(given, undated=task.undated, who="、".join(task.in_charge))
    if draft.state is S.DECLINED:
        yield step(StepKind.DECLINE, None)
    for entry in draft.entries:
        yield step(StepKind.PROGRESS, entry.day, entry.text)
    if done:
        yield step(StepKind.COMPLETE, draft.completed)
    if reached >= ROAD_STATES.index(S.REPORTED_BACK):
        yield step(StepKind.REPORT_BACK, None)
    if draft.satisfaction is not None:
        yield step(StepKind.REVISIT, None)
    if draft.state is S.CLOSED:
        yield step(StepKind.CLOSE, draft.closed)


def moment(day: date | None, zone: tzinfo | None) -> datetime | None:
    """Midnight of a day."""
    return datetime.combine(day, time(), zone) if day else None


def happened(draft: TaskDraft) -> Iterator[tuple[str, date | None]]:
    """The days on which something is said to have been done, with their columns."""
    yield from (("交办日期", draft.assigned), ("办结日期", draft.completed))
    yield "销号日期", draft.closed
    for entry in draft.entries:
        yield "进展", entry.day
    for part in draft.parts:
        yield "分工", part.done_on
