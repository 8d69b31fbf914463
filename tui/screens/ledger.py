"""Reads the tasks that the ledger (F5) shows: of which bodies, filtered, sorted and grouped."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from meetings.actions.above import lines_above
from meetings.actions.found import below, bodies
from meetings.community.bodies import Tier
from meetings.matters.followup_states import ChaseLevel, Lateness
from meetings.matters.followups import SOON
from meetings.matters.ledger import STATES, Kind, Order, Reach, View
from meetings.ports import Records
from meetings.terms import term, topic_word
from meetings.views import FollowUpFilter, FollowUpLine
from tui.desk import Desk
from tui.language import _, language

MOST = 500
"""The most tasks that are sorted and shown; more are found by filtering."""

_RANK = {
    Lateness.OVERDUE: 0, Lateness.SOON: 1, Lateness.ON_TIME: 2, Lateness.NO_DEADLINE: 3,
    Lateness.DONE: 4,
}  # fmt: skip
LATEST = date(9999, 12, 31)


def under(records: Records, body: str) -> frozenset[str]:
    """The ids of the bodies directly below this one."""
    return frozenset(known.id for known in bodies(records) if known.parent == body)


async def read_ledger(
    desk: Desk, view: View, body: str, today: date
) -> tuple[list[FollowUpLine], bool]:
    """The tasks in the order of the view, and whether there are more than are returned.

    A task of a body below that was escalated to this one is among them, too.
    """
    wanted = FollowUpFilter(
        body=body if view.reach is Reach.OWN else None,
        tier=view.tier,
        states=STATES[view.kind],
        owner=view.owner,
        text=view.text,
        due_before=today + SOON + timedelta(days=1) if view.kind is Kind.LATE else None,
        topic=view.topic,
        chased=ChaseLevel.UPPER if view.kind is Kind.CHASED_UP else None,
    )
    keep = await desk.read(below, body) if view.reach is Reach.BELOW else None
    if keep == frozenset({body}):
        wanted, keep = replace(wanted, body=body), None
    lines, more = await _pages(desk, wanted, keep)
    if view.reach is Reach.OWN and (nearest := await desk.read(under, body)):
        up = replace(wanted, body=None, chased=ChaseLevel.UPPER)
        chased, more_chased = await _pages(desk, up, nearest)
        lines, more = [*lines, *chased], more or more_chased
    if view.reach is not Reach.ALL:
        shown = {line.id for line in lines}
        promised = await desk.read(lines_above, body)
        lines += [one for one in promised if one.id not in shown and _wanted(one, view, wanted)]
    return in_order(lines, view.order, today)[:MOST], more or len(lines) > MOST


def _wanted(line: FollowUpLine, view: View, wanted: FollowUpFilter) -> bool:
    """Whether a task promised by a body above fits the filter of the view."""
    people = "、".join((line.owner, *line.units, *(part.owner for part in line.parts)))
    due = wanted.due_before is None or (
        line.deadline is not None and line.deadline < wanted.due_before
    )
    return (
        line.state in STATES[view.kind] and due and wanted.chased is None
        and view.text.casefold() in f"{line.text}{people}".casefold()
        and view.owner in people and view.topic in ("", line.topic)
        and view.tier in (None, line.tier)
    )  # fmt: skip


async def _pages(
    desk: Desk, wanted: FollowUpFilter, keep: frozenset[str] | None
) -> tuple[list[FollowUpLine], bool]:
    lines: list[FollowUpLine] = []
    after: str | None = None
    while len(lines) < MOST:
        page = await desk.follow_ups(wanted, after, MOST)
        lines += [line for line in page.lines if keep is None or line.body in keep]
        after = page.after
        if after is None:
            break
    return lines, after is not None


def in_order(lines: Iterable[FollowUpLine], order: Order, today: date) -> list[FollowUpLine]:
    """The tasks by lateness, within owner or body where the order says so; those without first."""

    def late(line: FollowUpLine) -> tuple[int, date, str]:
        return _RANK[line.lateness(today)], line.deadline or LATEST, line.id

    keys: dict[Order, Callable[[FollowUpLine], tuple[object, ...]]] = {
        Order.LATENESS: late,
        Order.OWNER: lambda line: (line.owner, *late(line)),
        Order.BODY: lambda line: (*_tier(line), line.body_name, line.body, *late(line)),
        Order.TIER: lambda line: (*_tier(line), *late(line)),
        Order.TOPIC: lambda line: (not line.topic, line.topic, *late(line)),
        Order.NUMBER: lambda line: (line.body_name, line.body, line.number),
    }  # fmt: skip
    return sorted(lines, key=keys[order])


def _tier(line: FollowUpLine) -> tuple[bool, bool]:
    return line.tier is not Tier.SUBDISTRICT, line.tier is not Tier.COMMUNITY


def group_of(line: FollowUpLine, order: Order, today: date) -> tuple[str, str]:
    """The (key, words) of the group that a task belongs to; the order NUMBER groups by body."""
    if order is Order.LATENESS:
        late = line.lateness(today)
        return late.value, term(late, language())
    if order is Order.OWNER:
        return line.owner, line.owner or _("nobody")
    if order is Order.TIER:
        return line.tier.value, term(line.tier, language())
    if order is Order.TOPIC:
        return line.topic, topic_word(line.topic, language()) or _("no topic")
    return line.body, line.body_name


def grouped(
    lines: Sequence[FollowUpLine], order: Order, today: date
) -> list[tuple[str, list[FollowUpLine]]]:
    """The tasks under the words of their group; groups and tasks keep the given order."""
    found: dict[str, tuple[str, list[FollowUpLine]]] = {}
    for line in lines:
        key, words = group_of(line, order, today)
        found.setdefault(key, (words, []))[1].append(line)
    return list(found.values())
