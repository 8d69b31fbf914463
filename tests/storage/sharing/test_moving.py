"""A body moves to another laptop by a stick: read here, kept there, and nothing lost on the way."""

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from meetings.actions import found, refer
from meetings.community.bodies import Body, Tier
from meetings.community.people import Person, Seat
from meetings.errors import UndoRefused
from meetings.matters.referrals import Referral
from meetings.procedure.rules import preset
from storage import journal
from storage.carriers import moved
from storage.copies.backup import back_up_to
from storage.copies.copying import manifest
from storage.errors import BodyUnmoved, CarriedUnreadable, NotKeptHere, StoppedHere
from storage.health.check import check_file
from storage.records import FileRecords
from storage.registers import home, moving
from storage.registers.kept import kept, kept_bodies
from tests.storage.sharing.offices import Office, pass_on


class Laptop(Office):
    """A laptop with a file of its own and no body yet."""

    def __init__(self, path: Path, like: Office) -> None:
        self.path, self.tier, self.name, self.now = path, like.tier, like.name, like.now
        self.records = FileRecords.open(path)
        self.body = like.body


@pytest.fixture
def other(three, tmp_path):
    """A new laptop for the corner."""
    (tmp_path / "new").mkdir()
    made = Laptop(tmp_path / "new" / "records.db", three[0])
    yield made
    made.records.close()


def give(office: Office, stick: Path, body: str = "") -> moved.Given:
    return moved.give(office.records, office.by(), body or office.id, stick)


def take(office: Office, given: moved.Given, code: str = "") -> None:
    moved.take(office.records, office.by(), given.path, code or given.code)


def refused(office: Office, given: moved.Given, code: str = "") -> str:
    before = sorted(manifest(office.records.conn).items())
    with pytest.raises((BodyUnmoved, CarriedUnreadable)) as found:
        take(office, given, code)
    assert sorted(manifest(office.records.conn).items()) == before
    failure = found.value
    assert isinstance(failure, BodyUnmoved | CarriedUnreadable)
    return failure.why


def test_the_new_laptop_keeps_it_and_the_old_one_only_reads(three, other, tmp_path):
    corner, community, _ = three
    sent = corner.send("西门路灯不亮")
    pass_on(corner, community, tmp_path)
    given = give(corner, tmp_path)
    with pytest.raises(StoppedHere, match="moved"):
        corner.raise_("楼道灯")
    take(other, given)
    assert other.get(Referral, sent.id).title == "西门路灯不亮"
    later = other.send("楼道灯")
    pass_on(other, community, tmp_path)
    assert community.get(Referral, later.id).title == "楼道灯"
    community.do(refer.answer, sent.id, "下月更换", "", ())
    pass_on(community, other, tmp_path)
    assert other.plan().items[-1].title == "西门路灯不亮（上级回复）"
    assert corner.whole() and other.whole() and community.whole()
    assert corner.get(Body, corner.id).name == other.get(Body, corner.id).name


def test_what_was_sent_and_not_yet_there_goes_from_the_new_laptop(three, other, tmp_path):
    corner, community, _ = three
    sent = corner.send("西门路灯不亮")
    take(other, give(corner, tmp_path))
    pass_on(other, community, tmp_path)
    assert community.get(Referral, sent.id).title == "西门路灯不亮"


def test_it_goes_back_to_the_old_laptop_with_what_was_added(three, other, tmp_path):
    corner, community, _ = three
    take(other, give(corner, tmp_path))
    added = other.raise_("楼道灯")
    take(corner, give(other, tmp_path / "new"))
    assert corner.get(type(added), added.id).title == "楼道灯"
    corner.raise_("车棚")
    with pytest.raises(StoppedHere):
        other.raise_("花坛")
    pass_on(corner, community, tmp_path)
    assert corner.whole() and other.whole() and community.whole()


def test_it_is_taken_back_while_nothing_was_heard_of_the_other(three, tmp_path):
    corner, _, _ = three
    give(corner, tmp_path)
    moving.take_back(corner.records, corner.by(), corner.id)
    corner.raise_("楼道灯")
    assert corner.whole()
    with pytest.raises(BodyUnmoved, match="not_given"):
        moving.take_back(corner.records, corner.by(), corner.id)


def test_a_file_taken_twice_wrong_or_older_is_told_of_and_nothing_changes(three, other, tmp_path):
    corner, _, _ = three
    given = give(corner, tmp_path)
    assert refused(corner, given) == "giver"
    take(other, given)
    assert refused(other, given) == "here"
    back = give(other, tmp_path / "new")
    take(corner, back)
    assert refused(other, given) == "older"
    assert refused(corner, given) == "here"


def test_another_code_opens_nothing(three, other, tmp_path):
    from storage.secrecy.recovery import new_recovery_key

    given = give(three[0], tmp_path)
    assert refused(other, given, new_recovery_key()) == "code"


def test_entries_of_here_that_are_not_in_it_are_never_lost(three, other, tmp_path):
    """A copy of the giver wrote on: it is no older state of what comes."""
    corner, _, _ = three
    corner.records.close()
    shutil.copy(corner.path, tmp_path / "twin.db")
    corner.records = FileRecords.open(corner.path)
    twin = Laptop(tmp_path / "twin.db", corner)
    twin.raise_("只在副本里")
    given = give(corner, tmp_path)
    assert refused(twin, given) == "here"
    give(twin, tmp_path / "new")
    with pytest.raises(BodyUnmoved, match="differs") as found:
        take(twin, given)
    assert found.value.entries == 3
    twin.records.close()


def test_a_file_cut_or_changed_anywhere_is_not_taken(three, other, tmp_path):
    given = give(three[0], tmp_path)
    content, chance = given.path.read_bytes(), random.Random(1)
    path = tmp_path / "spoilt.jjbody"
    for _ in range(60):
        spoilt = bytearray(content)
        if chance.random() < 0.5:
            spoilt = spoilt[: chance.randrange(len(spoilt))]
        else:
            spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
        path.write_bytes(bytes(spoilt))
        refused(other, replace(given, path=path))
    take(other, given)


def test_persons_of_another_body_go_as_copies(tmp_path):
    """A corner recorded with its community in one file, whose seat is a person of the community."""
    both = Office(tmp_path / "both.db", Tier.COMMUNITY, "梧桐里社区议事会")
    corner = both.do(found.found_body, Tier.CORNER, "45栋街角议事会", preset("corner"), both.id)
    with both.records.transaction("person.add", both.by(), both.id) as book:
        person = Person(book.new_id(), both.id, "李社工")
        book.put(person)
    with both.records.transaction("seat.add", both.by(), corner.id) as book:
        seat = Seat(book.new_id(), corner.id, person.id, (), True)
        book.put(seat)
    given = give(both, tmp_path, corner.id)
    (tmp_path / "new").mkdir()
    laptop = Laptop(tmp_path / "new" / "records.db", both)
    laptop.body = corner
    take(laptop, given)
    copied = laptop.get(Person, laptop.get(Seat, seat.id).person)
    assert (copied.name, copied.body) == ("李社工", corner.id) and copied.id != person.id
    assert laptop.get(Body, both.id).name == both.name
    with pytest.raises(NotKeptHere):
        laptop.do(found.edit_body, both.id, "别的", None, "")
    sent = laptop.send("西门路灯不亮")
    pass_on(laptop, both, tmp_path)
    assert both.get(Referral, sent.id).title == "西门路灯不亮"
    pass_on(both, laptop, tmp_path)
    assert both.whole() and laptop.whole()
    take(both, give(laptop, tmp_path / "new", corner.id))
    assert both.whole() and check_file(laptop.path) == []
    laptop.records.close()
    both.records.close()


def test_undo_never_crosses_a_move(three, other, tmp_path):
    corner, _, _ = three
    take(other, give(corner, tmp_path))
    with pytest.raises(UndoRefused, match="final"):
        other.records.undo(other.by(), other.id)


@pytest.mark.parametrize("step", ["_copy_persons", "keys_of", "_packed"])
def test_what_is_cut_off_while_giving_leaves_the_body_here(three, tmp_path, monkeypatch, step):
    corner, _, _ = three

    def cut(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(moving, step, cut)
    with pytest.raises(OSError, match="full"):
        give(corner, tmp_path)
    monkeypatch.undo()
    corner.raise_("楼道灯")
    assert corner.whole() and not list(tmp_path.glob("*.jjbody"))


@pytest.mark.parametrize("step", ["_clear", "_fill", "_take_letters", "open_next"])
def test_what_is_cut_off_while_taking_leaves_nothing(three, other, tmp_path, monkeypatch, step):
    corner, _, _ = three
    given = give(corner, tmp_path)
    real = getattr(moving, step)

    def cut(*args: object) -> None:
        real(*args)
        raise OSError(28, "full")

    monkeypatch.setattr(moving, step, cut)
    with pytest.raises(OSError, match="full"):
        take(other, given)
    monkeypatch.undo()
    assert kept_bodies(other.records.conn) == [] and not journal.bodies(other.records.conn)
    take(other, given)
    assert other.whole()


def test_a_body_goes_to_the_laptop_of_the_one_above_which_read_it_before(three, tmp_path):
    corner, community, _ = three
    sent = corner.send("西门路灯不亮")
    pass_on(corner, community, tmp_path)
    community.do(refer.answer, sent.id, "下月更换", "", ())
    take(community, give(corner, tmp_path))
    with community.records.reading() as book:
        assert sorted(kept_bodies(book.conn)) == sorted([corner.id, community.id])
    assert community.get(Referral, sent.id).title == "西门路灯不亮"
    assert community.whole() and corner.whole()
    made = back_up_to(community.path, tmp_path / "copy.db", community.now.date())
    assert check_file(made) == []


def test_a_copy_on_another_machine_stops_before_its_first_write(three, tmp_path, monkeypatch):
    """Between exchanges, as far as a machine tells its name."""
    corner, community, _ = three
    monkeypatch.setattr(home, "machine", lambda: "one")
    with corner.records.registering() as conn:
        home.settle(conn, corner.id)
    corner.send("西门路灯不亮")
    monkeypatch.setattr(home, "machine", lambda: "other")
    with pytest.raises(StoppedHere, match="cloned"):
        corner.raise_("楼道灯")
    pass_on(community, corner, tmp_path)
    corner.raise_("楼道灯")
    monkeypatch.setattr(home, "machine", lambda: "one")
    with corner.records.reading() as book:
        known = kept(book.conn, corner.id)
    assert known is not None and known.stopped == "cloned"
    monkeypatch.setattr(home, "machine", lambda: "")
    corner.raise_("车棚")
