"""The clerk of a street: figures of all bodies from letters, with their base, and who is silent."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from meetings.actions.scope import scope
from meetings.community.bodies import Body, Tier
from meetings.figures.compare import By
from meetings.figures.exchanged import figures_of
from meetings.figures.periods import Length, Period, before, whole
from meetings.figures.report import Report
from meetings.figures.scope import Scope
from meetings.matters.ledger import Reach
from meetings.sharing.letters import FIGURES
from storage.health.check import check_file
from storage.queries.elsewhere import elsewhere, received_from, tree
from storage.records import FileRecords
from storage.registers import reporting
from tests.data.many_bodies import NOW, clerk
from tui.desk.counting import counted, reported, side_by_side

NOVEMBER = whole(Length.MONTH, date(2026, 11, 1))
TODAY = NOW.date()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("clerk") / "street.db"
    clerk(path, corners=28, months=2, silent=2)
    return path


@pytest.fixture
def records(file: Path) -> Iterator[FileRecords]:
    with FileRecords.open(file, read_only=True) as found:
        yield found


@pytest.fixture
def street(records: FileRecords) -> Scope:
    return scope(records, tree(records)[0].id, Reach.BELOW)


def report(records: FileRecords, of: Scope, period: Period = NOVEMBER) -> Report:
    return reported(records, of, period, TODAY)


def test_the_figures_are_those_of_all_who_reported_and_say_of_how_many(records, street):
    known = counted(records, street, NOVEMBER, TODAY)
    told = elsewhere(records, NOVEMBER).received
    assert known.base is not None and (known.base.told, known.base.of) == (41, 43)
    assert len(told) == 40, "the street itself is counted here"
    assert known.issues.new == sum(one.issues.new for one in told.values()) > 0
    assert known.completed.of == sum(one.completed.of for one in told.values()) > 0


def test_who_did_not_report_is_named_and_is_in_no_sum(records, street):
    known = counted(records, street, NOVEMBER, TODAY)
    assert known.base is not None
    names = {name for name, _last in known.base.silent}
    assert len(names) == 2
    rows = side_by_side(records, street, NOVEMBER, TODAY, By.PERIOD)
    assert [one.name for one in rows][-2:] == ["2026年10月（42/43）", "2026年11月（41/43）"]
    assert names.isdisjoint(report(records, street).silent), "of them nothing is known"


def test_a_period_of_which_nobody_told_is_unknown_and_not_nothing(records, street):
    made = report(records, street)
    assert made.earlier is not None and made.last_year is None
    year = counted(records, street, whole(Length.YEAR, TODAY), TODAY)
    assert year.base is not None and year.base.told == 1


def test_many_bodies_stand_side_by_side_as_branches_with_their_base(records, street):
    rows = side_by_side(records, street, NOVEMBER, TODAY, By.BODY)
    assert len(rows) == 15 and rows[1].name.endswith("（3/3）")
    assert sum(one.issues for one in rows) == counted(records, street, NOVEMBER, TODAY).issues.new


def test_the_tree_has_each_body_after_the_one_above_it(records):
    lines = tree(records)
    assert [one.tier for one in lines[:3]] == [Tier.SUBDISTRICT, Tier.COMMUNITY, Tier.CORNER]
    assert [one.depth for one in lines[:3]] == [0, 1, 2] and lines[2].above == lines[1].name
    assert len(lines) == 43 and [one.kept for one in lines].count(True) == 1


def test_a_page_of_a_body_has_what_it_told(records):
    line = tree(records)[2]
    months = received_from(records, line.id).months
    assert months[0].period in (NOVEMBER, before(NOVEMBER))


def test_what_was_told_can_be_read_again_from_the_letters_alone(records):
    with records.reading() as book:
        for body, of, known in reporting.newest(book.conn, FIGURES):
            assert len(body) == 36 and figures_of(known).period.start.isoformat()[:7] == of


def test_the_file_is_whole(file: Path, records: FileRecords) -> None:
    found = check_file(file)
    assert found == []
    with records.reading() as book:
        assert book.find(Body, tier=Tier.SUBDISTRICT)
