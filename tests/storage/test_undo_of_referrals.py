"""Undo between bodies: what the other side has taken up is not taken from under it."""

import pytest

from meetings.actions import land, refer
from meetings.errors import UndoRefused
from meetings.matters.issues import Issue, IssueState
from meetings.matters.referrals import Referral, ReferralState, state_of
from meetings.sitting.agenda import ItemKind
from meetings.sitting.meeting import Meeting
from storage.records import FileRecords
from tests.data.tiers import Tiers


@pytest.fixture
def tiers(tmp_path):
    records = FileRecords.open(tmp_path / "records.db")
    yield Tiers(records=records)
    records.close()


@pytest.fixture
def fire(tiers):
    return tiers.raise_(tiers.corner, "消防通道停车")


def test_undoing_that_an_answer_landed_leaves_the_answer_which_lands_again(tiers, fire):
    planned = tiers.plan(tiers.corner)
    sent = tiers.send(fire)
    tiers.do(refer.answer, sent.id, "已协调")
    tiers.do(land.land, tiers.corner.id)
    tiers.records.undo(tiers.by(), tiers.corner.id)
    back = tiers.get(Referral, sent.id)
    assert state_of(back, tiers.reply(sent)) is ReferralState.ANSWERED
    assert tiers.get(Meeting, planned.id).items == planned.items
    assert tiers.get(Issue, fire.id).state is IssueState.REFERRED_UP
    again = tiers.do(land.land, tiers.corner.id)
    assert [item.kind for item in again.items] == [ItemKind.ANSWER]
    assert tiers.reply(sent).answer == "已协调"


def test_an_answer_that_has_landed_below_is_not_undone_above(tiers, fire):
    tiers.plan(tiers.corner)
    sent = tiers.send(fire)
    tiers.do(refer.answer, sent.id, "已协调")
    tiers.do(land.land, tiers.corner.id)
    with pytest.raises(UndoRefused):
        tiers.records.undo(tiers.by(), tiers.community.id)
    assert tiers.reply(sent).answer == "已协调"
    tiers.records.undo(tiers.by(), tiers.corner.id)
    tiers.records.undo(tiers.by(), tiers.community.id)
    assert tiers.reply(sent) is None


def test_a_referral_that_was_signed_for_is_not_undone_below(tiers, fire):
    sent = tiers.send(fire)
    tiers.do(refer.receive, sent.id)
    with pytest.raises(UndoRefused):
        tiers.records.undo(tiers.by(), tiers.corner.id)
    assert tiers.get(Referral, sent.id) == sent
