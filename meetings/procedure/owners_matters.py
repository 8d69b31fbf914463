"""What owners decide together, and what such a vote keeps: Civil Code art. 278, first paragraph."""

from dataclasses import replace
from enum import StrEnum

from meetings.clean import is_blank
from meetings.dataclass import dataclass
from meetings.procedure.owners import Areas
from meetings.procedure.rules import PRESETS, Rule, SourceNeeded


class OwnersMatter(StrEnum):
    """The nine kinds of matters of art. 278, in the order of the law."""

    RULES_OF_ASSEMBLY = "rules_of_assembly"
    COVENANT = "covenant"
    COMMITTEE = "committee"
    MANAGER = "manager"
    USE_FUND = "use_fund"
    RAISE_FUND = "raise_fund"
    REBUILD = "rebuild"
    COMMON_PARTS = "common_parts"
    OTHER = "other"

    @property
    def number(self) -> int:
        """The number of the item in the law."""
        return tuple(OwnersMatter).index(self) + 1

    @property
    def major(self) -> bool:
        """Items six to eight need three quarters of those taking part, the others more than half.

        Using the maintenance fund is item five; raising it is item six.
        """
        return self in MAJOR


MAJOR = frozenset({OwnersMatter.RAISE_FUND, OwnersMatter.REBUILD, OwnersMatter.COMMON_PARTS})


@dataclass(frozen=True, slots=True)
class OwnersPoll:
    """What a vote of the owners keeps beside its counts: the rule and the roll as it opened.

    `heads`, `units` and `area` (hundredths of m²) are everybody who may vote; `areas` are those
    behind the counts, once they are counted; `by_name` tells answers from typed totals.
    """

    matter: OwnersMatter
    rule: Rule
    heads: int
    units: int
    area: int
    areas: Areas | None = None
    by_name: bool = False


def owners_rule(matter: OwnersMatter, follow_majority_source: str | None = None) -> Rule:
    """The rule for a matter; a source switches 从多数 on, which is off otherwise.

    Raises SourceNeeded for a source that is blank.
    """
    rule = PRESETS["owners-major" if matter.major else "owners-general"]
    if follow_majority_source is None:
        return rule
    if is_blank(follow_majority_source):
        raise SourceNeeded(switch="follow_majority")
    return replace(rule, follow_majority=True, follow_majority_source=follow_majority_source)
