"""Holds one meeting of the sample, through the same use cases as the meeting screen."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from meetings.actions import decide, finish, hold, prepare
from meetings.community.bodies import Body
from meetings.community.people import Person, label
from meetings.matters.issues import Issue
from meetings.ports import Records
from meetings.procedure.counts import Tally
from meetings.sitting.agenda import AgendaItem, ItemOutcome
from meetings.sitting.debate import Stance, Waiting
from meetings.sitting.decisions import Decision
from meetings.sitting.motions import Motion
from meetings.sitting.presence import Mark
from meetings.sitting.votes import Method
from tui.sample.clock import Clock


@dataclass(slots=True)
class Sample:
    """The bodies, people and issues made so far, by the keys of the sample's tables."""

    records: Records
    clock: Clock
    now: datetime
    bodies: dict[str, Body] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    issues: dict[str, Issue] = field(default_factory=dict)

    def called(self, key: str) -> str:
        """The name as it is said in the room, with the building where two people have it."""
        person = self.people[key]
        return label(person.name, person.building) if "/" in key else person.name


class Sitting:
    """Plans and holds a meeting; each act moves the sample's clock on a little."""

    def __init__(
        self, sample: Sample, body: str, starts_at: datetime, place: str, chair: str, secretary: str
    ) -> None:
        self.sample, self.clock = sample, sample.clock
        self.body = sample.bodies[body]
        self.meeting = prepare.plan_meeting(
            sample.records, self.clock.by(), self.body.id, self.body.name, starts_at, place, chair,
            secretary,
        )  # fmt: skip

    @property
    def _where(self) -> tuple[str, str]:
        return self.body.id, self.meeting.id

    def item(self, title: str) -> AgendaItem:
        """The item of this title."""
        return next(item for item in self.meeting.items if item.title == title)

    def schedule(self, key: str, minutes: int, proposal: str = "") -> None:
        """Put an issue on the agenda, with its plan in writing."""
        records, issue = self.sample.records, self.sample.issues[key]
        self.meeting = prepare.schedule_issue(
            records, self.clock.by(), *self._where, issue.id, minutes
        )
        if proposal:
            planned = replace(self.item(issue.title), proposal=proposal)
            self.meeting = prepare.edit_item(records, self.clock.by(), planned)

    def last(self, title: str, minutes: int) -> None:
        """Give an item this budget and move it to the end of the agenda."""
        records = self.sample.records
        self.meeting = prepare.edit_item(
            records, self.clock.by(), replace(self.item(title), minutes=minutes)
        )
        while self.meeting.in_order[-1].title != title:
            self.meeting = prepare.move_item(
                records, self.clock.by(), *self._where, self.item(title).id, up=False
            )

    def call(self) -> None:
        """Send out the notice of the meeting."""
        self.meeting = prepare.call_meeting(self.sample.records, self.clock.by(), *self._where)

    def come(self, *keys: str) -> None:
        """Sign people in."""
        for key in keys:
            self.clock.pass_(0.3)
            self.mark(key, Mark.IN)

    def mark(self, key: str, kind: Mark, reason: str = "", item: str = "") -> None:
        """Record any other kind of presence, such as a proxy."""
        person = self.sample.people[key].id
        about = self.item(item).id if item else None
        self.meeting = hold.mark(
            self.sample.records, self.clock.by(), *self._where, person, kind, about, reason=reason
        )

    def open(self) -> None:
        """Open the meeting and begin its first item."""
        self.meeting = hold.open_meeting(self.sample.records, self.clock.by(), *self._where)

    def begin(self, title: str) -> None:
        """Begin an item."""
        item = self.item(title).id
        self.meeting = hold.begin_item(self.sample.records, self.clock.by(), *self._where, item)

    def says(self, key: str, stance: Stance, text: str, minutes: float = 1) -> None:
        """Record a speech of so many minutes."""
        records, person = self.sample.records, self.sample.people[key]
        name = self.sample.called(key)
        hold.give_floor(records, self.clock.by(), *self._where, person.id, name)
        self.clock.pass_(minutes)
        self.meeting = hold.speak(
            records, self.clock.by(), *self._where, person.id, name, stance, text
        )

    def queue(self, *keys: str) -> None:
        """Put people on the queue to speak."""
        for key in keys:
            waiting = Waiting(self.sample.people[key].id, self.sample.called(key))
            self.meeting = hold.raise_hand(
                self.sample.records, self.clock.by(), *self._where, waiting
            )

    def floor(self, key: str) -> None:
        """Give the floor to somebody."""
        self.meeting = hold.give_floor(
            self.sample.records, self.clock.by(), *self._where, self.sample.people[key].id,
            self.sample.called(key),
        )  # fmt: skip

    def move(self, text: str, mover: str, seconder: str, amends: str | None = None) -> str:
        """Move a motion and second it; returns its id."""
        item = self.meeting.current or ""
        self.clock.pass_(0.5)
        motion = Motion(
            "", *self._where, item, text, self.sample.called(mover), self.clock.at, amends=amends
        )
        records = self.sample.records
        moved = hold.propose(records, self.clock.by(), motion).motions[-1]
        self.meeting = hold.second(
            records, self.clock.by(), *self._where, moved.id, self.sample.called(seconder)
        )
        return moved.id

    def vote(self, motion: str, tally: Tally, method: Method = Method.HANDS) -> None:
        """Vote on a motion."""
        records = self.sample.records
        opened = decide.open_vote(records, self.clock.by(), *self._where, motion, method)
        taken = opened.open_vote
        assert taken is not None
        self.clock.pass_(1)
        self.meeting = decide.close_vote(records, self.clock.by(), *self._where, taken.id, tally)

    def vote_again(self, motion: str) -> None:
        """Vote again on a motion after a tie."""
        self.meeting = decide.vote_again(self.sample.records, self.clock.by(), *self._where, motion)

    def fix(self, text: str, owner: str, deadline: date, *helpers: str) -> None:
        """Record a decision with its task."""
        person = self.sample.people[owner]
        voted = [vote.id for vote in self.meeting.votes if vote.item == self.meeting.current]
        decision = Decision(
            "", *self._where, self.meeting.current or "", text, self.clock.at,
            self.sample.called(owner), person.id, helpers, deadline,
            vote=voted[-1] if voted else None,
        )  # fmt: skip
        self.clock.pass_(0.5)
        self.meeting = decide.decide(self.sample.records, self.clock.by(), decision)

    def settle(self, outcome: ItemOutcome, reason: str = "") -> None:
        """Record the outcome of the current item."""
        self.meeting = decide.settle(
            self.sample.records, self.clock.by(), *self._where, self.meeting.current or "",
            outcome, reason,
        )  # fmt: skip

    def pass_up(self, reason: str, tried: str, wanted_by: date) -> None:
        """Pass the current item up to the body above."""
        self.meeting = decide.pass_up(
            self.sample.records, self.clock.by(), *self._where, self.meeting.current or "",
            reason, tried, wanted_by,
        )  # fmt: skip

    def wait(self, minutes: float, why: str) -> None:
        """Suspend the meeting for so many minutes and resume it."""
        hold.suspend(self.sample.records, self.clock.by(), *self._where, why)
        self.clock.pass_(minutes)
        self.meeting = hold.resume(self.sample.records, self.clock.by(), *self._where)

    def end(self) -> None:
        """End the meeting and finalise its minutes half an hour later."""
        self.clock.pass_(1)
        self.meeting = hold.end_meeting(self.sample.records, self.clock.by(), *self._where)
        self.clock.pass_(30)
        by = self.clock.by()
        self.meeting = finish.finalise(self.sample.records, by, *self._where)
