"""What comes by itself on the next agenda, and answers to last time's promises in a meeting."""

from dataclasses import replace
from datetime import timedelta

import pytest

from meetings.actions import chase, finish, follow, found, hold, ledger, prepare, resource, standing
from meetings.actions.review import to_review
from meetings.community.bodies import Tier
from meetings.community.people import Person
from meetings.community.resources import Resource, ResourceClass, search
from meetings.errors import NotAllowedNow
from meetings.matters.duty import BadTurn, DutyTurn, LedgerRule
from meetings.matters.followup_states import ChaseLevel, FollowUpState, Satisfaction, StepKind
from meetings.matters.followups import FollowUp, TooLateToDecline, Used
from meetings.matters.ledger import Kind, View
from meetings.matters.photos import Photo, PhotoTwice, When
from meetings.ports import By
from meetings.procedure.rules import preset
from meetings.sitting.agenda import ItemKind
from meetings.sitting.meeting_states import MeetingKind
from meetings.sitting.recurring import Every, MeetingTemplate, RecurringItem, TemplateItem
from storage.ids import new_id
from storage.records import FileRecords
from tests.data.hall import START


def by(days: float = 0) -> By:
    return By("王社工", START + timedelta(days=days), new_id())


@pytest.fixture
def records(tmp_path):
    with FileRecords.open(tmp_path / "records.db") as opened:
        yield opened


@pytest.fixture
def body(records):
    above = found.found_body(records, by(), Tier.COMMUNITY, "Y社区议事会", preset("community"))
    return found.found_body(
        records, by(), Tier.CORNER, "45、47栋街角议事会", preset("corner"), above.id
    )


def plan(records, body, days=0, kind=MeetingKind.REGULAR):
    return prepare.plan_meeting(records, by(), body.id, "", START + timedelta(days=days), kind=kind)


def titles(meeting):
    return [item.title for item in meeting.in_order]


def task(records, body, text="划线", owner="物业", days=7) -> FollowUp:
    new = FollowUp(
        "", body.id, 0, text, START, owner=owner, deadline=(START + timedelta(days=days)).date()
    )
    return follow.add_task(records, by(), new)


def step(records, body, one, kind, text="", days=0.0, **more):
    return follow.step(records, by(days), body.id, one.id, kind, text, **more)


# agendas


def test_recurring_items_put_themselves_on_the_agenda_at_their_times(records, body):
    for title, every in (("安全提醒", Every.MEETING), ("楼栋账目", Every.MONTH)):
        standing.keep_recurring(records, by(), RecurringItem("", body.id, title, every, 5))
    assert titles(plan(records, body)) == ["安全提醒", "楼栋账目"]
    assert titles(plan(records, body, 1)) == ["安全提醒"]
    assert titles(plan(records, body, 35)) == ["安全提醒", "楼栋账目"]


def test_a_cancelled_meeting_does_not_use_up_a_monthly_item(records, body):
    standing.keep_recurring(records, by(), RecurringItem("", body.id, "账目", Every.MONTH))
    first = plan(records, body)
    prepare.cancel_meeting(records, by(), body.id, first.id, "下雨")
    assert titles(plan(records, body, 1)) == ["账目"]


def test_a_recurring_item_that_was_not_reached_comes_once_not_twice(records, body):
    standing.keep_recurring(records, by(), RecurringItem("", body.id, "账目", Every.MEETING))
    first = plan(records, body)
    hold.open_meeting(records, by(), body.id, first.id)
    hold.end_meeting(records, by(), body.id, first.id)
    again = plan(records, body, 7)
    assert titles(again) == ["账目"]
    assert again.items[0].carried_from == first.items[0].id


def test_a_stopped_item_stays_away_and_comes_again_when_it_is_resumed(records, body):
    kept = standing.keep_recurring(records, by(), RecurringItem("", body.id, "账目", Every.MEETING))
    standing.keep_recurring(records, by(), replace(kept, stopped=True))
    assert titles(plan(records, body)) == []
    standing.keep_recurring(records, by(), kept)
    assert titles(plan(records, body, 1)) == ["账目"]


def test_a_template_fills_what_was_left_open_for_its_kind_of_meeting_alone(records, body):
    template = MeetingTemplate(
        "", body.id, MeetingKind.JOINT, "{机构}第{次}次{类别}", "居委会二楼", "14:30", 90,
        "李主任", "周敏", "请各单位带上办理情况。",
        (TemplateItem("各单位通报", 15), TemplateItem("协商", 30)),
    )  # fmt: skip
    standing.keep_template(records, by(), template)
    standing.keep_template(records, by(), template)
    assert len(standing.standing(records, body.id)[1]) == 1
    joint = plan(records, body, kind=MeetingKind.JOINT)
    assert joint.title == "45、47栋街角议事会第1次多方联动座谈会"
    assert (joint.place, joint.chair, joint.secretary) == ("居委会二楼", "李主任", "周敏")
    assert joint.ends_at == joint.starts_at + timedelta(minutes=90)
    assert [(i.title, i.minutes) for i in joint.in_order] == [("各单位通报", 15), ("协商", 30)]
    assert joint.notice_text == "请各单位带上办理情况。"
    assert titles(plan(records, body, 1)) == []


# promises


@pytest.fixture
def sitting(records, body):
    """A meeting that runs, with two promises of earlier days."""
    tasks = task(records, body), task(records, body, "修路灯", "网格员", -2)
    meeting = plan(records, body, 3)
    first = meeting.in_order[0]
    assert first.kind is ItemKind.REVIEW
    opened = By("王社工", START + timedelta(days=3), new_id())
    hold.open_meeting(records, opened, body.id, meeting.id)
    hold.begin_item(records, by(3), body.id, meeting.id, first.id)
    return meeting, tasks


def test_a_promise_of_the_second_in_which_the_next_meeting_opens_is_gone_through(records, body):
    promised = task(records, body)
    meeting = plan(records, body, 3)
    hold.open_meeting(records, By("王社工", promised.created_at, new_id()), body.id, meeting.id)
    assert [one.id for one in to_review(records, meeting.id)] == [promised.id]


def test_each_answer_is_a_step_marked_with_the_meeting_and_printed_first(records, body, sitting):
    meeting, (one, other) = sitting
    assert [t.id for t in to_review(records, meeting.id)] == [one.id, other.id]
    step(records, body, one, StepKind.PROGRESS, "已量尺寸", 3, meeting=meeting.id)
    later = (START + timedelta(days=20)).date()
    step(records, body, other, StepKind.EXTEND, "等灯杆", 3, meeting=meeting.id, deadline=later)
    step(records, body, other, StepKind.CHASE, "", 3, meeting=meeting.id)
    minutes = finish.minutes(records, meeting.id, START + timedelta(days=3))
    first, second = minutes.reviewed
    assert first.answered == ("进展，已量尺寸",)
    day = f"{later.year}年{later.month}月{later.day}日"
    assert second.answered == (f"延期至{day}，等灯杆", "提醒")


def test_a_satisfied_resident_closes_the_task_in_the_meeting_with_every_step_kept(
    records, body, sitting
):
    meeting, (one, _other) = sitting
    done = follow.say_done(
        records, by(3), body.id, one.id, meeting.id, Satisfaction.SATISFIED, "线很清楚"
    )
    assert done.state is FollowUpState.CLOSED
    kinds = [s.kind.value for s in done.steps]
    assert kinds == ["assign", "complete", "report_back", "revisit", "close"]
    assert {s.meeting for s in done.steps[1:]} == {meeting.id}
    with pytest.raises(NotAllowedNow):
        follow.say_done(records, by(3), body.id, one.id, meeting.id, Satisfaction.FAIRLY)


def test_a_dissatisfied_resident_takes_it_up_again_in_the_meeting(records, body, sitting):
    meeting, (one, _other) = sitting
    done = follow.say_done(
        records, by(3), body.id, one.id, meeting.id, Satisfaction.UNSATISFIED, "又压没了"
    )
    assert done.state is FollowUpState.IN_HAND


# chasing and giving back


def test_chasing_many_goes_one_level_up_for_each_that_is_not_done(records, body):
    one, other = task(records, body), task(records, body, "修灯")
    step(records, body, other, StepKind.COMPLETE)
    assert follow.chase_many(records, by(), body.id, [one.id, other.id]) == 1
    assert follow.chase_many(records, by(), body.id, [one.id]) == 1
    with records.reading() as book:
        assert book.get(FollowUp, one.id).chased is ChaseLevel.CHAIR


def test_the_chase_list_of_the_tier_above_holds_what_is_late_below(records, body):
    task(records, body, "过期", days=-5)
    task(records, body, "临期", days=2)
    task(records, body, "以后", days=60)
    task(records, body, "无人", owner="", days=60)
    sheet = chase.chase_list(records, body.parent, START.date())
    assert [(x.text, x.days_late) for x in sheet.lines] == [("过期", 5), ("临期", 0), ("无人", 0)]
    assert {x.body_name for x in sheet.lines} == {body.name}


def test_each_body_says_within_how_many_days_a_task_is_given_back(records, body):
    one = task(records, body)
    with pytest.raises(TooLateToDecline):
        step(records, body, one, StepKind.DECLINE, "不归我们管", 6)
    ledger.keep_rule(records, by(), LedgerRule("", body.id, decline_days=10))
    declined = step(records, body, one, StepKind.DECLINE, "不归我们管", 6)
    assert declined.state is FollowUpState.DECLINED


# what is kept with a task


def test_a_view_is_saved_chosen_replaced_and_forgotten_by_its_name(records, body):
    view = View(kind=Kind.LATE, grouped=True, topic="停车", tier=Tier.CORNER)
    ledger.save_view(records, by(), body.id, " 周一例会 ", view)
    ledger.save_view(records, by(), body.id, "周一例会", view)
    [saved] = ledger.saved_views(records, body.id)
    assert (saved.name, saved.view) == ("周一例会", view)
    ledger.drop_view(records, by(), body.id, saved.id)
    assert ledger.saved_views(records, body.id) == ()


def test_photographs_turns_and_resources_are_kept_with_the_task(records, body):
    one = task(records, body)
    photo = Photo("0001-x.jpg", "ab" * 32, When.AFTER, START)
    ledger.add_photo(records, by(), body.id, one.id, photo)
    with pytest.raises(PhotoTwice):
        ledger.add_photo(records, by(), body.id, one.id, photo)
    gone = ledger.remove_photo(records, by(), body.id, one.id, photo.hash, "拍到了人脸")
    assert [p.removed for p in gone.photos] == ["拍到了人脸"]
    used = ledger.note_used(
        records, by(), body.id, one.id, (Used("刘师傅", "", "带工具"),), ("刘师傅",)
    )
    assert used.helpers == ("刘师傅",)
    turn = DutyTurn("", body.id, one.id, "志愿队", START, START + timedelta(hours=2), 3)
    kept = ledger.add_turn(records, by(), turn)
    assert ledger.turns_of(records, body.id, one.id) == (kept,)
    with pytest.raises(BadTurn):
        ledger.add_turn(records, by(), DutyTurn("", body.id, one.id, "", START, START))
    ledger.drop_turn(records, by(), body.id, kept.id)
    assert ledger.turns_of(records, body.id) == ()


def test_what_a_person_can_do_is_listed_and_a_listed_skill_is_written_to_the_person(records, body):
    who = found.add_person(
        records, by(), body.id, Person("", body.id, "刘师傅", skills="修水管"), (), False
    )
    [derived] = resource.resources(records)
    assert (derived.kind, derived.offers) == (ResourceClass.SKILL, "修水管")
    listed = Resource("", body.id, ResourceClass.SKILL, "刘师傅", "修水管、电工", who.id)
    kept = resource.keep_resource(records, by(), listed)
    [found_now] = resource.resources(records)
    assert found_now == kept
    with records.reading() as book:
        assert book.get(Person, who.id).skills == "修水管、电工"
    assert search("谁会修水管", [found_now])[0][1] == 100
    resource.stop_resource(records, by(), body.id, kept.id)
    assert any(one.stopped for one in resource.resources(records))


def test_the_review_stays_on_the_agenda_until_the_last_promise_is_closed(records, body):
    one = task(records, body)
    step(records, body, one, StepKind.COMPLETE)
    meeting = plan(records, body, 1)
    assert meeting.in_order[0].kind is ItemKind.REVIEW
