"""The sheet 规则 in: the provisions of a rule, one a line."""

import re
from dataclasses import fields, replace
from functools import partial

from meetings.errors import MeetingError
from meetings.importing import cells, headers
from meetings.importing.cells import Cell, NotUnderstood
from meetings.importing.reading import in_column
from meetings.importing.table import Table
from meetings.importing.tasks import one_of
from meetings.importing.workbook_drafts import WorkbookDraft
from meetings.importing.workbook_rows import Lines
from meetings.importing.workbook_rule_out import BASES, LABELS, NONE, STRICT, THRESHOLDS, WORDS
from meetings.procedure.rules import PRESETS, Rule
from meetings.procedure.shares import Share, Threshold

_FIELDS = {word: field for field, word in LABELS.items()}
_THRESHOLD = re.compile(r"(超过|不少于)(应到|实到|投票|同意和反对)的?(\d{1,6})/(\d{1,6})")


def read_rule(table: Table, lines: Lines, draft: WorkbookDraft) -> None:
    """Take the provisions over the rule that 会议 names; a wrong one is refused alone."""
    rule = draft.meeting.rule or draft.rule
    told: dict[str, object] = {}
    for row in table:
        word = cells.plain(cells.text(row["项目"])).rstrip(":")
        field = _FIELDS.get(word)
        try:
            if field is not None:
                told[field] = in_column(word, partial(_read, field), row["内容"])
        except NotUnderstood as wrong:
            lines.add(headers.RULE, row, word, wrong)
            continue
        lines.add(headers.RULE, row, word)
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
