"""How far a matter is on its way is told from the other side's word, and not from ours."""

from meetings.actions import refer
from storage.queries.delivery import delivered
from tests.storage.sharing.offices import pass_on


def test_what_was_passed_up_is_unsent_then_sent_then_there(three, tmp_path):
    corner, community, _ = three
    sent = corner.send("西门路灯不亮")
    assert delivered(corner.records, corner.id) == {sent.id: "unsent"}
    pass_on(corner, community, tmp_path)
    assert delivered(corner.records, corner.id) == {sent.id: "sent"}
    pass_on(community, corner, tmp_path)
    assert delivered(corner.records, corner.id) == {sent.id: "there"}
    corner.do(refer.remind, sent.id, "请尽快")
    assert delivered(corner.records, corner.id) == {sent.id: "unsent"}


def test_an_answer_is_followed_from_its_own_end(three, tmp_path):
    corner, community, _ = three
    sent = corner.send("西门路灯不亮")
    pass_on(corner, community, tmp_path)
    assert delivered(community.records, community.id) == {}
    community.do(refer.answer, sent.id, "下月更换", "", ())
    assert delivered(community.records, community.id) == {sent.id: "unsent"}
    pass_on(community, corner, tmp_path)
    pass_on(corner, community, tmp_path)
    assert delivered(community.records, community.id) == {sent.id: "there"}
