"""Many new rows at once: kept, told and taken back as if each had been put by itself."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.community.people import Person, Role, Seat
from meetings.ports import Change
from storage import migrations
from storage.errors import OtherBody, TooLong
from storage.health.check import check_file
from storage.ids import new_id
from storage.packing import packed, packed_new, payload_of
from storage.tables import TABLES
from tests.storage.scenes import found

VALUE = st.one_of(st.none(), st.integers(-(2**62), 2**62), st.text(max_size=12))
NAMES = ("id", "body", "b%s", "a", "姓名", 'q"')


@given(
    st.lists(
        st.tuples(st.text(max_size=5), *[VALUE] * (len(NAMES) - 1)),
        min_size=1, max_size=6,
    )
)  # fmt: skip
def test_many_rows_are_told_in_the_texts_of_one_by_one(rows):
    alone = [
        packed(Change("person", row[0], None, dict(zip(NAMES, row, strict=True)))) for row in rows
    ]
    assert list(packed_new("person", NAMES, rows)) == alone


def test_a_payload_is_one_json_of_all_its_changes():
    change = Change("a", "1", None, {"x": "“引号”\n"})
    told = json.loads(payload_of([packed(change), packed(change)]))
    told_twice = [["a", "1", None, {"x": "“引号”\n"}]] * 2
    assert told == {"changes": told_twice, "form": migrations.KNOWN}


STRANGE = ("张伟", "e\u0301", "𠮷田", "a\u202eb", "O'Neil", "张\r\n伟", "")


def test_rows_added_together_are_the_rows_of_each_alone():
    table = next(table for table in TABLES if table.kind is Person)
    people = [Person(new_id(), new_id(), name, skills=name) for name in STRANGE]
    assert table.encode_all(people) == [table.encode(person) for person in people]
    rows = table.encode_all([person for person in people if person.name])
    assert list(table.with_derived(rows)) == [row + table.derived_values(row) for row in rows]


@pytest.mark.parametrize("name", ["长" * 101, "长\r\n" * 60])
def test_a_text_too_long_among_many_is_refused(records, by, name):
    body = found(records, by())
    people = [Person(new_id(), body, "张伟"), Person(new_id(), body, name)]
    with pytest.raises(TooLong), records.transaction("people.import", by(), body) as book:
        book.add(people)


def test_a_row_of_another_body_among_many_is_refused(records, by):
    body, other = found(records, by()), found(records, by())
    people = [Person(new_id(), body, "张伟"), Person(new_id(), other, "王芳")]
    with pytest.raises(OtherBody), records.transaction("people.import", by(), body) as book:
        book.add(people)


def test_what_is_added_and_touched_again_is_told_as_it_ends(records, by, path):
    body = found(records, by())
    gone, moved, still = (Person(new_id(), body, name) for name in ("张伟", "王芳", "李娜"))
    with records.transaction("people.import", by(), body) as book:
        book.add([gone, moved, still])
        book.add([Seat(new_id(), body, still.id, (Role.RESIDENT,), False)])
        book.remove(gone)
        book.put(Person(moved.id, body, "王芳", "45栋"))
    entry = records.history(body)[0]
    told = {change.id: change for change in entry.changes}
    assert gone.id not in told and len(told) == 3
    assert told[moved.id].before is None and told[moved.id].after["building"] == "45栋"
    records.undo(by(), body)
    with records.reading() as book:
        assert not book.find(Person) and not book.find(Seat)
    assert check_file(path) == []


def test_what_was_removed_and_is_added_again_is_told_as_changed(records, by, path):
    body = found(records, by())
    one = Person(new_id(), body, "张伟")
    with records.transaction("person.add", by(), body) as book:
        book.put(one)
    with records.transaction("people.import", by(), body) as book:
        book.remove(one)
        book.add([Person(one.id, body, "张伟", "47栋")])
    (change,) = records.history(body)[0].changes
    assert (change.before, change.after) == ({"building": ""}, {"building": "47栋"})
    assert check_file(path) == []
