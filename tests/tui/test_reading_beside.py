"""While a command takes long, questions are answered from what was committed before it."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from meetings.actions import found
from meetings.community.bodies import Tier
from meetings.procedure.rules import preset
from storage.queries import bodies
from tui.desk import Desk


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr("tui.desk.core.LONGEST_READ_WAIT", 0.02)
    desk = Desk(tmp_path / "records.db")
    desk.open()
    yield desk
    desk.close()


class Long:
    """A command that has written and is not done before it may be."""

    def __init__(self) -> None:
        self.may_end, self.began = threading.Event(), threading.Event()

    def __call__(self, records, by) -> None:
        with records.together():
            found.found_body(records, by, Tier.CORNER, "45栋街角议事会", preset("corner"))
            self.began.set()
            assert self.may_end.wait(20)


async def begun(desk: Desk) -> "tuple[Long, asyncio.Task[None]]":
    long = Long()
    task = asyncio.create_task(desk.run(long))
    await asyncio.to_thread(long.began.wait)
    return long, task


async def names(desk: Desk) -> list[str]:
    return [one.name for one in await desk.read(bodies.body_lines)]


async def test_a_question_is_answered_while_a_command_takes_long_and_told_of_when_it_is_done(desk):
    told = []
    desk.caught_up = lambda: told.append("now")
    long, task = await begun(desk)
    assert await names(desk) == [] and not task.done() and not told
    long.may_end.set()
    await task
    assert told == ["now"]
    assert await names(desk) == ["45栋街角议事会"]


async def test_where_nobody_asked_meanwhile_nobody_is_told(desk):
    told = []
    desk.caught_up = lambda: told.append("now")
    long, task = await begun(desk)
    long.may_end.set()
    await task
    assert told == []


async def test_a_command_that_fails_after_somebody_was_shown_what_was_before_tells_too(desk):
    told = []
    desk.caught_up = lambda: told.append("now")

    def refused(records, by) -> None:
        began.set()
        may_end.wait(20)
        raise ValueError

    began, may_end = threading.Event(), threading.Event()
    task = asyncio.create_task(desk.run(refused))
    await asyncio.to_thread(began.wait)
    assert await names(desk) == []
    may_end.set()
    with pytest.raises(ValueError):
        await task
    assert told == ["now"]


async def test_what_keeps_something_waits_and_is_done_once(desk):
    asked = []

    def keeping(records) -> str:
        with records.registering():
            asked.append("kept")
        return "kept"

    long, task = await begun(desk)
    question = asyncio.create_task(desk.keep(keeping))
    done, _ = await asyncio.wait({question}, timeout=0.1)
    assert not done
    long.may_end.set()
    await task
    assert await question == "kept" and asked == ["kept"]


async def test_questions_behind_a_long_question_are_answered_too(desk):
    may_end, began = threading.Event(), threading.Event()

    def long(_records) -> None:
        began.set()
        may_end.wait(20)

    task = asyncio.create_task(desk.read(long))
    await asyncio.to_thread(began.wait)
    assert await names(desk) == []
    may_end.set()
    await task
