"""The history of a body's rules of procedure, read from its journal."""

from collections.abc import Mapping

from meetings.ports import Entry
from meetings.procedure.rule_changes import RuleChange
from meetings.procedure.rules import Rule
from storage import journal
from storage.body_table import BODY
from storage.queries.paging import Readable


def rule_history(records: Readable, body: str, limit: int = 1_000) -> tuple[RuleChange, ...]:
    """Every change of the rules, undone ones and their undoing too, the newest first."""
    with records.reading() as book:
        entries = [entry.entry() for entry in journal.about(book.conn, body, body, None, limit)]
    changes = (_change(entry, body) for entry in entries)
    return tuple(change for change in changes if change is not None)


_DECODE = next(column.form.decode for column in BODY.columns if column.name == "rule")


def _rule(row: Mapping[str, object] | None) -> Rule | None:
    if row is None or row.get("rule") is None or _DECODE is None:
        return None
    rule: Rule = _DECODE(row["rule"])
    return rule


def _change(entry: Entry, body: str) -> RuleChange | None:
    for change in entry.changes:
        if change.table == "body" and change.id == body:
            before, after = _rule(change.before), _rule(change.after)
            if after is not None and after != before:
                return RuleChange(entry.at, entry.actor, entry.command, before, after)
    return None
