"""The forms about units (专有部分) and owners: one, a list, and a written vote of the owners."""

from collections.abc import Sequence
from dataclasses import replace

from meetings.clean import is_blank
from meetings.community.units import Unit, heads, total_area
from meetings.importing.units import TypedUnit, no_unit, read_units
from meetings.procedure.owners import InvalidArea, area_text, parse_area
from meetings.procedure.owners_matters import OwnersMatter, owners_rule
from meetings.procedure.rule_words import describe_rule
from meetings.terms import term
from tui.dialogs.kit.fields import (
    ChoiceField,
    Line,
    LongField,
    NoteLine,
    PersonField,
    TextField,
    YesNoField,
)
from tui.dialogs.kit.form import Answers
from tui.errors import sentence
from tui.finding.people_search import PersonFinder
from tui.language import _, bracketed, language, listed

SHOWN = 4
"""How many lines of a list are shown while it is typed; the rest are counted."""


def sums(units: Sequence[Unit]) -> str:
    """The sums: how many units, owners and square metres, and how many are left out."""
    counted = sum(1 for unit in units if unit.counted)
    said = _("{units} exclusive parts, {owners} owners, {area} m²").format(
        units=counted, owners=len(heads(units)), area=area_text(total_area(units))
    )
    out = len(units) - counted
    return said + (_("; {n} left out").format(n=out) if out else "")


def unit_lines(unit: Unit | None, people: PersonFinder) -> list[Line]:
    """The fields of one unit and its owner."""
    owner = (unit.person or unit.owner) if unit else ""
    return [
        TextField("building", _("Building"), unit.building if unit else ""),
        TextField("entrance", _("Entrance"), unit.entrance if unit else ""),
        TextField("room", _("Room"), unit.room if unit else "", required=True),
        TextField("area", _("Area in m²"), area_text(unit.area) if unit else "", required=True,
                  longest=20, hint=_("as in the property register, two decimals at most")),
        PersonField("owner", _("Whose it is"), people, owner, required=True, allow_new=True,
                    hint=_("joint owners together: 李国强、王秀英")),
        YesNoField("counted", _("Counts"), unit.counted if unit else True,
                   _("choose no for parking spaces or stalls that the assembly's rules exclude")),
        TextField("note", _("Under which rule"), unit.note if unit else "", longest=500,
                  hint=_("required if left out")),
    ]  # fmt: skip


def unit_of(answers: Answers, body: str, known: Unit | None) -> Unit:
    """The unit from the answers; raises InvalidArea."""
    owner = answers["owner"]
    unit = known or Unit("", body, "", "", "", 0, "")
    return replace(
        unit, building=answers["building"], entrance=answers["entrance"], room=answers["room"],
        area=parse_area(answers["area"]), owner=owner.name, person=owner.id or None,
        counted=bool(answers["counted"]), note=answers["note"],
    )  # fmt: skip


def list_lines() -> list[Line]:
    """The field for a list of units."""
    return [
        NoteLine(_("One per line: place area owner. For example 45栋1单元101 98.50 张桂兰")),
        NoteLine(_("To leave one out: 45栋车位12 12.50 张桂兰 不计 议事规则第8条")),
        LongField("text", _("The list"), required=True, lines=8, longest=400_000),
    ]


def typed_units(text: str, body: str) -> list[Unit]:
    """The units of a typed list."""
    return [
        Unit("", body, u.building, u.entrance, u.room, u.area, u.owner, None, u.counted, u.note)
        for u in read_units(text)
        if not no_unit(u.text)
    ]


def _lack(unit: TypedUnit) -> str:
    what = {"place": _("place"), "area": _("area"), "owner": _("owner"), "note": _("reason")}
    said = _("line {n}: {what} is missing: {text}")
    return said.format(n=unit.line, what=what[unit.missing], text=unit.text)


def list_live(answers: Answers, known: Sequence[Unit], body: str) -> str:
    """What was understood of the list: last lines, sums, owners of several units, gaps."""
    text = str(answers.get("text", ""))
    read = [u for u in read_units(text) if not no_unit(u.text)]
    if not read:
        return ""
    units = typed_units(text, body)
    lines = [
        f"  {u.place} {area_text(u.area)} {u.owner}" + ("" if u.counted else bracketed(u.note))
        for u in read[-SHOWN:]
        if not u.missing
    ]
    lines += [_lack(u) for u in read if u.missing][:SHOWN]
    several = [h for h in heads([*known, *units]) if len(h.units) > 1]
    if several:
        names = listed(h.owner for h in several[:SHOWN])
        said = _("one owner for all parts under one name: {names}; if another person: {how}")
        lines.append(said.format(names=names, how="张伟（47栋）"))
    return "\n".join([*lines, sums([*known, *units])])


def matter_lines() -> list[Line]:
    """The fields for the kind of matter, which decides the majority, and for 从多数 (disputed)."""
    options = tuple((m.value, _matter_words(m)) for m in OwnersMatter)
    return [
        ChoiceField("matter", _("Kind of matter"), options),
        YesNoField("follow", _("Follow majority"), value=False,
                   hint=_("non-voters counted with the majority: disputed, name the source")),
        TextField("follow_source", _("Its source"), longest=300),
    ]  # fmt: skip


def _matter_words(matter: OwnersMatter) -> str:
    mark = _("[three quarters]") if matter.major else ""
    return f"{term(matter, language())}{mark}"


def follow_source(answers: Answers) -> str | None:
    """The source given for 从多数; None where it stays off."""
    return str(answers.get("follow_source", "")) if answers.get("follow") else None


def matter_live(answers: Answers) -> str:
    """The majority that the kind of matter needs, below the form."""
    chosen = answers.get("matter")
    if not chosen:
        return ""
    rule = owners_rule(OwnersMatter(str(chosen)))
    quorum, passing, *_rest = describe_rule(rule, language())
    return f"{quorum}\n{passing}"


def area_of(text: str) -> int:
    """The typed area in hundredths of m², 0 for an empty text; raises InvalidArea."""
    return parse_area(text) if not is_blank(text) else 0


def area_check(answers: Answers, names: Sequence[str]) -> dict[str, str]:
    """By field, the sentence about an area that is not understood."""
    found = {}
    for name in names:
        try:
            area_of(str(answers.get(name, "")))
        except InvalidArea as wrong:
            found[name] = sentence(wrong)
    return found


def written_lines() -> list[Line]:
    """The fields of a written vote of the owners outside a meeting."""
    return [
        TextField("title", _("Title"), required=True),
        LongField("text", _("One sentence"), required=True, lines=3,
                  hint=_("what the owners are asked to agree to")),
        *matter_lines(),
    ]  # fmt: skip
