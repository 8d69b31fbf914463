"""Two years of a ledger by keys: 28 matters, every act on them, and what is reported of them.

Optional, since it takes a minute or more: brings in an old list, hands over, shares out, extends,
ends in each way, takes up again, passes up two tiers and back, at 80×24 in Chinese by a clock that
moves. Then every number of the tasks in F7, Excel and Word is laid beside plain SQL. From the root:

    python -m tests.two_years.play [folder that is kept]
"""

import re
import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import date, datetime
from functools import partial
from pathlib import Path
from time import monotonic

import docx
from python_calamine import CalamineWorkbook

from meetings.actions import found
from meetings.community.bodies import Tier
from meetings.figures.periods import Length, Period, whole
from meetings.matters.issues import IssueState
from meetings.ports import By
from meetings.procedure.rules import preset
from meetings.terms import term
from storage.ids import new_id
from storage.records import FileRecords
from tests.data.ledger_sql import flow_of, issue_states, steps_of
from tests.terminal.prepared import COMMUNITY, CORNER, SUBDISTRICT
from tests.terminal.terminal import NotSeen, Terminal

FOUNDED = datetime(2026, 1, 4, 9).astimezone()
OLD_LEDGER = """事项,责任人,交办日期,完成时限,办结日期,是否办结
旧事项1,陈建华,2026-01-05,2026-01-20,,否
旧事项2,陈建华,2026-01-06,2026-01-25,2026-01-21,是
旧事项3,陈建华,2026-01-07,2026-01-30,,否
旧事项4,陈建华,2026-01-08,2026-02-05,2026-02-08,是
旧事项5,陈建华,2026-01-09,2026-02-10,,否
旧事项6,陈建华,2026-01-12,2026-02-15,2026-02-12,是
"""
YES = "3当面说了<^s>|41当面看过<^s>|5谢谢<^s>"
"""Told to the resident, who is content; closed."""


class Play(Terminal):
    """The program by a clock that the story moves; each act waits until it is in the records."""

    PROGRAM = (sys.executable, "-m", "tests.two_years.clocked")

    def on(self, day: str) -> None:
        """Come back on another day."""
        new = self.folder / "clock.new"
        new.write_text(f"{day}T09:00:00+08:00", encoding="utf-8")
        new.replace(self.folder / "clock")

    @property
    def entries(self) -> int:
        """How many acts are in the records."""
        with closing(sqlite3.connect(f"file:{self.records}?mode=ro", uri=True)) as conn:
            return int(conn.execute("SELECT count(*) FROM entry").fetchone()[0])

    def act(self, keys: str, *sees: str) -> None:
        """Acts with one key script each, parted by |; what is seen after the last."""
        for one in keys.split("|"):
            wanted = self.entries + 1
            self.press(one)
            try:
                self.wait_for(partial(_has, wanted))
            except NotSeen as missing:
                raise NotSeen(f"after {one!r}: {missing}") from None
        self.wait_for(sees)

    def to(self, number: int) -> None:
        """Put the cursor on the task of this number; the ledger shows its own, by number."""
        self.press("<Home>" + "<Down>" * (number - 1))
        marked = re.compile(rf"^> +{number} ", re.MULTILINE)
        self.wait_for(lambda terminal: marked.search(terminal.text) is not None)

    def task(self, number: int, keys: str, *sees: str) -> None:
        """Acts on one task."""
        self.to(number)
        self.act(keys, *sees)

    def ledger_of(self, key: str, name: str) -> None:
        """Work for a body, and see all of its own tasks by number."""
        self.step("<F8>", "为哪个机构工作").step(key, name)
        self.step("<F5>", "跟踪事项").step("8", "筛选")
        self.press("166<^s>").wait_for("全部事项 · 按编号")


def _has(entries: int, play: Terminal) -> bool:
    return isinstance(play, Play) and play.entries >= entries


def prepared(folder: Path) -> Play:
    """Three bodies under one another, an older list to bring in, and the program on them."""
    above = None
    with FileRecords.open(folder / "records.db") as records:
        for tier, name, rule in (
            (Tier.SUBDISTRICT, SUBDISTRICT, "community"),
            (Tier.COMMUNITY, COMMUNITY, "community"),
            (Tier.CORNER, CORNER, "corner"),
        ):
            by = By("王社工", FOUNDED, new_id())
            above = found.found_body(records, by, tier, name, preset(rule), above).id
    (folder / "旧台账.csv").write_text(OLD_LEDGER, encoding="utf-8")
    clock = folder / "clock"
    clock.write_text("2026-03-06T09:00:00+08:00", encoding="utf-8")
    return Play(folder, env={"CLOCK": str(clock), "TZ": "Asia/Shanghai"})


def in_2026(play: Play) -> None:
    """Brought in, done on an earlier day, extended, not satisfied, moved away, void, handed on."""
    play.ledger_of("3", CORNER)
    play.press(".11").wait_for("文件")
    play.press(f"{play.folder / '旧台账.csv'}<^s>").wait_for("新增 6")
    play.act("<Enter>", "跟踪事项6件")
    play.on("2026-03-16")
    play.act("|".join(f"0事项{n}<Enter>物业<Enter><Enter>4-20<^s>" for n in range(7, 11)))
    play.on("2026-04-10")
    play.task(7, f"2<ShiftTab>8日<Enter>修好了<^s>|{YES}", "7号现在是：销号", "4月8日 办结")
    play.on("2026-04-15")
    play.task(8, "66-1<Enter>等材料<^s>", "原定2026年4月20日")
    play.on("2026-05-20")
    play.task(8, "2<ShiftTab>18日<Enter>装好了<^s>|3电话说了<^s>|43还漏水<^s>", "不满意")
    play.task(9, "b1搬到外地了<^s>", "搬走或去世")
    play.task(10, "b3和7号是一件事<^s>", "作废")
    play.on("2026-06-10")
    play.act("|".join(f"0事项{n}<Enter>李国强<Enter><Enter>7-10<^s>" for n in range(11, 15)))
    play.on("2026-06-12")
    play.task(11, "d不归我管<^s>", "退办")
    play.on("2026-06-20")
    play.task(11, "9社区<^s>", "给社区")
    play.task(12, "9张桂兰<^s>", "由李国强")
    shared = "m1物业<Enter>拆棚<Enter>6-30<^s>|1社区<Enter>装灯<^s>|267-5<Enter>下雨<^s>"
    play.task(13, shared, "物业：拆棚（2026年7月5日）")
    play.on("2026-07-03")
    play.press("<Esc>")
    play.task(13, "m22<^s>|32<^s>", "分工全部办结")
    play.press("<Esc>")
    play.task(13, YES, "13号现在是：销号")
    play.on("2026-08-01")
    play.task(14, "b2没有地方<^s>", "无法办理")
    play.on("2026-10-08")
    play.task(14, "711-1<Enter>又有地方了<^s>", "14号现在是：办理中")
    play.on("2026-11-05")
    play.act("|".join(f"0事项{n}<Enter>物业<Enter><Enter>12-20<^s>" for n in range(15, 19)))
    play.to(15)
    play.act("<Space><Space><Space><Space>1一起看过<^s>", "4件")
    play.act("<^z>", "已撤销")
    play.on("2026-12-01")
    play.task(15, f"2办好了<^s>|{YES}", "15号现在是：销号")


def in_2027(play: Play) -> None:
    """Taken up again after a year, nobody found on three days, found settled by the assembly."""
    play.on("2027-02-10")
    play.task(15, "73-10<Enter>又坏了<^s>", "15号现在是：办理中")
    play.task(16, "2办好了<^s>|3贴了条<^s>|44没人<^s>", "联系不上")
    for day in ("11", "12"):
        play.on(f"2027-02-{day}")
        play.task(16, "44没人<^s>", "联系不上")
    play.task(16, "b1三次没找到<^s>", "16号现在是：了结")
    play.on("2027-03-01")
    play.task(15, f"2又修好<^s>|{YES}", "15号现在是：销号")
    play.act("|".join(f"0事项{n}<Enter>物业<Enter><Enter>4-20<^s>" for n in range(19, 23)))
    play.on("2027-05-01")
    play.task(19, "2办好了<^s>|3说了<^s>|42还行<^s>|b2会上认定<^s>", "19号现在是：了结")
    play.task(20, "c<^s>", "督办")


def above(play: Play) -> None:
    """What the bodies above have of their own."""
    play.on("2027-05-04")
    play.ledger_of("2", COMMUNITY)
    play.act("|".join(f"0社区事{n}<Enter>居委会<Enter><Enter>6-4<^s>" for n in range(1, 4)))
    play.on("2027-06-01")
    play.task(1, f"2办好了<^s>|{YES}", "1号现在是：销号")
    play.ledger_of("1", SUBDISTRICT)
    play.act("|".join(f"0街道事{n}<Enter>城管<Enter><Enter>7-1<^s>" for n in range(1, 3)))


def two_tiers_up(play: Play) -> None:
    """Passed up twice, promised above, answered down, done there, settled where it came from."""
    play.on("2027-07-05")
    play.step("<F8>", "为哪个机构工作").step("3", CORNER).step("<F2>", "这里没有议题")
    play.act("1路口装灯 #公共空间 +3<Enter>|5要街道办<Enter>贴过条<^s>", "已上提")
    play.step("<F8>", "为哪个机构工作").step("2", "待签收1").step("=", "试验社区议事会 · 显示")
    play.act("1|5社区没钱<^s>", "已上提至街道")
    play.step("<F8>", "为哪个机构工作").step("1", "试验街道推进会 · 显示")
    play.act("1|2|3九月前装好<Tab><Tab>路口装灯<Enter>市政<Enter>9-1<^s>", "已回复")
    play.step("<F8>", "为哪个机构工作").step("2", "试验社区议事会 · 显示").step("3", "九月前装好")
    play.act("<^s>", "已回复")
    play.ledger_of("3", CORNER)
    play.press("<End>").wait_for("〔街道〕")
    play.on("2027-09-05")
    play.ledger_of("1", SUBDISTRICT)
    play.task(3, f"2<ShiftTab>3日<Enter>装好了<^s>|{YES}", "3号现在是：销号")
    play.step("<F8>", "为哪个机构工作").step("3", CORNER).step("<F2>", CORNER)


PERIODS = (
    ("2", "2027年", whole(Length.YEAR, date(2027, 1, 1))),
    ("<Left>", "2026年", whole(Length.YEAR, date(2026, 1, 1))),
    ("4" + "<Left>" * 8, "2027年5月", whole(Length.MONTH, date(2027, 5, 1))),
    ("3" + "<Left>" * 4, "2027年第一季度", whole(Length.QUARTER, date(2027, 1, 1))),
)
"""Keys in F7 in January 2028, what the heading then says, and the period."""
FLOW = {
    "期初结存": "begin", "本期新增": "new", "终结后复办": "again", "本期终结": "ends",
    "期末结存": "end", "其中逾期": "late", "已办结待销号": "waiting",
}  # fmt: skip
STEPS = {
    "延期（次）": "kind = 'extend'", "督办（次）": "kind = 'chase'",
    "居民认可销号": "kind = 'close'", "搬走或去世": "ending = 'gone'",
    "无法办理": "ending = 'impossible'", "联系不上": "ending = 'unreachable'",
    "议事会认定": "ending = 'assembly'", "作废（不计新增、办结、各率）": "ending = 'void'",
}  # fmt: skip


STANDING = "议题期末状态"
"""The group of the screen and of Excel that tells how issues stood."""


def by_sql(play: Play, period: Period) -> dict[str, int]:
    """What plain SQL counts in the records, under the names of the figures."""
    with closing(sqlite3.connect(f"file:{play.records}?mode=ro", uri=True)) as conn:
        flow, steps = flow_of(conn, period), steps_of(conn, period)
        found = {name: flow[part] for name, part in FLOW.items()}
        counted = {name: steps(condition) for name, condition in STEPS.items()}
        counted |= {
            f"{STANDING}{term(IssueState(state))}": n
            for state, n in issue_states(conn, period).items()
        }
    always = ("延期（次）", "督办（次）")
    return found | {name: n for name, n in counted.items() if n or name in always}


_BAR_LINE = re.compile(r" +(\S+) +(\d+)/\d+ +#+")
_STOOD = re.compile(r"按期末状态，(.*?)。")
_LINE = re.compile(r" {2,}(\S.*?) {2,}(\d+)")
_HEAD = re.compile(r" (\S+)")
_BAR = " ▁▂▃▄▅▆▇█"


def on_screen(play: Play) -> dict[str, int]:
    """The figures of the tasks, page by page as they are read."""
    found: dict[str, int] = {}
    group = ""
    play.press("<Home>").wait_for(lambda terminal: terminal.lines[2].startswith(" 会议"))
    _settled(play)
    while True:
        for line in (line.rstrip(_BAR) for line in play.lines[2:-2]):
            if (head := _HEAD.fullmatch(line)) is not None:
                group = head[1]
            elif group == STANDING and (part := _BAR_LINE.fullmatch(line)):
                found[f"{STANDING}{part[1]}"] = int(part[2])
            elif (part := _LINE.fullmatch(line)) and group in ("督办事项", "办理质量"):
                found[part[1]] = int(part[2])
        if not _turned(play):
            return found


def _turned(play: Play) -> bool:
    """The next page is there; False on the last."""
    shown = play.lines[2:-2]
    try:
        play.press("<PageDown>").wait_for(lambda one: one.lines[2:-2] != shown, patience=2)
    except NotSeen:
        return False
    _settled(play)
    return True


def _settled(play: Play) -> None:
    """Nothing more is drawn, however slow the machine is."""
    shown = ""
    while play.text != shown:
        shown = play.text
        play.read_for(0.5)


def in_excel(file: Path) -> dict[str, int]:
    """The same in the workbook."""
    sheet = CalamineWorkbook.from_path(str(file)).get_sheet_by_name("指标").to_python()
    stood = {f"{STANDING}{row[1]}": int(float(str(row[2]))) for row in sheet if row[0] == STANDING}
    return stood | {
        str(row[1]).removeprefix("其中："): int(float(str(row[2])))
        for row in sheet
        if row[0] in ("督办事项", "办理质量") and row[2] != ""
    }


def in_word(file: Path) -> dict[str, int]:
    """The same in the report's last table."""
    document = docx.Document(str(file))
    said = "".join(paragraph.text for paragraph in document.paragraphs)
    stood = {
        f"{STANDING}{word}": int(n)
        for part in _STOOD.findall(said)
        for word, n in re.findall(r"([^、\d]+)(\d+)件", part)
    }
    rows = [[cell.text for cell in row.cells] for row in document.tables[-1].rows]
    return stood | {
        row[1].removeprefix("其中："): int(row[2])
        for row in rows
        if row[0] in ("督办事项", "办理质量") and row[2].isdigit()
    }


def written(play: Play, key: str, kind: str) -> Path:
    """Write the report by keys; the file."""
    before = set(play.folder.rglob(f"*.{kind}"))
    play.step("9", "文字报告").press(key)
    play.wait_for(lambda _terminal: set(play.folder.rglob(f"*.{kind}")) > before)
    play.read_out()
    (new,) = set(play.folder.rglob(f"*.{kind}")) - before
    return new


def compared(play: Play) -> int:
    """Read four periods on the screen, in Excel and in Word; how many numbers SQL has otherwise."""
    play.on("2028-01-05")
    play.step("<F8>", "为哪个机构工作").step("1", SUBDISTRICT).step("<F7>", "及下级 · ")
    wrong, read = 0, {}
    for keys, heading, _period in PERIODS:
        play.step(keys, f"及下级 · {heading}")
        read[heading] = on_screen(play)
    for keys, heading, period in PERIODS:
        play.step(keys, f"及下级 · {heading}").read_out()
        wanted = by_sql(play, period)
        told = {
            "the screen": read[heading], "Excel": in_excel(written(play, "2", "xlsx")),
            "Word": in_word(written(play, "1", "docx")),
        }  # fmt: skip
        for where, numbers in told.items():
            amiss = {n: (v, numbers.get(n)) for n, v in wanted.items() if numbers.get(n) != v}
            wrong += len(amiss)
            print("FAIL" if amiss else "ok  ", heading, where, len(wanted), amiss or "", flush=True)
    return wrong


def main() -> int:
    """Play in a folder (one that is named is kept), and lay the numbers beside each other."""
    with tempfile.TemporaryDirectory() as passing:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else passing)
        folder.mkdir(parents=True, exist_ok=True)
        begun = monotonic()
        play = prepared(folder)
        with play:
            play.wait_for("试验")
            for act in (in_2026, in_2027, above, two_tiers_up):
                act(play)
                print(f"{monotonic() - begun:5.0f} s  {act.__name__}", flush=True)
            wrong = compared(play)
        with closing(sqlite3.connect(folder / "records.db")) as conn:
            (tasks,) = conn.execute("SELECT count(*) FROM follow_up").fetchone()
            [(settled,)] = conn.execute(
                "SELECT state FROM issue JOIN body ON body.id = issue.body WHERE tier = 'corner'"
            ).fetchall()
        print("ok  " if tasks == 28 else "FAIL", tasks, "matters")
        print("ok  " if settled == "settled" else "FAIL", "settled where it came from")
        return int(wrong > 0 or tasks != 28 or settled != "settled")


if __name__ == "__main__":
    sys.exit(main())
