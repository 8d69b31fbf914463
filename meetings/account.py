"""Turn a meeting into the frozen value of its minutes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from meetings.agenda import AgendaItem, ItemKind, ItemOutcome
from meetings.bodies import Body
from meetings.followups import FollowUp, StepKind
from meetings.issues import Issue
from meetings.meeting import PLANNED, RUNNING, Meeting, MeetingState
from meetings.minutes import (
    Attendance,
    DecisionLine,
    ItemMinutes,
    Minutes,
    MotionLine,
    Name,
    ReviewLine,
    Said,
    VoteLine,
)
from meetings.presence import Mark, PresenceMark, RollEntry, Standing, state_of
from meetings.rules import PRESET_NAMES
from meetings.sentences import prove, prove_room
from meetings.terms import Lang, term
from meetings.verdict import Base
from meetings.votes import Method, Vote, VoteState, verdict


@dataclass(frozen=True, slots=True)
class Sources:
    """What the minutes need besides the meeting itself."""

    body: Body
    parent_name: str = ""
    issues: tuple[Issue, ...] = ()
    reviewed: tuple[FollowUp, ...] = ()
    """Tasks of earlier meetings that were open when this one began."""


def minutes_of(meeting: Meeting, sources: Sources, written_at: datetime) -> Minutes:
    """The minutes as the meeting stands now."""
    issues = {issue.id: issue for issue in sources.issues}
    matters = [item for item in meeting.in_order if item.kind is not ItemKind.REVIEW]
    return Minutes(
        body_name=sources.body.name,
        tier=sources.body.tier,
        year=meeting.year,
        serial=meeting.serial,
        title=meeting.title,
        starts_at=meeting.opened_at or meeting.starts_at,
        ends_at=meeting.ended_at,
        place=meeting.place,
        chair=meeting.chair,
        secretary=meeting.secretary,
        rule_name=rule_in_words(meeting),
        attendance=attendance_of(meeting),
        reviewed=tuple(review_line(task, written_at.date()) for task in sources.reviewed),
        items=tuple(
            _item(meeting, item, number, issues, sources.parent_name)
            for number, item in enumerate(matters, start=1)
        ),
        next_meeting=meeting.next_meeting,
        informal=meeting.informal,
        quorum_sentence=quorum_in_words(meeting),
        draft=meeting.state not in {MeetingState.FINAL, MeetingState.APPROVED},
        version=meeting.version,
        written_at=written_at,
    )


def rule_in_words(meeting: Meeting) -> str:
    """The rule's name with its source, as the minutes cite it; "" before the meeting opens."""
    rule = meeting.rule
    if rule is None:
        return ""
    dated = f"，{rule.source_date}" if rule.source_date else ""
    title = rule.name or PRESET_NAMES[rule.preset][0]
    return f"{title}（{rule.source}{dated}）" if rule.source else title


def quorum_in_words(meeting: Meeting, lang: Lang = "zh") -> str:
    """Who should be here, who is, and whether that is enough; "" before the meeting opens.

    Once the meeting is over the room is that of everybody who came.
    """
    rule = meeting.rule
    if rule is None:
        return ""
    room = meeting.room()
    came = {mark.person for mark in meeting.presence if mark.kind is Mark.IN}
    present = len(room.present)
    if meeting.state not in RUNNING:
        present = sum(1 for entry in meeting.roll if entry.votes and entry.person in came)
    base = Base(len(room.expected), present, proxies=len(room.represented))
    return prove_room(rule, base, lang)


def name_of(entry: RollEntry) -> Name:
    """A roll entry as documents print it."""
    roles = "、".join(term(role) for role in entry.roles)
    return Name(entry.name, entry.building, roles, entry.person)


def attendance_of(meeting: Meeting) -> Attendance:
    """Each person of the roll in one group; who only came for a part is named apart."""
    marks = meeting.presence
    came = {mark.person for mark in marks if mark.kind is Mark.IN}
    by_id = {entry.person: entry for entry in meeting.roll}
    members = [e for e in meeting.roll if e.votes or e.standing is Standing.MEMBER]
    represented: list[tuple[Name, Name]] = []
    excused: list[Name] = []
    absent: list[Name] = []
    for entry in members:
        if entry.person in came:
            continue
        last = state_of(entry.person, marks)
        if last is not None and last.kind is Mark.PROXY and last.holder in by_id:
            represented.append((name_of(entry), name_of(by_id[last.holder])))
        elif last is not None and last.kind is Mark.EXCUSED:
            excused.append(name_of(entry))
        elif meeting.state not in PLANNED:
            absent.append(name_of(entry))
    return Attendance(
        expected=sum(1 for entry in meeting.roll if entry.votes),
        present=tuple(name_of(e) for e in members if e.person in came),
        excused=tuple(excused),
        absent=tuple(absent),
        represented=tuple(represented),
        observers=tuple(name_of(e) for e in meeting.roll if e not in members and e.person in came),
        left_early=_left_early(meeting, members, marks),
        came_late=_came_late(meeting, members, marks),
    )


def _left_early(
    meeting: Meeting, members: Iterable[RollEntry], marks: Sequence[PresenceMark]
) -> tuple[tuple[Name, datetime], ...]:
    left = []
    for entry in members:
        last = state_of(entry.person, marks)
        if last is not None and last.kind is Mark.OUT:
            left.append((name_of(entry), last.at))
    return tuple(left)


def _came_late(
    meeting: Meeting, members: Iterable[RollEntry], marks: Sequence[PresenceMark]
) -> tuple[tuple[Name, datetime], ...]:
    begun = min((i.started_at for i in meeting.items if i.started_at), default=None)
    late = []
    for entry in members:
        first = next((m for m in marks if m.person == entry.person and m.kind is Mark.IN), None)
        if first is not None and begun is not None and first.at > begun:
            late.append((name_of(entry), first.at))
    return tuple(late)


def review_line(task: FollowUp, today: date) -> ReviewLine:
    """What became of one promise."""
    told = [step.text for step in task.steps if step.text and step.kind is not StepKind.ASSIGN]
    return ReviewLine(
        task.number,
        task.text,
        task.owner,
        task.deadline,
        task.state,
        task.lateness(today),
        told[-1] if told else "",
    )


def _item(
    meeting: Meeting, item: AgendaItem, number: int, issues: dict[str, Issue], parent_name: str
) -> ItemMinutes:
    entries = {entry.person: entry for entry in meeting.roll}
    recused = tuple(
        (name_of(entries[mark.person]), mark.reason)
        for mark in meeting.presence
        if mark.kind is Mark.RECUSED and mark.item == item.id
    )
    return ItemMinutes(
        number=number,
        title=item.title,
        kind=item.kind,
        matter=matter_of(issues.get(item.issue or "")),
        proposal=item.proposal,
        speeches=tuple(
            Said(s.name, s.stance, s.text, s.at, s.kind, s.seconds)
            for s in meeting.speeches
            if s.item == item.id
        ),
        minority_view=item.minority_view,
        motions=tuple(
            MotionLine(
                m.text,
                m.mover,
                m.seconder,
                term(m.state),
                m.original,
                m.amends is not None,
                m.reason,
            )
            for m in meeting.motions
            if m.item == item.id
        ),
        votes=tuple(
            vote_line(meeting, vote, item.owners_matter)
            for vote in meeting.votes
            if vote.item == item.id and vote.state is not VoteState.OPEN
        ),
        decisions=tuple(
            DecisionLine(d.text, d.owner, d.helpers, d.deadline, d.task, d.posted)
            for d in meeting.decisions
            if d.item == item.id
        ),
        outcome=item.outcome,
        reason=item.reason,
        referred_to=parent_name if item.outcome is ItemOutcome.REFERRED_UP else "",
        owners_matter=item.owners_matter,
        private=item.private,
        recused=recused,
    )


def matter_of(issue: Issue | None) -> str:
    """Whose issue it is, in one sentence; "" for an item without one."""
    if issue is None:
        return ""
    who = issue.raised_name or "居民"
    seconded = f"，{issue.supporters}人附议" if issue.supporters else ""
    words = issue.text or issue.title
    place = f"，地点：{issue.place}" if issue.place else ""
    return f"{who}提出（{term(issue.source)}{seconded}{place}）：{words}"


def vote_line(meeting: Meeting, vote: Vote, owners_matter: bool = False) -> VoteLine:
    """A counted or voided vote with its proving sentence."""
    sentence = prove(verdict(vote, meeting.in_force), owners_matter=owners_matter)
    notes: list[str] = []
    if vote.method is Method.ROLL_CALL:
        notes += [
            f"{term(choice)}：{'、'.join(names)}"
            for choice, names in vote.by_choice().items()
            if names
        ]
    return VoteLine(
        round=vote.round,
        method=term(vote.method),
        motion=meeting.motion(vote.motion).text,
        sentence=sentence,
        void_reason=vote.void_reason,
        notes=tuple(notes),
    )
