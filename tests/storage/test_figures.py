"""The facts read from the file give the same figures as plain counting over the records."""

from datetime import date
from pathlib import Path

import pytest

from meetings.community.bodies import Body, Tier
from meetings.figures import Period, Rate, figures
from meetings.matters.followups import DONE, FollowUp, FollowUpState
from meetings.matters.issues import Issue, IssueState
from meetings.sitting.meeting import Meeting
from meetings.sitting.presence import Mark
from storage.queries import facts
from storage.records import FileRecords
from tui.desk import local_now
from tui.sample import make_sample

EVER = Period(date(2000, 1, 1), date(2100, 1, 1))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> FileRecords:
    records = FileRecords.open(tmp_path_factory.mktemp("figures") / "r.db")
    make_sample(records, local_now())
    return records


def test_the_figures_agree_with_counting_over_the_records(sample: FileRecords) -> None:
    known = figures(facts(sample, EVER), EVER)
    with sample.reading() as book:
        tiers = {body.id: body.tier for body in book.find(Body)}
        meetings = [m for m in book.find(Meeting) if m.opened_at is not None]
        issues = book.find(Issue)
        tasks = book.find(FollowUp)
    expected = present = 0
    for meeting in meetings:
        came = {mark.person for mark in meeting.presence if mark.kind is Mark.IN}
        voting = [entry for entry in meeting.roll if entry.votes]
        expected += len(voting)
        present += sum(1 for entry in voting if entry.person in came)
    assert known.attendance == Rate(present, expected)
    for tier in Tier:
        assert known.meetings[tier] == sum(1 for m in meetings if tiers[m.body] is tier)
        assert known.tiers[tier] == sum(1 for i in issues if tiers[i.body] is tier)
    for state in IssueState:
        assert known.states[state] == sum(1 for i in issues if i.state is state)
    assert known.completed == Rate(sum(1 for t in tasks if t.state in DONE), len(tasks))
    closed = sum(1 for t in tasks if t.state is FollowUpState.CLOSED)
    assert known.closed == Rate(closed, len(tasks))
    assert sum(known.outcomes.values()) == sum(
        1 for m in meetings for i in m.items if i.outcome is not None and i.kind.value != "review"
    )


def test_one_body_is_counted_alone(sample: FileRecords) -> None:
    with sample.reading() as book:
        bodies = book.find(Body)
    parts = [figures(facts(sample, EVER, frozenset({b.id})), EVER) for b in bodies]
    whole = figures(facts(sample, EVER), EVER)
    assert sum(part.heads for part in parts) == whole.heads
    assert sum(part.completed.of for part in parts) == whole.completed.of


def test_an_empty_file_has_figures_of_nothing(tmp_path: Path) -> None:
    with FileRecords.open(tmp_path / "r.db") as records:
        known = figures(facts(records, EVER), EVER)
    assert known.attendance == Rate(0, 0) and known.heads == 0
