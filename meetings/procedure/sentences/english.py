"""The proving sentence in English."""

from meetings.procedure.ballots import OptionsVerdict
from meetings.procedure.counts import Base, voters
from meetings.procedure.laws import LOCAL_LAW_EN, LawAct
from meetings.procedure.owners import area_text
from meetings.procedure.rules import CODE_278, ProxyUse, Rule
from meetings.procedure.share_words import fraction_words, measure_words
from meetings.procedure.shares import Basis, Share
from meetings.procedure.verdict import Measure, Outcome, Verdict

OWNERS_MUST_DECIDE = (
    " This is a consultative outcome: the matter must also be put to the owners' joint decision."
)

_OUTCOMES = {
    Outcome.PASSED: "passed",
    Outcome.FAILED: "not passed",
    Outcome.TIED: "a tie, not passed",
    Outcome.INQUORATE: "no vote takes place",
}
_PROXIES = {
    ProxyUse.NOT_COUNTED: "not counted under the rule",
    ProxyUse.VOTES: "counted for the vote, not for the quorum",
    ProxyUse.QUORUM_AND_VOTES: "counted for the quorum and the vote",
}


def _many(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _people_many(number: int) -> str:
    return _many(number, "person", "people")


def _votes(number: int) -> str:
    return _many(number, "vote", "votes")


def _both(heads: int, area: int) -> str:
    return f"{_many(heads, 'owner', 'owners')} with {area_text(area)} m²"


def _sentence(parts: list[str]) -> str:
    line = "; ".join(part for part in parts if part)
    return line[:1].upper() + line[1:] + "."


def vote(verdict: Verdict, *, advice: bool = False) -> str:
    """The sentence of one motion; advice that all are for is agreed to, it passes nothing."""
    quorum = verdict.quorum[0] if verdict.quorum else None
    parts = [
        _who_took_part(verdict)
        if verdict.rule.owners
        else people(verdict.rule, verdict.base, quorum)
    ]
    inquorate = verdict.outcome is Outcome.INQUORATE
    if not inquorate:
        parts += [
            _counts(verdict),
            _override(verdict, verdict.tally.handed_in),
            _followers(verdict),
            _casting(verdict),
        ]
    parts.append(_ending(verdict, advice))
    if inquorate and (verdict.tally.handed_in or verdict.uncounted):
        counted = "" if verdict.uncounted else f" ({_counts(verdict)})"
        parts.append(f"what was counted{counted} has no effect")
    return _sentence(parts)


def people(rule: Rule, base: Base, quorum: Measure | None, came: str = "") -> str:
    """Who is expected and present (or another word for it), and whether the quorum is there."""
    parts = []
    if base.expected or (base.expected is not None and quorum is not None):
        pool = f" ({rule.law.pool_words[1]})" if rule.law else ""
        parts.append(f"{base.expected} expected{pool}")
    if base.present is not None:
        came = came or ("took part" if at_the_polls(rule) else "present")
        beside = f" ({base.unlisted} of them not on the roll)" if base.unlisted else ""
        parts.append(f"{base.present} {came}{beside}")
    if base.recused:
        parts.append(f"{base.recused} recused and not counted as present")
    if base.proxies:
        parts.append(f"{base.proxies} represented by proxy ({_PROXIES[rule.proxies]})")
    if quorum is not None:
        share = _share_of(quorum.threshold.share, "those expected")
        needed = "" if quorum.needed is None else f", that is, at least {quorum.needed}"
        reached = "quorum met" if quorum.met else "quorum not met"
        parts.append(f"{reached} ({share}{needed})")
    return ", ".join(parts)


def at_the_polls(rule: Rule) -> bool:
    """Whether those who vote need not meet: an election or a recall by law."""
    return rule.law is not None and rule.law.act is not LawAct.MEETING


def _who_took_part(verdict: Verdict) -> str:
    areas, expected = verdict.areas, verdict.base.expected
    assert areas is not None and expected is not None
    line = f"{_both(expected, areas.total)} in all; "
    line += f"{_both(verdict.tally.cast, areas.cast)} took part"
    if not verdict.quorum:
        return line
    heads, area = verdict.quorum
    reached = "enough" if heads.met and area.met else "not enough"
    share = _share_of(heads.threshold.share, "both owners and area") + _both_needed(heads, area)
    if heads.met != area.met:
        share += (
            "; enough owners, but not enough area"
            if heads.met
            else "; enough area, but not enough owners"
        )
    return f"{line}, {reached} ({share})"


def _both_needed(heads: Measure, area: Measure) -> str:
    if heads.needed is None or area.needed is None:
        return ""
    return f", that is, at least {_both(heads.needed, area.needed)}"


def _share_of(share: Share, base: str) -> str:
    return f"{measure_words(share, 'en')} {fraction_words(share, 'en')} of {base}"


def _counts(verdict: Verdict) -> str:
    if verdict.uncounted:
        more = "for" if verdict.passed else "against"
        return f"by show of hands a clear majority {more}, not counted, nobody objecting to that"
    if verdict.insisting is not None:
        many = _people_many(verdict.insisting) if verdict.insisting else "nobody"
        keeps = "maintains" if verdict.insisting < 2 else "maintain"
        return f"asked for objections, {many} {keeps} one"
    tally, areas = verdict.tally, verdict.areas
    heads = tally.by_side()
    if areas is not None:
        by_area = areas.by_side()
        sides = [("for", "for"), ("against", "against"), ("abstaining", "abstain")]
        if tally.invalid:
            sides.append(("invalid", "invalid"))
        return ", ".join(f"{word}: {_both(heads[side], by_area[side])}" for word, side in sides)
    if verdict.candidate:
        parts = [f"{_votes(tally.for_)} for the candidate"]
        parts += [f"{tally.against} against"] if tally.against else []
        parts += [_many(tally.abstain, "abstention", "abstentions")] if tally.abstain else []
    else:
        parts = [
            f"{_votes(tally.for_)} for",
            f"{tally.against} against",
            _many(tally.abstain, "abstention", "abstentions"),
        ]
    if tally.invalid:
        parts.append(f"{tally.invalid} invalid")
    if verdict.not_voting:
        silent = "saying neither" if at_the_polls(verdict.rule) else "not voting"
        parts.append(f"{verdict.not_voting} {silent}")
    return ", ".join(parts)


def _override(verdict: Verdict | OptionsVerdict, handed_in: int) -> str:
    if not verdict.override_reason:
        return ""
    room = verdict.voters if verdict.voters is not None else verdict.base.expected or 0
    return (
        f"{_votes(handed_in)} counted with {_people_many(room)} able to vote, "
        f"accepted by the chair for this reason: {verdict.override_reason.rstrip('。.；;')}"
    )


def _followers(verdict: Verdict) -> str:
    if not verdict.rule.follow_majority:
        return ""
    joined = verdict.followers
    source = verdict.rule.follow_majority_source.rstrip("。.；;")
    if joined is None:
        return (
            "owners and area have no common majority, so those not taking part are counted "
            f"on neither side (source: {source})"
        )
    return (
        f"{_both(joined.heads, joined.area)} not taking part, counted with the majority "
        f"{joined.side} (source: {source})"
    )


def _casting(verdict: Verdict) -> str:
    if verdict.casting is None:
        return ""
    side = "for" if verdict.casting else "against"
    return f"a tie, in which the chair gives the casting vote {side}, as the rule allows"


def _needed(verdict: Verdict) -> str:
    rule = verdict.rule
    if verdict.insisting is not None:
        return "needed: nobody maintaining an objection"
    if rule.veto and all(t.basis is Basis.DECISIVE for t in rule.measures):
        return "needed: somebody for and nobody against"
    if rule.owners:
        pairs = zip(verdict.measures[::2], verdict.measures[1::2], strict=True)
        parts = [_needed_of_owners(verdict, heads, area) for heads, area in pairs]
    else:
        parts = [_needed_votes(verdict, measure) for measure in verdict.measures]
    if rule.veto:
        parts.append("nobody against")
    most = "the most votes, and " if rule.law and rule.law.further_round else ""
    return f"needed: {most}{', and '.join(parts)}"


def _needed_votes(verdict: Verdict, measure: Measure) -> str:
    line = _share_of(measure.threshold.share, _base_words(verdict, measure))
    return line if measure.needed is None else f"{line}, that is, at least {_votes(measure.needed)}"


def _needed_of_owners(verdict: Verdict, heads: Measure, area: Measure) -> str:
    basis = heads.threshold.basis
    counted = {
        Basis.EXPECTED: "all owners",
        Basis.CAST: "those taking part",
        Basis.DECISIVE: "those for or against",
    }[basis]
    if verdict.followers is not None and basis is not Basis.EXPECTED:
        counted += f" and those counted with them ({_both(heads.whole, area.whole)})"
    line = _share_of(heads.threshold.share, counted)
    return f"{line}, by owners and by area{_both_needed(heads, area)}"


def _room_words(rule: Rule, base: Base) -> str:
    came = "who took part" if at_the_polls(rule) else "present"
    if base.proxies and rule.proxies is not ProxyUse.NOT_COUNTED:
        return f"those {came} or represented ({voters(rule, base)})"
    return f"those {came}"


def _base_words(verdict: Verdict, measure: Measure) -> str:
    match measure.threshold.basis:
        case Basis.EXPECTED:
            return "those expected"
        case Basis.PRESENT:
            return _room_words(verdict.rule, verdict.base)
        case Basis.CAST:
            return f"the {_votes(measure.whole)} cast, abstentions included"
        case Basis.DECISIVE:
            return f"the {_votes(measure.whole)} for or against, abstentions left out"


def _ending(verdict: Verdict, advice: bool) -> str:
    return f"{_by_law(verdict.rule)}{_result(verdict, advice)}"


def _by_law(rule: Rule) -> str:
    """The articles that apply, and that they are national law alone; "" under no law."""
    if rule.owners and rule.source == CODE_278:
        return f"by the Civil Code, art. 278 ({LOCAL_LAW_EN}): "
    return f"by the {rule.law.cited[1]} ({LOCAL_LAW_EN}): " if rule.law else ""


def _result(verdict: Verdict, advice: bool) -> str:
    outcome = verdict.outcome
    if outcome is Outcome.INQUORATE:
        if at_the_polls(verdict.rule):
            return "the election is void" if verdict.candidate else "the vote is void"
        return "no decision is made" if verdict.rule.owners else _OUTCOMES[outcome]
    if verdict.uncounted:
        return _OUTCOMES[outcome]
    if verdict.insisting is not None and verdict.passed:
        return "passed by consensus"
    line = _needed(verdict) + ("" if verdict.passed else _why_not(verdict))
    if verdict.candidate:
        return f"{line}; {'' if verdict.passed else 'not '}enough votes to be elected"
    if verdict.passed:
        return f"{line}; {_passed(verdict, advice)}"
    return f"{line}; {_OUTCOMES[outcome]}"


def _why_not(verdict: Verdict) -> str:
    """What was not reached, where the numbers alone do not show it."""
    line = ""
    if verdict.rule.owners and any(m.needed is not None for m in verdict.measures):
        heads = all(m.met for m in verdict.measures if not m.area)
        area = all(m.met for m in verdict.measures if m.area)
        if heads or area:
            line += f"; enough by {'owners but not by area' if heads else 'area but not by owners'}"
        else:
            line += "; not enough by owners or by area"
    if verdict.insisting:
        many = _people_many(verdict.insisting)
        line += f"; {many} {'maintains' if verdict.insisting == 1 else 'maintain'} an objection"
    elif verdict.rule.veto and verdict.tally.against:
        line += f"; {_votes(verdict.tally.against)} against"
    if verdict.outcome is Outcome.FAILED and any(m.needed is None for m in verdict.measures):
        line += ", and there is nothing to count it from"
    return line


def _passed(verdict: Verdict, advice: bool) -> str:
    if verdict.unanimous:
        return "all agree" if advice else "passed unanimously"
    if verdict.near_unanimous:
        return "passed with every vote but one"
    if verdict.rule.veto:
        return "passed by consensus" if verdict.votes_needed is None else "passed"
    return "passed with nobody against" if verdict.nobody_against else "passed"


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
        polls = at_the_polls(verdict.rule)
        nothing = "the election is void" if polls else _OUTCOMES[Outcome.INQUORATE]
        return _sentence([*parts, law + nothing])
    choice = "one choice" if verdict.choose == 1 else f"up to {verdict.choose} choices"
    seats = "" if verdict.seats == 1 else f", {verdict.seats} seats"
    abstained = _many(verdict.abstain, "abstention", "abstentions")
    out = "" if given_out is None else f", {_many(given_out, 'ballot', 'ballots')} issued"
    out += "" if taken_in is None else f", {taken_in} collected"
    votes = [f"{o.label}: {_votes(o.votes)}" for o in verdict.options]
    if papers:
        counted = f"{verdict.valid} valid, {abstained}, {verdict.invalid} invalid"
        parts.append(f"{choice} per ballot{seats}{out}, {counted}")
    else:
        chose = "" if verdict.choose == 1 else f", {verdict.valid} chose"
        parts.append(f"{choice} each{seats}{chose}")
        votes.append(abstained)
    parts.append(", ".join(votes))
    parts.append(_override(verdict, verdict.papers))
    bases = {
        Basis.EXPECTED: "those expected",
        Basis.PRESENT: _room_words(verdict.rule, verdict.base),
        Basis.CAST: f"the {verdict.valid + verdict.abstain} ballots valid or abstaining"
        if papers
        else f"the {verdict.valid + verdict.abstain} who answered",
        Basis.DECISIVE: f"the {verdict.valid} valid ballots"
        if papers
        else f"the {verdict.valid} who chose, abstentions aside",
    }
    needed = [
        _share_of(m.threshold.share, bases[m.threshold.basis])
        + ("" if m.needed is None else f", that is, at least {_votes(m.needed)}")
        for m in verdict.measures
    ]
    won = _who_won(verdict, further, went_on)
    return _sentence([*parts, f"{law}needed: {', and '.join(needed)}", won])


def _listed(labels: tuple[str, ...]) -> str:
    return " and ".join(part for part in (", ".join(labels[:-1]), labels[-1]) if part)


def _who_won(verdict: OptionsVerdict, further: bool, went_on: bool) -> str:
    parts = [f"chosen: {_listed(verdict.winners)}"] if verdict.winners else []
    if verdict.outcome is Outcome.PASSED:
        return parts[0]
    if not verdict.winners and not verdict.too_many_level:
        parts.append("none has enough")
    if verdict.runoff:
        names = _listed(verdict.runoff)
        seats = _many(verdict.runoff_seats, "seat", "seats")
        more = f" for {seats}" if verdict.seats > 1 else ""
        why = "level on votes" if verdict.outcome is Outcome.TIED else "first in votes"
        if verdict.too_many_level:
            why = "level with enough votes and too few seats"
        parts.append(f"{'another ' if further else ''}run-off{more} between {names}, {why}")
    elif verdict.winners:
        gone = "another round is held for the other seats"
        parts.append(gone if went_on else "the other seats stay empty")
    return "; ".join(parts)
