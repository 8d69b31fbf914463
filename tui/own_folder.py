"""Where this person's records and settings lie: in the system's folders, or beside the program.

A bundle, as on a stick, keeps them beside itself where somebody made a folder for them there.
"""

import sys
from pathlib import Path
from typing import Final

import platformdirs

BESIDE: Final = "记录"
"""The folder beside a bundle's program that, once it is there, holds records and settings."""
RECORDS_NAME: Final = "jiejiao.db"


def beside_program(program: Path) -> Path | None:
    """The folder for records beside a program, where there is one."""
    folder = program.parent / BESIDE
    return folder if folder.is_dir() else None


def program_of_bundle(python: Path, frozen: bool) -> Path | None:
    """The program of the bundle that this runs in; None where it was installed some other way.

    On Windows it lies above the folder of its own Python.
    """
    beside = python.parent.parent / "jiejiao.exe"
    if frozen:
        return python
    return beside if python.name.lower() == "python.exe" and beside.is_file() else None


def _own() -> Path | None:
    found = program_of_bundle(Path(sys.executable).resolve(), bool(getattr(sys, "frozen", False)))
    return beside_program(found) if found else None


def default_records() -> Path:
    """The records file of this person."""
    return (_own() or Path(platformdirs.user_data_dir("jiejiao", appauthor=False))) / RECORDS_NAME


def default_settings() -> Path:
    """The settings file of this person."""
    folder = _own() or Path(platformdirs.user_config_dir("jiejiao", appauthor=False))
    return folder / "settings.toml"
