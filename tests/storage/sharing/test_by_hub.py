"""Three laptops exchange by a hub: the loop over the tiers, laptops and hubs set back."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from meetings.actions import found, refer
from meetings.actions.scope import scope
from meetings.community.bodies import Body, Tier
from meetings.figures.periods import Length, whole
from meetings.matters.ledger import Reach
from meetings.matters.referrals import Referral, ReferralState, Reply, state_of
from storage.carriers import hub, hub_office, moved
from storage.carriers.hub_trial import Trial
from storage.errors import HubRefused, HubUnreachable, StoppedHere
from storage.queries.elsewhere import elsewhere
from storage.records import FileRecords
from storage.registers import at_hub, register
from storage.registers.at_hub import Exchanged
from tests.storage.sharing.hub_house import NEEDS, empty, trial_hub
from tests.storage.sharing.offices import Office
from tui.desk.counting import counted

pytestmark = NEEDS


@pytest.fixture(scope="module")
def trial() -> Iterator[Trial]:
    yield from trial_hub()


@pytest.fixture
def fresh_hub(trial: Trial) -> Trial:
    empty(trial)
    return trial


class Hubbed:
    """A community and a corner of a hub whose list was written before they joined."""

    def __init__(self, trial: Trial, folder: Path) -> None:
        self.trial, self.folder = trial, folder
        self.street = Office(folder / "street.db", Tier.SUBDISTRICT, "青溪街道推进会")
        self.community = Office(folder / "community.db", Tier.COMMUNITY, "梧桐里社区议事会")
        self.corner = Office(folder / "corner.db", Tier.CORNER, "45栋街角议事会")
        self.offices = (self.street, self.community, self.corner)
        above = None
        self.codes = {}
        with hub.database(trial.office) as conn:
            for number, office in enumerate(self.offices):
                listed = f"{number}".rjust(36, "0")
                hub_office.know_bodies(conn, [(listed, office.name, office.tier, above)])
                self.codes[office.id] = hub_office.invite(conn, [listed], datetime.now(UTC))[0].code
                above = listed

    def join(self, office: Office) -> Exchanged:
        at_hub.join(
            office.records, office.id, self.trial.place, self.codes[office.id], office.at(), "王"
        )
        return self.exchange(office)

    def exchange(self, office: Office) -> Exchanged:
        return at_hub.exchange(office.records, office.id, office.at(), "1.0")


@pytest.fixture
def three(fresh_hub: Trial, tmp_path: Path) -> Iterator[Hubbed]:
    made = Hubbed(fresh_hub, tmp_path)
    for office in made.offices:
        made.join(office)
    made.community.do(found.edit_body, made.community.id, made.community.name, made.street.id, "")
    made.corner.do(found.edit_body, made.corner.id, made.corner.name, made.community.id, "")
    for _ in range(2):
        for office in made.offices:
            made.exchange(office)
    yield made
    for office in made.offices:
        office.records.close()


def test_who_joins_finds_those_above_and_below(three: Hubbed) -> None:
    assert three.corner.get(Body, three.community.id).name == "梧桐里社区议事会"
    assert three.community.get(Body, three.corner.id).parent == three.community.id
    assert all(office.whole() for office in three.offices)
    assert three.exchange(three.corner).sent == 0, "nothing new, nothing sent"


def test_a_matter_goes_up_and_its_answer_comes_back(three: Hubbed) -> None:
    corner, community, street = three.corner, three.community, three.street
    sent = corner.send("西门路灯不亮", topic="基础设施")
    assert three.exchange(corner).sent == 1
    came = three.exchange(community)
    assert came.taken.new[-1].kind == "referral"
    community.do(refer.receive, sent.id)
    higher = community.do(refer.pass_on, sent.id, "要街道协调")
    three.exchange(community)
    three.exchange(street)
    street.do(refer.answer, higher.id, "下月更换", "由市政办更换", ())
    three.exchange(street)
    three.exchange(community)
    community.do(refer.answer, sent.id, "街道答复：下月更换")
    three.exchange(community)
    back = three.exchange(corner)
    assert "reply" in [letter.kind for letter in back.taken.new]
    assert corner.plan().items[-1].title == "西门路灯不亮（上级回复）"
    three.exchange(corner)
    three.exchange(community)
    known, reply = community.get(Referral, sent.id), community.find(Reply, referral=sent.id)[0]
    assert state_of(known, reply) is ReferralState.LANDED
    assert all(office.whole() for office in three.offices)


def test_the_figures_of_a_corner_come_to_the_street_too(three: Hubbed) -> None:
    """The street knows the keys of the tier below its communities, by the hub."""
    three.corner.raise_("楼道灯坏了")
    three.corner.now = datetime(2026, 12, 8, 9, tzinfo=three.corner.now.tzinfo)
    three.exchange(three.corner)
    came = three.exchange(three.street)
    assert "figures" in {letter.kind for letter in came.taken.new} and not came.taken.unsound
    november = whole(Length.MONTH, date(2026, 11, 1))
    told = elsewhere(three.street.records, november).received
    assert told[three.corner.id].issues.new == 1
    of = scope(three.street.records, three.street.id, Reach.BELOW)
    known = counted(three.street.records, of, november, date(2026, 12, 8))
    assert known.base is not None and (known.base.told, known.base.of) == (2, 3)
    assert three.street.whole()


def test_the_sender_is_told_once_it_was_fetched(three: Hubbed) -> None:
    three.corner.send("楼道灯坏了")
    assert three.exchange(three.corner).acknowledged == 0
    three.exchange(three.community)
    assert three.exchange(three.corner).acknowledged > 0


def test_what_is_cut_off_is_done_again(three: Hubbed, monkeypatch: pytest.MonkeyPatch) -> None:
    three.corner.send("楼道灯坏了")

    def cut(*_args: object) -> int:
        raise HubUnreachable(place="x")

    with monkeypatch.context() as patched:
        patched.setattr(hub, "push", cut)
        with pytest.raises(HubUnreachable):
            three.exchange(three.corner)
    assert three.exchange(three.corner).sent == 1
    with monkeypatch.context() as patched:
        patched.setattr(hub, "have", cut)
        with pytest.raises(HubUnreachable):
            three.exchange(three.community)
    assert [one.title for one in three.community.find(Referral)] == ["楼道灯坏了"]
    assert three.exchange(three.community).taken.new == []


def test_a_laptop_put_back_is_stopped_before_it_writes(three: Hubbed, tmp_path: Path) -> None:
    corner = three.corner
    corner.records.close()
    shutil.copy(corner.path, tmp_path / "older.db")
    corner.records = FileRecords.open(corner.path)
    corner.send("楼道灯坏了")
    three.exchange(corner)
    corner.records.close()
    corner.records = FileRecords.open(tmp_path / "older.db")
    assert three.exchange(corner).stopped == "behind"
    with pytest.raises(StoppedHere):
        corner.raise_("单元门坏了")


def test_a_stopped_laptop_goes_on_by_a_new_slip_with_keys_of_its_own(
    three: Hubbed, tmp_path: Path
) -> None:
    corner, place = three.corner, three.trial.place
    corner.records.close()
    shutil.copy(corner.path, tmp_path / "older.db")
    corner.records = FileRecords.open(corner.path)
    corner.send("楼道灯坏了")
    three.exchange(corner)
    corner.records.close()
    corner.records = FileRecords.open(tmp_path / "older.db")
    assert three.exchange(corner).stopped == "behind"
    with pytest.raises(HubRefused):
        at_hub.join(corner.records, corner.id, place, three.codes[corner.id], corner.at())
    with pytest.raises(StoppedHere):
        corner.raise_("没有新便条")
    with hub.database(three.trial.office) as conn:
        code = hub_office.invite(conn, [corner.id], datetime.now(UTC))[0].code
    at_hub.join(corner.records, corner.id, place, code, corner.at())
    corner.send("单元门坏了")
    assert three.exchange(corner).stopped == ""
    with hub.database(three.trial.office) as conn:
        keys = conn.execute("SELECT sign FROM jiejiao.key WHERE body = %s", (corner.id,)).fetchall()
    assert len({bytes(sign) for (sign,) in keys}) == 2, "the other file's keys sign nothing new"
    three.exchange(three.community)
    three.exchange(three.community)
    titles = sorted(one.title for one in three.community.find(Referral))
    assert titles == ["单元门坏了", "楼道灯坏了"]


def test_two_laptops_of_one_body_do_not_mix(three: Hubbed, tmp_path: Path) -> None:
    corner = three.corner
    corner.records.close()
    shutil.copy(corner.path, tmp_path / "second.db")
    corner.records = FileRecords.open(corner.path)
    corner.send("楼道灯坏了")
    three.exchange(corner)
    corner.records.close()
    corner.records = FileRecords.open(tmp_path / "second.db")
    corner.send("单元门坏了")
    corner.send("水管漏水")
    assert three.exchange(corner).stopped == "forked"
    assert [one.title for one in three.community.find(Referral)] == []
    three.exchange(three.community)
    assert [one.title for one in three.community.find(Referral)] == ["楼道灯坏了"]
    with hub.database(three.trial.office) as conn:
        forks = {body.name: body.forks for body in hub_office.all_bodies(conn)}
    assert forks == {"青溪街道推进会": 0, "梧桐里社区议事会": 0, "45栋街角议事会": 1}


def test_a_new_laptop_takes_over_by_a_new_invitation(three: Hubbed, tmp_path: Path) -> None:
    corner = three.corner
    corner.send("楼道灯坏了")
    three.exchange(corner)
    corner.records.close()
    shutil.copy(corner.path, tmp_path / "new.db")
    with hub.database(three.trial.office) as conn:
        code = hub_office.invite(conn, [corner.id], datetime.now(UTC))[0].code
    corner.records = FileRecords.open(tmp_path / "new.db")
    place = three.trial.place
    at_hub.join(corner.records, corner.id, place, code, corner.at(), "李干事")
    corner.send("单元门坏了")
    assert three.exchange(corner).stopped == ""
    three.exchange(three.community)
    three.exchange(three.community)
    titles = sorted(one.title for one in three.community.find(Referral))
    assert titles == ["单元门坏了", "楼道灯坏了"]
    corner.records.close()
    corner.records = FileRecords.open(corner.path)
    told = three.exchange(corner)
    assert (told.stopped, told.keeper) == ("moved", "李干事")
    with pytest.raises(StoppedHere):
        corner.raise_("又一件")


def test_a_hub_set_back_gets_what_it_lost(three: Hubbed) -> None:
    three.corner.send("楼道灯坏了")
    with hub.database(three.trial.office) as conn:
        before = conn.execute("SELECT n, hash, journal_seq FROM jiejiao.head WHERE body = %s",
                              (three.corner.id,)).fetchone()  # fmt: skip
    three.exchange(three.corner)
    with hub.database(three.trial.office) as conn:
        where = "WHERE body = %s AND n > %s"
        for table in ("reader", "letter"):
            conn.execute(f"DELETE FROM jiejiao.{table} {where}", (three.corner.id, before[0]))
        conn.execute("UPDATE jiejiao.head SET n = %s, hash = %s, journal_seq = %s WHERE body = %s",
                     (*before, three.corner.id))  # fmt: skip
        conn.commit()
    assert three.exchange(three.corner).sent == 1
    three.exchange(three.community)
    assert [one.title for one in three.community.find(Referral)] == ["楼道灯坏了"]


def test_a_used_code_leaves_the_file_as_it_was(three: Hubbed, tmp_path: Path) -> None:
    other = Office(tmp_path / "other.db", Tier.CORNER, "46栋街角议事会")
    with pytest.raises(HubRefused) as caught:
        at_hub.join(
            other.records, other.id, three.trial.place, three.codes[three.corner.id], other.at()
        )
    assert caught.value.why == "used"
    assert other.whole()
    other.raise_("照样记录")
    other.records.close()


def test_a_restored_file_hears_which_of_its_letters_the_hub_has(three: Hubbed) -> None:
    corner = three.corner
    corner.records.close()
    shutil.copy(corner.path, three.folder / "kept.db")
    corner.records = FileRecords.open(corner.path)
    corner.send("楼道灯坏了")
    three.exchange(corner)
    with corner.records.reading() as book:
        last = book.conn.execute("SELECT max(seq) FROM entry").fetchone()[0]
    corner.records.close()
    corner.records = FileRecords.open(three.folder / "kept.db")
    done = three.exchange(corner)
    assert done.stopped == "behind"
    assert [(one.kind, one.journal_seq) for one in done.lacks] == [("referral", last)]


def test_letters_that_the_hub_lost_come_back_from_a_reader_of_them(three: Hubbed) -> None:
    """The corner's laptop has burnt, and the hub was set back before its last letters."""
    corner, community = three.corner, three.community
    corner.send("楼道灯坏了")
    three.exchange(corner)
    three.exchange(community)
    with community.records.reading() as book:
        kept = list(register.of_body(book.conn, corner.id))
    with hub.database(three.trial.office) as conn:
        before = conn.execute("SELECT count(*) FROM jiejiao.letter").fetchone()[0]
        assert hub_office.take_in(conn, kept).new == 0
        last = kept[-1]
        lost = (corner.id, last.n)
        conn.execute("DELETE FROM jiejiao.reader WHERE body = %s AND n >= %s", lost)
        conn.execute("DELETE FROM jiejiao.letter WHERE body = %s AND n >= %s", lost)
        conn.execute(
            "UPDATE jiejiao.head SET n = %s, hash = %s WHERE body = %s",
            (last.n - 1, last.previous, corner.id),
        )
        conn.commit()
        forged = replace(last, signature=bytes(64))
        assert hub_office.take_in(conn, [forged]).unsound == 1
        done = hub_office.take_in(conn, reversed(kept))
        assert (done.new, done.there, done.waits) == (1, len(kept) - 1, 0)
        assert conn.execute("SELECT count(*) FROM jiejiao.letter").fetchone()[0] == before
    corner.send("单元门坏了")
    assert three.exchange(corner).sent == 1, "its laptop goes on from there, had it not burnt"


def test_a_body_that_was_given_away_exchanges_from_its_new_computer_alone(three: Hubbed) -> None:
    corner, stick = three.corner, three.folder / "stick"
    stick.mkdir()
    corner.send("楼道灯坏了")
    given = moved.give(corner.records, corner.by(), corner.id, stick)
    assert given.at_hub and [one.body for one in at_hub.joined(corner.records)] == [corner.id]
    old = three.exchange(corner)
    assert (old.stopped, old.sent) == ("moved", 0)
    corner.records.close()
    corner.records = FileRecords.open(three.folder / "new.db")
    moved.take(corner.records, corner.by(), given.path, given.code)
    assert at_hub.joined(corner.records) == []
    with hub.database(three.trial.office) as conn:
        code = hub_office.invite(conn, [corner.id], datetime.now(UTC))[0].code
    three.codes[corner.id] = code
    three.join(corner)
    three.exchange(three.community)
    assert [one.title for one in three.community.find(Referral)] == ["楼道灯坏了"]
    assert not [
        one for one in corner.records.conn.execute("SELECT stopped FROM kept_body") if one[0]
    ]
