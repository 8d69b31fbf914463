"""A meeting to try the rules on: a hall of numbered members, held act by act."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from typing import Any

from meetings.chairing import floor, life, moving, voting
from meetings.chairing.attendance import mark
from meetings.procedure.ballots import OptionTally
from meetings.procedure.counts import Tally
from meetings.procedure.rules import Rule, preset
from meetings.sitting.agenda import AgendaItem
from meetings.sitting.meeting import Meeting
from meetings.sitting.motions import Motion
from meetings.sitting.presence import Mark, RollEntry, Standing
from meetings.sitting.votes import Method, Vote

START = datetime(2026, 11, 24, 19, 0, tzinfo=timezone(timedelta(hours=8)))


@dataclass
class Hall:
    """A meeting that is held step by step; every act takes a minute."""

    meeting: Meeting
    now: datetime = START
    ids: int = 0

    def id(self) -> str:
        self.ids += 1
        return f"{self.ids:036d}"

    def later(self, minutes: int = 1) -> datetime:
        self.now += timedelta(minutes=minutes)
        return self.now

    @property
    def item(self) -> str:
        return self.meeting.current or self.meeting.in_order[0].id

    def mark(self, person: str, kind: Mark, **more: Any) -> None:
        at = more.pop("at", None) or self.later()
        self.meeting = mark(self.meeting, self.id(), person, kind, at, **more)

    def begin(self, number: int) -> None:
        self.meeting = floor.begin_item(
            self.meeting, self.meeting.in_order[number - 1].id, self.later()
        )

    def move(self, text: str = "安装照明", mover: str = "甲", **more: Any) -> str:
        """Put a motion that has its second; returns its id."""
        given: dict[str, Any] = {"seconder": "乙", **more}
        motion = Motion(self.id(), "b", "m", self.item, text, mover, self.later(), **given)
        self.meeting = moving.propose(self.meeting, motion)
        return motion.id

    def open(self, motion: str, method: Method = Method.HANDS, **more: Any) -> str:
        """Open a vote; returns its id."""
        id = self.id()
        self.meeting = voting.open_vote(self.meeting, id, motion, method, self.later(), **more)
        return id

    def close(self, vote: str, *counts: int, **more: Any) -> Vote:
        """Close a vote with for, against, abstain, invalid."""
        if counts:
            more["tally"] = Tally(*counts)
        self.meeting = voting.close_vote(self.meeting, vote, self.later(), **more)
        return self.meeting.vote(vote)

    def vote(self, motion: str, *counts: int, **more: Any) -> Vote:
        """Open and close a show of hands."""
        return self.close(self.open(motion), *counts, **more)

    def choose(self, motion: str, marks: dict[str, int], papers: Tally, **more: Any) -> Vote:
        """A show of hands among options."""
        vote = self.open(motion, options=tuple(marks), **more)
        found = tuple(OptionTally(label, votes) for label, votes in marks.items())
        return self.close(vote, tally=papers, options=found)

    def end(self) -> None:
        self.meeting = life.end(self.meeting, self.later())


def roll(expected: int, observers: int = 0) -> tuple[RollEntry, ...]:
    """Members 成员1, 成员2, …, with a vote, and observers without."""
    members = [RollEntry(f"p{n}", f"成员{n}", votes=True) for n in range(1, expected + 1)]
    others = [
        RollEntry(f"o{n}", f"列席{n}", standing=Standing.OBSERVER) for n in range(1, observers + 1)
    ]
    return (*members, *others)


def hall(
    rule: Rule | str = "community",
    expected: int = 16,
    present: int = 14,
    items: int = 3,
    observers: int = 0,
    **of_rule: Any,
) -> Hall:
    """An open meeting in its first item, the first `present` members in the room."""
    known = preset(rule) if isinstance(rule, str) else rule
    known = replace(known, **of_rule) if of_rule else known
    planned = Meeting(
        "m", "b", 2026, 1, "社区议事会", START, chair="王主任", secretary="李社工",
        items=tuple(
            AgendaItem(f"i{n}", "b", "m", n, f"议题{n}") for n in range(1, items + 1)
        ),
        roll=roll(expected, observers),
    )  # fmt: skip
    made = Hall(planned)
    for n in range(1, present + 1):
        made.meeting = mark(made.meeting, made.id(), f"p{n}", Mark.IN, made.now)
    made.meeting = life.open_(made.meeting, known, roll(expected, observers), made.later())
    made.begin(1)
    return made
