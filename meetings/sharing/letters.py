"""Letters between bodies: numbered, chained, signed; each tells one record, and is a line of text.

Every office keeps a book of what went out (发文簿) and one of what came in (收文簿); so does a
records file. `hash` covers all but salt, payload and signature; `digest` covers salt and
payload; so what a letter tells can be erased, and the chain still verifies. The signature is over
the hash.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from hashlib import sha256
from typing import Any, Final, Literal

from meetings.dataclass import dataclass
from meetings.errors import MeetingError

FORM: Final = "jiejiao-letter-1"
"""Names how the hash is made and how a line reads; a change needs a new name."""
PAYLOAD_FORM: Final = 1
"""The form of a payload; of a higher one the fields that are known here are still read."""
LONGEST: Final = 256 << 10
"""Bytes that a payload may have."""
START: Final = bytes(32)
"""The previous hash of the first letter of an epoch."""

BODY, REFERRAL, REPLY, PROMISE = "body", "referral", "reply", "promise"
FIGURES, NOTICE, FINAL, ERASE, EPOCH = "figures", "notice", "final", "erase", "epoch"
KINDS: Final = frozenset({BODY, REFERRAL, REPLY, PROMISE, FIGURES, NOTICE, FINAL, ERASE, EPOCH})
"""The kinds this version reads; letters of other kinds are stored for a later version."""

Unsoundness = Literal["line", "hash", "payload", "signature", "long", "stranger"]


class LetterUnsound(MeetingError):
    """A letter is not as its sender made it: `body`, `n`, `why`.

    `line` cannot be read, `hash` and `payload` do not fit, `signature` is not the sender's, `long`
    is over the limit, `stranger` is a sender whose keys are not known here.
    """

    body: str
    n: int
    why: Unsoundness


@dataclass(frozen=True, slots=True)
class Addressed:
    """One reader of a letter, and its place among those of its epoch to this reader.

    Readers who see only some of a body's letters know by it whether one is missing.
    """

    reader: str
    number: int


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a body's letters in an epoch: the number of the last one and its hash."""

    epoch: int
    n: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter; salt and payload are None once erased.

    `n` counts the body's letters of an epoch from 1; `journal_seq` and `journal_hash` are the end
    of its journal, by which a rewritten past shows; `at` is ISO text and decides nothing.
    """

    body: str
    epoch: int
    n: int
    kind: str
    addressed: tuple[Addressed, ...]
    at: str
    journal_seq: int
    journal_hash: bytes
    digest: bytes
    previous: bytes
    hash: bytes
    signature: bytes
    salt: bytes | None
    payload: bytes | None

    def computed_hash(self) -> bytes:
        """The hash as computed from the other fields, to compare with `hash`."""
        addressed = [[one.reader, one.number] for one in self.addressed]
        parts = [
            FORM, self.body, self.epoch, self.n, self.kind, addressed, self.at,
            [self.journal_seq, self.journal_hash.hex()], self.digest.hex(), self.previous.hex(),
        ]  # fmt: skip
        return sha256(canonical(parts)).digest()

    def payload_fits(self) -> bool:
        """Whether salt and payload match the digest, or were both erased."""
        if self.payload is None or self.salt is None:
            return self.payload is self.salt
        return sha256(self.salt + self.payload).digest() == self.digest

    def number_to(self, reader: str) -> int | None:
        """Its number among the letters to a reader; None where it is not addressed to them."""
        return next((one.number for one in self.addressed if one.reader == reader), None)

    @property
    def head(self) -> Head:
        """The end of the chain as of this letter."""
        return Head(self.epoch, self.n, self.hash)

    def content(self) -> "Content | None":
        """The payload, None where it was erased; raises LetterUnsound (`payload`)."""
        return None if self.payload is None else content_of(self)


@dataclass(frozen=True, slots=True)
class Content:
    """The payload of a letter: the id of a record, and its fields as the sender's file has them."""

    record: str
    fields: Mapping[str, Any]
    form: int = PAYLOAD_FORM


def canonical(value: object) -> bytes:
    """JSON that is the same for the same value: keys sorted, no spaces, Chinese as it is."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def payload_of(record: str, fields: Mapping[str, object]) -> bytes:
    """The payload of a letter about one record, as canonical JSON."""
    return canonical({"form": PAYLOAD_FORM, "record": record, "fields": dict(fields)})


def content_of(letter: Letter) -> Content:
    """Read the payload of a letter; raises LetterUnsound (`payload`)."""
    try:
        data = json.loads((letter.payload or b"").decode())
        record, fields, form = data["record"], data["fields"], data["form"]
    except (ValueError, KeyError, TypeError, RecursionError) as failure:
        raise unsound(letter, "payload") from failure
    if type(record) is not str or type(fields) is not dict or type(form) is not int:
        raise unsound(letter, "payload")
    return Content(record, fields, form)


def written(
    after: Letter | Head | None,
    body: str,
    epoch: int,
    kind: str,
    addressed: Sequence[Addressed],
    at: str,
    journal: tuple[int, bytes],
    salt: bytes,
    payload: bytes,
    sign: Callable[[bytes], bytes],
) -> Letter:
    """The next letter after the last one of this epoch; raises LetterUnsound (`long`)."""
    n, previous = (after.n + 1, after.hash) if after is not None else (1, START)
    if len(payload) > LONGEST:
        raise LetterUnsound(body=body, n=n, why="long")
    digest = sha256(salt + payload).digest()
    made = Letter(
        body, epoch, n, kind, tuple(addressed), at, *journal, digest, previous, b"", b"", salt,
        payload,
    )  # fmt: skip
    hash = made.computed_hash()
    return replace(made, hash=hash, signature=sign(hash))


def verify(letter: Letter, holds: Callable[[bytes, bytes], bool]) -> None:
    """Raise LetterUnsound unless the sender made it so; `holds` checks a signature over a hash."""
    if letter.payload is not None and len(letter.payload) > LONGEST:
        raise unsound(letter, "long")
    if letter.computed_hash() != letter.hash:
        raise unsound(letter, "hash")
    if not letter.payload_fits():
        raise unsound(letter, "payload")
    if not holds(letter.hash, letter.signature):
        raise unsound(letter, "signature")


def follows(letter: Letter, after: Head | None) -> bool:
    """Whether it is the next letter of the chain; this needs every letter before it."""
    if after is None:
        return letter.n == 1 and letter.previous == START
    return (letter.epoch, letter.n, letter.previous) == (after.epoch, after.n + 1, after.hash)


def unsound(letter: Letter, why: Unsoundness) -> LetterUnsound:
    """A LetterUnsound that names this letter."""
    return LetterUnsound(body=letter.body, n=letter.n, why=why)


_BYTES = frozenset({"journal_hash", "digest", "previous", "hash", "signature", "salt", "payload"})
_NAMES = tuple(field.name for field in fields(Letter))


def to_line(letter: Letter) -> str:
    """One letter as a line of JSON, bytes in hexadecimal, the payload as the text it is."""
    line: dict[str, Any] = {"form": FORM}
    for name in _NAMES:
        value = getattr(letter, name)
        if name == "addressed":
            value = [[one.reader, one.number] for one in value]
        elif name == "payload":
            value = None if value is None else value.decode()
        elif name in _BYTES and value is not None:
            value = value.hex()
        line[name] = value
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"))


def from_line(line: str) -> Letter:
    """The letter of a line by `to_line`; raises LetterUnsound (`line`) for anything else."""
    try:
        values = json.loads(line)
        if values.pop("form") != FORM or values.keys() != set(_NAMES):
            raise ValueError(line[:40])
        for name in _BYTES - {"payload"}:
            values[name] = None if values[name] is None else bytes.fromhex(values[name])
        payload = values["payload"]
        values["payload"] = None if payload is None else payload.encode()
        values["addressed"] = tuple(Addressed(*one) for one in values["addressed"])
        made = Letter(**values)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as failure:
        raise LetterUnsound(body="", n=0, why="line") from failure
    if not _shaped(made):
        raise LetterUnsound(body="", n=0, why="line")
    return made


def _shaped(letter: Letter) -> bool:
    """Whether every field has its type and a length that the registers can store."""
    texts = (letter.body, letter.kind, letter.at, *(one.reader for one in letter.addressed))
    numbers = (
        letter.epoch, letter.n, letter.journal_seq, *(one.number for one in letter.addressed)
    )  # fmt: skip
    hashes = (letter.journal_hash, letter.digest, letter.previous, letter.hash)
    return (
        all(type(text) is str and text.isprintable() for text in texts)
        and all(type(number) is int and 0 <= number < 1 << 53 for number in numbers)
        and all(hash is not None and len(hash) == 32 for hash in hashes)
        and letter.signature is not None
        and len(letter.signature) == 64
        and (letter.salt is None or len(letter.salt) == 16)
        and len(letter.body) == 36
        and all(len(one.reader) == 36 and one.number > 0 for one in letter.addressed)
        and 0 < len(letter.kind) <= 40
        and len(letter.at) <= 40
        and letter.epoch > 0
        and letter.n > 0
    )
