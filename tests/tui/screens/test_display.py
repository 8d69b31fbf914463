"""The big screen: it follows within a second, shows what the room sees, and changes nothing."""

import contextlib
import re
import socket
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from meetings.actions import decide, hold
from meetings.chairing.tallying import TellerCount
from meetings.procedure.verdict import Tally
from meetings.sitting.votes import Method
from tests.tui.hall import hall, squeezed
from tui.cli import serving
from tui.cli.display import Watching
from tui.cli.serving import (
    NoDoor,
    board_command,
    is_asked_for,
    is_loopback,
    is_own_page,
    page,
    place_of,
)
from tui.errors import sentence
from tui.screens.display import DisplayApp, DisplayScreen
from tui.widgets.board_view import BoardView
from tui.words.board import NoSuchBody, Sighting, find_sight, parts_of, turn_of


def picture(app: DisplayApp) -> str:
    strips = app.screen._compositor.render_strips()
    return squeezed("\n".join("".join(part.text for part in strip) for strip in strips))


async def test_a_second_process_shows_what_the_first_wrote_as_soon_as_it_looks(tmp_path: Path):
    async with hall(tmp_path) as room:
        watching = Watching(tmp_path / "records.db")
        board = DisplayApp(watching, lambda: room.clock[0])
        async with board.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert "在东侧划线" not in picture(board)
            await room.move("在东侧划线")
            await board.look()
            await pilot.pause()
            seen = picture(board)
            for words in ("消防通道停车", "在东侧划线", "张桂兰", "法定11"):
                assert words in seen, seen
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
        assert room.sees("消防通道停车", "到会")
        before = room.meeting
        await room.press("5", "0", "enter", "f9")
        assert not isinstance(room.app.screen, DisplayScreen)
        assert room.meeting == before


async def test_a_body_that_is_not_there_is_told_with_those_that_are(tmp_path: Path):
    async with hall(tmp_path) as room:
        with pytest.raises(NoSuchBody) as told:
            await room.app.desk.read(find_sight, "没有的")
        assert "社区议事会" in str(told.value.facts["known"])


def test_only_this_machine_is_reached_unless_told_otherwise():
    assert is_loopback("127.0.0.1") and is_loopback("::1") and is_loopback("localhost")
    assert not is_loopback("0.0.0.0") and not is_loopback("192.168.1.5")
    words = board_command(Path("/tmp/a b.db"), "x", "")
    assert "'/tmp/a b.db'" in words and words.endswith("display --body x")


def test_the_page_for_browsers_loads_nothing_from_another_host():
    shown = page("once")
    assert "大屏" in shown and "$" not in shown and '<script nonce="once">' in shown
    assert not re.findall(
        r"https?://|[\"']//", shown.replace('"wss://"', "").replace('"ws://"', "")
    )
    loaded = re.findall(r'(?:src|href)="([^"]+)"', shown)
    assert loaded == ["data:,", "static/css/xterm.css", "static/js/textual.js"]


def test_what_the_page_loads_is_in_the_server_that_gives_it():
    server = pytest.importorskip("textual_serve.server")
    place = Path(server.__file__).parent
    for name in re.findall(r'"(static/[^"]+)"', page("once")):
        assert (place / name).is_file(), name


def test_another_site_in_the_same_browser_is_not_let_in():
    assert is_own_page("http://192.168.1.8:8000", "192.168.1.8:8000")
    assert is_own_page(None, "127.0.0.1:8000")
    assert not is_own_page("http://elsewhere.example", "127.0.0.1:8000")
    assert not is_own_page("null", "127.0.0.1:8000")


@pytest.mark.parametrize(
    ("host", "local", "allowed"),
    [
        ("127.0.0.1:8431", "127.0.0.1", True),
        ("[::1]:8431", "::1", True),
        ("192.168.1.8:8431", "::ffff:192.168.1.8", True),
        ("LOCALHOST:8431", "127.0.0.1", True),
        ("laptop.local.:8431", "192.168.1.8", True),
        ("laptop.local", "192.168.1.8", True),
        ("evil.example:8431", "127.0.0.1", False),
        ("localhost.evil.example", "127.0.0.1", False),
        ("192.168.1.9:8431", "192.168.1.8", False),
        ("127.0.0.1@evil.example", "127.0.0.1", False),
        ("[::1", "::1", False),
        ("", "127.0.0.1", False),
    ],
)
def test_only_names_and_addresses_of_this_machine_may_be_asked_for(host, local, allowed):
    assert is_asked_for(host, local, {"localhost", "laptop.local"}) is allowed


def test_no_two_tokens_are_alike_and_each_can_be_typed():
    tokens = {serving.new_token() for _again in range(200)}
    assert len(tokens) == 200
    assert all(re.fullmatch(r"([a-km-np-z2-9]{4}-){3}[a-km-np-z2-9]{4}", one) for one in tokens)


TOKEN = "abcd-efgh-jkmn-pqrs"
EVIL = {"Host": "evil.example:8431", "Origin": "http://evil.example:8431"}


@contextlib.asynccontextmanager
async def served(allowed=()):
    """A server on loopback whose browsers get a program that ends at once; (base, session)."""
    pytest.importorskip("textual_serve")
    from aiohttp import ClientSession, ClientTimeout, web

    board = serving.board_server(f"{sys.executable} -c pass", "127.0.0.1", 0, TOKEN, allowed)
    runner = web.AppRunner(await board._make_app())
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        async with ClientSession(timeout=ClientTimeout(total=20)) as session:
            yield f"http://127.0.0.1:{port}", session
    finally:
        await runner.cleanup()


async def test_the_page_is_given_under_the_token_alone():
    async with served() as (base, session):
        for path, status in (
            (f"/{TOKEN}/", 200),
            (f"/{TOKEN}", 200),
            (f"/{TOKEN}/static/js/textual.js", 200),
            ("/", 404),
            ("/ws", 404),
            ("/static/js/textual.js", 404),
            (f"/{TOKEN[:-1]}/", 404),
            (f"/{TOKEN}x/", 404),
            (f"/{TOKEN.upper()}/", 404),
            (f"/x/../{TOKEN[:4]}/", 404),
            ("/%E5%A4%A7/", 404),
        ):
            async with session.get(base + path) as answer:
                assert answer.status == status, path
                assert answer.headers["X-Frame-Options"] == "DENY", path
                assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
                assert answer.headers["Referrer-Policy"] == "no-referrer"
                assert TOKEN not in (await answer.text() if status == 404 else "")


@pytest.mark.parametrize("path", [f"/{TOKEN}/", f"/{TOKEN}/ws", f"/{TOKEN}/static/js/textual.js"])
async def test_a_name_that_was_turned_to_point_here_is_refused(path):
    async with served() as (base, session), session.get(base + path, headers=EVIL) as answer:
        assert answer.status == 421
        assert "evil.example" not in answer.headers["Content-Security-Policy"].partition("ws:")[0]


async def test_a_page_of_another_site_is_refused_and_one_more_name_can_be_allowed():
    async with served(["Hall.example"]) as (base, session):
        page_of_board = f"{base}/{TOKEN}/"
        foreign = {"Origin": "http://evil.example"}
        async with session.get(page_of_board, headers=foreign) as answer:
            assert answer.status == 403
        async with session.get(page_of_board, headers={"Host": "hall.example:1"}) as answer:
            assert answer.status == 200
            assert "ws://hall.example:1" in answer.headers["Content-Security-Policy"]


async def test_looking_on_needs_the_token_and_the_page_s_own_origin():
    async with served() as (base, session):
        from aiohttp import WSServerHandshakeError

        for path, more in (
            ("/ws", {}),
            ("/wrong/ws", {}),
            (f"/{TOKEN}/ws", EVIL),
            (f"/{TOKEN}/ws", {"Origin": "http://evil.example"}),
            (f"/{TOKEN}/ws", {"Origin": "null"}),
        ):
            with pytest.raises(WSServerHandshakeError):
                async with session.ws_connect(base + path, headers=more):
                    pass
        async with session.ws_connect(f"{base}/{TOKEN}/ws", headers={"Origin": base}) as seen:
            assert not seen.closed


def test_a_port_that_is_taken_is_told_with_another_to_take():
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
        with pytest.raises(NoDoor) as told:
            serving.try_door("127.0.0.1", port)
    assert told.value.facts["taken"] is True
    assert f"--port {port + 1}" in sentence(told.value)
    with pytest.raises(NoDoor) as told:
        serving.try_door("no-such-host.invalid", port)
    assert told.value.facts["taken"] is False
    assert "--host" in sentence(told.value)


def test_every_address_is_told_as_the_one_that_others_can_type():
    assert place_of("127.0.0.1", 8000) == "http://127.0.0.1:8000"
    assert place_of("::1", 8000) == "http://[::1]:8000"
    assert "0.0.0.0" not in place_of("0.0.0.0", 8000)


@pytest.mark.parametrize(("size", "small"), [((80, 24), False), ((80, 12), True), ((50, 30), True)])
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


@pytest.mark.parametrize("may_leave", [True, False])
async def test_no_key_of_a_browser_ends_the_board_or_writes(tmp_path: Path, may_leave: bool):
    async with hall(tmp_path) as room:
        watching = Watching(tmp_path / "records.db")
        version = watching.version()
        board = DisplayApp(watching, lambda: room.clock[0], may_leave=may_leave)
        async with board.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await pilot.press("1", "5", "enter", "ctrl+p", "ctrl+z", "f4", "ctrl+c", "x")
            assert board.is_running and "消防通道停车" in picture(board)
            await pilot.press("q", "escape", "ctrl+q")
            await pilot.pause()
            assert (board.return_code is None) is not may_leave
        assert watching.version() == version
        watching.close()
