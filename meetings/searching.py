"""Read the question of a search: words, even of one or two characters, and filters like 状态:逾期.

Chinese has no blanks between words, so texts are kept as pairs of neighbouring characters: a word
is found as the row of its pairs, a single character as the beginning of a pair.
"""

import re
import unicodedata
from datetime import date
from enum import StrEnum

from meetings.clean import visible_words
from meetings.community.bodies import Tier
from meetings.dataclass import dataclass
from meetings.hits import Hit, HitKind
from meetings.matters.followup_states import FollowUpState, Lateness
from meetings.matters.followups import lateness
from meetings.matters.issues import IssueState
from meetings.terms import terms


@dataclass(frozen=True, slots=True)
class Query:
    """Words that must all be there, and filters; `unknown` are filters that were not understood."""

    words: tuple[str, ...] = ()
    kinds: frozenset[HitKind] = frozenset()
    tier: Tier | None = None
    state: str = ""
    """A state's code, of whichever kind has it."""
    lateness: Lateness | None = None
    unknown: tuple[str, ...] = ()


_WORD = re.compile(r"[0-9a-z]+|[^\W0-9a-z_]+", re.IGNORECASE)
_KEYS = {
    "状态": "state", "state": "state", "层级": "tier", "tier": "tier",
    "种类": "kind", "kind": "kind",
}  # fmt: skip
_KIND_WORDS = {
    "议题": HitKind.ISSUE, "议程": HitKind.ITEM, "议程项": HitKind.ITEM,
    "发言": HitKind.SPEECH, "动议": HitKind.MOTION, "议定": HitKind.DECISION,
    "议定事项": HitKind.DECISION, "任务": HitKind.FOLLOW_UP, "事项": HitKind.FOLLOW_UP,
    "跟踪": HitKind.FOLLOW_UP, "进展": HitKind.STEP, "人": HitKind.PERSON,
    "人员": HitKind.PERSON, "资源": HitKind.RESOURCE,
    "issue": HitKind.ISSUE, "speech": HitKind.SPEECH, "motion": HitKind.MOTION,
    "decision": HitKind.DECISION, "task": HitKind.FOLLOW_UP, "person": HitKind.PERSON,
}  # fmt: skip


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _is_cjk(run: str) -> bool:
    return not run.isascii()


def index_words(text: str) -> str:
    """The text as the index keeps it: pairs of neighbouring characters, and the last one alone."""
    found: list[str] = []
    for run in _WORD.findall(_folded(text)):
        if _is_cjk(run):
            found += _pairs(run)
            found.append(run[-1])
        else:
            found.append(run)
    return " ".join(found)


def match_words(words: tuple[str, ...]) -> str:
    """The words as a query in SQLite's full-text syntax; "" when there is nothing to look for."""
    return " ".join(_asked(_WORD.findall(_folded(word))) for word in words)


def _asked(runs: list[str]) -> str:
    """One word as a quoted phrase, `第77件` as `"第 77 件" *`; its last part may be a beginning."""
    row = [index_words(run) for run in runs[:-1]]
    for last in runs[-1:]:
        if _is_cjk(last) and len(last) > 1:
            return f'"{" ".join([*row, *_pairs(last)])}"'
        return f'"{" ".join([*row, last])}" *'
    return ""


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]


def read_query(text: str) -> Query:
    """Understand `路灯 状态:逾期 层级:街角`; the colon may be full width."""
    words: list[str] = []
    unknown: list[str] = []
    kinds: set[HitKind] = set()
    tier: Tier | None = None
    state, lateness = "", None
    for part in visible_words(unicodedata.normalize("NFKC", text)):
        key, colon, value = part.partition(":")
        meaning = _KEYS.get(key.casefold()) if colon else None
        if meaning is None:
            words.append(part)
        elif meaning == "tier" and (code := _coded(value, Tier)):
            tier = Tier(code)
        elif meaning == "kind" and value in _KIND_WORDS:
            kinds.add(_KIND_WORDS[value])
        elif meaning == "state" and (code := _coded(value, Lateness)):
            lateness = Lateness(code)
        elif meaning == "state" and (code := _any_state(value)):
            state = code
        else:
            unknown.append(part)
    return Query(tuple(words), frozenset(kinds), tier, state, lateness, tuple(unknown))


def _coded(word: str, kind: type[StrEnum]) -> str:
    for code, names in terms(kind).items():
        if word.casefold() in (code, *(name.casefold() for name in names)):
            return code
    return ""


def _any_state(word: str) -> str:
    for kind in (FollowUpState, IssueState):
        if code := _coded(word, kind):
            return code
    return ""


def fits(found: Hit, query: Query, tiers: dict[str, Tier], today: date) -> bool:
    """Whether a hit passes the filters; the index has matched the words already."""
    if query.kinds and found.kind not in query.kinds:
        return False
    if query.tier is not None and tiers.get(found.body) is not query.tier:
        return False
    if query.state and found.state != query.state:
        return False
    if query.lateness is not None:
        if found.kind is not HitKind.FOLLOW_UP:
            return False
        state = FollowUpState(found.state)
        return lateness(state, found.deadline, today) is query.lateness
    return True
