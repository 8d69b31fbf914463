"""What a document of a meeting is called: after the kind of the meeting it is about."""

from exports import words
from meetings.papers.minutes import Minutes
from meetings.sitting.meeting_states import MeetingKind
from meetings.terms import kind_word


def minutes_word(minutes: Minutes) -> str:
    """会议纪要, or 多方联动座谈会纪要 where the meeting was of that kind."""
    return words.MINUTES_OF.format(meeting=_meeting(minutes))


def record_word(minutes: Minutes) -> str:
    """会议记录, or 多方联动座谈会记录."""
    return words.RECORD_OF.format(meeting=_meeting(minutes))


def _meeting(minutes: Minutes) -> str:
    kind = kind_word(minutes.kind, minutes.kind_words)
    regular = minutes.kind is MeetingKind.REGULAR and not minutes.kind_words
    if regular or kind in minutes.body_name:
        return words.MEETING
    return kind
