"""Three records files on one machine: a matter goes up two tiers and back, by a stick alone."""

from pathlib import Path

import pytest

from meetings.community.bodies import Tier
from storage.health.check import check_file
from tests.storage.sharing.offices import Office
from tests.terminal.conftest import Start
from tests.terminal.terminal import Terminal

LAMP = "西门路灯不亮"
BODIES = (
    ("corner", Tier.CORNER, "45栋街角议事会"),
    ("community", Tier.COMMUNITY, "梧桐里社区议事会"),
    ("street", Tier.SUBDISTRICT, "青溪街道推进会"),
)
Three = tuple[Terminal, Terminal, Terminal]


@pytest.fixture
def three(start: Start, tmp_path: Path) -> Three:
    """A corner with an issue, its community and the subdistrict, none of which knows another."""
    for name, tier, called in BODIES:
        office = Office(tmp_path / f"{name}.db", tier, called)
        if tier is Tier.CORNER:
            office.raise_(LAMP)
        office.records.close()
    (tmp_path / "stick").mkdir()
    corner, community, street = (start(records=f"{name}.db") for name, _, _ in BODIES)
    return corner, community, street


def by_stick(terminal: Terminal, *sees: str, agree: int = 0, looks: str = "") -> None:
    """The one key, Enter, the folder of before, Enter; what came is read and left."""
    terminal.step("<ShiftF2>", "用U盘")
    terminal.step("<Enter>", "文件夹")
    terminal.press(f"<^u>{terminal.folder}/stick<Enter>")
    if looks:
        terminal.step("", looks, "照原文发")
        terminal.press("1")
    for _ in range(agree):
        terminal.step("", "核对码")
        terminal.press("<Enter>")
    terminal.step("", "已往来", *sees)
    terminal.press("<Esc>")
    terminal.wait_gone("─ 已往来")


def ask(terminal: Terminal) -> None:
    """A request to join, written onto the stick."""
    terminal.step("<ShiftF2>", "用U盘")
    terminal.step("2", "文件夹")
    terminal.press(f"<^u>{terminal.folder}/stick<Enter>")
    terminal.step("", "已写入", "核对码")
    terminal.press("<Esc>")
    terminal.wait_gone("已写入")


def test_a_matter_goes_up_two_tiers_and_back_by_a_stick(three: Three, tmp_path: Path) -> None:
    corner, community, street = three
    ask(community)
    by_stick(street, "给 梧桐里", agree=1)
    ask(corner)
    by_stick(community, "给 45栋", "给 青溪", agree=2)
    by_stick(corner, "给 梧桐里", agree=1)
    for terminal in (community, street, community, corner):
        by_stick(terminal, "给 ")
    corner.play([("<F2>", LAMP), ("5", "已做过什么"), ("本层没有权限<^s>", (LAMP, "上提"))])
    by_stick(corner, "给 梧桐里", looks="本层没有权限")
    corner.play([("<F2>", LAMP), ("=", ("送达", "已发"))])
    by_stick(community, "上提1件")
    community.play([("<F2>", "议题"), ("=", ("待签收1", LAMP)), ("1", "已签收")])
    community.play([("5", "已做过什么"), ("要街道协调<^s>", "等回复1")])
    by_stick(community, "给 青溪", looks="要街道协调")
    by_stick(street, "上提1件")
    street.play([("<F2>", "议题"), ("=", ("待签收1", LAMP)), ("3", "本级议定")])
    street.play([("下月更换<^s>", "已回复")])
    by_stick(street, "给 梧桐里", looks="下月更换")
    by_stick(community, "答复1件")
    community.play([("<F2>", "议题"), ("=", LAMP), ("3", "下月更换"), ("<^s>", "已回复")])
    by_stick(community, "给 45栋")
    by_stick(corner, "答复1件")
    corner.play([("<F3>1", "日期"), ("3天<^s>", ("自动带来", "上级回复"))])
    for terminal in three:
        terminal.stop()
    assert [check_file(tmp_path / f"{name}.db") for name, _, _ in BODIES] == [[], [], []]


def test_a_withdrawal_that_crosses_the_signature_hangs_nobody(three: Three, tmp_path: Path) -> None:
    corner, community, street = three
    street.stop()
    ask(corner)
    by_stick(community, "给 45栋", agree=1)
    by_stick(corner, "给 梧桐里", agree=1)
    by_stick(community, "给 ")
    corner.play([("<F2>", LAMP), ("5", "已做过什么"), ("本层没有权限<^s>", (LAMP, "上提"))])
    by_stick(corner, "给 梧桐里", looks="本层没有权限")
    by_stick(community, "上提1件")
    community.play([("<F2>", "议题"), ("=", ("待签收1", LAMP)), ("1", "已签收")])
    corner.play([("<F2>", LAMP), ("=", LAMP), ("7", "理由"), ("自己修好了<^s>", "已撤回")])
    by_stick(corner, "给 梧桐里")
    by_stick(community, "给 45栋")
    community.play([("<F2>", "议题"), ("=", (LAMP, "已签收"))])
    by_stick(corner, "给 ")
    corner.play([("<F2>", LAMP), ("=", (LAMP, "已签收"))])
    community.play([("3", "本级议定"), ("下月更换<^s>", "已回复")])
    by_stick(community, "给 45栋", looks="下月更换")
    by_stick(corner, "答复1件")
    corner.play([("<F3>1", "日期"), ("3天<^s>", ("自动带来", "上级回复"))])
    for terminal in (corner, community):
        terminal.stop()
    assert [check_file(tmp_path / f"{name}.db") for name in ("corner", "community")] == [[], []]
