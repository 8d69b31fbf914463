"""One vote in words: its proving sentence and what is printed beside it."""

from collections.abc import Iterator
from datetime import date

from meetings.chairing.elections import seats_left
from meetings.chairing.outcomes import last_vote
from meetings.clean import is_blank
from meetings.papers.minutes import VoteLine
from meetings.papers.who_came import quorum_in_words
from meetings.procedure.ballots import OptionsVerdict
from meetings.procedure.law_questions import question_words, vacancy_question
from meetings.procedure.owners import area_text
from meetings.procedure.owners_matters import OwnersPoll
from meetings.procedure.rules import Rule
from meetings.procedure.sentences import briefly, prove, prove_options
from meetings.procedure.sentences.chinese import (
    OWNERS_MUST_DECIDE,
    broke_tie,
    came_word,
    counted_words,
    overridden,
    people,
    taking_part,
)
from meetings.procedure.share_words import chinese_number
from meetings.procedure.verdict import Measure, Outcome, Verdict
from meetings.sitting.meeting import Meeting
from meetings.sitting.motions import MotionState
from meetings.sitting.presence import labels
from meetings.sitting.votes import (
    BY_NAME,
    ON_PAPER,
    Choice,
    Election,
    Method,
    TellerChange,
    Vote,
    VoteState,
    at_the_polls,
    options_verdict,
    verdict,
)
from meetings.terms import Lang, term

_WRITTEN = {
    "zh": "书面表决，收回意见{n}份，交回者计为实到；",
    "en": "A written vote, in which the {n} returned count as present; ",
}
_STOOD_DOWN = {"zh": "{names}退选；", "en": "{names} stood down; "}
_DECLINED = {
    "zh": ("{name}不就任", "，由{follows}递补（依据：{provision}）", "余{n}席空缺，是否另行选举"),
    "en": (
        "{name} does not take the seat", ", {follows} takes it by {provision}",
        "seats left empty: {n}; is another election (另行选举) held for them",
    ),
}  # fmt: skip
_RUN_OFF = {"zh": ("第二轮；", "再一轮；"), "en": ("Run-off; ", "Another run-off; ")}


def proof_of(meeting: Meeting, vote: Vote, lang: Lang = "zh") -> str:
    """The proving sentence of a counted vote of this meeting; raises NotCounted for an open one."""
    return _counted(meeting, vote, lang) + _seats_after(meeting, vote, lang)


def _counted(meeting: Meeting, vote: Vote, lang: Lang = "zh") -> str:
    """What was counted alone: papers tell of the seats beside it, and ask nothing."""
    before = meeting.vote(vote.run_off_of) if vote.run_off_of is not None else None
    matter = meeting.item(vote.item).owners_matter
    went_on = any(v.run_off_of == vote.id and v.state is not VoteState.VOID for v in meeting.votes)
    return sentence_of(vote, meeting.in_force, lang, matter, before, went_on)


def _seats_after(meeting: Meeting, vote: Vote, lang: Lang) -> str:
    """Who does not take a seat of this round, and whether another election is held, as a question.

    The count stays as it was. The question has its article where the rule is a law's, and is put
    where seats stay empty after the last round.
    """
    if vote.election is None or vote.state is not VoteState.CLOSED or not vote.options:
        return ""
    name, follows, empty = _DECLINED[lang]
    said = [
        name.format(name=one.name)
        + (follows.format(follows=one.successor, provision=one.provision) if one.successor else "")
        for one in vote.election.declined
    ]
    left = 0
    given_up = meeting.motion(vote.motion).state is MotionState.WITHDRAWN  # with its reason
    last = last_vote(meeting, vote.motion) == vote
    if last and not given_up and _nobody_meets(meeting, vote):
        left = seats_left(meeting, vote.id)
    zh = lang == "zh"
    asked = ""
    if left:
        asked = empty.format(n=left) + ("？" if zh else "?")
        question = vacancy_question(meeting.in_force, left)
        asked = question_words(question, lang) if question is not None else asked
    told = ("；" if zh else "; ").join(said)
    if told:
        told += "。" if zh else "."
        told = told if zh else f" {told[:1].upper()}{told[1:]}"
    return told + (asked if zh or not asked else f" {asked[:1].upper()}{asked[1:]}")


def _nobody_meets(meeting: Meeting, vote: Vote) -> bool:
    """No further round follows from the count by itself."""
    found = options_verdict(vote, meeting.in_force)
    return found.outcome is not Outcome.INQUORATE and not found.runoff


def sentence_of(
    vote: Vote,
    rule: Rule,
    lang: Lang = "zh",
    owners_matter: bool = False,
    before: Vote | None = None,
    went_on: bool = False,
) -> str:
    """The proving sentence of any counted vote, to read aloud and to print.

    `before` is the vote that a further round goes on; a round that was declared void and held
    again goes on the same one. `went_on` tells that a round was held for the seats that this one
    left. Raises NotCounted for a vote that is still open.
    """
    if vote.options:
        election = vote.election or Election()
        line = prove_options(
            options_verdict(vote, rule), lang,
            given_out=election.given_out, taken_in=election.taken_in,
            further=vote.run_off_of is not None, papers=vote.method in ON_PAPER,
            went_on=went_on,
        )  # fmt: skip
    else:
        line = prove(verdict(vote, rule), lang, owners_matter=owners_matter)
    opening = ""
    if vote.run_off_of is not None:
        opening = _RUN_OFF[lang][before is not None and before.run_off_of is not None]
    if vote.election is not None and vote.election.stood_down:
        names = ("、" if lang == "zh" else ", ").join(vote.election.stood_down)
        opening += _STOOD_DOWN[lang].format(names=names)
    if vote.method is Method.WRITTEN and vote.electorate is not None and vote.owners is None:
        opening += _WRITTEN[lang].format(n=len(vote.electorate.present))
    if not opening:
        return line
    return opening + (line if lang == "zh" else line[:1].lower() + line[1:])


def corrected_after(meeting: Meeting, vote: Vote) -> tuple[tuple[str, bool], ...]:
    """Corrections of who was in the room when the vote closed, written down later.

    (name, present) of each person whose place as frozen with the vote is another one now.
    """
    frozen, closed = vote.electorate, vote.closed_at
    in_room = vote.owners is None and vote.method is not Method.WRITTEN
    if frozen is None or closed is None or not in_room:
        return ()
    later = {
        mark.person
        for mark in meeting.presence
        if mark.written_at is not None and mark.written_at >= closed
    }
    if not later:
        return ()
    now = meeting.room(vote.item, closed)
    called = labels(meeting.roll)
    found = []
    for entry in meeting.roll:
        name = called[entry.person]
        here = entry.person in now.present
        if entry.person in later and here != (name in frozen.present):
            found.append((name, here))
    return tuple(found)


def vote_line(meeting: Meeting, vote: Vote) -> VoteLine:
    """A counted or voided vote with its proving sentence and its notes, for papers."""
    sentence = _counted(meeting, vote)
    rule = meeting.in_force
    outcome = options_verdict(vote, rule) if vote.options else verdict(vote, rule)
    return VoteLine(
        round=vote.round,
        method=method_words(vote),
        motion=vote.text or meeting.motion(vote.motion).text,
        sentence=sentence,
        void_reason=vote.void_reason,
        notes=tuple(_notes(meeting, vote)),
        brief=_without_room(meeting, vote, outcome, sentence),
        passed=outcome.outcome is Outcome.PASSED,
        counts=_counts(vote, outcome)
        if isinstance(outcome, Verdict)
        else _of_options(vote, outcome),
    )


def _counts(vote: Vote, result: Verdict) -> str:
    tally = vote.tally
    if vote.owners is not None:
        return taking_part(result)
    if result.insisting is not None:  # nobody votes where objections are asked for
        return counted_words(result)
    if tally is None or not tally.handed_in:
        return ""
    said = f"同意{tally.for_}票，反对{tally.against}票，弃权{tally.abstain}票"
    said += f"，无效{tally.invalid}票" if tally.invalid else ""
    return "；".join(filter(None, (said, overridden(result, tally.handed_in), broke_tie(result))))


def _of_options(vote: Vote, result: OptionsVerdict) -> str:
    """What was chosen, and the votes of each; of an election its own table says so."""
    if vote.election is not None or vote.state is VoteState.VOID or not result.papers:
        return ""
    chosen = f"{'、'.join(result.winners)}中选，" if result.winners else ""
    votes = "，".join(f"{option.label}{option.votes}票" for option in result.options)
    said = f"{chosen}{votes}，弃权{result.abstain}票"
    said += f"，无效{result.invalid}票" if result.invalid else ""
    return "；".join(filter(None, (said, overridden(result, result.papers))))


def _without_room(
    meeting: Meeting, vote: Vote, result: Verdict | OptionsVerdict, sentence: str
) -> str:
    """The sentence without the quorum, which the minutes prove once at their head."""
    if vote.owners is not None or result.base.present is None:
        return sentence
    quorum: Measure | tuple[Measure, ...] | None = result.quorum
    if isinstance(quorum, tuple):
        quorum = quorum[0] if quorum else None
    room = f"{people(result.rule, result.base, quorum)}；"
    if room not in sentence or result.outcome is Outcome.INQUORATE or at_the_polls(result.rule):
        return sentence
    line = quorum_in_words(meeting)
    same = line and room.rstrip("；") == line.rstrip("。")
    came = came_word(result.rule, result.base)
    here = "" if same else f"{came}{result.base.present}人"
    short = briefly(result) if isinstance(result, Verdict) else ""
    if short and sentence.startswith(room):
        awaits = OWNERS_MUST_DECIDE if sentence.endswith(OWNERS_MUST_DECIDE) else ""
        return f"{here and here + '，'}{short}。{awaits}"
    return sentence.replace(room, f"{here}；" if here else "", 1)


def method_words(vote: Vote) -> str:
    """How the vote was taken: 举手表决, or 业主共同决定（书面表决）."""
    line = term(vote.method)
    return line if vote.owners is None else f"业主共同决定（{line}）"


def _notes(meeting: Meeting, vote: Vote) -> Iterator[str]:
    if vote.owners is not None:
        yield from _owners(vote, vote.owners)
    elif vote.method in BY_NAME:
        yield from _by_name(vote)
    if vote.tellers:
        yield f"计票人：{'、'.join(vote.tellers)}，两人分别计票，结果一致"
    if vote.election is not None:
        yield from map(teller_changed, vote.election.changes)
        yield from vote.election.answers
    yield from _objections(vote)
    if vote.casting is not None and meeting.chair:
        yield f"决定票由主持人{meeting.chair}投出"
    frozen = vote.electorate
    if frozen is not None and frozen.recused:
        yield f"回避：{'、'.join(frozen.recused)}"
    if frozen is not None and frozen.represented and vote.method not in BY_NAME:
        called = {labels(meeting.roll)[e.person]: meeting.called(e.person) for e in meeting.roll}
        pairs = "、".join(
            f"{called.get(pair.principal, pair.principal)}"
            f"（由{called.get(pair.holder, pair.holder)}代）"
            for pair in frozen.represented
        )
        yield f"受委托：{pairs}"
    signed = len(set(frozen.present) & set(labels(meeting.roll).values())) if frozen else 0
    if frozen is not None and vote.owners is None and 0 < signed < len(frozen.present):
        came = came_word(meeting.in_force, frozen.base())
        yield f"{came}{len(frozen.present)}人依原表所记，签到为{signed}人"
    for name, here in corrected_after(meeting, vote):
        place = "在场" if here else "不在场"
        yield f"表决后更正签到：{name}表决时{place}，本次表决的人数不因此改变"


def teller_changed(change: TellerChange) -> str:
    """Who counts instead, and from when; why is for the record alone."""
    return f"{change.at:%H:%M}起，{counts_instead(change)}"


def counts_instead(change: TellerChange) -> str:
    """Who counts instead, for a line that has its time already."""
    return f"{change.by}代替{change.name}计票"


def without_method(method: str, sentence: str) -> str:
    """The sentence of a vote without its method, which its line names; 协商一致 is a result too."""
    if method == term(Method.CONSENSUS):
        return sentence
    return sentence.replace(f"{method}，", "", 1)


def _owners(vote: Vote, poll: OwnersPoll) -> Iterator[str]:
    matter = poll.matter
    item = chinese_number(matter.number)
    dated = f"，{_in_words(poll.rule.source_date)}起施行" if poll.rule.source_date else ""
    degree = "重大事项" if matter.major else "一般事项"
    cited = f"{poll.rule.source}第一款第{item}项{dated}"
    yield f"业主共同决定事项（{degree}）：{term(matter)}（{cited}）"
    at = vote.opened_at
    yield (
        f"表决清册于{at.year}年{at.month}月{at.day}日{at:%H:%M}确定：专有部分{poll.units}个，业主{poll.heads}人，"
        f"面积{area_text(poll.area)}平方米"
    )
    yield "计票：按清册逐户登记后汇总" if poll.by_name else "计票：按汇总的人数和面积录入"


def _in_words(day: str) -> str:
    """2021年1月1日 for 2021-01-01; another text as it is."""
    try:
        read = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{read.year}年{read.month}月{read.day}日"


def _by_name(vote: Vote) -> Iterator[str]:
    for choice in Choice:
        given = [ballot for ballot in vote.ballots if ballot.choice is choice]
        if vote.options and choice is Choice.FOR:
            for option in vote.options:
                chosen = [_called(b.name, b.holder) for b in given if option.label in b.marks]
                if chosen:
                    yield f"{option.label}：{'、'.join(chosen)}"
        elif given:
            yield f"{term(choice)}：{'、'.join(_called(b.name, b.holder) for b in given)}"


def _called(name: str, holder: str) -> str:
    return f"{name}（由{holder}代）" if holder else name


def _objections(vote: Vote) -> Iterator[str]:
    told = vote.method is Method.CONSENSUS  # its sentence says that nobody objects
    if vote.objections_asked and not vote.objections and not told:
        yield "经询问，无人提出异议"
    for objection in vote.objections:
        line = f"：{objection.text}" if not is_blank(objection.text) else ""
        if objection.reserved:
            yield f"{objection.name}保留意见，不阻止{line}"
            continue
        answered = "" if objection.stands else "（经说明后不再坚持）"
        yield f"{objection.name}提出异议{line}{answered}"
