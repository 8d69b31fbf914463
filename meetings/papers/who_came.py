"""Who came, who did not, who came late or left early, and whether that was enough."""

from collections.abc import Iterable
from datetime import datetime

from meetings.papers.minutes import Attendance, Name
from meetings.procedure.sentences import prove_room
from meetings.procedure.verdict import Base
from meetings.sitting.meeting import PLANNED, RUNNING, Meeting
from meetings.sitting.presence import OF_ROLL, Mark, RollEntry, Standing, in_time, last_marks
from meetings.terms import Lang, term

_IN_WRITING = {
    "zh": "本次以书面征求全体业主意见，不召集到会。",
    "en": "All owners were asked in writing; nobody was called together.",
}


def name_of(entry: RollEntry) -> Name:
    """A roll entry as documents print it."""
    roles = "、".join(term(role) for role in entry.roles)
    return Name(entry.name, entry.building, roles, entry.person)


def quorum_in_words(meeting: Meeting, lang: Lang = "zh") -> str:
    """Who should be here, who is, and whether that is enough; "" before the meeting opens.

    Once the meeting is over the room is that of everybody who came. Under a rule of owners'
    decisions the quorum is who takes part in the vote, so nothing is said of the room,
    but that there was none where they were asked in writing.
    """
    rule = meeting.rule
    if rule is None:
        return ""
    if rule.owners:
        in_writing = not meeting.roll and any(vote.owners for vote in meeting.votes)
        return _IN_WRITING[lang] if in_writing else ""
    room = meeting.room()
    present, proxies = len(room.present), len(room.represented)
    if meeting.state not in RUNNING:
        came = _came(meeting)
        present = sum(1 for entry in meeting.roll if entry.votes and entry.person in came)
        proxies = sum(1 for pair in room.represented if pair.principal not in came)
    return prove_room(rule, Base(len(room.expected), present, proxies=proxies), lang)


def attendance_of(meeting: Meeting) -> Attendance:
    """Each person of the roll in one group; who only came for a part is named apart."""
    came, last = _came(meeting), last_marks(meeting.presence)
    by_id = {entry.person: entry for entry in meeting.roll}
    members = [e for e in meeting.roll if e.votes or e.standing is Standing.MEMBER]
    represented: list[tuple[Name, Name]] = []
    excused: list[Name] = []
    absent: list[Name] = []
    for entry in members:
        if entry.person in came:
            continue
        mark = last.get(entry.person)
        if mark is not None and mark.kind is Mark.PROXY and mark.holder in by_id:
            represented.append((name_of(entry), name_of(by_id[mark.holder])))
        elif mark is not None and mark.kind is Mark.EXCUSED:
            excused.append(name_of(entry))
        elif meeting.state not in PLANNED:
            absent.append(name_of(entry))
    present = [entry for entry in members if entry.person in came]
    return Attendance(
        expected=sum(1 for entry in meeting.roll if entry.votes),
        present=tuple(name_of(entry) for entry in present),
        excused=tuple(excused),
        absent=tuple(absent),
        represented=tuple(represented),
        observers=tuple(name_of(e) for e in meeting.roll if e not in members and e.person in came),
        left_early=_left_early(meeting, present),
        came_late=_came_late(meeting, present),
        units=tuple((unit.unit, unit.name) for unit in meeting.invited),
        changes=tuple(
            (name_of(by_id[mark.person]), term(mark.kind), mark.reason)
            for mark in in_time(meeting.presence)
            if mark.kind in OF_ROLL and mark.person in by_id
        ),
    )


def _came(meeting: Meeting) -> set[str]:
    return {mark.person for mark in meeting.presence if mark.kind is Mark.IN}


def _left_early(
    meeting: Meeting, present: Iterable[RollEntry]
) -> tuple[tuple[Name, datetime], ...]:
    """Who was not there any more at the end, and since when."""
    last = last_marks(meeting.presence)
    return tuple(
        (name_of(entry), last[entry.person].at)
        for entry in present
        if last[entry.person].kind is not Mark.IN
    )


def _came_late(meeting: Meeting, present: Iterable[RollEntry]) -> tuple[tuple[Name, datetime], ...]:
    """Who came once something was said, moved or left behind, and when.

    Opening a meeting takes up its first item; while the others sign in nobody is late yet.
    """
    items = sorted(i.started_at for i in meeting.items if i.started_at)
    begun = min(
        (
            *items[1:],
            *(speech.at for speech in meeting.speeches),
            *(motion.at for motion in meeting.motions),
        ),
        default=items[0] if items else None,
    )
    first: dict[str, datetime] = {}
    for mark in in_time(meeting.presence):
        if mark.kind is Mark.IN:
            first.setdefault(mark.person, mark.at)
    return tuple(
        (name_of(entry), first[entry.person])
        for entry in present
        if begun is not None and first[entry.person] > begun
    )
