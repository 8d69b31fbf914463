"""Changed rows as the JSON payload of an entry: `[table, id, before, after]` for each row.

A payload bears the number of its form, which is that of the schema it was written under; the
first form bore none. It is never written again: what an older one lacks is filled in by reading.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from json.encoder import encode_basestring
from typing import Any

from meetings.ports import Change
from storage import migrations
from storage.values import canonical

FIRST_FORM = 1

_LOOKED_AT = 100
"""How many values of a column are sampled to see whether values repeat."""


def packed(change: Change) -> str:
    """One change as JSON."""
    return canonical([change.table, change.id, change.before, change.after])


def packed_new(table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Many new rows as JSON, the same texts as by `packed` but made faster, column by column."""
    columns = list(zip(*rows, strict=True))
    places = sorted(range(len(names)), key=names.__getitem__)
    keys = [canonical(names[place]).replace("%", "%%") for place in places]
    after = ",".join(f"{key}:%s" for key in keys)
    form = f"[{canonical(table)},%s,null,{{{after}}}]"
    shown = (names.index("id"), *places)
    parts = zip(*(_values(columns[place]) for place in shown), strict=True)
    return map(form.__mod__, parts)


def payload_of(changes: Iterable[str]) -> bytes:
    """The payload of an entry, from the JSON of its changes."""
    return f'{{"changes":[{",".join(changes)}],"form":{migrations.KNOWN}}}'.encode()


_decoded = json.JSONDecoder().decode


class LaterForm(ValueError):
    """A payload of a form that only a later version of the program knows: `form`."""

    def __init__(self, form: object) -> None:
        super().__init__(form)
        self.form = form


def changes_in(payload: bytes) -> list[list[Any]]:
    """Table, id, before and after of each change, in the form of today.

    Raises LaterForm, and what a text that is none of ours raises: ValueError, KeyError, TypeError.
    """
    data = _decoded(payload.decode())
    form, changes = data.get("form", FIRST_FORM), data["changes"]
    if type(form) is not int or not FIRST_FORM <= form <= migrations.KNOWN:
        raise LaterForm(form)
    if form == migrations.KNOWN:
        return changes  # type: ignore[no-any-return]
    added = migrations.added_since(form)
    return [_brought_up(change, added) for change in changes]


def _brought_up(change: list[Any], added: migrations.Added) -> list[Any]:
    """One change with later columns added; only rows that are written whole lack those."""
    table, id, before, after = change
    if table in added:
        if before is None and after is not None:
            after = {**added[table], **after}
        elif after is None and before is not None:
            before = {**added[table], **before}
    return [table, id, before, after]


def _values(column: Sequence[Any]) -> Iterable[str]:
    """The values of a column as JSON; repeated values are converted once."""
    if len(set(column[:_LOOKED_AT])) > _LOOKED_AT // 2:
        return [encode_basestring(v) if type(v) is str else canonical(v) for v in column]
    texts = {v: encode_basestring(v) if type(v) is str else canonical(v) for v in set(column)}
    return map(texts.__getitem__, column)
