"""复办 takes back what was said in public: the change page, a notice that hangs."""

from datetime import date, datetime, timedelta, timezone

import pytest

from meetings.actions import follow, found, post
from meetings.community.bodies import Tier
from meetings.matters.followup_states import Satisfaction, StepKind
from meetings.matters.followups import FollowUp
from meetings.matters.notices import Notice
from meetings.ports import By
from meetings.procedure.rules import preset
from storage.ids import new_id
from tests.storage.memory_records import MemoryRecords

AT = datetime(2026, 3, 25, 10, tzinfo=timezone(timedelta(hours=8)))
TODAY = AT.date()


class House:
    """A task that was done and of which a change is told."""

    def __init__(self) -> None:
        self.records = MemoryRecords()
        self.body = self.do(found.found_body, Tier.CORNER, "甲", preset("corner"))
        new = FollowUp("", self.body.id, 0, "修灯", AT, owner="物业", change="灯亮了")
        self.task = self.do(follow.add_task, new, date(2026, 3, 15))

    def do(self, action, *args, **more):
        return action(self.records, By("王社工", AT, new_id()), *args, **more)

    def step(self, kind, text="", **more):
        self.task = self.do(follow.step, self.body.id, self.task.id, kind, text, **more)

    def line(self):
        return post.changes(self.records, self.body.id, TODAY).lines[0]


@pytest.fixture
def house():
    return House()


def test_the_change_page_has_the_day_on_which_it_was_done_and_not_that_of_typing(house):
    house.step(StepKind.COMPLETE, day=date(2026, 3, 20))
    assert (house.line().done_on, house.line().reopened_on) == (date(2026, 3, 20), None)


def test_the_change_page_says_that_it_is_in_hand_again_and_no_day_of_being_done(house):
    house.step(StepKind.COMPLETE, day=date(2026, 3, 20))
    house.step(StepKind.REOPEN, "又坏了", day=date(2026, 3, 24))
    assert (house.line().done_on, house.line().reopened_on) == (None, date(2026, 3, 24))
    house.step(StepKind.COMPLETE, day=date(2026, 3, 25))
    assert (house.line().done_on, house.line().reopened_on) == (date(2026, 3, 25), None)


def test_an_unsatisfied_visit_takes_it_back_as_a_reopening_does(house):
    for kind, more in (
        (StepKind.COMPLETE, {}),
        (StepKind.REPORT_BACK, {}),
        (StepKind.REVISIT, {"satisfaction": Satisfaction.UNSATISFIED}),
    ):
        house.step(kind, "电话", **more)
    assert house.task.reopened_on == TODAY and house.line().done_on is None


def test_a_notice_of_its_meeting_is_named_while_it_hangs_and_not_before_or_after(house):
    def notice(since, until, **more):
        return Notice(new_id(), house.body.id, "m", "公示", since, until, **more)

    day = timedelta(days=1)
    with house.records.transaction("x", By("", AT, new_id()), house.body.id) as book:
        hangs = notice(TODAY, TODAY + day)
        book.put(hangs)
        book.put(notice(TODAY - day, TODAY - day))
        book.put(notice(TODAY + day, TODAY + day))
        book.put(notice(TODAY, TODAY + day, taken_down_on=TODAY, reason="错了"))
    mine = FollowUp("t", house.body.id, 1, "修灯", AT, meeting="m")
    other = FollowUp("o", house.body.id, 2, "别的", AT)
    assert post.hanging(house.records, [mine, mine, other], TODAY) == (hangs,)
    assert post.hanging(house.records, [other], TODAY) == ()
