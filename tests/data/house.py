"""A body with members in records of memory, and meetings held through the use cases."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from meetings.actions import decide, finish, found, hold, prepare
from meetings.community.bodies import Body, Tier
from meetings.community.people import Person, Role
from meetings.papers.minutes import Minutes, Record
from meetings.ports import By, Records
from meetings.procedure.counts import Tally
from meetings.procedure.rules import Rule, preset
from meetings.sitting.debate import Stance
from meetings.sitting.meeting import Meeting
from meetings.sitting.motions import Motion
from meetings.sitting.presence import Mark
from meetings.sitting.votes import Method, Vote
from tests.data.hall import START
from tests.storage.memory_records import MemoryRecords


@dataclass
class House:
    """Everything is done through an action, a minute each."""

    rule: Rule | str = "community"
    members: int = 16
    records: Records = field(default_factory=MemoryRecords)
    now: datetime = START
    acts: int = 0

    def __post_init__(self) -> None:
        rule = preset(self.rule) if isinstance(self.rule, str) else self.rule
        above = self.do(found.found_body, Tier.SUBDISTRICT, "街道推进会", preset("community"))
        self.body: Body = self.do(found.found_body, Tier.COMMUNITY, "社区议事会", rule, above.id)
        self.people: list[Person] = [
            self.do(
                found.add_person, self.body.id, Person("", "", f"成员{n}"), (Role.MEMBER,), True
            )
            for n in range(1, self.members + 1)
        ]

    def by(self) -> By:
        self.now += timedelta(minutes=1)
        self.acts += 1
        return By("李社工", self.now, f"{self.acts:036d}")

    def do(self, action: Any, *args: Any, **more: Any) -> Any:
        return action(self.records, self.by(), *args, **more)

    def plan(self, *titles: str) -> Meeting:
        """A meeting with these items, planned."""
        planned: Meeting = self.do(
            prepare.plan_meeting, self.body.id, "议事会", self.now, "居委会", "王主任", "李社工"
        )
        self.meeting = planned
        for title in titles:
            planned = self.act(prepare.add_item, title)
        return planned

    def act(self, action: Any, *args: Any, **more: Any) -> Meeting:
        """An action on the meeting."""
        held: Meeting = self.do(action, self.body.id, self.meeting.id, *args, **more)
        self.meeting = held
        return held

    def come(self, *numbers: int) -> None:
        for number in numbers:
            self.act(hold.mark, self.people[number - 1].id, Mark.IN)

    def open(self, present: int, led: bool = True) -> None:
        """Open it with the first members here; where `led`, its chair and recorder came too."""
        self.come(*range(1, present + 1))
        self.act(hold.open_meeting, officers=("王主任", "李社工") if led else ())

    def begin(self, title: str) -> None:
        self.act(hold.begin_item, self.item(title))

    def item(self, title: str) -> str:
        return next(item.id for item in self.meeting.items if item.title == title)

    def says(self, number: int, text: str, stance: Stance = Stance.FOR) -> None:
        person = self.people[number - 1]
        self.act(hold.speak, person.id, person.name, stance, text)

    def move(self, text: str, **more: Any) -> str:
        motion = Motion(
            "", self.body.id, self.meeting.id, self.meeting.current or "", text, "成员1",
            self.now, seconder="成员2", **more,
        )  # fmt: skip
        self.meeting = self.do(hold.propose, motion)
        return self.meeting.motions[-1].id

    def vote(self, motion: str, *counts: int, method: Method = Method.HANDS, **more: Any) -> Vote:
        self.act(decide.open_vote, motion, method)
        vote = self.meeting.votes[-1].id
        if counts:
            more["tally"] = Tally(*counts)
        self.act(decide.close_vote, vote, **more)
        return self.meeting.vote(vote)

    def minutes(self) -> Minutes:
        return finish.minutes(self.records, self.meeting.id, self.now)

    def record(self) -> Record:
        return finish.record(self.records, self.meeting.id, self.now)

    def finalise(self) -> Meeting:
        return self.act(finish.finalise, "abc")


def without_times(meeting: Meeting) -> Meeting:
    """The meeting but for what only a clock changes."""
    return replace(meeting, final_at=None)
