"""The recovery key: a random secret a person prints, in groups that tell a slip of the pen."""

import secrets
from hashlib import sha256

from meetings.clean import visible_words

GROUPS = 7
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's thirty-two: no I, L, O, U, which are misread."""
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})


class Misread(ValueError):
    """The text is meant as a recovery key and these groups (from 1) do not hold: `groups`."""

    def __init__(self, groups: tuple[int, ...]) -> None:
        super().__init__(groups)
        self.groups = groups


def new_recovery_key() -> str:
    """140 random bits: seven groups of four signs and a check sign."""
    groups = ["".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(GROUPS)]
    return "-".join(group + _check(place, group) for place, group in enumerate(groups))


def as_recovery_key(text: str) -> str | None:
    """The recovery key as it was made, however it was typed; None where it is something else.

    Raises Misread where all groups are there and some do not fit their check sign.
    """
    signs = "".join(visible_words(text.upper().translate(_MISREAD).replace("-", " ")))
    if len(signs) != GROUPS * 5 or set(signs) - set(_SIGNS):
        return None
    groups = [signs[start : start + 5] for start in range(0, len(signs), 5)]
    wrong = tuple(
        place + 1 for place, group in enumerate(groups) if _check(place, group[:4]) != group[4]
    )
    if wrong:
        raise Misread(wrong)
    return "-".join(groups)


def _check(place: int, group: str) -> str:
    return _SIGNS[sha256(f"{place}:{group}".encode()).digest()[0] & 31]
