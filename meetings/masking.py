"""The public edition: names masked, nothing private.

No publication without separate consent: Personal Information Protection Law 2021, art. 25.
"""

import re
from dataclasses import replace

from meetings.minutes import Attendance, ItemMinutes, Minutes, Name, VoteLine

COMPOUND = (
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "长孙",
    "慕容", "司徒", "夏侯", "万俟", "宇文", "端木", "南宫", "独孤", "轩辕", "钟离",
)  # fmt: skip
"""Surnames of two characters."""


def masked(name: str) -> str:
    """王某; 欧阳某; a name of another form keeps its first part: 阿依古丽某."""
    bare = re.split(r"[·•・.\s（(]", name.strip(), maxsplit=1)[0]
    if not bare:
        return ""
    if len(bare) < len(name.strip()) and re.search(r"[·•・]", name):
        return f"{bare}某"
    surname = bare[:2] if bare.startswith(COMPOUND) and len(bare) > 2 else bare[:1]
    return f"{surname}某"


def public_edition(minutes: Minutes, consenting: frozenset[str] = frozenset()) -> Minutes:
    """The minutes with every name masked, also inside texts, and private items withheld.

    `consenting` are the ids of persons who agreed to be named.
    """
    names = _names(minutes)
    keep = {n.name for n in names if n.person in consenting}
    cover = _cover(minutes, names, keep)
    return replace(
        minutes,
        public=True,
        chair=cover(minutes.chair),
        secretary=cover(minutes.secretary),
        attendance=_attendance(minutes.attendance, consenting),
        reviewed=tuple(
            replace(line, text=cover(line.text), owner=cover(line.owner), word=cover(line.word))
            for line in minutes.reviewed
        ),
        items=tuple(_item(item, cover, consenting) for item in minutes.items),
        next_meeting=cover(minutes.next_meeting),
        errata=tuple((day, cover(text)) for day, text in minutes.errata),
        place=minutes.place,
        title=cover(minutes.title),
    )


class _Cover:
    """Replaces known names wherever they stand, the longest first, and any phone number."""

    def __init__(self, names: list[str]) -> None:
        self.pattern = (
            re.compile("|".join(re.escape(n) for n in sorted(names, key=len, reverse=True)))
            if names
            else None
        )

    def __call__(self, text: str) -> str:
        said = re.sub(r"(?<!\d)1\d{10}(?!\d)|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)", "（电话略）", text)
        if self.pattern is None:
            return said
        return self.pattern.sub(lambda found: masked(found.group()), said)


def _names(minutes: Minutes) -> list[Name]:
    there = minutes.attendance
    pairs = [name for pair in there.represented for name in pair]
    recused = [name for item in minutes.items for name, _ in item.recused]
    return [*there.present, *there.excused, *there.absent, *there.observers, *pairs, *recused]


def _cover(minutes: Minutes, names: list[Name], keep: set[str]) -> _Cover:
    said = {n.name for n in names} | {minutes.chair, minutes.secretary}
    for item in minutes.items:
        said |= {s.name for s in item.speeches}
        said |= {m.mover for m in item.motions} | {m.seconder for m in item.motions}
        said |= {d.owner for d in item.decisions} | {h for d in item.decisions for h in d.helpers}
    said |= {line.owner for line in minutes.reviewed}
    bare = {re.sub(r"（.*?）$", "", name).strip() for name in said}
    return _Cover([name for name in bare if len(name) > 1 and name not in keep])


def _name(name: Name, consenting: frozenset[str]) -> Name:
    if name.person in consenting:
        return name
    return replace(name, name=masked(name.name))


def _attendance(there: Attendance, consenting: frozenset[str]) -> Attendance:
    def cover(names: tuple[Name, ...]) -> tuple[Name, ...]:
        return tuple(_name(n, consenting) for n in names)

    return replace(
        there,
        present=cover(there.present),
        excused=cover(there.excused),
        absent=cover(there.absent),
        observers=cover(there.observers),
        represented=tuple(
            (_name(a, consenting), _name(b, consenting)) for a, b in there.represented
        ),
        left_early=tuple((_name(n, consenting), at) for n, at in there.left_early),
        came_late=tuple((_name(n, consenting), at) for n, at in there.came_late),
    )


def _item(item: ItemMinutes, cover: _Cover, consenting: frozenset[str]) -> ItemMinutes:
    if item.private:
        return ItemMinutes(
            number=item.number, title="（本项涉及个人事务，不公开）", kind=item.kind, matter="",
            proposal="", speeches=(), minority_view="", motions=(), votes=(), decisions=(),
            outcome=item.outcome, reason="", private=True,
        )  # fmt: skip
    return replace(
        item,
        title=cover(item.title),
        matter=cover(item.matter),
        proposal=cover(item.proposal),
        minority_view=cover(item.minority_view),
        reason=cover(item.reason),
        speeches=tuple(replace(s, name=cover(s.name), text=cover(s.text)) for s in item.speeches),
        motions=tuple(
            replace(
                m,
                text=cover(m.text),
                mover=cover(m.mover),
                seconder=cover(m.seconder),
                original=cover(m.original),
                reason=cover(m.reason),
            )
            for m in item.motions
        ),
        votes=tuple(_vote(vote, cover) for vote in item.votes),
        decisions=tuple(
            replace(
                d,
                text=cover(d.text),
                owner=cover(d.owner),
                helpers=tuple(cover(h) for h in d.helpers),
            )
            for d in item.decisions
        ),
        recused=tuple((_name(name, consenting), "") for name, _ in item.recused),
    )


def _vote(vote: VoteLine, cover: _Cover) -> VoteLine:
    return replace(
        vote,
        motion=cover(vote.motion),
        sentence=cover(vote.sentence),
        void_reason=cover(vote.void_reason),
        notes=tuple(cover(note) for note in vote.notes),
    )
