"""A matter goes up two tiers and comes back, each office with a file of its own."""

import pytest

from meetings.actions import refer
from meetings.actions.land import to_land
from meetings.community.bodies import Body
from meetings.matters.issues import Issue
from meetings.matters.referrals import Referral, ReferralState, Reply, state_of
from storage.errors import NotKeptHere
from tests.storage.sharing.offices import pass_on


def test_a_matter_goes_up_two_tiers_and_lands(three, tmp_path):
    corner, community, street = three
    sent = corner.send("西门路灯不亮", topic="基础设施", place="西门", supporters=7)
    pass_on(corner, community, tmp_path)
    community.do(refer.receive, sent.id)
    higher = community.do(refer.pass_on, sent.id, "要街道协调")
    taken = community.find(Issue, referral=sent.id)[0]
    assert (taken.topic, taken.place, taken.supporters) == ("基础设施", "西门", 7)
    assert taken.raised_name == "45栋街角议事会"
    pass_on(community, street, tmp_path)
    street.do(refer.answer, higher.id, "下月更换", "由市政办更换", ())
    pass_on(street, community, tmp_path)
    assert [sent.id for sent, _ in _to_land(community)] == [higher.id]
    community.do(refer.answer, sent.id, "街道答复：下月更换")
    pass_on(community, corner, tmp_path)
    assert corner.plan().items[-1].title == "西门路灯不亮（上级回复）"
    pass_on(corner, community, tmp_path)
    with community.records.reading() as book:
        known, reply = book.get(Referral, sent.id), book.find(Reply, referral=sent.id)[0]
    assert state_of(known, reply) is ReferralState.LANDED
    assert all(office.whole() for office in three)


def _to_land(office):
    with office.records.reading() as book:
        return to_land(book, office.id)


def test_what_came_is_of_another_body_and_nothing_can_be_written_for_it(three):
    corner, community, _ = three
    assert corner.get(Body, community.id).name == "梧桐里社区议事会"
    with pytest.raises(NotKeptHere):
        with corner.records.transaction("body.edit", corner.by(), community.id):
            pass


def test_what_was_corrected_before_the_exchange_never_leaves(three, tmp_path):
    corner, community, _ = three
    sent = corner.send("单元门坏了")
    corner.do(refer.withdraw, sent.id, "写错了")
    again = corner.send("三单元门坏了")
    came = pass_on(corner, community, tmp_path)
    assert [letter.kind for letter in came.taken.new] == ["referral", "referral"]
    assert community.get(Referral, sent.id).withdrawn_reason == "写错了"
    assert community.get(Referral, again.id).withdrawn_at is None
