"""A carried motion on a covenant's item that does not say whether it adopts it, by keys."""

from pathlib import Path

from meetings.actions import bylaw, hold
from meetings.sitting.bylaws import Bylaw, BylawKind, Edition, read_articles
from tests.tui.hall import hall


async def test_a_break_carried_on_the_covenants_item_is_asked_about_the_safe_answer_first(
    tmp_path: Path,
):
    async with hall(tmp_path) as room:
        desk, body = room.app.desk, room.meeting.body
        first = Edition(read_articles("不乱扔"))
        text = await desk.run(
            bylaw.keep_bylaw, Bylaw("", body, BylawKind.COVENANT, "居民公约", (first,))
        )
        held = await desk.run(
            bylaw.propose, body, text.id, read_articles("不乱扔\n不占道"), room.meeting.id
        )
        await room.act(hold.begin_item, held.in_order[-1].id)
        await room.move("休息十分钟")
        await room.press("5", "1", "1", "2", "1", "enter", "1", "enter", "enter")
        assert room.sees("是否采用《居民公约》", "休息十分钟")
        await room.press("escape")
        (known,) = await desk.read(bylaw.bylaws, body)
        assert known.in_force is known.editions[0]
        (asked,) = await desk.read(bylaw.unclear_motions, room.meeting)
        assert asked.words == "休息十分钟"
