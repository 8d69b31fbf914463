"""Five names for three seats: 78 representatives of three groups elect, with proxies and rounds, a
teller who has to go, and somebody elected who does not take the seat."""

import io
from dataclasses import replace
from pathlib import Path

from docx import Document

from exports.documents.minutes import minutes_document
from exports.documents.record import record_document
from exports.shown import shown
from meetings.actions import found, prepare
from meetings.actions.finish import record
from meetings.chairing.contradictions import contradictions
from meetings.community.bodies import Tier
from meetings.community.people import Person, Role
from meetings.papers.elected_words import elected_lines, elected_words
from meetings.ports import By
from meetings.procedure.rules import preset
from meetings.sitting.meeting import Meeting
from storage.ids import new_id
from storage.records import FileRecords
from tests.terminal.terminal import Terminal
from tui.desk.core import local_now

GROUPS = ("一片区", "二片区", "三片区")
GIVEN = "安邦昌达恩方光海浩杰康亮明宁鹏强瑞胜涛文祥兴毅勇远泽"
NAMES = tuple(f"{surname}{given}" for surname in "赵钱孙" for given in GIVEN)
"""78 invented representatives, 26 of each group."""
ELECTED = "中选：赵邦、孙邦；钱邦不就任（工作调动）；余1席空缺，是否另行选举未定"
FIVE = ("赵邦", "钱邦", "孙邦", "赵昌", "钱昌")


def prepared(path: Path) -> None:
    """The body with its roll by groups and a meeting of today, as an import leaves them."""
    now = local_now()

    def by() -> By:
        return By("李社工", now, new_id())

    with FileRecords.open(path) as records:
        rule = replace(preset("community-proxies"), proxy_limit=3)
        body = found.found_body(records, by(), Tier.COMMUNITY, "梧桐里居民代表会议", rule)
        for n, name in enumerate(NAMES):
            person = Person("", body.id, name, section=GROUPS[n // 26])
            found.add_person(records, by(), body.id, person, (Role.MEMBER,), True)
        meeting = prepare.plan_meeting(
            records, by(), body.id, "居民代表会议", now, "居委会", "赵安", "钱安"
        )
        prepare.add_item(records, by(), body.id, meeting.id, "推选居民小组长")


def counted(terminal: Terminal, *figures: str) -> None:
    """Both tellers type what they counted, each field after the other."""
    typed = "".join(f"{figure}<Enter>" for figure in figures)
    for place in ("第一位计票人", "第二位计票人"):
        terminal.step("", place).step(f"<Enter>{typed}<^s>", "")


def test_an_election_with_a_second_round_that_is_voided_and_held_again(start, tmp_path):
    prepared(tmp_path / "records.db")
    terminal = start()
    terminal.step("", "梧桐里居民代表会议").step("<F3>", "推选居民小组长")
    terminal.step("7", "到了没有").step("3", "进行中")
    terminal.step("8", "一片区 0/26", "8临时到会")
    terminal.step("赵安<Enter>", "到会 1/78").step("钱安<Enter>", "到会 2/78")
    terminal.step("孙泽7", "代表孙泽").step("1", "委托1")
    terminal.step("孙远7", "代表孙远").step("1", "委托2 计4")
    terminal.step("孙文3", "请假")
    terminal.step("9", "73人").step("1", "到会 75/78")
    terminal.step("", "委托2 计77", "三片区 23/26")
    terminal.step("<Esc>", "法定 52 达到")
    terminal.step("5", "选举").step("2", "选什么")
    names = "<Enter>".join(FIVE)
    terminal.step(f"推选居民小组长<Enter>{names}<Enter><Enter>", "5名候选人")
    terminal.step("3<Enter>赵达<Enter>钱达<Enter>77<^s>", "第一位计票人")
    counted(terminal, "75", "60", "50", "38", "38", "20", "2")
    terminal.step("1", "赵邦、钱邦中选，中选2人，余1席进入第二轮", "发出选票77张，收回77张")
    terminal.step("<Enter>", "接下来怎么办").step("5", "第一位计票人")
    counted(terminal, "41", "34", "0", "2")
    terminal.step("1", "第二轮", "孙邦中选")
    terminal.step("<Enter>", "8签到", "中选：赵邦、钱邦、孙邦")
    terminal.step("0", "宣布一次表决作废").step(".", "哪一次")
    terminal.step("2", "理由").step("多收了一张选票<^s>", "余1席进入第二轮")
    terminal.step("5", "第二轮表决").step("5", "第一位计票人")
    terminal.step("孙达<Enter>40<Enter>35<Enter>0<Enter>2<Enter><^s>", "代替谁")
    terminal.step("1", "孙达代替赵达计票").step("有急事先走<^s>", "第二位计票人")
    terminal.step("<Enter>4", "第二位计票人").kill()
    terminal.again().step("", "进行中").step("5", "孙达已经计完票").step("1", "第二位计票人")
    terminal.step("<Enter>40<Enter>35<Enter>0<Enter>2<Enter><^s>", "孙达与钱达计票一致")
    terminal.step("1", "第二轮", "孙邦中选")
    terminal.step("<Enter>", "8签到", "中选：孙邦 孙邦 40")
    terminal.step("5", "当选人不就任").step("3", "另一次选举").step("3", "谁不就任")
    terminal.step("2", "钱邦不就任").step("工作调动<^s>", "名额怎么办")
    terminal.step("1", "8签到", "余1席空缺")
    terminal.step("0", "结束会议").step("1", "现在结束会议").step("1", "已结束")
    terminal.press("<^q>")
    terminal.wait_exit()
    _the_papers_say_the_same(terminal.records)


def _the_papers_say_the_same(path: Path) -> None:
    with FileRecords.open(path) as records:
        with records.reading() as book:
            (meeting,) = book.find(Meeting)
            meeting = book.get(Meeting, meeting.id)
        told = record(records, meeting.id, local_now())
    assert [vote.state.value for vote in meeting.votes] == ["closed", "void", "closed"]
    [item] = told.minutes.items
    assert elected_words(item.elected) == ELECTED
    (changed,) = [one for vote in meeting.votes if vote.election for one in vote.election.changes]
    assert (changed.name, changed.by, changed.reason) == ("赵达", "孙达", "有急事先走")
    assert elected_lines(meeting, meeting.items[0].id) == item.elected
    document = minutes_document(told.minutes)
    (path.parent / "minutes.docx").write_bytes(document)
    text = "\n".join(shown(document).lines)
    assert f"{ELECTED}。" in text and "会议通过本项" not in text
    assert "多收了一张选票" in text and "一片区到会26人" in text
    assert "三片区到会23人、委托2人（应到26人）" in text
    table = Document(io.BytesIO(document)).tables[-1]
    heads, *rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert heads == ["候选人", "第1轮得票", "第2轮得票", "结果"]
    assert rows == [
        ["赵邦", "60", "", "中选"], ["钱邦", "50", "", "中选，不就任"],
        ["孙邦", "38", "40", "中选"], ["赵昌", "38", "35", ""], ["钱昌", "20", "", ""],
    ]  # fmt: skip
    whole = "\n".join(shown(record_document(told)).lines)
    assert ELECTED in whole and "发出选票77张，收回77张" in whole
    assert "孙达代替赵达计票（有急事先走）" in whole
    assert not list(contradictions(meeting))
