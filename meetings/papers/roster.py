"""名册 and the tree of groups as they are printed: who is what and where, counted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from meetings.community.groups import GroupLine, Member, Tree, natural
from meetings.community.people import Role
from meetings.dataclass import dataclass
from meetings.terms import Lang, term

NOWHERE = ""
"""The key for those without a role, building or group."""


@dataclass(frozen=True, slots=True)
class RosterPaper:
    """A list of people, or the parts of a body with their heads."""

    body_name: str
    on: date
    what: str = ""
    """Which people: 楼栋长; "" for all."""
    counts: tuple[tuple[str, int], ...] = ()
    people: tuple[tuple[str, ...], ...] = ()
    """Name, building, group, roles, telephone."""
    groups: tuple[GroupLine, ...] = ()
    of: int = 0
    """How many parts there are in all, where only those that nobody heads are listed."""

    @property
    def headless(self) -> int:
        """Parts that nobody heads."""
        return sum(1 for line in self.groups if line.headless)


def role_words(one: Member, lang: Lang = "zh") -> tuple[str, ...]:
    """All roles of a person in words, with offices by the body's own words last."""
    return (*(term(Role(role), lang) for role in one.roles), *one.titles)


def by_role(members: Iterable[Member], lang: Lang = "zh") -> dict[str, int]:
    """The number of people by role, largest first; a person counts in each of their roles."""
    counted = Counter(word for one in members for word in (role_words(one, lang) or (NOWHERE,)))
    return dict(counted.most_common())


def by_building(members: Iterable[Member]) -> dict[str, int]:
    """The number of people by building."""
    counted = Counter(one.person.building for one in members)
    return {name: counted[name] for name in sorted(counted, key=natural)}


def roster_paper(
    body_name: str, on: date, members: Sequence[Member], tree: Tree, what: str = ""
) -> RosterPaper:
    """The list of these people, counted by role."""
    counts = tuple((word or "未任职", n) for word, n in by_role(members).items())
    people = tuple(
        (
            one.person.name, one.person.building + one.person.entrance,
            tree.path(one.group) if one.group else one.person.section,
            "、".join(role_words(one)), one.person.phone,
        )
        for one in members
    )  # fmt: skip
    return RosterPaper(body_name, on, what, counts, people)
