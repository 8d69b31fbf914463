"""What every keeper of records must do, tried on the file and on the double in memory."""

from dataclasses import replace

import pytest

from meetings.community.bodies import Body
from meetings.errors import MeetingError, NotFound, NothingToUndo, UndoRefused
from meetings.matters.followup_states import StepKind
from meetings.matters.followups import FollowUp, Step
from meetings.matters.issues import Issue
from meetings.ports import Repeated
from meetings.sitting.meeting import Meeting
from storage.errors import OtherBody, ReadOnly
from storage.ids import new_id
from tests.storage.scenes import AT, found, issue, planned, spoken


def test_an_aggregate_comes_back_with_its_children_as_it_was_put(kept, by):
    body = found(kept, by())
    meeting = planned(kept, by(), body)
    with kept.transaction("speech.note", by(), body) as book:
        book.put(spoken(spoken(meeting)))
    with kept.reading() as book:
        again = book.get(Meeting, meeting.id)
    assert [item.title for item in again.items] == ["路灯不亮", "楼道堆物"]
    assert len(again.speeches) == 2
    assert again.starts_at == AT and again.starts_at.utcoffset() == AT.utcoffset()


def test_a_child_put_by_itself_is_part_of_its_aggregate(kept, by):
    body = found(kept, by())
    meeting = planned(kept, by(), body)
    with kept.transaction("item.edit", by(), body) as book:
        book.put(replace(meeting.items[1], title="楼道堆物清理"))
        assert book.get(Meeting, meeting.id).items[1].title == "楼道堆物清理"
    with kept.reading() as book:
        assert book.get(Meeting, meeting.id).items[1].title == "楼道堆物清理"


def test_a_child_left_out_of_its_aggregate_is_gone(kept, by):
    body = found(kept, by())
    meeting = planned(kept, by(), body)
    with kept.transaction("item.remove", by(), body) as book:
        book.put(replace(meeting, items=meeting.items[:1]))
    with kept.reading() as book:
        assert book.get(Meeting, meeting.id).items == meeting.items[:1]


def test_what_is_absent_is_told_with_its_kind_and_id(kept, by):
    with kept.reading() as book, pytest.raises(NotFound) as told:
        book.get(Body, new_id())
    assert told.value.facts["kind"] == "Body"


def test_records_are_found_by_their_fields_in_order_of_time(kept, by):
    body = found(kept, by())
    first, second = issue(body, 1, "甲"), issue(body, 2, "乙")
    with kept.transaction("issue.collect", by(), body) as book:
        book.put(second)
        book.put(first)
        assert [line.title for line in book.find(Issue, body=body)] == ["甲", "乙"]
        assert book.find(Issue, number=2, merged_into=None) == [second]
        assert book.find(Issue, title="丙") == []
        assert book.highest(Issue, "number", body=body) == 2
        assert book.highest(Issue, "number", body=new_id()) == 0


def test_a_field_that_does_not_exist_is_no_way_to_find(kept, by):
    with kept.reading() as book, pytest.raises(TypeError):
        book.find(Issue, colour="red")


def test_a_failure_in_the_middle_keeps_nothing(kept, by):
    body = found(kept, by())
    with pytest.raises(MeetingError), kept.transaction("issue.collect", by(), body) as book:
        book.put(issue(body))
        raise MeetingError()
    with kept.reading() as book:
        assert book.find(Issue) == []
    assert len(kept.history(body)) == 1


def test_a_repeated_command_does_nothing(kept, by):
    body = found(kept, by())
    act = by()
    with kept.transaction("issue.collect", act, body) as book:
        book.put(issue(body))
    with pytest.raises(Repeated), kept.transaction("issue.collect", act, body) as book:
        book.put(issue(body))
    with kept.reading() as book:
        assert len(book.find(Issue)) == 1


def test_a_command_that_changes_nothing_leaves_no_entry(kept, by):
    body = found(kept, by())
    meeting = planned(kept, by(), body)
    with kept.transaction("meeting.edit", by(), body) as book:
        book.put(replace(meeting))
    assert len(kept.history(body)) == 2


def test_a_row_of_another_body_is_refused(kept, by):
    body, other = found(kept, by()), found(kept, by())
    with pytest.raises(OtherBody), kept.transaction("issue.collect", by(), body) as book:
        book.put(issue(other))


def test_a_reading_cannot_write(kept, by):
    body = found(kept, by())
    with kept.reading() as book, pytest.raises(ReadOnly):
        book.put(issue(body))


def test_text_is_cleaned_at_the_door(kept, by):
    body = found(kept, by())
    meeting = planned(kept, by(), body)
    with kept.transaction("speech.note", by(), body) as book:
        book.put(spoken(meeting, "红\x1b[31m字\u202e\r\n二\x0b三"))
        noted = book.get(Meeting, meeting.id)
    assert noted.speeches[0].text == "红\ufffd[31m字\n二\n三"
    with kept.reading() as book:
        assert book.get(Meeting, meeting.id) == noted


def test_undo_takes_back_and_redo_brings_back(kept, by):
    body = found(kept, by())
    meeting = planned(kept, by(), body)
    with kept.transaction("speech.note", by(), body) as book:
        book.put(spoken(meeting))
        said = book.get(Meeting, meeting.id)
    undoable = kept.undoable(body)
    assert undoable is not None and undoable.command == "speech.note"
    assert kept.redoable(body) is None
    assert kept.undo(by(), body).command == "undo"
    assert kept.redoable(body) == undoable
    with kept.reading() as book:
        assert book.get(Meeting, meeting.id) == meeting
    assert kept.redo(by(), body).command == "redo"
    with kept.reading() as book:
        assert book.get(Meeting, meeting.id) == said


def test_undo_goes_back_step_by_step_and_redo_forward(kept, by):
    body = found(kept, by())
    first, second = issue(body, 1), issue(body, 2)
    for one in (first, second):
        with kept.transaction("issue.collect", by(), body) as book:
            book.put(one)

    def there():
        with kept.reading() as book:
            return book.find(Issue)

    kept.undo(by(), body)
    assert there() == [first]
    kept.undo(by(), body)
    assert there() == []
    kept.redo(by(), body)
    assert there() == [first]
    kept.redo(by(), body)
    assert there() == [first, second]
    with pytest.raises(NothingToUndo):
        kept.redo(by(), body)


def test_a_new_command_ends_redo(kept, by):
    body = found(kept, by())
    for number in (1, 2):
        with kept.transaction("issue.collect", by(), body) as book:
            book.put(issue(body, number))
    kept.undo(by(), body)
    with kept.transaction("issue.collect", by(), body) as book:
        book.put(issue(body, 2))
    with pytest.raises(NothingToUndo):
        kept.redo(by(), body)


def test_undo_never_crosses_what_is_final(kept, by):
    body = found(kept, by())
    meeting = planned(kept, by(), body)
    with kept.transaction("meeting.finalise", by(), body) as book:
        book.put(replace(meeting, version=1))
    with pytest.raises(UndoRefused) as told:
        kept.undo(by(), body)
    assert told.value.facts == {"command": "meeting.finalise", "why": "final"}
    assert kept.undoable(body) is None


def test_nothing_was_done_so_nothing_is_undone(kept, by):
    with pytest.raises(NothingToUndo):
        kept.undo(by(), new_id())
    assert kept.undoable(new_id()) is None


def test_undo_of_one_body_leaves_the_others(kept, by):
    body, other = found(kept, by()), found(kept, by())
    mine, theirs = issue(body), issue(other)
    for one in (mine, theirs):
        with kept.transaction("issue.collect", by(), one.body) as book:
            book.put(one)
    kept.undo(by(), body)
    with kept.reading() as book:
        assert book.find(Issue) == [theirs]


def test_history_is_newest_first_and_goes_on_by_number(kept, by):
    body = found(kept, by())
    for number in range(1, 6):
        with kept.transaction("issue.collect", by(), body) as book:
            book.put(issue(body, number))
    newest = kept.history(body, limit=4)
    assert [entry.seq for entry in newest] == [6, 5, 4, 3]
    assert [entry.seq for entry in kept.history(body, before=3)] == [2, 1]
    assert newest[0].actor == "陈静"


def test_the_history_of_a_matter_holds_only_what_touched_it(kept, by):
    body = found(kept, by())
    one = issue(body)
    with kept.transaction("issue.collect", by(), body) as book:
        book.put(one)
    planned(kept, by(), body)
    with kept.transaction("issue.edit", by(), body) as book:
        book.put(replace(one, place="45栋"))
    assert [entry.command for entry in kept.history(body, about=one.id)] == [
        "issue.edit",
        "issue.collect",
    ]


def test_steps_of_a_follow_up_come_back_in_order(kept, by):
    body = found(kept, by())
    task = FollowUp(new_id(), body, 1, "修灯", AT, helpers=("物业", "网格员"))
    steps = tuple(
        Step(new_id(), body, task.id, kind, AT) for kind in (StepKind.ASSIGN, StepKind.PROGRESS)
    )
    with kept.transaction("follow.add", by(), body) as book:
        book.put(replace(task, steps=steps))
    with kept.reading() as book:
        assert book.get(FollowUp, task.id) == replace(task, steps=steps)
