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


def _own() -> Path | None:
    return beside_program(Path(sys.executable).resolve()) if getattr(sys, "frozen", False) else None


def default_records() -> Path:
    """The records file of this person."""
    return (_own() or Path(platformdirs.user_data_dir("jiejiao", appauthor=False))) / RECORDS_NAME


def default_settings() -> Path:
    """The settings file of this person."""
    folder = _own() or Path(platformdirs.user_config_dir("jiejiao", appauthor=False))
    return folder / "settings.toml"
