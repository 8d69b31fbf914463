"""A meeting held line by line: nothing is repainted, and each act says what it did."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from meetings.sitting.debate import Stance
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from storage.records import FileRecords
from tui.cli.main import main
from tui.desk import papers


@pytest.fixture(scope="module")
def made(community: Path) -> bytes:
    return community.read_bytes()


@pytest.fixture
def sample(made: bytes, tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setattr(papers, "user_documents_path", lambda: tmp_path)
    path = tmp_path / "sample.db"
    path.write_bytes(made)
    return path


def plainly(path: Path, *lines: str, words: tuple[str, ...] = ()) -> Result:
    said = "".join(f"{line}\n" for line in lines)
    return CliRunner().invoke(main, ["--records", str(path), *words, "--plain"], input=said)


def the_meeting(path: Path) -> Meeting:
    with FileRecords.open(path, read_only=True) as records, records.reading() as book:
        (found,) = book.find(Meeting, state=MeetingState.OPEN)
        return book.get(Meeting, found.id)


def test_the_state_is_said_in_lines_and_what_can_be_done_below(sample: Path):
    told = plainly(sample, "0")
    assert told.exit_code == 0 and "\x1b" not in told.output
    for words in (
        "〔2026〕第",
        "议程项：2 消防通道停车",
        "动议：在45栋东侧划线",
        "1签到",
        "都已保存",
    ):
        assert words in told.output


def test_a_speech_a_vote_a_decision_and_the_minutes(sample: Path, tmp_path: Path):
    told = plainly(
        sample, "2", "王秀英 支持 早就该划了", "5", "9", "3", "2", "6", "", "李国强", "", "9", "0"
    )  # fmt: skip
    assert told.exit_code == 0, told.output
    meeting = the_meeting(sample)
    assert meeting.speeches[-1].text == "早就该划了" and meeting.speeches[-1].name == "王秀英"
    assert "同意9票，反对3票，弃权2票" in told.output
    assert meeting.decisions[-1].owner == "李国强" and meeting.decisions[-1].deadline is None
    assert meeting.decisions[-1].vote == meeting.votes[-1].id
    (written,) = tmp_path.rglob("*.docx")
    assert "同意9票" in "".join(p.text for p in Document(str(written)).paragraphs)


def test_who_came_is_signed_in_and_what_is_no_name_is_refused_and_asked_again(sample: Path):
    before = len(the_meeting(sample).presence)
    told = plainly(sample, "1", "吴大同", "", "1", "x1", "", "0")
    assert told.exit_code == 0 and "吴大同已签到" in told.output and "不是姓名" in told.output
    assert len(the_meeting(sample).presence) == before + 1


def test_counts_above_the_room_are_refused_in_a_sentence_and_nothing_is_decided(sample: Path):
    told = plainly(sample, "5", "90", "x", "3", "2", "0")
    assert told.exit_code == 0 and "请只输入数字" in told.output
    assert the_meeting(sample).votes[-1].outcome is None


def test_the_next_item_undo_and_the_end_which_is_asked_first(sample: Path):
    told = plainly(sample, "7", "10", "7", "7", "7", "7", "1", "7", "2", "7", "0")
    assert "议程项：3 楼道路灯" in told.output and "撤销" in told.output
    assert told.output.count("这是最后一项") == 2
    assert "会议到此结束" in told.output
    with FileRecords.open(sample, read_only=True) as records, records.reading() as book:
        assert not book.find(Meeting, state=MeetingState.OPEN)


def test_the_end_of_the_input_leaves_and_keeps_what_was_done(sample: Path):
    told = plainly(sample, "2", "王秀英 支持 早就该划了")
    assert told.exit_code == 0 and the_meeting(sample).speeches[-1].text == "早就该划了"


def test_an_unknown_number_and_an_empty_line_ask_again(sample: Path):
    told = plainly(sample, "77", "", "?", "0")
    assert "这里没有“77”" in told.output and told.output.count("1签到") == 2


def test_without_a_meeting_it_says_so_and_ends(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(papers, "user_documents_path", lambda: tmp_path)
    told = plainly(tmp_path / "new.db")
    assert told.exit_code == 0 and "没有正在开的或筹备中的会议" in told.output


def test_it_speaks_english_too(sample: Path):
    told = plainly(sample, "0", words=("--lang", "en"))
    assert "Everything is kept." in told.output


def test_a_day_that_is_not_understood_or_is_over_is_asked_again_and_the_decision_kept(sample: Path):
    told = plainly(sample, "6", "装灯", "刘志明", "下周八", "2020-1-1", "3天", "0")
    assert "看不懂这个日期" in told.output and "2020-01-01" in told.output
    decided = the_meeting(sample).decisions[-1]
    assert (decided.text, decided.owner) == ("装灯", "刘志明") and decided.deadline is not None


def test_who_seconds_is_a_name_and_asked_again_where_it_is_none(sample: Path):
    told = plainly(sample, "3", "装一盏灯", "李国强", "4", "1", "王秀英", "0")
    assert "不是姓名" in told.output
    assert the_meeting(sample).motions[-1].seconder == "王秀英"


def test_who_is_here_already_is_not_signed_in_again_and_a_bad_name_does_not_end_it(sample: Path):
    before = len(the_meeting(sample).presence)
    told = plainly(sample, "1", "王秀英", "x1", "吴大同", "", "0")
    assert "王秀英早就到了" in told.output and "签到1人" in told.output
    assert len(the_meeting(sample).presence) == before + 1


def test_words_after_a_name_that_nobody_has_are_not_put_into_the_mouth_of_the_speaker(sample: Path):
    assert the_meeting(sample).floor is not None
    told = plainly(sample, "2", "王大锤 支持 早该了", "2", "0")
    speech = the_meeting(sample).speeches[-1]
    assert (speech.name, speech.text) == ("王大锤", "早该了")
    assert "王大锤 支持：早该了" in told.output


def test_a_speech_is_said_back_with_whose_it_is(sample: Path):
    assert "张桂兰：救护车进不来" in plainly(sample, "2", "救护车进不来", "0").output
    assert the_meeting(sample).speeches[-1].stance is Stance.UNSAID
    assert "张桂兰 中立：救护车进不来" in plainly(sample, "2", "中立 救护车进不来", "0").output


def test_a_line_that_is_not_utf_8_is_refused_and_the_next_line_is_no_answer_to_it(sample: Path):
    before = len(the_meeting(sample).speeches)
    lines = b"2\n" + "张桂兰 支持 早该了\n".encode("gbk") + b"0\n"
    told = subprocess.run(
        [sys.executable, "-m", "tui", "--records", str(sample), "--plain"],
        input=lines, capture_output=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0 and "不是 UTF-8" in told.stdout.decode(), told.stderr
    assert len(the_meeting(sample).speeches) == before


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal to one process")
def test_ctrl_c_leaves_at_once_and_says_that_everything_is_kept(sample: Path):
    line = [sys.executable, "-m", "tui", "--records", str(sample), "--plain"]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as held:
        assert held.stdin is not None and held.stdout is not None
        while "做什么" not in held.stdout.readline():
            pass
        held.send_signal(signal.SIGINT)
        assert "都已保存" in held.stdout.read() and held.wait(20) == 0
