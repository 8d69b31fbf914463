"""The slip that invites a body to a hub: printed, and as a small file on a USB stick."""

import json
import re
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from meetings.clean import clean, trim
from meetings.dataclass import dataclass
from storage.carriers.hub import Place, as_place, certificate, fingerprint
from storage.errors import CarriedUnreadable, Misread, SlipMistyped
from storage.plain_files import put_whole
from storage.secrecy.recovery import as_recovery_key

ENDING: Final = ".jjslip"
_FORM: Final = "jiejiao-slip-1"
_LARGEST: Final = 16_384
_SHOWN: Final = 16
"""How many bytes of a fingerprint people compare: 128 bits."""


@dataclass(frozen=True, slots=True)
class Slip:
    """An invitation: for whom, where the hub is, and the code; valid until the day `until`."""

    name: str
    tier: str
    place: Place
    code: str
    until: date
    key: bytes = b""
    """The hub's own key; empty where its list is unsigned, or the slip was typed."""


def write(path: Path, slip: Slip) -> None:
    """Write a slip to a file that only its owner may read, replacing one; raises OSError."""
    content = {
        "form": _FORM, "name": slip.name, "tier": slip.tier, "place": str(slip.place),
        "fingerprint": slip.place.fingerprint.hex(), "code": slip.code,
        "until": slip.until.isoformat(), "key": slip.key.hex(),
    }  # fmt: skip
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    put_whole(path.with_name(path.name + ".part"), path, text.encode())


def read(path: Path) -> Slip:
    """Read a slip from a file; raises CarriedUnreadable (`form`), OSError."""
    try:
        with path.open("rb") as file:
            fields = json.loads(file.read(_LARGEST).decode())
        if fields["form"] != _FORM:
            raise ValueError(fields["form"])
        place = as_place(fields["place"], bytes.fromhex(fields["fingerprint"]))
        code = as_recovery_key(fields["code"])
        if len(place.fingerprint) != 32 or code is None:
            raise ValueError(fields["place"])
        until = date.fromisoformat(fields["until"])
        key = bytes.fromhex(fields.get("key", ""))
        if len(key) not in (0, 32):
            raise ValueError(fields["key"])
        return Slip(clean(fields["name"], 200).text, str(fields["tier"]), place, code, until, key)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, Misread) as failure:
        raise CarriedUnreadable(path=str(path), why="form") from failure


def typed(place: str, code: str) -> Slip:
    """The slip that somebody typed from paper, with the certificate that the hub shows now.

    That certificate must still be compared by a person. Raises SlipMistyped, Misread,
    HubUnreachable, HubRefused.
    """
    try:
        asked = as_place(place)
    except ValueError:
        raise SlipMistyped(what="place") from None
    key = as_recovery_key(code)
    if key is None:
        raise SlipMistyped(what="code")
    seen = fingerprint(certificate(asked))
    return Slip("", "", replace(asked, fingerprint=seen), key, date.max)


def shown(seen: bytes) -> str:
    """The part of a fingerprint that people compare, in groups of four."""
    signs = seen[:_SHOWN].hex().upper()
    return "-".join(signs[at : at + 4] for at in range(0, len(signs), 4))


def signs_of(key: bytes) -> str:
    """The fingerprint of a hub's own key as people compare it."""
    return shown(sha256(b"jiejiao-hub-key-1" + key).digest())


def same(seen: bytes, typed: str) -> bool:
    """Whether the typed text is a fingerprint or its shown part, with any separators."""
    signs = re.sub(r"[^0-9A-F]", "", trim(typed).upper())
    return len(signs) >= 2 * _SHOWN and seen.hex().upper().startswith(signs)
