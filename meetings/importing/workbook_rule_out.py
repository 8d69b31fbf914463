"""The sheet 规则 out: the numbers of a rule that is none of the program's own."""

from collections.abc import Mapping

from meetings.importing.cells import Cell
from meetings.procedure.rules import OWN, PRESET_NAMES, PRESETS, ProxyUse, Rule, Voters
from meetings.procedure.shares import Basis, Threshold

LABELS: Mapping[str, str] = {
    "preset": "依据", "name": "名称", "quorum": "法定人数", "passing": "通过",
    "passing_too": "并须", "veto": "须无人反对", "owners": "业主共同决定", "voters": "表决人",
    "may_exceed_expected": "可多于应到", "proxies": "委托", "proxy_limit": "一人受托数",
    "seconding": "须附议", "uncounted_hands": "可不逐一计数", "casting_vote": "决定票",
    "revotes": "平票重新表决次数", "speech_seconds": "每次发言秒数",
    "speeches_per_motion": "每件发言次数", "new_speakers_first": "未发言者优先",
    "alternate_sides": "正反轮流", "notice_days": "通知天数", "posting_days": "公示天数",
    "follow_majority": "从多数", "follow_majority_source": "从多数依据", "source": "出处",
    "source_date": "出处日期", "source_note": "出处说明", "adopted": "议定",
}  # fmt: skip
"""Every field of a rule under its word in the sheet."""
NONE = "不要求"
_YES, _NO = "是", "否"
BASES = {
    "应到": Basis.EXPECTED, "实到": Basis.PRESENT, "投票": Basis.CAST, "同意和反对": Basis.DECISIVE,
}  # fmt: skip
STRICT = {"超过": True, "不少于": False}
_VOTERS = {"成员": Voters.MEMBERS, "到会的人": Voters.EVERYBODY}
_PROXIES = {
    "不计": ProxyUse.NOT_COUNTED, "计入表决": ProxyUse.VOTES,
    "计入法定人数和表决": ProxyUse.QUORUM_AND_VOTES,
}  # fmt: skip
_PRESETS = {names[0]: key for key, names in PRESET_NAMES.items()} | {"自定": OWN}
WORDS: Mapping[str, Mapping[str, object]] = {
    "preset": _PRESETS, "voters": _VOTERS, "proxies": _PROXIES,
}  # fmt: skip
THRESHOLDS = frozenset({"quorum", "passing", "passing_too"})


def rule_rows(rule: Rule) -> list[tuple[Cell, ...]]:
    """A line for each provision; none where the rule is a preset as the program brings it."""
    if rule == PRESETS.get(rule.preset):
        return []
    return [(word, _said(field, getattr(rule, field))) for field, word in LABELS.items()]


def _said(field: str, value: object) -> Cell:
    if field in THRESHOLDS:
        return threshold_said(value) if isinstance(value, Threshold) else NONE
    if field in WORDS:
        return next((word for word, one in WORDS[field].items() if one == value), str(value))
    if isinstance(value, bool):
        return _YES if value else _NO
    return value if isinstance(value, int) else str(value)


def threshold_said(threshold: Threshold) -> str:
    """不少于应到的2/3: whether the number itself is enough, the base, the share."""
    base = next(word for word, basis in BASES.items() if basis is threshold.basis)
    share = threshold.share
    how = next(word for word, strict in STRICT.items() if strict is share.strict)
    return f"{how}{base}的{share.numerator}/{share.denominator}"
