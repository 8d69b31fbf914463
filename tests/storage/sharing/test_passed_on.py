"""A stick over the community brings the street what corners told it, as they signed it."""

from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from meetings.actions.scope import scope
from meetings.community.bodies import Body, Tier
from meetings.figures.periods import Length, whole
from meetings.matters.ledger import Reach
from meetings.sharing import letters as rules
from storage.carriers import carried as lines
from storage.registers import epochs, exchanging, register, signing
from storage.registers.exchanging import Came
from tests.storage.sharing.offices import Office, join, pass_on
from tests.storage.sharing.test_reporting import kinds
from tui.desk.counting import counted
from tui.words.exchange import came_words

Three = tuple[Office, Office, Office]
NOVEMBER = whole(Length.MONTH, date(2026, 11, 3))


def in_december(*offices: Office) -> None:
    for office in offices:
        office.now = datetime(2026, 12, 8, 9, 0, tzinfo=office.now.tzinfo)


def up(three: Three, folder: Path) -> Came:
    """A stick from the corner to the community, and one from there to the street."""
    corner, community, street = three
    pass_on(corner, community, folder)
    return pass_on(community, street, folder)


def down(three: Three, folder: Path) -> None:
    corner, community, street = three
    pass_on(street, community, folder)
    pass_on(community, corner, folder)


def base(office: Office) -> tuple[int, int]:
    of = scope(office.records, office.id, Reach.BELOW)
    known = counted(office.records, of, NOVEMBER, date(2026, 12, 8))
    assert known.base is not None
    return known.base.told, known.base.of


def waiting(community: Office, reader: Office) -> int:
    """Letters that the community would pass on."""
    with community.records.reading() as book:
        return len(register.passed_to(book.conn, community.id, reader.id))


def key_of(office: Office, body: Office) -> register.Peer:
    with office.records.reading() as book:
        found = register.peer(book.conn, body.id)
    assert found is not None
    return found


def test_figures_of_a_corner_come_to_the_street_over_the_community(three, tmp_path):
    corner, community, street = three
    corner.raise_("楼道灯坏了", topic="基础设施")
    in_december(*three)
    came = up(three, tmp_path)
    assert any("45栋街角议事会" in line and "梧桐里" in line for line in came_words([came]))
    assert street.get(Body, corner.id).parent == community.id
    assert base(street) == (3, 3) and key_of(street, corner).proof == "above"
    with street.records.reading() as book:
        letter = register.newest_of(book.conn, corner.id, rules.FIGURES, "2026-11")
    assert letter is not None
    rules.verify(letter, lambda h, s: signing.verifies(key_of(community, corner).sign, h, s))
    assert all(office.whole() for office in three)


def test_who_told_nothing_is_in_the_base_and_not_a_zero(three, tmp_path):
    corner, community, street = three
    other = Office(tmp_path / "other.db", Tier.CORNER, "47栋街角议事会")
    join(other, community, tmp_path)
    corner.raise_("楼道灯坏了")
    in_december(corner, community, street)
    up(three, tmp_path)
    assert base(street) == (3, 4), "the other told who it is, and no figures yet"
    other.records.close()


def test_what_was_passed_on_is_not_passed_on_again_and_the_corner_hears_of_it(three, tmp_path):
    corner, community, street = three
    corner.raise_("楼道灯坏了")
    in_december(*three)
    up(three, tmp_path)
    assert waiting(community, street) > 0
    down(three, tmp_path)
    assert waiting(community, street) == 0
    with corner.records.reading() as book:
        number = register.number_to(book.conn, corner.id, 1, street.id)
        assert register.acknowledged(book.conn, corner.id, 1, street.id) == number > 0
    before = kinds(street, corner)
    up(three, tmp_path)
    assert kinds(street, corner) == before


def test_what_comes_twice_is_there_once(three, tmp_path):
    """As where the same letters come by a hub, too."""
    corner, community, street = three
    corner.raise_("楼道灯坏了")
    in_december(*three)
    up(three, tmp_path)
    before = kinds(street, corner)
    again = pass_on(community, street, tmp_path)
    assert (again.taken.new, kinds(street, corner)) == ([], before)
    assert again.taken.known > 0 and not again.taken.unsound


def test_a_street_that_was_put_back_gets_them_again(three, tmp_path):
    corner, community, street = three
    corner.raise_("楼道灯坏了")
    in_december(*three)
    up(three, tmp_path)
    down(three, tmp_path)
    with street.records.registering() as conn:
        conn.execute("DELETE FROM letter WHERE body = ?", (corner.id,))
    pass_on(street, community, tmp_path)
    assert waiting(community, street) > 0
    pass_on(community, street, tmp_path)
    assert base(street) == (3, 3)


def test_another_key_for_a_corner_that_is_known_is_told_and_nothing_of_it_is_taken(three, tmp_path):
    corner, community, street = three
    up(three, tmp_path)
    corner.raise_("楼道灯坏了")
    in_december(*three)
    pass_on(corner, community, tmp_path)
    with community.records.registering() as conn:
        conn.execute("UPDATE peer SET sign = ? WHERE body = ?", (b"x" * 32, corner.id))
    came = pass_on(community, street, tmp_path)
    assert came.changed == [corner.id] and "核对码" in "".join(came_words([came]))
    assert "figures" not in kinds(street, corner) and "figures" in kinds(street, community)


def test_a_letter_that_the_community_altered_is_not_taken(three, tmp_path):
    corner, community, street = three
    corner.raise_("楼道灯坏了")
    in_december(*three)
    pass_on(corner, community, tmp_path)
    with community.records.registering() as conn:
        carried = exchanging._load(conn, community.id, street.id, community.at())
    told = next(one for one in carried.passed if one.kind == rules.FIGURES)
    payload = rules.payload_of("2026-11", {"period": "2026-11", "until": "2026-11-30"})
    forged = replace(told, payload=payload)
    passed = tuple(forged if one is told else one for one in carried.passed)
    with street.records.registering() as conn:
        came = exchanging._take(conn, replace(carried, passed=passed), street.at())
    assert [one.body for one in came.taken.unsound] == [corner.id]
    assert "figures" not in kinds(street, corner)


def test_keys_that_the_community_has_no_proof_of_are_told_of(three, tmp_path):
    corner, community, street = three
    with community.records.registering() as conn:
        conn.execute("UPDATE peer SET proof = '' WHERE body = ?", (corner.id,))
    came = up(three, tmp_path)
    assert came.unproven == [corner.id] and key_of(street, corner).proof == "list"
    with community.records.registering() as conn:
        conn.execute("UPDATE peer SET proof = 'signs' WHERE body = ?", (corner.id,))
    corner.raise_("楼道灯坏了")
    in_december(*three)
    came = up(three, tmp_path)
    assert came.unproven == [] and key_of(street, corner).proof == "above"


def test_a_corner_that_goes_on_with_new_keys_is_followed(three, tmp_path):
    corner, _, street = three
    up(three, tmp_path)
    epochs.keep_here(corner.records, corner.id, corner.at(), "换电脑")
    corner.raise_("楼道灯坏了")
    in_december(*three)
    came = up(three, tmp_path)
    assert not came.taken.unsound and not came.changed
    assert (key_of(street, corner).epoch, key_of(street, corner).proof) == (2, "follows")
    assert base(street) == (3, 3)


@pytest.mark.parametrize(
    "keys", [[{"body": "x"}], [7], "ab", [{"body": "x" * 36, "epoch": 1, "sign": "zz", "seal": "",
             "upto": None, "proven": True}]],
)  # fmt: skip
def test_a_cover_that_vouches_for_nonsense_is_not_whole(three, keys):
    corner, community, _ = three
    with corner.records.registering() as conn:
        load = exchanging._load(conn, corner.id, community.id, corner.at())
    known: dict[str, Any] = asdict(load.cover) | {"keys": keys}
    with pytest.raises(ValueError):
        lines._cover(known)
