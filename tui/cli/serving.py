"""The big screen in browsers: a page of our own, and behind each browser a program that only reads.

Nothing is asked of any other host, so a tablet sees it where there is no network but the room's.
"""

import errno
import html
import logging
import os
import shlex
import socket
import sys
from ipaddress import ip_address
from pathlib import Path
from string import Template
from typing import Final
from urllib.parse import urlsplit

from meetings.errors import MeetingError
from tui.cli.printing import say
from tui.language import _, language

SERVED = "JIEJIAO_SERVED"
"""Set for the programs behind a browser: they can be looked at and not left."""
MOST_VIEWERS: Final = 12
"""Each browser costs this machine a program of its own."""
PAGE: Final = Path(__file__).with_name("serving.html")


class NoServer(MeetingError):
    """The part that serves browsers is not installed."""


class SecretNotHeld(MeetingError):
    """The browsers of an encrypted file need its passphrase in the environment."""


class NoDoor(MeetingError):
    """Nothing can listen there: `host`, `port`, `taken` where another program already does."""


def is_loopback(host: str) -> bool:
    """Only this machine can reach it."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def board_command(path: Path, body: str, theme: str) -> str:
    """The command line that a browser's view runs."""
    words = [sys.executable, "-m", "tui", "--records", str(path.absolute()), "--lang", language()]
    words += ["display"]
    words += ["--body", body] if body else []
    words += ["--theme", theme] if theme else []
    return shlex.join(words)


def try_door(host: str, port: int) -> None:
    """Raises NoDoor with what is in the way, before anything is promised."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        socket.create_server((host, port), family=family).close()
    except OSError as wrong:
        taken = wrong.errno == errno.EADDRINUSE
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


def page() -> str:
    """The page that a browser is given; all it loads comes from this machine."""
    words = {
        "lang": "zh-CN" if language() == "zh" else "en",
        "title": _("Big screen"),
        "opening": _("Opening the big screen..."),
        "lost": _("The connection is gone. It comes back by itself."),
    }
    told = {name: html.escape(said) for name, said in words.items()}
    return Template(PAGE.read_text(encoding="utf-8")).substitute(told)


def is_own_page(origin: str | None, host: str | None) -> bool:
    """The page that asks came from here; another site in the same browser is not to look on."""
    return origin is None or urlsplit(origin).netloc == host


def serve_board(path: Path, body: str, theme: str, host: str, port: int) -> None:
    """Serve until ctrl+c; raises NoServer, SecretNotHeld, NoDoor."""
    from storage.secrecy import keyring
    from tui.cli.asking import PASSPHRASE

    try:
        from aiohttp import web
        from textual_serve.server import Server
    except ImportError as missing:
        raise NoServer() from missing
    if keyring.held(path) is not None and os.environ.get(PASSPHRASE) is None:
        raise SecretNotHeld()

    class Board(Server):
        """The server with our page, a door for a few, and no talk of its own."""

        viewers = 0

        async def on_startup(self, app: object) -> None:
            return

        def initialize_logging(self) -> None:
            logging.basicConfig(level=logging.CRITICAL)

        async def handle_index(self, request: web.Request) -> web.Response:
            return web.Response(text=page(), content_type="text/html")

        async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
            if not is_own_page(request.headers.get("Origin"), request.host):
                raise web.HTTPForbidden()
            if self.viewers >= MOST_VIEWERS:
                raise web.HTTPServiceUnavailable()
            self.viewers += 1
            try:
                return await super().handle_websocket(request)
            finally:
                self.viewers -= 1

    try_door(host, port)
    os.environ[SERVED] = "1"
    if not is_loopback(host):
        say(_(
            "Careful: {host} can be reached by everybody on this network, without a password; "
            "they see what the room sees, and can change nothing."
        ).format(host=host))  # fmt: skip
    said = _("The big screen is at {url}; ctrl+c ends it.")
    say(said.format(url=place_of(host, port)))
    Board(board_command(path, body, theme), host, port).serve()
