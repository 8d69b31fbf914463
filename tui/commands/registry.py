"""The class of a command, how its keys are shown and become bindings, and which keys clash."""

from collections.abc import Iterable, Mapping

from textual.binding import Binding
from textual.keys import _character_to_key

from meetings.dataclass import dataclass

_CHINESE_PUNCTUATION: Mapping[str, str] = {
    ".": "。",
    ",": "，",
    "/": "、",
    "[": "【",
    "]": "】",
    "\\": "、",
    "<": "《",
    ">": "》",
    "*": "×",
}
"""The Chinese punctuation that an input method sends for a key, besides its full-width form."""

_KEY_NAMES: Mapping[str, str] = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "comma": ",",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "delete": "Del",
    "insert": "Ins",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


SIGNS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "-", "=", ".", "/")
"""The digits and signs that menus give their entries, in this order."""

_OWN: dict[str, str] = {}
"""A person's own keys by command id; tui/settings/own_keys.py says which are accepted."""


def use_own_keys(keys: Mapping[str, str]) -> None:
    """Set a person's own keys (by command id), to be shown instead of the built-in ones."""
    _OWN.clear()
    _OWN.update(keys)


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a person can do by a key; `label` and `help` are English catalogue ids."""

    id: str
    scope: str
    keys: str
    label: str
    help: str
    show: bool = True
    priority: bool = False
    also: str = ""
    """Other words by which people search for it, as one English id with blanks between them."""

    @property
    def action(self) -> str:
        """The name of the action method without its `action_`."""
        return self.id.replace(".", "_").replace("-", "_")

    @property
    def key_shown(self) -> str:
        """The first key as people read it: `F2`, `ctrl+f`, `1`, `Esc`."""
        return show_key(self.keys_now.split(",")[0])

    @property
    def digit(self) -> str:
        """The digit or sign among its keys, by which a menu offers it too; "" for none."""
        return next((key for key in self.keys_now.split(",") if key in SIGNS), "")

    @property
    def keys_now(self) -> str:
        """The keys that work now, with commas between: a person's own or the built-in ones."""
        return _OWN.get(self.id, self.keys)


def show_key(key: str) -> str:
    """A key's name as people read it: `ctrl+f`, `Esc`."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    if last[:1] == "f" and last[1:].isdigit():
        last = last.upper()
    return "+".join([*modifiers, _KEY_NAMES.get(last, last)])


def expand(keys: str) -> list[str]:
    """The keys in all their forms: letters in both cases, every character also in full width."""
    found: list[str] = []
    for key in keys.split(","):
        found.extend(_same_key("," if key == "comma" else key))
    return list(dict.fromkeys(found))


def _same_key(key: str) -> Iterable[str]:
    if key == "space":
        return ["space", _character_to_key("\u3000")]
    if len(key) != 1:
        return [key]
    return [_character_to_key(form) for form in forms_of(key)]


def forms_of(key: str) -> list[str]:
    """The characters that a key may send, with and without an input method."""
    forms = [key]
    if key.isascii() and key.isalpha():
        forms = [key.lower(), key.upper()]
    forms += [chr(ord(form) + 0xFEE0) for form in forms if "!" <= form <= "~"]
    if key in _CHINESE_PUNCTUATION:
        forms.append(_CHINESE_PUNCTUATION[key])
    return forms


def binding(command: Command) -> Binding:
    """The Textual binding of a command; its description stays an English id until it is shown."""
    return Binding(
        ",".join(expand(command.keys)),
        command.action,
        command.label,
        show=command.show,
        key_display=show_key(command.keys.split(",")[0]),
        priority=command.priority,
        tooltip=command.help,
        id=command.id,
    )


@dataclass(frozen=True, slots=True)
class Clash:
    """A key that two commands would both answer."""

    key: str
    first: str
    second: str


def clashes(commands: Iterable[Command], keymap: Mapping[str, str] | None = None) -> list[Clash]:
    """Keys that two of these commands share, with a person's own keys applied."""
    taken: dict[str, str] = {}
    found: list[Clash] = []
    for command in commands:
        for key in expand((keymap or {}).get(command.id, command.keys)):
            other = taken.setdefault(key, command.id)
            if other != command.id:
                found.append(Clash(key, other, command.id))
    return found
