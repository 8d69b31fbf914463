"""Which fields may leave a records file: an allow-list for each kind of letter.

A column that is not named here is private, also one added later. Rows go in as the file has them
(JSON as text) and come out as the fields of a letter.
"""

import json
from collections.abc import Mapping
from dataclasses import field
from typing import Any, Final

from meetings.clean import trim
from meetings.dataclass import dataclass
from meetings.sharing import letters

Row = Mapping[str, Any]

_OFFICES = (
    "居委会", "委员会", "业委会", "党委", "党总支", "党支部", "物业", "公司", "街道", "社区",
    "议事会", "办", "办公室", "中心", "所", "站", "局", "队", "处", "科", "学校", "幼儿园", "医院",
)  # fmt: skip
"""What the name of a unit ends with; any other owner of a task may be a person."""


@dataclass(frozen=True, slots=True)
class Projection:
    """The columns of one table that leave in one kind of letter.

    `inside` names, for a column that holds a list, the fields of each of its parts; `texts` are
    those of both that people wrote, which are shown and may be masked before they leave.
    """

    kind: str
    table: str
    leaves: tuple[str, ...]
    inside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: tuple[str, ...] = ()
    fills: Mapping[str, Any] = field(default_factory=dict)
    """What the receiver's file has in columns that never leave and may not be empty."""
    beside: tuple[str, ...] = ()
    """Further fields of the letter that are no columns of the table."""


PROJECTIONS: Final[Mapping[str, Projection]] = {
    one.kind: one
    for one in (
        Projection(
            letters.BODY, "body", ("tier", "name", "parent", "place", "closed"),
            fills={"keep_years": 0, "red_head": 0, "phone": ""},
        ),
        Projection(
            letters.REFERRAL,
            "referral",
            (
                "to_body", "title", "reason", "sent_at", "tried", "text", "wanted_by", "follows",
                "topic", "place", "supporters", "owners_matter", "private", "withdrawn_at",
                "withdrawn_reason", "landed_on",
            ),
            inside={"reminders": ("at", "text")},
            texts=("title", "reason", "tried", "text", "place", "withdrawn_reason", "reminders"),
        ),
        Projection(
            letters.REPLY,
            "reply",
            ("referral", "received_at", "state", "answer", "reason", "answered_at", "decided"),
            inside={"tasks": ("text", "owner", "deadline", "follow_up")},
            texts=("answer", "reason", "decided", "tasks"),
            fills={"received_by": "", "answered_by": ""},
        ),
    )
}  # fmt: skip
"""The kinds whose record the receiver stores as a row of the sender's."""

PAPERS: Final[Mapping[str, Projection]] = {
    one.kind: one
    for one in (
        Projection(
            letters.NOTICE,
            "notice",
            ("title", "since", "until", "place", "taken_down_on"),
            inside={"decisions": ("text", "outcome")},
            texts=("title", "place", "decisions"),
            beside=("decisions",),
        ),
        Projection(
            letters.FINAL,
            "final_minutes",
            ("version", "hash", "journal_head", "journal_count"),
            beside=("held_on", "year", "serial"),
        ),
        # Which figures leave: meetings/figures/exchanged.py; only what is counted by words is text.
        Projection(letters.FIGURES, "", (), texts=("topics", "kinds")),
    )
}
"""The kinds that a receiver reads from the letter itself; it keeps no row of them."""
BY_KIND: Final[Mapping[str, Projection]] = {**PROJECTIONS, **PAPERS}
PUBLIC: Final = frozenset({letters.NOTICE})
"""Kinds that everybody may read: names in them are always masked."""

_PART_FILLS: Final[Mapping[str, Mapping[str, Any]]] = {"reminders": {"by": ""}, "tasks": {}}


def letter_fields(kind: str, row: Row) -> dict[str, Any]:
    """The fields of a letter of this kind, taken from a row."""
    projection = PROJECTIONS[kind]
    fields = {name: row[name] for name in projection.leaves}
    for name, parts in projection.inside.items():
        fields[name] = [
            {part: _left(name, part, one.get(part)) for part in parts}
            for one in json.loads(row[name])
        ]
    return fields


def _left(column: str, part: str, value: Any) -> Any:
    """One field of a part of a list; the owner of a task leaves only where it is a unit."""
    if (column, part) == ("tasks", "owner"):
        return value if is_unit(value or "") else ""
    return value


def is_unit(owner: str) -> bool:
    """Whether a name is that of an office or firm, by how it ends, and not of a person."""
    return trim(owner).endswith(_OFFICES)


def row_of(kind: str, body: str, record: str, fields: Row, there: Row | None) -> dict[str, Any]:
    """The row for the receiver's file: the letter's fields over the row that is there, if any.

    Fields that only a later version knows are left out of it, and stay in the letter.
    """
    projection = PROJECTIONS[kind]
    row: dict[str, Any] = {**projection.fills, **(there or {}), "id": record, "body": body}
    row |= {name: fields[name] for name in projection.leaves if name in fields}
    for name, parts in projection.inside.items():
        row[name] = letters.canonical(
            [
                dict(_PART_FILLS[name]) | {part: one.get(part) for part in parts}
                for one in fields.get(name, ())
            ]
        ).decode()
    return row


def knows_all(kind: str, fields: Row) -> bool:
    """Whether all fields are known here, none of them only to a later version."""
    projection = BY_KIND.get(kind)
    if projection is None or not (projection.leaves or projection.inside):
        return True
    return fields.keys() <= {*projection.leaves, *projection.inside, *projection.beside}


def is_paper(kind: str, fields: Row) -> bool:
    """Whether the fields of a notice or of final minutes have the types they are shown with."""
    projection = PAPERS[kind]
    for name, value in fields.items():
        if name in projection.inside:
            if type(value) is not list or len(value) > _PARTS:
                return False
            texts = [one.get(part, "") for one in value if type(one) is dict for part in one]
            if len(value) != sum(type(one) is dict for one in value):
                return False
            if not all(type(text) is str and len(text) <= _LONG for text in texts):
                return False
        elif not (value is None or type(value) is int or type(value) is str) or (
            type(value) is str and len(value) > _LONG
        ):
            return False
    return fields.keys() >= {*projection.leaves, *projection.inside, *projection.beside}


_PARTS, _LONG = 300, 20_000


def texts_of(kind: str, fields: Row) -> list[tuple[str, str]]:
    """The texts by people that would leave, each with its field, to be shown before they do."""
    found: list[tuple[str, str]] = []
    projection = BY_KIND.get(kind)
    for name in projection.texts if projection is not None else ():
        value = fields.get(name)
        parts = [value] if isinstance(value, str) else [one.get("text") for one in value or ()]
        found += [(name, part) for part in parts if part]
    return found
