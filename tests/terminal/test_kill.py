"""The meeting of the walk, killed at ten points: nothing acknowledged, nothing typed is lost.

Where in a word the kill falls is drawn; CRASH_SEED replays a run.
"""

import os
import random
from dataclasses import dataclass

from storage.records import FileRecords
from tests.terminal import walks
from tests.terminal.papers import minutes_text
from tests.terminal.terminal import NotSeen, Terminal
from tests.terminal.walks import Walk

SEED = int(os.environ.get("CRASH_SEED", "20261128"))


@dataclass(frozen=True)
class Kill:
    """Steps up to the point; the field that is open there and its text, cut off somewhere."""

    name: str
    before: Walk
    here: tuple[str, ...]
    """What the next start must show by itself."""
    opens: tuple[str, str] = ("", "")
    """The key that opens the field's form, and what the form shows."""
    text: str = ""
    rest: str = ""
    """What follows the text once it is whole."""
    then: str = ""


def cut(walk: Walk, seen: str) -> tuple[Walk, Walk]:
    """The walk up to the step that shows this text, and what comes after it."""
    for place, (_keys, sees) in enumerate(walk):
        if seen in ((sees,) if isinstance(sees, str) else sees):
            return walk[: place + 1], walk[place + 1 :]
    raise ValueError(seen)


_found, _rest = cut(walks.FOUND, "还没有人")
_planned, _more_items = cut(walks.PLAN, "共2项，合计35分")
_half_in, _other_half = cut(walks.SIGN_IN, "到会 7/16")
_spoken, _after_speech = cut(walks.FIRST, "支持 1 反对 0")
_to_motion, _ = cut(walks.FIRST, "支持 1 反对 1")
_to_vote, _after_hands = cut(walks.FIRST, "待表决")
_, _after_third = cut(walks.THIRD, "支持 1 反对 0")
_over, _final = cut(walks.END, "已结束")

KILLS = (
    Kill("the list of members", _found, ("名册", "莲塘社区居民议事会", "还没有人"),
         ("7", "批量登记"),
         "".join(f"{n} {m}<Enter>" for n, m, _k in walks.MEMBERS[:-1]) + "曹玉 12栋", "<^s><Enter>",
         "在册16人"),
    Kill("an issue", walks.COLLECT[:2], ("议题", "待筛选1个", "中秋邻里节"),
         ("1", "新议题 · "),
         "扶持社区社会组织 +6 何勇", "<Enter>", "待筛选2个"),
    Kill("the agenda", (*walks.COLLECT[3:], *_planned), ("会议", "共2项，合计35分")),
    Kill("the sign-in table", (*_more_items, *_half_in), ("到会 7/16", "未达到", "中秋邻里节")),
    Kill("a speech", (("8", "8临时到会"), *_other_half, *_spoken), ("到会 14/16", "支持 1 反对 0"),
         ("", ""), "hy 反对 去年音响太吵，老人睡不好", "<Enter>", "支持 1 反对 1"),
    Kill("a motion", (), ("支持 1 反对 1", "到会 14/16"),
         ("4", "要表决的那一句"), "办中秋邻里节，九点前结束",
         "<Enter>wf<Enter>xj<^s>", "待表决"),
    Kill("an open vote", (("5", "1  举手表决"), ("1", "同意 *"), ("12<Enter>1", "未投票1人")),
         ("表决方式：举手表决", "办中秋邻里节")),
    Kill("a decision",
         (("5", ("同意 *", "未投票1人")), ("<Enter><Enter>1<^s>", "至少8票"),
          ("<Enter>", "同意12，反对1，弃权1")),
         ("中秋邻里节  通过",), ("6<End>", "责任人"), "，每年一次",
         "<Enter>wf<Enter>居委会<Enter>30天<^s>", "议定 办中秋邻里节"),
    Kill("the next item", (("9", "2 扶持社区社会组织"), *walks.SECOND),
         ("3 议事规则培训", "到会 14/16"), ("", ""),
         "cj 支持 先学规则再议事", "<Enter>", "支持 1 反对 0"),
    Kill("the end", (*_after_third, *_over), ("已结束",)),
)  # fmt: skip


def killed(terminal: Terminal, kill: Kill, draw: random.Random) -> None:
    """Go to the point, kill in the middle of a word, start again, find everything, go on."""
    terminal.play(kill.before)
    text = kill.text
    lines, _, last = text.rpartition("<Enter>")
    head = f"{lines}<Enter>" if lines else ""
    # One letter may stand elsewhere on the screen: it would be taken for kept before it is.
    typed = last[: draw.randrange(2, len(last))].rstrip() if len(last) > 2 else last
    if text:
        terminal.step(*kill.opens)
        terminal.press(head + typed).wait_for(typed)
    terminal.kill()
    terminal.again().wait_for(kill.here)
    if text:
        terminal.step(kill.opens[0], kill.opens[1], typed)
        terminal.step(last[len(typed) :] + kill.rest, kill.then)


def test_killed_at_ten_points_the_meeting_is_held_to_its_end(start):
    draw = random.Random(SEED)
    terminal = start()
    try:
        for kill in KILLS:
            try:
                killed(terminal, kill, draw)
            except NotSeen as missing:
                raise NotSeen(f"killed at {kill.name}: {missing}") from None
        terminal.play((*_final, *walks.EXPORT))
        text = minutes_text(terminal)
    except AssertionError as failed:
        raise AssertionError(f"CRASH_SEED={SEED}: {failed}") from None
    for part in (
        "去年音响太吵，老人睡不好", "办中秋邻里节，九点前结束，每年一次",
        "同意12票、反对1票、弃权1票", "同意13票", "同意14票", "先学规则再议事",
    ):  # fmt: skip
        assert part in text
    terminal.stop()
    with FileRecords.open(terminal.records) as records:
        assert records.access.writes
