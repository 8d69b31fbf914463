"""Which texts say much the same: by the pairs of neighbouring signs that they share."""

from collections import Counter, defaultdict

from meetings.clean import squeeze

LIKE = 50
"""Percent of the pairs of the shorter text that two texts share to be pointed out as like."""


def key_of(text: str) -> str:
    """The letters and digits alone: what a text says however it is set."""
    return "".join(sign for sign in squeeze(text) if sign.isalnum())


def _pairs(text: str) -> frozenset[str]:
    """Two digits are no pair: they are in the numbers of houses and doors of any text."""
    key = key_of(text)
    pairs = (key[at : at + 2] for at in range(len(key) - 1))
    return frozenset(pair for pair in pairs if not pair.isdecimal())


def _percent(shared: int, one: frozenset[str], other: frozenset[str]) -> int:
    return 100 * shared // min(len(one), len(other))


def likeness(one: str, other: str) -> int:
    """How many pairs of neighbouring signs of the shorter text the other has too, in percent."""
    first, second = _pairs(one), _pairs(other)
    return _percent(len(first & second), first, second) if first and second else 0


class Titles:
    """Titles that are looked for among many: only those that share a pair are compared."""

    def __init__(self) -> None:
        self._pairs: list[frozenset[str]] = []
        self._with: dict[str, list[int]] = defaultdict(list)

    def add(self, title: str) -> None:
        """One more, under the next place from 0 on."""
        pairs = _pairs(title)
        for pair in pairs:
            self._with[pair].append(len(self._pairs))
        self._pairs.append(pairs)

    def like(self, title: str) -> dict[int, int]:
        """The places of those that are like it, with how much in percent, in their order."""
        wanted, shared = _pairs(title), Counter[int]()
        for pair in wanted:
            shared.update(self._with.get(pair, ()))
        percents = ((at, _percent(n, wanted, self._pairs[at])) for at, n in sorted(shared.items()))
        return {at: percent for at, percent in percents if percent >= LIKE}
