"""The house around one working screen: a real desk on a file, and a body with its people."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from meetings.actions import found
from meetings.community.bodies import Body, Tier
from meetings.community.people import Person, Role
from meetings.procedure.rules import preset
from tests.tui.host import OneScreen
from tui.desk import Desk
from tui.settings.choosing import ChosenSettings
from tui.undoing import Undo

NOW = datetime(2026, 11, 24, 19, 42).astimezone()

PEOPLE = (
    ("李国强", "45栋", (Role.CHAIR, Role.MEMBER), True),
    ("王秀英", "47栋", (Role.SECRETARY, Role.MEMBER), True),
    ("张桂兰", "45栋", (Role.MEMBER,), True),
    ("陈建华", "47栋", (Role.MEMBER,), True),
)


class House(OneScreen):
    """What the screens ask of the app, around the screen under test."""

    desk: Desk

    def __init__(self, desk: Desk, first: type[Screen[Any]]) -> None:
        super().__init__(first)
        self.desk = desk
        self.settings = ChosenSettings(cast(Any, self), None)
        self.undo = Undo(cast(Any, self))
        self.meeting_id: str | None = None
        self.went_to: list[str] = []

    def now(self) -> datetime:
        return self.desk.now()

    def work_on(self, body: Body | None, meeting: str | None = None) -> None:
        self.body, self.meeting_id = body, meeting

    async def go(self, mode: str) -> None:
        self.went_to.append(mode)

    def action_app_undo(self) -> None:
        self.run_worker(self.undo.undo())

    def action_app_redo(self) -> None:
        self.run_worker(self.undo.redo())

    def search_for(self, text: str) -> None:
        """Open no search."""

    def told(self) -> str:
        """All messages shown so far."""
        return "\n".join(str(note.message) for note in self._notifications)


def desk_at(folder: Path, now: Callable[[], datetime] = lambda: NOW) -> Desk:
    """A desk on a new file."""
    desk = Desk(folder / "records.db", "王社工", now)
    desk.open()
    return desk


async def founded(desk: Desk) -> tuple[Body, dict[str, Person]]:
    """A corner body with four members, chair and secretary among them."""
    body = await desk.run(
        found.found_body, Tier.CORNER, "45、47栋街角议事会", preset("corner"), None, "45栋东侧花坛"
    )
    people = {}
    for name, building, roles, votes in PEOPLE:
        person = Person("", body.id, name, building)
        people[name] = await desk.run(found.add_person, body.id, person, roles, votes)
    return body, people


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys one by one, each after all that the last gave rise to."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def write(pilot: Pilot[Any], text: str) -> None:
    """Type text into the focused field as the input method commits it."""
    field: Any = pilot.app.focused
    field.put(text)
    await pilot.pause()


async def replace(pilot: Pilot[Any], text: str) -> None:
    """Type text over what stands in the focused field."""
    field: Any = pilot.app.focused
    field.value = ""
    await write(pilot, text)


def words(app: House, selector: str) -> str:
    """The text of a static widget on the screen now shown."""
    return str(app.screen.query_one(selector, Static).content)
