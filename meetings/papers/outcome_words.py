"""How an item ended in words, with the mark on what only the owners can decide."""

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


def outcome_words(outcome: ItemOutcome, awaits_owners: bool, lang: Lang = "zh") -> str:
    """通过; while the owners have still to decide never as something that may be carried out."""
    line = term(outcome, lang)
    return _ADVICE[lang].format(said=line) if awaits_owners and outcome in AGREED_TO else line


def carried_words(state: MotionState | Outcome, awaits_owners: bool, lang: Lang = "zh") -> str:
    """The word of a motion or a vote; agreed to, but still waiting for the owners: 协商同意."""
    waits = awaits_owners and state in (MotionState.CARRIED, Outcome.PASSED)
    return _AGREED[lang] if waits else term(state, lang)


def outcome_short(outcome: ItemOutcome, awaits_owners: bool, lang: Lang = "zh") -> str:
    """The same for a narrow column."""
    return _SHORT[lang] if awaits_owners and outcome in AGREED_TO else term(outcome, lang)


def on_paper(outcome: ItemOutcome, awaits_owners: bool, referred_to: str = "") -> str:
    """How an item ended, as minutes, record, notice, workbook and group text all say it."""
    if outcome is ItemOutcome.REFERRED_UP:
        return f"提请{referred_to or '上一级'}研究"
    return _PAPERS.get(outcome) or outcome_words(outcome, awaits_owners)
