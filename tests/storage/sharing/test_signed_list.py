"""A hub's list is signed by a key that the hub has not: what is not is told, and not believed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from meetings.actions import found, post
from meetings.community.bodies import Tier
from meetings.sharing.letters import NOTICE
from storage.carriers import hub, hub_office
from storage.carriers.hub_trial import Trial
from storage.errors import HubRefused
from storage.registers import at_hub, exchanging, register
from storage.registers.at_hub import Exchanged
from tests.storage.sharing.hub_house import NEEDS, empty, trial_hub
from tests.storage.sharing.offices import Office
from tests.storage.sharing.test_reporting import held, told, with_names_masked
from tui.words.exchange import by_hub_words

pytestmark = NEEDS


@pytest.fixture(scope="module")
def trial() -> Iterator[Trial]:
    yield from trial_hub()


class House:
    """A community and a corner, and a hub that may have a key of its own."""

    def __init__(self, trial: Trial, folder: Path) -> None:
        self.trial, self.key = trial, ""
        self.community = Office(folder / "community.db", Tier.COMMUNITY, "梧桐里社区议事会")
        self.corner = Office(folder / "corner.db", Tier.CORNER, "45栋街角议事会")
        self.offices = (self.community, self.corner)
        self.listed = {self.community.id: "0".rjust(36, "0"), self.corner.id: "1".rjust(36, "0")}
        above = None
        with hub.database(trial.office) as conn:
            for office in self.offices:
                here = self.listed[office.id]
                hub_office.know_bodies(conn, [(here, office.name, office.tier, above)])
                above = here

    def sign(self) -> None:
        with hub.database(self.trial.office) as conn:
            self.key = hub_office.set_key(conn)

    def public(self) -> bytes:
        with hub.database(self.trial.office) as conn:
            return hub_office.own_public_key(conn)

    def invite(self, office: Office, again: bool = False) -> str:
        body = office.id if again else self.listed[office.id]
        with hub.database(self.trial.office) as conn:
            return hub_office.invite(conn, [body], datetime.now(UTC), self.key)[0].code

    def join(self, office: Office, code: str = "", key: bytes = b"") -> None:
        code = code or self.invite(office)
        place = self.trial.place
        at_hub.join(office.records, office.id, place, code, office.at(), "王", key)

    def exchange(self, office: Office) -> Exchanged:
        return at_hub.exchange(office.records, office.id, office.at(), "1.0")

    def run(self, sql: str, *values: object) -> None:
        with hub.database(self.trial.office) as conn:
            conn.execute(sql, values)
            conn.commit()

    def proof(self, office: Office, of: Office) -> str:
        with office.records.reading() as book:
            peer = register.peer(book.conn, of.id)
        return "unknown" if peer is None else peer.proof


@pytest.fixture
def house(trial: Trial, tmp_path: Path) -> Iterator[House]:
    empty(trial)
    made = House(trial, tmp_path)
    yield made
    for office in made.offices:
        office.records.close()


@pytest.fixture
def signed(house: House) -> House:
    """Both joined a hub with a key by slips that it signed, and the corner has met nobody yet."""
    house.sign()
    for office in house.offices:
        house.join(office)
    house.exchange(house.community)
    return house


def test_who_joins_by_a_signed_slip_is_believed_for_the_hubs_key(signed: House) -> None:
    done = signed.exchange(signed.corner)
    assert done.met == [signed.community.name] and done.signed
    assert (done.unproven, done.changed) == ([], [])
    signed.exchange(signed.community)
    assert signed.proof(signed.corner, signed.community) == "hub"
    assert signed.proof(signed.community, signed.corner) == "hub"


def test_the_hub_never_sees_the_code_by_which_a_laptop_signs(signed: House) -> None:
    code = signed.invite(signed.corner, again=True)
    seen: list[object] = []
    with hub.database(signed.trial.office) as conn:
        for table in ("invite", "key", "setting", "event"):
            seen += conn.execute(f"SELECT * FROM jiejiao.{table}").fetchall()
    signed.join(signed.corner, code)
    assert code not in str(seen) and signed.key not in str(seen)


@pytest.mark.parametrize("change", ["sign = repeat('x', 32)::bytea", "proof = ''",
                                    "proof = '{}'", "proof = '[1'"])  # fmt: skip
def test_keys_that_the_hubs_key_does_not_stand_behind_are_not_believed(
    signed: House, change: str
) -> None:
    signed.run(f"UPDATE jiejiao.key SET {change} WHERE body = %s", signed.community.id)
    done = signed.exchange(signed.corner)
    assert done.unproven == [signed.community.name] and done.met == []
    assert signed.proof(signed.corner, signed.community) == "unknown"
    assert any("没有中心的签名" in line for line in by_hub_words(done))


def test_a_body_put_elsewhere_in_the_tree_is_not_believed(signed: House) -> None:
    other = "2".rjust(36, "0")
    with hub.database(signed.trial.office) as conn:
        hub_office.know_bodies(conn, [(other, "别的街道", "subdistrict", None)])
    signed.run("UPDATE jiejiao.body SET parent = %s WHERE id = %s", other, signed.community.id)
    assert signed.exchange(signed.corner).unproven == [signed.community.name]


def test_a_changed_key_stops_the_exchange_before_anything_is_sent(signed: House) -> None:
    signed.exchange(signed.corner)
    signed.corner.do(found.edit_body, signed.corner.id, signed.corner.name, signed.community.id, "")
    signed.corner.send("楼道灯坏了")
    signed.run(
        "UPDATE jiejiao.key SET sign = repeat('x', 32)::bytea WHERE body = %s",
        signed.community.id,
    )
    with pytest.raises(HubRefused) as refused:
        signed.exchange(signed.corner)
    assert (refused.value.why, refused.value.place) == ("changed", signed.community.name)
    with hub.database(signed.trial.office) as conn:
        kinds = conn.execute("SELECT kind FROM jiejiao.letter WHERE kind = 'referral'").fetchall()
    assert kinds == []


@pytest.mark.parametrize("anew", [True, False])
def test_another_key_of_the_hub_or_none_stops_it(signed: House, anew: bool) -> None:
    if anew:
        with hub.database(signed.trial.office) as conn:
            hub_office.set_key(conn, anew=True)
    else:
        signed.run("DELETE FROM jiejiao.setting WHERE name = 'sign_key'")
    with pytest.raises(HubRefused) as refused:
        signed.exchange(signed.corner)
    assert refused.value.why == "hub_key"


def test_a_slip_with_another_hubs_key_joins_nothing(house: House) -> None:
    house.sign()
    with pytest.raises(HubRefused) as refused:
        house.join(house.corner, key=b"x" * 32)
    assert refused.value.why == "hub_key"
    code = house.invite(house.corner)
    house.run("UPDATE jiejiao.setting SET value = %s WHERE name = 'sign_key'", "ab" * 32)
    with pytest.raises(HubRefused) as refused:
        house.join(house.corner, code)
    assert refused.value.why == "hub_key", "who keeps the database cannot put in a key of his own"


def test_an_invitation_needs_the_hubs_own_key(house: House) -> None:
    house.sign()
    for key, why in (("", "no_key"), ("AAAAA", "other_key")):
        house.key = key
        with pytest.raises(HubRefused) as refused:
            house.invite(house.corner)
        assert refused.value.why == why


def test_an_unsigned_hub_goes_on_working_and_says_what_is_not_proven(house: House) -> None:
    for office in house.offices:
        house.join(office)
    house.exchange(house.community)
    done = house.exchange(house.corner)
    assert done.met == [house.community.name] and not done.signed
    assert house.proof(house.corner, house.community) == "list"
    assert any("未经证实" in line for line in by_hub_words(done))


def test_a_hub_that_gets_a_key_later_is_compared_once_and_vouches_for_who_is_there(
    house: House,
) -> None:
    for office in house.offices:
        house.join(office)
    for office in (*house.offices, *house.offices):
        house.exchange(office)
    house.sign()
    assert house.exchange(house.corner).signed is False, "nobody here has compared it"
    key = at_hub.key_shown(house.corner.records, house.corner.id)
    assert key == house.public()
    at_hub.trust_key(house.corner.records, house.corner.id, key)
    assert house.exchange(house.corner).met == []
    assert house.proof(house.corner, house.community) == "list"
    with hub.database(house.trial.office) as conn:
        assert hub_office.vouch(conn, [house.community.id, house.corner.id], house.key) == 2
        assert all(one.signed for one in hub_office.all_bodies(conn))
    assert house.exchange(house.corner).unproven == []
    assert house.proof(house.corner, house.community) == "hub"


def test_who_joins_again_by_a_new_slip_is_followed_by_its_signature(signed: House) -> None:
    signed.exchange(signed.corner)
    signed.exchange(signed.community)
    code = signed.invite(signed.corner, again=True)
    with signed.corner.records.registering() as conn:
        conn.execute("UPDATE kept_body SET stopped = 'forked' WHERE epoch > 0")
    signed.join(signed.corner, code)
    signed.exchange(signed.corner)
    done = signed.exchange(signed.community)
    assert (done.changed, done.unproven) == ([], []) and not done.taken.unsound
    with signed.community.records.reading() as book:
        peers = register.peers(book.conn, signed.corner.id)
    assert [(one.epoch, one.proof) for one in peers] == [(1, "hub"), (2, "hub")]


def test_a_notice_comes_to_a_body_beside_by_a_hub_where_it_was_said(
    signed: House, tmp_path: Path
) -> None:
    other = Office(tmp_path / "other.db", Tier.CORNER, "47栋街角议事会")
    signed.listed[other.id] = "3".rjust(36, "0")
    with hub.database(signed.trial.office) as conn:
        listed = signed.listed[other.id], other.name, other.tier, signed.community.id
        hub_office.know_bodies(conn, [listed])
    signed.join(other)
    for office in (signed.corner, other, signed.community):
        signed.exchange(office)
    for office in (signed.corner, other):
        office.do(found.edit_body, office.id, office.name, signed.community.id, "")
    corner, meeting = signed.corner, held(signed.corner)
    notice = corner.do(post.post, corner.id, meeting.id, "议事结果", corner.now.date(), 5, "栏")

    def sent() -> None:
        mask = with_names_masked(corner)
        at_hub.exchange(corner.records, corner.id, corner.at(), "1.0", mask)

    sent()
    signed.exchange(other)
    assert told(other, NOTICE) == {} and signed.proof(other, corner) == "unknown"
    exchanging.choose_sisters(corner.records, corner.id, True)
    sent()
    done = signed.exchange(other)
    assert not done.taken.unsound and not done.unproven
    known = told(other, NOTICE)[corner.id, notice.id]
    assert "王秀英" not in str(known) and signed.proof(other, corner) == "hub"
    assert signed.exchange(other).taken.new == [] and other.whole()
    other.records.close()


def test_a_hub_of_the_first_form_is_brought_up_with_all_that_is_in_it(
    trial: Trial, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr(hub_office, "FORMS", hub_office.FORMS[:1])
        empty(trial)
        house = House(trial, tmp_path)
        for office in house.offices:
            house.join(office)
        house.exchange(house.community)
        assert not house.exchange(house.corner).signed
        with hub.database(trial.office) as conn:
            assert not any(one.signed for one in hub_office.all_bodies(conn))
    house.corner.raise_("楼道灯坏了")
    house.exchange(house.corner)
    with hub.database(trial.office) as conn:
        assert (hub_office.form(conn), hub_office.init(conn)) == (1, 2)
    house.exchange(house.corner)
    for office in house.offices:
        office.records.close()
