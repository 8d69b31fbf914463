"""会议工作簿 out: a meeting as the rows of its sheets, the same that come in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from meetings.clean import trim
from meetings.community.bodies import Body
from meetings.importing import headers
from meetings.importing.cells import Cell
from meetings.importing.people import KnownPeople, votes_by_default
from meetings.importing.people_out import roles_said, rows_of_people
from meetings.importing.tasks import task_cells
from meetings.importing.workbook_rule_out import rule_rows
from meetings.importing.workbook_votes_out import (
    NO_VOTE,
    Numbered,
    clock_of,
    move_rows,
    numbered_votes,
    option_rows,
    owner_rows,
    vote_cells,
)
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue
from meetings.procedure.rules import PRESET_NAMES, Rule
from meetings.procedure.verdict import Outcome
from meetings.sitting.agenda import AgendaItem, ItemOutcome
from meetings.sitting.debate import SpeechKind
from meetings.sitting.meeting import Meeting
from meetings.sitting.motions import Motion, MotionState
from meetings.sitting.presence import Mark, RollEntry, Standing, in_time, last_marks
from meetings.sitting.votes import Vote, VoteState
from meetings.terms import term

Rows = dict[str, list[tuple[Cell, ...]]]

HAS_VOTE, HAS_NO_VOTE = "有表决权", "无表决权"
OWN_RULE = "自定规则"
VOID = "作废"
RESULTS: Mapping[Outcome, tuple[ItemOutcome, ...]] = {
    Outcome.PASSED: (ItemOutcome.ADOPTED, ItemOutcome.ADOPTED_MODIFIED, ItemOutcome.AGREED),
    Outcome.FAILED: (ItemOutcome.REJECTED,),
    Outcome.TIED: (ItemOutcome.TIED,),
    Outcome.INQUORATE: (),
}
"""The outcomes of an item that say the same as that of its vote; the first is written."""
INQUORATE = "未达法定人数"
_TELLS = (MotionState.WITHDRAWN, MotionState.POSTPONED)


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting with what its workbook tells besides."""

    body: Body
    meeting: Meeting
    issues: Mapping[str, Issue] = field(default_factory=dict)
    tasks: Sequence[FollowUp] = ()
    people: KnownPeople = field(default_factory=KnownPeople)


def workbook_rows(held: Held) -> Rows:
    """The rows of every sheet, in the order of the columns."""
    meeting = held.meeting
    positions = {item.id: item.position for item in meeting.items}
    votes = numbered_votes(meeting)
    return {
        headers.MEETING: _meeting(held),
        headers.SIGN_IN: [sign_in_row(meeting, entry) for entry in meeting.roll],
        headers.ITEMS: [row for item in meeting.in_order for row in _item(held, item, votes)],
        headers.SPEECHES: [
            (
                positions.get(s.item), clock_of(s.at), s.name,
                term(s.stance) if s.kind is SpeechKind.SPEECH else term(s.kind), trim(s.text),
                s.seconds or None,
            )
            for s in meeting.speeches
        ],
        headers.TASKS: [_task(task, positions) for task in held.tasks],
        headers.PEOPLE: rows_of_people(held.people, held.body, held.people.people),
        headers.MOVES: move_rows(meeting),
        headers.OPTIONS: option_rows(votes),
        headers.OWNERS: owner_rows(votes),
        headers.RULE: rule_rows(meeting.rule or held.body.rule),
    }  # fmt: skip


def rule_said(rule: Rule) -> str:
    """The preset's Chinese name, or that a body wrote its own."""
    return PRESET_NAMES[rule.preset][0] if rule.preset in PRESET_NAMES else rule.name or OWN_RULE


def _meeting(held: Held) -> list[tuple[Cell, ...]]:
    meeting = held.meeting
    start = meeting.opened_at or meeting.starts_at
    expected = sum(1 for entry in meeting.roll if entry.votes)
    said: dict[str, Cell] = {
        "层级": term(held.body.tier),
        "机构": held.body.name,
        "会议名称": meeting.title,
        "次数": meeting.serial,
        "日期": start.date(),
        "开始时间": clock_of(start),
        "结束时间": clock_of(meeting.ended_at or meeting.ends_at),
        "地点": meeting.place,
        "主持人": meeting.chair,
        "记录人": meeting.secretary,
        "应到人数": expected or None,
        "表决规则": rule_said(meeting.rule or held.body.rule),
    }
    return [(key, said[key]) for key in headers.MEETING_KEYS]


def sign_in_row(meeting: Meeting, entry: RollEntry) -> tuple[Cell, ...]:
    """One person as the sheet 签到 tells of them."""
    marks = [mark for mark in in_time(meeting.presence) if mark.person == entry.person]
    came = next((mark.at for mark in marks if mark.kind is Mark.IN), None)
    last = last_marks(marks).get(entry.person)
    left = last.at if came and last is not None and last.kind is Mark.OUT else None
    holder = ""
    if came is not None:
        word = "出席" if entry.votes or entry.standing is Standing.WALK_IN else "列席"
    elif last is not None and last.kind is Mark.PROXY:
        word, holder = "委托", _called(meeting, last.holder)
    else:
        word = "请假" if last is not None and last.kind is Mark.EXCUSED else "缺席"
    role = roles_said(entry.roles)
    if entry.votes != votes_by_default(entry.roles):
        role = "、".join(filter(None, (role, HAS_VOTE if entry.votes else HAS_NO_VOTE)))
    return (entry.name, entry.building, role, word, clock_of(came), clock_of(left), holder)


def _called(meeting: Meeting, person: str | None) -> str:
    found = [entry for entry in meeting.roll if entry.person == person]
    return meeting.called(found[0].person) if found else ""


def _item(held: Held, item: AgendaItem, votes: Numbered) -> list[tuple[Cell, ...]]:
    lines = _motions(held.meeting, item, votes)
    result = term(item.outcome) if item.outcome else ""
    if _tells_more(lines[-1], item):
        lines.append(_Line())
    lines[-1] = lines[-1].ending(result)
    issue = held.issues.get(item.issue or "")
    decided = "\n".join(trim(d.text) for d in held.meeting.decisions if d.item == item.id)
    rows: list[tuple[Cell, ...]] = []
    for place, line in enumerate(lines):
        about: tuple[Cell, ...] = ("", "", "", None)
        if issue is not None and place == 0:
            supporters = issue.supporters
            about = (issue.topic, term(issue.source), issue.raised_name, supporters)
        last = place == len(lines) - 1
        rows.append(
            (
                item.position, item.title, *about, line.motion, *line.counts, line.result,
                decided if last else "", *line.more,
                trim(item.reason) if last else "", trim(item.minority_view) if last else "",
            )
        )  # fmt: skip
    return rows


@dataclass(frozen=True, slots=True)
class _Line:
    motion: str = ""
    counts: tuple[Cell, ...] = ("", None, None, None, None)
    result: str = ""
    outcome: Outcome | None = None
    more: tuple[Cell, ...] = ("", "", *NO_VOTE)

    def ending(self, result: str) -> "_Line":
        return replace(self, result=result)


def _motions(meeting: Meeting, item: AgendaItem, numbers: Numbered) -> list[_Line]:
    found: list[_Line] = []
    for motion in meeting.motions:
        if motion.item != item.id:
            continue
        votes = [(n, vote) for n, vote in numbers.items() if vote.motion == motion.id]
        found.extend(_vote(motion, vote, number) for number, vote in votes)
        if not votes:
            said = term(motion.state) if motion.state in _TELLS else ""
            people = (trim(motion.mover), trim(motion.seconder))
            found.append(_Line(trim(motion.text), result=said, more=(*people, *NO_VOTE)))
    return found or [_Line()]


def _vote(motion: Motion, vote: Vote, number: int) -> _Line:
    assert vote.electorate is not None
    counts: tuple[Cell, ...] = (None, None, None)
    if vote.tally is not None:
        counts = (vote.tally.for_, vote.tally.against, vote.tally.abstain)
    counts = (term(vote.method), len(vote.electorate.present), *counts)
    more = (trim(motion.mover), trim(motion.seconder), *vote_cells(vote, number))
    text = trim(vote.text or motion.text)
    if vote.state is VoteState.VOID:
        return _Line(text, counts, VOID, more=more)
    return _Line(text, counts, result_said(vote.outcome), vote.outcome, more)


def result_said(outcome: Outcome | None) -> str:
    """通过, 未通过, 平票未通过, or that the quorum was missing."""
    if outcome is None:
        return ""
    same = RESULTS[outcome]
    return term(same[0]) if same else INQUORATE


def _tells_more(line: _Line, item: AgendaItem) -> bool:
    """The item ended otherwise than its last line, so that it needs a line of its own."""
    if line.outcome is None:
        return bool(line.result)
    return item.outcome not in RESULTS[line.outcome]


def _task(task: FollowUp, positions: Mapping[str, int]) -> tuple[Cell, ...]:
    said = {**task_cells(task), "议题序号": positions.get(task.item or "")}
    return tuple(said[column] for column in headers.TASK_COLUMNS)
