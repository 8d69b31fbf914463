"""Opens the program on a records file, and ends it with a sentence whatever happens."""

import codecs
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from meetings.errors import MeetingError
from tui.cli import crash
from tui.cli.printing import say
from tui.language import N_, _, set_language

if TYPE_CHECKING:
    from tui.app import Jiejiao
    from tui.desk import Desk
    from tui.terminal import TerminalApp


class NoTerminal(MeetingError):
    """There is no terminal for the screen, or no keyboard."""


def need_terminal() -> None:
    """Raise NoTerminal where the screen could not be seen or used; a browser counts as one."""
    if os.environ.get("TEXTUAL_DRIVER"):
        return
    for stream in (sys.__stdin__, sys.__stdout__, sys.__stderr__):
        if stream is None or stream.closed or not stream.isatty():
            raise NoTerminal


def terminal_warning() -> str:
    """A warning where the terminal is not UTF-8, in Chinese and English; else ""."""
    stream = sys.__stderr__
    used = stream.encoding if stream is not None else "utf-8"
    if os.environ.get("TEXTUAL_DRIVER") or codecs.lookup(used).name == "utf-8":
        return ""
    said = N_(
        "This terminal is not set to UTF-8 but to {encoding}: Chinese may be shown and typed "
        "wrongly. Set it to UTF-8, as by LANG=zh_CN.UTF-8."
    )
    return "\n".join(one.format(encoding=used) for one in dict.fromkeys((_(said), said)))


def open_program(records: Path, lang: str | None, tour: str = "") -> int:
    """Run the program until the person leaves; returns its exit status.

    Raises NoTerminal and the errors of storage before it starts. `tour` is what Tour.offered
    shall be.
    """
    from tui.desk import Desk

    need_terminal()
    desk = Desk(records)
    desk.open()
    failure, screen = None, ""
    try:
        app = _program(desk, lang, tour)
        try:
            status = app.run_to_end()
        except Exception as error:
            failure, screen = error, app.current_mode
            app.count_failure()
        else:
            app.outlive()
    finally:
        left = desk.close()
        for text in left.values():
            # no file could save these texts, so the terminal is the last place to read them
            say(_("Not saved: {text}").format(text=text), err=True)
    if failure is not None:
        crash.end(failure, records, screen=screen, kept=desk.kept_until if left else None)
    return status


def run_to_end(app: "TerminalApp", records: Path) -> int:
    """Run an app that has no drafts until the person leaves; returns its exit status."""
    if told := terminal_warning():
        say(told, err=True)
    try:
        return app.run_to_end()
    except Exception as error:
        crash.end(error, records)


def _program(desk: "Desk", lang: str | None, tour: str) -> "Jiejiao":
    from tui.app import PLACE, Jiejiao
    from tui.own_folder import settings_path
    from tui.settings.settings_file import read_settings

    settings = settings_path()
    own = read_settings(settings).settings.language
    chosen = lang or own or desk.saved_draft(f"{PLACE}language") or "zh"
    set_language(cast(Literal["zh", "en"], chosen if chosen == "en" else "zh"))
    app = Jiejiao(desk, settings)
    app.tour.offered = tour
    app.told_at_start = terminal_warning()
    if app.told_at_start:
        say(app.told_at_start, err=True)
    return app
