"""Puts off running a module until it is first used, since every import costs start time.

`from tui.dialogs.kit import choose` binds the module; its code runs at the first `choose.Choose`.
Python's own LazyLoader lets a second thread see a half-run module before 3.12.
"""

import gc
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from threading import RLock, Thread
from time import sleep
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.abc import Loader, MetaPathFinder
else:  # their own imports take as long as thirty modules of ours
    Loader = MetaPathFinder = object

LATER = (
    "meetings.actions.", "meetings.dates", "meetings.papers.", "storage.queries.", "tui.dialogs.",
    "tui.finding.", "tui.screens.", "tui.tour.", "tui.words.",
)  # fmt: skip
"""Prefixes of modules that wait when imported as modules; none of them registers anything."""

_BREATH = 0.003
"""Seconds between two modules run in the background, so that keys are not held up."""

_FIRST_SCREEN = 0.5
"""Seconds after the first screen before the background run begins."""

_SELDOM = 1_000_000
_USUAL = gc.get_threshold()


class _Waiting(ModuleType):
    """A module whose code has not run yet; using an attribute of it runs the code."""

    def __getattribute__(self, name: str) -> Any:
        # The import statement itself reads only __spec__, which must not run the module.
        if name != "__spec__":
            loader: _Later = ModuleType.__getattribute__(self, "__spec__").loader_state
            loader.run(self)
        return ModuleType.__getattribute__(self, name)


class _Later(Loader):
    """The loader of one such module: runs its code once, while other threads wait."""

    def __init__(self, real: Loader) -> None:
        self._real, self._lock, self._runs = real, RLock(), False

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._real.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        spec = module.__spec__
        assert spec is not None
        spec.loader_state = self
        module.__class__ = _Waiting

    def run(self, module: ModuleType) -> None:
        """Run the module's code unless it has run, or is being run by this thread already."""
        with self._lock:
            if self._runs:
                return
            self._runs = True
            try:
                self._real.exec_module(module)
            except BaseException:
                self._runs = False
                raise
            module.__class__ = ModuleType


class _Finder(MetaPathFinder):
    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not name.startswith(LATER):
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or spec.loader is None or spec.submodule_search_locations is not None:
            return spec
        spec.loader = _Later(spec.loader)
        return spec


def import_later() -> None:
    """From now on put off running the modules whose names begin with LATER."""
    # Imported code is never garbage, so collect seldom while the program starts.
    gc.set_threshold(_SELDOM)
    if not _waits():
        sys.meta_path.insert(0, _Finder())


def _waits() -> bool:
    return any(isinstance(finder, _Finder) for finder in sys.meta_path)


def run_waiting() -> None:
    """Run the modules still put off on a background thread, so that their first use is not slow."""
    if _waits():
        Thread(target=_run_in_background, name="imports", daemon=True).start()


def run_all(breath: float) -> None:
    """Run what waits now, so many seconds apart."""
    while waiting := [one for one in list(sys.modules.values()) if type(one) is _Waiting]:
        for module in waiting:
            module.__dict__  # noqa: B018 (asking is what runs it)
            sleep(breath)


def _run_in_background() -> None:
    sleep(_FIRST_SCREEN)
    run_all(_BREATH)
    gc.freeze()
    gc.set_threshold(*_USUAL)
