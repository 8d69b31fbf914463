"""Time-ordered unique ids: UUIDv7 as lower-case text (RFC 9562), rising within a process."""

import secrets
import threading
import time
from collections.abc import Callable, Iterator

_TAIL_BITS = 74
_TAIL_TOP = 1 << _TAIL_BITS
_STEP_BYTES = 3
_STEPS_AT_ONCE = 256


class Ids:
    """Makes ids that sort in the order of making, even when the clock stands still or goes back."""

    def __init__(self, clock: Callable[[], int] = time.time_ns) -> None:
        self._clock = clock
        self._guard = threading.Lock()
        self._last_ms = -1
        self._tail = 0
        self._steps: Iterator[int] = iter(())

    def new(self) -> str:
        """The next id; greater, as text, than every id this object made or was told of."""
        now = self._clock() // 1_000_000
        with self._guard:
            if now > self._last_ms:
                self._last_ms = now
                # The top bit stays clear, so that counting up within a millisecond has room.
                self._tail = secrets.randbits(_TAIL_BITS - 1)
            else:
                self._tail += 1 + self._step()
                if self._tail >= _TAIL_TOP:
                    self._last_ms += 1
                    self._tail = secrets.randbits(_TAIL_BITS - 1)
            return _text(self._last_ms, self._tail)

    def _step(self) -> int:
        """A random number of 24 bits; the system is asked for many at once."""
        step = next(self._steps, None)
        if step is None:
            drawn = secrets.token_bytes(_STEP_BYTES * _STEPS_AT_ONCE)
            parts = (drawn[at : at + _STEP_BYTES] for at in range(0, len(drawn), _STEP_BYTES))
            self._steps = iter([int.from_bytes(part, "big") for part in parts])
            step = next(self._steps)
        return step

    def start_after(self, known: str) -> None:
        """Make only ids greater than `known`, so that a clock set back does not mix the order."""
        value = int(known.replace("-", ""), 16)
        ms = value >> 80
        tail = ((value >> 64) & 0xFFF) << 62 | value & ((1 << 62) - 1)
        with self._guard:
            if (ms, tail) > (self._last_ms, self._tail):
                self._last_ms, self._tail = ms, tail


def _text(ms: int, tail: int) -> str:
    value = ms << 80 | 7 << 76 | (tail >> 62) << 64 | 2 << 62 | tail & ((1 << 62) - 1)
    digits = f"{value:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


_shared = Ids()
new_id = _shared.new
start_after = _shared.start_after
