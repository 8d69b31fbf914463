"""The recovery key: a random secret to be printed, in groups that reveal a typing mistake."""

import re
import secrets
import unicodedata
from hashlib import sha256

from meetings.clean import squeeze
from storage.errors import Misread

GROUPS = 7
_LONG = 5
"""Characters of a group, the last of which checks the others."""
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's thirty-two: no I, L, O, U, which are misread."""
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "〇": "0"})
_BETWEEN = re.compile(r"[\s\-‐‑‒–—―−﹘﹣－_·•・.,，。、:：ー一丨|/]+")
"""Separators that people and input methods write between groups: blanks, dashes and dots."""
_NEARLY = range(GROUPS * _LONG - 6, GROUPS * _LONG + 7)
"""How many characters a text meant as a recovery key may have, with some missing or doubled."""


def new_recovery_key() -> str:
    """140 random bits: seven groups of four signs and a check sign."""
    groups = ["".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(GROUPS)]
    return "-".join(group + _check(place, group) for place, group in enumerate(groups))


def as_recovery_key(text: str) -> str | None:
    """The recovery key as it was made, however it was copied; None where it is something else.

    Small and full-width letters, any dash or none, and what cannot be seen make no difference.
    Raises Misread with the groups that do not hold, where most do.
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    parts = [part for one in _BETWEEN.split(plain) if (part := squeeze(one).translate(_MISREAD))]
    signs = "".join(parts)
    if len(signs) not in _NEARLY or not re.fullmatch("[0-9A-Z]+", signs):
        return None
    if len(parts) != GROUPS:
        # Written without gaps, or with other ones: a sign too few or too many moves what follows.
        before = [signs[at * _LONG :][:_LONG] for at in range(GROUPS)]
        behind = [signs[len(signs) - at * _LONG :][:_LONG] for at in range(GROUPS, 0, -1)]
        parts = [
            left if _group_fits(place, left) else right
            for place, (left, right) in enumerate(zip(before, behind, strict=True))
        ]
    wrong = tuple(place + 1 for place, group in enumerate(parts) if not _group_fits(place, group))
    if len(wrong) > GROUPS // 2:
        return None
    if wrong:
        raise Misread(groups=wrong)
    if "".join(parts) != signs:
        # By chance all hold, and yet a sign is too few or too many: where what follows is moved.
        moved = (at for at in range(GROUPS) if not _group_fits(at, signs[at * _LONG :][:_LONG]))
        raise Misread(groups=(next(moved, GROUPS - 1) + 1,))
    return "-".join(parts)


def _group_fits(place: int, group: str) -> bool:
    return place < GROUPS and len(group) == _LONG and _check(place, group[:-1]) == group[-1]


def _check(place: int, group: str) -> str:
    return _SIGNS[sha256(f"{place}:{group}".encode()).digest()[0] & 31]
