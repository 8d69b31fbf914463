"""Acts of the sign-in table: arrivals, leaving, excuses, proxies, recusals, and corrections."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

from meetings.clean import is_blank, trim
from meetings.community.people import is_name
from meetings.dataclass import dataclass
from meetings.errors import MeetingError, NotAllowedNow, NotFound, ReasonNeeded
from meetings.procedure.rules import ProxyUse
from meetings.sitting.guests import is_unit_itself
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import PLANNED, RUNNING, WRITING
from meetings.sitting.officers import officers_of, on_roll, unit_signed_in
from meetings.sitting.presence import (
    OF_ITEM,
    OF_ROLL,
    Mark,
    PresenceMark,
    RollEntry,
    Standing,
    last_marks,
    state_of,
)


class ProxyRefused(MeetingError):
    """The rule does not take this proxy: `why`, `limit`.

    `why` is not_allowed, no_vote (of the principal), holder_away, limit or self.
    """

    why: Literal["not_allowed", "no_vote", "holder_away", "limit", "self"]
    limit: int


class WasThere(MeetingError):
    """Who signed in was there, and is neither absent nor excused: `name`, `kind`."""

    name: str
    kind: Mark


class NotThere(MeetingError):
    """Only who is there can leave: `name`."""

    name: str


class NotAName(MeetingError):
    """A new person's name cannot be digits or Latin letters alone: `name`."""

    name: str


class WrongTime(MeetingError):
    """A line of the timeline lies in the future: `at`, `now`."""

    at: datetime
    now: datetime


def mark(
    meeting: Meeting,
    id: str,
    person: str,
    kind: Mark,
    at: datetime,
    reason: str = "",
    item: str | None = None,
    holder: str | None = None,
    written_at: datetime | None = None,
) -> Meeting:
    """Write one line of the presence timeline.

    `written_at` marks a line written down later than it happened, also after the meeting ended.
    STRUCK and SEATED change who counts under 应到; votes that are closed keep their numbers.
    Who signed in was there and leaves; that it was a mistake is a correction of that line.
    Raises NotAllowedNow, NotFound, NotThere, ProxyRefused, ReasonNeeded, WasThere, WrongTime.
    """
    states = {*PLANNED, *RUNNING} if written_at is None else {*PLANNED, *WRITING}
    meeting.require(kind, *states)
    if written_at is not None and at > written_at:
        raise WrongTime(at=at, now=written_at)
    meeting.entry(person)
    if kind in NEVER_CAME and arrivals(meeting, person):
        raise WasThere(name=meeting.called(person), kind=kind)
    if kind is Mark.OUT and written_at is None and not is_there(meeting, person):
        raise NotThere(name=meeting.called(person))
    if kind is Mark.PROXY:
        _check_proxy(meeting, person, holder)
    if kind in OF_ROLL:
        meeting = _change_expected(meeting, person, kind, reason, written_at)
    if kind in OF_ITEM:
        if item is None:
            raise NotAllowedNow(act=kind, state="no_item")
        meeting.item(item)
    line = PresenceMark(
        id, meeting.body, meeting.id, person, kind, at, item, holder, trim(reason), written_at
    )
    return replace(meeting, presence=(*meeting.presence, line))


NEVER_CAME = frozenset({Mark.EXCUSED, Mark.ABSENT})
"""Marks of who did not come at all."""


def arrivals(meeting: Meeting, person: str) -> tuple[PresenceMark, ...]:
    """The lines by which somebody signed in."""
    return tuple(m for m in meeting.presence if m.person == person and m.kind is Mark.IN)


def is_there(meeting: Meeting, person: str) -> bool:
    """Whether somebody signed in and has not left."""
    last = state_of(person, meeting.presence)
    return last is not None and last.kind is Mark.IN


def correct_mark(
    meeting: Meeting,
    mark: str,
    reason: str,
    written_at: datetime,
    at: datetime | None = None,
    kind: Mark | None = None,
) -> Meeting:
    """Correct the time, or the kind, of a line; votes that are closed keep the room they had.

    Raises NotAllowedNow, NotFound, ReasonNeeded, WrongTime.
    """
    meeting.require("correct_mark", *PLANNED, *WRITING)
    if is_blank(reason):
        raise ReasonNeeded(act="correct_mark")
    if at is not None and at > written_at:
        raise WrongTime(at=at, now=written_at)
    if all(line.id != mark for line in meeting.presence):
        raise NotFound(kind="PresenceMark", id=mark)
    return replace(
        meeting,
        presence=tuple(
            _corrected(line, trim(reason), written_at, at, kind) if line.id == mark else line
            for line in meeting.presence
        ),
    )


def _corrected(
    line: PresenceMark, reason: str, written_at: datetime, at: datetime | None, kind: Mark | None
) -> PresenceMark:
    kind = kind or line.kind
    fixed = OF_ITEM | OF_ROLL
    if kind is not line.kind and (kind in fixed | {Mark.PROXY} or line.kind in fixed):
        raise NotAllowedNow(act="correct_mark", state=kind)
    holder = line.holder if kind is Mark.PROXY else None
    if kind is Mark.PROXY:  # what a law asked of it, and the answer, stay
        reason = "；".join(filter(None, (line.reason, reason)))
    return replace(
        line, kind=kind, at=at or line.at, holder=holder, reason=reason, written_at=written_at
    )


def _change_expected(
    meeting: Meeting, person: str, kind: Mark, reason: str, written_at: datetime | None
) -> Meeting:
    """Strike a person from those expected, who stays as an observer, or count a seat again.

    Only while the meeting runs, and with a reason.
    """
    meeting.require(kind, *RUNNING)
    meeting.require_no_hands(kind)
    entry, votes = meeting.entry(person), kind is Mark.SEATED
    if written_at is not None or entry.votes is votes:
        raise NotAllowedNow(act=kind, state="same" if written_at is None else "later")
    if is_blank(reason):
        raise ReasonNeeded(act=kind)
    standing = Standing.MEMBER if votes else Standing.OBSERVER
    changed = replace(entry, votes=votes, standing=standing)
    return replace(meeting, roll=tuple(changed if e is entry else e for e in meeting.roll))


def require_name(name: str) -> None:
    """Raise NotAName for digits or Latin letters alone."""
    if not is_blank(name) and not is_name(name):
        raise NotAName(name=name)


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody not on the roll who may well come, and is offered at the sign-in table.

    `why` is officer, unit, seat or last_time; `person` the row of the register, where there is one.
    """

    name: str
    building: str
    why: str
    person: str | None = None


def faces_of(
    meeting: Meeting, last: Meeting | None, seats: Sequence[RollEntry] = ()
) -> tuple[Face, ...]:
    """Chair and recorder named in words, invited units, and who came to the body's last meeting.

    `seats` are the body's now: whoever took one after the roll was made is offered as well.
    """
    names = {entry.name for entry in meeting.roll}
    found = [Face(o.name, "", "officer") for o in officers_of(meeting) if not o.person]
    found += [
        Face(name or unit.unit, unit.unit if name else "", "unit")
        for unit in meeting.invited
        if len(unit.names) > 1 or not unit_signed_in(meeting, unit)
        for name in unit.names or ("",)
    ]
    listed = {entry.person for entry in meeting.roll}
    came = set(last.who_came().came) if last is not None else set()
    others = [("seat", entry) for entry in seats]
    others += [
        ("last_time", entry)
        for entry in (last.roll if last is not None else ())
        if entry.person in came and not (last is not None and is_unit_itself(last, entry.name))
    ]
    for why, entry in others:
        if entry.person in listed:
            continue
        listed.add(entry.person)
        officer = next((face for face in found if face.name == entry.name), None)
        if officer is not None and officer.why == "officer":
            found.remove(officer)
        why = officer.why if officer is not None else why
        found.append(Face(entry.name, entry.building, why, entry.person))
    found.sort(key=lambda face: ("officer", "unit", "seat", "last_time").index(face.why))
    return tuple(face for face in found if face.person or face.name not in names)


@dataclass(frozen=True, slots=True)
class Unseen:
    """Somebody who acts in the room and is not signed in; `person` where the roll knows them."""

    name: str
    person: str | None


def unseen(meeting: Meeting, names: Sequence[str]) -> tuple[Unseen, ...]:
    """Those of the names who are not signed in; a name that two people have is passed over."""
    last = last_marks(meeting.presence)
    found = []
    for name in dict.fromkeys(trim(name) for name in names if not is_blank(name)):
        person = on_roll(meeting, name)
        here = person is not None and person in last and last[person].kind is Mark.IN
        in_doubt = person is None and any(entry.name == name for entry in meeting.roll)
        if not here and not in_doubt:
            found.append(Unseen(name, person))
    return tuple(found)


def walk_in(
    meeting: Meeting,
    id: str,
    entry: RollEntry,
    at: datetime,
    written_at: datetime | None = None,
    standing: Standing = Standing.WALK_IN,
) -> Meeting:
    """Somebody who is not on the roll comes in and is put there, without a seat's vote.

    An observer has no vote either where the rule lets walk-ins vote.
    """
    on_roll = {listed.person for listed in meeting.roll}
    roll = meeting.roll if entry.person in on_roll else (*meeting.roll, guest(entry, standing))
    return mark(replace(meeting, roll=roll), id, entry.person, Mark.IN, at, written_at=written_at)


def everybody_here(
    meeting: Meeting, ids: Sequence[str], at: datetime, among: Collection[str] | None = None
) -> Meeting:
    """Everybody on the roll, or `among` these, who has no mark yet is here.

    `ids` are those of the new lines.
    """
    for id, person in zip(ids, unmarked(meeting, among), strict=True):
        meeting = mark(meeting, id, person, Mark.IN, at)
    return meeting


def unmarked(meeting: Meeting, among: Collection[str] | None = None) -> tuple[str, ...]:
    """Who on the roll, or `among` these, has no mark that says where they are."""
    last = last_marks(meeting.presence)
    return tuple(
        entry.person
        for entry in meeting.roll
        if entry.person not in last and (among is None or entry.person in among)
    )


def guest(entry: RollEntry, standing: Standing = Standing.WALK_IN) -> RollEntry:
    """The roll entry as a walk-in's, without membership or a seat's vote."""
    return replace(entry, standing=standing, votes=False)


def _check_proxy(meeting: Meeting, principal: str, holder: str | None) -> None:
    rule = meeting.rule
    if rule is not None and rule.proxies is ProxyUse.NOT_COUNTED:
        raise ProxyRefused(why="not_allowed", limit=0)
    if holder is None or holder == principal:
        raise ProxyRefused(why="self", limit=0)
    if not meeting.entry(principal).votes:
        raise ProxyRefused(why="no_vote", limit=0)
    meeting.entry(holder)
    here = state_of(holder, meeting.presence)
    if rule is None:
        return
    if here is None or here.kind is not Mark.IN:
        raise ProxyRefused(why="holder_away", limit=0)
    held = sum(
        1
        for person, last in last_marks(meeting.presence).items()
        if person != principal and last.kind is Mark.PROXY and last.holder == holder
    )
    if held >= rule.proxy_limit and not rule.asks_of_proxies:
        raise ProxyRefused(why="limit", limit=rule.proxy_limit)
