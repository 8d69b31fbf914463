"""到会人次: the figures count whom the minutes of the same meetings name."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from meetings.actions import hold, prepare
from meetings.figures.counting import figures
from meetings.figures.indicators import BASES
from meetings.figures.periods import Period
from meetings.sitting.meeting_states import Invited, MeetingState
from storage.queries.figures import facts
from storage.records import FileRecords
from tests.data.house import House
from tui.words.figures import figures_lines

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize("rule", ["community", "corner"])
@pytest.mark.parametrize("state", [None, MeetingState.ENDED, MeetingState.FINAL])
def test_heads_are_those_of_the_minutes(tmp_path: Path, rule: str, state: MeetingState | None):
    """Signed in (None), never asked about, and sealed by an edition that did not ask yet."""
    records = FileRecords.open(tmp_path / "r.db")
    house = House(rule, members=6, records=records)
    house.plan("路灯")
    invited = (Invited("城管执法队", "李队长"), Invited("绿城物业"))
    house.meeting = house.do(prepare.edit_meeting, replace(house.meeting, invited=invited))
    house.open(present=4, led=state is None)
    house.act(hold.walk_in, "林小月", "3栋")
    house.act(hold.walk_in, "李队长", "城管执法队")
    house.act(hold.walk_in, "绿城物业", "")
    house.act(hold.end_meeting)
    if state is not None:
        house.meeting = replace(house.meeting, state=state)
        with records.transaction("meeting.finalise", house.by(), house.body.id) as book:
            book.put(house.meeting)
    there = house.minutes().attendance
    whole = house.meeting.who_came()
    counted = figures(facts(records, YEAR), YEAR, YEAR.end)
    named = len(there.present) + len(there.observers) + len(there.units)
    sealed = state is MeetingState.FINAL
    assert whole.in_words == (("王主任", "李社工") if sealed else ())
    heads = 7 if state is MeetingState.ENDED else 9
    assert counted.heads == whole.heads == named == heads
    assert counted.persons == heads - 1, "who came for the unit is not known"
    assert counted.guests == named - len(there.present)
    assert (counted.attendance.part, counted.attendance.of) == (4, 6)


def test_of_a_meeting_that_fell_through_neither_who_came_nor_who_spoke_or_chaired_counts(
    tmp_path: Path,
):
    """F7 left out who came to it, and counted who spoke and chaired there."""
    records = FileRecords.open(tmp_path / "r.db")
    house = House("community", members=6, records=records)
    house.plan("路灯")
    house.open(present=2)
    house.begin("路灯")
    house.says(1, "太暗了")
    house.do(hold.hold_as_talk, house.body.id, house.meeting.id, True)
    house.act(hold.end_meeting)
    known = figures(facts(records, YEAR), YEAR, YEAR.end)
    assert (known.inquorate, known.heads, known.speakers, known.carried) == (1, 0, 0, {})
    shown = "\n".join(line.plain for line in figures_lines(known))
    assert "流会和无人签到的会议，到会和发言都不计入。" in shown
    assert "流会和无人签到的会议不计入召开，会上的到会、发言和主持也都不计入。" in BASES
