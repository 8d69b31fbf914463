"""`jiejiao doctor`: prints the check of this computer that `tui/desk/checkup.py` makes."""

from pathlib import Path

import click

from tui.cli.options import AS_JSON
from tui.cli.printing import say, say_json
from tui.language import _


@click.command(short_help="看看这台电脑 · check this computer")
@AS_JSON
@click.pass_obj
def doctor(path: Path, as_json: bool) -> None:
    """看看这台电脑：版本、终端、文件夹、磁盘、时钟、备份、办公软件、字体，缺什么就说怎么办。

    不含记录里的任何内容，可以连同问题一起交给别人看。

    Show what this computer has for the program, and what to do where something is missing. It
    shows nothing from the records, so you can pass it on with a question.
    """
    from tui.desk.checkup import State, as_text, look
    from tui.desk.core import local_now

    lines = look(path, local_now(), in_terminal=not as_json)
    if as_json:
        say_json([dict(line.facts()) for line in lines])
        return
    say(as_text(lines))
    wanted = sum(line.state is State.TO_DO for line in lines)
    said = _("{n} things to fix.").format(n=wanted) if wanted else _("Nothing is missing.")
    say(said)
