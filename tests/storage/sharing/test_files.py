"""A file on a stick: doubled, mixed, cut, changed, for others, from strangers."""

import random
from dataclasses import replace
from typing import Any

import pytest

from meetings.actions import refer
from meetings.matters.referrals import Referral
from meetings.sharing import letters as rules
from storage.carriers import sealed
from storage.copies.copying import manifest
from storage.errors import CarriedUnreadable, StorageError
from storage.registers import exchanging, incoming, register, signing
from storage.registers.signing import Keys
from tests.storage.sharing.offices import Office


def everything(office: Office) -> list[Any]:
    """What a file holds, by the hashes of its tables."""
    return sorted(manifest(office.records.conn).items())


def test_what_came_twice_is_taken_once(three, tmp_path):
    corner, community, _ = three
    corner.send("西门路灯不亮")
    path = corner.write_for(community, tmp_path / "one.jjx")
    first, again = community.read_from(path), community.read_from(path)
    assert (len(first.taken.new), len(again.taken.new)) == (1, 0)
    assert again.taken.known == first.taken.known + 1


def test_what_comes_before_its_time_waits_and_the_gap_is_told(three):
    corner, community, _ = three
    for title in ("一", "二", "三"):
        corner.send(title)
    letters = exchanging.load(corner.records, corner.id, community.id, corner.at()).letters[-3:]
    with community.records.registering() as conn:
        taken = incoming.take(conn, letters[1:], community.at())
    assert not taken.new and taken.waits == 2
    number = letters[0].number_to(community.id)
    assert [(gap.first, gap.last) for gap in taken.gaps] == [(number, number)]
    with community.records.registering() as conn:
        taken = incoming.take(conn, letters[:1], community.at())
    assert [letter.n for letter in taken.new] == [letter.n for letter in letters]
    assert not taken.gaps and community.whole()


def test_any_order_of_coming_ends_in_the_same_rows(three, tmp_path):
    corner, community, _ = three
    sent = [corner.send(title) for title in ("一", "二", "三")]
    corner.do(refer.remind, sent[0].id, "请尽快")
    letters = list(exchanging.load(corner.records, corner.id, community.id, corner.at()).letters)
    random.Random(7).shuffle(letters)
    for letter in letters:
        with community.records.registering() as conn:
            incoming.take(conn, [letter, letter], community.at())
    assert [one.title for one in community.find(Referral, body=corner.id)] == ["一", "二", "三"]
    assert len(community.get(Referral, sent[0].id).reminders) == 1
    assert community.whole()


def test_a_file_cut_or_changed_anywhere_is_taken_not_at_all(three, tmp_path):
    corner, community, _ = three
    corner.send("西门路灯不亮")
    content = corner.write_for(community, tmp_path / "one.jjx").read_bytes()
    before, chance = everything(community), random.Random(1)
    path = tmp_path / "other.jjx"
    for _ in range(300):
        spoilt = bytearray(content)
        match chance.randrange(4):
            case 0:
                spoilt = spoilt[: chance.randrange(len(spoilt))]
            case 1:
                spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
            case 2:
                at = chance.randrange(len(spoilt))
                spoilt[at:at] = chance.randbytes(chance.randrange(1, 40))
            case _:
                at = chance.randrange(len(spoilt))
                del spoilt[at : at + chance.randrange(1, 40)]
        path.write_bytes(bytes(spoilt))
        try:
            community.read_from(path)
        except StorageError as failure:
            assert isinstance(failure, CarriedUnreadable)
        else:
            # Only what stands outside and nobody relies on was changed.
            pytest.fail(f"taken: {spoilt[:200]!r}")
        assert everything(community) == before


def test_a_file_for_somebody_else_says_for_whom(three, tmp_path):
    corner, community, street = three
    path = corner.write_for(community, tmp_path / "one.jjx")
    with pytest.raises(CarriedUnreadable) as refused:
        street.read_from(path)
    assert (refused.value.why, refused.value.name) == ("others", community.name)


def test_a_load_of_somebody_else_under_our_name_is_refused(three, tmp_path):
    corner, community, street = three
    corner.send("西门路灯不亮")
    carried = exchanging.load(corner.records, corner.id, community.id, corner.at())
    seal = exchanging.open_keys(community.records)
    stranger = exchanging.signer(street.records, street.id)
    public = signing.public(Keys(bytes(32), seal[community.id])).seal
    path = tmp_path / "forged.jjx"
    sealed.write(path, carried, community.name, public, stranger)
    with pytest.raises(CarriedUnreadable, match="cut"):
        community.read_from(path)


def test_what_no_sender_may_tell_is_refused_and_the_rest_stands(three):
    """A community answers what was sent to another body, and renames the street."""
    corner, community, street = three
    sent = corner.send("西门路灯不亮")
    with community.records.registering() as conn:
        head = register.head(conn, community.id, 1)
        number = register.number_to(conn, community.id, 1, corner.id)
    forged, sign = [], exchanging.signer(community.records, community.id)
    for kind, record, told in (
        ("body", street.id, {"tier": "subdistrict", "name": "假", "parent": None, "closed": 0}),
        ("referral", sent.id, {"title": "假"}),
        ("reply", corner.id, {"referral": "0" * 36}),
        ("body", community.id, {"tier": "nothing", "name": "假", "parent": None, "closed": 0}),
        ("body", community.id, {"name": 7}),
    ):
        number += 1
        letter = rules.written(
            head, community.id, 1, kind, [rules.Addressed(corner.id, number)], community.at(),
            (1, bytes(32)), bytes(16), rules.payload_of(record, told),
            sign,
        )  # fmt: skip
        head = letter.head
        forged.append(letter)
    with corner.records.registering() as conn:
        taken = incoming.take(conn, forged, corner.at())
    assert len(taken.unsound) == 5 and not taken.new
    assert corner.get(Referral, sent.id).title == "西门路灯不亮" and corner.whole()
    with corner.records.registering() as conn:
        altered = replace(forged[0], n=forged[-1].n + 1)
        assert incoming.take(conn, [altered], corner.at()).unsound


def test_a_second_letter_of_one_number_is_a_fork(three):
    corner, community, _ = three
    with corner.records.registering() as conn:
        last = register.head(conn, corner.id, 1)
        assert last is not None
        before = register.find(conn, corner.id, 1, last.n)
    assert before is not None
    sign = exchanging.signer(corner.records, corner.id)
    other = rules.written(
        rules.Head(1, last.n - 1, before.previous), corner.id, 1, "body",
        [rules.Addressed(community.id, 1)], corner.at(), (1, bytes(32)), bytes(16),
        rules.payload_of(corner.id, {"name": "另一台"}), sign,
    )  # fmt: skip
    with community.records.registering() as conn:
        taken = incoming.take(conn, [other], community.at())
    assert len(taken.forked) == 1 and not taken.new
