"""The quorum of a running meeting: how many are needed, and whether it is there or was lost."""

from meetings.dataclass import dataclass
from meetings.procedure.rules import ProxyUse
from meetings.procedure.verdict import Outcome
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import RUNNING
from meetings.sitting.presence import Room, labels
from meetings.sitting.votes import Electorate, Proxy, VoteState


@dataclass(frozen=True, slots=True)
class QuorumAlarm:
    """The quorum is missing; `lost` where it was there before, during this meeting.

    `present` are all who count, and `represented` those among them who are not there themselves;
    `names_missing` are those expected who could still come or come back.
    """

    present: int
    represented: int
    needed: int
    expected: int
    lost: bool
    names_missing: tuple[str, ...]

    @property
    def short(self) -> int:
        """How many more would have to come."""
        return self.needed - self.present


def people_here(meeting: Meeting) -> int:
    """How many are signed in and in the room now, with a vote or not."""
    room = meeting.room(meeting.current)
    return len(room.present) + len(room.recused) + len(room.others)


def quorum_needed(meeting: Meeting) -> int:
    """How many must be there; 0 where the rule asks for none, or counts it by the vote itself."""
    rule = meeting.in_force
    expected = sum(1 for entry in meeting.roll if entry.votes)
    if rule.quorum is None or rule.owners:
        return 0
    return rule.quorum.share.smallest(expected) or 1


def quorum_met(meeting: Meeting, item: str | None = None) -> bool:
    """Whether enough people who may vote on the item are in the room."""
    return meeting.room(item).quorum_count(meeting.in_force) >= quorum_needed(meeting)


def too_few_came(meeting: Meeting) -> bool:
    """Whether too few came at any time for a quorum; False where it is unknown who came."""
    came = meeting.who_came()
    if meeting.rule is None or came.unsigned:
        return False
    proxies = meeting.rule.proxies is ProxyUse.QUORUM_AND_VOTES
    counted = len(came.voters) + (len(came.represented) if proxies else 0)
    return counted < quorum_needed(meeting)


def quorum_alarm(meeting: Meeting, item: str | None = None) -> QuorumAlarm | None:
    """The facts of a missing quorum; None while it is there, or the meeting does not run."""
    if meeting.state not in RUNNING or quorum_met(meeting, item):
        return None
    room, needed = meeting.room(item), quorum_needed(meeting)
    begun = meeting.opened_at
    moments = {mark.at for mark in meeting.presence if begun is None or mark.at > begun}
    moments |= {begun} if begun is not None else set()
    was_there = any(
        meeting.room(item, moment).quorum_count(meeting.in_force) >= needed for moment in moments
    )
    called = labels(meeting.roll)
    return QuorumAlarm(
        present=room.quorum_count(meeting.in_force),
        represented=room.proxies_counted(meeting.in_force),
        needed=needed,
        expected=len(room.expected),
        lost=was_there,
        names_missing=tuple(called[person] for person in (*room.away, *room.excused)),
    )


def names(meeting: Meeting, room: Room) -> Electorate:
    """The room by names, as a vote keeps it."""
    called = labels(meeting.roll)
    return Electorate(
        expected=tuple(called[p] for p in room.expected),
        present=tuple(called[p] for p in room.present),
        recused=tuple(called[p] for p in room.recused),
        represented=tuple(
            Proxy(called[pair.principal], called[pair.holder]) for pair in room.represented
        ),
    )


def may_be_talk(meeting: Meeting) -> bool:
    """Whether the meeting may become an informal talk, since nothing was decided yet."""
    decided = any(
        vote.state is VoteState.OPEN
        or (vote.state is VoteState.CLOSED and vote.outcome is not Outcome.INQUORATE)
        for vote in meeting.votes
    )
    return not meeting.informal and not decided and not meeting.decisions
