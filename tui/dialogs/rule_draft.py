"""A rule half edited, as text that is kept until it is adopted."""

import json
from dataclasses import asdict
from typing import Any

from meetings.errors import MeetingError
from meetings.procedure.rules import Basis, ProxyUse, Rule, Share, Threshold, Voters


def kept_text(rule: Rule) -> str:
    """The rule as text."""
    return json.dumps(asdict(rule), ensure_ascii=False)


def rule_of(text: str) -> Rule | None:
    """The rule that was kept; None for a text that is none."""
    try:
        known: dict[str, Any] = json.loads(text)
        for name in ("passing", "passing_too", "quorum"):
            if known.get(name) is not None:
                known[name] = _threshold(known[name])
        known["voters"], known["proxies"] = Voters(known["voters"]), ProxyUse(known["proxies"])
        return Rule(**known)
    except (ValueError, KeyError, TypeError, AttributeError, MeetingError):
        return None


def _threshold(known: dict[str, Any]) -> Threshold:
    return Threshold(Basis(known["basis"]), Share(**known["share"]))
