"""How a hub's list of bodies and keys is proven: which texts are signed, and by which key.

The hub's own key lies with its office and not in the hub. For an invitation it signs which body may
join by which code (the public key that comes of the code); who has the code signs its keys with it.
So each entry is signed the moment somebody joins, and nobody who keeps the database can make one.
The office may also sign keys that are there already.
"""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Final

from meetings.sharing.letters import canonical

INVITED: Final = "jiejiao-invited-1"
JOINED: Final = "jiejiao-joined-1"
VOUCHED: Final = "jiejiao-vouched-1"

Holds = Callable[[bytes, bytes, bytes], bool]
"""Whether the owner of a key signed a text: key, text, signature."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A body of a hub's list with its keys of one epoch; `proof` is JSON, "" where nobody signed.

    Its name is not proven here; it comes with the body's own letter.
    """

    body: str
    tier: str
    parent: str | None
    epoch: int
    sign: bytes
    seal: str
    proof: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the hub's key signs of an invitation.

    `fresh` is whether the body had never joined: then it takes the id of its own records, and the
    one of the list was a makeshift.
    """

    body: str
    tier: str
    parent: str | None
    fresh: bool
    code: bytes

    def text(self) -> bytes:
        """The text that the hub's key signs."""
        parts = [INVITED, self.body, self.tier, self.parent, self.fresh, self.code.hex()]
        return canonical(parts)


def joined_text(body: str, epoch: int, sign: bytes, seal: str) -> bytes:
    """The text that a code's key signs: the keys of the body that accepted the invitation."""
    return canonical([JOINED, body, epoch, sign.hex(), seal])


def vouched_text(entry: Entry) -> bytes:
    """The text that the hub's key signs to vouch for keys that are in the list already."""
    parts = [
        VOUCHED, entry.body, entry.tier, entry.parent, entry.epoch, entry.sign.hex(), entry.seal
    ]  # fmt: skip
    return canonical(parts)


def voucher(invitation: Invitation, signature: bytes) -> str:
    """An invitation with its signature, as JSON that the hub keeps for whoever accepts it."""
    return canonical(
        {
            "body": invitation.body, "tier": invitation.tier, "parent": invitation.parent,
            "fresh": invitation.fresh, "code": invitation.code.hex(), "hub": signature.hex(),
        }
    ).decode()  # fmt: skip


def joined_proof(voucher: str, signature: bytes) -> str:
    """The proof of keys that joined by an invitation; raises ValueError."""
    return canonical({"form": JOINED, **_object(voucher), "signature": signature.hex()}).decode()


def vouched_proof(signature: bytes) -> str:
    """The proof of keys that the office signed itself."""
    return canonical({"form": VOUCHED, "signature": signature.hex()}).decode()


def makeshift(entry: Entry) -> str:
    """The provisional id that a body had in the list before it joined; "" without one."""
    try:
        proof = _object(entry.proof)
        return str(proof["body"]) if proof["form"] == JOINED and proof["fresh"] is True else ""
    except (ValueError, KeyError):
        return ""


def is_proven(entry: Entry, above: Collection[str], hub: bytes, holds: Holds) -> bool:
    """Whether the hub's key vouches for an entry: its tier, its place in the tree, and its keys.

    `above` are the ids that the body right above it has and had in the list.
    """
    try:
        proof = _object(entry.proof)
        signature = bytes.fromhex(proof["signature"])
        if proof["form"] == VOUCHED:
            return holds(hub, vouched_text(entry), signature)
        if proof["form"] != JOINED:
            return False
        code = bytes.fromhex(proof["code"])
        asked = Invitation(proof["body"], proof["tier"], proof["parent"], proof["fresh"], code)
        return (
            (asked.body == entry.body or asked.fresh is True)
            and asked.tier == entry.tier
            and (asked.parent == entry.parent or asked.parent in above)
            and holds(hub, asked.text(), bytes.fromhex(proof["hub"]))
            and holds(code, joined_text(entry.body, entry.epoch, entry.sign, entry.seal), signature)
        )
    except (ValueError, KeyError, TypeError):
        return False


def proven(
    entries: Collection[Entry], hub: bytes, holds: Holds, but: Collection[tuple[str, int]] = ()
) -> set[tuple[str, int]]:
    """The entries of a list that the hub's key vouches for: body and epoch of each.

    Those of `but` need no proof any more and are not looked at.
    """
    names: dict[str, set[str]] = {}
    for entry in entries:
        if one := makeshift(entry):
            names.setdefault(entry.body, set()).add(one)
    return {
        (entry.body, entry.epoch)
        for entry in entries
        if (entry.body, entry.epoch) not in but
        and is_proven(entry, names.get(entry.parent or "", ()), hub, holds)
    }


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except RecursionError as failure:
        raise ValueError(text[:40]) from failure
    if type(value) is not dict:
        raise ValueError(text[:40])
    return value
