"""Whatever happens in a meeting, the figures count what its minutes tell."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import settings

from meetings.actions import finish
from meetings.figures.counting import figures
from meetings.figures.periods import Period
from meetings.ports import By
from meetings.sitting.agenda import ItemKind
from meetings.sitting.debate import SpeechKind
from storage.ids import new_id
from storage.queries.figures import facts
from storage.records import FileRecords
from tests.data.meeting_acts import MeetingActs
from tests.data.often import often
from tests.storage.memory_records import MemoryRecords

EVER = Period(date(2000, 1, 1), date(2100, 1, 1))


class AnyFigures(MeetingActs):
    """Puts each generated meeting into one file and counts it there."""

    records: FileRecords

    def teardown(self):
        if not hasattr(self, "house"):
            return
        house, meeting = self.house, self.meeting
        assert isinstance(house.records, MemoryRecords)
        rows = list(house.records.rows.values())
        for body in dict.fromkeys(row.body for row in rows):
            by = By("李社工", house.now, new_id())
            with self.records.transaction("copy", by, body) as book:
                for row in rows:
                    if row.body == body:
                        book.put(row)
        found = facts(self.records, EVER, frozenset([house.body.id]))
        [one] = found.meetings
        whole = meeting.who_came()
        told = finish.minutes(house.records, meeting.id, house.now)
        came = told.attendance
        assert one.expected == len(whole.expected) == (came.expected or 0)
        assert one.present + one.guests == len(whole.voters) == len(came.present)
        assert one.others == len(whole.others) + len(whole.in_words) == len(came.observers)
        assert one.present + one.guests + one.others == whole.heads == len(one.persons)
        assert list(one.outcomes) == [
            item.outcome for item in told.items if item.outcome and item.kind is not ItemKind.REVIEW
        ]
        spoke = Counter(s.person or s.name for s in meeting.speeches if s.kind is SpeechKind.SPEECH)
        assert sorted(s.speeches for s in found.speakers) == sorted(spoke.values())
        counted = figures(found, EVER, house.now.date())
        assert counted.held == one.held
        assert not one.held or counted.attendance.of == len(whole.expected)


@pytest.fixture(scope="module", autouse=True)
def _one_file(tmp_path_factory: pytest.TempPathFactory):
    with FileRecords.open(tmp_path_factory.mktemp("figures") / "r.db") as records:
        AnyFigures.records = records
        yield


AnyFigures.TestCase.settings = settings(
    max_examples=often(10), stateful_step_count=30, deadline=None
)
TestAnyFigures = AnyFigures.TestCase
