"""The desk's part that reads what lists and searches show, page by page."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from meetings.community.bodies import Body
from storage.queries import bodies, follow_ups, issues, meetings, people, referrals, rules
from storage.records import FileRecords
from tui.desk.core import Core

if TYPE_CHECKING:
    from meetings.hits import Hit
    from meetings.ports import Entry
    from meetings.procedure.rule_changes import RuleChange
    from meetings.views import (
        BodyLine,
        Counts,
        FollowUpFilter,
        FollowUpLine,
        IssueFilter,
        IssueLine,
        MeetingLine,
        Page,
        PersonLine,
        ReferralLine,
        Standing,
    )


class Lists(Core):
    """Reads lists from the records."""

    async def meetings(self, body: str, after: str | None = None) -> Page[MeetingLine]:
        """A page of a body's meetings, the newest first."""
        return await self.read(meetings.meeting_page, body, after=after)

    async def bodies(self) -> tuple[BodyLine, ...]:
        """All bodies, the upper tiers first, with their seats."""
        return await self.read(bodies.body_lines)

    def body_at_start(self, kept: str) -> Body | None:
        """The body to begin with, read before the app runs; None in an empty file."""

        def read(records: FileRecords) -> Body | None:
            id = bodies.body_at_start(records, kept)
            with records.reading() as book:
                return book.get(Body, id) if id is not None else None

        return self.ask(read)

    async def people(self, body: str, text: str = "", after: str | None = None) -> Page[PersonLine]:
        """A page of a body's people, by pinyin."""
        return await self.read(people.person_page, body, text, after)

    async def issues(self, wanted: IssueFilter, after: str | None = None) -> Page[IssueLine]:
        """A page of the pool, the newest first."""
        return await self.read(issues.issue_page, wanted, after)

    async def issue_counts(self) -> Counts:
        """How many issues of all bodies stand in each state."""
        return await self.read(issues.issue_counts)

    async def follow_ups(
        self, wanted: FollowUpFilter, after: str | None = None, limit: int = 50
    ) -> Page[FollowUpLine]:
        """A page of the ledger, the nearest deadline first."""
        return await self.read(follow_ups.follow_up_page, wanted, after, limit)

    async def follow_up_counts(self) -> Counts:
        """How many tasks of all bodies stand in each state."""
        return await self.read(follow_ups.follow_up_counts)

    async def standing(self, bodies: frozenset[str] | None) -> Standing:
        """How many tasks of these bodies (or of all) are open today, and how many are late."""
        return await self.read(follow_ups.standing, bodies, self.now().date())

    async def referrals(self, body: str) -> tuple[ReferralLine, ...]:
        """What the body passed up, what came to it, and what is late one tier below."""
        return await self.read(referrals.referral_lines, body, self.now().date())

    async def history(
        self, body: str, about: str | None = None, before: int | None = None
    ) -> list[Entry]:
        """A page of the journal of a body, or of one record in it, the newest first."""
        return await self.read(lambda records: records.history(body, about, before))

    async def rule_history(self, body: str) -> tuple[RuleChange, ...]:
        """Every change of a body's rules, the newest first."""
        return await self.read(rules.rule_history, body)

    async def search(
        self, text: str, on_progress: Callable[[int], None] | None = None
    ) -> list[Hit]:
        """Search all records for words; `on_progress` is called while a first index is built."""
        return await asyncio.get_running_loop().run_in_executor(
            self._searching, self._search, text, on_progress
        )

    def _search(self, text: str, on_progress: Callable[[int], None] | None) -> list[Hit]:
        from meetings.searching import read_query
        from storage.search import SearchIndex
        from tui.finding.initials import initials

        if self._index is None:
            self._index = SearchIndex.open(self.path, spell=initials)
        return self._index.look(read_query(text), self.now().date(), on_progress)
