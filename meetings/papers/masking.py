"""The public edition: names masked, nothing private.

No publication without separate consent: Personal Information Protection Law 2021, art. 25.
Units (物业服务中心) keep their names; who represents them is a person.
"""

from collections.abc import Iterable
from dataclasses import replace

from meetings.clean import trim
from meetings.community.people import Person
from meetings.papers.minutes import Attendance, ItemMinutes, Minutes, Name, ReviewLine, VoteLine
from meetings.papers.name_masking import Cover, masked

__all__ = ["masked", "public_edition"]


def public_edition(minutes: Minutes, people: Iterable[Person] = ()) -> Minutes:
    """The minutes with every person's name masked, also inside texts, and private items withheld.

    `people` are those whom the records know; their names, phones and rooms are looked for too,
    and their consent lets a name stand.
    """
    known = tuple(people)
    edition = _Edition(minutes, known)
    cover = edition.cover
    return replace(
        minutes,
        public=True,
        chair=cover(minutes.chair),
        secretary=cover(minutes.secretary),
        attendance=edition.attendance(minutes.attendance),
        reviewed=tuple(map(edition.review, minutes.reviewed)),
        items=tuple(map(edition.item, minutes.items)),
        next_meeting=cover(minutes.next_meeting),
        errata=tuple((day, cover(text)) for day, text in minutes.errata),
        place=cover(minutes.place),
        title=cover(minutes.title),
        rule_name=cover.names(minutes.rule_name),
    )


class _Edition:
    """Who may be named, and how each part of the minutes reads without the others."""

    def __init__(self, minutes: Minutes, people: tuple[Person, ...]) -> None:
        self.consenting = {person.id for person in people if person.consent}
        bearers = [(n.name, n.person) for n in _there(minutes)]
        bearers += [(person.name, person.id) for person in people]
        private = {name for name, id in bearers if id not in self.consenting}
        # A name that two people bear may stand in a text only if both agreed.
        open_names = {name for name, _ in bearers} - private
        said = {name for name in _said(minutes) if _bare(name) not in open_names}
        self.cover = Cover(
            sorted(private | said),
            [person.room for person in people],
            [person.phone for person in people],
        )

    def name(self, name: Name) -> Name:
        """A person of the roll; who agreed is named."""
        if name.person in self.consenting:
            return name
        return replace(name, name=masked(name.name), building=self.cover(name.building))

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
            units=tuple((self.cover(unit), self.cover(name)) for unit, name in there.units),
            changes=tuple((self.name(name), what, "") for name, what, _ in there.changes),
        )

    def review(self, line: ReviewLine) -> ReviewLine:
        """One promise of an earlier meeting."""
        cover = self.cover
        return replace(
            line,
            text=cover(line.text),
            owner=cover(line.owner),
            word=cover(line.word),
            person=None,
            answered=tuple(map(cover, line.answered)),
        )

    def item(self, item: ItemMinutes) -> ItemMinutes:
        """One item; of a private one only that it was there and how it ended."""
        if item.private:
            return ItemMinutes(
                number=item.number, title="（本项涉及个人事务，不公开）", kind=item.kind,
                matter="", proposal="", speeches=(), minority_view="", motions=(), votes=(),
                decisions=(), outcome=item.outcome, reason="", private=True,
            )  # fmt: skip
        cover = self.cover
        return replace(
            item,
            title=cover(item.title),
            matter=cover(item.matter),
            proposal=cover(item.proposal),
            minority_view=cover(item.minority_view),
            reason=cover(item.reason),
            raised_by=cover(item.raised_by),
            speeches=tuple(
                replace(s, name=cover(s.name), text=cover(s.text)) for s in item.speeches
            ),
            motions=tuple(
                replace(
                    m, text=cover(m.text), mover=cover(m.mover), seconder=cover(m.seconder),
                    original=cover(m.original), reason=cover(m.reason),
                )
                for m in item.motions
            ),
            votes=tuple(map(self.vote, item.votes)),
            decisions=tuple(
                replace(
                    d, text=cover(d.text), owner=cover(d.owner), person=None,
                    helpers=tuple(map(cover, d.helpers)),
                )
                for d in item.decisions
            ),
            recused=tuple((self.name(name), "") for name, _ in item.recused),
        )  # fmt: skip

    def vote(self, vote: VoteLine) -> VoteLine:
        """One vote; the numbers of its sentence are counts and stay."""
        cover = self.cover
        return replace(
            vote,
            motion=cover(vote.motion),
            sentence=cover.names(vote.sentence),
            void_reason=cover(vote.void_reason),
            notes=tuple(map(cover.names, vote.notes)),
        )


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


def _said(minutes: Minutes) -> set[str]:
    """Names that the minutes hold as names of persons; owners and helpers may be units."""
    said = {minutes.chair, minutes.secretary}
    said |= {name for _, name in minutes.attendance.units}
    for item in minutes.items:
        said |= {speech.name for speech in item.speeches} | {item.raised_by}
        said |= {who for motion in item.motions for who in (motion.mover, motion.seconder)}
        said |= {decision.owner for decision in item.decisions if decision.person}
    said |= {line.owner for line in minutes.reviewed if line.person}
    return said
