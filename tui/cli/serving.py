"""The big screen in browsers: a page of our own, and behind each browser a program that only reads.

Nothing is asked of any other host, so a tablet sees it where there is no network but the room's.
"""

import errno
import html
import logging
import os
import re
import secrets
import shlex
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable, Collection, Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from exports.apart import IN_BUNDLE
from meetings.errors import MeetingError
from tui.cli.printing import say
from tui.language import _, language

if TYPE_CHECKING:
    from textual_serve.server import Server

Handler = Callable[[Any], Awaitable[Any]]
"""What answers a request of aiohttp."""
SERVED = "JIEJIAO_SERVED"
"""Set for the programs behind a browser: they can be looked at and not left."""
MOST_VIEWERS: Final = 12
"""Each browser costs this machine a program of its own."""
_SIGNS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Small letters and digits that cannot be taken for one another."""
_ACTS_ON_WINDOWS: Final = frozenset("&|<>^()%!,;=`'")
_HOST: Final = re.compile(r"[A-Za-z0-9.:_\[\]-]{1,255}")
PAGE: Final = Path(__file__).with_name("serving.html")


class NoServer(MeetingError):
    """The part that serves browsers is not installed."""


class SecretNotHeld(MeetingError):
    """The browsers of an encrypted file need its passphrase in the environment."""


class NoDoor(MeetingError):
    """Nothing can listen there: `host`, `port`, `taken` where another program already does."""

    host: str
    port: int
    taken: bool


def is_loopback(host: str) -> bool:
    """Only this machine can reach it."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def board_command(path: Path, body: str, theme: str) -> str:
    """The command line that a browser's view runs."""
    words = [sys.executable] if IN_BUNDLE else [sys.executable, "-m", "tui"]
    words += ["--records", str(path.absolute()), "--lang", language(), "display"]
    words += ["--body", body] if body else []
    words += ["--theme", theme] if theme else []
    return windows_line(words) if os.name == "nt" else shlex.join(words)


def windows_line(words: Iterable[str]) -> str:
    """The words as Windows' own shell takes them: those that it would act on stand in quotes."""
    return " ".join(_for_windows(word) for word in words)


def _for_windows(word: str) -> str:
    made = subprocess.list2cmdline([word])
    if made.startswith('"') or not _ACTS_ON_WINDOWS & set(word):
        return made
    ending = made[len(made.rstrip("\\")) :]
    return f'"{made}{ending}"'


def try_door(host: str, port: int) -> None:
    """Raises NoDoor with what is in the way, before anything is promised."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        socket.create_server((host, port), family=family).close()
    except (OSError, UnicodeError) as wrong:
        # A name with a part of no letters, or of more than 63, is refused before it is asked for.
        taken = isinstance(wrong, OSError) and wrong.errno == errno.EADDRINUSE
        raise NoDoor(host=host, port=port, taken=taken) from wrong


def place_of(host: str, port: int) -> str:
    """What a browser is given; for "every address" the one by which others find this machine."""
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
            # An address for examples: nothing is sent, only the way there is looked up.
            asked.connect(("192.0.2.1", 9))
            return str(asked.getsockname()[0])
        except OSError:
            return ""


def page(nonce: str) -> str:
    """The page that a browser is given; all it loads comes from this machine.

    Its own script runs because it carries the `nonce` of the policy in the headers.
    """
    words = {
        "lang": "zh-CN" if language() == "zh" else "en",
        "title": _("Big screen"),
        "opening": _("Opening the big screen..."),
        "lost": _("The connection is gone. It comes back by itself."),
    }
    shown = {name: html.escape(text) for name, text in {**words, "nonce": nonce}.items()}
    return Template(PAGE.read_text(encoding="utf-8")).substitute(shown)


def own_names() -> frozenset[str]:
    """The names by which this machine may be asked for, in small letters."""
    name = socket.gethostname().lower()
    return frozenset({"localhost", name, f"{name}.local", socket.getfqdn().lower()})


def is_asked_for(host: str, local: str, names: Collection[str]) -> bool:
    """Whether the Host of a request names this machine.

    `local` is the address that the connection came in by. A page of another site whose name was
    turned to point here (rebinding) asks for its own name, and so is refused.
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
    """The page that asks came from here; another site in the same browser is not to look on."""
    return origin is None or urlsplit(origin).netloc == host


def new_token() -> str:
    """Part of the address that nobody can guess (80 random bits), easy to type on a tablet."""
    signs = "".join(secrets.choice(_SIGNS) for _place in range(16))
    return "-".join(signs[place : place + 4] for place in range(0, 16, 4))


def headers(host: str, nonce: str) -> dict[str, str]:
    """What every answer carries: shown in no frame, loading from nowhere else, kept nowhere."""
    policy = (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
        f"connect-src 'self' ws://{host} wss://{host}; img-src 'self' data:; "
        "font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }


def board_server(
    command: str, host: str, port: int, token: str, allowed: Iterable[str] = ()
) -> "Server":
    """The server whose pages lie under the token; raises NoServer where that part is missing."""
    try:
        from aiohttp import web
        from textual_serve.server import Server
    except ImportError as missing:
        raise NoServer() from missing

    names = own_names() | {host.lower()} | {name.lower() for name in allowed}
    nonce = secrets.token_urlsafe(16)

    @web.middleware
    async def only_the_invited(request: web.Request, handler: Handler) -> web.StreamResponse:
        local = request.transport.get_extra_info("sockname") if request.transport else None
        asked = request.headers.get("Host", "")
        if not local or not is_asked_for(asked, str(local[0]), names):
            raise web.HTTPMisdirectedRequest()
        if not is_own_page(request.headers.get("Origin"), asked):
            raise web.HTTPForbidden()
        given = request.path.lstrip("/").partition("/")[0]
        if not secrets.compare_digest(given.encode("utf-8", "replace"), token.encode()):
            raise web.HTTPNotFound()
        answer: web.StreamResponse = await handler(request)
        return answer

    async def with_headers(request: web.Request, response: web.StreamResponse) -> None:
        # A host that was not let in is not repeated in the answer.
        asked = request.headers.get("Host", "")
        response.headers.update(headers(asked if _HOST.fullmatch(asked) else "localhost", nonce))

    class Board(Server):
        """The server with our page, a door for a few, and no talk of its own."""

        viewers = 0

        async def _make_app(self) -> web.Application:
            door = web.Application(middlewares=[only_the_invited])
            door.on_response_prepare.append(with_headers)

            async def to_the_page(request: web.Request) -> web.StreamResponse:
                raise web.HTTPFound(f"/{token}/")

            door.router.add_get(f"/{token}", to_the_page)
            door.add_subapp(f"/{token}/", await super()._make_app())
            return door

        async def on_startup(self, app: object) -> None:
            return

        def initialize_logging(self) -> None:
            logging.basicConfig(level=logging.CRITICAL)

        async def handle_index(self, request: web.Request) -> web.Response:
            return web.Response(text=page(nonce), content_type="text/html")

        async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
            if self.viewers >= MOST_VIEWERS:
                raise web.HTTPServiceUnavailable()
            self.viewers += 1
            try:
                return await super().handle_websocket(request)
            finally:
                self.viewers -= 1

    return Board(command, host, port)


def serve_board(
    path: Path, body: str, theme: str, host: str, port: int, allowed: Iterable[str] = ()
) -> None:
    """Serve until ctrl+c; raises NoServer, SecretNotHeld, NoDoor."""
    from storage.secrecy import keyring
    from tui.cli.asking import PASSPHRASE

    token = new_token()
    board = board_server(board_command(path, body, theme), host, port, token, allowed)
    if keyring.held(path) is not None and os.environ.get(PASSPHRASE) is None:
        raise SecretNotHeld()
    try_door(host, port)
    os.environ[SERVED] = "1"
    if not is_loopback(host):
        say(_(
            "Careful: {host} can be reached by everybody on this network; whoever has the address "
            "below sees what the room sees, and can change nothing."
        ).format(host=host))  # fmt: skip
    said = _("The big screen is at {url}; ctrl+c ends it.")
    say(said.format(url=f"{place_of(host, port)}/{token}/"))
    board.serve()
