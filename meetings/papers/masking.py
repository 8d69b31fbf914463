"""The public edition of minutes: names are masked and private items withheld.

No publication without separate consent: Personal Information Protection Law 2021, art. 25.
Units (物业服务中心) keep their names; who represents them is a person.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from meetings.clean import trim
from meetings.community.people import Person, label
from meetings.papers.anonymity import is_unit
from meetings.papers.mask_choice import MaskChoice
from meetings.papers.minutes import (
    Attendance,
    DecisionLine,
    ItemMinutes,
    Minutes,
    Name,
    ReviewLine,
    VoteLine,
)
from meetings.papers.name_masking import Cover, Seen, WordList, distinct_masks, masked
from meetings.sitting.points import PointKind


def public_edition(
    minutes: Minutes,
    people: Iterable[Person] = (),
    words: WordList | None = None,
    choices: Iterable[MaskChoice] = (),
) -> Minutes:
    """The minutes with every person's name masked, also inside texts, and private items withheld.

    `people` are those whom the records know; their names, phones and rooms are looked for too,
    and their consent lets a name stand. `words` tells a name from a word; `choices` are what a
    person decided at the desk.
    """
    return _edition(minutes, people, words, choices)[0]


def seen_in(
    minutes: Minutes,
    people: Iterable[Person] = (),
    words: WordList | None = None,
    choices: Iterable[MaskChoice] = (),
) -> tuple[Seen, ...]:
    """Every place of the minutes that points or may point to a person, line by line."""
    return tuple(_edition(minutes, people, words, choices)[1].seen)


def _edition(
    minutes: Minutes,
    people: Iterable[Person],
    words: WordList | None,
    choices: Iterable[MaskChoice],
) -> tuple[Minutes, Cover]:
    edition = _Edition(minutes, tuple(people), words, choices)
    cover = edition.cover
    made = replace(
        minutes,
        public=True,
        title=cover(minutes.title),
        place=cover(minutes.place),
        chair=edition.called(minutes.chair),
        secretary=edition.called(minutes.secretary),
        rule_name=cover.names(minutes.rule_name),
        reviewed=tuple(map(edition.review, minutes.reviewed)),
        items=tuple(map(edition.item, minutes.items)),
        next_meeting=cover(minutes.next_meeting),
        attendance=edition.attendance(minutes.attendance),
        errata=tuple((day, cover(text)) for day, text in minutes.errata),
        pauses=tuple((since, until, cover(why)) for since, until, why in minutes.pauses),
        answered=tuple(map(cover.names, minutes.answered)),
    )
    return made, cover


_UNIT_LENGTH = 4
"""A unit's name has at least as many characters; what is shorter may be a person's name."""


def names_a_unit(name: str) -> bool:
    """Whether the name of an invited unit is too long to be a person's, and stands in public."""
    return len(name) >= _UNIT_LENGTH


class _Edition:
    """Masks each part of the minutes, but for the names of those who agreed to be named."""

    def __init__(
        self,
        minutes: Minutes,
        people: tuple[Person, ...],
        words: WordList | None,
        choices: Iterable[MaskChoice],
    ) -> None:
        self.consenting = {person.id for person in people if person.consent}
        there = _there(minutes)
        bearers = [(n.name, n.person) for n in there]
        bearers += [(person.name, person.id) for person in people]
        units = {unit for unit, _ in minutes.attendance.units if names_a_unit(unit)}
        private = {name for name, id in bearers if id not in self.consenting} - units
        # A name that two people bear may stand in a text only if both agreed.
        self.open_names = {name for name, _ in bearers} - private | units
        names = [
            name for name in _acting_names(minutes) if name and _bare(name) not in self.open_names
        ]
        bearing = Counter(bare for bare, _ in dict.fromkeys((_bare(n), id) for n, id in bearers))
        self.namesakes = {bare for bare, count in bearing.items() if count > 1}
        came = [
            label(n.name, n.building) if n.name in self.namesakes else n.name
            for n in there
            if n.name not in self.open_names
        ]
        self.masks = distinct_masks(
            name if _bare(name) in self.namesakes else _bare(name) for name in (*came, *names)
        )
        living = {(n.person or n.name, n.building) for n in there}
        living |= {(person.id, person.building) for person in people}
        self.shared = Counter(building for _, building in living)
        self.cover = Cover(
            sorted(private | set(names)),
            [person.room for person in people],
            [person.phone for person in people],
            words=words,
            choices=choices,
            masks={
                **self.masks,
                **{
                    name: masked(name) if _bare(name) in self.namesakes else self.called(name)
                    for name in names
                },
            },
        )

    def called(self, name: str) -> str:
        """A field that holds the name of a person, or of persons joined by 、."""
        if "、" in name:
            return "、".join(map(self.called, name.split("、")))
        bare = _bare(name)
        if not bare or bare in self.open_names or bare.endswith("某"):
            return name
        return self.masks.get(name) or self.masks.get(bare) or masked(name)

    def name(self, name: Name) -> Name:
        """A person of the roll, masked unless the person agreed to be named.

        The building stands beside it only where others of those known live there too.
        """
        if name.person in self.consenting:
            return replace(name, reason="")
        building = self.cover(name.building) if self.shared[name.building] > 1 else ""
        twice = _bare(name.name) in self.namesakes
        called = self.called(label(name.name, name.building) if twice else name.name)
        return replace(name, name=called, building=building, reason="")

    def attendance(self, there: Attendance) -> Attendance:
        """Each group with its names masked."""

        def all_of(names: tuple[Name, ...]) -> tuple[Name, ...]:
            return tuple(map(self.name, names))

        return replace(
            there,
            present=all_of(there.present),
            excused=all_of(there.excused),
            absent=all_of(there.absent),
            observers=all_of(there.observers),
            represented=tuple((self.name(a), self.name(b)) for a, b in there.represented),
            left_early=tuple((self.name(n), at) for n, at in there.left_early),
            came_late=tuple((self.name(n), at) for n, at in there.came_late),
            units=tuple((self.cover(unit), self.called(name)) for unit, name in there.units),
            changes=tuple((self.name(name), what, "") for name, what, _ in there.changes),
        )

    def review(self, line: ReviewLine) -> ReviewLine:
        """One promise of an earlier meeting."""
        cover = self.cover
        return replace(
            line,
            text=cover(line.text),
            owner=self.called(line.owner) if line.person else cover(line.owner),
            word=cover(line.word),
            person=PERSON if line.person else None,
            answered=tuple(map(cover, line.answered)),
        )

    def item(self, item: ItemMinutes) -> ItemMinutes:
        """One item; of a private item only its place and its outcome."""
        if item.private:
            return ItemMinutes(
                number=item.number, title="（本项涉及个人事务，不公开）", kind=item.kind,
                matter="", proposal="", speeches=(), minority_view="", motions=(), votes=(),
                decisions=(), outcome=item.outcome, reason="", private=True,
                elected=tuple(
                    replace(line, office="", chosen=(), again=(), candidates=(), declined=(),
                            all_the_same=())
                    for line in item.elected
                ),
                by_election=item.by_election,
            )  # fmt: skip
        cover, called = self.cover, self.called
        return replace(
            item,
            title=cover(item.title),
            matter=cover(item.matter),
            proposal=cover(item.proposal),
            minority_view=cover(item.minority_view),
            reason=cover(item.reason),
            about=cover(item.about),
            place=cover(item.place),
            again=cover(item.again),
            raised_by=called(item.raised_by),
            speeches=tuple(
                replace(s, name=called(s.name), text=cover(s.text))
                for s in item.speeches
                if not s.taken
            ),
            points=tuple(
                replace(p, text=cover(p.text), names=tuple(map(called, p.names)))
                for p in item.points
                if p.kind is not PointKind.LEFT_OUT
            ),
            motions=tuple(
                replace(
                    m, text=cover(m.text), mover=called(m.mover), seconder=called(m.seconder),
                    original=cover(m.original), reason=cover(m.reason),
                )
                for m in item.motions
            ),
            votes=tuple(map(self.vote, item.votes)),
            decisions=tuple(
                replace(
                    d, text=cover(d.text), person=PERSON if _is_persons(d) else None,
                    owner=called(d.owner) if _is_persons(d) else cover(d.owner),
                    helpers=tuple(map(cover, d.helpers)), units=tuple(map(cover, d.units)),
                )
                for d in item.decisions
            ),
            recused=tuple((self.name(name), "") for name, _ in item.recused),
            chosen=tuple(map(cover.names, item.chosen)),
            elected=tuple(
                replace(
                    line, office=cover(line.office), chosen=tuple(map(called, line.chosen)),
                    again=tuple(map(called, line.again)),
                    all_the_same=tuple(map(cover.names, line.all_the_same)),
                    candidates=tuple(
                        replace(one, name=called(one.name)) for one in line.candidates
                    ),
                    declined=tuple(
                        replace(
                            one, name=called(one.name), reason="",
                            successor=called(one.successor), provision=cover(one.provision),
                        )
                        for one in line.declined
                    ),
                )
                for line in item.elected
            ),
        )  # fmt: skip

    def vote(self, vote: VoteLine) -> VoteLine:
        """One vote; the numbers of its sentence are counts and stay."""
        cover = self.cover
        return replace(
            vote,
            motion=cover(vote.motion),
            sentence=cover.names(vote.sentence),
            brief=cover.names(vote.brief),
            counts=cover.names(vote.counts),
            void_reason=cover(vote.void_reason),
            notes=tuple(map(cover.names, vote.notes)),
        )


def _is_persons(decision: DecisionLine) -> bool:
    """Whether its owner is a person: one of the register, or one named beside a unit."""
    beside = bool(decision.units) and not is_unit(decision.owner)
    return bool(decision.person) or (beside and bool(decision.owner))


PERSON = "person"
"""Replaces the id of an owner who is a person; a unit has none."""


def _bare(name: str) -> str:
    return trim(name.partition("（")[0])


def _there(minutes: Minutes) -> list[Name]:
    there = minutes.attendance
    pairs = [name for pair in there.represented for name in pair]
    recused = [name for item in minutes.items for name, _ in item.recused]
    timed = [name for name, _ in (*there.left_early, *there.came_late)]
    return [
        *there.present, *there.excused, *there.absent, *there.observers, *pairs, *recused, *timed,
        *(name for name, _, _ in there.changes),
    ]  # fmt: skip


def _acting_names(minutes: Minutes) -> list[str]:
    """Every name in the minutes that is a person's; owners and helpers count only where persons."""
    names = [minutes.chair, minutes.secretary]
    for item in minutes.items:
        names += [speech.name for speech in item.speeches] + [item.raised_by]
        names += [name for line in item.elected for name in (*line.chosen, *line.again)]
        names += [one.name for line in item.elected for one in line.candidates]
        names += [who for motion in item.motions for who in (motion.mover, motion.seconder)]
        names += [decision.owner for decision in item.decisions if _is_persons(decision)]
    names += [line.owner for line in minutes.reviewed if line.person]
    names += [name for _, name in minutes.attendance.units]
    return list(dict.fromkeys(part for name in names for part in name.split("、") if part))
