"""A body's figures of a period as they are told above, and the figures of many bodies added up.

They are those of F7, counted where the records are; above, they are only added. What counts persons
apart, and what does not add (a median, who spoke most), stays at home.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final

from meetings.clean import trim
from meetings.community.bodies import Tier
from meetings.dataclass import dataclass
from meetings.figures.compare import Side, side
from meetings.figures.counting import Base, Figures, Held, Rate
from meetings.figures.flow import Flow
from meetings.figures.periods import Length, Period, after, whole
from meetings.figures.scope import Scope
from meetings.matters.issues import IssueState, Source
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.meeting_states import MeetingKind
from meetings.views import PromiseLine

COUNTS: Final = ("inquorate", "cancelled", "unsigned", "heads", "guests", "received", "voided",
                 "extended", "chased", "undated")  # fmt: skip
RATES: Final = ("attendance", "settled", "completed", "on_time", "reported", "visited",
                "satisfied", "closed")  # fmt: skip
FLOWS: Final = ("issues", "tasks")
HELD: Final = ("activities", "courses", "recruited", "recruited_online")
BY_WORD: Final[Mapping[str, type[StrEnum]]] = {
    "held_in": Tier, "outcomes": ItemOutcome, "sources": Source, "states": IssueState,
    "tiers": Tier,
}  # fmt: skip
TEXTS: Final = ("topics", "kinds")
"""What is counted by words that a body may have chosen itself: topics, own kinds of meetings."""
SENT: Final = (*COUNTS, *RATES, *FLOWS, *HELD, *BY_WORD, "meetings", "topics", "carried")
"""The fields of Figures that leave; every other one stays at home, one that comes later too."""

_MOST = 10**9
_WORDS = 300


class NotFigures(ValueError):
    """What was told are no figures."""


def key_of(period: Period) -> str:
    """`2026-11`, `2026-Q4`, `2026`; "" for a period that nobody reports."""
    start = period.start
    if period.length is Length.MONTH:
        return f"{start:%Y-%m}"
    if period.length is Length.QUARTER:
        return f"{start.year:04}-Q{(start.month + 2) // 3}"
    return f"{start.year:04}" if period.length is Length.YEAR else ""


def period_of(key: str) -> Period:
    """The period of such a key; raises NotFigures."""
    year, _, part = key.partition("-")
    try:
        if not (year.isascii() and year.isdigit() and len(year) == 4):
            raise NotFigures(key[:20])
        if not part:
            period = whole(Length.YEAR, date(int(year), 1, 1))
        elif part.startswith("Q"):
            period = whole(Length.QUARTER, date(int(year), 3 * int(part[1:]) - 2, 1))
        else:
            period = whole(Length.MONTH, date(int(year), int(part), 1))
    except (ValueError, OverflowError) as failure:
        raise NotFigures(key[:20]) from failure
    if key_of(period) != key:
        raise NotFigures(key[:20])
    return period


def over(first: date, today: date) -> Iterator[Period]:
    """The months, quarters and years that are over, from a day on, of this year and the last."""
    begin = max(first, date(today.year - 1, 1, 1))
    for length in (Length.MONTH, Length.QUARTER, Length.YEAR):
        one = whole(length, begin)
        while one.end < today:
            yield one
            one = after(one)


def letter_fields(figures: Figures) -> dict[str, Any]:
    """What of the figures of a whole month, quarter or year is told above."""
    sent: dict[str, Any] = {"period": key_of(figures.period), "until": figures.until.isoformat()}
    sent |= {name: n for name in COUNTS if (n := getattr(figures, name)) or name != "unsigned"}
    sent |= {name: _numbers(getattr(figures, name)) for name in (*RATES, *HELD)}
    sent |= {name: _flow(getattr(figures, name)) for name in FLOWS}
    sent |= {name: _some(getattr(figures, name)) for name in BY_WORD}
    own = [kind for kind in figures.meetings if kind not in {*MeetingKind}]
    sent["meetings"] = _some({k: n for k, n in figures.meetings.items() if k not in own})
    sent["kinds"] = [{"text": kind, "n": figures.meetings[kind]} for kind in own]
    sent["topics"] = [{"text": topic, "n": n} for topic, n in figures.topics.items()]
    sent["carried"] = {what: dict(sides) for what, sides in figures.carried.items()}
    return sent


def _numbers(value: Rate | Held) -> list[int]:
    return [getattr(value, one.name) for one in fields(value)]


def _some(counted: Mapping[str, int]) -> dict[str, int]:
    return {str(key): n for key, n in counted.items() if n}


def _flow(flow: Flow) -> dict[str, Any]:
    return {
        one.name: dict(part) if isinstance(part := getattr(flow, one.name), Mapping) else part
        for one in fields(flow)
    }


def figures_of(sent: Mapping[str, Any]) -> Figures:
    """The figures that were told; what was not is unknown, or none of it. Raises NotFigures.

    Words that only a later version counts by are left out.
    """
    try:
        period = period_of(str(sent["period"]))
        until = date.fromisoformat(sent["until"])
        values: dict[str, Any] = {name: _count(sent.get(name, 0)) for name in COUNTS}
        values |= {name: _rate(sent.get(name, ())) for name in RATES}
        values |= {name: Held(*_counts(sent.get(name, ()), 4)) for name in HELD}
        values |= {name: _flow_of(sent.get(name, {})) for name in FLOWS}
        for name, kind in BY_WORD.items():
            there = _mapping(sent.get(name, {}))
            values[name] = {one: there[one] for one in kind if one in there}
        meetings = _mapping(sent.get("meetings", {}))
        values["meetings"] = {kind.value: meetings.get(kind.value, 0) for kind in MeetingKind}
        values["meetings"] |= _by_text(sent.get("kinds", ()))
        values["topics"] = _by_text(sent.get("topics", ()))
        carried = sent.get("carried", {})
        values["carried"] = {_word(what): _mapping(sides) for what, sides in carried.items()}
    except (KeyError, TypeError, ValueError, AttributeError) as failure:
        raise NotFigures(str(failure)[:100]) from failure
    if not period.has(until):
        raise NotFigures("until")
    return Figures(
        period=period, until=until, persons=None, speakers=None, days_to_settle=(), **values
    )


def knows_all(sent: Mapping[str, Any]) -> bool:
    """Whether nothing is told that only a later version counts."""
    return sent.keys() <= {*SENT, *TEXTS, "period", "until"}


def _count(value: Any) -> int:
    if type(value) is not int or not 0 <= value < _MOST:
        raise NotFigures("number")
    return value


def _counts(values: Any, most: int) -> list[int]:
    if not isinstance(values, list | tuple):
        raise NotFigures("numbers")
    return [_count(value) for value in values[:most]]


def _rate(values: Any) -> Rate:
    rate = Rate(*_counts(values, 3)) if values else Rate(0, 0)
    if rate.part > rate.of:
        raise NotFigures("rate")
    return rate


def _flow_of(sent: Mapping[str, Any]) -> Flow:
    values: dict[str, Any] = {}
    for one in fields(Flow):
        value = sent.get(one.name, 0)
        values[one.name] = _mapping(value or {}) if one.name in ("ended", "ages") else _count(value)
    return Flow(**values)


def _mapping(sent: Mapping[str, Any]) -> dict[str, int]:
    if len(sent) > _WORDS:
        raise NotFigures("words")
    return {_word(word): _count(n) for word, n in sent.items()}


def _word(word: Any) -> str:
    if type(word) is not str or len(word) > 100:
        raise NotFigures("word")
    return word


def _by_text(sent: Any) -> dict[str, int]:
    """Counted by words; such as were masked alike are one."""
    if len(sent) > _WORDS:
        raise NotFigures("words")
    counts: Counter[str] = Counter()
    for one in sent:
        counts[trim(_word(one["text"]))] += _count(one["n"])
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def added(parts: Iterable[Figures], period: Period, until: date) -> Figures:
    """The figures of several bodies together, as far as they add; of none of them nothing.

    Each body is a part of its own: what counts persons once over all of them is unknown.
    """
    sums: dict[str, Any] = {}
    for part in parts:
        for name in SENT:
            value = getattr(part, name)
            sums[name] = _plus(sums[name], value) if name in sums else value
    nothing = figures_of({"period": "2000", "until": "2000-12-31"})
    sums["topics"] = dict(
        sorted(sums.get("topics", {}).items(), key=lambda pair: (-pair[1], pair[0]))
    )
    return replace(nothing, period=period, until=until, **sums)


def _plus(one: Any, other: Any) -> Any:
    if isinstance(one, Mapping):
        keys = dict.fromkeys([*one, *other])
        return {
            key: _plus(one[key], other[key]) if key in one and key in other
            else one[key] if key in one else other[key]
            for key in keys
        }  # fmt: skip
    if is_dataclass(one):
        kind: Any = type(one)
        return kind(
            *(_plus(getattr(one, part.name), getattr(other, part.name)) for part in fields(one))
        )
    return one + other


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is known of bodies whose records are on other computers."""

    bodies: frozenset[str]
    """Those of the file that are kept elsewhere."""
    received: Mapping[str, Figures]
    """What they told of a period, by body."""
    last: Mapping[str, str]
    """The last month that each told of, by body."""


@dataclass(frozen=True, slots=True)
class ReceivedReports:
    """All that a body on another computer told of itself, the newest first."""

    months: tuple[Figures, ...]
    notices: tuple[Mapping[str, Any], ...]
    finals: tuple[Mapping[str, Any], ...]
    promises: tuple[PromiseLine, ...]


NOBODY: Final = Elsewhere(frozenset(), {}, {})


def base_of(scope: Scope, elsewhere: Elsewhere) -> Base | None:
    """Of how many of how many bodies figures are; None where all of them are kept here."""
    there = [id for id, _name in scope.bodies if id in elsewhere.bodies]
    if not there:
        return None
    meeting = frozenset(scope.open)
    silent = frozenset(id for id in there if id in meeting and id not in elsewhere.received)
    counted = sum(
        1
        for id, _name in scope.bodies
        if id in elsewhere.received or (id in meeting and id not in silent)
    )
    return Base(
        counted, counted + len(silent),
        tuple((name, elsewhere.last.get(id, "")) for id, name in scope.bodies if id in silent),
    )  # fmt: skip


def counted_here(scope: Scope, elsewhere: Elsewhere) -> frozenset[str] | None:
    """The bodies whose records are to be counted; None for all of the file."""
    if not elsewhere.bodies:
        return scope.ids
    return frozenset(id for id, _name in scope.bodies) - elsewhere.bodies


def with_received(own: Figures, scope: Scope, elsewhere: Elsewhere) -> Figures:
    """What is counted here, with what the bodies elsewhere told of the same period, and its base.

    Where none of them told anything it is what is counted here, and its base says so.
    """
    base = base_of(scope, elsewhere)
    if base is None:
        return own
    received = [elsewhere.received[id] for id, _name in scope.bodies if id in elsewhere.received]
    if received:
        own = added([own, *received], own.period, own.until)
    return replace(own, base=base)


ROWS: Final = 40
"""Bodies side by side; more are put together under the bodies next below the first one."""


def sides(
    scope: Scope, elsewhere: Elsewhere, own: Mapping[str, Figures], period: Period, until: date
) -> tuple[Side, ...]:
    """Each body that is counted here or told its figures; of many, each branch with its base.

    Who told nothing has no row: its figures are unknown.
    """
    by_body = {**own, **elsewhere.received}
    if len(scope.bodies) <= ROWS:
        return tuple(side(name, by_body[id]) for id, name in scope.bodies if id in by_body)
    rows = []
    for (_id, name), branch in _branches(scope):
        inside = [by_body[one] for one in branch if one in by_body]
        of = sum(1 for one in branch if one in by_body or one in scope.open)
        if inside:
            label = f"{name}（{len(inside)}/{of}）" if len(branch) > 1 else name
            rows.append(side(label, added(inside, period, until)))
    return tuple(rows)


def _branches(scope: Scope) -> Iterator[tuple[tuple[str, str], list[str]]]:
    """The first body, and each that stands right below it with all that are below that one."""
    names = dict(scope.bodies)
    above = dict(zip(names, scope.above, strict=True))
    tops = [id for id in names if above[id] not in names]
    for top in tops:
        yield (top, names[top]), [top]
    branches: dict[str, list[str]] = {}
    for id in names:
        one = id
        while above[one] in names and above[one] not in tops:
            one = above[one]
        if id not in tops:
            branches.setdefault(one, []).append(id)
    for id, inside in branches.items():
        yield (id, names[id]), inside
