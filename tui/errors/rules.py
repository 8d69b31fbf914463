"""The sentences for what rules of procedure and counts refuse; each names its numbers."""

from meetings.procedure.owners import area_text
from tui.errors import sentence_for
from tui.language import N_, _

_NAMES = {
    "for": N_("votes for"),
    "against": N_("votes against"),
    "abstain": N_("abstentions"),
    "invalid": N_("invalid votes"),
    "valid": N_("valid papers"),
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
    "speeches_per_motion": N_("the speeches a motion"),
    "notice_days": N_("the days of notice"),
    "posting_days": N_("the days posted"),
    "options": N_("the number of options"),
    "choose": N_("the number of choices"),
    "seats": N_("the number of seats"),
    "label": N_("the name of an option"),
}
Facts = dict[str, object]


def _name(known: Facts, key: str) -> str:
    name = str(known[key])
    return _(_NAMES[name]) if name in _NAMES else name


def _area(known: Facts, key: str) -> str:
    value = known[key]
    return ("-" if isinstance(value, int) and value < 0 else "") + area_text(abs(int(str(value))))


@sentence_for("NumberMissing")
def _number_missing(known: Facts) -> str:
    return _("The rule cannot do without {what}; please give it.").format(what=_name(known, "what"))


@sentence_for("NegativeCount")
def _negative(known: Facts) -> str:
    return _("A count cannot be negative: {what} is {value}.").format(
        what=_name(known, "name"), value=known["value"]
    )


@sentence_for("TooManyVotes")
def _too_many_votes(known: Facts) -> str:
    return _(
        "{votes} votes ({for_} for, {against} against, {abstain} abstaining, {invalid} invalid) "
        "are more than the {voters} who can vote."
    ).format(**known)


@sentence_for("TooManyPresent")
def _too_many_present(known: Facts) -> str:
    if known["recused"] or known["proxies"]:
        return _(
            "{present} present, {recused} recused and {proxies} represented are more than "
            "the {expected} expected."
        ).format(**known)
    return _("{present} present are more than the {expected} expected.").format(**known)


@sentence_for("InvalidNumber")
def _invalid_number(known: Facts) -> str:
    return _('{what} must be a whole number, not "{text}".').format(
        what=_name(known, "what"), text=known["text"]
    )


@sentence_for("InvalidArea")
def _invalid_area(known: Facts) -> str:
    return _('An area has at most two decimals and is not negative, not "{text}".').format(**known)


@sentence_for("NegativeArea")
def _negative_area(known: Facts) -> str:
    return _("An area cannot be negative: {area} m².").format(area=_area(known, "value"))


@sentence_for("AreaBeyondTotal")
def _beyond_total(known: Facts) -> str:
    return _("The areas that voted, {voted} m², are more than the whole area, {total} m².").format(
        voted=_area(known, "voted"), total=_area(known, "total")
    )


@sentence_for("AreaWithoutHeads")
def _without_heads(known: Facts) -> str:
    return _("{area} m² voted ({side}), but no owner did.").format(
        area=_area(known, "area"), side=_name(known, "side")
    )


@sentence_for("AreasNotUsed")
def _areas_not_used(known: Facts) -> str:
    return _("The rule {rule} counts heads alone; areas are for owners' decisions.").format(**known)


@sentence_for("UnknownPreset")
def _unknown_preset(known: Facts) -> str:
    names = known["known"]
    listed = ", ".join(names) if isinstance(names, tuple) else str(names)
    return _('There is no rule "{name}"; there are {known}.').format(
        name=known["name"], known=listed
    )


@sentence_for("PoolNotPossible")
def _pool(known: Facts) -> str:
    pools = known["pools"]
    listed = ", ".join(map(str, pools)) if isinstance(pools, tuple) else ""
    return _("The rule {name} does not count {pool}; it counts {pools}.").format(
        name=known["name"], pool=known["pool"], pools=listed or _("its own members")
    )


@sentence_for("RoundNotPossible")
def _round(known: Facts) -> str:
    return _("Only an election has a further round; the rule {name} is none.").format(
        name=known["name"]
    )


@sentence_for("InvalidShare")
def _invalid_share(known: Facts) -> str:
    return _("{numerator}/{denominator} cannot be: a share lies above 0 and at most at 1.").format(
        **known
    )


@sentence_for("UnreadableThreshold")
def _unreadable(known: Facts) -> str:
    return _(
        '"{text}" is not a threshold; write one like ">=2/3 expected" or ">1/2 present" '
        "(expected, present, cast, decisive)."
    ).format(**known)


@sentence_for("BasisNotPossible")
def _basis(known: Facts) -> str:
    return _("{what} cannot be taken of {basis}.").format(
        what=_name(known, "where"), basis=_name(known, "basis")
    )


@sentence_for("OwnersOnly")
def _owners_only(known: Facts) -> str:
    return _("Following the majority is possible in owners' decisions alone.")


@sentence_for("SourceNeeded")
def _source_needed(known: Facts) -> str:
    return _("Following the majority is disputed; write down which text allows it.")


@sentence_for("InvalidRuleNumber")
def _rule_number(known: Facts) -> str:
    return _("{what} is {value}; it must be at least {least}.").format(
        what=_name(known, "field"), value=known["value"], least=known["least"]
    )


@sentence_for("InvalidSourceDate")
def _source_date(known: Facts) -> str:
    return _('"{value}" is not a date; write it like 2021-01-01.').format(**known)


@sentence_for("CastingVoteNotAllowed")
def _casting(known: Facts) -> str:
    if known["why"] == "rule":
        return _("The rule gives the chair no casting vote.")
    if known["why"] == "not_tied":
        return _("There is a casting vote only after a tie.")
    return _("The casting vote has been given already.")


@sentence_for("UncountedNotAllowed")
def _uncounted(known: Facts) -> str:
    if known["why"] == "objection":
        return _("Somebody objects ({objections}), so the hands must be counted.").format(**known)
    return _("The rule wants every vote counted.")


@sentence_for("OptionsNotPossible")
def _options(known: Facts) -> str:
    return _("The rule {rule} cannot decide among several options.").format(**known)


@sentence_for("InvalidBallot")
def _ballot(known: Facts) -> str:
    return _('Such a paper cannot be: {what} is "{value}".').format(
        what=_name(known, "what"), value=known["value"]
    )


@sentence_for("MarksDoNotFit")
def _marks(known: Facts) -> str:
    return _("{marks} marks do not fit the papers: {least} to {most} are possible.").format(**known)


_UNIT_LACKS = {
    "place": N_("It is not said which part it is; write for example 45栋1单元101."),
    "area": N_("{place}: the area is missing; write for example 98.50."),
    "owner": N_("{place}: the owner is missing."),
    "note": N_("{place}: left out of heads and area; say by which rule."),
}


@sentence_for("UnitTwice")
def _unit_twice(known: Facts) -> str:
    return _("{place} is registered already.").format(**known)


@sentence_for("UnitIncomplete")
def _unit_incomplete(known: Facts) -> str:
    return _(_UNIT_LACKS[str(known["what"])]).format(**known)


@sentence_for("NoUnits")
def _no_units(known: Facts) -> str:
    return _("No exclusive part is registered for this body yet: F6, then 9.")


@sentence_for("AnsweredAlready")
def _answered_already(known: Facts) -> str:
    return _("{owner} has answered already; each owner answers once.").format(**known)


@sentence_for("RuleUnchanged")
def _rule_unchanged(known: Facts) -> str:
    return _("This is the rule that applies already; nothing was changed.")


@sentence_for("UnreadableFraction")
def _unreadable_fraction(known: Facts) -> str:
    return _("Not understood: {text}. Write 三分之二, 2/3, 90% or 九成.").format(**known)
