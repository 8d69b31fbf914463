"""`jiejiao passphrase`: encrypts the records, changes the passphrase, removes it."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import click

from meetings.errors import MeetingError
from tui.cli.asking import ask_secret
from tui.cli.options import FileName
from tui.cli.printing import as_words, say
from tui.language import _

NEW = "JIEJIAO_NEW_PASSPHRASE"
"""The passphrase to set or to change to, for scripts and tests."""
SHEET = "街角议事-恢复密钥.docx"


class NotTheSame(MeetingError):
    """The new passphrase was not typed the same twice."""


@click.group(short_help="口令：设、换、取消 · the passphrase: set, change, remove")
def passphrase() -> None:
    """用口令加密记录、草稿和备份。请先退出程序。

    Encrypt records, drafts and backups with a passphrase. Quit the program first.
    """


_sheet = click.option(
    "--sheet", type=FileName(), default=None,
    help="恢复密钥写到哪里，.docx 或 .txt · where the recovery key is written",
)  # fmt: skip


@passphrase.command("set", short_help="设口令 · set one")
@_sheet
@click.pass_obj
def set_one(path: Path, sheet: Path | None) -> None:
    """设口令并加密；恢复密钥写成一页，打印后删除。

    Set a passphrase and encrypt; the recovery key is written to a page to print and then
    delete.
    """
    from storage.schema import inspect
    from storage.secrecy.protecting import set_passphrase

    inspect(path)
    target = _free(path, sheet)
    left = set_passphrase(path, _ask_new(), _keeper(path, target))
    say(_("The records, drafts, photographs and backups are encrypted now."))
    _tell_sheet(target)
    _tell_left(left)


@passphrase.command("change", short_help="换口令 · change it")
@click.option("--new-key", is_flag=True, help="同时换恢复密钥 · make a new recovery key too")
@_sheet
@click.pass_obj
def change(path: Path, new_key: bool, sheet: Path | None) -> None:
    """换口令；忘了旧口令可用恢复密钥。备份随之改用新口令，U盘上的除外。

    Change the passphrase, with the old one or the recovery key. Daily backups follow; copies on
    USB drives keep the old one.
    """
    from storage.secrecy.protecting import change_passphrase

    secret = ask_secret(_("Current passphrase, or recovery key:"))
    target = _free(path, sheet) if new_key else None
    change_passphrase(path, secret, _ask_new(), _keeper(path, target) if target else None)
    say(_("The passphrase was changed."))
    if target is not None:
        _tell_sheet(target)


@passphrase.command("remove", short_help="取消口令 · remove it")
@click.pass_obj
def remove(path: Path) -> None:
    """取消口令，文件不再加密。

    Remove the passphrase; the files are no longer encrypted.
    """
    from storage.secrecy.protecting import remove_passphrase

    left = remove_passphrase(path, ask_secret(_("Passphrase, or recovery key:")))
    say(_("The records are no longer encrypted; anyone with the file can read it."))
    _tell_left(left)


def _ask_new() -> str:
    known = os.environ.get(NEW)
    if known is not None:
        return as_words(known)
    first = ask_secret(_("New passphrase:"))
    if os.environ.get("JIEJIAO_PASSPHRASE") is None and first != ask_secret(_("Repeat it:")):
        raise NotTheSame()
    return first


def _free(path: Path, sheet: Path | None) -> Path:
    from exports.files import refuse_place
    from tui.desk import Desk

    target = sheet or Desk(path).papers.export_folder() / SHEET
    refuse_place(target)
    if target.exists():
        raise FileExistsError(errno.EEXIST, "", str(target))
    return target


def _keeper(path: Path, target: Path) -> Callable[[str], None]:
    from exports.documents.recovery_sheet import write_sheet
    from tui.desk.core import local_now

    def keep(key: str) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_sheet(target, key, path.name, local_now().date())
        if os.name != "nt":
            target.chmod(0o600)

    return keep


def _tell_sheet(target: Path) -> None:
    say(
        _("The recovery key is in {file}: print it, lock it away, and delete the file.").format(
            file=target
        )
    )


def _tell_left(left: tuple[Path, ...]) -> None:
    for copy in left:
        say(_("This copy could not be rewritten and is unchanged: {file}").format(file=copy))
