"""Draft, checked, final, approved by the next meeting, and after that only dated errata."""

from dataclasses import replace

import pytest

from meetings.actions import decide, finish, found, hold, papers, prepare
from meetings.actions.papers import Wanted
from meetings.community.bodies import Body
from meetings.community.people import Person
from meetings.errors import Missing, NotAllowedNow, NotFound
from meetings.papers.finals import FinalMinutes
from meetings.papers.minutes import Minutes
from meetings.papers.seal import canonical, hash_of, short, thawed
from meetings.sitting.agenda import ItemKind, ItemOutcome
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from tests.data.hostile import HOSTILE
from tests.data.house import House


@pytest.fixture
def house() -> House:
    made = House("corner", members=3)
    made.plan("一件事")
    made.open(present=3)
    made.says(1, "装灯")
    made.vote(made.move("装一盏灯"), 2, 1)
    made.act(hold.end_meeting)
    return made


def known(house: House, meeting: str) -> Meeting:
    with house.records.reading() as book:
        return book.get(Meeting, meeting)


def next_meeting(house: House, outcome: ItemOutcome) -> Meeting:
    planned = house.plan()
    [item] = [item for item in planned.items if item.kind is ItemKind.APPROVAL]
    house.open(present=3)
    house.act(decide.settle, item.id, outcome, "理由")
    house.act(hold.end_meeting)
    return house.meeting


def test_a_final_version_says_the_same_when_people_are_renamed(house):
    house.act(finish.finalise, "1a2b-3c4d", 41)
    before, record = house.minutes(), house.record()
    with house.records.reading() as book:
        person = book.get(Person, house.people[0].id)
    house.do(found.edit_person, replace(person, name="改名"))
    assert house.minutes() == before
    assert house.record() == record
    assert before.seal == f"内容 {short(before.hash)} · 日志 41条 1a2b-3c4d"
    assert not before.draft and before.version == 1


def test_an_older_version_keeps_the_errata_of_its_own_time(house):
    house.act(finish.finalise, "1a2b", 41)
    house.do(finish.add_erratum, house.body.id, house.meeting.id, "灯应为路灯")
    first = house.minutes()
    assert finish.older_versions(house.records, house.meeting.id) == ()
    house.act(finish.reopen, "漏了一人")
    house.act(finish.finalise, "3c4d", 47)
    house.do(finish.add_erratum, house.body.id, house.meeting.id, "第2版的勘误")
    [older] = finish.older_versions(house.records, house.meeting.id)
    wanted = Wanted(papers.MINUTES, version=older.version)
    again = papers.paper(house.records, house.meeting.id, wanted, house.now)
    assert isinstance(again, Minutes) and replace(again, superseded=False) == first
    assert again.superseded and [text for _, text in again.errata] == ["灯应为路灯"]
    assert [text for _, text in house.minutes().errata] == ["第2版的勘误"]
    with pytest.raises(NotFound):
        papers.paper(house.records, house.meeting.id, replace(wanted, version=9), house.now)


def test_the_red_head_of_a_body_is_sealed_with_its_minutes(house):
    assert not house.minutes().red_head
    house.do(found.edit_body, house.body.id, house.body.name, house.body.parent, "", True)
    house.act(finish.finalise, "1a2b", 41)
    house.do(found.edit_body, house.body.id, house.body.name, house.body.parent, "", False)
    assert house.minutes().red_head
    house.records.undo(house.by(), house.body.id)
    with house.records.reading() as book:
        assert book.get(Body, house.body.id).red_head


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_is_sealed_is_what_comes_back(text):
    house = House("corner", members=3)
    house.plan("一件事")
    house.open(present=3)
    house.says(1, f"说：{text}"[:5000])
    house.act(decide.settle, house.item("一件事"), ItemOutcome.NOTED, text[:2000])
    house.act(hold.end_meeting)
    house.finalise()
    with house.records.reading() as book:
        [final] = book.find(FinalMinutes)
    assert hash_of(final.content) == final.hash == house.meeting.final_hash
    assert canonical(thawed(final.content)) == final.content


def test_the_next_agenda_approves_the_minutes_by_itself(house):
    first = house.finalise().id
    later = next_meeting(house, ItemOutcome.ADOPTED)
    assert later.in_order[0].title == "确认〔2026〕第1次会议纪要"
    assert known(house, first).state is MeetingState.APPROVED
    minutes = finish.minutes(house.records, first, house.now)
    assert minutes.approved_in == "〔2026〕第2次"


def test_a_meeting_planned_before_gets_the_item_after_the_review(house):
    first, title = house.meeting.id, "另一件事"
    planned = house.plan(title)
    with house.records.reading() as book:
        old = book.get(Meeting, first)
    house.do(finish.finalise, old.body, first)
    kinds = [item.kind for item in known(house, planned.id).in_order]
    assert kinds == [ItemKind.APPROVAL, ItemKind.MATTER]
    assert not [i for i in house.plan().items if i.kind is ItemKind.APPROVAL]


@pytest.mark.parametrize("outcome", [ItemOutcome.REJECTED, ItemOutcome.POSTPONED])
def test_minutes_that_were_not_approved_come_again(house, outcome):
    first = house.finalise().id
    next_meeting(house, outcome)
    assert known(house, first).state is MeetingState.FINAL
    assert [i.title for i in house.plan().items] == ["确认〔2026〕第1次会议纪要"]


def test_approval_is_taken_back_with_its_outcome(house):
    first = house.finalise().id
    later = next_meeting(house, ItemOutcome.ADOPTED)
    house.act(decide.settle, later.in_order[0].id, ItemOutcome.REJECTED, "会前已逐户商定")
    assert known(house, first).state is MeetingState.FINAL


def test_reopened_minutes_become_the_next_version_and_the_first_is_kept(house):
    first = house.finalise()
    house.act(finish.reopen, "漏记一人")
    assert house.minutes().draft
    house.do(prepare.edit_meeting, replace(house.meeting, place="花坛"))
    second = house.finalise()
    assert second.version == 2 and second.final_hash != first.final_hash
    with house.records.reading() as book:
        assert [f.version for f in book.find(FinalMinutes)] == [1, 2]


def test_approved_minutes_are_corrected_by_dated_errata_alone(house):
    first = house.finalise()
    sealed = house.minutes()
    next_meeting(house, ItemOutcome.AGREED)
    with pytest.raises(NotAllowedNow):
        house.do(finish.reopen, first.body, first.id, "补记")
    house.do(finish.add_erratum, first.body, first.id, "“一盏”应为“两盏”")
    minutes = finish.minutes(house.records, first.id, house.now)
    assert minutes.errata == ((house.now.date(), "“一盏”应为“两盏”"),)
    assert minutes.items == sealed.items and minutes.hash == sealed.hash


def test_a_draft_takes_no_erratum_and_an_empty_one_is_refused(house):
    with pytest.raises(NotAllowedNow):
        house.act(finish.add_erratum, "错字")
    house.finalise()
    with pytest.raises(Missing):
        house.act(finish.add_erratum, " ")
