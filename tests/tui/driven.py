"""An app under test: what it shows, and when it has nothing more to do.

Textual's own pilot waits for fiftieths of a second in which the process does nothing, several a
key. Importing this puts `quiet` in its place, which asks the event loop: `await pilot.pause()` is
then enough after any key, and frames are drawn when all else is done.
"""

import os

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

import asyncio
from collections.abc import Iterable
from time import monotonic
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from rich.segment import Segment
from textual._compositor import Compositor
from textual._context import active_app, visible_screen_stack
from textual.app import App
from textual.css.parse import parse
from textual.css.tokenize import tokenize_values
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip

SOON = 0.03
"""Seconds; a timer that is due sooner is work to wait for (a burst of keys, another look)."""

PATIENCE = 30.0
"""Seconds; what a test holds up on purpose is not waited for any longer."""

NEVER = 3600.0


class Shown(App[None]):
    """An app whose screen can be read."""

    def picture(self) -> str:
        """What the terminal shows, line by line."""
        strips = self.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)


_in_threads: WeakKeyDictionary[Any, set[asyncio.Future[Any]]] = WeakKeyDictionary()
_run_in_executor = asyncio.base_events.BaseEventLoop.run_in_executor


async def quiet(*_bounds: float) -> None:
    """Wait until no callback is ready, no thread is at work, and the screen is drawn."""
    loop: Any = asyncio.get_running_loop()
    until = monotonic() + PATIENCE
    while monotonic() < until:
        await asyncio.sleep(0)
        if loop._ready:
            continue
        if not all(future.done() for future in _in_threads.get(loop, ())):
            await asyncio.sleep(0.0005)
        elif (wait := _next_timer(loop)) < SOON:
            await asyncio.sleep(max(wait, 0))
        elif not _draws() and not _painted():
            return


async def _no_wait(_pilot: Pilot[Any], timeout: float = PATIENCE) -> bool:
    """Textual posts a message to every widget and waits for them; `quiet` waits for all of it."""
    return True


def _next_timer(loop: Any) -> float:
    """Seconds until the next timer that has not been called off."""
    due = [handle.when() for handle in loop._scheduled if not handle.cancelled()]
    return float(min(due, default=float("inf")) - loop.time())


def _draws() -> bool:
    """Draw what the next frame would; False where nothing has changed since the last."""
    app: Any = active_app.get(None)
    if app is None or app._exit or app._batch_count or not app._screen_stack:
        return False
    screen: Screen[Any] = app.screen
    changed = bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )
    if changed:
        screen._on_timer_update()
    return changed


def _watched(loop: Any, executor: Any, function: Any, *args: Any) -> asyncio.Future[Any]:
    """Hand a call to a thread and know that it is under way."""
    future: asyncio.Future[Any] = _run_in_executor(loop, executor, function, *args)
    under_way = _in_threads.setdefault(loop, set())
    under_way.add(future)
    future.add_done_callback(under_way.discard)
    return future


_patch = pytest.MonkeyPatch()
_patch.setattr("asyncio.base_events.BaseEventLoop.run_in_executor", _watched)
_patch.setattr("textual.pilot.wait_for_idle", quiet)
_patch.setattr("textual.app.wait_for_idle", quiet)
_patch.setattr("textual.screen.UPDATE_PERIOD", NEVER)
# The styles of a kind of widget are read once for all apps of a run.
_colours: dict[frozenset[tuple[str, str]], dict[str, list[Any]]] = {}
_read: dict[tuple[Any, ...], list[Any]] = {}


def _colours_once(variables: dict[str, str]) -> dict[str, list[Any]]:
    key = frozenset(variables.items())
    if key not in _colours:
        _colours[key] = tokenize_values(variables)
    return _colours[key]


def _read_once(
    scope: str, css: str, place: Any, *, variable_tokens: dict[str, list[Any]], **how: Any
) -> list[Any]:
    key = (scope, css, place, id(variable_tokens), *how.values())
    if key not in _read:
        _read[key] = list(parse(scope, css, place, variable_tokens=variable_tokens, **how))
    return _read[key]


_patch.setattr("textual.css.stylesheet.tokenize_values", _colours_once)
_patch.setattr("textual.css.stylesheet.parse", _read_once)
_render_update = Compositor.render_update
_to_paint: WeakKeyDictionary[Compositor, set[Region]] = WeakKeyDictionary()


def _drawn(
    screen: Compositor,
    full: bool = False,
    screen_stack: list[Screen[Any]] | None = None,
    simplify: bool = False,
) -> Any:
    """Note what changed; `_painted` draws it when all else is done."""
    if full or not active_app.get().is_headless:
        return _render_update(screen, full, screen_stack, simplify)
    _to_paint.setdefault(screen, set()).update(screen._dirty_regions)
    screen._dirty_regions.clear()
    return None


def _painted() -> bool:
    """Draw all that changed, but put it together only for whoever looks: no terminal does here."""
    app: Any = active_app.get(None)
    if app is None or not _to_paint:
        return False
    changed = _to_paint.pop(app.screen._compositor, None) if app._screen_stack else None
    _to_paint.clear()
    if not changed:
        return False
    screen: Compositor = app.screen._compositor
    visible_screen_stack.set(app._background_screens)
    whole = screen.size.region
    region = whole if whole in changed else Region.from_union(changed).intersection(whole)
    for _lines in screen._get_renders(region):
        pass
    return True


_patch.setattr(Compositor, "render_update", _drawn)
_patch.setattr(Pilot, "_wait_for_screen", _no_wait)


class _MadeOnUse:
    """A cache of a line of the screen, of which each has seven and nearly all stay empty."""

    def __init__(self, slot: Any) -> None:
        self._slot = slot

    def __get__(self, line: Strip, kind: type[Strip]) -> dict[Any, Any]:
        try:
            return self._slot.__get__(line, kind)  # type: ignore[no-any-return]
        except AttributeError:
            made: dict[Any, Any] = {}
            self._slot.__set__(line, made)
            return made


def _new_line(line: Strip, segments: Iterable[Segment], cell_length: int | None = None) -> None:
    line._segments = list(segments)
    line._cell_length = cell_length
    line._render_cache = line._link_ids = line._cell_count = None


for _name in ("divide", "crop", "style", "filter", "line_length", "crop_extend", "offsets"):
    _slot = f"_{_name}_cache"
    _patch.setattr(Strip, _slot, _MadeOnUse(vars(Strip)[_slot]))
_patch.setattr(Strip, "__init__", _new_line)
