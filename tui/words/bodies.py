"""The short name of a body, for narrow places; and somebody's roles in it."""

from collections.abc import Sequence

from meetings.community.people import Role
from meetings.terms import term
from tui.language import language, listed

_TAILS = ("居民议事会", "议事会", "推进会")
"""The endings of bodies' names that are left out: 45、47栋街角, 青溪街道."""


def short_name(name: str) -> str:
    """`45、47栋街角议事会` as `45、47栋街角`; a name of which nothing would be left stays whole."""
    for tail in _TAILS:
        if name.endswith(tail) and len(name) > len(tail) + 1:
            return name.removesuffix(tail)
    return name


def roles_words(roles: Sequence[Role]) -> str:
    """The roles as a list: `楼栋长、党员`."""
    return listed(term(role, language()) for role in roles)
