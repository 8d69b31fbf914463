"""Drafts of a workbook become the meeting with its presence, items, votes and tasks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

from meetings.actions.issue_states import AFTER
from meetings.actions.prepare import REVIEW_TITLE
from meetings.chairing.points import in_order
from meetings.chairing.quorum import quorum_met
from meetings.community.bodies import Body
from meetings.community.people import Person, Seat
from meetings.community.units import Unit
from meetings.importing.tasks.rows import build_task
from meetings.importing.workbook.drafts import (
    ItemDraft,
    SignInDraft,
    VoteDraft,
    WorkbookDraft,
    pair_up,
)
from meetings.importing.workbook.votes import (
    counted,
    motion_state,
    person_called,
    room_of,
    same_motion,
)
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue, IssueState, Move, Source
from meetings.procedure.verdict import Outcome
from meetings.sitting.agenda import AgendaItem, ItemKind
from meetings.sitting.debate import Speech, untold
from meetings.sitting.decisions import Decision
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import Invited, MeetingState
from meetings.sitting.motions import Motion, MotionState
from meetings.sitting.points import Point
from meetings.sitting.presence import OF_ITEM, Mark, PresenceMark, RollEntry
from meetings.sitting.votes import Vote, VoteState


@dataclass(slots=True)
class Built:
    """What the import writes."""

    body: Body
    meeting: Meeting
    new_body: bool = False
    people: list[Person] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    seats_changed: list[Seat] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
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
                if not member.unit:
                    built.people.append(person)
            self.persons.append(person)
            if member.seat is not None:
                built.seats_changed.append(member.seat)
            elif member.seated:
                seat = Seat(
                    self.new_id(), self.body, person.id, member.roles, member.votes,
                    self.start.date(), titles=member.titles,
                )  # fmt: skip
                built.seats.append(seat)
            if member.area:
                built.units.append(
                    Unit(
                        self.new_id(),
                        self.body,
                        person.building,
                        person.entrance,
                        person.room,
                        member.area,
                        person.name,
                        person.id,
                    )
                )

    def _roll(self, built: Built) -> None:
        roll, marks = [], []
        for line in self.draft.sign_in:
            person = self.persons[line.member]
            roll.append(
                RollEntry(
                    person.id,
                    person.name,
                    person.building,
                    line.roles,
                    line.standing,
                    line.votes,
                    line.section or person.section,
                )
            )
            marks.extend(self._marks(line, person.id))
        built.meeting = replace(built.meeting, invited=self._invited(built.meeting))
        rule = self.draft.meeting.rule or self.draft.rule
        if self.draft.held:
            built.meeting = replace(
                built.meeting, rule=rule, roll=tuple(roll), presence=tuple(marks),
                opened_at=self.start,
            )  # fmt: skip
        elif roll:
            built.meeting = replace(built.meeting, roll=tuple(roll), presence=tuple(marks))

    def _invited(self, meeting: Meeting) -> tuple[Invited, ...]:
        """The units already invited, and those for which a row of 签到 says that somebody came."""
        named: dict[str, list[str]] = {}
        for line in self.draft.sign_in:
            person = self.persons[line.member]
            if line.of_unit:
                names = named.setdefault(person.building or person.name, [])
                names += [person.name] if person.building else []
        there = {one.unit for one in meeting.invited}
        new = (Invited(unit, "、".join(who)) for unit, who in named.items() if unit not in there)
        return (*meeting.invited, *new)

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
        return [mark(line.mark, self.start)] if line.mark is not None else []

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


class Builder(PresenceBuilder):
    """Builds one workbook."""

    def build(self) -> Built:
        """Everything, in the order in which ids must rise."""
        draft = self.draft
        known = draft.body
        body = known or self._founded()
        self.body = body.id
        start = datetime.combine(draft.meeting.day, draft.meeting.start, self.now.tzinfo)
        self.start = start
        self.end = self._end()
        base = self.planned or Meeting(
            self.new_id(), body.id, start.year, self.serial, draft.meeting.title, start
        )
        meeting = replace(
            base,
            title=draft.meeting.title or base.title or body.name,
            starts_at=start,
            ends_at=self.end,
            place=draft.meeting.place,
            chair=draft.meeting.chair,
            secretary=draft.meeting.secretary,
            note="\n".join(dict.fromkeys((*base.note.splitlines(), *draft.meeting.answers))),
        )
        self.meeting = meeting.id
        built = Built(body, meeting, known is None)
        self._people(built)
        self._roll(built)
        drafts = sorted(draft.items.values(), key=lambda one: one.position)
        items = [self._item(built, item) for item in drafts]
        self._moves(built)
        self.votes: dict[int, str] = {}
        for item, made in zip(drafts, items, strict=True):
            self._decided(built, made, item)
        self._speeches(built)
        self._tasks(built)
        if draft.held:
            built.meeting = self._ended(built.meeting)
        return built

    def _founded(self) -> Body:
        id = self.new_id()
        draft = self.draft
        return Body(id, id, draft.tier, draft.body_name, draft.rule)

    def _item(self, built: Built, draft: ItemDraft) -> AgendaItem:
        known = None
        if self.planned is not None:
            known = next((i for i in self.planned.items if i.title == draft.title), None)
        id = known.id if known else self.new_id()
        issue = known.issue if known else None
        if issue is None and draft.has_issue:
            issue = self._issue(built, draft)
        kind = ItemKind.REVIEW if draft.title == REVIEW_TITLE else ItemKind.MATTER
        base = known or AgendaItem(id, self.body, self.meeting, draft.position, draft.title, kind)
        touched = bool(draft.outcome or draft.votes or draft.decisions)
        item = replace(
            base,
            position=draft.position,
            issue=issue,
            outcome=draft.outcome,
            reason=draft.reason,
            minority_view=draft.minority_view or base.minority_view,
            spent=base.spent or int(touched),
            started_at=self.start if touched else base.started_at,
        )
        others = tuple(one for one in built.meeting.items if one.id != id)
        items = tuple(sorted((*others, item), key=lambda one: one.id))
        built.meeting = replace(built.meeting, items=items)
        return item

    def _decided(self, built: Built, item: AgendaItem, draft: ItemDraft) -> None:
        """The motions, votes and decisions of an item, once it is known who was there."""
        for vote in draft.votes:
            self._vote(built, item, vote, vote.row == draft.last_row)
        for text in draft.decisions:
            decision = Decision(
                self.new_id(), self.body, self.meeting, item.id, text, self.end or self.start,
                task=False,
            )  # fmt: skip
            built.meeting = replace(built.meeting, decisions=(*built.meeting.decisions, decision))

    def _issue(self, built: Built, draft: ItemDraft) -> str:
        state = IssueState.SCHEDULED
        if draft.outcome is not None:
            state = AFTER.get(draft.outcome, IssueState.DELIBERATED)
        issue = Issue(
            self.new_id(), self.body, self.next_issue + len(built.issues), draft.title, self.start,
            topic=draft.topic or "其他", source=draft.source or Source.UNKNOWN,
            source_words=draft.source_words,
            raised_name=draft.raised_name, supporters=draft.supporters or 0, state=state,
            moves=(Move(state, self.start.date()),),
        )  # fmt: skip
        built.issues.append(issue)
        return issue.id

    def _vote(self, built: Built, item: AgendaItem, draft: VoteDraft, last: bool) -> None:
        meeting = built.meeting
        motions = [m for m in meeting.motions if m.item == item.id]
        before = motions[-1] if motions else None
        rounds = sum(1 for v in meeting.votes if before is not None and v.motion == before.id)
        known = before if same_motion(before, rounds, draft) else None
        at = self._at(draft.at) if draft.at else self.end or self.start
        motion = known or Motion(
            self.new_id(), self.body, self.meeting, item.id, draft.motion, draft.mover, at,
            draft.seconder, motion_state(draft, item.outcome, last),
        )  # fmt: skip
        if known is None:
            meeting = replace(meeting, motions=(*meeting.motions, motion))
        if draft.taken:
            vote = counted(
                Vote(
                    self.new_id(), self.body, self.meeting, item.id, motion.id,
                    1 + sum(1 for v in meeting.votes if v.motion == motion.id),
                    draft.method, at, text=draft.motion,
                    run_off_of=self.votes.get(draft.follows or 0),
                ),
                draft, room_of(self.draft, draft, meeting, item.id, at), meeting, at,
            )  # fmt: skip
            if draft.number is not None:
                self.votes[draft.number] = vote.id
            state = motion.state
            if vote.state is VoteState.CLOSED:
                passed = vote.outcome is Outcome.PASSED
                state = MotionState.CARRIED if passed else MotionState.LOST
            elif known is None:
                state = MotionState.SECONDED
            motion = replace(motion, state=state)
            meeting = replace(
                meeting,
                votes=(*meeting.votes, vote),
                motions=tuple(motion if m.id == motion.id else m for m in meeting.motions),
            )
        built.meeting = meeting

    def _speeches(self, built: Built) -> None:
        items = {item.position: item.id for item in built.meeting.items}
        persons = person_called(built.meeting)
        said = []
        for draft in self.draft.speeches:
            said.append(
                Speech(
                    self.new_id(), self.body, self.meeting, items[draft.item],
                    persons.get(draft.name), draft.name, draft.stance, draft.text,
                    self._at(draft.at) if draft.at is not None else untold(self.start),
                    draft.seconds, draft.kind,
                )
            )  # fmt: skip
        if said:
            built.meeting = replace(built.meeting, speeches=tuple(said))
        ids = {d.number: s.id for d, s in zip(self.draft.speeches, said, strict=True)}
        points: dict[str, list[Point]] = {}
        for point in self.draft.points:
            taken = tuple(ids[number] for number in point.speeches)
            made = Point(point.kind, point.text, taken)
            points.setdefault(items[point.item], []).append(made)
        if points:
            changed = (
                replace(item, points=in_order(points.get(item.id, item.points)))
                for item in built.meeting.items
            )
            built.meeting = replace(built.meeting, items=tuple(changed))

    def _tasks(self, built: Built) -> None:
        items = {item.position: item for item in built.meeting.items}
        names: dict[str, list[str]] = {}
        for person in self.persons:
            names.setdefault(person.name, []).append(person.id)
        persons = {name: ids[0] for name, ids in names.items() if len(ids) == 1}
        decided = list(built.meeting.decisions)
        position_of = {item.id: position for position, item in items.items()}
        of_item = [(position_of.get(one.item), one.text) for one in decided]
        paired = pair_up([(n, draft.text) for n, draft in self.draft.tasks], of_item)
        for place, (position, draft) in enumerate(self.draft.tasks):
            item = items.get(position or 0)
            number = self.next_task + place
            task = build_task(
                draft, self.body, number, self.new_id, self.start, self.actor, persons,
                agreed_now=True,
            )  # fmt: skip
            task = replace(task, meeting=self.meeting, item=item.id if item else None)
            if item is not None:
                task = replace(task, issue=item.issue)
            if (at := paired[place]) is not None:
                decision = decided[at]
                decided[at] = replace(
                    decision, task=True, owner=task.owner, owner_person=task.owner_person,
                    helpers=task.helpers, deadline=task.deadline,
                )  # fmt: skip
                task = replace(task, decision=decision.id)
            built.tasks.append(task)
        built.meeting = replace(built.meeting, decisions=tuple(decided))

    def _ended(self, meeting: Meeting) -> Meeting:
        counted_any = any(vote.state is VoteState.CLOSED for vote in meeting.votes)
        short = not counted_any and bool(meeting.roll) and not quorum_met(meeting)
        talk = short and not meeting.decisions
        return replace(
            meeting,
            state=MeetingState.INQUORATE if talk else MeetingState.ENDED,
            informal=talk,
            ended_at=self.end,
            ends_at=self.end,
        )


def numbered(known: Mapping[str, int]) -> Callable[[], str]:
    """Ids for looking only, when nothing is written."""
    count = len(known)

    def give() -> str:
        nonlocal count
        count += 1
        return f"{count:036d}"

    return give
