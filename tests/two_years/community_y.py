"""A year of community Y by keys and by Excel: meetings, people, activities, covenant, its report.

Optional, since it takes minutes: three bodies, a roster, 23 meetings of four kinds, 7 issues, 32
tasks, 44 activities and 6 recruitments are entered at 80×24 in Chinese by a clock that moves; what
lists are kept in Excel comes in through the previews. Names are made up. Then F7 and the year's
report in Word are read against the figures that a public report gives. From the root:

    python -m tests.two_years.community_y [folder that is kept]
"""

import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from time import monotonic

import docx

from tests.two_years.play import Play, written

STREET, COUNCIL, CORNER = "Y街道推进会", "Y社区议事会", "45、47栋街角议事会"
CORNERS, TALKS, PUSHES, FACES = 6, 4, 11, 2
MATTERS = (
    "乱扔垃圾", "僵尸车", "消防通道停车", "占道经营", "没有地方坐", "牛皮癣", "共享单车",
)  # fmt: skip
COVENANT = "第一条 垃圾分类投放。\n第二条 楼道不堆物。"
CHAT = "牵头甲一 2019-11-18 08:05\n支持，广告有个去处\n周社工 2019-11-18 08:06\n同意，物业来装"
FACE, ONLINE = "7", "8"
"""Keys of the kinds by name, where a new meeting asks for its kind."""
ON_SCREEN = {
    "召开会议（次）": CORNERS + TALKS + PUSHES + FACES + 1, "推进会": PUSHES, "书记面对面": FACES,
    "线上议事": 1, "举办活动（次）": 44, "举办活动人次": 853, "招募志愿者（现场）（次）": 4,
    "招募志愿者（现场）人次": 48, "招募志愿者（线上）（次）": 2, "招募志愿者（线上）人次": 26,
    "本期办结": 32, "牵头人（期末，人）": 72, "楼栋长（期末，人）": 34,
    "居民小组长（期末，人）": 15,
}  # fmt: skip
"""What F7 has to say of 2019."""
IN_WORD = (
    f"书记面对面{FACES}次", "线上议事1次", "举办活动44次，853人次，528工时",
    "招募志愿者现场4次、线上2次，共74人", "牵头人72人", "楼栋长34人", "依赖度",
)  # fmt: skip
"""What the year's report has to say."""


def _word(number: int) -> str:
    return "甲乙丙丁戊己庚辛壬癸"[number // 10] + "一二三四五六七八九十"[number % 10]


def tables(folder: Path) -> dict[str, Path]:
    """The lists that a committee keeps in Excel, as CSV."""

    def csv(name: str, *rows: Sequence[object]) -> Path:
        file = folder / f"{name}.csv"
        file.write_text("\n".join(",".join(map(str, row)) for row in rows), encoding="utf-8")
        return file

    days = [date(2019, 1, 12) + timedelta(days=7 * n) for n in range(44)]
    heads = [19] * 43 + [853 - 43 * 19]
    return {
        "people": csv(
            "名册", ("姓名", "楼栋", "身份"),
            *((f"牵头{_word(n)}", f"{n + 1}栋", "牵头人") for n in range(72)),
            *((f"楼长{_word(n)}", f"{n + 1}栋", "楼栋长") for n in range(34)),
            *((f"组长{_word(n)}", f"{n + 1}栋", "小组长") for n in range(15)),
        ),
        "tasks": csv(
            "旧台账", ("事项", "责任人", "交办日期", "完成时限", "状态", "办结日期"),
            *(
                (f"第{n + 1}件难题", "凌志远", "2019-03-05", "2019-10-31", "办结", "2019-09-30")
                for n in range(32)
            ),
        ),
        "activities": csv(
            "活动", ("类型", "活动", "日期", "方式", "人次", "参加人"),
            *(
                ("活动", f"第{n + 1}次活动", day.isoformat(), "", heads[n], "红袖标队 6人 2小时")
                for n, day in enumerate(days)
            ),
            *(("招募", f"现场招募{n}", f"2019-0{n}-15", "现场", 12, "") for n in range(3, 7)),
            *(("招募", f"线上招募{n}", f"2019-0{n}-20", "线上", 13, "") for n in range(7, 9)),
            ("活动", "写错年份的一次", "2029-05-01", "", 9, ""),
        ),
    }  # fmt: skip


def begun(folder: Path) -> Play:
    """The program on an empty file."""
    clock = folder / "clock"
    clock.write_text("2019-01-05T09:00:00+08:00", encoding="utf-8")
    return Play(folder, env={"CLOCK": str(clock), "TZ": "Asia/Shanghai"})


def found_by_keys(play: Play, lists: dict[str, Path]) -> None:
    """Three bodies under one another, the roster from Excel, two people one by one, the tree."""
    play.step("", "请先建立一个议事机构")
    play.step("2", "哪一级的议事机构").step("3", "新机构 · 街道")
    play.step(f"{STREET}<^s>", STREET)
    play.step("2", "哪一级的议事机构").step("2", "新机构 · 社区")
    play.step(f"{COUNCIL}<^s>", COUNCIL)
    play.step("2", "哪一级的议事机构").step("1", "新机构 · 街角")
    play.step(f"{CORNER}<^s>", CORNER)
    to(play, "3")
    play.step("<F6>", CORNER).step("1", "登记到")
    play.act("凌志远<Enter>45栋<^s>")
    play.step("<Esc>", CORNER)
    to(play, "2")
    play.step("<F6>", COUNCIL).step("1", "登记到")
    play.act("周社工<Enter><Enter><Enter><Enter>19<Enter>2<^s>")
    play.step("<Esc>", COUNCIL)
    imported(play, "-1", lists["people"], "新增 121")
    play.step("g", "楼栋小组")
    play.act("5", "没有负责人")
    play.step("<Esc>", "名册")


def to(play: Play, key: str) -> None:
    """Work for a body."""
    play.step("<F8>", "为哪个机构工作").press(key).wait_gone("为哪个机构工作")


def imported(play: Play, keys: str, file: Path, *sees: str) -> None:
    """A list by the preview of its importer."""
    play.press(keys).wait_for("文件")
    play.step(f"{file}<^s>", *sees)
    play.act("<Enter>")


def kinds(play: Play) -> None:
    """A template of a kind by name for the council, and of one of ours for the street."""
    to(play, "2")
    play.step("<F3>", "还没有会议").step("t", "模板：书记面对面")
    play.step("8", "自动")
    play.press("<Enter>" * 6 + "听居民讲 60<^s>")
    play.step("", "1项")
    play.step("<Esc>", "还没有会议")


CHAIRS = {"1": "周社工", "2": "zsg", "3": "lzy"}
"""Who chairs in each body, as it is typed; the street has no list of people."""


def planned(play: Play, key: str, day: date, kind: str = "") -> None:
    """Plan a meeting of the body on a day."""
    play.on(day.isoformat())
    to(play, key)
    play.step("<F3>", "6通知等")
    if key == "2":
        play.step("1", "哪一类会议").press(kind or "1")
    else:
        play.press("1")
    play.step("", "筹备会议", "日期 *")
    plan = f"今天<Enter><Enter><Enter><Enter>{CHAIRS[key]}<Enter>"
    play.act(plan + ("<Enter>3<^s>" if key == "1" else "<^s>"))


def opened(play: Play, key: str) -> None:
    """Open the meeting under the cursor; in the council everybody is signed in."""
    play.step("7", "到了没有")
    play.press("3" if key == "2" else "1")
    if key == "1":  # nobody is on its list, so there is nobody else to sign in
        play.wait_for("8签到")
        return
    play.wait_for("进行中")
    play.step("<F4>", "8签到")
    if key == "2":
        play.step("8", "9全到").step("9", "全到？")
        play.act("1")
        play.step("<Esc>", "8签到")


def ended(play: Play) -> None:
    """End the meeting that runs."""
    play.step("0", "结束会议").step("1", "现在结束会议")
    play.act("1")
    play.step("<F3>", "已结束")


def held(play: Play, key: str, day: date, kind: str = "") -> None:
    """One meeting from its plan to its end."""
    planned(play, key, day, kind)
    if kind != FACE:
        play.step("2", "标题")
        play.act("本月的事<^s>")
    opened(play, key)
    if key != "1":
        play.act(f"{CHAIRS[key]} 支持 先说这件<Enter>")
    play.step("9", "结果如何")
    play.act("1")
    ended(play)


def with_covenant(play: Play, day: date) -> None:
    """The covenant is written down, changed by a meeting, and posted with a code."""
    planned(play, "3", day)
    play.step("<F6>", CORNER).step("w", "公约和办法")
    play.step("1", "新文本").press("<Enter>居民公约<Enter>").paste(COVENANT)
    play.act("<^s>", "居民公约", "不详")
    play.step("4", "修订《居民公约》").press("<Enter><^u>")
    play.press("<Down><End>").paste("\n第三条 广告贴在框内。")
    play.wait_for("改动1处")
    play.act("<^s>", "待会议表决1件")
    play.step("<Esc>", "名册").step("<F3>", "修订《居民公约》")
    opened(play, "3")
    play.step("4", "要表决的那一句").step("通过修订后的公约<Enter>lzy", "凌志远")
    play.act("<^s>", "待表决")
    play.step("5", "协商一致").step("5", "有人有异议吗")
    play.act("1")
    play.step("<Enter>", "8签到")
    ended(play)
    play.step("<F6>", CORNER).step("w", "公约和办法")
    play.step("7", "张贴")
    play.act("<^s>")
    play.press("9").wait_for(lambda _play: any(play.folder.rglob("*居民公约.docx")))
    play.step("<Esc>", "名册")


def in_a_group(play: Play, day: date) -> None:
    """A meeting in a group: its chat is pasted, looked at, noted."""
    planned(play, "2", day, ONLINE)
    play.step("2", "标题")
    play.act("公告栏广告位<^s>")
    opened(play, "2")
    play.step("0", "程序问题").step("7", "群里的发言").step("4", "群里的发言", "话")
    play.paste(CHAT)
    play.step("<^s>", "新增 2")
    play.act("<Enter>", "广告有个去处")
    ended(play)


def every(count: int, start: date, step: int = 7) -> Iterator[date]:
    """So many days, that many days apart."""
    return (start + timedelta(days=step * place) for place in range(count))


def lists_in(play: Play, lists: dict[str, Path]) -> None:
    """What was kept in Excel: tasks, activities and recruitments; one row is refused alone."""
    play.on("2020-01-10")
    to(play, "2")
    play.step("<F5>", "跟踪事项")
    imported(play, ".11", lists["tasks"], "新增 32")
    play.step("<F6>", COUNCIL).step("a", "活动")
    imported(play, "-1", lists["activities"], "新增 50", "错误 1")
    play.step("<Esc>", "名册")


_LINE = re.compile(r" {2,}(\S.*?) {2,}(\d+)")
_BAR = " ▁▂▃▄▅▆▇█"


def on_screen(play: Play) -> dict[str, int]:
    """The numbers of F7, page by page as they are read."""
    found: dict[str, int] = {}
    play.press("<Home>").read_for(0.5)
    shown = ""
    while play.text != shown:
        shown = play.text
        for line in (line.rstrip(_BAR) for line in play.lines[2:-2]):
            if part := _LINE.match(line):
                found.setdefault(part[1], int(part[2]))
        play.press("<PageDown>").read_for(0.7)
    return found


def compared(play: Play) -> int:
    """Read the year on the screen and in Word; how many figures are otherwise."""
    to(play, "1")
    play.step("<F7>", "及下级 · ").step("2", "2019年")
    seen, wrong = on_screen(play), 0
    for name, wanted in ON_SCREEN.items():
        print(f"{name}: {seen.get(name)}" + ("" if seen.get(name) == wanted else f" ≠ {wanted}"))
        wrong += seen.get(name) != wanted
    document = docx.Document(str(written(play, "1", "docx")))
    said = "\n".join(
        [part.text for part in document.paragraphs]
        + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    )
    missing = [words for words in IN_WORD if words not in said]
    print("Word lacks:", missing)
    return wrong + len(missing)


def main(folder: Path) -> int:
    """Play it; how many figures are otherwise."""
    begin = monotonic()
    lists = tables(folder)
    play = begun(folder)
    with play:
        found_by_keys(play, lists)
        kinds(play)
        for day in every(CORNERS - 1, date(2019, 2, 1)):
            held(play, "3", day)
        to(play, "3")
        play.step("<F2>", "议题")
        for title in MATTERS:
            play.act(f"1{title} 凌志远<Enter>")
        for day in every(TALKS, date(2019, 3, 2)):
            held(play, "2", day)
        for day in every(FACES, date(2019, 4, 3)):
            held(play, "2", day, FACE)
        for day in every(PUSHES, date(2019, 5, 4), 14):
            held(play, "1", day)
        with_covenant(play, date(2019, 11, 11))
        in_a_group(play, date(2019, 11, 18))
        lists_in(play, lists)
        wrong = compared(play)
    print(f"{monotonic() - begin:.0f} s")
    return wrong


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(main(Path(sys.argv[1])))
    with tempfile.TemporaryDirectory() as made:
        sys.exit(main(Path(made)))
