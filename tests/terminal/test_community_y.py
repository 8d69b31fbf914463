"""Community Y by keys: one matter settled at the corner, one in the council, one two tiers up."""

import pytest

from tests.terminal.prepared import (
    COMMUNITY,
    CORNER,
    SUBDISTRICT,
    TO_COMMUNITY,
    TO_CORNER,
    TO_SUBDISTRICT,
    Neighbourhood,
    works_for,
)
from tests.terminal.terminal import Terminal
from tests.terminal.walks import Walk

BOARD, SHOPS, LANE = "楼下公告栏的位置", "沿街商铺占道经营", "消防通道停车"
AGREED = "应到6人，实到6人；经询问，无人坚持异议"


@pytest.fixture
def neighbourhood(tmp_path) -> Neighbourhood:
    return Neighbourhood(tmp_path / "records.db")


def consensus(text: str, names: str, *sees: str) -> Walk:
    """A motion with its mover and seconder that nobody objects to, up to the verdict read out."""
    return (
        ("4", "要表决的那一句"),
        (f"{text}<Enter>{names}<^s>", "待表决"),
        ("5", "协商一致"),
        ("5", "有人有异议吗"),
        ("1", ("无人坚持异议", *sees)),
        ("<Enter>", "8签到"),
    )


END: Walk = (
    ("9", "最后一项"),
    ("0", "结束会议"),
    ("1", "现在结束会议"),
    ("1", "已结束"),
    ("<F3>8", "纪要定稿吗"),
    ("1", "已定稿"),
)
DONE: Walk = (
    ("2", "办理结果"),
    ("做好了，照片发在群里<^s>", "办结"),
    ("3", "向谁怎样反馈"),
    ("电话告诉了王芳<^s>", "已反馈"),
    ("4", "满意"),
    ("1<^s>", "满意"),
    ("5", "销号"),
    ("<^s>", "另有1条没有显示"),
)
"""A task under the cursor, from work done to the resident's yes and closed."""


def in_meeting(terminal: Terminal, keys: str, body: str, item: str) -> Terminal:
    """Start, work for a body, and go into its meeting."""
    works_for(terminal.step("", "F8机构"), keys, body)
    return terminal.step("<F4>", item, "到会 6/6", "8签到")


def in_pool(terminal: Terminal) -> None:
    """The pool of issues with all states shown."""
    terminal.step("<F2>", "议题").step("7", "含有").step("<Tab><Tab>2<^s>", "显示：全部")


def road(terminal: Terminal, *steps: str) -> None:
    """The road of the issue under the cursor reads so, step after step, on one page."""
    terminal.step("-", "全程 ·", "Esc 离开")
    seen = "".join("".join(line.strip(" │").split()) for line in terminal.lines)
    at = 0
    for step in steps:
        assert step in seen[at:], f"{step} is not after {seen[:at][-40:]!r}\n{terminal.framed()}"
        at = seen.index(step, at) + len(step)
    terminal.press("<Esc>").wait_gone("全程 ·")


def test_the_notice_board_is_settled_at_the_corner(start, neighbourhood):
    neighbourhood.raised(CORNER, BOARD, "公共空间", place="45栋", raised_name="王芳")
    neighbourhood.running(CORNER, BOARD)
    neighbourhood.close()
    terminal = in_meeting(start(), TO_CORNER, CORNER, BOARD)
    terminal.step("zq 支持 钉在楼道口，广告有个去处<Enter>", "支持 1 反对 0")
    terminal.play(consensus("公告栏设在45栋楼道口右侧", "zq<Enter>", AGREED))
    terminal.step("6", "责任人").step("<Enter>zq<Enter>物业<Enter>7天<^s>", "议定 公告栏")
    terminal.play(END)
    terminal.step("<F5>", "来自：〔", BOARD).play(DONE)
    in_pool(terminal)
    road(terminal, "街角提出", "王芳提出", "协商", "表决", "无人坚持异议",
         "议定", "赵强、物业", "办结", "反馈", "电话告诉了王芳", "回访", "满意", "销号", "解决",
         "现在已解决")  # fmt: skip


def test_the_shops_are_settled_in_the_council(start, neighbourhood):
    neighbourhood.raised(
        COMMUNITY, SHOPS, "占道经营", place="沿街商铺", raised_name="王芳", supporters=9
    )
    neighbourhood.running(COMMUNITY, SHOPS)
    neighbourhood.close()
    terminal = in_meeting(start(), TO_COMMUNITY, COMMUNITY, SHOPS)
    terminal.step("sl 支持 居民帮着往店里搬<Enter>", "支持 1 反对 0")
    terminal.step("wl 反对 店里放不下<Enter>", "支持 1 反对 1")
    terminal.step("4", "要表决的那一句")
    terminal.step("八点前收进店里，居民帮着搬<Enter>sl<Enter>zq<^s>", "待表决")
    terminal.step("5", "1  举手表决").step("1", "同意 *")
    terminal.step("5<Enter>1<Enter>0<^s>", "达到法定人数", "至少4票", "通过。", "Enter 或 Esc")
    terminal.step("<Enter>", "同意5，反对1，弃权0")
    terminal.step("6", "责任人").step("<Enter>sl<Enter>城管<Enter>一周<^s>", "议定 八点前")
    terminal.play(END)
    terminal.step("<F5>", "来自：〔", SHOPS).play(DONE)
    in_pool(terminal)
    road(terminal, "社区提出", "沿街商铺", "协商", "表决", "通过（同意5，反对1，弃权0）", "议定",
         "孙立、城管", "办结", "反馈", "回访", "满意", "销号", "解决", "现在已解决")  # fmt: skip


def test_the_fire_lane_goes_up_two_tiers_until_the_subdistrict_answers(start, neighbourhood):
    neighbourhood.raised(
        CORNER, LANE, "停车与消防通道", place="45栋", raised_name="王芳", supporters=12
    )
    neighbourhood.running(CORNER, LANE)
    neighbourhood.close()
    terminal = in_meeting(start(), TO_CORNER, CORNER, LANE)
    terminal.step("7", "为什么在这里解决不了")
    terminal.step("要交警执法<Enter>劝过，贴过纸条<Enter>5天<^s>", "上提")
    terminal.play(END)
    works_for(terminal, TO_COMMUNITY, COMMUNITY)
    terminal.step("<F2>", "议题").step("=", "待签收1", LANE)
    terminal.step("1", "已签收").step("5", "再上提")
    terminal.step("要街道请交警<Enter>志愿者守了两周<Enter>10天<^s>", "已上提至街道", "等回复1")
    works_for(terminal, TO_SUBDISTRICT, SUBDISTRICT)
    terminal.step("", "待签收1", "试验社区", LANE)
    terminal.step("1", "已签收").step("3", "本级议定")
    terminal.step(
        "交警每晚巡查，志愿者守<Tab>照办<Tab>每晚巡查消防通道<Enter>交警中队<Enter>月底<^s>"
    )
    terminal.step("", "已回复")


def test_the_answer_to_the_fire_lane_comes_down_and_lands_at_the_corner(start, neighbourhood):
    neighbourhood.raised(
        CORNER, LANE, "停车与消防通道", place="45栋", raised_name="王芳", supporters=12
    )
    neighbourhood.passed_up_twice(LANE)
    neighbourhood.running(SUBDISTRICT, f"{LANE}/{SUBDISTRICT}")
    neighbourhood.close()
    terminal = in_meeting(start(), TO_SUBDISTRICT, SUBDISTRICT, LANE)
    terminal.play(consensus("交警每晚巡查，志愿者守", "sl<Enter>zq<Enter>", "达到法定人数"))
    terminal.step("6", "责任人").step("<Enter>sl<Enter>交警<Enter>月底<^s>", "议定 交警")
    terminal.play(END[:4])
    terminal.step("<F2>", "议题").step("=", "待回复1", LANE)
    terminal.step("3", "本级议定", "交警每晚巡查").step("<^s>", "另有1条没有显示")
    works_for(terminal, TO_COMMUNITY, COMMUNITY)
    terminal.step("3", "回复 · ", "交警每晚巡查").step("<^s>", "已回待落地1")
    works_for(terminal, TO_CORNER, CORNER)
    terminal.step("<F3>", "会议").step("1", "日期")
    terminal.step("今天<Enter>23:30<^s>", "自动带来", f"{LANE}（上级回复）")
    terminal.step("7", "到了没有").step("3", "进行中", "消防通道停车").step("8", "9全到")
    terminal.step("9", "全到？").step("1", "到会 6/6")
    terminal.step("<Esc>", "〔街道〕交警每晚").step("<Esc>", "8签到").step(
        "9", "2 消防通道停车"
    ).step("6", "责任人")
    terminal.step("志愿者每晚守消防通道<Enter>zq<Enter><Enter>月底<^s>", "议定 志愿者")
    terminal.step("9", "结果如何").step("1", "最后一项")
    in_pool(terminal)
    terminal.step("<End>", "王芳")
    terminal.step("-", "全程 ·", "街角", "→ 社区", "→ 街道", "→ 回复", "→ 落地", "→ 销号（未到）")
    terminal.step("<End>", "现在", "志愿者每晚守消防通道", "交警每晚巡查")
