"""A body's own Word form for its minutes, stored beside the records."""

import stat
from pathlib import Path

from exports.files import write
from exports.own_forms.forms_errors import BadTemplate, Filled
from exports.own_forms.template_sample import sample_minutes
from exports.own_forms.templated import fill_form
from exports.tables.zip_guard import MOST_BYTES

FOLDER = "templates"


def place_of(records: Path, body: str) -> Path:
    """The path of a body's form."""
    return records.absolute().parent / FOLDER / f"{body}.docx"


def own_form(records: Path, body: str) -> bytes:
    """The body's form; empty where it has none and the built-in layout serves."""
    try:
        return place_of(records, body).read_bytes()
    except FileNotFoundError:
        return b""


def keep_form(records: Path, body: str, source: Path, *, without_fields: bool = False) -> Filled:
    """Try a form on made-up minutes and keep a copy; raises BadTemplate, OSError.

    A form that names no field prints the same on every minutes: it is kept only
    `without_fields`, refused with `no_fields` otherwise.
    """
    data = _read(source)
    tried = fill_form(data, sample_minutes())
    if not tried.fields and not without_fields:
        raise BadTemplate(why="no_fields", what="", place="")
    place = place_of(records, body)
    place.parent.mkdir(mode=0o700, exist_ok=True)
    write(place, data, overwrite=True, own=True)
    return tried


def drop_form(records: Path, body: str) -> bool:
    """Go back to the built-in layout; False where there was no form."""
    place = place_of(records, body)
    there = place.exists()
    place.unlink(missing_ok=True)
    return there


def _read(source: Path) -> bytes:
    """The bytes of a regular file of limited size, as a pipe or device would never end."""
    if not stat.S_ISREG(source.stat().st_mode):
        raise BadTemplate(why="not_zip", what="", place="")
    with source.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise BadTemplate(why="size", what="", place="")
    return data
