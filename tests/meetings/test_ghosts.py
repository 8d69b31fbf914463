"""Who is named for an act in the room is a person: no ghosts of digits or letters."""

import pytest

from meetings.actions import decide, elect, hold
from meetings.chairing.attendance import NotAName
from meetings.chairing.tallying import TellerCount
from meetings.procedure.counts import Tally
from meetings.sitting.motions import Motion
from meetings.sitting.votes import Method
from tests.data.house import House


@pytest.mark.parametrize("name", ["xyzq", "12", "zgl"])
def test_letters_and_digits_alone_neither_move_nor_second_nor_count(name):
    house = House("community", members=6)
    house.plan("路灯")
    house.open(present=5)
    for mover, seconder in ((name, ""), ("成员1", name)):
        motion = Motion(
            "", house.body.id, house.meeting.id, house.meeting.current or "", "划线", mover,
            house.now, seconder,
        )  # fmt: skip
        with pytest.raises(NotAName):
            house.do(hold.propose, motion)
    moved = house.move("划线")
    house.act(decide.open_vote, moved, Method.SECRET)
    counts = (TellerCount(name, Tally(5, 0)), TellerCount("成员2", Tally(5, 0)))
    with pytest.raises(NotAName):
        house.act(decide.close_vote, house.meeting.votes[-1].id, tellers=counts)
    house.act(decide.close_vote, house.meeting.votes[-1].id, tellers=(
        TellerCount("成员1", Tally(5, 0)), counts[1]))  # fmt: skip
    with pytest.raises(NotAName):
        house.act(elect.open_election, house.meeting.current, "选组长", ("甲", "乙"), 1, (name,))
