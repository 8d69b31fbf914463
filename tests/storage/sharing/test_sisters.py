"""Notices go to the bodies beside where a body says so, by a stick over the one above."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from meetings.actions import post
from meetings.community.bodies import Body, Tier
from meetings.matters.notices import Notice
from meetings.sharing import letters as rules
from storage.registers import exchanging, incoming, moving, register
from storage.registers.exchanging import Came
from tests.storage.sharing.offices import Office, join, pass_on
from tests.storage.sharing.test_reporting import held, told, with_names_masked

Four = tuple[Office, Office, Office]


@pytest.fixture
def four(three: Any, tmp_path: Path) -> Iterator[Four]:
    """A corner, its community, and a corner beside it."""
    corner, community, _street = three
    other = Office(tmp_path / "other.db", Tier.CORNER, "47栋街角议事会")
    join(other, community, tmp_path)
    yield corner, community, other
    other.records.close()


def posted(corner: Office) -> Notice:
    meeting = held(corner)
    made: Notice = corner.do(
        post.post, corner.id, meeting.id, "议事结果", corner.now.date(), 5, "公告栏"
    )
    return made


def up(corner: Office, community: Office) -> None:
    """What the corner has, names masked as the program does it, comes to the community."""
    carried = exchanging.load(
        corner.records, corner.id, community.id, corner.at(), with_names_masked(corner)
    )
    with community.records.registering() as conn:
        exchanging._take(conn, carried, community.at())


def around(four: Four, folder: Path) -> Came:
    """A stick down to the corner, up again, and to the one beside it."""
    corner, community, other = four
    pass_on(community, corner, folder)
    up(corner, community)
    return pass_on(community, other, folder)


def test_nothing_goes_to_the_bodies_beside_unless_it_is_said(four, tmp_path):
    corner, community, other = four
    posted(corner)
    around(four, tmp_path)
    assert told(community, rules.NOTICE) and not told(other, rules.NOTICE)
    with corner.records.reading() as book:
        letter = next(
            one for one in register.of_body(book.conn, corner.id) if one.kind == rules.NOTICE
        )
    assert [one.reader for one in letter.addressed] == [community.id]


def test_a_notice_comes_to_a_body_beside_with_names_masked_and_its_end_too(four, tmp_path):
    corner, community, other = four
    exchanging.choose_sisters(corner.records, corner.id, True)
    notice = posted(corner)
    came = around(four, tmp_path)
    assert not came.taken.unsound and not came.unproven
    known = told(other, rules.NOTICE)[corner.id, notice.id]
    assert known["title"] == "议事结果" and "王秀英" not in str(known)
    assert other.get(Body, corner.id).parent == community.id
    assert not told(other, rules.FIGURES) and not told(other, rules.FINAL)
    exchanging.choose_sisters(corner.records, corner.id, False)
    corner.do(post.take_down, corner.id, notice.id, "贴错了")
    around(four, tmp_path)
    known = told(other, rules.NOTICE)[corner.id, notice.id]
    assert known["taken_down_on"] == str(corner.now.date())
    assert corner.whole() and community.whole() and other.whole()


def test_what_was_posted_before_it_was_said_is_told_while_it_hangs(four, tmp_path):
    corner, _, other = four
    notice = posted(corner)
    around(four, tmp_path)
    exchanging.choose_sisters(corner.records, corner.id, True)
    around(four, tmp_path)
    assert list(told(other, rules.NOTICE)) == [(corner.id, notice.id)]


def test_the_one_beside_writes_to_nobody_for_it_and_nothing_is_doubled(four, tmp_path):
    corner, community, other = four
    for office in (corner, other):
        exchanging.choose_sisters(office.records, office.id, True)
    posted(corner)
    for _ in range(3):
        around(four, tmp_path)
        up(other, community)
    with other.records.reading() as book:
        assert [one.body for one in exchanging.neighbours(book.conn, other.id)] == [community.id]
    with corner.records.reading() as book:
        assert [one.body for one in exchanging.neighbours(book.conn, corner.id)] == [community.id]
    assert pass_on(community, other, tmp_path).taken.new == []


def test_a_letter_of_a_stranger_to_a_body_is_not_told_for_that_of_one_beside(four, tmp_path):
    corner, community, other = four
    exchanging.choose_sisters(corner.records, corner.id, True)
    posted(corner)
    pass_on(community, corner, tmp_path)
    up(corner, community)
    with community.records.reading() as book:
        passed = register.passed_to(book.conn, community.id, other.id)
    assert passed
    with other.records.registering() as conn:
        taken = incoming.take(conn, passed, other.at())
    assert {one.why for one in taken.unsound} == {"stranger"}


def test_it_is_said_of_the_body_and_moves_with_it(four, tmp_path):
    corner, _, _ = four
    exchanging.choose_sisters(corner.records, corner.id, True)
    with corner.records.together():
        moved = moving.give(corner.records, corner.by(), corner.id)
    about = moving.from_json(moving.to_json(moved.about))
    assert about.sisters == ()
    older = json.loads(moving.to_json(moved.about))
    del older["sisters"]
    assert moving.from_json(json.dumps(older)).sisters is None
