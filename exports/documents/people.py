"""The names of people in a meeting's papers, so that no line is broken within a name."""

from collections.abc import Iterator

from meetings.papers.minutes import Attendance, Minutes


def people_in(minutes: Minutes) -> Iterator[str]:
    """Names of everybody who chairs, records, attends, speaks, moves or has a task."""
    yield from (minutes.chair, minutes.secretary)
    for item in minutes.items:
        for names in (item.raised_by, *(speech.name for speech in item.speeches)):
            yield from names.split("、")
        for motion in item.motions:
            yield from (motion.mover, motion.seconder)
        for point in item.points:
            yield from point.names
        for decision in item.decisions:
            yield from (decision.owner, *decision.helpers)
        yield from (name.name for name, _ in item.recused)
    yield from (line.owner for line in minutes.reviewed)
    yield from _came(minutes.attendance)


def _came(there: Attendance) -> Iterator[str]:
    groups = (there.present, there.excused, there.absent, there.observers, *there.represented)
    yield from (name.name for group in groups for name in group)
