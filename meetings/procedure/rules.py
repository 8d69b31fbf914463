"""Rules of procedure as data: what a body must have for a vote, and what a vote must have."""

from datetime import date
from enum import StrEnum
from typing import Literal

from meetings.clean import is_blank, squeeze
from meetings.dataclass import dataclass
from meetings.errors import MeetingError
from meetings.procedure.laws import (
    IN_FORCE,
    LOCAL_LAW,
    POSTING_DAYS,
    PROVISIONS,
    LawAct,
    Pool,
    Provision,
    provision_of,
)
from meetings.procedure.shares import Basis, Threshold, at_least, more_than

OWN = "own"
"""The `preset` of a rule that a body wrote itself."""


class SourceNeeded(MeetingError):
    """A disputed switch needs its source written down: `switch`."""

    switch: str


class OwnersOnly(MeetingError):
    """The switch belongs to owners' joint decisions alone: `switch`."""

    switch: str


class BasisNotPossible(MeetingError):
    """A threshold cannot be taken of this base: `where` (`quorum`, `passing`), `basis`."""

    where: Literal["quorum", "passing"]
    basis: Basis


class InvalidRuleNumber(MeetingError):
    """A number in a rule is below its least allowed value: `field`, `value`, `least`."""

    field: str
    value: int
    least: int


class InvalidSourceDate(MeetingError):
    """The date of a source is not a date like 2021-01-01: `value`."""

    value: str


class RuleUnchanged(MeetingError):
    """The new rule says what the present one says: `name`."""

    name: str


class UnknownPreset(MeetingError):
    """No preset bears this name: `name`, `known` (the names there are)."""

    name: str
    known: tuple[str, ...]


class PoolNotPossible(MeetingError):
    """The rule cannot count this pool of people: `name`, `pool`, `pools` (those it can)."""

    name: str
    pool: Pool
    pools: tuple[Pool, ...]


class RoundNotPossible(MeetingError):
    """Only an election has a further round: `name`."""

    name: str


class Voters(StrEnum):
    """Who may vote."""

    MEMBERS = "members"
    EVERYBODY = "everybody"
    """Everybody present, walk-ins too."""


class ProxyUse(StrEnum):
    """What a person represented by another counts for."""

    NOT_COUNTED = "not_counted"
    VOTES = "votes"
    QUORUM_AND_VOTES = "quorum_and_votes"


_LEAST = {
    "proxy_limit": 0, "revotes": 0, "speech_seconds": 1, "speeches_per_motion": 1,
    "notice_days": 0, "posting_days": 0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """One set of rules of procedure; a body carries its own copy.

    `quorum` None asks for none; `passing_too` is a second measure that must be met as well;
    `veto`: passes only if nobody is against; `owners`: every threshold is taken by heads and by
    area; `proxy_limit`: how many one holder may represent; `revotes`: how many after a tie;
    `source_date`: ISO date of the text relied on, "" where there is none; `source_note`: what
    is known to be uncertain about it. Raises SourceNeeded, OwnersOnly, BasisNotPossible,
    InvalidRuleNumber, InvalidSourceDate.
    """

    preset: str
    passing: Threshold
    name: str = ""
    quorum: Threshold | None = None
    passing_too: Threshold | None = None
    veto: bool = False
    owners: bool = False
    voters: Voters = Voters.MEMBERS
    may_exceed_expected: bool = False
    proxies: ProxyUse = ProxyUse.NOT_COUNTED
    proxy_limit: int = 1
    seconding: bool = True
    uncounted_hands: bool = False
    casting_vote: bool = False
    revotes: int = 1
    speech_seconds: int = 120
    speeches_per_motion: int = 2
    new_speakers_first: bool = True
    alternate_sides: bool = True
    notice_days: int = 0
    posting_days: int = 0
    follow_majority: bool = False
    follow_majority_source: str = ""
    source: str = ""
    source_date: str = ""
    source_note: str = ""
    adopted: str = ""
    """By which decision the body took this rule over."""

    def __post_init__(self) -> None:
        for field, least in _LEAST.items():
            value: int = getattr(self, field)
            if value < least:
                raise InvalidRuleNumber(field=field, value=value, least=least)
        if self.quorum is not None and self.quorum.basis is not Basis.EXPECTED:
            raise BasisNotPossible(where="quorum", basis=self.quorum.basis)
        if self.owners and any(t.basis is Basis.PRESENT for t in self.measures):
            raise BasisNotPossible(where="passing", basis=Basis.PRESENT)
        if self.follow_majority and not self.owners:
            raise OwnersOnly(switch="follow_majority")
        if self.follow_majority and is_blank(self.follow_majority_source):
            raise SourceNeeded(switch="follow_majority")
        if self.source_date:
            try:
                date.fromisoformat(self.source_date)
            except ValueError as wrong:
                raise InvalidSourceDate(value=self.source_date) from wrong

    @property
    def law(self) -> Provision | None:
        """The provision of a law that its source cites; None where it cites none."""
        return provision_of(self.source)

    @property
    def asks_of_proxies(self) -> bool:
        """Whether a law limits the proxies: one beyond it is asked about, and counts on a yes."""
        law = self.law
        return law is not None and law.proxies and self.proxy_limit == law.proxies_a_holder

    @property
    def measures(self) -> tuple[Threshold, ...]:
        """Every threshold a vote must meet to pass."""
        return (self.passing,) if self.passing_too is None else (self.passing, self.passing_too)

    def _asks(self, basis: Basis) -> bool:
        too = self.passing_too
        return self.passing.basis is basis or (too is not None and too.basis is basis)

    @property
    def needs_expected(self) -> bool:
        """Whether judging a vote needs the number of those expected (应到)."""
        return self.quorum is not None or self._asks(Basis.EXPECTED)

    @property
    def needs_present(self) -> bool:
        """Whether judging a vote needs the number present (实到); owners count those who vote."""
        if self.owners:
            return False
        return self.quorum is not None or self._asks(Basis.PRESENT)


CONVENTION = "程序自带的约定，不是法律规定；采用前由本机构议定"
REWRITTEN = "该法已于2025-10-28修订，2026-01-01起施行；此处门槛出自2018年文本，未与新法核对"
_IN_2018 = "2018-12-29"
CODE_278 = "《中华人民共和国民法典》第二百七十八条"
_TWO_THIRDS = at_least(2, 3, Basis.EXPECTED)
_HALF_OF_PRESENT = more_than(1, 2, Basis.PRESENT)
_MORE_FOR_THAN_AGAINST = more_than(1, 2, Basis.DECISIVE)


def _by_law(provision: Provision) -> Rule:
    meeting = provision.act is LawAct.MEETING
    return Rule(
        provision.key,
        provision.passing,
        quorum=provision.quorum,
        proxies=ProxyUse.QUORUM_AND_VOTES if provision.proxies else ProxyUse.NOT_COUNTED,
        proxy_limit=provision.proxies_a_holder if provision.proxies else 1,
        seconding=meeting,
        revotes=0 if provision.act is LawAct.RECALL else 1,
        notice_days=provision.notice_days,
        posting_days=POSTING_DAYS,
        source=provision.source,
        source_date=IN_FORCE,
        source_note=LOCAL_LAW,
    )


PRESETS: dict[str, Rule] = {
    rule.preset: rule
    for rule in (
        Rule("corner", _MORE_FOR_THAN_AGAINST, source=CONVENTION, voters=Voters.EVERYBODY,
             may_exceed_expected=True, seconding=False, uncounted_hands=True),
        Rule("community", _HALF_OF_PRESENT, quorum=_TWO_THIRDS, source=CONVENTION),
        Rule("community-major", at_least(2, 3, Basis.PRESENT), quorum=_TWO_THIRDS,
             source=CONVENTION),
        Rule("community-proxies", _HALF_OF_PRESENT, quorum=_TWO_THIRDS, source=CONVENTION,
             proxies=ProxyUse.QUORUM_AND_VOTES),
        Rule("all-members", more_than(1, 2, Basis.EXPECTED), source=CONVENTION),
        Rule("assembly-2018", _HALF_OF_PRESENT, quorum=more_than(1, 2, Basis.EXPECTED),
             source="《城市居民委员会组织法》（2018年文本）", source_date=_IN_2018,
             source_note=REWRITTEN),
        Rule("village-representatives-2018", _HALF_OF_PRESENT, quorum=_TWO_THIRDS,
             source="《村民委员会组织法》（2018年文本）", source_date=_IN_2018,
             source_note=REWRITTEN),
        *map(_by_law, PROVISIONS),
        Rule("owners-general", more_than(1, 2, Basis.CAST), quorum=_TWO_THIRDS, owners=True,
             seconding=False, revotes=0, source=CODE_278, source_date="2021-01-01"),
        Rule("owners-major", at_least(3, 4, Basis.CAST), quorum=_TWO_THIRDS, owners=True,
             seconding=False, revotes=0, source=CODE_278, source_date="2021-01-01"),
        Rule("consensus", _MORE_FOR_THAN_AGAINST, veto=True, source=CONVENTION,
             voters=Voters.EVERYBODY, may_exceed_expected=True, seconding=False),
    )
}  # fmt: skip
"""The presets under their names on the command line; sources are named only where read."""

PRESET_NAMES: dict[str, tuple[str, str]] = {
    "corner": ("街角议事", "Street corner"),
    "community": ("社区议事会", "Community council"),
    "community-major": ("重大事项", "Community council, major matter"),
    "community-proxies": ("社区议事会（计委托）", "Community council, proxies counted"),
    "all-members": ("全体成员过半", "More than half of all members"),
    "assembly-2018": ("居民会议（2018 文本）", "Residents' assembly (text of 2018)"),
    "village-representatives-2018": (
        "村民代表会议（2018 文本）",
        "Village representatives (text of 2018)",
    ),
    **{provision.key: provision.names for provision in PROVISIONS},
    "owners-general": ("业主共同决定（一般）", "Owners' joint decision, general matter"),
    "owners-major": ("业主共同决定（重大）", "Owners' joint decision, major matter"),
    "consensus": ("协商一致", "Consensus"),
}
"""Each preset's Chinese and English name."""

OFFERED: tuple[str, ...] = tuple(
    key
    for key, rule in PRESETS.items()
    if rule.source_date != _IN_2018 and not (rule.law and rule.law.further_round)
)
"""The presets a body may choose: not those of a repealed text, nor a further round, which is no
rule of a body but the second half of an election."""


def _plain(name: str) -> str:
    bare = squeeze(name).lower()
    return bare.replace("(", "（").replace(")", "）").removesuffix("（2026）")


def preset(name: str, pool: Pool | None = None, further_round: bool = False) -> Rule:
    """The preset of this name, in English or Chinese (with or without the bracket's blank).

    `pool` chooses among those of whom the law lets the quorum be taken; None is the preset's
    own. Raises UnknownPreset with the names there are, PoolNotPossible, RoundNotPossible.
    """
    wanted = _plain(name)
    for key, names in PRESET_NAMES.items():
        if wanted in (key, _plain(names[0])):
            return _variant(PRESETS[key], pool, further_round)
    raise UnknownPreset(name=name, known=tuple(PRESETS))


def _variant(rule: Rule, pool: Pool | None, further_round: bool) -> Rule:
    """The same preset for another pool, or for the further round of its election."""
    if pool is None and not further_round:
        return rule
    law = rule.law
    family = [one for one in PROVISIONS if law is not None and one.preset == law.preset]
    if further_round:
        family = [one for one in family if one.further_round]
        if not family:
            raise RoundNotPossible(name=rule.preset)
    elif law is not None:
        family = [one for one in family if one.further_round is law.further_round]
    wanted = pool or (law.pool if law is not None else Pool.RESIDENTS)
    for one in family:
        if one.pool is wanted:
            return PRESETS[one.key]
    pools = tuple(dict.fromkeys(one.pool for one in family))
    raise PoolNotPossible(name=rule.preset, pool=wanted, pools=pools)


def preset_key(rule: Rule) -> str:
    """Under which name of PRESET_NAMES the rule is found.

    A rule that was taken over before 2026 calls itself by a name that now means the new text.
    """
    old = f"{rule.preset}-2018"
    return old if rule.source_date == _IN_2018 and old in PRESETS else rule.preset
