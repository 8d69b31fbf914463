"""A program that copies, restores or encrypts again and again until it is killed."""

import sys
from datetime import date, datetime
from pathlib import Path

from storage.copies import backup, restoring
from storage.engine import is_plain
from storage.secrecy import keyring, keys, protecting

SECRET = "梧桐里的路灯"


def main(deed: str, path: Path) -> None:
    """Tell on standard output when each round begins."""
    keys._COST = (1 << 10, 8, 1)
    if not is_plain(path):
        keys.unlock(path, SECRET)
    source = path.with_name("source.db")
    while True:
        print("round", flush=True)
        if deed == "backup":
            for old in backup.backups(path):
                old.path.unlink()
            backup.back_up_daily(path, date(2026, 3, 1))
        elif deed == "restore":
            restoring.restore(path, source, datetime.now().astimezone())
        elif is_plain(path):
            protecting.set_passphrase(path, SECRET, lambda _: None)
        else:
            protecting.remove_passphrase(path, SECRET)
            keyring.hold(path, None)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
