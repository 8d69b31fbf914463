"""What proves an entry of a hub's list: signatures over its keys and its place, field by field."""

from dataclasses import replace
from typing import Any

import pytest

from meetings.sharing import vouching
from meetings.sharing.vouching import Entry, Invitation


def signed(key: bytes, text: bytes) -> bytes:
    return b"%s signs " % key + text


def holds(key: bytes, text: bytes, signature: bytes) -> bool:
    return signature == signed(key, text)


ASKED = Invitation("list-1", "corner", "list-0", True, b"code")
BEARS = vouching.voucher(ASKED, signed(b"hub", ASKED.text()))
MADE = vouching.joined_text("real-1", 1, b"sign", "seal")
PROOF = vouching.joined_proof(BEARS, signed(b"code", MADE))
ENTRY = Entry("real-1", "corner", "real-0", 1, b"sign", "seal", PROOF)


def proves(entry: Entry, above: Any = ("list-0",), hub: bytes = b"hub") -> bool:
    return vouching.is_proven(entry, above, hub, holds)


def test_an_invitation_of_the_hub_and_the_code_prove_keys() -> None:
    assert proves(ENTRY) and vouching.makeshift(ENTRY) == "list-1"
    assert not proves(ENTRY, hub=b"other") and not proves(ENTRY, above=())


@pytest.mark.parametrize(
    "change", [{"body": "x"}, {"tier": "community"}, {"epoch": 2}, {"sign": b"x"}, {"seal": "x"},
               {"proof": ""}, {"proof": "[]"}, {"proof": "[" * 5000}, {"proof": '{"form": 7}'}],
)  # fmt: skip
def test_whatever_is_changed_of_it_is_not_proven(change: dict[str, Any]) -> None:
    assert not proves(replace(ENTRY, **change))


def test_one_that_joined_before_keeps_its_id() -> None:
    asked = replace(ASKED, body="real-1", fresh=False)
    bears = vouching.voucher(asked, signed(b"hub", asked.text()))
    known = replace(ENTRY, proof=vouching.joined_proof(bears, signed(b"code", MADE)))
    assert proves(known) and vouching.makeshift(known) == ""
    other = replace(known, body="real-2")
    assert not proves(other)


def test_the_office_signs_what_is_there_with_its_place() -> None:
    known = replace(ENTRY, proof="")
    known = replace(
        known, proof=vouching.vouched_proof(signed(b"hub", vouching.vouched_text(known)))
    )
    assert proves(known, above=()) and not proves(replace(known, parent="x"))


def test_what_is_settled_is_not_looked_at_again() -> None:
    def asked(*_: object) -> bool:
        raise AssertionError

    assert vouching.proven([ENTRY], b"hub", asked, {("real-1", 1)}) == set()
