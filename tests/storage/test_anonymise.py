"""After the keeping period nobody is named, neither in rows nor in bytes, and every count stays."""

from dataclasses import replace
from datetime import date

import pytest

from meetings.actions import collect, decide, found, mask
from meetings.actions.finish import minutes
from meetings.community.people import Person, Seat
from meetings.errors import UndoRefused
from meetings.matters.followup_states import FollowUpState
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue, IssueState
from meetings.papers.anonymity import Aliases, alias, is_unit
from meetings.papers.mask_choice import MaskChoice
from meetings.sitting.decisions import Decision
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from meetings.sitting.votes import Choice, Method, verdict
from storage.copies import backup, restoring
from storage.drafts import Drafts
from storage.health import repair
from storage.health.check import check_file
from storage.ids import new_id
from storage.records import FileRecords
from storage.secrecy.anonymise import anonymise, drop_drafts, preview, renew_copies
from storage.secrecy.closed import closed_before
from tests.data.house import House

NAMES = ("沈砚秋", "柯望舒", "纪青禾", "戚若水", "邬南枝", "柯望舒")
PHONE = "13900001234"
LATER = date(2100, 1, 1)


class Left(House):
    """A house whose issue is known."""

    issue: Issue


@pytest.fixture
def house(records) -> "Left":
    """A meeting with speeches, a roll call and a decision, made final; then everybody leaves."""
    house = Left("corner", members=len(NAMES), records=records)
    for place, (person, name) in enumerate(zip(house.people, NAMES, strict=True)):
        named = replace(
            person, name=name, building=f"{place}栋", entrance="二单元", room="2017室",
            phone=PHONE, skills="修雨棚",
        )  # fmt: skip
        house.people[place] = house.do(found.edit_person, named)
    issue = Issue(
        "", house.body.id, 0, "路灯不亮", house.now, "沈砚秋家门口黑", raised_name="沈砚秋"
    )
    house.issue = house.do(collect.collect, replace(issue, raised_by=house.people[0].id))
    house.plan("修灯")
    house.open(len(NAMES), led=False)
    house.begin("修灯")
    house.says(1, f"我是沈砚秋，电话{PHONE}，请柯望舒来修。")
    house.says(2, "物业服务中心出梯子。")
    motion = house.move("请物业服务中心修灯")
    house.act(decide.open_vote, motion, Method.ROLL_CALL)
    vote = house.meeting.votes[-1].id
    for person in house.people:
        choice = Choice.AGAINST if person.name == "戚若水" else Choice.FOR
        house.act(decide.answer, vote, house.meeting.entry(person.id).label, choice)
    house.act(decide.close_vote, vote)
    item = house.item("修灯")
    house.meeting = house.do(
        decide.decide,
        Decision("", house.body.id, house.meeting.id, item, "修灯", house.now, owner="纪青禾"),
    )
    return house


def test_what_was_decided_about_masks_quotes_nobody_afterwards(house, records):
    places = mask.desk(records, house.meeting.id, house.now)
    for everywhere in (False, True):
        named = next(one for one in places if one.find.words == "沈砚秋")
        house.do(
            mask.decide, house.body.id, house.meeting.id, named, hide=False, everywhere=everywhere
        )
    phone = next(one for one in places if one.find.words == PHONE)
    house.do(mask.decide, house.body.id, house.meeting.id, phone, hide=False, everywhere=False)
    end(house)
    anonymise(records, house.by(), house.body.id, LATER)
    with records.reading() as book:
        choices = book.find(MaskChoice)
    assert choices
    assert {one.quoted + one.quoted_before + one.quoted_after for one in choices} == {""}


def end(house):
    """The meeting is over for good and nobody has a seat any more."""
    with house.records.transaction("meeting.finalise", house.by(), house.body.id) as book:
        held = book.get(Meeting, house.meeting.id)
        book.put(replace(held, state=MeetingState.FINAL, version=1))
    with house.records.transaction("issue.settled", house.by(), house.body.id) as book:
        book.put(replace(book.get(Issue, house.issue.id), state=IssueState.SETTLED))
    with house.records.transaction("follow.close", house.by(), house.body.id) as book:
        for task in book.find(FollowUp):
            book.put(replace(task, state=FollowUpState.CLOSED))
    with house.records.transaction("seat.end", house.by(), house.body.id) as book:
        for seat in book.find(Seat):
            book.put(replace(seat, until=house.now.date()))


def held_in(records, meeting):
    with records.reading() as book:
        return book.get(Meeting, meeting.id)


def bytes_of(path):
    return b"".join(file.read_bytes() for file in path.parent.rglob("*") if file.is_file())


def names_left(data):
    return [w for w in (*set(NAMES), PHONE, "2017室", "修雨棚") if w.encode() in data]


def test_no_name_is_left_in_any_byte_and_every_count_stays(path, records, house):
    end(house)
    before = held_in(records, house.meeting)
    said = minutes(records, house.meeting.id, house.now)
    drafts = Drafts.open(path, background=False)
    drafts.save(f"speech/{house.meeting.id}", "沈砚秋又说")
    drafts.save("place/mode", "hold")
    drafts.close()
    backup.back_up_daily(path, date(2026, 3, 1))
    closed = closed_before(records.conn, house.body.id, LATER).rows
    done = anonymise(records, house.by(), house.body.id, LATER)
    drop_drafts(path, closed)
    renew_copies(path, date(2026, 3, 2))
    assert done.counts["person"] == len(NAMES) and done.counts["meeting"] == 1
    assert names_left(bytes_of(path)) == []
    after = held_in(records, house.meeting)
    vote, was = after.votes[0], before.votes[0]
    assert (vote.tally, vote.outcome) == (was.tally, was.outcome)
    assert verdict(vote, after.in_force) == verdict(was, before.in_force)
    assert [len(names) for names in vote.by_choice().values()] == [
        len(names) for names in was.by_choice().values()
    ]
    assert was.by_choice()[Choice.AGAINST] == ("戚若水（3栋）",)
    assert after.room().present == () or len(after.room().present) == len(before.room().present)
    now = minutes(records, house.meeting.id, house.now)
    assert len(now.attendance.present) == len(said.attendance.present)
    assert "物业服务中心出梯子。" in [s.text for s in after.speeches]
    assert [b.day for b in backup.backups(path)] == [date(2026, 3, 2)]
    assert check_file(path) == []
    left = Drafts.open(path, background=False)
    assert left.all() == {"place/mode": "hold"}
    left.close()


def test_the_tables_can_still_be_made_anew_from_the_journal(path, records, house):
    end(house)
    anonymise(records, house.by(), house.body.id, LATER)
    tables = ("meeting", "speech", "vote", "person", "seat", "issue", "follow_up", "body")
    before = {t: records.conn.execute(f"SELECT * FROM {t} ORDER BY id").fetchall() for t in tables}
    records.conn.execute("BEGIN")
    for table in tables[1:]:
        records.conn.execute(f"UPDATE {table} SET body = body || ''")
    records.conn.execute("UPDATE person SET name = 'x'")
    records.conn.execute("COMMIT")
    records.close()
    way = repair.plan(path, check_file(path))
    assert way.way is repair.Way.REBUILD
    repair.carry_out(path, way, house.now)
    assert check_file(path) == []
    with FileRecords.open(path) as again:
        for table, rows in before.items():
            found = again.conn.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
            assert found == rows, table


def test_what_goes_on_keeps_its_names_and_the_persons_in_it(records, house):
    done = anonymise(records, house.by(), house.body.id, LATER)
    assert set(done.counts.values()) == {0}
    with records.reading() as book:
        assert [p.name for p in book.find(Person, body=house.body.id)] == list(NAMES)
    assert records.history(house.body.id)[0].command != "privacy.anonymise"


def test_a_second_time_there_is_nothing_left_to_do(path, records, house):
    end(house)
    first = preview(records, house.body.id, LATER)
    assert first.counts["meeting"] == 1 and first.entries > 10
    anonymise(records, house.by(), house.body.id, LATER)
    again = preview(records, house.body.id, LATER)
    assert set(again.counts.values()) == {0} and again.entries == 0
    count = len(records.history(house.body.id, limit=10_000))
    anonymise(records, house.by(), house.body.id, LATER)
    assert len(records.history(house.body.id, limit=10_000)) == count


def test_a_day_before_everything_touches_nothing(records, house):
    end(house)
    assert preview(records, house.body.id, date(2000, 1, 1)).entries == 0


def test_it_cannot_be_undone_and_work_goes_on_after_it(path, records, house):
    end(house)
    anonymise(records, house.by(), house.body.id, LATER)
    with pytest.raises(UndoRefused):
        records.undo(house.by(), house.body.id)
    house.plan("新议题")
    house.do(found.add_person, house.body.id, Person("", "", "谭知夏"), (), False)
    records.undo(house.by(), house.body.id)
    assert check_file(path) == []


def test_nobody_can_be_followed_from_one_meeting_to_the_next(records, house):
    end(house)
    anonymise(records, house.by(), house.body.id, LATER)
    held = held_in(records, house.meeting)
    persons = {person.id for person in house.people}
    assert not persons & {entry.person for entry in held.roll}
    assert not persons & {mark.person for mark in held.presence}
    assert {mark.person for mark in held.presence} <= {entry.person for entry in held.roll}
    assert {s.person for s in held.speeches} <= {entry.person for entry in held.roll}
    assert len({entry.name for entry in held.roll}) == len(NAMES)


def test_two_of_one_name_stay_two_and_units_keep_theirs():
    aliases = Aliases(
        [("a" * 36, "张伟", ""), ("b" * 36, "李梅", "")], ["物业公司", "王五"], (), (), new_id
    )
    assert aliases.text("张伟与王五、李梅和物业公司") == "居民甲与居民丙、居民乙和物业公司"
    assert aliases.value({"name": "李梅", "room": "301", "n": 2}) == {
        "name": "居民乙", "room": "", "n": 2,
    }  # fmt: skip
    assert aliases.text("a" * 36) != "a" * 36
    assert alias(0) == "居民甲" and alias(10) == "居民11"
    assert is_unit("梧桐里社区居委会（王主任）") and not is_unit("沈砚秋")


def test_an_anonymous_backup_can_be_restored(path, records, house, tmp_path):
    end(house)
    anonymise(records, house.by(), house.body.id, LATER)
    made = backup.back_up_to(path, tmp_path / "copy.db", date(2026, 3, 1))
    assert (
        restoring.look(records.path, made).entries
        == len(records.history(house.body.id, limit=9_999)) + 1
    )
