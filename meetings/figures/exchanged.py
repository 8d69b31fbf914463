"""Figures of a period as a letter sends them to the body above, and how those of many are added.

Each body counts its own on its own computer; the bodies above only add. Numbers of different
persons and others that do not add (a median, who spoke most) are not sent.
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
"""Counts by words that a body may have chosen itself: topics, own kinds of meetings."""
SENT: Final = (*COUNTS, *RATES, *FLOWS, *HELD, *BY_WORD, "meetings", "topics", "carried")
"""The fields of Figures that are sent; all others are not, also ones added later."""

_MOST = 10**9
_WORDS = 300


class NotFigures(ValueError):
    """What was received are no figures."""


def key_of(period: Period) -> str:
    """`2026-11`, `2026-Q4`, `2026`; "" for a period that nobody reports."""
    start = period.start
    if period.length is Length.MONTH:
        return f"{start:%Y-%m}"
    if period.length is Length.QUARTER:
        return f"{start.year:04}-Q{(start.month + 2) // 3}"
    return f"{start.year:04}" if period.length is Length.YEAR else ""


def period_of(key: str) -> Period:
    """The period of a key by `key_of`; raises NotFigures."""
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
    """Every whole month, quarter and year from `first` to yesterday, of this year and the last."""
    begin = max(first, date(today.year - 1, 1, 1))
    for length in (Length.MONTH, Length.QUARTER, Length.YEAR):
        one = whole(length, begin)
        while one.end < today:
            yield one
            one = after(one)


def letter_fields(figures: Figures) -> dict[str, Any]:
    """The fields of a letter about the figures of a whole month, quarter or year."""
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
    """The figures in the fields of a letter; what was not sent is 0, or None where unknown.

    Words that only a later version counts by are left out. Raises NotFigures.
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
    """Whether all fields are known here, none of them only to a later version."""
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
    """Counts by words; words that became equal by masking are added up."""
    if len(sent) > _WORDS:
        raise NotFigures("words")
    counts: Counter[str] = Counter()
    for one in sent:
        counts[trim(_word(one["text"]))] += _count(one["n"])
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def added(parts: Iterable[Figures], period: Period, until: date) -> Figures:
    """The sums of the figures of several bodies; zeros for no bodies.

    What counts each person once over all the bodies cannot be added and is None.
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
    """The bodies whose records are on other computers, and the figures received from them."""

    bodies: frozenset[str]
    """Ids of the bodies in this file whose records are elsewhere."""
    received: Mapping[str, Figures]
    """The figures of one period that they sent, by body."""
    last: Mapping[str, str]
    """The last month of which each sent figures (`2026-10`), by body."""


@dataclass(frozen=True, slots=True)
class ReceivedReports:
    """What a body on another computer sent: monthly figures and papers, the newest first."""

    months: tuple[Figures, ...]
    notices: tuple[Mapping[str, Any], ...]
    finals: tuple[Mapping[str, Any], ...]
    promises: tuple[PromiseLine, ...]


NOBODY: Final = Elsewhere(frozenset(), {}, {})


def base_of(scope: Scope, elsewhere: Elsewhere) -> Base | None:
    """How many of the bodies have reported; None where the records of all of them are here."""
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
    """Our own figures plus those received of the same period, with the base of the sum.

    Where none were received these are our own, and the base says so.
    """
    base = base_of(scope, elsewhere)
    if base is None:
        return own
    received = [elsewhere.received[id] for id, _name in scope.bodies if id in elsewhere.received]
    if received:
        own = added([own, *received], own.period, own.until)
    return replace(own, base=base)


ROWS: Final = 40
"""Rows of a comparison; more bodies are added up by branches below the topmost body."""


def sides(
    scope: Scope, elsewhere: Elsewhere, own: Mapping[str, Figures], period: Period, until: date
) -> tuple[Side, ...]:
    """A row for each body with figures; beyond ROWS bodies one for each branch, with its base.

    A body that sent nothing has no row, since its figures are unknown.
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
    """The topmost bodies alone, then each body right below one with all that are under it."""
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
