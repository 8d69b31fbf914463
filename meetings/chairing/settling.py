"""Acts that fix what was decided: decisions, what goes up, what comes next."""

from collections.abc import Sequence
from dataclasses import replace

from meetings.chairing.floor import settle_item
from meetings.chairing.quorum import may_be_talk, quorum_met
from meetings.clean import is_blank, trim
from meetings.errors import Missing, NotAllowedNow, NotFound
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.decisions import Decision
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState

WHILE_WRITING = (MeetingState.OPEN, MeetingState.SUSPENDED, MeetingState.ENDED)
"""Without INQUORATE: a meeting held as a talk fixes nothing."""


def decide(meeting: Meeting, decision: Decision) -> Meeting:
    """Fix a decision on an item; owner and deadline may follow before the minutes are final.

    Raises NotAllowedNow for an informal talk, whose quorum was not reached.
    """
    meeting.require("decide", *WHILE_WRITING)
    if meeting.informal:
        raise NotAllowedNow(act="decide", state="informal")
    if is_blank(decision.text):
        raise Missing(what="decision")
    meeting.item(decision.item)
    return replace(meeting, decisions=(*meeting.decisions, decision))


def change_decision(meeting: Meeting, decision: Decision) -> Meeting:
    """Correct a decision until the minutes are final; raises NotFound, Missing."""
    meeting.require("change_decision", *WHILE_WRITING)
    if is_blank(decision.text):
        raise Missing(what="decision")
    if all(other.id != decision.id for other in meeting.decisions):
        raise NotFound(kind="Decision", id=decision.id)
    return replace(
        meeting,
        decisions=tuple(decision if d.id == decision.id else d for d in meeting.decisions),
    )


def drop_decision(meeting: Meeting, decision: str) -> Meeting:
    """Take a decision back until the minutes are final."""
    meeting.require("drop_decision", *WHILE_WRITING)
    return replace(meeting, decisions=tuple(d for d in meeting.decisions if d.id != decision))


def pass_up(meeting: Meeting, item: str, reason: str) -> Meeting:
    """Pass an item up to the next tier, with a reason; raises ReasonNeeded."""
    return settle_item(meeting, item, ItemOutcome.REFERRED_UP, reason)


def hold_as_talk(meeting: Meeting) -> Meeting:
    """Continue without a quorum as a talk, with a record but no decisions; raises NotAllowedNow."""
    meeting.require("hold_as_talk", MeetingState.OPEN)
    if quorum_met(meeting):
        raise NotAllowedNow(act="hold_as_talk", state="quorum_met")
    if not may_be_talk(meeting):
        raise NotAllowedNow(act="hold_as_talk", state="decided")
    return replace(meeting, informal=True)


def hold_as_meeting(meeting: Meeting) -> Meeting:
    """Turn the talk back into a meeting with votes and decisions, now that there is a quorum."""
    meeting.require("hold_as_meeting", MeetingState.OPEN)
    return replace(meeting, informal=False)


def sign(meeting: Meeting, names: Sequence[str]) -> Meeting:
    """Note who signed the record on paper; no names take it back."""
    meeting.require("sign", MeetingState.ENDED, MeetingState.INQUORATE)
    signed = tuple(dict.fromkeys(trim(name) for name in names if not is_blank(name)))
    return replace(meeting, signed=signed)
