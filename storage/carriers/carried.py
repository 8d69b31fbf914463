"""Loads of letters with a cover, as any carrier brings them; files and the hub share this.

A carrier only moves letters. Who wrote them is told by their signatures, whether one is missing by
their numbers, and what the other side has by the cover; so every carrier may drop, double, mix or
delay them.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from hashlib import sha256
from typing import Any, Final, Literal, Protocol

from meetings.dataclass import dataclass
from meetings.sharing.letters import Head, Letter, LetterUnsound, from_line, to_line

FORM: Final = "jiejiao-carried-1"

What = Literal["letters", "answer"]


@dataclass(frozen=True, slots=True)
class Has:
    """How many letters of a body a reader has: the epoch, the last number and its hash."""

    body: str
    epoch: int
    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Vouched:
    """Keys of a body right below the sender, whose letters the sender passes on.

    `proven` is whether the sender has a proof of them itself.
    """

    body: str
    epoch: int
    sign: str
    seal: str
    upto: int | None
    proven: bool


@dataclass(frozen=True, slots=True)
class Cover:
    """Sender, reader, the sender's keys, and how many of the reader's letters the sender has.

    An `answer` is the first of a body above to one that asked to join it. `passes` says that the
    sender passes letters on and takes such; `heard` is how far others have the reader's letters.
    An earlier version passes over what it does not know of a cover.
    """

    body: str
    name: str
    tier: str
    to: str
    epoch: int
    sign: str
    seal: str
    at: str
    what: What = "letters"
    has: tuple[Has, ...] = ()
    passes: bool = False
    keys: tuple[Vouched, ...] = ()
    heard: tuple[Has, ...] = ()
    sisters: tuple[str, ...] = ()
    """To a body right below: the others there, for it to tell of its notices if it wants."""


@dataclass(frozen=True, slots=True)
class Carried:
    """One load of a carrier; `digest` and `signature` are of all its lines, once it was read.

    `passed` are letters of bodies right below the sender, as those signed them; they stand in the
    line of the cover, where an earlier version does not stumble over them.
    """

    cover: Cover
    letters: tuple[Letter, ...]
    unsound: tuple[LetterUnsound, ...] = ()
    digest: bytes = b""
    signature: bytes = b""
    passed: tuple[Letter, ...] = ()


class Hub(Protocol):
    """A carrier that keeps letters for others; a push is whole or not at all.

    The hub's head is the sender's cursor and the receiver's own book is the receiver's, so that
    neither side stores what the other has.
    """

    def head(self, body: str, epoch: int) -> Head | None:
        """The end of a body's letters at the hub."""
        ...

    def push(self, letters: Sequence[Letter]) -> None:
        """Store letters of one body that follow its head, all or none; raises for a fork."""
        ...

    def pull(self, reader: str, has: Iterable[Has]) -> Iterable[Letter]:
        """The letters to a reader that it does not have yet."""
        ...


def to_bytes(carried: Carried, sign: Callable[[bytes], bytes]) -> bytes:
    """A load as lines: the cover, each letter, and at the end their number and a signature."""
    passed = [to_line(letter) for letter in carried.passed]
    first = {"form": FORM, **asdict(carried.cover), "passed": passed}
    lines = [_json(first), *map(to_line, carried.letters)]
    content = "".join(f"{line}\n" for line in lines).encode()
    end = {"letters": len(carried.letters), "signature": sign(_digest(content)).hex()}
    return content + f"{_json(end)}\n".encode()


def _digest(content: bytes) -> bytes:
    return sha256(FORM.encode() + content).digest()


def from_bytes(content: bytes) -> Carried:
    """Read a load; raises ValueError where it is not whole, LookupError for a later form.

    A letter that cannot be read is among the unsound ones, and the others count.
    """
    whole, _, last = content.removesuffix(b"\n").rpartition(b"\n")
    first, *lines = whole.decode().split("\n")
    head = _object(first)
    form = head.pop("form", None)
    if form != FORM:
        if isinstance(form, str) and form.startswith("jiejiao-carried-"):
            raise LookupError(form)
        raise ValueError(str(form)[:40])
    end = _object(last.decode())
    if not content.endswith(b"\n") or end["letters"] != len(lines):
        raise ValueError("cut")
    signature = bytes.fromhex(end["signature"])
    found, unsound = [], list[LetterUnsound]()
    passed, within = [], head.pop("passed", ())
    for line in lines:
        try:
            found.append(from_line(line))
        except LetterUnsound as failure:
            unsound.append(failure)
    for line in within:
        try:
            passed.append(from_line(line))
        except LetterUnsound as failure:
            unsound.append(failure)
    digest = _digest(whole + b"\n")
    return Carried(
        _cover(head), tuple(found), tuple(unsound), digest, signature, tuple(passed)
    )  # fmt: skip


def _cover(head: dict[str, Any]) -> Cover:
    """The cover, without fields that only a later version knows."""
    names = {*Cover.__dataclass_fields__}
    try:
        head |= {
            "has": tuple(Has(**one) for one in head.get("has", ())),
            "heard": tuple(Has(**one) for one in head.get("heard", ())),
            "sisters": tuple(head.get("sisters", ())),
            "keys": tuple(Vouched(**one) for one in head.get("keys", ())),
        }
        cover = Cover(**{name: part for name, part in head.items() if name in names})
    except TypeError as failure:
        raise ValueError(str(failure)) from failure
    own = (cover.body, cover.name, cover.tier, cover.to, cover.sign, cover.seal, cover.at)
    has, keys = (*cover.has, *cover.heard), cover.keys
    texts = (
        *own, *(text for one in has for text in (one.body, one.hash)),
        *(text for one in keys for text in (one.body, one.sign, one.seal)),
    )  # fmt: skip
    numbers = (
        cover.epoch, *(number for one in has for number in (one.epoch, one.number)),
        *(number for one in keys for number in (one.epoch, one.upto or 0)),
    )  # fmt: skip
    if not all(type(text) is str and len(text) <= 200 for text in texts):
        raise ValueError("cover")
    if not all(type(number) is int and 0 <= number < 1 << 53 for number in numbers):
        raise ValueError("cover")
    if cover.what not in ("letters", "answer"):
        raise ValueError("cover")
    bodies = [
        *(one.body for one in cover.heard), *(one.body for one in keys), *cover.sisters
    ]  # fmt: skip
    if not all(type(body) is str for body in bodies):
        raise ValueError("cover")
    if not all(len(body) == 36 for body in bodies) or not all(one.epoch for one in keys):
        raise ValueError("cover")
    if not all(len(bytes.fromhex(one.sign)) == 32 for one in keys):
        raise ValueError("cover")
    return cover


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _object(line: str) -> dict[str, Any]:
    found = json.loads(line)
    if type(found) is not dict:
        raise ValueError(line[:40])
    return found
