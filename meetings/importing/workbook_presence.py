"""Who was there, from a workbook: people and seats, the roll, signing in and the timeline."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

from meetings.community.bodies import Body
from meetings.community.people import Person, Seat
from meetings.importing.workbook_drafts import SignInDraft, WorkbookDraft
from meetings.importing.workbook_votes import person_called
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue
from meetings.sitting.meeting import Meeting
from meetings.sitting.presence import OF_ITEM, Mark, PresenceMark, RollEntry


@dataclass(slots=True)
class Built:
    """What the import writes."""

    body: Body
    meeting: Meeting
    new_body: bool = False
    people: list[Person] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    tasks: list[FollowUp] = field(default_factory=list)


@dataclass
class PresenceBuilder:
    """The first half of a builder; `planned` is the meeting that is filled in."""

    draft: WorkbookDraft
    new_id: Callable[[], str]
    now: datetime
    actor: str
    serial: int
    next_issue: int
    next_task: int
    planned: Meeting | None = None

    body: str = field(init=False)
    meeting: str = field(init=False)
    start: datetime = field(init=False)
    end: datetime | None = field(init=False)
    persons: list[Person] = field(init=False)
    """As the members of the draft are."""

    def _people(self, built: Built) -> None:
        self.persons = []
        for member in self.draft.members:
            person = member.person
            if not member.known:
                person = replace(person, id=self.new_id(), body=self.body)
                built.people.append(person)
            self.persons.append(person)
            if member.roles:
                since = self.start.date()
                seat = Seat(self.new_id(), self.body, person.id, member.roles, member.votes, since)
                built.seats.append(seat)

    def _roll(self, built: Built) -> None:
        roll, marks = [], []
        for line in self.draft.sign_in:
            person = self.persons[line.member]
            roll.append(
                RollEntry(
                    person.id, person.name, person.building, line.roles, line.standing, line.votes
                )
            )
            marks.extend(self._marks(line, person.id))
        rule = self.draft.meeting.rule or self.draft.rule
        if self.draft.held:
            built.meeting = replace(
                built.meeting, rule=rule, roll=tuple(roll), presence=tuple(marks),
                opened_at=self.start,
            )  # fmt: skip
        elif roll:
            built.meeting = replace(built.meeting, roll=tuple(roll), presence=tuple(marks))

    def _marks(self, line: SignInDraft, person: str) -> list[PresenceMark]:
        def mark(kind: Mark, at: datetime, holder: str | None = None) -> PresenceMark:
            return PresenceMark(
                self.new_id(), self.body, self.meeting, person, kind, at, holder=holder
            )

        if line.mark is Mark.IN:
            found = [mark(Mark.IN, self._at(line.came))]
            if line.left is not None:
                found.append(mark(Mark.OUT, self._at(line.left)))
            return found
        if line.mark is Mark.PROXY and line.holder is not None:
            return [mark(Mark.PROXY, self.start, self.persons[line.holder].id)]
        return [mark(line.mark, self.start)]

    def _moves(self, built: Built) -> None:
        """The timeline where the sheet 到离 tells of a person; it goes before 签到."""
        items = {item.position: item.id for item in built.meeting.items}
        persons = person_called(built.meeting)
        moves = [move for move in self.draft.moves if move.name in persons]
        told = {persons[move.name] for move in moves}
        if not moves:
            return
        # Who never came has no line in 到离.
        marks = [
            mark
            for mark in built.meeting.presence
            if mark.person not in told and mark.kind is not Mark.ABSENT
        ]
        for move in moves:
            of_item = move.kind in OF_ITEM
            marks.append(
                PresenceMark(
                    self.new_id(), self.body, self.meeting, persons[move.name], move.kind,
                    self._at(move.at), items.get(move.item or 0) if of_item else None,
                    persons.get(move.holder) if move.kind is Mark.PROXY else None, move.reason,
                )
            )  # fmt: skip
        built.meeting = replace(built.meeting, presence=tuple(marks))

    def _end(self) -> datetime | None:
        end = self.draft.meeting.end
        if end is None:
            return None
        at = datetime.combine(self.draft.meeting.day, end, self.now.tzinfo)
        return at if at >= self.start else at + timedelta(days=1)

    def _at(self, clock: time | None) -> datetime:
        if clock is None:
            return self.start
        at = datetime.combine(self.draft.meeting.day, clock, self.now.tzinfo)
        return at if at > self.start - timedelta(hours=12) else at + timedelta(days=1)
