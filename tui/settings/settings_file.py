"""The settings file: a person's settings in TOML, read with its mistakes named, and written."""

import re
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from meetings.dataclass import dataclass
from tui.language import N_, _, listed
from tui.settings.own_keys import in_one_form, refused_keys

LANGUAGES = ("zh", "en")
LOOKS = {"夜": N_("Dark"), "昼": N_("Light"), "日晒": N_("Sunlight")}
"""The themes that can be chosen, with the English ids of what they are called."""
MOST_MINUTES = 240
MOST_BYTES = 200_000
"""The largest settings file that is read; usual ones have some hundred bytes."""
MOST_NAMED = 5
"""How many unknown names are listed."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings that the person chose; "" and None where nothing was chosen."""

    language: str = ""
    theme: str = ""
    reduced_motion: bool = False
    lock_minutes: int | None = None
    """Idle minutes after which the screen of encrypted records locks; 0 for never."""
    documents: str = ""
    """The default folder for papers."""
    actor: str = ""
    """The name of the person at the keyboard, for the history."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """A person's own keys, with commas between, by command id."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Columns chosen by hand for headings of files, by kind/sign of the file/heading."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings as read, sentences on what was wrong, and whether the whole file was readable."""

    settings: Settings
    troubles: tuple[str, ...] = ()
    whole: bool = True
    """False where the file is not TOML at all, and so is kept until settings are saved."""


_AT = re.compile(r"at line (\d+)")
_KINDS: dict[str, type] = {
    "language": str, "theme": str, "reduced_motion": bool, "lock_minutes": int,
    "documents": str, "actor": str,
}  # fmt: skip
_ALLOWED: dict[str, tuple[str, ...]] = {"language": ("", *LANGUAGES), "theme": ("", *LOOKS)}
_SAID = {bool: N_("true or false"), int: N_("a whole number"), str: N_("text in quotation marks")}


def read_settings(path: Path) -> Loaded:
    """Read the file; each mistake in it gives a sentence, and the default is used instead."""
    try:
        with path.open("rb") as file:
            text = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return Loaded(Settings())
    except OSError:
        return _unreadable(path, _("the system does not allow reading it"))
    if len(text) > MOST_BYTES:
        return _unreadable(path, _("it is too large for settings"))
    import tomllib  # seldom is there a file

    try:
        found = tomllib.loads(text.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _unreadable(path, _("it is not UTF-8"))
    except tomllib.TOMLDecodeError as wrong:
        place = _AT.search(str(wrong))
        said = _("line {line} is not TOML").format(line=place[1]) if place else _("it is not TOML")
        return _unreadable(path, said)
    except (ValueError, RecursionError):  # a number too long, brackets nested too deep
        return _unreadable(path, _("it is not TOML"))
    return _checked(found)


def _unreadable(path: Path, why: str) -> Loaded:
    said = _("The settings file {file} cannot be read ({why}); it is kept, and defaults are used.")
    return Loaded(Settings(), (said.format(file=path, why=why),), whole=False)


def _checked(found: Mapping[str, Any]) -> Loaded:
    good: dict[str, Any] = {}
    troubles: list[str] = []
    unknown: list[str] = []
    for name, value in found.items():
        if name in ("keys", "columns"):
            continue
        if name not in _KINDS:
            unknown.append(name)
        elif type(value) is not _KINDS[name]:
            said = _("Settings: {name} must be {kind}; it is ignored.")
            troubles.append(said.format(name=name, kind=_(_SAID[_KINDS[name]])))
        elif name in _ALLOWED and value not in _ALLOWED[name]:
            said = _("Settings: {name} can be {known}; it is ignored.")
            troubles.append(said.format(name=name, known=listed(_ALLOWED[name][1:])))
        elif name == "lock_minutes" and value not in range(MOST_MINUTES + 1):
            said = _("Settings: lock_minutes must be between 0 and {most}; it is ignored.")
            troubles.append(said.format(most=MOST_MINUTES))
        else:
            good[name] = value
    if unknown:
        troubles.append(_unknown(unknown))
    wanted = found.get("keys", {})
    own = wanted if isinstance(wanted, Mapping) else {}
    keys = {id: in_one_form(key) for id, key in own.items() if isinstance(key, str)}
    if own is not wanted or len(keys) < len(own):
        troubles.append(_('Settings: lines under [keys] look like "hold.vote" = "v".'))
    refused = refused_keys(keys)
    troubles += filter(None, refused.values())
    good["keys"] = {id: wanted for id, wanted in keys.items() if id not in refused}
    named = found.get("columns", {})
    listed_columns = named if isinstance(named, Mapping) else {}
    good["columns"] = {k: v for k, v in listed_columns.items() if isinstance(v, str)}
    if listed_columns is not named or len(good["columns"]) < len(listed_columns):
        troubles.append(_('Settings: lines under [columns] look like "名册/1a2b3c4d/楼" = "楼栋".'))
    return Loaded(Settings(**good), tuple(troubles))


def _unknown(names: list[str]) -> str:
    if len(names) == 1:
        return _("Settings: {name} is unknown and is ignored.").format(name=names[0])
    return _("Settings: {n} names are unknown and are ignored: {names}").format(
        n=len(names), names=listed(names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")
    )


def as_toml(settings: Settings) -> str:
    """The file's text, with only the settings that were chosen."""
    lines = ["# 街角议事 · settings of Jiejiao", ""]
    for name in _KINDS:
        value = getattr(settings, name)
        if value is not None and value is not False and value != "":
            lines.append(f"{name} = {_value(value)}")
    if settings.keys:
        lines += ["", "[keys]"]
        lines += [f"{_value(id)} = {_value(keys)}" for id, keys in sorted(settings.keys.items())]
    if settings.columns:
        # in the order in which they were learnt, since the oldest are forgotten first
        lines += ["", "[columns]"]
        lines += [f"{_value(key)} = {_value(meant)}" for key, meant in settings.columns.items()]
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    said = str(value)
    quoted = {'"': '\\"', "\\": "\\\\"}
    return (
        '"'
        + "".join(quoted.get(c, c if c.isprintable() else f"\\u{ord(c):04x}") for c in said)
        + '"'
    )


def write_settings(path: Path, settings: Settings) -> None:
    """Write the file by way of `….new`; one that was no TOML is kept as `….bad`. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not read_settings(path).whole:
        path.replace(path.with_name(f"{path.name}.bad"))
    growing = path.with_name(f"{path.name}.new")
    growing.write_text(as_toml(settings), "utf-8")
    growing.replace(path)
