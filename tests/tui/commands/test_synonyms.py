"""ctrl+p knows what people type, in characters and by pinyin initials."""

from pathlib import Path

import pytest

from tui.commands import all_commands
from tui.dialogs.palette import command_rank

WANTED = {
    "app.undo": ("撤销", "cx", "回退", "ht"),
    "hold.vote": ("投票", "tp", "选举", "xj"),
    "hold.export": ("打印", "dy", "导出", "dc"),
    "meetings.export": ("打印", "dy", "导出", "dc"),
    "people.table": ("导入", "dr", "导出", "dc"),
    "app.backup": ("U盘", "u盘", "up", "备份", "bf"),
    "app.search": ("搜索", "ss"),
    "app.lock": ("密码", "mm"),
    "app.quit": ("退出", "tc", "exit"),
    "app.card": ("打印", "快捷键", "kjj"),
}


@pytest.mark.parametrize(("id", "typed"), [(id, one) for id in WANTED for one in WANTED[id]])
def test_a_command_is_found_by_what_people_call_it(id: str, typed: str):
    scope = id.split(".")[0]
    reachable = [one for one in all_commands() if one.scope in (scope, "app")]
    ranked = sorted((rank, one.id) for one in reachable if (rank := command_rank(typed, one)))
    assert id in [found for _rank, found in ranked[:5]]


def test_undo_is_written_one_way():
    po = Path(__file__).parents[3] / "tui/locale/zh_CN/LC_MESSAGES/jiejiao.po"
    assert "撤消" not in po.read_text("utf-8")
