"""`jiejiao hub` on a trial hub, as its office uses it."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from meetings.community.bodies import Body, Tier
from meetings.matters.referrals import Referral
from storage.carriers import hub_trial, slip
from storage.records import FileRecords
from tests.storage.sharing.hub_house import NEEDS
from tests.storage.sharing.offices import Office
from tui.cli.main import main

pytestmark = NEEDS
CODE = "Z9H1G-RP4HQ-3DJJE-8BE51-JG6N6-FP921-HNR75"


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="jiejiao-hub-"))
    folder.chmod(0o755)
    yield folder
    hub_trial.stop(folder / "hub", at_once=True)
    shutil.rmtree(folder, ignore_errors=True)


def run(place: Path, *words: str) -> tuple[int, str]:
    line = ["--records", str(place / "r.db"), "hub", *words, "--folder", str(place / "hub")]
    done = CliRunner().invoke(main, line)
    return done.exit_code, done.output


def share(file: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["--records", str(file), "share", *words])
    return done.exit_code, done.output


def test_a_matter_goes_up_by_commands_alone(place: Path, tmp_path: Path) -> None:
    assert run(place, "try", "--out", str(place / "slips"))[0] == 0
    community = Office(tmp_path / "community.db", Tier.COMMUNITY, "梧桐里社区议事会")
    corner = Office(tmp_path / "corner.db", Tier.CORNER, "45栋街角议事会")
    for office, tier in ((community, "社区"), (corner, "街角")):
        office.records.close()
        file = str(place / "slips" / f"入网便条_试用{tier}.jjslip")
        code, told = share(office.path, "hub", file)
        assert (code, office.name in told) == (2, True), "it is asked about first"
        assert share(office.path, "hub", file, "--yes")[0] == 0
        code, told = share(office.path, "hub", file, "--yes")
        assert (code, "已经用过" in told) == (0, False), "the same laptop once more"
        assert share(office.path)[0] == 0
    for office in (community, corner, community, corner):
        assert share(office.path)[0] == 0
    corner.records = FileRecords.open(corner.path)
    assert corner.get(Body, corner.id).parent == community.id, "it hangs where the hub's list says"
    sent = corner.send("西门路灯不亮")
    corner.records.close()
    code, told = share(corner.path)
    assert (code, "--dry-run" in told) == (2, True), "texts are looked at before the first time"
    code, told = share(corner.path, "--as-it-is")
    assert (code, "已发 1 件" in told) == (0, True), told
    code, told = share(community.path)
    assert (code, "45栋街角议事会" in told) == (0, True), told
    community.records = FileRecords.open(community.path)
    assert community.get(Referral, sent.id).title == "西门路灯不亮"
    community.records.close()
    assert "1" in share(corner.path)[1]
    hub_trial.stop(place / "hub", at_once=True)
    code, told = share(corner.path)
    assert (code, "没有回应" in told) == (2, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--code", "x", "--fingerprint", "AA"], "10.1.2.3"),
        (["--at", "10.0.0.1", "--code", "x", "--fingerprint", "AA"], "七组"),
        (["--at", "10.0.0.1", "--code", CODE], "指纹"),
        (["--at", "127.0.0.1:9", "--code", CODE, "--fingerprint", "AA"], "没有回应"),
    ],
)
def test_what_is_typed_from_a_slip_is_looked_at(
    tmp_path: Path, words: list[str], said: str
) -> None:
    corner = Office(tmp_path / "corner.db", Tier.CORNER, "45栋街角议事会")
    corner.records.close()
    code, told = share(corner.path, "hub", *words, "--yes")
    assert (code, said in told) == (2, True), told


def test_the_office_of_a_trial_hub(place: Path) -> None:
    run(place, "try", "--stop")
    assert run(place, "status")[0] == 2, "nothing runs"
    code, told = run(place, "try", "--out", str(place / "slips"))
    assert code == 0, told
    file = place / "slips" / "入网便条_试用街道.jjslip"
    assert slip.read(file).tier == "subdistrict"
    assert file.with_suffix(".docx").exists()
    listed = place / "名单.csv"
    listed.write_bytes(
        "名称,层级,上级\n1栋街角,街角,南苑社区\n南苑社区,社区,试用街道\n".encode("gb18030")
    )
    assert run(place, "bodies", "--add", str(listed))[0] == 0
    assert run(place, "bodies", "--add", str(listed))[0] == 0, "once more changes nothing"
    known = json.loads(run(place, "bodies", "--json")[1])
    assert [one["name"] for one in known] == [
        "试用街道", "南苑社区", "试用社区", "1栋街角", "试用街角",
    ]  # fmt: skip
    listed.write_text("甲,街角,没有的社区\n", "utf-8")
    code, told = run(place, "bodies", "--add", str(listed))
    assert (code, "第1行" in told) == (2, True)
    code, told = run(place, "invite", "1栋街角", "没有的", "--out", str(place / "one"))
    assert (code, "没有的" in told, (place / "one").exists()) == (2, True, False)
    assert run(place, "invite", "1栋街角", "--out", str(place / "one"))[0] == 0
    assert run(place, "close", "1栋街角", "--yes")[0] == 0
    facts = json.loads(run(place, "status", "--json")[1])
    assert (facts["bodies"], facts["events"][0]["what"]) == (5, "closed")
    assert run(place, "dump", str(place / "hub.dump"))[0] == 0
    assert run(place, "dump", str(place / "hub.dump"))[0] == 2, "a file is not written over"
    assert run(place, "try", "--stop")[0] == 0
    assert run(place, "bodies")[0] == 2
