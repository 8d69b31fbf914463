"""Acts of the sign-in table: come, leave, excuse, represent, stand back."""

from dataclasses import replace
from datetime import datetime

from meetings.errors import MeetingError, NotAllowedNow
from meetings.meeting import PLANNED, RUNNING, Meeting
from meetings.presence import Mark, PresenceMark, RollEntry, Standing, state_of
from meetings.rules import ProxyUse


class ProxyRefused(MeetingError):
    """The rule does not take this proxy: `why` (not_allowed, holder_away, limit, self), `limit`."""


def mark(
    meeting: Meeting,
    id: str,
    person: str,
    kind: Mark,
    at: datetime,
    reason: str = "",
    item: str | None = None,
    holder: str | None = None,
) -> Meeting:
    """Write one line of the presence timeline; raises NotAllowedNow, NotFound, ProxyRefused."""
    meeting.require(kind, *PLANNED, *RUNNING)
    meeting.entry(person)
    if kind is Mark.PROXY:
        _check_proxy(meeting, person, holder)
    if kind in {Mark.RECUSED, Mark.RETURNED} and item is None:
        raise NotAllowedNow(act=kind, state="no_item")
    line = PresenceMark(id, meeting.body, meeting.id, person, kind, at, item, holder, reason)
    return replace(meeting, presence=(*meeting.presence, line))


def walk_in(meeting: Meeting, id: str, entry: RollEntry, at: datetime) -> Meeting:
    """Somebody who is not on the roll comes in and is put there, without a seat's vote."""
    known = {listed.person for listed in meeting.roll}
    roll = meeting.roll if entry.person in known else (*meeting.roll, guest(entry))
    return mark(replace(meeting, roll=roll), id, entry.person, Mark.IN, at)


def guest(entry: RollEntry) -> RollEntry:
    """The entry of a walk-in: never a member, never a vote of its own."""
    return replace(entry, standing=Standing.WALK_IN, votes=False)


def _check_proxy(meeting: Meeting, principal: str, holder: str | None) -> None:
    rule = meeting.rule
    if rule is not None and rule.proxies is ProxyUse.NOT_COUNTED:
        raise ProxyRefused(why="not_allowed", limit=0)
    if holder is None or holder == principal:
        raise ProxyRefused(why="self", limit=0)
    meeting.entry(holder)
    here = state_of(holder, meeting.presence)
    if here is None or here.kind is not Mark.IN:
        raise ProxyRefused(why="holder_away", limit=0)
    if rule is None:
        return
    held = sum(
        1
        for entry in meeting.roll
        if entry.person != principal
        and (last := state_of(entry.person, meeting.presence)) is not None
        and last.kind is Mark.PROXY
        and last.holder == holder
    )
    if held >= rule.proxy_limit:
        raise ProxyRefused(why="limit", limit=rule.proxy_limit)
