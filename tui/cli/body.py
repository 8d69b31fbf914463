"""`jiejiao body`: which bodies are recorded here, and going on with one from this file."""

from pathlib import Path

import click

from tui.cli.asking import agree
from tui.cli.meant import one_body
from tui.cli.options import AS_JSON
from tui.cli.printing import say, say_json
from tui.language import N_, _

STOPPED = {
    "": N_("recorded here"),
    "restored": N_("put back from a backup: exchange first"),
    "behind": N_("stopped: letters of it are not in this file"),
    "forked": N_("stopped: another computer writes for it"),
    "moved": N_("stopped: another computer records it now"),
}


@click.group(short_help="机构由哪台电脑记录 · which computer records a body")
def body() -> None:
    """机构由哪台电脑记录。

    Which computer records a body.
    """


@body.command("keepers", short_help="哪些记在这里 · which are recorded here")
@AS_JSON
@click.pass_obj
def keepers(path: Path, as_json: bool) -> None:
    """每个机构：记在这里，只读，还是停着。

    Each body: recorded here, only read, or stopped.
    """
    from meetings.actions.found import bodies
    from storage.records import FileRecords
    from storage.registers.kept import kept

    if not path.exists():
        raise FileNotFoundError(2, "", str(path))
    with FileRecords.open(path, read_only=True) as records:
        known = bodies(records)
        with records.reading() as book:
            found = {one.id: kept(book.conn, one.id) for one in known}
    told = []
    for one in known:
        here = found[one.id]
        word = _(STOPPED[here.stopped]) if here is not None else _("read only")
        epoch = here.epoch if here is not None else None
        told.append({"body": one.id, "name": one.name, "kept": here is not None, "epoch": epoch,
                     "stopped": here.stopped if here is not None else ""})  # fmt: skip
        if not as_json:
            say(f"{one.name}  {word}")
    if as_json:
        say_json(told)


@body.command("keep", short_help="改由这里记录 · go on with it from this file")
@click.argument("name")
@click.option("--reason", required=True, help="理由，对方看得到 · the reason, which others see")
@click.option("--yes", is_flag=True, help="不再询问 · do not ask")
@click.pass_obj
def keep(path: Path, name: str, reason: str, yes: bool) -> None:
    """从这个文件现有的内容接着记；另一台电脑从此只能看。什么也不合并，什么也不丢掉。

    Go on from what this file has; the other computer can only read from then on. Nothing is
    merged and nothing is thrown away.
    """
    from storage.records import FileRecords
    from storage.registers.epochs import keep_here
    from tui.desk.core import local_now

    if not path.exists():
        raise FileNotFoundError(2, "", str(path))
    with FileRecords.open(path) as records:
        known = one_body(records, name)
        agree(
            _(
                "{name} goes on from this file. What only the other computer has is not here; "
                "look for that file first."
            ).format(name=known.name),
            yes,
        )
        keep_here(records, known.id, local_now().isoformat(), reason)
    say(_("{name} is recorded here now; the others hear of it at the next exchange.").format(
        name=known.name
    ))  # fmt: skip
