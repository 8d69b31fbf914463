"""Names of files on a stick: which body, for whom, which day."""

from datetime import date

_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"/\\|?*', "_"))


def file_name(name: str, to: str, today: date, ending: str) -> str:
    """A name that every system takes; bodies of the same beginning are told apart by who reads."""
    parts = (part.translate(_FORBIDDEN)[:30] for part in (name, to))
    return "街角议事-{}-{}-{:%Y%m%d}{}".format(*parts, today, ending)
