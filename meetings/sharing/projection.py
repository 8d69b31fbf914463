"""What leaves a records file, and nothing else does: allow-lists, one for each kind of letter.

A column that is not named here is private, one that comes later too. Rows go in as the file keeps
them (JSON as text) and come out as a letter tells them.
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
    """What stands at the receiver in columns that never leave and may not be empty."""
    beside: tuple[str, ...] = ()
    """What is told besides, which is no column of the table."""


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
"""The kinds that tell a row which the receiver keeps as a row of the sender's."""

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
"""What is for everybody to read: names in it are masked, whatever the body wants of the rest."""

_PART_FILLS: Final[Mapping[str, Mapping[str, Any]]] = {"reminders": {"by": ""}, "tasks": {}}


def letter_fields(kind: str, row: Row) -> dict[str, Any]:
    """What a letter of this kind tells of a row."""
    known = PROJECTIONS[kind]
    told = {name: row[name] for name in known.leaves}
    for name, parts in known.inside.items():
        told[name] = [
            {part: _left(name, part, one.get(part)) for part in parts}
            for one in json.loads(row[name])
        ]
    return told


def _left(column: str, part: str, value: Any) -> Any:
    """One field of a part of a list; the owner of a task leaves only where it is a unit."""
    if (column, part) == ("tasks", "owner"):
        return value if is_unit(value or "") else ""
    return value


def is_unit(owner: str) -> bool:
    """Whether a name is that of an office or firm, by how it ends, and not of a person."""
    return trim(owner).endswith(_OFFICES)


def row_of(kind: str, body: str, record: str, told: Row, there: Row | None) -> dict[str, Any]:
    """The row that the receiver keeps: what is told, the rest as it is there, else nothing.

    What a later version tells besides is left out here; the letter keeps it.
    """
    known = PROJECTIONS[kind]
    row: dict[str, Any] = {**known.fills, **(there or {}), "id": record, "body": body}
    row |= {name: told[name] for name in known.leaves if name in told}
    for name, parts in known.inside.items():
        row[name] = letters.canonical(
            [
                dict(_PART_FILLS[name]) | {part: one.get(part) for part in parts}
                for one in told.get(name, ())
            ]
        ).decode()
    return row


def knows_all(kind: str, told: Row) -> bool:
    """Whether nothing is told that only a later version would keep."""
    known = BY_KIND.get(kind)
    if known is None or not (known.leaves or known.inside):
        return True
    return told.keys() <= {*known.leaves, *known.inside, *known.beside}


def is_paper(kind: str, told: Row) -> bool:
    """Whether what is told of a notice or of final minutes is of the shape in which it is shown."""
    known = PAPERS[kind]
    for name, value in told.items():
        if name in known.inside:
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
    return told.keys() >= {*known.leaves, *known.inside, *known.beside}


_PARTS, _LONG = 300, 20_000


def texts_of(kind: str, told: Row) -> list[tuple[str, str]]:
    """What people wrote of what would leave, by the name of the field, to be shown before."""
    found: list[tuple[str, str]] = []
    known = BY_KIND.get(kind)
    for name in known.texts if known is not None else ():
        value = told.get(name)
        parts = [value] if isinstance(value, str) else [one.get("text") for one in value or ()]
        found += [(name, part) for part in parts if part]
    return found
