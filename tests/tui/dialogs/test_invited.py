"""Units are typed in one line and stand in the minutes' list of guests."""

import pytest

from meetings.sitting.meeting_states import Invited
from tui.dialogs.holding.invited import invited_of, invited_text, person_or_unit
from tui.dialogs.kit.fields import Picked


@pytest.mark.parametrize(
    ("typed", "units"),
    [
        ("", ()),
        ("综合执法队", (Invited("综合执法队"),)),
        (
            "综合执法队 李队长；某物业公司（王经理）;业委会",
            (Invited("综合执法队", "李队长"), Invited("某物业公司", "王经理"), Invited("业委会")),
        ),
    ],
)
def test_units_and_their_representatives_are_told_apart(typed, units):
    assert invited_of(typed) == units
    assert invited_of(invited_text(units)) == units


def test_a_unit_that_is_given_a_task_is_no_person_of_the_register():
    assert person_or_unit(Picked("unit:综合执法队", "综合执法队")) == Picked("", "综合执法队")
    assert person_or_unit(Picked("p1", "李国强")) == Picked("p1", "李国强")
    assert person_or_unit(None) is None
