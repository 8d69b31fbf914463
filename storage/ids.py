"""Time-ordered unique ids: UUIDv7 as lower-case text (RFC 9562), rising within a process."""

import secrets
import threading
import time
from collections.abc import Callable, Iterator

_TAIL_BITS = 74
_TAIL_TOP = 1 << _TAIL_BITS
_LOW = (1 << 62) - 1
_STEP_BYTES = 3
DAY_MS = 86_400_000
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
                self._tail += 1 + (next(self._steps, None) or self._more())
                if self._tail >= _TAIL_TOP:
                    self._last_ms += 1
                    self._tail = secrets.randbits(_TAIL_BITS - 1)
            return _text(self._last_ms, self._tail)

    def more(self, count: int) -> list[str]:
        """Many at once, in the order of making, from one look at the clock."""
        if count < 1:
            return []
        made = [self.new()]
        drawn = secrets.token_bytes(_STEP_BYTES * (count - 1))
        with self._guard:
            ms, tail, top, begins = self._last_ms, self._tail, -1, ""
            for at in range(0, len(drawn), _STEP_BYTES):
                tail += 1 + int.from_bytes(drawn[at : at + _STEP_BYTES], "big")
                if tail >= _TAIL_TOP:
                    ms, tail, top = ms + 1, secrets.randbits(_TAIL_BITS - 1), -1
                if tail >> 62 != top:
                    top, begins = tail >> 62, _text(ms, tail)[:19]
                low = f"{2 << 62 | tail & _LOW:x}"
                made.append(f"{begins}{low[:4]}-{low[4:]}")
            self._last_ms, self._tail = ms, tail
        return made

    def _more(self) -> int:
        """The next of fresh random numbers of 24 bits; the system is asked for many at once."""
        drawn = secrets.token_bytes(_STEP_BYTES * _STEPS_AT_ONCE)
        parts = (drawn[at : at + _STEP_BYTES] for at in range(0, len(drawn), _STEP_BYTES))
        self._steps = iter([int.from_bytes(part, "big") for part in parts])
        return next(self._steps)

    def start_after(self, id: str) -> None:
        """Make only ids greater than this one, so that a clock set back cannot break the order."""
        parts = _parts(id)
        with self._guard:
            if parts > (self._last_ms, self._tail):
                self._last_ms, self._tail = parts

    def farthest_followed(self) -> str:
        """A bound, one day ahead of the clock, above which existing ids are not continued from."""
        return _text(self._clock() // 1_000_000 + DAY_MS, 0)


def next_after(id: str) -> str:
    """An id a little greater than this one, whatever the clock says."""
    ms, tail = _parts(id)
    tail += 1 + secrets.randbits(8 * _STEP_BYTES)
    return _text(ms + (tail >> _TAIL_BITS), tail % _TAIL_TOP)


def _parts(id: str) -> tuple[int, int]:
    value = int(id.replace("-", ""), 16)
    return value >> 80, ((value >> 64) & 0xFFF) << 62 | value & _LOW


def _text(ms: int, tail: int) -> str:
    # The number whole and then cut: twice as fast as each part by itself, for long lists.
    whole = f"{ms << 80 | 7 << 76 | tail >> 62 << 64 | 2 << 62 | tail & _LOW:032x}"
    return f"{whole[:8]}-{whole[8:12]}-{whole[12:16]}-{whole[16:20]}-{whole[20:]}"


_shared = Ids()
new_id = _shared.new
more = _shared.more
start_after = _shared.start_after
farthest_followed = _shared.farthest_followed
