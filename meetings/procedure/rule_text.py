"""Rules as text: read from a line typed by hand, and written in words and in numbers."""

import re
import unicodedata
from collections.abc import Iterable

from meetings.clean import trim
from meetings.errors import MeetingError
from meetings.procedure.owners import area_text
from meetings.procedure.rules import PRESET_NAMES, Rule, preset_key
from meetings.procedure.share_words import Lang, fraction_words, measure_words
from meetings.procedure.shares import Basis, Share, Threshold


class UnreadableThreshold(MeetingError):
    """Not a threshold like `>=2/3 expected` or `超过1/2 实到`: `text`."""

    text: str


_BASES = {
    "expected": Basis.EXPECTED, "应到": Basis.EXPECTED, "应到人数": Basis.EXPECTED,
    "present": Basis.PRESENT, "实到": Basis.PRESENT, "实到人数": Basis.PRESENT,
    "cast": Basis.CAST, "投票": Basis.CAST, "所投票": Basis.CAST, "参与表决": Basis.CAST,
    "decisive": Basis.DECISIVE, "同意加反对": Basis.DECISIVE, "同意与反对": Basis.DECISIVE,
}  # fmt: skip
_STRICT = {
    ">": True,
    "超过": True,
    "过": True,
    ">=": False,
    "≥": False,
    "≧": False,
    "不少于": False,
}
_LINE = re.compile(
    r"(?P<how>>=|>|≥|≧|超过|过|不少于)\s*(?P<top>\d{1,6})\s*"
    r"(?:/\s*(?P<bottom>\d{1,6})|(?P<percent>%))\s*(?:of\s+|的)?\s*(?P<base>[a-z]+|[\u4e00-\u9fff]+)"
)
_BASE_WORDS = {
    Basis.EXPECTED: ("应到人数", "those expected"),
    Basis.PRESENT: ("实到人数", "those present"),
    Basis.CAST: ("同意、反对、弃权合计票数", "the votes cast, abstentions included"),
    Basis.DECISIVE: ("同意与反对合计票数", "the votes for or against, abstentions left out"),
}


def parse_threshold(text: str) -> Threshold:
    """A threshold from `>=2/3 expected`, `>9/10 present`, `≥90% 实到`, in full width too.

    Raises UnreadableThreshold, and InvalidShare for a share that cannot be.
    """
    found = _LINE.fullmatch(trim(unicodedata.normalize("NFKC", text)).lower())
    basis = _BASES.get(found["base"]) if found else None
    if found is None or basis is None:
        raise UnreadableThreshold(text=text)
    bottom = 100 if found["percent"] else int(found["bottom"])
    return Threshold(basis, Share(int(found["top"]), bottom, _STRICT[found["how"]]))


def threshold_text(threshold: Threshold) -> str:
    """The threshold as parse_threshold reads it."""
    share = threshold.share
    how = ">" if share.strict else ">="
    return f"{how}{share.numerator}/{share.denominator} {threshold.basis}"


def rule_name(rule: Rule, lang: Lang) -> str:
    """The name a body gave its rule, or the preset's."""
    if rule.name:
        return rule.name
    names = PRESET_NAMES.get(preset_key(rule), ("自定规则", "Own rule"))
    return names[0 if lang == "zh" else 1]


def threshold_words(threshold: Threshold, lang: Lang) -> str:
    """The threshold in words: 超过实到人数的二分之一, more than half of those present."""
    share, base = threshold.share, _BASE_WORDS[threshold.basis]
    if lang == "zh":
        return f"{measure_words(share, lang)}{base[0]}的{fraction_words(share, lang)}"
    return f"{measure_words(share, lang)} {fraction_words(share, lang)} of {base[1]}"


def rule_in_numbers(rule: Rule, members: int, lang: Lang = "zh", present: int | None = None) -> str:
    """What the rule means for a body of this many members, at `present` or at the edges.

    Without `present` it names the smallest room that may vote and the full one. For owners
    by heads alone; the area is the other half.
    """
    zh = lang == "zh"
    unit = ("名业主" if rule.owners else "名成员") if zh else ("owner" if rule.owners else "member")
    parts = []
    quorum = None if rule.quorum is None else rule.quorum.share.smallest(members)
    if quorum is not None:
        come = (
            ("参与表决" if rule.owners else "到会")
            if zh
            else ("take part" if rule.owners else "come")
        )
        parts.append(f"须至少{quorum}人{come}" if zh else f"at least {quorum} must {come}")
    if rule.veto:
        parts.append("须无人反对" if zh else "nobody may be against")
    if not all(t.basis is Basis.EXPECTED for t in rule.measures):
        rooms = [present] if present is not None else sorted({quorum or members, members})
        lines = [_votes_at(rule, members, room, members == room, lang) for room in rooms]
        parts += [line for line in lines if line]
    else:
        votes = max(t.share.smallest(members) or 0 for t in rule.measures)
        parts.append(f"至少{votes}票" if zh else f"at least {_votes(votes)}")
    who = f"{members}{unit}" if zh else f"{members} {unit}{'' if members == 1 else 's'}"
    return f"{who}：{'；'.join(parts)}" if zh else f"{who}: {'; '.join(parts)}"


def owners_in_numbers(rule: Rule, heads: int, area: int, lang: Lang = "zh") -> str:
    """What an owners' rule means for so many owners with this area, in hundredths of m².

    As many as the quorum asks for take part, or all of them.
    """
    zh = lang == "zh"

    def both(number: int, size: int) -> str:
        if zh:
            return f"{number}人、{area_text(size)}平方米"
        return f"{number} owner{'' if number == 1 else 's'} with {area_text(size)} m²"

    def least(shares: Iterable[Share], number: int, size: int) -> tuple[int, int]:
        wholes = [(share.smallest(number) or 0, share.smallest(size) or 0) for share in shares]
        return max(one for one, _size in wholes), max(one for _number, one in wholes)

    parts, rooms = [], [(heads, area)]
    if rule.quorum is not None:
        rooms.insert(0, least([rule.quorum.share], heads, area))
        parts.append(
            f"须至少{both(*rooms[0])}参与表决" if zh else f"{both(*rooms[0])} must take part"
        )
    for room in dict.fromkeys(rooms):
        wholes = [(heads, area) if t.basis is Basis.EXPECTED else room for t in rule.measures]
        needed = [least([t.share], *whole) for t, whole in zip(rule.measures, wholes, strict=True)]
        votes = both(max(n for n, _size in needed), max(size for _n, size in needed))
        who = ("全部" if room == (heads, area) else "恰好这么多") if zh else (
            "all" if room == (heads, area) else "just so many")  # fmt: skip
        parts.append(
            f"{who}参与时至少{votes}同意" if zh else f"with {who} taking part, {votes} for"
        )
    return ("：" if zh else ": ").join((f"业主共{both(heads, area)}" if zh else both(heads, area),
                                      ("；" if zh else "; ").join(parts)))  # fmt: skip


def _votes(number: int) -> str:
    return f"{number} vote{'' if number == 1 else 's'}"


def _votes_at(rule: Rule, members: int, room: int, full: bool, lang: Lang) -> str:
    """How many votes suffice with everybody in the room deciding."""
    if rule.veto and all(t.basis is Basis.DECISIVE for t in rule.measures):
        return ""
    wholes = dict.fromkeys(Basis, room) | {Basis.EXPECTED: members}
    numbers = [t.share.smallest(wholes[t.basis]) for t in rule.measures]
    needed = max((number for number in numbers if number is not None), default=None)
    if needed is None:
        return ""
    cast = any(t.basis in (Basis.CAST, Basis.DECISIVE) for t in rule.measures)
    all_vote = cast and not rule.owners
    if lang == "en":
        who = "taking part" if rule.owners else "all present" if full else "present"
        return f"with {room} {who}{' and all deciding' * all_vote}, at least {_votes(needed)}"
    come = "参与" if rule.owners else "全到" if full else "到会"
    return f"{room}人{come}{'且都表态' * all_vote}时至少{needed}票"
