"""The journal in plain sentences: every command has words, every entry its gist."""

import importlib
import pkgutil
import re
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

import pytest

import meetings.actions
import meetings.importing
from meetings.actions import found
from meetings.actions.change import USE_CASES
from meetings.matters.followup_states import StepKind
from meetings.matters.issues import IssueState
from meetings.ports import PERMANENT, Change, Entry
from meetings.sitting.presence import Mark
from storage.journal import REDO, UNDO
from storage.records import FileRecords
from tui.language import Language, chinese, set_language
from tui.words.history import command_name, history_line, history_lines
from tui.words.history_commands import COMMANDS
from tui.words.undone import entry_words, words_of

ID = re.compile(r"[a-z]+\.[a-z_]+")
FAMILIES: dict[str, type[StrEnum]] = {
    "issue": IssueState,
    "presence": Mark,
    "follow": StepKind,
}


def named_by(command: str) -> set[str]:
    """The ids that a command can have: itself, or one for each member of its family."""
    family, _, member = command.partition(".")
    if member.startswith("{"):
        return {f"{family}.{one.value}" for one in FAMILIES[family]}
    return {command}


def commands_written() -> set[str]:
    for package in (meetings.actions, meetings.importing):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    return {*PERMANENT, UNDO, REDO}.union(*map(named_by, USE_CASES))


@pytest.fixture(autouse=True)
def _chinese():
    set_language("zh")
    yield
    set_language("zh")


def test_the_walk_finds_the_commands():
    found = commands_written()
    assert {"vote.close", "presence.in", "follow.chase", "meeting.talk", "undo"} <= found
    assert all(ID.fullmatch(command) or command in ("undo", "redo") for command in found)


def test_every_command_of_the_journal_has_words():
    assert sorted(commands_written() - set(COMMANDS)) == []


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_words_of_commands_are_chinese_by_default_and_english_on_demand(command: str):
    assert chinese(COMMANDS[command]) != COMMANDS[command]
    assert command_name(command) == chinese(COMMANDS[command])
    set_language("en")
    assert command_name(command) == COMMANDS[command]


def test_an_unknown_command_still_has_a_word():
    assert command_name("later.version") == "更改"


def entry(command: str, *changes: Change, actor: str = "王社工") -> Entry:
    at = datetime(2026, 11, 24, 19, 42, tzinfo=UTC)
    return Entry("b", 1, "c", command, actor, at, changes)


def test_a_counted_vote_says_its_numbers_and_its_motion():
    counted = Change(
        "vote",
        "v",
        {"state": "open", "tally": None, "outcome": None},
        {
            "state": "closed",
            "tally": '{"abstain":2,"against":4,"for_":8,"invalid":0}',
            "outcome": "passed",
        },
    )
    carried = Change("motion", "m", {"state": "seconded"}, {"state": "carried"})
    settled = Change("agenda_item", "i", {"outcome": None}, {"outcome": "adopted"})
    known = {"v": "在东侧划线", "m": "在东侧划线", "i": "消防通道停车"}
    [line] = history_lines([entry("vote.close", settled, carried, counted)], known)
    assert re.fullmatch(
        r"11月2\d日 \d\d:\d\d 王社工 计票：「在东侧划线」，同意8票、反对4票、弃权2票，通过", line
    )


def test_a_consensus_says_no_numbers_that_nobody_gave():
    before = {"state": "open", "method": "consensus", "tally": None, "outcome": None}
    after = {**before, "state": "closed", "outcome": "passed",
             "tally": '{"abstain":0,"against":0,"for_":5,"invalid":0}'}  # fmt: skip
    [line] = history_lines(
        [entry("vote.close", Change("vote", "v", before, after))], {"v": "换成声控灯"}
    )
    assert line.endswith("计票：「换成声控灯」，通过")


def test_a_step_says_its_words():
    step = Change("step", "s", None, {"text": "已联系物业", "kind": "progress"})
    state = Change("follow_up", "f", {"state": "assigned"}, {"state": "in_hand"})
    assert history_line(entry("follow.progress", step, state), {}).endswith(
        "记进展：已联系物业；办理中"
    )


def test_an_extension_says_the_old_and_the_new_deadline_with_their_years():
    moved = {"text": "等厂家发货", "was_deadline": "2026-11-23", "deadline": "2027-01-05"}
    step = Change("step", "s", None, moved)
    assert history_line(entry("follow.extend", step), {}).endswith(
        "延期：等厂家发货，原定2026年11月23日，2027年1月5日前"
    )


def test_a_motion_reads_as_a_sentence():
    put = Change(
        "motion", "m", None,
        {"text": "在东侧划线", "mover": "王芳", "seconder": "何勇", "state": "seconded"},
    )  # fmt: skip
    said = history_line(entry("motion.propose", put), {})
    assert said.endswith("提出动议：在东侧划线，王芳提出，何勇附议，待表决")


def test_a_stance_is_told_where_somebody_gave_it_or_took_it_back():
    said = {"name": "王芳", "text": "先看看账"}
    new = Change("speech", "s", None, {**said, "stance": "unsaid"})
    assert history_line(entry("speech.add", new), {}).endswith("：王芳 先看看账")
    neutral = {**said, "stance": "neutral"}
    told = Change("speech", "s", None, neutral)
    assert "王芳 中立" in history_line(entry("speech.add", told), {})
    back = Change("speech", "s", neutral, {**said, "stance": "unsaid"})
    assert history_line(entry("speech.edit", back), {}).endswith("：「王芳」 未说")


def test_what_was_taken_out_is_named():
    gone = Change("agenda_item", "i", {"title": "楼道灯", "minutes": 8}, None)
    assert history_line(entry("agenda.drop", gone), {}).endswith("撤下议程项：去掉：楼道灯")


def test_an_entry_without_rows_or_name_is_a_sentence_still():
    assert re.fullmatch(r"11月2\d日 \d\d:\d\d 撤销", history_line(entry("undo", actor=""), {}))


def test_hostile_text_stays_on_one_line_and_short():
    nasty = Change("speech", "s", None, {"name": "A\nB", "text": "\x1b[31m[red]x[/]\u202e" * 300})
    line = history_line(entry("speech.add", nasty), {})
    assert "\n" not in line and "\x1b" not in line and "\u202e" not in line
    assert len(line) < 300


def test_unreadable_values_are_left_out():
    odd = Change("vote", "v", None, {"tally": "not json", "outcome": "unheard_of"})
    assert history_line(entry("vote.close", odd), {}).endswith("计票")


def test_an_entry_of_another_year_says_the_year():
    line = history_line(entry("undo", actor=""), {}, date(2031, 1, 1))
    assert re.match(r"20\d\d年11月", line)


UNNAMED = {"agenda.move", "ledger.rule", "referral.remind"}
"""Commands of the sample that say all by their own words."""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_undo_says_of_every_act_whom_or_what_it_was_about(community: Path, lang: Language):
    """受理议题：已受理 said which state and not which issue; 请发言 not who."""
    set_language(lang)
    colon = "：" if lang == "zh" else ": "
    said: dict[str, list[str]] = {}
    with FileRecords.open(community) as records:
        for body in found.bodies(records):
            for entry in records.history(body.id, limit=1000):
                said.setdefault(entry.command, []).append(words_of(records, entry))
    bare = {command for command, lines in said.items() for line in lines if colon not in line}
    assert bare <= UNNAMED
    assert any("广场舞音量" in line for line in said["issue.accepted"])
    assert any("陈建华" in line for line in said["queue.add"])
    assert any("罗永福" in line for line in said["speaking.give"])
    assert all("「" in line or '"' in line for line in (*said["vote.close"], *said["vote.open"]))


def test_english_puts_its_own_signs_between_the_words_of_a_speech_and_of_a_step():
    set_language("en")
    row = {"name": "Zhang", "stance": "for", "text": "Paint it"}
    assert history_line(entry("speech.add", Change("speech", "s", None, row)), {}).endswith(
        "Speech recorded: Zhang for: Paint it"
    )
    step = entry("follow.progress", Change("step", "s", None, {"text": "Half done"}))
    assert entry_words(step, {}, "Mend the lamp") == "Progress recorded: Mend the lamp; Half done"


def test_a_step_named_as_its_state_is_said_once():
    set_language("en")
    row = {"kind": "report_back", "text": "by phone"}
    after = {"text": "Mend the lamp", "state": "reported_back"}
    change = Change("follow_up", "f", {**after, "state": "completed"}, after)
    step = entry("follow.report_back", Change("step", "s", None, row), change)
    assert history_line(step, {}).lower().count("reported back") == 1
