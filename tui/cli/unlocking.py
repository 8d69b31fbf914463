"""Asks on the terminal for the passphrase of encrypted records or backups before opening them."""

import os
from pathlib import Path

from tui.cli.asking import PASSPHRASE, ask_secret
from tui.cli.printing import say
from tui.language import _

TRIES = 5


def unlock_if_needed(path: Path) -> None:
    """Ask for the passphrase of an encrypted records file until it is right.

    Raises WrongPassphrase or Misread after the last try, and CannotOpen without its key file.
    """
    from storage.errors import CannotOpen
    from storage.secrecy import keyring

    if keyring.lacks_keybox(path):
        raise CannotOpen(path=str(path), why="no_key")
    if keyring.is_locked(path):
        keyring.hold(path, _asked(path))


def key_for(file: Path, records: Path) -> str | None:
    """The key of a backup: that of the records if it fits, else asked for; None if not encrypted.

    A backup has its own keybox, since it may be older than the present passphrase.
    """
    from storage import engine
    from storage.beside import keybox_of
    from storage.errors import StorageError
    from storage.secrecy import keyring

    if not file.is_file() or engine.is_plain(file):
        return None
    held = keyring.held(records)
    if held is not None:
        try:
            engine.open_reader(file, held).close()
            return held
        except StorageError:
            pass
    return _asked(file) if keybox_of(file).exists() else None


def _asked(path: Path) -> str:
    from storage.errors import Misread, WrongPassphrase
    from storage.secrecy.keys import open_box
    from tui.errors import sentence

    for left in range(TRIES - 1, -1, -1):
        said = ask_secret(_("Passphrase (or recovery key) of {file}:").format(file=path.name))
        try:
            return open_box(path, said)
        except (WrongPassphrase, Misread) as wrong:
            if not left or os.environ.get(PASSPHRASE) is not None:
                raise
            say(sentence(wrong), err=True)
    raise AssertionError
