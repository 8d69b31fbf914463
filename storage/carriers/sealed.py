"""Files of letters (.jjx), for a USB stick or mail, encrypted with age for one body's key.

A file starts with one readable line, which tells a file for somebody else from a damaged one; it
is repeated in the encrypted part, so that nobody can change it. A request to join is not
encrypted, as it has nothing that is not public.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, Literal

from meetings.dataclass import dataclass
from meetings.sharing.letters import Letter, LetterUnsound, from_line, to_line
from storage.carriers.carried import Carried, from_bytes, to_bytes
from storage.copies.replacing import part_of
from storage.errors import CarriedUnreadable
from storage.plain_files import put_whole
from storage.registers import signing

ENDING: Final = ".jjx"
FORM: Final = "jiejiao-sealed-1"
ASKING: Final = "jiejiao-join-1"
LARGEST: Final = 256 << 20
"""The most bytes of a file; larger ones are neither written nor read."""
_FIRST_LINE: Final = 4_096


@dataclass(frozen=True, slots=True)
class Outside:
    """The readable line of a file."""

    path: Path
    what: str
    body: str
    name: str
    to: str
    to_name: str


@dataclass(frozen=True, slots=True)
class Asking:
    """A request to join: the body's keys, and its letter about itself, signed by them."""

    epoch: int
    sign: str
    seal: str
    letter: Letter


def write(
    path: Path, carried: Carried, to_name: str, seal: str, sign: Callable[[bytes], bytes]
) -> None:
    """Write a load to a file for one reader, whole or not at all; raises ShareMissing."""
    cover = carried.cover
    outside = {
        "form": FORM, "what": cover.what, "body": cover.body, "name": cover.name, "to": cover.to,
        "to_name": to_name,
    }  # fmt: skip
    first = _line(outside)
    closed = signing.sealed(first + to_bytes(carried, sign), [seal])
    put_whole(part_of(path), path, first + closed)


def write_asking(path: Path, asking: Asking, name: str) -> None:
    """Write a request to join to a file."""
    outside = {
        "form": ASKING, "what": "asking", "body": asking.letter.body, "name": name, "to": "",
        "to_name": "", "epoch": asking.epoch, "sign": asking.sign, "seal": asking.seal,
    }  # fmt: skip
    put_whole(part_of(path), path, _line(outside) + to_line(asking.letter).encode() + b"\n")


def look(path: Path) -> Outside:
    """The readable line of a file; raises CarriedUnreadable (`form`, `newer`, `long`), OSError."""
    head, _rest = _parts(path)
    return _outside(path, head)


def read(path: Path, own: Mapping[str, str]) -> Carried:
    """Open a file with the secret keys of our bodies.

    Raises CarriedUnreadable, ShareMissing, OSError.
    """
    head, rest = _parts(path)
    outside = _outside(path, head)
    if outside.what == "asking":
        raise CarriedUnreadable(path=str(path), why="form")
    content = signing.opened(rest, own.values()) if own else None
    if content is None:
        why: Literal["cut", "others"] = "cut" if outside.to in own else "others"
        raise CarriedUnreadable(path=str(path), why=why, name=outside.to_name)
    first = _line(head)
    if not content.startswith(first):
        raise CarriedUnreadable(path=str(path), why="cut")
    try:
        carried = from_bytes(content.removeprefix(first))
    except LookupError as failure:
        raise CarriedUnreadable(path=str(path), why="newer") from failure
    except (ValueError, KeyError, TypeError, RecursionError) as failure:
        raise CarriedUnreadable(path=str(path), why="cut") from failure
    if (carried.cover.body, carried.cover.to) != (outside.body, outside.to):
        raise CarriedUnreadable(path=str(path), why="cut")
    return carried


def read_asking(path: Path) -> Asking:
    """Read a request to join, whose letter is signed by the keys in it.

    Raises CarriedUnreadable, ShareMissing, OSError.
    """
    head, rest = _parts(path)
    try:
        letter = from_line(rest.decode().removesuffix("\n"))
        asking = Asking(int(head["epoch"]), str(head["sign"]), str(head["seal"]), letter)
        key = bytes.fromhex(asking.sign)
        good = signing.verifies(key, letter.hash, letter.signature)
        good = good and letter.computed_hash() == letter.hash and letter.payload_fits()
        good = good and (letter.body, letter.epoch) == (head["body"], asking.epoch)
    except (LetterUnsound, ValueError, KeyError, TypeError) as failure:
        raise CarriedUnreadable(path=str(path), why="cut") from failure
    if not good:
        raise CarriedUnreadable(path=str(path), why="cut")
    return asking


def _parts(path: Path) -> tuple[dict[str, Any], bytes]:
    with path.open("rb") as file:
        first = file.readline(_FIRST_LINE)
        rest = file.read(LARGEST + 1)
    if len(rest) > LARGEST:
        raise CarriedUnreadable(path=str(path), why="long")
    try:
        head = json.loads(first.decode())
        form = head["form"]
    except (ValueError, KeyError, TypeError, RecursionError) as failure:
        raise CarriedUnreadable(path=str(path), why="form") from failure
    if form not in (FORM, ASKING):
        ours = isinstance(form, str) and form.startswith(("jiejiao-sealed-", "jiejiao-join-"))
        raise CarriedUnreadable(path=str(path), why="newer" if ours else "form")
    return head, rest


def _outside(path: Path, head: dict[str, Any]) -> Outside:
    parts = [head.get(name) for name in ("what", "body", "name", "to", "to_name")]
    if not all(type(part) is str and len(part) <= 200 for part in parts):
        raise CarriedUnreadable(path=str(path), why="form")
    return Outside(path, *map(str, parts))


def _line(outside: Mapping[str, object]) -> bytes:
    return json.dumps(outside, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
