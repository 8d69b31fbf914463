"""资源库 in: what neighbours can do, venues, units, organisations, things, as lists keep them."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from meetings.actions.change import runs_as
from meetings.actions.resource import keep_in, resources
from meetings.clean import squeeze
from meetings.community.bodies import Body
from meetings.community.resources import Resource, ResourceClass
from meetings.importing import cells
from meetings.importing.cells import Cell, NotUnderstood, in_column, one_of, plain
from meetings.importing.columns import RESOURCE_COLUMNS, RESOURCE_TABLE
from meetings.importing.plan import (
    NO_CHOICES,
    Choices,
    Existing,
    Planner,
    Question,
    Row,
    RowState,
    TablePlan,
    state_of,
    whose_word,
    write_by_body,
)
from meetings.importing.table import Source, find_table
from meetings.limits import limit
from meetings.ports import Book, By, Records
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

ResourcePlan = TablePlan[Resource, Resource]


def existing_resources(records: Records) -> Existing[Resource]:
    """All bodies, what they list, and what their people can do."""
    with records.reading() as book:
        bodies = tuple(book.find(Body))
    return Existing(bodies, resources(records))


def plan_resources(
    source: Source, existing: Existing[Resource], body: str | None, choices: Choices = NO_CHOICES
) -> ResourcePlan:
    """Plan the import of a table of resources; raises NoTable.

    Which class a word means is asked once; until then its rows are not taken.
    """
    table = find_table(source, RESOURCE_TABLE, choices)
    bodies = {one.name: one.id for one in existing.bodies}
    there: dict[tuple[str, ...], list[Resource]] = defaultdict(list)
    for one in existing.rows:
        there[_key(one)].append(one)
    seen: dict[tuple[str, ...], tuple[int, Resource]] = {}
    planner = Planner[Resource, Resource](table.sheet.name, choices)
    unknown: Counter[str] = Counter()
    for row in table:
        label = cells.beginning(row["名称"])
        try:
            given = _resource(row, row.body(bodies, body), choices, unknown)
        except NotUnderstood as wrong:
            planner.refuse(row, wrong, label)
            continue
        if same := there.get(_key(given)):
            here = next((one for one in same if one.offers == given.offers), same[0])
            same.remove(here)
            filled = _filled(row, here, given, choices)
            if filled is not None:
                planner.changed[filled.body].append(filled)
            state = RowState.KNOWN if filled is None else RowState.CHANGED
            planner.add(row, state, label, filled or here)
            continue
        earlier = seen.get(_key(given))
        if earlier is not None and earlier[1] == given:
            row.remark("same_row", row=earlier[0])
            planner.add(row, RowState.KNOWN, label, earlier[1])
            continue
        if earlier is not None:
            row.remark("same_resource", row=earlier[0])
        seen[_key(given)] = (row.number, given)
        planner.new[given.body].append(given)
        planner.add(row, state_of(row.reasons), label, given)
    return planner.plan(
        (*source.notes, *table.notes), RESOURCE_COLUMNS, table.left_out,
        lambda rows: (*_classes_asked(unknown), *whose_word(rows)),
    )  # fmt: skip


def _key(one: Resource) -> tuple[str, ...]:
    return one.body, one.kind, squeeze(one.name)


def _resource(row: Row, body: str, choices: Choices, unknown: Counter[str]) -> Resource:
    """The resource of a row; raises NotUnderstood."""
    name = row.needed_line("名称", limit("name"))
    words = row.line("类别", 50)
    kind = _KINDS.get(plain(words))
    if kind is None:
        unknown[words] += 1
        answer = choices.answers.get(f"{CLASS}/{words}")
        if answer is None:
            why = "class_unknown" if words else "class_unsaid"
            raise NotUnderstood(why, column="类别", value=words[:30])
        kind = ResourceClass(answer)
    state = one_of("状态", row["状态"], _STATES)
    return Resource(
        "", body, kind, name, _text(row, "能提供", "offers"), None,
        _contact(row, name), _text(row, "时间和条件", "terms"), bool(state),
    )  # fmt: skip


def _text(row: Row, column: str, name: str) -> str:
    return row.line(column, limit(name))


def _contact(row: Row, name: str) -> str:
    """Whom to ask, where it is somebody else, and by which number."""
    who = row.line("联系人", limit("name"))
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
        if row.takes_file(choices, "状态", here, said):
            made = replace(made, stopped=given.stopped)
    for column, name in (("能提供", "offers"), ("联系方式", "contact"), ("时间和条件", "terms")):
        here, said = getattr(there, name), getattr(given, name)
        if not said or squeeze(said) == squeeze(here):
            continue
        if here and not row.takes_file(choices, column, here, said):
            continue
        made = replace(made, **{name: said})
    if made == there:
        return None
    return replace(made, id="") if there.id == there.person else made


def _state_text(stopped: bool) -> str:
    return STOPPED if stopped else "可用"


def _classes_asked(unknown: Counter[str]) -> list[Question]:
    options = tuple(kind.value for kind in ResourceClass)
    return [
        Question(f"{CLASS}/{words}", "which_class" if words else "which_class_none",
                 {"value": words, "n": count}, options)
        for words, count in unknown.items()
    ]  # fmt: skip


@runs_as("resource.import")
def import_resources(records: Records, by: By, plan: ResourcePlan) -> int:
    """Keep what the plan says, a command for each body; returns how many."""

    def put(book: Book, _body: str, new: Sequence[Resource], changed: Sequence[Resource]) -> None:
        for one in (*new, *changed):
            keep_in(book, one)

    return write_by_body(records, by, "resource.import", plan, put)


def resource_cells(one: Resource, body: str) -> tuple[Cell, ...]:
    """A resource as a row of its table going out."""
    return (
        term(one.kind), one.name, one.offers, one.contact, one.terms,
        STOPPED if one.stopped else "", body,
    )  # fmt: skip
