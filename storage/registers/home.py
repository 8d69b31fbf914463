"""Remember on which machine a body is kept, so that a copied file is noticed on another one.

The machine is stored among the acknowledgements, as a hash of the system's machine id and the
body, which reveals nothing. Machines without such an id, or cloned from one image, cannot be told
apart.
"""

import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from meetings.clean import trim
from storage.engine import Connection

MARK = "home"
"""In place of a day, it marks a row of acknowledgements as a machine's."""
_FILES = ("/etc/machine-id", "/var/lib/dbus/machine-id")


def settle(conn: Connection, body: str) -> None:
    """Store this machine as the one of the body; in a transaction."""
    conn.execute("DELETE FROM acknowledged WHERE body = ? AND at = ?", (body, MARK))
    if name := machine():
        conn.execute(
            "INSERT INTO acknowledged (body, epoch, reader, number, at) VALUES (?, 1, ?, 0, ?)",
            (body, _id(name, body), MARK),
        )


def has_home(conn: Connection, body: str) -> bool:
    """Whether the file says on which machine the body is kept."""
    return _home(conn, body) is not None


def is_elsewhere(conn: Connection, body: str) -> bool:
    """Whether the body was last kept on another machine, so that this file was copied or moved."""
    home = _home(conn, body)
    if home is None:
        return False
    name = machine()
    return name != "" and home != _id(name, body)


def _home(conn: Connection, body: str) -> str | None:
    row = conn.execute(
        "SELECT reader FROM acknowledged WHERE body = ? AND at = ?", (body, MARK)
    ).fetchone()
    return row[0] if row else None


def _id(name: str, body: str) -> str:
    return sha256(f"jiejiao-home-1 {name} {body}".encode()).hexdigest()[:36]


@cache
def machine() -> str:
    """The system's id of this machine; "" where it has none."""
    for place in _FILES:
        with suppress(OSError):
            if found := trim(Path(place).read_text("ascii", "replace")):
                return found
    if sys.platform == "win32":
        import winreg

        with (
            suppress(OSError),
            winreg.OpenKey(
                winreg.HKEY_LOCAL_MACHINE,
                r"SOFTWARE\Microsoft\Cryptography",
                0,
                winreg.KEY_READ | winreg.KEY_WOW64_64KEY,
            ) as key,
        ):
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    if sys.platform == "darwin":
        from uuid import getnode

        number = getnode()
        # The second lowest bit of the first byte says that it was drawn and is another each time.
        return "" if number >> 40 & 1 else f"{number:x}"
    return ""
