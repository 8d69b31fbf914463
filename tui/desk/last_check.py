"""When records were last checked and how much was wrong, kept in a file beside the settings."""

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from meetings.dataclass import dataclass
from tui.own_folder import settings_path

NAME = "last-check.json"
MOST = 50
"""How many records files are remembered; the oldest are forgotten first."""


@dataclass(frozen=True, slots=True)
class LastCheck:
    """A check of one records file: when, and how many things were wrong."""

    at: datetime
    wrong: int


def remember_check(records: Path, at: datetime, wrong: int) -> None:
    """Save the result of a check; where the system does not allow it, nothing is saved."""
    known = {key: value for key, value in _saved().items() if key != _key(records)}
    known[_key(records)] = [at.isoformat(timespec="minutes"), wrong]
    place = settings_path().with_name(NAME)
    growing = place.with_name(f"{NAME}.new")
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        growing.write_text(json.dumps(dict(list(known.items())[-MOST:])), "utf-8")
        growing.replace(place)


def last_check(records: Path) -> LastCheck | None:
    """The last check of these records by this person; None where there was none."""
    try:
        found: Any = _saved()[_key(records)]
        at, wrong = found
        return LastCheck(datetime.fromisoformat(at), int(wrong))
    except (KeyError, ValueError, TypeError):
        return None


def _key(records: Path) -> str:
    return str(records.absolute())


def _saved() -> dict[str, object]:
    try:
        found = json.loads(settings_path().with_name(NAME).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
