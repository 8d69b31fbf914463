"""开会 on a file: a body with a rule and members, a meeting that runs, and the screen on it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from meetings.actions import found, hold, prepare
from meetings.community.bodies import Body, Tier
from meetings.community.people import Person, Role
from meetings.procedure.rules import Rule, preset
from meetings.sitting.meeting import Meeting
from meetings.sitting.presence import Mark
from tests.tui.working_house import NOW, House, desk_at, press, replace, write
from tui.desk import Desk
from tui.screens.hold.screen import HoldScreen

NAMES = (
    "张桂兰", "李国强", "王秀英", "陈建华", "刘志明", "周敏", "何淑芬", "黄志勇",
    "马文涛", "彭德海", "曾祥林", "吴兰", "郑浩", "冯涛", "许洁", "孔亮",
    "单晓梅", "唐晓燕", "欧阳建国", "解玉珍", "阿依古丽·买买提", "孙立", "周宁", "王芳",
    "何勇", "吕敏", "施云", "张伟", "曹玉", "赵强", "李梅", "陈静",
    "罗家辉", "邓小红", "谢春生", "袁桂英", "傅国栋", "沈丽华", "韩冬", "崔明",
)  # fmt: skip


def squeezed(text: str) -> str:
    """The text without blanks, line ends and frames."""
    return "".join(text.replace("│", "").split())


class Hall:
    """The screen under test, its meeting, and keys."""

    def __init__(self, app: House, pilot: Pilot[Any], clock: list[datetime]) -> None:
        self.app, self.pilot, self.clock = app, pilot, clock
        self.pressed = 0

    @property
    def screen(self) -> Any:
        """The meeting screen."""
        return self.app.screen_stack[1]

    @property
    def meeting(self) -> Meeting:
        """The snapshot that the screen shows."""
        meeting: Meeting = self.screen.meeting
        return meeting

    @property
    def vote(self) -> Any:
        """The newest vote."""
        return self.meeting.votes[-1]

    async def press(self, *keys: str) -> None:
        """Press keys, each after all that the last gave rise to; they are counted."""
        self.pressed += len(keys)
        await press(self.pilot, *keys)

    async def type(self, text: str) -> None:
        """Press every character of a text as a key of its own; they are counted."""
        self.pressed += len(text)
        await self.pilot.press(*text)
        await self.pilot.pause()

    async def write(self, text: str) -> None:
        """Type text into the focused field."""
        await write(self.pilot, text)

    async def replace(self, text: str) -> None:
        """Type over what stands in the focused field."""
        await replace(self.pilot, text)

    async def choose(self, words: str) -> None:
        """Pick the entry of a menu that has these words."""
        await self.write(words)
        await self.press("enter")

    async def rewrite(self, text: str) -> None:
        """Type over what stands in the focused text of several lines."""
        field: Any = self.app.focused
        field.text = text
        await self.pilot.pause()

    async def act(self, action: Any, *args: Any, **more: Any) -> Meeting:
        """Do something on this meeting without the screen, and show it."""
        body, id = self.meeting.body, self.meeting.id
        await self.app.desk.run(action, body, id, *args, **more)
        await self.screen.reload()
        await self.pilot.pause()
        return self.meeting

    def sees(self, *parts: str) -> bool:
        """The screen shows all of these, wherever their lines are broken."""
        picture = squeezed(self.app.picture())
        missing = [part for part in parts if squeezed(part) not in picture]
        if missing:
            print(f"not seen: {missing}\n{self.app.picture()}")
        return not missing

    def person(self, name: str) -> str:
        """The id of a member."""
        return next(e.person for e in self.meeting.roll if e.name == name)

    def later(self, **how: float) -> None:
        """Let the clock run on."""
        self.clock[0] += timedelta(**how)

    async def move(self, text: str = "划线") -> None:
        """A motion with its second, by keys."""
        await self.press("4")
        await self.write(text)
        await self.press("enter")
        await self.write("zgl")
        await self.press("enter")
        if self.meeting.in_force.seconding:
            await self.write("lgq")
            await self.press("enter")


@asynccontextmanager
async def hall(
    folder: Path,
    rule: Rule | str = "community",
    *,
    members: int = 16,
    present: int = 14,
    items: tuple[str, ...] = ("消防通道停车", "楼道路灯"),
    size: tuple[int, int] = (80, 24),
    parent: bool = True,
) -> AsyncIterator[Hall]:
    """A running meeting with `present` of `members` signed in, at its first item."""
    clock = [NOW]
    desk = desk_at(folder, lambda: clock[0])
    body = await _founded(desk, preset(rule) if isinstance(rule, str) else rule, parent)
    people = [
        await desk.run(found.add_person, body.id, Person("", body.id, name, ""), (Role.MEMBER,),
                       True)
        for name in NAMES[:members]
    ]  # fmt: skip
    meeting = await desk.run(
        prepare.plan_meeting, body.id, "议事会", NOW, "居委会", "李国强", "王秀英"
    )
    for title in items:
        meeting = await desk.run(prepare.add_item, body.id, meeting.id, title, 15)
    await desk.run(hold.open_meeting, body.id, meeting.id)
    for person in people[:present]:
        await desk.run(hold.mark, body.id, meeting.id, person.id, Mark.IN)
    clock[0] += timedelta(minutes=1)
    app = House(desk, HoldScreen)
    app.body, app.meeting_id = body, meeting.id
    try:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield Hall(app, pilot, clock)
    finally:
        desk.close()


async def _founded(desk: Desk, rule: Rule, parent: bool) -> Body:
    above = None
    if parent:
        street = await desk.run(
            found.found_body, Tier.SUBDISTRICT, "街道推进会", preset("community")
        )
        above = street.id
    return await desk.run(found.found_body, Tier.COMMUNITY, "社区议事会", rule, above)
