"""The data key of an encrypted file, and the small keybox file beside it that contains it.

The data key is random. It lies in two tiny SQLCipher databases, one opened by what scrypt makes
of the passphrase, one by what it makes of the printed recovery key. So changing the passphrase
writes a few hundred bytes, and no cipher is of our own making.
"""

import base64
import json
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from hashlib import scrypt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from meetings.dataclass import dataclass
from storage import engine
from storage.beside import keybox_of
from storage.copies.work import work_folder
from storage.engine import Key
from storage.errors import CannotOpen, Damaged, Misread, WrongPassphrase
from storage.plain_files import create_private, put_whole
from storage.secrecy import keyring
from storage.secrecy.recovery import as_recovery_key

SHORTEST = 6
"""Characters a passphrase must have."""
_FORM = "jiejiao-key-1"
_COST = (1 << 16, 8, 1)
"""scrypt's n, r, p: 64 MB and about a quarter of a second for each guess."""
_DEAREST = (1 << 20, 16, 4)
"""The highest scrypt cost accepted from a keybox file."""


@dataclass(frozen=True, slots=True)
class Wrap:
    """The data key, encrypted with one secret."""

    salt: bytes
    cost: tuple[int, int, int]
    box: bytes


@dataclass(frozen=True, slots=True)
class Keybox:
    """The data key encrypted twice: with the passphrase and with the recovery key."""

    passphrase: Wrap
    recovery: Wrap


def new_data_key() -> Key:
    """A new data key of 256 random bits."""
    return secrets.token_hex(32)


def close_in(records: Path, key: Key, passphrase: str, recovery: str) -> Keybox:
    """A keybox that either secret opens; its temporary files are made beside the records."""
    return Keybox(_wrap(records, key, passphrase), _wrap(records, key, recovery))


def with_passphrase(records: Path, box: Keybox, key: Key, passphrase: str) -> Keybox:
    """The keybox with another passphrase; the printed recovery key stays valid."""
    return replace(box, passphrase=_wrap(records, key, passphrase))


def with_recovery(records: Path, box: Keybox, key: Key, recovery: str) -> Keybox:
    """The keybox with another recovery key; the one printed before becomes invalid."""
    return replace(box, recovery=_wrap(records, key, recovery))


def open_box(path: Path, secret: str) -> Key:
    """The data key of a records file or backup, by passphrase or recovery key.

    Raises WrongPassphrase; Misread; Damaged where the keybox cannot be read; CannotOpen
    `no_cipher`.
    """
    if not engine.CIPHER:
        raise CannotOpen(path=str(path), why="no_cipher")
    box = read_box(path)
    slip: Misread | None = None
    printed: str | None = None
    try:
        printed = as_recovery_key(secret)
    except Misread as misread:
        slip = misread
    found = _unwrap(path, box.recovery, printed) if printed is not None else None
    # A passphrase may look like a recovery key with a slip.
    found = found or _unwrap(path, box.passphrase, secret)
    if found is not None:
        return found
    raise slip or WrongPassphrase(path=str(path), printed=printed is not None)


def unlock(path: Path, secret: str) -> Key:
    """Open the keybox and hold the key for this process; raises as `open_box` does."""
    key = open_box(path, secret)
    keyring.hold(path, key)
    return key


def read_box(path: Path) -> Keybox:
    """The keybox beside a records file; raises Damaged, CannotOpen."""
    place = keybox_of(path)
    try:
        found = json.loads(place.read_bytes()[:100_000])
        if found["form"] != _FORM:
            raise ValueError(found["form"])
        return Keybox(_unpacked(found["passphrase"]), _unpacked(found["recovery"]))
    except FileNotFoundError as failure:
        raise CannotOpen(path=str(place), why="absent") from failure
    except OSError as failure:
        raise CannotOpen(path=str(place), why="no_permission") from failure
    except (ValueError, KeyError, TypeError) as failure:
        raise Damaged(path=str(place), problem="keybox") from failure


def write_box(path: Path, box: Keybox) -> None:
    """Write the keybox beside a records file; a crash leaves the old or the new one, whole."""
    place = keybox_of(path)
    packed = {
        "form": _FORM,
        "passphrase": _packed(box.passphrase),
        "recovery": _packed(box.recovery),
    }
    draft = place.with_name(f".{place.name}.{secrets.token_hex(4)}.part")
    put_whole(draft, place, json.dumps(packed).encode())


def _wrap(records: Path, key: Key, secret: str) -> Wrap:
    salt = secrets.token_bytes(16)
    with work_folder(records) as folder:
        path = folder / "box"
        create_private(path)
        conn = engine.open_writer(path, _stretched(secret, salt, _COST))
        conn.execute("CREATE TABLE data_key (digits TEXT NOT NULL) STRICT")
        conn.execute("INSERT INTO data_key VALUES (?)", (key,))
        conn.execute("PRAGMA journal_mode = DELETE").fetchone()
        conn.close()
        return Wrap(salt, _COST, path.read_bytes())


def _unwrap(path: Path, wrap: Wrap, secret: str) -> Key | None:
    key = _stretched(secret, wrap.salt, wrap.cost)
    try:
        with work_folder(path) as folder:
            return _opened(folder / "box", wrap.box, key)
    except OSError:  # a full disk is no reason not to read what is on it
        with TemporaryDirectory(prefix="jiejiao-") as elsewhere:
            return _opened(Path(elsewhere) / "box", wrap.box, key)


def _opened(place: Path, box: bytes, key: Key) -> Key | None:
    create_private(place)
    place.write_bytes(box)
    try:
        conn = engine.open_reader(place, key)
    except Damaged:
        return None
    try:
        return str(conn.execute("SELECT digits FROM data_key").fetchone()[0])
    except (engine.Error, TypeError):
        return None
    finally:
        conn.close()


def _stretched(secret: str, salt: bytes, cost: tuple[int, int, int]) -> Key:
    n, r, p = cost
    memory = 2 * 128 * n * r * p
    password = unicodedata.normalize("NFKC", secret).encode("utf-8", "surrogatepass")
    return scrypt(password, salt=salt, n=n, r=r, p=p, maxmem=memory, dklen=32).hex()


def _packed(wrap: Wrap) -> Mapping[str, object]:
    box = base64.b64encode(wrap.box).decode()
    return {"salt": wrap.salt.hex(), "scrypt": list(wrap.cost), "box": box}


def _unpacked(found: Any) -> Wrap:
    n, r, p = (int(part) for part in found["scrypt"])
    if not (1 < n <= _DEAREST[0] and 0 < r <= _DEAREST[1] and 0 < p <= _DEAREST[2]):
        raise ValueError(found["scrypt"])
    if n & (n - 1):
        raise ValueError(n)
    return Wrap(bytes.fromhex(found["salt"]), (n, r, p), base64.b64decode(found["box"]))
