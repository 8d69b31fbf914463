"""A body that goes on as another hands over all that is open: in one act, with all that points to
it, and one undo brings it back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from meetings.actions import collect, found, joining, ledger, prepare, refer, resource, standing
from meetings.actions import follow as tasks
from meetings.actions.handing_over import Part
from meetings.actions.trace import road_of_issue
from meetings.community.bodies import Body, Tier
from meetings.community.resources import Resource, ResourceClass
from meetings.errors import UndoRefused
from meetings.matters.duty import DutyTurn
from meetings.matters.followup_states import Ending, FollowUpState, StepKind
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue, IssueState, SameMatter
from meetings.matters.photos import Photo, When
from meetings.matters.referrals import Referral, Reply
from meetings.ports import By
from meetings.procedure.rules import preset
from meetings.sitting.agenda import AgendaItem
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from meetings.sitting.recurring import Every, RecurringItem
from storage.engine import open_reader
from storage.health.check import check_file
from storage.health.sound_rows import _PARTS
from storage.ids import new_id
from storage.records import FileRecords
from storage.tables import REFERENCES, TABLES

NOW = datetime(2026, 11, 24, 19, tzinfo=timezone(timedelta(hours=8)))
HANDED = frozenset({"issue", "follow_up", "referral", "reply", "duty_turn", "same_matter"})
POINTERS = frozenset(
    {
        ("agenda_item", "issue"), ("duty_turn", "follow_up"), ("follow_up", "issue"),
        ("issue", "again_of"), ("issue", "merged_into"), ("issue", "referral"),
        ("referral", "follows"), ("referral", "issue"), ("reply", "issue"), ("reply", "referral"),
        ("same_matter", "issue"), ("same_matter", "other"), ("step", "follow_up"),
    }
)  # fmt: skip
"""All that may point to what goes over; `meetings.actions.handing_over` knows each of them."""


def by() -> By:
    return By("王社工", NOW, new_id())


class World:
    """A community that goes, one that stays, the street above, a corner below, and what is open."""

    def __init__(self, records: FileRecords) -> None:
        self.records = records
        founded = found.found_body
        self.street = founded(records, by(), Tier.SUBDISTRICT, "梧桐街道", preset("community")).id
        self.goes = founded(
            records, by(), Tier.COMMUNITY, "梧桐社区", preset("community"), self.street
        ).id
        self.stays = founded(
            records, by(), Tier.COMMUNITY, "梧桐里社区", preset("community"), self.street
        ).id
        self.corner = founded(records, by(), Tier.CORNER, "甲街角", preset("corner"), self.goes).id

    def issue(self, body: str, title: str) -> Issue:
        return collect.collect(self.records, by(), Issue("", body, 0, title, NOW, text=title))

    def fill(self) -> None:
        records, goes = self.records, self.goes
        self.lamp = self.issue(goes, "路灯不亮")
        self.issue(self.stays, "停车")
        twin = self.issue(goes, "路灯又不亮")
        collect.merge_issues(records, by(), goes, twin.id, self.lamp.id)
        old = self.issue(goes, "井盖")
        collect.screen(records, by(), goes, old.id, IssueState.SETTLED, "修好了")
        with records.transaction("issue.edit", by(), goes) as book:
            book.put(replace(book.get(Issue, self.lamp.id), again_of=old.id))
        theirs = self.issue(self.stays, "灯")
        collect.link_same(records, by(), self.stays, theirs.id, self.lamp.id)
        up = self.issue(goes, "充电桩")
        collect.screen(records, by(), goes, up.id, IssueState.ACCEPTED)
        self.sent = refer.refer_issue(records, by(), goes, up.id, "要街道定")
        refer.schedule(records, by(), self.sent.id)
        below = self.issue(self.corner, "电动车")
        collect.screen(records, by(), self.corner, below.id, IssueState.ACCEPTED)
        self.asked = refer.refer_issue(records, by(), self.corner, below.id, "要社区定")
        refer.schedule(records, by(), self.asked.id)
        unread = self.issue(self.corner, "噪声")
        collect.screen(records, by(), self.corner, unread.id, IssueState.ACCEPTED)
        self.unread = refer.refer_issue(records, by(), self.corner, unread.id, "要社区定")
        self._held()
        self._ledger()

    def _held(self) -> None:
        records, goes = self.records, self.goes
        meeting = prepare.plan_meeting(records, by(), goes, "十一月例会", NOW)
        prepare.add_item(records, by(), goes, meeting.id, "路灯不亮")
        with records.transaction("meeting.edit", by(), goes) as book:
            (item,) = book.find(AgendaItem, meeting=meeting.id)
            item = replace(item, issue=self.lamp.id)
            held = replace(book.get(Meeting, meeting.id), state=MeetingState.ENDED, items=(item,))
            book.put(held)
            task = FollowUp(
                book.new_id(), goes, 1, "修灯", NOW, meeting.id, item.id, None, self.lamp.id,
                owner="周明", deadline=date(2026, 12, 1),
            )  # fmt: skip
            book.put(task)
        self.task = tasks.step(records, by(), goes, task.id, StepKind.ASSIGN)

    def _ledger(self) -> None:
        records, goes = self.records, self.goes
        with records.transaction("photo.add", by(), goes) as book:
            photo = Photo("p1.jpg", "0" * 64, When.BEFORE, NOW)
            book.put(replace(book.get(FollowUp, self.task.id), photos=(photo,)))
        ledger.add_turn(
            records, by(), DutyTurn("", goes, self.task.id, "吴静", NOW, NOW + timedelta(hours=2))
        )
        with records.transaction("follow.add", by(), goes) as book:
            done = FollowUp(book.new_id(), goes, 2, "扫地", NOW, state=FollowUpState.CLOSED,
                            issue=self.lamp.id)  # fmt: skip
            book.put(done)
        standing.keep_recurring(records, by(), RecurringItem("", goes, "回顾督办", Every.MEETING))
        resource.keep_resource(records, by(), Resource("", goes, ResourceClass.SKILL, "修灯"))

    def all_of(self, kind: type) -> list:
        with self.records.reading() as book:
            return book.find(kind)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with FileRecords.open(tmp_path / "r.db") as records:
        world = World(records)
        world.fill()
        yield world


KINDS = (Body, Issue, FollowUp, Referral, Reply, DutyTurn, SameMatter, RecurringItem, Resource)


def everything(world: World) -> dict[type, list]:
    return {table.kind: world.all_of(table.kind) for table in TABLES}


def test_nothing_open_stays_with_the_body_that_is_closed(world: World):
    goes, stays = world.goes, world.stays
    joining.merge_bodies(world.records, by(), goes, stays)
    left = joining.left_open(world.records, by(), goes)
    assert left == replace(left, notices=0) and not any(
        (left.issues, left.referrals, left.replies, left.asked, left.tasks, left.recurring,
         left.resources)
    )  # fmt: skip
    titles = {one.title: one.body for one in world.all_of(Issue)}
    assert titles["路灯不亮"] == titles["路灯又不亮"] == titles["充电桩"] == stays
    assert titles["井盖"] == goes
    numbers = [one.number for one in world.all_of(Issue) if one.body == stays]
    assert len(set(numbers)) == len(numbers)
    assert check_file(world.records.path) == []


@pytest.mark.parametrize("way", [Ending.VOID, Ending.GONE])
def test_a_task_that_ended_in_whatever_way_is_not_open_and_stays(world: World, way: Ending):
    (task,) = [one for one in world.all_of(FollowUp) if one.text == "修灯"]
    end = StepKind.END
    tasks.step(world.records, by(), world.goes, task.id, end, "不用办了", ending=way)
    joining.merge_bodies(world.records, by(), world.goes, world.stays)
    (task,) = [one for one in world.all_of(FollowUp) if one.text == "修灯"]
    assert (task.body, task.state) == (world.goes, FollowUpState.ENDED)
    assert check_file(world.records.path) == []


def test_a_task_keeps_its_road_its_photographs_its_duty_and_where_it_came_from(world: World):
    joining.merge_bodies(world.records, by(), world.goes, world.stays)
    (task,) = [one for one in world.all_of(FollowUp) if one.text == "修灯"]
    assert (task.body, task.state, task.deadline) == (
        world.stays, FollowUpState.ASSIGNED, date(2026, 12, 1),
    )  # fmt: skip
    assert [step.kind for step in task.steps] == [StepKind.ASSIGN]
    assert [photo.name for photo in task.photos] == ["p1.jpg"]
    assert (task.meeting, task.from_item) == (None, "路灯不亮")
    assert task.from_meeting.startswith("梧桐社区")
    (turn,) = world.all_of(DutyTurn)
    assert (turn.body, turn.follow_up) == (world.stays, task.id)
    (lamp,) = [one for one in world.all_of(Issue) if one.title == "路灯不亮"]
    assert task.issue == lamp.id
    (item,) = world.all_of(AgendaItem)
    assert (item.body, item.issue) == (world.goes, lamp.id), "the meeting stays where it was held"
    (done,) = [one for one in world.all_of(FollowUp) if one.text == "扫地"]
    assert (done.body, done.issue) == (world.goes, lamp.id)
    road = road_of_issue(world.records, lamp.id, NOW.date())
    assert road.steps


def test_what_was_passed_up_is_asked_and_answered_by_the_body_that_goes_on(world: World):
    joining.merge_bodies(world.records, by(), world.goes, world.stays)
    sent = {one.title: one for one in world.all_of(Referral)}
    assert (sent["充电桩"].body, sent["充电桩"].to_body) == (world.stays, world.street)
    assert {sent["电动车"].to_body, sent["噪声"].to_body} == {world.stays}
    replies = {one.referral: one for one in world.all_of(Reply)}
    assert replies[sent["充电桩"].id].body == world.street
    assert replies[sent["电动车"].id].body == world.stays
    issues = {one.id: one for one in world.all_of(Issue)}
    assert issues[sent["充电桩"].issue].body == world.stays
    assert issues[replies[sent["电动车"].id].issue].referral == sent["电动车"].id
    refer.receive(world.records, by(), sent["噪声"].id)
    bodies = {body.id: body for body in world.all_of(Body)}
    assert bodies[world.corner].parent == world.stays and bodies[world.goes].closed


@pytest.mark.parametrize("of", ["goes", "stays", "street", "corner"])
def test_one_undo_in_any_of_the_bodies_brings_all_back_and_one_redo_does_it_again(
    world: World, of: str
):
    before = everything(world)
    joining.merge_bodies(world.records, by(), world.goes, world.stays)
    after = everything(world)
    world.records.undo(by(), getattr(world, of))
    assert everything(world) == before
    assert check_file(world.records.path) == []
    world.records.redo(by(), getattr(world, of))
    assert everything(world) == after
    assert check_file(world.records.path) == []
    world.records.undo(by(), world.goes)
    assert everything(world) == before


def test_an_undo_that_cannot_take_all_of_it_back_takes_none(world: World):
    joining.merge_bodies(world.records, by(), world.goes, world.stays)
    world.issue(world.stays, "后来的")
    after = everything(world)
    with pytest.raises(UndoRefused):
        world.records.undo(by(), world.goes)
    assert everything(world) == after
    world.records.undo(by(), world.stays)
    world.records.undo(by(), world.stays)
    assert not any(body.closed for body in world.all_of(Body))


def test_what_was_not_chosen_stays_and_is_told(world: World):
    parts = {Part.RESOURCES}
    joining.merge_bodies(world.records, by(), world.goes, world.stays, parts)
    left = joining.left_open(world.records, by(), world.goes)
    assert {issue.title for issue in left.issues} >= {"路灯不亮", "充电桩"}
    assert [task.text for task in left.tasks] == ["修灯"] and len(left.recurring) == 1
    assert not left.resources
    assert check_file(world.records.path) == []
    assert all(one.to_body == world.goes for one in left.asked)


def test_tasks_alone_go_over_with_their_issues_staying(world: World):
    joining.merge_bodies(world.records, by(), world.goes, world.stays, {Part.TASKS})
    (task,) = [one for one in world.all_of(FollowUp) if one.text == "修灯"]
    assert (task.body, task.issue) == (world.stays, world.lamp.id)
    assert check_file(world.records.path) == []


def test_a_failure_in_the_middle_leaves_everything(world: World, monkeypatch):
    before = everything(world)

    def fails(*_args):
        raise RuntimeError("the light went out")

    monkeypatch.setattr(joining, "hand_over", fails)
    with pytest.raises(RuntimeError):
        joining.merge_bodies(world.records, by(), world.goes, world.stays)
    assert everything(world) == before
    assert check_file(world.records.path) == []


def test_every_column_that_points_to_what_goes_over_is_known(world: World):
    conn = open_reader(world.records.path, None)
    try:
        keys = {
            (table.name, row[3], row[2])
            for table in TABLES
            for row in conn.execute(f"PRAGMA foreign_key_list({table.name})").fetchall()
        }
    finally:
        conn.close()
    keys |= {*REFERENCES, *_PARTS}
    assert {(table, column) for table, column, parent in keys if parent in HANDED} == POINTERS
