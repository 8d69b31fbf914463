"""Sentences for errors of rules, shares, counts, units, texts by articles and trees of groups."""

from meetings.chairing.owners_vote import AnsweredAlready, NoUnits
from meetings.community.groups import HasParts, UnderItself
from meetings.community.units import UnitIncomplete, UnitTwice
from meetings.procedure.ballots import InvalidBallot, MarksDoNotFit, OptionsNotPossible
from meetings.procedure.counts import NegativeCount, NumberMissing, TooManyPresent, TooManyVotes
from meetings.procedure.fraction_text import UnreadableFraction
from meetings.procedure.owners import (
    AreaBeyondTotal,
    AreasNotUsed,
    AreaWithoutHeads,
    InvalidArea,
    NegativeArea,
    area_text,
)
from meetings.procedure.rule_text import UnreadableThreshold
from meetings.procedure.rules import (
    BasisNotPossible,
    InvalidRuleNumber,
    InvalidSourceDate,
    OwnersOnly,
    PoolNotPossible,
    RoundNotPossible,
    RuleUnchanged,
    SourceNeeded,
    UnknownPreset,
)
from meetings.procedure.shares import InvalidShare
from meetings.procedure.verdict import CastingVoteNotAllowed, UncountedNotAllowed
from meetings.sitting.bylaws import AlreadyDecided, NothingChanged
from tui.errors import sentence_for
from tui.language import N_, _

_NAMES = {
    "for": N_("votes for"),
    "against": N_("votes against"),
    "abstain": N_("abstentions"),
    "invalid": N_("invalid votes"),
    "valid": N_("valid ballots"),
    "expected": N_("the number expected"),
    "present": N_("the number present"),
    "recused": N_("the number recused"),
    "proxies": N_("the number represented"),
    "areas": N_("the areas"),
    "total": N_("the whole area"),
    "expected-area": N_("the whole area"),
    "for-area": N_("the area for"),
    "against-area": N_("the area against"),
    "abstain-area": N_("the area abstaining"),
    "rule": N_("the rule"),
    "quorum": N_("the quorum"),
    "passing": N_("the passing threshold"),
    "proxy_limit": N_("the number of proxies a person may hold"),
    "revotes": N_("the number of re-votes"),
    "speech_seconds": N_("the seconds of a speech"),
    "speeches_per_motion": N_("the speeches per motion"),
    "notice_days": N_("the days of notice"),
    "posting_days": N_("the days posted"),
    "options": N_("the number of options"),
    "choose": N_("the number of choices"),
    "seats": N_("the number of seats"),
    "label": N_("the name of an option"),
}


def name_words(name: str) -> str:
    """What a number of a rule or count is called; a name without words is returned as it is."""
    return _(_NAMES[name]) if name in _NAMES else name


def _area(value: int) -> str:
    return ("-" if value < 0 else "") + area_text(abs(value))


@sentence_for(NumberMissing)
def _number_missing(error: NumberMissing) -> str:
    return _("Missing: {what}").format(what=name_words(error.what))


@sentence_for(NegativeCount)
def _negative(error: NegativeCount) -> str:
    return _("A count cannot be negative: {what} is {value}.").format(
        what=name_words(error.name), value=error.value
    )


@sentence_for(TooManyVotes)
def _too_many_votes(error: TooManyVotes) -> str:
    return _(
        "{votes} votes ({for_} for, {against} against, {abstain} abstaining, {invalid} invalid) "
        "exceed the {voters} that can be cast."
    ).format(**error.facts)


@sentence_for(TooManyPresent)
def _too_many_present(error: TooManyPresent) -> str:
    if error.recused or error.proxies:
        return _(
            "Present ({present}), recused ({recused}) and represented ({proxies}) "
            "together exceed expected ({expected})."
        ).format(**error.facts)
    return _("Present ({present}) exceeds expected ({expected}).").format(**error.facts)


@sentence_for(InvalidArea)
def _invalid_area(error: InvalidArea) -> str:
    return _(
        "An area cannot be negative and has at most two decimals; “{text}” does not fit."
    ).format(**error.facts)


@sentence_for(NegativeArea)
def _negative_area(error: NegativeArea) -> str:
    return _("An area cannot be negative: {area} m².").format(area=_area(error.value))


@sentence_for(AreaBeyondTotal)
def _beyond_total(error: AreaBeyondTotal) -> str:
    return _("The areas that voted, {voted} m², exceed the whole area, {total} m².").format(
        voted=_area(error.voted), total=_area(error.total)
    )


@sentence_for(AreaWithoutHeads)
def _without_heads(error: AreaWithoutHeads) -> str:
    return _("{area} m² voted {side}, but no owner did.").format(
        area=_area(error.area), side=name_words(error.side)
    )


@sentence_for(AreasNotUsed)
def _areas_not_used(error: AreasNotUsed) -> str:
    return _("The rule {rule} counts people only; areas are for owners' decisions.").format(
        **error.facts
    )


@sentence_for(UnknownPreset)
def _unknown_preset(error: UnknownPreset) -> str:
    names = error.known
    listed = ", ".join(names) if isinstance(names, tuple) else str(names)
    return _("There is no rule “{name}”; there are {known}.").format(name=error.name, known=listed)


@sentence_for(PoolNotPossible)
def _pool(error: PoolNotPossible) -> str:
    pools = error.pools
    listed = ", ".join(map(str, pools)) if isinstance(pools, tuple) else ""
    return _("The rule {name} does not count {pool}; it counts {pools}.").format(
        name=error.name, pool=error.pool, pools=listed or _("its own members")
    )


@sentence_for(RoundNotPossible)
def _round(error: RoundNotPossible) -> str:
    return _("Only an election has a further round; {name} is not an election rule.").format(
        name=error.name
    )


@sentence_for(InvalidShare)
def _invalid_share(error: InvalidShare) -> str:
    return _(
        "{numerator}/{denominator} is not possible: a share must be above 0 and at most 1."
    ).format(**error.facts)


@sentence_for(UnreadableThreshold)
def _unreadable(error: UnreadableThreshold) -> str:
    return _(
        "“{text}” is not a threshold; write one like “>=2/3 expected” or “>1/2 "
        "present” (expected, present, cast, decisive)."
    ).format(**error.facts)


@sentence_for(BasisNotPossible)
def _basis(error: BasisNotPossible) -> str:
    return _("{what} cannot be based on {basis}.").format(
        what=name_words(error.where), basis=name_words(error.basis)
    )


@sentence_for(OwnersOnly)
def _owners_only(error: OwnersOnly) -> str:
    return _("Counting non-voters with the majority is possible only in owners' decisions.")


@sentence_for(SourceNeeded)
def _source_needed(error: SourceNeeded) -> str:
    return _("Counting non-voters with the majority is disputed; name the text that allows it.")


@sentence_for(InvalidRuleNumber)
def _rule_number(error: InvalidRuleNumber) -> str:
    return _("{what} is {value}; it must be at least {least}.").format(
        what=name_words(error.field), value=error.value, least=error.least
    )


@sentence_for(InvalidSourceDate)
def _source_date(error: InvalidSourceDate) -> str:
    return _("“{value}” is not a date; write it like 2021-01-01.").format(**error.facts)


@sentence_for(CastingVoteNotAllowed)
def _casting(error: CastingVoteNotAllowed) -> str:
    if error.why == "rule":
        return _("The rule gives the chair no casting vote.")
    if error.why == "not_tied":
        return _("There is a casting vote only after a tie.")
    return _("The casting vote has already been given.")


@sentence_for(UncountedNotAllowed)
def _uncounted(error: UncountedNotAllowed) -> str:
    if error.why == "objection":
        return _("Someone objects ({objections}), so the hands must be counted.").format(
            **error.facts
        )
    return _("The rule requires every vote to be counted.")


@sentence_for(OptionsNotPossible)
def _options(error: OptionsNotPossible) -> str:
    return _("The rule {rule} cannot decide among several options.").format(**error.facts)


@sentence_for(InvalidBallot)
def _ballot(error: InvalidBallot) -> str:
    if error.what == "options":
        return _("A ballot needs at least two names or options; so far {value}.").format(
            value=error.value
        )
    return _("No such ballot: {what} is “{value}”.").format(
        what=name_words(error.what), value=error.value
    )


@sentence_for(MarksDoNotFit)
def _marks(error: MarksDoNotFit) -> str:
    return _("{marks} choices do not fit the ballots: {least} to {most} are possible.").format(
        **error.facts
    )


_UNIT_LACKS = {
    "place": N_("The part is not named; write for example 45栋1单元101."),
    "area": N_("{place}: the area is missing; write for example 98.50."),
    "owner": N_("{place}: the owner is missing."),
    "note": N_("{place}: left out of owners and area; name the rule."),
}


@sentence_for(UnitTwice)
def _unit_twice(error: UnitTwice) -> str:
    return _("{place} is already registered.").format(**error.facts)


@sentence_for(UnitIncomplete)
def _unit_incomplete(error: UnitIncomplete) -> str:
    return _(_UNIT_LACKS[error.what]).format(**error.facts)


@sentence_for(NoUnits)
def _no_units(error: NoUnits) -> str:
    return _(
        "No exclusive part is registered for this body yet: {key:app.people}, then "
        "{key:people.units}."
    )


@sentence_for(AnsweredAlready)
def _answered_already(error: AnsweredAlready) -> str:
    return _("{owner} has already answered; each owner answers once.").format(**error.facts)


@sentence_for(RuleUnchanged)
def _rule_unchanged(error: RuleUnchanged) -> str:
    return _("This rule already applies; nothing was changed.")


@sentence_for(UnreadableFraction)
def _unreadable_fraction(error: UnreadableFraction) -> str:
    return _("Not understood: {text}. Write 三分之二, 2/3, 90% or 九成.").format(**error.facts)


@sentence_for(NothingChanged)
def _nothing_changed(error: NothingChanged) -> str:
    return _("This is the same as the text in force; change an article of {title} first.").format(
        title=error.title
    )


@sentence_for(AlreadyDecided)
def _already_decided(error: AlreadyDecided) -> str:
    return _(
        "A meeting has decided, or is to decide, on this text of {title}, so "
        "it can no longer be edited. After the decision, {key:bylaws.propose} "
        "proposes a further change; {key:bylaws.take_back} withdraws what is "
        "still pending."
    ).format(title=error.title)


@sentence_for(UnderItself)
def _under_itself(error: UnderItself) -> str:
    return _("{name} cannot be inside itself.").format(name=error.name)


@sentence_for(HasParts)
def _has_parts(error: HasParts) -> str:
    return _("{n} others are inside {name}: remove them first, or move them elsewhere.").format(
        n=error.count, name=error.name
    )
