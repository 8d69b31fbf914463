"""Changed rows as the payload of an entry tells them: `[table, id, before, after]`, in JSON."""

from collections.abc import Iterable, Iterator, Sequence
from json.encoder import encode_basestring
from typing import Any

from meetings.ports import Change
from storage.values import canonical

_LOOKED_AT = 100
"""Values by which a column is known as one whose values hardly come again."""


def packed(change: Change) -> str:
    """One change."""
    return canonical([change.table, change.id, change.before, change.after])


def packed_new(table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Many new rows of one table, the same texts as one by one, made column by column."""
    columns = list(zip(*rows, strict=True))
    places = sorted(range(len(names)), key=names.__getitem__)
    keys = [canonical(names[place]).replace("%", "%%") for place in places]
    after = ",".join(f"{key}:%s" for key in keys)
    form = f"[{canonical(table)},%s,null,{{{after}}}]"
    shown = (names.index("id"), *places)
    parts = zip(*(_values(columns[place]) for place in shown), strict=True)
    return map(form.__mod__, parts)


def payload_of(told: Iterable[str]) -> bytes:
    """What the entry keeps of all its changes."""
    return f'{{"changes":[{",".join(told)}]}}'.encode()


def _values(column: Sequence[Any]) -> Iterable[str]:
    """The values of a column in JSON; where they come again, each is put so once."""
    if len(set(column[:_LOOKED_AT])) > _LOOKED_AT // 2:
        return [encode_basestring(v) if type(v) is str else canonical(v) for v in column]
    known = {v: encode_basestring(v) if type(v) is str else canonical(v) for v in set(column)}
    return map(known.__getitem__, column)
