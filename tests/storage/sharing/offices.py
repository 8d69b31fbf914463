"""Three offices with a records file each, and a stick between them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from meetings.actions import collect, found, prepare, refer
from meetings.community.bodies import Body, Tier
from meetings.matters.issues import Issue, IssueState
from meetings.ports import By
from meetings.procedure.rules import preset
from storage.carriers import sealed
from storage.health.check import check_file
from storage.ids import new_id
from storage.records import FileRecords
from storage.registers import exchanging
from storage.registers.exchanging import Came
from tests.data.hall import START


@dataclass
class Office:
    """One laptop with one body."""

    path: Path
    tier: Tier
    name: str
    now: datetime = START

    def __post_init__(self) -> None:
        self.records = FileRecords.open(self.path)
        rule = preset("corner" if self.tier is Tier.CORNER else "community")
        self.body: Body = self.do(found.found_body, self.tier, self.name, rule)

    @property
    def id(self) -> str:
        return self.body.id

    def by(self) -> By:
        self.now += timedelta(minutes=1)
        return By("李社工", self.now, new_id())

    def at(self) -> str:
        return self.now.isoformat()

    def do(self, action: Any, *args: Any, **more: Any) -> Any:
        return action(self.records, self.by(), *args, **more)

    def get(self, kind: Any, id: str) -> Any:
        with self.records.reading() as book:
            return book.get(kind, id)

    def find(self, kind: Any, **equal: Any) -> Any:
        with self.records.reading() as book:
            return book.find(kind, **equal)

    def raise_(self, title: str, **more: Any) -> Issue:
        issue = self.do(collect.collect, Issue("", self.id, 0, title, self.now, **more))
        accepted: Issue = self.do(collect.screen, self.id, issue.id, IssueState.ACCEPTED)
        return accepted

    def send(self, title: str, **more: Any) -> Any:
        issue = self.raise_(title, **more)
        return self.do(refer.refer_issue, self.id, issue.id, "本层没有权限", "劝过三次")

    def plan(self) -> Any:
        return self.do(prepare.plan_meeting, self.id, "", self.now)

    def write_for(self, other: "Office", path: Path) -> Path:
        carried = exchanging.load(self.records, self.id, other.id, self.at())
        with self.records.reading() as book:
            seal = next(
                one.seal
                for one in exchanging.neighbours(book.conn, self.id)
                if one.body == other.id
            )
        sealed.write(path, carried, other.name, seal, exchanging.signer(self.records, self.id))
        return path

    def read_from(self, path: Path) -> Came:
        carried = sealed.read(path, exchanging.open_keys(self.records))
        return exchanging.take(self.records, carried, self.at())

    def whole(self) -> bool:
        return check_file(self.path) == []


def join(child: Office, parent: Office, folder: Path) -> None:
    """A body joins the one above, by three ways of a stick."""
    asked, answered = folder / "asking.jjx", folder / "answer.jjx"
    sealed.write_asking(asked, exchanging.ask(child.records, child.id, child.at()), child.name)
    asking = sealed.read_asking(asked)
    exchanging.admit(parent.records, parent.id, asking, parent.at())
    answer = exchanging.load_again(parent.records, parent.id, child.id, parent.at())
    signer = exchanging.signer(parent.records, parent.id)
    sealed.write(answered, answer, child.name, asking.seal, signer)
    came = sealed.read(answered, exchanging.open_keys(child.records))
    exchanging.join(child.records, came, child.at())
    child.do(found.edit_body, child.id, child.name, parent.id, "")
    pass_on(child, parent, folder)


def pass_on(one: Office, other: Office, folder: Path) -> Came:
    """Carry what one has for another."""
    return other.read_from(one.write_for(other, folder / f"{new_id()}.jjx"))
