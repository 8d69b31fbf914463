"""A restored or doubled file stops before it writes over what it has sent; a new epoch goes on."""

import shutil
from datetime import date

import pytest

from meetings.errors import ReasonNeeded
from meetings.matters.referrals import Referral
from storage.copies.backup import back_up_to
from storage.copies.restoring import restore
from storage.errors import CarriedUnreadable, StoppedHere
from storage.records import FileRecords
from storage.registers.epochs import keep_here
from storage.registers.kept import kept
from tests.storage.sharing.offices import Office, pass_on


def restored(office: Office, copy):
    office.records.close()
    restore(office.path, copy, office.now)
    office.records = FileRecords.open(office.path)


def stopped(office: Office) -> str:
    with office.records.reading() as book:
        known = kept(book.conn, office.id)
    assert known is not None
    return known.stopped


def test_a_restored_file_waits_for_an_exchange_and_goes_on_where_nothing_is_missing(
    three, tmp_path
):
    corner, community, _ = three
    corner.send("西门路灯不亮")
    pass_on(corner, community, tmp_path)
    restored(corner, back_up_to(corner.path, tmp_path / "copy.db", date(2026, 11, 28)))
    with pytest.raises(StoppedHere, match="restored"):
        corner.raise_("楼道灯")
    pass_on(community, corner, tmp_path)
    assert stopped(corner) == ""
    corner.raise_("楼道灯")


def test_a_restored_file_that_lacks_letters_is_stopped_and_goes_on_in_a_new_epoch(three, tmp_path):
    corner, community, _ = three
    copy = back_up_to(corner.path, tmp_path / "copy.db", date(2026, 11, 28))
    lost = corner.send("西门路灯不亮")
    pass_on(corner, community, tmp_path)
    restored(corner, copy)
    came = pass_on(community, corner, tmp_path)
    assert came.stopped == "behind" and stopped(corner) == "behind"
    with pytest.raises(StoppedHere, match="behind"):
        corner.raise_("楼道灯")
    with pytest.raises(ReasonNeeded):
        keep_here(corner.records, corner.id, corner.at(), " ")
    keep_here(corner.records, corner.id, corner.at(), "硬盘坏了，只剩备份")
    again = corner.send("东门路灯不亮")
    pass_on(corner, community, tmp_path)
    assert community.get(Referral, again.id).title == "东门路灯不亮"
    assert community.get(Referral, lost.id).title == "西门路灯不亮"
    assert corner.whole() and community.whole()
    assert pass_on(community, corner, tmp_path).stopped == ""


def test_of_two_files_of_one_body_the_older_is_told_that_it_was_taken_over(three, tmp_path):
    corner, community, _ = three
    corner.records.close()
    twin = Office.__new__(Office)
    twin.path, twin.tier, twin.name, twin.now = (
        tmp_path / "twin.db", corner.tier, corner.name, corner.now,
    )  # fmt: skip
    shutil.copy(corner.path, twin.path)
    corner.records, twin.records = FileRecords.open(corner.path), FileRecords.open(twin.path)
    twin.body = corner.body
    corner.send("甲")
    pass_on(corner, community, tmp_path)
    twin.send("乙")
    came = pass_on(twin, community, tmp_path)
    assert came.taken.forked and not came.taken.new
    assert pass_on(community, twin, tmp_path).stopped == "forked"
    with pytest.raises(StoppedHere):
        twin.raise_("丙")
    keep_here(twin.records, twin.id, twin.at(), "这台接着记")
    pass_on(twin, community, tmp_path)
    with pytest.raises(CarriedUnreadable, match="cut"):
        # It is closed for the keys in force, which the other file has not.
        pass_on(community, corner, tmp_path)
    assert {one.title for one in community.find(Referral, body=corner.id)} == {"甲", "乙"}
    assert community.whole() and twin.whole()
    twin.records.close()
