"""资源库 in: what neighbours can do, venues, units, organisations, things, as lists keep them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from meetings.actions.change import runs_as
from meetings.actions.resource import keep_in, resources
from meetings.clean import squeeze
from meetings.community.bodies import Body
from meetings.community.resources import Resource, ResourceClass
from meetings.dataclass import dataclass
from meetings.importing import cells
from meetings.importing.cells import Cell, NotUnderstood, plain
from meetings.importing.columns import RESOURCE_COLUMNS, RESOURCE_TABLE
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
    takes_file,
    whose_word,
)
from meetings.limits import limit
from meetings.ports import By, Records
from meetings.terms import term

CLASS = "class"
"""Begins the keys of the questions which class a word, or none, means."""
_KINDS = {term(kind): kind for kind in ResourceClass} | {
    "技能": ResourceClass.SKILL, "能人": ResourceClass.SKILL, "达人": ResourceClass.SKILL,
    "个人": ResourceClass.SKILL, "场所": ResourceClass.VENUE, "活动场地": ResourceClass.VENUE,
    "共建单位": ResourceClass.UNIT, "社会组织": ResourceClass.ORGANISATION,
    "社区社会组织": ResourceClass.ORGANISATION, "物品": ResourceClass.THING,
    "设备": ResourceClass.THING, "工具": ResourceClass.THING,
}  # fmt: skip
STOPPED = "停用"
_STATES = {STOPPED: True, "已停用": True, "不可用": True, "可用": False, "在用": False,
           "正常": False}  # fmt: skip


@dataclass(frozen=True, slots=True)
class KnownResources:
    """What the records have: bodies, what they list, and what their people can do."""

    bodies: Sequence[Body] = ()
    resources: Sequence[Resource] = ()


@dataclass(frozen=True, slots=True)
class ResourcePlan:
    """What would be done: the rows, and new and changed resources by body."""

    rows: tuple[PlannedRow, ...]
    notes: tuple[Reason, ...]
    resources: Mapping[str, tuple[Resource, ...]]
    questions: tuple[Question, ...] = ()
    columns: tuple[str, ...] = RESOURCE_COLUMNS

    @property
    def empty(self) -> bool:
        """Nothing would be written."""
        return not any(self.resources.values())


def known_resources(records: Records) -> KnownResources:
    """What the records have."""
    with records.reading() as book:
        bodies = tuple(book.find(Body))
    return KnownResources(bodies, resources(records))


def plan_resources(
    source: Source, known: KnownResources, body: str | None, choices: Choices = NO_CHOICES
) -> ResourcePlan:
    """Plan the import of a table of resources; raises NoTable.

    Which class a word means is asked once; until then its rows are not taken.
    """
    table = find_table(source, RESOURCE_TABLE, choices)
    bodies = {one.name: one.id for one in known.bodies}
    there: dict[tuple[str, ...], list[Resource]] = defaultdict(list)
    for one in known.resources:
        there[_key(one)].append(one)
    seen: dict[tuple[str, ...], tuple[int, Resource]] = {}
    made: dict[str, list[Resource]] = defaultdict(list)
    rows: list[PlannedRow] = []
    unknown: Counter[str] = Counter()
    for row in table:
        said = cells.beginning(row["名称"])
        try:
            given = _resource(row, body_of(row, bodies, body), choices, unknown)
        except NotUnderstood as wrong:
            rows.append(replace(refused(table.sheet.name, row, wrong, said), words=row.cells))
            continue
        kept: Resource | None = given
        shown = given
        if same := there.get(_key(given)):
            known_one = next((one for one in same if one.offers == given.offers), same[0])
            same.remove(known_one)
            kept = _filled(row, known_one, given, choices)
            state = RowState.KNOWN if kept is None else RowState.CHANGED
            shown = kept or known_one
        elif (earlier := seen.get(_key(given))) is not None and earlier[1] == given:
            row.remark("same_row", row=earlier[0])
            state, kept, shown = RowState.KNOWN, None, earlier[1]
        else:
            if earlier is not None:
                row.remark("same_resource", row=earlier[0])
            seen[_key(given)] = (row.number, given)
            state = state_of(row.reasons)
        if kept is not None:
            made[kept.body].append(kept)
        rows.append(
            PlannedRow(table.sheet.name, row.number, state, said, tuple(row.reasons),
                       shown, row.cells)
        )  # fmt: skip
    rows = sorted((*rows, *table.left_out), key=lambda one: one.number)
    return ResourcePlan(
        tuple(rows), (*source.notes, *table.notes),
        {to: tuple(found) for to, found in made.items()}, _questions(rows, unknown),
    )  # fmt: skip


def _key(one: Resource) -> tuple[str, ...]:
    return one.body, one.kind, squeeze(one.name)


def _resource(row: Row, body: str, choices: Choices, unknown: Counter[str]) -> Resource:
    """The resource of a row; raises NotUnderstood."""
    name = needed_line(row, "名称", limit("name"))
    words = in_column("类别", lambda cell: cells.line(cell, 50), row["类别"])
    kind = _KINDS.get(plain(words))
    if kind is None:
        unknown[words] += 1
        answer = choices.answers.get(f"{CLASS}/{words}")
        if answer is None:
            why = "class_unknown" if words else "class_unsaid"
            raise NotUnderstood(why, column="类别", value=words[:30])
        kind = ResourceClass(answer)
    state = plain(in_column("状态", lambda cell: cells.line(cell, 50), row["状态"]))
    if state and state not in _STATES:
        raise NotUnderstood(
            "unknown_word", column="状态", value=state[:30], known="、".join(_STATES)
        )
    return Resource(
        "", body, kind, name, _text(row, "能提供", "offers"), None,
        _contact(row, name), _text(row, "时间和条件", "terms"), _STATES.get(state, False),
    )  # fmt: skip


def _text(row: Row, column: str, name: str) -> str:
    return in_column(column, lambda cell: cells.line(cell, limit(name)), row[column])


def _contact(row: Row, name: str) -> str:
    """Whom to ask, where it is somebody else, and by which number."""
    who = in_column("联系人", lambda cell: cells.line(cell, limit("name")), row["联系人"])
    number = _text(row, "联系方式", "contact")
    said = " ".join(one for one in (who if who != name else "", number) if one)
    return in_column("联系方式", lambda cell: cells.line(cell, limit("contact")), said)


def _filled(row: Row, there: Resource, given: Resource, choices: Choices) -> Resource | None:
    """The known one with what the file knows more; None where it knows nothing more.

    What somebody can do by the register of people is not listed by itself before it is changed.
    """
    made = there
    if row["状态"] is not None and given.stopped != there.stopped and _text(row, "状态", "terms"):
        here, said = (_state_text(one.stopped) for one in (there, given))
        if takes_file(row, choices, "状态", here, said):
            made = replace(made, stopped=given.stopped)
    for column, name in (("能提供", "offers"), ("联系方式", "contact"), ("时间和条件", "terms")):
        here, said = getattr(there, name), getattr(given, name)
        if not said or squeeze(said) == squeeze(here):
            continue
        if here and not takes_file(row, choices, column, here, said):
            continue
        made = replace(made, **{name: said})
    if made == there:
        return None
    return replace(made, id="") if there.id == there.person else made


def _state_text(stopped: bool) -> str:
    return STOPPED if stopped else "可用"


def _questions(rows: Sequence[PlannedRow], unknown: Counter[str]) -> tuple[Question, ...]:
    options = tuple(kind.value for kind in ResourceClass)
    asked = [
        Question(f"{CLASS}/{words}", "which_class" if words else "which_class_none",
                 {"value": words, "n": count}, options)
        for words, count in unknown.items()
    ]  # fmt: skip
    return (*asked, *whose_word(rows))


@runs_as("resource.import")
def import_resources(records: Records, by: By, plan: ResourcePlan) -> int:
    """Keep what the plan says, a command for each body; returns how many."""
    written = 0
    with records.together():
        for place, (body, kept) in enumerate(plan.resources.items()):
            with records.transaction("resource.import", by.part(place), body) as book:
                for one in kept:
                    keep_in(book, one)
            written += len(kept)
    return written


def resource_cells(one: Resource, body: str) -> tuple[Cell, ...]:
    """A resource as a row of its table going out."""
    return (
        term(one.kind), one.name, one.offers, one.contact, one.terms,
        STOPPED if one.stopped else "", body,
    )  # fmt: skip
