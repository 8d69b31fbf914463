"""往来 of a body above hundreds: what waits and is late is read before what came last."""

from datetime import timedelta

from meetings.community.bodies import Tier
from meetings.matters.referrals import Referral
from meetings.ports import By
from storage.ids import new_id
from storage.queries import referrals
from tests.storage.sharing.offices import Office


def test_what_is_late_comes_first_however_much_came_later(tmp_path, monkeypatch):
    office = Office(tmp_path / "street.db", Tier.SUBDISTRICT, "青溪街道推进会")
    few = referrals._RECEIVED.replace("LIMIT 500", "LIMIT 4")
    monkeypatch.setattr(referrals, "_RECEIVED", few)
    day = office.now.date()
    due = [day - timedelta(days=3), day + timedelta(days=9), day - timedelta(days=40), None]
    due += [day + timedelta(days=n) for n in range(20, 25)]
    with office.records.transaction(
        "referral.send", By("王", office.now, new_id()), office.id
    ) as b:
        for number, wanted in enumerate(due):
            b.put(
                Referral(
                    new_id(), office.id, office.id, f"第{number}件", "没有权限", office.now,
                    wanted_by=wanted,
                )
            )  # fmt: skip
    lines = referrals.referral_lines(office.records, office.id, day)
    received = [one.title for one in lines[len(due) :]]
    assert received == ["第2件", "第0件", "第1件", "第4件"]
    office.records.close()
