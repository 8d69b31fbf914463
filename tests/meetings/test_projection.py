"""What leaves is named; every other column is private, one that comes later too."""

import json

import pytest

from meetings.sharing import letters
from meetings.sharing.projection import (
    BY_KIND,
    PROJECTIONS,
    is_unit,
    knows_all,
    letter_fields,
    row_of,
    texts_of,
)
from storage.tables import TABLES

COLUMNS = {table.name: table.names for table in TABLES}
PRIVATE = {
    "body": {"id", "body", "rule", "keep_years", "red_head", "phone", "sides"},
    "referral": {"id", "body", "meeting", "item", "issue", "landed_item"},
    "reply": {"id", "body", "received_by", "issue", "answered_by"},
    "notice": {
        "id",
        "body",
        "meeting",
        "posted_at",
        "reason",
        "text",
        "coded",
        "room",
        "bylaw",
        "need",
    },
    "final_minutes": {"id", "body", "meeting", "content", "at"},
}
"""Looked at and found to be nobody else's; a new column is to be put here or into a projection."""


TABLES_SENT = [one for one in BY_KIND.values() if one.table]


@pytest.mark.parametrize("known", TABLES_SENT, ids=lambda one: one.kind)
def test_a_new_column_is_private_until_it_is_named(known):
    named = {*known.leaves, *known.inside} - {*known.beside}
    assert named <= {*COLUMNS[known.table]}
    assert {*COLUMNS[known.table]} - named == PRIVATE[known.table]


@pytest.mark.parametrize("known", PROJECTIONS.values(), ids=lambda one: one.kind)
def test_a_secret_in_every_private_column_is_in_no_letter(known):
    row = {name: f"secret {name}" for name in [*COLUMNS[known.table], "later"]}
    row |= dict.fromkeys(known.leaves, "told")
    for name, parts in known.inside.items():
        row[name] = json.dumps([{"by": "secret", "other": "secret"} | dict.fromkeys(parts, "told")])
    assert b"secret" not in letters.payload_of("r", letter_fields(known.kind, row))


def test_an_owner_leaves_only_where_it_is_a_unit():
    tasks = [{"text": "修", "owner": owner} for owner in ("王秀英", "居委会", "青溪物业公司", "")]
    row = dict.fromkeys(PROJECTIONS["reply"].leaves) | {"tasks": json.dumps(tasks)}
    assert [one["owner"] for one in letter_fields("reply", row)["tasks"]] == [
        "", "居委会", "青溪物业公司", "",
    ]  # fmt: skip
    assert not is_unit("王秀英") and is_unit(" 市政办 ")


def test_what_a_later_version_tells_is_left_in_the_letter():
    told = dict.fromkeys(PROJECTIONS["body"].leaves, "x")
    assert knows_all("body", told) and not knows_all("body", {**told, "hue": "green"})
    assert "hue" not in row_of("body", "b", "b", {**told, "hue": "green"}, None)


def test_what_is_not_told_stays_as_it_is():
    row = row_of("body", "b", "b", {"name": "新"}, {"name": "旧", "tier": "corner", "place": "亭"})
    assert (row["name"], row["tier"], row["place"]) == ("新", "corner", "亭")


def test_the_texts_are_those_that_people_wrote():
    told = {
        "answer": "好",
        "reason": "",
        "decided": "办",
        "tasks": [{"text": "修灯"}],
        "state": "x",
    }
    assert texts_of("reply", told) == [("answer", "好"), ("decided", "办"), ("tasks", "修灯")]
