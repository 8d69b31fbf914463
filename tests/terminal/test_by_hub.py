"""Three records files join a hub by slips on a stick; a matter goes up two tiers and back by it."""

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
from storage.drafts import Drafts
from storage.health.check import check_file
from tests.storage.sharing.hub_house import NEEDS
from tests.storage.sharing.offices import Office
from tests.terminal.conftest import Start
from tests.terminal.keys import split
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


NAMES = {
    Tier.SUBDISTRICT: "青溪街道推进会",
    Tier.COMMUNITY: "梧桐里社区议事会",
    Tier.CORNER: "45栋街角议事会",
}
Three = tuple[Terminal, Terminal, Terminal]


@pytest.fixture
def three(trial: Trial, start: Start, tmp_path: Path) -> Three:
    """A corner with an issue, its community and the subdistrict, each with its slip on a stick."""
    listed = {tier: f"{number}".rjust(36, "0") for number, tier in enumerate(NAMES)}
    with hub.database(trial.office) as conn:
        hub_office.init(conn)
        key = hub_office.set_key(conn)
        above: str | None = None
        for tier, name in NAMES.items():
            hub_office.know_bodies(conn, [(listed[tier], name, tier, above)])
            above = listed[tier]
        invited = hub_office.invite(conn, listed.values(), datetime.now(UTC), key)
        public = hub_office.own_public_key(conn)
    for one, tier in zip(invited, NAMES, strict=True):
        office = Office(tmp_path / f"{tier}.db", tier, one.name)
        if tier is Tier.CORNER:
            office.raise_(LAMP)
        office.records.close()
        stick = tmp_path / f"stick-{tier}"
        stick.mkdir()
        told = slip.Slip(one.name, tier, trial.place, one.code, one.until.date(), public)
        slip.write(stick / safe_name(f"入网便条_{one.name}", slip.ENDING[1:]), told)
        drafts = Drafts.open(office.path)
        drafts.save("place/exchange", str(stick))
        drafts.close()
    street, community, corner = (start(records=f"{tier}.db") for tier in NAMES)
    return street, community, corner


def join(terminal: Terminal, signs: str) -> int:
    """How many keys a newcomer presses from the first screen back to it; the stick is found."""
    steps = (
        ("<ShiftF2>", ("用便条入网",)),
        ("4", ("便条文件在哪里",)),
        ("<Enter>", ("哪一张便条",)),
        ("<Enter>", (signs, "和便条上的一样")),
        ("2", ("已往来", "已发")),
        ("<Esc>", ()),
    )
    for keys, sees in steps:
        terminal.step(keys, *sees)
    terminal.wait_gone("─ 已往来")
    return sum(len(split(keys)) for keys, _sees in steps)


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


def test_a_matter_goes_up_two_tiers_and_back_by_a_hub(
    three: Three, tmp_path: Path, trial: Trial
) -> None:
    street, community, corner = three
    signs = slip.shown(trial.place.fingerprint)
    assert [join(terminal, signs) for terminal in three] == [6, 6, 6], "at most 12 are asked"
    for terminal in (community, street, community, corner):
        exchange(terminal)
    corner.play([("<F2>", LAMP), ("5", "已做过什么"), ("本层没有权限<^s>", (LAMP, "上提"))])
    exchange(corner, looks="本层没有权限")
    exchange(community, "上提1件")
    community.play([("<F2>", "议题"), ("=", ("待签收1", LAMP)), ("1", "已签收")])
    community.play([("5", "已做过什么"), ("要街道协调<^s>", "等回复1")])
    exchange(community, looks="要街道协调")
    exchange(street, "上提1件")
    street.play([("<F2>", "议题"), ("=", ("待签收1", LAMP)), ("3", "本级议定")])
    street.play([("下月更换<^s>", "已回复")])
    exchange(street, looks="下月更换")
    exchange(community, "答复1件")
    community.play([("<F2>", "议题"), ("=", LAMP), ("3", "下月更换"), ("<^s>", "已回复")])
    exchange(community)
    exchange(corner, "答复1件")
    corner.play([("<F2>", LAMP), ("=", ("送达", "已收到"))])
    corner.play([("<F3>1", "日期"), ("3天<^s>", ("自动带来", "上级回复"))])
    hub_trial.stop(trial.folder, at_once=True)
    corner.step("<ShiftF2>", "经中心往来")
    corner.step("<Enter>", "没有回应")
    for terminal in three:
        terminal.stop()
    assert [check_file(tmp_path / f"{tier}.db") for tier in NAMES] == [[], [], []]
