"""One task for several hands: parts with owner, deadline and completion of their own."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from meetings.actions import decide, follow, found, hold
from meetings.community.bodies import Tier
from meetings.errors import Missing, NotAllowedNow, ReasonNeeded
from meetings.importing.tasks.out import SHEET_COLUMNS, ExistingLedger, sheet_rows, task_cells
from meetings.importing.tasks.rows import parts_of
from meetings.matters.followup_states import OF_PARTS, FollowUpState, Satisfaction, StepKind
from meetings.matters.followups import FollowUp
from meetings.matters.parts import Part, PartFixed, PartsOpen, checked, part_text
from meetings.papers.personal_list import personal_lists
from meetings.papers.step_words import step_facts
from meetings.ports import By
from meetings.procedure.rules import preset
from meetings.sitting.decisions import Decision
from storage.ids import new_id
from tests.data.house import House as Sitting
from tests.storage.memory_records import MemoryRecords

AT = datetime(2026, 3, 25, 10, tzinfo=timezone(timedelta(hours=8)))
DUE, LATER = date(2026, 4, 1), date(2026, 5, 1)
S, K = FollowUpState, StepKind


class House:
    """A task that two hands share."""

    def __init__(self) -> None:
        self.records, self.at = MemoryRecords(), AT - timedelta(days=10)
        self.body = self.do(found.found_body, Tier.CORNER, "甲", preset("corner"))
        self.task = self.do(follow.add_task, FollowUp("", self.body.id, 0, "清理楼道", AT))
        self.share(Part("李国强", "1至3层", DUE), Part("物业", "4至6层"))
        self.at = AT

    def do(self, action, *args, **more):
        return action(self.records, By("王社工", self.at, new_id()), *args, **more)

    def share(self, *parts):
        self.task = self.do(follow.share_out, self.body.id, self.task.id, parts)

    def part(self, kind, number, text="", **more):
        self.task = self.do(
            follow.part_step, self.body.id, self.task.id, kind, number, text, **more
        )
        return self.task

    def step(self, kind, text="", **more):
        self.task = self.do(follow.step, self.body.id, self.task.id, kind, text, **more)
        return self.task


@pytest.fixture
def house():
    return House()


def test_completing_is_offered_once_no_part_is_open(house):
    assert K.COMPLETE not in house.task.open_ways and K.PART_DONE in house.task.open_ways
    assert house.task.parts_open == ("李国强", "物业")
    house.part(K.PART_DONE, 1)
    assert K.COMPLETE not in house.task.open_ways and K.PART_REOPEN in house.task.open_ways
    whole = replace(house.task, parts=())
    assert K.COMPLETE in whole.open_ways and not {*OF_PARTS} & {*whole.open_ways}


def test_a_waiting_task_that_is_shared_out_is_assigned_to_all_who_have_a_part(house):
    assert house.task.state is S.ASSIGNED
    assert [step.kind for step in house.task.steps] == [K.SHARE_OUT, K.ASSIGN]
    assert house.task.steps[-1].who == "李国强、物业"
    assert house.task.everybody == ("李国强", "物业")


def test_the_whole_is_done_when_all_parts_are_and_on_the_day_of_the_last(house):
    first = house.part(K.PART_DONE, 1, day=date(2026, 3, 20))
    assert first.state is S.IN_HAND and first.parts[0].done_on == date(2026, 3, 20)
    with pytest.raises(PartsOpen) as open_still:
        house.step(K.COMPLETE)
    assert open_still.value.names == ("物业",)
    done = house.part(K.PART_DONE, 2, day=date(2026, 3, 24))
    assert done.state is S.COMPLETED
    last = done.steps[-1]
    assert (last.kind, last.day, last.part) == (K.COMPLETE, date(2026, 3, 24), 0)


def test_the_whole_is_done_on_the_latest_day_whatever_is_typed_last(house):
    house.part(K.PART_DONE, 1, day=date(2026, 3, 24))
    done = house.part(K.PART_DONE, 2, day=date(2026, 3, 20))
    assert done.done_on == date(2026, 3, 24)


def test_a_part_has_its_own_deadline_which_moves_with_a_reason_and_keeps_the_old_one(house):
    with pytest.raises(ReasonNeeded):
        house.part(K.PART_EXTEND, 1, deadline=LATER)
    later = house.part(K.PART_EXTEND, 1, "等料", deadline=LATER)
    assert later.parts[0].deadline == LATER and later.deadline is None
    assert later.steps[-1].was_deadline == DUE
    assert later.parts[0].late(date(2026, 5, 2)) and not later.parts[1].late(date(2030, 1, 1))
    assert later.extensions == 0  # the deadline of the whole did not move


def test_a_part_changes_hands_with_from_whom_and_to_whom(house):
    moved = house.part(K.PART_HAND_ON, 2, who="志愿者")
    assert moved.parts[1].owner == "志愿者"
    assert (moved.steps[-1].was, moved.steps[-1].who) == ("物业", "志愿者")
    with pytest.raises(Missing):
        house.part(K.PART_HAND_ON, 2)


def test_a_part_is_done_once_and_may_be_taken_up_again(house):
    house.part(K.PART_DONE, 1)
    with pytest.raises(NotAllowedNow):
        house.part(K.PART_DONE, 1)
    again = house.part(K.PART_REOPEN, 1, "又堆上了", deadline=LATER)
    assert again.parts[0] == Part("李国强", "1至3层", LATER)


def test_a_part_that_is_not_there_takes_no_step(house):
    for number in (0, 3, -1):
        with pytest.raises(Missing):
            house.part(K.PART_DONE, number)


def test_a_part_with_steps_changes_by_steps_alone_and_others_may_be_changed_or_added(house):
    house.part(K.PROGRESS, 1, "搬了一半")
    kept = house.task.parts[0]
    house.share(kept, Part("物业", "4层"), Part("志愿者", "5、6层"))
    assert len(house.task.parts) == 3
    with pytest.raises(PartFixed):
        house.share(Part("陈建华", "1至3层"), house.task.parts[1])
    with pytest.raises(PartFixed):
        house.share()


def test_every_part_has_somebody(house):
    with pytest.raises(Missing):
        house.share(Part("  ", "清运"))


def test_after_an_unsatisfied_visit_the_parts_stay_done_and_one_may_be_taken_up_again(house):
    house.part(K.PART_DONE, 1)
    house.part(K.PART_DONE, 2)
    house.step(K.REPORT_BACK, "电话")
    house.step(K.REVISIT, satisfaction=Satisfaction.UNSATISFIED)
    assert house.task.state is S.IN_HAND and all(part.done for part in house.task.parts)
    house.part(K.PART_REOPEN, 2, "4层没清")
    assert house.part(K.PART_DONE, 2).state is S.COMPLETED


def test_each_has_a_list_with_the_own_part_until_it_is_done(house):
    def lists():
        found = personal_lists([house.task], {}, "甲", date(2026, 4, 3))
        return {one.name: one.tasks[0] for one in found}

    mine = lists()["李国强"]
    assert (mine.text, mine.deadline, mine.days_late) == ("清理楼道：1至3层", DUE, 2)
    assert mine.others == "物业" and not mine.helps
    house.part(K.PART_DONE, 1)
    assert set(lists()) == {"物业"}


def test_a_part_is_told_with_what_is_known_of_it():
    assert part_text(Part("李国强", "1至3层", DUE)) == "李国强：1至3层（时限2026年4月1日）"
    assert part_text(Part("物业", done=True)) == "物业（已办结）"


PARTS = (
    Part("李国强", "1至3层", DUE),
    Part("物业", done=True, done_on=date(2026, 3, 30)),
    Part("志愿者", "4层（含平台）", done=True),
)


def decided(house):
    """A task that the meeting fixes on its item, by its id."""
    item = house.item("楼道")
    fixed = Decision("", house.body.id, house.meeting.id, item, "清理楼道", house.now, "物业")
    house.do(decide.decide, fixed)
    with house.records.reading() as book:
        return book.find(FollowUp)[-1].id


def test_minutes_have_the_parts_as_they_were_shared_out_by_the_day_of_the_meeting():
    house = Sitting()
    house.plan("楼道")
    house.open(3)
    house.begin("楼道")
    task = decided(house)
    parts = (Part("李国强", "1至3层", DUE), Part("物业", "4至6层"))
    own = house.body.id
    house.do(follow.share_out, own, task, parts)
    house.do(follow.part_step, own, task, K.PART_EXTEND, 1, "下雨", LATER)
    house.do(follow.part_step, own, task, K.PART_HAND_ON, 2, who="社区")
    shared = "清理楼道；分工：李国强：1至3层（时限2026年4月1日）；物业：4至6层"
    assert [line.text for line in house.minutes().items[0].decisions] == [shared]
    fixed = [line.fixed.text for line in house.record().lines if line.fixed]
    assert fixed == [shared]


def test_parts_that_were_shared_out_later_are_not_what_the_meeting_agreed_on():
    house = Sitting()
    house.plan("楼道")
    house.open(3)
    house.begin("楼道")
    task = decided(house)
    house.act(hold.end_meeting)
    house.now += timedelta(days=1)
    house.do(follow.share_out, house.body.id, task, (Part("李国强"), Part("社区")))
    assert [line.text for line in house.minutes().items[0].decisions] == ["清理楼道"]


def test_the_road_and_the_lookback_say_which_part_to_whom_and_from_which_day(house):
    house.part(K.PART_EXTEND, 1, "下雨", deadline=LATER)
    house.part(K.PART_HAND_ON, 2, who="社区")
    told = {step.kind: "；".join(step_facts(step)) for step in house.task.steps}
    assert told[K.ASSIGN] == "交给李国强、物业"
    assert told[K.PART_EXTEND] == "第1项分工；时限由2026年4月1日改为2026年5月1日"
    assert told[K.PART_HAND_ON] == "第2项分工；由物业改派给社区"
    moved = house.task.steps[-1]
    assert step_facts(moved, "en") == ("part 2", "from 物业 to 社区")


def test_the_ledger_that_is_handed_in_says_who_does_which_part(house):
    known = ExistingLedger((house.body,), (house.task,), ())
    [row] = sheet_rows(known, AT.date())
    said = dict(zip(SHEET_COLUMNS, row, strict=True))
    assert said["事项"] == "清理楼道\n李国强：1至3层（时限2026年4月1日）\n物业：4至6层"


def test_progress_goes_out_with_the_day_on_which_it_was_and_not_that_of_typing(house):
    house.step(K.PROGRESS, "量了尺寸", day=date(2026, 3, 25))
    house.task = replace(house.task, steps=(
        *house.task.steps[:-1], replace(house.task.steps[-1], happened=date(2026, 3, 20)),
    ))  # fmt: skip
    assert task_cells(house.task)["进展"] == "2026-03-20 量了尺寸"


@pytest.mark.parametrize("parts", [PARTS, PARTS[:1], PARTS[1:], ()])
def test_the_column_of_parts_that_was_written_is_read_back(parts):
    assert parts_of("\n".join(map(part_text, parts))) == parts


def test_parts_written_by_hand_are_read_with_what_they_say():
    read = parts_of("1. 李国强：划线（12月1日前）；2、物业 ; ：无人")
    assert [(one.owner, one.done) for one in read] == [("李国强", False), ("物业", False)]
    assert read[0].deadline is None and "12月1日前" in read[0].text  # no year: not guessed


def test_the_words_of_a_part_are_cleaned_and_it_has_somebody():
    assert checked((Part("  李 \n", "  划线　"),)) == (Part("李", "划线"),)
    with pytest.raises(Missing):
        checked((Part("李", "划线"), Part(" ", "立桩")))
