"""The big screen in browsers: who may look on, what they see, and what they cannot."""

import contextlib
import http.client
import json
import re
import socket
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from meetings.actions import decide, hold
from meetings.procedure.counts import Tally
from meetings.sitting.votes import Method
from tests.tui.hall import hall
from tests.windows.wine import NOT_UNDER_WINE
from tui.cli import serving
from tui.cli.serving import (
    BoardFeed,
    Door,
    NoDoor,
    is_asked_for,
    is_loopback,
    is_own_page,
    page,
    place_of,
    shown,
)
from tui.errors import sentence
from tui.words.board import NoSuchBody, Sighting

NOW = datetime(2026, 3, 1, 20, 15).astimezone()
TOKEN = "abcd-efgh-jkmn-pqrs"


class Still:
    """Records in which nothing is held; `moves` writes something that is not seen."""

    def __init__(self) -> None:
        self.number = 0
        self.failure: Exception | None = None

    def moves(self) -> None:
        self.number += 1

    def version(self) -> int:
        if self.failure is not None:
            raise self.failure
        return self.number

    def sight(self, body: str, before: str | None) -> Sighting:
        return Sighting()


@contextlib.contextmanager
def served(*allowed: str, watched: Still | None = None) -> Iterator[Door]:
    """A door on loopback with its thread; port 0 takes any."""
    board = BoardFeed(watched or Still(), "", lambda: NOW)
    names = {"localhost", *(name.lower() for name in allowed)}
    door = Door("127.0.0.1", 0, board, TOKEN, names)
    board.look()
    thread = threading.Thread(target=lambda: door.serve_forever(0.01), daemon=True)
    thread.start()
    try:
        yield door
    finally:
        door.stopping.set()
        door.shutdown()
        door.server_close()


def ask(
    door: Door, path: str, method: str = "GET", **more: str
) -> tuple[http.client.HTTPResponse, str]:
    line = http.client.HTTPConnection("127.0.0.1", door.server_port, timeout=10)
    line.request(method, path, headers={name.title(): value for name, value in more.items()})
    answer = line.getresponse()
    return answer, answer.read().decode()


def test_only_this_machine_is_reached_unless_told_otherwise():
    assert is_loopback("127.0.0.1") and is_loopback("::1") and is_loopback("localhost")
    assert not is_loopback("0.0.0.0") and not is_loopback("192.168.1.5")


def test_the_page_loads_nothing_and_runs_only_what_bears_the_nonce():
    made = page("once")
    assert "大屏" in made and "$" not in made
    assert "http:" not in made and "https:" not in made
    assert re.findall(r'(?:src|href)="([^"]+)"', made) == ["data:,"]
    assert made.count('<script nonce="once">') == made.count("<script") == 1
    assert made.count('<style nonce="once">') == made.count("<style") == 1
    assert "innerHTML" not in made and "style=" not in made


def test_no_browser_offers_to_translate_the_page_over_its_clock():
    assert 'translate="no"' in page("once") and 'content="notranslate"' in page("once")


@pytest.mark.parametrize(("look", "named"), [("", "night"), ("日晒", "sun"), ("昼", "day")])
def test_the_page_has_the_look_that_was_asked_for(look: str, named: str):
    assert f'class="{named}"' in page("once", look)


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


def test_the_page_is_given_under_the_token_alone_and_always_with_its_policy():
    with served() as door:
        for path, status in (
            (f"/{TOKEN}/", 200),
            (f"/{TOKEN}/?fontsize=30", 200),
            (f"/{TOKEN}", 302),
            ("/", 404),
            ("/events", 404),
            (f"/{TOKEN[:-1]}/", 404),
            (f"/{TOKEN}x/", 404),
            (f"/{TOKEN.upper()}/", 404),
            (f"/{TOKEN}/other", 404),
            (f"/x/../{TOKEN[:4]}/", 404),
            ("/%E5%A4%A7/", 404),
        ):
            answer, text = ask(door, path)
            assert answer.status == status, path
            assert answer.headers["X-Frame-Options"] == "DENY", path
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert "Python" not in answer.headers["Server"]
            assert TOKEN not in (text if status == 404 else "")


@pytest.mark.parametrize("path", [f"/{TOKEN}/", f"/{TOKEN}/events", f"/{TOKEN}"])
def test_a_name_that_was_turned_to_point_here_is_refused(path):
    evil = {"host": "evil.example:8431", "origin": "http://evil.example:8431"}
    with served() as door:
        assert ask(door, path, **evil)[0].status == 421
        assert ask(door, path, origin="http://evil.example")[0].status == 403
        assert ask(door, path, origin="null")[0].status == 403


def test_one_more_name_can_be_allowed():
    with served("Hall.example") as door:
        assert ask(door, f"/{TOKEN}/", host="hall.example:1")[0].status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "HEAD"])
def test_nothing_is_taken_from_a_browser_but_its_asking(method):
    with served() as door:
        answer, _text = ask(door, f"/{TOKEN}/", method)
        assert answer.status == 501 and answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    "sent", [b"\xff\xfe\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9\r\n\r\n", b"\n"]
)
def test_what_cannot_be_read_ends_its_own_line_alone(sent):
    with served() as door:
        with socket.create_connection(("127.0.0.1", door.server_port), 5) as line:
            line.sendall(sent)
            line.shutdown(socket.SHUT_WR)
            while line.recv(4096):
                pass
        assert ask(door, f"/{TOKEN}/")[0].status == 200


class Line:
    """The open line of one browser."""

    def __init__(self, door: Door) -> None:
        self.socket = socket.create_connection(("127.0.0.1", door.server_port), 10)
        asked = f"GET /{TOKEN}/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
        self.socket.sendall(asked.encode())
        self.file = self.socket.makefile("rb")
        while self.file.readline().strip():
            pass

    def next(self) -> Any:
        while True:
            got = self.file.readline()
            if got.startswith(b"data: "):
                return json.loads(got[6:])
            if not got:
                return None

    def close(self) -> None:
        self.file.close()
        self.socket.close()


def test_a_hundred_browsers_hear_at_once_what_changed_and_one_that_goes_is_forgotten():
    with served() as door:
        lines = [Line(door) for _one in range(100)]
        assert {line.next()["title"] for line in lines} == {"大屏"}
        for line in lines[:50]:
            line.close()
        door.board._tell({"title": "换了", "parts": []})
        assert all(line.next()["title"] == "换了" for line in lines[50:])
        for line in lines[50:]:
            line.close()


def test_those_beyond_the_most_are_told_so(monkeypatch):
    monkeypatch.setattr(serving, "MOST_VIEWERS", 2)
    with served() as door:
        lines = [Line(door) for _one in range(2)]
        assert [line.next()["title"] for line in lines] == ["大屏", "大屏"]
        assert ask(door, f"/{TOKEN}/events")[0].status == 503
        for line in lines:
            line.close()


def test_records_that_cannot_be_read_are_told_on_the_page_and_come_back():
    watched = Still()
    with served(watched=watched) as door:
        watched.failure = NoSuchBody(wanted="没有的", known=("社区",))
        door.board.look()
        found = door.board.newer(0, 1)
        assert found and "没有的" in found[1]["title"]
        watched.failure = None
        door.board.look()
        found = door.board.newer(0, 1)
        assert found and found[1]["title"] == "大屏"


def test_what_nobody_foresaw_closes_the_door_and_is_raised():
    watched = Still()
    with served(watched=watched) as door:
        watched.failure = ZeroDivisionError()
        watching = threading.Thread(target=door.board.watch, args=(door,))
        watching.start()
        watching.join(5)
        assert isinstance(door.failure, ZeroDivisionError)


def test_a_write_that_changes_nothing_to_be_seen_is_not_sent():
    watched = Still()
    with served(watched=watched) as door:
        watched.moves()
        door.board.look()
        assert door.board.number == 1
        assert door.board.newer(1, 0.01) is None


@NOT_UNDER_WINE
async def test_the_result_is_a_word_and_its_figures_and_no_count_shows_before(tmp_path: Path):
    async with hall(tmp_path) as room:
        await room.move("在东侧划线")
        meeting = await room.act(decide.open_vote, room.meeting.motions[-1].id, Method.HANDS)
        seen = shown(Sighting(None, meeting), room.clock[0])
        assert seen["result"] is None and "同意" not in json.dumps(seen, ensure_ascii=False)
        meeting = await room.act(decide.close_vote, meeting.votes[0].id, Tally(12, 1, 1))
        seen = shown(Sighting(None, meeting), room.clock[0])
        assert seen["result"]["word"] == "通过"
        assert seen["result"]["figures"] == (("同意", 12), ("反对", 1), ("弃权", 1))


async def test_the_seconds_of_a_turn_are_counted_by_the_page(tmp_path: Path):
    async with hall(tmp_path) as room:
        meeting = await room.act(hold.give_floor, room.person("张桂兰"), "张桂兰")
        sight, board = Sighting(None, meeting), BoardFeed(Still(), "", lambda: room.clock[0])
        for seconds in (0, 1, 2):
            board._tell(shown(sight, room.clock[0] + timedelta(seconds=seconds)))
        assert board.number == 1
        found = board.newer(0, 0)
        assert found and found[1]["turn"]["said"].endswith("张桂兰")
        board._tell(shown(sight, room.clock[0] + timedelta(hours=1)))
        assert board.number == 2


def test_a_port_that_is_taken_is_told_with_another_to_take():
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
        with pytest.raises(NoDoor) as told:
            Door("127.0.0.1", port, BoardFeed(Still(), "", lambda: NOW), TOKEN, ())
    assert told.value.taken is True
    assert f"--port {port + 1}" in sentence(told.value)
    with pytest.raises(NoDoor) as told:
        Door("no-such-host.invalid", port, BoardFeed(Still(), "", lambda: NOW), TOKEN, ())
    assert told.value.taken is False
    assert "--host" in sentence(told.value)


@pytest.mark.parametrize(
    "host", ["a" * 64, "a" * 64 + ".b", "\u200b", "a..b", "x" * 5_000, ".", "[::1"]
)
def test_a_host_that_cannot_be_is_one_refusal(host):
    with pytest.raises(NoDoor) as told:
        Door(host, 8431, BoardFeed(Still(), "", lambda: NOW), TOKEN, ())
    assert not told.value.taken


def test_every_address_is_told_as_the_one_that_others_can_type():
    assert place_of("127.0.0.1", 8000) == "http://127.0.0.1:8000"
    assert place_of("::1", 8000) == "http://[::1]:8000"
    assert "0.0.0.0" not in place_of("0.0.0.0", 8000)
