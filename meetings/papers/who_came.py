"""Attendance in words: who came, who did not, who came late or left early, and the quorum."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from meetings.clean import trim
from meetings.papers.minutes import Attendance, Name
from meetings.procedure.counts import Base
from meetings.procedure.rules import ProxyUse
from meetings.procedure.sentences import prove_room
from meetings.sitting.guests import unit_of
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import PLANNED, RUNNING
from meetings.sitting.officers import officers_of
from meetings.sitting.presence import (
    OF_ROLL,
    Mark,
    RollEntry,
    SectionCount,
    by_section,
    in_time,
    last_marks,
)
from meetings.sitting.votes import unlisted
from meetings.terms import Lang, term

_IN_WRITING = {
    "zh": "本次以书面征求全体业主意见，不召集到会。",
    "en": "All owners were asked in writing; nobody was called together.",
}


def name_of(entry: RollEntry) -> Name:
    """A roll entry as documents print it."""
    roles = "、".join(term(role) for role in entry.roles)
    return Name(entry.name, entry.building, roles, entry.person)


def nobody_written_down(meeting: Meeting) -> bool:
    """Whether it is unknown who came to a meeting, as it has neither a roll nor a sign-in."""
    open_still = meeting.state in PLANNED or meeting.state in RUNNING
    return not open_still and not meeting.roll and not meeting.presence


def quorum_in_words(meeting: Meeting, lang: Lang = "zh") -> str:
    """Who should be here, who is, and whether that is enough; "" before the meeting opens.

    Once the meeting is over the room is that of everybody who came. Under a rule of owners'
    decisions the quorum is who takes part in the vote, so nothing is said of the room,
    but that there was none where they were asked in writing.
    """
    rule = meeting.rule
    if rule is None:
        return ""
    if nobody_written_down(meeting) and not rule.owners:
        return ""
    if rule.owners:
        return _IN_WRITING[lang] if meeting.in_writing_alone else ""
    room = meeting.room_told()
    beside = unlisted(room.expected, room.present)
    came, proxies = len(room.present), len(room.represented)
    base = Base(len(room.expected), came, proxies=proxies, unlisted=beside)
    return prove_room(rule, base, lang)


def attendance_of(meeting: Meeting) -> Attendance:
    """Each person of the roll in one group; who only came for a part is named apart.

    Who chairs or records is there: named in free words they stand among the guests, and on the
    roll they are never absent (a blocker asks for their mark). Where nobody was written down,
    nobody is named.
    """
    if nobody_written_down(meeting):
        return Attendance(None, (), (), (), (), ())
    came, by_id = meeting.who_came(), {entry.person: entry for entry in meeting.roll}
    officers = officers_of(meeting)
    on_roll = {officer.person for officer in officers if officer.person}

    def names(persons: Iterable[str]) -> tuple[Name, ...]:
        return tuple(name_of(by_id[person]) for person in persons)

    away = [p for p in came.absent if p not in on_roll] if meeting.state not in PLANNED else []
    return Attendance(
        expected=len(came.expected) or None,
        present=names(came.voters),
        excused=tuple(
            replace(name_of(by_id[person]), reason=why_excused(meeting, person))
            for person in came.excused
        ),
        absent=names(away),
        represented=tuple(
            (name_of(by_id[pair.principal]), name_of(by_id[pair.holder]))
            for pair in came.represented
        ),
        observers=(
            *names(p for p in came.others if not _of_a_unit(meeting, p)),
            *(Name(o.name, roles=o.roles_in_words) for o in officers if o.name in came.in_words),
        ),
        left_early=_left_early(meeting, came.voters),
        came_late=_came_late(meeting, came.voters),
        units=_units(meeting, came.others),
        changes=tuple(
            (name_of(by_id[mark.person]), term(mark.kind), mark.reason)
            for mark in in_time(meeting.presence)
            if mark.kind in OF_ROLL and mark.person in by_id
        ),
        sections=tuple(
            map(
                section_in_words,
                by_section(
                    meeting.roll, came.voters, [pair.principal for pair in came.represented]
                ),
            )
        ),
    )


def why_excused(meeting: Meeting, person: str) -> str:
    """The reason that was given; for a proxy the intended holder, and why the rule counts none."""
    mark = last_marks(meeting.presence).get(person)
    if mark is None:
        return ""
    if mark.kind is not Mark.PROXY or mark.holder is None:
        return trim(mark.reason)
    holder = meeting.called(mark.holder)
    rule, came = meeting.rule, meeting.who_came()
    if rule is None or rule.proxies is ProxyUse.NOT_COUNTED:
        why = "按规则不计"
    elif mark.holder not in came.came:
        why = f"{holder}未到会"
    elif mark.holder not in came.voters:
        why = f"{holder}无表决权"
    else:
        why = f"多于每人{rule.proxy_limit}份，不计"
    return f"委托{holder}，{why}"


def _units(meeting: Meeting, guests: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The units that took part and who came for them; before the meeting all that are invited.

    Where whoever is there may vote, who came for a unit is among those present and named there.
    """
    if meeting.state in PLANNED:
        return tuple((unit.unit, unit.name) for unit in meeting.invited)
    came: dict[str, list[str]] = {}
    for entry in (meeting.entry(person) for person in guests):
        unit = unit_of(meeting, entry)
        if unit is not None:
            named = [] if entry.name == unit.unit else [entry.name]
            came.setdefault(unit.unit, []).extend(named)
    return tuple(
        (unit.unit, "、".join(came[unit.unit])) for unit in meeting.invited if unit.unit in came
    )


def _of_a_unit(meeting: Meeting, person: str) -> bool:
    """Whether a person came for an invited unit and is printed with it."""
    return unit_of(meeting, meeting.entry(person)) is not None


def section_in_words(count: SectionCount) -> str:
    """一片区到会19人、委托3人（应到25人）."""
    proxies = f"、委托{count.represented}人" if count.represented else ""
    expected = f"（应到{count.expected}人）" if count.expected else ""
    return f"{count.name}到会{count.came}人{proxies}{expected}"


def _left_early(meeting: Meeting, present: Iterable[str]) -> tuple[tuple[Name, datetime], ...]:
    """Those who left before the end, and when."""
    last = last_marks(meeting.presence)
    return tuple(
        (name_of(meeting.entry(person)), last[person].at)
        for person in present
        if last[person].kind is not Mark.IN
    )


def _came_late(meeting: Meeting, present: Iterable[str]) -> tuple[tuple[Name, datetime], ...]:
    """Who came once something was said, moved or left behind, and when.

    Opening a meeting takes up its first item; while the others sign in nobody is late yet, nor
    before the hour for which it was called, nor where nothing was said or moved at all. An item
    taken up while most of those who came were still to sign in leaves nothing behind: the desk
    for signing in was open then, not the meeting.
    """
    words = [
        *(speech.at for speech in meeting.speeches if speech.said_at is not None),
        *(motion.at for motion in meeting.motions),
    ]
    if not words:
        return ()
    first: dict[str, datetime] = {}
    for mark in in_time(meeting.presence):
        if mark.kind is Mark.IN:
            first.setdefault(mark.person, mark.at)
    items = sorted(item.started_at for item in meeting.items if item.started_at)
    turns = [at for at in items[1:] if 2 * sum(came < at for came in first.values()) > len(first)]
    begun = max(min(*turns, *words, words[0]), meeting.starts_at)
    return tuple(
        (name_of(meeting.entry(person)), first[person])
        for person in present
        if first[person] > begun
    )
