"""A person's own keys: which are accepted, and why others are refused."""

import re
from collections.abc import Mapping

from meetings.clean import trim
from tui.commands import SCOPES, all_commands, command
from tui.commands.registry import Command, clashes, expand, show_key
from tui.language import _, listed

TAKEN_BY_OTHERS = frozenset({
    "ctrl+c", "ctrl+m", "ctrl+i", "ctrl+h", "ctrl+j", "ctrl+space", "ctrl+left", "ctrl+right",
    "ctrl+up", "ctrl+down", "f10", "f11", "ctrl+b",
})  # fmt: skip
"""Keys that terminals, multiplexers or systems take for themselves."""

DIALOGS = frozenset({"form", "reading", "sign_in", "display"})
"""Scopes of dialogs, where the keys of the screen below do not work."""

AT_A_LINE = frozenset({"app", "hold", "sign_in"})
"""Scopes whose keys are pressed while a line waits for a name or a speech."""

_TAKEN_BY_THE_LINE = frozenset({
    "space", "enter", "tab", "left", "right", "home", "end", "delete",
    "ctrl+a", "ctrl+d", "ctrl+u", "ctrl+v", "ctrl+w", "ctrl+x",
})  # fmt: skip
"""Keys that write and edit text in a line."""

_NAMED = "escape|enter|space|tab|pageup|pagedown|home|end|delete|insert|up|down|left|right"
_KEY = re.compile(rf"(?:(?:ctrl|shift)\+)?(?:[!-~]|f[1-9]|f1[0-2]|comma|{_NAMED})|alt\+[a-z]")


def in_one_form(wanted: str) -> str:
    """Typed keys, parted by commas, as the registry has them: `CTRL+Q` is ctrl+q, `V` stays V."""
    parts = (trim(key) for key in wanted.split(","))
    return ",".join(key.lower() if len(key) > 1 else key for key in parts)


def refused_keys(keys: Mapping[str, str]) -> dict[str, str]:
    """By command id, the sentence on why its own keys are refused; all others fit together.

    Unknown ids share one sentence, which stands at the first of them.
    """
    known = {one.id for one in all_commands()}
    strange = [id for id in keys if id not in known]
    refused = dict.fromkeys(strange[1:], "")
    if strange:
        refused[strange[0]] = _no_commands(strange)
    for id, wanted in keys.items():
        said = _wrong(id, wanted) if id in known else ""
        if said:
            refused[id] = said
    good = {id: wanted for id, wanted in keys.items() if id not in refused}
    for id in list(good):
        clash = _clash_of(id, good)
        if clash:
            refused[id] = clash
            del good[id]
    return refused


def _no_commands(ids: list[str]) -> str:
    if len(ids) == 1:
        return _("Custom keys: there is no command {id}.").format(id=ids[0])
    return _("Custom keys: there are no such commands ({n}): {ids}").format(
        n=len(ids), ids=listed(ids[:5]) + ("…" if len(ids) > 5 else "")
    )


def _wrong(id: str, wanted: str) -> str:
    for key in wanted.split(","):
        if not _KEY.fullmatch(trim(key).lower() if len(trim(key)) > 1 else trim(key)):
            said = _("Custom keys: {key} for {command} is not a key; write v, alt+k or f9.")
            return said.format(key=trim(key) or '""', command=_name(id))
        if trim(key).lower() in TAKEN_BY_OTHERS:
            said = _("Custom keys: {key} for {command} is used by terminals; choose another.")
            return said.format(key=show_key(trim(key)), command=_name(id))
        if command(id).scope in AT_A_LINE and _is_written(trim(key)):
            said = _(
                "Custom keys: {key} for {command} would type into the speech line; use "
                "a digit, shift+f4, alt+k or alt+v."
            )
            return said.format(key=show_key(trim(key)), command=_name(id))
    return ""


def _is_written(key: str) -> bool:
    """Whether in a line of text the key would write a character or move the cursor."""
    single = len(key) == 1 or key.lower() == "comma" or key.lower().startswith("shift+")
    named = key.lower().removeprefix("shift+")
    if single and not re.fullmatch(r"[0-9]|f[1-9]|f1[0-2]|pageup|pagedown|up|down", named):
        return True
    return key.lower() in _TAKEN_BY_THE_LINE


def _name(id: str) -> str:
    return _(command(id).label)


def together(scope: str) -> tuple[Command, ...]:
    """The commands whose keys work at the same time on a screen of this scope."""
    found = SCOPES[scope]
    if scope in DIALOGS:
        return found
    if scope != "app":
        found += SCOPES["app"]
    return found if scope in ("app", "list") else found + SCOPES["list"]


def _clash_of(id: str, keys: Mapping[str, str]) -> str:
    own = command(id)
    for scope in SCOPES:
        here = together(scope)
        if own not in here:
            continue
        for clash in clashes(here, keys):
            if id in (clash.first, clash.second):
                other = clash.second if clash.first == id else clash.first
                said = _("Custom keys: {key} for {command} is already the key of {other}.")
                return said.format(
                    key=_shown(clash.key, keys[id]), command=_name(id), other=_name(other)
                )
    return ""


def _shown(key: str, wanted: str) -> str:
    """The key as the person wrote it, where a clash names another form of it."""
    for own in wanted.split(","):
        if key in expand(trim(own)):
            return show_key(trim(own))
    return show_key(key)


def keymap(keys: Mapping[str, str]) -> dict[str, str]:
    """The keymap for Textual: by command id, every form of each key."""
    return {
        id: ",".join(expand(",".join(trim(key) for key in wanted.split(","))))
        for id, wanted in keys.items()
    }
