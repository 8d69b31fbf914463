"""Where a task comes from, in words: the meeting and its item."""

from collections.abc import Mapping

from meetings.matters.followups import FollowUp
from meetings.sitting.meeting import Meeting


def meeting_name(meeting: Meeting) -> str:
    """The name of a meeting in the column 来源会议: 2026年第3次."""
    return f"{meeting.year}年第{meeting.serial}次"


def source_of(task: FollowUp, meetings: Mapping[str, Meeting]) -> tuple[str, str]:
    """The meeting (来源会议) and the item (来源议题) that a task comes from, in words."""
    meeting = meetings.get(task.meeting or "")
    if meeting is None:
        return task.from_meeting, task.from_item
    titles = {item.id: item.title for item in meeting.items}
    return meeting_name(meeting), titles.get(task.item or "", "")
