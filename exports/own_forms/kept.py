"""A body's own Word form for its minutes, kept beside the records."""

from pathlib import Path

from exports.files import write
from exports.own_forms.template_sample import sample_minutes
from exports.own_forms.templated import BadTemplate, fill
from exports.tables.zip_guard import MOST_BYTES

FOLDER = "templates"


def place_of(records: Path, body: str) -> Path:
    """Where the form of a body lies."""
    return records.absolute().parent / FOLDER / f"{body}.docx"


def own_form(records: Path, body: str) -> bytes:
    """The body's form; empty where it has none and the built-in layout serves."""
    try:
        return place_of(records, body).read_bytes()
    except FileNotFoundError:
        return b""


def keep_form(records: Path, body: str, source: Path) -> Path:
    """Try a form on made-up minutes and keep a copy; raises BadTemplate, OSError."""
    if source.stat().st_size > MOST_BYTES:
        raise BadTemplate(why="size", what="", place="")
    data = source.read_bytes()
    fill(data, sample_minutes())
    place = place_of(records, body)
    place.parent.mkdir(mode=0o700, exist_ok=True)
    return write(place, data, overwrite=True)


def drop_form(records: Path, body: str) -> bool:
    """Go back to the built-in layout; False where there was no form."""
    place = place_of(records, body)
    there = place.exists()
    place.unlink(missing_ok=True)
    return there
