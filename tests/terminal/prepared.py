"""Records made by use cases where the set-up is not the point: three tiers with their people."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from meetings.actions import collect, found, hold, refer
from meetings.community.bodies import Tier
from meetings.community.people import Person, Role
from meetings.matters.issues import Issue, IssueState
from meetings.matters.referrals import Referral
from meetings.procedure.rules import preset
from storage.records import FileRecords
from tests.terminal.terminal import Terminal
from tests.terminal.walks import MEMBERS
from tui.desk.core import local_now
from tui.sample.clock import Clock
from tui.sample.sitting import Sample, Sitting

SUBDISTRICT, COMMUNITY, CORNER = "试验街道推进会", "试验社区议事会", "试验街角议事会"
TO_SUBDISTRICT, TO_COMMUNITY, TO_CORNER = "<F8>1", "<F8>2", "<F8>3"
"""Keys that choose for which body one works."""

_BODIES = (
    (SUBDISTRICT, Tier.SUBDISTRICT, "community", None),
    (COMMUNITY, Tier.COMMUNITY, "community", SUBDISTRICT),
    (CORNER, Tier.CORNER, "corner", COMMUNITY),
)
ROOM = tuple(name for name, _more, _keys in MEMBERS[:6])
"""Who is registered with each body, and comes to a meeting opened here."""


class Neighbourhood:
    """Three bodies under one another in a file of a test; everything happens on today's clock."""

    def __init__(self, path: Path) -> None:
        self.path, now = path, local_now()
        records = FileRecords.open(path)
        self.sample = Sample(records, Clock(now - timedelta(days=40)), now)
        for name, tier, rule, above in _BODIES:
            parent = self.sample.bodies[above].id if above else None
            body = found.found_body(
                records, self.sample.clock.by(), tier, name, preset(rule), parent, "活动室"
            )
            self.sample.bodies[name] = body
            self._seat(name)

    def _seat(self, body: str) -> None:
        id = self.sample.bodies[body].id
        added = [
            found.add_person(
                self.sample.records, self.sample.clock.by(), id,
                Person("", id, name, more.split()[0]),
                (Role.CHAIR, Role.MEMBER) if n == 0 else (Role.MEMBER,), True,
            )
            for n, (name, more, _keys) in enumerate(MEMBERS[: len(ROOM)])
        ]  # fmt: skip
        self.sample.people.update({f"{person.name}/{body}": person for person in added})

    def raised(self, body: str, title: str, topic: str = "其他", **more: object) -> Issue:
        """An issue in the pool of a body."""
        at = self.sample.clock.at
        issue = Issue("", self.sample.bodies[body].id, 0, title, at, topic=topic)
        issue = replace(issue, **more)  # type: ignore[arg-type]
        taken = collect.collect(self.sample.records, self.sample.clock.by(), issue)
        self.sample.issues[title] = taken
        return taken

    def screened(self, issue: Issue, state: IssueState, reason: str = "") -> None:
        """Move an issue of the pool on."""
        by = self.sample.clock.by()
        collect.screen(self.sample.records, by, issue.body, issue.id, state, reason)

    def running(self, body: str, *titles: str) -> Sitting:
        """A meeting of today that runs, with everybody in the room and these issues on it."""
        self.sample.clock.to(self.sample.now - timedelta(minutes=20))
        sitting = self.planned(body, *titles)
        sitting.come(*(f"{name}/{body}" for name in ROOM))
        sitting.open()
        return sitting

    def planned(self, body: str, *titles: str) -> Sitting:
        """A meeting of today with these issues on its agenda."""
        sitting = Sitting(self.sample, body, self.sample.clock.at, "活动室", "陈静", "李梅")
        for title in titles:
            sitting.schedule(title, 15)
        return sitting

    def passed_up_twice(self, title: str) -> None:
        """From a corner's meeting to the subdistrict, which has taken the issue up."""
        until = self.sample.now.date() + timedelta(days=10)
        sitting = self.running(CORNER, title)
        sitting.pass_up("要交警执法", "劝过，贴过纸条", until)
        records, clock = self.sample.records, self.sample.clock
        hold.end_meeting(records, clock.by(), sitting.body.id, sitting.meeting.id)
        refer.pass_on(records, clock.by(), self._sent(CORNER), "要街道请交警", "守了两周", until)
        taken = refer.schedule(records, clock.by(), self._sent(COMMUNITY))
        self.sample.issues[f"{title}/{SUBDISTRICT}"] = taken

    def _sent(self, body: str) -> str:
        with self.sample.records.reading() as book:
            return book.find(Referral, body=self.sample.bodies[body].id)[0].id

    def close(self) -> None:
        """Leave the file to the program."""
        records = self.sample.records
        assert isinstance(records, FileRecords)
        records.close()


def works_for(terminal: Terminal, keys: str, name: str) -> Terminal:
    """Change the body one works for."""
    return terminal.step(keys[:-1], "为哪个机构工作").step(keys[-1], name)
