"""`jiejiao demo`: opens the program on the sample, an invented community."""

from pathlib import Path
from shutil import rmtree

import click

from tui.cli.printing import say
from tui.language import _
from tui.own_folder import default_records

DEMO_NAME = "sample.db"


@click.command(short_help="示例社区 · a sample community")
@click.option(
    "--dir",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="放示例的文件夹 · folder for the sample",
)
@click.option("--fresh", is_flag=True, help="重新生成 · rebuild it")
@click.option("--tour", is_flag=True, help="从五分钟引导开始 · start with the guided tour")
@click.pass_context
def demo(ctx: click.Context, folder: Path | None, fresh: bool, tour: bool) -> int:
    """在示例社区上打开程序；上次留下的样子会保留，--fresh 重新生成。

    Open the program on a sample community as you left it; --fresh rebuilds it.
    """
    from storage.beside import records_path
    from storage.errors import StorageError
    from tui.cli.opening import need_terminal, open_program

    need_terminal()
    path = records_path(folder or default_records().parent / "demo") / DEMO_NAME
    if fresh:
        set_aside(path)
    ctx.find_root().obj = path
    first = not path.exists()
    if first:
        make(path)
    wanted = "begin" if tour else "offer" if first else "ready"
    try:
        return open_program(path, (ctx.parent.params if ctx.parent else {}).get("lang"), wanted)
    except StorageError:
        say(_("To replace it with a new sample: jiejiao demo --fresh"), err=True)
        raise


def make(path: Path) -> None:
    """Write the sample to a new file; if interrupted, no half-written file is left."""
    from storage.beside import lock_of
    from storage.records import FileRecords
    from tui.desk.core import local_now
    from tui.sample.community import make_sample

    say(_("Making the sample community..."))
    path.parent.mkdir(parents=True, exist_ok=True)
    growing = path.with_name(f"{path.name}-growing")
    set_aside(growing)
    with FileRecords.open(growing) as records:
        make_sample(records, local_now())
    growing.rename(path)
    lock_of(growing).unlink(missing_ok=True)


def set_aside(path: Path) -> None:
    """Delete a sample and the files beside it; it is invented and can be made again."""
    from storage.beside import is_name_of
    from storage.copies.replacing import sole_use

    if not path.parent.exists():
        return
    with sole_use(path, None):
        for companion in path.parent.iterdir():
            if not is_name_of(path, companion.name) or companion.suffix == ".lock":
                continue
            if companion.is_dir() and not companion.is_symlink():
                rmtree(companion)
            else:
                companion.unlink()
