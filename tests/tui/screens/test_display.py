"""The big screen: it follows within a second, shows what the room sees, and changes nothing."""

from datetime import timedelta, timezone
from pathlib import Path

import pytest
from textual.app import App

from meetings.actions import decide, elect, hold
from meetings.chairing.tallying import TellerCount
from meetings.procedure.ballots import OptionTally
from meetings.procedure.counts import Tally
from meetings.procedure.verdict import Outcome
from meetings.sitting.votes import Method
from tests.data.hall import hall as hall_without_screen
from tests.tui.hall import hall, squeezed
from tui.cli.display import Watching
from tui.screens.display import DisplayApp, DisplayScreen
from tui.widgets.block_letters import block_letters
from tui.widgets.board_view import BoardView
from tui.widgets.letters import SIZES, Size, has_letters, largest_together, lettered
from tui.words.board import NoSuchBody, Sighting, clock_of, find_sight, parts_of, turn_of
from tui.words.result import result_word


def read_afar(board: App[None], text: str) -> bool:
    """Every sign of the text stands on the screen in letters of one size."""
    strips = board.screen._compositor.render_strips()
    rows = ["".join(part.text for part in strip).ljust(board.size.width) for strip in strips]

    def stands(sign: str, size: Size) -> bool:
        drawn = [line.ljust(size.across(sign)) for line in lettered(sign, size, 400) or []]
        wide, high = size.across(sign), size.lines
        return any(
            all(rows[top + n][left : left + wide] == drawn[n] for n in range(high))
            for top in range(len(rows) - high + 1)
            for left in range(board.size.width - wide + 1)
            if rows[top][left : left + wide] == drawn[0]
        )

    return any(all(stands(sign, size) for sign in text) for size in SIZES)


def picture(app: DisplayApp) -> str:
    strips = app.screen._compositor.render_strips()
    return squeezed("\n".join("".join(part.text for part in strip) for strip in strips))


async def test_a_second_process_shows_what_the_first_wrote_as_soon_as_it_looks(tmp_path: Path):
    async with hall(tmp_path) as room:
        watching = Watching(tmp_path / "records.db")
        board = DisplayApp(watching, lambda: room.clock[0])
        async with board.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert not read_afar(board, "在东侧划线")
            await room.move("在东侧划线")
            await board.look()
            await pilot.pause()
            seen = picture(board)
            assert all(words in seen for words in ("张桂兰", "法定11")), seen
            assert all(read_afar(board, words) for words in ("消防通道停车", "在东侧划线"))
            assert not watching.records.access.writes
        watching.close()


async def test_a_version_is_read_only_when_another_connection_wrote(tmp_path: Path):
    async with hall(tmp_path) as room:
        watching = Watching(tmp_path / "records.db")
        first = watching.version()
        assert watching.version() == first
        await room.move()
        assert watching.version() != first
        watching.close()


async def test_a_vote_shows_no_number_before_it_is_closed_and_the_proof_after(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move("在东侧划线")
        meeting = await room.act(decide.open_vote, room.meeting.motions[0].id, Method.SECRET)
        sight = Sighting(None, meeting)
        (voting,) = [part for part in parts_of(sight, room.clock[0]) if part.head == "正在表决"]
        assert voting.lines == ("无记名投票：在东侧划线",)
        assert not [part for part in parts_of(sight, room.clock[0]) if part.head == "结果"]
        counted = TellerCount("李国强", Tally(9, 4, 1)), TellerCount("王秀英", Tally(9, 4, 1))
        meeting = await room.act(decide.close_vote, meeting.votes[0].id, tellers=counted)
        (proof,) = [p for p in parts_of(Sighting(None, meeting), room.clock[0]) if p.head == "结果"]
        assert "同意9票，反对4票，弃权1票" in proof.lines[0]


async def test_a_void_round_says_which_one_what_stands_and_what_comes_next(tmp_path: Path):
    async with hall(tmp_path, members=16, present=14) as room:
        names, tellers = ("孔亮", "许洁", "冯涛"), ("张桂兰", "李国强")

        async def count(*marks: int) -> None:
            options = tuple(
                OptionTally(option.label, votes)
                for option, votes in zip(room.vote.options, marks, strict=True)
            )
            valid = 14
            counts = tuple(TellerCount(who, Tally(valid, 0), options) for who in tellers)
            await room.act(elect.close_election, room.vote.id, counts)

        def told() -> tuple[str, ...]:
            sight = Sighting(None, room.meeting)
            (part,) = [p for p in parts_of(sight, room.clock[0]) if p.head == "结果"]
            return part.lines

        await room.act(elect.open_election, room.meeting.current, "选举组长", names, 2, tellers)
        await count(10, 7, 7)
        first = room.vote.id
        await room.act(elect.next_round, first)
        await count(8, 6)
        await room.act(decide.void_vote, room.vote.id, "多收了一张选票")
        void, stands, coming = told()
        assert void == "第2轮选举作废：多收了一张选票"
        assert stands == "中选：孔亮；余1席进入第二轮（许洁、冯涛）"
        assert coming == "接下来：重投第2轮。"
        board = [part.head for part in parts_of(Sighting(None, room.meeting), room.clock[0])]
        assert board[:2] == ["议程项", "选举"]
        await room.act(elect.next_round, first)
        await count(8, 6)
        this, every, proof = told()
        assert this == "第2轮：中选：许洁", "whom the block letters above count"
        assert every == "各轮合计：中选：孔亮、许洁" and "许洁中选" in proof


async def test_the_speaker_and_the_time_left_are_large(tmp_path: Path):
    async with hall(tmp_path) as room:
        meeting = await room.act(hold.give_floor, room.person("张桂兰"), "张桂兰")
        limit = meeting.in_force.speech_seconds
        turn = turn_of(meeting, room.clock[0] + timedelta(seconds=limit - 20))
        assert turn is not None
        assert (turn.name, turn.clock) == ("张桂兰", "0:20")
        late = turn_of(meeting, room.clock[0] + timedelta(seconds=limit + 75))
        assert late is not None
        assert late.clock == "+1:15"


async def test_f9_shows_the_board_over_the_meeting_and_f9_goes_back(tmp_path: Path):
    async with hall(tmp_path) as room:
        room.app.push_screen(DisplayScreen())
        await room.press("1")
        assert isinstance(room.app.screen, DisplayScreen)
        assert room.sees("到会") and read_afar(room.app, "消防通道停车")
        before = room.meeting
        await room.press("5", "0", "enter", "f9")
        assert not isinstance(room.app.screen, DisplayScreen)
        assert room.meeting == before


async def test_a_body_that_is_not_there_is_told_with_those_that_are(tmp_path: Path):
    async with hall(tmp_path) as room:
        with pytest.raises(NoSuchBody) as told:
            await room.app.desk.read(find_sight, "没有的")
        assert "社区议事会" in str(told.value.facts["known"])


@pytest.mark.parametrize(
    ("size", "small"), [((120, 40), False), ((80, 12), True), ((50, 30), True)]
)
async def test_the_board_has_air_between_its_parts_where_all_of_them_stay_in_sight(
    tmp_path: Path, size: tuple[int, int], small: bool
):
    async with hall(tmp_path) as room:
        await room.move("在东侧划线")
        watching = Watching(tmp_path / "records.db")
        board = DisplayApp(watching, lambda: room.clock[0])
        async with board.run_test(size=size) as pilot:
            await pilot.pause()
            assert board.screen.query_one(BoardView).has_class("-small") is small
        watching.close()


async def test_no_key_of_the_board_writes_and_q_leaves_it(tmp_path: Path):
    async with hall(tmp_path) as room:
        watching = Watching(tmp_path / "records.db")
        version = watching.version()
        board = DisplayApp(watching, lambda: room.clock[0])
        async with board.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await pilot.press("1", "5", "enter", "ctrl+p", "ctrl+z", "f4", "ctrl+c", "x")
            assert board.is_running and read_afar(board, "消防通道停车")
            await pilot.press("q")
            await pilot.pause()
            assert board.return_code == 0
        assert watching.version() == version
        watching.close()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_result_is_read_from_the_last_row_with_its_sentence_below(tmp_path, size):
    async with hall(tmp_path, size=size) as room:
        await room.move("在东侧划线")
        await room.act(decide.open_vote, room.meeting.motions[0].id, Method.HANDS)
        await room.act(decide.close_vote, room.meeting.votes[0].id, Tally(3, 10, 1))
        room.app.push_screen(DisplayScreen())
        await room.press("1")
        lines = room.app.picture().splitlines()
        scale = 2 if size == (120, 40) else 1
        drawn = block_letters("未通过", scale)
        place = next(n for n, line in enumerate(lines) if line.strip() == drawn[0].strip())
        assert [line.strip() for line in lines[place : place + len(drawn)]] == [
            line.strip() for line in drawn
        ]
        below = lines[place + len(drawn) :]
        assert below[0].split() == ["同意", "反对", "弃权"]
        assert "".join(below[1].split()) == "".join(
            block_letters(number, scale)[0].replace(" ", "") for number in ("3", "10", "1")
        )
        assert squeezed("须超过实到人数的二分之一，即至少8票，未通过") in squeezed(
            "".join(below[1 + 7 * scale :])
        )


async def test_the_big_screen_says_who_spoke_how_long_and_who_was_not_heard(tmp_path: Path):
    async with hall(tmp_path, present=3) as room:
        for seconds in (75, 30):
            await room.act(hold.give_floor, room.person("李国强"), "李国强")
            room.later(seconds=seconds)
            await room.act(hold.take_floor)
        (part,) = [p for p in parts_of(Sighting(None, room.meeting), room.clock[0])
                   if p.head == "谁发过言"]  # fmt: skip
        assert part.lines == ("李国强 2次 1:45", "这一项还没发言：张桂兰、王秀英")


def test_words_of_either_language_have_block_letters():
    english = ("passed", "not passed", "TIE", "NO QUORUM", "no effect")
    for word in ("通过", "未通过", "平票", "流会", "无效", *english):
        drawn = block_letters(word)
        assert len(drawn) == 7 and len({len(line) for line in drawn}) == 1
    assert block_letters("龘") == []


def test_a_recall_in_which_too_few_voted_has_no_effect_though_the_meeting_has_its_quorum():
    made = hall_without_screen("committee-recall", expected=10, present=6)
    vote = made.open(made.move("罢免某某的职务"))
    closed = made.close(vote, 3, 2)
    assert closed.outcome is Outcome.INQUORATE
    assert result_word(closed, made.meeting.in_force) == "无效"


def test_any_item_and_motion_have_letters_and_the_larger_ones_where_they_fit():
    item, motion = "2 消防通道停车 12/15分", "在45栋东侧划线，留出消防通道。"
    assert has_letters(item + motion) and not has_letters("𠮷祥")
    heights = []
    for width, lines in ((76, 18), (116, 30), (196, 50)):
        drawn = largest_together([item, motion], width, lines)
        assert sum(map(len, drawn)) <= lines
        assert all(len(line) <= width for letters in drawn for line in letters)
        heights.append(sum(map(len, drawn)))
    assert heights == sorted(heights) and heights[0] >= 18
    assert largest_together([item, motion], 76, 11) == []


@pytest.mark.parametrize(("size", "turn"), [((80, 24), False), ((80, 24), True), ((120, 40), True)])
async def test_item_motion_and_time_are_read_from_the_last_row(tmp_path: Path, size, turn):
    async with hall(tmp_path, size=size) as room:
        await room.move("在东侧划线，留出通道")
        if turn:
            await room.act(hold.give_floor, room.person("张桂兰"), "张桂兰")
        room.app.push_screen(DisplayScreen())
        await room.press("1")
        seen = room.app.picture()
        for words in ("消防通道停车", "1/15分", "在东侧划线，", "通道"):
            assert read_afar(room.app, words), seen
        assert room.sees("动议人张桂兰", "法定11")


async def test_a_sign_without_a_picture_leaves_the_words_as_they_are(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move("修𠮷祥路")
        room.app.push_screen(DisplayScreen())
        await room.press("1")
        assert room.sees("修𠮷祥路") and read_afar(room.app, "消防通道停车")


async def test_the_clock_is_the_meetings_whatever_the_machines_zone_is(tmp_path: Path):
    async with hall(tmp_path) as room:
        home = room.clock[0]
        room.clock[0] = home.astimezone(timezone(timedelta(hours=-5)))
        told = clock_of(Sighting(None, room.meeting), room.clock[0])
        assert told == f"{home:%H:%M}" != f"{room.clock[0]:%H:%M}"
        await room.press("8", "escape")
        assert room.sees(told) and not room.sees(f"{room.clock[0]:%H:%M}")
        room.app.push_screen(DisplayScreen())
        await room.press("1")
        assert room.sees(told) and not room.sees(f"{room.clock[0]:%H:%M}")


async def test_a_turn_long_over_stands_in_block_letters_beside_a_name(tmp_path: Path):
    async with hall(tmp_path, size=(80, 24)) as room:
        await room.act(hold.give_floor, room.person("张桂兰"), "张桂兰")
        room.clock[0] += timedelta(minutes=36)
        room.app.push_screen(DisplayScreen())
        await room.press("1")
        assert room.app.screen.query_one(BoardView).has_class("-tall")
