"""上次议定事项落实情况: the earlier tasks that a meeting reviews first."""

from meetings.actions.finish import sources_of
from meetings.community.bodies import Tier
from meetings.matters.followups import FollowUp
from meetings.ports import Records
from meetings.sitting.agenda import ItemKind
from meetings.sitting.meeting import Meeting


def to_review(records: Records, meeting: str) -> tuple[FollowUp, ...]:
    """Tasks of earlier meetings that were open when this one began, in the order of numbers."""
    with records.reading() as book:
        tasks = sources_of(book, book.get(Meeting, meeting)).reviewed
    return tuple(sorted(tasks, key=lambda task: task.number))


def answered(records: Records, meeting: Meeting) -> tuple[int, int] | None:
    """How many of the promises were answered in this meeting, of how many; None before."""
    begun = (item.started_at for item in meeting.items if item.kind is ItemKind.REVIEW)
    if not any(begun):
        return None
    tasks = to_review(records, meeting.id)
    return sum(1 for task in tasks if task.steps_at(meeting.id)), len(tasks)


def heard_from_above(records: Records, meeting: str) -> tuple[tuple[FollowUp, Tier], ...]:
    """Tasks promised by bodies above, each with the tier of that body, to be read only."""
    with records.reading() as book:
        return sources_of(book, book.get(Meeting, meeting)).above
