"""Turn a meeting into its record: every event in the order in which it happened."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from meetings.chairing.owners_vote import OwnerAnswer
from meetings.clean import is_blank
from meetings.papers.elected_words import result_of
from meetings.papers.minutes import Minutes, OwnerLine, OwnersList, Record, RecordLine, VoteLine
from meetings.papers.minutes_build import decision_line, ended, numbers, words_of
from meetings.papers.vote_words import counts_instead, teller_changed, vote_line, without_method
from meetings.papers.who_came import quorum_in_words
from meetings.sitting.agenda import AgendaItem, ItemOutcome
from meetings.sitting.meeting import Meeting
from meetings.sitting.motions import Motion, MotionState
from meetings.sitting.presence import Mark, PresenceMark, labels
from meetings.sitting.votes import Vote, VoteState
from meetings.terms import term

Event = tuple[datetime, str, RecordLine]
"""Time, a key that orders events of the same second (an id, ordered by time), and the line."""

LAST = "\uffff"
"""Sorts after every id."""


def record_of(meeting: Meeting, minutes: Minutes, answers: Sequence[OwnerAnswer] = ()) -> Record:
    """The full account; events of the same second stand in the order in which they were made.

    `answers` are those of owners in votes of this meeting.
    """
    events = [
        *_frame(meeting),
        *_presence(meeting),
        *_items(meeting),
        *_speeches(meeting),
        *_motions(meeting),
        *_votes(meeting),
        *_decisions(meeting, minutes),
    ]
    events += _outcomes(meeting, events)
    events.sort(key=lambda event: (event[0], event[1]))
    made_up = meeting.made_up_times
    lines = (
        replace(line, at=None) if line.at in made_up and line.kind not in _OF_MEETING else line
        for _, _, line in events
    )
    return Record(minutes, tuple(lines), tuple(_owners(meeting, answers)))


_OF_MEETING = frozenset({"opened", "ended", "suspended", "resumed", "item"})


def _owners(meeting: Meeting, answers: Sequence[OwnerAnswer]) -> Iterator[OwnersList]:
    """Owner by owner, for each vote that was counted by name."""
    number = numbers(meeting)
    for vote in meeting.votes:
        if vote.owners is None or not vote.owners.by_name or vote.state is VoteState.OPEN:
            continue
        lines = tuple(
            OwnerLine(
                one.owner, one.units, one.area, term(one.choice) if one.choice is not None else ""
            )
            for one in answers
            if one.vote == vote.id
        )
        motion = vote.text or meeting.motion(vote.motion).text
        void = vote.state is VoteState.VOID
        yield OwnersList(number.get(vote.item, 0), motion, lines, void)


def _frame(meeting: Meeting) -> Iterator[Event]:
    if meeting.opened_at is not None:
        at = meeting.opened_at
        yield at, "", RecordLine(at, "opened", meeting.title)
        for answer in meeting.answers:
            yield at, "", RecordLine(None, "answered", answer)
    for pause in meeting.pauses:
        yield pause.since, f"{LAST}1", RecordLine(pause.since, "suspended", pause.reason)
        if pause.until is not None:
            yield pause.until, f"{LAST}1", RecordLine(pause.until, "resumed", "")
    if meeting.ended_at is not None:
        # Where the clock was set back meanwhile, the line has no time and its place all the same.
        spoken = (speech.at for speech in meeting.speeches)
        last = max((meeting.ended_at, meeting.opened_at or meeting.ended_at, *spoken))
        yield last, f"{LAST}2", RecordLine(ended(meeting), "ended", "")


def _presence(meeting: Meeting) -> Iterator[Event]:
    called, number = labels(meeting.roll), meeting.numbers
    for mark in meeting.presence:
        text = _mark_words(mark, called)
        item = number.get(mark.item or "")
        name = called.get(mark.person, "")
        at = mark.at if meeting.time_known(mark) else None
        yield mark.at, mark.id, RecordLine(at, mark.kind.value, text, name, item=item)


def _mark_words(mark: PresenceMark, called: dict[str, str]) -> str:
    parts = [mark.reason] if mark.reason else []
    if mark.kind is Mark.PROXY and mark.holder is not None:
        parts.insert(0, f"委托{called.get(mark.holder, '')}")
    if mark.written_at is not None:
        written = mark.written_at
        day = "" if written.date() == mark.at.date() else f"{written.month}月{written.day}日"
        parts.append(f"{day}{written:%H:%M}补记")
    return "，".join(parts)


def _items(meeting: Meeting) -> Iterator[Event]:
    number = meeting.numbers
    for item in meeting.in_order:
        if item.started_at is not None:
            at = item.started_at
            yield at, "", RecordLine(at, "item", item.title, item=number.get(item.id))


def _speeches(meeting: Meeting) -> Iterator[Event]:
    """In the order in which they were written: the clock may have been set back in between."""
    number, last = meeting.numbers, None
    for speech in meeting.speeches:
        last = speech.at if last is None else max(last, speech.at)
        item = number.get(speech.item)
        text = speech.text
        if is_blank(text):
            text = f"（发言{speech.seconds // 60}分{speech.seconds % 60}秒，内容未记）"
        line = RecordLine(speech.said_at, speech.kind.value, text, speech.name, speech.stance, item)
        yield last, speech.id, line


def _motions(meeting: Meeting) -> Iterator[Event]:
    number = meeting.numbers
    elected = {vote.motion: vote for vote in reversed(meeting.votes) if vote.election is not None}
    for motion in meeting.motions:
        make = partial(RecordLine, item=number.get(motion.item))
        text = _motion_words(motion)
        if motion.id in elected:
            first = elected[motion.id]
            names = "、".join(option.label for option in first.options)
            candidates = f"{text}，名额{first.seats}人，候选人：{names}"
            yield motion.at, motion.id, make(motion.at, "election", candidates)
        else:
            kind = "motion" if motion.amends is None else "amendment"
            yield motion.at, motion.id, make(motion.at, kind, text, motion.mover)
        if motion.seconder and not motion.part_of:
            yield motion.at, f"{motion.id}1", make(motion.at, "seconded", "", motion.seconder)
        if motion.state is MotionState.DIVIDED:
            note = f"{motion.text}（{term(motion.state)}）"
            yield motion.at, f"{motion.id}2", make(None, "motion_end", note)
        if motion.state in {MotionState.WITHDRAWN, MotionState.POSTPONED}:
            why = f"：{motion.reason}" if motion.reason else ""
            note = f"{motion.text}（{term(motion.state)}{why}）"
            yield motion.at, f"{motion.id}2", make(None, "motion_end", note)


def _motion_words(motion: Motion) -> str:
    text = motion.original or motion.text
    return f"分开表决的一部分：{text}" if motion.part_of else text


def _votes(meeting: Meeting) -> Iterator[Event]:
    for vote in meeting.votes:
        if vote.state is not VoteState.OPEN:
            yield from _vote(meeting, vote)


def _vote(meeting: Meeting, vote: Vote) -> Iterator[Event]:
    make = partial(RecordLine, item=meeting.numbers.get(vote.item))
    at = vote.closed_at or vote.opened_at
    line = vote_line(meeting, vote)
    motion = meeting.motion(vote.motion)
    label = "修正案" if motion.amends is not None else "动议"
    label = "选举" if vote.election is not None else f"{label}表决"
    times = sum(other.motion == vote.motion for other in meeting.votes)
    again = f"第{line.round}次表决，" if times > 1 or line.round > 1 else ""
    text = f"{label}（{again}{line.method}）：{line.motion.rstrip('。')}。"
    text += without_method(line.method, _proof(meeting, line))
    # A vote's id is that of its opening; what was said since stands before its result.
    key = f"{LAST}0{vote.id}"
    yield at, key, make(at, "vote", text)
    if vote.override_reason and vote.override_reason.rstrip("。.；;") not in line.sentence:
        yield at, f"{key}1", make(at, "override", vote.override_reason)
    # Who stood back is told by lines of its own.
    # Who counts instead is told at its moment, with its reason.
    changes = vote.election.changes if vote.election is not None else ()
    apart = {teller_changed(change) for change in changes}
    notes = [note for note in line.notes if not note.startswith("回避：") and note not in apart]
    for change in changes:
        said = f"{counts_instead(change)}（{change.reason}）"
        yield change.at, f"{vote.id}1", make(change.at, "vote_note", said)
    for one in vote.election.declined if vote.election is not None else ():
        said = f"{one.name}不就任（{one.reason}）"
        if one.successor:
            said += f"，由{one.successor}递补（依据：{one.provision}）"
        yield one.at, f"{key}4", make(one.at, "vote_note", said)
    for place, note in enumerate(notes):
        yield at, f"{key}2{place:03}", make(None, "vote_note", note)
    if vote.state is VoteState.VOID:
        voided = vote.voided_at or at
        reason = f"{vote.void_reason}（第{vote.round}次表决：{line.motion}）"
        yield voided, f"{key}3", make(vote.voided_at, "void", reason)


def _proof(meeting: Meeting, line: VoteLine) -> str:
    """The proving sentence without the quorum, which the head of the record gives once."""
    reached = _QUORUM.search(quorum_in_words(meeting))
    if reached is None or f"未{reached[0]}" in line.sentence:
        return line.sentence
    return line.sentence.replace(reached[0], reached[1], 1)


_QUORUM = re.compile(r"(?<!未)(达到法定人数)（[^（）]*）")


def _decisions(meeting: Meeting, minutes: Minutes) -> Iterator[Event]:
    """The decisions as the minutes have them, and tasks without a decision."""
    number = numbers(meeting)
    lines = {item.number: list(item.decisions) for item in minutes.items}
    for decision in meeting.decisions:
        tasks = lines.get(number.get(decision.item, 0), [])
        same = next((line for line in tasks if words_of(line.text) == decision.text), None)
        if same is not None:
            tasks.remove(same)
        line = RecordLine(
            decision.at,
            "decision",
            decision.text,
            decision.owner,
            item=number.get(decision.item),
            fixed=same or decision_line(decision, None, meeting),
        )
        yield decision.at, f"{LAST}0{decision.id}", line
    end = meeting.ended_at or meeting.began_at
    for item, left in lines.items():
        for place, given in enumerate(left):
            line = RecordLine(None, "decision", given.text, given.owner, item=item, fixed=given)
            yield end, f"{LAST}0~{item:05}{place:05}", line


def _outcomes(meeting: Meeting, events: Iterable[Event]) -> list[Event]:
    """The outcome of each item, placed after its last event; those not reached come at the end."""
    number = numbers(meeting)
    last = {line.item: at for at, _, line in sorted(events, key=lambda event: event[0])}
    end = meeting.ended_at or max(last.values(), default=meeting.began_at)
    found: list[Event] = []
    for item in meeting.in_order:
        if item.outcome is None or item.id not in number:
            continue
        missed = item.outcome is ItemOutcome.NOT_REACHED
        at = end if missed else last.get(number[item.id], end)
        line = RecordLine(None, _kind(item), _outcome_words(meeting, item), item=number[item.id])
        if item.started_at is None:
            head = RecordLine(None, "item", item.title, item=number[item.id])
            found.append((at, f"{LAST}1{number[item.id]:03}", head))
        found.append((at, f"{LAST}1{number[item.id]:03}1", line))
    return found


def _kind(item: AgendaItem) -> str:
    return "referred" if item.outcome is ItemOutcome.REFERRED_UP else "outcome"


def _outcome_words(meeting: Meeting, item: AgendaItem) -> str:
    why = f"（{item.reason}）" if item.reason else ""
    return f"{result_of(meeting, item)}{why}"
