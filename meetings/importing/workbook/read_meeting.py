"""会议 and 规则 in: the meeting's own lines and the rule it was held by."""

import re
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from functools import partial
from typing import TypeVar

from meetings.community.bodies import Body, Tier
from meetings.errors import MeetingError
from meetings.importing import cells, columns
from meetings.importing.cells import Cell, NotUnderstood, in_column, one_of
from meetings.importing.table import Table
from meetings.importing.workbook.drafts import MeetingDraft, WorkbookDraft
from meetings.importing.workbook.out import BASES, LABELS, NONE, OWN_RULE, STRICT, THRESHOLDS, WORDS
from meetings.importing.workbook.read_items import Lines, answered
from meetings.procedure.rules import OWN, PRESET_NAMES, PRESETS, Rule, UnknownPreset, preset
from meetings.procedure.shares import Share, Threshold
from meetings.terms import terms

T = TypeVar("T")
TIERS = {pair[0]: Tier(value) for value, pair in terms(Tier).items()}
RULE_OF_TIER = {
    Tier.CORNER: "corner", Tier.COMMUNITY: "community", Tier.SUBDISTRICT: "community",
}  # fmt: skip
"""The rule of a body that is founded with an import, where the workbook names none."""


class _Keys:
    """The lines 项目 | 内容; a wrong one is refused and counts as empty."""

    def __init__(self, table: Table, lines: Lines) -> None:
        self.lines = lines
        self.failed = False
        self.found: dict[str, Cell] = {}
        for row in table:
            key = cells.plain(cells.beginning(row["项目"])).rstrip(":")
            lines.add(columns.MEETING, row, key)
            if key in columns.MEETING_KEYS:
                self.found[key] = row["内容"]
            else:
                lines.remark_key(key, "unknown_key", value=key[:30])

    def read(self, key: str, how: Callable[[Cell], T], otherwise: T) -> T:
        try:
            return in_column(key, how, self.found.get(key))
        except NotUnderstood as wrong:
            self.lines.refuse_key(key, wrong.why, **wrong.facts)
            return otherwise

    def line(self, key: str, limit: int) -> str:
        return self.read(key, lambda cell: cells.line(cell, limit), "")

    def lacks(self, key: str) -> None:
        self.failed = True
        self.lines.refuse_key(key, "missing", column=key)


def read_meeting(
    table: Table, lines: Lines, bodies: Sequence[Body], default: str | None
) -> WorkbookDraft | None:
    """The meeting of the sheet; None where body or day are missing."""
    keys = _Keys(table, lines)
    day = keys.read("日期", cells.day, None)
    start = keys.read("开始时间", cells.clock, None)
    if day is None:
        keys.lacks("日期")
    if start is None:
        keys.lacks("开始时间")
    said = keys.line("机构", 100)
    tier = TIERS.get(keys.line("层级", 50)[:2])
    body = _body(keys, said, bodies, default)
    if body is None and said and tier is None:
        keys.lacks("层级")
    if keys.failed or day is None or start is None:
        return None
    tier = body.tier if body else tier or Tier.CORNER
    named = _rule(keys, body, tier)
    rule = named or (body.rule if body else preset(RULE_OF_TIER[tier]))
    if body is None:
        lines.remark_key("机构", "body_new", value=said)
    meeting = MeetingDraft(
        day,
        start,
        keys.line("会议名称", 200) or said,
        keys.read("次数", cells.whole, None),
        keys.read("结束时间", cells.clock, None),
        keys.line("地点", 200),
        keys.line("主持人", 100),
        keys.line("记录人", 100),
        keys.read("应到人数", cells.whole, None),
        named,
        keys.read("法律问答", answered, ()),
    )
    return WorkbookDraft(meeting, tier, said, body, rule)


def _body(keys: _Keys, said: str, bodies: Sequence[Body], default: str | None) -> Body | None:
    wanted = next((one for one in bodies if one.id == default), None)
    named = next((one for one in bodies if one.name == said), None)
    if not said and wanted is None:
        keys.lacks("机构")
    if said and wanted is not None and named is not wanted and named is not None:
        keys.lines.remark_key("机构", "other_body", value=said)
    return named or (wanted if not said else None)


def _rule(keys: _Keys, body: Body | None, tier: Tier) -> Rule | None:
    """The preset that is named; None where the body's own rule is to be used."""
    said = keys.line("表决规则", 100)
    if not said or (body is not None and said in (body.rule.name, OWN_RULE)):
        return None
    try:
        named = preset(said)
    except UnknownPreset:
        if body is not None:
            keys.lines.remark_key("表决规则", "rule_of_body", value=said)
            return None
        like = preset(RULE_OF_TIER[tier])
        numbers = PRESET_NAMES[like.preset][0]
        keys.lines.remark_key("表决规则", "rule_like", value=said, like=numbers)
        return replace(like, preset=OWN, name=said)
    return body.rule if body is not None and body.rule.preset == named.preset else named


_FIELDS = {word: field for field, word in LABELS.items()}
_THRESHOLD = re.compile(r"(超过|不少于)(应到|实到|投票|同意和反对)的?(\d{1,6})/(\d{1,6})")


def read_rule(table: Table, lines: Lines, draft: WorkbookDraft) -> None:
    """Take the provisions over the rule that 会议 names; a wrong one is refused alone."""
    rule = draft.meeting.rule or draft.rule
    told: dict[str, object] = {}
    for row in table:
        word = cells.plain(cells.beginning(row["项目"])).rstrip(":")
        field = _FIELDS.get(word)
        try:
            if field is not None:
                told[field] = in_column(word, partial(_read, field), row["内容"])
        except NotUnderstood as wrong:
            lines.add(columns.RULE, row, word, wrong)
            continue
        lines.add(columns.RULE, row, word)
        if field is None:
            row.remark("unknown_key", value=word[:30])
    if not told:
        return
    try:
        rule = replace(rule, **told)  # type: ignore[arg-type]
    except MeetingError:
        lines.refuse_key("表决规则", "rule_impossible")
        return
    lines.forget_key("表决规则", "rule_like", "rule_of_body")
    draft.meeting = replace(draft.meeting, rule=rule)
    if draft.body is None:
        draft.rule = rule


def _read(field: str, cell: Cell) -> object:
    said = cells.text(cell)
    if field in THRESHOLDS:
        return _threshold(field, cells.plain(said))
    if field in WORDS:
        found = one_of(LABELS[field], cell, WORDS[field])
        return getattr(_DEFAULT, field) if found is None else found
    default = getattr(_DEFAULT, field)
    if isinstance(default, bool):
        return bool(cells.yes_no(cell))
    if isinstance(default, int):
        return cells.whole(cell) or 0
    return said


_DEFAULT = PRESETS["community"]
assert set(LABELS) == {field.name for field in fields(Rule)}


def _threshold(field: str, said: str) -> Threshold | None:
    if said in ("", NONE) and field != "passing":
        return None
    found = _THRESHOLD.fullmatch(said)
    if found is None:
        raise NotUnderstood("unknown_word", column=LABELS[field], value=said[:30], known=_EXAMPLE)
    how, base, part, whole = found.groups()
    try:
        return Threshold(BASES[base], Share(int(part), int(whole), STRICT[how]))
    except MeetingError as wrong:
        raise NotUnderstood(
            "unknown_word", column=LABELS[field], value=said[:30], known=_EXAMPLE
        ) from wrong


_EXAMPLE = "不少于应到的2/3、超过实到的1/2"
