"""Run a module in a process of its own, with limits, to read files that were made elsewhere.

In a bundle there is no Python beside the program, so the program itself is started for it.
"""

import sys
from types import ModuleType
from typing import Final

IN_BUNDLE: Final = bool(getattr(sys, "frozen", False))
"""Whether this is the program packed into one folder, without a Python of its own."""
_WORD: Final = "--apart"
_OURS: Final = ("exports.tables.sheets_child", "exports.own_forms.form_child")


def command_of(module: ModuleType) -> list[str]:
    """The command line that runs one of our modules by itself, without the module's arguments."""
    assert module.__name__ in _OURS
    if IN_BUNDLE:
        return [sys.executable, _WORD, module.__name__]
    return [sys.executable, "-I", str(module.__file__)]


def run_if_asked() -> None:
    """In a bundle started for it by `command_of`: run the module, and end the program."""
    if IN_BUNDLE and sys.argv[1:2] == [_WORD] and sys.argv[2] in _OURS:
        import runpy

        name = sys.argv[2]
        sys.argv = [name, *sys.argv[3:]]
        runpy.run_module(name, run_name="__main__")
        sys.exit()
