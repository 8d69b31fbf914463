"""Guangming, the wish wall, Xijie by keys: owners' matters, what comes back, and history."""

import pytest

from meetings.matters.issues import IssueState
from tests.terminal.prepared import CORNER, TO_CORNER, Neighbourhood
from tests.terminal.test_community_y import END, consensus, in_meeting, in_pool, road
from tests.terminal.walks import Walk

RISERS, BANYAN, SEWER = "雨水立管锈蚀", "大榕树遮光", "污水井盖被封"
WINDOWS, MONEY = "老人活动室四扇固定窗改成能开的", "改窗的做法和经费"
GARDEN = "楼顶种菜漏水"
NOTHING_AGAINST = "无人坚持异议"


@pytest.fixture
def neighbourhood(tmp_path) -> Neighbourhood:
    return Neighbourhood(tmp_path / "records.db")


def passed_up(reason: str, title: str) -> Walk:
    """The current item goes up."""
    return (("7", "为什么在这里解决不了"), (f"{reason}<Tab><^s>", (title, "上提")))


def test_guangming_owners_matters_are_only_agreed_and_two_matters_go_up(start, neighbourhood):
    neighbourhood.raised(CORNER, RISERS, "物业服务", owners_matter=True, raised_name="赵强")
    neighbourhood.raised(CORNER, BANYAN, "环境卫生", raised_name="吴兰")
    neighbourhood.raised(CORNER, SEWER, "基础设施", raised_name="周宁")
    neighbourhood.running(CORNER, RISERS, BANYAN, SEWER)
    neighbourhood.close()
    terminal = in_meeting(start(), TO_CORNER, CORNER, RISERS)
    terminal.step("4", "要表决的那一句")
    terminal.step("业主自筹更换，社区帮着看资质和报价<Enter>zq<^s>", "待表决")
    terminal.step("5", "1  举手表决").step("1", "同意 *")
    terminal.step("6<Enter>0<Enter>0<^s>", "须另行提交业主共同决定", "Enter 或 Esc 继续")
    terminal.step("<Enter>", "8签到", "仅协商", "协商同意", "须另行提交业主共同决定")
    terminal.step("9", BANYAN)
    terminal.play(passed_up("要园林部门修剪", BANYAN))
    terminal.step("9", SEWER)
    terminal.play(passed_up("要水务部门打开", SEWER))
    terminal.play(END)
    terminal.step("<F2>", "往来：等回复2")
    in_pool(terminal)
    terminal.step("<End>", RISERS)
    road(terminal, "须另行提交业主共同决定", "提出", "赵强提出", "协商", "仅协商",
         "表决", "协商同意")  # fmt: skip


def test_the_wish_wall_leaves_how_and_with_what_money_to_the_next_meeting(start, neighbourhood):
    neighbourhood.raised(CORNER, WINDOWS, "公共空间", raised_name="心愿墙")
    neighbourhood.raised(CORNER, MONEY, "公共空间", raised_name="心愿墙")
    neighbourhood.running(CORNER, WINDOWS, MONEY)
    neighbourhood.close()
    terminal = in_meeting(start(), TO_CORNER, CORNER, WINDOWS)
    terminal.play(consensus("四扇固定窗改成能开的", "zq<Enter>", "无人坚持异议"))
    terminal.step("9", f"2 {MONEY}")
    terminal.step("9", "结果如何", "3  搁置至下次").step("3", "理由")
    terminal.step("等两家报价<Enter>", "最后一项", "搁置")
    terminal.play(END[1:])
    terminal.step("1", "日期").step("7天<Enter>14:30<^s>", "自动带来", MONEY)
    in_pool(terminal)
    terminal.step("", MONEY, "已列入")
    road(terminal, "提出", "搁置至下次", "等两家报价", "现在已列入")


def test_xijie_an_issue_that_is_back_shows_its_history(start, neighbourhood):
    old = neighbourhood.raised(CORNER, GARDEN, "楼院管理", place="3栋", raised_name="吴兰")
    for state in (IssueState.ACCEPTED, IssueState.SETTLED):
        neighbourhood.screened(old, state, "已修好")
    neighbourhood.close()
    terminal = start()
    terminal.step("<F8>", "为哪个机构工作").step("3", CORNER)
    terminal.step("<F2>", "议题").step("1", "新议题")
    terminal.step("楼顶种菜又漏水 @3栋 赵强", "再次出现")
    terminal.step("<Enter>", "待筛选1个", "楼顶种菜又漏水", "已收集")
    terminal.step("<Enter>", "曾解决", f"第1号 {GARDEN}")
    terminal.press("<Esc>").wait_gone("曾解决")
    road(terminal, GARDEN, "提出", "赵强", "现在已收集")
