"""A corner, its community and the subdistrict in one file, held through the use cases."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from meetings.actions import collect, decide, finish, found, hold, prepare, refer
from meetings.actions.carry import reply_to
from meetings.community.bodies import Body, Tier
from meetings.matters.issues import Issue, IssueState
from meetings.matters.referrals import Referral, Reply
from meetings.ports import By, Records
from meetings.procedure.rules import preset
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.decisions import Decision
from meetings.sitting.meeting import Meeting
from tests.data.hall import START
from tests.storage.memory_records import MemoryRecords


@dataclass
class Tiers:
    """Every act takes a minute."""

    records: Records = field(default_factory=MemoryRecords)
    now: datetime = START
    acts: int = 0

    def __post_init__(self) -> None:
        self.street: Body = self.do(
            found.found_body, Tier.SUBDISTRICT, "青溪街道推进会", preset("community")
        )
        self.community: Body = self.do(
            found.found_body, Tier.COMMUNITY, "Y社区议事会", preset("community"), self.street.id
        )
        self.corner: Body = self.do(
            found.found_body, Tier.CORNER, "45、47栋街角议事会", preset("corner"),
            self.community.id,
        )  # fmt: skip

    def by(self) -> By:
        self.now += timedelta(minutes=1)
        self.acts += 1
        return By("李社工", self.now, f"{self.acts:036d}")

    def do(self, action: Any, *args: Any, **more: Any) -> Any:
        return action(self.records, self.by(), *args, **more)

    def raise_(self, body: Body, title: str, **more: Any) -> Issue:
        """An issue of a body, accepted."""
        issue = Issue("", body.id, 0, title, self.now, **more)
        taken: Issue = self.do(collect.collect, issue)
        accepted: Issue = self.do(collect.screen, body.id, taken.id, IssueState.ACCEPTED)
        return accepted

    def send(self, issue: Issue, wanted: date | None = None) -> Referral:
        """Pass an issue up."""
        sent: Referral = self.do(
            refer.refer_issue, issue.body, issue.id, "本层没有权限", "劝过三次", wanted
        )
        return sent

    def plan(self, body: Body, *issues: Issue) -> Meeting:
        """A meeting with these issues."""
        planned: Meeting = self.do(prepare.plan_meeting, body.id, "", self.now)
        for issue in issues:
            planned = self.do(prepare.schedule_issue, body.id, planned.id, issue.id)
        return planned

    def hold(self, meeting: Meeting, outcome: ItemOutcome, *decided: Decision) -> Meeting:
        """Open, give every item but the review this outcome, end."""
        where = (meeting.body, meeting.id)
        opened: Meeting = self.do(hold.open_meeting, *where)
        for item in opened.in_order:
            self.do(hold.begin_item, *where, item.id)
            self.do(decide.settle, *where, item.id, outcome, "会前已逐户商定")
        for decision in decided:
            self.do(decide.decide, decision)
        ended: Meeting = self.do(hold.end_meeting, *where)
        return ended

    def get(self, kind: Any, id: str) -> Any:
        with self.records.reading() as book:
            return book.get(kind, id)

    def reply(self, sent: Referral) -> Reply | None:
        with self.records.reading() as book:
            return reply_to(book, sent.id)

    def minutes(self, meeting: Meeting) -> Any:
        return finish.minutes(self.records, meeting.id, self.now)
