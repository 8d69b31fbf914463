"""Searches the resources (资源库): by words, by a question (谁会修水管), by pinyin and initials."""

from collections.abc import Iterable

from meetings.clean import is_blank
from meetings.community.resources import Resource, ResourceClass, fit
from tui.finding.people_search import Person, rank


def find(question: str, known: Iterable[Resource]) -> list[Resource]:
    """The resources that fit, best first, stopped ones last; all for an empty question."""
    order = list(ResourceClass)
    found = []
    for place, one in enumerate(known):
        score = _score(question, one)
        if score is not None:
            found.append(((one.stopped, score, order.index(one.kind), place), one))
    return [one for _key, one in sorted(found, key=lambda pair: pair[0])]


def _score(question: str, one: Resource) -> int | None:
    """How well a resource fits, smaller is better: words, then pairs, then spelling."""
    if is_blank(question):
        return 0
    percent = fit(question, one)
    spelled = [
        place
        for text in (one.name, *one.offers.replace("，", "、").split("、"))
        if (place := rank(question, Person(one.id, text))) is not None
    ]
    scores = [100 - percent] if percent else []
    scores += [best[0] * 10 for best in spelled]
    return min(scores, default=None)
