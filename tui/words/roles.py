"""A person's roles in a body, in the language shown."""

from collections.abc import Sequence

from meetings.community.people import Role
from meetings.terms import term
from tui.language import language, listed


def roles_words(roles: Sequence[Role]) -> str:
    """The roles as a list: `楼栋长、党员`."""
    return listed(term(role, language()) for role in roles)
