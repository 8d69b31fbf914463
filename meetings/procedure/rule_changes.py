"""A change of rules in words: the provisions that were dropped and those that were added."""

from datetime import datetime

from meetings.dataclass import dataclass
from meetings.procedure.rule_text import rule_name
from meetings.procedure.rule_words import describe_rule
from meetings.procedure.rules import Rule
from meetings.procedure.share_words import Lang


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One change of a body's rules as the journal keeps it; `before` is None at the founding."""

    at: datetime
    actor: str
    command: str
    before: Rule | None
    after: Rule


def provisions(rule: Rule, lang: Lang = "zh") -> tuple[str, ...]:
    """The name and every provision, one line each."""
    name = rule_name(rule, lang)
    return (f"名称：{name}" if lang == "zh" else f"Name: {name}", *describe_rule(rule, lang))


def changed_words(
    before: Rule, after: Rule, lang: Lang = "zh"
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines that no longer hold, and those that hold now."""
    old, new = provisions(before, lang), provisions(after, lang)
    return (
        tuple(line for line in old if line not in new),
        tuple(line for line in new if line not in old),
    )
