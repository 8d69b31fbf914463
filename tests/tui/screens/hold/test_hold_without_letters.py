"""开会 with the input method on: every act by digits, F-keys, arrows, Enter, Esc, Tab and Space."""

import re
from pathlib import Path

from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.debate import SpeechKind
from meetings.sitting.presence import Mark
from meetings.sitting.votes import VoteState
from tests.tui.hall import Hall, hall

ALLOWED = re.compile(r"[0-9０-９]|f\d+|up|down|left|right|enter|escape|tab|shift\+tab|space")


class WithoutLetters:
    """Presses keys that are no letters; what is written comes from the input method."""

    def __init__(self, room: Hall) -> None:
        self.room = room

    async def __call__(self, *keys: str) -> None:
        for key in keys:
            if key.startswith("="):
                assert not re.search("[A-Za-z]", key)
                await self.room.write(key[1:])
            else:
                assert ALLOWED.fullmatch(key), key
                await self.room.press(key)


async def test_the_table_of_people_needs_no_letter(tmp_path: Path):
    async with hall(tmp_path) as room:
        go = WithoutLetters(room)

        def last(name: str) -> Mark:
            marks = [m.kind for m in room.meeting.presence if m.person == room.person(name)]
            return marks[-1]

        await go("8", "=孔亮", "1", "=张桂兰", "2", "=张桂兰", "enter")
        assert (last("孔亮"), last("张桂兰")) == (Mark.IN, Mark.IN)
        await go("=李国强", "5", "=亲属", "enter")
        assert last("李国强") is Mark.RECUSED
        await go("=李国强", "6", "=许洁", "3", "=吴兰", "4", "2")
        assert (last("许洁"), last("李国强"), last("吴兰")) == (
            Mark.EXCUSED, Mark.RETURNED, Mark.ABSENT,
        )  # fmt: skip
        await go("８", "=13栋王阿姨", "enter", "=13栋", "enter")
        assert room.meeting.roll[-1].name == "13栋王阿姨"
        await go("down", "0", "escape", "9", "escape")
        assert room.sees("8签到")


async def test_the_debate_and_the_vote_need_no_letter(tmp_path: Path):
    async with hall(tmp_path) as room:
        go = WithoutLetters(room)
        await go("=张桂兰，支持，先说一句", "enter")
        assert room.meeting.speeches[-1].text == "先说一句"
        await go("２", "2", "1", "3", "=＋划线好", "enter")
        assert len(room.meeting.speeches) == 2 and room.meeting.floor is not None
        await go("3")
        assert room.meeting.floor is None
        await go("4", "=在45栋东侧划线", "enter", "=张桂兰", "enter", "=李国强", "enter")
        await go("4", "1", "=，留出消防通道", "enter", "=王秀英", "enter", "=陈建华", "enter")
        await go("5", "1", "８", "enter", "５", "enter", "１", "enter", "enter")
        assert room.meeting.votes[-1].state is VoteState.CLOSED
        await go("5", "2", *["1"] * 9, *["2"] * 5, "enter", "enter")
        assert room.meeting.votes[-1].outcome == "passed"
        await go("6", "enter", "=张桂兰", "enter", "enter", "=３天")
        await go("enter", "enter", "enter", "enter")
        assert room.meeting.decisions[-1].owner == "张桂兰"
        await go("9")
        assert room.meeting.current == room.meeting.in_order[1].id
        await go("7", "=要街道出面", "enter", "=劝过", "enter", "enter")
        assert room.meeting.in_order[1].outcome is ItemOutcome.REFERRED_UP


async def test_what_the_last_digit_offers_needs_no_letter(tmp_path: Path):
    async with hall(tmp_path) as room:
        go = WithoutLetters(room)
        await go("0", "4", "=楼道堆物", "enter", "enter")
        assert room.meeting.in_order[-1].title == "楼道堆物"
        await go("0", "6", "=我们认为太贵", "enter", "enter")
        assert room.meeting.in_order[0].minority_view == "我们认为太贵"
        await go("0", "7", "2", "=有人插话", "enter", "enter")
        assert room.meeting.speeches[-1].kind is SpeechKind.INTERRUPTION
        await go("0", "8", "enter", "0", "9", "escape", "0", "3", "1")
        assert room.meeting.in_order[0].outcome is ItemOutcome.NOTED
        await go("0", "2")
        assert room.meeting.state == "suspended"
        await go("0", "1", "0", "1", "1")
        assert room.meeting.state == "ended"


async def test_panes_are_reached_by_tab_and_items_by_arrows(tmp_path: Path):
    async with hall(tmp_path) as room:
        go = WithoutLetters(room)
        await go("tab", "down", "enter")
        assert room.meeting.current == room.meeting.in_order[1].id
        assert room.app.focused is room.screen.line
