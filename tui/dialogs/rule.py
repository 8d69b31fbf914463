"""The forms to edit one provision of a rule of procedure, and the rule from the answers."""

import json
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date

from meetings.codec import as_they_are, packing
from meetings.errors import MeetingError
from meetings.procedure.rule_changes import changed_words
from meetings.procedure.rule_text import owners_in_numbers, rule_in_numbers, rule_name
from meetings.procedure.rules import OWN, PRESETS, ProxyUse, Rule, Voters
from meetings.procedure.shares import Basis
from tui.dialogs.kit.fields import (
    ChoiceField,
    DateField,
    Line,
    NoteLine,
    NumberField,
    TextField,
    YesNoField,
)
from tui.dialogs.kit.form import Answers
from tui.dialogs.thresholds import threshold_lines, threshold_of
from tui.language import _, language
from tui.words.rules import change_signs

EXAMPLE = 16
"""The number of members for the examples of a body without any."""

ASK, NONE = "ask", "none"
BY_LAW = frozenset({"quorum", "passing", "passing_too", "veto", "owners"})
"""The provisions that a law fixes: a rule that changes one no longer cites the preset's source."""

_PRESET_SOURCES = {rule.source for rule in PRESETS.values()}


def lines_of(key: str, rule: Rule, today: date) -> list[Line]:
    """The fields of a provision with their present values."""
    return _LINES[key](rule, today)


def applied(key: str, rule: Rule, answers: Answers) -> Rule:
    """The rule with the answers, named as changed from its preset.

    Raises the errors of meetings.rules, and UnreadableFraction.
    """
    changed = _APPLY[key](rule, answers)
    if changed == rule:
        return rule
    differs = {f.name for f in fields(Rule) if getattr(changed, f.name) != getattr(rule, f.name)}
    if differs & BY_LAW and rule.source in _PRESET_SOURCES:
        changed = replace(changed, source="", source_date="", source_note="")
    if changed.preset != OWN and not differs <= {"source", "source_date", "source_note"}:
        changed = replace(changed, preset=OWN)
    return changed


ROOMS = 8
"""For how many numbers present the votes needed are shown, from the largest number down."""


def numbers(rule: Rule, members: int, owned: tuple[int, int] = (0, 0)) -> str:
    """What the rule means in numbers for this many members, or for an example.

    Of an owners' rule for the owners and the area that are entered (`owned`).
    """
    if rule.owners:
        if all(owned):
            return owners_in_numbers(rule, *owned, language())
        return _(
            "No owners entered yet, so no numbers: {key:app.people}, then {key:people.units}, "
            "enters them."
        )
    if members > 0:
        return rule_in_numbers(rule, members, language())
    said = rule_in_numbers(rule, EXAMPLE, language())
    return _("No voting members yet; for example: {numbers}").format(numbers=said)


def room_by_room(rule: Rule, members: int) -> str:
    """How many votes suffice by number present; "" where that does not matter."""
    if rule.owners or all(t.basis is Basis.EXPECTED for t in rule.measures) or members < 2:
        return ""
    if rule.veto and all(t.basis is Basis.DECISIVE for t in rule.measures):
        return ""
    quorum = (rule.quorum.share.smallest(members) if rule.quorum else None) or 1
    rooms = []
    for room in range(max(quorum, members - ROOMS + 1), members + 1):
        wholes = dict.fromkeys(Basis, room) | {Basis.EXPECTED: members}
        needed = max(t.share.smallest(wholes[t.basis]) or 0 for t in rule.measures)
        rooms.append(f"{room}→{needed}")
    return _("present→votes needed: {rooms}").format(rooms="  ".join(rooms))


def live(
    key: str, rule: Rule, members: int, owned: tuple[int, int] = (0, 0)
) -> Callable[[Answers], str]:
    """A function that gives the numbers while a provision is edited."""

    def preview(answers: Answers) -> str:
        if len(answers) < len(
            [line for line in lines_of(key, rule, date.min) if not isinstance(line, NoteLine)]
        ):
            return ""
        changed = applied(key, rule, answers)
        rooms = room_by_room(changed, members)
        return f"→ {numbers(changed, members, owned)}" + (f"\n{rooms}" if rooms else "")

    return preview  # fmt: skip


def adopt_lines(before: Rule, after: Rule, running: str) -> list[Line]:
    """The fields to adopt a rule: what changes, from when, by which decision."""
    old, new = changed_words(before, after, language())
    gone, come = change_signs()
    changes = [f"{gone} {line}" for line in old] + [f"{come} {line}" for line in new]
    when = _("It applies to meetings opened from now on.")
    if running:
        when = _("{meeting} continues under the old rule; this one applies from the next meeting.")
        when = when.format(meeting=running)
    return [
        NoteLine("\n".join(changes)),
        NoteLine(when),
        TextField(
            "reason", _("By decision"), required=True,
            hint=_("the meeting or document that decided it, such as 2026年第3次会议议定"),
        ),
    ]  # fmt: skip


def _name(rule: Rule, today: date) -> list[Line]:
    return [
        TextField("name", _("Rule's name"), rule.name or rule_name(rule, language()),
                  required=True),
    ]  # fmt: skip


def _quorum(rule: Rule, today: date) -> list[Line]:
    options = ((NONE, _("none asked")), (ASK, _("asked")))
    return [
        ChoiceField("asked", _("Quorum"), options, NONE if rule.quorum is None else ASK),
        *threshold_lines("quorum", rule.quorum, owners=rule.owners, bases=False),
    ]


def _apply_quorum(rule: Rule, answers: Answers) -> Rule:
    asked = answers["asked"] == ASK
    return replace(rule, quorum=threshold_of("quorum", answers) if asked else None)


def _passing(rule: Rule, today: date) -> list[Line]:
    return threshold_lines("passing", rule.passing, owners=rule.owners)


def _apply_passing(rule: Rule, answers: Answers) -> Rule:
    return replace(rule, passing=threshold_of("passing", answers))


def _too(rule: Rule, today: date) -> list[Line]:
    options = ((NONE, _("nothing more")), (ASK, _("also required")))
    return [
        ChoiceField(
            "asked", _("Also required"), options, NONE if rule.passing_too is None else ASK
        ),
        *threshold_lines("too", rule.passing_too, owners=rule.owners),
    ]


def _apply_too(rule: Rule, answers: Answers) -> Rule:
    asked = answers["asked"] == ASK
    return replace(rule, passing_too=threshold_of("too", answers) if asked else None)


def _veto(rule: Rule, today: date) -> list[Line]:
    return [
        YesNoField("veto", _("Veto"), rule.veto, _("one vote against blocks it")),
    ]


def _voters(rule: Rule, today: date) -> list[Line]:
    who = (
        (Voters.MEMBERS.value, _("members with a vote")),
        (Voters.EVERYBODY.value, _("everyone present")),
    )
    return [
        ChoiceField("voters", _("Who votes"), who, rule.voters.value),
        YesNoField("may_exceed_expected", _("More than expected"), rule.may_exceed_expected,
                   _("whether more people may come than expected")),
    ]  # fmt: skip


def _proxies(rule: Rule, today: date) -> list[Line]:
    use = (
        (ProxyUse.NOT_COUNTED.value, _("proxies do not count")),
        (ProxyUse.VOTES.value, _("for the vote alone")),
        (ProxyUse.QUORUM_AND_VOTES.value, _("for quorum and vote")),
    )
    return [
        ChoiceField("proxies", _("Proxies"), use, rule.proxies.value),
        NumberField("proxy_limit", _("At most"), rule.proxy_limit, required=True,
                    hint=_("how many one person may represent")),
    ]  # fmt: skip


def _seconding(rule: Rule, today: date) -> list[Line]:
    return [YesNoField("seconding", _("Seconding"), rule.seconding,
                       _("whether a motion needs a second"))]  # fmt: skip


def _hands(rule: Rule, today: date) -> list[Line]:
    return [
        YesNoField("uncounted_hands", _("Uncounted"), rule.uncounted_hands,
                   _("a clear majority of hands need not be counted if nobody objects")),
    ]  # fmt: skip


def _tie(rule: Rule, today: date) -> list[Line]:
    return [
        NumberField("revotes", _("Re-votes"), rule.revotes, required=True,
                    hint=_("how often a tied motion may be voted on again, after more debate")),
        YesNoField("casting_vote", _("Casting vote"), rule.casting_vote,
                   _("whether the chair may break a tie")),
    ]  # fmt: skip


def _debate(rule: Rule, today: date) -> list[Line]:
    return [
        NumberField("speech_seconds", _("Seconds"), rule.speech_seconds, required=True, least=1,
                    hint=_("per speech")),
        NumberField("speeches_per_motion", _("Speeches"), rule.speeches_per_motion, required=True,
                    least=1, hint=_("per person and motion")),
        YesNoField("new_speakers_first", _("Newcomers first"), rule.new_speakers_first,
                   _("those who have not spoken go first")),
        YesNoField("alternate_sides", _("Alternating"), rule.alternate_sides,
                   _("for and against speak in turn")),
    ]  # fmt: skip


def _days(rule: Rule, today: date) -> list[Line]:
    return [
        NumberField("notice_days", _("Notice days"), rule.notice_days, required=True,
                    hint=_("between the notice and the meeting")),
        NumberField("posting_days", _("Posting days"), rule.posting_days, required=True,
                    hint=_("results stay on the notice board")),
    ]  # fmt: skip


def _owners(rule: Rule, today: date) -> list[Line]:
    return [
        NoteLine(_("Civil Code art. 278: owners decide jointly by number of owners and by area.")),
        YesNoField("owners", _("Owners and area"), rule.owners),
        YesNoField("follow_majority", _("Follow majority"), rule.follow_majority,
                   _("non-voters counted with the majority: disputed, name the source")),
        TextField("follow_majority_source", _("Its source"), rule.follow_majority_source,
                  longest=300),
    ]  # fmt: skip


def _source(rule: Rule, today: date) -> list[Line]:
    dated = date.fromisoformat(rule.source_date) if rule.source_date else None
    return [
        TextField("source", _("Source"), rule.source, longest=300,
                  hint=_("law, rules or minutes that this rule comes from")),
        DateField("source_date", _("Its date"), today, dated, past=True),
        TextField("source_note", _("Note"), rule.source_note, longest=500,
                  hint=_("what is uncertain; printed with the rule")),
    ]  # fmt: skip


def _apply_source(rule: Rule, answers: Answers) -> Rule:
    day: date | None = answers["source_date"]
    return replace(
        rule, source=answers["source"], source_date=day.isoformat() if day else "",
        source_note=answers["source_note"],
    )  # fmt: skip


def _plain(rule: Rule, answers: Answers) -> Rule:
    return replace(rule, **answers)


def _apply_voters(rule: Rule, answers: Answers) -> Rule:
    exceed = bool(answers["may_exceed_expected"])
    return replace(rule, voters=Voters(answers["voters"]), may_exceed_expected=exceed)


def _apply_proxies(rule: Rule, answers: Answers) -> Rule:
    limit = int(answers["proxy_limit"])
    return replace(rule, proxies=ProxyUse(answers["proxies"]), proxy_limit=limit)


def _apply_name(rule: Rule, answers: Answers) -> Rule:
    name = str(answers["name"])
    return rule if not rule.name and name == rule_name(rule, language()) else replace(
        rule, name=name
    )  # fmt: skip


_LINES: dict[str, Callable[[Rule, date], list[Line]]] = {
    "name": _name, "quorum": _quorum, "passing": _passing, "too": _too, "veto": _veto,
    "voters": _voters, "proxies": _proxies, "seconding": _seconding, "hands": _hands,
    "tie": _tie, "debate": _debate, "days": _days, "owners": _owners, "source": _source,
}  # fmt: skip
_APPLY: dict[str, Callable[[Rule, Answers], Rule]] = {
    **dict.fromkeys(_LINES, _plain), "name": _apply_name, "quorum": _apply_quorum,
    "passing": _apply_passing, "too": _apply_too, "voters": _apply_voters,
    "proxies": _apply_proxies, "source": _apply_source,
}  # fmt: skip


def draft_text(rule: Rule) -> str:
    """The half-edited rule as the text of a draft."""
    pack, _unpack = packing(Rule, as_they_are)
    return json.dumps(pack(rule), ensure_ascii=False)


def rule_of(text: str) -> Rule | None:
    """The rule of a draft's text; None where it is not readable."""
    _pack, unpack = packing(Rule, as_they_are)
    try:
        rule: Rule = unpack(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, MeetingError):
        return None
    return rule
