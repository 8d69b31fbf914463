"""Open the screen on a file of records."""

from pathlib import Path
from typing import Literal, cast

from tui.cli.printing import say
from tui.language import _, set_language


def open_program(records: Path, lang: str | None, tour: str = "") -> None:
    """Run the program until it is left; raises the errors of storage before it starts.

    `tour` is "offer" or "begin" where the guided tour is wanted.
    """
    from tui.app import PLACE, Jiejiao
    from tui.desk import Desk
    from tui.settings.kept import read_settings, settings_path

    desk = Desk(records)
    desk.open()
    try:
        settings = settings_path()
        own = read_settings(settings).settings.language
        chosen = lang or own or desk.kept(f"{PLACE}language") or "zh"
        set_language(cast(Literal["zh", "en"], chosen if chosen == "en" else "zh"))
        app = Jiejiao(desk, settings)
        app.tour_offer = tour
        app.run()
    finally:
        left = desk.close()
        for text in left.values():
            # No file took it, so that the terminal is the last place where it can be read.
            say(_("Not saved: {text}").format(text=text), err=True)
