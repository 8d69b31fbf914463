"""Who was there, as lists of people at the end of a document."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from docx.document import Document

from exports import text, words
from exports.layout import blocks
from exports.layout.measures import OFFICIAL, Setting
from meetings.papers.minutes import Attendance, Name
from meetings.sitting.presence import Standing
from meetings.terms import term


class Printed:
    """Prints names, with the building for all or only where two names are equal."""

    def __init__(self, attendance: Attendance, buildings: bool) -> None:
        """Count the names of everybody on the roll."""
        groups = (
            attendance.present, attendance.excused, attendance.absent, attendance.observers,
            tuple(principal for principal, _ in attendance.represented),
        )  # fmt: skip
        self._same = Counter(name.name for group in groups for name in group)
        self._buildings = buildings

    def __call__(self, name: Name) -> str:
        """张伟, or 张伟（45栋）."""
        shown = name.name or words.NAMELESS
        if name.building and (self._buildings or self._same[name.name] > 1):
            return f"{shown}（{name.building}）"
        return shown

    def guest(self, name: Name) -> str:
        """The name of an observer with their roles: 李梅（社工）."""
        plain = {term(Standing.OBSERVER), ""}
        roles = [role for role in name.roles.split("、") if role not in plain]
        about = "，".join(
            ([name.building] if self._buildings and name.building else []) + ["、".join(roles)]
        ).strip("，")
        return f"{name.name or words.NAMELESS}（{about}）" if about else self(name)


def counted(attendance: Attendance) -> str:
    """应到16人，实到14人，受委托1人，计15人; without a roster 在场12人; "" where nobody is known.

    Proxies are those that the rule counts.
    """
    if not attendance.known:
        return ""
    present, proxies = len(attendance.present), len(attendance.represented)
    said = words.COUNTED_THERE.format(present=present)
    if attendance.expected is not None:
        said = words.COUNTED.format(expected=attendance.expected, present=present)
    if proxies:
        said += words.COUNTED_PROXIES.format(proxies=proxies, all=present + proxies)
    return said


def lists(
    document: Document,
    attendance: Attendance,
    *,
    buildings: bool = False,
    all_groups: bool = False,
    setting: Setting = OFFICIAL,
) -> None:
    """出席, 请假, 缺席, 委托, 列席; an empty one is left out, or says 无.

    With all groups 迟到 and 早退 are lists too; else they stand beside a name that is there once.

    Where nobody is expected nobody is away, and an empty one is always left out.

    Where nobody was written down nothing is said, or that it is not filled in.
    """
    if not attendance.known:
        if all_groups:
            blocks.people(document, words.PRESENT, [words.NOT_FILLED], setting)
        return
    printed = Printed(attendance, buildings)
    beside = (
        () if all_groups else [n for n, many in Counter(attendance.present).items() if many == 1]
    )
    late = [timed for timed in attendance.came_late if timed[0] not in beside]
    early = [timed for timed in attendance.left_early if timed[0] not in beside]
    all_groups = all_groups and attendance.expected is not None
    groups: list[tuple[str, Iterable[str], bool]] = [
        (words.PRESENT, _present(attendance, printed, beside), True),
        (words.EXCUSED, [_excused(name, printed) for name in attendance.excused], all_groups),
        (words.ABSENT, map(printed, attendance.absent), all_groups),
        (words.PROXIES, _pairs(attendance, printed), False),
        (words.OBSERVERS, _guests(attendance, printed), all_groups),
        (words.CAME_LATE, _timed(late, printed), False),
        (words.LEFT_EARLY, _timed(early, printed), False),
        (words.SECTIONS, attendance.sections, False),
        (words.EXPECTED_CHANGED, changes(attendance, printed), False),
    ]
    for label, names, always in groups:
        listed = list(names)
        if listed or always:
            blocks.people(document, label, listed or [words.NOBODY], setting)


def _excused(name: Name, printed: Printed) -> str:
    """孙立（出差）."""
    reason = text.one_line(name.reason)
    return text.beside(printed(name), reason) if reason else printed(name)


def _guests(attendance: Attendance, printed: Printed) -> list[str]:
    """People without a vote, and units with who represents them: 城管执法队（李队长）."""
    units = [f"{unit}（{name}）" if name else unit for unit, name in attendance.units]
    return [*map(printed.guest, attendance.observers), *units]


def _pairs(attendance: Attendance, printed: Printed) -> list[str]:
    """张伟委托李梅; where the holder left before the end, that it counts no longer since then."""
    left = dict(attendance.left_early)
    pairs = []
    for principal, holder in attendance.represented:
        pair = words.PROXY_PAIR.format(principal=printed(principal), holder=printed(holder))
        at = left.get(holder)
        since = words.HOLDER_LEFT.format(at=text.clock_text(at)) if at is not None else ""
        pairs.append(text.beside(pair, since) if since else pair)
    return pairs


def changes(attendance: Attendance, printed: Printed) -> list[str]:
    """张伟（不计应到，已迁出）."""
    lines = ((name, "，".join(filter(None, moments))) for name, *moments in attendance.changes)
    return [text.beside(printed(name), moments) for name, moments in lines]


def _present(attendance: Attendance, printed: Printed, beside: Collection[Name]) -> Iterator[str]:
    """Who came, for those in `beside` with the time: 陈建华, 区少芳（19:16早退）."""
    late, early = dict(attendance.came_late), dict(attendance.left_early)
    for name in attendance.present:
        groups = ((words.CAME_LATE, late.get(name)), (words.LEFT_EARLY, early.get(name)))
        times = "，".join(f"{text.clock_text(at)}{what}" for what, at in groups if at is not None)
        yield text.beside(printed(name), times) if times and name in beside else printed(name)


def _timed(times: Iterable[tuple[Name, datetime]], printed: Printed) -> list[str]:
    return [text.beside(printed(name), text.clock_text(at)) for name, at in times]
