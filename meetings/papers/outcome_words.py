"""The words for outcomes, marking what only the owners can decide."""

from collections.abc import Iterable

from meetings.procedure.verdict import Outcome
from meetings.sitting.agenda import AGREED_TO, ItemOutcome
from meetings.sitting.motions import MotionState
from meetings.terms import Lang, term

_ADVICE = {
    "zh": "协商意见为{said}，须另行提交业主共同决定",
    "en": "advice: {said}; still to be put to the owners' joint decision",
}
_AGREED = {"zh": "协商同意", "en": "agreed as advice"}
_PAPERS = {
    ItemOutcome.POSTPONED: "暂缓，列入下次会议",
    ItemOutcome.NOT_REACHED: "未议，列入下次会议",
}
_SHORT = {"zh": "仅协商", "en": "advice"}


def outcome_words(
    outcome: ItemOutcome, awaits_owners: bool, lang: Lang = "zh", chosen: Iterable[str] = ()
) -> str:
    """An outcome in words: 通过, or where the owners must still decide only 协商同意.

    `chosen` are the options that won, where the vote was among several: 通过：东门.
    """
    line = term(outcome, lang)
    if chosen:
        line += f"：{'、'.join(chosen)}" if lang == "zh" else f": {', '.join(chosen)}"
    return _ADVICE[lang].format(said=line) if awaits_owners and outcome in AGREED_TO else line


def carried_words(state: MotionState | Outcome, awaits_owners: bool, lang: Lang = "zh") -> str:
    """The state of a motion or vote in words; 协商同意 while it still waits for the owners."""
    waits = awaits_owners and state in (MotionState.CARRIED, Outcome.PASSED)
    return _AGREED[lang] if waits else term(state, lang)


def outcome_short(outcome: ItemOutcome, awaits_owners: bool, lang: Lang = "zh") -> str:
    """The same for a narrow column."""
    return _SHORT[lang] if awaits_owners and outcome in AGREED_TO else term(outcome, lang)


NO_RESULT: dict[Lang, str] = {"zh": "没有议出结果", "en": "no result"}
NO_RESULT_SHORT: dict[Lang, str] = {"zh": "无结果", "en": "no result"}
WITHOUT_RESULT = f"{NO_RESULT['zh']}，列入下次会议"
"""Of an item that was talked about when the meeting ended: it is not 未议."""


def on_paper(
    outcome: ItemOutcome, awaits_owners: bool, referred_to: str = "", *, talked: bool = False
) -> str:
    """An outcome as minutes, record, notice, workbook and group text all print it."""
    if talked and outcome is ItemOutcome.NOT_REACHED:
        return WITHOUT_RESULT
    if outcome is ItemOutcome.REFERRED_UP:
        return f"提请{referred_to or '上一级'}研究"
    return _PAPERS.get(outcome) or outcome_words(outcome, awaits_owners)
