"""What the two laws on residents' and villagers' committees lay down, as they stand since 2026.

Both were adopted on 2025-10-28 and are in force since 2026-01-01. They are national law alone:
provinces add their own, so every verdict under them says so. What they leave open (ties,
abstentions, proxies at meetings, open or secret votes on ordinary matters, who chairs) is the
body's own affair. Counting 以上 with the number and 超过 without it follows Civil Code
art. 1259 by analogy.
"""

from collections.abc import Mapping
from enum import StrEnum

from meetings.dataclass import dataclass
from meetings.procedure.share_words import chinese_number
from meetings.procedure.shares import Basis, Threshold, at_least, more_than

REVISED = "2025-10-28"
IN_FORCE = "2026-01-01"
LOCAL_LAW = "国家法律，各地另有规定的从其规定"
LOCAL_LAW_EN = "national law; where the province lays down otherwise, that applies"
POSTING_DAYS = 15
"""At least so many days (城市居民委员会组织法 art. 34, 村民委员会组织法 art. 35)."""
NOTICE_DAYS = 10
"""Before a residents' assembly (城市居民委员会组织法 art. 26), but for special circumstances."""
PROXIES_A_HOLDER = 3
"""Written proxies that one voter may hold in an election (art. 14–20)."""


class Statute(StrEnum):
    """The two laws."""

    CITY = "city"
    VILLAGE = "village"


class Pool(StrEnum):
    """The group of people whose number a law takes the quorum of."""

    RESIDENTS = "residents"
    """Residents (villagers) of 18 and over; in an election and a recall those who may vote."""
    HOUSEHOLDS = "households"
    """One representative a household."""
    REPRESENTATIVES = "representatives"
    """Residents' (villagers') representatives, at their meeting with the committee."""


class LawAct(StrEnum):
    """The act that a provision of a law is about."""

    MEETING = "meeting"
    ELECTION = "election"
    RECALL = "recall"


_STATUTES = {
    Statute.CITY: ("城市居民委员会组织法", "Organic Law of the Urban Residents' Committees"),
    Statute.VILLAGE: ("村民委员会组织法", "Organic Law of the Villagers' Committees"),
}
_POOLS: Mapping[tuple[Statute, Pool], tuple[str, str]] = {
    (Statute.CITY, Pool.RESIDENTS): ("18周岁以上的居民", "residents of 18 and over"),
    (Statute.CITY, Pool.HOUSEHOLDS): ("户的代表", "representatives of households"),
    (Statute.CITY, Pool.REPRESENTATIVES): (
        "居民代表会议组成人员", "members of the representatives' meeting",
    ),
    (Statute.VILLAGE, Pool.RESIDENTS): ("18周岁以上的村民", "villagers of 18 and over"),
    (Statute.VILLAGE, Pool.HOUSEHOLDS): ("户的代表", "representatives of households"),
    (Statute.VILLAGE, Pool.REPRESENTATIVES): (
        "村民代表会议组成人员", "members of the representatives' meeting",
    ),
}  # fmt: skip
_VOTERS: Mapping[Pool, tuple[str, str]] = {
    Pool.RESIDENTS: ("有选举权的居民", "residents entitled to vote"),
    Pool.HOUSEHOLDS: ("户的代表", "representatives of households"),
    Pool.REPRESENTATIVES: ("居民代表", "residents' representatives"),
}


@dataclass(frozen=True, slots=True)
class Provision:
    """One way in which a law lets a body decide: which pool, its quorum, what passes.

    `preset` is the name without pool and round (`committee-election`); `articles` are a span
    (`spanned`) or a list. `further_round` is the election of the seats that stayed open: the most
    votes win, with not fewer than the threshold.
    """

    preset: str
    zh: str
    en: str
    statute: Statute
    articles: tuple[int, ...]
    pool: Pool
    quorum: Threshold
    passing: Threshold
    act: LawAct = LawAct.MEETING
    spanned: bool = False
    default_pool: bool = True
    further_round: bool = False
    notice_days: int = 0

    @property
    def key(self) -> str:
        """The name of the preset with its pool and round."""
        pool = "" if self.default_pool else f"-{self.pool}"
        return f"{self.preset}{pool}{'-further' if self.further_round else ''}"

    @property
    def names(self) -> tuple[str, str]:
        """The preset's Chinese and English name."""
        zh, en = [], []
        if self.further_round:
            zh.append("另行选举")
            en.append("further round")
        if not self.default_pool:
            zh.append("户代表" if self.pool is Pool.HOUSEHOLDS else "居民代表")
            en.append(self.pool)
        return (
            f"{self.zh}（{'，'.join(zh)}）" if zh else self.zh,
            f"{self.en} ({', '.join(en)})" if en else self.en,
        )

    @property
    def source(self) -> str:
        """The law, its revision, the articles, and the pool where there are several."""
        line = f"《中华人民共和国{_STATUTES[self.statute][0]}》（{REVISED}修订）{self._articles_zh}"
        notes = [] if self.default_pool else [f"以{self.pool_words[0]}计"]
        notes += ["另行选举"] if self.further_round else []
        return f"{line}（{'，'.join(notes)}）" if notes else line

    @property
    def source_en(self) -> str:
        """The same in English."""
        line = f"{_STATUTES[self.statute][1]} (revised {REVISED}), {self._articles_en}"
        notes = [] if self.default_pool else [f"of {self.pool_words[1]}"]
        notes += ["further round"] if self.further_round else []
        return f"{line} ({', '.join(notes)})" if notes else line

    @property
    def cited(self) -> tuple[str, str]:
        """Law and articles, short enough for a sentence, in Chinese and English."""
        zh, en = _STATUTES[self.statute]
        return f"《{zh}》{self._articles_zh}", f"{en}, {self._articles_en}"

    def article(self, number: int) -> tuple[str, str]:
        """One article of the law, in Chinese and English."""
        zh, en = _STATUTES[self.statute]
        return f"《{zh}》第{chinese_number(number)}条", f"{en}, art. {number}"

    @property
    def pool_words(self) -> tuple[str, str]:
        """Who counts as expected (应到), in Chinese and English."""
        if self.act is LawAct.MEETING:
            return _POOLS[self.statute, self.pool]
        return _VOTERS[self.pool]

    @property
    def proxies(self) -> bool:
        """Whether the law speaks of written proxies here: in every election."""
        return self.act is LawAct.ELECTION

    @property
    def proxies_a_holder(self) -> int:
        """How many the law lets one person hold: none where representatives elect."""
        return 0 if self.pool is Pool.REPRESENTATIVES else PROXIES_A_HOLDER

    @property
    def _articles_zh(self) -> str:
        parts = [f"第{chinese_number(number)}条" for number in self.articles]
        return ("至" if self.spanned else "、").join(parts)

    @property
    def _articles_en(self) -> str:
        numbers = (" to " if self.spanned else ", ").join(map(str, self.articles))
        return f"art. {numbers}"


_HALF_OF_POOL = more_than(1, 2, Basis.EXPECTED)
_TWO_THIRDS_OF_POOL = at_least(2, 3, Basis.EXPECTED)
_OVER_TWO_THIRDS = more_than(2, 3, Basis.EXPECTED)
_HALF_OF_PRESENT = more_than(1, 2, Basis.PRESENT)
_THIRD_OF_PRESENT = at_least(1, 3, Basis.PRESENT)


def _meetings(
    preset: str,
    zh: str,
    en: str,
    statute: Statute,
    articles: tuple[int, ...],
    *pools: tuple[Pool, Threshold],
    notice_days: int = 0,
) -> tuple[Provision, ...]:
    return tuple(
        Provision(
            preset, zh, en, statute, articles, pool, quorum, _HALF_OF_PRESENT,
            default_pool=place == 0, notice_days=notice_days,
        )
        for place, (pool, quorum) in enumerate(pools)
    )  # fmt: skip


_ELECTORATES = (
    (Pool.RESIDENTS, _HALF_OF_POOL),
    (Pool.HOUSEHOLDS, _HALF_OF_POOL),
    (Pool.REPRESENTATIVES, _OVER_TWO_THIRDS),
)


def _elections(further_round: bool) -> tuple[Provision, ...]:
    return tuple(
        Provision(
            "committee-election", "居委会选举", "Committee election", Statute.CITY, (14, 19),
            pool, quorum, _THIRD_OF_PRESENT if further_round else _HALF_OF_PRESENT,
            LawAct.ELECTION, spanned=True, default_pool=pool is Pool.RESIDENTS,
            further_round=further_round,
        )
        for pool, quorum in _ELECTORATES
    )  # fmt: skip


def _recalls() -> tuple[Provision, ...]:
    return tuple(
        Provision(
            "committee-recall", "罢免居委会成员", "Recall of a committee member", Statute.CITY,
            (20, 24), pool, quorum, _HALF_OF_PRESENT, LawAct.RECALL,
            default_pool=pool is Pool.RESIDENTS,
        )
        for pool, quorum in _ELECTORATES
    )  # fmt: skip


PROVISIONS: tuple[Provision, ...] = (
    *_meetings(
        "residents-assembly", "居民会议", "Residents' assembly", Statute.CITY, (26, 27),
        (Pool.RESIDENTS, _HALF_OF_POOL), (Pool.HOUSEHOLDS, _HALF_OF_POOL),
        notice_days=NOTICE_DAYS,
    ),
    *_meetings(
        "residents-representatives", "居民代表会议", "Residents' representatives", Statute.CITY,
        (28, 29), (Pool.REPRESENTATIVES, _TWO_THIRDS_OF_POOL),
    ),
    *_meetings(
        "villagers-assembly", "村民会议", "Villagers' assembly", Statute.VILLAGE, (26,),
        (Pool.RESIDENTS, _HALF_OF_POOL), (Pool.HOUSEHOLDS, _TWO_THIRDS_OF_POOL),
    ),
    *_meetings(
        "village-representatives", "村民代表会议", "Village representatives", Statute.VILLAGE,
        (29, 30), (Pool.REPRESENTATIVES, _TWO_THIRDS_OF_POOL),
    ),
    *_meetings(
        "villagers-group", "村民小组会议", "Villagers' group", Statute.VILLAGE, (32,),
        (Pool.RESIDENTS, _TWO_THIRDS_OF_POOL), (Pool.HOUSEHOLDS, _TWO_THIRDS_OF_POOL),
    ),
    *_elections(further_round=False),
    *_elections(further_round=True),
    *_recalls(),
)  # fmt: skip
"""Every provision that a rule may be taken from; a preset's default pool comes first."""

_BY_SOURCE = {provision.source: provision for provision in PROVISIONS}


def provision_of(source: str) -> Provision | None:
    """The provision that a rule's source cites; None for any other source.

    A rule whose thresholds a body changes loses its source, and with it the law.
    """
    return _BY_SOURCE.get(source)
