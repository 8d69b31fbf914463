"""会议工作簿 out: a meeting with its votes and rule as rows on sheets."""

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime, time

from meetings.chairing.tallying import without_objections
from meetings.clean import trim
from meetings.community.bodies import Body
from meetings.dataclass import dataclass
from meetings.importing import columns
from meetings.importing.cells import Cell
from meetings.importing.people.plan import ExistingPeople, rows_of_people
from meetings.importing.people.rows import roles_text, votes_by_default
from meetings.importing.tasks.out import task_cells
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue
from meetings.papers.outcome_words import on_paper
from meetings.procedure.rules import OWN, PRESET_NAMES, PRESETS, ProxyUse, Rule, Voters, preset_key
from meetings.procedure.shares import Basis, Threshold
from meetings.procedure.verdict import Outcome
from meetings.sitting.agenda import AgendaItem, ItemOutcome
from meetings.sitting.debate import SpeechKind
from meetings.sitting.guests import UNIT, unit_of
from meetings.sitting.meeting import Meeting
from meetings.sitting.motions import Motion, MotionState
from meetings.sitting.officers import Officer, officers_of
from meetings.sitting.presence import Mark, RollEntry, Standing, in_time, labels, last_marks
from meetings.sitting.votes import (
    Declined,
    Method,
    TellerChange,
    Vote,
    VoteState,
    options_verdict,
)
from meetings.terms import stance_word, term

LABELS: Mapping[str, str] = {
    "preset": "依据", "name": "名称", "quorum": "法定人数", "passing": "通过",
    "passing_too": "并须", "veto": "须无人反对", "owners": "业主共同决定", "voters": "表决人",
    "may_exceed_expected": "可多于应到", "proxies": "委托", "proxy_limit": "一人受托数",
    "seconding": "须附议", "uncounted_hands": "可不逐一计数", "casting_vote": "决定票",
    "revotes": "平票重新表决次数", "speech_seconds": "每次发言秒数",
    "speeches_per_motion": "每件发言次数", "new_speakers_first": "未发言者优先",
    "alternate_sides": "正反轮流", "notice_days": "通知天数", "posting_days": "公示天数",
    "follow_majority": "从多数", "follow_majority_source": "从多数依据", "source": "出处",
    "source_date": "出处日期", "source_note": "出处说明", "adopted": "议定",
}  # fmt: skip
"""Every field of a rule under its word in the sheet."""
NONE = "不要求"
_YES, _NO = "是", "否"
BASES = {
    "应到": Basis.EXPECTED, "实到": Basis.PRESENT, "投票": Basis.CAST, "同意和反对": Basis.DECISIVE,
}  # fmt: skip
STRICT = {"超过": True, "不少于": False}
_VOTERS = {"成员": Voters.MEMBERS, "到会的人": Voters.EVERYBODY}
_PROXIES = {
    "不计": ProxyUse.NOT_COUNTED, "计入表决": ProxyUse.VOTES,
    "计入法定人数和表决": ProxyUse.QUORUM_AND_VOTES,
}  # fmt: skip
_PRESETS = {names[0]: key for key, names in PRESET_NAMES.items()} | {"自定": OWN}
WORDS: Mapping[str, Mapping[str, object]] = {
    "preset": _PRESETS, "voters": _VOTERS, "proxies": _PROXIES,
}  # fmt: skip
THRESHOLDS = frozenset({"quorum", "passing", "passing_too"})


def rule_rows(rule: Rule) -> list[tuple[Cell, ...]]:
    """A line for each provision; none where the rule is a preset as the program brings it."""
    if rule == PRESETS.get(rule.preset):
        return []
    return [(word, _provision_cell(field, getattr(rule, field))) for field, word in LABELS.items()]


def _provision_cell(field: str, value: object) -> Cell:
    if field in THRESHOLDS:
        return threshold_text(value) if isinstance(value, Threshold) else NONE
    if field in WORDS:
        return next((word for word, one in WORDS[field].items() if one == value), str(value))
    if isinstance(value, bool):
        return _YES if value else _NO
    return value if isinstance(value, int) else str(value)


def threshold_text(threshold: Threshold) -> str:
    """不少于应到的2/3: whether the number itself is enough, the base, the share."""
    base = next(word for word, basis in BASES.items() if basis is threshold.basis)
    share = threshold.share
    how = next(word for word, strict in STRICT.items() if strict is share.strict)
    return f"{how}{base}的{share.numerator}/{share.denominator}"


Numbered = Mapping[int, Vote]
"""Votes under the number that the sheets call them by (表决号)."""

FOR, AGAINST = "同意", "反对"
NO_VOTE: tuple[Cell, ...] = (None, None, None, None, None, None, "", "", "", "")


def clock_of(moment: datetime | None) -> time | None:
    """The time of day to the minute."""
    return moment.time().replace(second=0, microsecond=0) if moment else None


def numbered_votes(meeting: Meeting) -> dict[int, Vote]:
    """The counted votes in the order of the rows of 议题: by item, by motion, by round."""
    found = [
        vote
        for item in meeting.in_order
        for motion in meeting.motions
        if motion.item == item.id
        for vote in meeting.votes
        if vote.motion == motion.id and vote.counted
    ]
    return dict(enumerate(found, 1))


def vote_cells(vote: Vote, number: int) -> tuple[Cell, ...]:
    """表决号, 表决时间, 应到, 回避, 受委托, 无效, 不计数, 决定票, 采用理由, 作废理由."""
    room = vote.electorate
    assert room is not None
    invalid = vote.tally.invalid if vote.tally is not None else 0
    return (
        number, clock_of(vote.closed_at or vote.opened_at), len(room.expected) or None,
        len(room.recused) or None, len(room.represented) or None, invalid or None,
        _side(vote.majority), _side(vote.casting), trim(vote.override_reason),
        trim(vote.void_reason) if vote.state is VoteState.VOID else "",
    )  # fmt: skip


def late_cells(vote: Vote) -> tuple[Cell, ...]:
    """计票人, and how many insisted where objections were asked for: their names stay here."""
    tellers = vote.tellers or (vote.election.tellers if vote.election else ())
    insisting = {objection.name for objection in vote.objections if objection.stands}
    return "、".join(map(trim, tellers)), len(insisting) if vote.objections_asked else None


def _side(side: bool | None) -> str:
    return "" if side is None else FOR if side else AGAINST


def move_rows(meeting: Meeting) -> list[tuple[Cell, ...]]:
    """到离: the timeline of presence in the order in which it happened."""
    called = labels(meeting.roll)
    positions = meeting.numbers
    return [
        (
            clock_of(mark.at), called.get(mark.person, ""), term(mark.kind),
            positions.get(mark.item or ""), called.get(mark.holder or "", ""), trim(mark.reason),
        )
        for mark in in_time(meeting.presence)
        if mark.person in called
    ]  # fmt: skip


def point_rows(meeting: Meeting) -> list[tuple[Cell, ...]]:
    """要点: what a person took together for the minutes, and of which speeches."""
    numbers = {speech.id: number for number, speech in enumerate(meeting.speeches, 1)}
    return [
        (
            meeting.numbers[item.id], term(point.kind), trim(point.text),
            "、".join(str(numbers[id]) for id in point.speeches if id in numbers),
        )
        for item in meeting.in_order
        for point in item.points
    ]  # fmt: skip


def option_rows(votes: Numbered, rule: Rule) -> list[tuple[Cell, ...]]:
    """选项: what each option got, and whether it was chosen."""
    numbers = {vote.id: number for number, vote in votes.items()}
    return [
        (
            number, option.label, option.votes, vote.choose, vote.seats,
            numbers.get(vote.run_off_of or ""), _YES if option.label in won else "",
        )
        for number, vote in votes.items()
        for won in [_winners(vote, rule)]
        for option in vote.options
    ]  # fmt: skip


def _winners(vote: Vote, rule: Rule) -> Sequence[str]:
    """Who or what was chosen; nobody by a vote that is void."""
    if not vote.options or vote.state is VoteState.VOID:
        return ()
    return options_verdict(vote, rule).winners


def election_rows(votes: Numbered) -> list[tuple[Cell, ...]]:
    """选举: the list of voters and the papers of an election, as far as somebody counted them."""
    return [
        (
            number, vote.election.pool, vote.election.given_out, vote.election.taken_in,
            "、".join(vote.election.stood_down),
            "\n".join(map(_change_said, vote.election.changes)),
            "\n".join(map(_declined_said, vote.election.declined)),
            "\n".join(vote.election.answers),
        )
        for number, vote in votes.items()
        if vote.election is not None
    ]  # fmt: skip


def _change_said(change: TellerChange) -> str:
    """2026-11-29 15:20+08:00 赵达→孙达：身体不适."""
    return f"{_minute(change.at)} {change.name}→{change.by}：{trim(change.reason)}"


def _declined_said(one: Declined) -> str:
    """2026-12-01 09:00+08:00 周敏→何勇：工作调动（依据：选举办法第五条）."""
    follows = f"→{one.successor}" if one.successor else ""
    by_rule = f"（依据：{trim(one.provision)}）" if one.successor else ""
    return f"{_minute(one.at)} {one.name}{follows}：{trim(one.reason)}{by_rule}"


def _minute(at: datetime) -> str:
    return at.isoformat(sep=" ", timespec="minutes")


def owner_rows(votes: Numbered) -> list[tuple[Cell, ...]]:
    """业主表决: the roll and the areas behind a count, in m²."""
    rows: list[tuple[Cell, ...]] = []
    for number, vote in votes.items():
        poll = vote.owners
        if poll is None or poll.areas is None:
            continue
        sides = poll.areas.by_side().values()
        rows.append(
            (
                number, term(poll.matter), poll.heads, poll.units, poll.area / 100,
                *(side / 100 or None for side in sides), poll.rule.follow_majority_source,
            )
        )  # fmt: skip
    return rows


Rows = dict[str, list[tuple[Cell, ...]]]

HAS_VOTE, HAS_NO_VOTE = "有表决权", "无表决权"
WALKED_IN = "到场"
"""Who came in without being on the roll, where no role says that they have no seat's vote."""
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
SEATS_LEFT: Mapping[Outcome | None, str] = {
    Outcome.TIED: "中选{won}人，余{left}席，得票相同", Outcome.FAILED: "中选{won}人，余{left}席",
}  # fmt: skip
"""A round of an election that filled some seats; only the first has level names for the rest."""
_TELLS = (MotionState.WITHDRAWN, MotionState.POSTPONED)


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting with what its workbook tells besides."""

    body: Body
    meeting: Meeting
    issues: Mapping[str, Issue] = field(default_factory=dict)
    tasks: Sequence[FollowUp] = ()
    people: ExistingPeople = field(default_factory=ExistingPeople)


def workbook_rows(held: Held) -> Rows:
    """The rows of every sheet, in the order of the columns."""
    meeting = held.meeting
    positions = meeting.numbers
    votes = numbered_votes(meeting)
    return {
        columns.MEETING: _meeting(held),
        columns.SIGN_IN: [
            *(sign_in_row(meeting, entry) for entry in meeting.roll),
            *(_in_words_row(officer) for officer in officers_of(meeting)
              if officer.name in meeting.officers_in_words),
        ],
        columns.ITEMS: [row for item in meeting.in_order for row in _item(held, item, votes)],
        columns.SPEECHES: [
            (
                positions.get(s.item), clock_of(s.said_at), s.name,
                stance_word(s.stance) if s.kind is SpeechKind.SPEECH else term(s.kind),
                trim(s.text), s.seconds or None, number,
            )
            for number, s in enumerate(meeting.speeches, 1)
        ],
        columns.TASKS: [_task(task, positions) for task in held.tasks],
        columns.PEOPLE: rows_of_people(held.people, held.body, held.people.people),
        columns.MOVES: move_rows(meeting),
        columns.OPTIONS: option_rows(votes, meeting.rule or held.body.rule),
        columns.OWNERS: owner_rows(votes),
        columns.ELECTIONS: election_rows(votes),
        columns.POINTS: point_rows(meeting),
        columns.RULE: rule_rows(meeting.rule or held.body.rule),
    }  # fmt: skip


def rule_name(rule: Rule) -> str:
    """The preset's Chinese name, or that a body wrote its own."""
    names = PRESET_NAMES.get(preset_key(rule))
    return names[0] if names else rule.name or OWN_RULE


def _meeting(held: Held) -> list[tuple[Cell, ...]]:
    meeting = held.meeting
    start = meeting.began_at
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
        "表决规则": rule_name(meeting.rule or held.body.rule),
        "法律问答": "\n".join(meeting.answers),
    }
    return [(key, said[key]) for key in columns.MEETING_KEYS]


def sign_in_row(meeting: Meeting, entry: RollEntry) -> tuple[Cell, ...]:
    """One person as the sheet 签到 tells of them."""
    marks = [mark for mark in in_time(meeting.presence) if mark.person == entry.person]
    came = next((mark.at for mark in marks if mark.kind is Mark.IN), None)
    last = last_marks(marks).get(entry.person)
    left = last.at if came and last is not None and last.kind is Mark.OUT else None
    whole = meeting.who_came()
    holders = {pair.principal: pair.holder for pair in whole.represented}
    if entry.person in whole.voters:
        word = "出席"
    elif came is not None:
        word = "列席"
    elif entry.person in holders:
        word = "委托"
    elif entry.person in whole.absent:
        word = "缺席"
    elif last is not None and last.kind in {Mark.EXCUSED, Mark.PROXY}:
        # A proxy that nobody in the room can hold: the minutes say 请假 as well.
        word = term(Mark.EXCUSED)
    else:
        # Who has no vote and did not come is neither 列席 nor 缺席.
        word = ""
    holder = _called(meeting, holders.get(entry.person))
    role = roles_text(entry.roles)
    if unit_of(meeting, entry) is not None and not entry.votes:
        role = "、".join(filter(None, (role, UNIT["zh"])))
    elif entry.standing is Standing.WALK_IN and (not role or votes_by_default(entry.roles)):
        role = "、".join(filter(None, (role, WALKED_IN)))
    elif entry.votes != votes_by_default(entry.roles):
        role = "、".join(filter(None, (role, HAS_VOTE if entry.votes else HAS_NO_VOTE)))
    return (
        entry.name,
        entry.building,
        role,
        word,
        clock_of(came),
        clock_of(left),
        holder,
        entry.section,
    )


def _in_words_row(officer: Officer) -> tuple[Cell, ...]:
    """Who led a sealed meeting and stands on no roll."""
    role = "、".join((roles_text(officer.roles), WALKED_IN))
    return (officer.name, "", role, term(Standing.OBSERVER), None, None, "", "")


def _called(meeting: Meeting, person: str | None) -> str:
    found = [entry for entry in meeting.roll if entry.person == person]
    return meeting.called(found[0].person) if found else ""


def _item(held: Held, item: AgendaItem, votes: Numbered) -> list[tuple[Cell, ...]]:
    lines = _motions(held.meeting, item, votes)
    talked = held.meeting.talked_about(item.id)
    result = on_paper(item.outcome, awaits_owners=False, talked=talked) if item.outcome else ""
    if _tells_more(lines[-1], item):
        lines.append(_Line())
    if not lines[-1].seats_left:
        lines[-1] = lines[-1].ending(result)
    issue = held.issues.get(item.issue or "")
    decided = "\n".join(trim(d.text) for d in held.meeting.decisions if d.item == item.id)
    number = held.meeting.numbers[item.id]
    rows: list[tuple[Cell, ...]] = []
    for place, line in enumerate(lines):
        about: tuple[Cell, ...] = ("", "", "", None)
        if issue is not None and place == 0:
            supporters = issue.supporters
            said = issue.source_words or term(issue.source)
            about = (issue.topic, said, issue.raised_name, supporters)
        last = place == len(lines) - 1
        rows.append(
            (
                number, item.title, *about, line.motion, *line.counts, line.result,
                decided if last else "", *line.more,
                trim(item.reason) if last else "", trim(item.minority_view) if last else "",
                *line.late,
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
    late: tuple[Cell, ...] = ("", None)

    @property
    def seats_left(self) -> bool:
        """Its result tells more than the outcome of the item."""
        return self.outcome in SEATS_LEFT and self.result != result_word(self.outcome)

    def ending(self, result: str) -> "_Line":
        return replace(self, result=result)


def _motions(meeting: Meeting, item: AgendaItem, numbers: Numbered) -> list[_Line]:
    found: list[_Line] = []
    for motion in meeting.motions:
        if motion.item != item.id:
            continue
        votes = [(n, vote) for n, vote in numbers.items() if vote.motion == motion.id]
        found.extend(_vote(motion, vote, number, meeting.in_force) for number, vote in votes)
        if not votes:
            said = term(motion.state) if motion.state in _TELLS else ""
            people = (trim(motion.mover), trim(motion.seconder))
            found.append(_Line(trim(motion.text), result=said, more=(*people, *NO_VOTE)))
    return found or [_Line()]


def _vote(motion: Motion, vote: Vote, number: int, rule: Rule) -> _Line:
    assert vote.electorate is not None
    counts: tuple[Cell, ...] = (None, None, None)
    if vote.tally is not None and not _nobody_voted(vote, rule):
        counts = (vote.tally.for_, vote.tally.against, vote.tally.abstain)
    counts = (term(vote.method), len(vote.electorate.present), *counts)
    more = (trim(motion.mover), trim(motion.seconder), *vote_cells(vote, number))
    text = trim(vote.text or motion.text)
    if vote.state is VoteState.VOID:
        return _Line(text, counts, VOID, more=more, late=late_cells(vote))
    result = _seats_text(vote, rule) or result_word(vote.outcome)
    return _Line(text, counts, result, vote.outcome, more, late_cells(vote))


def _nobody_voted(vote: Vote, rule: Rule) -> bool:
    """It was asked who objects, and nothing was counted."""
    assert vote.electorate is not None
    asked = vote.method is Method.CONSENSUS and vote.objections_asked
    return asked and vote.tally == without_objections(vote.objections, vote.electorate, rule)


def _seats_text(vote: Vote, rule: Rule) -> str:
    """中选2人，余1席, of a round that filled some seats of an election and left others; else ""."""
    if vote.election is None or vote.outcome not in SEATS_LEFT:
        return ""
    won = len(options_verdict(vote, rule).winners)
    return SEATS_LEFT[vote.outcome].format(won=won, left=vote.seats - won) if won else ""


def result_word(outcome: Outcome | None) -> str:
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
    return tuple(said[column] for column in columns.TASK_COLUMNS)
