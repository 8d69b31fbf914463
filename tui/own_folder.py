"""The default paths of the records and settings: the system's folders, or beside the program.

A bundle, as on a USB drive, uses a folder beside itself if somebody made one there.
"""

import os
import sys
from pathlib import Path
from typing import Final

import platformdirs

BESIDE: Final = "记录"
"""The folder beside a bundle's program that holds records and settings if it exists."""
RECORDS_NAME: Final = "jiejiao.db"
SETTINGS_VARIABLE: Final = "JIEJIAO_SETTINGS"
"""The environment variable for another settings file, for tests and shared computers."""


def beside_program(program: Path) -> Path | None:
    """The folder for records beside this program file; None where nobody made one."""
    folder = program.parent / BESIDE
    return folder if folder.is_dir() else None


def program_of_bundle(python: Path, frozen: bool) -> Path | None:
    """The program file of the bundle that this runs in; None where it was installed another way.

    On Windows it is one folder above the bundle's own Python.
    """
    beside = python.parent.parent / "jiejiao.exe"
    if frozen:
        return python
    return beside if python.name.lower() == "python.exe" and beside.is_file() else None


def _own() -> Path | None:
    found = program_of_bundle(Path(sys.executable).resolve(), bool(getattr(sys, "frozen", False)))
    return beside_program(found) if found else None


def default_records() -> Path:
    """The path of the records file when none is named."""
    return (_own() or Path(platformdirs.user_data_dir("jiejiao", appauthor=False))) / RECORDS_NAME


def settings_path() -> Path:
    """The path of the settings file: the one that the environment names, or the default."""
    if named := os.environ.get(SETTINGS_VARIABLE):
        return Path(named)
    folder = _own() or Path(platformdirs.user_config_dir("jiejiao", appauthor=False))
    return folder / "settings.toml"
