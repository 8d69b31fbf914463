"""A body joins a hub by the slip on a stick and sends a matter up, by keys alone."""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from exports.documents.names import safe_name
from meetings.community.bodies import Tier
from storage.carriers import hub, hub_office, hub_trial, slip
from storage.carriers.hub_trial import Trial
from storage.health.check import check_file
from tests.storage.sharing.hub_house import NEEDS
from tests.storage.sharing.offices import Office
from tests.terminal.conftest import Start
from tests.terminal.terminal import Terminal

pytestmark = NEEDS
LAMP = "西门路灯不亮"


@pytest.fixture
def trial() -> Iterator[Trial]:
    folder = Path(tempfile.mkdtemp(prefix="jiejiao-hub-"))
    folder.chmod(0o755)
    try:
        yield hub_trial.start(folder / "hub", durable=False)
    finally:
        hub_trial.stop(folder / "hub", at_once=True)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def two(trial: Trial, start: Start, tmp_path: Path) -> tuple[Terminal, Terminal]:
    """A corner with an issue and its community, each with the slip of its body on a stick."""
    listed = {Tier.COMMUNITY: "1".rjust(36, "0"), Tier.CORNER: "2".rjust(36, "0")}
    with hub.database(trial.office) as conn:
        hub_office.init(conn)
        tree = (
            (listed[Tier.COMMUNITY], "梧桐里社区议事会", "community", None),
            (listed[Tier.CORNER], "45栋街角议事会", "corner", listed[Tier.COMMUNITY]),
        )
        hub_office.know_bodies(conn, tree)
        invited = hub_office.invite(conn, listed.values(), datetime.now(UTC))
    for one, tier, name in zip(invited, listed, ("community", "corner"), strict=True):
        office = Office(tmp_path / f"{name}.db", tier, one.name)
        if tier is Tier.CORNER:
            office.raise_(LAMP)
        office.records.close()
        stick = tmp_path / f"stick-{name}"
        stick.mkdir()
        told = slip.Slip(one.name, tier, trial.place, one.code, one.until.date())
        slip.write(stick / safe_name(f"入网便条_{one.name}", slip.ENDING[1:]), told)
    return start(records="community.db"), start(records="corner.db")


def join(terminal: Terminal, stick: str, signs: str) -> None:
    """Six keys but for the folder, which a stick that is found fills in by itself."""
    terminal.step("<ShiftF2>", "用便条入网")
    terminal.step("4", "便条文件在哪里")
    terminal.press(f"<^u>{terminal.folder}/{stick}<Enter>")
    terminal.step("", "哪一张便条")
    terminal.step("<Enter>", signs, "和便条上的一样")
    terminal.step("2", "已往来", "已发")
    terminal.press("<Esc>")
    terminal.wait_gone("─ 已往来")


def exchange(terminal: Terminal, *sees: str, looks: str = "") -> None:
    """The one key and Enter."""
    terminal.step("<ShiftF2>", "经中心往来")
    terminal.press("<Enter>")
    if looks:
        terminal.step("", looks, "照原文发")
        terminal.press("1")
    terminal.step("", "已往来", *sees)
    terminal.press("<Esc>")
    terminal.wait_gone("─ 已往来")


def test_a_matter_goes_up_by_a_hub_and_is_signed_for(
    two: tuple[Terminal, Terminal], tmp_path: Path, trial: Trial
) -> None:
    community, corner = two
    signs = slip.shown(trial.place.fingerprint)
    join(community, "stick-community", signs)
    join(corner, "stick-corner", signs)
    exchange(community, "认识了45栋街角议事会")
    exchange(corner)
    corner.play([("<F2>", LAMP), ("5", "已做过什么"), ("本层没有权限<^s>", (LAMP, "上提"))])
    exchange(corner, "已发 1 件", looks="本层没有权限")
    exchange(community, "上提1件")
    community.play([("<F2>", "议题"), ("=", ("待签收1", LAMP)), ("1", "已签收")])
    exchange(community, "已发 1 件")
    exchange(corner, "签收")
    hub_trial.stop(trial.folder, at_once=True)
    corner.step("<ShiftF2>", "经中心往来")
    corner.step("<Enter>", "没有回应")
    for terminal in two:
        terminal.stop()
    assert [check_file(tmp_path / f"{name}.db") for name in ("community", "corner")] == [[], []]
