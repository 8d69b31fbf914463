"""Which topic is meant: by its name, its pinyin or its initials (`ggkj` is 公共空间)."""

from collections.abc import Iterable

from tui.finding.people_search import PersonFinder
from tui.text import folded


def topic_meant(typed: str, known: Iterable[str]) -> str:
    """The one known topic that letters spell; anything else is a topic of its own."""
    letters = folded(typed)
    if not letters.isascii() or not letters.isalpha():
        return typed
    found = PersonFinder((topic, topic, "") for topic in known).exact(letters)
    return found.name if found is not None else typed
