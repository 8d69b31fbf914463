"""A time is shown as the clock stood where it was written, whatever zone the computer is in now."""

import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone

import pytest

from meetings.matters.duty import DutyTurn
from meetings.matters.photos import Photo, When
from meetings.ports import Entry
from meetings.procedure.rule_changes import RuleChange
from meetings.procedure.rules import PRESETS
from tui.dialogs.duty import turn_text
from tui.dialogs.photos import photo_text
from tui.screens.issues import age
from tui.screens.rule import change_lines
from tui.words.history import history_line

LATE = datetime(2026, 11, 24, 23, 42, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture(params=["America/New_York", "Pacific/Kiritimati", "Asia/Shanghai"])
def elsewhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The computer in another zone."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system sets no zone for one program")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("elsewhere")
def test_what_was_written_keeps_its_own_clock_in_every_zone():
    entry = Entry("b", 1, "c", "meeting.close_vote", "王社工", LATE, ())
    assert history_line(entry, {}, date(2026, 11, 25)).startswith("11月24日 23:42 王社工")
    rule = RuleChange(LATE, "王社工", "body.change_rule", None, PRESETS["corner"])
    assert change_lines(rule)[0].startswith("2026-11-24 23:42 王社工")
    turn = DutyTurn("t", "b", "f", "张桂兰", LATE, LATE + timedelta(minutes=15))
    assert turn_text(turn) == "张桂兰 11月24日 23:42–23:57"
    photo = Photo("a.jpg", "0" * 64, When.AFTER, LATE, "划线完成")
    assert "（11月24日）" in photo_text(photo)
    assert age(LATE, LATE + timedelta(minutes=17)) == "今天"
    assert age(LATE, LATE + timedelta(minutes=20)) == "1天"
