"""What a rule of procedure means in numbers for a body of a given size."""

from meetings.community.bodies import Tier
from meetings.procedure.rule_text import rule_in_numbers, rule_name
from meetings.procedure.rule_words import describe_rule
from meetings.procedure.rules import OFFERED, PRESETS, Rule
from tui.language import language

DESCRIBED = 4
"""Provisions shown under a choice of rule: quorum, passing, who votes, and one more."""

DEFAULT_PRESETS = {
    Tier.CORNER: "corner",
    Tier.COMMUNITY: "community",
    Tier.SUBDISTRICT: "community",
}


def presets() -> tuple[tuple[str, str], ...]:
    """The presets that are offered, as (key, name), for a choice."""
    return tuple((name, rule_name(PRESETS[name], language())) for name in OFFERED)


def meaning(rule: Rule, voting: int) -> str:
    """The rule in words, and in numbers for a body with `voting` votes."""
    lines = [*describe_rule(rule, language())[:DESCRIBED]]
    if voting > 0 and not rule.owners:
        lines.append(f"→ {rule_in_numbers(rule, voting, language())}")
    return "\n".join(lines)
