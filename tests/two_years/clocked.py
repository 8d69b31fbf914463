"""The program by a clock that a test moves: the file named by CLOCK says what time it is.

Time goes on from there as it does outside, so that what is done in a row stands in a row.
"""

import os
from datetime import datetime, timedelta
from pathlib import Path
from time import time
from typing import Any

CLOCK = "CLOCK"


def _moved() -> datetime:
    file = Path(os.environ[CLOCK])
    begun = datetime.fromisoformat(file.read_text(encoding="utf-8"))
    return begun + timedelta(seconds=max(0.0, time() - file.stat().st_mtime))


class _Moved(datetime):
    """A datetime whose now is that of the file."""

    @classmethod
    def now(cls, tz: Any = None) -> "_Moved":
        return cls.fromisoformat(_moved().isoformat())


def main() -> None:
    """The command, with its wall clock and the steady one beside it put to the file's time."""
    from tui import __main__
    from tui.desk import core

    vars(core).update(datetime=_Moved, monotonic=lambda: _moved().timestamp())
    __main__.main()


if __name__ == "__main__":
    main()
