"""`jiejiao body`: which computer records each body; moves a body, or goes on with a stopped one."""

from pathlib import Path

import click

from tui.cli.asking import agree, ask_word
from tui.cli.meant import one_body
from tui.cli.options import AS_JSON, FileName, FileToRead, FolderName
from tui.cli.printing import say, say_json
from tui.language import N_, _

STOPPED = {
    "": N_("recorded here"),
    "restored": N_("restored from a backup: exchange first"),
    "cloned": N_("recorded on another computer last: exchange first"),
    "behind": N_("stopped: letters it sent are not in this file"),
    "forked": N_("stopped: another computer is recording too"),
    "moved": N_("stopped: another computer records it now"),
}


@click.group(short_help="机构由哪台电脑记录 · which computer records a body")
def body() -> None:
    """机构由哪台电脑记录。

    Choose which computer records a body.
    """


@body.command("keepers", short_help="哪些记在这里 · which bodies are recorded here")
@AS_JSON
@click.pass_obj
def keepers(path: Path, as_json: bool) -> None:
    """每个机构：记在这里，只读，还是停着。

    Each body: recorded here, read-only, or stopped.
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


@body.command("keep", short_help="改由这里记录 · continue it from this file")
@click.argument("name")
@click.option("--reason", required=True, help="理由，对方看得到 · the reason, which others see")
@click.option("--yes", is_flag=True, help="不再询问 · do not ask")
@click.pass_obj
def keep(path: Path, name: str, reason: str, yes: bool) -> None:
    """从这个文件现有的内容接着记；另一台电脑从此只能看。什么也不合并，什么也不丢掉。

    Continue from what this file has; the other computer becomes read-only. Nothing is merged
    and nothing is thrown away.
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
                "{name} continues from this file. What only the other computer has is "
                "not here; look for that file first."
            ).format(name=known.name),
            yes,
        )
        keep_here(records, known.id, local_now().isoformat(), reason)
    say(_("{name} is recorded here now; the others hear of it at the next exchange.").format(
        name=known.name
    ))  # fmt: skip


@body.command("give", short_help="交给另一台电脑 · hand it over to another computer")
@click.argument("name")
@click.option(
    "--to",
    "target",
    type=FileName(),
    required=True,
    help="U盘上的文件夹或新文件 · a folder on a USB drive, or a new file",
)
@click.option("--yes", is_flag=True, help="不再询问 · do not ask")
@click.pass_obj
def give(path: Path, name: str, target: Path, yes: bool) -> None:
    """写成一个封好的文件，并给出打开它的码；这里从此只能看。码不要和U盘放在一起。

    Write the body to a sealed file and print the code that opens it; from then on it is
    read-only here. Keep the code apart from the file.
    """
    from storage.carriers.moved import give as give_away
    from storage.records import FileRecords
    from tui.desk.core import local_now
    from tui.desk.exchanging import acting
    from tui.words.exchange import given_words

    _require(path)
    with FileRecords.open(path) as records:
        known = one_body(records, name)
        agree(
            _("{name} goes to another computer; here it becomes read-only.").format(
                name=known.name
            ),
            yes,
        )
        for line in given_words(give_away(records, acting("", local_now)(), known.id, target)):
            say(line)


@body.command("take", short_help="从另一台电脑接过来 · take it over from another computer")
@click.argument("source", type=FileToRead())
@click.option("--code", default="", help="打开它的码 · the code that opens it")
@click.pass_obj
def take(path: Path, source: Path, code: str) -> None:
    """接过另一台电脑交出的机构，从此记在这里。记录文件可以是新的。

    Take over what another computer handed over; from then on it is recorded here. The records
    file may be new.
    """
    from storage.carriers.moved import take as take_over
    from storage.records import FileRecords
    from storage.registers import signing
    from tui.desk.core import local_now
    from tui.desk.exchanging import acting
    from tui.words.exchange import arrived_words

    signing.require()
    typed = code or ask_word(_("Code"))
    with FileRecords.open(path) as records:
        for line in arrived_words(take_over(records, acting("", local_now)(), source, typed)):
            say(line)


@body.command("back", short_help="还没接走，拿回来 · take it back before it is taken over")
@click.argument("name")
@click.option("--yes", is_flag=True, help="不再询问 · do not ask")
@click.pass_obj
def back(path: Path, name: str, yes: bool) -> None:
    """交出去、那台还没有接走的机构，拿回来接着记；那个文件要删掉。

    Take back a body that was handed over but not yet taken; delete the file it was written to.
    """
    from storage.records import FileRecords
    from storage.registers.moving import take_back
    from tui.desk.core import local_now
    from tui.desk.exchanging import acting

    _require(path)
    with FileRecords.open(path) as records:
        known = one_body(records, name)
        agree(_("No other computer has taken the file over; it will be deleted."), yes)
        take_back(records, acting("", local_now)(), known.id)
    say(_("{name} is recorded here again.").format(name=known.name))


@body.command("unsent", short_help="停着的机构有哪些没送出 · what a stopped body has not sent")
@click.argument("name")
@click.option("--workbook", type=FolderName(), help="写成补录单 · write a workbook into a folder")
@click.pass_obj
def unsent(path: Path, name: str, workbook: Path | None) -> None:
    """停着的机构在这个文件里还没让别处知道的记录；可以写成补录单，到另一台电脑导入。

    The entries of a stopped body that nobody else has; as a workbook they can be imported on
    the other computer.
    """
    from storage.records import FileRecords
    from storage.registers.listing import unsent as found_unsent
    from tui.desk.core import local_now
    from tui.desk.table_files import write_supplement
    from tui.words.exchange import unsent_words

    _require(path)
    with FileRecords.open(path, read_only=True) as records:
        found = found_unsent(records, one_body(records, name).id)
        if found is None:
            say(_("{name} is not stopped here.").format(name=name))
            return
        for line in unsent_words(found):
            say(line)
        if workbook is not None:
            made = write_supplement(records, found, workbook, local_now())
            say(_("Written: {file}").format(file=made))


def _require(path: Path) -> None:
    from storage.registers import signing

    if not path.exists():
        raise FileNotFoundError(2, "", str(path))
    signing.require()
