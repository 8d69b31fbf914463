"""Programs of different versions: what is newer is kept, read as far as known, and told later."""

from datetime import date, timedelta

from meetings.actions import refer
from meetings.community.people import Person
from meetings.matters.referrals import Referral
from meetings.sharing import letters as rules
from storage.registers import exchanging, incoming, listing, register
from storage.secrecy.anonymise import anonymise
from tests.storage.sharing.offices import Office, pass_on


def later(sender: Office, reader: Office, kind: str, record: str, payload: bytes) -> rules.Letter:
    """A letter as a later version of the program would write it."""
    sign = exchanging.signer(sender.records, sender.id)
    with sender.records.registering() as conn:
        head = register.head(conn, sender.id, 1)
        number = register.number_to(conn, sender.id, 1, reader.id) + 1
        made = rules.written(
            head, sender.id, 1, kind, [rules.Addressed(reader.id, number)], sender.at(),
            (1, bytes(32)), bytes(16), payload, sign,
        )  # fmt: skip
        register.write(conn, made, record, "own", sender.at())
    return made


def take(office: Office, *came: rules.Letter) -> incoming.Taken:
    with office.records.registering() as conn:
        return incoming.take(conn, came, office.at())


def state(office: Office, letter: rules.Letter) -> str:
    row = office.records.conn.execute(
        "SELECT state FROM letter WHERE body = ? AND n = ?", (letter.body, letter.n)
    ).fetchone()
    return str(row[0])


def of_form(letter: rules.Letter, form: int, **more: object) -> bytes:
    told = letter.content()
    assert told is not None
    fields = dict(told.fields) | more
    return rules.canonical({"form": form, "record": told.record, "fields": fields})


def newest(office: Office, record: str) -> rules.Letter:
    found = register.newest_of(office.records.conn, office.id, "referral", record)
    assert found is not None
    return found


def test_the_next_form_is_read_as_far_as_it_is_known_and_kept(three, tmp_path):
    corner, community, _ = three
    sent = corner.send("西门路灯不亮")
    pass_on(corner, community, tmp_path)
    payload = of_form(newest(corner, sent.id), 2, title="西门路灯全灭", hue="红")
    letter = later(corner, community, "referral", sent.id, payload)
    assert take(community, letter).later == [letter]
    assert community.get(Referral, sent.id).title == "西门路灯全灭"
    assert state(community, letter) == "later" and community.whole()


def test_a_form_further_on_is_kept_and_not_read(three, tmp_path):
    corner, community, _ = three
    sent = corner.send("西门路灯不亮")
    pass_on(corner, community, tmp_path)
    payload = of_form(newest(corner, sent.id), 3, title="不是这个意思")
    letter = later(corner, community, "referral", sent.id, payload)
    assert take(community, letter).later == [letter]
    assert community.get(Referral, sent.id).title == "西门路灯不亮"
    assert community.whole()


def test_an_unknown_kind_is_kept_and_told_once_a_later_version_knows_it(
    three, tmp_path, monkeypatch
):
    corner, community, _ = three
    sent = corner.send("西门路灯不亮")
    monkeypatch.setattr(rules, "KINDS", rules.KINDS - {"referral"})
    pass_on(corner, community, tmp_path)
    assert community.find(Referral) == []
    monkeypatch.undo()
    take(community)
    assert community.get(Referral, sent.id).title == "西门路灯不亮"
    assert state(community, newest(corner, sent.id)) == "taken" and community.whole()


def test_who_has_forgotten_is_listed_and_who_is_late_is_named(three, tmp_path):
    corner, community, _ = three
    with corner.records.transaction("person.add", corner.by(), corner.id) as book:
        book.put(Person(book.new_id(), corner.id, "李社工"))
    sent = corner.send("漏水")
    corner.do(refer.remind, sent.id, "李社工再问一次")
    pass_on(corner, community, tmp_path)
    community.do(refer.answer, sent.id, "已办", "", ())
    pass_on(community, corner, tmp_path)
    corner.plan()
    anonymise(corner.records, corner.by(), corner.id, corner.now.date() + timedelta(days=400))
    assert listing.asked(corner.records, corner.id) == []
    carried = corner.write_for(community, tmp_path / "after.jjx")
    (one,) = listing.asked(corner.records, corner.id)
    assert (one.letters > 0, one.done, one.open_) == (True, (), (community.name,))
    assert one.until - one.day == timedelta(days=60)
    assert not one.is_late(one.until) and one.is_late(one.until + timedelta(days=1))
    community.read_from(carried)
    pass_on(community, corner, tmp_path)
    (one,) = listing.asked(corner.records, corner.id)
    assert (one.done, one.open_) == ((community.name,), ())
    assert not one.is_late(date(2099, 1, 1))
