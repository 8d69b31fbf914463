"""Counts figures and reports on a thread and connection of their own, so that nothing waits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from storage.records import FileRecords
from tui.desk.core import Core

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from meetings.figures.compare import By, Side
    from meetings.figures.counting import Figures
    from meetings.figures.periods import Period
    from meetings.figures.report import Report
    from meetings.figures.scope import Scope
    from meetings.figures.sealed_report import SealedReport
    from meetings.matters.ledger import Reach

T = TypeVar("T")


def counted(records: FileRecords, scope: Scope, period: Period, today: date) -> Figures:
    """The figures of some bodies and a period, with what bodies on other computers reported."""
    from meetings.figures.counting import figures
    from meetings.figures.exchanged import counted_here, with_received
    from storage.queries.elsewhere import elsewhere
    from storage.queries.figures import facts

    there = elsewhere(records, period)
    own = figures(facts(records, period, counted_here(scope, there)), period, today)
    return with_received(own, scope, there)


def reported(records: FileRecords, scope: Scope, period: Period, today: date) -> Report:
    """The report on some bodies and a period."""
    from meetings.actions.report import period_report
    from meetings.figures.exchanged import counted_here
    from storage.queries.elsewhere import elsewhere
    from storage.queries.figures import facts

    here = counted_here(scope, elsewhere(records, period))
    return period_report(
        records, scope, period, today, lambda one: facts(records, one, here),
        lambda one: elsewhere(records, one),
    )  # fmt: skip


def side_by_side(
    records: FileRecords, scope: Scope, period: Period, today: date, by: By
) -> tuple[Side, ...]:
    """The figures by body, topic or building, or by the periods of this length up to this one."""
    from meetings.figures.compare import By as Kinds
    from meetings.figures.compare import compared, over_time, up_to
    from meetings.figures.counting import figures
    from meetings.figures.exchanged import counted_here, sides
    from meetings.figures.facts import of_bodies
    from storage.queries.elsewhere import elsewhere
    from storage.queries.figures import facts

    if by is Kinds.PERIOD:
        return over_time(lambda one: counted(records, scope, one, today), up_to(period))
    there = elsewhere(records, period)
    here = counted_here(scope, there)
    counted_from = facts(records, period, here)
    if by is not Kinds.BODY or not there.bodies:
        return compared(counted_from, period, today, by, dict(scope.bodies))
    own = {id: figures(of_bodies(counted_from, {id}), period, today) for id in here or ()}
    return sides(scope, there, own, period, min(period.end, today))


def sealed_report(records: FileRecords, body: str, wanted: str) -> tuple[Report, str]:
    """A sealed report by its number, and its seal in words."""
    from meetings.actions.report import sealed_numbered, sealed_paper

    kept = sealed_numbered(records, body, wanted)
    return sealed_paper(records, kept, _now_of(records, kept)), kept.seal


def _now_of(records: FileRecords, kept: SealedReport) -> Report:
    """The report of the same bodies, period and day, counted from the present records."""
    from meetings.actions.report import sealed_scope

    return reported(records, sealed_scope(records, kept), kept.period, kept.at.date())


def report_bytes(
    path: Path, report: Report, made: datetime, seal: str = "", *, word: bool = True
) -> bytes:
    """The report as the bytes of a Word file with its photographs, or of an Excel file."""
    if not word:
        from exports.tables.report import report_workbook

        return report_workbook(report, made, seal)
    from exports.documents.report import report_document
    from storage import photos
    from storage.secrecy import keyring

    folder, key = photos.folder_of(path), keyring.held(path)
    return report_document(
        report, lambda one: photos.content(folder, one.name, one.hash, key), seal
    )


class Counting:
    """The desk's figures and reports, for F7 and the exports."""

    def __init__(self, desk: Core) -> None:
        self.desk = desk

    async def _counted(self, question: Callable[[FileRecords], T]) -> T:
        """Count from the last committed state, on a thread and connection of its own."""

        def asked() -> T:
            with FileRecords.open(self.desk.path, read_only=True) as records:
                return question(records)

        return await asyncio.to_thread(asked)

    async def scope(self, body: str | None, reach: Reach) -> Scope:
        """The bodies that `reach` means: this body, those below it too, or all."""
        from meetings.actions.scope import scope

        return await self.desk.read(scope, body, reach)

    async def has_others(self, scope: Scope) -> bool:
        """Whether some of these bodies have their records on other computers."""
        from storage.queries.elsewhere import kept_elsewhere

        there = await self.desk.read(kept_elsewhere)
        return any(id in there for id, _name in scope.bodies)

    async def figures(self, scope: Scope, period: Period) -> Figures:
        """The figures of some bodies and a period, as of its end or today."""
        return await self._counted(
            partial(counted, scope=scope, period=period, today=self.desk.now().date())
        )

    async def report(self, scope: Scope, period: Period) -> Report:
        """The report on some bodies and a period, as the records stand now."""
        return await self._counted(
            partial(reported, scope=scope, period=period, today=self.desk.now().date())
        )

    async def seal(self, scope: Scope, period: Period) -> SealedReport:
        """Seal the report of a period that is over; raises NotOver, SealedAlready."""
        from meetings.actions.report import seal

        made = await self.report(scope, period)
        return await self.desk.run(seal, scope.body, scope.reach, made)

    async def sealed_and_now(self, kept: SealedReport) -> tuple[Report, Report]:
        """A report as it was sealed, and as it would be counted today; raises SealBroken."""
        from meetings.actions.report import sealed_paper

        def both(records: FileRecords) -> tuple[Report, Report]:
            now = _now_of(records, kept)
            return sealed_paper(records, kept, now), now

        return await self._counted(both)

    async def compared(self, scope: Scope, period: Period, by: By) -> tuple[Side, ...]:
        """The figures side by side, by body, topic, building or period."""
        return await self._counted(
            partial(side_by_side, scope=scope, period=period, today=self.desk.now().date(), by=by)
        )
