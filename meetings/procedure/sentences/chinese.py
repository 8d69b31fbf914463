"""The proving sentence in Chinese."""

from meetings.procedure.ballots import OptionsVerdict
from meetings.procedure.counts import Base, voters
from meetings.procedure.laws import LOCAL_LAW, LawAct
from meetings.procedure.owners import area_text
from meetings.procedure.rules import CODE_278, ProxyUse, Rule
from meetings.procedure.share_words import fraction_words, measure_words
from meetings.procedure.shares import Basis, Share
from meetings.procedure.verdict import Measure, Outcome, Verdict

OWNERS_MUST_DECIDE = "本结果为协商意见，须另行提交业主共同决定。"

_OUTCOMES = {
    Outcome.PASSED: "通过",
    Outcome.FAILED: "未通过",
    Outcome.TIED: "同意与反对票数相等，平票未通过",
    Outcome.INQUORATE: "流会，不进行表决",
}
_PROXIES = {
    ProxyUse.NOT_COUNTED: "按规则不计",
    ProxyUse.VOTES: "计入表决，不计入法定人数",
    ProxyUse.QUORUM_AND_VOTES: "计入法定人数和表决",
}


def vote(verdict: Verdict, *, advice: bool = False) -> str:
    """The sentence of one motion; advice that all are for is agreed to, it passes nothing."""
    parts = [_who_took_part(verdict)] if verdict.rule.owners else [_room(verdict)]
    inquorate = verdict.outcome is Outcome.INQUORATE
    if not inquorate:
        parts += [
            counted_words(verdict),
            overridden(verdict, verdict.tally.handed_in),
            _followers(verdict),
            broke_tie(verdict),
        ]
    parts.append(_ending(verdict, advice))
    if inquorate and (verdict.tally.handed_in or verdict.uncounted):
        counted = "" if verdict.uncounted else f"（{counted_words(verdict)}）"
        where = "" if at_the_polls(verdict.rule) else "会上"
        parts.append(f"{where}所计{counted}不产生效力")
    return "；".join(part for part in parts if part) + "。"


def brief(verdict: Verdict) -> str:
    """同意12票、反对1票、弃权1票，超过实到人数的二分之一（至少8票），通过."""
    rule = verdict.rule
    told_at_length = (
        rule.owners or rule.law or verdict.candidate or verdict.uncounted
        or verdict.override_reason or verdict.casting is not None
        or verdict.insisting is not None or verdict.outcome is Outcome.INQUORATE
        or any(measure.needed is None for measure in verdict.measures)
    )  # fmt: skip
    if told_at_length:
        return ""
    counts = counted_words(verdict).replace("，", "、")
    if rule.veto and verdict.passed:
        return f"{counts}，无人反对；协商一致，通过"
    if rule.veto and verdict.tally.against:
        return f"{counts}，因有{verdict.tally.against}票反对，未通过"
    if verdict.unanimous:
        return f"{counts}，全票通过"
    needed = "、".join(
        f"{'' if m.met else '未'}{_reached(m)}{_base_words(verdict, m)}的"
        f"{fraction_words(m.threshold.share, 'zh')}（至少{m.needed}票）"
        for m in verdict.measures
    )
    level = "同意与反对票数相等，" if verdict.outcome is Outcome.TIED else ""
    return f"{counts}，{level}{needed}，{'通过' if verdict.passed else '未通过'}"


def _reached(measure: Measure) -> str:
    """The verb for a share that was reached: 超过, or 达到 for one of 不少于."""
    return measure_words(measure.threshold.share, "zh").replace("不少于", "达到")


def _room(verdict: Verdict) -> str:
    return people(verdict.rule, verdict.base, verdict.quorum[0] if verdict.quorum else None)


def people(rule: Rule, base: Base, quorum: Measure | None, came: str = "") -> str:
    """应到, 实到 (or another word for who `came`) and whether the quorum is there."""
    parts = []
    law = rule.law
    if base.expected or (base.expected is not None and quorum is not None):
        pool = f"（{law.pool_words[0]}）" if law else ""
        parts.append(f"应到{base.expected}人{pool}")
    if base.present is not None:
        beside = f"（其中不在名单上的{base.unlisted}人）" if base.unlisted else ""
        parts.append(f"{came or came_word(rule, base)}{base.present}人{beside}")
    if base.recused:
        of = "在场" if came_word(rule, base) == "在场" else "实到"
        parts.append(f"回避{base.recused}人（不计入{of}）")
    if base.proxies:
        parts.append(f"受委托{base.proxies}人（{_PROXIES[rule.proxies]}）")
    if quorum is not None:
        reached = "达到法定人数" if quorum.met else "未达到法定人数"
        parts.append(f"{reached}（{_share_of(quorum.threshold.share, '应到', '人', quorum)}）")
    return "，".join(parts)


def came_word(rule: Rule, base: Base) -> str:
    """实到 of those expected; where nobody is expected, who is there is 在场."""
    if at_the_polls(rule):
        return "参加投票"
    return "在场" if base.expected == 0 and rule.quorum is None else "实到"


def at_the_polls(rule: Rule) -> bool:
    """Whether those who vote need not meet: an election or a recall by law."""
    return rule.law is not None and rule.law.act is not LawAct.MEETING


def _who_took_part(verdict: Verdict) -> str:
    areas = verdict.areas
    assert areas is not None
    line = (
        f"业主共{verdict.base.expected}人、专有部分面积{area_text(areas.total)}平方米；"
        f"参与表决{_both(verdict.tally.cast, areas.cast)}"
    )
    if not verdict.quorum:
        return line
    heads, area = verdict.quorum
    reached = "达到法定比例" if heads.met and area.met else "未达到法定比例"
    share = f"人数和面积均{_share_words(heads.threshold.share)}{_both_needed(heads, area)}"
    if heads.met != area.met:
        share += "；人数达到，面积未达到" if heads.met else "；面积达到，人数未达到"
    return f"{line}，{reached}（{share}）"


def _both(heads: int, area: int) -> str:
    return f"{heads}人、{area_text(area)}平方米"


def _both_needed(heads: Measure, area: Measure) -> str:
    if heads.needed is None or area.needed is None:
        return ""
    return f"，即至少{_both(heads.needed, area.needed)}"


def _share_words(share: Share) -> str:
    return measure_words(share, "zh") + fraction_words(share, "zh")


def _share_of(share: Share, base: str, unit: str, measure: Measure) -> str:
    line = f"{measure_words(share, 'zh')}{base}的{fraction_words(share, 'zh')}"
    return line if measure.needed is None else f"{line}，即至少{measure.needed}{unit}"


def taking_part(verdict: Verdict) -> str:
    """How many owners took part with which area, and the counts, as a notice tells them."""
    if verdict.areas is None or verdict.base.expected is None:
        return ""
    whole = _both(verdict.base.expected, verdict.areas.total)
    there = _both(verdict.tally.cast, verdict.areas.cast)
    return f"业主共{whole}，参与表决{there}；{counted_words(verdict)}"


def counted_words(verdict: Verdict) -> str:
    """同意8票，反对5票，弃权1票; of owners with areas, of a consensus who insists."""
    if verdict.uncounted:
        more = "同意" if verdict.passed else "反对"
        return f"举手表决，{more}者明显占多数，依规则不逐一计数，无人异议"
    if verdict.insisting is not None:
        who = f"{verdict.insisting}人" if verdict.insisting else "无人"
        return f"经询问，{who}坚持异议"
    tally, areas = verdict.tally, verdict.areas
    sides = [("同意", "for"), ("反对", "against"), ("弃权", "abstain")]
    if verdict.candidate:
        sides = [("得票", "for"), *(side for side in sides[1:] if tally.by_side()[side[1]])]
    if tally.invalid:
        sides.append(("无效", "invalid"))
    heads = tally.by_side()
    if areas is not None:
        by_area = areas.by_side()
        return "，".join(f"{word}{_both(heads[side], by_area[side])}" for word, side in sides)
    parts = [f"{word}{heads[side]}票" for word, side in sides]
    if verdict.not_voting:
        silent = "未表态" if at_the_polls(verdict.rule) else "未投票"  # there they took part
        parts.append(f"{silent}{verdict.not_voting}人")
    return "，".join(parts)


def overridden(verdict: Verdict | OptionsVerdict, handed_in: int) -> str:
    """That the chair let more votes stand than could be cast, and why; "" where none were."""
    if not verdict.override_reason:
        return ""
    room = verdict.voters if verdict.voters is not None else verdict.base.expected
    return (
        f"所计{handed_in}票多于可以投票的{room}人，"
        f"主持人决定采用，理由：{verdict.override_reason.rstrip('。.；;')}"
    )


def _followers(verdict: Verdict) -> str:
    joined = verdict.followers
    if not verdict.rule.follow_majority:
        return ""
    source = verdict.rule.follow_majority_source.rstrip("。.；;")
    if joined is None:
        return f"多数一方在人数和面积上不一致，未参与表决者不计入任何一方（依据：{source}）"
    side = "同意" if joined.side == "for" else "反对"
    return f"未参与表决的{_both(joined.heads, joined.area)}从多数，计入{side}一方（依据：{source}）"


def broke_tie(verdict: Verdict) -> str:
    """That the chair decided by the casting vote; "" where no tie was broken."""
    if verdict.casting is None:
        return ""
    side = "同意" if verdict.casting else "反对"
    return f"同意与反对票数相等，主持人依规则投决定票，{side}"


def _needed(verdict: Verdict) -> str:
    rule = verdict.rule
    if verdict.insisting is not None:
        return "须无人坚持异议"
    if rule.veto and all(t.basis is Basis.DECISIVE for t in rule.measures):
        return "须有人同意且无人反对"
    if rule.owners:
        pairs = zip(verdict.measures[::2], verdict.measures[1::2], strict=True)
        parts = [_needed_of_owners(verdict, heads, area) for heads, area in pairs]
    else:
        parts = [
            _share_of(m.threshold.share, _base_words(verdict, m), "票", m) for m in verdict.measures
        ]
    if rule.veto:
        parts.append("无人反对")
    most = "以得票多的当选，并" if rule.law and rule.law.further_round else ""
    return most + "，并".join(f"须{part}" for part in parts)


def _needed_of_owners(verdict: Verdict, heads: Measure, area: Measure) -> str:
    counted = {
        Basis.EXPECTED: "全体业主",
        Basis.CAST: "参与表决者",
        Basis.DECISIVE: "表示同意和反对者",
    }[heads.threshold.basis]
    if verdict.followers is not None and heads.threshold.basis is not Basis.EXPECTED:
        counted += f"与从多数者合计（{_both(heads.whole, area.whole)}）"
    share = heads.threshold.share
    line = f"人数和面积均{measure_words(share, 'zh')}{counted}的{fraction_words(share, 'zh')}"
    return line + _both_needed(heads, area)


def _room_words(rule: Rule, base: Base) -> str:
    came = came_word(rule, base)
    if base.proxies and rule.proxies is not ProxyUse.NOT_COUNTED:
        return f"{came}与受委托人数（共{voters(rule, base)}人）"
    return f"{came}人数"


def _base_words(verdict: Verdict, measure: Measure) -> str:
    match measure.threshold.basis:
        case Basis.EXPECTED:
            return "应到人数"
        case Basis.PRESENT:
            return _room_words(verdict.rule, verdict.base)
        case Basis.CAST:
            return f"同意、反对、弃权合计票数（{measure.whole}票）"
        case Basis.DECISIVE:
            return f"同意与反对合计票数（{measure.whole}票，弃权不计）"


def _ending(verdict: Verdict, advice: bool) -> str:
    return f"{_by_law(verdict.rule)}{_result(verdict, advice)}"


def _by_law(rule: Rule) -> str:
    """The articles that apply, and that they are national law alone; "" under no law."""
    if rule.owners and rule.source == CODE_278:
        return f"依《民法典》第二百七十八条（{LOCAL_LAW}），"
    return f"依{rule.law.cited[0]}（{LOCAL_LAW}），" if rule.law else ""


def _result(verdict: Verdict, advice: bool) -> str:
    outcome = verdict.outcome
    if outcome is Outcome.INQUORATE:
        if at_the_polls(verdict.rule):
            return "表决无效" if not verdict.candidate else "选举无效"
        return "流会，表决不成立" if verdict.rule.owners else _OUTCOMES[outcome]
    if verdict.uncounted:
        return _OUTCOMES[outcome]
    if verdict.insisting is not None and verdict.passed:
        return "协商一致，通过"
    parts = [_needed(verdict)]
    if not verdict.passed:
        parts += _why_not(verdict)
    if verdict.candidate:
        parts.append("达到当选所需票数" if verdict.passed else "未达到当选所需票数")
    elif verdict.passed:
        parts.append(_passed(verdict, advice))
    else:
        parts.append(_OUTCOMES[outcome])
    return "，".join(parts)


def _why_not(verdict: Verdict) -> list[str]:
    """What was not reached, where the numbers alone do not show it."""
    parts = []
    if verdict.rule.owners and any(m.needed is not None for m in verdict.measures):
        heads = all(m.met for m in verdict.measures if not m.area)
        area = all(m.met for m in verdict.measures if m.area)
        if heads or area:
            parts.append("人数达到而面积未达到" if heads else "面积达到而人数未达到")
        else:
            parts.append("人数和面积均未达到")
    objecting = verdict.insisting
    if objecting:
        parts.append(f"因有{objecting}人坚持异议")
    elif verdict.rule.veto and verdict.tally.against:
        unit = "人" if verdict.rule.owners else "票"
        parts.append(f"因有{verdict.tally.against}{unit}反对")
    if verdict.outcome is Outcome.FAILED and any(m.needed is None for m in verdict.measures):
        parts.append("而基数为零")
    return parts


def _passed(verdict: Verdict, advice: bool) -> str:
    if verdict.unanimous:
        return "全票同意" if advice else "全票通过"
    if verdict.rule.veto:
        return "协商一致，通过" if verdict.votes_needed is None else "通过"
    return "无人反对，通过" if verdict.nobody_against else "通过"


def options(
    verdict: OptionsVerdict,
    given_out: int | None = None,
    taken_in: int | None = None,
    further: bool = False,
    papers: bool = True,
    went_on: bool = False,
) -> str:
    """The sentence of a vote among options, by hands or names, or with `papers`."""
    parts = [people(verdict.rule, verdict.base, verdict.quorum)]
    law = _by_law(verdict.rule)
    if verdict.outcome is Outcome.INQUORATE:
        nothing = "选举无效" if at_the_polls(verdict.rule) else _OUTCOMES[Outcome.INQUORATE]
        return "；".join([*parts, law + nothing]) + "。"
    counted = f"有效票{verdict.valid}张，弃权{verdict.abstain}张，无效票{verdict.invalid}张"
    chose = [] if verdict.choose == 1 else [f"作出选择的{verdict.valid}人"]
    choice = "选1项" if verdict.choose == 1 else f"至多选{verdict.choose}项"
    seats = "" if verdict.seats == 1 else f"，共{verdict.seats}个名额"
    out = [] if given_out is None else [f"发出选票{given_out}张"]
    out += [] if taken_in is None else [f"收回{'' if out else '选票'}{taken_in}张"]
    votes = [f"{o.label}{o.votes}票" for o in verdict.options]
    if papers:
        parts.append("，".join([f"每票{choice}{seats}", *out, counted]))
    else:
        parts.append("，".join([f"每人{choice}{seats}", *chose]))
        votes.append(f"弃权{verdict.abstain}票")
    parts.append("，".join(votes))
    parts.append(overridden(verdict, verdict.papers))
    bases = {
        Basis.EXPECTED: "应到人数",
        Basis.PRESENT: _room_words(verdict.rule, verdict.base),
        Basis.CAST: f"有效票与弃权票（{verdict.valid + verdict.abstain}张）"
        if papers
        else f"表态人数（{verdict.valid + verdict.abstain}人）",
        Basis.DECISIVE: f"有效票（{verdict.valid}张）"
        if papers
        else f"作出选择的人数（{verdict.valid}人，弃权不计）",
    }
    needed = "，并".join(
        f"须{_share_of(m.threshold.share, bases[m.threshold.basis], '票', m)}"
        for m in verdict.measures
    )
    parts.append(f"{law}{needed}，{_who_won(verdict, further, went_on)}")
    return "；".join(part for part in parts if part) + "。"


def _who_won(verdict: OptionsVerdict, further: bool, went_on: bool) -> str:
    parts = [f"{'、'.join(verdict.winners)}中选"] if verdict.winners else []
    if verdict.outcome is Outcome.PASSED:
        return parts[0]
    again = on = "进入下一轮" if further else "进入第二轮"
    if verdict.seats > 1:
        again += f"，再选{verdict.runoff_seats}名"
    if verdict.winners and verdict.runoff:
        parts.append(f"中选{len(verdict.winners)}人，余{verdict.runoff_seats}席{on}")
        again = f"再选{verdict.runoff_seats}名"
    names = "、".join(verdict.runoff)
    if verdict.too_many_level:
        parts.append(f"{names}得票相同，均达到而名额不够，{again}")
        return "，".join(parts)
    if not verdict.winners:
        parts.append("无人达到" if at_the_polls(verdict.rule) else "没有一项达到")
    if verdict.runoff:
        level = "得票相同的" if verdict.outcome is Outcome.TIED else "得票在前的"
        parts.append(f"{level}{names}{again}")
    elif verdict.winners:
        left = verdict.seats - len(verdict.winners)
        parts.append(f"余{left}席另行选举" if went_on else "其余名额空缺")
    return "，".join(parts)
