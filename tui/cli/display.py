"""`jiejiao display`: the big screen as a second, read-only program, in the terminal or browsers."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.options import HostName

if TYPE_CHECKING:
    from tui.words.board import Sighting

LOOPBACK = "127.0.0.1"


class Watching:
    """A records file opened read-only, which notices changes by another program."""

    def __init__(self, path: Path) -> None:
        from storage.records import FileRecords

        self.records = FileRecords.open(path, read_only=True)

    def version(self) -> int:
        """SQLite's count of changes by other connections."""
        row = self.records.conn.execute("PRAGMA data_version").fetchone()
        return int(row[0])

    def sight(self, body: str, before: str | None) -> "Sighting":
        """The meeting to show."""
        from tui.words.board import find_sight

        return find_sight(self.records, body, before)

    def close(self) -> None:
        """Close the file."""
        self.records.close()


@click.command(short_help="大屏，只读 · the big screen, read-only")
@click.option("--body", default="", help="机构名称或编号 · name or id of the body")
@click.option("--theme", default="", help="夜、昼、日晒 · the theme: night, day, sunlight")
@click.option("--serve", is_flag=True, help="做成网页给浏览器看 · serve it as a page for browsers")
@click.option(
    "--host",
    default=LOOPBACK,
    type=HostName(),
    show_default=True,
    help="--serve 的地址 · the address of --serve",
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535),
              help="--serve 的端口 · the port of --serve")  # fmt: skip
@click.option("--allow-host", "allowed", multiple=True, type=HostName(),
              help="另可用的主机名，可重复 · another host name to accept, repeatable")  # fmt: skip
@click.pass_obj
def display(
    path: Path, body: str, theme: str, serve: bool, host: str, port: int, allowed: tuple[str, ...]
) -> int:
    """大屏：另开一个只读窗口给全场看，一秒内跟上。按 q 离开，按 t 换配色。

    Show the meeting to the whole room, read-only, up to date within a second. Press q to quit,
    t to change the theme. With --serve, browsers can watch.
    """
    from tui.cli.opening import need_terminal, run_to_end
    from tui.cli.serving import serve_board
    from tui.desk.core import local_now
    from tui.words.board import find_sight

    if not serve:
        need_terminal()
    watching = Watching(path)
    try:
        find_sight(watching.records, body)
        if serve:
            serve_board(watching, body, theme, host, port, allowed)
            return 0
        from tui.screens.display import DisplayApp

        return run_to_end(DisplayApp(watching, local_now, body, theme=theme), path)
    finally:
        watching.close()
