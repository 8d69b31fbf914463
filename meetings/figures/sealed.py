"""Reports that were sealed: numbered, hashed, and unchanged by what is written later.

Stored are the figures, the comparisons, and for each list which tasks were in it with their days.
Their words are read from the ledger, so that no name outlives its retention period in a seal.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from meetings.clean import trim
from meetings.errors import NotFound
from meetings.figures.counting import Figures
from meetings.figures.indicators import GROUPS, Indicator, indicators
from meetings.figures.report import (
    LISTS,
    ActivityLine,
    Later,
    Listed,
    Matter,
    Picture,
    Report,
    had_it,
)
from meetings.figures.sealed_report import SealBroken, SealedReport
from meetings.matters.activities import Activity, ActivityKind
from meetings.matters.followups import FollowUp
from meetings.papers.seal import frozen, hash_of, thawed_as

FORM = "jiejiao-report-1"
"""Names the form of what is sealed; a change of form needs a new name."""
GONE = "（台账里已没有这一项）"
_ACTIVITIES = "activities"
_CALLED = {
    "settled": "办结事项", "otherwise": "其他终结", "late": "逾期事项", "open": "在办事项",
    "heard": "居民评价", _ACTIVITIES: "活动",
}  # fmt: skip


def sealed(report: Report) -> tuple[str, str]:
    """The content to be stored and its SHA-256 hash."""
    bare = replace(
        report,
        made=report.period.end,
        settled=(),
        otherwise=(),
        late=(),
        open=(),
        heard=(),
        activities=(),
        listed=tuple(_listed(report)),
    )
    content = frozen(FORM, bare)
    return content, hash_of(content)


def _listed(report: Report) -> Iterator[Listed]:
    """The entries of the report's lists, without any words that people wrote."""
    for of in LISTS:
        for one in getattr(report, of):
            yield Listed(
                of, one.id, one.number, one.body, one.deadline, one.days_late, one.done, one.ended,
                one.how, one.satisfaction, one.on, one.step,
                tuple(picture.hash for picture in one.pictures),
            )  # fmt: skip
    for held in report.activities:
        yield Listed(
            _ACTIVITIES, held.id, body=held.body, on=held.day, how=held.kind, heads=held.heads,
            minutes=held.minutes,
        )  # fmt: skip


def opened(sealed: SealedReport) -> Report:
    """The report as it was sealed; raises SealBroken, where it was changed since."""
    if hash_of(sealed.content) != sealed.hash:
        raise SealBroken(year=sealed.year, number=sealed.number)
    return replace(thawed_as(Report, FORM, sealed.content), made=sealed.at.date())


def with_lists(
    sealed: Report,
    now: Report,
    at: datetime,
    load: Callable[[str], FollowUp],
    activity: Callable[[str], Activity],
) -> Report:
    """A sealed report with its lists as they were at the sealing, and what changed since.

    The words of the matters are those of the ledger now. A seal of before that kept no list shows
    that of now where no figure changed, else none.
    """
    later = tuple(_later(sealed, now))
    if sealed.listed is None:
        same = now if not later else sealed
        lists = {of: getattr(same, of) for of in (*LISTS, _ACTIVITIES)}
        return replace(sealed, **lists, later=later)
    found: dict[str, list[Matter]] = {of: [] for of in LISTS}
    held = []
    for one in sealed.listed:
        if one.of in found:
            found[one.of].append(_matter(one, at, sealed.figures.until, load))
        else:
            held.append(_activity(one, activity))
    return replace(
        sealed, activities=tuple(one for one in held if one is not None), later=later,
        settled=tuple(found["settled"]), otherwise=tuple(found["otherwise"]),
        late=tuple(found["late"]), open=tuple(found["open"]), heard=tuple(found["heard"]),
    )  # fmt: skip


def _matter(one: Listed, at: datetime, until: date, load: Callable[[str], FollowUp]) -> Matter:
    facts = Matter(
        one.number, one.body, GONE, "", "", one.deadline, one.days_late, one.done, one.ended,
        one.how, "", "", one.satisfaction, one.on, (), one.id, one.step,
    )  # fmt: skip
    try:
        task = load(one.id)
    except NotFound:
        return facts
    owners = had_it(task, lambda step: step.at > at or (step.day or step.at.date()) > until)
    words = next((step.text for step in task.steps if step.id == one.step), "")
    return replace(
        facts, text=trim(task.text), topic=task.topic, owners=owners, change=trim(task.change),
        said=trim(words),
        pictures=tuple(
            Picture(photo.name, photo.hash, photo.when, photo.caption)
            for photo in task.photos
            if photo.hash in one.pictures and not photo.removed
        ),
    )  # fmt: skip


def _activity(one: Listed, load: Callable[[str], Activity]) -> ActivityLine | None:
    if one.on is None:
        return None
    try:
        activity = load(one.id)
    except NotFound:
        title, change = GONE, ""
    else:
        title, change = trim(activity.title), trim(activity.change)
    return ActivityLine(
        ActivityKind(one.how), title, one.on, one.body, one.heads, one.minutes, change, one.id
    )


def changed(was: Figures, now: Figures) -> Iterator[tuple[Indicator | None, Indicator | None]]:
    """The figures that have changed, each as it was and as it is now."""
    old = {(one.group, one.zh): one for one in indicators(was)}
    new = {(one.group, one.zh): one for one in indicators(now)}
    for key in dict.fromkeys([*old, *new]):
        before, after = old.get(key), new.get(key)
        if (before.value if before else 0) != (after.value if after else 0):
            yield before, after


def _later(sealed: Report, now: Report) -> Iterator[Later]:
    for before, after in changed(sealed.figures, now.figures):
        shown = before or after
        if shown is not None:
            name = f"{GROUPS[shown.group][0]}：{shown.zh}"
            yield Later(name, before.text if before else "0", after.text if after else "0")
    if sealed.listed is None:
        return
    for of in LISTS:
        there = {one.id: one.number for one in sealed.listed if one.of == of}
        here = {one.id: one.number for one in getattr(now, of)}
        left, come = _numbers(there, here), _numbers(here, there)
        if left or come:
            yield Later(f"名单：{_CALLED[of]}", left, come)
    there = {one.id: "" for one in sealed.listed if one.of == _ACTIVITIES}
    more = len({one.id for one in now.activities} - there.keys())
    less = len(there.keys() - {one.id for one in now.activities})
    if more or less:
        yield Later(f"名单：{_CALLED[_ACTIVITIES]}", f"{less}项不再列入" if less else "",
                    f"另有{more}项" if more else "")  # fmt: skip


def _numbers(of: dict[str, str], without: Iterable[str]) -> str:
    gone = [number for id, number in of.items() if id not in set(without)]
    return "、".join(f"{number}号" for number in gone)
