"""A row of 议题 becomes a motion and its vote, judged in the room that the sheets tell of."""

from dataclasses import replace
from datetime import datetime

from meetings.chairing.tallying import without_objections
from meetings.community.people import label
from meetings.importing.workbook.drafts import VoteDraft, WorkbookDraft
from meetings.importing.workbook.out import RESULTS
from meetings.procedure.counts import Tally, TooManyVotes
from meetings.procedure.rules import ProxyUse
from meetings.procedure.verdict import Outcome
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.meeting import Meeting
from meetings.sitting.motions import Motion, MotionState
from meetings.sitting.presence import Mark, labels
from meetings.sitting.votes import NAMELESS, Electorate, Objection, Proxy, Vote, VoteState, judged

VOID_REASON = "导入的工作簿写明作废"
IN_THE_BOOK = "导入的工作簿原数"


def room_of(
    draft: WorkbookDraft,
    vote: VoteDraft,
    meeting: Meeting,
    item: str | None = None,
    at: datetime | None = None,
) -> Electorate:
    """The electorate with as many names as the row counts; whom nobody named has a number."""
    if vote.owners is not None:
        return Electorate((), ())
    rule = meeting.rule or draft.meeting.rule or draft.rule
    called = labels(meeting.roll)
    voters = [entry.person for entry in meeting.roll if entry.votes]
    recused: list[str] = []
    pairs: list[Proxy] = []
    room = meeting.room(item, at) if meeting.rule is not None else None
    if room is not None and vote.at is not None:
        here = list(room.present)
        recused = [called[person] for person in room.recused]
    else:
        came = {mark.person for mark in meeting.presence if mark.kind is Mark.IN}
        guests = room.present if room is not None else ()
        here = [p for p in voters if p in came] + [p for p in guests if p not in voters]
    if rule.proxies is not ProxyUse.NOT_COUNTED and room is not None:
        pairs = [
            Proxy(called[pair.principal], called[pair.holder])
            for pair in room.represented
            if pair.principal not in here
        ]
    expected = vote.expected if vote.expected is not None else draft.expected
    if vote.number is not None:
        recused = list(_so_many(recused, vote.recused or 0))
        pairs = _so_many_pairs(pairs, vote.proxies or 0)
    return Electorate(
        _so_many([called[p] for p in voters], expected),
        _so_many([called[p] for p in here], vote.present),
        tuple(recused),
        tuple(pairs),
    )


def _so_many(names: list[str], count: int | None) -> tuple[str, ...]:
    if count is None:
        return tuple(names)
    more = (NAMELESS.format(n=n) for n in range(1, count - len(names) + 1))
    return (*names[:count], *more)


def _so_many_pairs(pairs: list[Proxy], count: int) -> list[Proxy]:
    more = (Proxy(NAMELESS.format(n=n), "") for n in range(1, count - len(pairs) + 1))
    return [*pairs[:count], *more]


def motion_state(draft: VoteDraft, outcome: ItemOutcome | None, last: bool) -> MotionState:
    """How a motion without counts stands; the last row tells how the item ended."""
    if not last:
        words = {"撤回": MotionState.WITHDRAWN, "搁置": MotionState.POSTPONED}
        return words.get(draft.written, MotionState.SECONDED)
    if outcome in RESULTS[Outcome.PASSED]:
        return MotionState.CARRIED
    lost = (*RESULTS[Outcome.FAILED], *RESULTS[Outcome.TIED])
    return MotionState.LOST if outcome in lost else MotionState.SECONDED


def counted(vote: Vote, draft: VoteDraft, room: Electorate, meeting: Meeting, at: datetime) -> Vote:
    """The vote with its counts and verdict; raises MeetingError where it cannot be judged."""
    tally = None
    if draft.counts is not None:
        for_, against, abstain = draft.counts
        tally = Tally(for_, against, abstain, draft.invalid)
    asked = draft.insisting is not None
    objections = tuple(
        Objection(NAMELESS.format(n=n)) for n in range(1, (draft.insisting or 0) + 1)
    )
    if tally is None and draft.majority is None and asked:
        tally = without_objections(objections, room, meeting.in_force)
    closed = replace(
        vote, state=VoteState.CLOSED, closed_at=at, electorate=room, tally=tally,
        override_reason=draft.reason if draft.number is not None else "",
        majority=draft.majority, casting=draft.casting, options=draft.options,
        choose=draft.choose, seats=draft.seats, owners=draft.owners, election=draft.election,
        tellers=draft.tellers, objections_asked=asked, objections=objections,
    )  # fmt: skip
    try:
        found = judged(closed, meeting.in_force)
    except TooManyVotes:
        closed = replace(closed, override_reason=draft.reason or IN_THE_BOOK)
        found = judged(closed, meeting.in_force)
    closed = replace(closed, outcome=found.outcome)
    if draft.void:
        reason = draft.void_reason or VOID_REASON
        return replace(closed, state=VoteState.VOID, void_reason=reason, voided_at=at)
    return closed


def same_motion(known: Motion | None, votes: int, draft: VoteDraft) -> bool:
    """The row tells of another round on the motion of the row before."""
    return (
        known is not None and bool(votes) and draft.taken and known.text == draft.motion
        and (known.mover, known.seconder) == (draft.mover, draft.seconder)
    )  # fmt: skip


def person_called(meeting: Meeting) -> dict[str, str]:
    """Persons of the roll by each name that tells one alone."""
    called = labels(meeting.roll)
    found: dict[str, str] = {}
    several: set[str] = set()
    for entry in meeting.roll:
        for name in {entry.name, label(entry.name, entry.building)} - {called[entry.person]}:
            if name in found:
                several.add(name)
            found[name] = entry.person
    for name in several:
        del found[name]
    return {**found, **{name: person for person, name in called.items()}}
