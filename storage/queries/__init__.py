"""What lists show: lines read page by page along an index, never whole aggregates."""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.queries.bodies import bodies, body_at_start
    from storage.queries.figures import facts
    from storage.queries.follow_ups import follow_up_counts, follow_ups, standing
    from storage.queries.issues import issue_counts, issues
    from storage.queries.meetings import meetings
    from storage.queries.people import people
    from storage.queries.referrals import referrals
    from storage.queries.rules import rule_history

__all__ = [
    "bodies",
    "body_at_start",
    "facts",
    "follow_up_counts",
    "follow_ups",
    "issue_counts",
    "issues",
    "meetings",
    "people",
    "referrals",
    "rule_history",
    "standing",
]

_ELSEWHERE = {
    "facts": "figures",
    "follow_up_counts": "follow_ups",
    "issue_counts": "issues",
    "body_at_start": "bodies",
    "rule_history": "rules",
    "standing": "follow_ups",
}
"""Questions whose module is not named like them."""


def __getattr__(name: str) -> object:
    """Each question is imported when it is first asked, since every import costs start time."""
    if name not in __all__:
        raise AttributeError(name)
    module = import_module(f"{__name__}.{_ELSEWHERE.get(name, name)}")
    for one in __all__:
        if _ELSEWHERE.get(one, one) == module.__name__.rpartition(".")[2]:
            globals()[one] = getattr(module, one)
    return globals()[name]


class _Questions(ModuleType):
    """A question keeps its name when the module of the same name is imported by itself."""

    def __setattr__(self, name: str, value: object) -> None:
        if name not in __all__ or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Questions
