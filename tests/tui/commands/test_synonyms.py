"""ctrl+p knows what people type, in characters and by pinyin initials."""

from pathlib import Path

import pytest

from tui.commands import all_commands
from tui.dialogs.palette import command_rank

WANTED = {
    "app.help": ("怎么用", "zmy", "换行", "hh", "help"),
    "app.display": ("大屏", "dp", "投影", "ty", "字大", "zd", "字体", "projector"),
    "app.body": ("换机构", "hjg"),
    "app.undo": ("撤销", "cx", "回退", "ht", "改错", "gc", "删除", "sc", "错了", "undo"),
    "app.language": ("英文", "yw", "English"),
    "app.theme": ("颜色", "ys", "看不清"),
    "app.search": ("搜索", "ss", "查找"),
    "app.backup": ("U盘", "u盘", "up", "备份", "bf", "usb"),
    "app.lock": ("锁屏", "sp", "密码", "mm"),
    "app.quit": ("退出", "tc", "exit"),
    "app.card": ("打印", "快捷键", "kjj"),
    "hold.queue": ("举手", "js", "排队", "pd"),
    "hold.motion": ("修正案", "xza", "附议", "fy"),
    "hold.vote": ("投票", "tp", "选举", "xj", "举手", "vote"),
    "hold.sign_in": ("签到", "qd", "出席", "缺席", "报到", "补录", "bl", "委托", "wt", "请假"),
    "hold.end": ("休会", "xh", "散会", "作废", "zf", "补录", "bl", "流会", "改错"),
    "hold.export": ("打印", "dy", "导出", "dc", "公示", "gs"),
    "meetings.call": ("公示", "gs", "通知", "作废", "zf"),
    "meetings.edit": ("改错", "gc", "改期"),
    "meetings.drop": ("删除", "sc"),
    "meetings.erratum": ("更正", "改错", "gc"),
    "meetings.export": ("打印", "dy", "导出", "dc", "公示", "gs"),
    "meetings.table": ("补录", "bl", "导入", "dr"),
    "issues.edit": ("改错", "gc", "更正"),
    "issues.back": ("作废", "zf", "删除", "sc"),
    "people.edit": ("改错", "gc", "电话"),
    "people.seat": ("删除", "sc", "离任"),
    "people.table": ("导入", "dr", "导出", "dc"),
    "follow.end": ("作废", "zf", "办不了"),
    "follow.extend": ("延期", "yq"),
    "notices.post": ("公示", "gs", "张贴"),
    "notices.take_down": ("删除", "sc"),
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
