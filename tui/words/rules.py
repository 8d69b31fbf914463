"""A rule of procedure in words: each provision in one line, and what it means in numbers."""

from collections.abc import Callable, Mapping

from meetings.community.bodies import Tier
from meetings.procedure.rule_text import rule_in_numbers, rule_name, threshold_words
from meetings.procedure.rule_words import describe_rule, rule_source
from meetings.procedure.rules import OFFERED, PRESETS, ProxyUse, Rule, Voters
from meetings.procedure.share_words import fraction_words, measure_words
from meetings.procedure.shares import Basis, Threshold
from tui.language import N_, _, bracketed, language


def basis_words(basis: Basis, owners: bool) -> str:
    """What a share is taken of, in words short enough for a choice."""
    if owners:
        return {
            Basis.EXPECTED: _("all owners"),
            Basis.CAST: _("those taking part"),
            Basis.DECISIVE: _("for and against"),
        }.get(basis, _("those present"))
    return {
        Basis.EXPECTED: _("those expected"),
        Basis.PRESENT: _("those present"),
        Basis.CAST: _("votes cast"),
        Basis.DECISIVE: _("for and against"),
    }[basis]


def _threshold(rule: Rule, threshold: Threshold) -> str:
    if not rule.owners:
        return threshold_words(threshold, language())
    share = threshold.share
    return _("{how} {share} of {whom}, by owners and by area").format(
        how=measure_words(share, language()), share=fraction_words(share, language()),
        whom=basis_words(threshold.basis, owners=True),
    )  # fmt: skip


def _quorum(rule: Rule) -> str:
    return _("none asked") if rule.quorum is None else _threshold(rule, rule.quorum)


def _passing(rule: Rule) -> str:
    implied = rule.veto and all(t.basis is Basis.DECISIVE for t in rule.measures)
    return _("somebody for and nobody against") if implied else _threshold(rule, rule.passing)


def _too(rule: Rule) -> str:
    return _("nothing more") if rule.passing_too is None else _threshold(rule, rule.passing_too)


def _veto(rule: Rule) -> str:
    return _("nobody may be against") if rule.veto else _("no")


def _voters(rule: Rule) -> str:
    if rule.owners:
        return _("all owners")
    said = _("members with a vote")
    if rule.voters is Voters.EVERYBODY:
        said = _("everyone present")
    if rule.may_exceed_expected:
        said += " · " + _("more may come than expected")
    return said


def _proxies(rule: Rule) -> str:
    if rule.proxies is ProxyUse.NOT_COUNTED:
        return _("proxies do not count")
    if rule.asks_of_proxies and not rule.proxy_limit:
        return _("none; whether one given is valid, the meeting decides")
    counted = _("for the vote alone")
    if rule.proxies is ProxyUse.QUORUM_AND_VOTES:
        counted = _("for quorum and vote")
    most = _("at most {n} a holder").format(n=rule.proxy_limit)
    more = " · " + _("of those beyond the meeting decides") if rule.asks_of_proxies else ""
    return f"{counted} · {most}{more}"


def _seconding(rule: Rule) -> str:
    return _("motions need a second") if rule.seconding else _("motions need no second")


def _hands(rule: Rule) -> str:
    if rule.uncounted_hands:
        return _("a clear majority need not be counted if nobody objects")
    return _("always counted")


def _tie(rule: Rule) -> str:
    said = [_("up to {n} re-votes").format(n=rule.revotes)] if rule.revotes else [_("no re-vote")]
    if rule.casting_vote:
        said.append(_("the chair may give a casting vote"))
    return " · ".join(said)


def _debate(rule: Rule) -> str:
    said = [
        _("{n} seconds per speech").format(n=rule.speech_seconds),
        _("{n} speeches per motion").format(n=rule.speeches_per_motion),
    ]
    said += [_("new voices first")] if rule.new_speakers_first else []
    said += [_("for and against in turn")] if rule.alternate_sides else []
    return " · ".join(said)


def _days(rule: Rule) -> str:
    return _("notice {notice} days before · posted {posted} days").format(
        notice=rule.notice_days, posted=rule.posting_days
    )


def _owners(rule: Rule) -> str:
    if not rule.owners:
        return _("no: by people only")
    if not rule.follow_majority:
        return _("by owners and area · non-voters counted on neither side")
    source = rule.follow_majority_source
    return _("by owners and area · non-voters counted with the majority ({source})").format(
        source=source
    )


def _source(rule: Rule) -> str:
    if not rule.source:
        return _("none given")
    return rule_source(rule.source, language()) + bracketed(str(rule.source_date or ""))


PROVISIONS: Mapping[str, tuple[str, Callable[[Rule], str]]] = {
    "name": (N_("Rule's name"), lambda rule: rule_name(rule, language())),
    "quorum": (N_("Quorum"), _quorum),
    "passing": (N_("Passes with"), _passing),
    "too": (N_("Also required"), _too),
    "veto": (N_("Veto"), _veto),
    "voters": (N_("Who votes"), _voters),
    "proxies": (N_("Proxies"), _proxies),
    "seconding": (N_("Seconding"), _seconding),
    "hands": (N_("Show of hands"), _hands),
    "tie": (N_("After a tie"), _tie),
    "debate": (N_("Debate"), _debate),
    "days": (N_("Notice, posting"), _days),
    "owners": (N_("Owners' vote"), _owners),
    "source": (N_("Source"), _source),
}
"""Each provision by key: the English id of its name, and the function for its words."""


def provision_words(rule: Rule) -> dict[str, str]:
    """Each provision of the rule in words, by its key."""
    return {key: words(rule) for key, (_name, words) in PROVISIONS.items()}


DESCRIBED = 4
"""How many provisions are shown under a choice of rule."""

DEFAULT_PRESETS = {
    Tier.CORNER: "corner",
    Tier.COMMUNITY: "community",
    Tier.SUBDISTRICT: "community",
}


def presets() -> tuple[tuple[str, str], ...]:
    """The presets that are offered, as (key, name), for a choice."""
    return tuple((name, rule_name(PRESETS[name], language())) for name in OFFERED)


def change_signs() -> tuple[str, str]:
    """The signs before what a change took out and before what it added."""
    return ("－", "＋") if language() == "zh" else ("-", "+")


def meaning(rule: Rule, voting: int) -> str:
    """The rule in words, and in numbers for a body with `voting` votes."""
    lines = [*describe_rule(rule, language())[:DESCRIBED]]
    if voting > 0 and not rule.owners:
        lines.append(f"→ {rule_in_numbers(rule, voting, language())}")
    return "\n".join(lines)
