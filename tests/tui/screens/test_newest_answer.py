"""Whoever asks twice sees the newer answer, also where the older one comes last."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.screen import Screen

from meetings.actions import collect, found
from meetings.community.bodies import Tier
from meetings.matters.issues import Issue
from meetings.matters.ledger import Reach
from meetings.procedure.rules import preset
from meetings.views import IssueFilter
from tests.tui.working_house import NOW, House, desk_at, founded, words
from tui.screens.figures import FiguresScreen
from tui.screens.follow import FollowScreen
from tui.screens.issues import IssuesScreen
from tui.working import WorkingScreen


@asynccontextmanager
async def opened(folder: Path, first: type[Screen[Any]]) -> AsyncIterator[tuple[House, Any]]:
    desk = desk_at(folder)
    body, _people = await founded(desk)
    other = await desk.run(
        found.found_body, Tier.COMMUNITY, "梧桐里社区议事会", preset("community"), None, ""
    )
    for title in ("楼道灯不亮", "楼道堆物"):
        await desk.run(collect.collect, Issue("", body.id, 0, title, NOW))
    await desk.run(collect.collect, Issue("", other.id, 0, "活动场地不够", NOW))
    app = House(desk, first)
    app.body = body
    try:
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            yield app, app.screen_stack[1]
    finally:
        desk.close()


class HeldBack:
    """The next answer of the desk to one question waits; later ones come at once."""

    def __init__(self, desk: Any, name: str) -> None:
        self.there, self.until = asyncio.Event(), asyncio.Event()
        self.real = getattr(desk, name)
        setattr(desk, name, self.asked)

    async def asked(self, *args: Any, **more: Any) -> Any:
        answer, first = await self.real(*args, **more), not self.there.is_set()
        self.there.set()
        if first:
            await self.until.wait()
        return answer


async def both(
    held: HeldBack,
    older: Coroutine[Any, Any, None],
    newer: Callable[[], Coroutine[Any, Any, None]],
    *,
    in_turn: bool = False,
) -> None:
    """The older question is put first and answered last, unless they are answered in turn."""
    waiting = asyncio.ensure_future(older)
    await held.there.wait()
    coming = asyncio.ensure_future(newer())
    if not in_turn:
        await coming
    held.until.set()
    await asyncio.gather(waiting, coming)


async def test_the_figures_under_a_heading_are_those_of_the_heading(tmp_path):
    async with opened(tmp_path, FiguresScreen) as (app, screen):
        screen.reach = Reach.ALL
        held = HeldBack(app.desk.counting, "figures")
        older = screen.reload()

        async def newer() -> None:
            screen.reach = Reach.OWN
            await screen.reload()

        shown: list[Any] = []
        real = screen._show

        def show(*told: Any) -> None:
            shown.append(told)
            real(*told)

        screen._show = show
        await both(held, older, newer)
        assert [told[0].reach for told in shown] == [Reach.OWN]
        assert words(app, ".figures--scope").startswith("45、47栋街角议事会 · ")


async def test_the_head_of_the_pool_is_of_the_filter_that_is_shown(tmp_path):
    async with opened(tmp_path, IssuesScreen) as (app, screen):
        screen.wanted = IssueFilter()
        held = HeldBack(app.desk, "issues")

        async def newer() -> None:
            screen.wanted = IssueFilter(text="堆物")
            await screen.show()

        await both(held, screen.show(), newer)
        assert [line.title for line in screen.lines.values()] == ["楼道堆物"]


async def test_the_ledger_shows_the_newest_view_alone(tmp_path):
    async with opened(tmp_path, FollowScreen) as (app, screen):
        held = HeldBack(app.desk, "follow_ups")
        painted: list[Any] = []
        real = screen._rows

        def rows(*told: Any) -> Any:
            painted.append(screen.view)
            return real(*told)

        screen._rows = rows

        async def newer() -> None:
            screen.view = screen.view.next_reach()
            await screen.reload()

        await both(held, screen.reload(), newer, in_turn=True)
        assert painted == [screen.view]


def test_more_of_what_was_asked_is_dropped_once_something_newer_was_asked():
    screen = WorkingScreen()
    first = screen.asks()
    more = screen.as_asked()
    assert first() and more()
    screen.asks("beside")
    assert first() and more()
    second = screen.asks()
    assert not first() and not more() and second()
