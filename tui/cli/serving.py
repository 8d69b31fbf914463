"""The web server for the big screen in browsers: one page, and one open connection to each.

The page loads nothing from other hosts, so it works in a network without internet. Browsers can
only read, so that none can change a record.
"""

import errno
import html
import json
import os
import secrets
import socket
import threading
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from meetings.errors import MeetingError
from tui.cli.printing import say
from tui.language import _, language

if TYPE_CHECKING:
    from tui.words.board import Watched

LOOK_EVERY: Final = 0.25
"""Seconds between two checks whether the other program has written."""
PAINT_EVERY: Final = 4
"""After this many checks the content is made again anyway, for the item's minutes."""
BREATH: Final = 15.0
"""Seconds without news after which a browser is sent a sign that the connection is alive."""
PATIENCE: Final = 20.0
"""Seconds that a browser may take to send its request or to receive the answer."""
MOST_VIEWERS: Final = 200
"""The most browsers at once; each needs a thread."""
LOOKS: Final = {"": "night", "夜": "night", "昼": "day", "日晒": "sun"}
"""The page's name for each theme."""
_SIGNS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Small letters and digits that cannot be mistaken for one another."""
PAGE: Final = Path(__file__).with_name("serving.html")


class NoDoor(MeetingError):
    """The server cannot listen at `host` and `port`; `taken`: another program already does."""

    host: str
    port: int
    taken: bool


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def place_of(host: str, port: int) -> str:
    """The address for browsers; for "every address" the one by which others reach this machine."""
    name = host
    try:
        if ip_address(host).is_unspecified:
            name = _own_address() or socket.gethostname()
    except ValueError:
        pass
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def _own_address() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            # an address reserved for examples: nothing is sent, only the route is looked up
            asked.connect(("192.0.2.1", 9))
            return str(asked.getsockname()[0])
        except OSError:
            return ""


def own_names() -> frozenset[str]:
    """The names of this machine that a request may use, in small letters."""
    name = socket.gethostname().lower()
    return frozenset({"localhost", name, f"{name}.local", socket.getfqdn().lower()})


def is_asked_for(host: str, local: str, names: Collection[str]) -> bool:
    """Whether the Host of a request names this machine.

    `local` is the address at which the connection arrived. A page of another site whose name was
    made to point here (DNS rebinding) sends its own name, and so is refused.
    """
    try:
        asked = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    asked = asked.rstrip(".")
    if asked in names:
        return True
    try:
        return ip_address(asked) == _unmapped(local)
    except ValueError:
        return False


def _unmapped(address: str) -> IPv4Address | IPv6Address:
    found = ip_address(address.partition("%")[0])
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found


def is_own_page(origin: str | None, host: str | None) -> bool:
    """Whether the request comes from our own page, not from another site in the same browser."""
    return origin is None or urlsplit(origin).netloc == host


def new_token() -> str:
    """A part of the address that nobody can guess (80 random bits) and that is easy to type."""
    signs = "".join(secrets.choice(_SIGNS) for _place in range(16))
    return "-".join(signs[place : place + 4] for place in range(0, 16, 4))


def page(nonce: str, look: str = "") -> str:
    """The HTML page; all it loads comes from this machine.

    Its script and style are allowed by the `nonce`, which the policy in the headers names.
    """
    words = {
        "lang": "zh-CN" if language() == "zh" else "en",
        "title": _("Big screen"),
        "opening": _("Opening the big screen..."),
        "lost": _("Connection lost; reconnecting."),
        "left": _("time left"),
        "over": _("time is up"),
        "look": LOOKS.get(look, "night"),
    }
    shown = {name: html.escape(text) for name, text in {**words, "nonce": nonce}.items()}
    return Template(PAGE.read_text(encoding="utf-8")).substitute(shown)


def headers(nonce: str) -> dict[str, str]:
    """The headers of every answer: no frames, nothing from other hosts, no caching."""
    policy = (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; "
        "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }


def shown(sight: Any, now: datetime) -> dict[str, Any]:
    """The content for browsers as JSON: title, clock, speaker, result, and the parts below."""
    from tui.words.board import clock_of, parts_of, result_of, title_of, turn_of

    turn, floor = turn_of(sight.meeting, now), sight.meeting and sight.meeting.floor
    result = result_of(sight.meeting)
    return {
        "title": title_of(sight),
        "clock": clock_of(sight, now),
        "turn": turn
        and {
            "said": _("Speaking: {name}").format(name=turn.name),
            "left": turn.left,
            "since": floor.since.isoformat(),
        },
        "result": result and {"word": result.word, "figures": result.figures, "text": result.text},
        "parts": [
            {"head": part.head, "lines": part.lines, "loud": part.loud}
            for part in parts_of(sight, now)
        ],
    }


class BoardFeed:
    """The big screen's present content, read by one thread and given to every browser."""

    def __init__(self, watched: "Watched", body: str, now: Callable[[], datetime]) -> None:
        self._watched, self._body, self._now = watched, body, now
        self._sight: Any = None
        self._version: int | None = None
        self._looks = 0
        self._news = threading.Condition()
        self._state: dict[str, Any] = {}
        self.number = 0
        """Grows with each change."""

    def watch(self, door: "Door") -> None:
        """Look until the server is closed; an unexpected error closes it."""
        try:
            while not door.stopping.wait(LOOK_EVERY):
                self.look()
        except Exception as error:
            door.failure = error
            door.shutdown()

    def look(self) -> None:
        """Read if the other program has written, and publish what has changed."""
        from tui.errors import is_refusal, sentence

        try:
            version = self._watched.version()
            self._looks += 1
            if version == self._version and self._looks % PAINT_EVERY:
                return
            if version != self._version or self._sight is None:
                before = self._sight.meeting.id if self._sight and self._sight.meeting else None
                self._sight = self._watched.sight(self._body, before)
            found = shown(self._sight, self._now())
            self._version = version
        except Exception as error:
            if not is_refusal(error):
                raise
            self._version = None
            found = {**self._state, "title": sentence(error)}
        self._tell(found)

    def _tell(self, found: dict[str, Any]) -> None:
        if _without_seconds(found) == _without_seconds(self._state):
            # the page counts the seconds of a speech by itself
            return
        with self._news:
            self._state = found
            self.number += 1
            self._news.notify_all()

    def newer(self, number: int, wait: float) -> tuple[int, dict[str, Any]] | None:
        """The content with its number once it is newer than `number`; None after `wait` seconds."""
        with self._news:
            if not self._news.wait_for(lambda: self.number > number, wait):
                return None
            return self.number, self._state


def _without_seconds(state: dict[str, Any]) -> dict[str, Any]:
    turn = state.get("turn")
    # a speech over its time counts as another content: the number changes sign and colour
    return {**state, "turn": turn and (turn["said"], turn["since"], turn["left"] < 0)}


class Door(ThreadingHTTPServer):
    """The HTTP server; page and stream are at addresses that begin with the token."""

    daemon_threads = True
    block_on_close = False
    # on Windows it would let a second program listen at the same port
    allow_reuse_address = os.name != "nt"

    def __init__(
        self,
        host: str,
        port: int,
        board: BoardFeed,
        token: str,
        names: Collection[str],
        look: str = "",
    ) -> None:
        """Raises NoDoor where it cannot listen."""
        self.board, self.token, self.names, self.look = board, token, frozenset(names), look
        self.nonce = secrets.token_urlsafe(16)
        self.places = threading.BoundedSemaphore(MOST_VIEWERS)
        self.stopping = threading.Event()
        self.failure: Exception | None = None
        try:
            self.address_family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
            super().__init__((host, port), _Visitor)
        except (OSError, UnicodeError, OverflowError) as wrong:
            # a name with an empty part, or one of over 63 letters, fails before the look-up
            taken = isinstance(wrong, OSError) and wrong.errno == errno.EADDRINUSE
            raise NoDoor(host=host, port=port, taken=taken) from wrong

    def server_bind(self) -> None:
        """Bind without asking the network for this machine's name, which may take long."""
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore browsers that disconnect in the middle of an answer."""


class _Visitor(BaseHTTPRequestHandler):
    """One request of one browser."""

    server: Door
    timeout = PATIENCE

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        refused = self._refused(path)
        if refused is not None:
            self._answer(refused)
        elif path == f"/{self.server.token}":
            self._answer(HTTPStatus.FOUND, more={"Location": f"/{self.server.token}/"})
        elif path == f"/{self.server.token}/":
            given = page(self.server.nonce, self.server.look)
            self._answer(
                HTTPStatus.OK, given.encode(), {"Content-Type": "text/html; charset=utf-8"}
            )
        elif path == f"/{self.server.token}/events":
            self._stay()
        else:
            self._answer(HTTPStatus.NOT_FOUND)

    def _refused(self, path: str) -> HTTPStatus | None:
        asked = self.headers.get("Host", "")
        local = str(self.connection.getsockname()[0])
        if not is_asked_for(asked, local, self.server.names):
            return HTTPStatus.MISDIRECTED_REQUEST
        if not is_own_page(self.headers.get("Origin"), asked):
            return HTTPStatus.FORBIDDEN
        given = path.lstrip("/").partition("/")[0]
        if not secrets.compare_digest(given.encode("utf-8", "replace"), self.server.token.encode()):
            return HTTPStatus.NOT_FOUND
        return None

    def _stay(self) -> None:
        """Send the content, and every change of it, until the browser disconnects."""
        if not self.server.places.acquire(blocking=False):
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE)
            return
        try:
            self._begin(HTTPStatus.OK, {"Content-Type": "text/event-stream; charset=utf-8"})
            number = 0
            while not self.server.stopping.is_set():
                found = self.server.board.newer(number, BREATH)
                if found is None:
                    self.wfile.write(b": still here\n\n")
                else:
                    number, state = found
                    self.wfile.write(f"data: {json.dumps(state, ensure_ascii=False)}\n\n".encode())
                self.wfile.flush()
        except OSError:
            return
        finally:
            self.server.places.release()

    def _begin(self, status: HTTPStatus, more: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers(self.server.nonce), **more, "Connection": "close"}.items():
            self.send_header(name, value)
        self.end_headers()

    def _answer(
        self, status: HTTPStatus, content: bytes = b"", more: dict[str, str] | None = None
    ) -> None:
        said = content or f"{status.value} {status.phrase}\n".encode()
        kind = {"Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(said))}
        self._begin(status, {**kind, **(more or {})})
        self.wfile.write(said)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer unreadable requests and other methods than GET in a few words of our own."""
        self._answer(HTTPStatus(code))

    def version_string(self) -> str:
        return "jiejiao"

    def log_message(self, format: str, *args: Any) -> None:
        return


def serve_board(
    watched: "Watched", body: str, look: str, host: str, port: int, allowed: Iterable[str] = ()
) -> None:
    """Serve until ctrl+c; raises NoDoor."""
    from tui.desk.core import local_now

    board, token = BoardFeed(watched, body, local_now), new_token()
    names = own_names() | {host.lower()} | {name.lower() for name in allowed}
    door = Door(host, port, board, token, names, look)
    if not is_loopback(host):
        say(_(
            "Note: anyone on this network can reach {host}. Whoever has the "
            "address below sees what the room sees, but cannot change anything."
        ).format(host=host))  # fmt: skip
    said = _("The big screen is at {url}; ctrl+c ends it.")
    say(said.format(url=f"{place_of(host, port)}/{token}/"))
    board.look()
    threading.Thread(target=board.watch, args=(door,), daemon=True).start()
    try:
        door.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        door.stopping.set()
        door.server_close()
    if door.failure is not None:
        raise door.failure
