"""`jiejiao display`: the big screen as a second program beside the one that writes."""

import logging
import os
import shlex
import sys
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

import click

from meetings.errors import MeetingError
from tui.language import _, language

if TYPE_CHECKING:
    from tui.words.board import Sighting

LOOPBACK = "127.0.0.1"
SERVED = "JIEJIAO_SERVED"
"""Set for the programs behind a browser: they can be looked at and not left."""


class NoServer(MeetingError):
    """The part that serves browsers is not installed."""


class SecretNotHeld(MeetingError):
    """The browsers of an encrypted file need its passphrase in the environment."""


class Watching:
    """A records file, read only, whose changes by another program are noticed."""

    def __init__(self, path: Path) -> None:
        from storage.records import FileRecords

        self.records = FileRecords.open(path, read_only=True)

    def version(self) -> int:
        """SQLite's own count of what other connections wrote."""
        row = self.records.conn.execute("PRAGMA data_version").fetchone()
        return int(row[0])

    def sight(self, body: str, before: str | None) -> "Sighting":
        """The meeting to be shown."""
        from tui.words.board import find_sight

        return find_sight(self.records, body, before)

    def close(self) -> None:
        """Let go of the file."""
        self.records.close()


@click.command(short_help="大屏 · the big screen, read-only")
@click.option("--body", default="", help="机构名称或编号 · name or id of the body")
@click.option("--theme", default="", help="夜、昼、日晒 · look")
@click.option("--serve", is_flag=True, help="给浏览器看 · for browsers, through textual-serve")
@click.option("--host", default=LOOPBACK, show_default=True, help="--serve 的地址 · address")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535),
              help="--serve 的端口 · port")  # fmt: skip
@click.option("--url", default="", help="浏览器里输入的网址 · the address that browsers type")
@click.pass_obj
def display(path: Path, body: str, theme: str, serve: bool, host: str, port: int, url: str) -> None:
    """大屏：另开一个只读窗口给全场看，一秒内跟上。按 q 离开，按 t 换配色。

    The meeting for the whole room, read-only, following within a second; q leaves, t changes the
    look. With --serve browsers can look on.
    """
    from tui.desk import local_now
    from tui.words.board import find_sight

    watching = Watching(path)
    try:
        find_sight(watching.records, body)
        if not serve:
            from tui.screens.display import DisplayApp

            served = bool(os.environ.get(SERVED))
            DisplayApp(watching, local_now, body, theme=theme, may_leave=not served).run()
            return
    finally:
        watching.close()
    serve_board(path, body, theme, host, port, url)


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


def serve_board(path: Path, body: str, theme: str, host: str, port: int, url: str) -> None:
    """Serve until ctrl+c; raises NoServer, SecretNotHeld."""
    from storage.secrecy import keyring
    from tui.cli.asking import PASSPHRASE

    try:
        from textual_serve.server import Server
    except ImportError as missing:
        raise NoServer() from missing
    if keyring.held(path) is not None and os.environ.get(PASSPHRASE) is None:
        raise SecretNotHeld()
    os.environ[SERVED] = "1"
    place = url or f"http://{host}:{port}"
    if not is_loopback(host):
        click.echo(_(
            "Careful: {host} can be reached by everybody on this network, without a password; "
            "they see what the room sees, and can change nothing."
        ).format(host=host))  # fmt: skip
    click.echo(_("The big screen is at {url}; ctrl+c ends it.").format(url=place))

    class Quiet(Server):
        """The server without its own banner and its line for each request."""

        async def on_startup(self, app: object) -> None:
            return

        def initialize_logging(self) -> None:
            logging.basicConfig(level=logging.ERROR)

    command = board_command(path, body, theme)
    Quiet(command, host, port, title="街角议事", public_url=place).serve()
