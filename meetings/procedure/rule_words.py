"""A rule told in words, one line a provision, and where it comes from."""

from meetings.procedure.laws import LOCAL_LAW, LOCAL_LAW_EN, PROVISIONS
from meetings.procedure.rule_text import threshold_words
from meetings.procedure.rules import CONVENTION, PRESETS, REWRITTEN, ProxyUse, Rule, Voters
from meetings.procedure.share_words import Lang, fraction_words, measure_words
from meetings.procedure.shares import Basis, Threshold
from meetings.procedure.verdict import may_tie

_SOURCES_IN_ENGLISH = {
    CONVENTION: "a convention of this program, not law; the body agrees on it before use",
    REWRITTEN: "the law was rewritten on 2025-10-28, in force from 2026-01-01; these thresholds "
    "are those of the 2018 text and have not been verified against the new one",
    PRESETS["assembly-2018"].source: "Organic Law of the Urban Residents' Committees, 2018 text",
    PRESETS["village-representatives-2018"].source: "Organic Law of the Villagers' Committees, "
    "2018 text",
    LOCAL_LAW: LOCAL_LAW_EN,
    **{provision.source: provision.source_en for provision in PROVISIONS},
    PRESETS["owners-major"].source: "Civil Code of the People's Republic of China, art. 278",
}


def _owners_words(threshold: Threshold, lang: Lang) -> str:
    share = threshold.share
    words = {
        Basis.EXPECTED: ("全体业主", "all owners"),
        Basis.CAST: ("参与表决者", "those taking part"),
        Basis.DECISIVE: ("表示同意和反对者", "those for or against"),
        Basis.PRESENT: ("", ""),
    }[threshold.basis]
    if lang == "zh":
        return f"人数和面积均{measure_words(share, lang)}{words[0]}的{fraction_words(share, lang)}"
    line = f"{measure_words(share, lang)} {fraction_words(share, lang)} of {words[1]}"
    return f"{line}, by heads and by area"


def describe_rule(rule: Rule, lang: Lang = "zh") -> tuple[str, ...]:
    """The rule in words, one line a provision: quorum, passing, who votes, debate, source."""
    zh = lang == "zh"
    words = _owners_words if rule.owners else threshold_words
    lines = [_quorum_line(rule, lang)]
    needed = [words(threshold, lang) for threshold in rule.measures]
    if rule.veto:
        nobody = "无人反对" if zh else "nobody against"
        somebody = "有人同意" if zh else "somebody for"
        implied = all(t.basis is Basis.DECISIVE for t in rule.measures)
        needed = [somebody, nobody] if implied else [*needed, nobody]
    if zh:
        lines.append("通过：" + "，并".join(f"须{part}" for part in needed))
    else:
        lines.append("Passing: " + ", and ".join(needed))
    if _tie_can_pass(rule):
        lines.append(
            "注意：照此规则，同意与反对票数相等也可能通过"
            if zh
            else "Note: under this rule as many for as against may pass"
        )
    lines += [_voters_line(rule, zh), *_proxy_lines(rule, zh), _debate_line(rule, zh)]
    lines += _after_lines(rule, zh) + source_lines(rule, lang)
    return tuple(lines)


def _tie_can_pass(rule: Rule) -> bool:
    def above_half(threshold: Threshold) -> bool:
        share = threshold.share
        twice = share.numerator * 2
        return twice > share.denominator or (share.strict and twice == share.denominator)

    return (
        may_tie(rule)
        and not rule.veto
        and not any(above_half(threshold) for threshold in rule.measures)
    )


def _quorum_line(rule: Rule, lang: Lang) -> str:
    zh = lang == "zh"
    if rule.quorum is None:
        return "法定人数：不设" if zh else "Quorum: none"
    if rule.owners:
        share = rule.quorum.share
        how = f"{measure_words(share, lang)}{'' if zh else ' '}{fraction_words(share, lang)}"
        return (
            f"参与表决：人数和面积均{how}" if zh else f"Taking part: {how} of both heads and area"
        )
    line = threshold_words(rule.quorum, lang)
    return f"法定人数：到会{line}" if zh else f"Quorum: {line}"


def _voters_line(rule: Rule, zh: bool) -> str:
    if rule.owners:
        return "表决人：全体业主" if zh else "Voters: all owners"
    if rule.voters is Voters.EVERYBODY:
        return "表决人：到场的人都可以表决" if zh else "Voters: everybody present"
    return "表决人：有表决权的成员" if zh else "Voters: members with a vote"


def _proxy_lines(rule: Rule, zh: bool) -> list[str]:
    if rule.owners:
        return []
    if rule.proxies is ProxyUse.NOT_COUNTED:
        return ["委托：不计" if zh else "Proxies: not counted"]
    if rule.asks_of_proxies and not rule.proxy_limit:
        none = "委托：不接受；有的，由会议决定是否有效"
        return [none if zh else "Proxies: none; whether one given is valid, the meeting decides"]
    both = rule.proxies is ProxyUse.QUORUM_AND_VOTES
    if zh:
        counted = "计入法定人数和表决" if both else "计入表决，不计入法定人数"
        more = "，多出的由会议决定" if rule.asks_of_proxies else ""
        return [f"委托：{counted}，一人至多受{rule.proxy_limit}人委托{more}"]
    counted = "for the quorum and the vote" if both else "for the vote, not for the quorum"
    more = "; of those beyond the meeting decides" if rule.asks_of_proxies else ""
    return [f"Proxies: counted {counted}, at most {rule.proxy_limit} a holder{more}"]


def _debate_line(rule: Rule, zh: bool) -> str:
    if zh:
        parts = [
            "动议须有人附议" if rule.seconding else "动议不须附议",
            f"每次发言{rule.speech_seconds}秒",
            f"每项动议每人{rule.speeches_per_motion}次",
        ]
        parts += ["未发言者优先"] if rule.new_speakers_first else []
        parts += ["正反方轮流"] if rule.alternate_sides else []
        return "讨论：" + "，".join(parts)
    times = "once" if rule.speeches_per_motion == 1 else f"{rule.speeches_per_motion} times"
    parts = [
        "a motion needs a second" if rule.seconding else "a motion needs no second",
        f"{rule.speech_seconds} seconds a speech",
        f"{times} a motion",
    ]
    parts += ["new speakers first"] if rule.new_speakers_first else []
    parts += ["for and against alternate"] if rule.alternate_sides else []
    return "Debate: " + ", ".join(parts)


def _after_lines(rule: Rule, zh: bool) -> list[str]:
    lines = []
    if rule.may_exceed_expected:
        lines.append(
            "人数：到会的可以多于应到" if zh else "Numbers: more may be present than expected"
        )
    if rule.uncounted_hands:
        lines.append(
            "举手：多数明显且无人异议时可不计数"
            if zh
            else "Hands: a clear majority need not be counted if nobody objects"
        )
    if rule.casting_vote and not rule.owners:
        lines.append(
            "平票：主持人可投决定票" if zh else "After a tie: the chair may give a casting vote"
        )
    if rule.revotes:
        lines.append(
            f"平票：再议后可重新表决{rule.revotes}次"
            if zh
            else f"After a tie: {rule.revotes} re-vote{'s' * (rule.revotes > 1)} after more debate"
        )
    if rule.notice_days:
        lines.append(
            f"通知：提前{rule.notice_days}天" if zh else f"Notice: {rule.notice_days} days before"
        )
    if rule.posting_days:
        lines.append(f"公示：{rule.posting_days}天" if zh else f"Posted: {rule.posting_days} days")
    if rule.follow_majority:
        source = rule.follow_majority_source
        lines.append(
            f"未参与表决者从多数（依据：{source}）"
            if zh
            else f"Those not taking part follow the majority (source: {source})"
        )
    return lines


def rule_source(source: str, lang: Lang = "zh") -> str:
    """A rule's source or the note on it; in English those that the program names are translated."""
    return source if lang == "zh" else _SOURCES_IN_ENGLISH.get(source, source)


def source_lines(rule: Rule, lang: Lang = "zh") -> list[str]:
    """Where the rule comes from, with the date of that text, and what is uncertain about it."""
    zh = lang == "zh"
    adopted = [f"{'议定：' if zh else 'Adopted: '}{rule.adopted}"] if rule.adopted else []
    if not rule.source:
        return ["依据：未写明" if zh else "Source: none given", *adopted]
    source, note = rule_source(rule.source, lang), rule_source(rule.source_note, lang)
    dated = rule.source_date and (f"（{rule.source_date}）" if zh else f" ({rule.source_date})")
    lines = [f"{'依据：' if zh else 'Source: '}{source}{dated}", *adopted]
    if note:
        lines.append(f"{'说明：' if zh else 'Note: '}{note}")
    return lines
