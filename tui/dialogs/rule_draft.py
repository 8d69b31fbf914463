"""A rule half edited, as text that is kept until it is adopted."""

import json

from meetings.codec import as_they_are, packing
from meetings.errors import MeetingError
from meetings.procedure.rules import Rule


def draft_text(rule: Rule) -> str:
    """The rule as text."""
    pack, _unpack = packing(Rule, as_they_are)
    return json.dumps(pack(rule), ensure_ascii=False)


def rule_of(text: str) -> Rule | None:
    """The rule that was kept; None for a text that is none."""
    _pack, unpack = packing(Rule, as_they_are)
    try:
        rule: Rule = unpack(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, MeetingError):
        return None
    return rule
