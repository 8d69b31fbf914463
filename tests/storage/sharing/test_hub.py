"""The hub on a real PostgreSQL: who may write and read, and that a letter is there exactly once."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from meetings.sharing.letters import Letter
from storage.carriers import hub, hub_office, hub_probes, hub_trial
from storage.carriers.hub import Login
from storage.errors import HubRefused, HubUnreachable
from storage.registers.signing import PublicKeys
from tests.storage.sharing.hub_house import NEEDS, empty, trial_hub

pytestmark = NEEDS
STREET, NEIGHBOURHOOD, CORNER = (f"{'body':0<35}{n}" for n in range(3))
TIERS = {STREET: "subdistrict", NEIGHBOURHOOD: "community", CORNER: "corner"}
KEYS = PublicKeys(b"s" * 32, "age1x")


@pytest.fixture(scope="module")
def trial() -> Iterator[hub_trial.Trial]:
    yield from trial_hub()


@dataclass
class House:
    """A hub with three bodies of one tree, none of which joined yet."""

    trial: hub_trial.Trial

    def invited(self, body: str, now: datetime | None = None) -> str:
        with hub.database(self.trial.office) as conn:
            return hub_office.invite(conn, [body], now or datetime.now(UTC))[0].code

    def joined(self, body: str, keeper: str = "王干事", sign: bytes = b"s" * 32) -> Login:
        password = hub.new_password()
        place = self.trial.place
        keys, tier = PublicKeys(sign, "age1x"), TIERS[body]
        made = hub.join(place, self.invited(body), body, tier, keys, 1, password, keeper)
        return Login(place, made.login, password)

    def office(self) -> list[hub_office.AtHub]:
        with hub.database(self.trial.office) as conn:
            return hub_office.all_bodies(conn)


@pytest.fixture
def house(trial: hub_trial.Trial) -> House:
    empty(trial)
    with hub.database(trial.office) as conn:
        tree = (
            (STREET, "东街街道", "subdistrict", None),
            (NEIGHBOURHOOD, "梧桐里社区", "community", STREET),
            (CORNER, "45栋街角", "corner", NEIGHBOURHOOD),
        )
        hub_office.know_bodies(conn, tree)
    return House(trial)


def connected(login: Login):
    return hub.connected(login.place, login.name, login.password)


def chain(body: str, length: int, reader: str, epoch: int = 1) -> list[Letter]:
    made: list[Letter] = []
    for _ in range(length):
        one = hub_probes.letter(body, reader, made[-1] if made else None)
        if epoch > 1:
            one = replace(one, epoch=epoch)
        made.append(one)
    return made


def refused(login: Login, letters: list[Letter]) -> str:
    with pytest.raises(HubRefused) as caught, connected(login) as conn:
        hub.push(conn, letters)
    return caught.value.why


def numbers(
    login: Login, reader: str, known: dict[tuple[str, int], int] | None = None
) -> list[int]:
    with connected(login) as conn:
        return [one.n for lot in hub.pull(conn, reader, known or {}, at_once=2) for one in lot]


def test_letters_reach_their_reader_whole_and_once(house: House) -> None:
    corner, community = house.joined(CORNER), house.joined(NEIGHBOURHOOD)
    sent = chain(CORNER, 5, NEIGHBOURHOOD)
    with connected(corner) as conn:
        assert hub.push(conn, sent[:3]) == 3
        assert hub.push(conn, sent) == 5, "what is there is passed over"
        assert hub.hello(conn, "1.0").n == 5
    with connected(community) as conn:
        assert [one for lot in hub.pull(conn, NEIGHBOURHOOD, {}, 2) for one in lot] == sent
    assert numbers(community, NEIGHBOURHOOD, {(CORNER, 1): 4}) == [5]
    assert numbers(community, NEIGHBOURHOOD, {(CORNER, 1): 5}) == []
    assert numbers(corner, CORNER) == []


def test_a_cut_push_leaves_nothing_and_is_simply_done_again(house: House) -> None:
    corner = house.joined(CORNER)
    sent = chain(CORNER, 3, NEIGHBOURHOOD)
    assert refused(corner, [sent[0], sent[2]]) == "gap"
    with connected(corner) as conn:
        assert hub.hello(conn, "").n == 0
        hub.push(conn, sent)
        assert hub.hello(conn, "").n == 3


def test_a_hub_set_back_gets_the_rest_again(house: House) -> None:
    corner = house.joined(CORNER)
    sent = chain(CORNER, 4, NEIGHBOURHOOD)
    with connected(corner) as conn:
        hub.push(conn, sent)
    with hub.database(house.trial.office) as conn:
        conn.execute("DELETE FROM jiejiao.reader WHERE n > 2")
        conn.execute("DELETE FROM jiejiao.letter WHERE n > 2")
        conn.execute("UPDATE jiejiao.head SET n = 2, hash = %s, journal_seq = 2", (sent[1].hash,))
        conn.commit()
    with connected(corner) as conn:
        at_hub = hub.hello(conn, "")
        assert hub.own_hash(conn, CORNER, 1, at_hub.n) == sent[at_hub.n - 1].hash
        hub.push(conn, sent[at_hub.n :])
        assert hub.hello(conn, "").n == 4


def test_of_two_laptops_with_the_same_keys_one_is_in_and_the_other_is_told(house: House) -> None:
    corner = house.joined(CORNER)
    one, other = chain(CORNER, 1, NEIGHBOURHOOD), chain(CORNER, 1, STREET)
    told: list[str] = []

    def push(letters: list[Letter]) -> None:
        try:
            with connected(corner) as conn:
                hub.push(conn, letters)
            told.append("in")
        except HubRefused as failure:
            told.append(failure.why)

    racers = [threading.Thread(target=push, args=(letters,)) for letters in (one, other)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert sorted(told) == ["forked", "in"]
    with connected(corner) as conn:
        for _ in range(3):
            hub.tell_fork(conn, 1, 1, other[0].hash)
    (seen,) = [body for body in house.office() if body.body == CORNER]
    assert (seen.forks, seen.letters) == (1, 1)


def test_a_new_laptop_ends_the_epoch_of_the_one_before(house: House) -> None:
    old = house.joined(CORNER, "王干事")
    sent = chain(CORNER, 2, NEIGHBOURHOOD)
    with connected(old) as conn:
        hub.push(conn, sent)
    new = house.joined(CORNER, "李干事", sign=b"t" * 32)
    assert refused(old, [hub_probes.letter(CORNER, STREET, sent[1])]) == "moved"
    with connected(old) as conn:
        told = hub.hello(conn, "")
        assert (told.writes, told.keeper, told.ended_at is not None) == (False, "李干事", True)
        assert [one.n for one in hub.own_after(conn, CORNER, 1, 0)] == [1, 2], "it still reads"
    with connected(new) as conn:
        assert hub.hello(conn, "").writes
        keys = [(one.epoch, one.sign, one.upto) for one in hub.bodies(conn, CORNER)]
        assert keys == [(1, b"s" * 32, 2), (2, b"t" * 32, None)]


@pytest.mark.parametrize(
    ("code", "why"), [("used", "used"), ("other", "no_code"), ("old", "too_old")]
)
def test_a_code_is_good_once_and_for_fourteen_days(house: House, code: str, why: str) -> None:
    place = house.trial.place
    codes = {"used": house.invited(CORNER), "other": "00000-" * 6 + "00000"}
    hub.join(place, codes["used"], CORNER, "corner", KEYS, 1, "one")
    codes["old"] = house.invited(STREET, datetime.now(UTC) - timedelta(days=15))
    with pytest.raises(HubRefused) as caught:
        hub.join(place, codes[code], CORNER, "corner", replace(KEYS, sign=b"u" * 32), 1, "two")
    assert caught.value.why == why


def test_an_answer_lost_on_the_way_is_given_again_to_the_same_keys(house: House) -> None:
    place, code = house.trial.place, house.invited(CORNER)
    first = hub.join(place, code, CORNER, "corner", KEYS, 1, "word")
    assert hub.join(place, code, CORNER, "corner", KEYS, 1, "word") == first
    with hub.connected(place, first.login, "word") as conn:
        assert hub.hello(conn, "").writes


def test_an_entry_that_never_joined_takes_the_id_of_the_records(house: House) -> None:
    own = "own".ljust(36, "-")
    code = house.invited(NEIGHBOURHOOD)
    made = hub.join(house.trial.place, code, own, "community", KEYS, 4, "word")
    assert (made.body, made.epoch) == (own, 4), "epochs go on where the records are"
    tree = {body.name: body.parent for body in house.office()}
    assert tree["45栋街角"] == own


@pytest.mark.parametrize(
    ("body", "tier", "why"),
    [("other".ljust(36, "-"), "corner", "other_body"), (CORNER, "community", "other_tier")],
)
def test_a_code_opens_for_its_own_body_alone(house: House, body: str, tier: str, why: str) -> None:
    house.joined(CORNER)
    with pytest.raises(HubRefused) as caught:
        hub.join(house.trial.place, house.invited(CORNER), body, tier, KEYS, 1, "word")
    assert caught.value.why == why


def test_only_the_sender_sees_how_far_a_reader_is(house: House) -> None:
    corner, community, street = map(house.joined, (CORNER, NEIGHBOURHOOD, STREET))
    with connected(corner) as conn:
        hub.push(conn, chain(CORNER, 3, NEIGHBOURHOOD))
    with connected(community) as conn:
        hub.have(conn, {(CORNER, 1): 2, (STREET, 1): 9})
        hub.have(conn, {(CORNER, 1): 1})
    shown = {}
    for name, login in (("corner", corner), ("street", street)):
        with connected(login) as conn:
            shown[name] = hub.had(conn)
    assert shown == {"corner": [(NEIGHBOURHOOD, 1, 2)], "street": []}
    (seen,) = [body for body in house.office() if body.body == NEIGHBOURHOOD]
    assert seen.waits == 1


def test_erased_letters_keep_their_place_and_tell_nothing(house: House) -> None:
    corner, community = house.joined(CORNER), house.joined(NEIGHBOURHOOD)
    with connected(corner) as conn:
        hub.push(conn, chain(CORNER, 2, NEIGHBOURHOOD))
        assert hub.erase(conn, [(1, 1)]) == 1
        assert hub.erase(conn, [(1, 1), (1, 9)]) == 0
    with connected(community) as conn:
        (lot,) = list(hub.pull(conn, NEIGHBOURHOOD, {}))
        assert [(one.n, one.payload is None) for one in lot] == [(1, True), (2, False)]
        assert hub.erase(conn, [(1, 2)]) == 0, "no letter of its own"


def test_another_certificate_is_refused_before_anything_is_said(house: House) -> None:
    place = replace(house.trial.place, fingerprint=bytes(32))
    with pytest.raises(HubRefused) as caught:
        hub.join(place, house.invited(CORNER), CORNER, "corner", KEYS, 1, "word")
    assert caught.value.why == "certificate"
    assert [body.epoch for body in house.office()] == [0, 0, 0]


def test_where_nothing_answers_it_says_so() -> None:
    with pytest.raises(HubUnreachable), hub.connected(hub.as_place("127.0.0.1:9"), "x", "y"):
        pass


def test_a_wrong_password_and_an_unknown_login_are_refused_alike(house: House) -> None:
    house.joined(CORNER)
    for login in ("jiejiao_owner", "nobody_here"):
        with pytest.raises(HubRefused) as caught:
            with hub.connected(house.trial.place, login, "guess"):
                pass
        assert caught.value.why == "login"


def test_every_probe_holds_and_leaves_nothing(house: House) -> None:
    with hub.database(house.trial.office) as conn:
        assert hub_office.set_key(conn), "a signed list is probed without its key"
    tried = hub_probes.probe(house.trial.place, house.trial.office)
    assert len(tried) >= 40
    assert [one.name for one in tried if not one.held] == []
    assert [body.name for body in house.office()] == ["东街街道", "梧桐里社区", "45栋街角"]


def test_a_hub_that_was_opened_is_found_by_its_probes(house: House) -> None:
    with hub.database(house.trial.office) as conn:
        conn.execute("GRANT UPDATE ON jiejiao.setting TO jiejiao_body")
        conn.execute("GRANT SELECT ON jiejiao.invite TO jiejiao_body")
        conn.execute("GRANT SELECT (login) ON jiejiao.key TO jiejiao_body")
        conn.execute("ALTER TABLE jiejiao.letter DISABLE ROW LEVEL SECURITY")
        body = conn.execute("SELECT prosrc FROM pg_proc WHERE proname = 'receive'").fetchone()[0]
        open_door = body.replace("last.journal_seq THEN", "last.journal_seq AND false THEN")
        assert open_door != body
        conn.execute(
            "CREATE OR REPLACE FUNCTION jiejiao.receive() RETURNS trigger LANGUAGE plpgsql "
            f"SECURITY DEFINER AS $body${open_door}$body$"
        )
        conn.commit()
    tried = hub_probes.probe(house.trial.place, house.trial.office)
    assert [one.name for one in tried if not one.held] == [
        "read logins",
        "read invitations",
        "change a setting",
        "reads what is addressed to it alone",
        "refuses a journal that went back",
    ]


@pytest.mark.parametrize(
    "text", ["", " ", "host:0", "host:70000", "a b", "host:x", "host/", "host/a/b", "[::1"]
)
def test_what_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        hub.as_place(text)


def test_a_place_is_read_as_people_write_it() -> None:
    assert str(hub.as_place(" 10.0.0.2 ")) == "10.0.0.2:5432/jiejiao"
    assert str(hub.as_place("hub.example:6000/city")) == "hub.example:6000/city"
    assert str(hub.as_place("[fe80::1]:6000")) == "[fe80::1]:6000/jiejiao"


def test_the_verifier_is_the_one_that_postgresql_makes(house: House) -> None:
    import base64

    with hub.database(house.trial.office) as conn:
        conn.execute("CREATE ROLE jiejiao_made LOGIN PASSWORD 'Wort 口令'")
        row = conn.execute(
            "SELECT rolpassword FROM pg_authid WHERE rolname = 'jiejiao_made'"
        ).fetchone()
        conn.rollback()
    rounds, salt = row[0].split("$")[1].split(":")
    assert hub.verifier("Wort 口令", base64.b64decode(salt), int(rounds)) == row[0]
