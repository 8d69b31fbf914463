"""The owners of building 45 raise the fund: heads and area, to the hundredth of a square metre."""

from collections.abc import Callable

import pytest

from tests.terminal.papers import minutes_text
from tests.terminal.terminal import Terminal
from tests.terminal.walks import END, EXPORT, FOUND, SIGN_IN, Walk

_AREAS = ("100.00",) * 76 + ("94.85",) * 23 + ("94.99",)
PARTS = "\n".join(
    f"45栋{n // 4 + 1}单元{n % 4 + 1}01 {area} 业主{n + 1:03}" for n, area in enumerate(_AREAS)
)
"""A hundred parts with 9,876.54 m²; the first 76 owners have 7,600.00 of them."""

TOOK_PART = "参与表决76人、7600.00平方米，达到法定比例"
NEEDED = "须人数和面积均不少于参与表决者的四分之三，即至少57人、5700.00平方米"

ON_AGENDA: Walk = (
    ("<F2>", "这里没有议题"),
    ("1筹集维修资金 #物业服务 王芳<Enter>", "待筛选1个"),
    ("<F3>", "还没有会议"),
    ("1", "筹备会议"),
    ("今天<Enter>14:30<^s>", "共0项"),
    ("2", ("哪个议题", "筹集维修资金")),
    ("2", "分钟"),
    ("15<Enter>", "共1项，合计15分"),
    ("5", "业主事项"),
    ("<Tab><Tab><Tab><Tab>1<^s>", "业主"),
)
MOVED: Walk = (
    ("4", "要表决的那一句"),
    ("同意筹集维修资金<Enter>wf<Enter>xj<^s>", "待表决"),
    ("5", "业主共同决定"),
)


def minutes_of(terminal: Terminal) -> str:
    """End to end: exported, and read once the file is there."""

    def written(terminal: Terminal) -> bool:
        """a Word file"""
        return any(terminal.folder.rglob("*.docx"))

    *asked, (save, _seen) = EXPORT
    terminal.play(asked).press(save).wait_for(written)
    return minutes_text(terminal)


def with_register(start: Callable[[], Terminal]) -> Terminal:
    terminal = start().play(FOUND)
    terminal.step("<F6>", "名册", "9专有部分")
    terminal.step("9", "还没有专有部分")
    terminal.step("2", "每行一个")
    terminal.paste(PARTS).wait_for("业主100人，面积9876.54平方米")
    terminal.step("<^s>", "原登记0个")
    terminal.step("<Enter>", "45栋1单元101", "业主001")
    return terminal.step("<Esc>", "在册16人")


@pytest.mark.parametrize(
    ("area", "other", "result"),
    [("5,700.00", "1900.00", "通过。"), ("5699.99", "1900.01", "未通过。")],
)
def test_three_quarters_of_heads_and_area_decide_at_a_meeting_by_totals(start, area, other, result):
    terminal = with_register(start).play(ON_AGENDA).play(SIGN_IN).play(MOVED)
    terminal.step(
        "7",
        "9有关共有和管理权利的其他重大事项",
        "筹集建筑物及其附属设施的维修资金〔3/4〕",
        "从多数",
    )
    terminal.step("6", "均不少于参与表决者的四分之三")
    terminal.step("<Enter><Enter>1<Enter>", "100名业主中0名已答复")
    terminal.step("9", "清册：业主100人，面积9876.54平方米")
    terminal.step(f"57<Enter>{area}<Enter>19<Enter>{other}", TOOK_PART, result)
    terminal.step("<^s>", "Enter 或 Esc 继续", "重大事项")
    terminal.step("<Enter>", "57/")
    text = minutes_of(terminal.play(END))
    assert "业主共100人、专有部分面积9876.54平方米" in text
    assert f"{TOOK_PART}（人数和面积均不少于三分之二，即至少67人、6584.36平方米）" in text
    assert f"同意57人、{area.replace(',', '')}平方米，反对19人、{other}平方米" in text
    assert NEEDED in text and result in text[text.index(NEEDED) :]
    assert ("人数达到而面积未达到" in text) is (result == "未通过。")
    assert "第二百七十八条第一款第六项" in text
    assert "须另行提交业主共同决定" not in text


def test_owners_answer_one_by_one_in_writing(start):
    terminal = with_register(start)
    terminal.step("9", "45栋1单元101")
    terminal.step("5", "业主书面表决")
    terminal.step("筹集维修资金<Enter>同意筹集维修资金<Enter><Enter>6", "四分之三")
    terminal.step("<Enter><Enter>", "表决已开始")
    terminal.step("<F4>", "业主书面表决", "须另行提交业主共同决定")
    terminal.step("5", "100名业主中0名已答复")
    terminal.step("1" * 57, "100名业主中57名已答复", "流会，表决不成立")
    terminal.step("2" * 19, "100名业主中76名已答复", NEEDED, "通过。")
    terminal.step("<^s>", "还有24名业主没有答复", "=  计票")
    terminal.step("<Enter>", "100名业主中76名已答复")
    terminal.step("<^s>", "还有24名业主没有答复")
    terminal.step("=", "Enter 或 Esc 继续", TOOK_PART)
    terminal.step("<Enter>", "同意57/5700.00㎡")
    text = minutes_of(terminal.play(END))
    assert f"{NEEDED}，通过。" in text
    assert "按清册逐户登记后汇总" in text


def test_the_meetings_own_vote_on_it_is_advice(start):
    terminal = with_register(start).play(ON_AGENDA).play(SIGN_IN).play(MOVED)
    terminal.step("1", "同意 *")
    terminal.step("12<Enter>1<Enter>1", "通过。", "须另行提交业主共同决定")
    terminal.step("<^s>", "Enter 或 Esc 继续")
    terminal.step("<Enter>", "协商同意", "仅协商")
    text = minutes_of(terminal.play(END))
    assert "协商意见为通过，须另行提交业主共同决定。" in text
    assert "结果：通过" not in text
