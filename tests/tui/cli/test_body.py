"""`jiejiao body`: a body goes to another computer, comes back, and tells what it had not sent."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from exports.tables.sheets_read import read_source
from meetings.community.bodies import Tier
from meetings.importing.issues import existing_issues, plan_issues
from meetings.matters.issues import Issue
from storage.health.check import check_file
from storage.records import FileRecords
from tests.storage.sharing.offices import Office, join, pass_on
from tui.cli.main import main


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Office, Office]]:
    corner = Office(tmp_path / "corner.db", Tier.CORNER, "45栋街角议事会")
    community = Office(tmp_path / "community.db", Tier.COMMUNITY, "梧桐里社区议事会")
    join(corner, community, tmp_path)
    yield corner, community
    for office in (corner, community):
        office.records.close()


def run(records: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["--records", str(records), "body", *words])
    return done.exit_code, done.output


def test_a_body_is_given_taken_given_back_and_taken_back(two, tmp_path: Path) -> None:
    corner: Office = two[0]
    corner.raise_("西门路灯不亮")
    corner.records.close()
    stick, new = tmp_path / "stick", tmp_path / "new.db"
    stick.mkdir()
    assert run(corner.path, "give", corner.name, "--to", str(stick))[0] == 2, "it is asked first"
    code, told = run(corner.path, "give", corner.name, "--to", str(stick), "--yes")
    assert code == 0
    found = re.search("([0-9A-Z]{5}-){6}[0-9A-Z]{5}", told)
    assert found is not None
    (file,) = stick.iterdir()
    wrong = found[0].replace(found[0][0], "Z" if found[0][0] != "Z" else "Y")
    assert run(new, "take", str(file), "--code", wrong)[0] != 0
    assert run(new, "take", str(file), "--code", found[0].lower())[0] == 0
    assert run(new, "take", str(file), "--code", found[0])[0] != 0
    assert "记在这里" in run(new, "keepers")[1] and "另一台" in run(corner.path, "keepers")[1]
    assert check_file(new) == []
    corner.records = FileRecords.open(corner.path)
    with FileRecords.open(new) as records, records.reading() as book:
        assert [one.title for one in book.find(Issue)] == ["西门路灯不亮"]
    back = tmp_path / "back"
    back.mkdir()
    assert run(new, "give", corner.name, "--to", str(back), "--yes")[0] == 0
    assert run(new, "back", corner.name, "--yes")[0] == 0
    assert run(new, "back", corner.name, "--yes")[0] != 0


def test_what_only_a_stopped_file_has_is_told_and_comes_in_elsewhere(two, tmp_path: Path) -> None:
    corner, community = two
    corner.records.close()
    twin = tmp_path / "twin.db"
    shutil.copy(corner.path, twin)
    corner.records = FileRecords.open(twin)
    corner.send("只在这台：楼道灯", place="三单元")
    corner.records.close()
    corner.records = FileRecords.open(corner.path)
    corner.send("西门路灯不亮")
    pass_on(corner, community, tmp_path)
    corner.records.close()
    corner.records = FileRecords.open(twin)
    pass_on(community, corner, tmp_path)
    corner.records.close()
    code, told = run(twin, "unsent", corner.name, "--workbook", str(tmp_path / "out"))
    assert code == 0 and "楼道灯" in told
    (made,) = (tmp_path / "out").iterdir()
    corner.records = FileRecords.open(corner.path)
    source = read_source(made)
    assert [sheet.name for sheet in source.sheets] == ["议题", "记录"]
    plan = plan_issues(source, existing_issues(corner.records), corner.id)
    (drafts,) = plan.new.values()
    assert [(one.title, one.place) for one in drafts] == [("只在这台：楼道灯", "三单元")]
