"""The results of an item's elections in Chinese and English: who was elected, not just 通过."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from meetings.chairing.elections import meets_again
from meetings.chairing.outcomes import by_election, chosen, options_chosen, seated
from meetings.chairing.owners_vote import awaits_owners
from meetings.papers import minutes
from meetings.papers.outcome_words import (
    NO_RESULT,
    NO_RESULT_SHORT,
    outcome_short,
    outcome_words,
)
from meetings.procedure.sentences.chinese import overridden
from meetings.procedure.share_words import chinese_number
from meetings.procedure.verdict import Outcome
from meetings.sitting.agenda import AgendaItem, ItemOutcome
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import RUNNING
from meetings.sitting.motions import Motion, MotionState
from meetings.sitting.votes import Vote, VoteState, options_verdict
from meetings.terms import Lang

_WORDS = {
    "won": ("中选：{names}", "elected: {names}"),
    "count": ("中选{n}人", "elected: {n}"),
    "nobody": ("无人中选", "nobody elected"),
    "second": ("余{n}席进入第二轮", "seats for a second round: {n}"),
    "another": ("余{n}席再选一轮", "seats for another round: {n}"),
    "open": ("余{n}席未选出", "seats left open: {n}"),
    "vacant": ("余{n}席空缺", "seats left empty: {n}"),
    "undecided": (
        "，是否另行选举未定",
        " (whether another election, 另行选举, is held is not decided)",
    ),
    "declined": ("{name}不就任", "{name} does not take the seat"),
    "why": ("（{reason}）", " ({reason})"),
    "follows": ("，由{name}递补（依据：{provision}）", "; {name} takes it by {provision}"),
    "inquorate": ("人数不足，选举无效", "too few took part; the election has no effect"),
    "void": ("选举作废", "the election is void"),
    "repeat": ("选举作废，待重新选举", "the election is void and waits to be held again"),
    "among": ("（{names}）", " ({names})"),
    "office": ("{office}，{said}", "{office}: {said}"),
}


_SHORT_OPTION = 6  # characters of an option that a narrow column has room for


def elected_lines(meeting: Meeting, item: str) -> "tuple[minutes.ElectedLine, ...]":
    """Each election of an item that was counted, in the order in which they were opened."""
    return tuple(_lines(meeting, item))


def _lines(meeting: Meeting, item: str) -> "Iterator[minutes.ElectedLine]":
    for motion in meeting.motions:
        votes = [v for v in meeting.votes if v.motion == motion.id and v.election is not None]
        counted = [vote for vote in votes if vote.counted]
        if motion.item != item or not counted:
            continue
        first = counted[0]
        made = minutes.ElectedLine(motion.text, seats=first.seats, waits=_waits(meeting, motion))
        stands = _standing(meeting, motion)
        if stands is None:
            yield replace(made, void=True)
            continue
        found = options_verdict(stands, meeting.in_force)
        names = chosen(meeting, stands.id)
        standing = [vote for vote in counted if vote.state is VoteState.CLOSED]
        declined = tuple(_declined(standing))
        yield replace(
            made,
            chosen=names,
            count=len(names),
            again=_again(meeting, stands) if made.waits else (),
            rounds=len(standing),
            inquorate=found.outcome is Outcome.INQUORATE and not names,
            candidates=tuple(_candidates(standing, names, declined)),
            declined=declined,
            left=motion.state is MotionState.WITHDRAWN,
            all_the_same=tuple(_all_the_same(meeting, standing)),
        )


def _all_the_same(meeting: Meeting, rounds: list[Vote]) -> Iterator[str]:
    """What was asked about an election and held all the same, and why the chair let it stand."""
    for number, vote in enumerate(rounds, 1):
        found = options_verdict(vote, meeting.in_force)
        asked = vote.election.answers if vote.election is not None else ()
        told = (*asked, overridden(found, found.papers))
        named = f"第{chinese_number(number)}轮" if len(rounds) > 1 else ""
        yield from (f"{named}{one}" for one in dict.fromkeys(told) if one)


def _declined(rounds: list[Vote]) -> "Iterator[minutes.DeclinedLine]":
    for vote in rounds:
        for one in vote.election.declined if vote.election is not None else ():
            yield minutes.DeclinedLine(one.name, one.reason, one.successor, one.provision)


def _candidates(
    rounds: list[Vote], names: tuple[str, ...], declined: "tuple[minutes.DeclinedLine, ...]"
) -> "Iterator[minutes.CandidateLine]":
    """Everybody on a ballot of a round that stands, with the votes of each round."""
    got = [{option.label: option.votes for option in vote.options} for vote in rounds]
    for name in dict.fromkeys(name for votes in got for name in votes):
        votes = tuple(votes.get(name) for votes in got)
        yield minutes.CandidateLine(
            name,
            votes,
            name in names,
            any(name == one.name for one in declined),
            name in names and any(name == one.successor for one in declined),
        )


def _standing(meeting: Meeting, motion: Motion) -> Vote | None:
    """The newest vote among names that stands; an old record may hold one without names."""
    votes = [v for v in meeting.votes if v.motion == motion.id and v.options]
    standing = [vote for vote in votes if vote.state is VoteState.CLOSED]
    return standing[-1] if standing else None


def _again(meeting: Meeting, last: Vote) -> tuple[str, ...]:
    if last.election is None:  # an old record may hold one without names
        return options_verdict(last, meeting.in_force).runoff
    return meets_again(meeting, last.id)


def _waits(meeting: Meeting, motion: Motion) -> bool:
    """Another round may still be held: not once the meeting is over, or the election left."""
    return motion.open and meeting.state in RUNNING


def elected_words(lines: "Iterable[minutes.ElectedLine]", lang: Lang = "zh") -> str:
    """中选：甲、乙；余1席进入第二轮（丙、丁）; after the end 余1席未选出; "" without one."""
    listed = list(lines)
    parts = [_line(line, lang) for line in listed]
    if len(listed) > 1:
        parts = [
            _say("office", lang, office=line.office, said=words) if line.office else words
            for line, words in zip(listed, parts, strict=True)
        ]
    return ("；" if lang == "zh" else "; ").join(parts)


def _line(line: "minutes.ElectedLine", lang: Lang) -> str:
    if line.void:
        return _say("repeat" if line.waits else "void", lang)
    if line.inquorate:
        return _say("inquorate", lang)
    comma = "、" if lang == "zh" else ", "
    sentence = _say("nobody", lang)
    if line.chosen:
        sentence = _say("won", lang, names=comma.join(line.chosen))
    elif line.count:
        sentence = _say("count", lang, n=line.count)
    left = line.seats - line.count
    stop = "；" if lang == "zh" else "; "
    sentence = stop.join([sentence, *(_declined_words(one, lang) for one in line.declined)])
    if not left:
        return sentence
    if not line.again:
        kind = "vacant" if line.declined else "open"
        rest = _say(kind, lang, n=left)
        rest += "" if line.left else _say("undecided", lang)
    else:
        rest = _say("second" if line.rounds < 2 else "another", lang, n=left)
        rest += _say("among", lang, names=comma.join(line.again))
    return stop.join(part for part in (sentence, rest) if part)


def _declined_words(one: "minutes.DeclinedLine", lang: Lang) -> str:
    """周敏不就任（工作调动），由何勇递补（依据：…）."""
    wording = _say("declined", lang, name=one.name)
    wording += _say("why", lang, reason=one.reason.rstrip("。")) if one.reason else ""
    if one.successor:
        provision = one.provision.rstrip("。")
        wording += _say("follows", lang, name=one.successor, provision=provision)
    return wording


def _say(key: str, lang: Lang, **facts: object) -> str:
    return _WORDS[key][0 if lang == "zh" else 1].format(**facts)


def result_words(
    outcome: ItemOutcome,
    awaits_owners: bool,
    elected: "Iterable[minutes.ElectedLine]" = (),
    *,
    by_election: bool = False,
    lang: Lang = "zh",
    chosen: Iterable[str] = (),
) -> str:
    """How an item ended: of a motion its outcome, of an election who was elected, or both.

    `by_election` says that the outcome is that of the elections alone; `chosen` are the options
    that won a vote among several.
    """
    chose = elected_words(elected, lang)
    line = "" if by_election and chose else outcome_words(outcome, awaits_owners, lang, chosen)
    return ("；" if lang == "zh" else "; ").join(part for part in (line, chose) if part)


def without_result(meeting: Meeting, item: AgendaItem) -> bool:
    """Whether an item was talked about and nothing came of it, which is not 未议."""
    return item.outcome is ItemOutcome.NOT_REACHED and meeting.talked_about(item.id)


def result_of(meeting: Meeting, item: AgendaItem, lang: Lang = "zh") -> str:
    """How an item of a meeting ended, with who was elected; "" while it has no outcome."""
    if item.outcome is None:
        return ""
    if without_result(meeting, item):
        return NO_RESULT[lang]
    return result_words(
        item.outcome,
        awaits_owners(meeting, item.id),
        elected_lines(meeting, item.id),
        by_election=by_election(meeting, item.id),
        lang=lang,
        chosen=options_chosen(meeting, item.id),
    )


def result_short(meeting: Meeting, item: AgendaItem, lang: Lang = "zh") -> str:
    """The same for a narrow column: 通过, 通过：东门, 中选3人, 无人中选; "" without an outcome."""
    if item.outcome is None:
        return ""
    if without_result(meeting, item):
        return NO_RESULT_SHORT[lang]
    if not by_election(meeting, item.id):
        won = options_chosen(meeting, item.id)
        if won and len("".join(won)) <= _SHORT_OPTION and not awaits_owners(meeting, item.id):
            return outcome_words(item.outcome, awaits_owners=False, lang=lang, chosen=won)
        return outcome_short(item.outcome, awaits_owners(meeting, item.id), lang)
    count = sum(line.count for line in elected_lines(meeting, item.id))
    return _say("count", lang, n=count) if count else _say("nobody", lang)


def election_words(
    meeting: Meeting, motion: Motion, lang: Lang = "zh", *, reasons: bool = True
) -> str:
    """What became of one election; "" before its first count, and of any other motion.

    Without `reasons` nothing is said of why somebody declined, which the room need not know.
    """
    lines = [one for one in elected_lines(meeting, motion.item) if one.office == motion.text]
    if not reasons:
        lines = list(without_reasons(lines))
    return elected_words(lines, lang)


def without_reasons(lines: "Iterable[minutes.ElectedLine]") -> "tuple[minutes.ElectedLine, ...]":
    """The lines without why somebody declined: for the room, and for whom a paper is sent to."""
    return tuple(
        replace(line, declined=tuple(replace(one, reason="") for one in line.declined))
        for line in lines
    )


def round_words(meeting: Meeting, vote: Vote, lang: Lang = "zh") -> str:
    """Who was elected in one round: 中选：甲、乙, or 无人中选; "" of any other vote."""
    if vote.election is None or not vote.counted or not vote.options:
        return ""
    names = seated(vote, meeting.in_force)
    comma = "、" if lang == "zh" else ", "
    return _say("won", lang, names=comma.join(names)) if names else _say("nobody", lang)
