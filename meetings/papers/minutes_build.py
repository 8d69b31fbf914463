"""Turn a meeting into the frozen value of its minutes."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime

from meetings.chairing import elections
from meetings.chairing.outcomes import by_election, elections_of, on_void_vote, options_chosen
from meetings.chairing.owners_vote import awaits_owners
from meetings.chairing.points import names_of, speeches_on
from meetings.clean import is_blank, trim
from meetings.community.bodies import Body, Tier
from meetings.dataclass import dataclass
from meetings.matters.followup_states import StepKind
from meetings.matters.followups import FollowUp, Step
from meetings.matters.issues import Issue, Source, words_for_paper
from meetings.matters.parts import Part, owners, part_text
from meetings.papers.elected_words import elected_lines
from meetings.papers.minutes import (
    DecisionLine,
    ItemMinutes,
    Minutes,
    MotionLine,
    Name,
    PointLine,
    ReviewLine,
    SpeechLine,
    VoteLine,
)
from meetings.papers.outcome_words import carried_words
from meetings.papers.step_words import handed_text
from meetings.papers.vote_words import vote_line
from meetings.papers.who_came import attendance_of, name_of, quorum_in_words
from meetings.procedure.laws import Statute
from meetings.procedure.rule_text import rule_name
from meetings.procedure.rules import CONVENTION
from meetings.sitting.agenda import AgendaItem, ItemKind, ItemOutcome
from meetings.sitting.decisions import Decision
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import RUNNING, MeetingState
from meetings.sitting.motions import Motion
from meetings.sitting.presence import Mark, in_time, labels, recused_from
from meetings.sitting.votes import VoteState
from meetings.terms import term


@dataclass(frozen=True, slots=True)
class Sources:
    """What the minutes need besides the meeting itself."""

    body: Body
    parent_name: str = ""
    issues: tuple[Issue, ...] = ()
    reviewed: tuple[FollowUp, ...] = ()
    """Tasks of earlier meetings that were open when this one began."""
    tasks: tuple[FollowUp, ...] = ()
    """What this meeting gave out."""
    earlier: tuple[Issue, ...] = ()
    """Issues that had been settled and are back on this agenda."""
    above: tuple[tuple[FollowUp, Tier], ...] = ()
    """What bodies above promised on matters passed up, each with the tier of that body."""


def ended(meeting: Meeting) -> datetime | None:
    """When the meeting ended; None where that is before its beginning, as after a wrong clock."""
    began, end = meeting.began_at, meeting.ended_at
    return end if end is None or meeting.opened_at is None or end >= began else None


def minutes_of(meeting: Meeting, sources: Sources, written_at: datetime) -> Minutes:
    """The minutes as the meeting stands now."""
    issues = {issue.id: issue for issue in (*sources.earlier, *sources.issues)}
    matters = numbers(meeting)
    return Minutes(
        body_name=sources.body.name,
        tier=sources.body.tier,
        year=meeting.year,
        serial=meeting.serial,
        title=meeting.title,
        starts_at=meeting.began_at,
        ends_at=ended(meeting),
        place=meeting.place,
        chair=meeting.chair,
        secretary=meeting.secretary,
        rule_name=rule_in_words(meeting),
        attendance=attendance_of(meeting),
        reviewed=tuple(
            review_line(task, written_at.date(), meeting.id, tier)
            for task, tier in (*((task, None) for task in sources.reviewed), *sources.above)
        ),
        items=tuple(
            _item(meeting, meeting.item(item), number, issues, sources.parent_name, sources.tasks)
            for item, number in matters.items()
        ),
        next_meeting=meeting.next_meeting,
        informal=meeting.informal,
        quorum_sentence=quorum_in_words(meeting),
        draft=meeting.state not in {MeetingState.FINAL, MeetingState.APPROVED},
        version=meeting.version,
        written_at=written_at,
        kind=meeting.kind,
        kind_words=meeting.kind_words,
        red_head=sources.body.red_head,
        review_number=_review_number(meeting),
        pauses=tuple((pause.since, pause.until, pause.reason) for pause in meeting.pauses),
        answered=(*meeting.answers, *elections.held_valid(meeting)),
    )


def numbers(meeting: Meeting) -> dict[str, int]:
    """The number of each item, as on the agenda, without the review, which stands by itself.

    The review keeps its number where something was moved or decided on it, or said while it was the
    first item.
    """
    discussed = {motion.item for motion in meeting.motions}
    discussed |= {speech.item for speech in meeting.speeches} & {i.id for i in meeting.in_order[:1]}
    discussed |= {decision.item for decision in meeting.decisions}
    review = {item.id for item in meeting.items if item.kind is ItemKind.REVIEW} - discussed
    return {item: number for item, number in meeting.numbers.items() if item not in review}


def _review_number(meeting: Meeting) -> int:
    """The number of the review of earlier promises; 0 where it is not on the agenda."""
    found = [item.id for item in meeting.in_order if item.kind is ItemKind.REVIEW]
    return meeting.numbers[found[0]] if found else 0


_RULES = ("规则", "办法", "公约", "章程", "制度", "细则", "约定", "规程", "条例", "法")


def rule_in_words(meeting: Meeting) -> str:
    """The rule's name with its source, as the minutes cite it; "" before the meeting opens."""
    rule = meeting.rule
    if rule is None:
        return ""
    title = rule_name(rule, "zh")
    title += "" if title.endswith(_RULES) else "规则"
    adopted = f"议定：{rule.adopted}" if rule.adopted else ""
    own = rule.source != CONVENTION  # what came with the program has no source to cite
    source = (rule.source, rule.source_date) if own else ()
    cited = [source_words for source_words in (*source, adopted) if source_words]
    return f"{title}（{'，'.join(cited)}）" if cited else title


def review_line(
    task: FollowUp, today: date, meeting: str = "", above: Tier | None = None
) -> ReviewLine:
    """The state of an earlier task, and what was answered about it at the meeting.

    Before what a body `above` promised stands its tier: 〔社区〕, 〔街道〕.
    """
    answers = [step.text for step in task.steps if step.text and step.kind is not StepKind.ASSIGN]
    if task.parts:
        answers.append("分工：" + "；".join(map(part_text, task.parts)))
    return ReviewLine(
        task.number,
        f"〔{term(above)}〕{task.text}" if above else task.text,
        task.owner or "、".join(owners(task.parts)),
        task.deadline,
        task.state,
        task.lateness(today),
        answers[-1] if answers else "",
        task.owner_person,
        tuple(answered_text(step) for step in task.steps_at(meeting)) if meeting else (),
        task.units,
    )


def answered_text(step: Step) -> str:
    """One answer at the meeting: 进展，已量尺寸; 延期至2026年12月20日，等材料; 回访，满意."""
    line = term(step.kind)
    if step.part:
        line = f"第{step.part}项{line}"
    if step.level is not None:
        line = term(step.level)
    if step.deadline is not None:
        day = step.deadline
        line += f"至{day.year}年{day.month}月{day.day}日"
    parts = [line, *filter(None, [handed_text(step)])]
    if step.satisfaction is not None:
        parts.append(term(step.satisfaction))
    if not is_blank(step.text):
        parts.append(trim(step.text))
    return "，".join(parts)


def _item(
    meeting: Meeting,
    item: AgendaItem,
    number: int,
    issues: dict[str, Issue],
    parent_name: str,
    tasks: tuple[FollowUp, ...],
) -> ItemMinutes:
    issue = issues.get(item.issue or "")
    earlier = issues.get(issue.again_of or "") if issue is not None else None
    recused = _recused(meeting, item.id)
    motions = [motion for motion in meeting.motions if motion.item == item.id]
    order = {motion.id: place for place, motion in enumerate(motions, 1)}
    elects = elections_of(meeting, item.id)
    awaits = awaits_owners(meeting, item.id)
    taken = {id for point in item.points for id in point.speeches}
    speeches = speeches_on(meeting, item.id)
    return ItemMinutes(
        number=number,
        title=item.title,
        kind=item.kind,
        matter=matter_of(issue, earlier),
        proposal=item.proposal,
        speeches=tuple(
            SpeechLine(s.name, s.stance, s.text, s.at, s.kind, s.seconds, s.id in taken)
            for s in meeting.speeches
            if s.item == item.id and not is_blank(s.text)
        ),
        minority_view=item.minority_view,
        motions=tuple(
            _motion(motion, order, awaits, is_election=motion.id in elects) for motion in motions
        ),
        votes=tuple(
            _vote(vote_line(meeting, vote), order[vote.motion], recused)
            for vote in meeting.votes
            if vote.item == item.id and vote.state is not VoteState.OPEN
        ),
        decisions=_decisions(meeting, item.id, tasks),
        outcome=item.outcome,
        reason=item.reason,
        referred_to=parent_name if item.outcome is ItemOutcome.REFERRED_UP else "",
        owners_matter=awaits,
        private=item.private,
        recused=recused,
        raised_by=issue.raised_name if issue is not None else "",
        raised=issue is not None,
        supporters=issue.supporters if issue is not None else 0,
        about=_about(issue, item.title),
        place=issue.place if issue is not None else "",
        again=_again(earlier) if earlier is not None else "",
        in_debate=meeting.state in RUNNING and meeting.current == item.id,
        still_open=meeting.state in RUNNING and item.outcome is None,
        studied=_studied(meeting, item),
        elected=elected_lines(meeting, item.id),
        by_election=by_election(meeting, item.id),
        chosen=options_chosen(meeting, item.id),
        points=tuple(
            PointLine(point.kind, point.text, names_of(point, speeches)) for point in item.points
        ),
    )


def _studied(meeting: Meeting, item: AgendaItem) -> str:
    """The answer to what art. 30 asks of an important matter; "" while nobody gave one."""
    law = meeting.rule.law if meeting.rule is not None else None
    if not item.important or item.party_studied is None:
        return ""
    line = "已先经" if item.party_studied else "未先经"
    cited = f"（{law.article(30)[0]}）" if law is not None and law.statute is Statute.CITY else ""
    return f"本项属重要事项，会前{line}社区党组织研究讨论{cited}。"


def _decisions(
    meeting: Meeting, item: str, tasks: tuple[FollowUp, ...]
) -> tuple[DecisionLine, ...]:
    """The decisions on an item, and its tasks from a workbook that have no decision."""
    of = {task.decision: task for task in tasks if task.decision is not None}
    once = Counter(entry.name for entry in meeting.roll)
    on_roll = {entry.name: entry.person for entry in meeting.roll if once[entry.name] == 1}
    on_roll |= {called: person for person, called in labels(meeting.roll).items()}
    fixed = [
        decision_line(
            d if d.owner_person else replace(d, owner_person=on_roll.get(d.owner)),
            of.get(d.id), meeting,
        )
        for d in meeting.decisions
        if d.item == item
    ]  # fmt: skip
    given = [
        DecisionLine(
            t.text + _shared(t, meeting), "、".join(filter(None, (t.owner, *t.co_owners))),
            t.helpers, t.deadline, True, True, t.owner_person or on_roll.get(t.owner), t.units,
        )
        for t in tasks
        if t.item == item and t.decision is None
    ]  # fmt: skip
    return (*fixed, *given)


def decision_line(
    decision: Decision, task: FollowUp | None = None, meeting: Meeting | None = None
) -> DecisionLine:
    """A decision as documents print it, with the units of its task and who does which part."""
    d = decision
    shared = _shared(task, meeting) if task is not None and meeting is not None else ""
    return DecisionLine(
        d.text + shared, d.owner, d.helpers, d.deadline, d.task, d.posted, d.owner_person,
        task.units if task is not None else (), meeting is not None and on_void_vote(meeting, d),
    )  # fmt: skip


def _shared(task: FollowUp, meeting: Meeting) -> str:
    """；分工：李国强：划线（时限2026年12月1日）；物业：清运, as it was shared out by the day of the
    meeting; what was shared out or moved later is not what the meeting agreed on."""
    shared = [step for step in task.steps if step.kind is StepKind.SHARE_OUT]
    day = (meeting.ended_at or meeting.began_at).date()
    if not task.parts or any(step.day is None or step.day > day for step in shared):
        return ""
    parts = [part_text(_at_first(part, n, task)) for n, part in enumerate(task.parts, 1)]
    return f"{_SHARED}{'；'.join(parts)}"


_SHARED = "；分工："


def words_of(line: str) -> str:
    """The text of a decision without the list of who does which part."""
    return line.partition(_SHARED)[0]


def _at_first(part: Part, number: int, task: FollowUp) -> Part:
    """The part as it was given, before it was moved, handed on or done."""
    own = [step for step in task.steps if step.part == number]
    moved = [step.was_deadline for step in own if step.deadline is not None]
    handed = [step.was for step in own if step.kind is StepKind.PART_HAND_ON]
    return replace(
        part, done=False, done_on=None, owner=handed[0] if handed else part.owner,
        deadline=moved[0] if moved else part.deadline,
    )  # fmt: skip


def _vote(line: VoteLine, motion: int, recused: tuple[tuple[Name, str], ...]) -> VoteLine:
    """A vote as printed below its motion, without a note on recusals that repeats the item's."""
    recused_note = f"回避：{'、'.join(sorted(name.name for name, _ in recused))}"
    notes = tuple(note for note in line.notes if _sorted_names(note) != recused_note)
    return replace(line, of=motion, notes=notes)


def _sorted_names(note: str) -> str:
    label, colon, names = note.partition("：")
    bare = (name.partition("（")[0] for name in names.split("、"))
    return f"{label}{colon}{'、'.join(sorted(bare))}"


def _recused(meeting: Meeting, item: str) -> tuple[tuple[Name, str], ...]:
    """Those recused from an item and why, without those who returned before any vote."""
    reasons = {
        mark.person: mark.reason
        for mark in in_time(meeting.presence)
        if mark.kind is Mark.RECUSED and mark.item == item
    }
    still = recused_from(item, meeting.presence)
    called = labels(meeting.roll)
    voted_without = {
        name
        for vote in meeting.votes
        if vote.item == item and vote.electorate is not None
        for name in vote.electorate.recused
    }
    return tuple(
        (name_of(entry), reasons[entry.person])
        for entry in meeting.roll
        if entry.person in reasons
        and (entry.person in still or called[entry.person] in voted_without)
    )


def _about(issue: Issue | None, title: str) -> str:
    """The words of an issue; "" where they repeat its title or that of the item."""
    if issue is None:
        return ""
    words = words_for_paper(issue).rstrip("。")
    return "" if words in (trim(issue.title), trim(title), "") else words


def _motion(
    motion: Motion, order: dict[str, int], awaits: bool, *, is_election: bool
) -> MotionLine:
    return MotionLine(
        motion.text,
        motion.mover,
        motion.seconder,
        carried_words(motion.state, awaits),
        motion.original,
        motion.amends is not None,
        motion.reason,
        order[motion.id],
        order.get(motion.amends or "", 0),
        is_election,
    )


def matter_of(issue: Issue | None, earlier: Issue | None = None) -> str:
    """Whose issue it is, in one sentence; "" for an item without one."""
    if issue is None:
        return ""
    who = issue.raised_name or "居民"
    unknown = issue.source is Source.UNKNOWN and not issue.source_words
    facts = [
        "" if unknown else issue.source_words or term(issue.source),
        f"{issue.supporters}人附议" if issue.supporters else "",
        f"地点：{issue.place}" if issue.place else "",
    ]
    fact_words = "，".join(filter(None, facts))
    words = words_for_paper(issue) or issue.title
    again = f"（{_again(earlier)}）" if earlier is not None else ""
    return f"{who}提出{f'（{fact_words}）' if fact_words else ''}：{words}{again}"


def _again(earlier: Issue) -> str:
    """A sentence on when the issue, which has come up again, was settled before."""
    on = earlier.settled_at
    when = f"{on.year}年{on.month}月{on.day}日" if on is not None else "此前"
    return f"再次出现：第{earlier.number}号议题“{earlier.title}”曾于{when}解决"
