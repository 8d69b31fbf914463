"""Finds the topic that is typed by name, pinyin or initials (`ggkj` is 公共空间)."""

from collections.abc import Iterable

from tui.finding.people_search import PersonFinder
from tui.text import folded


def topic_meant(typed: str, known: Iterable[str]) -> str:
    """The one known topic that the letters spell; any other text is returned as a new topic."""
    letters = folded(typed)
    if not letters.isascii() or not letters.isalpha():
        return typed
    found = PersonFinder((topic, topic, "") for topic in known).exact(letters)
    return found.name if found is not None else typed
