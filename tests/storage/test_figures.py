"""The facts read from the file give the same figures as plain counting over the records."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from meetings.community.bodies import Body, Tier
from meetings.figures.counting import Figures, Rate, figures
from meetings.figures.periods import Period
from meetings.matters.followup_states import DONE, FollowUpState, StepKind
from meetings.matters.followups import FollowUp
from meetings.matters.issues import OPEN, Issue, IssueState
from meetings.sitting.meeting import Meeting
from meetings.sitting.presence import Mark
from storage.queries.figures import facts
from storage.records import FileRecords
from tui.desk.core import local_now

EVER = Period(date(2000, 1, 1), date(2100, 1, 1))


def of(records: FileRecords, bodies: frozenset[str] | None = None) -> Figures:
    return figures(facts(records, EVER, bodies), EVER, local_now().date())


@pytest.fixture(scope="module")
def sample(community: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FileRecords]:
    path = tmp_path_factory.mktemp("figures") / "r.db"
    shutil.copy(community, path)
    with FileRecords.open(path) as records:
        yield records


def test_the_figures_agree_with_counting_over_the_records(sample: FileRecords) -> None:
    known = of(sample)
    with sample.reading() as book:
        tiers = {body.id: body.tier for body in book.find(Body)}
        meetings = [m for m in book.find(Meeting) if m.opened_at is not None]
        issues = [i for i in book.find(Issue) if i.referral is None]
        received = [i for i in book.find(Issue) if i.referral is not None]
        tasks = book.find(FollowUp)
    expected = present = 0
    for meeting in meetings:
        came = {mark.person for mark in meeting.presence if mark.kind is Mark.IN}
        voting = [entry for entry in meeting.roll if entry.votes]
        expected += len(voting)
        present += sum(1 for entry in voting if entry.person in came)
    assert known.attendance == Rate(present, expected)
    for tier in Tier:
        assert known.held_in[tier] == sum(1 for m in meetings if tiers[m.body] is tier)
        assert known.tiers[tier] == sum(1 for i in issues if tiers[i.body] is tier)
    for state in IssueState:
        assert known.states[state] == sum(1 for i in issues if i.state is state)
    assert known.received == len(received) > 0
    assert known.issues.end == sum(1 for i in issues if i.state in OPEN)
    assert known.completed == Rate(sum(1 for t in tasks if t.state in DONE), len(tasks))
    closed = sum(1 for t in tasks if t.state is FollowUpState.CLOSED)
    assert known.closed == Rate(closed, len(tasks))
    assert known.tasks.end == len(tasks) - closed
    assert known.tasks.late == sum(
        1
        for t in tasks
        if t.state not in DONE and t.deadline is not None and t.deadline < local_now().date()
    )
    for kind, count in ((StepKind.EXTEND, known.extended), (StepKind.CHASE, known.chased)):
        assert count == sum(1 for t in tasks for step in t.steps if step.kind is kind)
    assert sum(known.outcomes.values()) == sum(
        1 for m in meetings for i in m.items if i.outcome is not None and i.kind.value != "review"
    )


def test_the_sum_over_bodies_is_the_whole(sample: FileRecords) -> None:
    with sample.reading() as book:
        bodies = book.find(Body)
    parts = [of(sample, frozenset({b.id})) for b in bodies]
    whole = of(sample)
    assert sum(part.heads for part in parts) == whole.heads
    for name in ("completed", "on_time", "closed"):
        rates = [getattr(part, name) for part in parts]
        assert Rate(sum(r.part for r in rates), sum(r.of for r in rates)) == getattr(whole, name)
    for name in ("new", "ends", "end", "late", "done", "unknown"):
        assert sum(getattr(p.tasks, name) for p in parts) == getattr(whole.tasks, name)
        assert sum(getattr(p.issues, name) for p in parts) == getattr(whole.issues, name)
    assert max(part.persons or 0 for part in parts) <= (whole.persons or 0)


def test_an_empty_file_has_figures_of_nothing(tmp_path: Path) -> None:
    with FileRecords.open(tmp_path / "r.db") as records:
        known = of(records)
    assert known.attendance == Rate(0, 0) and known.heads == 0
