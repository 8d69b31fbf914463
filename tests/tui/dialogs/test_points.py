"""The desk of points by digits: proposed, marked, merged, reworded, undone, kept."""

from pathlib import Path

from meetings.actions import hold
from meetings.ports import Records
from meetings.sitting.debate import Stance
from meetings.sitting.meeting import Meeting
from meetings.sitting.points import Point, PointKind
from tests.tui.hall import Hall, hall

SAID = (
    ("陈建华", Stance.FOR, "太黑，装灯"),
    ("王秀英", Stance.FOR, "老人会摔跤"),
    ("张桂兰", Stance.AGAINST, "太费电"),
)


async def kept(room: Hall) -> tuple[Point, ...]:
    """The points of the current item as they are in the file."""

    def look(records: Records) -> Meeting:
        with records.reading() as book:
            return book.get(Meeting, room.meeting.id)

    meeting = await room.app.desk.read(look)
    assert meeting.current is not None
    return meeting.item(meeting.current).points


async def test_speeches_are_taken_together_by_digits_and_undone(tmp_path: Path) -> None:
    async with hall(tmp_path) as room:
        for name, stance, text in SAID:
            await room.act(hold.speak, None, name, stance, text)
        await room.press("0")
        await room.choose("要点")
        assert room.sees("3条发言只是拟的", "太黑，装灯", "不同意见", "陈建华")
        await room.press("down", "2", "up", "up", "3")
        (first,) = await kept(room)
        assert first.text == "太黑，装灯" and len(first.speeches) == 2
        assert room.sees("1条发言只是拟的"), "what nobody has looked at stays proposed"
        await room.press("1")
        await room.rewrite("太黑，老人会摔跤")
        await room.press("escape")
        assert room.sees("太黑，装灯"), "Esc changes nothing"
        await room.press("1")
        assert room.sees("太黑，老人会摔跤"), "and loses nothing that was typed"
        await room.press("ctrl+s")
        assert room.sees("太黑，老人会摔跤", "1条发言只是拟的", "2 陈建华、王秀英")
        await room.press("9", "9")
        assert await kept(room) == () and room.sees("3条发言只是拟的")
        await room.press("7", "7")
        (left_out,) = await kept(room)
        assert left_out.kind is PointKind.LEFT_OUT
        await room.press("0")
        points = await kept(room)
        assert [point.kind for point in points] == [
            PointKind.FOR, PointKind.AGAINST, PointKind.LEFT_OUT,
        ]  # fmt: skip
        assert len(room.meeting.speeches) == 3, "the speeches stay"
